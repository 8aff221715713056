package hours

import "strings"

// openEnd reads "à partir de 14h": hours whose end is not said, "14:00+". With
// an end ("à partir de 9h jusqu'à 12h") the words say nothing of their own.
func (f *reader) openEnd() bool {
	f.i++
	for f.at(f.i).kind == silentItem {
		f.i++
	}
	it := f.at(f.i)
	if it.kind != clockItem || it.n >= dayMinutes {
		return false // "à partir du 4 septembre"
	}
	if f.isHours() {
		return f.hours()
	}
	if after := f.at(f.i + 1).kind; f.unread || after == toItem || after == dashItem || after == garbledItem {
		return false
	}
	s, ok := f.clauseForHours(f.last())
	if !ok || s.endless() || s.half != 0 && s.half != halfOf(timeRange{from: it.n, to: it.n}) {
		return false
	}
	if k := len(s.times); k > 0 && it.n < s.times[k-1].to {
		return false
	}
	s.half = 0
	s.times = append(s.times, timeRange{from: it.n, to: it.n, openEnd: true})
	f.i++
	return true
}

// endless reports whether the last hours of the clause have no end: nothing can
// come after them.
func (s *saying) endless() bool {
	n := len(s.times)
	return n > 0 && s.times[n-1].openEnd
}

// reach is when a range ends for sure not to cross another.
func (t timeRange) reach() int {
	if t.openEnd {
		return dayMinutes
	}
	return t.to
}

// shorter reads an end that is another during school holidays: "9h-18h (17h
// pendant les vacances scolaires)", "jusqu'à 17h…", "fermeture à 17h…". It
// passes nothing when that is not what is written.
func (f *reader) shorter() bool {
	i, c := f.i, f.last()
	before := f.at(i - 1)
	sure := before.kind == toItem && strings.HasPrefix(before.word, "jusqu")
	if f.at(i).kind == closedItem && f.at(i+1).kind == toItem {
		i, sure = i+2, true
	}
	end, school, after := f.at(i), f.at(i+1), f.at(i+2)
	if end.kind != clockItem || school.kind != schoolItem || school.n != 1 || after.kind != closeItem && after.kind != breakItem ||
		c == nil || c.kind != opens || !c.said || !c.season.zero() || len(c.times) == 0 || c.endless() || f.unread {
		return false
	}
	last := c.times[len(c.times)-1]
	if end.n <= last.from || end.n >= last.to || !sure && 2*(last.to-end.n) > end.n-last.from {
		return false // a bare hour may be when it opens
	}
	again := *c
	again.times = append([]timeRange(nil), c.times...)
	again.times[len(again.times)-1].to = end.n
	again.season, again.instead, again.start = season{school: 1}, true, f.at(f.i).start
	f.sayings = append(f.sayings, &again)
	f.i = i + 2
	return true
}
