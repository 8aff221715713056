package geo

import (
	"slices"
	"strings"
)

// Clue is a set of the kinds of clue that tell a commune.
type Clue uint8

// The kinds of clue.
const (
	ClueCode Clue = 1 << iota
	CluePostcode
	ClueName
	CluePlace
)

// Clues are what a source says of a commune. Any may be missing, or wrong.
type Clues struct {
	Code     string // INSEE, of today or of before; a lost leading zero, a decimal part, blanks are forgiven
	Postcode string // CEDEX included; forgiven likewise
	Name     string // of the commune, of a part of it, with CEDEX, a district, a département in brackets…
	Lat, Lon float64
	Located  bool   // Lat and Lon say something
	Atlas    *Atlas // outlines, where there are some; may be nil
}

// Certainty is how sure a [Resolution] is.
type Certainty uint8

// Certain takes two clues that agree in full, and a name that does not object.
// Probable is the rest: a code alone, a misspelt name, a clue outvoted.
const (
	Unknown Certainty = iota
	Probable
	Certain
)

// Resolution is the commune that clues tell together.
type Resolution struct {
	Commune Commune // of today; without a code when Sure is Unknown
	Sure    Certainty
	By      Clue // the clues that agree
	Against Clue // the clues that were given and say otherwise, or nothing that can be used

	Code, Postcode string // the clues as they were read, with the zeros put back
	FormerCode     string // Code, when it is that of a part of the commune or of one that is no more
	FormerName     string // the name, when it is that of a part of the commune or one that it had
	Respelt        bool   // the name is that of the commune with mistakes, or cut short
	Abroad         string // the clues are about another country: "Monaco"
}

// Found tells whether there is a commune.
func (r *Resolution) Found() bool { return r.Sure != Unknown }

// Resolve tells the commune from a code, a postcode, a name and coordinates
// together. A code is the authority, unless the name and the postcode agree on
// another commune. Without a code, the name must be that of a commune that the
// postcode serves, or one that it had; else of the only one in the département that the postcode
// announces, as with a CEDEX, or in those where the coordinates lie; else be
// near the name of one commune only of those that the postcode serves. A name
// that is nobody's, a hamlet's most often, leaves it to the place and to a
// postcode that serves one commune only. A name alone settles nothing.
func Resolve(c Clues) Resolution {
	r := resolver{clues: c, point: Point{c.Lat, c.Lon}, keys: readings(c.Name)}
	r.out.Code, r.out.Postcode = tidyCode(c.Code), tidyCode(c.Postcode)
	if !r.point.valid() {
		r.clues.Located = false
	}
	r.zeros()
	if strings.HasPrefix(r.out.Postcode, "980") && len(r.out.Postcode) == 5 || r.out.Code == "99138" {
		r.out.Abroad = "Monaco"
		return r.out
	}
	r.codeInPostcode()
	r.served = ByPostcode(r.out.Postcode)
	code, coded := Current(r.out.Code)
	if coded {
		r.coded, _ = CommuneByCode(code)
		if code != r.out.Code {
			r.out.FormerCode = r.out.Code
		}
		r.choose(r.fromCode())
	} else if commune, ok := r.withoutCode(); ok {
		r.choose(commune)
	}
	return r.out
}

type resolver struct {
	clues  Clues
	point  Point
	keys   []string  // the readings of the name
	served []Commune // by the postcode
	coded  Commune   // of the code
	usedAt bool      // the place settled between several
	out    Resolution
}

// tidyCode drops what a spreadsheet or a person adds to a code: blanks, a
// decimal part of zeros.
func tidyCode(s string) string {
	if len(s) > longestName {
		return ""
	}
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	whole, zeros, ok := strings.Cut(s, ".")
	if ok && strings.Trim(zeros, "0") == "" {
		return whole
	}
	return s
}

// zeros puts back the leading zero of the code and of the postcode, when another
// clue confirms it.
func (r *resolver) zeros() {
	code, postcode := r.out.Code, r.out.Postcode
	padded := postcode
	if len(postcode) == 4 {
		padded = "0" + postcode
	}
	if len(code) == 4 {
		if current, ok := Current("0" + code); ok {
			c, _ := CommuneByCode(current)
			announced, _ := DepartementOfPostcode(padded)
			if r.fit(&c) != fitNone || slices.Contains(c.Postcodes, padded) || announced == c.Departement || r.isNear(c.Departement) {
				r.out.Code = "0" + code
			}
		}
	}
	if padded == postcode {
		return
	}
	departement, ok := DepartementOfPostcode(padded)
	if !ok {
		return
	}
	if current, coded := Current(r.out.Code); coded {
		if c, _ := CommuneByCode(current); c.Departement == departement {
			r.out.Postcode = padded
		}
		return
	}
	_, one := r.among(ByPostcode(padded), fitNear)
	if !one {
		_, one = r.named([]string{departement})
	}
	if one || r.isNear(departement) {
		r.out.Postcode = padded
	}
}

// codeInPostcode takes for the code what stands in place of the postcode, when
// it is the code of the commune that the name tells and no postcode. One of a
// CEDEX may be both.
func (r *resolver) codeInPostcode() {
	code := r.out.Postcode
	if r.out.Code != "" || len(ByPostcode(code)) > 0 || strings.Contains(strings.ToLower(r.clues.Name), "cedex") {
		return
	}
	if current, ok := Current(code); ok {
		if c, _ := CommuneByCode(current); r.fit(&c) != fitNone {
			r.out.Code, r.out.Postcode = code, ""
		}
	}
}

func (r *resolver) isNear(departement string) bool {
	return r.clues.Located && near(r.point, departement)
}

// fromCode settles between the code and what the other clues say.
func (r *resolver) fromCode() Commune {
	fit := r.fit(&r.coded)
	if len(r.keys) == 0 || fit >= fitFormer {
		return r.coded
	}
	serves := slices.Contains(r.coded.Postcodes, r.out.Postcode)
	other, ok := r.among(r.served, fitFormer)
	if !ok && !serves && r.out.Postcode != "" {
		other, ok = r.named(r.departements())
	}
	if !ok || other.Code == r.coded.Code {
		return r.coded
	}
	inCode, known := r.clues.Atlas.holds(r.coded.Code, r.point)
	inOther, knownOther := r.clues.Atlas.holds(other.Code, r.point)
	if r.clues.Located && known && knownOther && inCode != inOther {
		if inOther {
			return other
		}
		return r.coded
	}
	if serves {
		return r.coded
	}
	return other
}

// withoutCode finds the commune from the postcode, the name and the place.
func (r *resolver) withoutCode() (Commune, bool) {
	if len(r.keys) == 0 {
		return r.unnamed()
	}
	if c, ok := r.among(r.served, fitFormer); ok {
		return c, true
	}
	if c, ok := r.named(r.departements()); ok {
		return c, true
	}
	if c, ok := r.among(r.served, fitNear); ok {
		return c, true
	}
	if c, ok := r.restored(r.departements()); ok {
		return c, true
	}
	if !r.clues.Located {
		return r.hamlet()
	}
	if c, ok := r.named(r.around()); ok {
		r.usedAt = true
		return c, true
	}
	if c, ok := r.clues.Atlas.at(r.point); ok && slices.ContainsFunc(r.served, func(s Commune) bool { return s.Code == c.Code }) {
		r.usedAt = true
		return c, true
	}
	if len(r.served) == 1 && r.clues.Atlas == nil && near(r.point, r.served[0].Departement) { // a hamlet, most often
		r.usedAt = true
		return r.served[0], true
	}
	return Commune{}, false
}

// hamlet finds the commune by its postcode alone, when it serves no other and
// the name is no commune's.
func (r *resolver) hamlet() (Commune, bool) {
	if len(r.served) != 1 {
		return Commune{}, false
	}
	for _, key := range r.keys {
		key = withoutArticle(key)
		if len(withKey(rowsByBare(), key))+len(withKey(formerRows(), key)) > 0 {
			return Commune{}, false
		}
	}
	return r.served[0], true
}

// unnamed finds the commune without its name.
func (r *resolver) unnamed() (Commune, bool) {
	if len(r.served) == 1 {
		return r.served[0], true
	}
	if !r.clues.Located {
		return Commune{}, false
	}
	c, ok := r.clues.Atlas.at(r.point)
	if ok && r.out.Postcode != "" && !slices.Contains(c.Postcodes, r.out.Postcode) && !MaybeCEDEX(r.out.Postcode, c.Departement) {
		return Commune{}, false
	}
	r.usedAt = ok
	return c, ok
}

// departements lists those that the postcode, or a code that names no commune,
// announces.
func (r *resolver) departements() []string {
	var list []string
	add := func(code string, ok bool) {
		if ok && !slices.Contains(list, code) {
			list = append(list, code)
		}
	}
	announced, ok := announcedBy(r.out.Postcode)
	if ok && corsican(announced) && len(r.served) == 0 { // the CEDEX of Corsica cross the border
		add("2A", true)
		add("2B", true)
	}
	add(announced, ok)
	for i := range r.served {
		add(r.served[i].Departement, true)
	}
	if len(list) == 0 && r.coded.Code == "" && r.out.Postcode == "" && wellFormed(r.out.Code) {
		add(DepartementOf(r.out.Code))
	}
	return list
}

// wellFormed tells a code that could name a commune.
func wellFormed(code string) bool {
	return len(code) == 5 && strings.Trim(code[2:], "0123456789") == "" && strings.Trim(code[:2], "0123456789AB") == ""
}

// around lists the départements where the place may be.
func (r *resolver) around() []string {
	var list []string
	for code := range extents {
		if near(r.point, code) {
			list = append(list, code)
		}
	}
	slices.Sort(list)
	return list
}

// choose fills the answer with a commune, and says which clues agree.
func (r *resolver) choose(c Commune) {
	o := &r.out
	o.Commune = c
	say := func(clue Clue, given, agrees bool) {
		switch {
		case !given:
		case agrees:
			o.By |= clue
		default:
			o.Against |= clue
		}
	}
	fit := r.fit(&c)
	if o.FormerCode != "" && r.coded.Code != c.Code {
		o.FormerCode = ""
	}
	say(ClueCode, o.Code != "", r.coded.Code == c.Code)
	say(CluePostcode, o.Postcode != "", slices.Contains(c.Postcodes, o.Postcode) || MaybeCEDEX(o.Postcode, c.Departement))
	say(ClueName, strings.TrimSpace(r.clues.Name) != "", fit != fitNone)
	if holds, known := r.clues.Atlas.holds(c.Code, r.point); r.clues.Located && known {
		say(CluePlace, true, holds)
	} else if r.clues.Located && (r.usedAt || !near(r.point, c.Departement)) {
		say(CluePlace, true, r.usedAt)
	}
	o.Respelt = fit == fitNear
	if fit == fitPart || fit == fitFormer {
		o.FormerName = r.otherName(&c)
	}
	o.Sure = Probable
	agree := 0
	for _, clue := range []Clue{ClueCode, CluePostcode, ClueName} {
		if o.By&clue != 0 {
			agree++
		}
	}
	outvoted := o.Against&ClueName != 0 || r.coded.Code != "" && r.coded.Code != c.Code
	if agree >= 2 && !o.Respelt && !outvoted {
		o.Sure = Certain
	}
}
