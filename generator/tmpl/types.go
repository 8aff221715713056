package tmpl

import (
	"fmt"
	"html/template"
	"math"
	"reflect"
)

// typ is the type of an expression, known when it is compiled. Scalars have a
// kind; structs, slices, arrays and pointers have None and their Go type.
type typ struct {
	kind Kind
	rt   reflect.Type // nil for what a template computes
}

// mixed is the type of {{and}} and {{or}} over unlike types: they can be
// tested, not printed.
var mixed = typ{}

// contentTypes are the strings that html/template trusts.
var contentTypes = map[reflect.Type]Kind{
	reflect.TypeFor[template.HTML]():   HTML,
	reflect.TypeFor[template.URL]():    URL,
	reflect.TypeFor[template.JS]():     JS,
	reflect.TypeFor[template.Srcset](): kindSrcset,
}

// refusedTypes are the strings that html/template trusts and that a page under
// our security policy has no use for.
var refusedTypes = map[reflect.Type]bool{
	reflect.TypeFor[template.CSS]():      true,
	reflect.TypeFor[template.HTMLAttr](): true,
	reflect.TypeFor[template.JSStr]():    true,
}

func typeOf(rt reflect.Type) typ {
	if k, ok := contentTypes[rt]; ok {
		return typ{k, rt}
	}
	if refusedTypes[rt] {
		return typ{None, rt}
	}
	switch rt.Kind() {
	case reflect.String:
		return typ{String, rt}
	case reflect.Bool:
		return typ{Bool, rt}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return typ{Int, rt}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return typ{kindUint, rt}
	case reflect.Float64: // float32 prints with other digits; no page needs it
		return typ{kindFloat, rt}
	}
	return typ{None, rt}
}

func (t typ) scalar() bool { return t.kind != None }

// isText tells whether the type is held in Value.Str.
func (t typ) isText() bool {
	return t.kind == String || t.kind == HTML || t.kind == URL || t.kind == JS || t.kind == kindSrcset
}

// is tells whether t is a container of that reflect kind.
func (t typ) is(k reflect.Kind) bool { return t.kind == None && t.rt != nil && t.rt.Kind() == k }

// sequence tells whether t can be ranged over.
func (t typ) sequence() bool { return t.is(reflect.Slice) || t.is(reflect.Array) }

// supported tells whether templates can do anything with a value of type t.
func (t typ) supported() bool {
	if t.scalar() || t.rt == nil {
		return true
	}
	if refusedTypes[t.rt] {
		return false
	}
	switch t.rt.Kind() {
	case reflect.Struct, reflect.Slice, reflect.Array:
		return true
	case reflect.Pointer:
		return t.rt.Elem().Kind() != reflect.Pointer && typeOf(t.rt.Elem()).supported()
	}
	return false
}

// elem is the type that a pointer points to, or that a sequence holds.
func (t typ) elem() typ { return typeOf(t.rt.Elem()) }

// same tells whether a variable of type t can be given a value of type u.
func (t typ) same(u typ) bool {
	if t.scalar() || u.scalar() {
		return t.kind == u.kind && t.speaks() == u.speaks()
	}
	return t.rt == u.rt && t.rt != nil
}

func (t typ) String() string {
	if t.rt != nil {
		return t.rt.String()
	}
	switch t.kind {
	case String, HTML, URL, JS, kindSrcset:
		return "string"
	case Int:
		return "int"
	case Bool:
		return "bool"
	case kindUint:
		return "uint"
	case kindFloat:
		return "float64"
	}
	return "values of several types"
}

var (
	stringerType  = reflect.TypeFor[fmt.Stringer]()
	errorType     = reflect.TypeFor[error]()
	formatterType = reflect.TypeFor[fmt.Formatter]()
)

// speaks tells whether html/template would print t by calling one of its
// methods. Such a value is refused: the view must hold the text itself.
func (t typ) speaks() bool {
	if t.rt == nil || contentTypes[t.rt] != None {
		return false
	}
	p := reflect.PointerTo(t.rt)
	return p.Implements(stringerType) || p.Implements(errorType) || p.Implements(formatterType)
}

// scalarOf reads a scalar of known kind.
func scalarOf(k Kind, v reflect.Value) Value {
	switch k {
	case Int:
		return Value{Kind: k, Int: v.Int()}
	case Bool:
		return Flag(v.Bool())
	case kindUint:
		return Value{Kind: k, Int: int64(v.Uint())}
	case kindFloat:
		return Value{Kind: k, Int: int64(math.Float64bits(v.Float()))}
	}
	return Value{Kind: k, Str: v.String()}
}

// step goes from a value to one of its fields, through a pointer if need be.
type step struct {
	pointer bool
	field   int
}

// fieldSteps resolves a field of a struct or of a pointer to one. Promoted
// fields take a step for each embedded struct.
func fieldSteps(t typ, name string) ([]step, typ, ErrorKind) {
	pointer := t.is(reflect.Pointer)
	rt := t.rt
	if pointer {
		rt = rt.Elem()
	}
	if rt == nil || rt.Kind() != reflect.Struct {
		return nil, typ{}, ErrType
	}
	if _, ok := reflect.PointerTo(rt).MethodByName(name); ok {
		return nil, typ{}, ErrMethod
	}
	f, ok := rt.FieldByName(name)
	if !ok || !f.IsExported() {
		return nil, typ{}, ErrField
	}
	var steps []step
	for _, i := range f.Index {
		if rt.Kind() == reflect.Pointer {
			pointer, rt = true, rt.Elem()
		}
		steps = append(steps, step{pointer, i})
		pointer, rt = false, rt.Field(i).Type
	}
	return steps, typeOf(f.Type), ""
}

// fieldNames lists what can be written after a dot.
func fieldNames(t typ) []string {
	rt := t.rt
	if t.is(reflect.Pointer) {
		rt = rt.Elem()
	}
	var names []string
	for _, f := range reflect.VisibleFields(rt) {
		if f.IsExported() {
			names = append(names, f.Name)
		}
	}
	return names
}
