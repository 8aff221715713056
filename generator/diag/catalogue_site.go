package diag

// catalogueSite is what can be wrong with site.toml, with the files of a portal
// as files, and with the links between them.
var catalogueSite = map[Code]Entry{
	"adresse-impossible": {
		FR: "« {0} » ne peut pas être une adresse", EN: "“{0}” cannot be an address",
		HintFR: "écrivez « {1} » : des lettres sans accent, des chiffres et des tirets", HintEN: "write “{1}”: letters without accents, digits and hyphens",
	},
	"audit-contradictoire": {
		FR: "« {0} » ne va pas avec etat = \"{1}\"", EN: "“{0}” does not go with etat = \"{1}\"",
		HintFR: "totalement : 100 % des critères, sans manque ; partiellement : de 50 à 100 % ; corrigez d’après le rapport d’audit",
		HintEN: "totalement: 100% of the criteria, with no failing; partiellement: 50 to 100%; correct it from the audit’s report",
	},
	"audit-incomplet": {
		FR: "etat = \"{0}\" annonce un audit, et rien ne le dit : {1}", EN: "etat = \"{0}\" claims an audit that nothing tells of: {1}",
		HintFR: "ajoutez auditeur = \"…\" et date = 2026-10-01, ou retirez « etat » tant que le site n’est pas audité",
		HintEN: "add auditeur = \"…\" and date = 2026-10-01, or remove “etat” as long as the site is not audited",
	},
	"chemin-double": {
		FR: "le chemin « {0} » est pris par un autre territoire", EN: "the chemin “{0}” is taken by another territory",
		HintFR: "donnez à chaque territoire un chemin différent", HintEN: "give each territory a chemin of its own",
	},
	"chemin-reserve": {
		FR: "le chemin « {0} » est réservé au portail", EN: "the chemin “{0}” is reserved for the portal",
		HintFR: "choisissez un autre chemin, par exemple le nom du territoire", HintEN: "choose another chemin, for instance the territory’s name",
	},
	"code-territoire": {
		FR: "le code « {0} » n’est celui d’aucun territoire de type {1}", EN: "the code “{0}” is that of no territory of type {1}",
		HintFR: "departement : 56, 2A, 974… ; commune : code INSEE ; epci : SIREN à neuf chiffres", HintEN: "departement: 56, 2A, 974…; commune: INSEE code; epci: SIREN of nine digits",
	},
	"contour-illisible": {
		FR: "le contour {0} ne se lit pas : {1}", EN: "the outline {0} cannot be read: {2}",
		HintFR: "enregistrez-le en GeoJSON, avec un polygone en degrés", HintEN: "save it as GeoJSON, with a polygon in degrees",
	},
	"contraste": {
		FR: "la couleur {0} se lit mal sur {1} : contraste de {2} pour 1", EN: "the colour {0} is hard to read on {1}: contrast {2} to 1",
		HintFR: "il faut au moins 4,5 pour 1 : foncez « couleur » ou éclaircissez « couleur_sombre »", HintEN: "at least 4.5 to 1 is needed: darken “couleur” or lighten “couleur_sombre”",
	},
	"controle-inconnu": {
		FR: "aucun message ne s’appelle « {0} »", EN: "no message is called “{0}”",
		HintFR: "écrivez « {1} »", HintEN: "write “{1}”",
	},
	"controle-niveau": {
		FR: "« {0} » n’est pas un niveau : erreur, avertissement ou silence", EN: "“{0}” is not a level: erreur, avertissement or silence",
		HintFR: "écrivez : {1}", HintEN: "write: {1}",
	},
	"controle-protege": {
		FR: "« {0} » reste une erreur : ce message protège le site et ses lecteurs", EN: "“{0}” stays an error: this message guards the site and its readers",
		HintFR: "retirez cette ligne, et corrigez ce que le message signale", HintEN: "remove this line, and correct what the message shows",
	},
	"couleur-illisible": {
		FR: "couleur « {0} » illisible", EN: "unreadable colour “{0}”",
		HintFR: "écrivez un dièse et six chiffres hexadécimaux, par exemple \"#0b4f6c\"", HintEN: "write a hash and six hexadecimal digits, for instance \"#0b4f6c\"",
	},
	"dossier-territoire": {
		FR: "le dossier « {0} » n’est le chemin d’aucun territoire", EN: "the folder “{0}” is the chemin of no territory",
		HintFR: "renommez-le « {1} »", HintEN: "rename it “{1}”",
	},
	"entete-absent": {
		FR: "l’en-tête manque au début du fichier", EN: "the front matter is missing at the beginning of the file",
		HintFR: "commencez par une ligne +++, les clés (titre, resume, maj), puis une ligne +++", HintEN: "begin with a line +++, the keys (titre, resume, maj), then a line +++",
	},
	"fichier-absent": {
		FR: "le fichier « {0} » est absent", EN: "the file “{0}” is missing",
		HintFR: "vérifiez le nom ; il part de la racine du portail", HintEN: "check the name; it begins at the portal’s root",
	},
	"fichier-illisible": {
		FR: "ce fichier ne peut pas être lu : {0}", EN: "this file cannot be read: {1}",
	},
	"geographie-illisible": {
		FR: "ce fichier de géographie ne se lit pas", EN: "this geography file cannot be read",
		HintFR: "refaites-le avec « balise geo {0} »", HintEN: "make it again with “balise geo {0}”",
	},
	"image-absente": {
		FR: "l’image « {0} » est absente", EN: "the image “{0}” is missing",
		HintFR: "l’image la plus proche est « {1} »", HintEN: "the nearest image is “{1}”",
	},
	"image-d-ailleurs": {
		Level: Warning,
		FR:    "l’image « {0} » est sur un autre site : la page n’en montre que le texte", EN: "the image “{0}” is on another site: the page shows its text only",
		HintFR: "téléchargez-la dans content/images si vous en avez le droit : ![…](../images/nom.png)", HintEN: "download it to content/images if you have the right to: ![…](../images/name.png)",
	},
	"langue-absente": {
		FR: "ce texte est en « {0} », et cette langue n’est pas dans « langues »", EN: "this text is in “{0}”, and this language is not in “langues”",
		HintFR: "écrivez dans site.toml : langues = [\"{1}\", \"{0}\"], ou retirez ce fichier", HintEN: "write in site.toml: langues = [\"{1}\", \"{0}\"], or remove this file",
	},
	"langue-inconnue": {
		FR: "« {0} » n’est pas une langue", EN: "“{0}” is not a language",
		HintFR: "écrivez un code BCP 47, par exemple \"fr\", \"en\" ou \"ar\"", HintEN: "write a BCP 47 tag, for instance \"fr\", \"en\" or \"ar\"",
	},
	"lien-masque": {
		Level: Warning,
		FR:    "« {0} » n’existe pas dans le territoire {1} : le texte y restera sans lien", EN: "“{0}” does not exist in the territory {1}: the text will stand there without a link",
	},
	"lien-mort": {
		FR: "le lien « {0} » ne mène à rien", EN: "the link “{0}” leads nowhere",
		HintFR: "le fichier le plus proche est « {1} »", HintEN: "the nearest file is “{1}”",
	},
	"lien-symbolique": {
		Level: Warning,
		FR:    "lien symbolique : laissé de côté", EN: "symbolic link: left out",
		HintFR: "remplacez-le par le fichier lui-même", HintEN: "replace it by the file itself",
	},
	"mention-absente": {
		Level: Warning,
		FR:    "[{0}] {1} manque : la loi demande cette mention sur chaque site", EN: "[{0}] {1} is missing: the law asks for it on every site",
		HintFR: "complétez la section [{0}] de site.toml", HintEN: "complete the section [{0}] of site.toml",
	},
	"nom-de-fichier": {
		FR: "le nom de fichier « {0} » ne peut pas être une adresse", EN: "the file name “{0}” cannot be an address",
		HintFR: "renommez-le « {1} »", HintEN: "rename it “{1}”",
	},
	"cle-sans-effet": {
		Level: Warning,
		FR:    "{0} ne sert qu’à un quartier : ce territoire ({1}) a les limites de son code", EN: "{0} is for a quartier only: this territory ({1}) has the limits of its code",
		HintFR: "effacez la ligne, ou écrivez type = \"quartier\"", HintEN: "remove the line, or write type = \"quartier\"",
	},
	"qpv-illisible": {
		FR: "code de quartier prioritaire « {0} » illisible", EN: "unreadable code of a priority neighbourhood “{0}”",
		HintFR: "écrivez par exemple \"QN05601M\"", HintEN: "write for instance \"QN05601M\"",
	},
	"site-absent": {
		FR: "site.toml est absent : ce dossier n’est pas un portail", EN: "site.toml is missing: this folder is not a portal",
		HintFR: "placez-vous dans le dossier du portail, ou indiquez-le par -C", HintEN: "go to the portal’s folder, or name it with -C",
	},
	"territoire-absent": {
		FR: "aucun territoire : il n’y a rien à construire", EN: "no territory: there is nothing to build",
		HintFR: "ajoutez une section [[territoire]] avec chemin, type et code", HintEN: "add a section [[territoire]] with chemin, type and code",
	},
	"territoire-boucle": {
		FR: "le territoire « {0} » est contenu dans lui-même", EN: "the territory “{0}” lies in itself",
		HintFR: "corrigez les clés « dans »", HintEN: "correct the keys “dans”",
	},
	"territoire-inconnu": {
		FR: "aucun territoire n’a le chemin « {0} »", EN: "no territory has the chemin “{0}”",
		HintFR: "écrivez « {1} »", HintEN: "write “{1}”",
	},
	"territoire-vide": {
		Level: Warning,
		FR:    "le territoire « {0} » n’a aucune structure", EN: "the territory “{0}” has no structure",
		HintFR: "vérifiez le code, les communes ou le contour", HintEN: "check the code, the communes or the outline",
	},
	"theme-inconnu": {
		FR: "le thème « {0} » n’est pas dans content/themes.toml", EN: "the theme “{0}” is not in content/themes.toml",
		HintFR: "écrivez « {1} »", HintEN: "write “{1}”",
	},
}
