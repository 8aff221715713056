package diag

// catalogueExchange is what an import says of the rows that it reads. An error
// is a row, or a file, that does not come in; a warning, a value that was
// corrected or that somebody should look at.
var catalogueExchange = map[Code]Entry{
	"import-cellule-en-trop": {
		Level: Warning,
		FR:    "« {0} » n’est dans aucune colonne : gardé en commentaire dans la fiche", EN: "“{0}” is in no column: kept as a comment of the record",
		HintFR: "donnez un nom à sa colonne, ou vérifiez les guillemets de la ligne", HintEN: "give its column a name, or check the quotes of the line",
	},
	"import-colonne-absente": {
		FR: "il n’y a pas de colonne « {0} » : aucune ligne n’est reprise", EN: "there is no column “{0}”: no row is brought in",
		HintFR: "demandez une correspondance avec balise import --suggest, ou donnez aux colonnes les noms du standard national", HintEN: "ask for a mapping with balise import --suggest, or give the columns the names of the national standard",
	},
	"import-colonne-double": {
		Level: Warning,
		FR:    "une autre colonne s’appelle déjà « {0} » : celle-ci est gardée en commentaire dans les fiches", EN: "another column is called “{0}” already: this one is kept as comments of the records",
	},
	"import-colonne-inconnue": {
		Level: Warning,
		FR:    "la colonne « {0} » n’est pas du standard : ses valeurs sont gardées en commentaire dans les fiches", EN: "the column “{0}” is not of the standard: its values are kept as comments of the records",
		HintFR: "si c’est la même chose, nommez-la « {1} »", HintEN: "if it is the same thing, call it “{1}”",
	},
	"import-commune-ancienne": {
		Level: Warning,
		FR:    "« {0} » n’est plus le nom d’une commune : la fiche dit « {1} », et garde ce nom en commentaire", EN: "“{0}” is no longer the name of a commune: the record says “{1}” and keeps that name as a comment",
	},
	"import-commune-deduite": {
		Level: Warning,
		FR:    "« {0} » n’est pas une commune, ou pas celle que disent le code et le lieu : la fiche dit « {1} », et garde ce nom en commentaire", EN: "“{0}” is no commune, or not the one that the code and the place tell: the record says “{1}” and keeps that name as a comment",
		HintFR: "vérifiez la commune de la fiche", HintEN: "check the record’s commune",
	},
	"import-commune-inconnue": {
		FR: "ligne écartée : aucune commune « {0} » au code postal {1}", EN: "row rejected: no commune “{0}” at the postcode {1}",
		HintFR: "écrivez « {2} », ou ajoutez code_insee", HintEN: "write “{2}”, or add code_insee",
	},
	"import-commune-sans-code": {
		FR: "ligne écartée : la commune « {0} » n’a ni code postal ni code INSEE", EN: "row rejected: the commune “{0}” has neither a postcode nor an INSEE code",
		HintFR: "remplissez code_postal ou code_insee", HintEN: "fill in code_postal or code_insee",
	},
	"import-complete": {
		Level: Warning,
		FR:    "{0} complété : « {1} »", EN: "{0} filled in: “{1}”",
	},
	"import-contact-complete": {
		Level: Warning,
		FR:    "{0} complété : un premier zéro, un indicatif ou https:// manquait", EN: "{0} completed: a first zero, a code or https:// was missing",
	},
	"import-coordonnees": {
		Level: Warning,
		FR:    "les coordonnées « {0} » et « {1} » ne sont pas près de {2} : gardées en commentaire dans la fiche", EN: "the coordinates “{0}” and “{1}” are not near {2}: kept as a comment of the record",
		HintFR: "cherchez le lieu sur une carte et écrivez sa latitude et sa longitude en degrés", HintEN: "look the place up on a map and write its latitude and longitude in degrees",
	},
	"import-corrige": {
		Level: Warning,
		FR:    "{0} : « {1} » corrigé en « {2} »", EN: "{0}: “{1}” corrected to “{2}”",
	},
	"import-date-absente": {
		Level: Warning,
		FR:    "pas de date de mise à jour lisible : la fiche porte celle de l’import ({0})", EN: "no readable date of update: the record bears that of the import ({0})",
		HintFR: "remplissez date_maj, par exemple 2026-09-01", HintEN: "fill in date_maj, for instance 2026-09-01",
	},
	"import-dossier": {
		FR: "ce dossier n’est pas dans le portail : rien n’est importé", EN: "this folder is not in the portal: nothing is imported",
		HintFR: "donnez un dossier du portail, par exemple --into data/structures", HintEN: "give a folder of the portal, for instance --into data/structures",
	},
	"import-fichier-fautif": {
		Level: Warning,
		FR:    "la fiche « {0} » a changé, mais le fichier {1} contient des erreurs : il n’est pas modifié", EN: "the record “{0}” has changed, but the file {1} holds errors: it is left as it is",
		HintFR: "corrigez le fichier, puis recommencez", HintEN: "correct the file, then try again",
	},
	"import-horaires-texte": {
		Level: Warning,
		FR:    "horaires « {0} » non reconnus : gardés tels quels dans horaires_texte", EN: "hours “{0}” not understood: kept as they are in horaires_texte",
		HintFR: "écrivez-les par exemple « Mo-Fr 09:00-12:00,14:00-17:00 »", HintEN: "write them for instance “Mo-Fr 09:00-12:00,14:00-17:00”",
	},
	"import-forme": {
		Level: Warning,
		FR:    "ce fichier a des changements à recevoir, mais il est écrit sous une forme que l’import ne sait pas modifier sans perte : il reste tel quel", EN: "this file has changes to receive, but it is written in a form that the import cannot change without loss: it is left as it is",
		HintFR: "commencez chaque structure par une ligne [[structure]], avec une clé par ligne, puis recommencez", HintEN: "begin each structure with a [[structure]] line, with one key a line, then try again",
	},
	"import-hors-dossier": {
		Level: Warning,
		FR:    "la fiche « {0} » a changé, mais le fichier {1} n’est pas dans le dossier de l’import : il n’est pas modifié", EN: "the record “{0}” has changed, but the file {1} is not in the folder of the import: it is left as it is",
		HintFR: "donnez son dossier avec --into", HintEN: "give its folder with --into",
	},
	"import-id-double": {
		Level: Warning,
		FR:    "l’identifiant « {0} » est aussi celui d’une autre fiche ({1}) : les deux sont gardées", EN: "the id “{0}” is also that of another record ({1}): both are kept",
		HintFR: "si c’est le même lieu, gardez une seule ligne ; sinon, donnez-lui un autre identifiant", HintEN: "if it is one place, keep one row; if not, give it another id",
	},
	"import-ressemble": {
		Level: Warning,
		FR:    "« {0} » est peut-être « {1} ». {2}", EN: "“{0}” may be “{1}”. {3}",
		HintFR: "répondez dans data/doublons.toml : « meme » ou « differents »", HintEN: "answer in data/doublons.toml: “meme” (the same) or “differents” (two places)",
	},
	"import-sans-ligne": {
		Level: Warning,
		FR:    "aucun enregistrement : ce fichier n’a que les noms de ses colonnes", EN: "no record: this file only has the names of its columns",
		HintFR: "vérifiez que l’export de la liste est allé au bout", HintEN: "check that the listing was exported to its end",
	},
	"import-valeur-absente": {
		FR: "ligne écartée : « {0} » est vide", EN: "row rejected: “{0}” is empty",
		HintFR: "remplissez cette case", HintEN: "fill in this cell",
	},
	"import-valeur-illisible": {
		Level: Warning,
		FR:    "{0} : « {1} » ne se lit pas, gardé en commentaire dans la fiche", EN: "{0}: “{1}” cannot be read, kept as a comment of the record",
	},
	"import-valeur-inconnue": {
		Level: Warning,
		FR:    "« {0} » n’est pas une valeur de {1} : gardé en commentaire dans la fiche", EN: "“{0}” is not a value of {1}: kept as a comment of the record",
		HintFR: "écrivez « {2} »", HintEN: "write “{2}”",
	},
}
