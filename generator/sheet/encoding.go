package sheet

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// charset is an encoding of one byte a character.
type charset struct {
	name string
	*charmap.Charmap
}

// charsets are those of French offices, the likeliest first: Windows, Linux
// before 2005, the Mac before 2001, and « CSV (MS-DOS) » of Excel.
var charsets = []charset{
	{"Windows-1252", charmap.Windows1252},
	{"ISO-8859-15", charmap.ISO8859_15},
	{"MacRoman", charmap.Macintosh},
	{"CP850", charmap.CodePage850},
}

// decode makes data a text in UTF-8, and reports the encoding when it was
// another one. A byte that no encoding explains is never dropped.
func (r *reader) decode(data []byte) string {
	if rest, ok := bytes.CutPrefix(data, []byte("\ufeff")); ok {
		data = rest
	} else if order, ok := utf16Order(data); ok {
		if text, err := unicode.UTF16(order, unicode.UseBOM).NewDecoder().Bytes(data); err == nil {
			r.report("import-encodage", 0, "UTF-16")
			return string(text)
		}
	}
	if utf8.Valid(data) {
		return string(data)
	}
	mostly := mostlyUTF8(data)
	set := bestCharset(data, mostly)
	if !mostly {
		r.report("import-encodage", 0, set.name)
	}
	return r.decodeBytes(data, set, mostly)
}

// decodeBytes reads as UTF-8 what must be that, and the other bytes in set. A
// file put together from several often has both.
func (r *reader) decodeBytes(data []byte, set charset, mostly bool) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	line := 1
	for i := 0; i < len(data); {
		if n := asUTF8(data[i:], mostly); n > 0 {
			if data[i] == '\n' || data[i] == '\r' && (i+1 == len(data) || data[i+1] != '\n') {
				line++
			}
			b.Write(data[i : i+n])
			i += n
			continue
		}
		if mostly {
			r.find("import-encodage-mele", line, "", 1, set.name)
		}
		b.WriteRune(set.DecodeByte(data[i]))
		i++
	}
	return b.String()
}

// asUTF8 is the length of the character of UTF-8 that data begins with, zero
// when it is none. In a file that is not mostly UTF-8, « l’été » of a Mac has
// bytes that happen to be a letter of Armenian: only what French is written
// with counts.
func asUTF8(data []byte, mostly bool) int {
	if data[0] < utf8.RuneSelf {
		return 1
	}
	if c, n := utf8.DecodeRune(data); n > 1 && (mostly || likely(c)) {
		return n
	}
	return 0
}

// mostlyUTF8 tells whether data has more letters of UTF-8 than bytes that
// cannot be.
func mostlyUTF8(data []byte) bool {
	letters, faults := 0, 0
	for i := 0; i < len(data); {
		c, n := utf8.DecodeRune(data[i:])
		switch {
		case c == utf8.RuneError && n == 1:
			faults++
		case n > 1 && likely(c):
			letters++
		}
		i += n
	}
	return letters > faults
}

// utf16Order tells UTF-16 by its mark, or by the zeros that every second byte
// is in a text of Latin letters.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	switch {
	case hasPrefix(data, "\xff\xfe"):
		return unicode.LittleEndian, true
	case hasPrefix(data, "\xfe\xff"):
		return unicode.BigEndian, true
	}
	head := data[:min(len(data), 4096)&^1]
	even, odd := 0, 0
	for i := 0; i < len(head); i += 2 {
		if head[i] == 0 {
			even++
		}
		if head[i+1] == 0 {
			odd++
		}
	}
	switch most := len(head) * 3 / 8; { // three pairs in four
	case len(head) < 4 || len(data)%2 != 0:
		return unicode.LittleEndian, false
	case odd >= most && even == 0:
		return unicode.LittleEndian, true
	case even >= most && odd == 0:
		return unicode.BigEndian, true
	}
	return unicode.LittleEndian, false
}

// bestCharset is the one in which data looks most like French.
func bestCharset(data []byte, mostly bool) charset {
	best, score := charsets[0], frenchness(data, charsets[0], mostly)
	for _, set := range charsets[1:] {
		s := frenchness(data, set, mostly)
		if set.Charmap == charmap.CodePage850 {
			// It is rare, and has letters where the others have quotes and dashes.
			s -= max(0, s/3) + 2
		}
		if s > score {
			best, score = set, s
		}
	}
	return best
}

// maxWitnesses is how many characters settle which encoding it is.
const maxWitnesses = 50_000

// frenchness scores every byte past ASCII, read in set, by its neighbours.
func frenchness(data []byte, set charset, mostly bool) int {
	at := func(i int) rune {
		if i < 0 || i >= len(data) {
			return '\n'
		}
		return set.DecodeByte(data[i])
	}
	score, seen := 0, 0
	for i := 0; i < len(data) && seen < maxWitnesses; {
		if n := asUTF8(data[i:], mostly); n > 0 {
			i += n
			continue
		}
		score += witness(at(i-1), at(i), at(i+1))
		seen++
		i++
	}
	return score
}

// shape is what a neighbour of a letter is.
type shape uint8

const (
	gap shape = iota // a space, a separator, a sign
	lower
	upper
	digit
)

const (
	frenchLower = "éèêëàâîïôùûüçœæÿ"
	frenchUpper = "ÉÈÊËÀÂÎÏÔÙÛÜÇŒÆŸ"
)

func shapeOf(c rune) shape {
	switch {
	case c >= 'a' && c <= 'z' || strings.ContainsRune(frenchLower, c):
		return lower
	case c >= 'A' && c <= 'Z' || strings.ContainsRune(frenchUpper, c):
		return upper
	case c >= '0' && c <= '9':
		return digit
	}
	return gap
}

// witness says how well c, past ASCII, stands between two others in French.
func witness(before, c, after rune) int {
	prev, next := shapeOf(before), shapeOf(after)
	letters := (prev == lower || prev == upper) && (next == lower || next == upper)
	switch {
	case strings.ContainsRune(frenchLower, c):
		return lowerWitness(prev, c, next)
	case strings.ContainsRune(frenchUpper, c):
		return upperWitness(prev, c, next)
	case c == '’' && letters:
		return 4
	case c == '’', c == '‘', c == '“', c == '”', c == '–', c == '—', c == '•', c == '²', c == '½':
		return 1
	case c == '«', c == '»':
		return 2
	case c == '…' && next == gap, c == '€' && prev != lower && prev != upper && next == gap,
		c == '°' && (prev == digit || before == 'n' || before == 'N'):
		return 3
	case c == '\u00a0' && (strings.ContainsRune(":;!?»€", after) || before == '«' || prev == digit):
		return 4
	case c == '\u00a0':
		return 1
	case c < 0xa0 || c == utf8.RuneError: // a control: nobody types one
		return -8
	}
	return -2
}

func lowerWitness(prev shape, c rune, next shape) int {
	switch {
	case prev == upper && next == upper, prev == lower && next == upper:
		return -4
	case prev == lower, next == lower:
		return 3
	case prev == gap && next == gap && c == 'à':
		return 3
	case prev == upper:
		return 1
	}
	return -2
}

func upperWitness(prev shape, c rune, next shape) int {
	switch {
	case prev == lower:
		return -4
	case prev == upper, next == upper:
		return 3
	case next == lower && slices.Contains([]rune("ËÏÙÛÜŸ"), c):
		return 1
	case next == lower:
		return 3
	case prev == gap && next == gap && c == 'À':
		return 2
	}
	return -2
}
