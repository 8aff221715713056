package model

import (
	"strings"

	"balise/generator/french"
	"balise/generator/geo"
)

// AreaName is what people call an intercommunalité: the kind is written out,
// where official lists have « CC » or « CA ».
func AreaName(e geo.EPCI) string {
	for short, long := range map[string]string{"CC": "Communauté de communes", "CA": "Communauté d’agglomération", "CU": "Communauté urbaine"} {
		if name, ok := strings.CutPrefix(e.Name, short+" "); ok {
			return long + " " + name
		}
	}
	return e.Name
}

// MapAreas gives an address under carte/ to each intercommunalité that has
// places, by its SIREN: a map of more than MostPlaces lists them there. There
// are none where the map lists them itself, nor where one page would say what
// the map says.
func MapAreas(list []*Structure) map[string]string {
	if len(list) <= MostPlaces {
		return nil
	}
	slugs, taken := map[string]string{}, map[string]int{}
	for _, st := range list {
		c, _ := geo.CommuneByCode(st.Current)
		e, ok := geo.EPCIBySIREN(c.EPCI)
		if _, done := slugs[e.SIREN]; !ok || done {
			continue
		}
		slugs[e.SIREN] = french.Slug(strings.TrimLeft(strings.TrimPrefix(e.Name, e.Kind), " "))
		taken[slugs[e.SIREN]]++
	}
	if len(slugs) < 2 {
		return nil
	}
	for siren, slug := range slugs {
		if taken[slug] > 1 {
			slugs[siren] = slug + "-" + siren
		}
	}
	return slugs
}
