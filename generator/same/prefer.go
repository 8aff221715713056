package same

import (
	"cmp"
	"slices"

	"balise/generator/model"
)

// Together lists the keys of a structure that are one statement: whoever merges
// takes each set from one record, never a street from one and a postcode from
// another.
var Together = [][]string{
	{"adresse", "complement_adresse", "code_postal", "commune", "code_insee"},
	{"latitude", "longitude"},
	{"horaires", "horaires_texte"},
}

// Prefer orders the records of one group, given by their places in records, so
// that the first one that holds a value gives it: what someone checked last
// (verifie_le), then what its source dated last (date_maj), then what says most,
// then by rank, which may be nil, then by key. Lists (services, publics…) are
// better joined, in this order.
func Prefer(records []Record, group []int, rank func(i int) int) []int {
	ordered := slices.Clone(group)
	if rank == nil {
		rank = func(int) int { return 0 }
	}
	slices.SortFunc(ordered, func(i, j int) int {
		a, b := records[i], records[j]
		s, t := a.Structure, b.Structure
		return cmp.Or(
			t.VerifieLe.Compare(s.VerifieLe),
			t.DateMaj.Compare(s.DateMaj),
			cmp.Compare(filled(t), filled(s)),
			cmp.Compare(rank(i), rank(j)),
			a.Key().compare(b.Key()),
		)
	})
	return ordered
}

// filled counts what a structure says.
func filled(s *model.Structure) int {
	n := 0
	for _, v := range []string{
		s.Pivot, s.CodePostal, s.CodeINSEE, s.Adresse, s.ComplementAdresse, s.Telephone, s.Horaires, s.HorairesTexte, s.PresentationResume,
		s.PresentationDetail, s.StructureParente, s.FicheAccesLibre, s.PriseRdv, s.QPV,
	} {
		if v != "" {
			n++
		}
	}
	for _, v := range [][]string{
		s.Typologie, s.Courriels, s.SiteWeb, s.Itinerance, s.Services, s.Publics, s.PriseEnCharge, s.Frais, s.Dispositifs, s.Labels,
		s.AutresLabels, s.ModalitesAcces, s.ModalitesAccompagnement, s.Langues, s.Telephones,
	} {
		if len(v) > 0 {
			n++
		}
	}
	if s.Located() {
		n++
	}
	return n
}
