package sheet

import (
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"balise/generator/diag"
)

// Limits on a document.
const (
	maxDepth   = 64
	maxMembers = 100_000 // values of one record
	maxOthers  = 10_000  // items of a list that are no records, counted
)

var errTooComplex = errors.New("sheet: a document nested too deeply, or a record too large")

// value is a value of a document: a text, or members, or items.
type value struct {
	kind    byte   // '{', '[', '"' for a text, '0' for a number or a truth, 'n' for null
	text    string // numbers as written
	members []member
	items   []*value
}

type member struct {
	name  string
	value *value
}

// member gives the first value of that name, a null when there is none.
func (v *value) member(name string) *value {
	for _, m := range v.members {
		if m.name == name {
			return m.value
		}
	}
	return &value{kind: 'n'}
}

// document walks a JSON text. Records are read whole, one after another, and
// made rows at once; the rest is stepped over.
type document struct {
	*reader
	text    string
	dec     *json.Decoder
	counted int     // offset up to which lines were counted
	line    int     // there, from 1
	lists   []*list // those that have records
	hollow  bool    // it is a list, or has an empty one
	crs     string
}

// json reads a document: a list of records somewhere, or lines of records.
func (r *reader) json(text string) ([]*Table, []diag.Diag) {
	d := &document{reader: r, text: text, line: 1}
	d.rewind()
	var err error
	if lines(text) {
		err = d.records("")
	} else if err = d.walk("", 0); err == nil && len(d.lists) == 0 && !d.hollow {
		d.rewind() // one object, which is a record of its own
		err = d.records("")
	}
	if err == nil {
		if _, e := d.dec.Token(); e != io.EOF {
			err = errors.Join(errors.New("sheet: something after the document"), e)
		}
	}
	switch {
	case errors.Is(err, errTooComplex):
		return r.fail("import-json-complexe", d.lineAt(d.dec.InputOffset()))
	case errors.Is(err, errFull):
	case err != nil:
		return r.fail("import-json", d.lineAt(faultAt(err, d.dec)))
	}
	return r.done(d.tables())
}

func (d *document) rewind() {
	d.text = strings.TrimLeft(d.text, "\ufeff")
	d.dec = json.NewDecoder(strings.NewReader(d.text))
	d.dec.UseNumber()
	d.counted, d.line = 0, 1
}

// faultAt is where in the text err stands.
func faultAt(err error, dec *json.Decoder) int64 {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Offset
	}
	return dec.InputOffset()
}

// lines tells JSON objects one a line: the first line is an object, and another
// one follows.
func lines(text string) bool {
	first, rest, ok := strings.Cut(strings.TrimLeft(text, " \t\r\n"), "\n")
	return ok && strings.HasPrefix(first, "{") && strings.HasPrefix(strings.TrimLeft(rest, " \t\r\n"), "{") && json.Valid([]byte(first))
}

// lineAt counts lines up to an offset, which never goes back.
func (d *document) lineAt(offset int64) int {
	to := min(int(offset), len(d.text))
	if to > d.counted {
		d.line += lineEnds(d.text[d.counted:to])
		d.counted = to
	}
	return d.line
}

// next gives the line of the value that comes next.
func (d *document) next() int {
	at := int(d.dec.InputOffset())
	for at < len(d.text) && strings.IndexByte(" \t\r\n,:", d.text[at]) >= 0 {
		at++
	}
	return d.lineAt(int64(at))
}

// records reads values one after another, as one list, up to the end of the
// text or of the list that they are in.
func (d *document) records(path string) error {
	l := &list{path: path}
	some := false
	for d.dec.More() {
		if err := d.record(l); errors.Is(err, errFull) {
			d.lists = append(d.lists, l)
			return err
		} else if err != nil {
			return err
		}
		some = true
	}
	d.hollow = d.hollow || !some || path == ""
	return d.keep(l)
}

// walk reads the value at path, and its lists of objects as lists of records.
// A list inside a list is part of a record.
func (d *document) walk(path string, depth int) error {
	if depth > maxDepth {
		return errTooComplex
	}
	token, err := d.dec.Token()
	if err != nil {
		return err
	}
	switch token {
	case json.Delim('['):
		if err := d.records(path); err != nil {
			return err
		}
		_, err = d.dec.Token()
		return err
	case json.Delim('{'):
		for d.dec.More() {
			name, err := d.dec.Token()
			if err != nil {
				return err
			}
			if err := d.walk(join(path, name.(string)), depth+1); err != nil {
				return err
			}
		}
		_, err = d.dec.Token()
		return err
	}
	if path == "crs.properties.name" {
		d.crs, _ = token.(string)
	}
	return nil
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// record reads an item of a list; one that is no object is reported.
func (d *document) record(l *list) error {
	line := d.next()
	left := maxMembers
	v, err := d.value(0, &left)
	if err != nil {
		return err
	}
	if v.kind != '{' {
		if len(l.others) < maxOthers {
			l.others = append(l.others, line)
		}
		return nil
	}
	return l.add(d.reader, line, v)
}

// value reads a value whole.
func (d *document) value(depth int, left *int) (*value, error) {
	if *left--; *left < 0 || depth > maxDepth {
		return nil, errTooComplex
	}
	token, err := d.dec.Token()
	if err != nil {
		return nil, err
	}
	v := &value{kind: '0'}
	switch token := token.(type) {
	case string:
		v.kind, v.text = '"', token
	case json.Number:
		v.text = token.String()
	case bool:
		v.text = strconv.FormatBool(token)
	case nil:
		v.kind = 'n'
	case json.Delim:
		v.kind = byte(token)
		for d.dec.More() {
			if v.kind == '[' {
				item, err := d.value(depth+1, left)
				if err != nil {
					return nil, err
				}
				v.items = append(v.items, item)
				continue
			}
			name, err := d.dec.Token()
			if err != nil {
				return nil, err
			}
			item, err := d.value(depth+1, left)
			if err != nil {
				return nil, err
			}
			v.members = append(v.members, member{name.(string), item})
		}
		_, err = d.dec.Token()
	}
	return v, err
}
