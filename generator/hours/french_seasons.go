package hours

import "slices"

// in gives a rule of a season.
func (s season) in(r rule) rule {
	r.dates = s.dates
	switch {
	case s.parity > 0:
		r.weeks = []weekRange{{from: s.parity, to: 54 - s.parity, step: 2}}
	case s.school > 0:
		r.holidays = []daySelector{{kind: schoolHoliday}}
	}
	return r
}

// named passes the name of a season, "été", "hiver", that dates follow: "Été (du
// 1er juillet au 31 août) : …". By itself it says no day.
func (f *reader) named() bool {
	i := f.i + 1
	for k := f.at(i).kind; k == silentItem || k == openItem || k == colonItem || k == dashItem || k == commaItem; k = f.at(i).kind {
		i++
	}
	dates, n := f.dateAt(i)
	if n == 0 || f.unread || !dates[0].isRange && dates[0].from.anchor != onMonth {
		return false
	}
	if next, colon, _ := f.next(i + n); !colon && f.gap == 0 && f.last() != nil && (next.isDay() || next.isHour()) {
		return false // of what stands before, or after?
	}
	f.i = i
	return f.seasonItem(season{dates: dates}, n)
}

// sameDays gives the days of the ordinary week to the hours of a season that
// name none: "du lundi au vendredi 9h-17h, en août 9h-12h". False when the days
// have several hours, or are numbered: which of them change?
func sameDays(w *weekPlan, base []*saying, seasons []*seasonal) bool {
	days := w.days()
	for _, g := range seasons {
		for _, s := range g.sayings {
			if s.kind != opens || s.said {
				continue
			}
			if slices.ContainsFunc(base, func(b *saying) bool { return b.kind == opens && (len(b.nth) > 0 || b.feast) }) || !w.uniform() {
				return false
			}
			if days != 0 && days != everyDay {
				s.said, s.mask = true, days
			}
		}
	}
	return true
}

// uniform reports whether all the days that have something have the same.
func (w *weekPlan) uniform() bool {
	var first *dayPlan
	for d := range w {
		switch day := &w[d]; {
		case day.empty():
		case first == nil:
			first = day
		case !slices.Equal(first.slots, day.slots) || first.note != day.note:
			return false
		}
	}
	return true
}

// numbered writes hours of numbered days and of public holidays.
func (a *assembler) numbered(w *weekPlan, list []*saying, at season) bool {
	for _, s := range list {
		if s.kind != opens {
			continue
		}
		for _, n := range s.nth {
			if !w[n.from].empty() || s.season.school < 0 {
				return false // does it add, or replace?
			}
		}
		if len(s.nth) > 0 {
			a.put(at.in(rule{days: s.nth, times: s.times}), s.comment, replaces)
		}
	}
	for _, s := range list {
		if s.kind == opens && s.feast {
			a.put(at.in(rule{days: []daySelector{{kind: publicHoliday}}, times: s.times}), s.comment, replaces)
		}
	}
	return true
}

// seasons writes the weeks of seasons, after the ordinary one.
func (a *assembler) seasons(base *weekPlan, list []*seasonal) bool {
	outside := uint8(0) // days that are open outside school holidays only
	for d := range base {
		if base[d].school < 0 && !base[d].empty() {
			outside |= 1 << d
		}
	}
	for i, g := range list {
		if !a.plan(&g.week, g.sayings) {
			return false
		}
		has := g.week.days()
		for _, before := range list[:i] {
			if before.week.days()&has != 0 && before.season.meets(g.season) {
				return false
			}
		}
		missing := uint8(0)
		switch {
		case g.instead:
		case g.season.parity > 0:
			if base.days()&has != 0 {
				return false
			}
		case g.season.school > 0 && !g.header:
			if base.days()&^outside&has != 0 {
				return false
			}
			missing = outside &^ has
		case !g.header:
			if base.days()&has != 0 {
				return false
			}
		default:
			missing = base.days() & g.scope() &^ has
		}
		if g.season.school > 0 {
			missing |= outside &^ has
			outside = 0
		}
		if missing != 0 {
			a.put(g.season.in(rule{days: daysOf(missing), stated: true, state: Closed}), "", replaces)
		}
		a.ordinary(&g.week, g.season)
		if !a.numbered(&g.week, g.sayings, g.season) {
			return false
		}
	}
	if outside != 0 {
		r := season{school: 1}.in(rule{stated: true, state: Closed})
		if outside != base.days() {
			r.days = daysOf(outside)
		}
		a.put(r, "", replaces)
	}
	return true
}

// scope is the days that a season's text is about.
func (g *seasonal) scope() uint8 {
	m := uint8(0)
	for _, s := range g.sayings {
		m |= s.scope
	}
	if m == 0 {
		return everyDay
	}
	return m
}

// meets reports whether two seasons may have a day in common.
func (s season) meets(t season) bool {
	if len(s.dates) == 0 || len(t.dates) == 0 {
		return s.parity == 0 || t.parity == 0 || s.parity == t.parity
	}
	for _, year := range []int{2026, 2027, 2028} {
		for d := dayOf(year, 1, 1); d <= dayOf(year, 12, 31); d++ {
			if matchDates(s.dates, d.date()) && matchDates(t.dates, d.date()) {
				return true
			}
		}
	}
	return false
}

// closings writes what is closed on some days of the year, at the end, where it
// wins over what is open.
func (a *assembler) closings(w *weekPlan, list []*saying, seasons bool) bool {
	rank := func(s *saying) int {
		switch {
		case len(s.season.dates) > 0 || s.season.parity > 0:
			return 0
		case s.season.school > 0:
			return 1
		case len(s.nth) > 0:
			return 2
		}
		return 3
	}
	type closing struct {
		text string
		rank int
		rule rule
		mask uint8
		all  bool
	}
	var merged []closing
	for _, s := range apart(list) {
		if len(s.times) > 0 || s.season.school > 0 && seasons {
			return false
		}
		r := s.season.in(rule{stated: true, state: Closed, days: slices.Clone(s.nth)})
		if s.feast {
			r.days = append(r.days, daySelector{kind: publicHoliday})
		}
		c := closing{r.text(), rank(s), r, 0, true}
		switch {
		case !s.season.zero() && s.said:
			c.mask, c.all = s.mask, false
		case s.scope != 0 && len(s.nth) == 0:
			c.mask, c.all = s.scope, false
		}
		at := slices.IndexFunc(merged, func(m closing) bool { return m.text == c.text })
		if at < 0 {
			merged = append(merged, c)
			continue
		}
		merged[at].mask |= c.mask
		merged[at].all = merged[at].all || c.all
	}
	slices.SortStableFunc(merged, func(x, y closing) int { return x.rank - y.rank })
	for _, c := range merged {
		if !c.all && c.mask&w.days() != w.days() {
			if slices.ContainsFunc(c.rule.days, func(d daySelector) bool { return d.kind == publicHoliday }) {
				c.rule.holidays, c.rule.days = c.rule.days, nil
			}
			c.rule.days = append(c.rule.days, daysOf(c.mask)...)
		}
		a.put(c.rule, "", replaces)
	}
	return true
}

// apart tells public holidays from the season closed with them: "fermé en août
// et les jours fériés" is not closed on the public holidays of August only.
func apart(closings []*saying) []*saying {
	var out []*saying
	for _, s := range closings {
		if !s.feast || s.season.zero() {
			out = append(out, s)
			continue
		}
		dates, feast := *s, *s
		dates.feast = false
		dates.said = s.said && (s.mask != 0 || len(s.nth) > 0)
		feast.season, feast.nth, feast.mask = season{}, nil, 0
		out = append(out, &dates, &feast)
	}
	return out
}
