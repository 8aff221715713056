package render

import (
	"slices"
	"strconv"
	"sync"
	"unicode/utf8"

	"balise/generator/carto"
	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/plan"
)

// cartography is what the maps of a site share: made at the first need, and the
// same in every language.
type cartography struct {
	once  sync.Once
	net   *carto.Net
	drawn sync.Map // *plan.Area, nil for the territory → *drawing
}

// Net is the borders of the départements that the territory lies in; nil when
// the portal has none.
func (r *Site) Net() *carto.Net {
	r.maps.once.Do(func() {
		var communes []geo.Outlined
		var seen []string
		for _, c := range r.Territory.Communes {
			if a := r.portal.Atlases[c.Departement]; a != nil && !slices.Contains(seen, c.Departement) {
				seen = append(seen, c.Departement)
				communes = append(communes, a.Communes...)
			}
		}
		r.maps.net = carto.NewNet(communes)
	})
	return r.maps.net
}

// drawing is a map without words.
type drawing struct {
	view    carto.View
	base    carto.Base
	outline string
	areas   []*plan.Area       // the list; the last may be what is around a quartier
	beyond  int                // the first of areas that is not the territory's; len(areas) when all are
	groups  []plan.AreaGroup   // of all areas, in order
	areaOf  []*plan.Area       // of each group
	places  []*model.Structure // on the map, one a spot
	number  []int              // of each spot: its place in the list
	group   []int              // of each spot: its group
	dots    []carto.Dot
	levels  int
	all     string
	labels  []carto.Label // of the dots of the first level, on a phone
	wide    []carto.Label // the same, on a larger screen
	missing int
}

// drawing of the territory, or of one of its areas.
func (r *Site) drawing(area *plan.Area) *drawing {
	if d, ok := r.maps.drawn.Load(area); ok {
		return d.(*drawing)
	}
	d := &drawing{areas: r.Areas}
	if area != nil {
		d.areas = []*plan.Area{area}
	}
	d.beyond = len(d.areas)
	net := r.Net()
	own := r.ownCommunes(area)
	box, ok := r.shown(d, own)
	if ok {
		d.view = carto.NewView(box, net)
		if around := r.beside(d); around != nil {
			d.areas = append(slices.Clone(d.areas), around)
		} else if o := r.Territory.Outline; o != nil {
			d.view = carto.NewView(grown(o.Bounds(), .15), net)
		}
		d.base = net.Base(d.view, func(code string) bool { return own[code] })
		d.outline = d.view.Ring(r.Territory.Outline)
	}
	d.spread(ok)
	known, _ := r.maps.drawn.LoadOrStore(area, d)
	return known.(*drawing)
}

// ownCommunes are the communes that a map is about.
func (r *Site) ownCommunes(area *plan.Area) map[string]bool {
	own := make(map[string]bool, len(r.Territory.Communes))
	for _, c := range r.Territory.Communes {
		if area == nil || area.SIREN == c.EPCI {
			own[c.Code] = true
		}
	}
	return own
}

// shown is the box that a map shows: the quartier, the communes, or where their
// outlines are not known the places; false when there is nothing to show.
func (r *Site) shown(d *drawing, own map[string]bool) (geo.Box, bool) {
	if o := r.Territory.Outline; o != nil {
		return grown(o.Bounds(), .6), true
	}
	var corners, points []geo.Point
	for _, c := range r.Territory.Communes {
		if o, ok := r.portal.Atlases[c.Departement].Commune(c.Code); ok && own[c.Code] && o.Outline != nil {
			b := o.Outline.Bounds()
			corners = append(corners, geo.Point{Lat: b.South, Lon: b.West}, geo.Point{Lat: b.North, Lon: b.East})
		}
	}
	for _, a := range d.areas {
		for _, g := range a.Groups {
			for _, s := range g.Structures {
				if s.OnMap() {
					points = append(points, geo.Point{Lat: s.Latitude, Lon: s.Longitude})
				}
			}
		}
	}
	if len(points) == 0 {
		return geo.Box{}, false
	}
	if corners != nil {
		return carto.BoxOf(corners)
	}
	return carto.BoxOf(points)
}

// grown is a box with a share of itself more on each side.
func grown(b geo.Box, by float64) geo.Box {
	high, wide := (b.North-b.South)*by, (b.East-b.West)*by
	return geo.Box{South: b.South - high, North: b.North + high, West: b.West - wide, East: b.East + wide}
}

// mostBeyond is how many places are shown around a quartier.
const mostBeyond = 40

// beside is what the territory above a quartier has near it; nil when there is
// nothing.
func (r *Site) beside(d *drawing) *plan.Area {
	up := r.Territory.Parent
	if r.Territory.Outline == nil || up == nil {
		return nil
	}
	own := make(map[*model.Structure]bool, len(r.Structures))
	for _, s := range r.Structures {
		own[s] = true
	}
	area := &plan.Area{}
	at := map[string]int{}
	for _, s := range up.Structures {
		if own[s] || !s.OnMap() || area.Places == mostBeyond || !d.view.Shows(geo.Point{Lat: s.Latitude, Lon: s.Longitude}) {
			continue
		}
		i, ok := at[s.Current]
		if !ok {
			i = len(area.Groups)
			at[s.Current] = i
			area.Groups = append(area.Groups, plan.AreaGroup{})
		}
		area.Groups[i].Structures = append(area.Groups[i].Structures, s)
		area.Places++
	}
	if area.Places == 0 {
		return nil
	}
	return area
}

// spread puts the places on the map, and numbers them as the list does.
func (d *drawing) spread(drawn bool) {
	var spots []carto.Spot
	number := 0
	for i, a := range d.areas {
		for _, g := range a.Groups {
			people := 0
			if g.List != nil {
				code, _ := geo.Current(g.List.Value)
				c, _ := geo.CommuneByCode(code)
				people = c.Population
			}
			if i >= d.beyond {
				people = -1
			}
			for _, s := range g.Structures {
				at := geo.Point{Lat: s.Latitude, Lon: s.Longitude}
				switch {
				case drawn && s.OnMap() && d.view.Shows(at):
					spots = append(spots, carto.Spot{At: at, Group: len(d.groups), People: people})
					d.places, d.number, d.group = append(d.places, s), append(d.number, number), append(d.group, len(d.groups))
				case i < d.beyond:
					d.missing++
				}
				number++
			}
			d.groups, d.areaOf = append(d.groups, g), append(d.areaOf, a)
		}
	}
	if len(spots) == 0 {
		return
	}
	d.dots, d.levels = carto.Cluster(d.view, spots)
	d.all = d.encode()
	d.place()
}

// encode writes the dots for the script: see theme.MapDrawing.
func (d *drawing) encode() string {
	var b []byte
	for from := range d.levels {
		for to := from; to < d.levels; to++ {
			opened := false
			for i := range d.dots {
				dot := &d.dots[i]
				if dot.From != from || dot.To != to {
					continue
				}
				switch {
				case opened:
					b = append(b, ';')
				case b != nil:
					b = append(b, '|')
				}
				if !opened {
					opened = true
					b = append(b, byte('0'+from), '-', byte('0'+to), ':')
				}
				b = d.appendDot(b, dot)
			}
		}
	}
	return string(b)
}

func (d *drawing) appendDot(b []byte, dot *carto.Dot) []byte {
	add := func(n int) { b = strconv.AppendInt(append(b, ','), int64(n), 10) }
	b = strconv.AppendInt(b, int64(dot.X+.5), 10)
	add(int(dot.Y + .5))
	first := dot.Spots[0]
	if len(dot.Spots) == 1 {
		add(d.number[first])
		return b
	}
	add(d.group[first])
	add(len(dot.Spots))
	if !dot.OneGroup {
		add(1)
	}
	return b
}

// The widths that names are placed for, in CSS pixels, and the size of their
// letters: the narrowest phone, and what the style sheet calls wide.
var (
	nameWidths = [2]float64{carto.Narrowest, 590}
	nameSizes  = [2]float64{12, 14}
)

// place finds room for the names of the first level's dots.
func (d *drawing) place() {
	var marks [2][]carto.Mark
	named := map[int]bool{}
	for i := range d.dots {
		dot := &d.dots[i]
		if dot.From > 0 {
			continue
		}
		name, group := "", d.group[dot.Spots[0]]
		switch l := d.groups[group].List; {
		case d.own(dot):
			name = french.Typography(d.places[dot.Spots[0]].Nom)
		case l != nil && !named[group]:
			name, named[group] = french.Typography(l.Name), true
		}
		for j, width := range nameWidths {
			marks[j] = append(marks[j], carto.Mark{
				X: dot.X * width / carto.Width, Y: dot.Y * width / carto.Width, R: float64(radius(dot)), Name: name,
			})
		}
	}
	var rooms [2]carto.Room
	for j, width := range nameWidths {
		rooms[j] = carto.Room{Width: width, Height: width * float64(d.view.Height) / carto.Width}
	}
	d.labels = rooms[0].Labels(marks[0], nil, nameSizes[0])
	d.wide = rooms[1].Labels(marks[1], d.labels, nameSizes[1])
}

// A dot of one place bears the place's own name where a pixel is so few metres,
// and the name so few letters.
const (
	ownNames = 25
	longest  = 30
)

// own tells that a dot of the first level bears the name of its place.
func (d *drawing) own(dot *carto.Dot) bool {
	return len(dot.Spots) == 1 && d.view.LevelAt(ownNames) == 0 && utf8.RuneCountInString(d.places[dot.Spots[0]].Nom) < longest
}

func radius(dot *carto.Dot) int {
	if len(dot.Spots) > 1 {
		return carto.DotLarge
	}
	return carto.DotRadius
}
