package plan

import "balise/generator/model"

// moved plans a page at the old address of each structure that joined another
// one, so that a link that somebody kept or printed still leads somewhere. An
// address that a structure has again is its own.
func (s *Site) moved(add func(Kind, string) *Page) {
	taken := make(map[string]bool)
	for _, st := range s.Territory.Structures {
		taken[st.ID] = true
	}
	for _, st := range s.Territory.Structures {
		for _, id := range st.Anciens {
			if model.ValidSlug(id) && !taken[id] {
				taken[id] = true
				add(Moved, "annuaire/"+id+".html").Structure = st
			}
		}
	}
}
