package geo

import (
	"cmp"
	"slices"
)

// Tolerance is how far a simplified outline may stray from the official one, in
// metres: invisible on a map of a commune, and a tenth of the bytes.
const Tolerance = 50

// simplify simplifies the outlines of communes together (Douglas and Peucker,
// 1973), to [Tolerance]. Borders that communes share stay shared: rings are cut
// where more than two lines meet, and each piece is simplified by itself, in one
// direction, so that both sides get the same points. A ring that would vanish
// keeps its points.
func simplify(areas map[string][]area) {
	codes := make([]string, 0, len(areas))
	for code := range areas {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	j := junctions{neighbours: map[Point][]Point{}}
	for _, code := range codes {
		for i := range areas[code] {
			for _, ring := range areas[code][i].rings() {
				j.add(ring)
			}
		}
	}
	for _, code := range codes {
		for i, a := range areas[code] {
			areas[code][i] = j.simplified(a)
		}
	}
}

// junctions knows the points next to each point, in all rings.
type junctions struct{ neighbours map[Point][]Point }

func (j *junctions) add(ring []Point) {
	n := len(ring) - 1
	for i := range n {
		for _, next := range []Point{ring[(i+n-1)%n], ring[(i+1)%n]} {
			if list := j.neighbours[ring[i]]; len(list) <= 2 && !slices.Contains(list, next) {
				j.neighbours[ring[i]] = append(list, next)
			}
		}
	}
}

func (j *junctions) simplified(a area) area {
	out := area{}
	for _, ring := range a.rings() {
		thin := j.ring(ring)
		if len(thin) < 4 {
			thin = ring
		}
		for _, p := range thin {
			out.points = append(out.points, rounded(p))
		}
		out.ends = append(out.ends, int32(len(out.points)))
	}
	return out
}

// ring simplifies a closed ring, piece by piece.
func (j *junctions) ring(ring []Point) []Point {
	n := len(ring) - 1
	start := 0
	fixed := func(i int) bool { return len(j.neighbours[ring[i%n]]) > 2 }
	first := slices.IndexFunc(ring[:n], func(p Point) bool { return len(j.neighbours[p]) > 2 })
	if first >= 0 {
		start = first
	} else { // an island: cut at the same two points, wherever its ring begins
		for i := range n {
			if less(ring[i], ring[start]) {
				start = i
			}
		}
	}
	turned := make([]Point, 0, n+1)
	for i := range n + 1 {
		turned = append(turned, ring[(start+i)%n])
	}
	cuts := []int{0}
	for i := 1; i < n; i++ {
		if first >= 0 && fixed(start+i) {
			cuts = append(cuts, i)
		}
	}
	if len(cuts) == 1 {
		cuts = append(cuts, farthest(turned))
	}
	cuts = append(cuts, n)
	var out []Point
	for i := range cuts[1:] {
		piece := thin(turned[cuts[i] : cuts[i+1]+1])
		out = append(out, piece[:len(piece)-1]...)
	}
	return append(out, turned[n])
}

func less(a, b Point) bool { return cmp.Or(cmp.Compare(a.Lat, b.Lat), cmp.Compare(a.Lon, b.Lon)) < 0 }

// farthest is the point of a ring that is farthest from its first.
func farthest(ring []Point) int {
	best, most := 1, -1.0
	for i := 1; i < len(ring)-1; i++ {
		if d := Distance(ring[0].Lat, ring[0].Lon, ring[i].Lat, ring[i].Lon); d > most {
			best, most = i, d
		}
	}
	return best
}

// thin simplifies a line, the same whichever end it is read from.
func thin(line []Point) []Point {
	backwards := less(line[len(line)-1], line[0])
	work := slices.Clone(line)
	if backwards {
		slices.Reverse(work)
	}
	keep := make([]bool, len(work))
	keep[0], keep[len(work)-1] = true, true
	for spans := [][2]int{{0, len(work) - 1}}; len(spans) > 0; {
		s := spans[len(spans)-1]
		spans = spans[:len(spans)-1]
		at, most := -1, float64(Tolerance)
		for i := s[0] + 1; i < s[1]; i++ {
			if d := toSegment(work[i], work[s[0]], work[s[1]]); d > most {
				at, most = i, d
			}
		}
		if at >= 0 {
			keep[at] = true
			spans = append(spans, [2]int{s[0], at}, [2]int{at, s[1]})
		}
	}
	out := work[:0]
	for i, p := range work {
		if keep[i] {
			out = append(out, p)
		}
	}
	if backwards {
		slices.Reverse(out)
	}
	return out
}
