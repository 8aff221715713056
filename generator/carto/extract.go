package carto

import (
	"cmp"
	"slices"

	"balise/generator/geo"
)

// The view box of an extract, in units: 0 0 ExtractWidth ExtractHeight.
const (
	ExtractWidth  = 320
	ExtractHeight = 200
)

// Extract is the small map of a printed sheet: where a place is among its
// neighbours, with what a few kilometres around hold. Everything is in units of
// the view box "0 0 ExtractWidth ExtractHeight"; paths are for strokes, not for
// fills, and are at most [ExtractText] bytes together.
//
//	small := net.Extract(geo.Point{Lat: st.Latitude, Lon: st.Longitude}, 12_000)
//	if small.Empty() { … only the place and the scale: say where it is in words }
//	<svg viewBox="0 0 320 200"><path d="{{.Shore}}"/><path d="{{.Borders}}"/>
//	<circle cx="{{.X}}" cy="{{.Y}}" r="5"/>{{range .Towns}}<text x="{{.X}}" y="{{.Y}}">{{.Name}}</text>{{end}}…
type Extract struct {
	Shore   string // the outer border of all communes: the coast, or the département's limit
	Borders string // the borders between communes
	X, Y    int    // the place: the middle of the box
	Towns   []ExtractTown
	Scale   Scale // the length of a round distance, in units
}

// ExtractTown is a town of an extract. Its name is to be centred on X, with its
// base line on Y; names do not overlap, nor hide the place, at a font of
// [ExtractFont] units.
type ExtractTown struct {
	Name string
	Code string // INSEE
	X, Y int
}

// Limits of an extract.
const (
	ExtractFont  = 11   // units: the height of the letters that names are placed for
	ExtractText  = 1500 // bytes of path data
	extractTowns = 6
)

// Empty tells that the extract has neither line nor name.
func (e *Extract) Empty() bool { return e.Shore == "" && e.Borders == "" && len(e.Towns) == 0 }

// Extract draws what is around a place: across metres from left to right. It
// costs a few microseconds. A nil Net gives the place and the scale.
func (n *Net) Extract(at geo.Point, across float64) Extract {
	unit := ExtractWidth / across // units a metre
	e := Extract{X: ExtractWidth / 2, Y: ExtractHeight / 2, Scale: roundScale(unit, ExtractWidth/3)}
	if n == nil {
		return e
	}
	centre := n.plane.vec(at)
	half := rect{
		centre.x - ExtractWidth/2/unit, centre.y - ExtractHeight/2/unit,
		centre.x + ExtractWidth/2/unit, centre.y + ExtractHeight/2/unit,
	}
	to := func(v vec) vec { return vec{(v.x - half.left) * unit, (v.y - half.top) * unit} }
	for tolerance := 1 / unit; ; tolerance *= 2 {
		var shore, borders pen
		for i := range n.arcs {
			a := &n.arcs[i]
			if !a.box.meets(half) {
				continue
			}
			p := &borders
			if a.right == outside {
				p = &shore
			}
			a.clipped(p, half, tolerance, to)
		}
		e.Shore, e.Borders = shore.String(), borders.String()
		if len(e.Shore)+len(e.Borders) <= ExtractText {
			break
		}
		if tolerance > across { // so many communes that lines say nothing
			e.Borders = ""
			if len(e.Shore) > ExtractText {
				e.Shore = ""
			}
			break
		}
	}
	e.Towns = n.extractTowns(half, to)
	return e
}

// extractTowns names the most populous towns that have room.
func (n *Net) extractTowns(half rect, to func(vec) vec) []ExtractTown {
	var in []*town
	for i := range n.towns {
		if half.holds(n.towns[i].at) {
			in = append(in, &n.towns[i])
		}
	}
	slices.SortFunc(in, func(a, b *town) int { return cmp.Or(cmp.Compare(b.people, a.people), cmp.Compare(a.code, b.code)) })
	room := Room{Width: ExtractWidth, Height: ExtractHeight}
	room.take(ExtractWidth/2-8, ExtractHeight/2-8, ExtractWidth/2+8, ExtractHeight/2+8)
	var out []ExtractTown
	for _, t := range in {
		if len(out) == extractTowns {
			break
		}
		v := to(t.at)
		wide := TextWidth(t.name, ExtractFont)
		for _, y := range []float64{v.y + ExtractFont*.4, v.y - ExtractFont, v.y + 2*ExtractFont} {
			if room.fits(v.x-wide/2, y-ExtractFont, v.x+wide/2, y+3) {
				out = append(out, ExtractTown{Name: t.name, Code: t.code, X: round(v.x), Y: round(y)})
				break
			}
		}
	}
	return out
}
