package sheet

import (
	"slices"
	"strconv"
	"strings"

	"balise/generator/diag"
)

// finding gathers all the places of one kind of fault, so that a fault in every
// row is one diagnostic and not a thousand.
type finding struct {
	code    diag.Code
	columns []string // where, in the order of discovery; the first ones
	rows    []int    // the lines of the first rows
	total   int      // how many rows
	last    int      // the line of the last one
	count   int      // how many times
	sample  string   // the first value, as the file has it
}

// How much of a finding is printed.
const (
	maxFoundRows    = 12
	maxFoundColumns = 8
)

// find adds a place to the findings of this code. The column may be empty.
func (r *reader) find(code diag.Code, line int, column string, count int, sample string) {
	i := slices.IndexFunc(r.found, func(f *finding) bool { return f.code == code })
	if i < 0 {
		i = len(r.found)
		r.found = append(r.found, &finding{code: code, sample: sample})
	}
	f := r.found[i]
	f.count += count
	if line != f.last {
		f.last = line
		f.total++
		if len(f.rows) < maxFoundRows {
			f.rows = append(f.rows, line)
		}
	}
	if column != "" && len(f.columns) <= maxFoundColumns && !slices.Contains(f.columns, column) {
		f.columns = append(f.columns, column)
	}
}

// diag gives {0} the lines, {1} how many rows, {2} the columns, {3} how many
// times, {4} the first value. It stands at the first row.
func (f *finding) diag(file string) diag.Diag {
	lines := make([]string, len(f.rows))
	for i, line := range f.rows {
		lines[i] = strconv.Itoa(line)
	}
	rows := strings.Join(lines, ", ")
	if f.total > len(f.rows) {
		rows += "…"
	}
	columns := f.columns
	if len(columns) > maxFoundColumns {
		columns = append(columns[:maxFoundColumns:maxFoundColumns], "…")
	}
	return diag.New(f.code, diag.Pos{File: file, Line: f.rows[0]},
		rows, grouped(f.total), strings.Join(columns, ", "), grouped(f.count), f.sample)
}

func (r *reader) report(code diag.Code, line int, args ...string) {
	r.ds = append(r.ds, diag.New(code, diag.Pos{File: r.file, Line: line}, args...))
}

// grouped writes a count by thousands, with narrow no-break spaces.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}
