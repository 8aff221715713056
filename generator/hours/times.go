package hours

import "balise/generator/diag"

// readTimes reads "09:00-12:00", "18:00+", and lists of them.
func (p *parser) readTimes() bool {
	p.order(rankTime)
	for {
		first := p.peek()
		t, ok := p.timeRange()
		if !ok {
			return false
		}
		if p.rule.times == nil {
			p.rule.times = make([]timeRange, 0, 2) // a morning and an afternoon
		}
		p.rule.times = append(p.rule.times, t)
		switch p.peek().kind {
		case dashToken: // 08:00-13:45-16:30
			return p.fail("horaires-plage-inachevee", first)
		case slashToken: // 10:00-16:00/90, or a French way to list ranges
			if p.isStep() {
				return p.outOfScope()
			}
			return p.fail("horaires-illisibles", p.peek())
		}
		if !p.skipList((*parser).isRangeStart) {
			return true
		}
	}
}

// isStep reports whether "/90" or "/01:30" comes next, and nothing else in the rule.
func (p *parser) isStep() bool {
	n := 2
	if p.ahead(2).kind == colonToken {
		n = 4
	}
	switch p.ahead(n).kind {
	case endToken, semicolonToken, commaToken, orToken:
		return p.ahead(1).kind == numberToken
	}
	return false
}

// isRangeStart reports whether hours, rather than a new rule, come n places further.
func (p *parser) isRangeStart(n int) bool {
	t := p.ahead(n)
	if t.kind != numberToken || p.isYear(n) {
		return false
	}
	return t.number != 24 || p.ahead(n+1).kind != slashToken
}

// timeRange reads one range. One that is out of scope makes the value opaque:
// what is read of it does not count.
func (p *parser) timeRange() (timeRange, bool) {
	first := p.peek()
	from, ok := p.clock()
	if !ok {
		return timeRange{}, false
	}
	if from.minutes >= dayMinutes {
		p.i--
		return timeRange{}, p.fail("horaires-heure-impossible", first)
	}
	t := timeRange{from: from.minutes, to: from.minutes}
	if p.peek().kind == plusToken && !from.bare {
		p.take()
		t.openEnd = true
		return t, true
	}
	if !p.dash() {
		p.i--
		return timeRange{}, p.fail("horaires-plage-inachevee", first)
	}
	p.take()
	if p.peek().word.class == sunWord || p.peek().written(p.src) == "(" {
		return timeRange{}, p.outOfScope()
	}
	if p.peek().kind != numberToken {
		p.i--
		return timeRange{}, p.fail("horaires-plage-inachevee", first)
	}
	second := p.peek()
	to, ok := p.clock()
	if !ok {
		return timeRange{}, false
	}
	if from.bare != to.bare { // 9:00-12: is it an hour?
		p.i--
		return timeRange{}, p.fail("horaires-illisibles", first)
	}
	if to.minutes > 2*dayMinutes {
		p.i--
		return timeRange{}, p.fail("horaires-heure-impossible", second)
	}
	if from.bare {
		p.strange.add(first.start, p.tokens[p.i-1].end)
	}
	t.late = to.minutes > dayMinutes
	t.empty = to.minutes == t.from
	if t.to = to.minutes; t.to <= t.from {
		t.to += dayMinutes
	}
	if p.peek().kind == plusToken {
		p.take()
		t.openEnd = true
	}
	return t, true
}

// clock is a time of day, in minutes. A bare one has no minutes: "9", "9h".
type clock struct {
	minutes int
	bare    bool
}

// clock reads "09:00"; also "9:00" and "09.00", which are odd, and "9" and
// "9h", which are strange.
func (p *parser) clock() (clock, bool) {
	hour := p.take()
	if hour.kind != numberToken || hour.number < 0 || hour.end-hour.start > 3 || hour.number > 48 {
		p.i--
		code := diag.Code("horaires-illisibles")
		if hour.kind == numberToken && hour.end-hour.start == 2 {
			code = "horaires-heure-impossible"
		}
		return clock{}, p.fail(code, hour)
	}
	c := clock{minutes: hour.number * 60, bare: true}
	switch sep := p.peek(); {
	case sep.kind == colonToken, sep.kind == dotToken && p.ahead(1).kind == numberToken && !sep.odd:
		p.take()
		minute := p.peek()
		if minute.kind != numberToken || minute.end-minute.start > 2 {
			return clock{}, p.fail("horaires-illisibles", hour)
		}
		if minute.number > 59 {
			return clock{}, p.fail("horaires-heure-impossible", hour)
		}
		p.take()
		c.bare = false
		c.minutes += minute.number
		if sep.kind == dotToken || hour.end-hour.start != 2 || minute.end-minute.start != 2 {
			p.odd.add(hour.start, minute.end)
		}
		if p.peek().word.class == hourWord { // 09:00h
			p.take()
		}
	case sep.word.class == hourWord:
		p.take()
		if p.peek().kind == numberToken && p.peek().start == sep.end { // 9h30
			return clock{}, p.fail("horaires-illisibles", hour)
		}
	}
	return c, true
}
