package tomledit

import "strings"

type kind uint8

const (
	blank kind = iota
	comment
	pair
)

// node is a line of a table or, when a value goes over several, the lines of a
// pair.
type node struct {
	kind kind
	raw  string // with the end of the line, if it has one

	// Of a pair: its key, and where in raw stand the equals sign and the value.
	path         []string
	eq, from, to int
}

func (n *node) value() string { return n.raw[n.from:n.to] }

// has tells the pair of a key, or of a dotted key that begins with it.
func (n *node) has(key string) bool { return n.kind == pair && n.path[0] == key }

// section is a header and the lines below it, up to what belongs to the next.
type section struct {
	prev, next *section

	lead   []node // the comments directly above the header
	header string // the line, with its end; empty for the root
	end    int    // where the closing bracket ends in header
	path   []string
	array  bool
	body   []node
}

// scanner walks a document that is known to be valid.
type scanner struct {
	text string
	i    int
}

// sections cuts a valid document, without byte order mark, in its sections.
func sections(text string) *section {
	sc := &scanner{text: text}
	root := &section{}
	current := root
	for sc.i < len(text) {
		from := sc.i
		sc.spaces()
		switch sc.peek() {
		case '[':
			next := &section{prev: current, array: strings.HasPrefix(text[sc.i:], "[[")}
			for sc.peek() == '[' {
				sc.i++
			}
			next.path = sc.path()
			for sc.peek() == ']' {
				sc.i++
			}
			next.end = sc.i - from
			sc.line()
			next.header = text[from:sc.i]
			next.lead = current.cutLead()
			current.next, current = next, next
		case '#':
			sc.line()
			current.body = append(current.body, node{kind: comment, raw: text[from:sc.i]})
		case '\r', '\n', 0:
			sc.line()
			current.body = append(current.body, node{kind: blank, raw: text[from:sc.i]})
		default:
			n := node{kind: pair, path: sc.path()}
			n.eq = sc.i - from
			sc.i++
			sc.spaces()
			n.from = sc.i - from
			sc.value()
			n.to = sc.i - from
			sc.line()
			n.raw = text[from:sc.i]
			current.body = append(current.body, n)
		}
	}
	return root
}

// cutLead takes away from the end of s the comments that stand directly above
// the header that follows.
func (s *section) cutLead() []node {
	i := len(s.body)
	for i > 0 && s.body[i-1].kind == comment {
		i--
	}
	lead := s.body[i:]
	s.body = s.body[:i:i]
	return lead
}

func (sc *scanner) peek() byte {
	if sc.i < len(sc.text) {
		return sc.text[sc.i]
	}
	return 0
}

func (sc *scanner) spaces() {
	for sc.peek() == ' ' || sc.peek() == '\t' {
		sc.i++
	}
}

// line goes past the end of the line.
func (sc *scanner) line() {
	if j := strings.IndexByte(sc.text[sc.i:], '\n'); j >= 0 {
		sc.i += j + 1
	} else {
		sc.i = len(sc.text)
	}
}

// path reads a dotted key, and the spaces after it.
func (sc *scanner) path() []string {
	var path []string
	for {
		sc.spaces()
		from := sc.i
		if c := sc.peek(); c == '"' || c == '\'' {
			sc.quoted(c)
			path = append(path, unquote(sc.text[from:sc.i]))
		} else {
			for sc.i < len(sc.text) && bare(sc.text[sc.i]) {
				sc.i++
			}
			path = append(path, sc.text[from:sc.i])
		}
		sc.spaces()
		if sc.peek() != '.' {
			return path
		}
		sc.i++
	}
}

func bare(c byte) bool {
	return c == '-' || c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// value goes past a value.
func (sc *scanner) value() {
	switch c := sc.peek(); c {
	case '"', '\'':
		sc.quoted(c)
	case '[', '{':
		sc.nested()
	default:
		from := sc.i
		for sc.i < len(sc.text) && !strings.ContainsRune(",]}#\r\n", rune(sc.text[sc.i])) {
			sc.i++
		}
		sc.i = from + len(strings.TrimRight(sc.text[from:sc.i], " \t"))
	}
}

// nested goes past a list or an inline table.
func (sc *scanner) nested() {
	for depth := 0; sc.i < len(sc.text); {
		switch c := sc.text[sc.i]; c {
		case '[', '{':
			depth++
			sc.i++
		case ']', '}':
			depth--
			sc.i++
			if depth == 0 {
				return
			}
		case '"', '\'':
			sc.quoted(c)
		case '#':
			sc.line()
		default:
			sc.i++
		}
	}
}

// quoted goes past a string of any of the four kinds.
func (sc *scanner) quoted(q byte) {
	fence := string([]byte{q, q, q})
	if !strings.HasPrefix(sc.text[sc.i:], fence) {
		fence = string(q)
	}
	for sc.i += len(fence); sc.i < len(sc.text); {
		switch {
		case q == '"' && sc.text[sc.i] == '\\':
			sc.i += 2
		case strings.HasPrefix(sc.text[sc.i:], fence):
			sc.i += len(fence)
			for n := 0; len(fence) == 3 && n < 2 && sc.peek() == q; n++ {
				sc.i++ // up to two quotes may end the text
			}
			return
		default:
			sc.i++
		}
	}
	sc.i = min(sc.i, len(sc.text))
}
