package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

const lineBreak = "<br>\n"

// maxInline is how many tags may be open inside one another in a line; further
// ones are dropped, their text kept.
const maxInline = 32

// inliner holds what compiling a line needs: the text gathered so far, and the
// characters on either side of each piece, by which its typography is decided.
type inliner struct {
	pending []byte // text to emit
	waiting int    // the last prose event, whose after is not known yet; -1 for none
	last    rune   // the last character of the line so far
	depth   int
	tagged  bool    // a raw tag was reported in this line
	mute    bool    // inside an alternative text: no diagnostics, no links
	linking bool    // inside a link, which may hold no other
	calls   []event // calls to footnotes made inside the link, to stand behind it
}

func (c *compiler) begin() { c.pending, c.waiting, c.last, c.tagged = c.pending[:0], -1, 0, false }

func (c *compiler) end() { c.flush(); c.waiting = -1 }

// write adds running text to the line.
func (c *compiler) write(s string) { c.pending = append(c.pending, s...) }

// flush emits the running text gathered so far.
func (c *compiler) flush() {
	if len(c.pending) == 0 {
		return
	}
	s := string(c.pending)
	c.pending = c.pending[:0]
	before := c.last
	c.neighbour(s)
	c.waiting = len(c.doc.events)
	c.emit(event{kind: prose, text: s, before: before})
}

// neighbour tells the prose before s what follows it.
func (c *compiler) neighbour(s string) {
	if s == "" {
		return
	}
	if c.waiting >= 0 {
		c.doc.events[c.waiting].after, _ = utf8.DecodeRuneInString(s)
		c.waiting = -1
	}
	c.last, _ = utf8.DecodeLastRuneInString(s)
}

// object emits what stands in a line and is not running text; s is what
// typography should take it for.
func (c *compiler) object(e event, s string) {
	c.flush()
	c.neighbour(s)
	c.emit(e)
}

func (c *compiler) inlines(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		c.inline(n)
	}
}

func (c *compiler) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		c.text(n)
	case *ast.String:
		c.write(string(n.Value))
	case *ast.CodeSpan:
		c.codeSpan(n)
	case *ast.Emphasis:
		if n.Level == 1 {
			c.span(n, "<em>", "</em>")
		} else {
			c.span(n, "<strong>", "</strong>")
		}
	case *extast.Strikethrough:
		c.span(n, "<del>", "</del>")
	case *ast.Link:
		c.link(n)
	case *ast.AutoLink:
		c.autoLink(n)
	case *ast.Image:
		c.image(n)
	case *ast.RawHTML:
		c.rawTag(n)
	case *extast.FootnoteLink:
		c.call(n)
	case *extast.FootnoteBacklink: // noteReturn is ours
	default:
		c.inlines(n)
	}
}

func (c *compiler) text(n *ast.Text) {
	s := n.Segment.Value(c.src)
	if n.IsRaw() {
		c.write(string(s))
	} else {
		c.pending = appendUnescaped(c.pending, s)
		c.unknownNotes(n.Segment.Start, n.Segment.Stop)
	}
	switch {
	case n.HardLineBreak():
		c.object(event{kind: markup, text: lineBreak}, "\n")
	case n.SoftLineBreak():
		c.write("\n")
	}
}

// unknownNotes reports calls to footnotes that are still text: nothing defines
// them.
func (c *compiler) unknownNotes(from, to int) {
	for at := from; at < to && !c.mute; at++ {
		i := bytes.IndexByte(c.src[at:to], '[')
		if i < 0 {
			return
		}
		at += i
		call := c.lineFrom(at)
		label, _, ok := bytes.Cut(call[1:], []byte{']'})
		if ok && len(label) > 1 && label[0] == '^' && (at == 0 || c.src[at-1] != '\\') {
			c.report("note-inconnue", at, utf8.RuneCount(label)+2, string(label[1:]))
		}
	}
}

func (c *compiler) span(n ast.Node, open, end string) {
	if c.depth == maxInline {
		c.inlines(n)
		return
	}
	c.depth++
	c.flush()
	c.html(open)
	c.inlines(n)
	c.flush()
	c.html(end)
	c.depth--
}

func (c *compiler) codeSpan(n *ast.CodeSpan) {
	var b []byte
	for t := n.FirstChild(); t != nil; t = t.NextSibling() {
		if t, ok := t.(*ast.Text); ok {
			b = append(b, t.Segment.Value(c.src)...)
		}
	}
	code := strings.ReplaceAll(string(b), "\n", " ")
	c.flush()
	c.html("<code>")
	c.object(event{kind: verbatim, text: code}, code)
	c.html("</code>")
}

// rawTag reports inline HTML and leaves it out. The end of an element says
// nothing that its beginning did not.
func (c *compiler) rawTag(n *ast.RawHTML) {
	if n.Segments.Len() == 0 || c.mute {
		return
	}
	s := n.Segments.At(0)
	tag := c.src[s.Start:s.Stop]
	if end := bytes.HasPrefix(tag, []byte("</")); !end || !c.tagged {
		c.report("markdown-html", s.Start, utf8.RuneCount(bytes.TrimRight(tag, "\n")))
	}
	c.tagged = true
}

func (c *compiler) call(n *extast.FootnoteLink) {
	if c.mute {
		return
	}
	for len(c.doc.notes) <= n.Index {
		c.doc.notes = append(c.doc.notes, 0)
	}
	e := event{kind: noteCall, n: int32(n.Index), m: int32(c.doc.notes[n.Index])}
	c.doc.notes[n.Index]++
	if c.linking {
		c.calls = append(c.calls, e)
		return
	}
	c.object(e, ")")
}

// image compiles an image. What its brackets hold is its alternative text, plain.
func (c *compiler) image(n *ast.Image) {
	if c.mute { // an image in the alternative text of another
		c.inlines(n)
		return
	}
	c.flush()
	from, outer := len(c.doc.events), c.inliner
	c.mute, c.pending, c.waiting = true, nil, -1
	c.inlines(n)
	c.flush()
	alt := c.since(from)
	c.doc.events = c.doc.events[:from]
	c.inliner = outer

	width := utf8.RuneCountInString(alt) + 3
	dest, ok := c.destination(n.Destination, n.Pos(), width)
	if alt == "" {
		c.report("image-sans-alternative", n.Pos(), width, dest)
	}
	if !ok {
		c.write(alt)
		return
	}
	c.object(event{kind: image, text: dest, more: alt}, ")")
	c.doc.Links = append(c.doc.Links, Link{Dest: dest, Image: true, Alt: alt, At: c.at(n.Pos())})
}

// appendUnescaped appends s with its backslash escapes and its entities resolved
// (CommonMark 2.4 and 2.5).
func appendUnescaped(dst, s []byte) []byte {
	for {
		i := bytes.IndexAny(s, `\&`)
		if i < 0 {
			return append(dst, s...)
		}
		dst = append(dst, s[:i]...)
		s = s[i:]
		if s[0] == '\\' {
			if len(s) > 1 && util.IsPunct(s[1]) {
				dst, s = append(dst, s[1]), s[2:]
			} else {
				dst, s = append(dst, '\\'), s[1:]
			}
			continue
		}
		value, n := entity(s)
		dst, s = append(dst, value...), s[n:]
	}
}

func unescape(s string) string {
	if !strings.ContainsAny(s, `\&`) {
		return s
	}
	return string(appendUnescaped(nil, []byte(s)))
}

// entity reads the character reference that s begins with, and how long it is; an
// ampersand that begins none stands for itself.
func entity(s []byte) (value []byte, length int) {
	end := bytes.IndexByte(s[:min(len(s), 40)], ';')
	if end < 2 {
		return s[:1], 1
	}
	name := string(s[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return e.Characters, end + 1
		}
		return s[:1], 1
	}
	base, digits, most := 10, name[1:], 7
	if len(digits) > 0 && digits[0]|0x20 == 'x' {
		base, digits, most = 16, digits[1:], 6
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || len(digits) > most {
		return s[:1], 1
	}
	r := rune(n)
	if n == 0 || n > utf8.MaxRune || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return utf8.AppendRune(nil, r), end + 1
}

func itoa(n int) string { return strconv.Itoa(n) }
