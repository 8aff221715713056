package tmpl

import (
	"fmt"
	"html/template"
	"math"
	"reflect"
)

// Kind is the type of a Value.
type Kind uint8

// What functions take and give. Strings of the types template.HTML, URL and JS
// keep their kind, because html/template trusts them in the places they are
// made for; every other type of string is a String.
const (
	None   Kind = iota // no value: a nil pointer on the way to it
	String             // Value.Str
	HTML               // Value.Str
	URL                // Value.Str
	JS                 // Value.Str
	Int                // Value.Int; every integer type
	Bool               // Value.Int, 0 or 1

	kindSrcset // template.Srcset; functions receive a String
	kindUint   // bits in Value.Int; functions receive an Int
	kindFloat  // math.Float64bits in Value.Int; functions receive none
)

// Value is a small scalar, passed to functions without allocation.
type Value struct {
	Kind Kind
	Str  string
	Int  int64
}

// Str makes a String.
func Str(s string) Value { return Value{Kind: String, Str: s} }

// Num makes an Int.
func Num(n int64) Value { return Value{Kind: Int, Int: n} }

// Flag makes a Bool.
func Flag(b bool) Value {
	if b {
		return Value{Kind: Bool, Int: 1}
	}
	return Value{Kind: Bool}
}

// Arg is what is known of one argument when a call is compiled.
type Arg struct {
	Value      // only Kind is meaningful when Const is false
	Const bool // the value is known
}

// Bound is a call made ready for its arguments. Exactly one of the three is
// set; Const stands when both functions are nil. The functions must be pure,
// must not keep args, and may run on many goroutines at once.
type Bound struct {
	Const  Value                                 // the result, known at once
	Append func(dst []byte, args []Value) []byte // appends a result of kind String, HTML, URL or JS
	Eval   func(args []Value) int64              // computes a result of kind Int or Bool (0 or 1)
}

// Func is a function that templates may call.
type Func struct {
	Result Kind
	// Bind runs once for each place that calls the function. It checks the
	// arguments and does all that the known ones allow: looks a translation up,
	// parses a pattern, or gives the result. Its error is reported at the call,
	// in Error.Err.
	Bind func(args []Arg) (Bound, error)
}

// Funcs are the functions of a set, by name.
type Funcs map[string]Func

// Pure makes a Func of fixed parameters from a function of their values. A call
// whose arguments are all known is folded.
func Pure(result Kind, params []Kind, f func(args []Value) Value) Func {
	return Func{Result: result, Bind: func(args []Arg) (Bound, error) {
		if len(args) != len(params) {
			return Bound{}, fmt.Errorf("takes %d arguments, not %d", len(params), len(args))
		}
		known := make([]Value, len(args))
		all := true
		for i, a := range args {
			if a.Kind != params[i] {
				return Bound{}, fmt.Errorf("argument %d is of the wrong type", i+1)
			}
			known[i] = a.Value
			all = all && a.Const
		}
		switch {
		case all:
			return Bound{Const: f(known)}, nil
		case result == Int || result == Bool:
			return Bound{Eval: func(args []Value) int64 { return f(args).Int }}, nil
		}
		return Bound{Append: func(dst []byte, args []Value) []byte { return append(dst, f(args).Str...) }}, nil
	}}
}

// HTMLFuncs gives the same functions to html/template, for tests that compare
// the two and for tools that only know html/template. Each call binds anew.
func HTMLFuncs(funcs Funcs) template.FuncMap {
	m := template.FuncMap{}
	for name, f := range funcs {
		m[name] = func(args ...any) (any, error) {
			known := make([]Arg, len(args))
			values := make([]Value, len(args))
			for i, a := range args {
				v, ok := valueOf(reflect.ValueOf(a))
				if !ok {
					return nil, fmt.Errorf("argument %d is of type %T", i+1, a)
				}
				known[i], values[i] = Arg{v, true}, v
			}
			b, err := f.Bind(known)
			if err != nil {
				return nil, err
			}
			return resultOf(f.Result, b, values), nil
		}
	}
	return m
}

// valueOf turns a scalar of any type into what functions receive.
func valueOf(v reflect.Value) (Value, bool) {
	for v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if !v.IsValid() {
		return Value{}, false
	}
	t := typeOf(v.Type())
	if !t.scalar() || t.kind == kindFloat {
		return Value{}, false
	}
	return argument(scalarOf(t.kind, v)), true
}

// argument gives v the kind that functions see.
func argument(v Value) Value {
	switch v.Kind {
	case kindSrcset:
		v.Kind = String
	case kindUint:
		v.Kind = Int
		if v.Int < 0 {
			v.Int = math.MaxInt64
		}
	}
	return v
}

// resultOf runs a bound call and gives its result the Go type that
// html/template knows it by.
func resultOf(kind Kind, b Bound, args []Value) any {
	v := b.Const
	switch {
	case b.Append != nil:
		v = Value{Kind: kind, Str: string(b.Append(nil, args))}
	case b.Eval != nil:
		v = Value{Kind: kind, Int: b.Eval(args)}
	}
	switch kind {
	case HTML:
		return template.HTML(v.Str)
	case URL:
		return template.URL(v.Str)
	case JS:
		return template.JS(v.Str)
	case Int:
		return v.Int
	case Bool:
		return v.Int != 0
	}
	return v.Str
}
