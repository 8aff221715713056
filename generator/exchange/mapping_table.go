package exchange

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/sheet"
)

// mappedTable is a mapping bound to the columns of a table.
type mappedTable struct {
	s     *shaper
	m     *Mapping
	t     *sheet.Table
	at    finder
	exact map[string]int

	fields    []boundField
	additions []boundAdd
	hours     boundHours
	standard  []column // by index; without a key when the mapping names the column
	named     []bool   // by index: the mapping says what the column is
	ignored   []bool

	tally map[tallied]*tallyCount
}

// boundField is a key and the columns that fill it.
type boundField struct {
	*mappingField
	columns []int
}

type boundAdd struct {
	*mappingAdd
	column int
}

// tallied is a value that a mapping does not know; it is reported once.
type tallied struct {
	column int
	key    int // in fields
	value  string
}

type tallyCount struct{ line, rows int }

// cellState is what became of a cell.
type cellState struct {
	used    bool     // all of it is placed
	read    bool     // its labels were sought, for key
	unknown []string // those that no key knows
	key     int
	parts   uint32 // which parts of it were taken
}

// mapped makes raws of a table by the mapping.
func (s *shaper) mapped(t *sheet.Table) []raw {
	b := &mappedTable{s: s, m: s.mapping, t: t, at: newFinder(t), exact: map[string]int{}, tally: map[tallied]*tallyCount{}}
	for i, c := range t.Columns {
		if _, twice := b.exact[c]; !twice {
			b.exact[c] = i
		}
	}
	if !b.bind() {
		s.ds = append(s.ds, diag.New("correspondance-sans-colonne", diag.Pos{File: t.File}, s.mapping.File))
		return nil
	}
	rows := make([]raw, len(t.Rows))
	states := make([]cellState, len(t.Columns))
	for i := range t.Rows {
		clear(states)
		b.row(&t.Rows[i], &rows[i], states)
	}
	b.reportValues()
	return rows
}

// bind finds the columns that the mapping names; false when the table has none
// of them.
func (b *mappedTable) bind() bool {
	b.named, b.ignored = make([]bool, len(b.t.Columns)), make([]bool, len(b.t.Columns))
	b.standard = make([]column, len(b.t.Columns))
	m, found := b.m, 0
	column := func(name string, at diag.Pos) int {
		i := b.find(name)
		if i < 0 {
			near, _ := french.Nearest(name, b.t.Columns)
			b.s.ds = append(b.s.ds, diag.New("correspondance-colonne-absente", at, name, b.t.File, near))
			return -1
		}
		b.named[i] = true
		found++
		return i
	}
	for _, name := range slices.SortedFunc(maps.Keys(m.Colonnes), func(x, y string) int { return m.places[x].Compare(m.places[y]) }) {
		key := m.Colonnes[name]
		if i := column(name, m.places[name]); i >= 0 {
			b.fields = append(b.fields, boundField{&mappingField{Nom: key, key: keyIndex(key), words: vocabularies[key]}, []int{i}})
		}
	}
	for i := range m.Champs {
		f := &m.Champs[i]
		bound := boundField{mappingField: f}
		for j, name := range f.Colonnes {
			at := f.AtItem("colonnes", j)
			if f.Colonne != "" {
				at = f.At("colonne")
			}
			if i := column(name, at); i >= 0 {
				bound.columns = append(bound.columns, i)
			}
		}
		b.fields = append(b.fields, bound)
	}
	b.hours = bindHours(&m.Horaires, m.places, column)
	for i := range m.Ajouter {
		a := &m.Ajouter[i]
		if i := column(a.Colonne, a.At("colonne")); i >= 0 {
			b.additions = append(b.additions, boundAdd{a, i})
		}
	}
	return b.bindOthers() || found > 0
}

// bindOthers settles the columns that the mapping does not name.
func (b *mappedTable) bindOthers() (found bool) {
	for i, name := range b.t.Columns {
		if name == "" {
			continue
		}
		is := func(pattern string) bool { return matches(pattern, name) }
		b.ignored[i] = slices.ContainsFunc(b.m.Ignorer, is)
		if b.named[i] || b.ignored[i] || slices.ContainsFunc(b.m.Garder, is) {
			continue
		}
		if b.m.Standard {
			b.standard[i] = standardColumn(name)
		}
		if b.standard[i].key != "" {
			found = true
		} else {
			b.s.report(b.t, 1, "correspondance-colonne-libre", name)
		}
	}
	return found
}

func (b *mappedTable) find(name string) int {
	if i, ok := b.exact[name]; ok {
		return i
	}
	if i, ok := b.at[columnKey(name)]; ok {
		return i
	}
	return -1
}

// matches tells whether a name is what a pattern says: « result_* ».
func matches(pattern, name string) bool {
	begin, end, star := strings.Cut(pattern, "*")
	if !star {
		return pattern == name || columnKey(pattern) == columnKey(name)
	}
	return len(name) >= len(begin)+len(end) && strings.HasPrefix(name, begin) && strings.HasSuffix(name, end)
}

// row makes a raw of a row.
func (b *mappedTable) row(row *sheet.Row, r *raw, states []cellState) {
	r.line = row.Line
	for i := range b.fields {
		b.field(row, r, &b.fields[i], states)
	}
	b.openingHours(row, r, states)
	for i := range b.additions {
		b.add(row, r, &b.additions[i], states)
	}
	for i, cell := range row.Cells {
		switch {
		case cell == "":
		case i >= len(b.t.Columns) || b.t.Columns[i] == "":
			b.s.stray(b.t, r, i, cell)
		case b.standard[i].key != "":
			b.standardCell(r, i, cell)
		default:
			b.left(r, i, cell, &states[i])
		}
	}
	if b.m.Inversees {
		lat, lon := fieldIndex["latitude"], fieldIndex["longitude"]
		r.values[lat], r.values[lon] = r.values[lon], r.values[lat]
	}
	if source := fieldIndex["source"]; r.values[source] == "" {
		r.values[source] = b.m.SourceNom
	}
}

// standardCell places a cell of a column of the standard.
func (b *mappedTable) standardCell(r *raw, i int, cell string) {
	c := &b.standard[i]
	if c.words == nil {
		b.s.cell(b.t, r, c, cell)
		return
	}
	read := c.words.read(cell, b.m.Separateur)
	b.s.means(r, c, read)
	for _, text := range read.unknown {
		if c.key == "labels_nationaux" {
			b.s.unknown(b.t, r, c, text)
			continue
		}
		r.note(c.keyOf(), c.label, text, "inconnu")
		b.count(tallied{i, c.field, text}, r.line)
	}
}

// left notes what was not placed of a cell of a column of the mapping's.
func (b *mappedTable) left(r *raw, i int, cell string, state *cellState) {
	label := b.t.Columns[i]
	switch {
	case state.used || b.ignored[i]:
	case state.read:
		for _, text := range state.unknown {
			r.note(keyName(state.key), label, text, "inconnu")
			b.count(tallied{i, state.key, text}, r.line)
		}
	default:
		r.note("", label, cell, "")
	}
}

// keyName is the key of a structure at an index in fields; empty for one of v0.
func keyName(key int) string {
	if key < 0 {
		return ""
	}
	return fields[key].name
}

func (b *mappedTable) count(what tallied, line int) {
	if b.tally[what] == nil {
		b.tally[what] = &tallyCount{line: line}
	}
	b.tally[what].rows++
}

// maxTallied is how many unknown values of a table are reported: past that
// many, the column is no list of values.
const maxTallied = 100

func (b *mappedTable) reportValues() {
	order := slices.SortedFunc(maps.Keys(b.tally), func(x, y tallied) int {
		return cmp.Or(cmp.Compare(b.tally[y].rows, b.tally[x].rows), cmp.Compare(x.column, y.column), cmp.Compare(x.value, y.value))
	})
	for _, what := range order[:min(len(order), maxTallied)] {
		n := b.tally[what]
		key := keyName(what.key)
		if b.standard[what.column].key != "" {
			key = b.standard[what.column].key
		} else if key == "" {
			key = "publics_accueillis"
		}
		b.s.report(b.t, n.line, "correspondance-valeur", what.value, b.t.Columns[what.column], fmt.Sprint(n.rows), key)
	}
}
