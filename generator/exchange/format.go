package exchange

import (
	"time"

	"balise/generator/model"
	"balise/generator/tomledit"
)

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
				b = appendKeyValue(b, f.name, *f.number(s))
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
		b = appendList(b, "verrou", o.Verrou)
		b = appendText(b, "empreinte", o.Empreinte)
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
	return appendKeyValue(b, key, v)
}

func appendList(b []byte, key string, items []string) []byte {
	if len(items) == 0 {
		return b
	}
	return appendKeyValue(b, key, items)
}

func appendDate(b []byte, key string, day time.Time) []byte {
	if day.IsZero() {
		return b
	}
	return appendKeyValue(b, key, day)
}

// appendKeyValue writes a pair as package tomledit does; keys are ASCII.
func appendKeyValue(b []byte, key string, v any) []byte {
	b = append(b, key...)
	b = append(b, " = "...)
	return append(tomledit.AppendValue(b, v, len(key)+len(" = ")), '\n')
}
