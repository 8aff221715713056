package hours

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// TableDays is how many days a table may cover: two months and a bit, so that a
// site rebuilt every month never runs out.
const TableDays = 62

// maxPatterns is how many sorts of days a table tells apart; each is a capital
// letter. A schedule that has more gets a table of fewer days.
const maxPatterns = 26

// What a table says of a day that is closed from midnight to midnight.
const (
	tableClosed  = '-' // as on any such day
	tableHoliday = '*' // because it is a public holiday: it is open on that weekday otherwise
	tableClosure = '!' // because of a closure of the place
)

// Table writes the hours of a place from a day on, for a program that must know
// the state of any minute without reading rules: a script in a page. It is what
// Intervals says, on the clock of the place, day by day.
//
// The first line has one letter for each day, then, after a space and apart by
// spaces, what each letter stands for, "A" first. The other lines are comments.
//
//	--AABBAB-- 9-12,14-17.30 10-18?1
//	selon la tournée du bus
//
// A day that is closed all along has a sign instead of a letter: "-", "*" for a
// public holiday, "!" for a closure. Hours are "from-to", with minutes after a
// full stop, up to 24; "?" stands after those that are not certain; the number
// after ":" is a comment's, from 1. A letter's hours begin with "?" when the day
// is a public holiday and the schedule says nothing of those.
//
// It is empty when nothing can be computed (an Opaque schedule), and when the
// schedule is neither open nor uncertain in all that time and no holiday or
// closure explains it. days counts the days, at most TableDays.
func (s *Schedule) Table(first time.Time, days int, p Place) string {
	if s.opaque || days <= 0 {
		return ""
	}
	t := tableWriter{first: civil(first), ids: map[string]byte{}, notes: map[string]int{}}
	w := newWalker(s, p, t.first)
	holidays := calendar{place: p}
	silent := !s.usesPH && !(len(s.rules) == 1 && s.rules[0].always)
	weekly := !slices.ContainsFunc(s.rules, func(r rule) bool { return !r.weekly() })
	var ordinary [7]byte // the signs of days that nothing sets apart
	special := true      // the day before is a holiday, or closed
	for d := t.first; d < t.first+day(min(days, TableDays)); d++ {
		holiday, closed := holidays.publicHoliday(d.date()) != "", p.closed(d)
		known := weekly && !holiday && !special && !closed
		special = holiday || closed
		switch sign := &ordinary[d.weekday()]; {
		case closed:
			t.signs = append(t.signs, tableClosure)
		case known && *sign != 0:
			t.signs = append(t.signs, *sign)
		default:
			w.moveTo(d)
			segments := w.next()
			if !t.add(segments, holiday && silent) {
				return t.text()
			}
			if holiday && len(segments) == 0 {
				t.holidays = append(t.holidays, len(t.signs)-1)
			}
			if known {
				*sign = t.signs[len(t.signs)-1]
			}
		}
	}
	return t.text()
}

// weekly reports whether the rule is about days of the week and public holidays
// only: two weeks without holidays are then alike.
func (r *rule) weekly() bool {
	varies := func(d daySelector) bool { return !d.plain() && (d.kind != publicHoliday || d.addition != 0) }
	return len(r.years)+len(r.dates)+len(r.weeks) == 0 && !slices.ContainsFunc(r.days, varies) && !slices.ContainsFunc(r.holidays, varies)
}

// moveTo makes d the next day.
func (w *walker) moveTo(d day) {
	if w.day == d {
		return
	}
	w.day = d
	for i := range w.variants {
		w.variants[i].match(w.s.rules, (d - 1).date())
	}
}

// tableWriter is a table being written.
type tableWriter struct {
	first    day
	signs    []byte // one for each day
	holidays []int  // indexes of the public holidays that are closed
	opens    uint8  // weekdays that are not always closed
	ids      map[string]byte
	patterns []byte
	notes    map[string]int
	comments []byte
	pattern  []byte
}

// add adds a day; it answers false when its hours are one sort too many.
func (t *tableWriter) add(segments []segment, doubtful bool) bool {
	if len(segments) == 0 {
		t.signs = append(t.signs, tableClosed)
		return true
	}
	t.pattern = t.pattern[:0]
	if doubtful {
		t.pattern = append(t.pattern, '?')
	}
	for i := range segments {
		if i > 0 {
			t.pattern = append(t.pattern, ',')
		}
		t.hours(&segments[i])
	}
	id, known := t.ids[string(t.pattern)]
	if !known {
		if len(t.ids) == maxPatterns {
			return false
		}
		id = byte('A' + len(t.ids))
		t.ids[string(t.pattern)] = id
		t.patterns = append(append(t.patterns, ' '), t.pattern...)
	}
	t.opens |= 1 << (t.first + day(len(t.signs))).weekday()
	t.signs = append(t.signs, id)
	return true
}

func (t *tableWriter) hours(g *segment) {
	t.clock(g.from)
	t.pattern = append(t.pattern, '-')
	t.clock(g.to)
	if g.state == Unknown {
		t.pattern = append(t.pattern, '?')
	}
	if g.comment == "" || g.comment == OpenEndComment || g.comment == SchoolComment {
		return // said by the "?"
	}
	n, known := t.notes[g.comment]
	if !known {
		n = len(t.notes) + 1
		t.notes[g.comment] = n
		t.comments = append(append(t.comments, '\n'), strings.Join(strings.Fields(g.comment), " ")...)
	}
	t.pattern = strconv.AppendInt(append(t.pattern, ':'), int64(n), 10)
}

// clock writes a time of day: "9", "9.05", "24".
func (t *tableWriter) clock(minutes int) {
	t.pattern = strconv.AppendInt(t.pattern, int64(minutes/60), 10)
	if m := minutes % 60; m != 0 {
		t.pattern = append(t.pattern, '.', byte('0'+m/10), byte('0'+m%10))
	}
}

// text is the table, once every day is added.
func (t *tableWriter) text() string {
	for _, i := range t.holidays {
		if t.opens&(1<<(t.first+day(i)).weekday()) != 0 {
			t.signs[i] = tableHoliday
		}
	}
	if len(t.patterns) == 0 && strings.Trim(string(t.signs), string(tableClosed)) == "" {
		return ""
	}
	return string(t.signs) + string(t.patterns) + string(t.comments)
}
