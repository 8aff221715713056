package exchange

import (
	"strings"

	"balise/generator/tomledit"
)

// note is a value of the source that has no place in the record, kept as a
// comment of its file.
type note struct {
	key   string // the key that it stands above; empty for none
	label string // what the source calls the value: a key, a column
	value string
	why   string // « inconnu », « illisible »…; may be empty
	// source is whose value it is, where the record has several sources; empty
	// in a record that has one.
	source string
	// raw is the whole comment, without its mark, of a note that was read from a
	// file: it is written again as it stood, and only key and source are set
	// besides.
	raw string
}

// noteMark begins the comments that an import writes, and replaces when what
// they say changes. Any other comment is somebody's.
const noteMark = "import : "

// text is the comment that says a note, without its #: one line, nothing that
// TOML refuses.
func (n note) text() string {
	if n.raw != "" {
		return noteMark + n.raw
	}
	b := append(make([]byte, 0, 64), noteMark...)
	b = tomledit.AppendEscaped(b, n.label)
	b = append(b, " « "...)
	b = tomledit.AppendEscaped(b, n.value)
	b = append(b, " »"...)
	if n.why != "" {
		b = append(b, ' ')
		b = append(b, n.why...)
	}
	if n.source != "" {
		b = append(b, noteSource...)
		b = tomledit.AppendEscaped(b, n.source)
	}
	return string(b)
}

// noteSource stands between a note and the name of its source.
const noteSource = " selon "

func isNote(comment string) bool { return strings.HasPrefix(comment, noteMark) }

func appendNotes(b []byte, notes []note, key string) []byte {
	for _, n := range notes {
		if n.key == key {
			b = append(b, "# "...)
			b = append(b, n.text()...)
			b = append(b, '\n')
		}
	}
	return b
}
