package hours

// readDates reads "Jul-Aug", "Dec 24-26", "Dec 24-Jan 02", "easter -2 days",
// and lists of them. year is the one that was read before, or 0.
func (p *parser) readDates(year int) bool {
	for {
		t := p.peek()
		from, ok := p.dateEnd(year, 0)
		if !ok {
			return p.fail("horaires-illisibles", t)
		}
		r := dateRange{from: from, to: from}
		if p.dash() && p.isDateEnd(1) {
			p.take()
			r.isRange = true
			dayOnly := p.peek().kind == numberToken && !p.isYear(0)
			year := 0
			if p.isYear(0) {
				year = p.take().number
			}
			r.to, ok = p.dateEnd(year, from.month)
			switch {
			case !ok, year != 0 && from.year == 0, dayOnly && (from.anchor != onDay || r.to.day < from.day):
				return p.fail("horaires-illisibles", t)
			}
		}
		p.addDate(r)
		if !p.skipList((*parser).isDateEnd) {
			return true
		}
		year = 0
		if p.isYear(0) {
			year = p.take().number
		}
		if p.peek().kind == numberToken { // "Dec 24,26": the month goes on
			if !p.readMoreDays(from) {
				return false
			}
			if !p.skipList((*parser).isDateEnd) {
				return true
			}
			if p.isYear(0) {
				year = p.take().number
			}
		}
	}
}

// addDate adds a date to the rule. A year before bare months is the rule's own:
// "2026 Nov-Jan" is January, November and December 2026.
func (p *parser) addDate(r dateRange) {
	if r.from.year != 0 && r.wholeMonths() && (r.to.year == 0 || !r.isRange) {
		p.rule.years = append(p.rule.years, yearRange{r.from.year, r.from.year, 1})
		r.from.year, r.to.year = 0, 0
	}
	p.rule.dates = append(p.rule.dates, r)
}

// readMoreDays reads the rest of "Dec 24,26,28-30".
func (p *parser) readMoreDays(first dateEnd) bool {
	for {
		t := p.peek()
		end := first
		var ok bool
		if end.day, ok = p.dayOfMonth(end.month); !ok || first.anchor != onDay {
			return p.fail("horaires-illisibles", t)
		}
		r := dateRange{from: end, to: end}
		if p.dash() && p.ahead(1).kind == numberToken && !p.isYear(1) {
			p.take()
			r.isRange = true
			if r.to.day, ok = p.dayOfMonth(end.month); !ok || r.to.day < end.day {
				return p.fail("horaires-illisibles", t)
			}
		}
		p.rule.dates = append(p.rule.dates, r)
		if !p.skipList((*parser).isPlainNumber) {
			return true
		}
	}
}

// isDateEnd reports whether a date, or the day of one, comes n places further.
func (p *parser) isDateEnd(n int) bool {
	t := p.ahead(n)
	if p.isYear(n) {
		c := p.ahead(n + 1).word.class
		return c == monthWord || c == easterWord
	}
	switch t.word.class {
	case monthWord, easterWord:
		return true
	}
	return t.kind == numberToken && !p.isTime(n)
}

// dateEnd reads one end of a date range; month is that of the other end, for
// "Dec 24-26".
func (p *parser) dateEnd(year, month int) (dateEnd, bool) {
	t := p.peek()
	e := dateEnd{year: year, month: month}
	switch {
	case t.word.class == easterWord:
		p.take()
		e.anchor, e.month = onEaster, 0
		var ok bool
		e.addition, ok = p.addition()
		return e, ok
	case t.kind == numberToken && month != 0:
		e.anchor = onDay
		var ok bool
		e.day, ok = p.dayOfMonth(month)
		return e, ok
	case t.word.class != monthWord:
		return e, false
	}
	p.take()
	e.month = int(t.word.n)
	switch {
	case p.peek().kind == numberToken && !p.isTime(0) && !p.isYear(0) && !p.isAlways():
		e.anchor = onDay
		var ok bool
		e.day, ok = p.dayOfMonth(e.month)
		return e, ok
	case p.peek().word.class == dayWord && p.ahead(1).kind == openToken && p.isNthEnd():
		d := daySelector{}
		e.anchor, e.weekday = onWeekday, int(p.take().word.n)
		if !p.readNth(&d) {
			return e, false
		}
		e.nth, e.addition = d.onlyNth(), d.addition
		return e, e.nth != 0
	}
	return e, true
}

// isNthEnd reports whether "Su[1]" here is an end of a date range, not days of
// the months before it: a "-" is next to it, and the other end is not a whole
// month ("Mar-Oct Tu[1]" is the first Tuesday of each of these months).
func (p *parser) isNthEnd() bool {
	if p.i >= 3 && p.tokens[p.i-2].kind == dashToken {
		return p.tokens[p.i-3].word.class != monthWord // "Mar Su[-1]-Oct Su[-1]"
	}
	for n := 2; n < 8; n++ {
		if p.ahead(n).kind == closeToken {
			c := p.ahead(n + 2).word.class
			return p.ahead(n+1).kind == dashToken && (c == monthWord || c == easterWord)
		}
	}
	return false
}

// onlyNth is the one number of an nth, or 0 when there are many.
func (d daySelector) onlyNth() int {
	for n := 1; n <= 5; n++ {
		switch d.nth {
		case 1 << n:
			return n
		case 1 << (8 + n):
			return -n
		}
	}
	return 0
}

func (p *parser) dayOfMonth(month int) (int, bool) {
	t := p.take()
	longest := monthLength(2024, month) // a leap year
	return t.number, t.kind == numberToken && t.number >= 1 && t.number <= longest
}
