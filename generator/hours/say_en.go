package hours

import (
	"strconv"
	"strings"
)

var inEnglish = tongue{
	semicolon:      "; ",
	colon:          ": ",
	closed:         "closed",
	also:           "also ",
	wholeDay:       "all day",
	aroundTheClock: "24 hours a day",
	orLater:        " or later",
	toConfirm:      "to be confirmed",
	and:            " and ",
	restOfTime:     "the rest of the time",
	otherwise:      "otherwise, ",
	except:         "except ",
	days:           englishDays,
	span:           englishSpan,
	years:          englishYears,
	date:           englishDate,
	weeks:          englishWeeks,
	selector:       englishSelector,
}

var englishMonths = [13]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// englishDays says weekdays: "Monday to Friday", "Monday and Thursday".
func englishDays(mask uint8) string {
	if mask == everyDay {
		return "every day"
	}
	var items []string
	for _, run := range runs(mask) {
		first, last := run[0], run[1]
		if (last-first+7)%7 >= 2 {
			items = append(items, schemaDays[first]+" to "+schemaDays[last])
			continue
		}
		items = append(items, schemaDays[first])
		if last != first {
			items = append(items, schemaDays[last])
		}
	}
	return englishAnd(items)
}

func englishAnd(items []string) string {
	n := len(items)
	if n == 1 {
		return items[0]
	}
	return strings.Join(items[:n-1], ", ") + " and " + items[n-1]
}

// englishTime says a time of day: "10 am", "12:30 pm", "noon", "midnight".
func englishTime(minutes int) string {
	next := ""
	if minutes > dayMinutes {
		minutes -= dayMinutes
		next = " the next day"
	}
	minutes %= dayMinutes
	switch minutes {
	case 0:
		return "midnight" + next
	case 12 * 60:
		return "noon" + next
	}
	half := " am"
	if minutes >= 12*60 {
		half = " pm"
	}
	text := strconv.Itoa((minutes/60+11)%12 + 1)
	if m := minutes % 60; m > 0 {
		text += ":" + string(appendPadded(nil, m))
	}
	return text + half + next
}

func englishSpan(r Range) string {
	if r.OpenEnd {
		return "from " + englishTime(r.From) + " on"
	}
	return "from " + englishTime(r.From) + " to " + englishTime(r.To)
}

func englishYears(y yearRange) string {
	text := "in " + strconv.Itoa(y.from)
	switch {
	case y.to == noEnd:
		text = "from " + strconv.Itoa(y.from) + " on"
	case y.to != y.from:
		text = "from " + strconv.Itoa(y.from) + " to " + strconv.Itoa(y.to)
	}
	if y.step > 1 {
		text += ", one year in " + strconv.Itoa(y.step)
	}
	return text
}

// englishOrdinal says "1st", "2nd", "last", "second to last".
func englishOrdinal(n int) string {
	switch n {
	case 1:
		return "1st"
	case 2:
		return "2nd"
	case 3:
		return "3rd"
	case -1:
		return "last"
	case -2:
		return "second to last"
	}
	if n < 0 {
		return englishOrdinal(-n) + " to last"
	}
	return strconv.Itoa(n) + "th"
}

func englishEnd(e dateEnd) string {
	year := ""
	if e.year != 0 {
		year = " " + strconv.Itoa(e.year)
	}
	switch e.anchor {
	case onMonth:
		return englishMonths[e.month] + year
	case onDay:
		return strconv.Itoa(e.day) + " " + englishMonths[e.month] + year
	case onWeekday:
		return englishShift(e.addition, "the "+englishOrdinal(e.nth)+" "+schemaDays[e.weekday]+" of "+englishMonths[e.month]+year)
	}
	switch e.addition {
	case 0:
		return "Easter" + year
	case 1:
		return "Easter Monday" + year
	case -2:
		return "Good Friday" + year
	case 39:
		return "Ascension Day" + year
	case 50:
		return "Whit Monday" + year
	}
	return englishShift(e.addition, "Easter"+year)
}

func englishDate(d dateRange) string {
	from := englishEnd(d.from)
	switch {
	case d.inOneMonth(): // the month and the year are said once
		end := d.to
		end.year = d.from.year
		return "from " + strconv.Itoa(d.from.day) + " to " + englishEnd(end)
	case d.isRange:
		return "from " + from + " to " + englishEnd(d.to)
	case d.from.anchor == onMonth:
		return "in " + from
	case d.from.addition != 0 && d.from.anchor == onWeekday:
		return from
	}
	return "on " + from
}

func englishWeeks(weeks []weekRange) string {
	switch odd, even := parity(weeks); {
	case odd:
		return "odd weeks"
	case even:
		return "even weeks"
	}
	if len(weeks) == 1 && weeks[0].from == weeks[0].to {
		return "week " + strconv.Itoa(weeks[0].from)
	}
	items := make([]string, len(weeks))
	for i, w := range weeks {
		items[i] = strconv.Itoa(w.from)
		if w.to != w.from {
			items[i] += " to " + strconv.Itoa(w.to)
		}
		if w.step > 1 {
			items[i] += " (one in " + strconv.Itoa(w.step) + ")"
		}
	}
	return "weeks " + englishAnd(items)
}

func englishSelector(d daySelector) string {
	switch d.kind {
	case schoolHoliday:
		return "during school holidays"
	case publicHoliday:
		switch d.addition {
		case 1:
			return "the day after public holidays"
		case -1:
			return "the day before public holidays"
		}
		return "on public holidays"
	}
	if d.nth == 0 {
		return englishShift(d.addition, englishDays(d.mask()))
	}
	var items []string
	for _, n := range d.nths() {
		items = append(items, englishOrdinal(n))
	}
	return englishShift(d.addition, "the "+englishAnd(items)+" "+schemaDays[d.from]+" of the month")
}

// englishShift says a day some days before or after another.
func englishShift(n int, text string) string {
	days := func(n int) string {
		if n == 1 {
			return "1 day"
		}
		return strconv.Itoa(n) + " days"
	}
	switch {
	case n > 0:
		return days(n) + " after " + text
	case n < 0:
		return days(-n) + " before " + text
	}
	return text
}
