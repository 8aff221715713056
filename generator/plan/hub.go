package plan

import (
	"cmp"
	"maps"
	"slices"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
)

// PortalPlan is the pages above the sites: the hub, and for each département
// that a territory touches the list of its postcodes and communes, by which a
// reader finds the right site without JavaScript.
type PortalPlan struct {
	Portal   *model.Portal
	Pages    []Page
	Codes    []*CodePage
	Communes int // how many communes can be found
}

// CodePage is the communes of one département that some site serves.
type CodePage struct {
	Code     string
	Name     string
	Communes []ServedCommune // by name
}

// ServedCommune is a commune and the territories that serve it, the largest
// first.
type ServedCommune struct {
	geo.Commune
	Territories []*model.Territory
}

// Main is the territory whose site tells most of what is near: the smallest of
// those that serve the whole commune. A quartier is only a part of it, and its
// site knows no other places.
func (s *ServedCommune) Main() *model.Territory {
	for _, t := range slices.Backward(s.Territories) {
		if t.Type != "quartier" {
			return t
		}
	}
	return s.Territories[len(s.Territories)-1]
}

// Path is the page's address in the portal.
func (c *CodePage) Path() string { return "code-postal/" + french.Slug(c.Code) + ".html" }

// OfPortal plans the hub.
func OfPortal(p *model.Portal) *PortalPlan {
	plan := &PortalPlan{Portal: p}
	served := map[string]*ServedCommune{}
	for _, t := range p.Territories {
		for _, c := range t.Communes {
			s := served[c.Code]
			if s == nil {
				s = &ServedCommune{Commune: c}
				served[c.Code] = s
			}
			s.Territories = append(s.Territories, t)
		}
	}
	plan.Communes = len(served)
	byDepartement := map[string]*CodePage{}
	for _, s := range served {
		slices.SortStableFunc(s.Territories, func(a, b *model.Territory) int { return cmp.Compare(len(b.Communes), len(a.Communes)) })
		page := byDepartement[s.Departement]
		if page == nil {
			d, _ := geo.DepartementByCode(s.Departement)
			page = &CodePage{Code: d.Code, Name: d.Name}
			byDepartement[s.Departement] = page
		}
		page.Communes = append(page.Communes, *s)
	}
	plan.Codes = slices.SortedFunc(maps.Values(byDepartement), func(a, b *CodePage) int { return cmp.Compare(a.Code, b.Code) })
	for _, c := range plan.Codes {
		slices.SortFunc(c.Communes, func(a, b ServedCommune) int {
			return cmp.Or(french.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
		})
	}
	for i, lang := range p.Site.Langues {
		folder := ""
		if i > 0 {
			folder = lang + "/"
		}
		plan.Pages = append(plan.Pages, Page{Kind: Hub, Path: folder + "index.html", Base: "index.html", Lang: lang})
		for _, c := range plan.Codes {
			plan.Pages = append(plan.Pages, Page{Kind: Codes, Path: folder + c.Path(), Base: c.Path(), Lang: lang, Code: c})
		}
		if i == 0 { // hosts serve one page for all that is not found
			plan.Pages = append(plan.Pages, Page{Kind: NotFound, Path: "404.html", Base: "404.html", Lang: lang})
		}
	}
	return plan
}
