package diag

import (
	"errors"
	"io/fs"
	"strings"
	"syscall"
)

// Reason is why something was refused, said in both languages. It is an error,
// so that it can come from where the refusal is decided.
type Reason struct{ FR, EN string }

// Error is the English reason.
func (r *Reason) Error() string { return r.EN }

// usual are what systems say most often of a file.
var usual = []struct {
	err    error
	reason Reason
}{
	{fs.ErrPermission, Reason{"vous n’avez pas le droit de le lire", "permission denied"}},
	{fs.ErrNotExist, Reason{"il n’existe pas", "there is no such file"}},
	{syscall.EISDIR, Reason{"c’est un dossier", "it is a folder"}},
	{syscall.ENOTDIR, Reason{"son chemin passe par un fichier qui n’est pas un dossier", "its path goes through a file that is no folder"}},
	{syscall.EIO, Reason{"le disque a répondu par une erreur", "input/output error"}},
	{syscall.ELOOP, Reason{"des liens symboliques tournent en rond", "too many symbolic links"}},
	{syscall.EMFILE, Reason{"trop de fichiers sont ouverts", "too many open files"}},
	{syscall.ENAMETOOLONG, Reason{"son nom est trop long", "its name is too long"}},
	{fs.ErrInvalid, Reason{"son nom est impossible", "its name is impossible"}},
}

// Said is what an error of the machine says, in French then in English: the
// two arguments of a message whose sentences quote it. What is not known is
// quoted as it is, and said to be the system's.
func Said(err error) []string {
	var own *Reason
	if errors.As(err, &own) {
		return []string{own.FR, own.EN}
	}
	for _, u := range usual {
		if errors.Is(err, u.err) {
			return []string{u.reason.FR, u.reason.EN}
		}
	}
	text := err.Error()
	var pe *fs.PathError
	if errors.As(err, &pe) { // without the path, which the place says
		text = pe.Err.Error()
	}
	if strings.Contains(text, "escapes from parent") { // os.Root; its error has no name
		return []string{"son chemin sort du portail", "its path leads out of the portal"}
	}
	return Quoted(text)
}

// Quoted is a message that only exists in English.
func Quoted(text string) []string {
	return []string{"message du système : « " + text + " »", text}
}
