package tomlpos

import "strings"

// plainDepth bounds the nesting of a plain document's arrays and headers.
const plainDepth = 8

// plain reads plain TOML, places and values in one pass: bare keys, strings
// with the commonest escapes, decimal numbers, booleans, days, arrays of these,
// [headers] and [[headers]] of bare names, comments. Its grammar is a strict
// part of TOML's. At the first thing outside it, wrong or only unusual, it
// gives the whole document up and says nothing about it.
type plain struct {
	scanner
	items []Value // of the arrays being read, the inner after the outer
	day   string  // the last date read, and
	date  any     // its value: a listing repeats few of them
}

// readPlain gives the same table as scan and BurntSushi together, or false
// when the text, which is valid UTF-8, must go to them.
func readPlain(text string) (*Table, bool) {
	p := &plain{scanner: scanner{text: text, line: 1, col: 1}}
	root := &Table{Place: Place{1, 1}}
	current := root
	for {
		p.spaces()
		if p.i >= len(text) {
			return root, true
		}
		switch text[p.i] {
		case '#', '\n', '\r':
		case '[':
			if current = p.header(root); current == nil {
				return nil, false
			}
		default:
			if !p.pair(current) {
				return nil, false
			}
		}
		if !p.endOfLine() {
			return nil, false
		}
	}
}

// header opens the table of a [header] or [[header]]; nil when it is not plain.
func (p *plain) header(root *Table) *Table {
	at := p.place()
	p.i++
	array := p.skip('[')
	p.keys = 0
	if !p.count() {
		return nil
	}
	t := root
	for range plainDepth {
		name := Entry{Place: p.place()}
		if name.Key = p.bare(); name.Key == "" {
			return nil
		}
		if p.skip('.') {
			if t = descend(t, name); t == nil {
				return nil
			}
			continue
		}
		if !p.skip(']') || array && !p.skip(']') {
			return nil
		}
		if array {
			return item(t, name, at)
		}
		if t.index(name.Key) >= 0 { // perhaps allowed, where it was only implied
			return nil
		}
		return descend(t, name)
	}
	return nil
}

// item adds a table to the array of tables that t holds under name; nil when
// another thing stands there. In a plain document only headers make tables, so
// an array that holds one came from [[headers]].
func item(t *Table, name Entry, at Place) *Table {
	i := t.index(name.Key)
	if i < 0 {
		first := &Table{Place: at}
		name.Value = Value{[]Value{{first, at}}, at}
		t.add(name)
		return first
	}
	list, _ := t.Entries[i].Value.V.([]Value)
	if len(list) == 0 {
		return nil
	}
	last, ok := list[len(list)-1].V.(*Table)
	if !ok {
		return nil
	}
	// Tables of an array have about the same keys.
	expected := min(len(last.Entries)*5/4, largeTable)
	next := &Table{Place: at, Entries: make([]Entry, 0, expected)}
	t.Entries[i].Value.V = append(list, Value{next, at})
	return next
}

// pair reads "key = value" into t; false when it is not plain.
func (p *plain) pair(t *Table) bool {
	e := Entry{Place: p.place()}
	if e.Key = p.bare(); e.Key == "" || t.index(e.Key) >= 0 {
		return false
	}
	p.spaces()
	if p.keys++; p.keys > maxKeys || !p.count() || !p.skip('=') {
		return false
	}
	p.spaces()
	e.Value.Place = p.place()
	if e.Value.V = p.value(0); e.Value.V == nil {
		return false
	}
	t.add(e)
	return true
}

// count counts a header, a key or an item; false when there are too many,
// which is scan's to say.
func (p *plain) count() bool {
	p.total++
	return p.total <= maxTotal
}

// bare reads a bare key; empty when none stands there.
func (p *plain) bare() string {
	from := p.i
	for p.i < len(p.text) && classes[p.text[p.i]]&inKey != 0 {
		p.i++
	}
	return p.text[from:p.i]
}

func (p *plain) skip(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.i++
	return true
}

func (p *plain) spaces() {
	for p.i < len(p.text) && (p.text[p.i] == ' ' || p.text[p.i] == '\t') {
		p.i++
	}
}

// endOfLine goes to the next line, past spaces and a comment; false when
// something else stands there.
func (p *plain) endOfLine() bool {
	p.spaces()
	if p.peek() == '#' {
		for p.i < len(p.text) && classes[p.text[p.i]]&inComment != 0 {
			p.i++
		}
	}
	if p.i >= len(p.text) {
		return true
	}
	if strings.HasPrefix(p.text[p.i:], "\r\n") {
		p.i++
	}
	if p.text[p.i] != '\n' {
		return false
	}
	p.newline()
	return true
}

// lines skips all that may stand between the items of an array.
func (p *plain) lines() bool {
	for {
		p.spaces()
		switch p.peek() {
		case '#', '\n', '\r':
			if !p.endOfLine() {
				return false
			}
		default:
			return true
		}
	}
}
