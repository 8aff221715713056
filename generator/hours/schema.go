package hours

import "slices"

// OpeningHours is an OpeningHoursSpecification of schema.org.
type OpeningHours struct {
	DayOfWeek    []string // "Monday"… or "PublicHolidays"
	Opens        string   // "09:00"
	Closes       string   // "12:00"; before Opens when it is the next day
	ValidFrom    string   // "2026-08-01"; empty when it always holds
	ValidThrough string   // the last day
}

var schemaDays = [7]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// SchemaOrg gives the schedule as schema.org says it, days with the same hours
// together; a closed day opens and closes at 00:00. It gives nil when schema.org
// cannot say it all (weeks, months, school holidays, hours that are not sure):
// half of the truth would send people to a closed door.
func (s *Schedule) SchemaOrg() []OpeningHours {
	w, ok := s.Week()
	if !ok {
		return nil
	}
	var out []OpeningHours
	done := uint8(0)
	for d := range 7 {
		for _, r := range w.Days[d] {
			if r.State != Open {
				return nil
			}
		}
		if done&(1<<d) != 0 {
			continue
		}
		var names []string
		for e := d; e < 7; e++ {
			if slices.Equal(w.Days[d], w.Days[e]) {
				done |= 1 << e
				names = append(names, schemaDays[e])
			}
		}
		for _, r := range w.Days[d] {
			out = append(out, OpeningHours{DayOfWeek: names, Opens: schemaClock(r.From), Closes: schemaEnd(r)})
		}
	}
	ordinary := len(out)
	for _, e := range w.Exceptions {
		more, ok := e.schema()
		if !ok || slices.ContainsFunc(out[:ordinary], OpeningHours.overnight) || slices.ContainsFunc(out[ordinary:], more[0].against) {
			return nil
		}
		out = append(out, more...)
	}
	return out
}

// overnight tells that hours end the next day: when that day is an exception,
// schema.org does not say when.
func (h OpeningHours) overnight() bool { return h.Closes < h.Opens && h.Closes != "00:00" }

// against tells that the hours of an exception and those of an earlier one are
// about a same day, and that schema.org, where dates win over public holidays and
// no date over another, does not say which of them hold.
func (h OpeningHours) against(earlier OpeningHours) bool {
	switch {
	case h.closed() && earlier.closed():
		return false
	case earlier.ValidFrom == "" || h.ValidFrom == "":
		return h.ValidFrom == ""
	}
	return h.ValidFrom <= earlier.ValidThrough && earlier.ValidFrom <= h.ValidThrough
}

func (h OpeningHours) closed() bool { return h.Opens == "00:00" && h.Closes == "00:00" }

// schema says an exception: public holidays, or dates of a year.
func (e Exception) schema() ([]OpeningHours, bool) {
	r := &e.rule
	if e.except != 0 || r.sep != replaces || r.state == Unknown || len(r.weeks)+len(r.years) > 0 || r.state == Closed && len(r.pieces) > 0 {
		return nil, false
	}
	base := OpeningHours{}
	switch days := append(r.holidays[:len(r.holidays):len(r.holidays)], r.days...); {
	case len(r.dates) == 0 && len(days) == 1 && days[0].kind == publicHoliday && days[0].addition == 0:
		base.DayOfWeek = []string{"PublicHolidays"}
	case len(r.dates) == 1 && len(days) == 0 && r.dates[0].from.year != 0:
		d := r.dates[0]
		from, _ := d.from.first(d.from.year)
		year := d.to.year
		if year == 0 {
			year = d.from.year
		}
		to, _ := d.to.last(year)
		if to < from {
			to, _ = d.to.last(year + 1)
		}
		base.ValidFrom, base.ValidThrough = from.iso(), to.iso()
	default:
		return nil, false
	}
	if r.state == Closed {
		base.Opens, base.Closes = "00:00", "00:00"
		return []OpeningHours{base}, true
	}
	if len(r.pieces) == 0 {
		base.Opens, base.Closes = "00:00", "23:59"
		return []OpeningHours{base}, true
	}
	var out []OpeningHours
	for _, p := range r.pieces {
		if p.guessed {
			return nil, false
		}
		one := base
		one.Opens, one.Closes = schemaClock(p.from), schemaEnd(Range{From: p.from, To: p.to})
		out = append(out, one)
	}
	return out, true
}

// schemaEnd is when a range closes. A whole day closes at 23:59: schema.org
// would read 00:00 as closed.
func schemaEnd(r Range) string {
	if r.To == dayMinutes && r.From == 0 {
		return "23:59"
	}
	return schemaClock(r.To)
}

func schemaClock(minutes int) string {
	return string(appendClock(nil, minutes%dayMinutes))
}

func (d day) iso() string {
	c := d.date()
	b := appendPadded(nil, c.year)
	b = append(b, '-')
	b = appendPadded(b, c.month)
	b = append(b, '-')
	return string(appendPadded(b, c.dom))
}
