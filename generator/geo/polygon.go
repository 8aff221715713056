package geo

import (
	"math"
	"slices"
)

// Polygon is an outline: one or more areas, each with its holes. Areas may touch
// or overlap; a point in any of them is in the polygon. Make one with
// [ReadPolygon].
type Polygon struct {
	areas []area
	box   Box
}

// area is an outer ring and its holes, one after the other and each closed. A
// point is in it when a line drawn from it crosses an odd number of edges.
type area struct {
	points []Point
	ends   []int32 // where each ring ends in points
	box    Box
	bands  bands
}

// bands cut an area in strips of equal height, and say which edges pass in each,
// so that a point is compared with a few edges only. The edge i goes from
// points[i] to points[i+1].
type bands struct {
	perDegree float64
	from      []int32 // band b holds edges[from[b]:from[b+1]]
	edges     []int32
}

func newPolygon(areas []area) (*Polygon, error) {
	if len(areas) == 0 {
		return nil, ErrNoOutline
	}
	p := &Polygon{areas: areas}
	for i := range areas {
		areas[i].box = around(areas[i].points)
		areas[i].cut()
		if i == 0 {
			p.box = areas[i].box
		}
		p.box = p.box.with(areas[i].box)
	}
	return p, nil
}

// Bounds is the smallest box around the polygon.
func (p *Polygon) Bounds() Box { return p.box }

// Contains reports whether a point lies in the polygon or on its edge.
func (p *Polygon) Contains(lat, lon float64) bool {
	if !p.box.Contains(lat, lon) {
		return false
	}
	for i := range p.areas {
		if p.areas[i].contains(Point{lat, lon}) {
			return true
		}
	}
	return false
}

// Rings lists the rings of the polygon, each closed, for drawing. With the
// even-odd rule, holes are where they should be unless areas overlap.
func (p *Polygon) Rings() [][]Point {
	var rings [][]Point
	for i := range p.areas {
		rings = append(rings, p.areas[i].rings()...)
	}
	return rings
}

func (a *area) rings() [][]Point {
	rings := make([][]Point, 0, len(a.ends))
	from := int32(0)
	for _, end := range a.ends {
		rings = append(rings, a.points[from:end:end])
		from = end
	}
	return rings
}

// cut fills the bands. Long edges pass in many: the number of bands is halved
// until the whole is in proportion to the edges, whatever the outline.
func (a *area) cut() {
	edges := len(a.points) - len(a.ends)
	height := a.box.North - a.box.South
	n := max(1, edges/4)
	for ; n > 1; n /= 2 {
		a.bands.perDegree = float64(n) / height
		if math.IsInf(a.bands.perDegree, 0) {
			continue
		}
		total := 0
		for _, ring := range a.rings() {
			for i := range ring[1:] {
				low, high := a.span(ring[i], ring[i+1], n)
				total += high - low + 1
			}
		}
		if total <= 4*edges {
			break
		}
	}
	if n <= 1 {
		n, a.bands.perDegree = 1, 0
	}
	a.fill(n)
}

// fill puts each edge in the bands where it passes: count, add up, place.
func (a *area) fill(n int) {
	from := make([]int32, n+1)
	each := func(visit func(edge int32, band int)) {
		edge := int32(0)
		for _, ring := range a.rings() {
			for i := range ring[1:] {
				low, high := a.span(ring[i], ring[i+1], n)
				for b := low; b <= high; b++ {
					visit(edge, b)
				}
				edge++
			}
			edge++ // the last point of a ring starts no edge
		}
	}
	each(func(_ int32, b int) { from[b+1]++ })
	for b := range n {
		from[b+1] += from[b]
	}
	edges := make([]int32, from[n])
	next := slices.Clone(from)
	each(func(edge int32, b int) {
		edges[next[b]] = edge
		next[b]++
	})
	a.bands.from, a.bands.edges = from, edges
}

// span returns the first and the last of n bands where an edge passes.
func (a *area) span(p, q Point, n int) (low, high int) {
	return a.band(min(p.Lat, q.Lat), n), a.band(max(p.Lat, q.Lat), n)
}

// band never decreases when lat increases, rounding included: this is why the
// band of a point holds all edges at its latitude.
func (a *area) band(lat float64, n int) int {
	return min(int((lat-a.box.South)*a.bands.perDegree), n-1)
}

func (a *area) contains(p Point) bool {
	if !a.box.Contains(p.Lat, p.Lon) {
		return false
	}
	b := a.band(p.Lat, len(a.bands.from)-1)
	inside := false
	for _, i := range a.bands.edges[a.bands.from[b]:a.bands.from[b+1]] {
		s, e := a.points[i], a.points[i+1]
		// Twice the area of the triangle: on which side of the edge p is. The
		// conversions keep the result the same on every processor.
		side := float64((e.Lon-s.Lon)*(p.Lat-s.Lat)) - float64((p.Lon-s.Lon)*(e.Lat-s.Lat))
		if side == 0 && between(p.Lat, s.Lat, e.Lat) && between(p.Lon, s.Lon, e.Lon) {
			return true
		}
		if (s.Lat > p.Lat) != (e.Lat > p.Lat) && (side > 0) == (e.Lat > s.Lat) {
			inside = !inside
		}
	}
	return inside
}

func between(x, a, b float64) bool { return min(a, b) <= x && x <= max(a, b) }

// Centre returns a point to stand for the polygon: the centre of gravity of its
// largest area where it lies inside, else the middle of the widest stretch of
// that area at the same latitude.
func (p *Polygon) Centre() Point {
	var largest *area
	var centre Point
	most := -1.0
	for i := range p.areas {
		if c, size := p.areas[i].gravity(); size > most {
			largest, centre, most = &p.areas[i], c, size
		}
	}
	if largest.contains(centre) {
		return centre
	}
	return largest.widest(centre.Lat)
}

// gravity returns the centre of gravity and the size of an area, in square
// degrees of the equator. Sums are taken from the middle of the box, where
// they are small; longitudes shrink with the latitude, which moves no centre.
func (a *area) gravity() (Point, float64) {
	o := Point{(a.box.South + a.box.North) / 2, (a.box.West + a.box.East) / 2}
	var size, lat, lon float64
	for r, ring := range a.rings() {
		var s, x, y float64
		for i := range ring[1:] {
			x1, y1 := ring[i].Lon-o.Lon, ring[i].Lat-o.Lat
			x2, y2 := ring[i+1].Lon-o.Lon, ring[i+1].Lat-o.Lat
			cross := float64(x1*y2) - float64(x2*y1)
			s += cross
			x += float64((x1 + x2) * cross)
			y += float64((y1 + y2) * cross)
		}
		if (s < 0) == (r == 0) { // the outer ring counts, the holes are taken off
			s, x, y = -s, -x, -y
		}
		size, lon, lat = size+s, lon+x, lat+y
	}
	if !(size > 0) {
		return o, 0
	}
	c := Point{o.Lat + lat/(3*size), o.Lon + lon/(3*size)}
	return c, size / 2 * math.Cos(radians(o.Lat))
}

// widest returns the middle of the widest stretch of an area at a latitude, or
// a corner of the area when it is flat.
func (a *area) widest(lat float64) Point {
	var crossings []float64
	for _, ring := range a.rings() {
		for i := range ring[1:] {
			s, e := ring[i], ring[i+1]
			if (s.Lat > lat) != (e.Lat > lat) {
				crossings = append(crossings, s.Lon+(lat-s.Lat)*(e.Lon-s.Lon)/(e.Lat-s.Lat))
			}
		}
	}
	slices.Sort(crossings)
	best, width := a.points[0], -1.0
	for i := 0; i+1 < len(crossings); i += 2 {
		if w := crossings[i+1] - crossings[i]; w > width {
			best, width = Point{lat, crossings[i] + w/2}, w
		}
	}
	return best
}
