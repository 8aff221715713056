package diag

// catalogueExport is what an export says of what its format cannot hold: one
// warning a key, never an error. {0} is the key, {1} the format, {2} how many
// records.
var catalogueExport = map[Code]Entry{
	"export-exige": {
		Level: Warning,
		FR:    "« {0} » est exigé par le format {1} et inconnu : remplacé par la valeur convenue (fiches concernées : {2})", EN: "“{0}” is required by {1} and unknown: the agreed value stands for it (records: {2})",
		HintFR: "complétez « {0} » dans les fiches quand vous le connaîtrez", HintEN: "fill “{0}” in when you know it",
	},
	"export-perte": {
		Level: Warning,
		FR:    "« {0} » n’a pas de place dans le format {1} (fiches concernées : {2})", EN: "“{0}” has no place in {1} (records: {2})",
	},
	"export-resume": {
		Level: Warning,
		FR:    "« {0} » dépasse la longueur permise par le format {1} : coupé après un mot (fiches concernées : {2})", EN: "“{0}” is longer than {1} allows: cut after a word (records: {2})",
		HintFR: "écrivez 280 caractères au plus, et le reste dans presentation_detail", HintEN: "write at most 280 characters, and the rest in presentation_detail",
	},
	"export-une-valeur": {
		Level: Warning,
		FR:    "« {0} » ne garde qu’une valeur dans le format {1} (fiches concernées : {2})", EN: "“{0}” keeps only one value in {1} (records: {2})",
	},
	"export-valeur": {
		Level: Warning,
		FR:    "« {0} » a des valeurs que le format {1} ne peut pas dire en entier (fiches concernées : {2})", EN: "“{0}” has values that {1} cannot say whole (records: {2})",
	},
}
