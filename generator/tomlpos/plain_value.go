package tomlpos

import (
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// Where a byte may stand. Control characters may stand nowhere, but the tab;
// ends of line are told apart.
const (
	inKey     = 1 << iota // a bare key
	inComment             // a comment
	inText                // a quoted text, as no quote and no backslash
	inWord                // a number, a date or a boolean, plain or not
)

var classes = func() (c [256]uint8) {
	for b := range c {
		if b < ' ' && b != '\t' || b == 0x7f {
			continue
		}
		c[b] = inComment
		if strings.IndexByte(`"'\`, byte(b)) < 0 {
			c[b] |= inText
		}
		if strings.IndexByte(" \t,]#", byte(b)) < 0 {
			c[b] |= inWord
		}
		if b == '-' || b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' {
			c[b] |= inKey
		}
	}
	return c
}()

// localDate is the place on Earth that BurntSushi gives to days: see IsDate.
var localDate = func() *time.Location {
	var doc map[string]any // into a time.Time it would decode otherwise
	if _, err := toml.Decode("day = 2000-01-01", &doc); err != nil {
		panic("tomlpos: " + err.Error())
	}
	return doc["day"].(time.Time).Location()
}()

// value reads a value inside that many arrays; nil when it is not plain.
func (p *plain) value(depth int) any {
	switch c := p.peek(); c {
	case '"', '\'':
		if s, ok := p.quotation(c); ok {
			return s
		}
		return nil
	case '[':
		return p.list(depth)
	}
	from := p.i
	for p.i < len(p.text) && classes[p.text[p.i]]&inWord != 0 {
		p.i++
	}
	switch word := p.text[from:p.i]; {
	case word == "true":
		return true
	case word == "false":
		return false
	case len(word) == len("2026-09-01") && word[4] == '-':
		return p.local(word)
	default:
		return number(word)
	}
}

func (p *plain) list(depth int) any {
	if depth == plainDepth {
		return nil
	}
	p.i++
	base := len(p.items)
	for {
		if !p.lines() {
			return nil
		}
		if p.skip(']') {
			list := make([]Value, len(p.items)-base)
			copy(list, p.items[base:])
			p.items = p.items[:base]
			return list
		}
		v := Value{Place: p.place()}
		if v.V = p.value(depth + 1); v.V == nil || !p.count() || !p.lines() {
			return nil
		}
		p.items = append(p.items, v)
		if !p.skip(',') && p.peek() != ']' {
			return nil
		}
	}
}

// quotation reads a text between quotes, one or three.
func (p *plain) quotation(quote byte) (string, bool) {
	p.i++
	from := p.i
	for p.i < len(p.text) {
		switch c := p.text[p.i]; {
		case classes[c]&inText != 0:
			p.i++
		case c == quote:
			s := p.text[from:p.i]
			p.i++
			if s == "" && p.skip(quote) {
				return p.fenced(quote)
			}
			return s, true
		case c == '\\' && quote == '"':
			return p.escaped(from)
		case c == '\\' || c == '"' || c == '\'':
			p.i++
		default:
			return "", false
		}
	}
	return "", false
}

// escaped reads on a text that began at from, at its first backslash.
func (p *plain) escaped(from int) (string, bool) {
	const letters, meant = `"\nt`, "\"\\\n\t"
	var b strings.Builder
	for p.i < len(p.text) {
		switch c := p.text[p.i]; {
		case c == '"':
			b.WriteString(p.text[from:p.i])
			p.i++
			return b.String(), true
		case c == '\\':
			b.WriteString(p.text[from:p.i])
			p.i++
			i := strings.IndexByte(letters, p.peek())
			if i < 0 {
				return "", false
			}
			b.WriteByte(meant[i])
			p.i++
			from = p.i
		case classes[c]&inComment == 0:
			return "", false
		default:
			p.i++
		}
	}
	return "", false
}

// fenced reads a text between three quotes, from after the first three. One
// with escapes, or with a quote beside the last three, is not plain.
func (p *plain) fenced(quote byte) (string, bool) {
	fence := `"""`
	if quote == '\'' {
		fence = `'''`
	}
	if rest := p.text[p.i:]; strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r\n") {
		p.endOfLine()
	}
	from := p.i
	for p.i < len(p.text) {
		switch c := p.text[p.i]; {
		case c == '\n':
			p.newline()
		case c == '\r' && strings.HasPrefix(p.text[p.i:], "\r\n"):
			p.i++
		case c == quote && strings.HasPrefix(p.text[p.i:], fence):
			s := p.text[from:p.i]
			p.i += len(fence)
			return s, p.peek() != quote
		case c == '\\' && quote == '"', classes[c]&inComment == 0:
			return "", false
		default:
			p.i++
		}
	}
	return "", false
}

// local reads a day, as 2026-09-01; nil when there is none such.
func (p *plain) local(word string) any {
	if word == p.day {
		return p.date
	}
	year, month, day := decimal(word[:4]), decimal(word[5:7]), decimal(word[8:])
	if word[7] != '-' || year < 0 || month < 0 || day < 0 {
		return nil
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, localDate)
	if t.Month() != time.Month(month) || t.Day() != day {
		return nil
	}
	p.day, p.date = word, t
	return p.date
}

// decimal reads a short number; -1 when s is not made of digits.
func decimal(s string) int {
	if digits(s) < len(s) {
		return -1
	}
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n
}

// digits is how many digits s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// number reads -12 or 47.658; nil when word is anything else.
func number(word string) any {
	whole := strings.TrimPrefix(word, "-")
	n := digits(whole)
	if n == 0 || n > 1 && whole[0] == '0' {
		return nil
	}
	if n == len(whole) {
		if v, err := strconv.ParseInt(word, 10, 64); err == nil {
			return v
		}
		return nil
	}
	part := whole[n+1:]
	if whole[n] != '.' || part == "" || digits(part) < len(part) {
		return nil
	}
	if v, err := strconv.ParseFloat(word, 64); err == nil {
		return v
	}
	return nil
}
