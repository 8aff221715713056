package tmpl

import (
	"math"
	"reflect"
	"strings"
	"text/template/parse"
)

// expr is a compiled expression: its type, and one of the ways to compute it.
type expr struct {
	typ
	known   *Value // a constant; scalars only
	literal bool   // known, and written as such in the templates
	faulty  bool   // its own fault is reported: say no more

	place func(m *machine) reflect.Value      // somewhere in the view; invalid behind a nil pointer
	value func(m *machine) Value              // a computed scalar
	text  func(m *machine, dst []byte) []byte // a computed string, appended
	truth func(m *machine) bool               // set for mixed only

	slot   int    // where a place begins
	steps  []step // the fields from there; meaningful when rooted
	rooted bool
}

func constant(v Value, literal bool) expr {
	return expr{typ: typ{kind: v.Kind}, known: &v, literal: literal}
}

// placeAt reads a slot, then follows fields.
func placeAt(t typ, slot int, steps []step) expr {
	return expr{typ: t, place: follow(slot, steps), slot: slot, steps: steps, rooted: true}
}

// follow makes the shortest function for a chain of fields.
func follow(slot int, steps []step) func(m *machine) reflect.Value {
	switch {
	case len(steps) == 0:
		return func(m *machine) reflect.Value { return m.frame[slot].place }
	case len(steps) == 1 && !steps[0].pointer:
		i := steps[0].field
		return func(m *machine) reflect.Value {
			v := m.frame[slot].place
			if !v.IsValid() {
				return v
			}
			return v.Field(i)
		}
	case len(steps) == 2 && !steps[0].pointer && !steps[1].pointer:
		i, j := steps[0].field, steps[1].field
		return func(m *machine) reflect.Value {
			v := m.frame[slot].place
			if !v.IsValid() {
				return v
			}
			return v.Field(i).Field(j)
		}
	}
	return func(m *machine) reflect.Value { return walk(m.frame[slot].place, steps) }
}

func walk(v reflect.Value, steps []step) reflect.Value {
	if !v.IsValid() {
		return v
	}
	for _, s := range steps {
		if s.pointer {
			if v = v.Elem(); !v.IsValid() {
				return v
			}
		}
		v = v.Field(s.field)
	}
	return v
}

// fields follows a chain of fields from e.
func (sc *scope) fields(n parse.Node, e expr, names []string) (expr, bool) {
	t, steps := e.typ, []step(nil)
	for _, name := range names {
		if e.place == nil || t.scalar() || t.rt == nil {
			sc.fault(n, ErrType, n.String(), t.String(), "has no fields")
			return expr{}, false
		}
		more, next, kind := fieldSteps(t, name)
		switch kind {
		case ErrMethod:
			sc.fault(n, kind, name, t.String())
			return expr{}, false
		case ErrField:
			sc.fault(n, kind, append([]string{name, t.String()}, nearest(name, fieldNames(t))...)...)
			return expr{}, false
		case ErrType:
			sc.fault(n, kind, n.String(), t.String(), "has no fields")
			return expr{}, false
		}
		steps, t = append(steps, more...), next
	}
	if !t.supported() {
		sc.fault(n, ErrType, n.String(), t.String(), "templates cannot use")
		return expr{}, false
	}
	if e.rooted {
		all := append(append([]step{}, e.steps...), steps...)
		return placeAt(t, e.slot, all), true
	}
	from := e.place
	return expr{typ: t, place: func(m *machine) reflect.Value { return walk(from(m), steps) }}, true
}

// pointee follows a pointer; other expressions are returned as they are.
func (e expr) pointee() expr {
	if !e.is(reflect.Pointer) {
		return e
	}
	from := e.place
	return expr{typ: e.elem(), place: func(m *machine) reflect.Value {
		v := from(m)
		if !v.IsValid() {
			return v
		}
		return v.Elem()
	}}
}

// scalarFunc computes a scalar, or the value None behind a nil pointer.
func (e expr) scalarFunc() func(m *machine) Value {
	switch {
	case e.known != nil:
		v := *e.known
		return func(*machine) Value { return v }
	case e.value != nil:
		return e.value
	case e.text != nil:
		kind, text := e.kind, e.text
		return func(m *machine) Value {
			start := len(m.scratch)
			b := text(m, m.scratch)
			v := Value{Kind: kind, Str: string(b[start:])}
			m.scratch = b[:start]
			return v
		}
	}
	kind, place := e.kind, e.place
	return func(m *machine) Value {
		v := place(m)
		if !v.IsValid() {
			return Value{}
		}
		return scalarOf(kind, v)
	}
}

// stringFunc computes a text; the empty one behind a nil pointer.
func (e expr) stringFunc() func(m *machine) string {
	if e.place == nil {
		value := e.scalarFunc()
		return func(m *machine) string { return value(m).Str }
	}
	place := e.place
	return func(m *machine) string {
		v := place(m)
		if !v.IsValid() {
			return ""
		}
		return v.String()
	}
}

// truthFunc tells whether a value is other than the zero of its type, as
// template.IsTrue does: structs are always true, even empty.
func (e expr) truthFunc() func(m *machine) bool {
	switch {
	case e.truth != nil:
		return e.truth
	case e.place != nil:
		return truthOfPlace(e.typ, e.place)
	case e.text != nil:
		text := e.text
		return func(m *machine) bool {
			start := len(m.scratch)
			b := text(m, m.scratch)
			m.scratch = b[:start]
			return len(b) > start
		}
	}
	value := e.scalarFunc()
	return func(m *machine) bool { return truthOf(value(m)) }
}

func truthOf(v Value) bool {
	if v.Kind == kindFloat {
		return math.Float64frombits(uint64(v.Int)) != 0
	}
	return v.Int != 0 || v.Str != ""
}

func truthOfPlace(t typ, place func(m *machine) reflect.Value) func(m *machine) bool {
	var test func(v reflect.Value) bool
	switch {
	case t.kind == Bool:
		test = reflect.Value.Bool
	case t.kind == Int:
		test = func(v reflect.Value) bool { return v.Int() != 0 }
	case t.kind == kindUint:
		test = func(v reflect.Value) bool { return v.Uint() != 0 }
	case t.kind == kindFloat:
		test = func(v reflect.Value) bool { return v.Float() != 0 }
	case t.isText(), t.sequence():
		test = func(v reflect.Value) bool { return v.Len() > 0 }
	case t.is(reflect.Pointer):
		test = func(v reflect.Value) bool { return !v.IsNil() }
	default:
		return func(m *machine) bool { return place(m).IsValid() }
	}
	return func(m *machine) bool {
		v := place(m)
		return v.IsValid() && test(v)
	}
}

// pipe compiles the commands of a pipeline; each one's result is the last
// argument of the next.
func (sc *scope) pipe(n parse.Node, cmds []*parse.CommandNode) (expr, bool) {
	var last *expr
	for _, cmd := range cmds {
		e, ok := sc.command(cmd, last)
		if !ok {
			return expr{}, false
		}
		last = &e
	}
	if last == nil {
		sc.fault(n, ErrForbidden, "an empty pipeline")
		return expr{}, false
	}
	return *last, true
}

func (sc *scope) command(cmd *parse.CommandNode, last *expr) (expr, bool) {
	if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
		return sc.invoke(id, cmd.Args[1:], last)
	}
	if len(cmd.Args) > 1 || last != nil {
		sc.fault(cmd.Args[0], ErrArguments, cmd.Args[0].String(), "no arguments: it is not a function")
		return expr{}, false
	}
	return sc.operand(cmd.Args[0])
}

// operand compiles one word of a command.
func (sc *scope) operand(n parse.Node) (expr, bool) {
	switch n := n.(type) {
	case *parse.DotNode:
		return sc.dotOf(n, sc.dot)
	case *parse.FieldNode:
		e, ok := sc.dotOf(n, sc.dot)
		if !ok {
			return e, false
		}
		return sc.fields(n, e, n.Ident)
	case *parse.VariableNode:
		e, ok := sc.dotOf(n, sc.variable(n.Ident[0]).expr)
		if !ok || len(n.Ident) == 1 {
			return e, ok
		}
		return sc.fields(n, e, n.Ident[1:])
	case *parse.ChainNode:
		e, ok := sc.operand(n.Node)
		if !ok {
			return e, false
		}
		return sc.fields(n, e, n.Field)
	case *parse.PipeNode:
		return sc.pipe(n, n.Cmds)
	case *parse.IdentifierNode:
		return sc.invoke(n, nil, nil)
	case *parse.StringNode:
		return constant(Str(n.Text), true), true
	case *parse.BoolNode:
		return constant(Flag(n.True), true), true
	case *parse.NumberNode:
		return sc.number(n)
	}
	sc.fault(n, ErrForbidden, n.String())
	return expr{}, false
}

// dotOf refuses dot in a template that is called without a value.
func (sc *scope) dotOf(n parse.Node, e expr) (expr, bool) {
	switch {
	case e.faulty:
		return e, false
	case e.absent():
		sc.fault(n, ErrNoData, n.String())
		return e, false
	case !e.supported():
		sc.fault(n, ErrType, n.String(), e.String(), "templates cannot use")
		return e, false
	}
	return e, true
}

// absent tells that there is no value at all.
func (e expr) absent() bool {
	return e.known == nil && e.place == nil && e.value == nil && e.text == nil && e.truth == nil
}

// number follows the rules of Go's constants, as text/template does: the way it
// is written gives its type.
func (sc *scope) number(n *parse.NumberNode) (expr, bool) {
	hex := strings.HasPrefix(strings.ToLower(n.Text), "0x") && !strings.ContainsAny(n.Text, "pP")
	decimal := !hex && n.Text[0] != '\'' && strings.ContainsAny(n.Text, ".eEpP")
	switch {
	case n.IsComplex:
	case n.IsFloat && decimal:
		return constant(Value{Kind: kindFloat, Int: int64(math.Float64bits(n.Float64))}, true), true
	case n.IsInt:
		return constant(Num(n.Int64), true), true
	}
	sc.fault(n, ErrForbidden, "the number "+n.Text)
	return expr{}, false
}
