package geo

import (
	"cmp"
	"math"
	"slices"
)

// Index finds the nearest of many points. It does not change once made.
//
// Points are taken to the unit sphere, where the nearest along a great circle
// is the nearest in a straight line: no meridian and no pole is special. They
// are sorted along a curve that keeps neighbours together, and cut in leaves of
// a few points; a tree of boxes above the leaves says which can be left out.
type Index struct {
	points []vector // sorted along the curve
	ids    []int32  // of each point, in the caller's slice
	boxes  []cuboid // node k has children 2k and 2k+1; the root is 1
	leaves int      // a power of two; node leaves+j is leaf j
}

// Hit is a point that was found: its place in the caller's slice, and how far
// it is.
type Hit struct {
	I      int
	Metres float64
}

const leafSize = 8

type vector [3]float64

func unit(p Point) vector {
	lat, lon := radians(p.Lat), radians(p.Lon)
	return vector{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
}

// gap is the square of the distance between two vectors. The conversions keep
// it the same on every processor.
func (v vector) gap(w vector) float64 {
	x, y, z := v[0]-w[0], v[1]-w[1], v[2]-w[2]
	return float64(x*x) + float64(y*y) + float64(z*z)
}

type cuboid struct{ low, high vector }

// gap is the square of the distance to the box, never more than that to a point
// in it: it is computed in the same order, and rounding keeps order.
func (c *cuboid) gap(v *vector) float64 {
	x := max(c.low[0]-v[0], v[0]-c.high[0], 0)
	y := max(c.low[1]-v[1], v[1]-c.high[1], 0)
	z := max(c.low[2]-v[2], v[2]-c.high[2], 0)
	return float64(x*x) + float64(y*y) + float64(z*z)
}

// NewIndex makes an index of points. Those that are not on Earth (NaN, latitude
// over 90…) are never found.
func NewIndex(points []Point) *Index {
	keys := make([]placed, 0, len(points))
	for i, p := range points {
		if p.valid() {
			keys = append(keys, placed{curve(p), int32(i)})
		}
	}
	slices.SortFunc(keys, func(a, b placed) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id)) })
	x := &Index{points: make([]vector, len(keys)), ids: make([]int32, len(keys)), leaves: 1}
	for i, k := range keys {
		x.points[i], x.ids[i] = unit(points[k.id]), k.id
	}
	for x.leaves*leafSize < len(keys) {
		x.leaves *= 2
	}
	x.boxes = make([]cuboid, 2*x.leaves)
	for k := len(x.boxes) - 1; k >= 1; k-- {
		x.boxes[k] = x.box(k)
	}
	return x
}

type placed struct {
	key uint32
	id  int32
}

// curve gives the place of a point on a Z-shaped curve: the bits of its latitude
// and longitude in turn, 600 m apart.
func curve(p Point) uint32 {
	return spread(uint16((p.Lat+90)*(math.MaxUint16/180.0)))<<1 | spread(uint16((p.Lon+180)*(math.MaxUint16/360.0)))
}

// spread puts a zero before each bit.
func spread(n uint16) uint32 {
	v := uint32(n)
	v = (v | v<<8) & 0x00ff00ff
	v = (v | v<<4) & 0x0f0f0f0f
	v = (v | v<<2) & 0x33333333
	return (v | v<<1) & 0x55555555
}

// box surrounds the points of a leaf, or the boxes of a node's children. An
// empty one is infinitely far.
func (x *Index) box(node int) cuboid {
	inf := math.Inf(1)
	c := cuboid{low: vector{inf, inf, inf}, high: vector{-inf, -inf, -inf}}
	if node < x.leaves {
		c.add(x.boxes[2*node].low, x.boxes[2*node].high)
		c.add(x.boxes[2*node+1].low, x.boxes[2*node+1].high)
		return c
	}
	from, to := x.leaf(node)
	for _, v := range x.points[from:to] {
		c.add(v, v)
	}
	return c
}

func (c *cuboid) add(low, high vector) {
	for d := range 3 {
		c.low[d], c.high[d] = min(c.low[d], low[d]), max(c.high[d], high[d])
	}
}

func (x *Index) leaf(node int) (from, to int) {
	from = min((node-x.leaves)*leafSize, len(x.points))
	return from, min(from+leafSize, len(x.points))
}

// Nearest returns the n points nearest to a place, the nearest first and, at the
// same distance, the lowest I first. skip, which may be nil, says which points
// not to return; it is called only for points that come near enough.
func (x *Index) Nearest(lat, lon float64, n int, skip func(i int) bool) []Hit {
	p := Point{lat, lon}
	n = min(n, len(x.points))
	if n <= 0 || !p.valid() {
		return nil
	}
	s := search{index: x, at: unit(p), skip: skip, best: make([]candidate, 0, n)}
	s.node(1)
	slices.SortFunc(s.best, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.gap, b.gap), cmp.Compare(a.id, b.id))
	})
	hits := make([]Hit, len(s.best))
	for i, c := range s.best {
		hits[i] = Hit{int(c.id), 2 * earthRadius * math.Asin(min(math.Sqrt(c.gap)/2, 1))}
	}
	return hits
}

// search keeps the best candidates so far in a heap, the worst on top.
type search struct {
	index *Index
	at    vector
	skip  func(int) bool
	best  []candidate // at most cap(best)
}

type candidate struct {
	gap float64
	id  int32
}

func (c candidate) worse(than candidate) bool {
	return c.gap > than.gap || c.gap == than.gap && c.id > than.id
}

// within reports whether something at that distance could still be kept. At an
// equal distance it could, for its lower id.
func (s *search) within(gap float64) bool {
	return len(s.best) < cap(s.best) || gap <= s.best[0].gap
}

func (s *search) node(k int) {
	x := s.index
	if k >= x.leaves {
		from, to := x.leaf(k)
		for i := from; i < to; i++ {
			s.offer(candidate{s.at.gap(x.points[i]), x.ids[i]})
		}
		return
	}
	near, far := 2*k, 2*k+1
	toNear, toFar := x.boxes[near].gap(&s.at), x.boxes[far].gap(&s.at)
	if toFar < toNear {
		near, far, toNear, toFar = far, near, toFar, toNear
	}
	if s.within(toNear) {
		s.node(near)
	}
	if s.within(toFar) {
		s.node(far)
	}
}

func (s *search) offer(c candidate) {
	full := len(s.best) == cap(s.best)
	if full && !s.best[0].worse(c) || s.skip != nil && s.skip(int(c.id)) {
		return
	}
	if full {
		s.best[0] = c
		s.sink()
		return
	}
	s.best = append(s.best, c)
	for i := len(s.best) - 1; i > 0; { // rise
		parent := (i - 1) / 2
		if !s.best[i].worse(s.best[parent]) {
			break
		}
		s.best[i], s.best[parent] = s.best[parent], s.best[i]
		i = parent
	}
}

func (s *search) sink() {
	for i := 0; ; {
		child := 2*i + 1
		if child >= len(s.best) {
			return
		}
		if child+1 < len(s.best) && s.best[child+1].worse(s.best[child]) {
			child++
		}
		if !s.best[child].worse(s.best[i]) {
			return
		}
		s.best[i], s.best[child] = s.best[child], s.best[i]
		i = child
	}
}
