package tomlpos

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"balise/generator/diag"
)

// abuse is a document that must not reach the decoder.
type abuse struct {
	code diag.Code
	at   Place
}

// scanner walks a TOML document for places. On text that is not TOML it gives
// up silently where it stands: the decoder will say what is wrong.
type scanner struct {
	text  string
	i     int
	line  int32
	mark  int // an offset of the current line, and
	col   int // its column: columns are counted on from there
	keys  int // since the last header
	total int
	abuse *abuse
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }

func scan(text string) (*Table, *abuse) {
	s := &scanner{text: text, line: 1, col: 1}
	root := &Table{Place: Place{1, 1}}
	s.document(root)
	return root, s.abuse
}

func (s *scanner) place() Place {
	s.col += utf8.RuneCountInString(s.text[s.mark:s.i])
	s.mark = s.i
	return Place{s.line, int32(s.col)}
}

func (s *scanner) refuse(code diag.Code) {
	if s.abuse == nil {
		s.abuse = &abuse{code, s.place()}
	}
	s.i = len(s.text)
}

func (s *scanner) peek() byte {
	if s.i < len(s.text) {
		return s.text[s.i]
	}
	return 0
}

func (s *scanner) newline() {
	s.i++
	s.line++
	s.mark, s.col = s.i, 1
}

// blank skips spaces and tabs; with lines, also ends of line and comments.
func (s *scanner) blank(lines bool) {
	for s.i < len(s.text) {
		switch c := s.text[s.i]; {
		case c == ' ' || c == '\t' || c == '\r':
			s.i++
		case c == '\n' && lines:
			s.newline()
		case c == '#' && lines:
			s.skipLine()
		default:
			return
		}
	}
}

func (s *scanner) skipLine() {
	if j := strings.IndexByte(s.text[s.i:], '\n'); j >= 0 {
		s.i += j
	} else {
		s.i = len(s.text)
	}
}

func (s *scanner) document(root *Table) {
	current := root
	for {
		s.blank(true)
		if s.i >= len(s.text) {
			return
		}
		if s.peek() == '[' {
			current = s.header(root)
		} else if !s.pair(current, 1) {
			s.skipLine()
		}
		if current == nil {
			current = &Table{Place: s.place()}
		}
	}
}

// header reads [a.b] or [[a.b]] and returns the table that it opens.
func (s *scanner) header(root *Table) *Table {
	at := s.place()
	s.i++
	array := s.peek() == '['
	if array {
		s.i++
	}
	path := s.keyPath()
	s.keys = 0
	if s.total++; s.total > maxTotal {
		s.refuse("toml-trop-de-cles")
		return nil
	}
	s.skipLine()
	if len(path) == 0 {
		return nil
	}
	t := root
	for _, k := range path[:len(path)-1] {
		if t = descend(t, k); t == nil {
			return nil
		}
	}
	last := path[len(path)-1]
	if !array {
		return descend(t, last)
	}
	item := &Table{Place: at}
	if i := t.index(last.Key); i >= 0 {
		list, _ := t.Entries[i].Value.V.([]Value)
		t.Entries[i].Value.V = append(list, Value{item, at})
	} else {
		last.Value = Value{[]Value{{item, at}}, at}
		t.add(last)
	}
	return item
}

// descend steps from t into the table under k, made when missing; in an array
// of tables, into its last element.
func descend(t *Table, k Entry) *Table {
	i := t.index(k.Key)
	if i < 0 {
		sub := &Table{Place: k.Place}
		k.Value = Value{sub, k.Place}
		t.add(k)
		return sub
	}
	switch v := t.Entries[i].Value.V.(type) {
	case *Table:
		return v
	case []Value:
		if n := len(v); n > 0 {
			sub, _ := v[n-1].V.(*Table)
			return sub
		}
	}
	return nil
}

// keyPath reads a dotted key. Entries carry keys and places only.
func (s *scanner) keyPath() []Entry {
	var path []Entry
	for {
		s.blank(false)
		at := s.place()
		key, ok := s.key()
		if !ok {
			return nil
		}
		if path = append(path, Entry{Key: key, Place: at}); len(path) > maxDepth {
			s.refuse("toml-profond")
			return nil
		}
		s.blank(false)
		if s.peek() != '.' {
			return path
		}
		s.i++
	}
}

func (s *scanner) key() (string, bool) {
	switch c := s.peek(); c {
	case '"', '\'':
		from := s.i
		if !s.quoted(c) {
			return "", false
		}
		raw := s.text[from:s.i]
		if c == '\'' {
			return raw[1 : len(raw)-1], true
		}
		return unquote(raw), true
	}
	from := s.i
	for s.i < len(s.text) {
		c := s.text[s.i]
		if c == '-' || c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
			s.i++
			continue
		}
		break
	}
	return s.text[from:s.i], s.i > from
}

// unquote reads the escapes of a quoted key; the forms that Go does not share
// with TOML are rare enough in keys to be left as they are.
func unquote(raw string) string {
	if v, err := strconv.Unquote(raw); err == nil {
		return v
	}
	return raw[1 : len(raw)-1]
}

func (s *scanner) pair(t *Table, depth int) bool {
	path := s.keyPath()
	if len(path) == 0 || s.peek() != '=' {
		return false
	}
	if s.keys++; s.keys > maxKeys {
		s.refuse("toml-trop-de-cles")
		return false
	}
	if s.total++; s.total > maxTotal {
		s.refuse("toml-trop-de-cles")
		return false
	}
	if depth+len(path) > maxDepth {
		s.refuse("toml-profond")
		return false
	}
	s.i++
	s.blank(false)
	for _, k := range path[:len(path)-1] {
		if t = descend(t, k); t == nil {
			return false
		}
	}
	e := path[len(path)-1]
	e.Value = s.value(depth + len(path))
	t.add(e)
	return true
}

func (s *scanner) value(depth int) Value {
	if depth > maxDepth {
		s.refuse("toml-profond")
		return Value{}
	}
	v := Value{Place: s.place()}
	switch c := s.peek(); c {
	case '"', '\'':
		s.quoted(c)
	case '[':
		v.V = s.array(depth)
	case '{':
		v.V = s.inline(depth, v.Place)
	default:
		for s.i < len(s.text) && !strings.ContainsRune(",]}#\r\n", rune(s.text[s.i])) {
			s.i++
		}
	}
	return v
}

func (s *scanner) array(depth int) []Value {
	s.i++
	list := []Value{}
	for {
		s.blank(true)
		switch c := s.peek(); {
		case s.i >= len(s.text):
			return list
		case c == ']':
			s.i++
			return list
		case c == ',':
			s.i++
		default:
			if s.total++; s.total > maxTotal {
				s.refuse("toml-trop-de-cles")
				return list
			}
			from := s.i
			list = append(list, s.value(depth+1))
			if s.i == from { // not a value: leave it to the decoder
				s.i = len(s.text)
			}
		}
	}
}

func (s *scanner) inline(depth int, at Place) *Table {
	s.i++
	t := &Table{Place: at}
	for {
		s.blank(true)
		switch c := s.peek(); {
		case s.i >= len(s.text):
			return t
		case c == '}':
			s.i++
			return t
		case c == ',':
			s.i++
		default:
			if !s.pair(t, depth+1) {
				s.i = len(s.text)
			}
		}
	}
}

// quoted skips a string of any of the four kinds; false when it never ends.
func (s *scanner) quoted(q byte) bool {
	fence := strings.Repeat(string(q), 3)
	if strings.HasPrefix(s.text[s.i:], fence) {
		s.i += 3
		for s.i < len(s.text) {
			switch c := s.text[s.i]; {
			case c == '\\' && q == '"':
				s.i++
				if s.peek() != '\n' && s.i < len(s.text) {
					s.i++
				}
			case c == '\n':
				s.newline()
			case strings.HasPrefix(s.text[s.i:], fence):
				s.i += 3
				for n := 0; n < 2 && s.peek() == q; n++ { // up to two quotes may end the text
					s.i++
				}
				return true
			default:
				s.i++
			}
		}
		return false
	}
	for s.i++; s.i < len(s.text); s.i++ {
		switch s.text[s.i] {
		case '\\':
			if q == '"' {
				s.i++
			}
		case '\n':
			return false
		case q:
			s.i++
			return true
		}
	}
	s.i = min(s.i, len(s.text))
	return false
}
