// Package carto draws maps: it turns the outlines and the centres of communes
// (package geo) into the text of SVG paths, and decides what a map shows at each
// zoom: which places stand together as one dot, and which names have room.
//
// It is geometry only. It knows no structure, no page and no language, makes no
// markup, and asks nothing of anyone: no tiles, no network.
//
// How it is used:
//
//	net := carto.NewNet(atlas.Communes)      // once for a site; nil without outlines
//	view := carto.NewView(box)               // what the drawing shows
//	base := net.Base(view, own)              // the ground: path data, by layer
//	levels := carto.Cluster(view, spots)     // the dots, at each zoom
//	labels := carto.Labels(…)                // the names that have room
//	small := net.Extract(point, 5000)        // the extract of a printed sheet
//
// A Net does not change once made and is safe for concurrent use; a nil one has
// no lines, and everything works with it.
//
// Maps are drawn on a plane that touches the Earth in the middle of what they
// show (equirectangular): over a département, lengths are true within 2 %. North
// is up. x goes right and y goes down, in units of a view box.
package carto

import (
	"math"

	"balise/generator/geo"
)

// perDegree is the length of a degree of latitude, in metres.
const perDegree = 6371008.8 * math.Pi / 180

// vec is a point of a plane: metres east and south of its origin, or units of a
// view box.
type vec struct{ x, y float64 }

// plane is where degrees become metres.
type plane struct {
	origin geo.Point
	east   float64 // metres a degree of longitude
}

func newPlane(origin geo.Point) plane {
	return plane{origin, perDegree * math.Cos(origin.Lat*math.Pi/180)}
}

func (p plane) vec(at geo.Point) vec {
	return vec{(at.Lon - p.origin.Lon) * p.east, (p.origin.Lat - at.Lat) * perDegree}
}

// rect is a rectangle of a plane, edges included.
type rect struct{ left, top, right, bottom float64 }

// nowhere is the rectangle of nothing, to which points are added.
var nowhere = rect{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}

func (r rect) with(v vec) rect {
	return rect{min(r.left, v.x), min(r.top, v.y), max(r.right, v.x), max(r.bottom, v.y)}
}

func (r rect) meets(o rect) bool {
	return r.left <= o.right && o.left <= r.right && r.top <= o.bottom && o.top <= r.bottom
}

func (r rect) holds(v vec) bool {
	return v.x >= r.left && v.x <= r.right && v.y >= r.top && v.y <= r.bottom
}

// BoxOf is the smallest box around points; false when there are none.
func BoxOf(points []geo.Point) (geo.Box, bool) {
	if len(points) == 0 {
		return geo.Box{}, false
	}
	b := geo.Box{South: points[0].Lat, North: points[0].Lat, West: points[0].Lon, East: points[0].Lon}
	for _, p := range points[1:] {
		b = geo.Box{South: min(b.South, p.Lat), North: max(b.North, p.Lat), West: min(b.West, p.Lon), East: max(b.East, p.Lon)}
	}
	return b, true
}
