package render

import (
	"cmp"
	"math"
	"slices"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// The drawing's width, in units of its view box, and the margin kept around
// the outermost dots.
const (
	mapWidth  = 800
	mapMargin = 60
)

// drawing fills carte.html: a dot for each commune that has places, where the
// places are on average, on a plain cylindrical projection whose scale is true
// in the middle of the drawing.
func (c *context) drawing() *theme.Map {
	v := &theme.Map{
		Page:  c.frame(c.lang.T("titre.carte"), "", c.lang.T("description.carte", c.Territory.Name)),
		Width: mapWidth, Height: mapWidth / 2, Groups: c.byCommune(c.Structures), Missing: len(c.Structures) - len(c.Located),
	}
	type spot struct {
		list     *plan.List
		places   int // but for those of its arrondissements, which have their own
		lat, lon float64
	}
	var spots []spot
	south, north, west, east := 90.0, -90.0, 180.0, -180.0
	for _, l := range c.Lists {
		if l.By != plan.ByCommune {
			continue
		}
		own := slices.DeleteFunc(slices.Clone(l.Structures), func(st *model.Structure) bool { return c.Locality(st) != l.Value })
		if lat, lon, ok := centre(own); ok {
			spots = append(spots, spot{l, len(own), lat, lon})
			south, north, west, east = min(south, lat), max(north, lat), min(west, lon), max(east, lon)
		}
	}
	if len(spots) == 0 {
		return v
	}
	squeeze := math.Cos((south + north) / 2 * math.Pi / 180)
	wide := max((east-west)*squeeze, (north-south)/2, 0.01) // degrees of latitude across the drawing
	unit := (mapWidth - 2*mapMargin) / wide
	v.Height = int(math.Round((north-south)*unit)) + 2*mapMargin
	slices.SortStableFunc(spots, func(a, b spot) int { return cmp.Compare(b.places, a.places) })
	offset := (mapWidth - (east-west)*squeeze*unit) / 2
	var taken labels2D
	for _, s := range spots {
		n := s.places
		dot := theme.MapDot{
			X: int(math.Round(offset + (s.lon-west)*squeeze*unit)), Y: int(math.Round((north-s.lat)*unit)) + mapMargin,
			R: int(math.Round(7 + 4*math.Sqrt(float64(n)))), Count: n, Href: c.href(s.list.Path()),
			Title: c.lang.T("carte.point", s.list.Name, c.lang.T("nombre.lieux", n)),
		}
		taken.dot(dot.X, dot.Y, dot.R)
		v.Dots = append(v.Dots, dot)
	}
	for i := range v.Dots {
		d := &v.Dots[i]
		d.Label, d.LabelX, d.LabelY = taken.place(spots[i].list.Name, d.X, d.Y, d.R)
	}
	v.Scale, v.ScaleLength = c.scale(unit)
	return v
}

// scale is a round length, about a quarter of the drawing, in words and in
// units of the view box.
func (c *context) scale(unit float64) (string, int) {
	metre := unit / (geo.Distance(0, 0, 1, 0)) // units a metre
	quarter := mapWidth / 4 / metre
	round := math.Pow(10, math.Floor(math.Log10(quarter)))
	for _, k := range []float64{5, 2} {
		if round*k <= quarter {
			round *= k
			break
		}
	}
	return french.Distance(round, c.lang.tag), int(math.Round(round * metre))
}

// labels2D is the room that is taken on a drawing.
type labels2D struct{ boxes [][4]int } // left, top, right, bottom

func (t *labels2D) dot(x, y, r int) { t.boxes = append(t.boxes, [4]int{x - r, y - r, x + r, y + r}) }

// place finds room for a name beside a dot: right, left, above, below. It
// answers "" when there is none.
func (t *labels2D) place(name string, x, y, r int) (string, int, int) {
	const high = 20
	wide := 10 * len([]rune(name))
	for _, at := range [][2]int{{x + r + 5, y + 6}, {x - r - 5 - wide, y + 6}, {x - wide/2, y - r - 6}, {x - wide/2, y + r + high}} {
		box := [4]int{at[0], at[1] - high + 4, at[0] + wide, at[1] + 4}
		if box[0] < 0 || box[2] > mapWidth || box[1] < 0 || t.hits(box) {
			continue
		}
		t.boxes = append(t.boxes, box)
		return name, at[0], at[1]
	}
	return "", 0, 0
}

func (t *labels2D) hits(b [4]int) bool {
	return slices.ContainsFunc(t.boxes, func(o [4]int) bool {
		return b[0] < o[2] && o[0] < b[2] && b[1] < o[3] && o[1] < b[3]
	})
}
