package same

import (
	"math/bits"
	"slices"
	"strings"
)

// name is a place's name, read.
type name struct {
	kinds kind
	whole string // folded words, joined: two names alike have the same
	// own are the words that neither tell a kind nor are small, sorted; place
	// are those of them that the commune's name holds too.
	own, place []string
	full       []string  // own, then place
	weights    []float64 // of full, in the import: see corpus.weight
	squeezed   string    // whole, without its spaces
	numerals   []string
	side       string
	initials   string // of every word, in order, small words left out
}

// maxWords is how many words of a name or a street are read: a longer one is
// prose, and comparing costs the product of two lengths.
const maxWords = 32

// readName reads a name; communeWords are those of its commune.
func readName(s string, communeWords []string, spell func(string) string) name {
	var n name
	list := expand(words(s))
	if len(list) > 2 && (list[0] == "ville" || list[0] == "commune") && small[list[1]] {
		n.kinds = kindTownHall // « Ville de X », « Commune de X »
	}
	list = trim(list)
	list = list[:min(len(list), maxWords)]
	n.whole = strings.Join(list, " ")
	for _, w := range list {
		if !isNumber(w) {
			n.initials += w[:1]
		}
	}
	for i := 0; i < len(list); {
		if k, length := kindAt(list[i:], spell); length > 0 {
			n.kinds |= k
			i += length
			continue
		}
		n.take(list[i], communeWords)
		i++
	}
	slices.Sort(n.own)
	n.own = slices.Compact(n.own)
	slices.Sort(n.place)
	n.place = slices.Compact(n.place)
	slices.Sort(n.numerals)
	n.numerals = slices.Compact(n.numerals)
	n.full = slices.Concat(n.own, n.place)
	n.squeezed = strings.Join(list, "")
	return n
}

func (n *name) take(w string, communeWords []string) {
	switch {
	case isNumber(w) || roman[w] != "":
		if r := roman[w]; r != "" {
			w = r
		}
		n.numerals = append(n.numerals, strings.TrimLeft(w, "0"))
	case slices.ContainsFunc(communeWords, func(c string) bool { return near(w, c) }):
		n.place = append(n.place, w)
	default:
		if sides[w] {
			n.side = w
		}
		n.own = append(n.own, w)
	}
}

var roman = map[string]string{"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12", "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16"}

// kindAt reads a phrase of the lexicon at the head of list.
func kindAt(list []string, spell func(string) string) (kind, int) {
	for _, p := range phrases[spell(list[0])] {
		if len(p.words) > len(list) {
			continue
		}
		match := true
		for i, w := range p.words {
			if got := list[i]; got != w && spell(got) != w {
				match = false
				break
			}
		}
		if match {
			return p.kind, len(p.words)
		}
	}
	return 0, 0
}

// nameMatch is how far two names agree.
type nameMatch struct {
	score    float64
	evidence Evidence
	desk     bool // one tells a France Services desk, and the other its host
	bus      bool // one tells a bus, the other does not
	same     bool // nothing sets them apart
	own      bool // they agree on words of their own
	numerals bool // they tell different numbers or sides
	bare     bool // they tell a kind, the same, and nothing else
}

// compareNames weighs two names. In one commune its words count for nothing,
// whoever writes them; elsewhere they are words like others.
func compareNames(a, b *name, oneCommune bool) nameMatch {
	var m nameMatch
	m.numerals = apart(a.numerals, b.numerals) || a.side != "" && b.side != "" && a.side != b.side
	aWords, bWords := len(a.own), len(b.own)
	if !oneCommune {
		aWords, bWords = len(a.full), len(b.full)
	}
	overlap := compareWords(a, b, aWords, bWords)
	shared := a.kinds & b.kinds
	m.bare = oneCommune && shared != 0 && a.kinds == b.kinds && max(overlap.a, overlap.b) < 0.6
	switch {
	case a.whole != "" && (a.whole == b.whole || oneCommune && !m.numerals && oneWriting(a.squeezed, b.squeezed)):
		m.same, m.evidence, m.score = true, SameName, 3
		if overlap.shared >= 0.7 || a.kinds == 0 && len(a.own) > 0 {
			m.own, m.score = true, 4
		}
	case overlap.a == 0 && overlap.b == 0:
		m.plain(shared, oneCommune)
	case overlap.a < 0.6 || overlap.b < 0.6:
		m.half(shared, overlap)
	default:
		m.both(overlap)
	}
	m.weighKinds(a.kinds, b.kinds)
	return m
}

// plain is for names that hold a kind and nothing else.
func (m *nameMatch) plain(shared kind, oneCommune bool) {
	switch {
	case shared == 0:
		m.score, m.evidence = -1, OtherName
	case oneCommune:
		m.score, m.evidence, m.same = 3, SameName, true
	default:
		m.score, m.evidence = 1, SameKind
	}
}

// half is for a name with words of its own and one with none that weigh:
// « Médiathèque », « Médiathèque Maurice-Druon ».
func (m *nameMatch) half(shared kind, o overlap) {
	switch {
	case shared != 0 && (o.shared > 0 && o.shared >= 0.9*min(o.a, o.b) || min(o.a, o.b) == 0 && max(o.a, o.b) < 0.6):
		m.score, m.evidence = 2.5, CloseName
	case shared != 0:
		m.score, m.evidence = 1.5, SameKind
	case o.shared > 0 && o.jaccard() > 0.7:
		m.score, m.evidence = 2, CloseName
	default:
		m.score, m.evidence = -2, OtherName
	}
}

// both is for two names with words of their own.
func (m *nameMatch) both(o overlap) {
	jaccard, contained := o.jaccard(), o.shared/min(o.a, o.b)
	m.own = o.shared >= 0.7
	switch {
	case jaccard >= 0.8:
		m.score, m.evidence, m.same = 4, SameName, true
	case jaccard >= 0.6 || contained >= 0.9 && o.shared >= 0.7:
		m.score, m.evidence = 3.2, CloseName
	case contained >= 0.6:
		m.score, m.evidence = 1.8, CloseName
	case contained >= 0.4:
		m.score, m.evidence, m.own = 0, OtherName, false
	default:
		m.score, m.evidence, m.own = -3, OtherName, false
	}
}

// weighKinds sets against the rest what kinds the two names tell.
func (m *nameMatch) weighKinds(a, b kind) {
	extra := a ^ b
	m.bus = extra&kindBus != 0
	extra, a, b = extra&^kindBus, a&^kindBus, b&^kindBus
	desk := extra&kindDesk != 0
	switch {
	case extra == 0:
	case a == 0 || b == 0:
		m.score -= 0.5
		if desk {
			m.score -= 0.5
		}
		if extra&(kindTownHall|kindStay|kindCounter) != 0 {
			m.score--
		}
	case a&b == 0:
		m.score, m.evidence, m.same = min(m.score, 0)-4, OtherKind, false
	case extra&(kindStay|kindCounter) != 0:
		m.score, m.same = m.score-3, false
	case a&b&kindDesk != 0:
		m.score -= 0.3
	case desk && (a&b)&hosts != 0:
		m.score, m.same = m.score-1.5, false
	default:
		m.score -= 0.8
	}
	m.desk = desk && (a|b)&hosts != 0 || desk && (a == 0 || b == 0)
}

// oneWriting tells two writings of one name: « cyber base » and « Cyberbase »,
// a slip every ten letters. Both come without spaces.
func oneWriting(a, b string) bool {
	if len(a) < 8 || len(b) < 8 || len(a)-len(b) > 3 || len(b)-len(a) > 3 {
		return false
	}
	limit := max(1, min(len(a), len(b))/10)
	return slips(a, b, limit) <= limit
}

// apart tells that both lists hold something, and nothing in common.
func apart(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	return !slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// overlap is how much the words of two names weigh, and those they share.
type overlap struct{ a, b, shared float64 }

func (o overlap) jaccard() float64 {
	if whole := o.a + o.b - o.shared; whole > 0 {
		return o.shared / whole
	}
	return 0
}

// compareWords pairs the first words of two names, n of the one and m of the
// other: equal, a slip apart, or an acronym and the words it stands for.
func compareWords(a, b *name, n, m int) overlap {
	var o overlap
	var used, left uint64 // words of b that are paired, words of a that are not
	for i, w := range a.full[:n] {
		o.a += a.weights[i]
		if j := pairWith(w, b.full[:m], used); j >= 0 {
			used |= 1 << j
			o.shared += min(a.weights[i], b.weights[j])
		} else {
			left |= 1 << i
		}
	}
	spare := (uint64(1)<<m - 1) &^ used
	for j := range m {
		o.b += b.weights[j]
	}
	if left != 0 && spare != 0 {
		o.acronym(a, b, left, spare)
		o.a, o.b = o.b, o.a
		o.acronym(b, a, spare, left)
		o.a, o.b = o.b, o.a
	}
	o.shared = min(o.shared, o.a, o.b)
	return o
}

// acronym looks among the unpaired words of short for the initials of long;
// then the words it stands for weigh as one.
func (o *overlap) acronym(short, long *name, left, spare uint64) {
	if bits.OnesCount64(spare) < 2 {
		return
	}
	for i, w := range short.full {
		if left&(1<<i) == 0 || len(w) < 3 || len(w) > 8 || !strings.Contains(long.initials, w) {
			continue
		}
		for j, l := range long.full {
			if spare&(1<<j) != 0 && strings.IndexByte(w, l[0]) >= 0 {
				o.b -= long.weights[j]
			}
		}
		o.b, o.shared = o.b+short.weights[i], o.shared+short.weights[i]
		return
	}
}

// pairWith finds the word of list that w is, and that is not used yet.
func pairWith(w string, list []string, used uint64) int {
	found := -1
	for j, x := range list {
		if j >= 64 || used&(1<<j) != 0 {
			continue
		}
		if x == w {
			return j
		}
		if found < 0 && near(w, x) {
			found = j
		}
	}
	return found
}
