package exchange

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// toUTF8 decodes a file: UTF-8, with or without a mark; UTF-16, which only its
// mark tells; else Windows-1252, which legacy is then true for. In a file that
// is UTF-8 but for a few bytes, only those are read as Windows-1252.
func toUTF8(data []byte) (text string, legacy bool) {
	switch {
	case strings.HasPrefix(string(data[:min(3, len(data))]), "\ufeff"):
		data = data[3:]
	case len(data) >= 2 && (data[0] == 0xff && data[1] == 0xfe || data[0] == 0xfe && data[1] == 0xff):
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if err == nil {
			return string(decoded), false
		}
	}
	if utf8.Valid(data) {
		return string(data), false
	}
	mostly := mostlyUTF8(data)
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for i := 0; i < len(data); {
		if r, n := utf8.DecodeRune(data[i:]); data[i] < utf8.RuneSelf || mostly && r != utf8.RuneError {
			b.Write(data[i : i+n])
			i += n
			continue
		}
		b.WriteRune(charmap.Windows1252.DecodeByte(data[i]))
		i++
	}
	return b.String(), true
}

// mostlyUTF8 tells whether data has more letters of UTF-8 than bytes that
// cannot be.
func mostlyUTF8(data []byte) bool {
	letters, faults := 0, 0
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			faults++
		case n > 1:
			letters++
		}
		i += n
	}
	return letters > faults
}
