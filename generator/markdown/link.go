package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"balise/generator/french"
)

// vague are link texts, folded, that tell nothing to somebody who hears them out
// of their sentence (RGAA 6.1).
var vague = map[string]bool{
	"ici": true, "cliquez ici": true, "cliquer ici": true, "clique ici": true, "c'est ici": true, "par ici": true,
	"lien": true, "ce lien": true, "le lien": true, "suivez ce lien": true, "voir": true, "plus": true,
	"en savoir plus": true, "plus d'infos": true, "lire la suite": true, "la suite": true,
	"here": true, "click here": true, "link": true, "this link": true, "more": true, "read more": true, "learn more": true,
}

func (c *compiler) link(n *ast.Link) {
	if c.mute {
		c.inlines(n)
		return
	}
	c.flush()
	from := len(c.doc.events)
	c.emit(event{kind: linkOpen})
	c.linking = true
	c.inlines(n)
	c.linking = false
	c.flush()
	defer c.callsBehind()
	text := c.since(from)
	width := utf8.RuneCountInString(text) + 2
	dest, ok := c.destination(n.Destination, n.Pos(), width)
	if !ok {
		c.doc.events[from].kind = nothing
		return
	}
	if text == "" {
		c.report("lien-sans-texte", n.Pos(), width, dest)
		c.emit(event{kind: verbatim, text: dest})
	} else if vague[strings.Trim(french.Fold(text), " .,;:!?…<>()[]«»→➜►")] {
		c.report("lien-vague", n.Pos(), width, text)
	}
	c.doc.events[from].text = dest
	c.emit(event{kind: linkClose})
	c.doc.Links = append(c.doc.Links, Link{Dest: dest, Text: text, At: c.at(n.Pos())})
}

// callsBehind emits the calls to footnotes that a link held, once it is closed.
func (c *compiler) callsBehind() {
	for _, e := range c.calls {
		c.object(e, ")")
	}
	c.calls = c.calls[:0]
}

// autoLink compiles <https://…>, and an address or e-mail written bare.
func (c *compiler) autoLink(n *ast.AutoLink) {
	label := n.Label(c.src)
	text := string(label)
	if c.mute {
		c.write(text)
		return
	}
	if c.linking {
		c.object(event{kind: verbatim, text: text}, text)
		return
	}
	at := max(n.Pos(), 0)
	if i := bytes.Index(c.src[at:min(at+len(label)+2, len(c.src))], label); i >= 0 {
		at += i
	}
	dest := string(n.URL(c.src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(dest), "mailto:") {
		dest = "mailto:" + dest
	}
	dest, ok := c.destination([]byte(dest), at, utf8.RuneCountInString(text))
	if !ok {
		c.object(event{kind: verbatim, text: text}, text)
		return
	}
	c.flush()
	c.emit(event{kind: linkOpen, text: dest})
	c.object(event{kind: verbatim, text: text}, text)
	c.emit(event{kind: linkClose})
	c.doc.Links = append(c.doc.Links, Link{Dest: dest, Text: text, At: c.at(at)})
}

// destination resolves and judges the address of a link or image. A refused one
// is reported.
func (c *compiler) destination(raw []byte, at, width int) (dest string, ok bool) {
	dest = clean(unescape(string(raw)))
	switch {
	case dest == "" || dest == "#":
		c.report("lien-vide", at, width)
		return "", false
	case !safe(dest):
		c.report("lien-dangereux", at, width, dest)
		return dest, false
	case strings.HasPrefix(dest, "//"): // would be a file when the site is read as files
		dest = "https:" + dest
	}
	return dest, true
}

// clean drops what browsers drop from an address before they read it: control
// characters anywhere, spaces at the ends (WHATWG URL, basic parser).
func clean(dest string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, dest))
}

// safe tells an address that a page may lead to: relative, or of a scheme that
// can neither run a script nor open another program than a browser, a mail
// reader or a telephone.
func safe(dest string) bool {
	i := strings.IndexAny(dest, ":/?#\\")
	if i < 0 || dest[i] != ':' {
		return true
	}
	switch strings.ToLower(dest[:i]) {
	case "http", "https", "mailto", "tel":
		return true
	}
	return !isScheme(dest[:i])
}

// isScheme tells what a URL may have before its first colon (RFC 3986, 3.1).
func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.')) {
			return false
		}
	}
	return s != ""
}

// external tells an address on the web, outside the portal.
func external(dest string) bool {
	scheme, _, ok := strings.Cut(dest, ":")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}
