package exchange

import (
	"slices"
	"strconv"

	"balise/generator/diag"
	"balise/generator/model"
)

// lack is something that a format cannot hold: which records lose it, and how
// it is told. The tables are what the manual says of the formats.
type lack struct {
	code diag.Code
	key  string // of a structure
	of   func(*model.Structure) bool
}

// Lacks tells what a format does not hold of the structures: a warning for each
// key, with how many records it is about. Nothing is told of keys that are the
// portal's own business (verrou, reverifier, origine).
func (t *Target) Lacks(structures []*model.Structure) []diag.Diag {
	var ds []diag.Diag
	for _, l := range t.lacks {
		n := 0
		for _, s := range structures {
			if l.of(s) {
				n++
			}
		}
		if n > 0 {
			ds = append(ds, diag.New(l.code, diag.Pos{File: t.Name}, l.key, t.Title, strconv.Itoa(n)))
		}
	}
	return ds
}

// What standardLacks says is beyond the national standard.
var standardLacks = []lack{
	{"export-exige", "pivot", func(s *model.Structure) bool { return pivotOut(s) == unknownPivot }},
	{"export-exige", "adresse", func(s *model.Structure) bool { return s.Adresse == "" }},
	{"export-valeur", "code_insee", func(s *model.Structure) bool { return codeOut(s) != s.CodeINSEE }},
	{"export-valeur", "telephone", func(s *model.Structure) bool { return phoneOut(s) != s.Telephone }},
	{"export-resume", "presentation_resume", func(s *model.Structure) bool { return tooLong(s.PresentationResume) }},
	{"export-perte", "telephones", func(s *model.Structure) bool { return len(s.Telephones) > 0 }},
	{"export-perte", "langues", spoken},
	{"export-perte", "qpv", inQPV},
	{"export-perte", "horaires_texte", func(s *model.Structure) bool { return s.HorairesTexte != "" }},
	{"export-perte", "fermeture", closes},
	{"export-perte", "verifie_le", verified},
}

var inclusionLacks = []lack{
	{"export-valeur", "pivot", func(s *model.Structure) bool { return s.Pivot != "" && s.Pivot != unknownPivot && !digits(s.Pivot, 14) }},
	{"export-une-valeur", "courriels", func(s *model.Structure) bool { return len(s.Courriels) > 1 }},
	{"export-une-valeur", "site_web", func(s *model.Structure) bool { return len(s.SiteWeb) > 1 }},
	{"export-une-valeur", "telephones", func(s *model.Structure) bool { return len(phoneNumbers(s)) > 1 }},
	{"export-une-valeur", "modalites_accompagnement", func(s *model.Structure) bool {
		n := len(s.ModalitesAccompagnement)
		if slices.Contains(s.ModalitesAccompagnement, "À distance") {
			n--
		}
		return n > 1
	}},
	{"export-valeur", "typologie", unmapped(func(s *model.Structure) []string { return s.Typologie })},
	{"export-valeur", "dispositif_programmes_nationaux", unmapped(func(s *model.Structure) []string { return s.Dispositifs })},
	{"export-valeur", "formations_labels", unmapped(func(s *model.Structure) []string { return s.Labels })},
	{"export-perte", "autres_formations_labels", func(s *model.Structure) bool { return len(s.AutresLabels) > 0 }},
	{"export-perte", "itinerance", func(s *model.Structure) bool { return len(s.Itinerance) > 0 }},
	{"export-perte", "structure_parente", func(s *model.Structure) bool { return s.StructureParente != "" }},
	{"export-valeur", "horaires_texte", func(s *model.Structure) bool { return s.HorairesTexte != "" && s.Horaires != "" }},
	{"export-perte", "langues", spoken},
	{"export-perte", "qpv", inQPV},
	{"export-perte", "fermeture", closes},
	{"export-perte", "verifie_le", verified},
}

var hsdsLacks = []lack{
	{"export-valeur", "horaires", func(s *model.Structure) bool {
		if s.Horaires == "" {
			return false
		}
		if s.Hours == nil {
			return true
		}
		return len(s.Hours.Calendar(s.DateMaj.Year(), diag.French).Words) > 0
	}},
	{"export-une-valeur", "courriels", func(s *model.Structure) bool { return len(s.Courriels) > 1 }},
	{"export-une-valeur", "site_web", func(s *model.Structure) bool { return len(s.SiteWeb) > 1 }},
	{"export-perte", "source", func(s *model.Structure) bool { return s.SourceNom != "" }},
	{"export-perte", "qpv", inQPV},
}

var vcardLacks = []lack{
	{"export-perte", "pivot", func(s *model.Structure) bool { return s.Pivot != "" && s.Pivot != unknownPivot }},
	{"export-perte", "presentation_detail", func(s *model.Structure) bool { return s.PresentationDetail != "" }},
	{"export-perte", "typologie", func(s *model.Structure) bool { return len(s.Typologie) > 0 }},
	{"export-perte", "frais_a_charge", func(s *model.Structure) bool { return len(s.Frais) > 0 }},
	{"export-perte", "publics_specifiquement_adresses", func(s *model.Structure) bool { return len(s.Publics) > 0 }},
	{"export-perte", "prise_en_charge_specifique", func(s *model.Structure) bool { return len(s.PriseEnCharge) > 0 }},
	{"export-perte", "modalites_acces", func(s *model.Structure) bool { return len(s.ModalitesAcces) > 0 }},
	{"export-perte", "modalites_accompagnement", func(s *model.Structure) bool { return len(s.ModalitesAccompagnement) > 0 }},
}

func spoken(s *model.Structure) bool   { return len(s.Langues) > 0 }
func inQPV(s *model.Structure) bool    { return s.QPV != "" }
func closes(s *model.Structure) bool   { return len(s.Fermetures) > 0 }
func verified(s *model.Structure) bool { return !s.VerifieLe.IsZero() }

// unmapped tells that a value has no network of data·inclusion.
func unmapped(list func(*model.Structure) []string) func(*model.Structure) bool {
	return func(s *model.Structure) bool {
		return slices.ContainsFunc(list(s), func(v string) bool { return inclusionNetworks[v] == nil })
	}
}
