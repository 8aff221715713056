package tomledit

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lineWidth is how long a line may be, in characters, for a list to stay on it.
const lineWidth = 100

// unquote reads a valid string of any of the four kinds.
func unquote(raw string) string {
	q := raw[0]
	fence := string([]byte{q, q, q})
	several := len(raw) >= 6 && strings.HasPrefix(raw, fence)
	if several {
		raw = raw[3 : len(raw)-3]
		raw = strings.TrimPrefix(strings.TrimPrefix(raw, "\r"), "\n")
	} else {
		raw = raw[1 : len(raw)-1]
	}
	if q == '\'' || !strings.Contains(raw, `\`) {
		return raw
	}
	b := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' || i+1 == len(raw) {
			b = append(b, raw[i])
			continue
		}
		i++
		if size := map[byte]int{'x': 2, 'u': 4, 'U': 8}[raw[i]]; size > 0 && i+size < len(raw) {
			code, _ := strconv.ParseUint(raw[i+1:i+1+size], 16, 32)
			b = utf8.AppendRune(b, rune(code))
			i += size
			continue
		}
		if at := strings.IndexByte(`btnfre"\`, raw[i]); at >= 0 {
			b = append(b, "\b\t\n\f\r\x1b\"\\"[at])
			continue
		}
		// The line is folded: the end of the line and all that is blank after it
		// are not in the text.
		rest := strings.TrimLeft(raw[i:], " \t\r\n")
		i = len(raw) - len(rest) - 1
	}
	return string(b)
}

// folded tells a text whose lines are joined by backslashes.
func folded(raw string) bool {
	if !strings.HasPrefix(raw, `"""`) {
		return false
	}
	for i := 3; i+1 < len(raw); i++ {
		if raw[i] == '\\' {
			i++
			if strings.IndexByte(" \t\r\n", raw[i]) >= 0 {
				return true
			}
		}
	}
	return false
}

// appendText writes a string in its canonical form: between """ when it has
// several lines, and several is true.
func appendText(b []byte, v string, several bool) []byte {
	if several && strings.Contains(v, "\n") {
		return appendLines(b, v)
	}
	b = append(b, '"')
	for _, r := range v {
		if r == '"' {
			b = append(b, '\\')
		}
		b = appendRune(b, r)
	}
	return append(b, '"')
}

// appendLines writes a text of several lines. A third quote in a row, and one
// at the end, would close it.
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
	case unseen(r):
		b = append(b, '\\', 'u')
		hex := strconv.FormatUint(uint64(r), 16)
		return append(b, "0000"[len(hex):]+strings.ToUpper(hex)...)
	}
	return utf8.AppendRune(b, r)
}

func unseen(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == '\ufeff'
}

// betterLiteral tells whether a string that a person put between apostrophes is
// best left so: between quotes, its own quotes and backslashes would need
// backslashes.
func betterLiteral(raw, text string) bool {
	if raw[0] != '\'' || strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && unseen(r) }) {
		return false
	}
	if strings.Contains(text, "\n") {
		return strings.Contains(text, `\`) || strings.Contains(text, `"""`)
	}
	return strings.ContainsAny(text, `"\`)
}

// appendKey writes a dotted key, with quotes only where they are needed.
func appendKey(b []byte, path []string) []byte {
	for i, k := range path {
		if i > 0 {
			b = append(b, '.')
		}
		if k != "" && strings.IndexFunc(k, func(r rune) bool { return r >= utf8.RuneSelf || !bare(byte(r)) }) < 0 {
			b = append(b, k...)
		} else {
			b = appendText(b, k, false)
		}
	}
	return b
}
