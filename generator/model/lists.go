package model

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"balise/generator/french"
	"balise/generator/geo"
)

// The addresses of the lists of places. Package plan makes the pages; a text
// may link to them, so what they are called is settled here, for both.

// CommuneSlugs gives an address to each commune of the territory, by its code:
// to those of the official list, whether they have places or not, and to those
// where a place of the territory stands although it is not on that list (a
// quartier's outline may cross a border). Two communes of one name are told
// apart by their codes.
//
// An address depends on official lists, not on what other places there are: it
// does not change when a place comes or goes. The map is shared.
func (t *Territory) CommuneSlugs() map[string]string {
	t.named.Do(func() { t.slugs = communeSlugs(t.Communes, t.Structures) })
	return t.slugs
}

func communeSlugs(official []geo.Commune, list []*Structure) map[string]string {
	slugs := make(map[string]string, len(official))
	official = slices.SortedFunc(slices.Values(official), func(a, b geo.Commune) int { return cmp.Compare(a.Code, b.Code) })
	taken := homonyms(official)
	name := func(c geo.Commune, alone bool) {
		slug := french.Slug(c.Name)
		if !alone {
			slug += "-" + strings.ToLower(c.Code)
		}
		slugs[c.Code] = slug
	}
	for _, c := range official {
		name(c, taken[french.Slug(c.Name)] == 1)
	}
	var beyond []geo.Commune
	for _, st := range list {
		if c, ok := geo.CommuneByCode(st.Current); ok && slugs[c.Code] == "" {
			slugs[c.Code] = c.Code // once
			beyond = append(beyond, c)
		}
	}
	others := homonyms(beyond)
	for _, c := range beyond {
		slug := french.Slug(c.Name)
		name(c, taken[slug] == 0 && others[slug] == 1 && homonyms(geo.CommunesOfDepartement(c.Departement))[slug] == 1)
	}
	return slugs
}

// homonyms counts the communes of each address; those that a list has twice,
// once.
func homonyms(list []geo.Commune) map[string]int {
	n := make(map[string]int, len(list))
	for i, c := range list {
		if i == 0 || list[i-1].Code != c.Code {
			n[french.Slug(c.Name)]++
		}
	}
	return n
}

// TypeSlug is the address of a code of typologie: BIB, RELAIS_LECTURE.
func TypeSlug(code string) string { return strings.ReplaceAll(strings.ToLower(code), "_", "-") }

// arrondissements is those of Paris, Lyon and Marseille, by commune.
var arrondissements = sync.OnceValue(func() map[string][]geo.Part {
	m := map[string][]geo.Part{}
	for _, commune := range []string{"13055", "69123", "75056"} {
		m[commune] = slices.DeleteFunc(geo.PartsOf(commune), func(p geo.Part) bool { return p.Kind != geo.Arrondissement })
	}
	return m
})

// Arrondissements lists those of a commune, in their order; none for nearly
// all of them.
func Arrondissements(commune string) []geo.Part { return arrondissements()[commune] }

// Arrondissement is where the structure stands in a commune that has some. It
// is told by the code, else by the postcode.
func (s *Structure) Arrondissement() (geo.Part, bool) {
	all := Arrondissements(s.Current)
	if i := slices.IndexFunc(all, func(p geo.Part) bool { return p.Code == s.CodeINSEE }); i >= 0 {
		return all[i], true
	}
	if i := slices.IndexFunc(all, func(p geo.Part) bool { return slices.Contains(p.Postcodes, s.CodePostal) }); i >= 0 {
		return all[i], true
	}
	return geo.Part{}, false
}

// ArrondissementName is its name as people write it: « Paris 18e ».
func ArrondissementName(p geo.Part) string { return strings.TrimSuffix(p.Name, " Arrondissement") }

// MostPlaces is how many places a page lists: what an old phone opens.
const MostPlaces = 300

// Paths are the addresses of a list of n places, of which a page holds at most
// MostPlaces: its own, then « …/2.html », « …/3.html ».
func Paths(address string, n int) []string {
	paths := []string{address}
	for i := 2; n > MostPlaces; i, n = i+1, n-MostPlaces {
		paths = append(paths, strings.TrimSuffix(address, ".html")+"/"+strconv.Itoa(i)+".html")
	}
	return paths
}

// The places of a commune that serve a need have a page of their own where the
// commune's page would be long to read, and not more often: a site has at most
// mostCrossed of them, and a commune at most one a service of the standard. As
// there are nine services and at least seven places, they are fewer than three
// for each place, arrondissements included. All the others are a section of
// the commune's page.
const (
	crossedFrom = 7 // places
	mostCrossed = 1500
)

// Tally is what places of a commune, or of an arrondissement, there are.
type Tally struct {
	Code     string
	Places   int
	Services map[string]int // places, by service
}

// Add counts a place.
func (t *Tally) Add(s *Structure) {
	t.Places++
	for _, v := range s.Services {
		if t.Services == nil {
			t.Services = map[string]int{}
		}
		t.Services[v]++
	}
}

// Crossed tells which communes and arrondissements of a territory have a page
// for each need that places there serve, by code: the largest come first, as
// long as a site's pages of this kind stay under the limit.
func Crossed(all []*Tally) map[string]bool {
	all = slices.DeleteFunc(slices.Clone(all), func(t *Tally) bool { return t.Places < crossedFrom })
	slices.SortFunc(all, func(a, b *Tally) int {
		return cmp.Or(cmp.Compare(b.Places, a.Places), cmp.Compare(a.Code, b.Code))
	})
	crossed, pages := map[string]bool{}, 0
	for _, t := range all {
		if pages += len(t.Services); pages > mostCrossed {
			break
		}
		crossed[t.Code] = true
	}
	return crossed
}

// CrossPath is the address of the places of a commune that serve a need, from
// the address of the commune and that of the need.
func CrossPath(commune, service string) string {
	return "annuaire/commune/" + commune + "/" + service + ".html"
}

// made is the addresses of the pages that follow from what is in the territory:
// lists of places, themes, guides and free pages.
func (t *Territory) made() map[string]bool {
	t.once.Do(func() {
		t.pages = map[string]bool{}
		places := map[string]int{} // by address
		for _, slug := range t.CommuneSlugs() {
			places["annuaire/commune/"+slug+".html"] = 0
		}
		for _, s := range t.Structures {
			for _, v := range s.Services {
				places["annuaire/service/"+french.Slug(v)+".html"]++
			}
			for _, v := range s.Typologie {
				places["annuaire/type/"+TypeSlug(v)+".html"]++
			}
			for _, v := range s.Publics {
				places["annuaire/public/"+french.Slug(v)+".html"]++
			}
		}
		t.localities(places)
		for address, n := range places {
			for _, path := range Paths(address, n) {
				t.pages[path] = true
			}
		}
		for _, b := range Booklets(t.Structures) {
			t.pages[b.Path()] = true
		}
		for _, slug := range MapAreas(t.Structures) {
			t.pages["carte/"+slug+".html"] = true
		}
		for _, g := range t.Guides {
			t.pages["guides/"+g.Slug+".html"] = true
			if slug := french.Slug(g.Theme); slug != "" {
				t.pages["guides/theme/"+slug+".html"] = true
			}
		}
		for _, g := range t.Pages {
			t.pages["pages/"+g.Slug+".html"] = true
		}
	})
	return t.pages
}

// localities counts the places of the lists of communes and arrondissements,
// and of those of their needs.
func (t *Territory) localities(places map[string]int) {
	slugs := maps.Clone(t.CommuneSlugs())
	tallies := map[string]*Tally{}
	count := func(code string, s *Structure) {
		if tallies[code] == nil {
			tallies[code] = &Tally{Code: code}
		}
		tallies[code].Add(s)
	}
	parts := map[string]geo.Part{}
	for _, s := range t.Structures {
		if slugs[s.Current] == "" {
			continue
		}
		count(s.Current, s)
		if part, ok := s.Arrondissement(); ok {
			count(part.Code, s)
			parts[part.Code] = part
		}
	}
	for code, part := range parts {
		if tallies[code].Places == tallies[part.Commune].Places {
			delete(tallies, code) // it would say what the commune's says
			continue
		}
		slugs[code] = french.Slug(ArrondissementName(part))
	}
	for _, tally := range tallies {
		places["annuaire/commune/"+slugs[tally.Code]+".html"] = tally.Places
	}
	for code := range Crossed(slices.Collect(maps.Values(tallies))) {
		for service, n := range tallies[code].Services {
			places[CrossPath(slugs[code], french.Slug(service))] = n
		}
	}
}
