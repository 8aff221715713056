// Package decode turns a TOML table into a Go struct and reports every fault
// of the table at its place: unknown keys, wrong types, unknown values, missing
// keys. It goes on after a fault, so that a volunteer sees all of them at once.
//
// A Schema is read once from a struct's tags:
//
//	Nom      string    `toml:"nom,requis"`
//	Services []string  `toml:"services" enum:"services"`
//	DateMaj  time.Time `toml:"date_maj,requis"`
//
// The package knows types, not meanings: whether a commune exists is for
// package check.
package decode

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/tomlpos"
	"golang.org/x/text/unicode/norm"
)

// Source tells where a decoded record and each of its keys stand. A struct
// that embeds it has it filled by Decode.
type Source struct {
	File  string   // slash-separated, relative to the portal's root
	Line  int      // of the record's header or first key
	names []string // of the schema's fields
	keys  []placed
}

// maxPlaced is how many items of a list have a place of their own; the others
// have the list's. It bounds the work of AtItem.
const maxPlaced = 64

// placed is the place of a key's value, or of an item of its list. A portal
// holds half a million of them: they are small.
type placed struct {
	line  int32
	col   int16 // at most the largest: a line that long is shown from its start
	item  int16 // index in a list, or -1 for the key's value, or misread
	field uint8 // index in names
}

// misread stands for the index of a key whose value could not be decoded.
const misread = -2

func place(field, item int, at tomlpos.Place, offset int) placed {
	return placed{at.Line + int32(offset), int16(min(at.Col, math.MaxInt16)), int16(min(item, math.MaxInt16)), uint8(field)}
}

// At is the place of a key's value; of the record's head when the key is
// absent.
func (s *Source) At(key string) diag.Pos { return s.AtItem(key, -1) }

// AtItem is the place of the item i of a list; of the whole value when there
// is no such item.
func (s *Source) AtItem(key string, i int) diag.Pos {
	at := diag.Pos{File: s.File, Line: s.Line, Col: 1}
	for _, k := range s.keys {
		if s.names[k.field] == key && (k.item < 0 || int(k.item) == i) {
			at.Line, at.Col = int(k.line), int(k.col)
			if int(k.item) == i {
				break
			}
		}
	}
	return at
}

// Has tells whether the author wrote the key.
func (s *Source) Has(key string) bool {
	return slices.ContainsFunc(s.keys, func(k placed) bool { return s.names[k.field] == key })
}

// Misread tells whether the author wrote the key with a value that was refused
// and reported: the field is empty, and nothing more should be said of it.
func (s *Source) Misread(key string) bool {
	return slices.ContainsFunc(s.keys, func(k placed) bool { return k.item == misread && s.names[k.field] == key })
}

type kind uint8

const (
	kindText kind = iota
	kindTexts
	kindFloat
	kindInt
	kindBool
	kindDate
	kindTable  // a struct
	kindTables // a slice of structs
	kindMap    // map[string]string: keys of the author's own
)

type field struct {
	name     string
	number   int // its place among the schema's fields
	index    int
	kind     kind
	required bool
	enum     *Enum
	sub      *schema
}

type schema struct {
	typ    reflect.Type
	fields []field
	byName map[string]int
	names  []string
	source int // index of the embedded Source, or -1
}

// Schema decodes tables into T.
type Schema[T any] struct{ s *schema }

// NewSchema reads T's tags. enums holds the enumerations that `enum` tags
// name. It panics on a tag that makes no sense: a bug of ours.
func NewSchema[T any](enums map[string]*Enum) Schema[T] {
	return Schema[T]{newSchema(reflect.TypeFor[T](), enums)}
}

func newSchema(t reflect.Type, enums map[string]*Enum) *schema {
	s := &schema{typ: t, byName: map[string]int{}, source: -1}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type == reflect.TypeFor[Source]() {
			s.source = i
			continue
		}
		tag, ok := f.Tag.Lookup("toml")
		if !ok {
			continue
		}
		name, opt, _ := strings.Cut(tag, ",")
		fd := field{name: name, number: len(s.fields), index: i, required: opt == "requis"}
		fd.kind, fd.sub = kindOf(f.Type, enums)
		if e := f.Tag.Get("enum"); e != "" {
			if fd.enum = enums[e]; fd.enum == nil {
				panic(fmt.Sprintf("decode: %s.%s: no enumeration %q", t, f.Name, e))
			}
		}
		s.byName[name] = len(s.fields)
		s.fields = append(s.fields, fd)
		s.names = append(s.names, name)
	}
	return s
}

func kindOf(t reflect.Type, enums map[string]*Enum) (kind, *schema) {
	switch {
	case t == reflect.TypeFor[time.Time]():
		return kindDate, nil
	case t.Kind() == reflect.String:
		return kindText, nil
	case t.Kind() == reflect.Float64:
		return kindFloat, nil
	case t.Kind() == reflect.Int:
		return kindInt, nil
	case t.Kind() == reflect.Bool:
		return kindBool, nil
	case t.Kind() == reflect.Struct:
		return kindTable, newSchema(t, enums)
	case t == reflect.TypeFor[map[string]string]():
		return kindMap, nil
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.String:
		return kindTexts, nil
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		return kindTables, newSchema(t.Elem(), enums)
	}
	panic("decode: no TOML form for " + t.String())
}

// Keys lists the schema's keys in the order of the struct's fields.
func (s Schema[T]) Keys() []string { return s.s.names }

// KeysOf lists the keys of a table of the schema in the order of its struct's
// fields. The table is given by its dotted path, as headers write it: "" for the
// whole, "structure.fermeture". Nil when the schema has no such table, or leaves
// its keys to authors.
func (s Schema[T]) KeysOf(table string) []string {
	at := s.s
	for name := range strings.SplitSeq(table, ".") {
		if table == "" {
			break
		}
		i, ok := at.byName[name]
		if !ok || at.fields[i].sub == nil {
			return nil
		}
		at = at.fields[i].sub
	}
	return at.names
}

// Decode fills a T from t. file and firstLine place the table: firstLine is
// the line of the file that the table's source begins at, 1 for a whole file.
func (s Schema[T]) Decode(t *tomlpos.Table, file string, firstLine int) (*T, []diag.Diag) {
	v := new(T)
	d := decoder{file: file, offset: firstLine - 1}
	d.table(s.s, t, reflect.ValueOf(v).Elem())
	return v, d.ds
}

type decoder struct {
	file   string
	offset int
	ds     []diag.Diag
}

func (d *decoder) pos(p tomlpos.Place) diag.Pos {
	return diag.Pos{File: d.file, Line: int(p.Line) + d.offset, Col: int(p.Col)}
}

func (d *decoder) fault(code diag.Code, p tomlpos.Place, args ...string) {
	d.ds = append(d.ds, diag.New(code, d.pos(p), args...))
}

// patient tells whether what was meant is still worth seeking: past that many
// faults in a file nobody reads them one by one, and each search takes a while.
func (d *decoder) patient() bool { return len(d.ds) < 1000 }

func (d *decoder) table(s *schema, t *tomlpos.Table, dst reflect.Value) {
	var src Source
	src.File, src.Line = d.file, int(t.Place.Line)+d.offset
	src.names = s.names
	src.keys = make([]placed, 0, len(t.Entries))
	var seen uint64
	for _, e := range t.Entries {
		i, ok := s.byName[e.Key]
		if !ok {
			near := ""
			if d.patient() {
				near, _ = french.Nearest(e.Key, s.names)
			}
			d.fault("cle-inconnue", e.Place, e.Key, near)
			continue
		}
		f := &s.fields[i]
		seen |= 1 << (i & 63)
		at := len(src.keys)
		src.keys = append(src.keys, place(i, -1, e.Value.Place, d.offset))
		if !d.value(f, e.Value, dst.Field(f.index), &src) {
			src.keys[at].item = misread
		}
	}
	for i := range s.fields {
		if f := &s.fields[i]; f.required && seen&(1<<(i&63)) == 0 {
			d.fault("cle-manquante", t.Place, f.name, example(f))
		}
	}
	if s.source >= 0 {
		dst.Field(s.source).Set(reflect.ValueOf(src))
	}
}

func example(f *field) string {
	switch f.kind {
	case kindTexts:
		return f.name + ` = ["…"]`
	case kindDate:
		return f.name + " = 2026-09-01"
	case kindTable:
		return "[" + f.name + "]"
	case kindTables:
		return "[[" + f.name + "]]"
	}
	return f.name + ` = "…"`
}

// value decodes one value into dst, or reports why it cannot be.
func (d *decoder) value(f *field, v tomlpos.Value, dst reflect.Value, src *Source) bool {
	ok := false
	switch f.kind {
	case kindText:
		var text string
		if text, ok = v.V.(string); ok {
			d.text(f, text, v.Place, dst)
		}
	case kindTexts:
		ok = d.texts(f, v, dst, src)
	case kindFloat:
		switch n := v.V.(type) {
		case float64:
			dst.SetFloat(n)
			ok = true
		case int64:
			dst.SetFloat(float64(n))
			ok = true
		}
	case kindInt:
		var n int64
		if n, ok = v.V.(int64); ok {
			dst.SetInt(n)
		}
	case kindBool:
		var b bool
		if b, ok = v.V.(bool); ok {
			dst.SetBool(b)
		}
	case kindDate:
		var t time.Time
		if t, ok = v.V.(time.Time); ok {
			y, m, day := t.Date()
			dst.Set(reflect.ValueOf(time.Date(y, m, day, 0, 0, 0, 0, time.UTC)))
		}
	case kindTable:
		var t *tomlpos.Table
		if t, ok = v.V.(*tomlpos.Table); ok {
			d.table(f.sub, t, dst)
		}
	case kindTables:
		ok = d.tables(f, v, dst)
	case kindMap:
		ok = d.mapOf(v, dst)
	}
	if !ok {
		d.wrongType(f, v)
	}
	return ok
}

func (d *decoder) text(f *field, text string, at tomlpos.Place, dst reflect.Value) {
	text = tidy(text)
	if f.enum != nil && text != "" {
		known, ok := f.enum.Canonical(text)
		if !ok {
			d.unknownValue(f, text, at)
			return
		}
		text = known
	}
	if text == "" && f.required {
		d.fault("valeur-vide", at, f.name)
	}
	dst.SetString(text)
}

// tidy is a text as it is published: composed (NFC), without spaces around, and
// without the control characters that no page may hold (HTML, 13.2.3.5) and
// that an escape of TOML can write.
func tidy(text string) string {
	text = norm.NFC.String(text)
	if strings.IndexFunc(text, unwanted) >= 0 {
		text = strings.Map(func(r rune) rune {
			if unwanted(r) {
				return -1
			}
			return r
		}, text)
	}
	return strings.TrimSpace(text)
}

func unwanted(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

func (d *decoder) texts(f *field, v tomlpos.Value, dst reflect.Value, src *Source) bool {
	list, ok := v.V.([]tomlpos.Value)
	if !ok {
		return false
	}
	out := make([]string, 0, len(list))
	var seen map[string]bool // only for a long list: a short one is walked
	if len(list) > 32 {
		seen = make(map[string]bool, len(list))
	}
	for i, item := range list {
		text, ok := item.V.(string)
		if !ok {
			d.wrongType(&field{name: f.name, kind: kindText}, item)
			continue
		}
		if text = tidy(text); text == "" {
			continue
		}
		if f.enum != nil {
			known, ok := f.enum.Canonical(text)
			if !ok {
				d.unknownValue(f, text, item.Place)
				continue
			}
			text = known
		}
		if seen[text] || seen == nil && slices.Contains(out, text) {
			d.fault("valeur-double", item.Place, text)
			continue
		}
		if seen != nil {
			seen[text] = true
		}
		if len(out) < maxPlaced && (i > 0 || item.Place.Line != v.Place.Line) { // the first stands with its list
			src.keys = append(src.keys, place(f.number, len(out), item.Place, d.offset))
		}
		out = append(out, text)
	}
	if len(out) > 0 {
		dst.Set(reflect.ValueOf(out).Convert(dst.Type()))
	} else if f.required {
		d.fault("valeur-vide", v.Place, f.name)
	}
	return true
}

func (d *decoder) tables(f *field, v tomlpos.Value, dst reflect.Value) bool {
	list, ok := v.V.([]tomlpos.Value)
	if !ok {
		return false
	}
	out := reflect.MakeSlice(dst.Type(), len(list), len(list))
	for i, item := range list {
		t, ok := item.V.(*tomlpos.Table)
		if !ok {
			return false
		}
		d.table(f.sub, t, out.Index(i))
	}
	dst.Set(out)
	return true
}

func (d *decoder) mapOf(v tomlpos.Value, dst reflect.Value) bool {
	t, ok := v.V.(*tomlpos.Table)
	if !ok {
		return false
	}
	m := make(map[string]string, len(t.Entries))
	for _, e := range t.Entries {
		text, ok := e.Value.V.(string)
		if !ok {
			d.wrongType(&field{name: e.Key, kind: kindText}, e.Value)
			continue
		}
		m[e.Key] = tidy(text)
	}
	dst.Set(reflect.ValueOf(m))
	return true
}

func (d *decoder) unknownValue(f *field, text string, at tomlpos.Place) {
	if d.patient() {
		if near, ok := f.enum.Nearest(text); ok {
			d.fault("valeur-inconnue", at, text, f.name, near)
			return
		}
	}
	d.fault("valeur-hors-liste", at, text, f.name, f.enum.list())
}

func (d *decoder) wrongType(f *field, v tomlpos.Value) {
	code := map[kind]diag.Code{
		kindText: "type-texte", kindTexts: "type-liste", kindFloat: "type-nombre", kindInt: "type-entier",
		kindBool: "type-oui-non", kindDate: "type-date", kindTable: "type-section", kindTables: "type-sections", kindMap: "type-section",
	}[f.kind]
	d.fault(code, v.Place, f.name, written(f.kind, v))
}

// written is what the author should have written, when his value tells it.
func written(want kind, v tomlpos.Value) string {
	switch v := v.V.(type) {
	case string:
		switch want {
		case kindTexts:
			return `["` + strings.Join(splitList(v), `", "`) + `"]`
		case kindFloat, kindInt:
			n := strings.ReplaceAll(strings.TrimSpace(v), ",", ".")
			if n != "" && strings.Trim(n, "+-0123456789.") == "" {
				return n
			}
		case kindDate:
			for _, layout := range []string{"2006-01-02", "02/01/2006", "2/1/2006", "02-01-2006"} {
				if t, err := time.Parse(layout, strings.TrimSpace(v)); err == nil {
					return t.Format("2006-01-02")
				}
			}
		case kindBool:
			switch french.Fold(v) {
			case "oui", "vrai", "true", "yes":
				return "true"
			case "non", "faux", "false", "no":
				return "false"
			}
		}
	case int64:
		if want == kindText {
			return fmt.Sprintf("%q", fmt.Sprint(v))
		}
	case []tomlpos.Value:
		if want == kindText && len(v) == 1 {
			if s, ok := v[0].V.(string); ok {
				return `"` + s + `"`
			}
		}
	}
	return ""
}

// splitList cuts the forms in which people write a list in one text.
func splitList(v string) []string {
	sep := "|"
	if !strings.Contains(v, sep) && strings.Contains(v, ";") {
		sep = ";"
	}
	parts := strings.Split(v, sep)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
