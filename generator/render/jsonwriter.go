package render

import (
	"strconv"
	"sync"
	"unicode/utf8"
)

// jsonWriter prints a JSON object for a script element, member by member. Pages
// of structures are most of a portal's: encoding/json would take more time to
// look for their fields than to write them. An empty value is left out.
type jsonWriter struct {
	b     []byte
	comma bool
}

// jsonWriters keep their buffers from one page to the next.
var jsonWriters = sync.Pool{New: func() any { return new(jsonWriter) }}

func (w *jsonWriter) key(name string) {
	if w.comma {
		w.b = append(w.b, ',')
	}
	w.comma = true
	w.b = append(w.b, '"')
	w.b = append(w.b, name...) // ours: nothing to escape
	w.b = append(w.b, '"', ':')
}

func (w *jsonWriter) text(name, value string) {
	if value != "" {
		w.key(name)
		w.b = appendJSON(w.b, value)
	}
}

func (w *jsonWriter) texts(name string, values []string) {
	if len(values) == 0 {
		return
	}
	w.key(name)
	for i, v := range values {
		w.b = append(w.b, "[,"[min(i, 1)])
		w.b = appendJSON(w.b, v)
	}
	w.b = append(w.b, ']')
}

func (w *jsonWriter) number(name string, value float64) {
	w.key(name)
	w.b = strconv.AppendFloat(w.b, value, 'f', -1, 64)
}

func (w *jsonWriter) truth(name string, value bool) {
	w.key(name)
	w.b = strconv.AppendBool(w.b, value)
}

// open begins an object, the value of a key when name is not empty, and says
// its type.
func (w *jsonWriter) open(name, kind string) {
	if name != "" {
		w.key(name)
	}
	w.b = append(w.b, '{')
	w.comma = false
	w.text("@type", kind)
}

func (w *jsonWriter) end() {
	w.b = append(w.b, '}')
	w.comma = true
}

const hexDigits = "0123456789abcdef"

// appendJSON writes a string as encoding/json does: what could end a script
// element, or a line of an old script, is escaped.
func appendJSON(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && c != '<' && c != '>' && c != '&' && c != 0x7f {
				i++
				continue
			}
			b = append(b, s[from:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\n':
				b = append(b, '\\', 'n')
			case '\r':
				b = append(b, '\\', 'r')
			case '\t':
				b = append(b, '\\', 't')
			default:
				b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
			}
			i++
			from = i
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || r == '\u2028' || r == '\u2029' {
			b = append(b, s[from:i]...)
			b = append(b, '\\', 'u', hexDigits[r>>12&15], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15])
			from = i + n
		}
		i += n
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}
