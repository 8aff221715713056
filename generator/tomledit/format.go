package tomledit

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"balise/generator/diag"
	"balise/generator/tomlpos"
)

// Format puts a file in its canonical form: see [Document.Format].
func Format(src []byte, layout Layout) ([]byte, error) {
	d, ds := Parse("", src, 1)
	if ds != nil {
		return nil, errors.New(ds[0].Message(diag.English))
	}
	d.Layout = layout
	return d.Format()
}

// Format is the document in its canonical form. What is in canonical form stays
// as it is, byte for byte, and what people want is kept: comments where they
// stand, blank lines between groups of keys, the order of tables.
//
//   - Keys stand in the layout's order within a paragraph, the keys that no
//     blank line separates; unknown keys come after the known ones, in the order
//     in which they were written. A comment above a key goes with it.
//   - One blank line stands above each header and between paragraphs; none at
//     the ends of the file, below a header, or in a list. No line is indented or
//     ends with spaces. Lines end with \n, the last one too.
//   - One space stands on each side of an equals sign, and before a comment that
//     ends a line; when the layout is aligned, as many as its paragraph needs
//     before the sign.
//   - A string stands between quotes, with as few escapes as can be; between """
//     when it has several lines. One that a person put between apostrophes to
//     spare it backslashes stays so, and so do lines joined by backslashes.
//   - A list is on one line when it fits in 100 characters and has no comment,
//     else one item a line, indented by two spaces, each with its comma.
//   - Numbers, dates and booleans stay as they were written.
//
// The result means what the document means. An error is a fault of this
// package: there is then no result.
func (d *Document) Format() ([]byte, error) {
	src := bytes.ReplaceAll(bytes.TrimPrefix(d.Bytes(), []byte(bom)), []byte("\r\n"), []byte("\n"))
	out := appendDocument(make([]byte, 0, len(src)+64), sections(string(src)), d.Layout)
	before, ds := tomlpos.Parse("", src, 1)
	after, ds2 := tomlpos.Parse("", out, 1)
	if ds != nil || ds2 != nil || !sameTable(before, after) {
		return nil, errors.New("tomledit: the canonical form would not mean the same")
	}
	return out, nil
}

func appendDocument(b []byte, s *section, layout Layout) []byte {
	for ; s != nil; s = s.next {
		if len(b) > 0 {
			b = append(b, '\n')
		}
		for _, c := range s.lead {
			b = appendComment(b, c.raw)
		}
		if s.header != "" {
			open, closing := "[", "]"
			if s.array {
				open, closing = "[[", "]]"
			}
			b = append(appendKey(append(b, open...), s.path), closing...)
			b = appendBeside(b, s.header[s.end:])
		}
		b = appendBody(b, s, layout)
	}
	return b
}

// appendBody writes the paragraphs of a section.
func appendBody(b []byte, s *section, layout Layout) []byte {
	ranks := rankOf(layout.keys(s.path))
	first := true
	for body := s.body; len(body) > 0; {
		n := slices.IndexFunc(body, func(n node) bool { return n.kind == blank })
		if n < 0 {
			n = len(body)
		}
		if n > 0 {
			if !first {
				b = append(b, '\n')
			}
			b, first = appendParagraph(b, body[:n], ranks, layout.Aligned), false
		}
		body = body[min(n+1, len(body)):]
	}
	return b
}

// rankOf gives the place of a key among keys; that of an unknown one is last.
func rankOf(keys []string) func(key string) int {
	ranks := make(map[string]int, len(keys))
	for i, k := range keys {
		ranks[k] = i
	}
	return func(key string) int {
		if r, ok := ranks[key]; ok {
			return r
		}
		return len(keys)
	}
}

// entry is a pair and the comments directly above it.
type entry struct {
	above []node
	pair  *node
}

func appendParagraph(b []byte, nodes []node, rank func(string) int, aligned bool) []byte {
	var entries []entry
	start, width := 0, 0
	for i := range nodes {
		if n := &nodes[i]; n.kind == pair {
			entries = append(entries, entry{nodes[start:i], n})
			start = i + 1
			width = max(width, utf8.RuneCount(appendKey(nil, n.path)))
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return rank(a.pair.path[0]) - rank(b.pair.path[0]) })
	for _, e := range entries {
		for _, c := range e.above {
			b = appendComment(b, c.raw)
		}
		from := len(b)
		b = appendKey(b, e.pair.path)
		if aligned {
			for n := utf8.RuneCount(b[from:]); n < width; n++ {
				b = append(b, ' ')
			}
		}
		b = append(b, " = "...)
		b = parseValue(e.pair.value()).appendTop(b, utf8.RuneCount(b[from:]))
		b = appendBeside(b, e.pair.raw[e.pair.to:])
	}
	for _, c := range nodes[start:] {
		b = appendComment(b, c.raw)
	}
	return b
}

func appendComment(b []byte, raw string) []byte {
	return append(append(b, strings.Trim(raw, " \t\r\n")...), '\n')
}

// appendBeside writes what ends a line: a comment or nothing.
func appendBeside(b []byte, rest string) []byte {
	if rest = strings.Trim(rest, " \t\r\n"); rest != "" {
		b = append(append(b, ' '), rest...)
	}
	return append(b, '\n')
}

// appendTop writes the value of a key, after as many characters of its line.
func (v value) appendTop(b []byte, before int) []byte {
	if !v.list {
		return v.appendScalar(b, true)
	}
	return v.appendList(b, before, "")
}

// appendList writes a list that begins after as many characters of its line.
// Each of its other lines begins with indent, or more.
func (v value) appendList(b []byte, before int, indent string) []byte {
	if !v.commented() {
		line := v.appendLine(nil)
		if before+utf8.RuneCount(line) <= lineWidth || len(v.items) == 0 {
			return append(b, line...)
		}
	}
	b = append(b, "[\n"...)
	inner := indent + "  "
	for _, it := range v.items {
		for _, c := range it.above {
			b = append(append(append(b, inner...), c...), '\n')
		}
		b = append(b, inner...)
		if it.value.list {
			b = it.value.appendList(b, len(inner)+1, inner)
		} else {
			b = it.value.appendScalar(b, false)
		}
		b = append(b, ',')
		b = appendBeside(b, it.after)
	}
	for _, c := range v.tail {
		b = append(append(append(b, inner...), c...), '\n')
	}
	return append(append(b, indent...), ']')
}

// appendLine writes a value without comments on one line.
func (v value) appendLine(b []byte) []byte {
	if !v.list {
		return v.appendScalar(b, false)
	}
	b = append(b, '[')
	for i, it := range v.items {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = it.value.appendLine(b)
	}
	return append(b, ']')
}

// appendScalar writes what is no list: on one line, unless several is true or
// it is a table between braces with comments in it, which stays as written.
func (v value) appendScalar(b []byte, several bool) []byte {
	switch v.raw[0] {
	case '{':
		if inlineComment(v.raw) {
			return append(b, v.raw...)
		}
		return appendInline(b, v.raw)
	case '"', '\'':
		text := unquote(v.raw)
		if several && folded(v.raw) || betterLiteral(v.raw, text) && (several || !strings.HasPrefix(v.raw, "'''")) {
			return append(b, v.raw...)
		}
		return appendText(b, text, several)
	}
	return append(b, v.raw...)
}

// appendInline writes a table between braces that holds no comment.
func appendInline(b []byte, raw string) []byte {
	sc := &scanner{text: raw, i: 1}
	b = append(b, '{')
	for some := false; ; some = true {
		for sc.i < len(raw) && strings.IndexByte(" \t\r\n,", raw[sc.i]) >= 0 {
			sc.i++
		}
		if sc.peek() == '}' || sc.i >= len(raw) {
			if some {
				b = append(b, ' ')
			}
			return append(b, '}')
		}
		if some {
			b = append(b, ',')
		}
		b = appendKey(append(b, ' '), sc.path())
		sc.i++ // the equals sign
		for sc.i < len(raw) && strings.IndexByte(" \t\r\n", raw[sc.i]) >= 0 {
			sc.i++
		}
		b = sc.tree().appendLine(append(b, " = "...))
	}
}

// sameTable tells whether two tables mean the same, whatever the order of keys.
func sameTable(a, b *tomlpos.Table) bool {
	if len(a.Entries) != len(b.Entries) {
		return false
	}
	for i, e := range a.Entries {
		f := tomlpos.Entry{}
		if i < len(b.Entries) && b.Entries[i].Key == e.Key {
			f = b.Entries[i]
		} else if other, ok := b.Get(e.Key); ok {
			f = other
		} else {
			return false
		}
		if !sameValue(e.Value.V, f.Value.V) {
			return false
		}
	}
	return true
}

func sameValue(a, b any) bool {
	switch a := a.(type) {
	case *tomlpos.Table:
		b, ok := b.(*tomlpos.Table)
		return ok && sameTable(a, b)
	case []tomlpos.Value:
		b, ok := b.([]tomlpos.Value)
		return ok && slices.EqualFunc(a, b, func(x, y tomlpos.Value) bool { return sameValue(x.V, y.V) })
	case float64:
		b, ok := b.(float64)
		return ok && math.Float64bits(a) == math.Float64bits(b)
	case time.Time:
		b, ok := b.(time.Time)
		return ok && a.Equal(b) && a.Location().String() == b.Location().String()
	}
	return a == b
}
