package decode

import (
	"strings"

	"balise/generator/french"
)

// Enum is a closed list of values. What people type is compared without case,
// accents, or the shape of apostrophes and dashes, and becomes the exact
// value.
type Enum struct {
	Values []string // exact, in the source's order
	byFold map[string]string
}

// NewEnum makes an enumeration of exact values.
func NewEnum(values ...string) *Enum {
	e := &Enum{Values: values, byFold: make(map[string]string, len(values))}
	for _, v := range values {
		e.byFold[french.Fold(v)] = v
	}
	return e
}

// Alias makes other spellings stand for a value, and returns e.
func (e *Enum) Alias(value string, others ...string) *Enum {
	for _, o := range others {
		e.byFold[french.Fold(o)] = value
	}
	return e
}

// Canonical returns the exact value that text stands for.
func (e *Enum) Canonical(text string) (string, bool) {
	v, ok := e.byFold[french.Fold(text)]
	return v, ok
}

// Nearest returns the value that text was most likely meant to be.
func (e *Enum) Nearest(text string) (string, bool) { return french.Nearest(text, e.Values) }

// list names the values for a message; cut when there are many.
func (e *Enum) list() string {
	const most = 6
	if len(e.Values) > most {
		return strings.Join(e.Values[:most], ", ") + "…"
	}
	return strings.Join(e.Values, ", ")
}
