package check

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/markdown"
	"balise/generator/model"
)

// links looks at each text once a territory that sees it, because what it leads
// to may be replaced or masked there. A link that its own layer cannot resolve
// is an error; one that only a mask breaks is a warning: the page will show its
// text without the link.
func links(p *model.Portal, report func(diag.Diag)) {
	const patience = 200 // nobody reads that many dead links one by one, and each search takes a while
	sought := 0
	near := func(target string, t *model.Territory) string {
		if sought++; sought > patience {
			return ""
		}
		return near(target, t)
	}
	for _, t := range p.Territories {
		texts := map[string]*model.Guide{}
		for _, g := range t.Texts() {
			texts[g.Path] = g
		}
		for _, g := range t.Texts() {
			for _, link := range g.Doc.Links {
				target, relative := model.Target(g.Path, link.Dest)
				if strings.HasPrefix(link.Dest, "#") {
					target, relative = g.Path, true
				}
				if !relative {
					if link.Image {
						report(diag.New("image-d-ailleurs", link.At, link.Dest))
					}
					continue
				}
				switch {
				case t.Sees(target) || target == g.Path:
					heading(texts[target], g.Lang, link, report)
				case link.Image:
					report(diag.New("image-absente", link.At, link.Dest, near(target, t)))
				case masked(p, target):
					report(diag.New("lien-masque", link.At, link.Dest, t.Name))
				default:
					report(diag.New("lien-mort", link.At, link.Dest, near(target, t)))
				}
			}
		}
	}
}

// heading checks the part of a link after #, when it leads to a text: it must
// name one of its headings, in the language in which the reader will see it.
func heading(text *model.Guide, lang string, link markdown.Link, report func(diag.Diag)) {
	file, id, ok := strings.Cut(link.Dest, "#")
	if text == nil || !ok || id == "" {
		return
	}
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	shown, _ := text.In(lang)
	var ids []string
	for _, h := range shown.Doc.Headings {
		if h.ID == id {
			return
		}
		ids = append(ids, h.ID)
	}
	found, ok := french.Nearest(id, ids)
	if ok {
		found = file + "#" + found
	}
	report(diag.New("lien-mort", link.At, link.Dest, found))
}

// masked tells whether some territory of the portal sees the target.
func masked(p *model.Portal, target string) bool {
	return slices.ContainsFunc(p.Territories, func(t *model.Territory) bool { return t.Sees(target) })
}

func near(target string, t *model.Territory) string {
	names := t.Addresses()
	for name := range t.Overlay {
		names = append(names, name)
	}
	slices.Sort(names)
	found, _ := french.Nearest(target, names)
	return found
}

func publisher(p *model.Portal, report func(diag.Diag)) {
	e, h := &p.Site.Editeur, &p.Site.Hebergeur
	for _, m := range []struct {
		at      diag.Pos
		section string
		key     string
		missing bool
	}{
		{e.At("nom"), "editeur", "nom", e.Nom == ""},
		{e.At("adresse"), "editeur", "adresse", e.Adresse == ""},
		{e.At("courriel"), "editeur", "courriel", e.Courriel == "" && e.Telephone == ""},
		{e.At("directeur_publication"), "editeur", "directeur_publication", e.Directeur == ""},
		{h.At("nom"), "hebergeur", "nom", h.Nom == ""},
	} {
		if m.missing {
			if m.at.File == "" {
				m.at = diag.Pos{File: p.Site.File, Line: 1, Col: 1}
			}
			report(diag.New("mention-absente", m.at, m.section, m.key))
		}
	}
	if e.Courriel != "" && !ValidMail(e.Courriel) {
		report(diag.New("courriel-illisible", e.At("courriel"), e.Courriel))
	}
	for _, party := range []*model.Party{e, h} {
		if party.Telephone != "" && !ValidPhone(party.Telephone) {
			report(diag.New("telephone-illisible", party.At("telephone"), party.Telephone, line("telephone", E164(party.Telephone, ""))))
		}
	}
	if a := p.Site.Adresse; a != "" && !validBase(a) {
		report(diag.New("adresse-web-illisible", p.Site.At("adresse"), a, ""))
	}
	if d := &p.Site.Depot; d.URL != "" && !ValidWeb(d.URL) {
		report(diag.New("adresse-web-illisible", d.At("url"), d.URL, ""))
	}
	if a := &p.Site.Accessibilite; a.Rapport != "" && !ValidWeb(a.Rapport) {
		report(diag.New("adresse-web-illisible", a.At("rapport"), a.Rapport, ""))
	}
}

// validBase accepts the address of a whole portal; localhost has no dot.
func validBase(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == "" && !strings.ContainsAny(s, " \"<>")
}

// lightPage and darkPage are the backgrounds that a territory's colour stands
// on or under, in the theme's two modes.
const (
	lightPage = "#faf6ec"
	darkPage  = "#17222c"
)

func colours(p *model.Portal, report func(diag.Diag)) {
	for _, t := range p.Territories {
		for _, c := range []struct{ key, value, page string }{
			{"couleur", t.Couleur, lightPage},
			{"couleur_sombre", t.CouleurSombre, darkPage},
		} {
			if c.value == "" {
				continue
			}
			ratio, ok := Contrast(c.value, c.page)
			if !ok {
				report(diag.New("couleur-illisible", t.At(c.key), c.value))
			} else if ratio < 4.5 {
				report(diag.New("contraste", t.At(c.key), c.value, c.page, strings.ReplaceAll(fmt.Sprintf("%.1f", math.Floor(ratio*10)/10), ".", ",")))
			}
		}
	}
}

// Contrast is the ratio of WCAG 2.2 (definition of contrast ratio) between two
// colours written #rrggbb: 1 to 21.
func Contrast(a, b string) (float64, bool) {
	la, ok1 := luminance(a)
	lb, ok2 := luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05), ok1 && ok2
}

func luminance(hex string) (float64, bool) {
	if len(hex) != 7 || hex[0] != '#' {
		return 0, false
	}
	v, err := strconv.ParseUint(hex[1:], 16, 32)
	if err != nil {
		return 0, false
	}
	linear := func(c uint64) float64 {
		f := float64(c&0xff) / 255
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(v>>16) + 0.7152*linear(v>>8) + 0.0722*linear(v), true
}

func emptiness(p *model.Portal, report func(diag.Diag)) {
	for _, t := range p.Territories {
		if len(t.Structures) == 0 {
			report(diag.New("territoire-vide", t.At("chemin"), t.Chemin))
		}
	}
}
