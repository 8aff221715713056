// Package markdown turns what people write in a guide or a page into a Doc: its
// headings, its links, its text, each with its place, and the HTML of its body.
//
// It reads CommonMark with tables, footnotes, definition lists, strikethrough,
// bare addresses and alerts ("> [!NOTE]"). goldmark reads the grammar; the HTML
// is ours, because it must be accessible (RGAA), set by the rules of French
// typography, and safe whoever wrote the file.
//
// It refuses raw HTML, addresses that could run a script, and input made to
// waste time or memory: each is a diagnostic at its place. It does not know which
// pages exist: the caller checks Doc.Links, and gives the final addresses when
// it renders.
package markdown

import (
	"bytes"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"

	"balise/generator/diag"
)

// Doc is a parsed document. It is never changed once Parse has returned it:
// goroutines may share it, and must not write to its slices.
type Doc struct {
	Headings []Heading // in order; headings without text are left out
	Links    []Link    // in order, images too; refused addresses are left out

	events []event
	notes  []int // how many times each footnote is called, by its number
	tables int
	plain  string
	words  int
}

// Heading is a title inside the body. The page's own h1 is not among them.
type Heading struct {
	Level int    // as rendered, 2 to 6
	ID    string // unique in the document: "été-à-la-mer"
	Text  string // plain, as written: French typography is not applied
	At    diag.Pos
}

// Link is a link or an image.
type Link struct {
	Dest  string // as written, entities and escapes resolved
	Text  string // what is read out: plain text; empty for an image
	Image bool
	Alt   string // an image's alternative text
	At    diag.Pos
}

// PlainText gives the document's words without any markup, a line for each
// block: for searching and for summaries. Alternative texts are not in it.
func (d *Doc) PlainText() string { return d.plain }

// WordCount counts the words of PlainText.
func (d *Doc) WordCount() int { return d.words }

// Parse reads body, which begins at line firstLine of file (see Split). It
// always returns a Doc; blocks that a guard refuses are missing from it, and the
// whole body is when the body itself is refused. Diagnostics are in the order of
// the text.
func Parse(file string, body []byte, firstLine int) (*Doc, []diag.Diag) {
	firstLine = max(firstLine, 1)
	if len(body) > maxBytes {
		p := newPlaces(file, nil, firstLine)
		p.report("markdown-trop-gros", 0, 1)
		return &Doc{}, p.diags
	}
	src := normalise(body)
	p := newPlaces(file, src, firstLine)
	if !p.admit() {
		return &Doc{}, p.diags
	}
	g := &guard{places: p}
	root := grammar.Parse(text.NewReader(src), withGuard(g))
	draft := drafts.Get().(*[]event)
	c := compiler{places: p, doc: &Doc{events: (*draft)[:0]}, ids: map[string]int{}}
	c.blocks(root)
	*draft = c.doc.events
	c.doc.events = slices.Clone(*draft)
	clear(*draft)
	drafts.Put(draft)
	c.finish()
	return c.doc, diag.Sort(p.diags)
}

// drafts lends the room in which a document grows; what is kept is a copy of the
// right size.
var drafts = sync.Pool{New: func() any { return new([]event) }}

// normalise gives the body one kind of line end and no NUL, without moving any
// character to another line or column.
func normalise(body []byte) []byte {
	body = bytes.TrimPrefix(body, []byte(bom))
	if bytes.IndexByte(body, '\r') >= 0 {
		body = bytes.ReplaceAll(body, []byte("\r\n"), []byte("\n"))
		body = bytes.ReplaceAll(body, []byte("\r"), []byte(" "))
	}
	if bytes.IndexByte(body, 0) >= 0 {
		body = bytes.ReplaceAll(body, []byte{0}, []byte("\uFFFD"))
	}
	return body
}

// countWords counts what a reader reads: « ? » alone is no word.
func countWords(s string) int {
	n, inside := 0, false
	for _, r := range s {
		switch {
		case r == ' ' || r == '\n':
			inside = false
		case !inside && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			inside = true
			n++
		}
	}
	return n
}

// places finds lines and columns in a source, and gathers diagnostics there.
type places struct {
	file  string
	first int // the file's line at which src begins
	src   []byte
	lines []int // where each line of src begins
	diags []diag.Diag
	count [2]int // how many of each diag.Level
}

// mostDiags bounds the diagnostics of one level for one document: beyond, nobody
// reads them, and a hostile file could make millions.
const mostDiags = 500

func newPlaces(file string, src []byte, first int) *places {
	lines := make([]int, 1, bytes.Count(src, []byte{'\n'})+1)
	for i := 0; ; {
		n := bytes.IndexByte(src[i:], '\n')
		if n < 0 {
			return &places{file: file, first: first, src: src, lines: lines}
		}
		i += n + 1
		lines = append(lines, i)
	}
}

// line returns the index in p.lines of the line that holds offset.
func (p *places) line(offset int) int {
	lo, hi := 0, len(p.lines)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; p.lines[mid] <= offset {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// lineText returns the text of p.lines[i], without its line end.
func (p *places) lineText(i int) []byte {
	if i+1 < len(p.lines) {
		return p.src[p.lines[i] : p.lines[i+1]-1]
	}
	return p.src[p.lines[i]:]
}

// lineFrom returns what is left of the line at offset.
func (p *places) lineFrom(offset int) []byte {
	line, _, _ := bytes.Cut(p.src[offset:], []byte{'\n'})
	return line
}

func (p *places) at(offset int) diag.Pos {
	offset = min(max(offset, 0), len(p.src))
	i := p.line(offset)
	return diag.Pos{File: p.file, Line: p.first + i, Col: utf8.RuneCount(p.src[p.lines[i]:offset]) + 1}
}

// report adds a diagnostic at offset that covers width characters.
func (p *places) report(code diag.Code, offset, width int, args ...string) {
	offset = min(max(offset, 0), len(p.src))
	d := diag.New(code, p.at(offset), args...)
	if p.count[d.Level] == mostDiags {
		return
	}
	p.count[d.Level]++
	line := p.lineText(p.line(offset))
	if len(line) <= maxBlock {
		d.Excerpt = string(line)
		d.Width = max(min(width, utf8.RuneCount(line)-d.At.Col+1), 0)
	}
	p.diags = append(p.diags, d)
}
