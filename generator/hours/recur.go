package hours

import (
	"slices"
	"strconv"
	"time"

	"balise/generator/diag"
)

// Recurrence is one opening that comes back, as iCalendar says it (RFC 5545):
// what calendars and directories of services exchange.
type Recurrence struct {
	Monthly  bool     // FREQ=MONTHLY; weekly otherwise
	Interval int      // 2: one week in two, counted from From; 1: every one
	ByDay    []string // "MO"; "1TU", the first Tuesday of the month; "-1FR", its last Friday
	Opens    int      // minutes from midnight
	Closes   int      // past 1440 when it is the next day; 0 when nobody knows
	From, To string   // the first and the last day, ISO 8601; empty: always
	Comment  string   // "sur rendez-vous"; the opening is then not sure
}

var calendarDays = [7]string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

// Calendar is a schedule as calendars hold it.
type Calendar struct {
	Openings []Recurrence
	Closed   []Days   // whole days on which none of the openings holds, in UTC
	Words    []string // what neither can say
}

// Calendar gives the openings that come back, the dates on which everything is
// closed, and in words what cannot be said so: public holidays, comments, months
// that have other hours. Who uses the openings must show the rest too. What
// depends on the year (one week in two, a summer) is given for that year and the
// next one. Any list may be empty.
func (s *Schedule) Calendar(year int, lang diag.Lang) Calendar {
	w, ok := s.week()
	if !ok {
		return Calendar{Words: []string{s.Text(lang)}}
	}
	c := Calendar{Openings: w.ordinaryRecurrences(tongueOf(lang).toConfirm)}
	onlyCloses := !slices.ContainsFunc(w.Exceptions, func(e Exception) bool { return e.rule.state != Closed })
	var dated []Recurrence
	for i := range w.Exceptions {
		e := &w.Exceptions[i]
		if onlyCloses { // what opens after a closing would take days from it
			if days := e.closedDays(year); days != nil {
				c.Closed = append(c.Closed, days...)
				continue
			}
		}
		more, ok := e.recurrences(w, year)
		if !ok {
			c.Words = append(c.Words, upperFirst(tongueOf(lang).clause(e.Say(lang))))
			continue
		}
		if clash(dated, more) { // the later rule replaces the earlier one
			return Calendar{Words: []string{s.Text(lang)}}
		}
		dated = append(dated, more...)
	}
	c.Openings = append(c.Openings, dated...)
	return c
}

// closedDays are the days of an exception that closes whole periods, of every
// year or of one: "Aug off". They are nil for any other exception.
func (e *Exception) closedDays(year int) []Days {
	r := &e.rule
	if r.state != Closed || len(r.pieces) > 0 || e.except != 0 || r.sep != replaces ||
		len(r.days)+len(r.holidays)+len(r.weeks)+len(r.years) > 0 {
		return nil
	}
	var out []Days
	for _, d := range r.dates {
		spans := d.spans(year)
		if spans == nil {
			return nil
		}
		for _, s := range spans {
			out = append(out, Days{s[0].utc(), s[1].utc()})
		}
	}
	return out
}

// ordinaryRecurrences are the hours of ordinary weeks, days with the same hours
// together; toConfirm stands for the comment of those that are not sure.
func (w *Week) ordinaryRecurrences(toConfirm string) []Recurrence {
	var out []Recurrence
	done := uint8(0)
	for d := range 7 {
		if done&(1<<d) != 0 || len(w.Days[d]) == 0 {
			continue
		}
		var days []string
		for e := d; e < 7; e++ {
			if slices.Equal(w.Days[d], w.Days[e]) {
				done |= 1 << e
				days = append(days, calendarDays[e])
			}
		}
		for _, r := range w.Days[d] {
			one := Recurrence{Interval: 1, ByDay: days, Opens: r.From, Closes: r.To, Comment: r.Comment}
			switch {
			case r.OpenEnd:
				one.Closes, one.Comment = 0, ""
			case r.State == Unknown && one.Comment == "":
				one.Comment = toConfirm
			}
			out = append(out, one)
		}
	}
	return out
}

// recurrences says an exception that only opens, on days when nothing else
// does: the nth weekday of the month, one week in two, some dates of the year.
func (e *Exception) recurrences(w Week, year int) ([]Recurrence, bool) {
	r := &e.rule
	if r.state != Open || e.except != 0 || len(r.pieces) == 0 || len(r.years)+len(r.holidays) > 0 || r.sep == fallsBack {
		return nil, false
	}
	base := Recurrence{Interval: 1, Comment: r.comment}
	nth := false
	for _, d := range r.days {
		if d.kind != weekday || d.addition != 0 {
			return nil, false
		}
		nth = nth || d.nth != 0
		base.ByDay = d.appendByDay(base.ByDay)
	}
	if len(r.days) == 0 {
		base.ByDay = calendarDays[:]
	}
	for day := range 7 { // over ordinary hours: it replaces them, which cannot be said
		if e.about(day) && len(w.Days[day]) > 0 {
			return nil, false
		}
	}
	var out []Recurrence
	switch {
	case len(r.weeks) == 0 && len(r.dates) == 0 && nth:
		for _, d := range r.days {
			if d.nth == 0 {
				return nil, false
			}
		}
		base.Monthly = true
		out = []Recurrence{base}
	case nth:
		return nil, false
	case len(r.weeks) == 1 && len(r.dates) == 0:
		out = base.inWeeks(r.weeks[0], year)
	case len(r.dates) == 1 && len(r.weeks) == 0:
		out = base.inDates(r.dates[0], year)
	}
	return withPieces(out, r.pieces)
}

func (e *Exception) about(day int) bool {
	if len(e.rule.days) == 0 {
		return true
	}
	return slices.ContainsFunc(e.rule.days, func(d daySelector) bool { return d.mask()&(1<<day) != 0 })
}

// appendByDay says "Tu" as TU, "Tu[1,-1]" as 1TU and -1TU.
func (d daySelector) appendByDay(list []string) []string {
	for day := range 7 {
		if d.mask()&(1<<day) == 0 {
			continue
		}
		if d.nth == 0 {
			list = append(list, calendarDays[day])
		}
		for n := 1; n <= 5; n++ {
			if d.nth&(1<<n) != 0 {
				list = append(list, strconv.Itoa(n)+calendarDays[day])
			}
			if d.nth&(1<<(n+8)) != 0 {
				list = append(list, strconv.Itoa(-n)+calendarDays[day])
			}
		}
	}
	return list
}

// inWeeks says weeks of the year as runs of weeks. After a year of 53 weeks the
// odd ones follow each other: each year has its own run.
func (r Recurrence) inWeeks(w weekRange, year int) []Recurrence {
	var out []Recurrence
	for y := year; y <= year+1; y++ {
		one := r
		one.Interval = w.step
		last := min(w.to, weeksIn(y))
		last -= (last - w.from) % w.step
		if last < w.from {
			continue
		}
		monday := weekOne(y)
		one.From = (monday + day(7*(w.from-1))).iso()
		one.To = (monday + day(7*(last-1)+6)).iso()
		out = append(out, one)
	}
	return out
}

// weekOne is the Monday of a year's first ISO week: that of 4 January.
func weekOne(year int) day {
	d := dayOf(year, 1, 4)
	return d - day(d.weekday())
}

func weeksIn(year int) int {
	_, n := time.Date(year, 12, 28, 0, 0, 0, 0, time.UTC).ISOWeek()
	return n
}

// inDates says dates of every year, or of one.
func (r Recurrence) inDates(d dateRange, year int) []Recurrence {
	var out []Recurrence
	for _, span := range d.spans(year) {
		r.From, r.To = span[0].iso(), span[1].iso()
		out = append(out, r)
	}
	return out
}

// spans are the first and the last day of each time that dates come, in that
// year and the next one, or in the year that they name; nil when they have none.
func (d dateRange) spans(year int) [][2]day {
	first, last := year-1, year+1 // a winter may have begun the year before
	if d.from.year != 0 {
		first, last = d.from.year, d.from.year
	}
	var out [][2]day
	for y := first; y <= last; y++ {
		from, ok1 := d.from.first(y)
		endYear := y
		if d.to.year != 0 {
			endYear = d.to.year
		}
		to, ok2 := d.to.last(endYear)
		if ok1 && ok2 && to < from {
			to, ok2 = d.to.last(endYear + 1)
		}
		if !ok1 || !ok2 {
			return nil
		}
		if d.from.year != 0 || to >= dayOf(year, 1, 1) {
			out = append(out, [2]day{from, to})
		}
	}
	return out
}

// withPieces gives each of list the hours of a rule.
func withPieces(list []Recurrence, pieces []piece) ([]Recurrence, bool) {
	var out []Recurrence
	for _, r := range list {
		for _, p := range pieces {
			if p.guessed {
				return nil, false
			}
			r.Opens, r.Closes = p.from, p.to
			out = append(out, r)
		}
	}
	return out, len(out) > 0
}

// clash tells that two exceptions may be about the same day.
func clash(a, b []Recurrence) bool {
	for _, x := range a {
		for _, y := range b {
			if x.To != "" && y.To != "" && (x.To < y.From || y.To < x.From) {
				continue
			}
			if x.Interval == 2 && y.Interval == 2 && x.From != y.From && fortnights(x.From, y.From)%2 != 0 {
				continue
			}
			if slices.ContainsFunc(x.ByDay, func(d string) bool {
				return slices.ContainsFunc(y.ByDay, func(e string) bool {
					return d[len(d)-2:] == e[len(e)-2:] && (len(d) == 2 || len(e) == 2 || d == e || d[0] == '-' || e[0] == '-')
				})
			}) {
				return true
			}
		}
	}
	return false
}

// fortnights counts the weeks between two Mondays.
func fortnights(a, b string) int {
	x, err1 := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	if err1 != nil || err2 != nil {
		return 0
	}
	return int(y.Sub(x).Hours()) / (24 * 7)
}
