package sheet

import (
	"strings"

	"balise/generator/diag"
)

// csv reads lines of cells.
func (r *reader) csv(text string) ([]*Table, []diag.Diag) {
	s := splitter{text: text, line: 1}
	s.sep = separatorLine(&s)
	if s.sep == 0 {
		s.sep = sniff(s)
	}
	s.stray = func(line int) { r.find("import-guillemet", line, "", 1, "") }
	var rows []Row
	for {
		cells, line, ok := s.record()
		if !ok {
			break
		}
		if blank(cells) {
			continue
		}
		if !r.room(rows, line, len(cells)) {
			break
		}
		rows = append(rows, Row{line, cells})
	}
	t := &Table{File: r.file, Format: "csv"}
	if !r.tabulate(t, rows) {
		return r.fail("import-vide", 0)
	}
	return r.done([]*Table{t})
}

// separators in the order of preference.
const separators = ",;\t|"

// separatorLine reads « sep=; », which some spreadsheets put above the header.
func separatorLine(s *splitter) byte {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(s.text, `"`), "sep=")
	if !ok || rest == "" || strings.IndexByte(separators, rest[0]) < 0 {
		return 0
	}
	end := strings.TrimPrefix(rest[1:], `"`)
	if end == "" || end[0] != '\n' && end[0] != '\r' {
		return 0
	}
	s.i = len(s.text) - len(end)
	s.endOfLine()
	return rest[0]
}

// What sniff reads of a file.
const (
	sniffedRecords = 40
	sniffedBytes   = 1 << 20
)

// sniff finds the separator that cuts the first records into the same number of
// cells, and the most of them. A bar must cut every one: it also separates the
// values of a cell.
func sniff(s splitter) byte {
	s.text = s.text[:min(len(s.text), s.i+sniffedBytes)]
	best, most := byte(','), 0
	for i := range len(separators) {
		try := splitter{text: s.text, sep: separators[i], i: s.i, line: s.line}
		var widths []int
		for len(widths) < sniffedRecords {
			cells, _, ok := try.record()
			if !ok {
				break
			}
			if !blank(cells) {
				widths = append(widths, len(cells))
			}
		}
		width, count := commonest(widths)
		if width < 2 || separators[i] == '|' && (count < len(widths) || width < 3) {
			continue
		}
		// Of two that cut the header, the one that cuts the rows alike.
		score := count*1000/len(widths)*2 + min(width, 100)*5
		if widths[0] < 2 {
			score /= 2
		}
		if score > most {
			best, most = separators[i], score
		}
	}
	return best
}

// commonest gives the number that stands most often in list, the greater of two.
func commonest(list []int) (n, count int) {
	seen := map[int]int{}
	for _, v := range list {
		seen[v]++
	}
	for v, c := range seen {
		if c > count || c == count && v > n {
			n, count = v, c
		}
	}
	return n, count
}

// blank tells that a record says nothing, whatever the separator.
func blank(cells []string) bool {
	for _, c := range cells {
		if strings.Trim(strings.TrimSpace(c), " ,;\t|") != "" {
			return false
		}
	}
	return true
}
