package plan_test

import (
	"strings"
	"testing"

	"balise/generator/model"
	"balise/generator/plan"
)

// A text may link to any page that is made. « ../annuaire/commune/vannes.html »
// was called a dead link.
func TestEveryPageIsSeen(t *testing.T) {
	portal := &model.Portal{
		Site:   &model.Site{Langues: []string{"fr"}},
		Themes: []*model.Topic{{Slug: "courriel", Titre: map[string]string{"": "Courriel"}}},
	}
	territory := &model.Territory{
		Structures: []*model.Structure{
			{ID: "a", CodeINSEE: "75118", Current: "75056", Services: model.Services.Values[:3], Typologie: []string{"RELAIS_LECTURE", "Autre"}},
			{ID: "b", CodePostal: "75002", Current: "75056", Publics: model.Publics.Values, Anciens: []string{"b-1", "a", "Non !"}},
			{ID: "c", CodeINSEE: "75056", Current: "75056"},
			{ID: "d", CodeINSEE: "56260", Current: "56260"},
			{ID: "e", CodeINSEE: "13201", Current: "13055"}, // alone: its arrondissement has no list
		},
		Guides: []*model.Guide{{Slug: "adresse-mail", Theme: "courriel"}},
		Pages:  []*model.Guide{{Slug: "a-propos"}},
	}
	seesAll(t, portal, territory)
	if territory.Sees("annuaire/commune/marseille-1er.html") {
		t.Error("a list that is not made is seen")
	}
	for _, missing := range []string{"annuaire/commune/lorient.html", "annuaire/type/bib.html", "donnees/structures.xml", "guides/theme/autre.html", "404.html"} {
		if territory.Sees(missing) {
			t.Errorf("%s is seen", missing)
		}
	}
}

func seesAll(t *testing.T, portal *model.Portal, territory *model.Territory) {
	t.Helper()
	lists := 0
	for _, p := range plan.OfTerritory(portal, territory).Pages {
		if p.Kind != plan.NotFound && !territory.Sees(p.Base) {
			t.Errorf("%s is made and not seen", p.Base)
		}
		if strings.Count(p.Base, "/") >= 2 {
			lists++
		}
	}
	made := 0
	for _, address := range territory.Addresses() {
		if strings.Count(address, "/") >= 2 {
			made++
		}
	}
	if made != lists {
		t.Errorf("%d lists are seen, %d are made", made, lists)
	}
}
