package model

import (
	"slices"
	"time"

	"balise/generator/decode"
	"balise/generator/hours"
)

// Listing is a file of data/structures: one structure or many.
type Listing struct {
	Structures []Structure `toml:"structure"`
}

// Structure is a place or organisation that helps people. Its keys are those
// of the national standard v1.0.2, in the standard's order, name for name; what
// Balise adds stands after them and never goes into the national CSV.
type Structure struct {
	decode.Source
	ID                      string    `toml:"id,requis"`
	Pivot                   string    `toml:"pivot"` // SIRET or RNA
	Nom                     string    `toml:"nom,requis"`
	Commune                 string    `toml:"commune,requis"`
	CodePostal              string    `toml:"code_postal"`
	CodeINSEE               string    `toml:"code_insee"`
	Adresse                 string    `toml:"adresse"`
	ComplementAdresse       string    `toml:"complement_adresse"`
	Latitude                float64   `toml:"latitude"`  // WGS 84, degrees
	Longitude               float64   `toml:"longitude"` // WGS 84, degrees
	Typologie               []string  `toml:"typologie" enum:"typologie"`
	Telephone               string    `toml:"telephone"` // E.164, or a short number
	Courriels               []string  `toml:"courriels"`
	SiteWeb                 []string  `toml:"site_web"`
	Horaires                string    `toml:"horaires"` // OSM opening_hours
	PresentationResume      string    `toml:"presentation_resume"`
	PresentationDetail      string    `toml:"presentation_detail"`
	SourceNom               string    `toml:"source"`
	Itinerance              []string  `toml:"itinerance" enum:"itinerance"`
	StructureParente        string    `toml:"structure_parente"`
	DateMaj                 time.Time `toml:"date_maj,requis"`
	Services                []string  `toml:"services" enum:"services"`
	Publics                 []string  `toml:"publics_specifiquement_adresses" enum:"publics_specifiquement_adresses"`
	PriseEnCharge           []string  `toml:"prise_en_charge_specifique" enum:"prise_en_charge_specifique"`
	Frais                   []string  `toml:"frais_a_charge" enum:"frais_a_charge"`
	Dispositifs             []string  `toml:"dispositif_programmes_nationaux" enum:"dispositif_programmes_nationaux"`
	Labels                  []string  `toml:"formations_labels" enum:"formations_labels"`
	AutresLabels            []string  `toml:"autres_formations_labels"`
	ModalitesAcces          []string  `toml:"modalites_acces" enum:"modalites_acces"`
	ModalitesAccompagnement []string  `toml:"modalites_accompagnement" enum:"modalites_accompagnement"`
	FicheAccesLibre         string    `toml:"fiche_acces_libre"`
	PriseRdv                string    `toml:"prise_rdv"`

	Langues       []string  `toml:"langues"` // BCP 47
	QPV           string    `toml:"qpv"`
	Telephones    []string  `toml:"telephones"`
	HorairesTexte string    `toml:"horaires_texte"`
	VerifieLe     time.Time `toml:"verifie_le"`
	Reverifier    string    `toml:"reverifier"`
	Fermetures    []Closure `toml:"fermeture"`
	Origines      []Origin  `toml:"origine"`
	Anciens       []string  `toml:"anciens_id"` // the ids of structures that joined it
	Verrou        []string  `toml:"verrou" enum:"cles"`

	Current string          // today's code of its commune; empty when unknown
	Hours   *hours.Schedule // Horaires, read; nil when empty or unreadable
	Stale   bool            // not checked for longer than Reverifier
	Astray  bool            // its coordinates are not in its commune's département
}

// Closure is a [[structure.fermeture]]: closed from one day to another, both
// included.
type Closure struct {
	decode.Source
	Du    time.Time `toml:"du,requis"`
	Au    time.Time `toml:"au"`
	Motif string    `toml:"motif"`
}

// Span is its first and its last day.
func (c *Closure) Span() (from, to time.Time) {
	if c.Au.IsZero() {
		return c.Du, c.Du
	}
	return c.Du, c.Au
}

// Origin is a [[structure.origine]]: which source gave which fields.
type Origin struct {
	decode.Source
	Nom    string    `toml:"source,requis"`
	ID     string    `toml:"id"`
	Date   time.Time `toml:"date"`
	Champs []string  `toml:"champs"`
	Verrou []string  `toml:"verrou" enum:"cles"` // written here, the structure's all the same
	// Empreinte tells what an import wrote under each of Champs, in four
	// characters each: another value there is a person's.
	Empreinte string `toml:"empreinte"`
}

// Locked tells whether an import must leave a key as it is. A lock written
// under an origin, where the end of a file is, counts like the structure's own.
func (s *Structure) Locked(key string) bool {
	return slices.Contains(s.Verrou, key) ||
		slices.ContainsFunc(s.Origines, func(o Origin) bool { return slices.Contains(o.Verrou, key) })
}

// Located tells whether the structure has coordinates.
func (s *Structure) Located() bool { return s.Latitude != 0 || s.Longitude != 0 }

// OnMap tells whether readers can be sent to the structure's coordinates: they
// are given, and not astray.
func (s *Structure) OnMap() bool { return s.Located() && !s.Astray }

// ReceivesPublic is false for a structure that says it receives nobody.
func (s *Structure) ReceivesPublic() bool {
	for _, m := range s.ModalitesAcces {
		if m == "Ce lieu n'accueille pas de public" {
			return false
		}
	}
	return true
}
