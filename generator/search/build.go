package search

import (
	"cmp"
	"math"
	"slices"
)

// BM25F (Robertson and Zaragoza, 2009). A word in a title is worth ten in the
// body, where it never counts for more than few; long bodies count for less than
// short ones.
var (
	weight = [fields]float64{10, 5, 5, 1}
	flat   = [fields]float64{.6, .6, .2, .7} // how much a field's length matters
	few    = 3.
)

const (
	saturation = 4
	levels     = 16
	// rarest is a share of things below which words are all rare alike; least is
	// how many things a kind is held to have, at least.
	rarest = .02
	least  = 20
	// alike is what a word is worth where another one stands that means the same,
	// when something is about it; instead, when nothing is.
	alike, instead = .55, .9
	// leading is what is left of it for a word that leads there.
	leading = .8
	// widest is how many things a word may borrow from those that mean the same.
	widest = 64
)

// scratch is memory that is used again from one text, and one site, to the next.
type scratch struct {
	at  []int32 // by surface: place in Text.words, from 1
	cut []int32
	// by key and by stem, for the site whose turn it is
	turn         int32
	keyTurn      []int32
	up, term     []int32
	stemTurn     []int32
	stemKey      []int32
	surfaceTurn  []int32
	surfaceCount []int32
	present      []int32 // surfaces of the site
}

// posting is what a word is worth for a thing: its number in the index, ways
// first, then guides, then places.
type posting struct {
	doc   int32
	worth float32
	best  Field // the heaviest that the word stands in
}

// term is the words of a stem, and where they stand.
type term struct {
	shown    []string // one form for each key
	keys     []string
	rare     float64 // how much the word tells things apart, up to 1
	postings []posting
	borrowed []posting
}

// kind is ways, guides or places: what is rare among the ones may be common
// among the others.
type kind struct {
	first, end int
	average    [fields]float64
}

// builder makes the index of a site.
type builder struct {
	*Analyser
	site  Site
	order []int32 // places, as the index numbers them
	texts []*Text // of all things, by number
	kinds [3]kind
	terms []term
	top   float32
}

// Build makes the index of a site.
func (a *Analyser) Build(site Site) *Index {
	a.mu.Lock()
	defer a.mu.Unlock()
	b := &builder{Analyser: a, site: site}
	b.number()
	b.join()
	b.gather()
	b.worth()
	b.weigh()
	b.borrow()
	b.weigh()
	return b.encode()
}

// number gives things their numbers.
func (b *builder) number() {
	b.order = placeOrder(b.site)
	for _, w := range b.site.Ways {
		b.texts = append(b.texts, w.Text)
	}
	ways := len(b.texts)
	for _, g := range b.site.Guides {
		b.texts = append(b.texts, g.Text)
	}
	guides := len(b.texts)
	for _, i := range b.order {
		b.texts = append(b.texts, b.site.Places[i].Text)
	}
	b.kinds = [3]kind{{first: 0, end: ways}, {first: ways, end: guides}, {first: guides, end: len(b.texts)}}
	for i := range b.kinds {
		k := &b.kinds[i]
		for _, t := range b.texts[k.first:k.end] {
			for f, n := range t.length {
				k.average[f] += float64(n)
			}
		}
		for f := range k.average {
			k.average[f] = max(1, k.average[f]/float64(max(1, k.end-k.first)))
		}
	}
}

// join makes one term of all forms of a stem that the site holds: of keys that
// share a stem, from one to the next.
func (b *builder) join() {
	s := &b.scratch
	s.turn++
	grow(&s.keyTurn, len(b.keyText))
	grow(&s.up, len(b.keyText))
	grow(&s.term, len(b.keyText))
	grow(&s.stemTurn, len(b.stems))
	grow(&s.stemKey, len(b.stems))
	grow(&s.surfaceTurn, len(b.surfaces))
	grow(&s.surfaceCount, len(b.surfaces))
	s.present = s.present[:0]
	for _, t := range b.texts {
		for _, w := range t.words {
			if s.surfaceTurn[w.surface] == s.turn {
				s.surfaceCount[w.surface]++
				continue
			}
			s.surfaceTurn[w.surface], s.surfaceCount[w.surface] = s.turn, 1
			s.present = append(s.present, w.surface)
			b.meet(w.surface)
		}
	}
}

func grow(list *[]int32, n int) {
	if len(*list) < n {
		*list = append(*list, make([]int32, n-len(*list))...)
	}
}

// meet notes that a surface stands in the site.
func (b *builder) meet(id int32) {
	s, w := &b.scratch, b.surfaces[id]
	if s.keyTurn[w.key] != s.turn {
		s.keyTurn[w.key], s.up[w.key], s.term[w.key] = s.turn, w.key, -1
	}
	if w.stem < 0 {
		return
	}
	if s.stemTurn[w.stem] != s.turn {
		s.stemTurn[w.stem], s.stemKey[w.stem] = s.turn, w.key
		return
	}
	x, y := b.root(w.key), b.root(s.stemKey[w.stem])
	s.up[max(x, y)] = min(x, y)
}

func (b *builder) root(key int32) int32 {
	up := b.scratch.up
	for up[key] != key {
		up[key] = up[up[key]]
		key = up[key]
	}
	return key
}

// find is the term of a surface, if the site holds its key or its stem.
func (b *builder) find(id int32) (int32, bool) {
	s, w := &b.scratch, b.surfaces[id]
	key := w.key
	if s.keyTurn[key] != s.turn {
		if w.stem < 0 || s.stemTurn[w.stem] != s.turn {
			return 0, false
		}
		key = s.stemKey[w.stem]
	}
	t := s.term[b.root(key)]
	return t, t >= 0
}

// gather makes the terms, with how often each stands in each thing.
func (b *builder) gather() {
	s := &b.scratch
	best := map[int32]int32{} // the surface to show for a key
	for _, id := range s.present {
		key := b.surfaces[id].key
		shown, known := best[key]
		if !known || cmp.Or(cmp.Compare(s.surfaceCount[shown], s.surfaceCount[id]), cmp.Compare(b.surfaces[id].word, b.surfaces[shown].word)) < 0 {
			best[key] = id
		}
	}
	for _, id := range s.present {
		w := b.surfaces[id]
		if best[w.key] != id {
			continue
		}
		root := b.root(w.key)
		if s.term[root] < 0 {
			s.term[root] = int32(len(b.terms))
			b.terms = append(b.terms, term{})
		}
		t := &b.terms[s.term[root]]
		t.shown, t.keys = append(t.shown, w.word), append(t.keys, b.keyText[w.key])
	}
	for _, k := range b.kinds {
		for doc := k.first; doc < k.end; doc++ {
			b.add(int32(doc), &k)
		}
	}
}

// add adds a thing's words to the terms, for now with their weighted frequency.
func (b *builder) add(doc int32, k *kind) {
	text := b.texts[doc]
	var share [fields]float64
	for f := range share {
		share[f] = weight[f] / (1 - flat[f] + flat[f]*float64(text.length[f])/k.average[f])
	}
	for _, w := range text.words {
		t := &b.terms[b.scratch.term[b.root(b.surfaces[w.surface].key)]]
		frequency := 0.
		for f, n := range w.n {
			if Field(f) == Body {
				frequency += share[f] * few * float64(n) / (few - 1 + float64(n))
			} else if n > 0 {
				frequency += share[f] * float64(n)
			}
		}
		best := Field(slices.IndexFunc(w.n[:], func(n uint8) bool { return n > 0 }))
		if n := len(t.postings); n > 0 && t.postings[n-1].doc == doc {
			t.postings[n-1].worth += float32(frequency)
			t.postings[n-1].best = min(t.postings[n-1].best, best)
			continue
		}
		t.postings = append(t.postings, posting{doc, float32(frequency), best})
	}
}

// worth turns frequencies into what a word is worth.
func (b *builder) worth() {
	for i := range b.terms {
		for j := range b.terms[i].postings {
			p := &b.terms[i].postings[j]
			p.worth = float32(float64(p.worth) / (saturation + float64(p.worth)) * b.weight(p.doc))
			b.top = max(b.top, p.worth)
		}
	}
}

// weigh tells how rare each word is: its mean share of the ways, the guides and
// the places, where a thing counts for what the word is worth there: a word that
// stands in every body tells more than one that stands in every title. What a
// word borrows counts when it has nothing of its own.
func (b *builder) weigh() {
	for i := range b.terms {
		t := &b.terms[i]
		if t.rare > 0 {
			continue
		}
		share, k := 0., 0
		for _, p := range t.postings {
			for int(p.doc) >= b.kinds[k].end {
				k++
			}
			share += float64(p.worth) / float64(len(b.kinds)*max(least, b.kinds[k].end-b.kinds[k].first))
		}
		t.rare = math.Log(1+1/(share+rarest)) / math.Log(1+1/rarest)
	}
}

// weight is how much a thing is an answer.
func (b *builder) weight(doc int32) float64 {
	if int(doc) < len(b.site.Ways) && b.site.Ways[doc].Weight > 0 {
		return b.site.Ways[doc].Weight
	}
	return 1
}

// borrow gives each word of a group what the others are worth, and each word that
// leads to another what that one is worth, at a discount. A word that the site
// does not hold becomes a term of its own.
func (b *builder) borrow() {
	made := map[int32]int32{} // terms of absent keys
	var union []posting
	for _, group := range b.groups {
		union = union[:0]
		for _, id := range group {
			if t, ok := b.find(id); ok {
				union = appendAbout(union, b.terms[t].postings)
			}
		}
		if union = strongest(union, widest); len(union) > 0 {
			b.lend(union, group, made, 1)
		}
	}
	after := make([][]posting, len(b.leads)) // what each goal is worth, groups included
	for i, lead := range b.leads {
		if t, ok := b.find(lead[0]); ok {
			after[i] = appendAbout(after[i], b.terms[t].postings)
			after[i] = append(after[i], b.terms[t].borrowed...)
		} else if t, ok := made[b.surfaces[lead[0]].key]; ok {
			after[i] = append(after[i], b.terms[t].borrowed...)
		}
		after[i] = strongest(after[i], widest)
	}
	for i, lead := range b.leads {
		if len(after[i]) > 0 {
			b.lend(after[i], lead[1:], made, leading)
		}
	}
	for i := range b.terms {
		if t := &b.terms[i]; t.borrowed != nil {
			t.postings = merged(append(t.postings, t.borrowed...))
		}
	}
}

// appendAbout appends the things that a word tells of, not those that it only
// stands in: these, a word lends to no other. When there are no others, it does.
func appendAbout(dst, list []posting) []posting {
	n := len(dst)
	for _, p := range list {
		if p.best < Body {
			dst = append(dst, p)
		}
	}
	if len(dst) == n {
		dst = append(dst, list...)
	}
	return dst
}

// lend adds a share of a list to words, which it makes terms of if need be.
func (b *builder) lend(list []posting, words []int32, made map[int32]int32, share float32) {
	for _, id := range words {
		w := b.surfaces[id]
		i, ok := b.find(id)
		if ok {
			if t := &b.terms[i]; !slices.Contains(t.keys, b.keyText[w.key]) {
				t.shown, t.keys = append(t.shown, w.word), append(t.keys, b.keyText[w.key])
			}
		} else {
			if i, ok = made[w.key]; !ok {
				i = int32(len(b.terms))
				made[w.key] = i
				b.terms = append(b.terms, term{shown: []string{w.word}, keys: []string{b.keyText[w.key]}})
			}
		}
		t, part := &b.terms[i], share*instead
		if slices.ContainsFunc(t.postings, func(p posting) bool { return p.best < Words }) {
			part = share * alike
		}
		for _, p := range list {
			t.borrowed = append(t.borrowed, posting{p.doc, p.worth * part, Words})
		}
	}
}

// merged keeps the best posting for each thing, in their order.
func merged(list []posting) []posting {
	slices.SortFunc(list, func(a, b posting) int {
		return cmp.Or(cmp.Compare(a.doc, b.doc), cmp.Compare(b.worth, a.worth))
	})
	return slices.CompactFunc(list, func(a, b posting) bool { return a.doc == b.doc })
}

// strongest keeps the n best of a list, in the order of things. A list that
// is taken from several is merged first.
func strongest(list []posting, n int) []posting {
	list = merged(list)
	if len(list) <= n {
		return list
	}
	slices.SortFunc(list, func(a, b posting) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.doc, b.doc))
	})
	list = list[:n]
	slices.SortFunc(list, func(a, b posting) int { return cmp.Compare(a.doc, b.doc) })
	return list
}
