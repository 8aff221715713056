package hours

import "slices"

// lint finds what can be read but is most often not what the author means.
func (s *Schedule) lint() []Fault {
	var l linter
	l.s = s
	for i := range s.rules {
		if l.full() {
			break
		}
		r := &s.rules[i]
		l.ranges(r)
		l.noHours(i, r)
		l.comment(i, r)
	}
	if len(s.rules) > 1 {
		l.dayless()
		l.masked()
	}
	l.holidays()
	return l.faults
}

type linter struct {
	s      *Schedule
	faults []Fault
}

// full stops the search: nobody reads more, and each fix costs a reading.
func (l *linter) full() bool { return len(l.faults) >= maxFaults }

func (l *linter) add(f Fault) { l.faults = append(l.faults, f) }

// with gives the value with its rules changed; "" when that is no value: no rule
// is left, or one that added to another has lost it.
func (l *linter) with(change func(rules []rule) []rule) string {
	value := (&Schedule{rules: change(slices.Clone(l.s.rules))}).String()
	if s, _ := read(value); s == nil {
		return ""
	}
	return value
}

// ranges judges the hours of a rule: empty, overnight, overlapping.
func (l *linter) ranges(r *rule) {
	mixed := false
	for i, t := range r.times {
		text := string(t.append(nil))
		switch {
		case t.empty:
			fix := l.with(withoutEmptyRanges)
			l.add(Fault{"horaires-plage-vide", r.start, r.end, []string{text, fix}, fix})
		case t.to > dayMinutes && !t.late:
			late := t
			late.late = true
			l.add(Fault{"horaires-nuit", r.start, r.end, []string{text, string(late.append(nil))}, ""})
		}
		for _, u := range r.times[:i] {
			if !mixed && overlap(t, u) {
				mixed = true
				both := string(appendList(nil, []timeRange{u, t}, timeRange.append))
				l.add(Fault{"horaires-plages-melees", r.start, r.end, []string{both}, ""})
			}
		}
	}
}

func overlap(a, b timeRange) bool { return a.from < b.to && b.from < a.to }

// withoutEmptyRanges removes "14:00-14:00", and the rules that had nothing else.
func withoutEmptyRanges(rules []rule) []rule {
	kept := rules[:0]
	for _, r := range rules {
		had := len(r.times)
		r.times = slices.DeleteFunc(slices.Clone(r.times), func(t timeRange) bool {
			return t.empty
		})
		if had == 0 || len(r.times) > 0 {
			kept = append(kept, r)
		}
	}
	return kept
}

// noHours finds "Mo-Fr" alone, which opens all day and all night.
func (l *linter) noHours(i int, r *rule) {
	if r.stated || r.noted || r.always || len(r.times) > 0 {
		return
	}
	fix := l.with(func(rules []rule) []rule {
		rules[i].times = []timeRange{{from: 0, to: dayMinutes}}
		return rules
	})
	l.add(Fault{"horaires-sans-heure", r.start, r.end, []string{r.text(), fix}, fix})
}

// dayless finds hours that go on with a rule after ";", and so lost its days.
func (l *linter) dayless() {
	i := l.s.dayless()
	if i < 0 {
		return
	}
	r, before := &l.s.rules[i], &l.s.rules[i-1]
	f := Fault{Code: "horaires-sans-jour", Start: r.start, End: r.end}
	if addable(before, r) && before.times[len(before.times)-1].to <= r.times[0].from {
		f.Fix = l.with(func(rules []rule) []rule {
			rules[i-1].times = slices.Concat(before.times, r.times)
			return slices.Delete(rules, i, i+1)
		})
	}
	f.Args = []string{r.text(), f.Fix}
	l.add(f)
}

// comment finds comments that make a moment unknown without saying so.
func (l *linter) comment(i int, r *rule) {
	if !r.noted || r.stated || r.sep == fallsBack && !r.hasDate() && len(r.times) == 0 {
		return
	}
	alone := !r.hasDate() && len(r.times) == 0 && !r.always
	if alone && i > 0 {
		fix := l.with(func(rules []rule) []rule {
			rules[i].sep = fallsBack
			return rules
		})
		l.add(Fault{"horaires-commentaire-efface", r.start, r.end, []string{r.comment, fix}, fix})
		return
	}
	fix := l.with(func(rules []rule) []rule {
		rules[i].stated, rules[i].state = true, Open
		if alone {
			rules[i].state = Unknown
		}
		return rules
	})
	l.add(Fault{"horaires-commentaire-seul", r.start, r.end, []string{r.comment, fix}, fix})
}

// holidays finds weekly hours that say nothing of public holidays.
func (l *linter) holidays() {
	if l.s.usesPH || hasError(l.faults) { // a line that is still wrong would be no help
		return
	}
	weekly := slices.ContainsFunc(l.s.rules, func(r rule) bool {
		return r.state != Closed && len(r.times) > 0 && r.sep != fallsBack &&
			!slices.ContainsFunc(r.dates, func(d dateRange) bool { return d.from.anchor != onMonth && !d.isRange })
	})
	if !weekly {
		return
	}
	fix := l.s.String() + "; PH off"
	end := len(l.s.raw)
	l.add(Fault{"horaires-feries-non-dits", end, end, []string{fix}, fix})
}

// masked finds rules that later ones leave without effect.
func (l *linter) masked() {
	rules := l.s.rules
	sets := l.s.matchSets()
	if sets == nil {
		return
	}
	for i := range rules {
		r := &rules[i]
		switch {
		case r.sep == fallsBack, l.full():
		case r.state == Closed && len(r.pieces) == 0:
			l.maskedClosing(i, sets)
		case r.state != Closed:
			l.maskedRule(i, sets)
		}
	}
}

// maskedClosing finds a closing that a later, wider rule opens again: in
// "Jul-Aug off; Mo-Fr 09:00-17:00" nothing is closed in summer. A later rule
// about some of its days only ("Tu off; Tu[1] 09:00-12:00") is meant.
func (l *linter) maskedClosing(i int, sets []daySet) {
	rules := l.s.rules
	for j := i + 1; j < len(rules); j++ {
		if rules[j].state == Closed || rules[j].sep == fallsBack ||
			!sets[i].meets(sets[j]) || sets[i].covers(sets[j]) {
			continue
		}
		fix := l.with(func(rules []rule) []rule {
			closing := rules[i]
			closing.sep = replaces
			rules = append(slices.Delete(rules, i, i+1), closing)
			rules[0].sep = replaces
			return rules
		})
		r := &rules[i]
		l.add(Fault{"horaires-fermeture-masquee", r.start, r.end, []string{r.text(), rules[j].text(), fix}, fix})
		return
	}
}

// maskedRule finds hours whose every day a later rule replaces.
func (l *linter) maskedRule(i int, sets []daySet) {
	rules := l.s.rules
	left := slices.Clone(sets[i])
	first, others := -1, 0
	for j := i + 1; j < len(rules); j++ {
		if !replacesDay(rules, j) || !sets[i].meets(sets[j]) {
			continue
		}
		if others++; first < 0 {
			first = j
		}
		left.remove(sets[j])
	}
	if first < 0 || !left.empty() || !rules[first].hasDate() && !rules[first].stated && len(rules[first].times) == 0 {
		return
	}
	r := &rules[i]
	f := Fault{"horaires-regle-masquee", r.start, r.end, []string{r.text(), rules[first].text()}, ""}
	if others == 1 && addable(r, &rules[first]) {
		f.Fix = l.with(func(rules []rule) []rule {
			rules[first].sep = adds
			return rules
		})
	}
	f.Args = append(f.Args, f.Fix)
	l.add(f)
}

// addable reports whether two rules have hours, none of them in common.
func addable(a, b *rule) bool {
	for _, t := range a.times {
		if slices.ContainsFunc(b.times, func(u timeRange) bool { return overlap(t, u) }) {
			return false
		}
	}
	return len(a.times) > 0 && len(b.times) > 0
}

// daySet is a set of days, as bits.
type daySet []uint64

func (s daySet) empty() bool { return !slices.ContainsFunc(s, func(w uint64) bool { return w != 0 }) }

func (s daySet) meets(t daySet) bool {
	for i := range s {
		if s[i]&t[i] != 0 {
			return true
		}
	}
	return false
}

// covers reports whether every day of t is in s.
func (s daySet) covers(t daySet) bool {
	for i := range s {
		if t[i]&^s[i] != 0 {
			return false
		}
	}
	return true
}

func (s daySet) remove(t daySet) {
	for i := range s {
		s[i] &^= t[i]
	}
}

// matchSets gives the days that each rule matches: of a week when that says it
// all, of two sample years otherwise (three from the first year that is named).
// Paris lends its holidays. It gives nil past 60 rules: nobody writes so many.
func (s *Schedule) matchSets() []daySet {
	sets := make([]daySet, len(s.rules))
	if !s.needsYears() {
		words := make([]uint64, len(s.rules))
		for i := range s.rules {
			if s.rules[i].plain() {
				words[i] = uint64(s.rules[i].mask)
			}
			sets[i] = words[i : i+1]
		}
		return sets
	}
	if len(s.rules) > 60 {
		return nil
	}
	first, days := dayOf(2026, 1, 1), 2*366
	if y := s.firstYear(); y != 0 {
		first, days = dayOf(y, 1, 1), 3*366
	}
	words := (days + 63) / 64
	for i := range sets {
		sets[i] = make(daySet, words)
	}
	c := calendar{place: Place{Departement: "75"}}
	for n := range days {
		d := (first + day(n)).date()
		for i := range s.rules {
			if s.rules[i].match(d, &c).ok {
				sets[i][n/64] |= 1 << (n % 64)
			}
		}
	}
	return sets
}

// needsYears reports whether a rule may be masked by a later one in a way that
// days of the week do not tell. Most values are spared the years.
func (s *Schedule) needsYears() bool {
	for j := range s.rules {
		later := &s.rules[j]
		if later.state == Closed || later.sep == fallsBack {
			continue
		}
		for i := range s.rules[:j] {
			r := &s.rules[i]
			if r.weekdays()&later.weekdays() != 0 && !(r.plain() && later.plain()) {
				return true
			}
		}
	}
	return false
}

// weekdays is the set of weekdays on which the rule may match.
func (r *rule) weekdays() uint8 {
	if len(r.days) == 0 {
		return everyDay
	}
	m := uint8(0)
	for _, d := range r.days {
		if d.kind != weekday || d.addition != 0 {
			return everyDay
		}
		m |= d.mask()
	}
	return m
}

// firstYear is the first year that the value names, or 0.
func (s *Schedule) firstYear() int {
	first := 0
	note := func(year int) {
		if year != 0 && (first == 0 || year < first) {
			first = year
		}
	}
	for i := range s.rules {
		for _, y := range s.rules[i].years {
			note(y.from)
		}
		for _, d := range s.rules[i].dates {
			note(d.from.year)
		}
	}
	return first
}
