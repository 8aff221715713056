package carto

import (
	"cmp"
	"math"

	"balise/generator/geo"
)

// outside is what lies beyond the last commune: the sea, another département.
const outside = -1

// Net is the borders of communes, each drawn once, and the communes' centres.
type Net struct {
	plane plane
	arcs  []arc
	towns []town
	index map[string]int32 // in towns, by code
}

// arc is a piece of border: the communes on its two sides are the same all
// along it.
type arc struct {
	points []vec
	// stray is the square of how far the line would stray without each point, in
	// metres (Douglas and Peucker, 1973): the points above a tolerance are the
	// line simplified to it. Infinite at both ends, which arcs share.
	stray       []float64
	box         rect
	left, right int32 // in towns; right may be outside
}

// town is a commune.
type town struct {
	name, code, epci string
	people           int
	at               vec
}

// NewNet makes the net of communes, from one atlas or several. It is nil when
// none has an outline nor a centre.
func NewNet(communes []geo.Outlined) *Net {
	centres := make([]geo.Point, len(communes))
	for i := range communes {
		centres[i] = communes[i].Centre
	}
	box, ok := BoxOf(centres)
	if !ok {
		return nil
	}
	n := &Net{
		plane: newPlane(geo.Point{Lat: (box.South + box.North) / 2, Lon: (box.West + box.East) / 2}),
		towns: make([]town, len(communes)), index: make(map[string]int32, len(communes)),
	}
	rings, points := make([][][]geo.Point, len(communes)), 0
	for i := range communes {
		c := &communes[i]
		known, _ := geo.CommuneByCode(c.Code)
		n.towns[i] = town{name: c.Name, code: c.Code, epci: known.EPCI, people: known.Population, at: n.plane.vec(c.Centre)}
		n.index[c.Code] = int32(i)
		if c.Outline != nil {
			rings[i] = c.Outline.Rings()
			for _, ring := range rings[i] {
				points += len(ring)
			}
		}
	}
	sides := borders{make(map[edge][2]int32, points*2/3)} // most edges are read twice
	for i := range rings {
		sides.add(int32(i), rings[i])
	}
	for i := range rings {
		for _, ring := range rings[i] {
			n.cut(sides, int32(i), ring)
		}
	}
	return n
}

// edge is two points that follow each other in a ring, in the order of their
// values: both sides of a border name it alike.
type edge struct{ a, b spot }

// spot is a point to a ten-thousandth of a minute: outlines that share it agree
// on its decimals.
type spot struct{ lat, lon int32 }

func spotOf(p geo.Point) spot {
	return spot{int32(math.Round(p.Lat * 1e6)), int32(math.Round(p.Lon * 1e6))}
}

// point is the same for all outlines that share the spot.
func (s spot) point() geo.Point {
	return geo.Point{Lat: float64(s.lat) / 1e6, Lon: float64(s.lon) / 1e6}
}

func edgeOf(p, q geo.Point) edge {
	e := edge{spotOf(p), spotOf(q)}
	if cmp.Or(cmp.Compare(e.a.lat, e.b.lat), cmp.Compare(e.a.lon, e.b.lon)) > 0 {
		e.a, e.b = e.b, e.a
	}
	return e
}

// borders tells which communes are on the two sides of each edge.
type borders struct{ sides map[edge][2]int32 }

func (b borders) add(commune int32, rings [][]geo.Point) {
	for _, ring := range rings {
		for i := range ring[1:] {
			e := edgeOf(ring[i], ring[i+1])
			if known, ok := b.sides[e]; !ok {
				b.sides[e] = [2]int32{commune, outside}
			} else if known[1] == outside && known[0] != commune {
				b.sides[e] = [2]int32{known[0], commune}
			}
		}
	}
}

// cut cuts a ring where the commune on the other side changes. Of two
// communes, the first draws their border.
func (n *Net) cut(b borders, commune int32, ring []geo.Point) {
	edges := len(ring) - 1
	others := make([]int32, edges)
	for i := range edges {
		s := b.sides[edgeOf(ring[i], ring[i+1])]
		switch {
		case s[0] != commune: // drawn by the other
			others[i] = commune
		default:
			others[i] = s[1]
		}
	}
	start := 0
	for i := 1; i < edges; i++ {
		if others[i] != others[i-1] {
			start = i
			break
		}
	}
	for i := 0; i < edges; {
		other := others[(start+i)%edges]
		j := i
		for j < edges && others[(start+j)%edges] == other {
			j++
		}
		if other != commune {
			points := make([]vec, 0, j-i+1)
			for k := i; k <= j; k++ {
				points = append(points, n.plane.vec(spotOf(ring[(start+k)%edges]).point()))
			}
			n.arcs = append(n.arcs, newArc(points, commune, other))
		}
		i = j
	}
}

func newArc(points []vec, left, right int32) arc {
	a := arc{points: points, left: left, right: right, box: nowhere, stray: make([]float64, len(points))}
	for _, p := range points {
		a.box = a.box.with(p)
	}
	last := len(points) - 1
	a.stray[0], a.stray[last] = math.Inf(1), math.Inf(1)
	if points[0] == points[last] && last > 2 { // a ring: its farthest point is its other end
		far := 1
		for i := 2; i < last; i++ {
			if points[0].gap(points[i]) > points[0].gap(points[far]) {
				far = i
			}
		}
		a.stray[far] = math.Inf(1)
		a.rank(0, far)
		a.rank(far, last)
		return a
	}
	a.rank(0, last)
	return a
}

// rank fills stray between two points whose own is known. No point is above
// those that were found before it: a tolerance keeps all that it needs.
func (a *arc) rank(from, to int) {
	type span struct {
		from, to int
		most     float64
	}
	for spans := []span{{from, to, math.Inf(1)}}; len(spans) > 0; {
		s := spans[len(spans)-1]
		spans = spans[:len(spans)-1]
		at, far := -1, -1.0
		for i := s.from + 1; i < s.to; i++ {
			if d := toSegment(a.points[i], a.points[s.from], a.points[s.to]); d > far {
				at, far = i, d
			}
		}
		if at < 0 {
			continue
		}
		far = min(far, s.most)
		a.stray[at] = far
		spans = append(spans, span{s.from, at, far}, span{at, s.to, far})
	}
}

// gap is the square of a distance. The conversions keep it the same on every
// processor.
func (v vec) gap(w vec) float64 {
	x, y := v.x-w.x, v.y-w.y
	return float64(x*x) + float64(y*y)
}

// toSegment is the square of the distance of a point to a segment.
func toSegment(p, a, b vec) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	ax, ay := a.x-p.x, a.y-p.y
	t := 0.0
	if length := float64(dx*dx) + float64(dy*dy); length > 0 {
		t = max(0, min(1, -(float64(ax*dx)+float64(ay*dy))/length))
	}
	x, y := ax+float64(t*dx), ay+float64(t*dy)
	return float64(x*x) + float64(y*y)
}
