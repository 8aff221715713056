package exchange

// The correspondence of the national pipeline (gip-inclusion/data-inclusion,
// 30 June 2026), from the values of the national standard to those of
// data·inclusion v1.

var inclusionThemes = map[string][]string{
	"Accès internet et matériel informatique":               {"numerique--acceder-a-une-connexion-internet", "numerique--acquerir-un-equipement"},
	"Acquisition de matériel informatique à prix solidaire": {"numerique--acquerir-un-equipement"},
	"Aide aux démarches administratives":                    {"difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives", "numerique--acceder-a-des-services-en-ligne"},
	"Compréhension du monde numérique":                      {"numerique--maitriser-les-fondamentaux-du-numerique"},
	"Utilisation sécurisée du numérique":                    {"numerique--maitriser-les-fondamentaux-du-numerique"},
	"Insertion professionnelle via le numérique":            {"preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi", "numerique--maitriser-les-fondamentaux-du-numerique"},
	"Loisirs et créations numériques":                       {"remobilisation--activites-sportives-et-culturelles", "numerique--maitriser-les-fondamentaux-du-numerique"},
	"Maîtrise des outils numériques du quotidien":           {"numerique--maitriser-les-fondamentaux-du-numerique", "numerique--acceder-a-des-services-en-ligne"},
	"Parentalité et éducation avec le numérique":            {"famille--soutien-a-la-parentalite-et-a-leducation", "numerique--maitriser-les-fondamentaux-du-numerique"},
}

// inclusionPublics is about publics_specifiquement_adresses and
// prise_en_charge_specifique. « Illettrisme » is no public of data·inclusion.
var inclusionPublics = map[string][]string{
	"Étudiants":                    {"etudiants"},
	"Familles et/ou enfants":       {"familles"},
	"Femmes":                       {"femmes"},
	"Jeunes":                       {"jeunes"},
	"Seniors":                      {"seniors"},
	"Déficience visuelle":          {"personnes-en-situation-de-handicap"},
	"Surdité":                      {"personnes-en-situation-de-handicap"},
	"Handicaps moteurs":            {"personnes-en-situation-de-handicap"},
	"Handicaps mentaux":            {"personnes-en-situation-de-handicap"},
	"Langues étrangères (anglais)": {"personnes-exilees"},
	"Langues étrangères (autres)":  {"personnes-exilees"},
}

var inclusionAccess = map[string][]string{
	"Contacter par mail":      {"envoyer-un-courriel"},
	byPrescription:            {"envoyer-un-courriel"},
	"Prendre un RDV en ligne": {"utiliser-lien-mobilisation"},
	"Se présenter":            {"se-presenter"},
	"Téléphoner":              {"telephoner"},
}

// inclusionNetworks is about dispositif_programmes_nationaux, then
// formations_labels, and the types (data·inclusion v1 has no type of structure)
// that are a network of the same name. The pipeline keeps the programmes only.
var inclusionNetworks = map[string][]string{
	"Aidants Connect":           {"aidants-connect"},
	"Conseillers numériques":    {"conseillers-numeriques"},
	"France Services":           {"france-service"},
	"Grande école du numérique": {"grandes-ecoles-du-numerique"},
	"La Croix Rouge":            {"croix-rouge"},
	"Fabriques de Territoire":   {"fabrique-de-territoire"},

	"ACI": {"aci"}, "AFPA": {"afpa"}, "AI": {"ai"}, "ASE": {"ase"}, "AVIP": {"creches-avip"}, "CAARUD": {"caarud"}, "CADA": {"cada"},
	"CAF": {"caf"}, "CAP_EMPLOI": {"cap-emploi-reseau-cheops"}, "CAVA": {"cava"}, "CC": {"communes"}, "CCAS": {"ccas-cias"},
	"CCONS": {"chambres-consulaires"}, "CD": {"departements"}, "CHRS": {"chrs"}, "CHU": {"chu"}, "CIAS": {"ccas-cias"}, "CIDFF": {"cidff"},
	"CMP": {"cmp"}, "CMS": {"cms"}, "CPAM": {"cpam"}, "CPH": {"cph"}, "CSAPA": {"csapa"}, "DEPT": {"departements"},
	"E2C": {"ecoles-de-la-deuxieme-chance"}, "EA": {"ea"}, "EATT": {"eatt"}, "EI": {"ei"}, "EITI": {"eiti"}, "EPIDE": {"epide"},
	"EPN": {"espaces-publics-numeriques"}, "ESAT": {"esat"}, "ETTI": {"etti"}, "FT": {"france-travail"}, "GEIQ": {"geiq"}, "HUDA": {"huda"},
	"LA_POSTE": {"la-poste"}, "MDE": {"maisons-de-l-emploi"}, "MDPH": {"mdph"}, "MDS": {"maisons-des-solidarites"}, "MJC": {"mjc"},
	"ML": {"mission-locale"}, "MSA": {"mutualite-sociale-agricole"}, "MSAP": {"msap"}, "MUNI": {"communes"},
	"ODC": {"delegataire-conseil-departemental"}, "PAD": {"points-justice"}, "PIJ_BIJ": {"reseau-information-jeunesse"},
	"PIMMS": {"pimms-mediation"}, "PJJ": {"pjj"}, "PLIE": {"plie"}, "PREF": {"regions"}, "REG": {"regions"}, "RESSOURCERIE": {"ressourceries"},
	"RFS": {"france-service"}, "RS_FJT": {"residences-fjt"}, "SPIP": {"spip"}, "UDAF": {"unaf"},
}
