package check_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"balise/generator/check"
	"balise/generator/model"
)

var today = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

func whole() *model.Structure {
	return &model.Structure{
		ID: "a", Adresse: "2 place de la République", Telephone: "+33261910001", Courriels: []string{"accueil@asso.example"},
		Services: []string{"Aide aux démarches administratives"}, Publics: []string{"Seniors"}, Frais: []string{"Gratuit"},
		ModalitesAcces: []string{"Téléphoner", "Contacter par mail"}, PresentationDetail: strings.Repeat("é", 300), DateMaj: today,
	}
}

func TestMeasure(t *testing.T) {
	for _, c := range []struct {
		name    string
		change  func(*model.Structure)
		score   float64
		missing string
	}{
		{"whole", func(*model.Structure) {}, 1, ""},
		{"no address", func(s *model.Structure) { s.Adresse = "" }, 0.9, "adresse"},
		{"at a distance: nine criteria", func(s *model.Structure) { s.Adresse, s.ModalitesAccompagnement = "", []string{"À distance"} }, 1, ""},
		{"no way to come: eight criteria", func(s *model.Structure) { s.ModalitesAcces = nil }, 0.94, "modalites_acces"},
		{"no public", func(s *model.Structure) { s.Publics = nil }, 0.9, "publics_specifiquement_adresses"},
		{"a public by another key", func(s *model.Structure) { s.Publics, s.PriseEnCharge = nil, []string{"Surdité"} }, 1, ""},
		{"no services", func(s *model.Structure) { s.Services = nil }, 0.9, "services"},
		{"to write to, and no mail", func(s *model.Structure) { s.Courriels = nil }, 0.9, "courriels"},
		{"to call, and no phone", func(s *model.Structure) { s.Telephone = "" }, 0.9, "telephone"},
		{"nothing to reach it by", func(s *model.Structure) { s.Telephone, s.Courriels = "", nil }, 0.7, "telephone courriels"},
		{"no price", func(s *model.Structure) { s.Frais = nil }, 0.9, "frais_a_charge"},
		{"49 characters", func(s *model.Structure) { s.PresentationDetail = strings.Repeat("é", 49) }, 0.9, "presentation_detail"},
		{"50", func(s *model.Structure) { s.PresentationDetail = strings.Repeat("é", 50) }, 0.95, "presentation_detail"},
		{"200", func(s *model.Structure) { s.PresentationDetail = strings.Repeat("é", 200) }, 1, ""},
		{"2000", func(s *model.Structure) { s.PresentationDetail = strings.Repeat("é", 2000) }, 0.95, "presentation_detail"},
		{"a summary only", func(s *model.Structure) { s.PresentationDetail, s.PresentationResume = "", strings.Repeat("é", 250) }, 1, ""},
		{"five months", func(s *model.Structure) { s.DateMaj = today.AddDate(0, -5, 0) }, 1, ""},
		{"fifteen months", func(s *model.Structure) { s.DateMaj = today.AddDate(0, -15, 0) }, 0.95, "date_maj"},
		{"two years", func(s *model.Structure) { s.DateMaj = today.AddDate(-2, 0, 0) }, 0.9, "date_maj"},
		{"two years, checked last week", func(s *model.Structure) { s.DateMaj, s.VerifieLe = today.AddDate(-2, 0, 0), today.AddDate(0, 0, -7) }, 1, ""},
		{"no date", func(s *model.Structure) { s.DateMaj = time.Time{} }, 0.9, "date_maj"},
	} {
		s := whole()
		c.change(s)
		q := check.Measure(&model.Portal{Today: today, Structures: []*model.Structure{s}})
		got := q.Structures[0]
		if got.Score != c.score || q.Score != c.score || !slices.Equal(got.Missing, strings.Fields(c.missing)) {
			t.Errorf("%s: %v %q, want %v %q", c.name, got.Score, got.Missing, c.score, c.missing)
		}
	}
	empty := check.Measure(&model.Portal{Today: today, Structures: []*model.Structure{{ID: "vide"}, whole()}})
	if empty.Structures[0].Score != 0.06 || empty.Score != 0.53 {
		t.Errorf("an empty record: %v", empty)
	}
	if none := check.Measure(&model.Portal{}); none.Score != 0 || none.Structures == nil {
		t.Errorf("no record: %v", none)
	}
}
