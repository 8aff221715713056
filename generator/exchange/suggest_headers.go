package exchange

import (
	"slices"
	"strings"
)

// synonyms are what columns are called, by key: whole names first, as columnKey
// has them with spaces, then words that are enough. The order is that in which
// keys are given their column.
var synonyms = []struct {
	key   string
	whole []string
	words []string
}{
	{"nom", []string{"nom", "nom structure", "nom de la structure", "nom du lieu", "lib fs", "lieu", "structure", "user nom", "denomination", "raison sociale", "enseigne", "intitule", "libelle", "nom etablissement", "etablissement", "name", "titre"}, []string{"denomination", "nom"}},
	{"id", []string{"id", "identifiant", "uid", "id fs", "typo uid", "code", "reference", "id structure", "gid", "objectid", "fid"}, []string{"identifiant", "uid"}},
	{"pivot", []string{"siret", "pivot", "rna", "n siret", "numero siret"}, []string{"siret", "rna"}},
	{"code_insee", []string{"insee", "code insee", "insee com", "code commune", "adresse code insee", "citycode"}, []string{"insee"}},
	{"code_postal", []string{"code postal", "cp", "codepostal", "postcode", "adresse code postal"}, []string{"postal"}},
	{"commune", []string{"commune", "ville", "lib com", "adresse commune", "localite", "city", "nom commune", "libelle commune"}, []string{"commune", "ville"}},
	{"complement_adresse", []string{"complement adresse", "compl adresse", "adresse complement", "complement d'adresse"}, []string{"complement", "compl"}},
	{"adresse", []string{"adresse", "adresse postale", "user adres", "voie", "rue", "adresse rue", "address", "adresse complete"}, []string{"adresse", "adres", "rue", "voie"}},
	{"latitude", []string{"latitude", "lat", "y", "coord y", "y wgs84", "coordonnee y"}, []string{"latitude", "lat"}},
	{"longitude", []string{"longitude", "long", "lon", "lng", "x", "coord x", "x wgs84", "coordonnee x"}, []string{"longitude", "lng"}},
	{"telephone", []string{"telephone", "tel", "phone", "n de telephone", "numero de telephone", "n° de telephone", "contact telephone"}, []string{"telephone", "tel", "phone"}},
	{"courriels", []string{"mail", "email", "courriel", "e mail", "adresse mail", "adresse e mail", "contact email"}, []string{"mail", "mails", "email", "emails", "courriel", "courriels"}},
	{"site_web", []string{"site", "site web", "site internet", "url", "web", "site inter", "contact web", "lien"}, []string{"site", "web", "facebook", "url"}},
	{"prise_rdv", []string{"prise rdv", "rdv", "lien rdv", "prise de rendez vous"}, []string{"rdv"}},
	{"fiche_acces_libre", []string{"accessibilite", "acceslibre", "fiche acces libre"}, []string{"acceslibre"}},
	{"horaires", []string{"horaires", "horaire", "jours horaires ouverture", "heures d'ouverture", "ouverture", "opening hours", "horaires ouverture osm"}, []string{"horaires", "horaire"}},
	{"date_maj", []string{"date maj", "derniere maj", "date de mise a jour", "maj", "mise a jour", "date mise a jour", "date de maj", "mis a jour", "mis a jour le", "mise a jour le", "modifie le", "updated at", "date modification"}, []string{"maj"}},
	{"typologie", []string{"typologie", "type", "type structure", "type de structure", "type lieu", "categorie"}, []string{"typologie", "type"}},
	{"services", []string{"services", "service", "activites", "activites proposees", "offre", "prestations"}, []string{"services", "activites", "prestations"}},
	{"publics_specifiquement_adresses", []string{"public", "publics", "type public", "public cible", "publics accueillis"}, []string{"public", "publics"}},
	{"frais_a_charge", []string{"tarif", "tarifs", "frais", "cout", "prix", "conditions acces"}, []string{"tarif", "tarifs", "frais"}},
	{"labels_nationaux", []string{"label", "labels", "labels nationaux", "dispositif", "dispositifs"}, []string{"labels", "label", "dispositif"}},
	{"modalites_accompagnement", []string{"modalites accompagnement", "accompagnement"}, nil},
	{"itinerance", []string{"itinerance", "itinerant", "mobile"}, []string{"itinerance", "itinerant"}},
	{"structure_parente", []string{"structure porteuse", "porteur", "structure parente", "gestionnaire", "organisme gestionnaire"}, []string{"porteuse", "gestionnaire"}},
	{"presentation_detail", []string{"description", "presentation", "descriptif", "details"}, []string{"description", "presentation"}},
	{"langues", []string{"langues", "langues parlees"}, nil},
	{"source", []string{"source"}, nil},
}

// technical are the columns that programs add for themselves: those of the
// geocoder of the national address base, and of maps.
var technical = []string{"result_*", "OBJECTID", "objectid", "fid", "gid", "the_geom", "globalid", "geo_shape", "PICTO"}

// headerWords are the words of a column's name.
func headerWords(name string) string { return strings.ReplaceAll(columnKey(name), "_", " ") }

// headerScore tells how well a name fits a key: 2 for a whole name, 1 for a
// word of it, or for the whole of what ends a path: "fields.coord.cp".
func headerScore(name string, whole, words []string) int {
	key := wordKey(headerWords(name))
	for _, w := range whole {
		if key == wordKey(w) {
			return 2
		}
	}
	for word := range strings.FieldsSeq(key) {
		if slices.Contains(words, word) {
			return 1
		}
	}
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		return min(headerScore(name[i+1:], whole, words), 1)
	}
	return 0
}

// dayColumn tells the day that a column is about, and which half of it: 1 for
// the morning, 2 for the afternoon, 0 for all of it.
func dayColumn(name string) (day, half int) {
	day = -1
	for word := range strings.FieldsSeq(wordKey(headerWords(name))) {
		for i, d := range dayNames {
			if word == d || word == d[:3] {
				day = i
			}
		}
		switch word {
		case "am", "matin", "matins":
			half = 1
		case "pm", "apres", "midi", "aprem":
			half = 2
		}
	}
	return day, half
}

// endColumn tells whether a column is about when a day opens, 0, or closes, 1;
// -1 for neither.
func endColumn(name string) int {
	for word := range strings.FieldsSeq(wordKey(headerWords(name))) {
		switch word {
		case "ouverture", "ouvre", "debut", "open", "opening":
			return 0
		case "fermeture", "ferme", "fin", "close", "closing":
			return 1
		}
	}
	return -1
}

// hints are words that say which service of the standard a column of « oui » and
// « non », or a label, is about.
var hints = []struct {
	value string
	words []string
}{
	{"Acquisition de matériel informatique à prix solidaire", []string{"don", "dotation", "solidaire", "reconditionne", "equiper"}},
	{"Utilisation sécurisée du numérique", []string{"securite", "cybersecurite", "risques", "securisee", "prevention"}},
	{"Parentalité et éducation avec le numérique", []string{"parentalite", "parents", "education", "ecrans"}},
	{"Aide aux démarches administratives", []string{"demarches", "demarche", "administratives", "administration", "demat", "droits", "dematerialises", "dematerialisees"}},
	{"Insertion professionnelle via le numérique", []string{"emploi", "insertion", "professionnelle", "professionnel", "metiers", "cv"}},
	{"Loisirs et créations numériques", []string{"loisirs", "creation", "recreatives", "fablab", "3d", "codage", "robotique", "jeux", "graphique"}},
	{"Compréhension du monde numérique", []string{"comprehension", "culture", "citoyennete", "conferences", "conference", "eclaire", "sensibilisation"}},
	{"Accès internet et matériel informatique", []string{"wifi", "connexion", "acces", "acceder", "utilisation", "imprimante", "scanner", "photocopieuse", "pret", "materiel", "equipement"}},
	{"Maîtrise des outils numériques du quotidien", []string{"initiation", "initie", "perfectionnement", "formation", "formations", "ateliers", "atelier", "maitrise", "prendre", "utiliser", "smartphone", "ordinateur", "tablette", "outils", "cours"}},
	{"Accès internet et matériel informatique", []string{"internet", "ordi"}},
}

// aboutTheDoor are words that say how a place is reached or entered, not what
// help it gives.
var aboutTheDoor = []string{"pmr", "accessible", "accessibilite", "accessibilites", "handicap", "handicape", "handicapes", "fauteuil", "rampe", "ascenseur", "parking", "stationnement", "bus", "tram", "metro"}

// hintsOf are the services that the parts of a label are most likely about, as a
// mapping writes them; empty when none is.
func hintsOf(label string) string {
	var all []string
	for _, part := range splitOutside(label, ",") {
		if h := hint(part); h != "" {
			all = add(all, h)
		}
	}
	return strings.Join(all, " | ")
}

// hint is the service that a text is most likely about; empty when none is.
func hint(text string) string {
	words := strings.Fields(wordKey(headerWords(text)))
	if slices.ContainsFunc(words, func(w string) bool { return slices.Contains(aboutTheDoor, w) }) {
		return ""
	}
	for _, h := range hints {
		for _, w := range words {
			if slices.Contains(h.words, w) {
				return h.value
			}
		}
	}
	return ""
}
