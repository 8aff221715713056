package hours

import "slices"

// assembler makes a value of clauses.
type assembler struct {
	nameAll   bool      // "Mo-Su", rather than no day, for hours of the seven days
	redundant []*saying // clauses that say again what others say
	rules     []rule
}

// slot is a range of a day, on its terms.
type slot struct {
	timeRange
	comment string
}

// dayPlan is what clauses say of a weekday.
type dayPlan struct {
	slots  []slot
	note   string    // nothing is known but this
	closed bool      // said to be closed
	owner  uint8     // the days of the clause that gave the hours
	school int       // -1: outside school holidays
	by     []*saying // the clauses
}

func (d *dayPlan) empty() bool { return len(d.slots) == 0 && d.note == "" }

type weekPlan [7]dayPlan

// days is the set of weekdays that have something.
func (w *weekPlan) days() uint8 {
	m := uint8(0)
	for d := range w {
		if !w[d].empty() {
			m |= 1 << d
		}
	}
	return m
}

// seasonal is the clauses of a season.
type seasonal struct {
	season  season
	sayings []*saying
	week    weekPlan
	header  bool
	instead bool
}

// value gives the value that the clauses make; false when they do not agree, or
// when their order leaves a doubt. scope is the days that the text is about.
func (a *assembler) value(list []*saying, scope uint8) (string, bool) {
	for _, s := range list {
		a.nameAll = a.nameAll || s.said && s.kind == opens && scope == everyDay
	}
	base, seasons, closings, ok := a.sort(list)
	if !ok {
		return "", false
	}
	var week weekPlan
	if !a.plan(&week, base) {
		return "", false
	}
	a.ordinary(&week, season{})
	if !sameDays(&week, base, seasons) || !a.numbered(&week, base, season{}) || !a.seasons(&week, seasons) || !a.closings(&week, closings, len(seasons) > 0) {
		return "", false
	}
	if len(a.rules) == 0 {
		return a.allClosed(&week, list)
	}
	s := Schedule{rules: a.rules}
	value := s.String()
	return value, readsWell(value)
}

// allClosed says a text that only tells closed days.
func (a *assembler) allClosed(w *weekPlan, list []*saying) (string, bool) {
	m := uint8(0)
	for d := range w {
		if w[d].closed {
			m |= 1 << d
		}
	}
	for _, s := range list {
		if s.kind != closes || s.half != 0 {
			return "", false
		}
	}
	switch m {
	case 0:
		return "", false
	case everyDay:
		return "off", true
	}
	r := rule{days: daysOf(m), stated: true, state: Closed}
	return r.text(), true
}

// sort tells apart the clauses of every week, those of seasons, and closings.
func (a *assembler) sort(list []*saying) (base []*saying, seasons []*seasonal, closings []*saying, ok bool) {
	of := func(s season) *seasonal {
		for _, g := range seasons {
			if g.season.parity == s.parity && g.season.school == s.school && slices.Equal(g.season.dates, s.dates) {
				return g
			}
		}
		seasons = append(seasons, &seasonal{season: s})
		return seasons[len(seasons)-1]
	}
	var before *saying // the last open clause
	for _, s := range list {
		switch {
		case s.kind == opens && (s.season.zero() || s.season.school < 0):
			base = append(base, s)
			before = s
		case s.kind == opens:
			g := of(s.season)
			g.sayings = append(g.sayings, s)
			g.header = g.header || s.header
			g.instead = g.instead || s.instead
			before = s
		case !s.season.zero() || len(s.nth) > 0 || s.feast:
			if s.half != 0 || s.season.school < 0 {
				return nil, nil, nil, false
			}
			closings = append(closings, s)
			if s.mask != 0 && s.season.zero() {
				plain := *s
				plain.nth, plain.feast = nil, false
				base = append(base, &plain)
			}
		case before != nil && !before.season.zero() && before.season.school >= 0:
			if len(seasons) != 1 || len(base) > 0 {
				return nil, nil, nil, false
			}
			seasons[0].sayings = append(seasons[0].sayings, s)
		default:
			base = append(base, s)
		}
	}
	return base, seasons, closings, true
}

// plan gives each weekday what the clauses say of it.
func (a *assembler) plan(w *weekPlan, list []*saying) bool {
	for i, s := range list {
		switch s.kind {
		case opens:
			if !a.open(w, s, list[:i]) {
				return false
			}
		case exempt:
			if len(s.times) == 0 {
				if !a.shut(w, s) {
					return false
				}
				continue
			}
			for d := range w {
				if s.mask&(1<<d) != 0 {
					w[d].slots, w[d].owner = slotsOf(s), s.mask
				}
			}
		}
	}
	for _, s := range list {
		if s.kind == closes && !a.shut(w, s) {
			return false
		}
	}
	return true
}

func slotsOf(s *saying) []slot {
	out := make([]slot, len(s.times))
	for i, t := range s.times {
		out[i] = slot{t, s.comment}
	}
	return out
}

// weekdays is the plain days of a clause: all of them when it says none.
func (s *saying) weekdays() uint8 {
	if !s.said {
		return everyDay
	}
	return s.mask
}

// open adds the hours of a clause to its days. A day said again takes hours
// that do not cross those it has; a clause about some of the days of an earlier
// one replaces them, as in "du lundi au vendredi 9h-17h, le mercredi 9h-12h".
func (a *assembler) open(w *weekPlan, s *saying, before []*saying) bool {
	mask := s.weekdays()
	added := slotsOf(s)
	for d := range w {
		if mask&(1<<d) == 0 {
			continue
		}
		day := &w[d]
		if day.empty() {
			*day = dayPlan{slots: added, owner: mask, school: s.season.school, by: []*saying{s}}
			if len(added) == 0 {
				day.note = s.comment
			}
			continue
		}
		if day.note != "" || len(added) == 0 || day.school != s.season.school {
			return false
		}
		narrower := mask&^day.owner == 0 && mask != day.owner
		wider := day.owner&^mask == 0 && mask != day.owner
		switch {
		case !crosses(day.slots, added):
			one := mask&(mask-1) == 0
			if narrower && one && !s.joined && !s.split && s.comment == day.slots[0].comment && !s.labelled {
				return false // does it add, or replace?
			}
			day.slots = slices.Concat(day.slots, added)
			slices.SortFunc(day.slots, func(x, y slot) int { return x.from - y.from })
		case narrower && within(added, day.slots):
			a.again(s)
		case narrower && s.comment == day.slots[0].comment && len(daysOf(day.owner)) == 1:
			day.slots, day.owner = added, mask // a day of a stretch; of days named one by one, one is a mistake
		case wider && len(before) > 0 && !s.endless() && !before[len(before)-1].endless():
			a.again(s)
			day.slots = union(day.slots, added)
		default:
			return false
		}
		day.by = append(day.by, s)
	}
	return true
}

// again notes a clause whose relation to the others is not certain.
func (a *assembler) again(s *saying) {
	if !slices.Contains(a.redundant, s) {
		a.redundant = append(a.redundant, s)
	}
}

func crosses(x, y []slot) bool {
	return slices.ContainsFunc(x, func(p slot) bool {
		return slices.ContainsFunc(y, func(q slot) bool { return p.from < q.reach() && q.from < p.reach() })
	})
}

// within reports whether every range of x is one of y, and not all of them.
func within(x, y []slot) bool {
	return len(x) < len(y) && !slices.ContainsFunc(x, func(s slot) bool { return !slices.Contains(y, s) })
}

// union merges ranges that cross.
func union(x, y []slot) []slot {
	all := slices.Concat(x, y)
	slices.SortFunc(all, func(p, q slot) int { return p.from - q.from })
	out := all[:1]
	for _, s := range all[1:] {
		if last := &out[len(out)-1]; s.from <= last.to {
			last.to = max(last.to, s.to)
			continue
		}
		out = append(out, s)
	}
	return out
}

// shut closes the days of a clause, or a half of each.
func (a *assembler) shut(w *weekPlan, s *saying) bool {
	for d := range w {
		if s.weekdays()&(1<<d) == 0 {
			continue
		}
		day := &w[d]
		if s.half == 0 {
			*day = dayPlan{closed: true}
			continue
		}
		if day.note != "" {
			return false
		}
		var kept []slot
		for _, t := range day.slots {
			switch halfOf(t.timeRange) {
			case 0:
				return false // where does the half start?
			case s.half:
			default:
				kept = append(kept, t)
			}
		}
		day.slots = kept
	}
	return true
}

// daysOf writes a set of weekdays: stretches of three or more as "Mo-We".
func daysOf(mask uint8) []daySelector {
	var out []daySelector
	for d := 0; d < 7; d++ {
		if mask&(1<<d) == 0 {
			continue
		}
		last := d
		for last < 6 && mask&(1<<(last+1)) != 0 {
			last++
		}
		if last-d >= 2 {
			out = append(out, daySelector{from: d, to: last})
			d = last
			continue
		}
		out = append(out, daySelector{from: d, to: d})
	}
	return out
}
