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
		Title:   c.title(heading, c.Territory.Name),
		Heading: heading, HeadingLang: headingLang, Description: description,
		Canonical: c.absolute(c.page.Path), SocialImage: c.socialImage(),
		Root: template.URL(c.root), Assets: c.file("assets/"), Home: c.href("index.html"), Search: c.href("recherche.html"),
		SiteName: c.Territory.Name, PortalName: site.Titre, PortalLang: site.Langues[0],
		Notice: site.Avis, Publisher: site.Editeur.Nom, Now: c.now(l),
		Selection: c.href("selection.html"), Booklet: c.href("livret.html"),
		Menu: c.menu(), Footer: c.footer(), Languages: c.languages(),
	}
	if c.page.Kind == plan.Moved {
		p.NoIndex, p.Canonical = true, ""
	}
	if c.page.Kind == plan.NotFound {
		p.NoIndex, p.Canonical, p.SocialImage = true, "", ""
		p.Selection = "" // its script would be looked for where the page is not
	}
	// What lies outside the site is named by its whole address: the site's
	// folder can be moved, zipped and hosted alone.
	outside := site.Adresse
	if outside != "" {
		p.Hub = &theme.Link{Label: l.T("entete.hub"), Href: template.URL(outside + l.folder + "index.html")}
	}
	if up := c.Territory.Parent; up != nil && outside != "" {
		p.Parent = &theme.Link{Label: l.T("entete.parent", up.Name), Href: template.URL(outside + up.Chemin + "/" + l.folder + "index.html")}
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

// title is the whole <title>. In a language that is not the portal's own it says
// so: many names are the same in all, and each page must have a title of its
// own (RGAA 8.6).
func (c *context) title(parts ...string) string {
	title := c.lang.T("titre.site", parts[0], parts[1])
	if c.lang.folder != "" {
		title += " (" + c.lang.T("nom_langue") + ")"
	}
	return title
}

func (c *context) socialImage() string {
	return c.absolute("assets/icone-180.png")
}

// frameKey is all that the menu and the footer of a page depend on.
type frameKey struct {
	root, lang string
	section    string // the first folder of the page's address, or the address of a page that the menu names
}

// menu is the main menu. Pages of a section share it.
func (c *context) menu() []theme.MenuItem {
	key := frameKey{c.root, c.lang.tag, c.page.Base}
	if folder, _, nested := strings.Cut(c.page.Base, "/"); nested && c.page.Kind != plan.Directory && c.page.Kind != plan.Guides && c.page.Kind != plan.Free {
		key.section = folder + "/"
	}
	if known, ok := c.menus.Load(key); ok {
		return known.([]theme.MenuItem)
	}
	items := c.makeMenu()
	c.menus.Store(key, items)
	return items
}

func (c *context) makeMenu() []theme.MenuItem {
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

// footer is the links under every page, the same at one depth.
func (c *context) footer() []theme.Link {
	key := frameKey{c.root, c.lang.tag, ""}
	if known, ok := c.footers.Load(key); ok {
		return known.([]theme.Link)
	}
	l := c.lang
	links := []theme.Link{
		{Label: l.T("pied.recherche"), Href: c.href("recherche.html")},
		{Label: l.T("pied.carte"), Href: c.href("carte.html")},
		{Label: l.T("pied.livret"), Href: c.href("livret.html")},
		{Label: l.T("pied.plan"), Href: c.href("plan-du-site.html")},
		statement(c.portal, l.Texts, c.href("accessibilite.html")),
		{Label: l.T("pied.mentions"), Href: c.href("mentions-legales.html")},
		{Label: l.T("pied.donnees"), Href: c.href("donnees/index.html")},
	}
	c.footers.Store(key, links)
	return links
}

// statement is the link that every page owes to the accessibility statement
// (décret n° 2019-768, article 5): the mention as the law has it, in the
// portal's language, and in other languages what it means.
func statement(p *Portal, l *theme.Texts, href template.URL) theme.Link {
	key := "pied.accessibilite"
	if state := p.Site.Accessibilite.Etat; state != "" {
		key += "_" + state
	}
	first := p.Theme.Texts(p.Site.Langues[0])
	link := theme.Link{Label: first.T(key), Href: href}
	if l.Lang != first.Lang {
		link.Lang, link.Hint = first.Lang, l.T(key)
	}
	return link
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
