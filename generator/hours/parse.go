package hours

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"balise/generator/diag"
)

// Fault is what is wrong, or surprising, in a value.
type Fault struct {
	Code       diag.Code // its level is the catalogue's
	Start, End int       // bytes of the value
	Args       []string  // fill the catalogue's sentences
	Fix        string    // the whole value, corrected; empty when nobody but the author can say
}

// Limits that keep the work bounded whatever the value. The longest value seen
// in the field has 350 bytes.
const (
	maxLength = 2000
	maxFaults = 20
)

// Parse reads a value. The faults come in the order of the value.
//
// The schedule is nil when the value cannot be read: a fault of level error
// then says so. It may be there beside an error: the value is not in the syntax
// ("Tu-Fr 10h-12h", "Lu-Ve 09:00-12:00") but its usual reading, that of
// opening_hours.js, is known, so that a tool can show what others understand.
// A value with an error must not be published.
func Parse(value string) (*Schedule, []Fault) {
	if len(value) > maxLength {
		return nil, []Fault{{Code: "horaires-trop-longs", End: len(value)}}
	}
	s, faults := read(value)
	if len(faults) > 0 {
		fix := suggest(value, s, faults)
		for i := range faults {
			f := &faults[i]
			if f.Code == "horaires-plage-inachevee" && fix != "" {
				f.Code, f.Args = "horaires-illisibles", f.Args[:1:1] // French: its hint gives the value
			}
			f.Fix = fix
			f.Args = append(f.Args, fix)
		}
	}
	if s != nil && !s.opaque && !hasError(faults) {
		faults = append(faults, s.lint()...)
	}
	return s, fewest(faults)
}

// fewest keeps the faults that a person can read, errors first, and puts them
// in the order of the value.
func fewest(faults []Fault) []Fault {
	if len(faults) > maxFaults {
		slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.level(), b.level()) })
		faults = faults[:maxFaults]
	}
	slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.Start, b.Start) })
	return faults
}

func (f Fault) level() diag.Level {
	e, _ := diag.Lookup(f.Code)
	return e.Level
}

func hasError(faults []Fault) bool {
	return slices.ContainsFunc(faults, func(f Fault) bool { return f.level() == diag.Error })
}

// scratch lends tokens to read: a build reads tens of thousands of values.
var scratch = sync.Pool{New: func() any { return new([]token) }}

// read reads a value without looking at what it means.
func read(value string) (*Schedule, []Fault) {
	buf := scratch.Get().(*[]token)
	defer scratch.Put(buf)
	*buf = scan(value, (*buf)[:0])
	p := parser{src: value, tokens: *buf, rules: make([]rule, 0, 1+strings.Count(value, ";"))}
	p.value()
	if !p.failed && len(p.rules) == 0 {
		p.faults = nil
		p.fault("horaires-illisibles", 0, len(value), strings.TrimSpace(value))
	}
	if p.failed || len(p.rules) == 0 {
		return nil, p.faults
	}
	s := &Schedule{raw: value, rules: p.rules, opaque: p.opaque}
	for i := range s.rules {
		s.finish(&s.rules[i])
	}
	return s, p.faults
}

// finish computes what a rule's selectors and hours imply.
func (s *Schedule) finish(r *rule) {
	if len(r.times) > 0 {
		r.pieces = expand(r.times)
	}
	if r.always {
		r.pieces = append(r.pieces, piece{0, dayMinutes, false})
	}
	r.mask = 0
	for _, d := range r.days {
		if d.plain() {
			r.mask |= d.mask()
		}
	}
	if len(r.days) == 0 {
		r.mask = everyDay
	}
	for _, list := range [2][]daySelector{r.days, r.holidays} {
		for _, d := range list {
			s.usesPH = s.usesPH || d.kind == publicHoliday
			s.usesSH = s.usesSH || d.kind == schoolHoliday
		}
	}
}
