package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"balise/generator/french"
)

// compiler walks goldmark's tree once and writes a Doc. Blocks are here, what
// stands inside a line is in inline.go.
type compiler struct {
	*places
	doc   *Doc
	ids   map[string]int // heading ids in use, with the last number tried
	level int            // of the last heading, 0 before the first
	title string         // its text
	inliner
}

func (c *compiler) emit(e event)    { c.doc.events = append(c.doc.events, e) }
func (c *compiler) html(tag string) { c.emit(event{kind: markup, text: tag}) }

func (c *compiler) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		c.block(n)
	}
}

func (c *compiler) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		c.paragraph(n)
	case *ast.TextBlock:
		c.leaf(n)
		if n.NextSibling() != nil {
			c.html("\n")
		}
	case *ast.Heading:
		c.heading(n)
	case *ast.List:
		c.list(n)
	case *ast.ListItem:
		c.wrap(n, "<li>", "</li>\n")
	case *ast.Blockquote:
		c.quotation(n)
	case *ast.ThematicBreak:
		c.html("<hr>\n")
	case *ast.CodeBlock:
		c.code(n.Lines())
	case *ast.FencedCodeBlock:
		c.code(n.Lines())
	case *ast.HTMLBlock:
		c.rawHTML(n.Pos(), n.Lines())
	case *extast.Table:
		c.table(n)
	case *extast.DefinitionList:
		c.wrap(n, "<dl>\n", "</dl>\n")
	case *extast.DefinitionTerm:
		c.html("<dt>")
		c.leaf(n)
		c.html("</dt>\n")
	case *extast.DefinitionDescription:
		c.wrap(n, "<dd>", "</dd>\n")
	case *extast.FootnoteList:
		c.footnotes(n)
	case *ast.LinkReferenceDefinition:
	default:
		c.blocks(n)
	}
}

func (c *compiler) wrap(n ast.Node, open, end string) {
	c.html(open)
	c.blocks(n)
	c.html(end)
}

// leaf compiles the inline children of a block.
func (c *compiler) leaf(n ast.Node) {
	c.begin()
	c.inlines(n)
	c.end()
}

// paragraph leaves out a paragraph that raw HTML alone made.
func (c *compiler) paragraph(n *ast.Paragraph) {
	if img, ok := n.FirstChild().(*ast.Image); ok && img.NextSibling() == nil && len(img.Title) > 0 {
		c.figure(n, img)
		return
	}
	from := len(c.doc.events)
	c.html("<p>")
	c.leaf(n)
	if !c.holds(from) {
		c.doc.events = c.doc.events[:from]
		return
	}
	c.html("</p>\n")
}

// figure is an image alone in its paragraph with a title, which is its caption.
func (c *compiler) figure(n *ast.Paragraph, img *ast.Image) {
	from := len(c.doc.events)
	c.html("<figure>")
	c.leaf(n)
	if !c.holds(from) {
		c.doc.events = c.doc.events[:from]
		return
	}
	c.html("<figcaption>")
	c.begin()
	c.write(unescape(string(img.Title)))
	c.end()
	c.html("</figcaption></figure>\n")
}

// holds tells that something to read was emitted since from.
func (c *compiler) holds(from int) bool {
	for _, e := range c.doc.events[from:] {
		switch e.kind {
		case prose, verbatim:
			if strings.TrimSpace(e.text) != "" {
				return true
			}
		case image, noteCall:
			return true
		}
	}
	return false
}

// since gives the text emitted since from, on one line; alternative texts are
// part of it.
func (c *compiler) since(from int) string {
	var w words
	for _, e := range c.doc.events[from:] {
		switch {
		case e.kind == prose || e.kind == verbatim:
			w.write(e.text)
		case e.kind == image:
			w.write(e.more)
		case e.kind == markup && e.text == lineBreak:
			w.write(" ")
		}
	}
	return string(w.text)
}

// headingTags are the tags of a heading by its level.
var headingTags = [7]string{2: "</h2>\n", 3: "</h3>\n", 4: "</h4>\n", 5: "</h5>\n", 6: "</h6>\n"}

func (c *compiler) heading(n *ast.Heading) {
	from := len(c.doc.events)
	level := max(n.Level, 2) // the page's title is its h1
	c.emit(event{kind: headOpen, level: int8(level)})
	c.leaf(n)
	title := c.since(from)
	if title == "" {
		c.doc.events = c.doc.events[:from]
		c.report("titre-vide", n.Pos(), n.Level)
		return
	}
	id := c.uniqueID(title)
	c.doc.events[from].text = id
	c.html(headingTags[level])
	if n.Level == 1 {
		c.report("markdown-titre-1", n.Pos(), 1, title)
	}
	if last := max(c.level, 1); level > last+1 {
		c.report("titre-saute", n.Pos(), level, title, strings.Repeat("#", last+1), strings.Repeat("#", level))
	}
	c.level, c.title = level, title
	c.doc.Headings = append(c.doc.Headings, Heading{Level: level, ID: id, Text: title, At: c.at(n.Pos())})
}

// uniqueID makes a heading's id: that of its text, then -2, -3… The ids of
// footnotes hold a low line, which no heading's does.
func (c *compiler) uniqueID(title string) string {
	base := french.HeadingID(title)
	if base == "" {
		base = "section"
	}
	id := base
	for n := c.ids[base]; ; {
		if _, taken := c.ids[id]; !taken {
			c.ids[id] = 1
			return id
		}
		n++
		c.ids[base] = n
		id = base + "-" + itoa(n)
	}
}

func (c *compiler) list(n *ast.List) {
	if !n.IsOrdered() {
		c.wrap(n, "<ul>\n", "</ul>\n")
		return
	}
	c.emit(event{kind: listOpen, n: int32(n.Start)})
	c.blocks(n)
	c.html("</ol>\n")
}

// quotation compiles a quotation, or the alert that its first line makes of it.
func (c *compiler) quotation(n *ast.Blockquote) {
	if first, ok := n.FirstChild().(*ast.Paragraph); ok && first.Lines().Len() > 0 {
		line := first.Lines().At(0)
		word := alertWord(c.src[line.Start:line.Stop])
		if kind, known := alerts[word]; known {
			dropLine(first, line.Stop)
			c.emit(event{kind: alertOpen, level: kind})
			c.blocks(n)
			c.html("</div>\n")
			return
		}
		if word != "" {
			c.report("alerte-inconnue", line.Start, utf8.RuneCountInString(word)+3, word)
		}
	}
	c.wrap(n, "<blockquote>\n", "</blockquote>\n")
}

// dropLine takes out of a paragraph what stands before stop.
func dropLine(n *ast.Paragraph, stop int) {
	for child := n.FirstChild(); child != nil && child.Pos() < stop; {
		next := child.NextSibling()
		n.RemoveChild(n, child)
		child = next
	}
}

func (c *compiler) code(lines *text.Segments) {
	var b strings.Builder
	for i := range lines.Len() {
		s := lines.At(i)
		b.Write(s.Value(c.src))
	}
	c.html("<pre><code>")
	c.emit(event{kind: verbatim, text: b.String()})
	c.html("</code></pre>\n")
}

// rawHTML reports a block of HTML and leaves it out.
func (c *compiler) rawHTML(at int, lines *text.Segments) {
	width := 1
	if lines.Len() > 0 {
		s := lines.At(0)
		width = utf8.RuneCount(c.src[min(at, s.Stop):s.Stop])
	}
	c.report("markdown-html", at, width)
}

func (c *compiler) table(n *extast.Table) {
	c.doc.tables++
	c.emit(event{kind: tableOpen, n: int32(c.doc.tables), text: c.title})
	body := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		_, header := row.(*extast.TableHeader)
		switch {
		case header:
			c.html("<thead>\n")
		case !body:
			body = true
			c.html("<tbody>\n")
		}
		c.html("<tr>")
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			c.cell(cell, header)
		}
		c.html("</tr>\n")
		if header {
			c.html("</thead>\n")
		}
	}
	if body {
		c.html("</tbody>\n")
	}
	c.html("</table></div>\n")
}

// cellClasses carry a column's alignment: a style attribute would need a weaker
// content security policy.
var cellClasses = map[extast.Alignment]string{extast.AlignCenter: ` class="centre"`, extast.AlignRight: ` class="droite"`}

// cell compiles a cell; an empty heading is no heading (RGAA 5.6).
func (c *compiler) cell(n ast.Node, header bool) {
	class := ""
	if cell, ok := n.(*extast.TableCell); ok {
		class = cellClasses[cell.Alignment]
	}
	from := len(c.doc.events)
	c.html("")
	c.leaf(n)
	open, end := "<td"+class+">", "</td>"
	if header && c.holds(from) {
		open, end = `<th scope="col"`+class+">", "</th>"
	}
	c.doc.events[from].text = open
	c.html(end)
}

func (c *compiler) footnotes(list *extast.FootnoteList) {
	c.emit(event{kind: notesOpen})
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		note, ok := n.(*extast.Footnote)
		if !ok {
			continue
		}
		c.emit(event{kind: noteOpen, n: int32(note.Index)})
		c.blocks(note)
		back := event{kind: noteReturn, n: int32(note.Index)}
		if last := len(c.doc.events) - 1; c.doc.events[last].text == "</p>\n" {
			c.doc.events = append(c.doc.events[:last], back, c.doc.events[last])
		} else {
			c.html("<p>")
			c.emit(back)
			c.html("</p>\n")
		}
		c.html("</li>\n")
	}
	c.html("</ol></section>\n")
}

// finish gathers the document's plain text from its events: blocks and cells end
// with a tag that ends a line.
func (c *compiler) finish() {
	w := words{text: make([]byte, 0, len(c.src))}
	for i := range c.doc.events {
		e := &c.doc.events[i]
		switch {
		case e.kind == prose || e.kind == verbatim:
			w.write(e.text)
		case e.kind == markup && (strings.HasSuffix(e.text, ">\n") || e.text == "</td>" || e.text == "</th>"):
			w.endLine()
		}
	}
	c.doc.plain = string(w.text)
	c.doc.words = countWords(c.doc.plain)
}

// words puts texts together with one space wherever there is white space, and
// none at the ends of lines.
type words struct {
	text []byte
	gap  byte // what stands before the next word: a space, a line end or 0
}

func (w *words) write(s string) {
	for s != "" {
		n := 0
		for n < len(s) && !maySpace[s[n]] {
			n++
		}
		if n == 0 {
			r, size := utf8.DecodeRuneInString(s)
			if unicode.IsSpace(r) {
				if s = s[size:]; w.gap == 0 {
					w.gap = ' '
				}
				continue
			}
			n = size
		}
		if w.gap != 0 && len(w.text) > 0 {
			w.text = append(w.text, w.gap)
		}
		w.gap = 0
		w.text, s = append(w.text, s[:n]...), s[n:]
	}
}

// maySpace tells the bytes with which a white space may begin in UTF-8.
var maySpace = [256]bool{' ': true, '\t': true, '\n': true, '\v': true, '\f': true, '\r': true, 0xC2: true, 0xE1: true, 0xE2: true, 0xE3: true}

func (w *words) endLine() { w.gap = '\n' }
