package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"balise/generator/diag"
)

// Limits on a document. Each answers an input that was measured to take goldmark
// seconds or hundreds of megabytes, and none is near what a guide needs.
const (
	maxBytes    = 1 << 20
	maxLines    = 20_000
	maxBlock    = 16 << 10 // bytes of a line, or of a paragraph: `[a](b` repeated is quadratic
	maxDepth    = 16       // quotations, lists and notes inside one another
	maxRefs     = 500      // link reference definitions, and footnotes
	maxColumns  = 20
	maxRows     = 500
	maxTable    = 256 << 10
	maxBrackets = 20_000    // [ and ] in the whole document
	maxEffort   = 4_000_000 // see effort
)

// admit makes the checks that need no grammar; false refuses the whole body.
func (p *places) admit() bool {
	if len(p.lines) > maxLines {
		p.report("markdown-trop-gros", 0, 1)
		return false
	}
	if !utf8.Valid(p.src) {
		at := 0
		for at < len(p.src) {
			r, n := utf8.DecodeRune(p.src[at:])
			if r == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
		p.report("markdown-utf8", at, 1)
		return false
	}
	for i := range p.lines {
		if len(p.lineText(i)) > maxBlock {
			p.report("markdown-bloc-trop-long", p.lines[i], 1)
			return false
		}
	}
	return true
}

// grammar is the Markdown that Balise reads. It keeps no state between two calls
// of Parse: what the guards count lives in the parser's context.
var grammar = func() parser.Parser {
	nested := func(p parser.BlockParser, priority int) util.PrioritizedValue {
		return util.Prioritized(shallow{p}, priority)
	}
	one := util.Prioritized
	return parser.NewParser(
		parser.WithBlockParsers(
			one(parser.NewSetextHeadingParser(), 100),
			nested(extension.NewDefinitionListParser(), 101),
			one(boundedTerms{extension.NewDefinitionDescriptionParser()}, 102),
			one(parser.NewThematicBreakParser(), 200),
			nested(parser.NewListParser(), 300),
			one(parser.NewListItemParser(), 400),
			one(parser.NewCodeBlockParser(), 500),
			one(boundedHeading{parser.NewATXHeadingParser()}, 600),
			one(parser.NewFencedCodeBlockParser(), 700),
			nested(parser.NewBlockquoteParser(), 800),
			one(parser.NewHTMLBlockParser(), 900),
			nested(extension.NewFootnoteBlockParser(), 999),
			one(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			one(parser.NewCodeSpanParser(), 100),
			one(extension.NewFootnoteParser(), 101),
			one(parser.NewLinkParser(), 200),
			one(parser.NewAutoLinkParser(), 300),
			one(parser.NewRawHTMLParser(), 400),
			one(parser.NewEmphasisParser(), 500),
			one(extension.NewStrikethroughParser(), 500),
			one(extension.NewLinkifyParser(extension.WithLinkifyAllowedProtocols([]string{"http:", "https:"})), 999),
		),
		parser.WithParagraphTransformers(
			one(paragraphGuard{}, 50),
			one(parser.LinkReferenceParagraphTransformer, 100),
			one(extension.NewTableParagraphTransformer(), 200),
			one(leafGuard{}, 300),
		),
		parser.WithASTTransformers(
			one(extension.NewTableASTTransformer(), 0),
			one(extension.NewFootnoteASTTransformer(), 999),
		),
	)
}()

// guard counts what a document spends. It hangs on the parser's context.
type guard struct {
	*places
	refs, notes      int
	brackets, effort int
	escapedPipes     int
}

var guardKey = parser.NewContextKey()

func withGuard(g *guard) parser.ParseOption {
	pc := parser.NewContext()
	pc.Set(guardKey, g)
	return parser.WithContext(pc)
}

func guardOf(pc parser.Context) *guard { return pc.Get(guardKey).(*guard) }

// spend counts the inline markup of a block and tells whether it may be read.
// goldmark tries each bracket against those before it, and each run of * _ ~
// likewise: the effort goes with the square of their number.
func (g *guard) spend(block ...[]byte) bool {
	brackets, runs := 0, 0
	for _, line := range block {
		for _, c := range line {
			switch c {
			case '[', ']':
				brackets++
			case '*', '_', '~':
				runs++
			}
		}
	}
	g.brackets += brackets
	g.effort += brackets*brackets + runs*runs/10
	return g.brackets <= maxBrackets && g.effort <= maxEffort
}

// admitLeaf tells whether lines, which will be read as one text, may be, and
// reports why not.
func (g *guard) admitLeaf(lines *text.Segments) bool {
	if lines.Len() == 0 {
		return true
	}
	size := 0
	block := make([][]byte, lines.Len())
	for i := range block {
		s := lines.At(i)
		block[i] = g.src[s.Start:s.Stop]
		size += len(block[i])
	}
	if size > maxBlock {
		g.report("markdown-bloc-trop-long", lines.At(0).Start, 1)
		return false
	}
	if !g.spend(block...) {
		g.once("markdown-trop-complexe", lines.At(0).Start)
		return false
	}
	return true
}

// shallow refuses containers nested too deep; their text becomes a paragraph.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	before := pc.BlockOffset()
	g := guardOf(pc)
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		switch n.(type) {
		case *ast.Blockquote, *ast.List, *extast.DefinitionList, *extast.Footnote:
			depth++
		}
	}
	note := len(line) > before+1 && before >= 0 && line[before] == '['
	if depth < maxDepth && !(note && g.notes >= maxRefs) {
		node, state := s.BlockParser.Open(parent, reader, pc)
		if _, ok := node.(*extast.Footnote); ok {
			g.notes++
		}
		return node, state
	}
	l, pos := reader.Position()
	node, _ := s.BlockParser.Open(parent, reader, pc)
	reader.SetPosition(l, pos)
	if node != nil {
		at := seg.Start + max(before, 0)
		if depth < maxDepth {
			g.once("markdown-trop-de-references", at)
		} else {
			g.once("markdown-trop-imbrique", at)
		}
	}
	return nil, parser.NoChildren
}

// boundedHeading guards "# …" headings, which are no paragraphs.
type boundedHeading struct{ parser.BlockParser }

func (b boundedHeading) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	b.BlockParser.Close(node, reader, pc)
	if !guardOf(pc).admitLeaf(node.Lines()) {
		node.SetLines(text.NewSegments())
	}
}

// boundedTerms guards the terms of a definition list: the paragraph they stand in
// is taken over before any paragraph transformer sees it.
type boundedTerms struct{ parser.BlockParser }

func (b boundedTerms) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if list, ok := parent.(*extast.DefinitionList); ok && list.TemporaryParagraph != nil {
		if lines := list.TemporaryParagraph.Lines(); !guardOf(pc).admitLeaf(lines) {
			lines.SetSliced(0, 0)
		}
	}
	return b.BlockParser.Open(parent, reader, pc)
}

// paragraphGuard looks at a paragraph before link references and tables are
// sought in it.
type paragraphGuard struct{}

func (paragraphGuard) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	if lines.Len() == 0 {
		return
	}
	if g := guardOf(pc); !g.admitParagraph(lines) {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

func (g *guard) admitParagraph(lines *text.Segments) bool {
	first := lines.At(0).Start
	size, header, wide := 0, -1, false
	for i := range lines.Len() {
		s := lines.At(i)
		size += s.Len()
		if line := g.src[s.Start:s.Stop]; i > 0 && delimiterRow(line) {
			wide = wide || bytes.Count(line, []byte{'|'}) > maxColumns+1
			if header < 0 {
				header = i - 1
			}
		}
	}
	table := header >= 0
	switch {
	case !table && size > maxBlock:
		g.report("markdown-bloc-trop-long", first, 1)
		return false
	case !g.countRefs(lines):
		g.once("markdown-trop-de-references", first)
		return false
	case !table:
		return true
	case wide || lines.Len()-header-2 > maxRows || size > maxTable || !g.countPipes(lines):
		g.report("markdown-tableau-trop-grand", lines.At(header).Start, 1)
		return false
	}
	for i := range lines.Len() {
		if s := lines.At(i); !g.spend(g.src[s.Start:s.Stop]) {
			g.once("markdown-trop-complexe", s.Start)
			return false
		}
	}
	return true
}

// countRefs counts the lines that may end a link reference's label.
func (g *guard) countRefs(lines *text.Segments) bool {
	first := lines.At(0)
	if !bytes.HasPrefix(bytes.TrimLeft(g.src[first.Start:first.Stop], " \t"), []byte{'['}) {
		return true
	}
	for i := range lines.Len() {
		s := lines.At(i)
		g.refs += bytes.Count(g.src[s.Start:s.Stop], []byte("]:"))
	}
	return g.refs <= maxRefs
}

// countPipes counts the pipes that are escaped in cells: goldmark compares each
// with all the others.
func (g *guard) countPipes(lines *text.Segments) bool {
	for i := range lines.Len() {
		s := lines.At(i)
		g.escapedPipes += bytes.Count(g.src[s.Start:s.Stop], []byte(`\|`))
	}
	return g.escapedPipes <= maxRows
}

// delimiterRow tells a line that goldmark may take for what parts a table's
// header from its rows.
func delimiterRow(line []byte) bool {
	dash := false
	for _, c := range line {
		if c == '-' {
			dash = true
		} else if c != '|' && c != ':' && !util.IsSpace(c) {
			return false
		}
	}
	return dash
}

// leafGuard looks at what is left of a paragraph once references and tables are
// taken out: all of it will be read as one text.
type leafGuard struct{}

func (leafGuard) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if !guardOf(pc).admitLeaf(node.Lines()) {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// once reports a fault that the rest of the document would only repeat.
func (g *guard) once(code diag.Code, at int) {
	for _, d := range g.diags {
		if d.Code == code {
			return
		}
	}
	g.report(code, at, 1)
}
