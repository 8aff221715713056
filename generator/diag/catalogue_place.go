package diag

// cataloguePlace is what an import says of the values of a row: what it
// corrects, moves, keeps beside the record, or refuses.
var cataloguePlace = map[Code]Entry{
	"import-coordonnees-ailleurs": {
		Level: Warning,
		FR:    "les coordonnées « {0} » et « {1} » sont loin de {2} : elles sont gardées", EN: "the coordinates “{0}” and “{1}” are far from {2}: they are kept",
		HintFR: "cherchez le lieu sur une carte, et vérifiez sa commune", HintEN: "look the place up on a map, and check its commune",
	},
	"import-coordonnees-inversees": {
		Level: Warning,
		FR:    "latitude « {0} » et longitude « {1} » sont inversées : gardées en commentaire dans la fiche", EN: "latitude “{0}” and longitude “{1}” are swapped: kept as a comment of the record",
		HintFR: "recommencez avec --repair coordonnees : latitude {2}, longitude {3}", HintEN: "try again with --repair coordonnees: latitude {2}, longitude {3}",
	},
	"import-coordonnees-metres": {
		Level: Warning,
		FR:    "les coordonnées « {0} » et « {1} » sont en mètres, pas en degrés : gardées en commentaire dans la fiche", EN: "the coordinates “{0}” and “{1}” are metres, not degrees: kept as a comment of the record",
		HintFR: "recommencez avec --repair coordonnees : latitude {2}, longitude {3}", HintEN: "try again with --repair coordonnees: latitude {2}, longitude {3}",
	},
	"import-coordonnees-nulles": {
		Level: Warning,
		FR:    "coordonnées 0, 0 : la fiche n’en a pas", EN: "coordinates 0, 0: the record has none",
	},
	"import-coordonnees-signe": {
		Level: Warning,
		FR:    "il manque un signe moins aux coordonnées « {0} » et « {1} » : gardées en commentaire dans la fiche", EN: "a minus sign is missing from the coordinates “{0}” and “{1}”: kept as a comment of the record",
		HintFR: "recommencez avec --repair coordonnees : latitude {2}, longitude {3}", HintEN: "try again with --repair coordonnees: latitude {2}, longitude {3}",
	},
	"import-coordonnees-virgule": {
		Level: Warning,
		FR:    "les coordonnées « {0} » et « {1} » ont perdu leur virgule : gardées en commentaire dans la fiche", EN: "the coordinates “{0}” and “{1}” have lost their decimal point: kept as a comment of the record",
		HintFR: "recommencez avec --repair coordonnees : latitude {2}, longitude {3}", HintEN: "try again with --repair coordonnees: latitude {2}, longitude {3}",
	},
	"import-coordonnees-voisines": {
		Level: Warning,
		FR:    "les coordonnées {0}, {1} sont à {3} km de {2} : elles sont gardées", EN: "the coordinates {0}, {1} are {3} km from {2}: they are kept",
		HintFR: "vérifiez le lieu et sa commune sur une carte", HintEN: "check the place and its commune on a map",
	},
	"import-decale": {
		FR: "ligne écartée : ses cases ont glissé d’une colonne à l’autre ({0})", EN: "row rejected: its cells have moved from one column to another ({0})",
		HintFR: "remettez les valeurs dans leurs colonnes, puis recommencez", HintEN: "put the values back in their columns, then try again",
	},
	"import-deplace": {
		Level: Warning,
		FR:    "« {0} » n’est pas une valeur de {1} : mis dans {2}", EN: "“{0}” is not a value of {1}: put in {2}",
	},
	"import-etranger": {
		FR: "ligne écartée : {0} n’est pas en France", EN: "row rejected: {0} is not in France",
	},
	"import-horaires-partiels": {
		Level: Warning,
		FR:    "les horaires « {0} » deviennent « {1} », qui ne dit pas tout : le texte est gardé dans horaires_texte", EN: "the hours “{0}” become “{1}”, which does not say all: the text is kept in horaires_texte",
	},
	"import-reste": {
		Level: Warning,
		FR:    "{0} : « {1} » n’a pas été repris, la valeur entière est gardée en commentaire dans la fiche", EN: "{0}: “{1}” was not taken, the whole value is kept as a comment of the record",
	},
	"import-resume-long": {
		Level: Warning,
		FR:    "presentation_resume a {0} caractères au lieu de 280 : gardé en entier", EN: "presentation_resume has {0} characters, not 280: kept whole",
		HintFR: "raccourcissez-le dans la fiche ; le détail va dans presentation_detail", HintEN: "shorten it in the record; details go in presentation_detail",
	},
	"import-ridet": {
		Level: Warning,
		FR:    "« {0} » est un RIDET, que le standard national n’admet pas : gardé en commentaire dans la fiche", EN: "“{0}” is a RIDET, which the national standard does not take: kept as a comment of the record",
	},
	"import-siren": {
		Level: Warning,
		FR:    "« {0} » est un SIREN, pas un SIRET : gardé en commentaire dans la fiche", EN: "“{0}” is a SIREN, not a SIRET: kept as a comment of the record",
		HintFR: "ajoutez les cinq derniers chiffres, qui disent l’établissement", HintEN: "add the last five digits, which tell the establishment",
	},
	"import-siret-arrondi": {
		Level: Warning,
		FR:    "le SIRET « {0} » a été arrondi par un tableur : gardé en commentaire dans la fiche", EN: "the SIRET “{0}” was rounded by a spreadsheet: kept as a comment of the record",
		HintFR: "demandez à la source un fichier où le SIRET est un texte", HintEN: "ask the source for a file where the SIRET is text",
	},
	"import-siret-faux": {
		Level: Warning,
		FR:    "le SIRET « {0} » est faux : sa clé ne correspond pas", EN: "the SIRET “{0}” is wrong: its key does not match",
		HintFR: "vérifiez-le sur annuaire-entreprises.data.gouv.fr", HintEN: "check it on annuaire-entreprises.data.gouv.fr",
	},
}
