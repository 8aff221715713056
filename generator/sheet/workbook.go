package sheet

import (
	"errors"
	"slices"
	"strings"

	"balise/generator/diag"
)

// workbook reads a workbook of either kind. Both readers are our own: they
// keep one row at a time where the libraries keep the whole document (measured
// on 20,000 rows of 32 columns: 1.4 GB allocated), and believe no size that a
// stranger's file states.
func (r *reader) workbook(data []byte) ([]*Table, []diag.Diag) {
	a, err := openArchive(data)
	if err != nil {
		return r.failWorkbook(err)
	}
	c := &chooser{reader: r}
	format := "xlsx"
	_, parts := a.relations("")
	switch book := parts["officeDocument"]; {
	case a.has(book) && strings.HasSuffix(strings.ToLower(book), "workbook.xml"):
		err = c.xlsx(a, book)
	case a.has("xl/workbook.xml"):
		err = c.xlsx(a, "xl/workbook.xml")
	case a.has("content.xml"):
		format = "ods"
		err = c.ods(a)
	default:
		return r.fail("import-format-inconnu", 0)
	}
	if err != nil {
		return r.failWorkbook(err)
	}
	if len(c.left) > 0 {
		r.report("import-feuilles", 0, strings.Join(c.left, ", "))
	}
	if len(c.hidden) > 0 {
		r.report("import-feuilles-masquees", 0, strings.Join(c.hidden, ", "))
	}
	t := &Table{File: r.file, Format: format, Part: c.name}
	if !r.tabulate(t, c.rows) {
		return r.fail("import-vide", 0)
	}
	return r.done([]*Table{t})
}

func (r *reader) failWorkbook(err error) ([]*Table, []diag.Diag) {
	r.found = nil
	if errors.Is(err, errBomb) {
		return r.fail("import-classeur-trop-gros", 0)
	}
	return r.fail("import-classeur", 0)
}

// chooser keeps the first worksheet that is a table: two columns, and a row
// under the header; else the first that is not empty. It notes the names of the
// others that are not empty.
type chooser struct {
	*reader
	name         string
	rows         []Row
	table        bool // the one that is kept is a table
	left, hidden []string
}

// open gives a grid to lay the next worksheet out in.
func (c *chooser) open(hidden bool) *grid {
	g := &grid{reader: c.reader, most: maxRows}
	if c.table || hidden {
		g.most = 1 // enough to know that it is not empty
	}
	return g
}

// close takes the worksheet that was laid out.
func (c *chooser) close(name string, hidden bool, g *grid) {
	name = clean(name)
	wide := 0
	for _, row := range g.rows[:min(len(g.rows), maxTitles)] {
		n, _ := filled(row.Cells)
		wide = max(wide, n)
	}
	table := wide >= 2 && len(g.rows) >= 2
	switch {
	case len(g.rows) == 0:
	case hidden:
		c.hidden = append(c.hidden, name)
	case c.rows == nil:
		c.name, c.rows, c.table = name, g.rows, table
	case table && !c.table:
		c.left = append(c.left, c.name)
		c.name, c.rows, c.table = name, g.rows, true
	default:
		c.left = append(c.left, name)
	}
}

// grid lays the cells of a worksheet out in rows.
type grid struct {
	*reader
	rows  []Row
	cells []string // of the row that is being read
	most  int      // rows wanted; one more means that the rest is not read
	full  bool
	wide  bool
}

// set puts text in a cell of the row, its column from 0.
func (g *grid) set(column, line int, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	if column >= maxColumns {
		if !g.wide {
			g.report("import-trop-de-colonnes", line, grouped(maxColumns))
		}
		g.wide = true
		return
	}
	for len(g.cells) <= column {
		g.cells = append(g.cells, "")
	}
	g.cells[column] = text
}

// end ends the row; it stands so many times in the worksheet.
func (g *grid) end(line, times int) {
	cells := slices.Clone(g.cells)
	g.cells = g.cells[:0]
	if len(cells) == 0 {
		return
	}
	for i := 0; i < times && !g.full; i++ {
		if g.most < maxRows && len(g.rows) == g.most || !g.room(g.rows, line+i, len(cells)) {
			g.full = true
			return
		}
		if i > 0 {
			cells = slices.Clone(cells)
		}
		g.rows = append(g.rows, Row{line + i, cells})
	}
}
