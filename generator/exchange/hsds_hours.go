package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/hours"
	"balise/generator/model"
)

// schedules writes the hours: an opening a row, with in words, on each of them,
// what no row can say. What cannot be computed is one row of words.
//
// A closure to come ends the rows that it interrupts and begins them again, as
// the guidance of HSDS wants of exceptional hours (valid_from, valid_to), and is
// a row of words between. HSDS has no word for public holidays: they stay in the
// notes (openreferral/specification, issue 440).
func (x *hsds) schedules(s *model.Structure, place string) {
	said := openings{words: s.Horaires} // unreadable, or empty
	if s.Hours != nil {
		said = x.openings(s)
	}
	closed := said.closed
	if len(s.Fermetures) > 0 {
		closed = slices.Concat(closed, toCome(s, x.Today))
	}
	notes := strings.TrimSuffix(strings.TrimPrefix(said.words+" ; "+s.HorairesTexte, " ; "), " ; ")
	n := 0
	row := func() {
		n++
		x.row(schedules, x.id("schedule", s.ID, n))
		x.pair("location_id", place)
	}
	open := between(closed)
	for _, r := range said.rows {
		for _, span := range open {
			from, to := max(r.from, span.from), min(cmp.Or(r.to, never), span.to)
			if from > to {
				continue
			}
			row()
			x.pair("valid_from", from)
			if to != never {
				x.pair("valid_to", to)
			}
			x.tables[schedules] = append(x.tables[schedules], r.row...)
			x.pair("notes", notes)
		}
	}
	if len(said.rows) == 0 && notes != "" {
		row()
		x.pair("description", notes)
	}
	for _, c := range closed {
		row()
		x.pair("valid_from", c.from)
		x.pair("valid_to", c.to)
		x.pair("description", c.words)
	}
}

// never is after every day, as days are written.
const never = "9999-12-31"

// span is a run of days, ISO 8601, the last included, and what is said of it.
type span struct{ from, to, words string }

// between are the days that closures leave; from is empty for the first ones.
func between(closed []span) []span {
	sorted := slices.SortedFunc(slices.Values(closed), func(a, b span) int { return strings.Compare(a.from, b.from) })
	var open []span
	from := ""
	for _, c := range sorted {
		if before := addDays(c.from, -1); before >= from {
			open = append(open, span{from: from, to: before})
		}
		from = max(from, addDays(c.to, 1))
	}
	return append(open, span{from: from, to: never})
}

// addDays is the day that many days later.
func addDays(day string, by int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day // written by this package
	}
	return t.AddDate(0, 0, by).Format(time.DateOnly)
}

// openings is a schedule as rows of the table, less their identifiers and the
// days they hold on; the closures to come that it says itself; and in words what
// neither says.
type openings struct {
	rows   []opening
	closed []span
	words  string
}

type opening struct{ from, to, row string }

// maxSaid bounds what is remembered of the hours: many places keep the same.
const maxSaid = 4096

func (x *hsds) openings(s *model.Structure) openings {
	if known, ok := x.said[s.Horaires]; ok {
		return known
	}
	c := s.Hours.Calendar(x.Today.Year(), diag.French)
	o := openings{words: strings.Join(c.Words, " ; ")}
	for i := range c.Openings {
		r := &c.Openings[i]
		o.rows = append(o.rows, opening{r.From, r.To, string(appendOpening(nil, r))})
	}
	for _, d := range c.Closed {
		if !d.To.Before(x.Today) {
			o.closed = append(o.closed, closedSpan(d.From, d.To, ""))
		}
	}
	if len(x.said) < maxSaid {
		x.said[s.Horaires] = o
	}
	return o
}

func appendOpening(b []byte, r *hours.Recurrence) []byte {
	if r.Interval > 1 {
		b = appendPair(b, "dtstart", r.From)
		b = strconv.AppendInt(appendName(b, "interval"), int64(r.Interval), 10)
	}
	freq := "WEEKLY"
	if r.Monthly {
		freq = "MONTHLY"
	}
	b = appendPair(b, "freq", freq)
	b = appendPair(b, "byday", strings.Join(r.ByDay, ","))
	b = appendPair(b, "opens_at", clock(r.Opens))
	if r.Closes > 0 {
		b = appendPair(b, "closes_at", clock(r.Closes))
	}
	return appendPair(b, "description", r.Comment)
}

// clock is a time of day, as the examples of HSDS write it: on the clocks of the
// place, whose offset from UTC changes with the season. 24:00 is the last minute:
// ISO 8601 has no other name for it that is not the next day's.
func clock(minutes int) string {
	if minutes == 24*60 {
		return "23:59"
	}
	minutes %= 24 * 60
	return string([]byte{byte('0' + minutes/600), byte('0' + minutes/60%10), ':', byte('0' + minutes%60/10), byte('0' + minutes%10)})
}

// closures says in French those to come.
func closures(s *model.Structure, today time.Time) []string {
	var out []string
	for _, c := range toCome(s, today) {
		out = append(out, c.words)
	}
	return out
}

// toCome are the closures of a structure that are not over.
func toCome(s *model.Structure, today time.Time) []span {
	var out []span
	for i := range s.Fermetures {
		f := &s.Fermetures[i]
		if from, to := f.Span(); !to.Before(today) && !to.Before(from) { // check tells of those that end before they begin
			out = append(out, closedSpan(from, to, f.Motif))
		}
	}
	return out
}

func closedSpan(from, to time.Time, why string) span {
	words := "Fermé le " + french.Date(from, "fr")
	if to.After(from) {
		words = "Fermé du " + french.Date(from, "fr") + " au " + french.Date(to, "fr")
	}
	if why != "" {
		words += " (" + why + ")"
	}
	return span{from.Format(time.DateOnly), to.Format(time.DateOnly), words + "."}
}
