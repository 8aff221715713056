package check_test

import (
	"slices"
	"testing"

	"balise/generator/check"
	"balise/generator/diag"
	"balise/generator/model"
)

// TestAnswersAreHeeded: what a person said are two places is not spoken of
// again; what they said is one place is, whatever the records look like.
func TestAnswersAreHeeded(t *testing.T) {
	library := func(id string) *model.Structure {
		return &model.Structure{ID: id, Nom: "Médiathèque du Palais", Adresse: "2 place de la République", CodePostal: "56000", Commune: "Vannes", CodeINSEE: "56260"}
	}
	imported := library("b")
	imported.Origines = []model.Origin{{Nom: "Liste", ID: "17"}, {Nom: "Tableau"}}
	other := &model.Structure{ID: "c", Nom: "Les Restos", Adresse: "40 rue Haute", CodePostal: "29000", Commune: "Quimper", CodeINSEE: "29232"}
	for _, c := range []struct {
		name        string
		one, two    string
		said, same  bool
		structures  []*model.Structure
		wantReports int
	}{
		{"no answer", "a · portail", "17 · Liste", false, false, []*model.Structure{library("a"), imported}, 1},
		{"two places, by the id of a source", "a · portail", "17 · Liste", true, false, []*model.Structure{library("a"), imported}, 0},
		{"two places, by a source without ids", "~mediatheque-du-palais-vannes · Tableau", "a · portail", true, false, []*model.Structure{library("a"), imported}, 0},
		{"of other records", "a · portail", "18 · Liste", true, false, []*model.Structure{library("a"), imported}, 1},
		{"one place", "a · portail", "17 · Liste", true, true, []*model.Structure{library("a"), imported}, 1},
		{"one place, unlike", "a · portail", "c · portail", true, true, []*model.Structure{library("a"), other}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := &model.Portal{Site: &model.Site{}, Structures: c.structures, Doubts: []model.Doubt{{Answered: c.said, Same: c.same, Fiches1: []string{c.one}, Fiches2: []string{c.two}}}}
			reports := slices.DeleteFunc(check.Whole(p), func(d diag.Diag) bool { return d.Code != "doublon-possible" })
			if len(reports) != c.wantReports || len(reports) > 0 && reports[0].Args[3] == "" {
				t.Errorf("%v", reports)
			}
		})
	}
}
