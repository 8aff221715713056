package hours

import (
	"strings"

	"balise/generator/diag"
)

// parser reads a value, rule by rule. Its methods answer false when the rule
// cannot be read, having said why.
type parser struct {
	src    string
	tokens []token
	i      int
	rules  []rule
	faults []Fault
	failed bool // some rule cannot be read
	opaque bool // some rule is out of scope

	rule         rule // being read
	rank         int  // of the furthest kind of selector read in it
	odd, strange extent
}

// extent is where, in a rule, something was read that the syntax does not write so.
type extent struct{ start, end int }

func (e *extent) add(start, end int) {
	if e.end == 0 || start < e.start {
		e.start = start
	}
	e.end = max(e.end, end)
}

func (p *parser) peek() *token { return &p.tokens[p.i] }

// ahead is the token n places further.
func (p *parser) ahead(n int) *token { return &p.tokens[min(p.i+n, len(p.tokens)-1)] }

// take reads a token, noting how well it is written.
func (p *parser) take() *token {
	t := &p.tokens[p.i]
	if t.kind != endToken {
		p.i++
	}
	if t.odd {
		p.odd.add(t.start, t.end)
	}
	if t.kind == wordToken && t.word.strange {
		p.strange.add(t.start, t.end)
	}
	return t
}

func (p *parser) fault(code diag.Code, start, end int, args ...string) {
	p.faults = append(p.faults, Fault{Code: code, Start: start, End: end, Args: args})
}

// value reads every rule; one that cannot be read does not hide the next ones.
func (p *parser) value() {
	sep := replaces
	for {
		first := p.peek()
		p.rule = rule{sep: sep, start: first.start}
		p.rank, p.odd, p.strange = 0, extent{}, extent{}
		before := p.i
		var ok bool
		ok = p.readRule()
		if ok && p.i > before && !p.opaque && p.rule.blank() {
			ok = p.fail("horaires-illisibles", first) // signs only
		}
		if !ok {
			p.failed = true
			p.skip()
		}
		p.rule.end = p.rule.start
		if p.i > before {
			p.rule.end = p.tokens[p.i-1].end
		}
		end := p.peek()
		switch {
		case !ok: // said already
		case p.i == before:
			p.empty(first, end)
		default:
			p.rules = append(p.rules, p.rule)
			p.judge()
		}
		switch p.take().kind {
		case endToken:
			return
		case orToken:
			sep = fallsBack
			if len(p.rules) == 0 && ok {
				p.failed = true
				p.fault("horaires-illisibles", end.start, end.end, end.written(p.src))
			}
		case commaToken:
			sep = adds
		default:
			sep = replaces
		}
	}
}

// empty judges a rule with nothing in it, between two separators or at an end.
func (p *parser) empty(first, end *token) {
	if len(p.src) == 0 || first.start == 0 && end.kind == endToken || strings.TrimSpace(p.src) == "" {
		return
	}
	at := first
	if at.kind == endToken && p.i > 0 {
		at = &p.tokens[p.i-1]
	}
	p.fault("horaires-ecriture", at.start, at.end, at.written(p.src))
}

func (t *token) written(src string) string { return src[t.start:t.end] }

// judge says how well the rule just read is written.
func (p *parser) judge() {
	r := &p.rules[len(p.rules)-1]
	switch text := p.src[r.start:r.end]; {
	case p.strange.end > 0:
		p.fault("horaires-illisibles", p.strange.start, p.strange.end, text)
	case p.odd.end > 0:
		p.fault("horaires-ecriture", p.odd.start, p.odd.end, text)
	}
}

// skip goes to the end of a rule that cannot be read.
func (p *parser) skip() {
	for k := p.peek().kind; k != endToken && k != semicolonToken && k != orToken; k = p.peek().kind {
		p.i++
	}
}

// fail says that the rule cannot be read, from a token to where the reading stands.
func (p *parser) fail(code diag.Code, from *token) bool {
	last := p.peek()
	if last.kind == endToken || last.start < from.start {
		last = from
	}
	text := p.src[from.start:last.end]
	switch code {
	case "horaires-plage-inachevee": // all of "08:00-13:45-16:30"
		end := from
		for n := p.i; p.tokens[n].kind != endToken && p.tokens[n].kind != commaToken && p.tokens[n].start <= max(last.end, end.end); n++ {
			end = &p.tokens[n]
		}
		if end.end > last.end {
			last = end
		}
		text = p.src[from.start:last.end]
	case "horaires-illisibles":
		end := p.i
		for k := p.tokens[end].kind; k != endToken && k != semicolonToken && k != orToken; k = p.tokens[end].kind {
			end++
		}
		text = strings.TrimSpace(p.src[p.rule.start:p.tokens[end].start])
	}
	p.fault(code, from.start, max(last.end, from.end), text)
	return false
}

// The kinds of selectors, in the order in which the syntax writes them.
const (
	rankYear = iota + 1
	rankDate
	rankWeek
	rankDay
	rankTime
	rankState
)

// order notes that a kind of selector starts here. One that comes again or too
// early is odd; days after hours are worse: a ";" is missing, and the usual
// reading (all these days, all these hours) is not what the author means.
func (p *parser) order(rank int) {
	t := p.peek()
	switch {
	case p.rank >= rankTime && rank <= rankDay && len(p.rule.times) > 0:
		p.strange.add(t.start, t.end)
	case rank < p.rank, rank == p.rank && rank >= rankDay && t.kind != commentToken:
		p.odd.add(t.start, t.end)
	}
	p.rank = max(p.rank, rank)
}

// readRule reads a rule, up to its separator.
func (p *parser) readRule() bool {
	for {
		t := p.peek()
		switch t.kind {
		case endToken, semicolonToken, orToken:
			p.implyState()
			return true
		case commaToken:
			if p.rank < rankTime && !p.rule.noted {
				return p.fail("horaires-illisibles", t)
			}
			p.implyState()
			return true
		case commentToken:
			if p.rule.noted {
				p.odd.add(t.start, t.end)
			}
			p.rule.noted, p.rule.comment = true, t.text
			p.take()
		case colonToken, dotToken:
			if p.rule.blank() {
				return p.fail("horaires-illisibles", t)
			}
			p.mark()
		case numberToken:
			if !p.readNumber() {
				return false
			}
		case wordToken:
			if !p.readWord() {
				return false
			}
		default:
			if t.written(p.src) == "(" && p.ahead(1).word.class == sunWord {
				return p.outOfScope()
			}
			return p.fail("horaires-illisibles", t)
		}
	}
}

// mark reads a ":" or a "." after a selector: the first may close dates, both
// are odd elsewhere.
func (p *parser) mark() {
	t := p.take()
	if t.kind == colonToken && p.rank >= rankYear && p.rank <= rankWeek {
		p.rule.colon = p.rank > rankYear
		return
	}
	p.odd.add(t.start, t.end)
}

// implyState gives the rule the state that its author did not write.
func (p *parser) implyState() {
	r := &p.rule
	switch {
	case r.stated:
	case r.noted:
		r.state = Unknown
	default:
		r.state = Open
	}
}

// outOfScope keeps the rule as text.
func (p *parser) outOfScope() bool {
	t := p.peek()
	p.opaque = true
	p.fault("horaires-hors-calcul", t.start, t.end, t.written(p.src))
	p.skip()
	p.odd, p.strange = extent{}, extent{}
	return true
}

// readNumber reads what may start with a number: a year, 24/7, 7/7, an hour.
func (p *parser) readNumber() bool {
	t := p.peek()
	if p.isAlways() {
		p.order(rankTime)
		p.take()
		p.take()
		p.take()
		p.rule.always = true
		return true
	}
	if p.isYear(0) {
		return p.readYears()
	}
	if t.number == 7 && p.ahead(1).kind == slashToken && p.ahead(2).number == 7 {
		p.order(rankDay)
		p.i += 3
		p.strange.add(t.start, p.tokens[p.i-1].end)
		p.rule.days = append(p.rule.days, daySelector{from: 0, to: 6})
		return true
	}
	return p.readTimes()
}

// isAlways reports whether "24/7" comes next.
func (p *parser) isAlways() bool {
	return p.peek().number == 24 && p.ahead(1).kind == slashToken && p.ahead(2).number == 7 && p.ahead(2).kind == numberToken
}

// isYear reports whether the token n places further is a year.
func (p *parser) isYear(n int) bool {
	t := p.ahead(n)
	colon, minute := p.ahead(n+1), p.ahead(n+2)
	hour := colon.kind == colonToken && minute.kind == numberToken && minute.start == colon.end
	return t.kind == numberToken && t.end-t.start == 4 && t.number >= 1900 && t.number < 3000 && !hour
}

func (p *parser) readWord() bool {
	t := p.peek()
	switch w := t.word; w.class {
	case dayWord:
		p.order(rankDay)
		return p.readDays()
	case holidayWord:
		return p.readHoliday()
	case monthWord, easterWord:
		p.order(rankDate)
		return p.readDates(0)
	case weekWord:
		if w.strange {
			break
		}
		p.order(rankWeek)
		p.take()
		return p.readWeeks()
	case stateWord:
		p.order(rankState)
		p.take()
		p.rule.stated, p.rule.state = true, State(w.n)
		return true
	case articleWord:
		p.take()
		return true
	case daysWord:
		if p.ahead(1).word.class == feastWord {
			p.order(rankDay)
			p.take()
			p.take()
			p.rule.holidays = append(p.rule.holidays, daySelector{kind: publicHoliday})
			return true
		}
	case sunWord:
		return p.outOfScope()
	}
	return p.fail("horaires-illisibles", t)
}
