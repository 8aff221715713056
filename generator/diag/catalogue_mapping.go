package diag

// catalogueMapping is about the shapes of the tables that an import reads:
// mappings that people write, and what becomes of columns and labels.
var catalogueMapping = map[Code]Entry{
	"correspondance-bout": {
		FR: "« {0} » n’a pas ses deux bouts : il faut une colonne dans [horaires.ouvertures] et une dans [horaires.fermetures]", EN: "“{0}” lacks one of its ends: a column is needed in [horaires.ouvertures] and one in [horaires.fermetures]",
		HintFR: "ajoutez une ligne dans l’autre table : {0} = \"…\"", HintEN: "add a line to the other table: {0} = \"…\"",
	},
	"correspondance-champ": {
		FR: "« {0} » n’est pas un champ des fiches", EN: "“{0}” is not a key of the records",
		HintFR: "écrivez « {1} »", HintEN: "write “{1}”",
	},
	"correspondance-colonne-absente": {
		Level: Warning,
		FR:    "le fichier {1} n’a pas de colonne « {0} »", EN: "the file {1} has no column “{0}”",
		HintFR: "écrivez « {2} »", HintEN: "write “{2}”",
	},
	"correspondance-colonne-libre": {
		Level: Warning,
		FR:    "la correspondance ne dit rien de la colonne « {0} » : ses valeurs sont gardées en commentaire dans les fiches", EN: "the mapping says nothing of the column “{0}”: its values are kept as comments of the records",
		HintFR: "donnez-lui un champ dans [colonnes], ou ajoutez-la à « ignorer »", HintEN: "give it a key in [colonnes], or add it to “ignorer”",
	},
	"correspondance-partie": {
		FR: "« partie » vaut {0} : c’est un rang, à partir de 1", EN: "“partie” is {0}: it is a rank, from 1",
		HintFR: "écrivez par exemple : partie = 1", HintEN: "write for instance: partie = 1",
	},
	"correspondance-sans-colonne": {
		FR: "ce fichier n’a aucune des colonnes de la correspondance {0} : aucune ligne n’est reprise", EN: "this file has none of the columns of the mapping {0}: no row is brought in",
		HintFR: "vérifiez que c’est le bon fichier, et que sa première ligne porte les noms des colonnes", HintEN: "check that it is the right file, and that its first line holds the names of the columns",
	},
	"correspondance-semaines": {
		FR: "« semaines » sans horaires : il manque la colonne des horaires", EN: "“semaines” without hours: the column of the hours is missing",
		HintFR: "ajoutez une ligne : texte = \"…\"", HintEN: "add a line: texte = \"…\"",
	},
	"correspondance-texte": {
		FR: "la condition « {0} » ne dit pas à quoi comparer la colonne", EN: "the condition “{0}” does not say what to compare the column with",
		HintFR: "ajoutez une ligne : texte = \"…\"", HintEN: "add a line: texte = \"…\"",
	},
	"correspondance-valeur": {
		Level: Warning,
		FR:    "« {0} » (colonne « {1} », {2} lignes) n’est pas une valeur de {3} : gardé en commentaire dans les fiches", EN: "“{0}” (column “{1}”, {2} rows) is not a value of {3}: kept as a comment of the records",
		HintFR: "dites ce qu’elle veut dire dans [champ.valeurs]", HintEN: "say what it means in [champ.valeurs]",
	},
	"correspondance-vide": {
		FR: "la correspondance ne dit pas d’où vient « {0} »", EN: "the mapping does not say where “{0}” comes from",
		HintFR: "ajoutez une ligne : colonne = \"…\" ou valeur = \"…\"", HintEN: "add a line: colonne = \"…\" or valeur = \"…\"",
	},
	"import-ancien-standard": {
		Level: Warning,
		FR:    "{0} valeurs de l’ancien standard (v0) converties au standard v1.0.2", EN: "{0} values of the former standard (v0) converted to the standard v1.0.2",
	},
	"import-services-reunis": {
		Level: Warning,
		FR:    "{0} services de data·inclusion réunis à leurs structures", EN: "{0} services of data·inclusion joined to their structures",
	},
}
