package exchange

import "strings"

// Limits on a table, all far above what a listing needs.
const (
	maxTable   = 64 << 20 // bytes
	maxColumns = 1000     // past them, the rest of a line is one cell
	maxRows    = 500_000
	maxStray   = 20 // quotes never closed; past them, a quote is a plain character
)

// splitter cuts a text into records as RFC 4180 says, and forgives what people
// and spreadsheets do: LF, CRLF or CR; text after a closing quote; a quote
// that is never closed, which is then a plain character.
type splitter struct {
	text  string
	sep   byte
	i     int
	line  int   // from 1
	stray []int // lines of the quotes never closed
}

// record gives the next record and the line that it begins at; false at the
// end of the text. The cells may share memory with the text.
func (s *splitter) record() (cells []string, line int, ok bool) {
	if s.i >= len(s.text) {
		return nil, s.line, false
	}
	line = s.line
	for {
		if len(cells) == maxColumns {
			return append(cells, s.restOfLine()), line, true
		}
		cells = append(cells, s.cell())
		if s.i >= len(s.text) {
			return cells, line, true
		}
		if c := s.text[s.i]; c == s.sep {
			s.i++
			continue
		}
		s.endOfLine()
		return cells, line, true
	}
}

// endOfLine steps over an end of line, if one is next.
func (s *splitter) endOfLine() {
	if s.i < len(s.text) && s.text[s.i] == '\r' {
		s.i++
		if s.i >= len(s.text) || s.text[s.i] != '\n' {
			s.line++
			return
		}
	}
	if s.i < len(s.text) && s.text[s.i] == '\n' {
		s.i++
		s.line++
	}
}

func (s *splitter) restOfLine() string {
	start := s.i
	if n := strings.IndexAny(s.text[s.i:], "\r\n"); n >= 0 {
		s.i += n
	} else {
		s.i = len(s.text)
	}
	rest := s.text[start:s.i]
	s.endOfLine()
	return rest
}

// cell reads up to a separator or an end of line, which it leaves.
func (s *splitter) cell() string {
	start := s.i
	for s.i < len(s.text) && s.text[s.i] == ' ' {
		s.i++
	}
	if s.i < len(s.text) && s.text[s.i] == '"' && len(s.stray) < maxStray {
		if value, ok := s.quoted(); ok {
			return value + s.plain()
		}
		s.stray = append(s.stray, s.line)
	}
	s.i = start
	return s.plain()
}

func (s *splitter) plain() string {
	start := s.i
	for s.i < len(s.text) && s.text[s.i] != s.sep && s.text[s.i] != '\n' && s.text[s.i] != '\r' {
		s.i++
	}
	return s.text[start:s.i]
}

// quoted reads a cell between quotes; false, and nothing read, when the quote
// is never closed.
func (s *splitter) quoted() (string, bool) {
	rest := s.text[s.i+1:]
	var whole strings.Builder
	for from := 0; ; {
		n := strings.IndexByte(rest[from:], '"')
		if n < 0 {
			return "", false
		}
		end := from + n
		if end+1 < len(rest) && rest[end+1] == '"' {
			whole.WriteString(rest[from : end+1])
			from = end + 2
			continue
		}
		value := rest[from:end]
		if whole.Len() > 0 {
			value = whole.String() + value
		}
		s.line += lineEnds(rest[:end])
		s.i += end + 2
		return value, true
	}
}

// lineEnds counts LF, CRLF and CR.
func lineEnds(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}
