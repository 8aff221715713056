package tomledit

import (
	"iter"
	"slices"
	"strings"

	"balise/generator/diag"
	"balise/generator/tomlpos"
)

const bom = "\ufeff"

// Document is a TOML file that is being edited. It is not safe for use by
// several goroutines at once.
type Document struct {
	// Layout says where new keys go, and how Format writes.
	Layout Layout

	bom  bool
	eol  string   // of new lines: "\n" or "\r\n"
	root *section // of a list of sections, in the order of the file
}

// Layout is what a kind of file looks like.
type Layout struct {
	// Keys gives the order of the keys of a table, by the table's dotted path:
	// "" for the document, "structure", "structure.fermeture". A nil function,
	// or a nil list, leaves keys in the order in which they were written.
	Keys func(table string) []string
	// Aligned puts the equals signs of a paragraph one under another.
	Aligned bool
}

func (l Layout) keys(path []string) []string {
	if l.Keys == nil {
		return nil
	}
	return l.Keys(strings.Join(path, "."))
}

// Parse reads a document. Arguments and diagnostics are those of
// [tomlpos.Parse]: when there is any diagnostic, there is no document.
func Parse(file string, src []byte, firstLine int) (*Document, []diag.Diag) {
	if _, ds := tomlpos.Parse(file, src, firstLine); ds != nil {
		return nil, ds
	}
	return Again(src), nil
}

// Again is Parse of what [tomlpos.Parse] has read already without a diagnostic:
// it is not checked twice. Of anything else, what it gives means nothing.
func Again(src []byte) *Document {
	text, marked := strings.CutPrefix(string(src), bom)
	d := &Document{bom: marked, eol: "\n", root: sections(text)}
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		d.eol = "\r\n"
	}
	return d
}

// Bytes is the file as it is now: what was parsed, but for the edits.
func (d *Document) Bytes() []byte {
	var b []byte
	if d.bom {
		b = append(b, bom...)
	}
	for s := range d.all() {
		for _, n := range s.lead {
			b = append(b, n.raw...)
		}
		b = append(b, s.header...)
		for _, n := range s.body {
			b = append(b, n.raw...)
		}
	}
	return b
}

// HasComments tells whether there is any comment in the file.
func (d *Document) HasComments() bool {
	for s := range d.all() {
		if len(s.lead) > 0 || strings.Contains(s.header[s.end:], "#") {
			return true
		}
		for _, n := range s.body {
			if n.kind == comment || n.kind == pair && (strings.Contains(n.raw[n.to:], "#") || parseValue(n.value()).commented()) {
				return true
			}
		}
	}
	return false
}

// Root is the table of the keys that stand before any header.
func (d *Document) Root() *Table { return &Table{d, d.root} }

// Tables returns the items of a [[name]] of the document, in order.
func (d *Document) Tables(name string) []*Table { return d.Root().Tables(name) }

// Structure returns the i-th [[structure]], from 0; nil when there is none.
func (d *Document) Structure(i int) *Table {
	if all := d.Tables("structure"); i >= 0 && i < len(all) {
		return all[i]
	}
	return nil
}

func (d *Document) all() iter.Seq[*section] {
	return func(yield func(*section) bool) {
		for s := d.root; s != nil && yield(s); s = s.next {
		}
	}
}

// Table is a table of a document: the root, a [header] or one item of a
// [[header]]. It stays good while the document is edited, until it is removed.
type Table struct {
	doc *Document
	s   *section
}

// Path is the table's dotted path, as headers name it; empty for the root.
func (t *Table) Path() string { return strings.Join(t.s.path, ".") }

// Tables returns the items of a [[path.name]] of this table, in order. A list
// of tables between braces is a value, and is not among them.
func (t *Table) Tables(name string) []*Table {
	var list []*Table
	for s := range t.inner() {
		if s.array && t.isParent(s, name) {
			list = append(list, &Table{t.doc, s})
		}
	}
	return list
}

// Table returns the table that a [path.name] opens; nil when there is none.
func (t *Table) Table(name string) *Table {
	for s := range t.inner() {
		if !s.array && t.isParent(s, name) {
			return &Table{t.doc, s}
		}
	}
	return nil
}

// isParent tells whether s opens the table name of t.
func (t *Table) isParent(s *section, name string) bool {
	return len(s.path) == len(t.s.path)+1 && s.path[len(t.s.path)] == name
}

// inner visits the sections of the tables that t holds, at any depth.
func (t *Table) inner() iter.Seq[*section] {
	return func(yield func(*section) bool) {
		// An item of an array ends where the next one, or the next item of an
		// array that holds it, begins. A plain table may be completed before its
		// own header.
		first := t.s
		for !t.s.array && first.prev != nil && !first.renews(t.s) {
			first = first.prev
		}
		below := false
		for s := first; s != nil; s = s.next {
			switch {
			case s == t.s:
				below = true
			case below && s.renews(t.s):
				return
			case len(s.path) > len(t.s.path) && isPrefix(t.s.path, s.path) && !yield(s):
				return
			}
		}
	}
}

// renews tells whether s begins a new item of an array that t is or stands in.
func (s *section) renews(t *section) bool { return s.array && isPrefix(s.path, t.path) }

func isPrefix(prefix, path []string) bool {
	return len(prefix) <= len(path) && slices.Equal(prefix, path[:len(prefix)])
}
