// Package tmpl runs html/template templates at the speed of appending bytes.
//
// html/template stays the authority: it parses the syntax, and its contextual
// escaper decides, once and at load, how each value of each template must be
// escaped. What it decided is then compiled, for one Go type of page, into
// closures that append to a []byte: fields are resolved to indexes, calls with
// constant arguments (translations) are folded into the text around them, and
// every type is checked. A page costs a few microseconds and no allocation.
//
//	set, err := tmpl.Parse(sources, funcs)
//	guide, err := tmpl.Compile[GuidePage](set, "guide.html")
//	out = guide.Append(out[:0], &page)
//
// The output is the same, byte for byte, as html/template's, except where
// html/template stops with an error half-way through a page: a nil pointer in a
// chain of fields prints nothing, as an empty string would, and templates that
// call themselves stop at a depth of 64, and after 100,000 such calls in a page.
//
// What it refuses, with the place in the file: maps, methods, interfaces,
// channels and functions in views; the functions print, printf, println, index,
// slice, call, html, js and urlquery; values in scripts, in styles and in the
// names of tags and attributes; and whatever a strict content security policy
// forbids in a page: inline scripts other than JSON-LD, style elements, style
// attributes, event handlers. It reads no file and knows nothing of the site.
package tmpl

import (
	"reflect"
	"slices"
	"text/template/parse"
)

// Source is the text of one template file.
type Source struct {
	Name string // what {{template "…"}} and Compile call it; unique in a set
	File string // where it stands, for errors; Name when empty
	Text string // at most 256 KiB
}

// Set holds parsed templates that may call one another. It never changes and
// may be shared between goroutines.
type Set struct {
	sources map[string]Source      // by Source.Name
	trees   map[string]*parse.Tree // by template name, as parsed: never escaped in place
	funcs   Funcs
}

// Names lists the templates of the set, files and definitions, in order.
func (s *Set) Names() []string { return sortedKeys(s.trees) }

// Has tells whether the set defines a template of that name.
func (s *Set) Has(name string) bool { return s.trees[name] != nil }

// Program is a template compiled for pages of type V, which is a struct. It
// never changes and may be used by many goroutines at once.
type Program[V any] struct {
	body *body
}

// Compile type-checks the named template, and all that it calls, against V, and
// compiles it. The error, if any, is of type Errors and lists every fault found.
func Compile[V any](set *Set, name string) (*Program[V], error) {
	b, errs := set.compile(name, reflect.TypeFor[V]())
	if len(errs) > 0 {
		return nil, errs
	}
	return &Program[V]{b}, nil
}

// Append appends the page made from view to dst and returns the result. It
// cannot fail. A nil view counts as a zero one. The view is read, never kept.
func (p *Program[V]) Append(dst []byte, view *V) []byte {
	if view == nil {
		view = new(V)
	}
	return p.body.start(dst, reflect.ValueOf(view).Elem())
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
