package sheet

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// tags are the elements that a text of a listing may be marked up with: whether
// they end a line. Whatever else stands between « < » and « > » is text: an
// address, « a < b ».
var tags = map[string]bool{
	"a": false, "abbr": false, "b": false, "big": false, "center": true, "cite": false, "code": false, "em": false, "font": false,
	"i": false, "img": false, "label": false, "mark": false, "s": false, "small": false, "span": false, "strong": false, "sub": false,
	"sup": false, "u": false, "wbr": false, "td": false, "th": false, "tbody": false, "thead": false, "body": false, "html": false,
	"address": true, "article": true, "blockquote": true, "br": true, "dd": true, "div": true, "dl": true, "dt": true, "footer": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "header": true, "hr": true, "li": true, "ol": true, "p": true,
	"pre": true, "section": true, "table": true, "tr": true, "ul": true,
}

// hidden are the elements whose content is not text.
var hidden = map[string]bool{"script": true, "style": true, "template": true, "object": true, "iframe": true}

// An entity needs its semicolon: « ?a=1&region=3 » has none.
var entity = regexp.MustCompile(`&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});`)

// maxLayers is how many times a text may have been escaped.
const maxLayers = 3

// unmarked gives the text of a value in HTML, and s itself when it is not.
func (r *reader) unmarked(s string, line int, column string) string {
	if !strings.ContainsAny(s, "<&") {
		return s
	}
	text, marked, hid := s, false, false
	for range maxLayers {
		t, h := stripTags(text)
		t = unescape(t)
		if t == text {
			break
		}
		text, marked, hid = t, true, hid || h
	}
	switch {
	case !marked:
		return s
	case hid:
		r.find("import-script", line, column, 1, sample(s))
	default:
		r.find("import-html", line, column, 1, sample(s))
	}
	return tidyLines(text)
}

// unescape reads the entities that HTML knows, and leaves the others.
func unescape(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	return entity.ReplaceAllStringFunc(s, html.UnescapeString)
}

// stripTags takes the tags and the comments out of s; hid tells that it left
// out a content that is not text.
func stripTags(s string) (text string, hid bool) {
	if !strings.Contains(s, "<") {
		return s, false
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	read, skipping, link := 0, "", ""
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		raw := string(z.Raw())
		read += len(raw)
		name := ""
		if kind == html.StartTagToken || kind == html.EndTagToken || kind == html.SelfClosingTagToken {
			n, _ := z.TagName()
			name = string(n)
		}
		switch {
		case skipping != "":
			if kind == html.EndTagToken && name == skipping {
				skipping = ""
			}
		case kind == html.StartTagToken && hidden[name]:
			skipping, hid = name, true
		case hidden[name]:
			hid = true
		case kind == html.CommentToken:
			if !strings.HasPrefix(raw, "<!--") || !strings.HasSuffix(raw, "-->") {
				b.WriteString(raw) // « <!> », « </ 3> », « <?a> »
			}
		case kind == html.DoctypeToken:
		case name == "" || !known(name):
			b.WriteString(raw)
		default:
			link = writeTag(&b, z, kind, name, link)
		}
	}
	if skipping == "" {
		b.WriteString(s[read:])
	}
	return b.String(), hid
}

func known(name string) bool { _, ok := tags[name]; return ok }

// writeTag writes what a tag says to a reader: an end of line, the address of
// a link unless its text says it, the words of an image.
func writeTag(b *strings.Builder, z *html.Tokenizer, kind html.TokenType, name, link string) string {
	switch {
	case name == "a" && kind == html.StartTagToken:
		return attribute(z, "href")
	case name == "a" && link != "":
		bare := strings.TrimPrefix(strings.TrimPrefix(link, "mailto:"), "tel:")
		if !strings.HasSuffix(strings.TrimSpace(b.String()), bare) {
			b.WriteString(" (" + bare + ")")
		}
		return ""
	case name == "img":
		b.WriteString(attribute(z, "alt"))
	case name == "td" || name == "th":
		b.WriteByte(' ')
	case tags[name]:
		b.WriteByte('\n')
	}
	return link
}

func attribute(z *html.Tokenizer, name string) string {
	for {
		key, value, more := z.TagAttr()
		if string(key) == name {
			return strings.TrimSpace(string(value))
		}
		if !more {
			return ""
		}
	}
}

// tidyLines takes out the blanks that tags leave: at the ends of lines, and
// more than one empty line.
func tidyLines(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	kept := lines[:0]
	for _, line := range lines {
		line = strings.Trim(line, " \t\u00a0")
		if line == "" && (len(kept) == 0 || kept[len(kept)-1] == "") {
			continue
		}
		kept = append(kept, line)
	}
	return strings.Join(kept, "\n")
}
