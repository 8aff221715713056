package check

import (
	"math"
	"slices"
	"time"
	"unicode/utf8"

	"balise/generator/model"
)

// Quality is how well a portal's records would serve their readers: the mean of
// its structures, from 0 to 1. It is part of `check --format json`.
type Quality struct {
	Score      float64            `json:"score"`
	Structures []StructureQuality `json:"structures"` // in the order of ids
}

// StructureQuality is how well one record would serve. Missing holds the keys
// that would raise the score, in the order of the criteria.
type StructureQuality struct {
	ID      string   `json:"id"`
	Score   float64  `json:"score"`
	Missing []string `json:"missing"`
}

// criterion gives a record a mark from 0 to 1, and the key that would raise it.
// What does not apply to a record counts neither for nor against it.
type criterion struct {
	Name string // stable: the manual has a row for each
	mark func(s *model.Structure, today time.Time) (mark float64, missing string, applies bool)
}

// criteria are the ten of data·inclusion's score, read on the keys of the
// standard through the official conversion (gip-inclusion/data-inclusion):
// mobilisable_par, which the conversion always fills, is half of the second; its
// publics come from two keys. A place that rightly names no public, because it
// welcomes everybody, loses a tenth there as well as here.
var criteria = []criterion{
	{"adresse", func(s *model.Structure, _ time.Time) (float64, string, bool) {
		return mark(s.Adresse != ""), "adresse", !remote(s)
	}},
	{"modalites_acces", func(s *model.Structure, _ time.Time) (float64, string, bool) {
		return 0.5 + mark(len(s.ModalitesAcces) > 0)/2, "modalites_acces", true
	}},
	{"publics", func(s *model.Structure, _ time.Time) (float64, string, bool) {
		return mark(len(s.Publics)+len(s.PriseEnCharge) > 0), "publics_specifiquement_adresses", true
	}},
	{"services", func(s *model.Structure, _ time.Time) (float64, string, bool) {
		return mark(len(s.Services) > 0), "services", true
	}},
	{"contact", func(s *model.Structure, _ time.Time) (float64, string, bool) {
		return mark(s.Telephone != "" || len(s.Telephones) > 0 || len(s.Courriels) > 0), "telephone", true
	}},
	{"courriel", func(s *model.Structure, _ time.Time) (float64, string, bool) {
		asked := slices.Contains(s.ModalitesAcces, "Contacter par mail") || slices.Contains(s.ModalitesAcces, "Envoyer un mail avec une fiche de prescription")
		return mark(len(s.Courriels) > 0), "courriels", asked
	}},
	{"date_maj", func(s *model.Structure, today time.Time) (float64, string, bool) {
		return freshness(s, today), "date_maj", true
	}},
	{"frais_a_charge", func(s *model.Structure, _ time.Time) (float64, string, bool) {
		return mark(len(s.Frais) > 0), "frais_a_charge", true
	}},
	{"presentation", func(s *model.Structure, _ time.Time) (float64, string, bool) {
		text := s.PresentationDetail
		if text == "" {
			text = s.PresentationResume
		}
		return length(utf8.RuneCountInString(text)), "presentation_detail", true
	}},
	{"telephone", func(s *model.Structure, _ time.Time) (float64, string, bool) {
		return mark(s.Telephone != ""), "telephone", slices.Contains(s.ModalitesAcces, "Téléphoner")
	}},
}

func mark(good bool) float64 {
	if good {
		return 1
	}
	return 0
}

// remote tells a structure that only helps at a distance.
func remote(s *model.Structure) bool {
	return len(s.ModalitesAccompagnement) == 1 && s.ModalitesAccompagnement[0] == "À distance"
}

// freshness is whole for six months, then falls to nothing at two years. Who
// checked a record without changing it made it fresh too.
func freshness(s *model.Structure, today time.Time) float64 {
	seen := s.DateMaj
	if s.VerifieLe.After(seen) {
		seen = s.VerifieLe
	}
	if seen.IsZero() {
		return 0
	}
	full, none := seen.AddDate(0, 6, 0), seen.AddDate(2, 0, 0)
	switch {
	case today.Before(full):
		return 1
	case !today.Before(none):
		return 0
	}
	return none.Sub(today).Hours() / none.Sub(full).Hours()
}

// length marks a description by its characters: too short says little, too long
// is not read.
func length(n int) float64 {
	switch {
	case n < 50:
		return 0
	case n < 200, n >= 2000:
		return 0.5
	}
	return 1
}

// Measure scores every structure of a portal. A portal without structures has
// the score 0.
func Measure(p *model.Portal) *Quality {
	q := &Quality{Structures: make([]StructureQuality, 0, len(p.Structures))}
	sum := 0.0
	for _, s := range p.Structures {
		score, missing := measure(s, p.Today)
		sum += score
		q.Structures = append(q.Structures, StructureQuality{s.ID, rounded(score), missing})
	}
	if len(p.Structures) > 0 {
		q.Score = rounded(sum / float64(len(p.Structures)))
	}
	return q
}

func measure(s *model.Structure, today time.Time) (score float64, missing []string) {
	missing = []string{}
	sum, count := 0.0, 0
	for _, c := range criteria {
		m, key, applies := c.mark(s, today)
		if !applies {
			continue
		}
		sum += m
		count++
		if m < 1 && !slices.Contains(missing, key) {
			missing = append(missing, key)
		}
	}
	return sum / float64(count), missing
}

func rounded(f float64) float64 { return math.Round(f*100) / 100 }
