package hours

import "strings"

// suggest gives the value as it should be written, or "" when only its author
// can tell. s is what could be read of it (it may be nil), and faults what is
// wrong with how it is written.
func suggest(value string, s *Schedule, faults []Fault) string {
	if s != nil && s.opaque {
		return ""
	}
	if s != nil && !hasError(faults) {
		return s.String()
	}
	if fix := respell(value); fix != "" && readsWell(fix) {
		return fix
	}
	fix, _ := FromFrench(value)
	return fix
}

// readsWell reports whether a value is in the syntax, and no rule of it forgot
// its days.
func readsWell(value string) bool {
	s, faults := read(value)
	return s != nil && len(faults) == 0 && s.dayless() < 0
}

// dayless is the first rule that gives hours without days after one that names
// some, or -1: in "Mo 14:00-17:00; 09:00-12:00", the second holds every day.
func (s *Schedule) dayless() int {
	for i := range s.rules {
		r := &s.rules[i]
		if i > 0 && r.sep == replaces && r.state == Open && !r.hasDate() && len(r.times) > 0 && s.rules[i-1].hasDate() {
			return i
		}
	}
	return -1
}

// respell writes every token of a value as the syntax wants it, and moves none:
// "10h-12h" becomes "10:00-12:00", "Lu-Ve" becomes "Mo-Fr".
func respell(value string) string {
	tokens := scan(value, nil)
	b := make([]byte, 0, len(value)+16)
	for i := 0; tokens[i].kind != endToken; i++ {
		t := &tokens[i]
		if i > 0 && t.start > tokens[i-1].end && len(b) > 0 && b[len(b)-1] != ' ' {
			b = append(b, ' ')
		}
		switch t.kind {
		case numberToken:
			minutes, used := frenchClock(tokens[i:])
			if used == 0 {
				b = append(b, t.written(value)...)
				continue
			}
			b = appendClock(b, minutes)
			i += used - 1
		case wordToken:
			if t.word.class == notAWord || t.word.text == "" {
				return ""
			}
			b = append(b, t.word.text...)
		case commentToken:
			b = append(b, '"')
			b = append(b, t.text...)
			b = append(b, '"')
		case otherToken, dotToken:
			return ""
		default:
			b = append(b, spelling[t.kind]...)
		}
	}
	return string(b)
}

var spelling = map[kind]string{
	dashToken: "-", colonToken: ":", commaToken: ",", semicolonToken: ";", orToken: "||",
	slashToken: "/", plusToken: "+", openToken: "[", closeToken: "]",
}

// frenchClock reads a time of day with its minutes or its "h": "9h", "9h30",
// "9 h 30", "09:00", "9.30"; it tells how many tokens it took, 0 when it is
// something else.
func frenchClock(tokens []token) (minutes, used int) {
	hour, sep := &tokens[0], &tokens[min(1, len(tokens)-1)]
	if hour.kind != numberToken || hour.number < 0 || hour.number > 24 || hour.end-hour.start > 2 {
		return 0, 0
	}
	minute := &tokens[min(2, len(tokens)-1)]
	hasMinute := minute.kind == numberToken && minute.number >= 0 && minute.number < 60 && minute.end-minute.start == 2
	switch {
	case sep.kind == colonToken, sep.kind == dotToken:
		if !hasMinute || minute.start > sep.end {
			return 0, 0
		}
		used = 3
		if tokens[3].word.class == hourWord {
			used = 4
		}
	case sep.word.class == hourWord:
		if hasMinute && minute.start-sep.end <= 3 && tokens[min(3, len(tokens)-1)].word.class != hourWord {
			used = 3
			break
		}
		return hour.number * 60, 2
	default:
		return 0, 0
	}
	if minutes = hour.number*60 + minute.number; minutes > dayMinutes {
		return 0, 0
	}
	return minutes, used
}

// FromFrench turns hours written in French words into the syntax: "Du lundi au
// vendredi de 9h à 12h et de 14h à 17h30" gives
// "Mo-Fr 09:00-12:00,14:00-17:30". It understands days, hours, "fermé", "sur
// rendez-vous" and "jours fériés". It answers false, rather than drop a word,
// for a text that says anything else.
func FromFrench(text string) (string, bool) {
	if len(text) > maxLength {
		return "", false
	}
	f := french{tokens: scan(text, nil), from: -1}
	for f.tokens[f.i].kind != endToken {
		if !f.step() {
			return "", false
		}
	}
	if !f.finish() {
		return "", false
	}
	value := f.String()
	return value, value != "" && readsWell(value)
}

// french gathers clauses from a text: days, then their hours.
type french struct {
	tokens  []token
	i       int
	clauses []clause
	from    int  // the start of a range whose end is still to come; -1 when none is
	dash    bool // a "-", "à" or "au" was read
	fresh   bool // a ";" was read: the next words start a clause
}

type clause struct {
	days    []daySelector
	times   []timeRange
	closed  bool
	comment string
}

// last is the clause being filled. Days after hours start a new one.
func (f *french) last(forDays bool) *clause {
	n := len(f.clauses)
	if n == 0 || forDays && (f.fresh || f.clauses[n-1].filled()) {
		f.clauses = append(f.clauses, clause{})
		n++
		f.fresh = false
	}
	return &f.clauses[n-1]
}

func (c *clause) filled() bool { return len(c.times) > 0 || c.closed || c.comment != "" }

// step reads a word, a sign or an hour.
func (f *french) step() bool {
	t := &f.tokens[f.i]
	switch t.kind {
	case numberToken:
		minutes, used := frenchClock(f.tokens[f.i:])
		if used == 0 {
			return false
		}
		f.i += used
		return f.clock(minutes)
	case dashToken:
		f.dash = true
	case commaToken, slashToken, colonToken, dotToken:
		return f.advance(f.from < 0)
	case otherToken: // "mardi 9h-12h | mercredi 14h-17h"
		return f.advance(f.from < 0 && t.bar)
	case semicolonToken:
		f.fresh, f.dash = true, false
		return f.advance(f.from < 0)
	case commentToken:
		if t.text != appointment {
			return false
		}
		c := f.last(false)
		c.comment = "sur rendez-vous"
	case wordToken:
		return f.word(t)
	default:
		return false
	}
	return f.advance(true)
}

func (f *french) advance(ok bool) bool {
	f.i++
	return ok
}

func (f *french) word(t *token) bool {
	switch t.word.class {
	case dayWord:
		return f.advance(f.day(int(t.word.n)))
	case toWord:
		f.dash = true
	case fillerWord:
		f.dash = f.dash || f.isRangeFiller(t)
	case andWord, articleWord, openWord:
		if t.word.class == andWord && f.from >= 0 {
			return false
		}
	case noonWord:
		f.i++
		return f.clock(12 * 60)
	case stateWord:
		if State(t.word.n) != Closed {
			return false
		}
		c := f.last(false)
		if len(c.times) > 0 || f.from >= 0 {
			return false // "9h-12h fermé": which of the two?
		}
		c.closed = true
	case allWord: // tous les jours
		n := 1
		for f.tokens[f.i+n].word.class == articleWord {
			n++
		}
		if f.tokens[f.i+n].word.class != daysWord {
			return false
		}
		f.i += n
		c := f.last(true)
		c.days = append(c.days, daySelector{from: 0, to: 6})
	case daysWord: // jours fériés
		if f.tokens[f.i+1].word.class != feastWord {
			return false
		}
		f.i++
		c := f.last(true)
		c.days = append(c.days, daySelector{kind: publicHoliday})
	case holidayWord:
		c := f.last(true)
		c.days = append(c.days, daySelector{kind: dayKind(t.word.n)})
	default:
		return false
	}
	return f.advance(true)
}

// isRangeFiller reports whether a filler is "au": "du lundi au vendredi".
func (f *french) isRangeFiller(t *token) bool {
	n := len(f.clauses)
	return t.word.n == 1 && n > 0 && len(f.clauses[n-1].days) > 0
}

func (f *french) day(weekday int) bool {
	if f.from >= 0 {
		return false
	}
	c := f.last(true)
	if n := len(c.days); f.dash && n > 0 {
		d := &c.days[n-1]
		if !d.plain() || d.from != d.to {
			return false
		}
		d.to = weekday
	} else {
		c.days = append(c.days, daySelector{from: weekday, to: weekday})
	}
	f.dash = false
	return true
}

// clock reads an end of a range. A range of a clause without days goes on with
// the clause before it, as long as hours go up.
func (f *french) clock(minutes int) bool {
	c := f.last(false)
	if c.closed {
		return false
	}
	if f.from < 0 {
		if n := len(c.times); n > 0 && minutes < c.times[n-1].to {
			return false
		}
		f.from, f.dash = minutes, false
		return true
	}
	if !f.dash || minutes <= f.from {
		return false
	}
	c.times = append(c.times, timeRange{from: f.from, to: minutes})
	f.from, f.dash = -1, false
	return true
}

// finish checks that no clause was left half said.
func (f *french) finish() bool {
	if f.from >= 0 {
		return false
	}
	seen := uint8(0)
	for _, c := range f.clauses {
		if !c.filled() || len(c.days) == 0 && len(f.clauses) > 1 {
			return false
		}
		for _, d := range c.days {
			if !d.plain() {
				continue
			}
			if seen&d.mask() != 0 {
				return false // a day said twice: does the second add, or replace?
			}
			seen |= d.mask()
		}
	}
	return true
}

// String writes the clauses as rules.
func (f *french) String() string {
	rules := make([]string, len(f.clauses))
	for i, c := range f.clauses {
		r := rule{days: c.days, times: c.times, comment: c.comment, noted: c.comment != ""}
		switch {
		case c.closed:
			r.stated, r.state = true, Closed
		case r.noted && len(c.times) == 0:
			r.stated, r.state = true, Unknown
		case r.noted:
			r.stated, r.state = true, Open
		}
		rules[i] = r.text()
	}
	return strings.Join(rules, "; ")
}
