package exchange

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"balise/generator/diag"
	"balise/generator/french"
)

// Table is a file of rows, read.
type Table struct {
	File    string
	Columns []string // as the file names them; may be empty
	Fields  []string // the key of a structure that each column is; empty when it is none
	Rows    []Row    // without those that are blank
}

// Row is a record of a table. Its cells are in NFC, with LF ends of line, and
// nothing blank at their ends; the apostrophe that keeps a spreadsheet from
// running one is gone. There may be fewer cells than columns, or more.
type Row struct {
	Line  int // where it begins, from 1
	Cells []string
}

// Read reads a table of text: CSV or TSV, in UTF-8, UTF-16 with a mark or
// Windows-1252, separated by commas, semicolons or tabs, whichever makes sense
// of the first line. That line names the columns; the standard's names are
// recognised in any case, with spaces or hyphens for underscores.
//
// The table is nil when nothing can be read; a diagnostic says why.
func Read(file string, data []byte) (*Table, []diag.Diag) {
	if len(data) > maxTable {
		return nil, []diag.Diag{diag.New("fichier-trop-gros", diag.Pos{File: file}, "64 Mo")}
	}
	r := tableReader{table: &Table{File: file}}
	text, legacy := toUTF8(data)
	if legacy {
		r.report("import-encodage", 0)
	}
	s := splitter{text: text, line: 1}
	s.sep = separatorLine(&s)
	if s.sep == 0 {
		s.sep = sniff(s)
	}
	if !r.header(&s) {
		r.report("import-vide", 0)
		return nil, r.ds
	}
	r.rows(&s)
	for _, line := range s.stray {
		r.report("import-guillemet", line)
	}
	return r.table, diag.Sort(r.ds)
}

type tableReader struct {
	table *Table
	ds    []diag.Diag
}

func (r *tableReader) report(code diag.Code, line int, args ...string) {
	r.ds = append(r.ds, diag.New(code, diag.Pos{File: r.table.File, Line: line}, args...))
}

// separatorLine reads « sep=; », which some spreadsheets put above the header.
func separatorLine(s *splitter) byte {
	rest, ok := strings.CutPrefix(s.text, "sep=")
	if !ok || len(rest) < 2 || !strings.ContainsRune(",;\t", rune(rest[0])) || rest[1] != '\n' && rest[1] != '\r' {
		return 0
	}
	s.i = len("sep=") + 1
	s.endOfLine()
	return rest[0]
}

// sniff finds the separator under which the first line names the most keys of
// a structure, else has the most cells.
func sniff(s splitter) byte {
	best, most := byte(','), -1
	for _, sep := range []byte(",;\t") {
		try := splitter{text: s.text, sep: sep, i: s.i, line: s.line}
		cells, _ := firstRecord(&try)
		score := min(len(cells), maxColumns)
		for _, c := range cells {
			if columnField(c) != "" {
				score += 2 * maxColumns
			}
		}
		if score > most {
			best, most = sep, score
		}
	}
	return best
}

// firstRecord gives the first record that is not blank, and its line.
func firstRecord(s *splitter) ([]string, int) {
	for {
		cells, line, ok := s.record()
		if !ok || !blank(cells) {
			return cells, line
		}
	}
}

// blank tells that a record says nothing, whatever the separator.
func blank(cells []string) bool {
	for _, c := range cells {
		if strings.Trim(strings.TrimSpace(c), " ,;\t") != "" {
			return false
		}
	}
	return true
}

// columnField is the key of a structure that a column's name stands for.
func columnField(name string) string {
	folded := strings.ReplaceAll(french.Fold(strings.ReplaceAll(name, "_", " ")), " ", "_")
	if i, ok := fieldIndex[folded]; ok && !fields[i].local {
		return folded
	}
	return ""
}

// header reads the names of the columns.
func (r *tableReader) header(s *splitter) bool {
	cells, line := firstRecord(s)
	if cells == nil {
		return false
	}
	t := r.table
	seen := map[string]bool{}
	for _, c := range cells {
		name, key := shorten(clean(c), maxName), columnField(c)
		switch {
		case blank([]string{c}):
			name = ""
		case key == "":
			near, _ := french.Nearest(name, standardNames)
			r.report("import-colonne-inconnue", line, name, near)
		case seen[key]:
			r.report("import-colonne-double", line, name)
			key = ""
		}
		seen[key] = true
		t.Columns = append(t.Columns, name)
		t.Fields = append(t.Fields, key)
	}
	return true
}

// maxName is how much of a column's name is kept, in characters.
const maxName = 100

func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

var standardNames = func() []string {
	names := make([]string, standardFields)
	for i := range names {
		names[i] = fields[i].name
	}
	return names
}()

func (r *tableReader) rows(s *splitter) {
	lost := 0
	for {
		cells, line, ok := s.record()
		if !ok {
			break
		}
		if blank(cells) {
			continue
		}
		if len(r.table.Rows) == maxRows {
			r.report("import-trop-de-lignes", line, french.Number(maxRows, "fr"))
			break
		}
		for i, c := range cells {
			cells[i] = clean(restore(c))
			lost += strings.Count(c, "\uFFFD")
		}
		r.table.Rows = append(r.table.Rows, Row{line, cells})
	}
	if lost > 0 {
		r.report("import-caracteres-perdus", 0, fmt.Sprint(lost))
	}
}

// clean makes a cell a text of the portal: NFC, LF ends of line, no other
// control character, nothing blank at the ends.
func clean(s string) string {
	if plainASCII(s) {
		return strings.TrimSpace(s)
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}
