package sheet

import "strings"

// class is what a cell looks like, when a glance tells.
type class uint8

const (
	nothing class = iota
	words
	number  // 48.85, 4
	code    // five digits: a postcode, or five with 2A
	address // of the web
	mail
	phone
	day
)

// findSlips reports the rows whose cells have slipped into other columns though
// their number is right: a separator in a value and one less further on, or a
// record cut in two by an end of line. A row is told by two cells at least that
// are not what nine in ten of their columns are, and by a move of the row that
// puts two or more where they belong.
func (r *reader) findSlips(t *Table) {
	const enough = 20 // rows, to know what a column holds
	if len(t.Rows) < enough {
		return
	}
	usual := usualClasses(t)
	classes := make([]class, len(usual))
	for _, row := range t.Rows {
		if len(row.Cells) > len(usual) {
			continue // reported
		}
		wrong := 0
		for i := range classes {
			classes[i] = nothing
			if i < len(row.Cells) {
				classes[i] = classOf(row.Cells[i])
			}
			if usual[i] != nothing && classes[i] != nothing && classes[i] != usual[i] {
				wrong++
			}
		}
		if wrong >= 2 && slipped(classes, usual) {
			r.find("import-decalage-probable", row.Line, "", 1, "")
		}
	}
}

// maxSlip is how many columns a row may have slipped.
const maxSlip = 40

// slipped tells whether a move puts two cells or more where they belong that
// are not there now; three when it is a move of more than three columns, since
// chance could do with two.
func slipped(classes, usual []class) bool {
	for by := 1; by <= min(maxSlip, len(usual)-1); by++ {
		needed := 2
		if by > 3 {
			needed = 3
		}
		if fits(classes, usual, by) >= needed || fits(classes, usual, -by) >= needed {
			return true
		}
	}
	return false
}

// fits counts the cells that a move of so many columns would put right.
func fits(classes, usual []class, by int) int {
	n := 0
	for i := max(0, by); i < min(len(usual), len(usual)+by); i++ {
		u, c := usual[i], classes[i-by]
		if u > words && c == u && classes[i] != u && usual[i-by] != u {
			n++
		}
	}
	return n
}

// usualClasses gives what nine cells in ten of each column are, nothing when
// they are not alike or are too few.
func usualClasses(t *Table) []class {
	counts := make([][day + 1]int, len(t.Columns))
	for _, row := range t.Rows {
		for i, c := range row.Cells[:min(len(row.Cells), len(counts))] {
			counts[i][classOf(c)]++
		}
	}
	usual := make([]class, len(counts))
	for i, n := range counts {
		full := 0
		for c := words; c <= day; c++ {
			full += n[c]
		}
		for c := words; c <= day; c++ {
			if full >= 5 && n[c]*10 >= full*9 {
				usual[i] = c
			}
		}
	}
	return usual
}

func classOf(s string) class {
	switch {
	case s == "":
		return nothing
	case strings.HasPrefix(s, "http://"), strings.HasPrefix(s, "https://"), strings.HasPrefix(s, "www."):
		return address
	case strings.Count(s, "@") == 1 && !strings.ContainsAny(s, " \n"):
		return mail
	case strings.Trim(s, "0123456789 .,+-/:()") != "":
		if len(s) == 5 && (s[:2] == "2A" || s[:2] == "2B") {
			return code
		}
		return words
	case len(s) == 10 && (s[4] == '-' && s[7] == '-' || s[2] == '/' && s[5] == '/'):
		return day
	case len(s) == 5 && strings.Trim(s, "0123456789") == "", len(s) == 4 && strings.Trim(s, "0123456789") == "":
		return code
	case len(s) >= 9 && len(s) <= 20 && (s[0] == '0' || s[0] == '+') && strings.Count(s, ".") != 1:
		return phone
	}
	return number
}
