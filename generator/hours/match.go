package hours

// calendar answers, for one place, what a day is. schoolIfUnknown is what it
// says of school holidays on days that no published calendar covers.
type calendar struct {
	place           Place
	schoolIfUnknown bool
	years           [2]struct { // the last two years asked for
		year     int
		holidays []holiday
	}
}

// publicHoliday names the public holiday of a day, or gives "".
func (c *calendar) publicHoliday(d date) string {
	y := &c.years[d.year&1]
	if y.year != d.year || y.holidays == nil {
		y.year, y.holidays = d.year, c.place.publicHolidays(d.year)
	}
	name := ""
	for _, h := range y.holidays {
		if h.day == d.day {
			name = h.name // two may fall on one day: the last one names it
		}
	}
	return name
}

// schoolHoliday names the school holidays a day belongs to, or gives "".
func (c *calendar) schoolHoliday(d day) string {
	name, known := c.place.schoolHoliday(d)
	if !known && c.schoolIfUnknown {
		return SchoolComment
	}
	return name
}

// match is whether a rule is about a day, and the holiday that the rule met on
// it, be it about that day or not.
type match struct {
	ok   bool
	name string
}

// match tells whether the rule is about d: all its kinds of selectors must be.
func (r *rule) match(d date, c *calendar) match {
	if !matchYears(r.years, d.year) {
		return match{}
	}
	m := matchDays(r.days, d, c)
	if len(r.holidays) > 0 {
		h := matchDays(r.holidays, d, c)
		m.ok = m.ok && h.ok
		if m.name == "" {
			m.name = h.name
		}
	}
	m.ok = m.ok && matchDates(r.dates, d) && matchWeeks(r.weeks, d.week)
	return m
}

// naming is the rule whose holiday names the hours of a day: opening_hours.js
// remembers only the last holiday that its rules met.
func naming(matches []match) int {
	for i := len(matches) - 1; i >= 0; i-- {
		if matches[i].name != "" {
			return i
		}
	}
	return -1
}

func matchYears(years []yearRange, year int) bool {
	for _, y := range years {
		if year >= y.from && year <= y.to && (year-y.from)%y.step == 0 {
			return true
		}
	}
	return len(years) == 0
}

func matchWeeks(weeks []weekRange, week int) bool {
	for _, w := range weeks {
		if week >= w.from && week <= w.to && (week-w.from)%w.step == 0 {
			return true
		}
	}
	return len(weeks) == 0
}

// matchDays names the last holiday that matches, as opening_hours.js does.
func matchDays(days []daySelector, d date, c *calendar) match {
	m := match{ok: len(days) == 0}
	for _, s := range days {
		on := d
		if s.addition != 0 {
			on = (d.day - day(s.addition)).date()
		}
		name := ""
		switch s.kind {
		case publicHoliday:
			if name = c.publicHoliday(on); name == "" {
				continue
			}
			switch s.addition {
			case 1:
				name = "Day after " + name // as opening_hours.js says it
			case -1:
				name = "Day before " + name
			}
		case schoolHoliday:
			if name = c.schoolHoliday(on.day); name == "" {
				continue
			}
		default:
			if s.mask()&(1<<on.weekday) == 0 || s.nth != 0 && !s.matchNth(on) {
				continue
			}
		}
		m.ok = true
		if name != "" {
			m.name = name
		}
	}
	return m
}

func (s daySelector) matchNth(d date) bool {
	fromStart, fromEnd := (d.dom-1)/7+1, (d.length-d.dom)/7+1
	return s.nth&(1<<fromStart|1<<(8+fromEnd)) != 0
}

func matchDates(dates []dateRange, d date) bool {
	for _, r := range dates {
		if r.match(d) {
			return true
		}
	}
	return len(dates) == 0
}

func (r dateRange) match(d date) bool {
	if r.from.year != 0 {
		from, _ := r.from.first(r.from.year)
		year := r.to.year
		if year == 0 {
			year = r.from.year
		}
		to, ok := r.to.last(year)
		if to < from && r.to.year == 0 {
			to, ok = r.to.last(year + 1)
		}
		return d.day >= from && d.day <= to && (ok || r.isRange)
	}
	from, _ := r.from.first(d.year)
	to, ok := r.to.last(d.year)
	if !ok && !r.isRange {
		return false // 29 February, in a year that has none
	}
	if from <= to {
		return d.day >= from && d.day <= to
	}
	return d.day >= from || d.day <= to
}

// first is the first day that the end stands for in a year; false when the
// year does not have it (29 February): it is then the day before.
func (e dateEnd) first(year int) (day, bool) {
	switch e.anchor {
	case onEaster:
		return easter(year) + day(e.addition), true
	case onWeekday:
		return nthWeekday(year, e.month, e.weekday, e.nth) + day(e.addition), true
	case onDay:
		dom := min(e.day, monthLength(year, e.month))
		return dayOf(year, e.month, dom), dom == e.day
	}
	return dayOf(year, e.month, 1), true
}

// last is the last day that the end stands for in a year.
func (e dateEnd) last(year int) (day, bool) {
	if e.anchor == onMonth {
		return dayOf(year, e.month, monthLength(year, e.month)), true
	}
	return e.first(year)
}
