package scaffold

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"balise/generator/geo"
	"balise/generator/model"
)

// StructureOptions is what is known of a structure whose record begins.
type StructureOptions struct {
	Name     string
	Commune  string // its name, or its INSEE code
	Postcode string // may be empty
	Today    time.Time
}

// Structure begins the record of a structure of the portal p, which stands in
// dir.
func Structure(dir string, p *model.Portal, o StructureOptions) (Made, error) {
	o.Name, o.Commune, o.Postcode = clean(o.Name), clean(o.Commune), strings.ReplaceAll(clean(o.Postcode), " ", "")
	switch {
	case o.Name == "":
		return Made{}, fault("il manque le nom : ajoutez --nom \"…\"", "the name is missing: add --nom \"…\"")
	case o.Commune == "":
		return Made{}, fault("il manque la commune : ajoutez --commune \"…\"", "the commune is missing: add --commune \"…\"")
	case o.Postcode != "" && (len(o.Postcode) != 5 || strings.Trim(o.Postcode, "0123456789") != ""):
		return Made{}, fault("--code-postal : cinq chiffres, par exemple 56000", "--code-postal: five digits, for instance 56000")
	}
	var near []geo.Commune
	for _, t := range p.Territories {
		near = append(near, t.Communes...)
	}
	commune, err := findCommune(o.Commune, o.Postcode, near)
	if err != nil {
		return Made{}, err
	}
	r := record{Nom: o.Name, Commune: commune, Phone: fictionalPhone(1), Today: o.Today.Format(time.DateOnly)}
	r.Postcode, r.Choices = postcodeOf(commune, o.Commune, o.Postcode)
	if r.ID, err = newID(dir, p, o.Name, commune); err != nil {
		return Made{}, err
	}
	f := fill("structure.toml", recordName(commune, r.ID), r)
	if err := add(dir, f); err != nil {
		return Made{}, err
	}
	made := Made{Files: []string{f.name}}
	if len(r.Choices) > 1 {
		made.Notes = append(made.Notes, Sentence{
			fmt.Sprintf("%s a plusieurs codes postaux : choisissez le bon dans le fichier (%s)", commune.Name, strings.Join(r.Choices, ", ")),
			fmt.Sprintf("%s has several postcodes: choose the right one in the file (%s)", commune.Name, strings.Join(r.Choices, ", ")),
		})
	}
	if !slices.ContainsFunc(near, func(c geo.Commune) bool { return c.Code == commune.Code }) {
		made.Notes = append(made.Notes, Sentence{
			fmt.Sprintf("%s n’est dans aucun territoire de ce portail : la fiche ne paraîtra sur aucun site", commune.Name),
			fmt.Sprintf("%s is in no territory of this portal: the record will show on no site", commune.Name),
		})
	}
	return made, nil
}

// newID makes an id that no structure has: of the name, else of the name and
// the commune, else with a number. A file that bears it takes it too, even one
// that cannot be read.
func newID(dir string, p *model.Portal, name string, c geo.Commune) (string, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", err
	}
	defer root.Close()
	taken := make(map[string]bool, len(p.Structures))
	for _, s := range p.Structures {
		taken[s.ID] = true
	}
	free := func(id string) bool {
		if id == "" || taken[id] {
			return false
		}
		_, err := root.Lstat(recordName(c, id))
		return errors.Is(err, os.ErrNotExist)
	}
	if id := slug(name); free(id) {
		return id, nil
	}
	long := slug(name + " " + c.Name)
	for n := 1; n < 10_000; n++ {
		id := long
		if n > 1 {
			id = fmt.Sprintf("%s-%d", long, n)
		}
		if free(id) {
			return id, nil
		}
	}
	return "", fault(fmt.Sprintf("aucun id libre pour « %s »", name), fmt.Sprintf("no free id for “%s”", name))
}
