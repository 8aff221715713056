package tmpl

import (
	"cmp"
	"math"
	"reflect"
	"strconv"
	"text/template/parse"
)

// invoke compiles the call of a function; last is what is piped to it, if any.
func (sc *scope) invoke(id *parse.IdentifierNode, nodes []parse.Node, last *expr) (expr, bool) {
	args := make([]expr, 0, len(nodes)+1)
	valid := true
	for _, n := range nodes {
		e, ok := sc.operand(n)
		args, valid = append(args, e), valid && ok
	}
	if last != nil {
		args = append(args, *last)
	}
	if !valid {
		return expr{}, false
	}
	if f, ok := sc.set.funcs[id.Ident]; ok {
		return sc.callFunc(id, f, args)
	}
	return sc.callBuiltin(id, args)
}

// callFunc binds a user function, and folds the call if that gives its result.
func (sc *scope) callFunc(id *parse.IdentifierNode, f Func, args []expr) (expr, bool) {
	known := make([]Arg, len(args))
	values := make([]func(m *machine) Value, len(args))
	for i, a := range args {
		a = a.pointee()
		if !a.scalar() || a.kind == kindFloat {
			sc.fault(id, ErrType, "argument "+strconv.Itoa(i+1)+" of "+id.Ident, a.String(), "functions do not take")
			return expr{}, false
		}
		known[i].Kind = argument(Value{Kind: a.kind}).Kind
		if a.known != nil {
			known[i] = Arg{argument(*a.known), true}
		}
		values[i] = argumentFunc(a)
	}
	b, err := f.Bind(known)
	if err != nil {
		sc.fault(id, ErrCall, id.Ident, err.Error()).Err = err
		return expr{}, false
	}
	result := typ{kind: f.Result}
	switch {
	case b.Append != nil && result.isText():
		run := b.Append
		return expr{typ: result, text: func(m *machine, dst []byte) []byte {
			start := m.push(values)
			dst = run(dst, m.args[start:])
			m.args = m.args[:start]
			return dst
		}}, true
	case b.Eval != nil && !result.isText():
		run := b.Eval
		return expr{typ: result, value: func(m *machine) Value {
			start := m.push(values)
			v := Value{Kind: result.kind, Int: run(m.args[start:])}
			m.args = m.args[:start]
			return v
		}}, true
	case b.Append == nil && b.Eval == nil && b.Const.Kind == f.Result:
		return constant(b.Const, false), true
	}
	sc.fault(id, ErrCall, id.Ident, "the function does not give the kind of result it declares")
	return expr{}, false
}

// argumentFunc computes an argument, of a kind that functions know.
func argumentFunc(a expr) func(m *machine) Value {
	value := a.scalarFunc()
	zero := argument(Value{Kind: a.kind})
	return func(m *machine) Value {
		v := value(m)
		if v.Kind == None {
			return zero
		}
		return argument(v)
	}
}

// push evaluates arguments on the stack, where nested calls also put theirs.
func (m *machine) push(values []func(m *machine) Value) (start int) {
	start = len(m.args)
	for _, value := range values {
		v := value(m)
		m.args = append(m.args, v)
	}
	return start
}

func (sc *scope) callBuiltin(id *parse.IdentifierNode, args []expr) (expr, bool) {
	fewest, most, takes := 2, 2, "two arguments"
	switch id.Ident {
	case "not", "len":
		fewest, most, takes = 1, 1, "one argument"
	case "and", "or":
		fewest, most, takes = 1, math.MaxInt, "one argument or more"
	case "eq":
		most, takes = math.MaxInt, "two arguments or more"
	}
	if len(args) < fewest || len(args) > most {
		sc.fault(id, ErrArguments, id.Ident, takes)
		return expr{}, false
	}
	var e expr
	ok := true
	switch id.Ident {
	case "not":
		truth := args[0].truthFunc()
		e = test(func(m *machine) bool { return !truth(m) })
	case "len":
		e, ok = sc.length(id, args[0])
	case "and", "or":
		return choose(id.Ident == "or", args), true
	case "eq":
		e, ok = sc.equalAny(id, args)
	default:
		e, ok = sc.compare(id, args[0], args[1])
	}
	if ok && allKnown(args) {
		return constant(e.value(nil), false), true
	}
	return e, ok
}

func allKnown(args []expr) bool {
	for _, a := range args {
		if a.known == nil {
			return false
		}
	}
	return true
}

func test(f func(m *machine) bool) expr {
	return expr{typ: typ{kind: Bool}, value: func(m *machine) Value { return Flag(f(m)) }, truth: f}
}

func (sc *scope) length(id *parse.IdentifierNode, a expr) (expr, bool) {
	var size func(m *machine) int64
	switch {
	case a.isText():
		text := a.stringFunc()
		size = func(m *machine) int64 { return int64(len(text(m))) }
	case a.sequence():
		place := a.place
		size = func(m *machine) int64 {
			v := place(m)
			if !v.IsValid() {
				return 0
			}
			return int64(v.Len())
		}
	default:
		sc.fault(id, ErrType, "the argument of len", a.String(), "has no length")
		return expr{}, false
	}
	return expr{typ: typ{kind: Int}, value: func(m *machine) Value { return Num(size(m)) }}, true
}

// choose is and (stop at false) and or (stop at true): the argument it stops
// at, else the last one.
func choose(stop bool, args []expr) expr {
	truths := make([]func(m *machine) bool, len(args))
	places := true
	t := args[0].typ
	for i, a := range args {
		truths[i] = a.truthFunc()
		places = places && a.place != nil && a.rt == t.rt
		if !a.same(t) {
			t = mixed
		}
	}
	pick := func(m *machine) int {
		for i, truth := range truths[:len(truths)-1] {
			if truth(m) == stop {
				return i
			}
		}
		return len(truths) - 1
	}
	switch {
	case allKnown(args):
		return args[pick(nil)]
	case places:
		return expr{typ: t, place: func(m *machine) reflect.Value { return args[pick(m)].place(m) }}
	case t.scalar():
		values := make([]func(m *machine) Value, len(args))
		for i, a := range args {
			values[i] = a.scalarFunc()
		}
		return expr{typ: t, value: func(m *machine) Value { return values[pick(m)](m) }}
	}
	return expr{typ: mixed, truth: func(m *machine) bool { return truths[pick(m)](m) }}
}

// equalAny is eq: the first argument equals one of the others.
func (sc *scope) equalAny(id *parse.IdentifierNode, args []expr) (expr, bool) {
	equals := make([]func(m *machine) bool, len(args)-1)
	for i, b := range args[1:] {
		order, ok := sc.order(id, args[0], b, true)
		if !ok {
			return expr{}, false
		}
		equals[i] = order.equal
	}
	if len(equals) == 1 {
		return test(equals[0]), true
	}
	return test(func(m *machine) bool {
		for _, equal := range equals {
			if equal(m) {
				return true
			}
		}
		return false
	}), true
}

// compare is ne, lt, le, gt and ge. As in text/template, they are made of equal
// and less, which matters for floats that are not numbers.
func (sc *scope) compare(id *parse.IdentifierNode, a, b expr) (expr, bool) {
	o, ok := sc.order(id, a, b, id.Ident == "ne")
	if !ok {
		return expr{}, false
	}
	switch id.Ident {
	case "ne":
		return test(func(m *machine) bool { return !o.equal(m) }), true
	case "lt":
		return test(o.less), true
	case "le":
		return test(func(m *machine) bool { return o.less(m) || o.equal(m) }), true
	case "gt":
		return test(func(m *machine) bool { return !o.less(m) && !o.equal(m) }), true
	}
	return test(func(m *machine) bool { return !o.less(m) }), true
}

// order holds the comparisons of two expressions.
type order struct {
	equal, less func(m *machine) bool
}

// order compares expressions of the same basic type; integers may differ in
// sign. Booleans have no order.
func (sc *scope) order(id *parse.IdentifierNode, a, b expr, equality bool) (order, bool) {
	integers := func(t typ) bool { return t.kind == Int || t.kind == kindUint }
	switch {
	case a.isText() && b.isText():
		x, y := a.stringFunc(), b.stringFunc()
		return order{
			func(m *machine) bool { return x(m) == y(m) },
			func(m *machine) bool { return x(m) < y(m) },
		}, true
	case a.kind == b.kind && (a.kind == kindFloat || a.kind == Bool && equality), integers(a.typ) && integers(b.typ):
		x, y := sc.orNone(a), sc.orNone(b)
		return order{
			func(m *machine) bool { return equalValues(x(m), y(m)) },
			func(m *machine) bool { return lessValues(x(m), y(m)) },
		}, true
	}
	sc.fault(id, ErrMismatch, id.Ident, a.String(), b.String())
	return order{}, false
}

// orNone gives the zero of the type behind a nil pointer.
func (sc *scope) orNone(e expr) func(m *machine) Value {
	value, zero := e.scalarFunc(), Value{Kind: e.kind}
	return func(m *machine) Value {
		if v := value(m); v.Kind != None {
			return v
		}
		return zero
	}
}

func equalValues(a, b Value) bool {
	switch {
	case a.Kind == kindFloat:
		return float(a) == float(b)
	case a.Kind != b.Kind:
		// An integer past the other's range is negative in one reading only.
		return a.Int == b.Int && a.Int >= 0
	}
	return a.Int == b.Int
}

func lessValues(a, b Value) bool {
	switch {
	case a.Kind == kindFloat:
		return float(a) < float(b)
	case a.Kind == kindUint && b.Kind == kindUint:
		return cmp.Less(uint64(a.Int), uint64(b.Int))
	case a.Kind == kindUint:
		return a.Int >= 0 && a.Int < b.Int
	case b.Kind == kindUint:
		return a.Int < 0 || b.Int < 0 || a.Int < b.Int
	}
	return a.Int < b.Int
}

func float(v Value) float64 { return math.Float64frombits(uint64(v.Int)) }
