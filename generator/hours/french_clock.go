package hours

// readClock reads an hour that says it is one: "9h", "9 h 30", "09:00", "9.30",
// "13/30", "14:". It gives what it took of raw, 0 for anything else; guessed
// tells that a figure was missing ("16h3").
func readClock(text string, raw []item) (n, minutes int, guessed bool) {
	at := func(i int) *item {
		if i < len(raw) {
			return &raw[i]
		}
		return &item{kind: closeItem, spaced: true}
	}
	hour := at(0)
	width := hour.end - hour.start
	if hour.kind == numberItem && width == 4 && at(1).word == "h" && hour.n/100 < 60 {
		return 0, 0, false // "3019h", of "12h3019h": read with what stands before
	}
	if hour.n > 24 || width > 2 {
		return 0, 0, false
	}
	sep, minute := at(1), at(2)
	mw := minute.end - minute.start
	two := minute.kind == numberItem && mw == 2 && minute.n < 60
	switch {
	case isHourWord(sep.word):
		n, minutes, guessed = afterH(raw, at)
	case sep.kind == colonItem && two && !minute.spaced && (!sep.spaced || minute.n%5 == 0):
		n, minutes = 3, hour.n*60+minute.n
	case sep.kind == colonItem && !sep.spaced && (minute.kind == dashItem || minute.kind == slashItem || minute.kind == closeItem):
		n, minutes = 2, hour.n*60 // "14: - 17:30"
	case sep.kind == breakItem && text[sep.start] == '.' && two && !sep.spaced && !minute.spaced && minute.n%5 == 0 && at(3).kind != breakItem:
		n, minutes = 3, hour.n*60+minute.n
	case sep.kind == slashItem && two && !sep.spaced && !minute.spaced && (minute.n == 30 || minute.n == 45):
		n, minutes = 3, hour.n*60+minute.n // "13/30"
	case minute.word != "" && width == 2 && isHourWord(minute.word):
		return 0, 0, false
	default:
		return 0, 0, false
	}
	if minutes > dayMinutes {
		return 0, 0, false
	}
	if n == 3 && sep.kind == colonItem && zeroSeconds(at(3), at(4), at(5)) {
		n = 5 // "09:00:00"
	}
	if n == 3 && !at(3).spaced && (at(3).word == "mn" || at(3).word == "min") {
		n++ // "9h30mn"
	}
	if n == 3 && isHourWord(at(n).word) && (at(n).spaced || at(n+1).kind != numberItem || at(n+1).spaced) {
		n++ // "09:00h", "13 h 30 h"
	}
	return n, minutes, guessed
}

// zeroSeconds reports whether ":00" comes, and no more figures after it.
func zeroSeconds(colon, seconds, after *item) bool {
	return colon.kind == colonItem && !colon.spaced && seconds.kind == numberItem && seconds.n == 0 && seconds.end-seconds.start == 2 &&
		!seconds.spaced && after.kind != colonItem
}

func isHourWord(w string) bool {
	switch w {
	case "h", "heure", "heures", "hrs", "hr":
		return true
	}
	return false
}

// afterH reads the minutes after "9h", when what follows is no new hour.
func afterH(raw []item, at func(int) *item) (n, minutes int, guessed bool) {
	hour, minute := raw[0].n*60, at(2)
	width := minute.end - minute.start
	if minute.kind != numberItem {
		return 2, hour, false
	}
	nextH := isHourWord(at(3).word)
	switch {
	case width == 2 && minute.n < 60 && (!nextH || minute.n > 24):
		if minute.spaced && minute.n <= 24 && minute.n%5 != 0 {
			return 2, hour, false // "8h 12"
		}
		return 3, hour + minute.n, false
	case width == 1 && !minute.spaced && minute.n == 0 && !nextH:
		return 3, hour, false // "12h0"
	case width == 1 && !minute.spaced && minute.n == 3 && !nextH:
		return 3, hour + 30, true // "16h3"
	}
	return 2, hour, false
}

// splitClocks cuts "3019" of "12h3019h" in two numbers, and "hà" of "9hà 12h"
// in two words, so that both hours read.
func splitClocks(raw []item) []item {
	out := raw[:0:0]
	for i, it := range raw {
		if it.kind == numberItem && it.end-it.start == 4 && i > 1 && isHourWord(raw[i-1].word) && !it.spaced && !raw[i-1].spaced &&
			i+1 < len(raw) && isHourWord(raw[i+1].word) && it.n/100 < 60 && it.n%100 <= 24 {
			a, b := it, it
			a.n, a.end = it.n/100, it.start+2
			b.n, b.start = it.n%100, it.start+2
			out = append(out, a, b)
			continue
		}
		if (it.word == "ha" || it.word == "he" && it.end-it.start == 3) && i > 0 && !it.spaced && raw[i-1].kind == numberItem {
			h, a := it, it
			h.word, h.end = "h", it.start+1
			a.word, a.start = "a", it.start+1
			out = append(out, h, a)
			continue
		}
		out = append(out, it)
	}
	return out
}

// ranges reads hours from the items: "9h-12h et 14h-17h", "9 12 h et 14 21 h".
// It gives the ranges, in order and apart from each other, and what it took; 0
// when the hours do not pair, or one ends before it starts.
func (f *reader) ranges() (times []timeRange, used int) {
	last, end := -1, f.i
	sure := false // some range is written with a dash or a word
	for i := f.i; ; {
		i = f.skipBetween(i, len(times) > 0)
		between := f.at(i).kind == betweenItem
		if between {
			i++
		}
		from, ok := f.hour(i, false)
		if !ok {
			break
		}
		conn := f.connector(i+1, between)
		to, ok := f.hour(conn.next, conn.bare)
		again := len(times) > 0 && times[len(times)-1] == (timeRange{from: from, to: to}) // said twice
		if !ok || from < last && !again || to <= from || conn.none {
			return nil, 0
		}
		bare := f.at(i).kind == numberItem && f.at(conn.next).kind == numberItem
		if bare && (conn.weak || f.at(conn.next+1).kind == monthItem) {
			return nil, 0
		}
		if f.at(i).guessed || f.at(conn.next).guessed {
			f.leave(f.at(i).start, f.at(conn.next).end)
		}
		sure = sure || !conn.comma
		if !again {
			times = append(times, timeRange{from: from, to: to})
		}
		last = to
		i = conn.next + 1
		if isHourWord(f.at(i).word) {
			i++
		}
		end = i
		if f.at(i).kind == toItem { // "9h à 12h30 à 14h"
			return nil, 0
		}
	}
	if len(times) == 0 || !sure {
		return nil, 0
	}
	return times, end - f.i
}

// skipBetween passes what may stand between two ranges of a list.
func (f *reader) skipBetween(i int, inside bool) int {
	for ; ; i++ {
		switch f.at(i).kind {
		case silentItem:
		case andItem, slashItem, commaItem, dashItem, breakItem:
			if !inside {
				return i
			}
		default:
			return i
		}
	}
}

// hour is the hour at i: one that says it, or a number alone.
func (f *reader) hour(i int, bareToo bool) (int, bool) {
	it := f.at(i)
	switch {
	case it.kind == clockItem:
		return it.n, true
	case it.kind == numberItem && it.end-it.start == 4 && bareToo && it.n%100 < 60 && it.n%5 == 0 && it.n >= 600 && it.n < 2000:
		return it.n/100*60 + it.n%100, true // "13h30-1730"
	case it.kind == numberItem && it.end-it.start <= 2 && it.n >= 5 && it.n <= 24:
		return it.n * 60, true
	}
	return 0, false
}

// joint is what stands between the two ends of a range.
type joint struct {
	next  int  // where the second hour is
	none  bool // nothing that joins
	weak  bool // a "/" or a ",": not between two bare numbers
	comma bool
	bare  bool // a dash or a word: four figures may be an hour
}

func (f *reader) connector(i int, between bool) joint {
	j := joint{next: i}
	n := 0
	for ; ; j.next++ {
		it := f.at(j.next)
		switch {
		case it.kind == toItem, it.kind == dashItem, it.kind == garbledItem,
			it.kind == unknownItem && f.text[it.start:it.end] == "è",
			between && it.kind == andItem:
			j.bare = true
		case it.kind == colonItem && !it.spaced && !f.at(j.next+1).spaced && n == 0: // "07:30:12:30"
		case it.kind == slashItem && n == 0:
			j.weak = true
		case it.kind == commaItem && n == 0:
			j.weak, j.comma = true, true
		case it.kind == numberItem && it.n == 0 && it.end-it.start == 1 && it.spaced && f.at(j.next+1).kind == clockItem: // "9h 0 12h"
		default:
			j.none = between && n == 0
			return j
		}
		if n++; n > 3 {
			j.none = true
			return j
		}
	}
}
