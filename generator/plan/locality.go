package plan

import (
	"slices"
	"strings"
	"sync"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
)

// Locality is the code that a structure's neighbours know it by: of its
// arrondissement where a list is made for it, else of its commune; empty when
// the commune is unknown.
func (s *Site) Locality(st *model.Structure) string {
	if part, ok := s.arrondissements[st.ID]; ok {
		return part
	}
	return st.Current
}

// parts is the arrondissements of Paris, Lyon and Marseille, by commune.
var parts = sync.OnceValue(func() map[string][]geo.Part {
	m := map[string][]geo.Part{}
	for _, commune := range []string{"13055", "69123", "75056"} {
		m[commune] = slices.DeleteFunc(geo.PartsOf(commune), func(p geo.Part) bool { return p.Kind != geo.Arrondissement })
	}
	return m
})

// arrondissement is told by the code, else by the postcode.
func arrondissement(st *model.Structure) (geo.Part, bool) {
	all := parts()[st.Current]
	if i := slices.IndexFunc(all, func(p geo.Part) bool { return p.Code == st.CodeINSEE }); i >= 0 {
		return all[i], true
	}
	if i := slices.IndexFunc(all, func(p geo.Part) bool { return slices.Contains(p.Postcodes, st.CodePostal) }); i >= 0 {
		return all[i], true
	}
	return geo.Part{}, false
}

// inArrondissements makes lists for the arrondissements of a list's commune, in
// their order. There are none where they would say what the list says.
func (s *Site) inArrondissements(commune *List) []*List {
	if parts()[commune.Value] == nil {
		return nil
	}
	byCode := map[string]*List{}
	for _, st := range commune.Structures {
		part, ok := arrondissement(st)
		if !ok {
			continue
		}
		l := byCode[part.Code]
		if l == nil {
			name := strings.TrimSuffix(part.Name, " Arrondissement") // « Paris 18e »
			l = &List{By: ByCommune, Slug: french.Slug(name), Value: part.Code, Name: name}
			byCode[part.Code] = l
		}
		l.Structures = append(l.Structures, st)
	}
	var lists []*List
	for _, part := range parts()[commune.Value] {
		if l := byCode[part.Code]; l != nil && len(l.Structures) < len(commune.Structures) {
			lists = append(lists, l)
			for _, st := range l.Structures {
				s.arrondissements[st.ID] = part.Code
			}
		}
	}
	return lists
}
