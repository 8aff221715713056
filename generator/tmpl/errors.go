package tmpl

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"text/template/parse"
	"unicode"
	"unicode/utf8"
)

// ErrorKind names one kind of fault. A caller that speaks to authors makes its
// own sentence from a kind and the arguments; Msg is the English one.
type ErrorKind string

// The kinds of fault and their arguments. "Nearest" stands for up to three
// names that look like the one written, which may be none.
const (
	ErrSyntax      ErrorKind = "syntax"       // the parser's message
	ErrTooLarge    ErrorKind = "too-large"    // the limit, in words
	ErrDuplicate   ErrorKind = "duplicate"    // template, the other file
	ErrTemplate    ErrorKind = "template"     // template not found, nearest…
	ErrFunction    ErrorKind = "function"     // function not found, nearest…
	ErrForbidden   ErrorKind = "forbidden"    // function or construct that is refused
	ErrField       ErrorKind = "field"        // field not found, Go type, nearest…
	ErrMethod      ErrorKind = "method"       // method, Go type
	ErrNoData      ErrorKind = "no-data"      // expression: dot of a template called without a value, a loop's variable in its else
	ErrType        ErrorKind = "type"         // expression, Go type, what was asked of it
	ErrMismatch    ErrorKind = "mismatch"     // expression, one type, the other type
	ErrArguments   ErrorKind = "arguments"    // function, how many it takes
	ErrCall        ErrorKind = "call"         // function, what it says; Err holds the cause
	ErrEscape      ErrorKind = "escape"       // html/template's message
	ErrContext     ErrorKind = "context"      // expression, Go type, where in the page it stands
	ErrScript      ErrorKind = "script"       // an inline script
	ErrStyle       ErrorKind = "style"        // a style element
	ErrStyleAttr   ErrorKind = "style-attr"   // a style attribute
	ErrHandler     ErrorKind = "handler"      // the event handler attribute's name
	ErrScriptValue ErrorKind = "script-value" // expression
)

// sentences hold the English messages; {0}, {1}… are the arguments.
var sentences = map[ErrorKind]string{
	ErrSyntax:      "{0}",
	ErrTooLarge:    "the template is too large: {0}",
	ErrDuplicate:   `template "{0}" is already defined in {1}`,
	ErrTemplate:    `there is no template "{0}"`,
	ErrFunction:    `there is no function "{0}"`,
	ErrForbidden:   "{0} is not available in templates",
	ErrField:       "{1} has no field {0}",
	ErrMethod:      "{0} is a method of {1}: templates read fields only",
	ErrNoData:      "{0} has no value here",
	ErrType:        "{0} is of type {1}, which {2}",
	ErrMismatch:    "{0}: {1} and {2} do not go together",
	ErrArguments:   "{0} takes {1}",
	ErrCall:        "{0}: {1}",
	ErrEscape:      "{0}",
	ErrContext:     "{0}, of type {1}, cannot be printed {2}",
	ErrScript:      "an inline script is refused by the page's security policy: put it in a file and name it in src",
	ErrStyle:       "a style element is refused by the page's security policy: put it in a style sheet",
	ErrStyleAttr:   "a style attribute is refused by the page's security policy: use a class",
	ErrHandler:     "the attribute {0} is refused by the page's security policy: listen for the event in a script file",
	ErrScriptValue: "{0}: values are refused in scripts, except in JSON-LD",
}

// Error is one fault of a template, at its place.
type Error struct {
	Template string // the template at fault, a file's or a definition's
	File     string // the Source's File
	Line     int    // from 1; 0 when the whole file is meant
	Col      int    // from 1, in characters; 0 when the whole line is meant
	Kind     ErrorKind
	Args     []string
	Msg      string // an English sentence
	Err      error  // what a Func answered; nil for other kinds
}

// Error gives file, line, column and message.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(cmp.Or(e.File, e.Template, "template"))
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
		if e.Col > 0 {
			fmt.Fprintf(&b, ":%d", e.Col)
		}
	}
	return b.String() + ": " + e.Msg
}

// Unwrap gives the error of the Func that refused its arguments, if any.
func (e *Error) Unwrap() error { return e.Err }

// Errors is every fault found in one go, ordered by place.
type Errors []*Error

// Error gives one fault a line.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As reach each fault.
func (es Errors) Unwrap() []error {
	errs := make([]error, len(es))
	for i, e := range es {
		errs[i] = e
	}
	return errs
}

// sorted orders faults by place and drops repetitions: a template compiled for
// two types, or in two contexts, reports its faults twice.
func (es Errors) sorted() Errors {
	slices.SortStableFunc(es, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Msg, b.Msg))
	})
	return slices.CompactFunc(es, func(a, b *Error) bool {
		return a.File == b.File && a.Line == b.Line && a.Col == b.Col && a.Msg == b.Msg
	})
}

// newError makes a fault without a place.
func newError(kind ErrorKind, args ...string) *Error {
	msg := sentences[kind]
	for i, a := range args {
		msg = strings.ReplaceAll(msg, fmt.Sprintf("{%d}", i), a)
	}
	if near := nearestOf(kind, args); len(near) > 0 {
		msg += " (" + strings.Join(near, ", ") + "?)"
	}
	return &Error{Kind: kind, Args: args, Msg: msg}
}

// nearestOf cuts the suggestions from the arguments of a fault.
func nearestOf(kind ErrorKind, args []string) []string {
	switch kind {
	case ErrTemplate, ErrFunction:
		return args[1:]
	case ErrField:
		return args[2:]
	}
	return nil
}

// errorAt makes a fault of the template that tree holds, at a byte offset in
// the source it was parsed from.
func (s *Set) errorAt(tree *parse.Tree, pos parse.Pos, kind ErrorKind, args ...string) *Error {
	e := newError(kind, args...)
	src := s.sources[tree.ParseName]
	e.Template, e.File = baseName(tree.Name), src.File
	before := src.Text[:min(max(int(pos), 0), len(src.Text))]
	e.Line = 1 + strings.Count(before, "\n")
	e.Col = 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	return e
}

// nearest gives up to three of the candidates that look most like name.
func nearest(name string, candidates []string) []string {
	type scored struct {
		name string
		cost int
	}
	var near []scored
	for _, c := range candidates {
		if d := distance(fold(name), fold(c)); d <= max(1, (len(name)+1)/3) && d < len(c) {
			near = append(near, scored{c, d})
		}
	}
	slices.SortStableFunc(near, func(a, b scored) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.name, b.name))
	})
	names := []string{}
	for _, s := range near[:min(3, len(near))] {
		names = append(names, s.name)
	}
	return names
}

func fold(s string) []rune {
	return []rune(strings.Map(unicode.ToLower, s))
}

// distance is Levenshtein's, capped to short names: long ones are never near.
func distance(a, b []rune) int {
	if len(a) > 64 || len(b) > 64 {
		return len(a) + len(b)
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
