package exchange

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"balise/generator/model"
)

// lineWidth is how long a list may be, in characters, to stay on one line.
const lineWidth = 100

// Format writes a structure in the canonical form of data/structures: a
// [[structure]] header; the keys in the standard's order, then those that
// Balise adds; a key without a value left out; a list on one line, or one item
// a line when it is long; a text of several lines between """; dates bare.
//
// What Format writes reads back as the same structure, provided its texts are
// as reading makes them (NFC, nothing blank at the ends).
func Format(s *model.Structure) []byte { return formatWith(s, nil) }

// formatWith writes each note as a comment above the key it is about; those
// that are about no key of a structure stand after the last one.
func formatWith(s *model.Structure, notes []note) []byte {
	b := append(make([]byte, 0, 1024), "[[structure]]\n"...)
	for i := range fields {
		f := &fields[i]
		b = appendNotes(b, notes, f.name)
		switch {
		case f.text != nil:
			b = appendText(b, f.name, *f.text(s))
		case f.list != nil:
			b = appendList(b, f.name, *f.list(s))
		case f.number != nil:
			if stated(s, f) {
				b = appendFloat(append(b, f.name+" = "...), *f.number(s))
				b = append(b, '\n')
			}
		default:
			b = appendDate(b, f.name, *f.date(s))
		}
	}
	b = appendNotes(b, notes, "")
	for i := range s.Fermetures {
		c := &s.Fermetures[i]
		b = append(b, "\n[[structure.fermeture]]\n"...)
		b = appendDate(b, "du", c.Du)
		b = appendDate(b, "au", c.Au)
		b = appendText(b, "motif", c.Motif)
	}
	for i := range s.Origines {
		o := &s.Origines[i]
		b = append(b, "\n[[structure.origine]]\n"...)
		b = appendText(b, "source", o.Nom)
		b = appendText(b, "id", o.ID)
		b = appendDate(b, "date", o.Date)
		b = appendList(b, "champs", o.Champs)
	}
	return b
}

// stated tells whether a coordinate is to be written: it is not zero, its
// author wrote the zero, or it goes with another that is not.
func stated(s *model.Structure, f *field) bool {
	if v := *f.number(s); v != 0 || s.Has(f.name) {
		return finite(v)
	}
	return known(s) && !s.Has("latitude") && !s.Has("longitude")
}

func appendText(b []byte, key, v string) []byte {
	if v == "" {
		return b
	}
	b = append(b, key...)
	b = append(b, " = "...)
	if strings.Contains(v, "\n") {
		b = appendLines(b, v)
	} else {
		b = appendQuoted(b, v)
	}
	return append(b, '\n')
}

func appendList(b []byte, key string, items []string) []byte {
	if len(items) == 0 {
		return b
	}
	b = append(b, key...)
	b = append(b, " = ["...)
	start := len(b)
	for i, item := range items {
		if i > 0 {
			b = append(b, ", "...)
		}
		b = appendQuoted(b, item)
	}
	if utf8.RuneCount(b[start:])+len(key)+len(" = []") <= lineWidth {
		return append(b, "]\n"...)
	}
	b = append(b[:start], '\n')
	for _, item := range items {
		b = append(b, "  "...)
		b = appendQuoted(b, item)
		b = append(b, ",\n"...)
	}
	return append(b, "]\n"...)
}

func appendDate(b []byte, key string, day time.Time) []byte {
	if day.IsZero() {
		return b
	}
	b = append(b, key...)
	b = append(b, " = "...)
	return append(appendDay(b, day), '\n')
}

// appendFloat keeps a point in the number: TOML tells 48 from 48.0.
func appendFloat(b []byte, v float64) []byte {
	start := len(b)
	b = appendNumber(b, v)
	if !strings.Contains(string(b[start:]), ".") {
		b = append(b, ".0"...)
	}
	return b
}

// appendQuoted writes a TOML basic string.
func appendQuoted(b []byte, v string) []byte {
	b = append(b, '"')
	for _, r := range v {
		if r == '"' {
			b = append(b, '\\')
		}
		b = appendRune(b, r)
	}
	return append(b, '"')
}

// appendLines writes a TOML multi-line basic string. A third quote in a row,
// and one at the end, would close it.
func appendLines(b []byte, v string) []byte {
	b = append(b, "\"\"\"\n"...)
	run := 0
	for i, r := range v {
		if r != '"' {
			run = 0
		} else if run++; run == 3 || i == len(v)-1 {
			b, run = append(b, '\\'), 0
		}
		if r == '\n' {
			b = append(b, '\n')
			continue
		}
		b = appendRune(b, r)
	}
	return append(b, "\"\"\""...)
}

// appendRune escapes what a TOML string cannot hold, and what nobody would see.
func appendRune(b []byte, r rune) []byte {
	switch {
	case r == '\\':
		return append(b, '\\', '\\')
	case r == '\t':
		return append(b, '\\', 't')
	case r == '\n':
		return append(b, '\\', 'n')
	case r == '\r':
		return append(b, '\\', 'r')
	case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029', r == '\ufeff':
		b = append(b, '\\', 'u')
		hex := strconv.FormatUint(uint64(r), 16)
		return append(b, "0000"[len(hex):]+strings.ToUpper(hex)...)
	}
	return utf8.AppendRune(b, r)
}
