package check

import (
	"slices"
	"strings"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/model"
)

// consumer are the providers at which people have mailboxes of their own. Many
// small places have theirs there too: the name before the @ decides.
var consumer = []string{
	"aol.com", "bbox.fr", "free.fr", "gmail.com", "gmx.fr", "hotmail.com", "hotmail.fr", "icloud.com", "laposte.net",
	"live.fr", "mail.com", "me.com", "msn.com", "neuf.fr", "numericable.fr", "orange.fr", "outlook.com", "outlook.fr",
	"proton.me", "protonmail.com", "sfr.fr", "wanadoo.fr", "yahoo.com", "yahoo.fr", "ymail.com",
}

// offices are words of mailboxes that belong to a place, whoever reads them.
var offices = words(`accueil adjoint administration agence aide animation antenne asso association atelier bibliotheque bienvenue
	bonjour bureau bus ccas centre cias communication commune connect conseil conseiller contact coordination culture cyber departement
	direction directeur directrice emploi epn espace etat fablab formation france gestion info information infos inscription jeunesse lab
	logement mairie maison mediation mediatheque mission multimedia municipal numerique pimms point pole poste presidence president quartier
	relais referent responsable saint sainte secretaire secretariat service services site social solidarite st ste tiers usagers ville`)

// firstNames are common first names of people who work today (INSEE, fichier
// des prénoms), without those that are as often a place's.
var firstNames = words(`adele adeline adrien agathe agnes aicha alain alban albane alexandra alexandre alexia alexis alice alicia aline alix amandine
	amelie amina anais andrea angelique anissa anne annick annie anthony antoine antonin ariane arnaud arthur audrey aurelia aurelie aurelien
	axel axelle baptiste barbara bastien beatrice benedicte benjamin benoit bernadette bernard bertrand brigitte bruno camille capucine carine
	carole caroline catherine cathy cecile cedric celia celine chantal charlene charles charlotte chloe christel christelle christian christiane
	christine christophe claire clara claude claudine clemence clement coline coralie corinne cyril cyrille damien daniel daniele danielle david
	deborah delphine denise didier dominique dorian dorothee edith edouard elena eleonore elisa elisabeth elise elodie emeline emilie emma
	emmanuel emmanuelle eric erika estelle esther etienne eva evelyne fabien fabienne fabrice fanny farid fatiha fatima fatou flavie florence
	florent florian francine franck francois francoise frederic frederique gabriel gaelle gael genevieve geoffrey gerald gerard geraldine
	gilles gregoire gregory guillaume guy gwenaelle gwendoline helene herve hugo hugues ines ingrid irene isabelle jacqueline jacques jade
	jeremie jeremy jerome jessica joel joelle johan johanna jonathan josette josiane jules julia julian julie julien juliette justine karim karine
	katia kevin khadija laetitia lea leila lena leo lionel lise loic louis louise luc lucas lucie lucile ludivine ludovic lydia lydie mael maeva
	magali malika manon marc marcel margaux margot marie marina marine marion marjorie marlene martine mathias mathieu mathilde matthieu maud maxime
	melanie melissa mehdi michel michele micheline mickael mireille mohamed monique morgan morgane muriel myriam nadege nadia nadine natacha nathalie
	nathan nicolas nicole noemie nora oceane odile olivia olivier ophelie oriane pascal pascale patrice patricia patrick paul pauline perrine philippe
	pierre quentin rachel rachid raphael raymond rebecca regine regis remi remy renaud rene robin roger roland romain romane sabine sabrina salome
	samia samir samira samuel sandra sandrine sarah sebastien serge severine simon simone sofia solene sonia sophie stephane stephanie steven
	suzanne sylvain sylvie tatiana theo therese thibault thibaut thierry thomas tiphaine valentin valentine valerie vanessa veronique victor victoria
	vincent virginie viviane wilfried william xavier yacine yann yannick yasmina yasmine yohan yolande yves yvette zoe`)

// jeans are those whom places called Jean are named after.
var jeans = words(`bart bouin cocteau ferrat genet giono jaures lurcat mace mermoz monnet moulin perrin prevost renoir rostand vilar xxiii zay`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// personalMails looks for the mailboxes of people: prenom.nom@ at a provider,
// where the law sees personal data (RGPD, article 4), or at an organisation,
// where it dies with the job.
func personalMails(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		for i, m := range s.Courriels {
			local, host, ok := strings.Cut(strings.ToLower(m), "@")
			if !ok || !Nominative(local, s.Nom, s.Commune) {
				continue
			}
			if slices.Contains(consumer, host) {
				report(diag.New("courriel-personnel", s.AtItem("courriels", i), m))
			} else {
				report(diag.New("courriel-nominatif", s.AtItem("courriels", i), m, "contact@"+host))
			}
		}
	}
}

// Nominative tells whether the name of a mailbox is that of a person:
// camille.exemple, c-exemple is not told. What is in the place's name or in its
// commune's is the place's: marie.curie@ of the médiathèque Marie-Curie.
func Nominative(local, name, commune string) bool {
	parts := strings.FieldsFunc(french.Fold(local), func(r rune) bool { return r == '.' || r == '_' || r == '-' || r == ' ' })
	if len(parts) < 2 || len(parts) > 4 {
		return false
	}
	own := words(strings.NewReplacer("-", " ", "'", " ").Replace(french.Fold(name + " " + commune)))
	for _, part := range parts {
		if offices[part] || own[part] || strings.ContainsAny(part, "0123456789") && len(parts) == 2 && strings.Trim(part, "0123456789") == "" {
			return false
		}
	}
	if len(parts) == 2 && (parts[0] == "jean" && !jeans[parts[1]] || parts[1] == "jean" && !jeans[parts[0]]) {
		return true
	}
	return firstNames[parts[0]] || firstNames[parts[len(parts)-1]]
}
