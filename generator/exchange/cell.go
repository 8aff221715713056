package exchange

import (
	"strings"

	"balise/generator/sheet"
)

// A cell that begins like a formula is neutralised by an apostrophe in front.
// To be undone without loss, one that begins with apostrophes and then like a
// formula gets one more: package sheet takes one away.

// neutralise puts an apostrophe in front of what a spreadsheet would run.
func neutralise(s string) string {
	if sheet.Formula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// appendCell writes a cell of RFC 4180. Ends of line inside become LF. A cell
// with a semicolon is quoted too: a reader that looks for the separator must
// not be led astray by hours.
func appendCell(b []byte, s string, mayRun bool) []byte {
	if s == "" {
		return b
	}
	if mayRun {
		s = neutralise(s)
	}
	if !strings.ContainsAny(s, "\",;\t\r\n") && s[0] != ' ' && s[len(s)-1] != ' ' {
		return append(b, s...)
	}
	b = append(b, '"')
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '"':
			b = append(b, '"', '"')
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
			b = append(b, '\n')
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}
