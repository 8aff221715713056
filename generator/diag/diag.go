// Package diag holds what Balise says to the people who write a portal: what
// is wrong, where it stands, and what to write instead.
//
// A Diag is data: a code, a place and arguments. Sentences live in one
// catalogue, in French and in English, and are put together only when a Diag
// is printed. A fault in an author's files is a Diag; a fault of the machine (a
// full disk, a forbidden folder) is a Go error and never passes through here.
package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Code names one kind of fault, for ever: it is what `--format json` prints,
// what the manual is sorted by, and the key of the catalogue.
type Code string

// Level tells whether a fault stops a build.
type Level uint8

const (
	// Error stops a build: nothing is written.
	Error Level = iota
	// Warning is printed and the build goes on.
	Warning
)

// String gives the level's name in JSON output: "error" or "warning".
func (l Level) String() string {
	if l == Warning {
		return "warning"
	}
	return "error"
}

// Pos is a place in a file of the portal.
type Pos struct {
	File string // slash-separated, relative to the portal's root
	Line int    // from 1; 0 when the whole file is meant
	Col  int    // from 1, in characters (not bytes); 0 when the whole line is meant
}

// Compare orders places by file, line, then column.
func (p Pos) Compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line), cmp.Compare(p.Col, q.Col))
}

// Diag is one fault.
type Diag struct {
	Code    Code
	Level   Level
	At      Pos
	Args    []string // fill {0}, {1}… in the catalogue's sentences
	Excerpt string   // the faulty line as written, without its line end; may be empty
	Width   int      // how many characters of Excerpt, from At.Col, are at fault; 0 means one
}

// New makes a Diag with the level that the catalogue gives its code. It panics
// on a code that the catalogue does not hold: that is a bug of ours, not a
// fault of the author's, and a test walks every call.
func New(code Code, at Pos, args ...string) Diag {
	e, ok := catalogue[code]
	if !ok {
		panic("diag: no entry in the catalogue for " + string(code))
	}
	return Diag{Code: code, Level: e.Level, At: at, Args: args}
}

// WithExcerpt returns d with the source line it points to, cut from src.
func (d Diag) WithExcerpt(src []byte) Diag {
	if d.At.Line < 1 || d.Excerpt != "" {
		return d
	}
	line := string(src)
	for range d.At.Line - 1 {
		i := strings.IndexByte(line, '\n')
		if i < 0 {
			return d
		}
		line = line[i+1:]
	}
	line, _, _ = strings.Cut(line, "\n")
	d.Excerpt = strings.TrimSuffix(line, "\r")
	return d
}

// Sort orders diagnostics by place, then code, then arguments, and drops exact
// repetitions, so that the same portal always prints the same text.
func Sort(ds []Diag) []Diag {
	slices.SortFunc(ds, func(a, b Diag) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Code, b.Code), slices.Compare(a.Args, b.Args))
	})
	return slices.CompactFunc(ds, func(a, b Diag) bool {
		return a.At == b.At && a.Code == b.Code && slices.Equal(a.Args, b.Args)
	})
}

// Count tells how many errors and warnings ds holds.
func Count(ds []Diag) (errors, warnings int) {
	for _, d := range ds {
		if d.Level == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}
