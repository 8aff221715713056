package hours

import "slices"

// half reads "matin" or "après-midi".
func (f *reader) half() bool {
	half := f.at(f.i).n
	s := f.last()
	f.i++
	switch next, _, _ := f.next(f.i); {
	case f.unread:
		return false
	case s == nil:
		return next.isHour() && f.cell
	case s.kind != opens:
		if !s.loose && !s.said || s.half != 0 || len(s.times) > 0 || s.many && !s.plural || f.gap > 0 && s.said {
			return false
		}
		s.half = half
		return true
	case len(s.times) > 0 && half == halfOf(s.times[len(s.times)-1]) && f.gap == 0:
		return true
	case len(s.times) > 0 && next.kind == appointmentItem:
		// "9h-12h, après-midi sur rendez-vous": hours are not known.
		for f.at(f.i).kind != appointmentItem {
			f.i++
		}
		f.i++
		f.leave(f.at(f.i-2).start, f.at(f.i-1).end)
		f.left[len(f.left)-1][0] = s.end
		after, _, _ := f.next(f.i)
		return after.kind == closeItem || after.isDay()
	case len(s.times) > 0 && next.isHour() || len(s.times) == 0 && s.half == 0 && f.gap < 2:
		if len(s.times) == 0 && s.many && !next.isHour() && next.kind != closedItem {
			return false
		}
		s.half = half
		return true
	}
	return false
}

// halfOf is the half of a day in which a range is; 0 when it is in both.
func halfOf(t timeRange) int {
	switch {
	case t.from < 12*60 && t.reach() <= 13*60+30:
		return 1
	case t.from >= 12*60:
		return 2
	}
	return 0
}

// hours reads hours, and gives them to their clause.
func (f *reader) hours() bool {
	if f.at(f.i).kind == wholeDayItem {
		s := f.last()
		if s != nil && (s.kind != opens || s.body()) || f.unread {
			return false
		}
		if s == nil {
			s, _ = f.begin(opens)
		}
		f.i++
		s.times = []timeRange{{from: 0, to: dayMinutes}}
		return true
	}
	s := f.last()
	if f.unread {
		if len(f.sayings) == 0 && !f.cell && !f.harmlessPrefix() {
			return false
		}
		f.foreign = f.foreign || len(f.sayings) > 0
	}
	times, n := f.ranges()
	if n == 0 {
		return false
	}
	s, ok := f.clauseForHours(s)
	if !ok {
		return false
	}
	if s.half != 0 {
		if halfOf(times[0]) != s.half || len(times) > 1 && halfOf(times[1]) == s.half {
			return false
		}
		s.half = 0
	}
	if k := len(s.times); k > 0 && times[0].from < s.times[k-1].to || s.endless() {
		return false
	}
	s.times = append(s.times, times...)
	f.i += n
	return true
}

// clauseForHours is the clause that the hours read here are of.
func (f *reader) clauseForHours(s *saying) (*saying, bool) {
	switch {
	case s == nil:
		return f.begin(opens)
	case s.kind == closes:
		// "Fermé le matin - 13h30 à 18h"
		if f.gap == 0 || s.said || s.half == 0 || len(f.sayings) > 1 {
			return nil, false
		}
		return f.begin(opens)
	case s.kind == exempt:
		base := f.sayings[max(len(f.sayings)-2, 0)]
		switch {
		case base.kind == opens && base.said && !base.body(): // "tous les jours sauf le jeudi : 9h-12h"
			return base, true
		case len(s.nth) > 0 || s.feast || !s.season.zero() || f.gap == 2 || s.half != 0 || !s.said:
			return nil, false
		}
		return s, len(s.times) == 0 || f.gap < 2
	case f.label.on && s.labelled && len(s.times) == 0, len(s.times) == 0:
		return s, true
	case s.split || f.labelChanged(s):
		again, ok := f.begin(opens) // the same days, on other terms
		if !ok {
			return nil, false
		}
		again.mask, again.nth, again.feast, again.said, again.season, again.joined = s.mask, s.nth, s.feast, s.said, s.season, true
		return again, true
	case f.hoursFirst() && s.said:
		return f.begin(opens)
	case !f.season.zero() && !slices.EqualFunc(s.season.dates, f.season.dates, func(a, b dateRange) bool { return a == b }),
		f.season.school != s.season.school && (s.header || f.season.school != 0):
		return f.begin(opens)
	}
	return s, true
}

func (f *reader) labelChanged(s *saying) bool {
	return f.label.on && (!s.labelled || s.comment != f.label.comment)
}

// hoursFirst reports whether the text says hours before days: "9h-12h le lundi".
func (f *reader) hoursFirst() bool {
	for i := range f.items {
		switch it := f.at(i); {
		case it.isDay():
			return false
		case it.kind == clockItem, it.kind == wholeDayItem:
			return true
		}
	}
	return false
}
