package exchange

import (
	"slices"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
)

// settleCommune makes commune, code_postal and code_insee agree, as packages
// load and check want them. The code is the authority; where there is none,
// the postcode and the name must tell one commune together. It gives today's
// code; empty, with a report, when the commune stays unknown.
func (p *placer) settleCommune(r *record) string {
	s := r.s
	p.postcode(r)
	p.communeCode(r)
	if s.CodeINSEE != "" {
		current, _ := geo.Current(s.CodeINSEE)
		return p.agree(r, current)
	}
	if code := communeOf(s.CodePostal, s.Commune); code != "" {
		return code
	}
	if s.CodePostal == "" {
		p.reject(r, "import-commune-sans-code", s.Commune)
		return ""
	}
	departement, _ := geo.DepartementOfPostcode(s.CodePostal)
	if c, ok := onlyIn(departement, s.Commune); ok { // a CEDEX, or a neighbour's postcode
		s.CodeINSEE = c.Code
		p.corrected(r, "code_insee", "", c.Code)
		return c.Code
	}
	near, ok := p.suggest(s.Commune, departement)
	if ok && slices.Contains(near.Postcodes, s.CodePostal) {
		p.corrected(r, "commune", s.Commune, near.Name)
		s.Commune = near.Name
		return near.Code
	}
	p.reject(r, "import-commune-inconnue", s.Commune, s.CodePostal, near.Name)
	return ""
}

// postcode gives back the zero that a spreadsheet ate, when the commune's name
// or code confirms it.
func (p *placer) postcode(r *record) {
	s := r.s
	raw := s.CodePostal
	s.CodePostal = readCode(raw)
	if padded := "0" + s.CodePostal; digits(s.CodePostal, 4) && p.confirmed(s, padded) {
		s.CodePostal = padded
		p.corrected(r, "code_postal", raw, padded)
	}
	if s.CodePostal != "" && !digits(s.CodePostal, 5) {
		s.CodePostal = ""
		p.unreadable(r, "code_postal", raw)
	}
}

// confirmed tells whether a postcode is one that the commune's name or code
// also tells.
func (p *placer) confirmed(s *model.Structure, postcode string) bool {
	code := readCode(s.CodeINSEE)
	for _, c := range []string{code, "0" + code} {
		if current, ok := geo.Current(c); ok && serves(current, postcode) {
			return true
		}
	}
	departement, ok := geo.DepartementOfPostcode(postcode)
	if !ok {
		return false
	}
	if _, one := onlyIn(departement, s.Commune); one {
		return true
	}
	near, ok := p.suggest(s.Commune, departement)
	return ok && slices.Contains(near.Postcodes, postcode)
}

func serves(code, postcode string) bool {
	c, _ := geo.CommuneByCode(code)
	return slices.Contains(c.Postcodes, postcode)
}

// communeCode does the same for code_insee, which must name a commune, of
// today or of before.
func (p *placer) communeCode(r *record) {
	s := r.s
	raw := s.CodeINSEE
	s.CodeINSEE = readCode(raw)
	if padded := "0" + s.CodeINSEE; len(padded) == 5 {
		if code, ok := geo.Current(padded); ok && (serves(code, s.CodePostal) || named(code, s.Commune)) {
			s.CodeINSEE = padded
			p.corrected(r, "code_insee", raw, padded)
		}
	}
	if _, ok := geo.Current(s.CodeINSEE); !ok && s.CodeINSEE != "" {
		s.CodeINSEE = ""
		p.unreadable(r, "code_insee", raw)
	}
}

// agree settles a name that is not that of the code: the name and the postcode
// against the code are two against one; else the code wins.
func (p *placer) agree(r *record, current string) string {
	s := r.s
	c, _ := geo.CommuneByCode(current)
	if s.CodeINSEE != current || french.Fold(s.Commune) == french.Fold(c.Name) || named(current, s.Commune) {
		return current
	}
	if other := communeOf(s.CodePostal, s.Commune); other != "" && !serves(current, s.CodePostal) {
		p.corrected(r, "code_insee", s.CodeINSEE, other)
		r.note("code_insee", s.CodeINSEE, "corrigé")
		s.CodeINSEE = other
		return other
	}
	near, ok := p.suggest(s.Commune, c.Departement)
	p.corrected(r, "commune", s.Commune, c.Name)
	if !ok || near.Code != c.Code {
		r.note("commune", s.Commune, "corrigé")
		r.doubt = "commune"
	}
	s.Commune = c.Name
	return current
}

// communeOf finds today's commune from a postcode and a name, as package load
// does.
func communeOf(postcode, name string) string {
	served := geo.ByPostcode(postcode)
	folded := french.Fold(name)
	for _, c := range served {
		if french.Fold(c.Name) == folded {
			return c.Code
		}
	}
	if len(served) == 1 && named(served[0].Code, name) {
		return served[0].Code
	}
	return ""
}

// named tells whether a commune, or a part of it, has a name.
func named(code, name string) bool {
	return slices.ContainsFunc(geo.ByName(name), func(c geo.Commune) bool { return c.Code == code })
}

// onlyIn finds the one commune of a département that has a name.
func onlyIn(departement, name string) (geo.Commune, bool) {
	var found []geo.Commune
	for _, c := range geo.ByName(name) {
		if c.Departement == departement {
			found = append(found, c)
		}
	}
	if len(found) != 1 {
		return geo.Commune{}, false
	}
	return found[0], true
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
