package markdown

import "bytes"

const bom = "\ufeff"

// Split parts a file's TOML front matter, which stands between two lines "+++",
// from its body. frontLine and bodyLine are the lines, from 1, at which front and
// body begin. A byte order mark, CRLF line ends and blank lines before the front
// matter are tolerated; front and body are slices of src.
//
// ok is false when there is no front matter: body is then the whole file and
// frontLine is 0. It is also false when the closing line is missing: front is
// then the rest of the file, frontLine is not 0 and there is no body.
func Split(src []byte) (front []byte, frontLine int, body []byte, bodyLine int, ok bool) {
	src = bytes.TrimPrefix(src, []byte(bom))
	rest, line := src, 1
	for {
		text, after, more := bytes.Cut(rest, []byte{'\n'})
		if fence(text) {
			rest = after
			break
		}
		if len(bytes.TrimSpace(text)) > 0 || !more {
			return nil, 0, src, 1, false
		}
		rest, line = after, line+1
	}
	front, frontLine = rest, line+1
	for at, n := 0, frontLine; ; n++ {
		text, after, more := bytes.Cut(rest[at:], []byte{'\n'})
		if fence(text) {
			return front[:at], frontLine, after, n + 1, true
		}
		if !more {
			return front, frontLine, nil, 0, false
		}
		at = len(rest) - len(after)
	}
}

// fence tells a line that holds only "+++".
func fence(line []byte) bool { return string(bytes.TrimRight(line, " \t\r")) == "+++" }
