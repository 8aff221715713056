package search

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Sizes of the parts of an index, in bytes before compression: a question needs
// one part of terms a word, and few parts of things.
const (
	termsPart = 15_000
	groupPart = 30_000
	guidePart = 90_000
	placePart = 72_000
)

// part is what one call registers.
type part struct {
	kind string // "b" for the base, "t" terms, "m" members, "g" guides, "p" places
	data string
}

// encode writes the index. Lists of numbers are strings of printable characters
// (see number); lines end with \n and cells are parted by \t.
func (b *builder) encode() *Index {
	terms, prefixes := b.termParts()
	members, memberStarts := b.memberParts()
	guides, guideStarts := split(len(b.site.Guides), guidePart, func(i int) string {
		g := b.site.Guides[i]
		return cells(g.Title, g.Line, shortHref(g.Href, g.Title), g.Lang)
	})
	places, placeStarts := split(len(b.order), placePart, func(i int) string { return b.place(&b.site.Places[b.order[i]]) })
	parts := []part{{}}
	for _, list := range []struct {
		kind string
		data []string
	}{{"m", members}, {"t", terms}, {"g", guides}, {"p", places}} {
		for _, data := range list.data {
			parts = append(parts, part{list.kind, data})
		}
	}
	b.base(&parts[0], prefixes, memberStarts, guideStarts, placeStarts)
	return pack(b.lang, parts)
}

// pack makes files of parts: one when it is small; else one for each, but for the
// first members, which nearly every question needs and which go with the base.
func pack(lang string, parts []part) *Index {
	ix := &Index{Version: version(parts)}
	size := 0
	for _, p := range parts {
		size += len(p.data)
	}
	numbers := map[string]int{}
	for i, p := range parts {
		n := numbers[p.kind]
		numbers[p.kind]++
		call := "baliseRecherche(" + quote(ix.Version) + "," + quote(p.kind) + "," + strconv.Itoa(n) + "," + quote(p.data) + ");\n"
		if i == 0 {
			ix.Files = []File{{lang + ".js", []byte(call)}}
			continue
		}
		if base := &ix.Files[0]; size < maxFile || p.kind == "m" && n == 0 && len(base.Data)+len(call) < maxFile {
			base.Data = append(base.Data, call...)
			continue
		}
		ix.Files = append(ix.Files, File{lang + "-" + p.kind + strconv.Itoa(n) + ".js", []byte(call)})
	}
	return ix
}

// quote writes a JavaScript template literal without substitutions.
func quote(s string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`", "${", "\\${", "\r", "").Replace(s) + "`"
}

// cells joins the cells of a line; empty ones at its end are left out.
func cells(list ...string) string {
	for i, cell := range list {
		if strings.ContainsAny(cell, "\t\n\r\f\v") {
			list[i] = strings.Join(strings.Fields(cell), " ")
		}
	}
	return strings.TrimRight(strings.Join(list, "\t"), "\t")
}

// split puts lines in parts of a size, and tells the first line of each.
func split(n, size int, line func(int) string) (parts []string, starts []int) {
	var b strings.Builder
	for i := range n {
		text := line(i)
		if b.Len() > 0 && b.Len()+len(text) > size {
			parts = append(parts, b.String())
			b.Reset()
		}
		if b.Len() == 0 {
			starts = append(starts, i)
		} else {
			b.WriteByte('\n')
		}
		b.WriteString(text)
		if text == "" {
			b.WriteByte(' ') // a part is never empty
		}
	}
	if b.Len() > 0 {
		parts = append(parts, b.String())
	}
	return parts, starts
}

// number appends n as one character below 50, two below 3,560, else four. The
// characters stand for themselves in a template literal.
func number(dst []byte, n int) []byte {
	switch {
	case n < 50:
		return append(dst, digit(n))
	case n < 50+39*90:
		n -= 50
		return append(dst, digit(50+n/90), digit(n%90))
	}
	n = min(n, 90*90*90-1)
	return append(dst, digit(89), digit(n/8100), digit(n/90%90), digit(n%90))
}

// digit writes 0 to 89: the characters from % to ~, with ! and # for \ and `.
func digit(n int) byte {
	switch c := byte(n) + '%'; c {
	case '\\':
		return '!'
	case '`':
		return '#'
	default:
		return c
	}
}

// shortHref is what is left to say of an address when the last part of it can be
// made from a title.
func shortHref(href, title string) string {
	if href == address(title) {
		return ""
	}
	return href
}

// address is the words of a title, joined.
func address(title string) string { return strings.Join(words(title), "-") }

// place writes a place: what it is called, what it is, its address, how to call
// it, when it is open.
func (b *builder) place(p *Place) string {
	line := p.Line
	if i := slices.IndexFunc(b.site.Ways, func(w Way) bool { return w.Title == line && line != "" }); i >= 0 {
		line = strconv.Itoa(i)
	}
	return cells(p.Title, line, shortHref(p.Href, p.Title), p.Phone, p.Hours, p.Town)
}

// memberParts writes the places of each way, by gaps.
func (b *builder) memberParts() ([]string, []int) {
	numbers := make([]int, len(b.order))
	for i, place := range b.order {
		numbers[place] = i
	}
	var list []int
	return split(len(b.site.Ways), groupPart, func(i int) string {
		list = list[:0]
		for _, place := range b.site.Ways[i].Members {
			list = append(list, numbers[place])
		}
		slices.Sort(list)
		return string(gaps(nil, slices.Compact(list)))
	})
}

func gaps(dst []byte, list []int) []byte {
	last := -1
	for _, n := range list {
		dst = number(dst, n-last-1)
		last = n
	}
	return dst
}

// termParts writes the terms: the forms of a stem, then what they are worth. A
// term stands in each part that one of its keys belongs to. prefixes are how the
// first key of each part begins.
func (b *builder) termParts() (parts, prefixes []string) {
	buckets := map[string][]string{}
	var scratch [levels][]int
	for i := range b.terms {
		t := &b.terms[i]
		t.sort()
		worth := b.postings(t, &scratch)
		for j := 0; j < len(t.keys); {
			prefix := prefixOf(t.keys[j])
			first := j
			for j++; j < len(t.keys) && prefixOf(t.keys[j]) == prefix; j++ {
			}
			buckets[prefix] = append(buckets[prefix], strings.Join(t.shown[first:j], ",")+"\t"+worth)
		}
	}
	names := make([]string, 0, len(buckets))
	for prefix := range buckets {
		names = append(names, prefix)
	}
	slices.Sort(names)
	var part strings.Builder
	for _, prefix := range names {
		lines := buckets[prefix]
		slices.Sort(lines)
		text := strings.Join(lines, "\n")
		if part.Len() > 0 && part.Len()+len(text) > termsPart {
			parts = append(parts, part.String())
			part.Reset()
		}
		if part.Len() == 0 {
			prefixes = append(prefixes, prefix)
		} else {
			part.WriteByte('\n')
		}
		part.WriteString(text)
	}
	if part.Len() > 0 {
		parts = append(parts, part.String())
	}
	return parts, prefixes
}

// prefixOf is the first two letters of a key.
func prefixOf(key string) string {
	_, n := utf8.DecodeRuneInString(key)
	_, m := utf8.DecodeRuneInString(key[n:])
	return key[:n+m]
}

// sort puts the forms of a term in the order of their keys.
func (t *term) sort() {
	if len(t.keys) < 2 {
		return
	}
	at := make([]int, len(t.keys))
	for i := range at {
		at[i] = i
	}
	slices.SortFunc(at, func(i, j int) int {
		return cmp.Or(strings.Compare(t.keys[i], t.keys[j]), strings.Compare(t.shown[i], t.shown[j]))
	})
	keys, shown := make([]string, len(at)), make([]string, len(at))
	for i, from := range at {
		keys[i], shown[i] = t.keys[from], t.shown[from]
	}
	t.keys, t.shown = keys, shown
}

// postings writes how rare a term is, in sixtieths, and what it is worth: for each level, the highest first, its
// number, how many things follow, and the gaps between their numbers. What stands
// in a body only and is worth nearly nothing is left out.
func (b *builder) postings(t *term, scratch *[levels][]int) string {
	for i := range scratch {
		scratch[i] = scratch[i][:0]
	}
	kept := 0
	for pass := range 2 {
		for _, p := range t.postings {
			level := int(math.Ceil(float64(p.worth/b.top)*levels)) - 1
			if pass == 0 && level < 1 && p.best == Body {
				continue
			}
			level = min(max(level, 0), levels-1)
			scratch[level] = append(scratch[level], int(p.doc))
			kept++
		}
		if kept > 0 {
			break
		}
	}
	dst := []byte{digit(int(math.Round(t.rare * 60)))}
	for level := levels - 1; level >= 0; level-- {
		if list := scratch[level]; len(list) > 0 {
			dst = append(dst, digit(level))
			dst = number(dst, len(list))
			dst = gaps(dst, list)
		}
	}
	return string(dst)
}

// base writes what every question needs: a line of starts and prefixes, the
// little words, the ways, and the communes with their number of places.
func (b *builder) base(p *part, prefixes []string, members, guides, places []int) {
	stop := listed(little, b.lang)
	light := ""
	if b.french {
		light = "1"
	}
	var ways []string
	for _, w := range b.site.Ways {
		ways = append(ways, cells(w.Title, w.Line, w.Href))
	}
	n := []int{len(b.site.Ways), len(b.site.Guides), len(b.order)}
	p.kind = "b"
	p.data = strings.Join([]string{
		light, strings.Join(stop, " "), strings.Join(listed(weak, b.lang), " "), join(n), strings.Join(prefixes, "\t"), join(members), join(guides), join(places),
		strings.Join(ways, "\n"), strings.Join(b.communes(), "\n"),
	}, "\f")
}

func join(list []int) string {
	text := make([]string, len(list))
	for i, n := range list {
		text[i] = strconv.Itoa(n)
	}
	return strings.Join(text, " ")
}

// communes writes each commune, in the order of its places in the index: its
// name, its postcodes, where it is (in thousandths of a degree from the south
// west corner), how many places it has, how many people live there (in powers of
// the square root of two), its page. Places without a commune come last, under no
// name.
func (b *builder) communes() []string {
	site := b.site
	south, west := math.Inf(1), math.Inf(1)
	for _, c := range site.Communes {
		if c.located() {
			south, west = min(south, c.Lat), min(west, c.Lon)
		}
	}
	count := make([]int, len(site.Communes))
	elsewhere := 0
	for _, p := range site.Places {
		if p.Commune < 0 {
			elsewhere++
			continue
		}
		count[p.Commune]++
	}
	var lines []string
	for _, i := range communeOrder(site.Communes) {
		c := &site.Communes[i]
		var at []byte
		if c.located() {
			at = number(number(at, int(math.Round((c.Lat-south)*1000))), int(math.Round((c.Lon-west)*1000)))
		}
		people := 2 * bits.Len(uint(max(c.Population, 0)))
		if n := bits.Len(uint(max(c.Population, 0))); n > 1 && c.Population>>(n-2)&1 == 1 {
			people++
		}
		numbers := number(number(nil, count[i]), people)
		lines = append(lines, cells(c.Name, strings.Join(c.Postcodes, " "), string(numbers)+string(at), shortHref(c.Href, c.Name)))
	}
	if elsewhere > 0 {
		lines = append(lines, cells("", "", string(number(number(nil, elsewhere), 0))))
	}
	latitude := "0"
	if !math.IsInf(south, 1) {
		latitude = strconv.FormatFloat(south, 'f', 2, 64)
	}
	return append([]string{latitude}, lines...)
}

func (c *Commune) located() bool { return c.Lat != 0 || c.Lon != 0 }
