package write

// recordSentences holds what is said of people's own files where sentences,
// which are about a site, would be wrong.
var recordSentences = map[Reason]sentence{
	ErrBusy: {
		"un autre import écrit déjà dans « {0} »",
		"another import is already writing into “{0}”",
		"attendez qu’il finisse, puis relancez ; rien n’a été changé",
		"wait for it to finish, then try again; nothing was changed",
	},
	ErrForeign: {
		"« {0} » existe déjà, et ce n’est pas une fiche que l’import peut remplacer",
		"“{0}” already exists, and is not a record that the import can replace",
		"déplacez ou renommez ce fichier, puis relancez ; rien n’a été changé",
		"move or rename that file, then try again; nothing was changed",
	},
	ErrUnsafe: {
		"vous êtes dans « {0} », que l’import remplace d’un coup",
		"you are inside “{0}”, which the import replaces in one step",
		"placez-vous à la racine du portail, puis relancez ; rien n’a été changé",
		"go to the root of the portal, then try again; nothing was changed",
	},
	ErrNotFolder: {
		"« {0} » n’est pas un dossier, ou c’est un lien",
		"“{0}” is not a folder, or is a link",
		"choisissez un autre dossier avec --into ; rien n’a été changé",
		"choose another folder with --into; nothing was changed",
	},
	ErrDenied: {
		"vous n’avez pas le droit d’écrire ou de lire « {0} »",
		"you are not permitted to write or read “{0}”",
		"demandez ce droit, puis relancez ; rien n’a été changé",
		"ask for permission, then try again; nothing was changed",
	},
	ErrReadOnly: {
		"« {0} » est sur un disque en lecture seule",
		"“{0}” is on a read-only disk",
		"copiez le portail sur un autre disque ; rien n’a été changé",
		"copy the portal to another disk; nothing was changed",
	},
	ErrFull: {
		"il n’y a plus de place sur le disque pour « {0} »",
		"there is no room left on the disk for “{0}”",
		"libérez de la place, puis relancez ; rien n’a été changé",
		"free some room, then try again; nothing was changed",
	},
	ErrMount: {
		"« {0} » est un disque ou un volume monté : il ne peut pas être remplacé d’un coup",
		"“{0}” is a mounted disk or volume: it cannot be replaced in one step",
		"choisissez avec --into un dossier à l’intérieur du volume",
		"choose with --into a folder inside the volume",
	},
	ErrAside: {
		"un import interrompu a laissé les anciennes fiches dans « {0} »",
		"an interrupted import left the old records in “{0}”",
		"remettez ce dossier à la place du nouveau, ou supprimez-le, puis relancez",
		"put that folder back in place of the new one, or delete it, then try again",
	},
	ErrMoved: {
		"« {0} » a changé pendant l’import",
		"“{0}” changed during the import",
		"relancez l’import ; rien n’a été changé",
		"run the import again; nothing was changed",
	},
	ErrMachine: {
		"impossible d’écrire « {0} » : {2}",
		"cannot write “{0}”: {2}",
		"les fiches sont intactes",
		"the records are whole",
	},
}
