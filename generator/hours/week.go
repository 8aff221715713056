package hours

import (
	"slices"

	"balise/generator/diag"
)

// Range is a stretch of an ordinary day, in minutes from its midnight. To goes
// past 1440 when the range ends the next day.
type Range struct {
	From, To int
	State    State // Open or Unknown
	Comment  string
	OpenEnd  bool // the end is not known: "09:00+"; To is then a guess
}

// Week is a schedule as a table: the hours of ordinary days, Monday first, and
// what goes otherwise on some days (holidays, months, weeks, dates), in order:
// the last exception that is about a day wins.
type Week struct {
	Days       [7][]Range
	Exceptions []Exception
}

// Exception is a rule that is not about every week.
type Exception struct {
	rule   rule  // with the days that are not ordinary, if it also had ordinary ones
	except uint8 // weekdays on which a later rule has the last word
}

// Say gives the range in plain words: "de 10 h à 12 h 30".
func (r Range) Say(lang diag.Lang) string { return tongueOf(lang).hours([]Range{r}, false).Hours }

// Say gives the exception in plain words.
func (e Exception) Say(lang diag.Lang) Line { return tongueOf(lang).exception(e) }

// Week gives the schedule as an ordinary week and its exceptions. It answers
// false when there is no ordinary week, or when the rules are so mixed that a
// table would not tell the truth: then only Intervals does.
func (s *Schedule) Week() (Week, bool) {
	w, ok := s.week()
	return w, ok && slices.ContainsFunc(w.Days[:], func(r []Range) bool { return len(r) > 0 })
}

// week is Week for schedules that may have exceptions only.
func (s *Schedule) week() (Week, bool) {
	var w Week
	if s.opaque || !s.separable() {
		return w, false
	}
	s.ordinaryDays(&w.Days)
	opens := uint8(0) // weekdays with hours
	for d, ranges := range w.Days {
		if len(ranges) > 0 {
			opens |= 1 << d
		}
	}
	for i := range s.rules {
		e, about := s.exception(i)
		switch {
		case about == 0:
		case e.rule.state == Closed && about&opens == 0: // closes what is closed
		default:
			w.Exceptions = append(w.Exceptions, e)
			if e.rule.state != Closed {
				opens = everyDay
			}
		}
	}
	return w, true
}

// ordinary reports whether a rule says something of ordinary weeks, and odd
// whether it says something of other days; "Sa,PH" does both.
func (r *rule) ordinary() (ordinary, odd bool) {
	if len(r.years)+len(r.dates)+len(r.weeks)+len(r.holidays) > 0 || r.sep == fallsBack {
		return false, true
	}
	return r.mask != 0, slices.ContainsFunc(r.days, func(d daySelector) bool { return !d.plain() })
}

// separable reports whether ordinary rules and exceptions can be told apart
// without changing what they mean: no ordinary rule may add to an exception,
// close a part of a day that one opens, or come after a fallback. One that closes
// whole days has the last word on them: see exception.
func (s *Schedule) separable() bool {
	closings, openings, fallback := false, false, false
	for i := range s.rules {
		r := &s.rules[i]
		ordinary, odd := r.ordinary()
		switch {
		case !ordinary:
		case fallback,
			r.state == Closed && openings && len(r.pieces) > 0,
			r.state != Closed && (openings || closings) && !replacesDay(s.rules, i):
			return false
		}
		if odd && r.state == Closed {
			closings = true
		} else if odd {
			openings = true
		}
		fallback = fallback || r.sep == fallsBack
	}
	return true
}

// exception gives the part of rule i that is not about ordinary weeks, and the
// weekdays on which it has the last word: none, when there is no such part.
func (s *Schedule) exception(i int) (e Exception, lastWord uint8) {
	r := s.rules[i]
	ordinary, odd := r.ordinary()
	if !odd {
		return Exception{}, 0
	}
	e.rule = r
	if ordinary {
		e.rule.days = slices.DeleteFunc(slices.Clone(r.days), daySelector.plain)
	}
	for j := i + 1; j < len(s.rules); j++ {
		if later, _ := s.rules[j].ordinary(); later && (s.rules[j].state != Closed || r.state != Closed) {
			e.except |= s.rules[j].mask
		}
	}
	about := uint8(0)
	for _, d := range e.rule.days {
		if d.kind == weekday && d.addition == 0 {
			about |= d.mask()
		} else {
			about = everyDay
		}
	}
	if len(e.rule.days) == 0 {
		about = everyDay
	}
	e.except &= about
	return e, about &^ e.except
}

// ordinaryDays paints the seven days of a week without any exception.
func (s *Schedule) ordinaryDays(days *[7][]Range) {
	var buf [2][12]match
	today, yesterday := buf[0][:0], buf[1][:0]
	matches := func(list []match, weekday int) []match {
		list = list[:0]
		for i := range s.rules {
			ordinary, _ := s.rules[i].ordinary()
			list = append(list, match{ok: ordinary && s.rules[i].mask&(1<<weekday) != 0})
		}
		return list
	}
	yesterday = matches(yesterday, 6)
	var p painter
	all := make([]Range, 0, 16)
	for d := range 7 {
		today = matches(today, d)
		start := len(all)
		for _, g := range p.day(s.rules, today, yesterday) {
			r := Range{g.from, g.to, g.state, g.comment, g.state == Unknown && g.comment == OpenEndComment}
			if n := len(all); n > start && all[n-1].To == r.From && all[n-1].same(r) {
				all[n-1].To = r.To
				continue
			}
			all = append(all, r)
		}
		days[d] = all[start:len(all):len(all)]
		today, yesterday = yesterday, today
	}
	for d := range 7 {
		joinNight(days, d)
	}
}

func (r Range) same(q Range) bool {
	return r.State == q.State && r.Comment == q.Comment && r.OpenEnd == q.OpenEnd
}

// joinNight gives the early hours of the day after d to the night they end.
func joinNight(days *[7][]Range, d int) {
	today, next := days[d], days[(d+1)%7]
	if len(today) == 0 || len(next) == 0 {
		return
	}
	last := &today[len(today)-1]
	if last.To != dayMinutes || last.From == 0 || next[0].From != 0 || next[0].To == dayMinutes || !last.same(next[0]) {
		return
	}
	last.To += next[0].To
	days[(d+1)%7] = next[1:]
}
