package hours

import (
	"strconv"
	"strings"
)

// Spaces of French typography: narrow and no-break inside "12 h 30" and before
// ";", no-break before ":".
const (
	thin    = "\u202f"
	noBreak = "\u00a0"
)

var inFrench = tongue{
	semicolon:      thin + "; ",
	colon:          noBreak + ": ",
	closed:         "fermé",
	also:           "aussi ",
	wholeDay:       "toute la journée",
	aroundTheClock: "24" + noBreak + "heures sur" + noBreak + "24",
	orLater:        " ou plus tard",
	toConfirm:      "à confirmer",
	and:            " et ",
	restOfTime:     "le reste du temps",
	otherwise:      "sinon, ",
	except:         "sauf ",
	days:           frenchDays,
	span:           frenchSpan,
	years:          frenchYears,
	date:           frenchDate,
	weeks:          frenchWeeks,
	selector:       frenchSelector,
}

var frenchDayNames = [7]string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}

var frenchMonths = [13]string{"", "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}

// frenchDays says weekdays: "du lundi au vendredi", "le lundi et le jeudi".
func frenchDays(mask uint8) string {
	if mask == everyDay {
		return "tous les jours"
	}
	var items []string
	for _, run := range runs(mask) {
		first, last := run[0], run[1]
		if (last-first+7)%7 >= 2 {
			items = append(items, "du "+frenchDayNames[first]+" au "+frenchDayNames[last])
			continue
		}
		items = append(items, "le "+frenchDayNames[first])
		if last != first {
			items = append(items, "le "+frenchDayNames[last])
		}
	}
	return frenchAnd(items)
}

// frenchAnd joins phrases; it stands apart from the tongue, which needs it.
func frenchAnd(items []string) string {
	n := len(items)
	if n == 1 {
		return items[0]
	}
	return strings.Join(items[:n-1], ", ") + " et " + items[n-1]
}

// frenchTime says a time of day: "10 h", "12 h 30", "minuit".
func frenchTime(minutes int) string {
	next := ""
	if minutes > dayMinutes {
		minutes -= dayMinutes
		next = " le lendemain"
	}
	if minutes%dayMinutes == 0 {
		return "minuit" + next
	}
	text := strconv.Itoa(minutes/60) + thin + "h"
	if m := minutes % 60; m > 0 {
		text += thin + string(appendPadded(nil, m))
	}
	return text + next
}

func frenchSpan(r Range) string {
	if r.OpenEnd {
		return "à partir de " + frenchTime(r.From)
	}
	return "de " + frenchTime(r.From) + " à " + frenchTime(r.To)
}

func frenchYears(y yearRange) string {
	text := "en " + strconv.Itoa(y.from)
	switch {
	case y.to == noEnd:
		text = "à partir de " + strconv.Itoa(y.from)
	case y.to != y.from:
		text = "de " + strconv.Itoa(y.from) + " à " + strconv.Itoa(y.to)
	}
	if y.step > 1 {
		text += ", une année sur " + strconv.Itoa(y.step)
	}
	return text
}

// frenchOrdinal says "1er", "2e", "dernier", "avant-dernier".
func frenchOrdinal(n int) string {
	switch {
	case n == 1:
		return "1er"
	case n == -1:
		return "dernier"
	case n == -2:
		return "avant-dernier"
	case n < 0:
		return strconv.Itoa(-n) + "e avant-dernier"
	}
	return strconv.Itoa(n) + "e"
}

// frenchEnd names an end of a date range, and whether it takes an article:
// "24 décembre" does, "juillet" and "Pâques" do not.
func frenchEnd(e dateEnd, withYear bool) (text string, article bool) {
	year := ""
	if withYear && e.year != 0 {
		year = " " + strconv.Itoa(e.year)
	}
	switch e.anchor {
	case onMonth:
		return frenchMonths[e.month] + year, false
	case onDay:
		dom := strconv.Itoa(e.day)
		if e.day == 1 {
			dom = "1er"
		}
		return dom + " " + frenchMonths[e.month] + year, true
	case onWeekday:
		text = frenchOrdinal(e.nth) + " " + frenchDayNames[e.weekday] + " " + frenchOf(frenchMonths[e.month]) + year
		if e.addition != 0 {
			return frenchShift(e.addition, "le "+text), false
		}
		return text, true
	}
	switch e.addition {
	case 0:
		return "Pâques" + year, false
	case 1:
		return "lundi de Pâques" + year, true
	case -2:
		return "Vendredi saint" + year, true
	case 39:
		return "jeudi de l’Ascension" + year, true
	case 50:
		return "lundi de Pentecôte" + year, true
	}
	if e.addition < 0 {
		return strconv.Itoa(-e.addition) + "e jour avant Pâques" + year, true
	}
	return strconv.Itoa(e.addition) + "e jour après Pâques" + year, true
}

// frenchOf says "de juillet", "d’août".
func frenchOf(s string) string {
	if strings.ContainsAny(s[:1], "aeiou") {
		return "d’" + s
	}
	return "de " + s
}

func frenchDate(d dateRange) string {
	from, article := frenchEnd(d.from, true)
	if !d.isRange {
		switch {
		case d.from.anchor == onMonth:
			return "en " + from
		case article:
			return "le " + from
		case d.from.anchor == onEaster:
			return "à " + from
		}
		return from
	}
	to, toArticle := frenchEnd(d.to, true)
	if d.inOneMonth() {
		// "du 24 au 26 décembre", the year being said once.
		end := d.to
		end.year = d.from.year
		to, _ = frenchEnd(end, true)
		from, _, _ = strings.Cut(from, " ")
	}
	text := frenchOf(from)
	if article {
		text = "du " + from
	}
	if toArticle {
		return text + " au " + to
	}
	return text + " à " + to
}

func frenchWeeks(weeks []weekRange) string {
	switch odd, even := parity(weeks); {
	case odd:
		return "les semaines impaires"
	case even:
		return "les semaines paires"
	}
	if len(weeks) == 1 && weeks[0].from == weeks[0].to {
		return "la semaine " + strconv.Itoa(weeks[0].from)
	}
	items := make([]string, len(weeks))
	for i, w := range weeks {
		items[i] = strconv.Itoa(w.from)
		if w.to != w.from {
			items[i] += " à " + strconv.Itoa(w.to)
		}
		if w.step > 1 {
			items[i] += " (une sur " + strconv.Itoa(w.step) + ")"
		}
	}
	return "les semaines " + frenchAnd(items)
}

func frenchSelector(d daySelector) string {
	switch d.kind {
	case schoolHoliday:
		return "pendant les vacances scolaires"
	case publicHoliday:
		switch d.addition {
		case 1:
			return "le lendemain des jours fériés"
		case -1:
			return "la veille des jours fériés"
		}
		return "les jours fériés"
	}
	if d.nth == 0 {
		return frenchShift(d.addition, frenchDays(d.mask()))
	}
	var items []string
	for _, n := range d.nths() {
		items = append(items, frenchOrdinal(n))
	}
	text := frenchAnd(items) + " " + frenchDayNames[d.from]
	switch {
	case len(items) > 1:
		text = "les " + text + "s du mois"
	case strings.HasPrefix(text, "a"):
		text = "l’" + text + " du mois"
	default:
		text = "le " + text + " du mois"
	}
	return frenchShift(d.addition, text)
}

// frenchShift says a day some days before or after another.
func frenchShift(n int, text string) string {
	days := func(n int) string {
		if n == 1 {
			return "1" + noBreak + "jour"
		}
		return strconv.Itoa(n) + noBreak + "jours"
	}
	switch {
	case n > 0:
		return days(n) + " après " + text
	case n < 0:
		return days(-n) + " avant " + text
	}
	return text
}
