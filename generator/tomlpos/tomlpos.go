// Package tomlpos reads a TOML file so that every key and value knows where it
// stands.
//
// BurntSushi/toml is the authority on what a document means, but it gives no
// place for a valid value, and deep nesting hangs it or kills it (its issues
// 496 and 497). So a scanner of ours walks the text first: it refuses abusive
// documents before they are decoded and records the place of each key and
// value; the decoded values are then set beside their places. The scanner
// judges nothing else: a fault of syntax is always BurntSushi's to report.
//
// Listings are nearly always plain: no inline table, no dotted pair, no rare
// escape. Through BurntSushi they took some 15 % of the processor time of a
// build. So Parse first tries a reader of such documents alone, which gives
// places and values in one pass: some 170 MB/s where the long way gives 15, and
// 2,400 allocations for 200 records where it makes 15,900. It gives way to the
// scanner and BurntSushi, for the whole document, at the first thing that is
// not certainly plain and valid; trying costs a document that is not plain at
// most a tenth more. It reports nothing, and FuzzPlain and TestPlainAtRandom
// hold it to BurntSushi's values: BurntSushi stays the authority.
//
// The package does not know what the keys mean: see package decode.
package tomlpos

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"balise/generator/diag"
)

// Limits on a document, all far above what a real listing needs.
const (
	maxBytes = 32 << 20
	maxDepth = 32
	maxKeys  = 50_000 // in one record or section: between two headers
	maxTotal = 2_000_000
)

// largeTable is the number of keys past which a table is indexed.
const largeTable = 64

// Place is a line and a column, both from 1; columns count characters.
type Place struct{ Line, Col int32 }

// Value is a TOML value and its place. V is one of: string, int64, float64,
// bool, time.Time (see Date), []Value or *Table.
type Value struct {
	V     any
	Place Place
}

// Entry is a key of a table with its value.
type Entry struct {
	Key   string
	Place Place // of the key; Value.Place is that of the value
	Value Value
}

// Table is a TOML table, its keys in the order in which they were written.
type Table struct {
	Entries []Entry
	Place   Place // of the header or of the opening brace; 1:1 for the document

	byKey map[string]int // only while scanning, and only for large tables
}

// Get finds a key's entry.
func (t *Table) Get(key string) (Entry, bool) {
	if i := t.index(key); i >= 0 {
		return t.Entries[i], true
	}
	return Entry{}, false
}

// index finds a key. A small table is walked; a large one is indexed, so that
// fifty thousand keys are not compared with each other.
func (t *Table) index(key string) int {
	if len(t.Entries) > largeTable {
		if t.byKey == nil {
			t.byKey = make(map[string]int, 2*len(t.Entries))
			for i, e := range t.Entries {
				t.byKey[e.Key] = i
			}
		}
		if i, ok := t.byKey[key]; ok {
			return i
		}
		return -1
	}
	for i := range t.Entries {
		if t.Entries[i].Key == key {
			return i
		}
	}
	return -1
}

// IsDate tells whether v is a TOML local date (2026-09-01), as every date of
// the standard is, rather than a date with a time.
func IsDate(v time.Time) bool { return v.Location().String() == "date-local" }

// Parse reads a document. file names it in diagnostics; firstLine is the line
// that src begins at, 1 unless src is cut from a larger file (front matter).
// When any diagnostic is returned the table is nil.
func Parse(file string, src []byte, firstLine int) (*Table, []diag.Diag) {
	fault := func(code diag.Code, p Place, args ...string) []diag.Diag {
		at := diag.Pos{File: file, Line: int(p.Line) + firstLine - 1, Col: int(p.Col)}
		d := diag.New(code, diag.Pos{File: file, Line: int(p.Line), Col: int(p.Col)}, args...).WithExcerpt(src)
		d.At = at
		return []diag.Diag{d}
	}
	if len(src) > maxBytes {
		return nil, []diag.Diag{diag.New("fichier-trop-gros", diag.Pos{File: file}, "32 Mo")}
	}
	text := strings.TrimPrefix(string(src), "\ufeff")
	if !utf8.ValidString(text) {
		return nil, fault("utf8-invalide", placeOf(text, firstInvalid(text)))
	}
	if root, ok := readPlain(text); ok {
		return root, nil
	}
	root, abuse := scan(text)
	if abuse != nil {
		return nil, fault(abuse.code, abuse.at)
	}
	var doc map[string]any
	if _, err := toml.Decode(text, &doc); err != nil {
		var pe toml.ParseError
		if !errors.As(err, &pe) {
			return nil, fault("toml-syntaxe", Place{1, 1}, said(err.Error())...)
		}
		code, at, args := explain(text, pe)
		return nil, fault(code, at, args...)
	}
	fillTable(root, doc)
	return root, nil
}

func firstInvalid(s string) int {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return 0
}

// placeOf turns a byte offset into a line and a column.
func placeOf(text string, offset int) Place {
	offset = min(max(offset, 0), len(text))
	line := strings.Count(text[:offset], "\n") + 1
	start := strings.LastIndexByte(text[:offset], '\n') + 1
	return Place{int32(line), int32(utf8.RuneCountInString(text[start:offset]) + 1)}
}

func (t *Table) add(e Entry) {
	if t.byKey != nil {
		t.byKey[e.Key] = len(t.Entries)
	}
	t.Entries = append(t.Entries, e)
}

// fillTable sets decoded values beside the places that the scanner found. A
// key that the scanner missed (none is known) is added with its table's place.
func fillTable(t *Table, values map[string]any) {
	seen := 0
	for i := range t.Entries {
		e := &t.Entries[i]
		if v, ok := values[e.Key]; ok {
			e.Value.V = fill(e.Value.V, v, e.Value.Place)
			seen++
		}
	}
	if seen == len(values) && seen == len(t.Entries) {
		return
	}
	kept := t.Entries[:0]
	for _, e := range t.Entries {
		if _, ok := values[e.Key]; ok {
			kept = append(kept, e)
		}
	}
	t.Entries, t.byKey = kept, nil
	for _, k := range sortedKeys(values) {
		if t.index(k) < 0 {
			t.add(Entry{k, t.Place, Value{fill(nil, values[k], t.Place), t.Place}})
		}
	}
}

func fill(scanned, v any, at Place) any {
	switch v := v.(type) {
	case map[string]any:
		t, ok := scanned.(*Table)
		if !ok {
			t = &Table{Place: at}
		}
		fillTable(t, v)
		return t
	case []map[string]any:
		out := make([]Value, len(v))
		list, _ := scanned.([]Value)
		for i := range v {
			p, s := at, any(nil)
			if i < len(list) {
				p, s = list[i].Place, list[i].V
			}
			out[i] = Value{fill(s, v[i], p), p}
		}
		return out
	case []any:
		out := make([]Value, len(v))
		list, _ := scanned.([]Value)
		for i := range v {
			p, s := at, any(nil)
			if i < len(list) {
				p, s = list[i].Place, list[i].V
			}
			out[i] = Value{fill(s, v[i], p), p}
		}
		return out
	}
	return v
}
