package plan

import "balise/generator/model"

// What is made to be printed or carried away: the booklets, and the page that
// shows the places that a reader has chosen.
const (
	Booklet   Kind = "livret"
	Selection Kind = "selection"
)

// paper plans the booklets and the selection of a site.
func (s *Site) paper(add func(Kind, string) *Page) {
	for _, b := range s.Booklets {
		add(Booklet, b.Path()).Booklet = b
	}
	add(Selection, "selection.html")
}

// BookletOf is the booklet about a service; nil when there is none.
func (s *Site) BookletOf(service string) *model.Booklet {
	for _, b := range s.Booklets {
		if b.Service == service && b.Slug != "" {
			return b
		}
	}
	return nil
}
