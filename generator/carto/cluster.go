package carto

import (
	"cmp"
	"math"
	"slices"

	"balise/generator/geo"
)

// The dots of a map, in CSS pixels. Each is a target of a finger: WCAG 2.2,
// criterion 2.5.8, wants 24. Narrowest is the narrowest map, on a screen of 320.
const (
	DotRadius = 13 // of one place
	DotLarge  = 15 // of several
	Narrowest = 272
	dotSpace  = 2*DotLarge + 1
)

// MaxLevels is how many levels of dots there are at most. Level k is for maps
// that are at least Narrowest × 2ᵏ pixels wide, enlargement included.
const MaxLevels = 6

// LevelAt is the first level where a pixel is at most so many metres; it may be
// past the last.
func (v View) LevelAt(metres float64) int {
	level := 0
	for wide := Width / v.unit / Narrowest; wide > metres && level < MaxLevels; wide /= 2 {
		level++
	}
	return level
}

// Spot is a place to show.
type Spot struct {
	At     geo.Point
	Group  int // the places of a commune have the same
	People int // in that commune: among equals, the most populous is named; less than 0: after all others
}

// Dot is one place or several that stand too near to each other.
type Dot struct {
	Spots    []int   // in the slice given; the dot stands where the first is
	X, Y     float64 // in units
	From, To int     // the levels that show it, both included
	OneGroup bool    // all in one commune
}

// Cluster decides the dots of each level. On any one, dots do not touch on the
// narrowest map of that level; a dot of a level holds whole dots of the next.
// They come with the largest first; levels says how many there are: past the
// last, nothing would come apart.
func Cluster(v View, spots []Spot) (dots []Dot, levels int) {
	current := make([]*Dot, len(spots))
	for i, s := range spots {
		x, y := v.Point(s.At)
		current[i] = &Dot{Spots: []int{i}, X: x, Y: y, To: -1, OneGroup: true}
	}
	var shown []*Dot
	levels = 1
	for level := MaxLevels - 1; level >= 0; level-- {
		current = merge(current, spots, dotSpace*Width/(Narrowest*math.Exp2(float64(level))))
		for _, d := range current {
			if d.To < 0 {
				d.To = level
				shown = append(shown, d)
			}
			d.From = level
		}
	}
	for _, d := range shown {
		levels = max(levels, d.From+1)
	}
	for _, d := range shown {
		d.To = min(d.To, levels-1)
		dots = append(dots, *d)
	}
	slices.SortFunc(dots, func(a, b Dot) int { return larger(&a, &b, spots) })
	return dots, levels
}

// larger puts first the dot of most places, then that of the largest town.
func larger(a, b *Dot, spots []Spot) int {
	s, t := &spots[a.Spots[0]], &spots[b.Spots[0]]
	return cmp.Or(
		cmp.Compare(min(t.People, 0), min(s.People, 0)), cmp.Compare(len(b.Spots), len(a.Spots)),
		cmp.Compare(t.People, s.People), cmp.Compare(a.Spots[0], b.Spots[0]),
	)
}

// merge joins dots to the nearest larger one that is within a distance, so that
// those that are left are all farther apart.
func merge(dots []*Dot, spots []Spot, space float64) []*Dot {
	ordered := slices.Clone(dots)
	slices.SortFunc(ordered, func(a, b *Dot) int { return larger(a, b, spots) })
	type cell struct{ x, y int }
	grid := make(map[cell][]int, len(dots))
	var kept []*Dot
	joins := map[int][]*Dot{}
	for _, d := range ordered {
		at := cell{int(math.Floor(d.X / space)), int(math.Floor(d.Y / space))}
		best, near := -1, space*space
		for x := at.x - 1; x <= at.x+1; x++ {
			for y := at.y - 1; y <= at.y+1; y++ {
				for _, i := range grid[cell{x, y}] {
					if far := (vec{kept[i].X, kept[i].Y}).gap(vec{d.X, d.Y}); far < near {
						best, near = i, far
					}
				}
			}
		}
		if best >= 0 {
			joins[best] = append(joins[best], d)
			continue
		}
		grid[at] = append(grid[at], len(kept))
		kept = append(kept, d)
	}
	for i, with := range joins {
		kept[i] = kept[i].joined(with, spots)
	}
	return kept
}

// joined is a new dot, where d stands.
func (d *Dot) joined(with []*Dot, spots []Spot) *Dot {
	j := &Dot{Spots: slices.Clone(d.Spots), X: d.X, Y: d.Y, To: -1, OneGroup: d.OneGroup}
	for _, o := range with {
		j.Spots = append(j.Spots, o.Spots...)
		j.OneGroup = j.OneGroup && o.OneGroup && spots[o.Spots[0]].Group == spots[d.Spots[0]].Group
	}
	return j
}
