package exchange

import (
	"fmt"
	"slices"
	"strings"

	"balise/generator/decode"
	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/tomlpos"
)

// Mapping says how to read a table that is not in a shape that Balise knows. It
// is a TOML file that people write and correct (docs/correspondances.md):
//
//	source = "Communauté urbaine"        # who the data come from
//	standard = true                      # columns named as in the standard are read without more ado
//	separateur = "/"                     # between several values of a cell, besides « | » « ; » « , »
//	ignorer = ["PICTO", "result_*"]      # columns that are not kept
//	garder = ["transport"]               # columns that are kept as notes beside the records
//
//	[colonnes]                           # the file's column = the key that it fills
//	"LIB_FS" = "nom"
//
//	[[champ]]                            # a key that needs more than a column
//	nom = "services"
//	colonne = "activites"
//	[champ.valeurs]                      # the file's value = the standard's, or several with « | »
//	"Cours" = "Maîtrise des outils numériques du quotidien"
//	"Location de salle" = ""             # says nothing of the kind
//	"Autre" = "?"                        # not decided: kept as a note
//
//	[horaires]                           # the columns that hold opening hours
//	lundi = "h_lundi"
//
//	[[ajouter]]                          # a value that a condition adds
//	colonne = "wifi"
//	si = "oui"
//	champ = "services"
//	valeur = "Accès internet et matériel informatique"
//
// A column that the mapping does not name is kept as notes beside the records,
// and a warning says so: only « ignorer » drops values.
type Mapping struct {
	decode.Source
	SourceNom  string            `toml:"source"`
	Licence    string            `toml:"licence"`
	Standard   bool              `toml:"standard"`
	Separateur string            `toml:"separateur"`
	Inversees  bool              `toml:"coordonnees_inversees"`
	Ignorer    []string          `toml:"ignorer"`
	Garder     []string          `toml:"garder"`
	Colonnes   map[string]string `toml:"colonnes"`
	Champs     []mappingField    `toml:"champ"`
	Horaires   mappingHours      `toml:"horaires"`
	Ajouter    []mappingAdd      `toml:"ajouter"`

	places map[string]diag.Pos // of the keys and values of people's own
}

// mappingField fills a key: from columns, or with a constant.
type mappingField struct {
	decode.Source
	Nom        string            `toml:"nom,requis" enum:"champ"`
	Colonne    string            `toml:"colonne"`
	Colonnes   []string          `toml:"colonnes"`
	Valeur     string            `toml:"valeur"`     // when no column says otherwise
	Reunir     string            `toml:"reunir"`     // joins the columns; without it, the first that is filled in
	Separateur string            `toml:"separateur"` // for this key alone
	Partie     int               `toml:"partie"`     // which part of the cell, from 1, « separateur » between
	Extraire   string            `toml:"extraire" enum:"extraire"`
	Avant      string            `toml:"avant"`
	Apres      string            `toml:"apres"`
	Valeurs    map[string]string `toml:"valeurs"`

	key   int // in fields; -1 for a key of v0
	words *vocabulary
}

// listed tells a key whose values are those of a list.
func (f *mappingField) listed() bool { return f.key < 0 || fields[f.key].enum != nil }

// many tells a key that takes several values.
func (f *mappingField) many() bool {
	return f.key < 0 || fields[f.key].list != nil || f.Nom == "telephone"
}

// mappingHours names the columns that hold opening hours.
type mappingHours struct {
	decode.Source
	Texte      string   `toml:"texte"`      // all the hours in one column
	Precisions []string `toml:"precisions"` // what else is said of the hours: kept as it is written
	Semaines   string   `toml:"semaines"`   // « paire » or « impaire »

	Lundi    string `toml:"lundi"`
	Mardi    string `toml:"mardi"`
	Mercredi string `toml:"mercredi"`
	Jeudi    string `toml:"jeudi"`
	Vendredi string `toml:"vendredi"`
	Samedi   string `toml:"samedi"`
	Dimanche string `toml:"dimanche"`

	LundiMatin    string `toml:"lundi_matin"`
	MardiMatin    string `toml:"mardi_matin"`
	MercrediMatin string `toml:"mercredi_matin"`
	JeudiMatin    string `toml:"jeudi_matin"`
	VendrediMatin string `toml:"vendredi_matin"`
	SamediMatin   string `toml:"samedi_matin"`
	DimancheMatin string `toml:"dimanche_matin"`

	LundiApresMidi    string `toml:"lundi_apres_midi"`
	MardiApresMidi    string `toml:"mardi_apres_midi"`
	MercrediApresMidi string `toml:"mercredi_apres_midi"`
	JeudiApresMidi    string `toml:"jeudi_apres_midi"`
	VendrediApresMidi string `toml:"vendredi_apres_midi"`
	SamediApresMidi   string `toml:"samedi_apres_midi"`
	DimancheApresMidi string `toml:"dimanche_apres_midi"`

	// Columns that hold one end of the hours, by day and half: « lundi »,
	// « lundi_matin ».
	Ouvertures map[string]string `toml:"ouvertures"`
	Fermetures map[string]string `toml:"fermetures"`
}

var dayNames = [7]string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}

func (h *mappingHours) days() [7]string {
	return [7]string{h.Lundi, h.Mardi, h.Mercredi, h.Jeudi, h.Vendredi, h.Samedi, h.Dimanche}
}

func (h *mappingHours) mornings() [7]string {
	return [7]string{h.LundiMatin, h.MardiMatin, h.MercrediMatin, h.JeudiMatin, h.VendrediMatin, h.SamediMatin, h.DimancheMatin}
}

func (h *mappingHours) afternoons() [7]string {
	return [7]string{h.LundiApresMidi, h.MardiApresMidi, h.MercrediApresMidi, h.JeudiApresMidi, h.VendrediApresMidi, h.SamediApresMidi, h.DimancheApresMidi}
}

// mappingAdd adds a value to a key when a column says so.
type mappingAdd struct {
	decode.Source
	Colonne string `toml:"colonne,requis"`
	Si      string `toml:"si,requis" enum:"condition"`
	Texte   string `toml:"texte"`
	Champ   string `toml:"champ,requis" enum:"ajout"`
	Valeur  string `toml:"valeur,requis"`

	key int // in fields
}

var mappingSchema = decode.NewSchema[Mapping](map[string]*decode.Enum{
	"champ":     decode.NewEnum(mappingKeys...),
	"ajout":     decode.NewEnum(mappingKeys[:len(mappingKeys)-len(oldKeys)]...),
	"extraire":  decode.NewEnum("adresse", "code_postal", "commune"),
	"condition": decode.NewEnum("oui", "non", "remplie", "égale", "contient").Alias("égale", "égal").Alias("remplie", "rempli"),
})

// oldKeys are the keys of v0 that v1 shares out among several keys.
var oldKeys = []string{"labels_nationaux", "publics_accueillis"}

// mappingKeys are the keys that a mapping can fill: those of a structure, then
// those of v0.
var mappingKeys = func() (keys []string) {
	for i := range fields {
		if !fields[i].local {
			keys = append(keys, fields[i].name)
		}
	}
	return append(keys, oldKeys...)
}()

// ReadMapping reads a mapping. Faults come with their line and column; the
// mapping is nil when one of them is an error.
func ReadMapping(file string, src []byte) (*Mapping, []diag.Diag) {
	doc, ds := tomlpos.Parse(file, src, 1)
	if ds != nil {
		return nil, ds
	}
	m, ds := mappingSchema.Decode(doc, file, 1)
	m.places = map[string]diag.Pos{}
	c := mappingCheck{m, doc, ds}
	c.columns()
	c.fields()
	c.additions()
	c.ends()
	for i := range c.ds {
		c.ds[i] = c.ds[i].WithExcerpt(src)
	}
	if errs, _ := diag.Count(c.ds); errs > 0 {
		return nil, diag.Sort(c.ds)
	}
	return m, diag.Sort(c.ds)
}

// mappingCheck checks what package decode cannot know, and fills in what
// follows from the keys.
type mappingCheck struct {
	m   *Mapping
	doc *tomlpos.Table
	ds  []diag.Diag
}

func (c *mappingCheck) fault(code diag.Code, at diag.Pos, args ...string) {
	c.ds = append(c.ds, diag.New(code, at, args...))
}

func (c *mappingCheck) pos(p tomlpos.Place) diag.Pos {
	return diag.Pos{File: c.m.File, Line: int(p.Line), Col: int(p.Col)}
}

// columns checks [colonnes]: each is given a key.
func (c *mappingCheck) columns() {
	e, ok := c.doc.Get("colonnes")
	if !ok {
		return
	}
	t, ok := e.Value.V.(*tomlpos.Table)
	if !ok {
		return
	}
	for _, e := range t.Entries {
		key, ok := e.Value.V.(string)
		if !ok {
			continue
		}
		c.m.places[e.Key] = c.pos(e.Place)
		if !slices.Contains(mappingKeys, key) {
			near, _ := french.Nearest(key, mappingKeys)
			c.fault("correspondance-champ", c.pos(e.Value.Place), key, near)
		}
	}
}

// tables are the tables of a list such as [[champ]].
func (c *mappingCheck) tables(key string) []*tomlpos.Table {
	e, _ := c.doc.Get(key)
	list, _ := e.Value.V.([]tomlpos.Value)
	tables := make([]*tomlpos.Table, len(list))
	for i, v := range list {
		tables[i], _ = v.V.(*tomlpos.Table)
	}
	return tables
}

func (c *mappingCheck) fields() {
	tables := c.tables("champ")
	for i := range c.m.Champs {
		f := &c.m.Champs[i]
		if f.Nom == "" || i >= len(tables) || tables[i] == nil {
			continue // reported
		}
		f.key = keyIndex(f.Nom)
		f.words = vocabularies[f.Nom]
		if f.Colonne != "" {
			f.Colonnes = append([]string{f.Colonne}, f.Colonnes...)
		}
		if len(f.Colonnes) == 0 && f.Valeur == "" {
			c.fault("correspondance-vide", diag.Pos{File: f.File, Line: f.Line, Col: 1}, f.Nom)
		}
		if f.Valeur != "" {
			c.value(f.Nom, f.Valeur, f.At("valeur"))
		}
		// An end of line or a space between two values is worth keeping, and
		// package decode trims texts.
		if e, ok := tables[i].Get("reunir"); ok {
			f.Reunir, _ = e.Value.V.(string)
		}
		c.values(f, tables[i])
	}
}

// values teaches a key the values of its table.
func (c *mappingCheck) values(f *mappingField, t *tomlpos.Table) {
	e, ok := t.Get("valeurs")
	table, isTable := e.Value.V.(*tomlpos.Table)
	if !ok || !isTable {
		return
	}
	words := newVocabulary()
	if f.words != nil {
		for label, means := range f.words.means {
			words.means[label] = means
		}
		words.phrases = f.words.phrases
	}
	for _, e := range table.Entries {
		value, ok := e.Value.V.(string)
		if !ok {
			continue
		}
		var means []meaning
		for _, v := range readList(value) {
			switch m, known := vocabularyMeans(f, v); {
			case v == undecided:
				means = append(means, meaning{field: f.key, lossy: true})
			case known:
				means = append(means, m...)
			default:
				c.value(f.Nom, v, c.pos(e.Value.Place))
				means = append(means, meaning{field: f.key, value: v})
			}
		}
		words.means[wordKey(e.Key)] = means
	}
	f.words = words
}

// undecided is what a table of values says of a value that nobody has placed yet.
const undecided = "?"

// vocabularyMeans gives what a value written for a key means: a value of its
// list, or a label of v0.
func vocabularyMeans(f *mappingField, value string) ([]meaning, bool) {
	if f.key >= 0 {
		if e := fields[f.key].enum; e != nil {
			v, ok := e.Canonical(value)
			return []meaning{{field: f.key, value: v}}, ok
		}
		return []meaning{{field: f.key, value: value}}, true
	}
	return vocabularies[f.Nom].lookup(value)
}

// value checks that the values written for a key are of its list.
func (c *mappingCheck) value(key, text string, at diag.Pos) {
	i := keyIndex(key)
	if i < 0 {
		if _, ok := vocabularies[key].lookup(text); !ok {
			c.fault("valeur-inconnue", at, text, key, "")
		}
		return
	}
	e := fields[i].enum
	if e == nil {
		return
	}
	for _, v := range readList(text) {
		if _, ok := e.Canonical(v); ok {
			continue
		}
		if near, ok := e.Nearest(v); ok {
			c.fault("valeur-inconnue", at, v, key, near)
		} else {
			c.fault("valeur-hors-liste", at, v, key, strings.Join(e.Values[:min(len(e.Values), 6)], ", ")+"…")
		}
	}
}

// keyIndex is the index of a key in fields; -1 for one of v0.
func keyIndex(key string) int {
	if i, ok := fieldIndex[key]; ok {
		return i
	}
	return -1
}

// canonical is the exact spelling of a value.
func canonical(key int, value string) string {
	if e := fields[key].enum; e != nil {
		if v, ok := e.Canonical(value); ok {
			return v
		}
	}
	return value
}

func (c *mappingCheck) additions() {
	for i := range c.m.Ajouter {
		a := &c.m.Ajouter[i]
		if a.Champ == "" {
			continue
		}
		a.key = keyIndex(a.Champ)
		c.value(a.Champ, a.Valeur, a.At("valeur"))
		if (a.Si == "égale" || a.Si == "contient") && a.Texte == "" {
			c.fault("correspondance-texte", diag.Pos{File: a.File, Line: a.Line, Col: 1}, a.Si)
		}
	}
	none := [7]string{}
	if h := &c.m.Horaires; h.Semaines != "" && h.Texte == "" && h.days() == none && h.mornings() == none && h.afternoons() == none && len(h.Ouvertures) == 0 {
		c.fault("correspondance-semaines", h.At("semaines"))
	}
	for i := range c.m.Champs {
		if f := &c.m.Champs[i]; f.Partie < 0 || f.Partie > 20 {
			c.fault("correspondance-partie", f.At("partie"), fmt.Sprint(f.Partie))
		}
	}
}
