package tmpl

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// compiler turns the escaped trees of one page into bodies, one for each
// template and type of dot.
type compiler struct {
	set       *Set
	trees     escaped
	bodies    map[bodyKey]*body
	errs      Errors
	checkOnly bool // html/template refused the page: only look for more faults
}

// bodyKey tells bodies apart. A literal given to a template makes a body of its
// own, in which comparisons with it are folded.
type bodyKey struct {
	template string
	typ      typ
	place    bool
	literal  Value
}

// compile type-checks and compiles a template for a type of page.
func (s *Set) compile(name string, rt reflect.Type) (*body, Errors) {
	if !s.Has(name) {
		return nil, Errors{newError(ErrTemplate, append([]string{name}, nearest(name, s.Names())...)...)}
	}
	if rt.Kind() != reflect.Struct {
		e := newError(ErrType, "the page", rt.String(), "is not a struct")
		e.Template, e.File = name, s.sources[s.trees[name].ParseName].File
		return nil, Errors{e}
	}
	if errs := s.bounded(name); len(errs) > 0 {
		return nil, errs
	}
	c := &compiler{set: s, bodies: map[bodyKey]*body{}, errs: s.scan(name)}
	trees, fault := s.escape(name)
	if fault != nil {
		c.errs = append(c.errs, s.escapeError(name, fault))
		c.checkOnly, trees = true, escaped{}
		s.reach(name, trees)
	}
	c.trees = trees
	b := c.body(name, placeAt(typeOf(rt), 0, nil))
	if len(c.errs) > 0 {
		return nil, c.errs.sorted()
	}
	return b, nil
}

// scope is the compilation of one body.
type scope struct {
	*compiler
	tree  *parse.Tree
	body  *body
	dot   expr
	vars  []variable
	block *block
}

type variable struct {
	name string
	expr
}

// body compiles a template for an argument, once for each kind of argument. A
// template within itself finds its own body, not yet done.
func (c *compiler) body(name string, arg expr) *body {
	key := bodyKey{template: name, typ: arg.typ, place: arg.place != nil}
	if arg.literal {
		key.literal = *arg.known
	}
	if b, ok := c.bodies[key]; ok {
		return b
	}
	b := &body{slots: 1}
	c.bodies[key] = b
	dot := arg
	switch {
	case arg.literal, arg.absent():
	case arg.place != nil:
		dot = placeAt(arg.typ, 0, nil)
	default:
		dot = valueAt(arg.typ, 0)
	}
	sc := &scope{compiler: c, tree: c.trees[name], body: b, dot: dot, block: &block{}}
	sc.vars = []variable{{"$", dot}}
	sc.list(sc.tree.Root)
	b.ops = sc.block.finish()
	b.done = true
	return b
}

// valueAt reads a computed scalar from a slot.
func valueAt(t typ, slot int) expr {
	return expr{typ: t, value: func(m *machine) Value { return m.frame[slot].value }}
}

func (sc *scope) fault(n parse.Node, kind ErrorKind, args ...string) *Error {
	e := sc.set.errorAt(sc.tree, n.Position(), kind, args...)
	sc.errs = append(sc.errs, e)
	return e
}

func (sc *scope) newSlot() int {
	sc.body.slots++
	return sc.body.slots - 1
}

func (sc *scope) variable(name string) variable {
	for i := len(sc.vars) - 1; i >= 0; i-- {
		if sc.vars[i].name == name {
			return sc.vars[i]
		}
	}
	return variable{} // the parser has refused undeclared variables
}

// block gathers operations, with the text that comes before each.
type block struct {
	ops  []op
	text strings.Builder
}

func (b *block) add(run func(m *machine) flow) {
	b.ops = append(b.ops, op{b.text.String(), run})
	b.text.Reset()
}

func (b *block) finish() []op {
	if b.text.Len() > 0 {
		b.add(nil)
	}
	return b.ops
}

// within compiles nodes to operations of their own. What they declare is theirs:
// the parser lets an else use the variables of its if, which have no value there.
func (sc *scope) within(l *parse.ListNode) []op {
	outer, vars := sc.block, len(sc.vars)
	sc.block = &block{}
	sc.list(l)
	ops := sc.block.finish()
	sc.block, sc.vars = outer, sc.vars[:vars]
	return ops
}

func (sc *scope) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			sc.block.text.Write(n.Text)
		case *parse.ActionNode:
			sc.action(n)
		case *parse.IfNode:
			sc.branchIf(n)
		case *parse.WithNode:
			sc.branchWith(n)
		case *parse.RangeNode:
			sc.loop(n)
		case *parse.TemplateNode:
			sc.call(n)
		case *parse.BreakNode:
			sc.block.add(func(*machine) flow { return leave })
		case *parse.ContinueNode:
			sc.block.add(func(*machine) flow { return again })
		}
	}
}

// action prints a value, or keeps it in a variable.
func (sc *scope) action(n *parse.ActionNode) {
	cmds, s := splitEscapers(n.Pipe)
	e, ok := sc.pipe(n, cmds)
	switch {
	case len(n.Pipe.Decl) > 0:
		sc.keep(n.Pipe, e, ok)
	case ok:
		sc.print(n, authored(cmds), e, s)
	}
}

// authored gives the pipeline as the author wrote it.
func authored(cmds []*parse.CommandNode) string {
	words := make([]string, len(cmds))
	for i, c := range cmds {
		words[i] = c.String()
	}
	return strings.Join(words, " | ")
}

// keep declares or assigns the variable of a pipeline, and gives what reads it.
// It also declares a variable whose value is at fault, of a type that stops
// further faults from being found.
func (sc *scope) keep(p *parse.PipeNode, e expr, ok bool) (expr, bool) {
	name := p.Decl[0].Ident[0]
	if ok && !e.scalar() && e.place == nil {
		sc.fault(p, ErrType, name, e.String(), "variables cannot keep")
		ok = false
	}
	if p.IsAssign {
		return sc.assign(p, name, e, ok)
	}
	v, slot := sc.declare(name, e)
	if ok {
		sc.block.add(store(slot, e))
	}
	return v, ok
}

func (sc *scope) assign(p *parse.PipeNode, name string, e expr, ok bool) (expr, bool) {
	v := sc.variable(name)
	switch {
	case !ok || v.faulty:
		return expr{}, false
	case name == "$":
		sc.fault(p, ErrForbidden, "an assignment to $")
		return expr{}, false
	case !v.same(e.typ):
		sc.fault(p, ErrMismatch, name, v.String(), e.String())
		return expr{}, false
	}
	sc.block.add(store(v.slot, e))
	return v.expr, true
}

// declare makes a variable of the type of e. Scalars are kept as values, so
// that what a template computes can be assigned to them.
func (sc *scope) declare(name string, e expr) (expr, int) {
	slot := sc.newSlot()
	v := expr{faulty: true}
	switch {
	case e.scalar():
		v = valueAt(e.typ, slot)
		v.slot = slot
	case e.place != nil:
		v = placeAt(e.typ, slot, nil)
	}
	sc.vars = append(sc.vars, variable{name, v})
	return v, slot
}

// store computes an expression into the slot of a variable.
func store(slot int, e expr) func(m *machine) flow {
	if e.scalar() {
		value := e.scalarFunc()
		return func(m *machine) flow {
			m.frame[slot].value = value(m)
			return next
		}
	}
	place := e.place
	return func(m *machine) flow {
		m.frame[slot].place = place(m)
		return next
	}
}
