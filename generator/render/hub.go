package render

import (
	"html/template"
	"maps"
	"slices"
	"strings"

	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// Hub renders a page above the sites at the end of dst.
func (p *Portal) Hub(dst []byte, pp *plan.PortalPlan, page *plan.Page) []byte {
	c := &hubContext{Portal: p, plan: pp, page: page, lang: p.Theme.Texts(page.Lang)}
	if page.Lang != p.Site.Langues[0] {
		c.folder = page.Lang + "/"
	}
	c.root = strings.Repeat("../", strings.Count(page.Path, "/"))
	programs := p.Theme.Pages(page.Lang)
	switch page.Kind {
	case plan.Codes:
		return programs.Codes.Append(dst, c.codes(page.Code))
	case plan.NotFound:
		if p.Site.Adresse != "" {
			c.root = p.Site.Adresse
		}
		return programs.NotFound.Append(dst, c.notFound())
	}
	return programs.Hub.Append(dst, c.hub())
}

type hubContext struct {
	*Portal
	plan   *plan.PortalPlan
	page   *plan.Page
	lang   *theme.Texts
	root   string // from the page to the portal's root
	folder string // of the page's language
}

func (c *hubContext) frame(heading, description string) theme.Page {
	site := c.Site
	p := theme.Page{
		Lang: c.lang.Lang, Dir: c.lang.Dir, Kind: string(c.page.Kind),
		Title: c.title(c.lang.T("titre.site", heading, site.Titre)), Heading: heading, Description: description,
		Root: template.URL(c.root), Assets: template.URL(strings.Repeat("../", strings.Count(c.page.Path, "/")) + "assets/"), Home: template.URL(c.root + c.folder + "index.html"),
		PortalName: site.Titre, PortalLang: site.Langues[0], Notice: site.Avis, Publisher: site.Editeur.Nom,
	}
	if site.Adresse != "" && c.page.Kind != plan.NotFound {
		p.Canonical = site.Adresse + strings.TrimSuffix(c.page.Path, "index.html")
		p.SocialImage = site.Adresse + "assets/icone-180.png"
	}
	if len(site.Langues) > 1 && c.page.Kind != plan.NotFound { // which is in one language only
		for i, tag := range site.Langues {
			folder := ""
			if i > 0 {
				folder = tag + "/"
			}
			l := c.Theme.Texts(tag)
			p.Languages = append(p.Languages, theme.LanguageLink{
				Tag: tag, Name: l.T("nom_langue"), Dir: l.Dir, Href: template.URL(c.root + folder + c.page.Base), Current: tag == c.page.Lang,
			})
		}
	}
	if c.page.Base != "index.html" {
		p.Breadcrumb = []theme.Link{{Label: c.lang.T("fil.accueil"), Href: p.Home}, {Label: heading}}
	}
	_, p.Report = improvements(site, c.lang, heading, c.page.Path, "")
	// The legal pages are those of the sites: the publisher is the same.
	if len(c.Territories) > 0 {
		first := c.root + c.Territories[0].Chemin + "/" + c.folder
		p.Footer = []theme.Link{
			statement(c.Portal, c.lang, template.URL(first+"accessibilite.html")),
			{Label: c.lang.T("pied.mentions"), Href: template.URL(first + "mentions-legales.html")},
		}
	}
	return p
}

func (c *hubContext) title(title string) string {
	if c.folder != "" {
		title += " (" + c.lang.T("nom_langue") + ")"
	}
	return title
}

// hub fills hub.html.
func (c *hubContext) hub() *theme.Hub {
	v := &theme.Hub{
		Page:  c.frame(c.lang.T("titre.hub"), c.lang.T("description.hub")),
		Intro: typeset(c.Site.Description, c.Site.Langues[0]), Communes: c.plan.Communes,
	}
	v.Page.Title = c.title(c.Site.Titre)
	for _, t := range c.Territories {
		if t.Parent == nil {
			v.Territories = append(v.Territories, c.card(t))
		}
	}
	for _, code := range c.plan.Codes {
		v.Codes = append(v.Codes, theme.Link{Label: code.Code, Hint: code.Name, Href: template.URL(c.root + c.folder + code.Path())})
	}
	return v
}

func (c *hubContext) card(t *model.Territory) theme.TerritoryCard {
	return territoryCard(&language{Texts: c.lang, tag: c.page.Lang, folder: c.folder}, t, c.root)
}

// territoryCard stands for a site; root leads to the folder of all sites.
func territoryCard(l *language, t *model.Territory, root string) theme.TerritoryCard {
	kind, _ := l.Label("type_territoire", t.Type, t.Type)
	card := theme.TerritoryCard{
		Name: t.Name, Type: kind, Href: template.URL(root + t.Chemin + "/" + l.folder + "index.html"),
		Places: len(t.Structures), Guides: len(t.Guides),
	}
	for _, in := range t.Inside {
		card.Inside = append(card.Inside, territoryCard(l, in, root))
	}
	return card
}

// codes fills codes.html.
func (c *hubContext) codes(page *plan.CodePage) *theme.Codes {
	name := page.Name + " (" + page.Code + ")"
	v := &theme.Codes{
		Page: c.frame(c.lang.T("titre.codes", name), c.lang.T("description.codes", page.Name)),
		Code: page.Code, Name: page.Name,
	}
	byCode := map[string][]theme.Link{}
	for _, commune := range page.Communes {
		letter := firstLetter(commune.Name)
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Letter != letter {
			v.Groups = append(v.Groups, theme.CommuneGroup{Letter: letter, ID: letterID(letter)})
			v.Letters = append(v.Letters, theme.Link{Label: letter, Href: template.URL("#" + letterID(letter))})
		}
		g := &v.Groups[len(v.Groups)-1]
		line := theme.CommuneLine{ID: "c-" + commune.Code, Name: commune.Name, Postcodes: strings.Join(commune.Postcodes, ", ")}
		main := commune.Main()
		for _, t := range commune.Territories {
			if href := c.communeHref(t, commune.Code); t == main {
				line.Href = href
			} else {
				line.Sites = append(line.Sites, theme.Link{Label: t.Name, Href: href})
			}
		}
		g.Communes = append(g.Communes, line)
		for _, cp := range commune.Postcodes {
			byCode[cp] = append(byCode[cp], theme.Link{Label: commune.Name, Href: line.Href})
		}
	}
	for _, cp := range slices.Sorted(maps.Keys(byCode)) {
		v.Postcodes = append(v.Postcodes, theme.PostcodeLine{ID: cp, Postcode: cp, Communes: byCode[cp]})
	}
	return v
}

// communeHref leads to a commune's page in a site that serves it.
func (c *hubContext) communeHref(t *model.Territory, code string) template.URL {
	return template.URL(c.root + t.Chemin + "/" + c.folder + "annuaire/commune/" + t.CommuneSlugs()[code] + ".html")
}

func (c *hubContext) notFound() *theme.NotFound {
	v := &theme.NotFound{Page: c.frame(c.lang.T("titre.404"), c.lang.T("description.404", c.Site.Titre))}
	v.Page.NoIndex, v.Page.Breadcrumb, v.Page.Report, v.Page.Languages = true, nil, nil, nil
	for _, t := range c.Territories {
		v.Ways = append(v.Ways, theme.Link{Label: t.Name, Href: template.URL(c.root + t.Chemin + "/" + c.folder + "index.html")})
	}
	return v
}
