// Package check holds the rules that a portal must keep, one function each, in
// one table. A rule reads the model and reports; it changes nothing, reads no
// file, and knows nothing of the other rules.
//
// How loudly each code is said is the portal's choice, within what keeps a
// build safe (see Adjust). How good the records are is measured apart (see
// Measure).
//
// Whether a file can be read, and whether a value has the right type, is
// settled before: see packages load and decode. A value that they refused is
// not spoken of twice.
package check

import (
	"balise/generator/diag"
	"balise/generator/model"
)

// Rule is one rule. Name is stable: the manual is sorted by the table.
type Rule struct {
	Name   string
	FR, EN string      // one line each: what the rule asks, and why
	Codes  []diag.Code // what it reports
	run    func(*model.Portal, func(diag.Diag))
	// advice is said by check and not by build: no page depends on it, and it
	// takes as long as all the other rules. It is a rule like the others in a
	// portal that makes it an error.
	advice bool
}

// Rules is the table, in the order in which rules run.
var Rules = []Rule{
	{
		"controle", "les réglages de [controle] nomment des messages qui existent, et n’éteignent pas ceux qui protègent le site",
		"the settings of [controle] name messages that exist, and do not silence those that guard the site",
		[]diag.Code{"controle-inconnu", "controle-niveau", "controle-protege"}, settings, false,
	},
	{
		"ids", "chaque fiche a un identifiant à elle, qui peut être une adresse", "each record has an id of its own, fit for an address",
		[]diag.Code{"id-impossible", "id-double"}, ids, false,
	},
	{
		"communes", "la commune, le code INSEE et le code postal existent et s’accordent", "commune, code_insee and code_postal exist and agree",
		[]diag.Code{"commune-sans-code", "commune-inconnue", "commune-differe", "code-insee-inconnu", "code-postal-illisible", "code-postal-differe"}, communes, false,
	},
	{
		"quartiers", "le code d’un quartier prioritaire existe sous cette forme, dans le département de la fiche",
		"the code of a priority neighbourhood has its shape, in the record’s département",
		[]diag.Code{"qpv-illisible", "qpv-ailleurs"}, neighbourhoods, false,
	},
	{
		"coordonnees", "les coordonnées sont des degrés, en France, dans le bon département", "coordinates are degrees, in France, in the right département",
		[]diag.Code{"coordonnees-incompletes", "coordonnees-nulles", "coordonnees-metres", "coordonnees-inversees", "coordonnees-ailleurs", "coordonnees-hors-france"}, coordinates, false,
	},
	{
		"contacts", "les téléphones, les adresses mail et les adresses web peuvent servir", "phone numbers, mail addresses and web addresses can be used",
		[]diag.Code{"telephone-illisible", "courriel-illisible", "adresse-web-illisible"}, contacts, false,
	},
	{
		"courriels-personnels", "une adresse mail est celle du lieu, pas celle d’une personne : elle part avec elle, et la loi la protège",
		"a mail address is the place’s, not a person’s: it leaves with them, and the law protects it",
		[]diag.Code{"courriel-personnel", "courriel-nominatif"}, personalMails, false,
	},
	{
		"liens-raccourcis", "une adresse raccourcie ne dit pas où elle mène, et cesse un jour de marcher",
		"a shortened address does not say where it leads, and stops working one day",
		[]diag.Code{"lien-raccourci"}, shortened, false,
	},
	{
		"pivots", "un SIRET a sa clé et tous ses chiffres, un numéro RNA sa forme", "a SIRET has its key and all its digits, an RNA number its shape",
		[]diag.Code{"pivot-illisible", "pivot-mal-ecrit", "siret-arrondi", "siret-faux"}, pivots, false,
	},
	{
		"textes", "les champs ne contiennent ni HTML, ni caractère perdu, ni accents lus de travers",
		"fields hold no HTML, no lost character, no accent read wrongly",
		[]diag.Code{"champ-html", "caractere-perdu", "accents-abimes"}, texts, false,
	},
	{
		"services", "un lieu qui reçoit du public dit ce qu’on y fait", "a place that receives the public says what is done there",
		[]diag.Code{"services-absents"}, services, false,
	},
	{
		"dates", "aucune date n’est dans le futur ; une fermeture finit après avoir commencé", "no date is in the future; closures end after they begin",
		[]diag.Code{"date-future", "fermeture-inversee"}, dates, false,
	},
	{
		"fraicheur", "une fiche que personne n’a vérifiée depuis longtemps le dit", "a record that nobody checked for long says so",
		[]diag.Code{"fiche-ancienne"}, staleness, false,
	},
	{
		"doublons", "un lieu n’a qu’une fiche", "a place has one record",
		[]diag.Code{"doublon-possible"}, duplicates, true,
	},
	{
		"resumes", "presentation_resume tient en 280 caractères, comme le standard le demande", "presentation_resume holds in 280 characters, as the standard asks",
		[]diag.Code{"resume-long"}, summaries, false,
	},
	{
		"liens", "un lien entre guides, pages et images mène quelque part dans chaque territoire",
		"a link between guides, pages and images leads somewhere in every territory",
		[]diag.Code{"lien-mort", "lien-masque", "image-absente", "image-d-ailleurs"}, links, false,
	},
	{
		"editeur", "les mentions que la loi demande peuvent être faites : qui publie et qui héberge sont nommés",
		"the law’s notices can be made: publisher and host are named",
		[]diag.Code{"mention-absente", "courriel-illisible", "telephone-illisible", "adresse-web-illisible"}, publisher, false,
	},
	{
		"audit", "la déclaration d’accessibilité ne dit rien qu’un audit n’ait établi : qui l’a fait, quand, et ce qu’il a compté",
		"the accessibility statement says nothing that an audit did not establish: who made it, when, and what it counted",
		[]diag.Code{"audit-incomplet", "audit-contradictoire", "date-future"}, audit, false,
	},
	{
		"couleurs", "les couleurs d’un territoire se lisent sur la page, à 4,5 pour 1 (RGAA 3.2)", "a territory’s colours contrast with the page, 4.5:1 (RGAA 3.2)",
		[]diag.Code{"couleur-illisible", "contraste"}, colours, false,
	},
	{
		"territoires", "un territoire n’est pas vide", "a territory is not empty",
		[]diag.Code{"territoire-vide"}, emptiness, false,
	},
}

// Portal runs the rules that a build depends on; the diagnostics are sorted.
func Portal(p *model.Portal) []diag.Diag { return run(p, false) }

// Whole runs every rule; the diagnostics are sorted.
func Whole(p *model.Portal) []diag.Diag { return run(p, true) }

func run(p *model.Portal, advice bool) []diag.Diag {
	var ds []diag.Diag
	for _, r := range Rules {
		if advice || !r.advice || raised(p.Site, r.Codes) {
			r.run(p, func(d diag.Diag) { ds = append(ds, d) })
		}
	}
	return diag.Sort(ds)
}
