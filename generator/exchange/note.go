package exchange

import "strings"

// note is a value of the source that has no place in the record, kept as a
// comment of its file.
type note struct {
	key   string // the key that it stands above; empty for none
	label string // what the source calls the value: a key, a column
	value string
	why   string // « inconnu », « illisible »…; may be empty
}

// noteMark begins the comments that an import writes, and replaces when it
// writes the file again. Any other comment is somebody's.
const noteMark = "# import : "

func appendNotes(b []byte, notes []note, key string) []byte {
	for _, n := range notes {
		if n.key != key {
			continue
		}
		b = append(b, noteMark...)
		b = appendComment(b, n.label)
		b = append(b, " « "...)
		b = appendComment(b, n.value)
		b = append(b, " »"...)
		if n.why != "" {
			b = append(b, ' ')
			b = append(b, n.why...)
		}
		b = append(b, '\n')
	}
	return b
}

// appendComment writes text in a comment: one line, nothing that TOML refuses.
func appendComment(b []byte, text string) []byte {
	for _, r := range text {
		b = appendRune(b, r)
	}
	return b
}

// comments counts the comments of a TOML document: those that an import wrote,
// and the others. The document must be one that reads.
func comments(src string) (ours, others int) {
	for i := 0; i < len(src); {
		switch c := src[i]; c {
		case '#':
			line, _, _ := strings.Cut(src[i:], "\n")
			if strings.HasPrefix(line, noteMark) {
				ours++
			} else {
				others++
			}
			i += len(line)
		case '"', '\'':
			i += stringLength(src[i:], c)
		default:
			i++
		}
	}
	return ours, others
}

// stringLength is the length of the TOML string that s begins with.
func stringLength(s string, quote byte) int {
	closing := string(quote)
	start := 1
	if triple := strings.Repeat(closing, 3); strings.HasPrefix(s, triple) {
		closing, start = triple, 3
	}
	for i := start; i < len(s); i++ {
		switch {
		case s[i] == '\\' && quote == '"':
			i++
		case strings.HasPrefix(s[i:], closing):
			i += len(closing)
			for start == 3 && i < len(s) && s[i] == quote { // """ab""""" ends in two quotes
				i++
			}
			return i
		}
	}
	return len(s)
}
