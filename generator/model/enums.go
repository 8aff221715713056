package model

import (
	"reflect"
	"strings"

	"balise/generator/decode"
)

// The enumerations of the national standard « lieux de médiation numérique »
// v1.0.2 (LaMednum/standard-mediation-num, Licence Ouverte 2.0), value for
// value.
var (
	Itinerances = decode.NewEnum(
		"Itinérant",
		"Fixe",
	)
	Services = decode.NewEnum(
		"Aide aux démarches administratives",
		"Maîtrise des outils numériques du quotidien",
		"Insertion professionnelle via le numérique",
		"Utilisation sécurisée du numérique",
		"Parentalité et éducation avec le numérique",
		"Loisirs et créations numériques",
		"Compréhension du monde numérique",
		"Accès internet et matériel informatique",
		"Acquisition de matériel informatique à prix solidaire",
	)
	Publics = decode.NewEnum(
		"Jeunes",
		"Étudiants",
		"Familles et/ou enfants",
		"Seniors",
		"Femmes",
	)
	PrisesEnCharge = decode.NewEnum(
		"Surdité",
		"Handicaps moteurs",
		"Handicaps mentaux",
		"Illettrisme",
		"Langues étrangères (anglais)",
		"Langues étrangères (autres)",
		"Déficience visuelle",
	)
	Frais = decode.NewEnum(
		"Gratuit",
		"Gratuit sous condition",
		"Payant",
	)
	Dispositifs = decode.NewEnum(
		"Aidants Connect",
		"Bibliothèques numérique de référence",
		"Certification PIX",
		"Conseillers numériques",
		"Emmaüs Connect",
		"France Services",
		"Grande école du numérique",
		"La Croix Rouge",
		"Point d'accès numérique CAF",
		"Promeneurs du net",
		"Relais numérique (Emmaüs Connect)",
	)
	Labels = decode.NewEnum(
		"Formé à « Mon Espace Santé »",
		"Formé à « DUPLEX » (illettrisme)",
		"Arnia/MedNum BFC (Bourgogne-Franche-Comté)",
		"Collectif ressources et acteurs réemploi (Normandie)",
		"Étapes numériques (La Poste)",
		"Fabriques de Territoire",
		"Les Éclaireurs du numérique (Drôme)",
		"Mes Papiers (Métropole de Lyon)",
		"ORDI 3.0",
		"SUD LABS (PACA)",
	).Alias("Étapes numériques (La Poste)", "Étapes numériques(La Poste)") // the schema alone leaves out the space
	ModalitesAcces = decode.NewEnum(
		"Se présenter",
		"Téléphoner",
		"Contacter par mail",
		"Prendre un RDV en ligne",
		"Ce lieu n'accueille pas de public",
		"Envoyer un mail avec une fiche de prescription",
	)
	ModalitesAccompagnement = decode.NewEnum(
		"En autonomie",
		"Accompagnement individuel",
		"Dans un atelier collectif",
		"À distance",
	)

	// Segments are whom a guide is for: people with no device or connection,
	// people who begin, people who get by and doubt.
	Segments = decode.NewEnum("exclu", "debutant", "primo-pratiquant")
)

// Typologies are the 92 codes of the reference library
// (@gouvfr-anct/lieux-de-mediation-numerique 2.3.0): the standard itself
// points to data·inclusion's vocabulary and lists none.
var Typologies = decode.NewEnum(
	"ACI", "ACIPHC", "AFPA", "AI", "ASE", "ASSO", "ASSO_CHOMEUR", "Autre", "AVIP", "BIB", "CAARUD",
	"CADA", "CAF", "CAP_EMPLOI", "CAVA", "CC", "CCAS", "CCONS", "CD", "CDAS", "CFP", "CHRS", "CHU",
	"CIAS", "CIDFF", "CITMET", "CMP", "CMS", "CPAM", "CPH", "CS", "CSAPA", "CSC", "DEETS", "DEPT",
	"DIPLP", "E2C", "EA", "EATT", "EI", "EITI", "ENM", "EPCI", "EPI", "EPIDE", "EPN", "ES", "ESAT",
	"ESS", "ETTI", "EVS", "FABLAB", "FABRIQUE", "FAIS", "FT", "GEIQ", "HUDA", "LA_POSTE", "MDE",
	"MDH", "MDEF", "MDPH", "MDS", "MJC", "ML", "MQ", "MSA", "MSAP", "MUNI", "OACAS", "ODC", "OF",
	"OIL", "OPCS", "PAD", "PENSION", "PI", "PIJ_BIJ", "PIMMS", "PJJ", "PLIE", "PREF", "PREVENTION",
	"REG", "RELAIS_LECTURE", "RESSOURCERIE", "RFS", "RS_FJT", "SCP", "SPIP", "TIERS_LIEUX", "UDAF",
).Alias("FT", "PE").Alias("MUNI", "COMMUNE", "mairie")

// lockable are the keys that Structure.Verrou can name: a lock on a key that
// does not exist would hold nothing, and nobody would know.
var lockable = decode.NewEnum(keysOf(reflect.TypeFor[Structure]())...)

// keysOf lists the TOML keys of a structure's fields.
func keysOf(t reflect.Type) []string {
	var keys []string
	for f := range t.Fields() {
		if key, _, _ := strings.Cut(f.Tag.Get("toml"), ","); key != "" {
			keys = append(keys, key)
		}
	}
	return keys
}

var structureEnums = map[string]*decode.Enum{
	"cles":                            lockable,
	"typologie":                       Typologies,
	"itinerance":                      Itinerances,
	"services":                        Services,
	"publics_specifiquement_adresses": Publics,
	"prise_en_charge_specifique":      PrisesEnCharge,
	"frais_a_charge":                  Frais,
	"dispositif_programmes_nationaux": Dispositifs,
	"formations_labels":               Labels,
	"modalites_acces":                 ModalitesAcces,
	"modalites_accompagnement":        ModalitesAccompagnement,
}
