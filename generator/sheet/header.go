package sheet

import "strings"

// tabulate makes t of raw rows that are not blank: it finds the header, cleans
// the cells, drops the empty columns at the end, and reports the rows that do
// not fit. It takes the rows over. It is false when there is no row.
func (r *reader) tabulate(t *Table, rows []Row) bool {
	if len(rows) == 0 {
		return false
	}
	head := headerRow(rows)
	for _, row := range rows[:head] {
		r.find("import-titre", row.Line, "", 1, sample(strings.Join(strings.Fields(strings.Join(row.Cells, " ")), " ")))
	}
	if cells := rows[head].Cells; len(cells) > maxColumns && !blank(cells[maxColumns:]) {
		r.report("import-trop-de-colonnes", rows[head].Line, grouped(maxColumns))
	}
	header := rows[head].Cells[:min(len(rows[head].Cells), maxColumns)]
	for i, name := range header {
		header[i] = r.cell(name, rows[head].Line, clean(name))
	}
	rows = rows[head+1:]
	named := len(trimmed(header))
	widest := named
	kept := rows[:0]
	for _, row := range rows {
		short := len(row.Cells) < named
		if len(row.Cells) > maxColumns && blank(row.Cells[maxColumns:]) {
			row.Cells = row.Cells[:maxColumns]
		}
		for i, c := range row.Cells {
			row.Cells[i] = r.cell(c, row.Line, nameOf(header, i))
		}
		row.Cells = trimmed(row.Cells)
		if len(row.Cells) == 0 {
			continue
		}
		if short && t.Format == "csv" {
			r.find("import-ligne-courte", row.Line, "", 1, "")
		}
		if len(row.Cells) <= len(header) {
			widest = max(widest, len(row.Cells))
		} else {
			widest = len(header)
			r.find("import-decalage", row.Line, "", 1, sample(row.Cells[len(header)]))
		}
		kept = append(kept, row)
	}
	// Cells under a column without a name are in a column, if the header has one
	// for them; otherwise they are past the columns.
	t.Columns, t.Rows = header[:widest], kept
	r.findSlips(t)
	return true
}

// trimmed drops the empty cells at the end.
func trimmed(cells []string) []string {
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

func nameOf(columns []string, i int) string {
	if i < len(columns) {
		return columns[i]
	}
	return ""
}

// maxTitles is how many lines a title above the header may take.
const maxTitles = 10

// headerRow is the first row, unless it is the title of a table: up to ten rows
// of one cell, above a row of three names or more that are not numbers and are
// all different, above a row that is as wide.
func headerRow(rows []Row) int {
	for i := range rows[:min(len(rows), maxTitles+1)] {
		n, names := filled(rows[i].Cells)
		if n <= 1 {
			continue
		}
		if i > 0 && n >= 3 && names && i+1 < len(rows) {
			if below, _ := filled(rows[i+1].Cells); below >= 2 {
				return i
			}
		}
		break
	}
	return 0
}

// filled counts the cells that are not blank, and tells whether they can be
// names of columns.
func filled(cells []string) (n int, names bool) {
	names = true
	seen := map[string]bool{}
	for _, c := range cells[:min(len(cells), maxColumns)] {
		c = strings.TrimSpace(c)
		if c == "" {
			continue
		}
		n++
		if seen[c] || strings.Trim(c, "0123456789., +-/:") == "" {
			names = false
		}
		seen[c] = true
	}
	return n, names
}
