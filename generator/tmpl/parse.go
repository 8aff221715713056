package tmpl

import (
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"text/template/parse"
)

const (
	// maxSource bounds a template file: the parser recurses for each nested block.
	maxSource = 256 << 10
	// maxLoops bounds nested {{range}}s: html/template's escaper reads the body
	// of each one twice, so its time doubles with each.
	maxLoops = 8
)

// builtins are the predefined functions that templates may call; refused are
// the others, so that they are not mistaken for typing errors.
var (
	builtins = map[string]bool{
		"and": true, "or": true, "not": true, "len": true,
		"eq": true, "ne": true, "lt": true, "le": true, "gt": true, "ge": true,
	}
	refused = map[string]bool{
		"call": true, "html": true, "index": true, "js": true, "print": true, "printf": true,
		"println": true, "slice": true, "urlquery": true,
	}
)

// derivedMark separates, in the names that html/template makes, a template's
// name from the context it is called in.
const derivedMark = "$htmltemplate_"

// baseName gives the name that the author wrote.
func baseName(name string) string {
	base, _, _ := strings.Cut(name, derivedMark)
	return base
}

// Parse reads templates and checks all that can be checked without knowing the
// type of the pages: syntax, names of templates and of functions. The error, if
// any, is of type Errors and lists every fault found.
func Parse(sources []Source, funcs Funcs) (*Set, error) {
	s := &Set{sources: map[string]Source{}, trees: map[string]*parse.Tree{}, funcs: funcs}
	errs := checkFuncs(funcs)
	for _, src := range sources {
		if src.File == "" {
			src.File = src.Name
		}
		errs = append(errs, s.add(src)...)
	}
	for _, name := range s.Names() {
		v := visitor{set: s, tree: s.trees[name]}
		v.list(v.tree.Root, 0)
		errs = append(errs, v.errs...)
	}
	if len(errs) > 0 {
		return nil, errs.sorted()
	}
	return s, nil
}

// ParseFS parses the files of fsys that match a pattern (see fs.Glob). Each one
// is named by its path.
func ParseFS(fsys fs.FS, funcs Funcs, patterns ...string) (*Set, error) {
	var sources []Source
	for _, p := range patterns {
		names, err := fs.Glob(fsys, p)
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			text, err := fs.ReadFile(fsys, name)
			if err != nil {
				return nil, err
			}
			sources = append(sources, Source{Name: name, Text: string(text)})
		}
	}
	return Parse(sources, funcs)
}

var identifier = regexp.MustCompile(`^\pL[\pL\pN_]*$`)

// checkFuncs refuses names that templates could not call, or that would take
// the place of a predefined function.
func checkFuncs(funcs Funcs) (errs Errors) {
	for _, name := range sortedKeys(funcs) {
		switch {
		case !identifier.MatchString(name), builtins[name], refused[name]:
			errs = append(errs, newError(ErrCall, name, "a function cannot have this name"))
		case funcs[name].Bind == nil || funcs[name].Result < String || funcs[name].Result > Bool:
			errs = append(errs, newError(ErrCall, name, "the function has no Bind, or no Result"))
		}
	}
	return errs
}

// add parses one file and takes in the templates it defines.
func (s *Set) add(src Source) Errors {
	fault := func(kind ErrorKind, line int, args ...string) Errors {
		e := newError(kind, args...)
		e.Template, e.File, e.Line = src.Name, src.File, line
		return Errors{e}
	}
	if _, ok := s.sources[src.Name]; ok {
		return fault(ErrDuplicate, 0, src.Name, s.sources[src.Name].File)
	}
	if len(src.Text) > maxSource {
		return fault(ErrTooLarge, 0, "256 KiB at most")
	}
	s.sources[src.Name] = src

	tree := parse.New(src.Name)
	tree.Mode = parse.SkipFuncCheck // the visitor does it, and knows the column
	trees := map[string]*parse.Tree{}
	if _, err := tree.Parse(src.Text, "", "", trees); err != nil {
		line, msg := syntaxError(src.Name, err)
		return fault(ErrSyntax, line, msg)
	}
	var errs Errors
	for _, name := range sortedKeys(trees) {
		t, old := trees[name], s.trees[name]
		switch {
		case strings.Contains(name, derivedMark):
			errs = append(errs, s.errorAt(t, t.Root.Pos, ErrForbidden, "the name "+strconv.Quote(name)))
		case old == nil || parse.IsEmptyTree(old.Root):
			s.trees[name] = t
		case !parse.IsEmptyTree(t.Root):
			errs = append(errs, s.errorAt(t, t.Root.Pos, ErrDuplicate, name, s.sources[old.ParseName].File))
		}
	}
	return errs
}

// syntaxError takes apart what the parser says: "template: name:line: message".
func syntaxError(name string, err error) (line int, msg string) {
	msg = strings.TrimPrefix(err.Error(), "template: "+name+":")
	number, rest, ok := strings.Cut(msg, ": ")
	if line, err := strconv.Atoi(number); ok && err == nil {
		return line, rest
	}
	return 0, msg
}

// visitor checks the names in one parsed template.
type visitor struct {
	set  *Set
	tree *parse.Tree
	errs Errors
}

func (v *visitor) fault(n parse.Node, kind ErrorKind, args ...string) {
	v.errs = append(v.errs, v.set.errorAt(v.tree, n.Position(), kind, args...))
}

func (v *visitor) list(l *parse.ListNode, loops int) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			v.pipe(n.Pipe)
		case *parse.IfNode:
			v.branch(&n.BranchNode, loops)
		case *parse.WithNode:
			v.branch(&n.BranchNode, loops)
		case *parse.RangeNode:
			if loops == maxLoops {
				v.fault(n, ErrForbidden, "a loop within "+strconv.Itoa(maxLoops)+" others")
				continue
			}
			v.branch(&n.BranchNode, loops+1)
		case *parse.TemplateNode:
			if !v.set.Has(n.Name) {
				v.fault(n, ErrTemplate, append([]string{n.Name}, nearest(n.Name, v.set.Names())...)...)
			}
			if n.Pipe != nil {
				v.pipe(n.Pipe)
			}
		}
	}
}

func (v *visitor) branch(n *parse.BranchNode, loops int) {
	v.pipe(n.Pipe)
	v.list(n.List, loops)
	v.list(n.ElseList, loops)
}

func (v *visitor) pipe(p *parse.PipeNode) {
	for _, cmd := range p.Cmds {
		for _, arg := range cmd.Args {
			v.argument(arg)
		}
	}
}

func (v *visitor) argument(n parse.Node) {
	switch n := n.(type) {
	case *parse.PipeNode:
		v.pipe(n)
		if len(n.Decl) > 0 {
			v.fault(n, ErrForbidden, "a variable declared within parentheses")
		}
	case *parse.ChainNode:
		v.argument(n.Node)
	case *parse.IdentifierNode:
		v.function(n)
	}
}

// function also keeps html/template's own escapers, which are functions, out of
// the hands of authors.
func (v *visitor) function(n *parse.IdentifierNode) {
	_, known := v.set.funcs[n.Ident]
	switch {
	case known, builtins[n.Ident]:
	case refused[n.Ident]:
		v.fault(n, ErrForbidden, "the function "+n.Ident)
	default:
		names := append(sortedKeys(v.set.funcs), sortedKeys(builtins)...)
		v.fault(n, ErrFunction, append([]string{n.Ident}, nearest(n.Ident, names)...)...)
	}
}
