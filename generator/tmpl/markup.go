package tmpl

import (
	"strings"
	"text/template/parse"
)

// scanner reads the static text of a page as HTML and reports what the
// project's content security policy forbids: inline scripts other than JSON-LD,
// style elements, style attributes, event handlers. It is not what makes values
// safe (html/template is): it only looks for what would not work in the page.
type scanner struct {
	set  *Set
	errs Errors
	ends map[scanKey]markup // state after a template, by the state before it
	tag  place              // where the tag being read begins
	attr place              // where the attribute being read begins
}

type place struct {
	tree *parse.Tree
	pos  parse.Pos
}

type scanKey struct {
	template string
	before   markup
}

// markup is what is known at a point of the page.
type markup struct {
	state   markupState
	element string // the tag being read, or the element whose raw text we are in
	closing bool   // the tag is an end tag
	name    string // the attribute being read
	value   string // the value of a script's type, as far as it is read
	src     bool   // the script has a src
	data    bool   // the script is JSON-LD
}

type markupState uint8

const (
	inText markupState = iota
	inTagName
	inTag
	inAttrName
	afterAttrName
	beforeValue
	inDouble
	inSingle
	inUnquoted
	inRaw
	inComment
	inDeclaration
)

// unknown stands in a value for what an action prints.
const unknown = "\x00"

// scan reports what is forbidden in a page and in all that it calls.
func (s *Set) scan(page string) Errors {
	sc := scanner{set: s, ends: map[scanKey]markup{}}
	sc.template(page, markup{})
	return sc.errs
}

func (sc *scanner) report(at place, kind ErrorKind, args ...string) {
	sc.errs = append(sc.errs, sc.set.errorAt(at.tree, at.pos, kind, args...))
}

func (sc *scanner) template(name string, m markup) markup {
	key := scanKey{name, m}
	if end, ok := sc.ends[key]; ok {
		return end
	}
	sc.ends[key] = m // a template within itself ends where it began
	tree := sc.set.trees[name]
	end, _ := sc.list(tree, tree.Root, m)
	sc.ends[key] = end
	return end
}

// list reads nodes in turn. It also tells whether a break or a continue leaves.
func (sc *scanner) list(tree *parse.Tree, l *parse.ListNode, m markup) (end markup, left bool) {
	if l == nil {
		return m, false
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			m = sc.text(tree, n, m)
		case *parse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				m = sc.action(tree, n, m)
			}
		case *parse.IfNode:
			m = sc.branch(tree, &n.BranchNode, m)
		case *parse.WithNode:
			m = sc.branch(tree, &n.BranchNode, m)
		case *parse.RangeNode:
			m = sc.branch(tree, &n.BranchNode, m)
		case *parse.TemplateNode:
			m = sc.template(n.Name, m)
		case *parse.BreakNode, *parse.ContinueNode:
			return m, true
		}
	}
	return m, false
}

// branch reads both branches from the same state. html/template has them end in
// the same context; what is known of a script must hold in both.
func (sc *scanner) branch(tree *parse.Tree, n *parse.BranchNode, m markup) markup {
	a, left := sc.list(tree, n.List, m)
	b, leftElse := sc.list(tree, n.ElseList, m)
	switch {
	case left:
		return b
	case leftElse:
		return a
	}
	a.src = a.src && b.src
	a.data = a.data && b.data
	if a.value != b.value {
		a.value = unknown
	}
	return a
}

func (sc *scanner) action(tree *parse.Tree, n *parse.ActionNode, m markup) markup {
	switch m.state {
	case beforeValue:
		m.state = inUnquoted
		m.value = grow(m.value, unknown)
	case inDouble, inSingle, inUnquoted:
		if m.element == "script" {
			m.value = grow(m.value, unknown)
		}
	case inRaw:
		if m.element == "script" && !m.data {
			sc.report(place{tree, n.Pos}, ErrScriptValue, n.String())
		}
	}
	return m
}

func (sc *scanner) text(tree *parse.Tree, n *parse.TextNode, m markup) markup {
	s := string(n.Text)
	for i := 0; i < len(s); {
		at := place{tree, n.Pos + parse.Pos(i)}
		switch m.state {
		case inText:
			m, i = sc.inText(s, i, n.Pos, tree)
		case inRaw:
			end := rawEnd(s[i:], m.element)
			if end < 0 {
				return m
			}
			i += end
			m = markup{state: inTagName, closing: true}
			i += len("</")
		case inComment:
			m, i = skipPast(s, i, "-->", m)
		case inDeclaration:
			m, i = skipPast(s, i, ">", m)
		case inDouble, inSingle, inUnquoted:
			m, i = sc.inValue(s, i, m)
		default:
			m = sc.inTag(s[i], m, at)
			i++
		}
	}
	return m
}

// inText looks for the next tag.
func (sc *scanner) inText(s string, i int, base parse.Pos, tree *parse.Tree) (markup, int) {
	j := strings.IndexByte(s[i:], '<')
	if j < 0 {
		return markup{}, len(s)
	}
	i += j
	sc.tag = place{tree, base + parse.Pos(i)}
	rest := s[i+1:]
	switch {
	case strings.HasPrefix(rest, "!--"):
		return markup{state: inComment}, i + 4
	case strings.HasPrefix(rest, "!"), strings.HasPrefix(rest, "?"):
		return markup{state: inDeclaration}, i + 2
	case strings.HasPrefix(rest, "/") && len(rest) > 1 && isLetter(rest[1]):
		return markup{state: inTagName, closing: true}, i + 2
	case rest != "" && isLetter(rest[0]):
		return markup{state: inTagName}, i + 1
	}
	return markup{}, i + 1
}

// grow appends to a name or a value up to a length past which it cannot be one
// that we look for, so that reading takes linear time.
func grow(s, more string) string {
	if len(s) > 64 {
		return s
	}
	return s + more
}

func lower(c byte) string { return strings.ToLower(string(rune(c))) }

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func skipPast(s string, i int, end string, m markup) (markup, int) {
	if j := strings.Index(s[i:], end); j >= 0 {
		return markup{}, i + j + len(end)
	}
	return m, len(s)
}

// rawEnd finds the end tag of an element of raw text.
func rawEnd(s, element string) int {
	for i := 0; ; i++ {
		j := strings.Index(s[i:], "</")
		if j < 0 {
			return -1
		}
		i += j
		rest := s[i+2:]
		if len(rest) > len(element) && strings.EqualFold(rest[:len(element)], element) && strings.IndexByte("> \t\n\f/", rest[len(element)]) >= 0 {
			return i
		}
	}
}

// inTag reads one byte of a tag, outside values.
func (sc *scanner) inTag(c byte, m markup, at place) markup {
	space := isSpace(c) || c == '/'
	switch m.state {
	case inTagName:
		if !space && c != '>' {
			m.element = grow(m.element, lower(c))
			return m
		}
		if m.element == "style" && !m.closing {
			sc.report(sc.tag, ErrStyle)
		}
		m.state = inTag
	case beforeValue:
		switch {
		case isSpace(c):
			return m
		case c == '"':
			m.state = inDouble
			return m
		case c == '\'':
			m.state = inSingle
			return m
		case c != '>':
			m.state = inUnquoted
			m.value = grow(m.value, string(rune(c)))
			return m
		}
	case inAttrName, afterAttrName:
		if c == '=' {
			m.state, m.value = beforeValue, ""
			return m
		}
		if m.state == inAttrName && !space && c != '>' {
			m.name = grow(m.name, lower(c))
			return m
		}
		if space {
			m.state = afterAttrName
			return m
		}
	}
	// Between attributes.
	switch {
	case c == '>':
		return sc.endTag(sc.endName(m))
	case !space:
		m = sc.endName(m)
		m.state, m.name, sc.attr = inAttrName, lower(c), at
	}
	return m
}

// inValue reads to the end of an attribute's value.
func (sc *scanner) inValue(s string, i int, m markup) (markup, int) {
	ends := map[markupState]string{inDouble: `"`, inSingle: `'`, inUnquoted: " \t\n\f\r>"}[m.state]
	j := strings.IndexAny(s[i:], ends)
	value := s[i:]
	if j >= 0 {
		value = s[i : i+j]
	}
	if m.element == "script" {
		m.value = grow(m.value, value)
	}
	if j < 0 {
		return m, len(s)
	}
	i += j
	if m.state != inUnquoted {
		i++
	}
	m = sc.endName(m)
	m.state = inTag
	return m, i
}

// endName judges the attribute that has just been read.
func (sc *scanner) endName(m markup) markup {
	name, value := m.name, m.value
	m.name, m.value = "", ""
	switch {
	case name == "" || m.closing:
	case name == "style":
		sc.report(sc.attr, ErrStyleAttr)
	case strings.HasPrefix(name, "on"):
		sc.report(sc.attr, ErrHandler, name)
	case m.element == "script" && name == "src":
		m.src = true
	case m.element == "script" && name == "type":
		m.data = strings.EqualFold(strings.TrimSpace(value), "application/ld+json")
	}
	return m
}

// endTag enters the element whose tag ends.
func (sc *scanner) endTag(m markup) markup {
	if m.closing {
		return markup{}
	}
	switch m.element {
	case "script":
		if !m.src && !m.data {
			sc.report(sc.tag, ErrScript)
		}
	case "style", "title", "textarea":
	default:
		return markup{}
	}
	return markup{state: inRaw, element: m.element, data: m.data}
}
