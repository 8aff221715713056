package same

import (
	"cmp"
	"slices"
)

// tieMargin is how close two scores are when a record fits two places as well.
const tieMargin = 1.0

// grouping puts records together, the best pairs first, as long as each pair of
// a group agrees.
type grouping struct {
	c       *corpus
	decided map[[2]int]Pair // those not Separate; I < J
	answer  map[[2]int]bool
	group   []int // of each record: the first record of its group
	members map[int][]int
}

func pairKey(i, j int) [2]int { return [2]int{min(i, j), max(i, j)} }

func (c *corpus) group(decided []Pair, answers Answers) Result {
	g := &grouping{
		c:       c,
		decided: make(map[[2]int]Pair, len(decided)),
		answer:  make(map[[2]int]bool),
		group:   make([]int, len(c.records)),
		members: make(map[int][]int),
	}
	for i := range g.group {
		g.group[i] = i
	}
	for _, p := range decided {
		g.decided[[2]int{p.I, p.J}] = p
	}
	g.heed(answers)
	g.unsure(decided)
	var pairs []Pair
	for _, p := range decided {
		if p, ok := g.decided[[2]int{p.I, p.J}]; ok {
			pairs = append(pairs, p)
		}
	}
	slices.SortFunc(pairs, g.compare)
	for i, p := range pairs {
		if p.Outcome == Merge && !g.join(p.I, p.J, g.agree) && g.group[p.I] != g.group[p.J] {
			p.Outcome = Review
			p.Reason.Evidence = append(slices.Clone(p.Reason.Evidence), ChainBroken)
			pairs[i] = p
		}
	}
	return g.result(pairs)
}

// compare orders pairs by score, the best first; then by the records
// themselves, so that the order of the input does not show.
func (g *grouping) compare(p, q Pair) int {
	if d := cmp.Compare(q.Reason.Score, p.Reason.Score); d != 0 {
		return d
	}
	first := func(p Pair) (a, b *record) {
		a, b = &g.c.records[p.I], &g.c.records[p.J]
		if b.before(a) < 0 {
			a, b = b, a
		}
		return a, b
	}
	a, b := first(p)
	x, y := first(q)
	return cmp.Or(a.before(x), b.before(y))
}

// heed applies what people answered: their word joins and parts, whatever the
// score. Answers that contradict each other are followed in the order of their
// keys as far as they can be.
func (g *grouping) heed(answers Answers) {
	byKey := make(map[Key][]int)
	for i := range g.c.records {
		for _, k := range g.c.records[i].keys {
			byKey[k] = append(byKey[k], i)
		}
	}
	ordered := make([][2]Key, 0, len(answers.same))
	for pair := range answers.same {
		ordered = append(ordered, pair)
	}
	slices.SortFunc(ordered, func(p, q [2]Key) int { return cmp.Or(p[0].compare(q[0]), p[1].compare(q[1])) })
	for _, same := range []bool{false, true} {
		for _, pair := range ordered {
			if answers.same[pair] != same {
				continue
			}
			for _, i := range byKey[pair[0]] {
				for _, j := range byKey[pair[1]] {
					g.told(i, j, same)
				}
			}
		}
	}
}

func (g *grouping) told(i, j int, same bool) {
	if i == j {
		return
	}
	k := pairKey(i, j)
	if no, answered := g.answer[k]; answered && !no {
		return // parted by a sharper answer
	}
	g.answer[k] = same
	if !same {
		delete(g.decided, k)
		return
	}
	// Their words chain, as long as no other word of theirs is against.
	g.join(i, j, func(a, b int) bool {
		same, answered := g.answer[pairKey(a, b)]
		return same || !answered
	})
}

// unsure demotes the pairs of a record that fits two places as well as each
// other, when those two are not one.
func (g *grouping) unsure(decided []Pair) {
	partners := make(map[int][]Pair)
	for _, p := range decided {
		if q, ok := g.decided[[2]int{p.I, p.J}]; ok && q.Outcome == Merge {
			partners[p.I] = append(partners[p.I], q)
			partners[p.J] = append(partners[p.J], q)
		}
	}
	var demoted [][2]int
	for i, list := range partners {
		for x, p := range list {
			for _, q := range list[x+1:] {
				a, b := p.other(i), q.other(i)
				if _, close := g.decided[pairKey(a, b)]; close || g.answer[pairKey(a, b)] {
					continue
				}
				if gap := p.Reason.Score - q.Reason.Score; gap < tieMargin && gap > -tieMargin {
					demoted = append(demoted, pairKey(p.I, p.J), pairKey(q.I, q.J))
				}
			}
		}
	}
	for _, k := range demoted {
		p := g.decided[k]
		if p.Outcome == Merge && !g.answer[k] {
			p.Outcome = Review
			p.Reason.Evidence = append(slices.Clone(p.Reason.Evidence), SeveralMatches)
			g.decided[k] = p
		}
	}
}

// other is the record of a pair that is not i.
func (p Pair) other(i int) int {
	if p.I == i {
		return p.J
	}
	return p.I
}

// of lists the group of a record.
func (g *grouping) of(i int) []int {
	if m := g.members[g.group[i]]; m != nil {
		return m
	}
	return []int{i}
}

// join makes one group of two, if each pair across them agrees.
func (g *grouping) join(i, j int, agree func(a, b int) bool) bool {
	left, right := g.of(i), g.of(j)
	if g.group[i] == g.group[j] {
		return true
	}
	for _, a := range left {
		for _, b := range right {
			if !agree(a, b) {
				return false
			}
		}
	}
	both := slices.Concat(left, right)
	slices.Sort(both)
	delete(g.members, g.group[i])
	delete(g.members, g.group[j])
	for _, m := range both {
		g.group[m] = both[0]
	}
	g.members[both[0]] = both
	return true
}

// agree tells that a pair may be in one group: an answer says so or, failing
// an answer, the score.
func (g *grouping) agree(i, j int) bool {
	k := pairKey(i, j)
	if same, answered := g.answer[k]; answered {
		return same
	}
	p, ok := g.decided[k]
	return ok && p.Outcome == Merge
}

// result gathers groups and questions. pairs are the best first.
func (g *grouping) result(pairs []Pair) Result {
	var r Result
	for _, m := range g.members {
		r.Groups = append(r.Groups, m)
	}
	slices.SortFunc(r.Groups, func(a, b []int) int { return a[0] - b[0] })
	asked := make(map[[2]int]bool)
	for _, p := range pairs {
		k := [2]int{p.I, p.J}
		_, answered := g.answer[k]
		switch {
		case g.group[p.I] == g.group[p.J]:
			r.Merged = append(r.Merged, p)
		case answered || p.Reason.Evidence == nil || asked[pairKey(g.group[p.I], g.group[p.J])]:
		default:
			asked[pairKey(g.group[p.I], g.group[p.J])] = true
			r.Reviews = append(r.Reviews, Question{p, slices.Clone(g.of(p.I)), slices.Clone(g.of(p.J))})
		}
	}
	byRecords := func(p, q Pair) int { return cmp.Or(p.I-q.I, p.J-q.J) }
	slices.SortFunc(r.Merged, byRecords)
	slices.SortFunc(r.Reviews, func(p, q Question) int { return byRecords(p.Pair, q.Pair) })
	return r
}
