package tomledit

import (
	"slices"
	"strings"
)

// Append adds a [[path.name]] to the table, below those that are there; the
// first one goes where the layout's order wants it among the table's own tables,
// else below them. One blank line parts it from what stands above.
func (t *Table) Append(name string) (*Table, error) {
	if t.Has(name) {
		return nil, fmtError(t, name, "written as a value")
	}
	if t.Table(name) != nil {
		return nil, fmtError(t, name, "a table, not a list of tables")
	}
	rank := rankOf(t.doc.Layout.keys(t.s.path))
	own := rank(name)
	above, listed := t.s, false
	for s := range t.inner() {
		child := s.path[len(t.s.path)]
		if child == name {
			listed = listed || s.array && len(s.path) == len(t.s.path)+1
			if !listed { // [name], or [name.x] that makes a table of it
				return nil, fmtError(t, name, "a table, not a list of tables")
			}
		}
		if rank(child) <= own {
			above = s
		}
	}
	eol := t.doc.eol
	path := append(slices.Clone(t.s.path), name)
	s := &section{path: path, array: true, prev: above, next: above.next}
	s.header = "[[" + string(appendKey(nil, path)) + "]]"
	s.end = len(s.header)
	s.header += eol
	above.close(eol)
	if s.next != nil {
		s.next.prev = s
		s.body = []node{{kind: blank, raw: eol}}
	}
	above.next = s
	return &Table{t.doc, s}, nil
}

// close ends a section with a blank line, unless it is an empty root.
func (s *section) close(eol string) {
	above := &s.header
	if n := len(s.body); n > 0 {
		if s.body[n-1].kind == blank && strings.HasSuffix(s.body[n-1].raw, "\n") {
			return
		}
		above = &s.body[n-1].raw
	}
	if *above == "" {
		return
	}
	if !strings.HasSuffix(*above, "\n") {
		*above += eol
	}
	s.body = append(s.body, node{kind: blank, raw: eol})
}

// Remove takes the table away, with the tables in it: their keys, the comments
// about them, and those directly above the header. Comments at the top of the
// file stay, and so do those that a blank line parts from the table's keys. The
// root cannot be removed: only its keys go. t is no good afterwards.
func (t *Table) Remove() {
	gone := slices.Collect(t.inner())
	if t.s.header == "" {
		t.s.body = t.s.body[:0:0]
	} else {
		gone = append([]*section{t.s}, gone...)
	}
	for _, s := range gone {
		above := s.prev
		above.next = s.next
		if s.next != nil {
			s.next.prev = above
		}
		kept := s.apart()
		if above.header == "" && len(above.body) == 0 && len(s.lead) > 0 {
			kept = slices.Concat(s.lead, []node{{kind: blank, raw: t.doc.eol}}, kept)
		}
		above.body = append(above.body, kept...)
		if above.next == nil { // the file does not end with the blank lines between them
			for n := len(above.body); n > 0 && above.body[n-1].kind == blank; n-- {
				above.body = above.body[:n-1]
			}
		}
	}
}

// apart lists the lines of a section that are about nothing in particular:
// comments that a blank line parts from its keys, up to its end.
func (s *section) apart() []node {
	last := -1
	for i := range s.body {
		if s.body[i].kind == pair {
			last = i
		}
	}
	rest := s.body[last+1:]
	i := slices.IndexFunc(rest, func(n node) bool { return n.kind == blank })
	if i < 0 || !slices.ContainsFunc(rest[i:], func(n node) bool { return n.kind == comment }) {
		return nil
	}
	return slices.Clone(rest[i+1:])
}
