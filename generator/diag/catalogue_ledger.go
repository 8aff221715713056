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
		HintFR: "une autre réponse dit le contraire, ou l’un des deux fichiers ({2}, {3}) ne peut pas être modifié : corrigez-le, puis relancez l’import", HintEN: "another answer says the contrary, or one of the two files ({2}, {3}) cannot be changed: correct it, then import again",
	},
	"import-reunies": {
		Level: Warning,
		FR:    "la fiche « {1} » a rejoint « {0} », comme vous l’avez répondu : {2} n’a plus cette fiche", EN: "the record “{1}” has joined “{0}”, as you answered: {2} no longer has it",
		HintFR: "si c’est une erreur, écrivez « differents » à la place : le prochain import séparera les deux", HintEN: "if it is a mistake, write “differents” instead: the next import will part the two",
	},
	"import-correction": {
		Level: Warning,
		FR:    "{0} de « {4} » a été corrigé à la main : « {1} » reste, « {3} » dit « {2} »", EN: "{0} of “{4}” was corrected by hand: “{1}” stays, “{3}” says “{2}”",
		HintFR: "si la source a raison, effacez cette ligne : le prochain import écrira sa valeur", HintEN: "if the source is right, remove this line: the next import will write its value",
	},
	"import-remplace": {
		Level: Warning,
		FR:    "{0} de « {4} » : « {1} », peut-être corrigé à la main, devient « {2} », selon « {3} »", EN: "{0} of “{4}”: “{1}”, maybe corrected by hand, becomes “{2}”, as “{3}” says",
		HintFR: "si la fiche avait raison, remettez sa valeur et ajoutez verrou = [\"{0}\"]", HintEN: "if the record was right, put its value back and add verrou = [\"{0}\"]",
	},
	"import-revient": {
		Level: Warning,
		FR:    "{0} de « {3} », effacé à la main, revient : « {1} », selon « {2} »", EN: "{0} of “{3}”, removed by hand, comes back: “{1}”, as “{2}” says",
		HintFR: "s’il ne doit plus y être, effacez-le et ajoutez verrou = [\"{0}\"]", HintEN: "if it must not be there, remove it and add verrou = [\"{0}\"]",
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
