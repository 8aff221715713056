package hours

// skipList reads the "," (or "et") of a list when what comes after it goes on
// with the list.
func (p *parser) skipList(goesOn func(p *parser, n int) bool) bool {
	t := p.peek()
	if t.kind == commaToken || t.word.class == andWord {
		if goesOn(p, 1) {
			p.take()
			return true
		}
	}
	return false
}

// dash reports whether a "-" comes next, be it written "to" or "à".
func (p *parser) dash() bool { return p.peek().kind == dashToken || p.peek().word.class == toWord }

// readYears reads "2026", "2026-2028", "2026-2030/2", "2026+", and lists of
// them. A year before a date belongs to it: "2026 Dec 24-2027 Jan 02".
func (p *parser) readYears() bool {
	if w := p.ahead(1).word.class; w == monthWord || w == easterWord {
		p.order(rankDate)
		return p.readDates(p.take().number)
	}
	p.order(rankYear)
	for {
		t := p.take()
		y := yearRange{t.number, t.number, 1}
		switch {
		case p.peek().kind == plusToken:
			p.take()
			y.to = noEnd
		case p.peek().kind == slashToken:
			y.to = noEnd
		case p.dash():
			p.take()
			if !p.isYear(0) || p.peek().number <= t.number {
				return p.fail("horaires-illisibles", t)
			}
			y.to = p.take().number
		}
		if p.peek().kind == slashToken {
			p.take()
			step := p.peek()
			if step.kind != numberToken || step.number < 1 || step.number > 100 {
				return p.fail("horaires-illisibles", t)
			}
			y.step = p.take().number
		}
		p.rule.years = append(p.rule.years, y)
		if !p.skipList((*parser).isYear) {
			return true
		}
	}
}

// readWeeks reads "1", "2-10", "2-52/2" and lists of them, after "week".
func (p *parser) readWeeks() bool {
	for {
		t := p.peek()
		if t.kind != numberToken {
			return p.fail("horaires-illisibles", t)
		}
		w := weekRange{t.number, t.number, 1}
		p.take()
		if p.dash() {
			p.take()
			if p.peek().kind != numberToken {
				return p.fail("horaires-illisibles", t)
			}
			w.to = p.take().number
			if p.peek().kind == slashToken {
				p.take()
				// Past 26, a step would never be taken twice in a year.
				if w.step = p.peek().number; p.peek().kind != numberToken || w.step < 2 || w.step > 26 {
					return p.fail("horaires-illisibles", t)
				}
				p.take()
			}
		}
		if w.from < 1 || w.to > 53 || w.from > w.to {
			p.i--
			return p.fail("horaires-semaine-impossible", t)
		}
		p.rule.weeks = append(p.rule.weeks, w)
		if !p.skipList((*parser).isPlainNumber) {
			return true
		}
	}
}

// isTime reports whether the number n places further is an hour: "09:00", "9h".
func (p *parser) isTime(n int) bool {
	t, after := p.ahead(n), p.ahead(n+1)
	if t.kind != numberToken {
		return false
	}
	return after.kind == colonToken && p.ahead(n+2).kind == numberToken && p.ahead(n+2).start == after.end ||
		after.kind == dotToken && p.ahead(n+2).kind == numberToken ||
		after.word.class == hourWord
}

// isPlainNumber reports whether a number that is neither a year nor an hour
// comes n places further.
func (p *parser) isPlainNumber(n int) bool {
	return p.ahead(n).kind == numberToken && !p.isYear(n) && !p.isTime(n)
}

// isDay reports whether a weekday or a holiday comes n places further.
func (p *parser) isDay(n int) bool {
	c := p.ahead(n).word.class
	return c == dayWord || c == holidayWord
}

// readHoliday reads PH or SH. In a list ("PH,Sa") it is one day among others;
// alone before days ("SH Mo-Fr") it narrows them.
func (p *parser) readHoliday() bool {
	p.order(rankDay)
	after := 1
	if k := p.ahead(1).kind; (k == plusToken || k == dashToken) && p.ahead(2).kind == numberToken && p.ahead(3).word.class == unitWord {
		after = 4
	}
	if p.ahead(after).kind == commaToken && p.isDay(after+1) {
		return p.readDays()
	}
	d, ok := p.holiday()
	if ok {
		p.rule.holidays = append(p.rule.holidays, d)
		p.rank = rankWeek // days may follow
	}
	return ok
}

func (p *parser) holiday() (daySelector, bool) {
	t := p.take()
	d := daySelector{kind: dayKind(t.word.n)}
	var ok bool
	if d.addition, ok = p.addition(); !ok {
		return d, false
	}
	if d.addition != 0 && (d.kind == schoolHoliday || d.addition > 1 || d.addition < -1) {
		return d, p.fail("horaires-illisibles", t)
	}
	return d, true
}

// addition reads "+1 day", "-2 days", or nothing.
func (p *parser) addition() (int, bool) {
	sign := 1
	switch p.peek().kind {
	case dashToken:
		sign = -1
	case plusToken:
	default:
		return 0, true
	}
	if p.ahead(1).kind != numberToken || p.ahead(2).word.class != unitWord {
		return 0, true
	}
	n := p.ahead(1).number
	if n < 0 || n > 366 {
		return 0, p.fail("horaires-illisibles", p.peek())
	}
	p.take()
	p.take()
	p.take()
	return sign * n, true
}

// readDays reads "Mo", "Mo-Fr", "Tu[1,-1]", "PH", "SH" and lists of them.
func (p *parser) readDays() bool {
	for {
		t := p.peek()
		d := daySelector{}
		if t.word.class == holidayWord {
			var ok bool
			if d, ok = p.holiday(); !ok {
				return false
			}
		} else {
			p.take()
			d.from, d.to = int(t.word.n), int(t.word.n)
			if p.peek().kind == dotToken && p.dashAfterDot() {
				p.mark()
			}
			switch {
			case p.peek().kind == openToken:
				if !p.readNth(&d) {
					return false
				}
			case p.dash():
				p.take()
				if p.peek().word.class != dayWord {
					return p.fail("horaires-illisibles", t)
				}
				d.to = int(p.take().word.n)
				if p.dash() {
					return p.fail("horaires-illisibles", t)
				}
			}
		}
		p.rule.days = append(p.rule.days, d)
		if !p.skipList((*parser).isDay) {
			return true
		}
	}
}

// dashAfterDot reports whether the "." here ends an abbreviation: "lun. - ven."
func (p *parser) dashAfterDot() bool {
	k := p.ahead(1)
	return k.kind == dashToken || k.word.class == toWord
}

// readNth reads "[1,3]", "[-1]", "[1-3]" and what days to add.
func (p *parser) readNth(d *daySelector) bool {
	open := p.take()
	for {
		sign := 0
		if p.peek().kind == dashToken {
			p.take()
			sign = 8
		}
		t := p.peek()
		n := t.number
		if t.kind != numberToken || n < 1 || n > 5 {
			return p.fail("horaires-illisibles", open)
		}
		p.take()
		to := n
		if sign == 0 && p.peek().kind == dashToken && p.ahead(1).kind == numberToken {
			p.take()
			if to = p.peek().number; to <= n || to > 5 {
				return p.fail("horaires-illisibles", open)
			}
			p.take()
		}
		for ; n <= to; n++ {
			d.nth |= 1 << (n + sign)
		}
		switch p.peek().kind {
		case commaToken:
			p.take()
		case closeToken:
			p.take()
			var ok bool
			d.addition, ok = p.addition()
			return ok
		default:
			return p.fail("horaires-illisibles", open)
		}
	}
}
