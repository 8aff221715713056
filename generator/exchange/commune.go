package exchange

import (
	"slices"
	"strings"
	"unicode/utf8"

	"balise/generator/french"
	"balise/generator/geo"
)

// settleCommune makes commune, code_postal and code_insee agree, as packages
// load and check want them: geo.Resolve settles which commune it is. It gives
// today's code; empty, with a report, when the commune stays unknown.
func (p *placer) settleCommune(r *record, at position) string {
	s := r.s
	clues := geo.Clues{Code: s.CodeINSEE, Postcode: s.CodePostal, Name: s.Commune}
	clues.Lat, clues.Lon, clues.Located = at.clue()
	clues.Atlas = p.atlasFor(clues)
	found := geo.Resolve(clues)
	if found.Abroad != "" {
		p.reject(r, "import-etranger", found.Abroad)
		return ""
	}
	p.postcode(r, &found)
	p.communeCode(r, found.Code)
	switch {
	case found.Found():
	case s.Commune == "":
		p.reject(r, "import-valeur-absente", "commune")
		return ""
	case s.CodePostal == "":
		p.reject(r, "import-commune-sans-code", s.Commune)
		return ""
	default:
		departement, _ := geo.DepartementOfPostcode(s.CodePostal)
		near, ok := p.suggest(s.Commune, departement)
		if !ok {
			near.Name = communesAt(s.CodePostal)
		}
		p.reject(r, "import-commune-inconnue", s.Commune, s.CodePostal, near.Name)
		return ""
	}
	p.agree(r, &found)
	return found.Commune.Code
}

// communesAt names the communes of a postcode, for a hint: a former commune is
// most likely part of one of them. It names as many as a message can hold.
func communesAt(postcode string) string {
	const most = 100 // bytes
	var names []string
	for _, c := range geo.ByPostcode(postcode) {
		names = append(names, c.Name)
	}
	slices.Sort(names)
	text := ""
	for i, name := range names {
		switch {
		case i == 0:
			text = name
		case len(text)+len(name) > most:
			return text + " », « …"
		default:
			text += " », « " + name
		}
	}
	return text
}

// postcode keeps a postcode as it was read, with its zero. The INSEE code of the
// commune in its place gives way to the postcode, when there is only one.
func (p *placer) postcode(r *record, found *geo.Resolution) {
	raw, read := r.s.CodePostal, found.Postcode
	r.s.CodePostal = read
	switch {
	case read == "" && raw == "":
	case read == "" && found.Code != "" && strings.TrimLeft(found.Code, "0") == strings.TrimLeft(readCode(raw), "0"):
		r.note("code_postal", raw, "corrigé")
		if len(found.Commune.Postcodes) == 1 {
			r.s.CodePostal = found.Commune.Postcodes[0]
		}
		p.corrected(r, "code_postal", raw, r.s.CodePostal)
	case !digits(read, 5):
		r.s.CodePostal = ""
		p.unreadable(r, "code_postal", raw)
	case len(read) != len(readCode(raw)):
		p.corrected(r, "code_postal", raw, read)
	}
}

// communeCode does the same for code_insee, which must name a commune, of
// today or of before.
func (p *placer) communeCode(r *record, read string) {
	raw := r.s.CodeINSEE
	r.s.CodeINSEE = read
	if read == "" && raw == "" {
		return
	}
	if _, ok := geo.Current(read); !ok {
		r.s.CodeINSEE = ""
		p.unreadable(r, "code_insee", raw)
	} else if len(read) != len(readCode(raw)) {
		p.corrected(r, "code_insee", raw, read)
	}
}

// agree writes what the commune is where the row says something else, and fills
// in the code where the postcode and the name do not tell the commune.
func (p *placer) agree(r *record, found *geo.Resolution) {
	s, c := r.s, &found.Commune
	if current, ok := geo.Current(s.CodeINSEE); ok && current != c.Code {
		p.corrected(r, "code_insee", s.CodeINSEE, c.Code)
		r.note("code_insee", s.CodeINSEE, "corrigé")
		s.CodeINSEE = c.Code
	}
	switch {
	case s.Commune == "":
		s.Commune = c.Name
		p.corrected(r, "commune", "", c.Name)
	case french.Fold(s.Commune) == french.Fold(c.Name), named(c.Code, s.Commune):
	case s.CodeINSEE != "" && s.CodeINSEE != c.Code && found.Against&geo.ClueName == 0 && !found.Respelt:
		// a commune that is no more, under its own code
	default:
		contradicts := found.Against&geo.ClueName != 0
		switch {
		case contradicts:
			p.report(r, "import-commune-deduite", s.Commune, c.Name)
		case found.FormerName != "":
			p.report(r, "import-commune-ancienne", s.Commune, c.Name)
		default:
			p.corrected(r, "commune", s.Commune, c.Name)
		}
		if contradicts || found.FormerName != "" || utf8.RuneCountInString(s.Commune) > utf8.RuneCountInString(c.Name)+3 {
			r.note("commune", s.Commune, "corrigé")
		}
		if contradicts {
			r.doubt = "commune"
		}
		s.Commune = c.Name
	}
	if s.CodeINSEE != "" {
		return
	}
	alone := geo.Resolve(geo.Clues{Postcode: s.CodePostal, Name: s.Commune})
	if alone.Sure != geo.Certain || alone.Commune.Code != c.Code || !slices.Contains(c.Postcodes, s.CodePostal) {
		s.CodeINSEE = c.Code
		p.corrected(r, "code_insee", "", c.Code)
	}
}

// fromAddress takes the postcode and the commune from the end of the address,
// where their columns are empty.
func (p *placer) fromAddress(r *record) {
	s := r.s
	if s.CodePostal != "" || s.CodeINSEE != "" {
		return
	}
	street, postcode, commune, ok := postalEnd(s.Adresse)
	if !ok {
		return
	}
	if s.Commune == "" {
		if got := geo.Resolve(geo.Clues{Postcode: postcode, Name: commune}); !got.Found() {
			return
		}
		s.Commune = commune
		p.corrected(r, "commune", "", commune)
	}
	same := geo.Resolve(geo.Clues{Postcode: postcode, Name: s.Commune})
	there := geo.Resolve(geo.Clues{Postcode: postcode, Name: commune})
	if !same.Found() || same.Commune.Code != there.Commune.Code {
		return
	}
	s.CodePostal = postcode
	p.corrected(r, "code_postal", "", postcode)
	if street != "" {
		s.Adresse = street
	}
}

// named tells whether a commune, or a part of it, has a name.
func named(code, name string) bool {
	return slices.ContainsFunc(geo.ByName(name), func(c geo.Commune) bool { return c.Code == code })
}

// suggestion is an answer of geo.Suggest, which walks every name of France: a
// file repeats its mistakes.
type suggestion struct {
	commune geo.Commune
	ok      bool
}

func (p *placer) suggest(name, departement string) (geo.Commune, bool) {
	key := [2]string{name, departement}
	s, asked := p.suggestions[key]
	if !asked {
		s.commune, s.ok = geo.Suggest(name, departement)
		p.suggestions[key] = s
	}
	return s.commune, s.ok
}

// atlas gives the outlines of a département's communes, when the portal has them
// (data/geo/<code>.json) and they can be read; nil otherwise.
func (p *placer) atlas(departement string) *geo.Atlas {
	if p.root == nil || departement == "" {
		return nil
	}
	a, asked := p.atlases[departement]
	if asked {
		return a
	}
	if f, err := p.root.Open("data/geo/" + departement + ".json"); err == nil {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			a, _ = geo.ReadAtlas(f)
		}
		f.Close()
	}
	p.atlases[departement] = a
	return a
}

// atlasFor gives the outlines of where the clues seem to lead.
func (p *placer) atlasFor(c geo.Clues) *geo.Atlas {
	if d, ok := geo.DepartementOf(readCode(c.Code)); ok {
		return p.atlas(d)
	}
	d, _ := geo.DepartementOfPostcode(readCode(c.Postcode))
	return p.atlas(d)
}
