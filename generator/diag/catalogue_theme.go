package diag

// catalogueTheme is what can be wrong with a theme's files.
var catalogueTheme = map[Code]Entry{
	"gabarit-champ": {
		FR: "le champ « {0} » n’existe pas dans {1}", EN: "the field “{0}” does not exist in {1}",
		HintFR: "écrivez « {2} »", HintEN: "write “{2}”",
	},
	"gabarit-csp": {
		FR: "un gabarit ne peut contenir ni script ni style : {0}", EN: "a template can hold neither script nor style: {1}",
		HintFR: "placez-le dans un fichier du dossier assets du thème", HintEN: "put it in a file of the theme’s assets folder",
	},
	"gabarit-fonction": {
		FR: "la fonction « {0} » n’existe pas", EN: "the function “{0}” does not exist",
		HintFR: "écrivez « {1} »", HintEN: "write “{1}”",
	},
	"gabarit-inconnu": {
		FR: "le gabarit « {0} » n’existe pas", EN: "the template “{0}” does not exist",
		HintFR: "écrivez « {1} »", HintEN: "write “{1}”",
	},
	"gabarit-refuse": {
		FR: "gabarit refusé : {0}", EN: "template refused: {1}",
	},
	"i18n-absent": {
		FR: "la langue « {0} » n’a pas de textes d’interface", EN: "the language “{0}” has no interface texts",
		HintFR: "créez le fichier {1}, d’après fr.toml", HintEN: "make the file {1}, after fr.toml",
	},
	"i18n-forme": {
		FR: "« {0} » : « {1} » n’est pas une forme de pluriel", EN: "“{0}”: “{1}” is not a plural form",
		HintFR: "formes possibles : zero, one, two, few, many, other", HintEN: "possible forms: zero, one, two, few, many, other",
	},
	"theme-absent": {
		FR: "le thème « {0} » est absent", EN: "the theme “{0}” is missing",
		HintFR: "écrivez theme = \"clair\" dans site.toml, ou créez le dossier themes/{0}", HintEN: "write theme = \"clair\" in site.toml, or make the folder themes/{0}",
	},
	"theme-fichier-trop-gros": {
		FR: "ce fichier du thème dépasse 8 Mo : il n’est pas lu", EN: "this file of the theme is over 8 MB: it is not read",
		HintFR: "allégez-le, ou retirez-le du dossier du thème", HintEN: "make it lighter, or take it out of the theme’s folder",
	},
	"theme-contrat": {
		FR: "le thème « {0} » n’est pas écrit pour cette version de Balise", EN: "the theme “{0}” is not written for this version of Balise",
		HintFR: "adaptez-le, puis écrivez contrat = {1} dans theme.toml", HintEN: "adapt it, then write contrat = {1} in theme.toml",
	},
}
