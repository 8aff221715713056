package hours

import (
	"slices"
	"time"
)

// Interval is a stretch of time in one state, [From, To), in the place's own
// time zone. Comment may be empty.
type Interval struct {
	From, To time.Time
	State    State // Open or Unknown
	Comment  string
}

// Longest is the longest period of which Intervals gives the whole: some eleven
// years.
const Longest = 4000 * 24 * time.Hour

// Intervals lists when the schedule is open, or may be, between two instants:
// sorted, apart from each other, clipped to [from, to), and with touching ones
// joined when their state and comment are equal. Days, hours and holidays are
// those of the place, and its closures win over everything. A period of more than eleven years is cut.
func (s *Schedule) Intervals(from, to time.Time, p Place) []Interval {
	if s.opaque || !from.Before(to) {
		return nil
	}
	if to.Sub(from) > Longest {
		to = from.Add(Longest)
	}
	loc := p.Location()
	from, to = from.In(loc), to.In(loc)
	first := dayOf(from.Year(), int(from.Month()), from.Day())
	last := dayOf(to.Year(), int(to.Month()), to.Day())
	var out []Interval
	var open segment // minutes of the first day, and on
	emit := func() {
		if open.state == Closed {
			return
		}
		i := Interval{wall(first, open.from, loc), wall(first, open.to, loc), open.state, open.comment}
		if i.From.Before(from) {
			i.From = from
		}
		if i.To.After(to) {
			i.To = to
		}
		if i.From.Before(i.To) {
			out = append(out, i)
		}
	}
	w := newWalker(s, p, first)
	for d := first; d <= last; d++ {
		offset := int(d-first) * dayMinutes
		segments := w.next()
		if p.closed(d) { // closures win over everything
			continue
		}
		for _, g := range segments {
			g.from += offset
			g.to += offset
			if open.joins(g) {
				open.to = g.to
				continue
			}
			emit()
			open = g
		}
	}
	emit()
	return out
}

// wall is the instant that clocks of a zone show, some minutes into a day.
func wall(d day, minutes int, loc *time.Location) time.Time {
	return time.Date(1970, 1, 1+int(d), 0, minutes, 0, 0, loc)
}

// Next is the opening that is under way at an instant or, failing that, the
// first one to come within two years and a bit; false when there is none.
// An opening that lasts more than two weeks is cut. Moments that are Unknown
// are not openings.
func (s *Schedule) Next(after time.Time, p Place) (Interval, bool) {
	const days = 24 * time.Hour
	start := after
	for _, window := range []time.Duration{14 * days, 60 * days, 800 * days} {
		for _, i := range s.Intervals(start, after.Add(window), p) {
			if i.State == Open && i.To.After(after) {
				return i, true
			}
		}
		start = after.Add(window - 2*days)
	}
	return Interval{}, false
}

// At is the state at an instant, with its comment.
func (s *Schedule) At(t time.Time, p Place) (State, string) {
	for _, i := range s.Intervals(t, t.Add(time.Minute), p) {
		if !i.From.After(t) {
			return i.State, i.Comment
		}
	}
	return Closed, ""
}

// segment is a part of a day, in minutes, that is not closed.
type segment struct {
	from, to int
	state    State
	comment  string
}

func (g segment) joins(next segment) bool {
	return g.state != Closed && g.to == next.from && g.state == next.state && g.comment == next.comment
}

// timeline is a day being painted: what is not closed, sorted.
type timeline struct{ segments, spare []segment }

func (t *timeline) clear() { t.segments = t.segments[:0] }

// paint puts g over what is there; a closed one erases.
func (t *timeline) paint(g segment) {
	if g.from >= g.to {
		return
	}
	out := t.spare[:0]
	placed := g.state == Closed
	for _, old := range t.segments {
		if old.from < g.from {
			out = append(out, segment{old.from, min(old.to, g.from), old.state, old.comment})
		}
		if !placed && old.to > g.from {
			out = append(out, g)
			placed = true
		}
		if old.to > g.to {
			out = append(out, segment{max(old.from, g.to), old.to, old.state, old.comment})
		}
	}
	if !placed {
		out = append(out, g)
	}
	t.segments, t.spare = out, t.segments
}

// fill puts g where nothing is.
func (t *timeline) fill(g segment) {
	if g.state == Closed {
		return
	}
	at := g.from
	for _, old := range slices.Clone(t.segments) {
		if at >= g.to {
			return
		}
		if old.from > at {
			t.paint(segment{at, min(old.from, g.to), g.state, g.comment})
		}
		at = max(at, old.to)
	}
	t.paint(segment{at, g.to, g.state, g.comment})
}

// applied is a rule that has its say on a day; spill is for the hours that it
// carries over from the day before.
type applied struct {
	rule  int
	spill bool
}

// painter paints days, given which rules match them.
type painter struct {
	timeline
	applied []applied
}

// day paints a day from what matches it and the day before. The answer is good
// until the next call.
func (p *painter) day(rules []rule, today, yesterday []match) []segment {
	p.applied = p.applied[:0]
	for i := range rules {
		if today[i].ok {
			if replacesDay(rules, i) {
				p.applied = p.applied[:0]
			}
			p.applied = append(p.applied, applied{i, false})
		}
		if yesterday[i].ok && rules[i].wraps() {
			p.applied = append(p.applied, applied{i, true})
		}
	}
	p.clear()
	names, spilt := naming(today), naming(yesterday)
	for _, a := range p.applied {
		name := ""
		switch {
		case !a.spill && a.rule == names:
			name = today[a.rule].name
		case a.spill && a.rule == spilt:
			name = yesterday[a.rule].name
		}
		p.apply(&rules[a.rule], a.spill, name)
	}
	return p.segments
}

// apply paints a rule; name is that of the holiday that made it match.
func (p *painter) apply(r *rule, spill bool, name string) {
	put := p.paint
	if r.sep == fallsBack {
		put = p.fill
	}
	comment := r.comment
	if r.state == Closed {
		comment = ""
	}
	if len(r.pieces) == 0 {
		if comment == "" && r.state != Closed {
			comment = name
		}
		put(segment{0, dayMinutes, r.state, comment})
		return
	}
	for _, piece := range r.pieces {
		g := segment{piece.from, min(piece.to, dayMinutes), r.state, comment}
		if spill {
			g.from, g.to = max(piece.from-dayMinutes, 0), piece.to-dayMinutes
		}
		if r.state != Closed {
			if piece.guessed {
				g.state = Unknown
				if comment == "" {
					g.comment = OpenEndComment
				}
			} else if comment == "" {
				g.comment = name
			}
		}
		put(g)
	}
}

// walker goes through days in order. When a rule needs school holidays it
// paints each day twice, with the unknown ones there and not there: what
// differs is Unknown.
type walker struct {
	s        *Schedule
	day      day
	variants []variant
	doubt    timeline
}

type variant struct {
	calendar         calendar
	today, yesterday []match
	painter          painter
}

func newWalker(s *Schedule, p Place, first day) *walker {
	w := &walker{s: s, day: first, variants: make([]variant, 1, 2)}
	if s.usesSH {
		w.variants = append(w.variants, variant{calendar: calendar{schoolIfUnknown: true}})
	}
	for i := range w.variants {
		v := &w.variants[i]
		v.calendar.place = p
		v.today, v.yesterday = make([]match, len(s.rules)), make([]match, len(s.rules))
		v.match(s.rules, (first - 1).date())
	}
	return w
}

func (v *variant) match(rules []rule, d date) {
	v.today, v.yesterday = v.yesterday, v.today
	for i := range rules {
		v.today[i] = rules[i].match(d, &v.calendar)
	}
}

// next paints the next day.
func (w *walker) next() []segment {
	d := w.day.date()
	w.day++
	for i := range w.variants {
		v := &w.variants[i]
		v.match(w.s.rules, d)
		if v.calendar.place.closed(w.day - 2) { // no night goes on from a closed day
			clear(v.yesterday)
		}
		v.painter.day(w.s.rules, v.today, v.yesterday)
	}
	sure := w.variants[0].painter.segments
	if len(w.variants) == 1 || slices.Equal(sure, w.variants[1].painter.segments) {
		return sure
	}
	return w.doubtful(sure, w.variants[1].painter.segments)
}

// doubtful keeps what two readings of a day agree on, and makes the rest Unknown.
func (w *walker) doubtful(a, b []segment) []segment {
	w.doubt.clear()
	for _, list := range [2][]segment{a, b} {
		for _, g := range list {
			w.doubt.paint(segment{g.from, g.to, Unknown, SchoolComment})
		}
	}
	for _, x := range a {
		for _, y := range b {
			if x.state == y.state && (x.comment == y.comment || y.comment == SchoolComment) {
				w.doubt.paint(segment{max(x.from, y.from), min(x.to, y.to), x.state, x.comment})
			}
		}
	}
	out := w.doubt.segments[:0]
	for _, g := range w.doubt.segments {
		if n := len(out); n > 0 && out[n-1].joins(g) {
			out[n-1].to = g.to
			continue
		}
		out = append(out, g)
	}
	w.doubt.segments = out
	return out
}
