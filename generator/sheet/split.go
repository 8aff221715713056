package sheet

import "strings"

// splitter cuts a text into records as RFC 4180 says, and forgives what people
// and spreadsheets do: LF, CRLF or CR; quotes inside a quoted cell that are not
// doubled; a quote that does not open a cell, which is then a plain character.
type splitter struct {
	text  string
	sep   byte
	i     int
	line  int // from 1
	cells int // of the last record: so many are made at once for the next one
	// wasted is how many bytes were read in vain after quotes that are never
	// closed. Past some, a quote is a plain character: see budget.
	wasted int
	stray  func(line int) // told of each such quote; may be nil
}

// record gives the next record and the line that it begins at; false at the
// end of the text. The cells may share memory with the text. Past maxColumns,
// the rest of a line is one cell.
func (s *splitter) record() (cells []string, line int, ok bool) {
	if s.i >= len(s.text) {
		return nil, s.line, false
	}
	line = s.line
	cells = make([]string, 0, s.cells)
	defer func() { s.cells = len(cells) }()
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
			if s.i < len(s.text) {
				continue
			}
			return append(cells, ""), line, true
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
	if s.i < len(s.text) && s.text[s.i] == '"' && s.wasted <= s.budget() {
		if value, ok := s.quoted(); ok {
			return value
		}
	}
	s.i = start
	return s.plain()
}

func (s *splitter) budget() int { return 4*len(s.text) + 1<<16 }

func (s *splitter) plain() string {
	start := s.i
	for s.i < len(s.text) && s.text[s.i] != s.sep && s.text[s.i] != '\n' && s.text[s.i] != '\r' {
		s.i++
	}
	return s.text[start:s.i]
}

// quoted reads a cell between quotes, which it forgives quotes that should be
// doubled: « "dit "le Lien", ici" ». It tells false and reads nothing when the
// first quote opens nothing: no other closes it; or one that is inside opens
// another cell; or some are not doubled and there are several lines, so that it
// could as well end in another cell.
func (s *splitter) quoted() (string, bool) {
	rest := s.text[s.i+1:]
	var whole strings.Builder
	lone := 0
	for from := 0; ; {
		n := strings.IndexByte(rest[from:], '"')
		if n < 0 {
			return s.never(len(rest))
		}
		end := from + n
		doubled := end+1 < len(rest) && rest[end+1] == '"'
		closes := s.closes(rest[end+1:])
		switch {
		case (lone > 0 || !closes && !doubled) && end > 0 && s.opens(rest[:end]):
			return s.never(end)
		case doubled && !(lone > 0 && s.closes(rest[end+2:])):
			whole.WriteString(rest[from : end+1])
			from = end + 2
			continue
		case !closes, lone%2 == 1 && s.closesLater(rest[end+1:]):
			whole.WriteString(rest[from : end+1])
			from = end + 1
			lone++
			continue
		case lone > 0 && strings.ContainsAny(rest[:end], "\r\n"):
			return s.never(end)
		}
		value := rest[from:end]
		if whole.Len() > 0 {
			value = whole.String() + value
		}
		s.line += lineEnds(rest[:end])
		s.i += end + 2
		for s.i < len(s.text) && s.text[s.i] == ' ' {
			s.i++
		}
		return value, true
	}
}

// opens tells whether a quote after before is the first of a cell.
func (s *splitter) opens(before string) bool {
	before = strings.TrimRight(before, " ")
	return before != "" && before[len(before)-1] == s.sep
}

// closesLater tells whether another quote of the line closes the cell: then the
// one before rest is the second of two that are not doubled.
func (s *splitter) closesLater(rest string) bool {
	n := strings.IndexAny(rest, "\"\r\n")
	return n >= 0 && rest[n] == '"' && s.closes(rest[n+1:]) && !s.opens(rest[:n])
}

// never gives up a quote after having read n bytes.
func (s *splitter) never(n int) (string, bool) {
	s.wasted += n
	if s.stray != nil {
		s.stray(s.line)
	}
	return "", false
}

// closes tells whether a quote before rest ends a cell.
func (s *splitter) closes(rest string) bool {
	i := 0
	for i < len(rest) && rest[i] == ' ' {
		i++
	}
	return i == len(rest) || rest[i] == s.sep || rest[i] == '\n' || rest[i] == '\r'
}

// lineEnds counts LF, CRLF and CR.
func lineEnds(s string) int {
	return strings.Count(s, "\n") + strings.Count(s, "\r") - strings.Count(s, "\r\n")
}
