package hours

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"balise/generator/diag"
)

// Line is a schedule's hours on some days, in plain words: "Du mardi au
// vendredi" and "de 10 h à 12 h 30". Days may be empty ("fermé", alone).
type Line struct {
	Days   string
	Hours  string
	Closed bool // nothing is open on these days

	// Weekdays tells which days of every week the line is about: bit 0 for
	// Monday, bit 6 for Sunday. None for an exception.
	Weekdays uint8

	days  string // Days, as inside a sentence
	joint string // between days and Hours in a sentence, when not a space
}

// Say gives the schedule in plain words: ordinary days first, those with the
// same hours together, then what goes otherwise. Comments stay in the language
// of their author. What cannot be put in words is given as it is written.
func (s *Schedule) Say(lang diag.Lang) []Line {
	t := tongueOf(lang)
	w, ok := s.week()
	if !ok {
		return []Line{{Hours: s.String()}}
	}
	lines := make([]Line, 0, 4+len(w.Exceptions))
	done := uint8(0)
	for d := range 7 {
		if done&(1<<d) != 0 || len(w.Days[d]) == 0 {
			continue
		}
		same := uint8(0)
		for e := d; e < 7; e++ {
			if slices.Equal(w.Days[d], w.Days[e]) {
				same |= 1 << e
			}
		}
		done |= same
		l := t.hours(w.Days[d], same == everyDay).about(t.days(same))
		l.Weekdays = same
		lines = append(lines, l)
	}
	for _, e := range w.Exceptions {
		lines = append(lines, e.Say(lang))
	}
	if len(lines) == 0 {
		lines = append(lines, Line{Hours: t.closed, Closed: true})
	}
	return lines
}

// about gives the line with its days.
func (l Line) about(days string) Line {
	l.Days, l.days = upperFirst(days), days
	return l
}

// Text is what Say gives, as one sentence: "Du mardi au vendredi de 10 h à
// 12 h 30 ; fermé les jours fériés."
func (s *Schedule) Text(lang diag.Lang) string {
	t := tongueOf(lang)
	var b strings.Builder
	for i, l := range s.Say(lang) {
		if i > 0 {
			b.WriteString(t.semicolon)
		}
		text := t.clause(l)
		if i == 0 {
			text = upperFirst(text)
		}
		b.WriteString(text)
	}
	if !strings.HasSuffix(b.String(), ".") {
		b.WriteByte('.')
	}
	return b.String()
}

// clause is a line inside a sentence.
func (t *tongue) clause(l Line) string {
	switch {
	case l.days == "":
		return l.Hours
	case l.joint != "":
		return l.days + l.joint + l.Hours
	case l.Closed:
		return t.closed + " " + l.days
	}
	return l.days + " " + l.Hours
}

// tongue is what a language needs to say hours. Its functions give phrases in
// lower case.
type tongue struct {
	semicolon, colon string
	closed           string
	also             string // "aussi ", before hours that add
	wholeDay         string
	aroundTheClock   string // every day of the week
	orLater          string
	toConfirm        string
	and              string
	restOfTime       string
	otherwise        string // before days
	except           string

	days     func(mask uint8) string // "du lundi au vendredi"
	span     func(r Range) string    // "de 10 h à 12 h 30"
	years    func(yearRange) string
	date     func(dateRange) string
	weeks    func([]weekRange) string
	selector func(daySelector) string // days that are not plain
}

func tongueOf(lang diag.Lang) *tongue {
	if lang == diag.English {
		return &inEnglish
	}
	return &inFrench
}

// hours says the ranges of a day. always tells that every day is like it.
func (t *tongue) hours(ranges []Range, always bool) Line {
	if len(ranges) == 1 && ranges[0].From == 0 && ranges[0].To == dayMinutes {
		r := ranges[0]
		switch {
		case r.State == Unknown && r.Comment != "":
			return Line{Hours: r.Comment, joint: t.colon}
		case always:
			return Line{Hours: t.aroundTheClock + t.note(r)}
		}
		return Line{Hours: t.wholeDay + t.note(r)}
	}
	var buf [6]string
	spans := buf[:0]
	note := t.note(ranges[0])
	for _, r := range ranges {
		if t.note(r) != note {
			note = ""
			break
		}
	}
	for i, r := range ranges {
		if r.OpenEnd && i > 0 && ranges[i-1].To == r.From {
			spans[len(spans)-1] += t.orLater
			continue
		}
		text := t.span(r)
		if note == "" {
			text += t.note(r)
		}
		spans = append(spans, text)
	}
	return Line{Hours: t.list(spans) + note}
}

// note is what is to be known of a range, in parentheses.
func (t *tongue) note(r Range) string {
	switch {
	case r.OpenEnd:
		return ""
	case r.State == Unknown && r.Comment != "":
		return " (" + t.toConfirm + t.colon + r.Comment + ")"
	case r.State == Unknown:
		return " (" + t.toConfirm + ")"
	case r.Comment != "":
		return " (" + r.Comment + ")"
	}
	return ""
}

// list joins phrases: "a, b et c".
func (t *tongue) list(items []string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + t.and + items[n-1]
	}
}

// exception says a rule that is not about every week.
func (t *tongue) exception(e Exception) Line {
	r := &e.rule
	l := t.exceptionHours(r)
	if r.sep == adds && r.state != Closed && l.joint == "" {
		l.Hours = t.also + l.Hours
	}
	days := strings.Join(t.when(r), ", ")
	if e.except != 0 {
		days += " (" + t.except + t.days(e.except) + ")"
	}
	if r.sep == fallsBack {
		if days == "" {
			days = t.restOfTime
		} else {
			days = t.otherwise + days
		}
	}
	return l.about(days)
}

func (t *tongue) exceptionHours(r *rule) Line {
	if r.state == Closed && len(r.pieces) == 0 {
		return Line{Hours: t.closed, Closed: true}
	}
	ranges := []Range{{To: dayMinutes, State: r.state, Comment: r.comment}}
	if len(r.pieces) > 0 {
		ranges = ranges[:0]
	}
	for _, p := range r.pieces {
		q := Range{From: p.from, To: p.to, State: r.state, Comment: r.comment}
		if p.guessed {
			q.State, q.OpenEnd = Unknown, true
		}
		ranges = append(ranges, q)
	}
	if r.state != Closed {
		return t.hours(ranges, false)
	}
	for i := range ranges {
		ranges[i].State = Open // the hours, said without a note
	}
	l := t.hours(ranges, false)
	l.Hours, l.joint = t.closed+" "+l.Hours, ", "
	return l
}

// when says what days a rule is about, from the widest to the narrowest.
func (t *tongue) when(r *rule) []string {
	var parts []string
	if len(r.years) > 0 {
		parts = append(parts, t.listOf(len(r.years), func(i int) string { return t.years(r.years[i]) }))
	}
	if len(r.dates) > 0 {
		parts = append(parts, t.listOf(len(r.dates), func(i int) string { return t.date(r.dates[i]) }))
	}
	if len(r.weeks) > 0 {
		parts = append(parts, t.weeks(r.weeks))
	}
	for _, days := range [2][]daySelector{r.holidays, r.days} {
		if len(days) > 0 {
			parts = append(parts, t.selectors(days))
		}
	}
	return parts
}

func (t *tongue) listOf(n int, item func(int) string) string {
	items := make([]string, n)
	for i := range items {
		items[i] = item(i)
	}
	return t.list(items)
}

// selectors says days: the plain ones together, then the others.
func (t *tongue) selectors(days []daySelector) string {
	var items []string
	plain := uint8(0)
	for _, d := range days {
		if d.plain() {
			plain |= d.mask()
		} else {
			items = append(items, t.selector(d))
		}
	}
	if plain != 0 {
		items = slices.Insert(items, 0, t.days(plain))
	}
	return t.list(items)
}

// runs cuts a set of weekdays into stretches, first and last day; Friday to
// Monday is one.
func runs(mask uint8) [][2]int {
	if mask == everyDay {
		return [][2]int{{0, 6}}
	}
	var out [][2]int
	for d := range 7 {
		if mask&(1<<d) == 0 || mask&(1<<((d+6)%7)) != 0 {
			continue
		}
		last := d
		for mask&(1<<((last+1)%7)) != 0 {
			last = (last + 1) % 7
		}
		out = append(out, [2]int{d, last})
	}
	return out
}

// inOneMonth reports whether a range starts and ends in a month of one year.
func (d dateRange) inOneMonth() bool {
	return d.isRange && d.from.anchor == onDay && d.to.anchor == onDay && d.from.month == d.to.month &&
		d.to.day >= d.from.day && (d.to.year == 0 || d.to.year == d.from.year)
}

// parity tells whether weeks are all the odd ones, or all the even ones.
func parity(weeks []weekRange) (odd, even bool) {
	if len(weeks) != 1 || weeks[0].step != 2 || weeks[0].to < 52 {
		return false, false
	}
	return weeks[0].from == 1, weeks[0].from == 2
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if upper := unicode.ToUpper(r); upper != r && r != utf8.RuneError {
		return string(upper) + s[size:]
	}
	return s
}
