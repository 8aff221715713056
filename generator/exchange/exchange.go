// Package exchange brings structures in and sends them out: in the national
// standard « lieux de médiation numérique » v1.0.2, as CSV, JSON and GeoJSON;
// and in the portal's own TOML, in its canonical form ([Format]).
//
// What goes out keeps to the standard: its 32 columns, in its order, and
// nothing that the standard would refuse. What comes in is forgiven and
// accounted for: every row is kept, merged or rejected, once; every value that
// cannot be placed is reported with its line and kept as a comment beside the
// record. What is written passes package check: an import never breaks a
// portal that could be built.
//
// The package refuses to guess (a commune is settled by two clues that agree,
// never by a name alone), to write outside the folder it was given, and to
// overwrite what people wrote: comments, locked keys, files at fault.
package exchange

import (
	"time"

	"balise/generator/decode"
	"balise/generator/model"
)

// field is a key of a structure: one table serves exports, imports and the
// TOML printer. Exactly one of text, list, number and date is set.
type field struct {
	name     string
	required bool         // by the standard
	enum     *decode.Enum // closed list of values; nil for free text
	text     func(*model.Structure) *string
	list     func(*model.Structure) *[]string
	number   func(*model.Structure) *float64
	date     func(*model.Structure) *time.Time
	// out gives what an export writes where it is not the text itself; see
	// export.go.
	out func(*model.Structure) string
	// bare values hold nothing that a spreadsheet could run: the standard's
	// own pattern says so. They are never neutralised.
	bare bool
	// local keys are the portal's own business: an import leaves them alone.
	local bool
}

// standardFields is how many of fields are columns of the standard; the rest
// is what Balise adds, which no national file holds.
const standardFields = 32

// fields holds the keys of a structure in the standard's order.
var fields = []field{
	{name: "id", required: true, text: func(s *model.Structure) *string { return &s.ID }},
	{name: "pivot", required: true, text: func(s *model.Structure) *string { return &s.Pivot }, out: pivotOut, bare: true},
	{name: "nom", required: true, text: func(s *model.Structure) *string { return &s.Nom }},
	{name: "commune", required: true, text: func(s *model.Structure) *string { return &s.Commune }},
	{name: "code_postal", required: true, text: func(s *model.Structure) *string { return &s.CodePostal }, out: postcodeOut, bare: true},
	{name: "code_insee", text: func(s *model.Structure) *string { return &s.CodeINSEE }, out: codeOut, bare: true},
	{name: "adresse", required: true, text: func(s *model.Structure) *string { return &s.Adresse }, out: addressOut},
	{name: "complement_adresse", text: func(s *model.Structure) *string { return &s.ComplementAdresse }},
	{name: "latitude", number: func(s *model.Structure) *float64 { return &s.Latitude }},
	{name: "longitude", number: func(s *model.Structure) *float64 { return &s.Longitude }},
	{name: "typologie", enum: model.Typologies, list: func(s *model.Structure) *[]string { return &s.Typologie }},
	{name: "telephone", text: func(s *model.Structure) *string { return &s.Telephone }, out: phoneOut, bare: true},
	{name: "courriels", list: func(s *model.Structure) *[]string { return &s.Courriels }},
	{name: "site_web", list: func(s *model.Structure) *[]string { return &s.SiteWeb }},
	{name: "horaires", text: func(s *model.Structure) *string { return &s.Horaires }},
	{name: "presentation_resume", text: func(s *model.Structure) *string { return &s.PresentationResume }, out: summaryOut},
	{name: "presentation_detail", text: func(s *model.Structure) *string { return &s.PresentationDetail }, out: detailOut},
	{name: "source", text: func(s *model.Structure) *string { return &s.SourceNom }},
	{name: "itinerance", enum: model.Itinerances, list: func(s *model.Structure) *[]string { return &s.Itinerance }},
	{name: "structure_parente", text: func(s *model.Structure) *string { return &s.StructureParente }},
	{name: "date_maj", required: true, date: func(s *model.Structure) *time.Time { return &s.DateMaj }},
	{name: "services", enum: model.Services, list: func(s *model.Structure) *[]string { return &s.Services }},
	{name: "publics_specifiquement_adresses", enum: model.Publics, list: func(s *model.Structure) *[]string { return &s.Publics }},
	{name: "prise_en_charge_specifique", enum: model.PrisesEnCharge, list: func(s *model.Structure) *[]string { return &s.PriseEnCharge }},
	{name: "frais_a_charge", enum: model.Frais, list: func(s *model.Structure) *[]string { return &s.Frais }},
	{name: "dispositif_programmes_nationaux", enum: model.Dispositifs, list: func(s *model.Structure) *[]string { return &s.Dispositifs }},
	{name: "formations_labels", enum: model.Labels, list: func(s *model.Structure) *[]string { return &s.Labels }},
	{name: "autres_formations_labels", list: func(s *model.Structure) *[]string { return &s.AutresLabels }},
	{name: "modalites_acces", enum: model.ModalitesAcces, list: func(s *model.Structure) *[]string { return &s.ModalitesAcces }},
	{name: "modalites_accompagnement", enum: model.ModalitesAccompagnement, list: func(s *model.Structure) *[]string { return &s.ModalitesAccompagnement }},
	{name: "fiche_acces_libre", text: func(s *model.Structure) *string { return &s.FicheAccesLibre }},
	{name: "prise_rdv", text: func(s *model.Structure) *string { return &s.PriseRdv }},

	{name: "langues", list: func(s *model.Structure) *[]string { return &s.Langues }},
	{name: "qpv", text: func(s *model.Structure) *string { return &s.QPV }},
	{name: "telephones", list: func(s *model.Structure) *[]string { return &s.Telephones }},
	{name: "horaires_texte", text: func(s *model.Structure) *string { return &s.HorairesTexte }},
	{name: "verifie_le", date: func(s *model.Structure) *time.Time { return &s.VerifieLe }},
	{name: "reverifier", text: func(s *model.Structure) *string { return &s.Reverifier }, local: true},
	{name: "anciens_id", list: func(s *model.Structure) *[]string { return &s.Anciens }, local: true},
	{name: "verrou", list: func(s *model.Structure) *[]string { return &s.Verrou }, local: true},
}

// fieldIndex is the place of each key in fields.
var fieldIndex = func() map[string]int {
	m := make(map[string]int, len(fields))
	for i := range fields {
		m[fields[i].name] = i
	}
	return m
}()

// Column is a column of the national standard.
type Column struct {
	Name     string
	Required bool
	Many     bool // several values, separated by « | » in the CSV
}

// Columns lists the 32 columns of the national standard v1.0.2, in its order.
func Columns() []Column {
	columns := make([]Column, standardFields)
	for i := range columns {
		f := &fields[i]
		columns[i] = Column{f.name, f.required, f.list != nil}
	}
	return columns
}
