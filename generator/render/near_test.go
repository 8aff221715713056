package render

import (
	"slices"
	"testing"

	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/plan"
)

// nearOf is what from finds from the Equator, eastwards: places stand one
// degree from one another, in the order that they are given.
func nearOf(k int, places ...*model.Structure) []string {
	for i, st := range places {
		st.Latitude, st.Longitude = 0.1, float64(i+1)
		st.ID = string(rune('a' + i))
	}
	var ids []string
	for _, h := range newNear(nil, places).from(geo.Point{}, k, func(*model.Structure) bool { return false }) {
		ids = append(ids, h.place.ID)
	}
	return ids
}

func TestNearestPlaces(t *testing.T) {
	fresh := func() *model.Structure { return &model.Structure{} }
	stale := func() *model.Structure { return &model.Structure{Stale: true} }
	closed := func() *model.Structure {
		return &model.Structure{ModalitesAcces: []string{"Ce lieu n'accueille pas de public"}}
	}
	astray := func() *model.Structure { return &model.Structure{Astray: true} }
	for name, tc := range map[string]struct {
		places []*model.Structure
		want   []string
	}{
		"by distance":                          {[]*model.Structure{fresh(), fresh(), fresh(), fresh()}, []string{"a", "b", "c"}},
		"fresh before stale":                   {[]*model.Structure{stale(), fresh(), stale(), fresh()}, []string{"b", "a", "c"}},
		"not all stale":                        {[]*model.Structure{stale(), stale(), stale(), fresh()}, []string{"d", "a", "b"}},
		"all stale when nothing is fresh":      {[]*model.Structure{stale(), stale(), stale(), stale()}, []string{"a", "b", "c"}},
		"who receives nobody is not near":      {[]*model.Structure{closed(), fresh()}, []string{"b"}},
		"who stands nobody knows where is not": {[]*model.Structure{astray(), fresh()}, []string{"b"}},
		"nobody":                               {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if got := nearOf(3, tc.places...); !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

// A commune that nobody can place gets its neighbours by postcode, then by
// intercommunalité, then the largest; it is never left with nothing.
func TestBesideALostCommune(t *testing.T) {
	place := []*model.Structure{{ID: "a"}}
	commune := func(code, epci string, postcodes ...string) *plan.CommunePage {
		return &plan.CommunePage{Code: code, EPCI: epci, Postcodes: postcodes, List: &plan.List{Structures: place}}
	}
	alone := &plan.CommunePage{Code: "lost", List: &plan.List{}}
	shared, grouped, far := commune("shared", "1", "56160"), commune("grouped", "2", "56000"), commune("far", "3", "56100")
	n := newNearness(&plan.Site{Communes: []*plan.CommunePage{alone, far, grouped, shared}})
	for name, tc := range map[string]struct {
		epci     string
		postcode string
		want     []string
	}{
		"by postcode, then by intercommunalité": {"2", "56160", []string{"shared", "grouped"}},
		"by intercommunalité":                   {"2", "56999", []string{"grouped"}},
		"the largest":                           {"", "", []string{"far", "grouped", "shared"}},
	} {
		t.Run(name, func(t *testing.T) {
			lost := *alone
			lost.EPCI, lost.Postcodes = tc.epci, []string{tc.postcode}
			towns, places := n.beside(&lost)
			var got []string
			for _, h := range towns {
				got = append(got, h.page.Code)
			}
			if !slices.Equal(got, tc.want) || len(places) != len(got) {
				t.Errorf("got %q with %d places, want %q", got, len(places), tc.want)
			}
		})
	}
}
