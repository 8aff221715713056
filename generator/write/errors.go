package write

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"syscall"

	"balise/generator/diag"
)

// Reason is why an output could not be written. Compare with errors.Is.
type Reason string

const (
	ErrBusy      Reason = "busy"       // another build is writing into the same folder
	ErrForeign   Reason = "foreign"    // Path stands in the output and Balise did not make it
	ErrPath      Reason = "path"       // Path cannot be the name of an output on every system
	ErrTwice     Reason = "twice"      // Path and Other are the same file, or differ only by case
	ErrClash     Reason = "clash"      // Path is a file, and Other needs a folder there
	ErrUnsafe    Reason = "unsafe"     // the output would stand in for a folder that holds much more
	ErrNotFolder Reason = "not-folder" // Path is there and is not a folder
	ErrDenied    Reason = "denied"     // the system does not permit it
	ErrReadOnly  Reason = "read-only"  // the disk is read-only
	ErrFull      Reason = "full"       // no room left on the disk, or quota reached
	ErrMount     Reason = "mount"      // Path is a mount point: it cannot be exchanged, nor emptied safely
	ErrManifest  Reason = "manifest"   // Path, the list of what Balise made, cannot be understood
	ErrAside     Reason = "aside"      // Path is an old output that an interrupted exchange left, and cannot be put back
	ErrMoved     Reason = "moved"      // the output was replaced by somebody else during the build
	ErrClosed    Reason = "closed"     // the Stage was committed or aborted before
	ErrMachine   Reason = "machine"    // any other fault of the machine
)

// Error makes a Reason usable as a target of errors.Is.
func (r Reason) Error() string { return "write: " + string(r) }

// Error is a fault met while preparing or replacing an output.
type Error struct {
	Reason Reason
	Path   string // what is at fault: in the output when it is a file of ours, else on the machine
	Other  string // the second path, for ErrTwice and ErrClash
	Err    error  // what the system said; may be nil

	records bool // it is about files of people's own, not about an output
}

// Error is the English sentence, with what the system said.
func (e *Error) Error() string {
	s := e.Message(diag.English)
	if e.Err != nil {
		s += " (" + e.Err.Error() + ")"
	}
	return s
}

// Unwrap gives the reason and the system's error to errors.Is and errors.As.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Reason}
	}
	return []error{e.Reason, e.Err}
}

// Message is the sentence that says what is wrong, for the person who builds.
func (e *Error) Message(lang diag.Lang) string {
	t := e.sentence()
	if lang == diag.English {
		return e.fill(t.en)
	}
	return e.fill(t.fr)
}

// Hint says what to do. It may be empty.
func (e *Error) Hint(lang diag.Lang) string {
	t := e.sentence()
	if lang == diag.English {
		return e.fill(t.hintEN)
	}
	return e.fill(t.hintFR)
}

func (e *Error) sentence() sentence {
	if t, ok := recordSentences[e.Reason]; ok && e.records {
		return t
	}
	return sentences[e.Reason]
}

func (e *Error) fill(s string) string {
	why := ""
	if e.Err != nil {
		why = e.Err.Error()
	}
	return strings.NewReplacer("{0}", e.Path, "{1}", e.Other, "{2}", why).Replace(s)
}

// sentence is what is said of a fault, and what to do, in both languages.
type sentence struct{ fr, en, hintFR, hintEN string }

// sentences holds what is said for each reason. {0} is Path, {1} Other, {2}
// what the system said.
var sentences = map[Reason]sentence{
	ErrBusy: {
		"un autre build écrit déjà dans « {0} »",
		"another build is already writing into “{0}”",
		"attendez qu’il finisse, ou choisissez un autre dossier avec --out",
		"wait for it to finish, or choose another folder with --out",
	},
	ErrForeign: {
		"« {0} » existe déjà dans le dossier de sortie, et ce n’est pas Balise qui l’a fait",
		"“{0}” already exists in the output folder, and Balise did not make it",
		"déplacez ou supprimez ce fichier, puis relancez ; rien n’a été changé",
		"move or delete that file, then try again; nothing was changed",
	},
	ErrPath: {
		"« {0} » ne peut pas être le nom d’un fichier sur tous les systèmes",
		"“{0}” cannot be the name of a file on every system",
		"choisissez un nom fait de lettres minuscules, de chiffres et de traits d’union",
		"choose a name made of small letters, digits and hyphens",
	},
	ErrTwice: {
		"deux pages veulent le même fichier : « {0} » et « {1} »",
		"two pages want the same file: “{0}” and “{1}”",
		"changez le nom de l’une des deux ; majuscules et minuscules ne suffisent pas à les distinguer",
		"rename one of them; upper and lower case are not enough to tell them apart",
	},
	ErrClash: {
		"« {0} » est un fichier, mais « {1} » a besoin d’un dossier du même nom",
		"“{0}” is a file, but “{1}” needs a folder of that name",
		"changez le nom de l’une des deux pages",
		"rename one of the two pages",
	},
	ErrUnsafe: {
		"« {0} » contient votre dossier personnel, votre dossier de travail ou tout le disque : Balise refuse de le remplacer",
		"“{0}” holds your home folder, your working folder or the whole disk: Balise refuses to replace it",
		"choisissez avec --out un dossier à part, par exemple « public »",
		"choose a folder of its own with --out, such as “public”",
	},
	ErrNotFolder: {
		"« {0} » n’est pas un dossier",
		"“{0}” is not a folder",
		"choisissez un autre dossier avec --out, ou renommez ce fichier",
		"choose another folder with --out, or rename that file",
	},
	ErrDenied: {
		"vous n’avez pas le droit d’écrire ou de lire « {0} »",
		"you are not permitted to write or read “{0}”",
		"choisissez un autre dossier avec --out, ou demandez ce droit ; le site précédent est intact",
		"choose another folder with --out, or ask for permission; the previous site is whole",
	},
	ErrReadOnly: {
		"« {0} » est sur un disque en lecture seule",
		"“{0}” is on a read-only disk",
		"choisissez un autre dossier avec --out",
		"choose another folder with --out",
	},
	ErrFull: {
		"il n’y a plus de place sur le disque pour « {0} »",
		"there is no room left on the disk for “{0}”",
		"libérez de la place, puis relancez ; le site précédent est intact",
		"free some room, then try again; the previous site is whole",
	},
	ErrMount: {
		"« {0} » est un disque ou un volume monté : Balise ne peut pas le remplacer d’un coup",
		"“{0}” is a mounted disk or volume: Balise cannot replace it in one step",
		"choisissez avec --out un dossier à l’intérieur du volume",
		"choose with --out a folder inside the volume",
	},
	ErrManifest: {
		"« {0} », la liste des fichiers faits par Balise, est illisible ou vient d’une version plus récente",
		"“{0}”, the list of the files that Balise made, is unreadable or comes from a later version",
		"mettez de côté vos propres fichiers (CNAME…), supprimez le dossier de sortie, puis relancez",
		"put your own files aside (CNAME…), delete the output folder, then try again",
	},
	ErrAside: {
		"un build interrompu a laissé l’ancien site dans « {0} »",
		"an interrupted build left the old site in “{0}”",
		"remettez ce dossier à la place du dossier de sortie, ou supprimez-le, puis relancez",
		"put that folder back in place of the output folder, or delete it, then try again",
	},
	ErrMoved: {
		"« {0} » a été remplacé par un autre programme pendant le build",
		"“{0}” was replaced by another program during the build",
		"relancez le build",
		"run the build again",
	},
	ErrClosed: {
		"l’écriture de « {0} » arrive trop tard : le build est terminé",
		"the file “{0}” comes too late: the build is over", "", "",
	},
	ErrMachine: {
		"impossible d’écrire « {0} » : {2}",
		"cannot write “{0}”: {2}",
		"le site précédent est intact",
		"the previous site is whole",
	},
}

// explain gives an error of the machine its reason. An *Error stays as it is.
func explain(err error, path string) error {
	if e := (*Error)(nil); errors.As(err, &e) {
		return e
	}
	reason := ErrMachine
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), windowsFull(err):
		reason = ErrFull
	case errors.Is(err, syscall.EROFS):
		reason = ErrReadOnly
	case errors.Is(err, fs.ErrPermission):
		reason = ErrDenied
	case errors.Is(err, syscall.ENOTDIR):
		reason = ErrNotFolder
	}
	return &Error{Reason: reason, Path: path, Err: err}
}

// windowsFull recognises ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL, which
// package syscall does not name.
func windowsFull(err error) bool {
	return runtime.GOOS == "windows" &&
		(errors.Is(err, syscall.Errno(39)) || errors.Is(err, syscall.Errno(112)))
}

// badPath is an ErrPath with the rule that was broken, in English, for logs.
func badPath(name, format string, args ...any) error {
	return &Error{Reason: ErrPath, Path: name, Err: fmt.Errorf(format, args...)}
}
