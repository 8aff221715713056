package exchange

import "strings"

// The standard v0.1.1 (2022) and its conversion to v1.0.2, as
// LaMednum/standard-mediation-num describes both. What v1 cannot say stays as a
// note beside the record.

// vocabularies are what the labels of the standard's columns mean, by key: the
// values of v1, those of v0 and the spellings that files have of both. The keys
// that v1 has no more are those of v0.
var vocabularies = func() map[string]*vocabulary {
	m := map[string]*vocabulary{}
	for i := range fields {
		if fields[i].enum != nil {
			m[fields[i].name] = enumVocabulary(fields[i].name)
		}
	}
	teachServices(m["services"])
	teachTypologies(m["typologie"])
	teachFees(m["frais_a_charge"])
	teachSupport(m["modalites_accompagnement"])
	m["labels_nationaux"] = nationalLabels()
	m["publics_accueillis"] = welcomed()
	teachLabels(m)
	m["itinerance"].say("itinerance", "Itinérant", "oui", "mobile", "bus", "itinérante")
	m["itinerance"].say("itinerance", "Fixe", "non", "fixe")
	return m
}()

func teachServices(v *vocabulary) {
	v.phrases = true
	v.say("services", "Aide aux démarches administratives",
		"Devenir autonome dans les démarches administratives",
		"Réaliser des démarches administratives avec un accompagnement",
		"Accompagner les démarches de santé")
	v.say("services", "Maîtrise des outils numériques du quotidien",
		"Prendre en main un smartphone ou une tablette",
		"Prendre en main un ordinateur",
		"Utiliser le numérique au quotidien")
	v.say("services", "Insertion professionnelle via le numérique",
		"Favoriser mon insertion professionnelle",
		"Créer et développer mon entreprise")
	v.say("services", "Compréhension du monde numérique",
		"Approfondir ma culture numérique",
		"Promouvoir la citoyenneté numérique")
	v.say("services", "Accès internet et matériel informatique",
		"Accéder à une connexion internet",
		"Accéder à du matériel")
	v.say("services", "Acquisition de matériel informatique à prix solidaire",
		"S'équiper en matériel informatique")
	v.say("services", "Loisirs et créations numériques", "Créer avec le numérique")
	v.say("services", "Parentalité et éducation avec le numérique",
		"Soutenir la parentalité et l'éducation avec le numérique")
}

func teachFees(v *vocabulary) {
	i := fieldIndex["frais_a_charge"]
	v.say("frais_a_charge", "Gratuit", "Gratuit : Je peux accéder gratuitement au lieu et à ses services")
	v.say("frais_a_charge", "Gratuit sous condition",
		"Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social...)")
	v.say("frais_a_charge", "Payant", "Payant : L'accès au lieu et/ou à ses services est payant")
	v.add("Accepte le Pass numérique : Il est possible d'utiliser un Pass numérique pour accéder au lieu",
		meaning{i, "Gratuit sous condition", true})
	v.add("Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer", meaning{i, "Payant", true})
}

func teachSupport(v *vocabulary) {
	i := fieldIndex["modalites_accompagnement"]
	v.say("modalites_accompagnement", "En autonomie", "Seul : j'ai accès à du matériel et une connexion")
	v.say("modalites_accompagnement", "Accompagnement individuel",
		"Avec de l'aide : je suis accompagné seul dans l'usage du numérique")
	v.say("modalites_accompagnement", "Dans un atelier collectif",
		"Dans un atelier : j'apprends collectivement à utiliser le numérique",
		"Dans un atelier collectif : j'apprends collectivement à utiliser le numérique")
	v.say("modalites_accompagnement", "À distance", "A distance")
	v.add("A ma place : une personne habilitée fait les démarches à ma place", meaning{i, "Accompagnement individuel", true})
}

// nationalLabels are those of v0, which v1 shares out among three keys.
func nationalLabels() *vocabulary {
	v := newVocabulary()
	teachPrograms(v)
	v.say("formations_labels", "Fabriques de Territoire", "Fabriques de Territoire", "Fabrique de Territoire", "Fabrique numérique de Territoire")
	v.say("formations_labels", "SUD LABS (PACA)", "SUD LABS", "SUD LAB", "SUDLAB")
	for _, other := range []string{"APTIC", "Relais pôle emploi", "French Tech", "Campus connecté"} {
		v.say("autres_formations_labels", other, other)
	}
	v.say("autres_formations_labels", "APTIC", "Chèque APTIC", "Pass APTIC")
	for _, none := range []string{"Aucun", "Aucun dispositif", "Aucun label", "Non", "Néant"} {
		v.add(none, meaning{})
	}
	return v
}

// teachPrograms teaches the names that files give to national programmes.
func teachPrograms(v *vocabulary) {
	const key = "dispositif_programmes_nationaux"
	v.say(key, "France Services", "France Services", "France Service", "Maison France Services", "Maison France Service", "Espace France Services")
	v.say(key, "Aidants Connect", "Aidants Connect", "Aidant Connect")
	v.say(key, "Conseillers numériques", "CNFS", "Conseillers numériques", "Conseiller numérique", "Conseiller numérique France Services",
		"Conseillers numériques France Services")
	v.say(key, "Grande école du numérique", "Grandes écoles du numérique", "Grande école du numérique", "Grande école du numérique (GEN)")
	v.say(key, "Point d'accès numérique CAF", "Point relais CAF", "Point numérique CAF", "Point d'accès numérique CAF")
	v.say(key, "Bibliothèques numérique de référence", "Bibliothèques numérique de référence", "Bibliothèques numériques de référence", "Bibliothèque numérique de référence")
	v.say(key, "La Croix Rouge", "Croix Rouge", "Croix-Rouge française")
}

// teachLabels completes the vocabularies of v1 with what files write there.
func teachLabels(m map[string]*vocabulary) {
	teachPrograms(m["dispositif_programmes_nationaux"])
	m["formations_labels"].say("formations_labels", "Étapes numériques (La Poste)", "Étapes numériques(La Poste)")
	m["formations_labels"].say("formations_labels", "Fabriques de Territoire", "Fabrique de Territoire")
	m["formations_labels"].say("formations_labels", "SUD LABS (PACA)", "SUD LABS", "SUD LAB", "SUDLAB")
	p := m["publics_specifiquement_adresses"]
	p.say("publics_specifiquement_adresses", "Jeunes", "Jeune")
	p.say("publics_specifiquement_adresses", "Étudiants", "Étudiant")
	p.say("publics_specifiquement_adresses", "Seniors", "Senior", "Séniors", "Personnes âgées")
	p.say("publics_specifiquement_adresses", "Familles et/ou enfants", "Familles", "Familles/enfants", "Enfants")
	p.say("publics_specifiquement_adresses", "Femmes", "Femme")
	for label, means := range m["publics_accueillis"].means { // files mix the two keys
		if _, taken := p.means[label]; !taken {
			p.means[label] = means
		}
	}
	c := m["prise_en_charge_specifique"]
	for label, means := range m["publics_accueillis"].means {
		if _, taken := c.means[label]; !taken && len(means) > 0 && means[0].field == fieldIndex["prise_en_charge_specifique"] {
			c.means[label] = means
		}
	}
}

// welcomed are the boxes of v0's publics_accueillis. « Adultes » is everybody,
// and v1 knows no psychic handicap: both are kept as notes.
func welcomed() *vocabulary {
	v := newVocabulary()
	const publics, care = "publics_specifiquement_adresses", "prise_en_charge_specifique"
	v.say(publics, "Jeunes", "Jeunes (16-26 ans)", "Jeunes (16/26 ans)", "Jeunes")
	v.say(publics, "Familles et/ou enfants", "Familles/enfants", "Familles/enfant", "Familles", "Enfants", "Enfant", "Familles et/ou enfants")
	v.say(publics, "Seniors", "Seniors (+ 65 ans)", "Seniors", "Séniors")
	v.say(publics, "Femmes", "Uniquement femmes", "Femmes")
	v.say(publics, "Étudiants", "Étudiants")
	v.say(care, "Déficience visuelle", "Déficience visuelle", "Déficiance visuelle")
	v.say(care, "Surdité", "Surdité")
	v.say(care, "Handicaps moteurs", "Handicaps moteurs")
	v.say(care, "Handicaps mentaux", "Handicaps mentaux : déficiences limitant les activités d'une personne")
	v.say(care, "Illettrisme", "Personnes en situation d'illettrisme", "Illettrisme")
	v.say(care, "Langues étrangères (autres)", "Public langues étrangères", "Langues étrangères (autres)")
	v.say(care, "Langues étrangères (anglais)", "Langues étrangères (anglais)")
	v.add("Adultes", meaning{lossy: true})
	v.add("Adulte", meaning{lossy: true})
	v.add("Tout public", meaning{lossy: true})
	v.add("Handicaps psychiques : troubles psychiatriques donnant lieu à des atteintes comportementales", meaning{lossy: true})
	return v
}

// A place that ticked every age, or nearly every need, of publics_accueillis
// welcomes everybody: it addresses nobody in particular, which is what v1 asks.
var (
	everyAge  = []string{"jeunes", "familles", "adultes", "seniors"}
	everyNeed = []string{"deficience", "surdite", "handicaps psychiques", "handicaps mentaux", "illettrisme", "langues"}
)

// everybody tells which keys of v1 say nothing because v0 ticked it all.
func everybody(r reading) map[int]bool {
	all := ""
	for _, k := range r.known {
		all += "|" + wordKey(k.label)
	}
	skip := map[int]bool{}
	if ticked(all, everyAge) == len(everyAge) {
		skip[fieldIndex["publics_specifiquement_adresses"]] = true
	}
	if ticked(all, everyNeed) >= len(everyNeed)-1 {
		skip[fieldIndex["prise_en_charge_specifique"]] = true
	}
	return skip
}

func ticked(all string, boxes []string) int {
	n := 0
	for _, b := range boxes {
		if strings.Contains(all, b) {
			n++
		}
	}
	return n
}
