package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"balise/generator/carto"
	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// deepest is how much the script enlarges a map: 2⁴ times.
const deepest = 4

// mapPage fills carte.html.
func (c *context) mapPage(area *plan.Area) *theme.Map {
	l, d := c.lang, c.drawing(area)
	title := l.T("titre.carte")
	v := &theme.Map{Missing: d.missing}
	if area == nil {
		v.Page = c.frame(title, "", l.T("description.carte", c.Territory.Name))
	} else {
		whole := theme.Link{Label: title, Href: c.href("carte.html")}
		v.Name = french.Typography(area.Name)
		v.Page = c.frame(l.T("titre.carte_de", v.Name), "", l.T("description.carte", v.Name), whole)
		v.Page.Breadcrumb[len(v.Page.Breadcrumb)-1].Label = v.Name
		v.Whole = &whole
	}
	c.mapList(v, d, area)
	if len(d.dots) == 0 {
		return v
	}
	v.Drawing = c.mapDrawing(v, d)
	if d.base.Own != "" {
		v.Source = c.atlasSource()
	}
	return v
}

// mapList fills the list of a map: the places, or where they are too many the
// communes, whose places are then a stock for the script.
func (c *context) mapList(v *theme.Map, d *drawing, area *plan.Area) {
	total := 0
	for _, a := range d.areas[:d.beyond] {
		total += a.Places
	}
	whole, number := total <= model.MostPlaces, 0
	for i, a := range d.areas {
		out := theme.MapArea{Lang: c.lang.record, Places: a.Places, Beyond: i >= d.beyond}
		switch {
		case out.Beyond:
			out.ID, out.Title = "autour", c.lang.T("carte.autour_du_quartier")
		case a.Name != "" && (len(d.areas) > 1 || a.Slug != "" && area == nil):
			out.ID, out.Title, out.TitleLang = "i"+a.SIREN, french.Typography(a.Name), c.lang.record
		case a.Name == "" && d.beyond > 1:
			out.ID, out.Title = "autres", c.lang.T("carte.autres_communes")
		}
		if a.Slug != "" && area == nil {
			out.Href = c.href(a.Path())
		}
		for _, g := range a.Groups {
			group := theme.MapGroup{ID: "c" + strconv.Itoa(number)}
			number++
			group.Link, group.Places = c.mapGroup(g, out.Beyond)
			if !whole {
				v.Stock = append(v.Stock, theme.MapGroup{Places: group.Places})
				group.Places = nil
			}
			out.Groups = append(out.Groups, group)
		}
		v.Areas = append(v.Areas, out)
	}
}

// mapGroup is a commune of the list and its places; their names are in the
// language of the area, when they do not say theirs. Those around a quartier are
// on the site of the territory above.
func (c *context) mapGroup(g plan.AreaGroup, beyond bool) (theme.Link, []theme.Link) {
	link := theme.Link{Count: len(g.Structures)}
	places := make([]theme.Link, len(g.Structures))
	switch {
	case beyond:
		commune, _ := geo.CommuneByCode(g.Structures[0].Current)
		link.Label = commune.Name
		for i, s := range g.Structures {
			places[i] = theme.Link{Label: french.Typography(s.Nom)}
			if base := c.portal.Site.Adresse; base != "" {
				places[i].Href = template.URL(base + c.Territory.Parent.Chemin + "/" + c.lang.folder + "annuaire/" + s.ID + ".html")
			}
		}
		return link, places
	case g.List == nil:
		link.Label, link.Lang = c.lang.T("carte.sans_commune"), c.lang.tag
	default:
		link.Label, link.Href = french.Typography(g.List.Name), c.href(g.List.Path())
	}
	for i, s := range g.Structures {
		card := c.card(s)
		places[i] = theme.Link{Label: card.Name, Href: card.Href}
	}
	return link, places
}

// mapDrawing fills the drawing, once the list is there.
func (c *context) mapDrawing(v *theme.Map, d *drawing) *theme.MapDrawing {
	m := &theme.MapDrawing{
		Width: carto.Width / 5, Height: d.view.Height / 5, ViewWidth: carto.Width, ViewHeight: d.view.Height, Land: d.base.Land, Own: d.base.Own, Groups: d.base.Groups, Communes: d.base.Communes,
		Outline: d.outline, All: d.all, Levels: d.levels, Names: d.view.LevelAt(ownNames),
	}
	for zoom := range deepest + 1 {
		s := d.view.Scale(float64(int(1)<<zoom), .3)
		length, text := share(float64(s.Units), carto.Width), french.Distance(s.Metres, c.lang.tag)
		if zoom == 0 {
			m.Scale, m.ScaleLength = text, length
		} else {
			m.Scales += "|"
		}
		m.Scales += length + ":" + text
	}
	var links []theme.MapGroup
	var areas []*theme.MapArea
	for i := range v.Areas {
		for _, g := range v.Areas[i].Groups {
			links, areas = append(links, g), append(areas, &v.Areas[i])
		}
	}
	n := 0
	for i := range d.dots {
		dot := &d.dots[i]
		if dot.From > 0 {
			continue
		}
		m.Dots = append(m.Dots, c.mapDot(d, dot, n, links, areas))
		n++
	}
	return m
}

// mapDot is the nth dot of the first level.
func (c *context) mapDot(d *drawing, dot *carto.Dot, n int, links []theme.MapGroup, areas []*theme.MapArea) theme.MapDot {
	first := dot.Spots[0]
	group := d.group[first]
	link, area := links[group].Link, areas[group]
	out := theme.MapDot{
		X: share(dot.X, carto.Width), Y: share(dot.Y, float64(d.view.Height)), R: radius(dot), Count: len(dot.Spots), Lang: area.Lang,
		Beyond: area.Beyond,
	}
	count := strconv.Itoa(out.Count)
	switch {
	case out.Count == 1:
		_, places := c.mapGroup(plan.AreaGroup{List: d.groups[group].List, Structures: []*model.Structure{d.places[first]}}, area.Beyond)
		out.Title, out.Href = c.lang.T("carte.lieu", places[0].Label, link.Label), places[0].Href
		if d.own(dot) {
			link.Label = places[0].Label
		}
	case dot.OneGroup:
		out.Title, out.Href = c.lang.T("carte.point", link.Label, count), link.Href
	case area.Href != "":
		out.Title, out.Href = c.lang.T("carte.autour", link.Label, count), area.Href
	default:
		out.Title, out.Href = c.lang.T("carte.autour", link.Label, count), template.URL("#c"+strconv.Itoa(group))
	}
	label := d.labels[n]
	if label.Anchor == "" {
		label, out.Wide = d.wide[n], true
	}
	if label.Anchor != "" {
		out.Label, out.LabelX, out.LabelY, out.Anchor = link.Label, label.DX, label.DY, string(label.Anchor)
		out.Over = label.Over
	}
	return out
}

// share is a part of a whole, as an attribute of SVG has it.
func share(part, whole float64) string {
	return strconv.FormatFloat(part/whole*100, 'f', 2, 64) + "%"
}

// atlasSource says whose the outlines are.
func (c *context) atlasSource() string {
	var sources []string
	for _, t := range c.Territory.Communes {
		if a := c.portal.Atlases[t.Departement]; a != nil && a.Source != "" && !slices.Contains(sources, a.Source) {
			sources = append(sources, a.Source)
		}
	}
	return strings.Join(sources, " ; ")
}
