package diag

// catalogueTOML is what can be wrong with a file before its keys are looked at.
var catalogueTOML = map[Code]Entry{
	"fichier-trop-gros": {
		FR: "fichier trop gros (plus de {0})", EN: "file too large (over {0})",
		HintFR: "répartissez son contenu dans plusieurs fichiers", HintEN: "split it into several files",
	},
	"toml-cle-double": {
		FR: "la clé « {0} » est écrite deux fois", EN: "the key “{0}” is written twice",
		HintFR: "gardez-en une seule ; pour une nouvelle fiche, commencez par une ligne [[structure]]", HintEN: "keep one of them; to begin a new record, write a line [[structure]]",
	},
	"toml-crochets": {
		FR: "ligne entre crochets mal écrite", EN: "badly written line between brackets",
		HintFR: "écrivez par exemple [editeur] ou [[structure]]", HintEN: "write for instance [editeur] or [[structure]]",
	},
	"toml-date": {
		FR: "date illisible : {0}", EN: "unreadable date: {0}",
		HintFR: "écrivez l’année, le mois et le jour, sans guillemets : 2026-09-01", HintEN: "write year, month and day, without quotes: 2026-09-01",
	},
	"toml-echappement": {
		FR: "barre oblique inverse mal placée dans un texte", EN: "misplaced backslash in a text",
		HintFR: "écrivez \\\\ pour une barre oblique inverse, ou entourez le texte d’apostrophes : '…'", HintEN: "write \\\\ for a backslash, or put the text between single quotes: '…'",
	},
	"toml-egal": {
		FR: "il manque un signe = après la clé", EN: "an = sign is missing after the key",
		HintFR: "écrivez : clé = \"valeur\"", HintEN: "write: key = \"value\"",
	},
	"toml-fin-de-ligne": {
		FR: "du texte en trop à la fin de la ligne", EN: "extra text at the end of the line",
		HintFR: "une seule clé par ligne ; un guillemet dans un texte s’écrit \\\"", HintEN: "one key a line; a quote inside a text is written \\\"",
	},
	"toml-guillemet": {
		FR: "il manque un guillemet ou un crochet fermant", EN: "a closing quote or bracket is missing",
		HintFR: "fermez le texte par \" sur la même ligne", HintEN: "close the text with \" on the same line",
	},
	"toml-profond": {
		FR: "trop de niveaux imbriqués (plus de 32)", EN: "nested too deeply (over 32 levels)",
	},
	"toml-syntaxe": {
		FR: "ce fichier TOML ne se lit pas ici : {0}", EN: "this TOML file cannot be read here: {1}",
	},
	"toml-trop-de-cles": {
		FR: "trop de clés dans ce fichier", EN: "too many keys in this file",
		HintFR: "répartissez son contenu dans plusieurs fichiers", HintEN: "split it into several files",
	},
	"toml-valeur": {
		FR: "valeur illisible : {0}", EN: "unreadable value: {0}",
		HintFR: "écrivez un texte entre guillemets : \"{0}\"", HintEN: "write a text between quotes: \"{0}\"",
	},
	"toml-virgule": {
		FR: "il manque une virgule, ou il y en a une de trop, dans une liste", EN: "a comma is missing, or one too many stands, in a list",
		HintFR: "écrivez par exemple [\"un\", \"deux\"]", HintEN: "write for instance [\"one\", \"two\"]",
	},
	"toml-zero": {
		FR: "le nombre {0} commence par un zéro", EN: "the number {0} begins with a zero",
		HintFR: "un code s’écrit entre guillemets : \"{0}\"", HintEN: "a code is written between quotes: \"{0}\"",
	},
	"utf8-invalide": {
		FR: "ce fichier n’est pas en UTF-8 : un caractère ne se lit pas", EN: "this file is not UTF-8: a character cannot be read",
		HintFR: "enregistrez le fichier avec l’encodage UTF-8", HintEN: "save the file with the UTF-8 encoding",
	},
}
