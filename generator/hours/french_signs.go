package hours

import "strings"

// phone recognises "05 36 49 12 34", "+33 5 36…": its figures are no hours.
func phone(raw []item) (int, bool) {
	if raw[0].kind != numberItem {
		return 0, false
	}
	if n := raw[0].end - raw[0].start; n >= 9 && n <= 13 {
		return 1, true
	}
	digits, n := 0, 0
	for n < len(raw) && n < 11 {
		it := &raw[n]
		if it.kind == numberItem && it.end-it.start <= 3 && (n > 0 || it.n < 10 && it.end-it.start == 2 || it.n == 33) {
			digits += it.end - it.start
			if n++; digits >= 10 {
				return n, digits <= 11
			}
			continue
		}
		if n == 0 || it.kind != breakItem && it.kind != dashItem || it.end-it.start > 3 {
			return 0, false
		}
		n++
	}
	return 0, false
}

// always recognises "7j/7" and "24h/24", and both together.
func always(raw []item) (n int, wholeDay bool) {
	if raw[0].kind != numberItem || raw[0].n != 7 && raw[0].n != 24 {
		return 0, false
	}
	n = 1
	if n < len(raw) {
		switch raw[n].word {
		case "j", "jours", "h", "heures":
			n++
		}
	}
	if n+1 >= len(raw) || raw[n].kind != slashItem && raw[n].word != "sur" || raw[n+1].kind != numberItem {
		return 0, false
	}
	first, second := raw[0].n, raw[n+1].n
	if n += 2; first != second && !(first == 24 && second == 7) {
		return 0, false
	}
	if n < len(raw) && (raw[n].word == "j" || raw[n].word == "h" && first == 24) && !raw[n].spaced {
		n++
	}
	return n, first == 24
}

// apostropheAt reports whether an apostrophe is at i: "D'octobre" is no Sunday.
func apostropheAt(text string, i int) bool {
	return strings.HasPrefix(text[i:], "'") || strings.HasPrefix(text[i:], "’")
}

// letters reads days of one letter, in "L au V", "L M M J V", "V14h-21h": only
// capitals, and next to hours or to other days.
func letters(text string, items []item) []item {
	day := map[string]int{"l": 0, "j": 3, "v": 4, "s": 5, "d": 6}
	isDay := func(i int) bool {
		return i >= 0 && i < len(items) && (items[i].kind == dayItem || items[i].kind == letterItem || items[i].kind == clockItem)
	}
	for i := range items {
		it := &items[i]
		if len(it.word) != 1 || it.end-it.start != 1 || text[it.start] < 'A' || text[it.start] > 'Z' || apostropheAt(text, it.end) || it.kind != unknownItem && it.word != "l" && it.word != "d" {
			continue
		}
		if d, ok := day[it.word]; ok {
			it.n = d
		} else if it.word != "m" {
			continue
		}
		it.plural = true // marks a candidate
	}
	candidate := func(i int) bool {
		return i >= 0 && i < len(items) && len(items[i].word) == 1 && items[i].plural && items[i].kind != dayItem
	}
	for i := range items {
		if !candidate(i) {
			continue
		}
		it := &items[i]
		next, before := i+1, i-1
		for next < len(items) && (items[next].kind == toItem || items[next].kind == dashItem || items[next].kind == commaItem || items[next].kind == andItem || items[next].kind == colonItem) {
			next++
		}
		for before >= 0 && (items[before].kind == toItem || items[before].kind == dashItem || items[before].kind == commaItem || items[before].kind == andItem) {
			before--
		}
		near := isDay(next) || candidate(next) || isDay(before) && items[before].kind != clockItem
		switch {
		case !near:
			continue
		case it.word != "m":
			it.kind, it.plural = dayItem, false
		case candidate(next) && items[next].word == "m": // L M M J V
			it.kind, it.n, it.plural = dayItem, 1, false
			items[next].kind, items[next].n, items[next].plural = dayItem, 2, false
		default:
			it.kind = letterItem
		}
	}
	return items
}
