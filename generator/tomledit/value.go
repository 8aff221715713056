package tomledit

import (
	"slices"
	"strings"
)

// value is a value as it is written, with the comments inside it.
type value struct {
	raw   string // of a scalar or an inline table
	list  bool
	items []item
	tail  []string // the comments below the last item
}

// item is an item of a list.
type item struct {
	above []string // comments, from their #
	value value
	after string // the comment that ends its line
}

func parseValue(raw string) value {
	sc := &scanner{text: raw}
	return sc.tree()
}

// tree reads a value as value goes past it.
func (sc *scanner) tree() value {
	if sc.peek() != '[' {
		from := sc.i
		sc.value()
		return value{raw: sc.text[from:sc.i]}
	}
	sc.i++
	v := value{list: true}
	beside := false // on the line of the last item
	for sc.i < len(sc.text) {
		switch sc.peek() {
		case '#':
			from := sc.i
			sc.line()
			text := strings.TrimRight(sc.text[from:sc.i], " \t\r\n")
			if beside {
				v.items[len(v.items)-1].after = text
			} else {
				v.tail = append(v.tail, text)
			}
			beside = false
		case '\n':
			beside = false
			sc.i++
		case ' ', '\t', '\r', ',':
			sc.i++
		case ']':
			sc.i++
			return v
		default:
			v.items = append(v.items, item{above: v.tail, value: sc.tree()})
			v.tail, beside = nil, true
		}
	}
	return v
}

// commented tells whether there is a comment inside the value.
func (v value) commented() bool {
	if !v.list {
		return strings.HasPrefix(v.raw, "{") && inlineComment(v.raw)
	}
	for _, it := range v.items {
		if len(it.above) > 0 || it.after != "" || it.value.commented() {
			return true
		}
	}
	return len(v.tail) > 0
}

// deep tells whether there are comments that are not those of a list's own
// items.
func (v value) deep() bool {
	return !v.list || slices.ContainsFunc(v.items, func(it item) bool { return it.value.commented() })
}

// inlineComment tells whether an inline table holds a comment.
func inlineComment(raw string) bool { return len(commentsIn(raw)) > 0 }

// commentsIn lists the comments in a value and behind it, without their line
// ends.
func commentsIn(raw string) []string {
	var all []string
	sc := &scanner{text: raw}
	for sc.i < len(raw) {
		switch c := raw[sc.i]; c {
		case '#':
			from := sc.i
			sc.line()
			all = append(all, strings.TrimRight(raw[from:sc.i], "\r\n"))
		case '"', '\'':
			sc.quoted(c)
		default:
			sc.i++
		}
	}
	return all
}
