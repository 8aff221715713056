package scaffold

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"balise/generator/french"
	"balise/generator/geo"
)

// Territory is an official territory, as a [[territoire]] of site.toml names
// it.
type Territory struct {
	Type     string // departement, epci or commune
	Code     string // INSEE, or SIREN of an EPCI
	Official string // its official name
	Given    string // a name that reads better; empty when the official one does
	In       string // « dans le Morbihan »; empty when the name does not tell
	Main     geo.Commune
	Chemin   string
	Dans     string

	communes []geo.Commune
}

// FindTerritory finds the département, EPCI or commune that has this code or
// this name. A name that several have is a [Fault] that lists them; one that
// none has, a Fault that gives the nearest.
func FindTerritory(query string) (Territory, error) {
	query = clean(query)
	if query == "" {
		return Territory{}, fault("il manque le nom ou le code du territoire", "the territory’s name or code is missing")
	}
	found := byCode(query)
	if len(found) == 0 {
		found = byName(query)
	}
	switch {
	case len(found) == 0:
		return Territory{}, unknownTerritory(query)
	case len(found) > 1:
		return Territory{}, ambiguous(query, found)
	case len(found[0].communes) == 0:
		return Territory{}, fault(
			fmt.Sprintf("« %s » n’a aucune commune : un portail n’y aurait aucun lieu", found[0].Official),
			fmt.Sprintf("“%s” has no commune: a portal would have no place there", found[0].Official))
	}
	t := found[0]
	t.Main = slices.MaxFunc(t.communes, func(a, b geo.Commune) int { return cmp.Compare(a.Population, b.Population) })
	return t, nil
}

// byCode reads a code; "1" is Ain's, and the spaces of a SIREN do not count.
func byCode(query string) []Territory {
	code := strings.ToUpper(strings.Join(strings.Fields(query), ""))
	if len(code) == 1 {
		code = "0" + code
	}
	if d, ok := geo.DepartementByCode(code); ok {
		return []Territory{ofDepartement(d)}
	}
	if e, ok := geo.EPCIBySIREN(code); ok {
		return []Territory{ofEPCI(e)}
	}
	if current, ok := geo.Current(code); ok {
		c, _ := geo.CommuneByCode(current)
		return []Territory{ofCommune(c)}
	}
	return nil
}

func byName(query string) []Territory {
	var found []Territory
	key := nameKey(query)
	for _, d := range geo.Departements() {
		if nameKey(d.Name) == key {
			found = append(found, ofDepartement(d))
		}
	}
	for _, e := range epcis() {
		if key == nameKey(e.Name) || key == nameKey(givenName(e)) || key == nameKey(bare(e)) {
			found = append(found, ofEPCI(e))
		}
	}
	for _, c := range geo.ByName(query) {
		found = append(found, ofCommune(c))
	}
	return found
}

// nameKey is a name without its article, folded.
func nameKey(name string) string {
	key := french.Fold(name)
	for _, article := range []string{"le ", "la ", "les ", "l'"} {
		if rest, ok := strings.CutPrefix(key, article); ok {
			return rest
		}
	}
	return key
}

func ofDepartement(d geo.Departement) Territory {
	return Territory{Type: "departement", Code: d.Code, Official: d.Name, In: d.In(), Chemin: slug(d.Name), communes: geo.CommunesOfDepartement(d.Code)}
}

func ofCommune(c geo.Commune) Territory {
	return Territory{Type: "commune", Code: c.Code, Official: c.Name, In: c.In(), Chemin: slug(c.Name), communes: []geo.Commune{c}}
}

// kinds are the abbreviations that the official names of EPCI begin with.
var kinds = map[string]string{"CC ": "Communauté de communes ", "CA ": "Communauté d’agglomération ", "CU ": "Communauté urbaine "}

// bare is the name of an EPCI without its kind.
func bare(e geo.EPCI) string {
	for abbreviation := range kinds {
		if rest, ok := strings.CutPrefix(e.Name, abbreviation); ok {
			return rest
		}
	}
	return e.Name
}

// givenName is the name of an EPCI as people read it, when the official one is
// no such name: "CC du Pays d'Ancenis" reads « Communauté de communes du Pays
// d’Ancenis », and "CA Lorient Agglomération" says its kind twice.
func givenName(e geo.EPCI) string {
	name := bare(e)
	if name == e.Name {
		return ""
	}
	given := strings.ReplaceAll(name, "'", "’")
	if first := name[0]; 'a' <= first && first <= 'z' {
		given = kinds[strings.TrimSuffix(e.Name, name)] + given
	}
	return given
}

func ofEPCI(e geo.EPCI) Territory {
	name := bare(e)
	for _, link := range []string{"de la ", "de l'", "des ", "du ", "de ", "d'"} {
		if rest, ok := strings.CutPrefix(name, link); ok {
			name = rest
			break
		}
	}
	return Territory{Type: "epci", Code: e.SIREN, Official: e.Name, Given: givenName(e), Chemin: slug(name), communes: geo.CommunesOfEPCI(e.SIREN)}
}

// epcis lists the EPCI with their own taxes, by SIREN: those that communes say
// they belong to.
var epcis = sync.OnceValue(func() []geo.EPCI {
	seen := map[string]geo.EPCI{}
	for _, d := range geo.Departements() {
		for _, c := range geo.CommunesOfDepartement(d.Code) {
			if e, ok := geo.EPCIBySIREN(c.EPCI); ok {
				seen[e.SIREN] = e
			}
		}
	}
	return slices.SortedFunc(maps.Values(seen), func(a, b geo.EPCI) int { return cmp.Compare(a.SIREN, b.SIREN) })
})

func unknownTerritory(query string) error {
	fr, en := fmt.Sprintf("aucun territoire ne s’appelle « %s »", query), fmt.Sprintf("no territory is called “%s”", query)
	if served := geo.ByPostcode(query); len(served) > 0 {
		var codes []string
		for _, c := range served {
			codes = append(codes, fmt.Sprintf("%s (%s)", c.Code, c.Name))
		}
		return fault(
			fmt.Sprintf("%s est un code postal : écrivez le nom de la commune ou son code INSEE, %s", query, french.Join(codes, "fr")),
			fmt.Sprintf("%s is a postcode: write the commune’s name or its INSEE code, %s", query, french.Join(codes, "en")))
	}
	if strings.Trim(query, " 0123456789") == "" {
		return fault(
			fmt.Sprintf("le code %s n’est celui d’aucun territoire : écrivez un code de département (56), de commune (56260) ou un SIREN d’EPCI (200042174)", query),
			fmt.Sprintf("the code %s is that of no territory: write the code of a département (56), of a commune (56260) or the SIREN of an EPCI (200042174)", query))
	}
	if near := nearest(query); near != "" {
		return fault(fr+" ; vouliez-vous dire « "+near+" » ?", en+"; did you mean “"+near+"”?")
	}
	return fault(fr+" : écrivez son nom officiel ou son code", en+": write its official name or its code")
}

func nearest(query string) string {
	var names []string
	for _, d := range geo.Departements() {
		names = append(names, d.Name)
	}
	if near, ok := french.Nearest(query, names); ok {
		return near
	}
	if c, ok := geo.Suggest(query, ""); ok {
		return c.Name
	}
	names = names[:0]
	for _, e := range epcis() {
		names = append(names, bare(e))
	}
	near, _ := french.Nearest(query, names)
	return near
}

// ambiguous lists the territories of a name, so that the code can be copied.
func ambiguous(query string, found []Territory) error {
	words := map[string][2]string{"departement": {"département", "département"}, "epci": {"EPCI", "EPCI"}, "commune": {"commune", "commune"}}
	var fr, en []string
	for _, t := range found {
		where := [2]string{}
		if d, ok := geo.DepartementByCode(t.communes[0].Departement); t.Type == "commune" && ok {
			where = [2]string{" " + d.In(), " in " + d.Name}
		}
		fr = append(fr, fmt.Sprintf("%s, %s%s", t.Code, words[t.Type][0], where[0]))
		en = append(en, fmt.Sprintf("%s, %s%s", t.Code, words[t.Type][1], where[1]))
	}
	return fault(
		fmt.Sprintf("plusieurs territoires s’appellent « %s » : écrivez le code (%s)", query, strings.Join(fr, " ; ")),
		fmt.Sprintf("several territories are called “%s”: write the code (%s)", query, strings.Join(en, "; ")))
}

// arrange drops repetitions, gives each territory a chemin of its own, and says
// which of the others it lies in: the smallest.
func arrange(list []Territory) []Territory {
	var out []Territory
	taken := map[string]bool{"": true, "assets": true, "code-postal": true, "themes": true} // see package load
	for _, t := range list {
		if slices.ContainsFunc(out, func(o Territory) bool { return o.Type == t.Type && o.Code == t.Code }) {
			continue
		}
		if taken[t.Chemin] {
			t.Chemin = strings.Trim(t.Chemin+"-"+strings.ToLower(t.Code), "-")
		}
		taken[t.Chemin] = true
		out = append(out, t)
	}
	for i := range out {
		var parent *Territory
		for j := range out {
			if o := &out[j]; o.holds(&out[i]) && (parent == nil || len(o.communes) < len(parent.communes)) {
				parent = o
			}
		}
		if parent != nil {
			out[i].Dans = parent.Chemin
		}
	}
	return out
}

// holds tells whether t has every commune of o, and more.
func (t *Territory) holds(o *Territory) bool {
	if len(t.communes) <= len(o.communes) {
		return false
	}
	codes := make(map[string]bool, len(t.communes))
	for _, c := range t.communes {
		codes[c.Code] = true
	}
	return !slices.ContainsFunc(o.communes, func(c geo.Commune) bool { return !codes[c.Code] })
}
