package scaffold

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"balise/generator/french"
	"balise/generator/model"
)

// GuideOptions is what is known of a guide that begins.
type GuideOptions struct {
	Title     string
	Summary   string // empty: made from the title
	Theme     string // a theme's slug or title; may be empty
	Territory string // the chemin of the territory whose own guide it is; empty: of all
	Today     time.Time
}

// Guide begins a guide of the portal p, which stands in dir.
func Guide(dir string, p *model.Portal, o GuideOptions) (Made, error) {
	o.Title, o.Summary, o.Theme = clean(o.Title), clean(o.Summary), clean(o.Theme)
	if o.Title == "" {
		return Made{}, fault("il manque le titre : ajoutez --titre \"…\"", "the title is missing: add --titre \"…\"")
	}
	address := slug(o.Title)
	if address == "" {
		return Made{}, fault(
			fmt.Sprintf("« %s » ne donne pas de nom de fichier : commencez avec un titre en lettres de a à z, vous le changerez ensuite", o.Title),
			fmt.Sprintf("“%s” gives no file name: begin with a title in letters from a to z, you can change it afterwards", o.Title))
	}
	inner := path.Join("guides", address+".md")
	name := path.Join("content", inner)
	var made Made
	if o.Territory != "" {
		t, err := territoryOf(p, o.Territory)
		if err != nil {
			return Made{}, err
		}
		name = path.Join("content/territoires", t.Chemin, inner)
		if _, ok := t.Overlay[inner]; ok {
			made.Notes = append(made.Notes, Sentence{
				fmt.Sprintf("ce guide remplace, pour le territoire %s, celui qui portait le même nom", t.Name),
				fmt.Sprintf("in the territory %s, this guide replaces the one of the same name", t.Name),
			})
		}
	}
	theme, err := themeOf(dir, p, o.Theme)
	if err != nil {
		return Made{}, err
	}
	if o.Summary == "" {
		o.Summary = strings.TrimRight(o.Title, " .?!…\u00a0\u202f") + "\u00a0: pas à pas."
	}
	f := fill("guide.md", name, struct{ Title, Summary, Theme, Today string }{o.Title, o.Summary, theme, o.Today.Format(time.DateOnly)})
	if err := add(dir, f); err != nil {
		return Made{}, err
	}
	made.Files = []string{name}
	return made, nil
}

func territoryOf(p *model.Portal, chemin string) (*model.Territory, error) {
	chemins := make([]string, 0, len(p.Territories))
	for _, t := range p.Territories {
		if t.Chemin == chemin && model.ValidSlug(chemin) {
			return t, nil
		}
		chemins = append(chemins, t.Chemin)
	}
	fr, en := fmt.Sprintf("aucun territoire n’a le chemin « %s »", chemin), fmt.Sprintf("no territory has the chemin “%s”", chemin)
	if near, ok := french.Nearest(chemin, chemins); ok {
		return nil, fault(fr+" ; vouliez-vous dire « "+near+" » ?", en+"; did you mean “"+near+"”?")
	}
	return nil, fault(fr+" : "+french.Join(chemins, "fr"), en+": "+french.Join(chemins, "en"))
}

// themeOf finds a theme of the portal by its slug or one of its titles. A
// portal that declares its themes has no other.
func themeOf(dir string, p *model.Portal, theme string) (string, error) {
	address := french.Slug(theme)
	if theme == "" {
		return "", nil
	}
	if !model.ValidSlug(address) {
		return "", fault(fmt.Sprintf("le thème « %s » ne peut pas être une adresse", theme), fmt.Sprintf("the theme “%s” cannot be an address", theme))
	}
	var names []string
	for _, t := range p.Themes {
		if t.Slug == address {
			return t.Slug, nil
		}
		for _, title := range t.Titre {
			if french.Slug(title) == address {
				return t.Slug, nil
			}
		}
		names = append(names, t.Slug)
	}
	if !declaresThemes(dir) {
		return theme, nil
	}
	fr, en := fmt.Sprintf("le thème « %s » n’est pas dans content/themes.toml", theme), fmt.Sprintf("the theme “%s” is not in content/themes.toml", theme)
	if near, ok := french.Nearest(theme, names); ok {
		return "", fault(fr+" ; vouliez-vous dire « "+near+" » ?", en+"; did you mean “"+near+"”?")
	}
	slices.Sort(names)
	return "", fault(fr+" : "+french.Join(names, "fr"), en+": "+french.Join(names, "en"))
}

func declaresThemes(dir string) bool {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false
	}
	defer root.Close()
	_, err = fs.Stat(root.FS(), "content/themes.toml")
	return err == nil
}
