package hours

// date reads dates here; dateAt does so at i.
func (f *reader) date() ([]dateRange, int) { return f.dateAt(f.i) }

// dateAt reads "en août", "juillet-août", "d'octobre à mai", "du 1er juillet au
// 31 août 2026": the dates, and what they took; none when there is none.
func (f *reader) dateAt(i int) ([]dateRange, int) {
	start := i
	for k := f.at(i).kind; k == silentItem; k = f.at(i).kind {
		i++
	}
	from, n, partial := f.dateEnd(i)
	if n == 0 {
		return nil, 0
	}
	i += n
	j := i
	for k := f.at(j).kind; k == toItem || k == dashItem || k == silentItem; k = f.at(j).kind {
		j++
	}
	to, m, toPartial := f.dateEnd(j)
	if j == i || m == 0 || toPartial {
		if partial {
			return nil, 0
		}
		if k := f.at(i).kind; k == andItem || k == slashItem || k == commaItem { // "juillet et août"
			next, m, p := f.dateEnd(i + 1)
			if m > 0 && !p && from.anchor == onMonth && next.anchor == onMonth && next.month == from.month%12+1 && from.year == next.year {
				return []dateRange{{from: from, to: next, isRange: true}}, i + 1 + m - start
			}
			if m > 0 {
				return nil, 0
			}
		}
		return []dateRange{{from: from, to: from}}, i - start
	}
	if partial {
		from.month = to.month
	}
	if to.year != 0 && from.year == 0 {
		from.year = to.year
		if to.month < from.month || to.month == from.month && to.day < from.day {
			from.year--
		}
	}
	if from.anchor != to.anchor || from.year != 0 && to.year == 0 || from.year > to.year || partial && to.day <= from.day {
		return nil, 0
	}
	if to.year == from.year {
		to.year = 0 // said once
	}
	return []dateRange{{from: from, to: to, isRange: true}}, j + m - start
}

// dateEnd reads "1er juillet", "août 2026", "15" (partial: its month is to come).
func (f *reader) dateEnd(i int) (e dateEnd, n int, partial bool) {
	it := f.at(i)
	switch {
	case it.kind == numberItem && it.end-it.start <= 2 && it.n >= 1 && it.n <= 31, it.kind == ordinalItem && it.n == 1:
		e.anchor, e.day = onDay, it.n
		n = 1
		if f.at(i+1).kind != monthItem {
			j := i + 1
			for k := f.at(j).kind; k == toItem || k == dashItem || k == silentItem; k = f.at(j).kind {
				j++
			}
			if j > i+1 && f.at(j).kind == numberItem && f.at(j+1).kind == monthItem {
				return e, 1, true
			}
			return e, 0, false
		}
		e.month = f.at(i + 1).n
		n = 2
		if e.day > monthLength(2024, e.month) {
			return e, 0, false
		}
	case it.kind == monthItem:
		e.anchor, e.month = onMonth, it.n
		n = 1
	default:
		return e, 0, false
	}
	if f.at(i+n).kind == yearItem {
		e.year = f.at(i + n).n
		n++
	}
	return e, n, false
}

// seasonItem gives a season to the clause that it is about.
func (f *reader) seasonItem(s season, used int) bool {
	start := f.i
	f.i += used
	next, colon, _ := f.next(f.i)
	c := f.last()
	ahead := next.isDay() || next.isHour()
	switch {
	case f.unread && c != nil:
		return false
	case c != nil && c.kind != opens && c.loose && f.gap < 2:
		if !c.season.zero() || s.school < 0 {
			return false
		}
		if c.kind == exempt && len(f.sayings) > 2 {
			return false // sauf en août: of which clause?
		}
		c.season = s
		return true
	case c != nil && c.kind != opens && (f.gap < 2 && !colon):
		return false
	case c != nil && len(c.times) > 0 && (f.gap == 0 || f.paren) && !colon:
		if !c.season.zero() || !f.paren && next.kind == closeItem && f.othersOfTheYear(c) {
			return false
		}
		c.season = s
		return true
	case c != nil && c.kind == opens && c.said && !c.body():
		if f.and || f.gap == 2 || !c.season.zero() || colon && f.gap > 0 {
			return false
		}
		c.season = s
		return true
	case ahead, colon && next.kind != closeItem:
		f.season, f.titled = s, colon
		return true
	case c != nil && len(f.sayings) == 1 && c.season.zero() && !c.header && f.gap < 2 && c.kind == opens && next.kind == closeItem && !f.and:
		c.season = s // "9h-12h, hors vacances scolaires"
		return true
	}
	f.i = start
	return false
}

// othersOfTheYear reports whether another open clause than c has no season: a
// season said last may then be that of both.
func (f *reader) othersOfTheYear(c *saying) bool {
	for _, s := range f.sayings {
		if s != c && s.kind == opens && s.season.zero() {
			return true
		}
	}
	return false
}
