package sheet

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

var errFull = errors.New("sheet: no room for more rows")

// list is a list of records that becomes a table. Its columns are the paths of
// the values, in the order in which they are first met.
type list struct {
	path     string
	features bool // of GeoJSON
	columns  []string
	index    map[column]int
	rows     []Row
	others   []int // lines of the items that are no objects
	wide     bool  // it has more columns than may be
}

// column is a path in a record, and how many times the record had it before:
// a key can stand twice.
type column struct {
	path  string
	again int
}

// maxLists is how many lists of records a document may have.
const maxLists = 1000

// keep takes a list that was read, when it has records.
func (d *document) keep(l *list) error {
	if len(l.rows) == 0 {
		return nil
	}
	if d.lists = append(d.lists, l); len(d.lists) > maxLists {
		return errTooComplex
	}
	return nil
}

// add makes a row of a record.
func (l *list) add(r *reader, line int, v *value) error {
	if l.index == nil {
		l.index = map[column]int{}
	}
	row := &rowMaker{list: l, reader: r, line: line, met: map[int]bool{}, again: map[string]int{}}
	if l.features = l.features || isFeature(v); isFeature(v) {
		v = row.feature(v)
	}
	row.flatten("", v)
	row.cells = trimmed(row.cells)
	if len(row.cells) == 0 {
		return nil
	}
	if !r.room(l.rows, line, len(row.cells)) {
		return errFull
	}
	l.rows = append(l.rows, Row{line, slices.Clip(row.cells)})
	return nil
}

// rowMaker lays the values of one record out in the columns of its list.
type rowMaker struct {
	*list
	*reader
	line  int
	cells []string
	met   map[int]bool   // the columns that have their cell
	again map[string]int // how many times the record had a path before
}

// flatten puts the values under path in their cells.
func (m *rowMaker) flatten(path string, v *value) {
	switch {
	case v.kind == 'n':
	case v.kind == '{':
		for _, member := range v.members {
			m.flatten(join(path, member.name), member.value)
		}
	case v.kind == '[' && slices.ContainsFunc(v.items, func(i *value) bool { return i.kind == '[' }):
		m.set(path, string(appendJSON(nil, v)))
	case v.kind == '[' && slices.ContainsFunc(v.items, func(i *value) bool { return i.kind == '{' }):
		for i, item := range v.items {
			m.flatten(join(path, strconv.Itoa(i)), item)
		}
	case v.kind == '[':
		m.set(path, m.joined(path, v.items))
	default:
		m.set(path, v.text)
	}
}

// joined makes one text of plain values.
func (m *rowMaker) joined(path string, items []*value) string {
	var texts []string
	for _, item := range items {
		if item.kind == 'n' {
			continue
		}
		if strings.Contains(item.text, "|") {
			m.find("import-barre", m.line, path, 1, sample(item.text))
		}
		texts = append(texts, strings.ReplaceAll(item.text, "|", "¦"))
	}
	return strings.Join(texts, " | ")
}

func (m *rowMaker) set(path, text string) {
	text = m.cell(text, m.line, path)
	if text == "" && m.known(path) {
		return
	}
	i, ok := m.place(path)
	if !ok || text == "" {
		return
	}
	for len(m.cells) <= i {
		m.cells = append(m.cells, "")
	}
	m.cells[i] = text
}

func (m *rowMaker) known(path string) bool { _, ok := m.index[column{path, 0}]; return ok }

// place is the column of a path, a new one when it has none. A path that the
// record has twice has two columns of that name.
func (m *rowMaker) place(path string) (int, bool) {
	for {
		key := column{path, m.again[path]}
		i, ok := m.index[key]
		if !ok {
			if len(m.columns) >= maxColumns {
				if !m.wide {
					m.report("import-trop-de-colonnes", m.line, grouped(maxColumns))
				}
				m.wide = true
				return 0, false
			}
			i = len(m.columns)
			m.index[key] = i
			name := path
			if path == "" || path[0] != 0 {
				name = m.cell(path, m.line, path)
			}
			m.columns = append(m.columns, name)
		}
		if !m.met[i] {
			m.met[i] = true
			return i, true
		}
		m.again[path]++
	}
}

// appendJSON writes a value as JSON.
func appendJSON(b []byte, v *value) []byte {
	switch v.kind {
	case 'n':
		return append(b, "null"...)
	case '"':
		text, _ := json.Marshal(v.text) // a text always can
		return append(b, text...)
	case '[':
		b = append(b, '[')
		for i, item := range v.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(b, item)
		}
		return append(b, ']')
	case '{':
		b = append(b, '{')
		for i, m := range v.members {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(b, &value{kind: '"', text: m.name})
			b = appendJSON(append(b, ':'), m.value)
		}
		return append(b, '}')
	}
	return append(b, v.text...)
}

// tables chooses among the lists: "structures" and "services" when both are
// there, else the longest; of two as long, the first.
func (d *document) tables() []*Table {
	var chosen []*list
	for _, path := range []string{"structures", "services"} {
		if i := slices.IndexFunc(d.lists, func(l *list) bool { return l.path == path && len(l.rows) > 0 }); i >= 0 {
			chosen = append(chosen, d.lists[i])
		}
	}
	if len(chosen) < 2 {
		chosen = nil
		for _, l := range d.lists {
			if len(l.rows) > 0 && (len(chosen) == 0 || len(l.rows) > len(chosen[0].rows)) {
				chosen = []*list{l}
			}
		}
	}
	var left []string
	for _, l := range d.lists {
		if len(l.rows) > 0 && !slices.Contains(chosen, l) {
			left = append(left, fmt.Sprintf("%s (%s)", l.path, grouped(len(l.rows))))
		}
	}
	if len(left) > 0 {
		d.report("import-json-listes", 0, sample(strings.Join(left, ", ")))
	}
	if len(chosen) == 0 {
		d.report("import-json-sans-liste", 0)
	}
	var tables []*Table
	for _, l := range chosen {
		for _, line := range l.others {
			d.find("import-json-element", line, "", 1, "")
		}
		tables = append(tables, l.table(d))
	}
	return tables
}

func (l *list) table(d *document) *Table {
	t := &Table{File: d.file, Format: "json", Part: l.path, Columns: l.columns, Rows: l.rows}
	if l.features {
		t.Format = "geojson"
		nameGeometry(t.Columns)
		if d.crs != "" && !worldGeodetic(d.crs) {
			d.report("import-crs", 0, d.crs)
		}
	}
	return t
}
