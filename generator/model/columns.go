package model

// Column is a column of the national standard's CSV.
type Column struct {
	Name     string
	Required bool
	Many     bool // values joined by |
}

// Columns lists the 32 columns of the standard v1.0.2, in its order.
func Columns() []Column { return standard }

var standard = []Column{
	{"id", true, false}, {"pivot", true, false}, {"nom", true, false}, {"commune", true, false}, {"code_postal", true, false},
	{"code_insee", false, false}, {"adresse", true, false}, {"complement_adresse", false, false}, {"latitude", false, false}, {"longitude", false, false},
	{"typologie", false, true}, {"telephone", false, false}, {"courriels", false, true}, {"site_web", false, true}, {"horaires", false, false},
	{"presentation_resume", false, false}, {"presentation_detail", false, false}, {"source", false, false}, {"itinerance", false, true}, {"structure_parente", false, false},
	{"date_maj", true, false}, {"services", false, true}, {"publics_specifiquement_adresses", false, true}, {"prise_en_charge_specifique", false, true}, {"frais_a_charge", false, true},
	{"dispositif_programmes_nationaux", false, true}, {"formations_labels", false, true}, {"autres_formations_labels", false, true}, {"modalites_acces", false, true}, {"modalites_accompagnement", false, true},
	{"fiche_acces_libre", false, false}, {"prise_rdv", false, false},
}
