package carto

import (
	"cmp"
	"slices"

	"balise/generator/geo"
)

// Width of a drawing's view box, in units. Path data has no decimals: a unit is
// a fraction of a pixel on a phone, a few pixels on a large screen at the
// deepest zoom.
const Width = 4000

// The drawing is never much wider than high, nor higher than wide: tall
// territories have room at their sides.
const (
	lowest  = .55 // height, as a share of the width
	highest = 1.1
	margin  = .06 // around what is shown, as a share of it
)

// View is what a drawing shows: a box of degrees, on a view box that is Width by
// Height.
type View struct {
	Height int
	plane  plane
	origin vec
	unit   float64 // units a metre
}

// NewView shows a box, with a margin, on the plane of a net, which may be nil.
// A box of no size is shown as a few kilometres.
func NewView(box geo.Box, n *Net) View {
	v := View{plane: newPlane(geo.Point{Lat: (box.South + box.North) / 2, Lon: (box.West + box.East) / 2})}
	if n != nil {
		v.plane = n.plane
	}
	a := v.plane.vec(geo.Point{Lat: box.North, Lon: box.West})
	b := v.plane.vec(geo.Point{Lat: box.South, Lon: box.East})
	wide, high := max(b.x-a.x, 1000)*(1+2*margin), max(b.y-a.y, 1000*lowest)*(1+2*margin)
	middle := vec{(a.x + b.x) / 2, (a.y + b.y) / 2}
	wide = max(wide, high/highest)
	high = max(high, wide*lowest)
	v.unit = Width / wide
	v.Height = round(high * v.unit)
	v.origin = vec{middle.x - wide/2, middle.y - high/2}
	return v
}

func (v View) vec(p vec) vec { return vec{(p.x - v.origin.x) * v.unit, (p.y - v.origin.y) * v.unit} }

// Point is where a point of the Earth stands, in units; it may be outside.
func (v View) Point(p geo.Point) (x, y float64) {
	at := v.vec(v.plane.vec(p))
	return at.x, at.y
}

// Shows tells whether a point is in the drawing.
func (v View) Shows(p geo.Point) bool {
	x, y := v.Point(p)
	return x >= 0 && y >= 0 && x <= Width && y <= float64(v.Height)
}

// Scale is a round distance that takes at most a share of the width, when the
// drawing is enlarged zoom times; its length is in units of that enlargement.
func (v View) Scale(zoom, share float64) Scale { return roundScale(v.unit*zoom, Width*share) }

// Ring is the path data of an outline, closed.
func (v View) Ring(p *geo.Polygon) string {
	if p == nil {
		return ""
	}
	var pen pen
	for _, ring := range p.Rings() {
		for i, point := range ring[:len(ring)-1] {
			x, y := v.Point(point)
			if i == 0 {
				pen.move(round(x), round(y))
			} else {
				pen.line(round(x), round(y))
			}
		}
		pen.close()
	}
	return pen.String()
}

// Base is the ground of a map, as path data.
type Base struct {
	Land     string // all communes of the net, to fill; empty when Own says it
	Own      string // the communes that the map is about, to fill and to outline
	Groups   string // the borders between their intercommunalités
	Communes string // the other borders between communes
}

// BaseText is how long the path data of a ground may be, in bytes: about a third
// of it once compressed.
const BaseText = 36_000

// Base draws the ground of a view. own tells, by code, the communes that the map
// is about; nil means all. Lines are simplified until they fit [BaseText]; where
// even straight borders do not, those between communes are left out.
func (n *Net) Base(v View, own func(code string) bool) Base {
	if n == nil {
		return Base{}
	}
	mine := make([]bool, len(n.towns))
	all := true
	for i := range n.towns {
		mine[i] = own == nil || own(n.towns[i].code)
		all = all && mine[i]
	}
	d := drawing{Net: n, view: v, mine: mine}
	d.near = rect{
		v.origin.x - Width*.1/v.unit, v.origin.y - Width*.1/v.unit,
		v.origin.x + Width*1.1/v.unit, v.origin.y + (float64(v.Height)+Width*.1)/v.unit,
	}
	var b Base
	for d.tolerance = 3 / v.unit; ; d.tolerance *= 1.4 {
		b = d.base(all)
		if b.length() <= BaseText {
			return b
		}
		if d.tolerance > 40/v.unit {
			b.Communes = ""
			return b
		}
	}
}

func (b *Base) length() int { return len(b.Land) + len(b.Own) + len(b.Groups) + len(b.Communes) }

// drawing is a ground being drawn at a tolerance.
type drawing struct {
	*Net
	view      View
	mine      []bool
	near      rect // what is seen, and a little more
	tolerance float64
}

func (d *drawing) base(all bool) Base {
	var b Base
	own := func(town int32) bool { return town != outside && d.mine[town] }
	if !all {
		b.Land = d.rings(func(a *arc) bool { return a.right == outside })
	}
	b.Own = d.rings(func(a *arc) bool { return own(a.left) != own(a.right) })
	var groups, communes pen
	for i := range d.arcs {
		a := &d.arcs[i]
		if a.right == outside || own(a.left) != own(a.right) || !a.box.meets(d.near) {
			continue
		}
		p := &communes
		if own(a.left) && d.towns[a.left].epci != d.towns[a.right].epci {
			p = &groups
		}
		d.draw(p, a, false, p.reach)
		p.end()
	}
	b.Groups, b.Communes = groups.String(), communes.String()
	return b
}

// draw draws an arc, from where the pen is or from its own beginning. Out of
// sight, it keeps its main turns only.
func (d *drawing) draw(p *pen, a *arc, backwards bool, begin func(x, y int)) {
	n, least := len(a.points), d.tolerance*d.tolerance
	for i := range n {
		j := i
		if backwards {
			j = n - 1 - i
		}
		if a.stray[j] <= least || a.stray[j] <= 256*least && !d.near.holds(a.points[j]) {
			continue
		}
		at := d.view.vec(a.points[j])
		if i == 0 {
			begin(round(at.x), round(at.y))
		} else {
			p.line(round(at.x), round(at.y))
		}
	}
}

// smallest is the size under which an islet is not drawn, in units.
const smallest = 8

// rings joins the arcs of an outline end to end.
func (d *drawing) rings(in func(*arc) bool) string {
	at := map[vec][]int32{}
	var chosen []int32
	for i := range d.arcs {
		a := &d.arcs[i]
		if !in(a) {
			continue
		}
		chosen = append(chosen, int32(i))
		for _, end := range []vec{a.points[0], a.points[len(a.points)-1]} {
			at[end] = append(at[end], int32(i))
		}
	}
	// The longest first: small rings may be left out.
	slices.SortStableFunc(chosen, func(i, j int32) int { return cmp.Compare(len(d.arcs[j].points), len(d.arcs[i].points)) })
	used := make(map[int32]bool, len(chosen))
	var p pen
	var ring []turn
	for _, first := range chosen {
		if used[first] {
			continue
		}
		ring = d.follow(ring[:0], first, at, used)
		box := nowhere
		for _, t := range ring {
			b := d.arcs[t.arc].box
			box = box.with(vec{b.left, b.top}).with(vec{b.right, b.bottom})
		}
		if max(box.right-box.left, box.bottom-box.top)*d.view.unit < smallest || !box.meets(d.near) {
			continue
		}
		for i, t := range ring {
			begin := p.line
			if i == 0 {
				begin = p.move
			}
			d.draw(&p, &d.arcs[t.arc], t.backwards, begin)
		}
		p.close()
	}
	return p.String()
}

// turn is an arc of a ring, and which way it is followed.
type turn struct {
	arc       int32
	backwards bool
}

// follow goes round a ring from one of its arcs.
func (d *drawing) follow(ring []turn, first int32, at map[vec][]int32, used map[int32]bool) []turn {
	used[first] = true
	ring = append(ring, turn{first, false})
	a := &d.arcs[first]
	for start, here := a.points[0], a.points[len(a.points)-1]; here != start; {
		i := slices.IndexFunc(at[here], func(i int32) bool { return !used[i] })
		if i < 0 {
			break // an outline that does not close: the fill closes it
		}
		next := at[here][i]
		used[next] = true
		a := &d.arcs[next]
		backwards := a.points[0] != here
		ring = append(ring, turn{next, backwards})
		here = a.points[len(a.points)-1]
		if backwards {
			here = a.points[0]
		}
	}
	return ring
}
