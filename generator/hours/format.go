package hours

import (
	"strconv"
	"strings"
)

// String writes the schedule in canonical form: names and numbers as the
// syntax wants them, "; " between rules. Parsing it gives the same hours, and
// the same string. An opaque schedule is given back as it was written.
func (s *Schedule) String() string {
	if s.opaque {
		return s.raw
	}
	b := make([]byte, 0, len(s.raw)+16)
	for i := range s.rules {
		r := &s.rules[i]
		if i > 0 {
			b = append(b, [...]string{replaces: "; ", adds: ", ", fallsBack: " || "}[r.sep]...)
		}
		b = r.append(b)
		if i+1 < len(s.rules) && s.rules[i+1].wouldJoin(r) {
			b = append(b, " open"...)
		}
	}
	return string(b)
}

// wouldJoin reports whether the rule, after "," and the hours of another rule,
// would read as more hours of it.
func (r *rule) wouldJoin(before *rule) bool {
	return r.sep == adds && !r.hasDate() && !r.always && len(r.times) > 0 && !before.stated && !before.noted
}

// append writes the rule, without its separator.
func (r *rule) append(b []byte) []byte {
	start := len(b)
	space := func() {
		if len(b) > start && b[len(b)-1] != ' ' {
			b = append(b, ' ')
		}
	}
	b = appendList(b, r.years, yearRange.append)
	if len(r.dates) > 0 {
		if len(r.years) == 1 && r.years[0].to == r.years[0].from && !r.dates[0].wholeMonths() {
			b = append(b, ':') // the year is the rule's, not the date's
		}
		space()
		b = appendList(b, r.dates, dateRange.append)
	}
	if len(r.weeks) > 0 {
		space()
		b = append(b, "week "...)
		b = appendList(b, r.weeks, weekRange.append)
	}
	// Without a ":" the hours after a month would read as days of it.
	if len(b) > start && (r.colon || len(r.dates) > 0 && len(r.holidays)+len(r.days) == 0 && len(r.times) > 0 && r.dates[len(r.dates)-1].to.anchor == onMonth) {
		b = append(b, ':')
	}
	for _, d := range r.holidays {
		space()
		b = d.append(b)
	}
	if len(r.days) > 0 {
		space()
		b = appendList(b, r.days, daySelector.append)
	}
	if r.always {
		space()
		b = append(b, "24/7"...)
	}
	if len(r.times) > 0 {
		space()
		b = appendList(b, r.times, timeRange.append)
	}
	if r.stated {
		space()
		b = append(b, [...]string{Closed: "off", Open: "open", Unknown: "unknown"}[r.state]...)
	}
	if r.noted {
		space()
		b = append(b, '"')
		b = append(b, r.comment...)
		b = append(b, '"')
	}
	return b
}

func appendList[T any](b []byte, list []T, one func(T, []byte) []byte) []byte {
	for i, x := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = one(x, b)
	}
	return b
}

// appendPadded writes a number on two digits at least.
func appendPadded(b []byte, n int) []byte {
	if n < 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}

func (y yearRange) append(b []byte) []byte {
	b = strconv.AppendInt(b, int64(y.from), 10)
	switch {
	case y.to == noEnd && y.step == 1:
		return append(b, '+')
	case y.to != y.from && y.to != noEnd:
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(y.to), 10)
	}
	if y.step > 1 {
		b = append(b, '/')
		b = strconv.AppendInt(b, int64(y.step), 10)
	}
	return b
}

func (w weekRange) append(b []byte) []byte {
	b = appendPadded(b, w.from)
	if w.to != w.from || w.step > 1 {
		b = append(b, '-')
		b = appendPadded(b, w.to)
	}
	if w.step > 1 {
		b = append(b, '/')
		b = strconv.AppendInt(b, int64(w.step), 10)
	}
	return b
}

func (r dateRange) wholeMonths() bool { return r.from.anchor == onMonth && r.to.anchor == onMonth }

func (r dateRange) append(b []byte) []byte {
	b = r.from.append(b)
	if !r.isRange {
		return b
	}
	b = append(b, '-')
	if r.to.year == 0 && r.inOneMonth() {
		return appendPadded(b, r.to.day)
	}
	return r.to.append(b)
}

func (e dateEnd) append(b []byte) []byte {
	if e.year != 0 {
		b = strconv.AppendInt(b, int64(e.year), 10)
		b = append(b, ' ')
	}
	switch e.anchor {
	case onEaster:
		b = append(b, "easter"...)
	default:
		b = append(b, monthNames[e.month]...)
	}
	switch e.anchor {
	case onDay:
		b = append(b, ' ')
		b = appendPadded(b, e.day)
	case onWeekday:
		b = append(b, ' ')
		b = append(b, dayNames[e.weekday]...)
		b = append(b, '[')
		b = strconv.AppendInt(b, int64(e.nth), 10)
		b = append(b, ']')
	}
	return appendAddition(b, e.addition)
}

func (d daySelector) append(b []byte) []byte {
	switch d.kind {
	case publicHoliday:
		b = append(b, "PH"...)
	case schoolHoliday:
		b = append(b, "SH"...)
	default:
		b = append(b, dayNames[d.from]...)
		if d.to != d.from {
			b = append(b, '-')
			b = append(b, dayNames[d.to]...)
		}
	}
	if d.nth != 0 {
		b = append(b, '[')
		for i, n := range d.nths() {
			if i > 0 {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, int64(n), 10)
		}
		b = append(b, ']')
	}
	return appendAddition(b, d.addition)
}

// nths lists the numbers of an nth: 1 to 5, then -5 to -1.
func (d daySelector) nths() []int {
	var out []int
	for n := 1; n <= 5; n++ {
		if d.nth&(1<<n) != 0 {
			out = append(out, n)
		}
	}
	for n := 5; n >= 1; n-- {
		if d.nth&(1<<(8+n)) != 0 {
			out = append(out, -n)
		}
	}
	return out
}

func appendAddition(b []byte, n int) []byte {
	if n == 0 {
		return b
	}
	b = append(b, ' ')
	if n > 0 {
		b = append(b, '+')
	}
	b = strconv.AppendInt(b, int64(n), 10)
	b = append(b, " day"...)
	if n > 1 || n < -1 {
		b = append(b, 's')
	}
	return b
}

func (t timeRange) append(b []byte) []byte {
	b = appendClock(b, t.from)
	if t.to > t.from {
		b = append(b, '-')
		to := t.to
		if to > dayMinutes && !t.late {
			to -= dayMinutes
		}
		b = appendClock(b, to)
	}
	if t.openEnd {
		b = append(b, '+')
	}
	return b
}

func appendClock(b []byte, minutes int) []byte {
	b = appendPadded(b, minutes/60)
	b = append(b, ':')
	return appendPadded(b, minutes%60)
}

// text writes the rule alone, as a diagnostic quotes it.
func (r *rule) text() string { return strings.TrimSpace(string(r.append(nil))) }
