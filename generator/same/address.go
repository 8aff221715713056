package same

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// address is where a place stands in its commune.
type address struct {
	low, high int      // number in the street; 0: none
	suffix    string   // bis, ter…
	kind      string   // rue, avenue…; empty for a hamlet or a building
	street    []string // words of the street's name, in order
	rough     bool     // says hardly more than the commune (« Le bourg », « Mairie »)
}

// ways are the words that a street begins with, by abbreviation.
var ways = func() map[string]string {
	m := make(map[string]string)
	for line := range strings.SplitSeq(`rue r;avenue av ave aven;boulevard bd bld blvd boul bvd;place pl plc;route rte;chemin ch che chem chm;
impasse imp;allee all allees;square sq;quai qu;cours crs cour;faubourg fbg fg fb;residence res resid;lotissement lot lotis;zone za zi zac zae;
esplanade espl esp;passage pass psg;promenade prom;montee mte;traverse trav tra;sentier sen;ruelle rle;voie;mail;parvis;rond rd rpt;
villa;cite;hameau ham;quartier quart qua;venelle;chaussee chs;galerie gal;parc;domaine dom;lieudit ld;levee;descente desc;piazza;carrefour car;
rampe;cote;clos;galeries;immeuble imm;batiment bat`, ";") {
		list := strings.Fields(line)
		for _, w := range list {
			m[w] = list[0]
		}
	}
	return m
}()

// short forms inside names of streets and places.
var shortForms = map[string]string{
	"st": "saint", "ste": "sainte", "sts": "saints", "dr": "docteur", "mal": "marechal", "gal": "general", "gen": "general", "cdt": "commandant",
	"col": "colonel", "pdt": "president", "pres": "president", "prof": "professeur", "pr": "professeur", "cne": "capitaine", "lt": "lieutenant",
	"sgt": "sergent", "adj": "adjudant", "mgr": "monseigneur", "abb": "abbe", "rep": "republique", "lib": "liberation", "nd": "dame",
	"fr": "france", "mediath": "mediatheque", "bibl": "bibliotheque", "assoc": "association", "ctre": "centre", "num": "numerique",
}

// expand writes short forms in full.
func expand(list []string) []string {
	for i, w := range list {
		if full, ok := shortForms[w]; ok {
			list[i] = full
		}
	}
	return list
}

// boxes are sorting marks of the post: they are no part of a place.
var boxes = set("bp cs tsa cedex cidex")

// rough words say hardly more than the commune.
var roughWords = set("bourg village mairie centre chef lieu poste place eglise ville hotel cour ecole batiment immeuble")

var (
	numberComma = regexp.MustCompile(`(?i)(\d+(?:\s*[-/]\s*\d+)?\s*(?:bis|ter|quater)?)\s*,`)
	numberDash  = regexp.MustCompile(`(\d)\s+-\s+(\d)`)
)

// maxAddress is how much of an address is read, in bytes.
const maxAddress = 400

// readAddress reads an address; communeWords are those of its commune.
func readAddress(s string, communeWords []string) address {
	if len(s) > maxAddress {
		s = strings.ToValidUTF8(s[:maxAddress], "")
	}
	s = numberComma.ReplaceAllString(s, "$1 ")
	s = numberDash.ReplaceAllString(s, "$1-$2")
	var best address
	rank := -1
	for _, part := range strings.FieldsFunc(strings.NewReplacer(" - ", "\n", " – ", "\n", ",", "\n", ";", "\n", "(", "\n", ")", "\n").Replace(s), func(r rune) bool { return r == '\n' || r == '\r' }) {
		a := readPart(part, communeWords)
		r := 0
		if a.kind != "" {
			r++
		}
		if a.low > 0 {
			r++
		}
		if len(a.street) == 0 {
			r = -1
		} else if a.rough {
			r = min(r, 0)
		}
		if r > rank || r == rank && r == 0 && best.rough && !a.rough {
			best, rank = a, r
		}
	}
	return best
}

// readPart reads a piece of an address that holds no comma.
func readPart(s string, communeWords []string) address {
	list := stripMarks(expandWays(words(s)), communeWords)
	var a address
	at := slices.IndexFunc(list, func(w string) bool { return w[0] == '=' })
	begin := 0
	if at >= 0 {
		a.kind, begin = list[at][1:], at+1
		a.readNumber(list[:at])
	} else if n := a.readLeading(list); n > 0 {
		begin = n
	}
	for _, w := range expand(list[begin:]) {
		w = strings.TrimPrefix(w, "=")
		if !small[w] || w == "un" {
			a.street = append(a.street, w)
		}
	}
	a.street = a.street[:min(len(a.street), maxWords)]
	a.rough = !slices.ContainsFunc(a.street, func(w string) bool { return !roughWords[w] })
	if a.kind != "" && a.low > 0 {
		a.rough = false
	}
	return a
}

// expandWays marks with = the words that a street begins with. One letter
// counts only after a number (« 12 r Pasteur »).
func expandWays(list []string) []string {
	for i, w := range list {
		full, ok := ways[w]
		if !ok || w == "r" && (i == 0 || !isNumber(list[i-1])) || len(w) == 3 && w == "car" {
			continue
		}
		if i > 0 && small[list[i-1]] && list[i-1] != "y" {
			continue // « rue du Parc »
		}
		list[i] = "=" + full
	}
	return list
}

// stripMarks drops post boxes, and a postcode with the commune after it.
func stripMarks(list, communeWords []string) []string {
	kept := list[:0:0]
	for i := 0; i < len(list); i++ {
		w := list[i]
		if boxes[w] {
			for i+1 < len(list) && isNumber(list[i+1]) {
				i++
			}
			continue
		}
		if i > 0 && len(w) == 5 && isNumber(w) && (i+1 == len(list) || slices.Contains(communeWords, list[i+1]) || small[list[i+1]]) {
			break
		}
		kept = append(kept, w)
	}
	return kept
}

var suffixes = set("bis ter quater b t a c")

// readNumber reads the number that stands before a street, from its end.
func (a *address) readNumber(before []string) {
	i := len(before) - 1
	if i > 0 && suffixes[before[i]] && isNumber(before[i-1]) {
		a.suffix = suffix(before[i])
		i--
	}
	if i < 0 || !isNumber(before[i]) {
		return
	}
	a.high = houseNumber(before[i])
	a.low = a.high
	for j := i - 1; j >= 0 && i-j <= 3 && (isNumber(before[j]) || small[before[j]] || suffixes[before[j]]); j-- {
		if isNumber(before[j]) {
			if n := houseNumber(before[j]); n > 0 && n < a.low && a.low-n < 60 {
				a.low = n
			}
		}
	}
}

// readLeading reads a number at the head of an address without a kind of
// street, and tells how many words it took.
func (a *address) readLeading(list []string) int {
	if len(list) < 2 || !isNumber(list[0]) || len(list[0]) > 4 {
		return 0
	}
	a.low = houseNumber(list[0])
	a.high = a.low
	n := 1
	if n < len(list) && isNumber(list[n]) && houseNumber(list[n]) > a.low {
		a.high = houseNumber(list[n])
		n++
	}
	if n < len(list) && suffixes[list[n]] && len(list) > n+1 {
		a.suffix = suffix(list[n])
		n++
	}
	return n
}

func suffix(w string) string {
	switch w {
	case "b":
		return "bis"
	case "t":
		return "ter"
	}
	return w
}

// houseNumber reads a number in a street: five digits at most.
func houseNumber(w string) int {
	if len(w) > 5 {
		return 0
	}
	n, _ := strconv.Atoi(w)
	return n
}

// addressMatch is how far two addresses agree.
type addressMatch struct {
	score    float64
	evidence Evidence
	exact    bool // same number in the same street
	numbers  bool // other numbers in the same street
	streets  bool // two streets
}

func compareAddresses(a, b *address) addressMatch {
	if len(a.street) == 0 || len(b.street) == 0 {
		return addressMatch{}
	}
	shared, least, most := streetOverlap(a.street, b.street)
	sameStreet := shared >= 0.7*least && (shared >= 0.5*most || least >= 2)
	otherKind := a.kind != "" && b.kind != "" && a.kind != b.kind
	if !sameStreet && a.low > 0 && a.low == b.low && !otherKind && oneWriting(strings.Join(a.street, ""), strings.Join(b.street, "")) {
		sameStreet = true
	}
	if !sameStreet {
		switch {
		case shared >= 0.5*least || a.rough || b.rough:
			return addressMatch{}
		case a.kind == "" || b.kind == "":
			return addressMatch{score: -1, evidence: OtherStreet}
		}
		return addressMatch{score: -2.5, evidence: OtherStreet, streets: true}
	}
	if a.rough || b.rough {
		return addressMatch{score: 0.5, evidence: SameStreet}
	}
	switch {
	case a.low > 0 && b.low > 0:
		if a.high < b.low || b.high < a.low || a.suffix != "" && b.suffix != "" && a.suffix != b.suffix {
			return addressMatch{score: -2.5, evidence: OtherNumber, numbers: true}
		}
		if otherKind {
			return addressMatch{score: 2, evidence: SameStreet}
		}
		return addressMatch{score: 3, evidence: SameAddress, exact: true}
	case otherKind:
		return addressMatch{score: 0.5, evidence: SameStreet}
	case a.low == 0 && b.low == 0:
		return addressMatch{score: 2.5, evidence: SameAddress}
	}
	return addressMatch{score: 1.8, evidence: SameStreet}
}

// streetOverlap counts the words that two streets share, an initial for half
// (« J. Jaurès »), and those of the shorter and of the longer.
func streetOverlap(a, b []string) (shared, least, most float64) {
	var used uint64
	for _, w := range a {
		j := pairWith(w, b, used)
		value := 1.0
		if j < 0 {
			value = 0.75
			j = slices.IndexFunc(b, func(x string) bool {
				return (len(w) == 1 || len(x) == 1) && w[0] == x[0] && !isNumber(w)
			})
			if j < 0 || j >= 64 || used&(1<<j) != 0 {
				continue
			}
		}
		used |= 1 << j
		shared += value
	}
	x, y := float64(len(a)), float64(len(b))
	return shared, min(x, y), max(x, y)
}
