package tmpl

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"
)

// The functions of this file do what html/template's own escapers do, byte for
// byte (its html.go and url.go), by appending; tests compare the two.

// mode is a chain of escapers, resolved for the type of the value.
type mode struct {
	filter bool // replace an URL of an unsafe scheme
	url    urlMode
	markup markupMode
}

type urlMode uint8

const (
	urlNone      urlMode = iota
	urlNormalize         // keep what may stand in an URL
	urlEscape            // keep what may stand in a parameter
	urlSrcset            // a list of addresses
	urlSrcsetOne         // a template.URL in a list of addresses
)

type markupMode uint8

const (
	raw        markupMode = iota
	quoted                // text and quoted attributes
	normalized            // the same, leaving entities alone
	unquoted              // attributes without quotes
	silent                // comments: nothing comes out
)

// failsafe is what html/template prints in place of what it cannot make safe.
const failsafe = "ZgotmplZ"

type textual interface{ string | []byte }

// appendEscaped appends s as mode wants it.
func appendEscaped[T textual](dst []byte, s T, m mode) []byte {
	if m.filter && !safeURL(s) {
		return appendEscaped(dst, "#"+failsafe, mode{url: m.url, markup: m.markup})
	}
	switch m.url {
	case urlNormalize:
		return appendURL(dst, s, true, m.markup)
	case urlEscape:
		return appendURL(dst, s, false, m.markup)
	case urlSrcset, urlSrcsetOne:
		return appendSrcset(dst, s, m)
	}
	switch m.markup {
	case raw:
		return append(dst, s...)
	case quoted:
		return appendQuoted(dst, s)
	case normalized:
		return appendNormalized(dst, s)
	case unquoted:
		return appendUnquoted(dst, s)
	}
	return dst
}

// entities hold the replacements of appendQuoted; special marks their bytes.
var entities = [256]string{
	0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}

// unquotedEntities are those of appendUnquoted.
var unquotedEntities = [256]string{
	0: "&#xfffd;", '\t': "&#9;", '\n': "&#10;", '\v': "&#11;", '\f': "&#12;", '\r': "&#13;", ' ': "&#32;",
	'"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '=': "&#61;", '>': "&gt;", '`': "&#96;",
}

// special marks the bytes that have an entity, in a table that stays in cache.
var special = func() (t [256]bool) {
	for c, e := range entities {
		t[c] = e != ""
	}
	return t
}()

func appendQuoted[T textual](dst []byte, s T) []byte {
	written := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; special[c] {
			dst = append(dst, s[written:i]...)
			dst = append(dst, entities[c]...)
			written = i + 1
		}
	}
	return append(dst, s[written:]...)
}

func appendNormalized[T textual](dst []byte, s T) []byte {
	written := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; special[c] && c != '&' {
			dst = append(dst, s[written:i]...)
			dst = append(dst, entities[c]...)
			written = i + 1
		}
	}
	return append(dst, s[written:]...)
}

func appendUnquoted[T textual](dst []byte, s T) []byte {
	if len(s) == 0 {
		return append(dst, failsafe...)
	}
	written := 0
	for i := 0; i < len(s); {
		c, width, entity := s[i], 1, ""
		if c < utf8.RuneSelf {
			entity = unquotedEntities[c]
		} else {
			entity, width = nonCharacter(s[i:min(len(s), i+utf8.UTFMax)])
		}
		if entity != "" {
			dst = append(dst, s[written:i]...)
			dst = append(dst, entity...)
			written = i + width
		}
		i += width
	}
	return append(dst, s[written:]...)
}

// nonCharacter gives the reference that replaces the rune at the start of s, if
// it must not stand in an attribute without quotes, and the rune's width.
func nonCharacter[T textual](s T) (entity string, width int) {
	r, width := utf8.DecodeRuneInString(string(s))
	if 0xfdd0 <= r && r <= 0xfdef || 0xfff0 <= r && r <= 0xffff {
		const hex = "0123456789abcdef"
		return "&#x" + string([]byte{hex[r>>12&15], hex[r>>8&15], hex[r>>4&15], hex[r&15]}) + ";", width
	}
	return "", width
}

// safeURL tells whether s is relative, or of a scheme that html/template
// trusts: http, https, mailto.
func safeURL[T textual](s T) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '/':
			return true
		case ':':
			return safeScheme(s[:i])
		}
	}
	return true
}

func safeScheme[T textual](s T) bool {
	if len(s) > 8 {
		return false
	}
	scheme := string(s)
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// The classes of bytes in an URL.
const (
	pctEncoded uint8 = iota
	unreserved
	reserved
	percent
)

var urlClass = func() (t [256]uint8) {
	for c := range t {
		switch b := byte(c); {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9', strings.IndexByte("-._~", b) >= 0:
			t[c] = unreserved
		case strings.IndexByte("!#$&*+,/:;=?@[]", b) >= 0:
			t[c] = reserved
		case b == '%':
			t[c] = percent
		}
	}
	return t
}()

// appendURL normalises or escapes s, and makes the result fit for markup in the
// same pass: of what may stand in an URL, only & + = need it.
func appendURL[T textual](dst []byte, s T, normalize bool, markup markupMode) []byte {
	if len(s) == 0 && markup == unquoted {
		return append(dst, failsafe...)
	}
	const hex = "0123456789abcdef"
	written := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		entity := ""
		switch urlClass[c] {
		case unreserved:
			continue
		case reserved:
			if normalize {
				if entity = urlEntity(c, markup); entity == "" {
					continue
				}
			}
		case percent:
			if normalize && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
				continue
			}
		}
		dst = append(dst, s[written:i]...)
		if entity != "" {
			dst = append(dst, entity...)
		} else {
			dst = append(dst, '%', hex[c>>4], hex[c&15])
		}
		written = i + 1
	}
	return append(dst, s[written:]...)
}

func urlEntity(c byte, markup markupMode) string {
	switch markup {
	case quoted:
		return entities[c]
	case unquoted:
		return unquotedEntities[c]
	}
	return ""
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// appendSrcset filters a list of addresses, then escapes it, which allocates
// only when there is something to escape.
func appendSrcset[T textual](dst []byte, s T, m mode) []byte {
	start := len(dst)
	if m.url == urlSrcsetOne {
		dst = appendURL(dst, s, true, raw)
		if list := dst[start:]; bytes.IndexByte(list, ',') >= 0 {
			dst = append(dst[:start], bytes.ReplaceAll(list, []byte(","), []byte("%2c"))...)
		}
	} else {
		left := 0
		for i := 0; i < len(s); i++ {
			if s[i] == ',' {
				dst = append(appendSource(dst, s[left:i]), ',')
				left = i + 1
			}
		}
		dst = appendSource(dst, s[left:])
	}
	if m.markup == quoted && !slices.ContainsFunc(dst[start:], func(c byte) bool { return special[c] }) {
		return dst
	}
	list := string(dst[start:])
	return appendEscaped(dst[:start], list, mode{markup: m.markup})
}

// appendSource appends one address of a list and its descriptor.
func appendSource[T textual](dst []byte, s T) []byte {
	start := 0
	for start < len(s) && isSpace(s[start]) {
		start++
	}
	end := start
	for end < len(s) && !isSpace(s[end]) {
		end++
	}
	valid := safeURL(s[start:end])
	for i := end; i < len(s) && valid; i++ {
		c := s[i]
		valid = isSpace(c) || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
	}
	if !valid {
		return append(dst, "#"+failsafe...)
	}
	dst = append(dst, s[:start]...)
	dst = appendURL(dst, s[start:end], true, raw)
	return append(dst, s[end:]...)
}

// isSpace tells whether c is white space in HTML.
func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'
}
