package plan

import (
	"cmp"
	"slices"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
)

// The pages by which a reader finds a commune: by its name, by its postcode.
const (
	CommunesPath  = "annuaire/communes.html"
	PostcodesPath = "annuaire/codes-postaux.html"
)

// CommunePage is a commune of the territory, or an arrondissement whose places
// have a list. A commune without places has a page too: it says what is near.
type CommunePage struct {
	Code, Name string
	Of         string   // of an arrondissement: the code of its commune
	EPCI       string   // SIREN; empty for an arrondissement and outside any
	Postcodes  []string // none for the TAAF
	List       *List    // never nil; in Site.Lists unless it is empty
	Needs      []*List  // the pages of its needs, in the standard's order: see model.Crossed

	Centre  geo.Point // from the portal's geography, else the middle of its places
	Located bool      // Centre is known
}

// Path is the page's address, without the language folder.
func (c *CommunePage) Path() string { return c.List.Path() }

// communes makes the pages of communes from those of the territory and from the
// lists that places made.
func (s *Site) communes() {
	lists := map[string]*List{}
	for _, l := range s.Lists {
		if l.By == ByCommune {
			lists[l.Value] = l
		}
	}
	slugs := s.Territory.CommuneSlugs()
	for code, slug := range slugs {
		c, _ := geo.CommuneByCode(code)
		page := &CommunePage{Code: code, Name: c.Name, EPCI: c.EPCI, Postcodes: c.Postcodes, List: lists[code]}
		if page.List == nil {
			page.List = &List{By: ByCommune, Slug: slug, Value: code, Name: c.Name}
		}
		if page.Centre, page.Located = s.Portal.Centre(c); !page.Located {
			page.Centre, page.Located = middle(page.List.Structures)
		}
		s.Communes = append(s.Communes, page)
	}
	// Codes sort arrondissements in their order: Paris 2e before Paris 10e.
	slices.SortFunc(s.Communes, func(a, b *CommunePage) int {
		return cmp.Or(french.Compare(a.Name, b.Name), cmp.Compare(a.Code, b.Code))
	})
	for i := 0; i < len(s.Communes); i++ {
		for _, part := range model.Arrondissements(s.Communes[i].Code) {
			if l := lists[part.Code]; l != nil {
				page := &CommunePage{Code: part.Code, Name: l.Name, Of: part.Commune, Postcodes: part.Postcodes, List: l}
				page.Centre, page.Located = middle(l.Structures)
				i++
				s.Communes = slices.Insert(s.Communes, i, page)
			}
		}
	}
	s.needs()
}

// needs gives communes with many places a page for each need.
func (s *Site) needs() {
	var tallies []*model.Tally
	for _, c := range s.Communes {
		t := &model.Tally{Code: c.Code}
		for _, st := range c.List.Structures {
			t.Add(st)
		}
		tallies = append(tallies, t)
	}
	crossed := model.Crossed(tallies)
	for _, c := range s.Communes {
		if !crossed[c.Code] {
			continue
		}
		for _, service := range model.Services.Values {
			var here []*model.Structure
			for _, st := range c.List.Structures {
				for _, v := range st.Services {
					if v == service {
						here = append(here, st)
					}
				}
			}
			if len(here) > 0 {
				c.Needs = append(c.Needs, &List{By: ByService, Slug: french.Slug(service), Value: service, Name: service, Structures: here, Within: c.List})
			}
		}
	}
}

// middle is the middle of the places that are on the map.
func middle(list []*model.Structure) (geo.Point, bool) {
	var p geo.Point
	n := 0.0
	for _, st := range list {
		if st.OnMap() {
			p.Lat, p.Lon, n = p.Lat+st.Latitude, p.Lon+st.Longitude, n+1
		}
	}
	if n == 0 {
		return geo.Point{}, false
	}
	return geo.Point{Lat: p.Lat / n, Lon: p.Lon / n}, true
}
