package plan_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/plan"
)

func departement(code string) *model.Territory {
	return &model.Territory{TerritoryEntry: &model.TerritoryEntry{Type: "departement", Code: code}, Communes: geo.CommunesOfDepartement(code)}
}

func oneLanguage() *model.Portal {
	return &model.Portal{Site: &model.Site{Langues: []string{"fr"}}}
}

func addresses(s *plan.Site) []string {
	var list []string
	for _, p := range s.Pages {
		list = append(list, p.Base)
	}
	return list
}

// A commune without places had no page: whoever lives there found nothing.
func TestEveryCommuneHasAPage(t *testing.T) {
	territory := departement("56")
	territory.Structures = []*model.Structure{{ID: "a", Current: "56260", Latitude: 47.65, Longitude: -2.76}}
	site := plan.OfTerritory(oneLanguage(), territory)
	if len(site.Communes) != len(territory.Communes) {
		t.Errorf("%d communes have a page, of %d", len(site.Communes), len(territory.Communes))
	}
	bases := addresses(site)
	for _, want := range []string{"annuaire/communes.html", "annuaire/codes-postaux.html", "annuaire/commune/vannes.html", "annuaire/commune/ploerdut.html"} {
		if !slices.Contains(bases, want) {
			t.Errorf("%s is not made", want)
		}
	}
	for _, c := range site.Communes {
		if c.Located != (c.Code == "56260") {
			t.Errorf("%s: located is %v", c.Name, c.Located)
		}
	}
	seesAll(t, oneLanguage(), territory)
}

// The address of a commune changed when another of its name got a place.
func TestCommuneSlugsAreStable(t *testing.T) {
	byName := map[string][]geo.Commune{}
	for _, d := range geo.Departements() {
		for _, c := range geo.CommunesOfDepartement(d.Code) {
			byName[d.Code+c.Name] = append(byName[d.Code+c.Name], c)
		}
	}
	twins := 0
	for _, list := range byName {
		if len(list) < 2 {
			continue
		}
		twins++
		territory := departement(list[0].Departement)
		territory.Structures = []*model.Structure{{ID: "a", Current: list[0].Code}}
		alone := territory.CommuneSlugs()
		territory = departement(list[0].Departement)
		for _, c := range list {
			territory.Structures = append(territory.Structures, &model.Structure{ID: c.Code, Current: c.Code})
		}
		if both := territory.CommuneSlugs(); !maps.Equal(alone, both) {
			t.Errorf("the addresses of %s change with its places", list[0].Name)
		}
	}
	t.Logf("%d names twice in a département", twins)

	// A quartier's outline crosses a border: what is beyond takes no address of
	// the commune that the quartier lies in.
	castres, _ := geo.CommuneByCode("81065")
	quartier := &model.Territory{Communes: []geo.Commune{castres}, Structures: []*model.Structure{
		{ID: "a", Current: "81065"}, {ID: "b", Current: "02142"}, {ID: "c", Current: "56260"},
	}}
	want := map[string]string{"81065": "castres", "02142": "castres-02142", "56260": "vannes"}
	if got := quartier.CommuneSlugs(); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestCrossedNeedsAreBounded: whatever the places, the pages of a commune and a
// need are not empty, go to the largest communes first, and are at most three
// for each place and 1,500 in a site.
func TestCrossedNeedsAreBounded(t *testing.T) {
	codes := []string{"75056", "69123", "56260", "56121"} // two with arrondissements
	for _, c := range geo.CommunesOfDepartement("62") {
		codes = append(codes, c.Code)
	}
	r := rand.New(rand.NewPCG(4, 2))
	most := 0
	for round := range 60 {
		territory := departement("62")
		spread := 1 + r.IntN(len(codes))
		for i := range r.IntN(6000) >> r.IntN(6) {
			st := &model.Structure{ID: fmt.Sprint("s", i), Current: codes[r.IntN(spread)]}
			if parts := model.Arrondissements(st.Current); len(parts) > 0 && r.IntN(3) > 0 {
				st.CodeINSEE = parts[r.IntN(len(parts))].Code
			}
			for _, v := range model.Services.Values {
				if r.IntN(3) > 0 {
					st.Services = append(st.Services, v)
				}
			}
			territory.Structures = append(territory.Structures, st)
		}
		slices.SortFunc(territory.Structures, func(a, b *model.Structure) int { return strings.Compare(a.ID, b.ID) })
		site := plan.OfTerritory(oneLanguage(), territory)
		n, smallest, left := 0, 1<<30, 0
		for _, c := range site.Communes {
			n += len(c.Needs)
			size := len(c.List.Structures)
			if len(c.Needs) > 0 {
				smallest = min(smallest, size)
			} else if slices.ContainsFunc(c.List.Structures, func(s *model.Structure) bool { return len(s.Services) > 0 }) {
				left = max(left, size)
			}
			for _, l := range c.Needs {
				if len(l.Structures) == 0 || len(l.Structures) > size || l.Within != c.List {
					t.Fatalf("round %d: %s has %d places of %d", round, l.Path(), len(l.Structures), size)
				}
			}
		}
		if places := len(territory.Structures); n > 1500 || n > 3*places {
			t.Errorf("round %d: %d pages for %d places", round, n, places)
		}
		if smallest < 7 || left > smallest {
			t.Errorf("round %d: a commune of %d places has pages by need, one of %d has none", round, smallest, left)
		}
		most = max(most, n)
		if round < 10 {
			seesAll(t, oneLanguage(), territory)
		}
	}
	if most < 1400 {
		t.Errorf("the limit was never near: %d pages at most", most)
	}
}

// A list of more places than an old phone opens goes on on other pages.
func TestLongListsGoOn(t *testing.T) {
	territory := departement("56")
	for i := range 2*model.MostPlaces + 1 {
		territory.Structures = append(territory.Structures, &model.Structure{ID: fmt.Sprintf("s%04d", i), Current: "56260", Services: model.Services.Values[:1]})
	}
	seesAll(t, oneLanguage(), territory)
	bases := addresses(plan.OfTerritory(oneLanguage(), territory))
	for _, list := range []string{"annuaire/commune/vannes", "annuaire/service/aide-aux-demarches-administratives", "annuaire/commune/vannes/aide-aux-demarches-administratives"} {
		for want, made := range map[string]bool{".html": true, "/2.html": true, "/3.html": true, "/4.html": false, "/1.html": false} {
			if slices.Contains(bases, list+want) != made {
				t.Errorf("%s%s: made is %v", list, want, !made)
			}
		}
	}
	if got := model.Paths("a.html", model.MostPlaces); len(got) != 1 {
		t.Errorf("a page that is full has a second one: %q", got)
	}
}
