package plan

import (
	"cmp"
	"slices"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
)

// Area is the places of an intercommunalité, as the map lists them: commune by
// commune.
type Area struct {
	SIREN  string // empty for the communes outside any, which come last
	Name   string // « Communauté de communes de Belle-Île-en-Mer »; empty for those
	Slug   string // of its page; empty when it has none
	Places int
	Groups []AreaGroup // by name; an arrondissement is a group of its own
}

// AreaGroup is the places of a commune or of an arrondissement. Those whose
// commune is unknown have no List.
type AreaGroup struct {
	List       *List
	Structures []*model.Structure
}

// Path is the address of the area's own map, without the language folder; only
// those with a Slug have one.
func (a *Area) Path() string { return "carte/" + a.Slug + ".html" }

// areas makes the areas of the map.
func (s *Site) areas() {
	at := map[string]*Area{}
	slugs := model.MapAreas(s.Territory.Structures)
	area := func(siren string) *Area {
		a := at[siren]
		if a == nil {
			a = &Area{SIREN: siren, Slug: slugs[siren]}
			if e, ok := geo.EPCIBySIREN(siren); ok {
				a.Name = model.AreaName(e)
			}
			at[siren] = a
			s.Areas = append(s.Areas, a)
		}
		return a
	}
	in := map[string][]*model.Structure{}
	for _, st := range s.Structures {
		place := s.Locality(st)
		in[place] = append(in[place], st)
	}
	for _, l := range s.Lists {
		here := in[l.Value]
		if l.By != ByCommune || len(here) == 0 {
			continue
		}
		delete(in, l.Value)
		code, _ := geo.Current(l.Value)
		c, _ := geo.CommuneByCode(code)
		a := area(c.EPCI)
		a.Groups = append(a.Groups, AreaGroup{l, here})
		a.Places += len(here)
	}
	for _, st := range s.Structures { // what is left, in order
		if here := in[s.Locality(st)]; here != nil {
			delete(in, s.Locality(st))
			a := area("")
			a.Groups = append(a.Groups, AreaGroup{nil, here})
			a.Places += len(here)
		}
	}
	slices.SortStableFunc(s.Areas, func(a, b *Area) int {
		if (a.Name == "") != (b.Name == "") {
			return cmp.Compare(b.Name, a.Name)
		}
		return cmp.Or(french.Compare(a.Name, b.Name), cmp.Compare(a.SIREN, b.SIREN))
	})
}

// maps adds the pages of the map: one for the territory and, where it has more
// places than a page lists, one for each intercommunalité.
func (s *Site) maps(add func(Kind, string) *Page) {
	add(Map, "carte.html")
	for _, a := range s.Areas {
		if a.Slug != "" {
			add(Map, a.Path()).Area = a
		}
	}
}
