package exchange

import (
	"bufio"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"balise/generator/model"
)

// JSON is like the function of the same name.
func (o Options) JSON(w io.Writer, structures []*model.Structure) error {
	return writeList(w, "[", "]\n", structures, o.appendObject)
}

// GeoJSON is like the function of the same name.
func (o Options) GeoJSON(w io.Writer, structures []*model.Structure) error {
	return writeList(w, `{"type":"FeatureCollection","features":[`, "]}\n", structures, o.appendFeature)
}

// writeList writes structures between a head and a tail.
func writeList(w io.Writer, head, tail string, structures []*model.Structure, object func([]byte, *model.Structure) []byte) error {
	out := bufio.NewWriterSize(w, 64<<10)
	out.WriteString(head)
	if err := appendEach(out, structures, object); err != nil {
		return err
	}
	out.WriteString(tail)
	return out.Flush()
}

// appendEach writes one structure a line, with commas between, so that a
// difference between two exports shows which one changed.
func appendEach(out *bufio.Writer, structures []*model.Structure, object func([]byte, *model.Structure) []byte) error {
	var line []byte
	for i, s := range structures {
		line = line[:0]
		if i > 0 {
			line = append(line, ',')
		}
		line = object(append(line, '\n'), s)
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	if len(structures) > 0 {
		return out.WriteByte('\n')
	}
	return nil
}

func (o Options) appendFeature(b []byte, s *model.Structure) []byte {
	b = append(b, `{"type":"Feature","id":`...)
	b = appendString(b, s.ID)
	b = append(b, `,"geometry":`...)
	if known(s) {
		b = append(b, `{"type":"Point","coordinates":[`...)
		b = appendNumber(b, sixDecimals(s.Longitude))
		b = append(b, ',')
		b = appendNumber(b, sixDecimals(s.Latitude))
		b = append(b, `]}`...)
	} else {
		b = append(b, `null`...)
	}
	b = append(b, `,"properties":`...)
	b = o.appendObject(b, s)
	return append(b, '}')
}

// sixDecimals rounds degrees as RFC 7946, section 11.2, advises.
func sixDecimals(degrees float64) float64 { return math.Round(degrees*1e6) / 1e6 }

func (o Options) appendObject(b []byte, s *model.Structure) []byte {
	b = append(b, '{')
	empty := len(b)
	for i := range standardFields {
		f := &fields[i]
		before := len(b)
		if before > empty {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = append(b, f.name...)
		b = append(b, '"', ':')
		value := len(b)
		if b = o.appendValue(b, f, s); len(b) == value {
			b = b[:before]
		}
	}
	return append(b, '}')
}

// appendValue writes nothing when the structure has no such value.
func (o Options) appendValue(b []byte, f *field, s *model.Structure) []byte {
	switch {
	case f.text != nil:
		if v := f.value(s); v != "" {
			b = appendString(b, v)
		}
	case f.list != nil:
		for i, v := range *f.list(s) {
			if i == 0 {
				b = append(b, '[')
			} else {
				b = append(b, ',')
			}
			b = appendString(b, o.item(v))
		}
		if len(*f.list(s)) > 0 {
			b = append(b, ']')
		}
	case f.number != nil:
		if known(s) {
			b = appendNumber(b, *f.number(s))
		}
	case !f.date(s).IsZero():
		b = append(b, '"')
		b = appendDay(b, *f.date(s))
		b = append(b, '"')
	}
	return b
}

const hexDigits = "0123456789abcdef"

// asIs tells the bytes that a JSON string holds as they are; 0xe2 may begin an
// end of line.
var asIs = func() (t [256]bool) {
	for c := range t {
		t[c] = c >= ' ' && c != '"' && c != '\\' && c != '<' && c != 0xe2
	}
	return t
}()

// appendString writes a JSON string. « < » is escaped, so that a page may hold
// the file; so are the two ends of line that old scripts stumble on.
func appendString(b []byte, s string) []byte {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if asIs[c] || c == 0xe2 && (s[i+1] != 0x80 || s[i+2]&^1 != 0xa8) {
			continue
		}
		b = append(b, s[from:i]...)
		switch from = i + 1; c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\n':
			b = append(b, '\\', 'n')
		case 0xe2:
			b = append(b, '\\', 'u', '2', '0', '2', s[i+2]-0xa8+'8')
			i += 2
			from = i + 1
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}
