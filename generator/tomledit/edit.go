package tomledit

import (
	"slices"
	"strings"
	"unicode"

	"balise/generator/tomlpos"
)

// Keys lists the keys of the table's own pairs, in the order of the file; of a
// dotted key, the first part.
func (t *Table) Keys() []string {
	var keys []string
	for i := range t.s.body {
		if n := &t.s.body[i]; n.kind == pair && !slices.Contains(keys, n.path[0]) {
			keys = append(keys, n.path[0])
		}
	}
	return keys
}

// Has tells whether the table has a pair for the key, or a dotted key that
// begins with it.
func (t *Table) Has(key string) bool {
	return slices.ContainsFunc(t.s.body, func(n node) bool { return n.has(key) })
}

// Get is the value of a key: a string, int64, float64, bool, time.Time, or a
// []string when it is a list of strings. Any other value, a list of other
// things or a table, is given as its source, a [Raw]. Nil when there is no such
// key, or only a dotted one.
func (t *Table) Get(key string) any {
	n := t.find(key)
	if n == nil {
		return nil
	}
	return decode(n.value())
}

// Raw is a value as it is written in a file.
type Raw string

// Text is the string under a key; empty when there is none.
func (t *Table) Text(key string) string {
	text, _ := t.Get(key).(string)
	return text
}

// find is the pair of a key that is not dotted.
func (t *Table) find(key string) *node {
	for i := range t.s.body {
		if n := &t.s.body[i]; n.has(key) && len(n.path) == 1 {
			return n
		}
	}
	return nil
}

func decode(raw string) any {
	doc, ds := tomlpos.Parse("", []byte("v = "+raw), 1)
	if ds != nil {
		return Raw(raw)
	}
	e, _ := doc.Get("v")
	switch v := e.Value.V.(type) {
	case *tomlpos.Table:
		return Raw(raw)
	case []tomlpos.Value:
		list := make([]string, len(v))
		for i, item := range v {
			text, ok := item.V.(string)
			if !ok {
				return Raw(raw)
			}
			list[i] = text
		}
		return list
	}
	return e.Value.V
}

// Set writes a value under a key. The value is a string, []string, bool, int,
// int64, float64, or a time.Time, of which the day is written. A string of
// several lines is written between """. The value is written in canonical form;
// but when the file says it already, in whatever form, nothing changes. Comments
// in a list stay when it is still one; else the value is not replaced.
//
// A new key goes where the layout's order wants it among the keys that are
// there: below the nearest that comes before it, else above the nearest that
// comes after it; an unknown key goes below the others.
func (t *Table) Set(key string, v any) error {
	v, err := t.accept(key, v)
	if err != nil {
		return err
	}
	n := t.find(key)
	if n == nil {
		return t.insert(key, v)
	}
	old := n.value()
	if equal(decode(old), v, t.doc.eol) {
		return nil
	}
	was := parseValue(old)
	if _, list := v.([]string); was.commented() && (!list || was.deep()) {
		return fmtError(t, key, "the comments in its value would be lost")
	}
	prefix := n.raw[:n.from]
	text := t.lines(encode(v, was, width(prefix)))
	n.raw = prefix + text + n.raw[n.to:]
	n.to = n.from + len(text)
	return nil
}

// lines gives a text the line ends of the document.
func (t *Table) lines(text []byte) string {
	if t.doc.eol == "\n" {
		return string(text)
	}
	return strings.ReplaceAll(string(text), "\n", t.doc.eol)
}

// insert adds a pair for a key that the table does not have.
func (t *Table) insert(key string, v any) error {
	if t.Has(key) {
		return fmtError(t, key, "written as dotted keys")
	}
	for s := range t.inner() {
		if s.path[len(t.s.path)] == key {
			return fmtError(t, key, "a table")
		}
	}
	at, beside := t.place(key)
	n := node{kind: pair, path: []string{key}}
	if beside >= 0 {
		raw := t.s.body[beside].raw
		n.raw = raw[:len(raw)-len(strings.TrimLeft(raw, " \t"))] // as indented
	}
	n.raw += string(appendKey(nil, n.path))
	n.raw += t.padding(beside, width(n.raw)) + " "
	n.eq = len(n.raw)
	n.raw += "= "
	n.from = len(n.raw)
	n.raw += t.lines(encode(v, value{}, width(n.raw)))
	n.to = len(n.raw)
	n.raw += t.doc.eol
	t.put(at, n)
	return nil
}

// place finds where a new key goes in the body, and the pair next to it, -1 when
// the table has none.
func (t *Table) place(key string) (at, beside int) {
	keys := t.doc.Layout.keys(t.s.path)
	rank := rankOf(keys)
	own := rank(key)
	above, below, last := -1, -1, -1
	for i := range t.s.body {
		n := &t.s.body[i]
		if n.kind != pair {
			continue
		}
		last = i
		r := rank(n.path[0])
		if r == len(keys) || own == len(keys) {
			continue
		}
		if r < own && (above < 0 || r >= rank(t.s.body[above].path[0])) {
			above = i
		}
		if r > own && (below < 0 || r < rank(t.s.body[below].path[0])) {
			below = i
		}
	}
	if below < 0 && own < len(keys) { // perhaps only unknown keys
		below = slices.IndexFunc(t.s.body, func(n node) bool { return n.kind == pair })
	}
	switch {
	case above >= 0:
		return above + 1, above
	case below >= 0:
		for at = below; at > 0 && t.s.body[at-1].kind == comment; at-- {
		}
		return at, below
	case last >= 0:
		return last + 1, last
	}
	return t.emptyPlace(), -1
}

// emptyPlace is where the first key of a table goes: directly below its header,
// or in the root below the comments that open the file.
func (t *Table) emptyPlace() int {
	if t.s.header != "" || len(t.s.body) == 0 {
		return 0
	}
	at := len(t.s.body)
	for at > 0 && t.s.body[at-1].kind == blank {
		at--
	}
	if at > 0 {
		t.put(at, node{kind: blank, raw: t.doc.eol})
		at++
	}
	return at
}

// padding is what the equals sign of a new key, so many characters long, needs
// to stand under those of its paragraph, when they are aligned.
func (t *Table) padding(beside, length int) string {
	if beside < 0 {
		return ""
	}
	first, last := beside, beside
	for first > 0 && t.s.body[first-1].kind != blank {
		first--
	}
	for last+1 < len(t.s.body) && t.s.body[last+1].kind != blank {
		last++
	}
	aligned := slices.ContainsFunc(t.s.body[first:last+1], func(n node) bool {
		return n.kind == pair && strings.HasSuffix(n.raw[:n.eq], "  ")
	})
	if !aligned {
		return ""
	}
	n := &t.s.body[beside]
	return strings.Repeat(" ", max(0, width(n.raw[:n.eq])-1-length))
}

// put inserts a line in the body. A file whose last line has no end still has
// none afterwards.
func (t *Table) put(at int, n node) {
	if at == len(t.s.body) {
		above := &t.s.header
		if at > 0 {
			above = &t.s.body[at-1].raw
		}
		if *above != "" && !strings.HasSuffix(*above, "\n") {
			*above += t.doc.eol
			n.raw = strings.TrimSuffix(n.raw, t.doc.eol)
		} else if t.s.header == "" && at == 0 && t.s.next != nil && n.kind == pair {
			// The first key of all: a blank line parts it from the first header.
			t.s.body = append(t.s.body, node{kind: blank, raw: t.doc.eol})
		}
	}
	t.s.body = slices.Insert(t.s.body, at, n)
}

// Delete takes a key away, and tells whether it was there. The comments above
// it stay; those in its value, and the one that ended its line, become lines of
// their own. A paragraph
// of which nothing is left goes with the blank line below it. Dotted keys stay.
func (t *Table) Delete(key string) bool {
	at := slices.IndexFunc(t.s.body, func(n node) bool { return n.has(key) && len(n.path) == 1 })
	if at < 0 {
		return false
	}
	body := t.s.body
	if kept := commentsIn(body[at].raw[body[at].from:]); len(kept) > 0 {
		lines := make([]node, len(kept))
		for i, text := range kept {
			lines[i] = node{kind: comment, raw: text + t.doc.eol}
		}
		if at == len(body)-1 && !strings.HasSuffix(body[at].raw, "\n") {
			lines[len(lines)-1].raw = kept[len(kept)-1]
		}
		t.s.body = slices.Replace(body, at, at+1, lines...)
		return true
	}
	end := at + 1
	alone := at == 0 || body[at-1].kind == blank
	if alone && end < len(body) && body[end].kind == blank {
		end++
	}
	t.s.body = slices.Delete(body, at, end)
	return true
}

// Comment adds a comment, without its #, directly above a key, below those that
// stand there; with an empty key, below the last key of the table. A text of
// several lines makes several comments. A line that stands there already is not
// written again.
func (t *Table) Comment(key, text string) error {
	at := t.line(key)
	if at < 0 {
		return fmtError(t, key, "no such key")
	}
	there := t.commentsAbove(at)
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return ' '
			}
			return r
		}, line))
		if slices.Contains(there, line) || line == "" {
			continue
		}
		t.put(at, node{kind: comment, raw: "# " + line + t.doc.eol})
		at++
	}
	return nil
}

// Comments lists the comments about a key, without their #: those directly
// above it, then the one that ends its line. With an empty key, those directly
// below the last key.
func (t *Table) Comments(key string) []string {
	at := t.line(key)
	if at < 0 {
		return nil
	}
	list := t.commentsAbove(at)
	if key != "" {
		if n := &t.s.body[at]; strings.Contains(n.raw[n.to:], "#") {
			list = append(list, commentText(n.raw[n.to:]))
		}
	}
	return list
}

// DropComment takes away the comments above a key, or with an empty key below
// the last one, of which the text, without its #, is to go; and tells how many.
func (t *Table) DropComment(key string, gone func(text string) bool) int {
	at := t.line(key)
	count := 0
	for i := at - 1; i >= 0 && t.s.body[i].kind == comment; i-- {
		if gone(commentText(t.s.body[i].raw)) {
			t.s.body = slices.Delete(t.s.body, i, i+1)
			count++
		}
	}
	return count
}

// line is the place of a key in the body, -1 when it is not there; that below
// the last key and the comments directly below it, for an empty key.
func (t *Table) line(key string) int {
	if key != "" {
		return slices.IndexFunc(t.s.body, func(n node) bool { return n.has(key) })
	}
	at := 0
	for i := range t.s.body {
		if t.s.body[i].kind == pair {
			at = i + 1
		}
	}
	for at < len(t.s.body) && t.s.body[at].kind == comment {
		at++
	}
	return at
}

// commentsAbove lists the comments that stand directly above a line.
func (t *Table) commentsAbove(at int) []string {
	from := at
	for from > 0 && t.s.body[from-1].kind == comment {
		from--
	}
	var list []string
	for _, n := range t.s.body[from:at] {
		list = append(list, commentText(n.raw))
	}
	return list
}

func commentText(raw string) string {
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(raw), "#"))
}
