package diag

// catalogueLedger is what an import says of rows that may be one place, of
// places that are gone, and of what people answered in data/doublons.toml.
var catalogueLedger = map[Code]Entry{
	"import-reponse": {
		FR: "réponse « {0} » non comprise", EN: "answer “{0}” not understood",
		HintFR: "écrivez « meme » ou « differents », ou laissez vide", HintEN: "write “meme” (the same) or “differents” (two places), or leave it empty",
	},
	"import-a-reunir": {
		Level: Warning,
		FR:    "« {0} » et « {1} » sont un seul lieu, d’après vos réponses, et le portail en a deux fiches", EN: "“{0}” and “{1}” are one place, by your answers, and the portal has two records of it",
		HintFR: "effacez l’un des deux fichiers ({2} ou {3}) et recommencez l’import : sa source rejoindra l’autre fiche", HintEN: "remove one of the two files ({2} or {3}) and import again: its source will join the other record",
	},
	"import-disparu": {
		Level: Warning,
		FR:    "« {0} » n’est plus dans la source « {1} »", EN: "“{0}” is no longer in the source “{1}”",
		HintFR: "vérifiez si le lieu a fermé ; rien n’a été effacé", HintEN: "check whether the place has closed; nothing was removed",
	},
	"import-disparu-peut-etre": {
		Level: Warning,
		FR:    "« {0} » n’est plus dans la source « {1} », ou dans une ligne écartée", EN: "“{0}” is no longer in the source “{1}”, or in a row that was rejected",
		HintFR: "corrigez d’abord les lignes écartées ; rien n’a été effacé", HintEN: "correct the rejected rows first; nothing was removed",
	},
	"import-fiche-plus-recente": {
		Level: Warning,
		FR:    "la fiche « {0} » a été corrigée le {1}, après cette ligne : elle garde {2}", EN: "the record “{0}” was corrected on {1}, after this row: it keeps {2}",
		HintFR: "si c’est la liste qui a raison, recopiez sa valeur dans la fiche", HintEN: "if the list is right, copy its value into the record",
	},
	"import-partiel": {
		Level: Warning,
		FR:    "cet import n’apporte que {1} des {2} lieux que la source « {0} » a dans le portail", EN: "this import brings only {1} of the {2} places that the source “{0}” has in the portal",
		HintFR: "si ce n’est pas un extrait, vérifiez que le fichier est entier ; rien n’a été effacé", HintEN: "if it is not an extract, check that the file is whole; nothing was removed",
	},
}
