package model

import (
	"slices"
	"strings"
	"sync"

	"balise/generator/french"
	"balise/generator/geo"
)

// The addresses of the lists of places. Package plan makes the pages; a text
// may link to them, so what they are called is settled here, for both.

// CommuneSlugs gives an address to each commune that has places, by its code.
// Two communes of one name are told apart by their codes.
func CommuneSlugs(list []*Structure) map[string]string {
	slugs, taken := map[string]string{}, map[string][]string{}
	for _, st := range list {
		if _, done := slugs[st.Current]; done {
			continue
		}
		if c, ok := geo.CommuneByCode(st.Current); ok {
			slug := french.Slug(c.Name)
			slugs[c.Code] = slug
			taken[slug] = append(taken[slug], c.Code)
		}
	}
	for slug, codes := range taken {
		if len(codes) > 1 {
			for _, code := range codes {
				slugs[code] = slug + "-" + strings.ToLower(code)
			}
		}
	}
	return slugs
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

// made is the addresses of the pages that follow from what is in the territory:
// lists of places, themes, guides and free pages.
func (t *Territory) made() map[string]bool {
	t.once.Do(func() {
		t.pages = map[string]bool{}
		communes := CommuneSlugs(t.Structures)
		total, inPart, parts := map[string]int{}, map[string]int{}, map[string]geo.Part{}
		for _, s := range t.Structures {
			if slug := communes[s.Current]; slug != "" {
				t.pages["annuaire/commune/"+slug+".html"] = true
			}
			total[s.Current]++
			if part, ok := s.Arrondissement(); ok {
				inPart[part.Code]++
				parts[part.Code] = part
			}
			for _, v := range s.Services {
				t.pages["annuaire/service/"+french.Slug(v)+".html"] = true
			}
			for _, v := range s.Typologie {
				t.pages["annuaire/type/"+TypeSlug(v)+".html"] = true
			}
			for _, v := range s.Publics {
				t.pages["annuaire/public/"+french.Slug(v)+".html"] = true
			}
		}
		for code, n := range inPart {
			// No list where it would say what the commune's says.
			if part := parts[code]; n < total[part.Commune] {
				t.pages["annuaire/commune/"+french.Slug(ArrondissementName(part))+".html"] = true
			}
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
