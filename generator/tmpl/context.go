package tmpl

import (
	"errors"
	"html/template"
	"io"
	"sort"
	"strconv"
	"strings"
	"text/template/parse"
)

// escaped holds the trees that a page needs, as html/template's escaper left
// them: pipelines end with the escapers it chose, static text is made safe, and
// a template called elsewhere than in text has a copy for that context.
type escaped map[string]*parse.Tree

// entryName is a template of ours, which calls the page.
const entryName = derivedMark + "entry"

var errStop = errors.New("escaped")

// escape makes html/template escape a page and all that it calls. Its escaper
// runs at the first execution: we execute a template that calls the page after
// a function that stops everything, so nothing else is ever run.
//
// html/template hides the copies it makes for other contexts, but uses one that
// is there already under the name it would give. So we look for the names it
// called, add copies under those names, and start again until none is missing.
func (s *Set) escape(page string) (escaped, *template.Error) {
	trees := escaped{}
	s.reach(page, trees)
	for {
		root, err := s.run(page, trees)
		if err != nil {
			return nil, err
		}
		done, missing := collect(root, page)
		if len(missing) == 0 {
			return done, nil
		}
		for name := range missing {
			trees[name] = s.trees[baseName(name)]
		}
	}
}

// reach adds to trees, unescaped, the template and all that it calls.
func (s *Set) reach(name string, trees escaped) {
	if trees[name] != nil || s.trees[name] == nil {
		return
	}
	trees[name] = s.trees[name]
	eachCall(s.trees[name].Root, func(n *parse.TemplateNode) { s.reach(n.Name, trees) })
}

// run escapes copies of the trees, and gives html/template's set of them.
func (s *Set) run(page string, trees escaped) (*template.Template, *template.Error) {
	root := template.New("").Funcs(template.FuncMap{"stop": func() (string, error) { return "", errStop }})
	for _, name := range sortedKeys(trees) {
		tree := trees[name].Copy()
		tree.Name = name
		if _, err := root.AddParseTree(name, tree); err != nil {
			return nil, &template.Error{Name: name, Description: err.Error()}
		}
	}
	entry, err := root.New(entryName).Parse("{{stop}}{{template " + strconv.Quote(page) + " .}}")
	if err == nil {
		err = entry.Execute(io.Discard, nil)
	}
	if errors.Is(err, errStop) {
		return root, nil
	}
	if fault, ok := errors.AsType[*template.Error](err); ok {
		return nil, fault
	}
	return nil, &template.Error{Name: page, Description: err.Error()}
}

// collect gathers the escaped trees that the page calls, and the names of the
// copies that html/template made out of our sight.
func collect(root *template.Template, page string) (done escaped, missing map[string]bool) {
	done, missing = escaped{}, map[string]bool{}
	var visit func(name string)
	visit = func(name string) {
		if done[name] != nil {
			return
		}
		t := root.Lookup(name)
		if t == nil {
			missing[name] = true
			return
		}
		done[name] = t.Tree
		eachCall(t.Tree.Root, func(n *parse.TemplateNode) { visit(n.Name) })
	}
	visit(page)
	return done, missing
}

// eachCall visits the {{template}} calls of a list, in order.
func eachCall(l *parse.ListNode, f func(*parse.TemplateNode)) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TemplateNode:
			f(n)
		case *parse.IfNode:
			eachCall(n.List, f)
			eachCall(n.ElseList, f)
		case *parse.WithNode:
			eachCall(n.List, f)
			eachCall(n.ElseList, f)
		case *parse.RangeNode:
			eachCall(n.List, f)
			eachCall(n.ElseList, f)
		}
	}
}

// escapeError gives a place to what html/template's escaper refuses. When it
// names no node, the fault is in a text: the template that alone has the same
// fault is named, and the first of its nodes that is enough to cause it.
func (s *Set) escapeError(page string, fault *template.Error) *Error {
	reached := escaped{}
	s.reach(page, reached)
	if fault.Node != nil {
		// The place reads "source:line:offset"; the source's name tells the tree.
		place, _ := s.trees[page].ErrorContext(fault.Node)
		for _, name := range sortedKeys(reached) {
			tree := reached[name]
			if strings.HasPrefix(place, tree.ParseName+":") && holds(tree.Root, fault.Node.Position(), fault.Node.Type()) {
				return s.errorAt(tree, fault.Node.Position(), ErrEscape, fault.Description)
			}
		}
	}
	for _, name := range sortedKeys(reached) {
		if pos, ok := s.firstFault(name, fault.Description); ok {
			return s.errorAt(reached[name], pos, ErrEscape, fault.Description)
		}
	}
	e := newError(ErrEscape, fault.Description)
	e.Template, e.File = page, s.sources[s.trees[page].ParseName].File
	return e
}

// holds tells whether the list holds a node of that type at that place.
func holds(l *parse.ListNode, pos parse.Pos, typ parse.NodeType) bool {
	if l == nil {
		return false
	}
	for _, n := range l.Nodes {
		if n.Position() == pos && n.Type() == typ {
			return true
		}
		switch n := n.(type) {
		case *parse.IfNode:
			if holds(n.List, pos, typ) || holds(n.ElseList, pos, typ) {
				return true
			}
		case *parse.WithNode:
			if holds(n.List, pos, typ) || holds(n.ElseList, pos, typ) {
				return true
			}
		case *parse.RangeNode:
			if holds(n.List, pos, typ) || holds(n.ElseList, pos, typ) {
				return true
			}
		}
	}
	return false
}

// firstFault gives the place of the first node of a template that causes the
// fault, leaving out all that follows it.
func (s *Set) firstFault(name, description string) (parse.Pos, bool) {
	trees := escaped{}
	s.reach(name, trees)
	whole := s.trees[name]
	if _, err := s.run(name, trees); err == nil || err.Description != description {
		return 0, false
	}
	nodes := whole.Root.Nodes
	i := sort.Search(len(nodes), func(i int) bool {
		cut := *whole
		cut.Root = whole.Root.CopyList()
		cut.Root.Nodes = cut.Root.Nodes[:i+1]
		trees[name] = &cut
		_, err := s.run(name, trees)
		return err != nil && err.Description == description
	})
	if i < len(nodes) {
		return nodes[i].Position(), true
	}
	return whole.Root.Pos, true
}

// sink is the context of an action, as html/template named it by its escapers.
type sink struct {
	mode
	kind  sinkKind
	where string // for errors
}

type sinkKind uint8

const (
	refusedSink sinkKind = iota
	textSink
	rcdataSink
	attrSink // first escaper: attrescaper or nospaceescaper
	urlSink  // first escaper: an URL's
	srcsetSink
	commentSink
	scriptSink
)

const escaperPrefix = "_html_template_"

// sinks are the chains of escapers that a page may need; html/template has
// others, for scripts, styles and names, which are refused.
var sinks = map[string]sink{
	"htmlescaper":                            {mode{markup: quoted}, textSink, "in text"},
	"rcdataescaper":                          {mode{markup: quoted}, rcdataSink, "in a title or a textarea"},
	"attrescaper":                            {mode{markup: quoted}, attrSink, "in an attribute"},
	"nospaceescaper":                         {mode{markup: unquoted}, attrSink, "in an attribute"},
	"urlfilter attrescaper":                  {mode{filter: true, markup: quoted}, urlSink, "in an address"},
	"urlfilter nospaceescaper":               {mode{filter: true, markup: unquoted}, urlSink, "in an address"},
	"urlnormalizer attrescaper":              {mode{url: urlNormalize, markup: quoted}, urlSink, "in an address"},
	"urlnormalizer nospaceescaper":           {mode{url: urlNormalize, markup: unquoted}, urlSink, "in an address"},
	"urlescaper attrescaper":                 {mode{url: urlEscape, markup: quoted}, urlSink, "in an address"},
	"urlescaper nospaceescaper":              {mode{url: urlEscape, markup: unquoted}, urlSink, "in an address"},
	"urlfilter urlnormalizer attrescaper":    {mode{true, urlNormalize, quoted}, urlSink, "in an address"},
	"urlfilter urlnormalizer nospaceescaper": {mode{true, urlNormalize, unquoted}, urlSink, "in an address"},
	"srcsetescaper attrescaper":              {mode{url: urlSrcset, markup: quoted}, srcsetSink, "in a list of addresses"},
	"srcsetescaper nospaceescaper":           {mode{url: urlSrcset, markup: unquoted}, srcsetSink, "in a list of addresses"},
	"commentescaper":                         {mode{markup: silent}, commentSink, "in a comment"},
	"jsvalescaper":                           {mode{}, scriptSink, "in a script (only template.JS can, in JSON-LD)"},
}

// splitEscapers parts the commands that the author wrote from the escapers that
// html/template appended.
func splitEscapers(p *parse.PipeNode) (cmds []*parse.CommandNode, s sink) {
	n := len(p.Cmds)
	var chain []string
	for ; n > 0; n-- {
		id, ok := p.Cmds[n-1].Args[0].(*parse.IdentifierNode)
		if !ok || !strings.HasPrefix(id.Ident, escaperPrefix) {
			break
		}
		chain = append([]string{strings.TrimPrefix(id.Ident, escaperPrefix)}, chain...)
	}
	s, ok := sinks[strings.Join(chain, " ")]
	if !ok {
		s.where = "here: in a style, in a script's text, or in the name of a tag or an attribute"
	}
	return p.Cmds[:n], s
}

// modeFor resolves the context for the type of the value, as html/template's
// escapers do at run time. False means that the value is refused there.
func (s sink) modeFor(k Kind) (mode, bool) {
	m := s.mode
	switch s.kind {
	case refusedSink:
		return m, false
	case scriptSink:
		return m, k == JS
	case textSink:
		if k == HTML {
			m.markup = raw
		}
	case rcdataSink:
		if k == HTML {
			m.markup = normalized
		}
	case attrSink:
		// html/template strips the tags: a surprise that no page needs.
		return m, k != HTML
	case urlSink:
		if k == URL {
			m.filter = false
			if m.url == urlEscape {
				m.url = urlNormalize
			}
		}
	case srcsetSink:
		switch k {
		case URL:
			m.url = urlSrcsetOne
		case kindSrcset:
			m.url = urlNone
		}
	}
	return m, true
}
