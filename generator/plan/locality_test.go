package plan_test

import (
	"slices"
	"testing"

	"balise/generator/model"
	"balise/generator/plan"
)

func communes(list ...*model.Structure) (*plan.Site, []string) {
	portal := &model.Portal{Site: &model.Site{Langues: []string{"fr"}}}
	s := plan.OfTerritory(portal, &model.Territory{Structures: list})
	var paths []string
	for _, l := range s.Lists {
		if l.By == plan.ByCommune {
			paths = append(paths, l.Slug)
		}
	}
	return s, paths
}

// « Paris (54) » was the only list of Paris.
func TestArrondissements(t *testing.T) {
	byCode := &model.Structure{ID: "a", Commune: "Paris", CodeINSEE: "75118", Current: "75056"}
	byPostcode := &model.Structure{ID: "b", Commune: "PARIS", CodePostal: "75002", Current: "75056"}
	nowhere := &model.Structure{ID: "c", Commune: "Paris", CodeINSEE: "75056", Current: "75056"}
	vannes := &model.Structure{ID: "d", Commune: "Vannes", CodeINSEE: "56260", Current: "56260"}
	site, got := communes(byCode, byPostcode, nowhere, vannes)
	if want := []string{"paris", "paris-2e", "paris-18e", "vannes"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for st, want := range map[*model.Structure]string{byCode: "75118", byPostcode: "75102", nowhere: "75056", vannes: "56260"} {
		if got := site.Locality(st); got != want {
			t.Errorf("%s: got %q, want %q", st.ID, got, want)
		}
	}
}

// A site that lies in one arrondissement needs no second list of the same.
func TestOneArrondissement(t *testing.T) {
	site, got := communes(
		&model.Structure{ID: "a", Commune: "Lyon", CodePostal: "69003", Current: "69123"},
		&model.Structure{ID: "b", Commune: "Lyon", CodePostal: "69003", Current: "69123"})
	if want := []string{"lyon"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := site.Locality(site.Structures[0]); got != "69123" {
		t.Errorf("got locality %q", got)
	}
}
