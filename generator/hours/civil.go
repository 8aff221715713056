package hours

import "time"

// day counts days from 1 January 1970, in the calendar on the wall: no zone.
type day int

// dayOf is the day of a date. Months and days out of range carry over.
func dayOf(year, month, dom int) day {
	return day(time.Date(year, time.Month(month), dom, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// utc is midnight of the day, in UTC.
func (d day) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

// weekday is 0 for Monday, 6 for Sunday.
func (d day) weekday() int { return ((int(d)+3)%7 + 7) % 7 }

// date is a day with what selectors ask of it.
type date struct {
	day              day
	year, month, dom int
	weekday          int // 0 is Monday
	length           int // days in the month
	week             int // ISO 8601
}

func (d day) date() date {
	t := d.utc()
	year, month, dom := t.Date()
	_, week := t.ISOWeek()
	return date{d, year, int(month), dom, d.weekday(), monthLength(year, int(month)), week}
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func monthLength(year, month int) int {
	switch month {
	case 2:
		if isLeap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// easter is Easter Sunday of a year, by the anonymous Gregorian computus
// (Meeus, Astronomical Algorithms, chapter 8).
func easter(year int) day {
	a, b, c := year%19, year/100, year%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return dayOf(year, n/31, n%31+1)
}

// nthWeekday is the nth (1 to 5, or -1 to -5 from the end) weekday of a month;
// like "Tu[5]", it may fall outside of it.
func nthWeekday(year, month, weekday, nth int) day {
	if nth > 0 {
		first := dayOf(year, month, 1)
		return first + day((weekday-first.weekday()+7)%7+7*(nth-1))
	}
	last := dayOf(year, month, monthLength(year, month))
	return last - day((last.weekday()-weekday+7)%7+7*(-nth-1))
}
