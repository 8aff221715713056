package plan

import (
	"balise/generator/french"
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

// inArrondissements makes lists for the arrondissements of a list's commune, in
// their order. There are none where they would say what the list says.
func (s *Site) inArrondissements(commune *List) []*List {
	if model.Arrondissements(commune.Value) == nil {
		return nil
	}
	byCode := map[string]*List{}
	for _, st := range commune.Structures {
		part, ok := st.Arrondissement()
		if !ok {
			continue
		}
		l := byCode[part.Code]
		if l == nil {
			name := model.ArrondissementName(part)
			l = &List{By: ByCommune, Slug: french.Slug(name), Value: part.Code, Name: name}
			byCode[part.Code] = l
		}
		l.Structures = append(l.Structures, st)
	}
	var lists []*List
	for _, part := range model.Arrondissements(commune.Value) {
		if l := byCode[part.Code]; l != nil && len(l.Structures) < len(commune.Structures) {
			lists = append(lists, l)
			for _, st := range l.Structures {
				s.arrondissements[st.ID] = part.Code
			}
		}
	}
	return lists
}
