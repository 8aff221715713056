package exchange

import (
	"fmt"
	"path/filepath"
	"strings"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/hours"
	"balise/generator/sheet"
)

// shaper makes raws of the rows of tables: it knows what the columns of a shape
// mean, and leaves to the placer what their values are worth. A shape is the
// standard (v0, v1 or both), data·inclusion v1, or what a mapping describes.
//
// Every cell ends up in a key of the raw or in its notes; only a mapping can
// say that a column is not to be kept.
type shaper struct {
	mapping  *Mapping
	services map[string][]service // of data·inclusion, by the id of their structure
	joined   int                  // services that went into their structure's raw
	ds       []diag.Diag
}

// shape makes a raw of each row of a table. source is the name that the table's
// source goes by when neither its rows nor the user say it. A table that cannot
// be read at all gives nil, and a diagnostic of level error.
func (im *importer) shape(t *sheet.Table) (rows []raw, source string) {
	s := &im.shaper
	source = strings.TrimSuffix(filepath.Base(t.File), filepath.Ext(t.File))
	switch {
	case s.mapping != nil:
		if s.mapping.SourceNom != "" {
			source = s.mapping.SourceNom
		}
		return s.mapped(t), source
	case isServices(t):
		return s.orphans(t), source
	case isInclusion(t):
		return s.inclusion(t), source
	}
	return s.standard(t), source
}

func (s *shaper) report(t *sheet.Table, line int, code diag.Code, args ...string) {
	s.ds = append(s.ds, diag.New(code, diag.Pos{File: t.File, Line: line}, args...))
}

// put gives a key a value. A list gains it; it is false when a key that holds
// one value has another already.
func (r *raw) put(key int, value string) bool {
	f := &fields[key]
	switch have := r.values[key]; {
	case value == "" || have == value:
	case have == "":
		r.values[key] = value
	case f.list != nil:
		list := readList(have)
		for _, v := range readList(value) {
			list = add(list, v)
		}
		r.values[key] = strings.Join(list, " | ")
	case f.name == "telephone":
		return r.put(fieldIndex["telephones"], value)
	default:
		return false
	}
	return true
}

func (r *raw) note(key, label, value, why string) {
	if value != "" {
		r.notes = append(r.notes, note{key: key, label: label, value: value, why: why})
	}
}

// place gives a key a value, or notes it when the key has another.
func (r *raw) place(key int, label, value string) {
	if !r.put(key, value) {
		r.note(fields[key].name, label, value, "")
	}
}

// stray notes a cell that stands in no column.
func (s *shaper) stray(t *sheet.Table, r *raw, i int, cell string) {
	s.report(t, r.line, "import-cellule-en-trop", cell)
	r.note("", fmt.Sprintf("colonne %d", i+1), cell, "")
}

// hours places opening hours as they are written, in the standard's syntax or
// in French: reading them is the placer's.
func (r *raw) hours(label, text string) { r.place(fieldIndex["horaires"], label, text) }

// tell adds to the hours that stay as they were written.
func (r *raw) tell(prose string) {
	switch {
	case prose == "" || strings.Contains(r.prose, prose):
	case r.prose == "":
		r.prose = prose
	default:
		r.prose += "\n" + prose
	}
}

// said gives what a reading of hours says, and the text when it leaves
// something out.
func said(r hours.Reading, text string) (value, prose string) {
	if r.Lossless && r.Value != "" {
		return r.Value, ""
	}
	return r.Value, text
}

// columnKey is the form under which names of columns are compared: « Code
// postal », « code_postal », « codePostal » and « adresse.code_postal » share
// their last words.
func columnKey(name string) string {
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		if isUpper(c) && i > 0 && (isLower(name[i-1]) || isUpper(name[i-1]) && i+1 < len(name) && isLower(name[i+1])) {
			b.WriteByte(' ')
		}
		if c == '_' || c == '.' {
			c = ' '
		}
		b.WriteByte(c)
	}
	return strings.ReplaceAll(french.Fold(b.String()), " ", "_")
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }
func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

// finder finds the columns of a table by name.
type finder map[string]int

func newFinder(t *sheet.Table) finder {
	f := finder{}
	for i, c := range t.Columns {
		if _, twice := f[columnKey(c)]; !twice {
			f[columnKey(c)] = i
		}
	}
	return f
}

func (f finder) has(names ...string) bool {
	for _, n := range names {
		if _, ok := f[n]; ok {
			return true
		}
	}
	return false
}

func cellAt(row *sheet.Row, i int) string {
	if i < 0 || i >= len(row.Cells) {
		return ""
	}
	return row.Cells[i]
}
