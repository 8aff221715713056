package diag

// catalogueSearch is what can be wrong with content/synonymes.toml.
var catalogueSearch = map[Code]Entry{
	"synonymes-liste": {
		FR: "les synonymes sont une liste de textes", EN: "synonyms are a list of texts",
		HintFR: "écrivez synonymes = [\"impôts ~ fisc\"], un groupe par texte", HintEN: "write synonymes = [\"impôts ~ fisc\"], one group a text",
	},
	"synonymes-seul": {
		Level: Warning,
		FR:    "« {0} » : il faut au moins deux mots, séparés par ~", EN: "“{0}”: at least two words are needed, with ~ between them",
		HintFR: "écrivez par exemple « impôts ~ fisc »", HintEN: "write for instance “impôts ~ fisc”",
	},
	"synonymes-trop": {
		Level: Warning,
		FR:    "il y a plus de {0} groupes de synonymes : la suite n’est pas lue", EN: "there are more than {0} groups of synonyms: what follows is not read",
		HintFR: "gardez ceux dont vos lecteurs se servent", HintEN: "keep those that your readers use",
	},
}
