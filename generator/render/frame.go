package render

import (
	"html/template"
	"net/url"
	"strings"

	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// frame fills what every page has. title is the h1; crumbs lead from the home
// page to the page itself, which is added.
func (c *context) frame(heading, headingLang, description string, crumbs ...theme.Link) theme.Page {
	l, site := c.lang, c.portal.Site
	p := theme.Page{
		Lang: l.tag, Dir: l.Dir, Kind: string(c.page.Kind),
		Title:   l.T("titre.site", heading, c.Territory.Name),
		Heading: heading, HeadingLang: headingLang, Description: description,
		Canonical: c.absolute(c.page.Path), SocialImage: c.socialImage(),
		Root: template.URL(c.root), Assets: c.file("assets/"), Home: c.href("index.html"),
		SiteName: c.Territory.Name, PortalName: site.Titre, PortalLang: site.Langues[0],
		Notice: site.Avis, Publisher: site.Editeur.Nom,
		Menu: c.menu(), Footer: c.footer(), Languages: c.languages(),
	}
	if c.page.Kind == plan.NotFound {
		p.NoIndex, p.Canonical, p.SocialImage = true, "", ""
	}
	p.Hub = &theme.Link{Label: l.T("entete.hub"), Href: template.URL(c.portalRoot() + l.folder + "index.html")}
	if up := c.Territory.Parent; up != nil {
		p.Parent = &theme.Link{Label: l.T("entete.parent", up.Name), Href: template.URL(c.portalRoot() + up.Chemin + "/" + l.folder + "index.html")}
	}
	if img := c.Territory.LogoImage; img != nil {
		v := img.Versions[0]
		p.Logo = &theme.Image{Src: c.file("assets/images/" + v.Name), Width: v.Width, Height: v.Height}
	}
	if c.page.Base != "index.html" {
		p.Breadcrumb = append(p.Breadcrumb, theme.Link{Label: l.T("fil.accueil"), Href: c.href("index.html")})
		p.Breadcrumb = append(p.Breadcrumb, crumbs...)
		p.Breadcrumb = append(p.Breadcrumb, theme.Link{Label: heading, Lang: headingLang})
	}
	c.improve(&p)
	return p
}

// portalRoot leads from the page to the folder above the site.
func (c *context) portalRoot() string {
	if c.page.Kind == plan.NotFound && c.portal.Site.Adresse != "" {
		return c.portal.Site.Adresse
	}
	return c.root + "../"
}

func (c *context) socialImage() string {
	return c.absolute("assets/icone-180.png")
}

func (c *context) menu() []theme.MenuItem {
	l, base := c.lang, c.page.Base
	item := func(key, text, target, folder string) theme.MenuItem {
		return theme.MenuItem{
			Key: key, Label: l.T(text), Href: c.href(target),
			Current: base == target, Within: base != target && folder != "" && strings.HasPrefix(base, folder),
		}
	}
	items := []theme.MenuItem{
		item("accueil", "menu.accueil", "index.html", ""),
		item("annuaire", "menu.annuaire", "annuaire/index.html", "annuaire/"),
		item("guides", "menu.guides", "guides/index.html", "guides/"),
	}
	if len(c.Territory.Pages) > 0 {
		items = append(items, item("comprendre", "menu.comprendre", "pages/"+c.Territory.Pages[0].Slug+".html", "pages/"))
	}
	return items
}

func (c *context) footer() []theme.Link {
	l := c.lang
	statement := "pied.accessibilite"
	if state := c.portal.Site.Accessibilite.Etat; state != "" {
		statement += "_" + state
	}
	var links []theme.Link
	for _, f := range []struct{ key, path string }{
		{"pied.recherche", "recherche.html"}, {"pied.carte", "carte.html"}, {"pied.plan", "plan-du-site.html"},
		{statement, "accessibilite.html"}, {"pied.mentions", "mentions-legales.html"}, {"pied.donnees", "donnees/index.html"},
	} {
		links = append(links, theme.Link{Label: l.T(f.key), Href: c.href(f.path)})
	}
	return links
}

func (c *context) languages() []theme.LanguageLink {
	if len(c.portal.Site.Langues) < 2 {
		return nil
	}
	links := make([]theme.LanguageLink, 0, len(c.portal.Site.Langues))
	for _, tag := range c.portal.Site.Langues {
		l := c.langs[tag]
		links = append(links, theme.LanguageLink{
			Tag: tag, Name: l.T("nom_langue"), Dir: l.Dir, Href: template.URL(c.root + l.folder + c.page.Base), Current: tag == c.lang.tag,
		})
	}
	return links
}

// improve adds the links by which a reader corrects the page: on the forge, or
// by mail where there is none.
func (c *context) improve(p *theme.Page) {
	file := ""
	switch {
	case c.page.Structure != nil:
		file = c.page.Structure.File
	case c.page.Guide != nil:
		g, _ := c.page.Guide.In(c.lang.tag)
		file = g.File
	}
	p.Edit, p.Report = improvements(c.portal.Site, c.lang.Texts, p.Heading, c.Territory.Chemin+"/"+c.page.Path, file)
}

func improvements(site *model.Site, l *theme.Texts, heading, page, file string) (edit, report *theme.Link) {
	subject := l.T("pied.signaler") + " : " + heading
	body := page
	if site.Adresse != "" {
		body = site.Adresse + page
	}
	branch := site.Depot.Branche
	if branch == "" {
		branch = "main"
	}
	base := strings.TrimSuffix(site.Depot.URL, "/")
	switch {
	case base == "":
		if site.Editeur.Courriel != "" {
			report = &theme.Link{Label: l.T("pied.signaler"), Href: template.URL(mailto(site.Editeur.Courriel, subject, body))}
		}
		return nil, report
	case site.Depot.Forge == "gitlab":
		edit = &theme.Link{Href: template.URL(base + "/-/edit/" + branch + "/" + escapePath(file))}
		report = &theme.Link{Href: template.URL(base + "/-/issues/new?issue%5Btitle%5D=" + url.QueryEscape(subject) + "&issue%5Bdescription%5D=" + url.QueryEscape(body))}
	case site.Depot.Forge == "forgejo":
		edit = &theme.Link{Href: template.URL(base + "/_edit/" + branch + "/" + escapePath(file))}
		report = &theme.Link{Href: template.URL(base + "/issues/new?title=" + url.QueryEscape(subject) + "&body=" + url.QueryEscape(body))}
	default:
		edit = &theme.Link{Href: template.URL(base + "/edit/" + branch + "/" + escapePath(file))}
		report = &theme.Link{Href: template.URL(base + "/issues/new?title=" + url.QueryEscape(subject) + "&body=" + url.QueryEscape(body))}
	}
	edit.Label, report.Label = l.T("pied.modifier"), l.T("pied.signaler")
	if file == "" {
		edit = nil
	}
	return edit, report
}

// mailto composes a mail (RFC 6068).
func mailto(to, subject, body string) string {
	u := "mailto:" + url.PathEscape(to)
	u = strings.ReplaceAll(u, "%40", "@")
	if subject != "" {
		u += "?subject=" + strings.ReplaceAll(url.QueryEscape(subject), "+", "%20")
		if body != "" {
			u += "&body=" + strings.ReplaceAll(url.QueryEscape(body), "+", "%20")
		}
	}
	return u
}

func escapePath(p string) string {
	parts := strings.Split(p, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}
