package hours

import "slices"

// put adds a rule, with the state that it needs to be said.
func (a *assembler) put(r rule, comment string, sep separator) {
	r.sep = sep
	if comment != "" {
		r.noted, r.comment, r.stated, r.state = true, comment, true, Open
		if len(r.times) == 0 {
			r.state = Unknown
		}
	}
	if len(a.rules) == 0 {
		r.sep = replaces
	}
	a.rules = append(a.rules, r)
}

// ordinary writes a week: equal days together, then hours on other terms.
func (a *assembler) ordinary(w *weekPlan, s season) {
	var more []rule
	done := uint8(0)
	for d := range w {
		if done&(1<<d) != 0 || w[d].empty() {
			continue
		}
		first, _ := w[d].terms()
		same := uint8(0)
		for e := range w {
			if terms, _ := w[e].terms(); !w[e].empty() && slices.Equal(terms, first) && w[e].note == w[d].note {
				same |= 1 << e
			}
		}
		done |= same
		r := s.in(rule{days: daysOf(same)})
		if same == everyDay && !a.nameAll {
			r.days = nil
		}
		comment := w[d].note
		for _, t := range first {
			r.times, comment = append(r.times, t.timeRange), t.comment
		}
		a.put(r, comment, replaces)
	}
	done = 0
	for d := range w {
		_, rest := w[d].terms()
		if done&(1<<d) != 0 || len(rest) == 0 {
			continue
		}
		same := uint8(0)
		for e := range w {
			if _, other := w[e].terms(); slices.Equal(other, rest) {
				same |= 1 << e
			}
		}
		done |= same
		for _, t := range rest {
			r := s.in(rule{days: daysOf(same), times: []timeRange{t.timeRange}, noted: t.comment != "", comment: t.comment})
			more = append(more, r)
		}
	}
	for _, r := range more {
		comment := r.comment
		r.noted, r.comment = false, ""
		a.put(r, comment, adds)
	}
}

// terms cuts a day in hours on its first terms (none, if some hours have none)
// and hours on others.
func (d *dayPlan) terms() (first, rest []slot) {
	if len(d.slots) == 0 {
		return nil, nil
	}
	on := d.slots[0].comment
	for _, s := range d.slots {
		if s.comment == "" {
			on = ""
		}
	}
	for _, s := range d.slots {
		if s.comment == on {
			first = append(first, s)
		} else {
			rest = append(rest, s)
		}
	}
	return first, rest
}
