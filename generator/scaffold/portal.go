package scaffold

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"balise/generator/check"
	"balise/generator/geo"
)

// PortalOptions is what is known of a portal that begins.
type PortalOptions struct {
	Title       string      // empty: see [DefaultTitle]
	Territories []Territory // at least one
	Publisher   string      // may be empty: the check reminds of it
	Mail        string      // of the publisher; may be empty
	Today       time.Time
}

// DefaultTitle is the title of a portal that was given none.
func DefaultTitle(list []Territory) string {
	if len(list) == 1 && list[0].In != "" {
		return "Le numérique " + list[0].In
	}
	return "Le numérique près de chez vous"
}

// Portal makes a portal in dir, a folder that does not exist or is empty: its
// settings, first texts, and for each territory an example to replace, in its
// main commune.
func Portal(dir string, o PortalOptions) (Made, error) {
	if o.Title, o.Publisher, o.Mail = clean(o.Title), clean(o.Publisher), clean(o.Mail); o.Mail != "" && !check.ValidMail(o.Mail) {
		return Made{}, fault(fmt.Sprintf("« %s » n’est pas une adresse mail", o.Mail), fmt.Sprintf("“%s” is not a mail address", o.Mail))
	}
	o.Territories = arrange(o.Territories)
	if len(o.Territories) == 0 {
		return Made{}, ErrNoTerritory
	}
	if o.Title == "" {
		o.Title = DefaultTitle(o.Territories)
	}
	files := portalFiles(o)
	if err := create(dir, files); err != nil {
		return Made{}, err
	}
	var made Made
	for _, f := range files {
		made.Files = append(made.Files, f.name)
	}
	return made, nil
}

// ErrNoTerritory is the Fault of a portal without a territory.
var ErrNoTerritory = fault(
	"il manque le territoire : ajoutez par exemple --territoire 56, --territoire Morbihan ou --territoire Vannes",
	"the territory is missing: add for instance --territoire 56, --territoire Morbihan or --territoire Vannes")

func portalFiles(o PortalOptions) []file {
	data := struct {
		Title, Description, Publisher, Mail, Today string
		Territories                                []Territory
	}{o.Title, "Des guides simples et des lieux d’aide, près de chez vous.", o.Publisher, o.Mail, o.Today.Format(time.DateOnly), o.Territories}
	files := []file{
		fill("site.toml", "site.toml", data),
		fill("README.md", "README.md", data),
		fill("gitignore", ".gitignore", data),
	}
	for _, name := range []string{"content/accueil.md", "content/guides/se-faire-aider.md", "content/guides/message-douteux.md", "content/pages/a-propos.md"} {
		files = append(files, fill(name, name, data))
	}
	seen := map[string]bool{}
	for _, t := range o.Territories {
		if !seen[t.Main.Code] {
			seen[t.Main.Code] = true
			files = append(files, example(t.Main, len(seen), data.Today))
		}
	}
	return files
}

// record is what the skeletons of structures are filled with.
type record struct {
	ID, Nom, Postcode string
	Choices           []string // the postcodes to choose from, when there is no Postcode
	Commune           geo.Commune
	Phone, Today      string
	Number            int // in its street: no two examples are taken for one place
}

// example makes the example structure of a commune, the nth of the portal.
func example(c geo.Commune, n int, today string) file {
	r := record{
		ID:      strings.Trim("exemple-"+slug(c.Name)+"-"+strings.ToLower(c.Code), "-"),
		Nom:     "Médiathèque d’exemple " + c.Of(),
		Commune: c, Phone: fictionalPhone(n), Today: today, Number: n + 1,
	}
	if len(c.Postcodes) > 0 {
		r.Postcode = c.Postcodes[0]
	}
	return fill("exemple.toml", recordName(c, r.ID), r)
}

// recordName is where the record of a structure stands.
func recordName(c geo.Commune, id string) string {
	return path.Join("data/structures", c.Departement, id+".toml")
}

// fictionalPhone is a number that will never ring at anyone's: ARCEP sets
// 06 39 98 00 00 to 06 39 98 99 99 aside for works of fiction.
func fictionalPhone(n int) string { return fmt.Sprintf("+3363998%04d", n%10_000) }

// create writes the files of a new portal into dir, all or none.
func create(dir string, files []file) error {
	if err := Vacant(dir); err != nil {
		return err
	}
	_, err := os.Lstat(dir)
	fresh := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for i, f := range files {
		if err := write(root, f); err != nil {
			removeEmpty(root, path.Dir(f.name))
			undo(root, files[:i])
			if fresh {
				os.Remove(dir)
			}
			return err
		}
	}
	return nil
}

// Vacant is a Fault when dir can hold no new portal: it is a file, or a folder
// that is not empty. A repository without a file in it is empty: forges begin
// so.
func Vacant(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		if info, e := os.Stat(dir); e == nil && !info.IsDir() {
			return fault(fmt.Sprintf("%s est un fichier : choisissez un autre nom", dir), fmt.Sprintf("%s is a file: choose another name", dir))
		}
		return err
	}
	for _, e := range entries {
		if e.Name() != ".git" {
			return fault(
				fmt.Sprintf("le dossier %s n’est pas vide (il contient %s) : choisissez-en un autre, rien n’a été écrit", dir, e.Name()),
				fmt.Sprintf("the folder %s is not empty (it holds %s): choose another one, nothing was written", dir, e.Name()))
		}
	}
	return nil
}

// undo removes files that were made, and the folders that this empties.
func undo(root *os.Root, files []file) {
	for _, f := range files {
		if root.Remove(f.name) == nil {
			removeEmpty(root, path.Dir(f.name))
		}
	}
}

// removeEmpty removes a folder and those above it, up to the first that holds
// something.
func removeEmpty(root *os.Root, dir string) {
	for ; dir != "." && root.Remove(dir) == nil; dir = path.Dir(dir) {
	}
}
