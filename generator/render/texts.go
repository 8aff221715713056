package render

import (
	"cmp"
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"

	"balise/generator/french"
	"balise/generator/markdown"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// guide fills guide.html.
func (c *context) guide(g *model.Guide) *theme.Guide {
	l := c.lang
	v, translated := g.In(l.tag)
	dir := c.dirOf(v.Lang)
	heading := typeset(v.Titre, v.Lang)
	crumbs := []theme.Link{{Label: l.T("titre.guides"), Href: c.href("guides/index.html")}}
	topic := c.topicLink(g)
	if topic != nil {
		crumbs = append(crumbs, *topic)
	}
	out := &theme.Guide{
		Page: c.frame(heading, l.foreign(v.Lang), typeset(v.Resume, v.Lang), crumbs...),
		Lang: l.foreign(v.Lang), Dir: dir, Summary: typeset(v.Resume, v.Lang),
		Body: c.body(v), TOC: contents(v.Doc, v.Lang), Minutes: g.Duree, Author: g.Auteur, Theme: topic,
		Related: c.related(g, 4),
	}
	out.Page.Untranslated, out.Page.ContentLang = !translated, v.Lang
	if !v.Maj.IsZero() {
		out.Updated = french.Date(v.Maj, l.tag)
	}
	for _, s := range g.Segment {
		text, _ := l.Label("segment", s, s)
		out.Segments = append(out.Segments, text)
	}
	for _, p := range g.Publics {
		if link := c.listLink(plan.ByPublic, p, l.publics[p]); link.Href != "" {
			out.Publics = append(out.Publics, link)
		}
	}
	c.help(out, g)
	out.Page.JSONLD = c.guideJSONLD(v)
	return out
}

// help fills "where to get help with this": the places that offer the guide's
// services, one a commune, the most populous communes first, and the lists
// that hold them all.
func (c *context) help(v *theme.Guide, g *model.Guide) {
	for _, s := range g.Services {
		if list := c.lists[listKey{plan.ByService, s}]; list != nil {
			name := c.lang.services[s]
			v.Services = append(v.Services, theme.Link{Label: name.text, Lang: name.lang, Href: c.href(list.Path()), Count: len(list.Structures)})
		}
	}
	key := strings.Join(g.Services, "|")
	known, ok := c.helpers.Load(key)
	if !ok {
		known = c.helping(g.Services)
		c.helpers.Store(key, known)
	}
	h := known.(*helping)
	v.Places, v.PlacesTotal = c.cards(h.first), h.total
}

// helping is the places that offer any of some services. Guides about the same
// services share it, in every language.
type helping struct {
	first []*model.Structure
	total int
}

func (r *Site) helping(services []string) *helping {
	const most = 5
	seen := map[*model.Structure]bool{}
	var places []*model.Structure
	for _, s := range services {
		list := r.lists[listKey{plan.ByService, s}]
		if list == nil {
			continue
		}
		for _, st := range list.Structures {
			if !seen[st] {
				seen[st] = true
				places = append(places, st)
			}
		}
	}
	slices.SortStableFunc(places, func(a, b *model.Structure) int {
		return cmp.Compare(r.ranks[a.Current], r.ranks[b.Current])
	})
	h := &helping{total: len(places)}
	taken := map[string]bool{}
	for _, st := range places {
		if len(h.first) < most && !taken[r.Locality(st)] && st.ReceivesPublic() && !st.Stale {
			taken[r.Locality(st)] = true
			h.first = append(h.first, st)
		}
	}
	return h
}

func (c *context) topicLink(g *model.Guide) *theme.Link {
	t := c.TopicOf[g]
	if t == nil {
		return nil
	}
	title, lang := c.topicText(t.Titre)
	return &theme.Link{Label: title, Lang: lang, Href: c.href(t.Path())}
}

// topicText says a theme's title or summary in the page's language, or in the
// portal's.
func (c *context) topicText(texts map[string]string) (text, lang string) {
	if text := texts[c.lang.tag]; text != "" {
		return typeset(text, c.lang.tag), ""
	}
	first := c.portal.Site.Langues[0]
	return typeset(texts[""], first), c.lang.foreign(first)
}

// related are other guides of the same theme.
func (c *context) related(g *model.Guide, n int) []theme.GuideCard {
	t := c.TopicOf[g]
	if t == nil {
		return nil
	}
	var list []*model.Guide
	for _, other := range t.Guides {
		if other != g && len(list) < n {
			list = append(list, other)
		}
	}
	return c.guideCards(list)
}

func (c *context) dirOf(lang string) string {
	if l := c.langs[lang]; l != nil {
		return l.Dir
	}
	return "ltr"
}

// free fills page.html.
func (c *context) free(g *model.Guide) *theme.Free {
	v, translated := g.In(c.lang.tag)
	heading := typeset(v.Titre, v.Lang)
	out := &theme.Free{
		Page: c.frame(heading, c.lang.foreign(v.Lang), typeset(v.Resume, v.Lang)),
		Lang: c.lang.foreign(v.Lang), Dir: c.dirOf(v.Lang), Body: c.body(v), TOC: contents(v.Doc, v.Lang),
	}
	out.Page.Untranslated, out.Page.ContentLang = !translated, v.Lang
	if !v.Maj.IsZero() {
		out.Updated = french.Date(v.Maj, c.lang.tag)
	}
	return out
}

// contents is the table of contents: levels 2 and 3, when there are enough
// headings for one to help.
func contents(doc *markdown.Doc, lang string) []theme.Heading {
	var out []theme.Heading
	for _, h := range doc.Headings {
		if h.Level <= 3 {
			out = append(out, theme.Heading{Level: h.Level, ID: h.ID, Text: typeset(h.Text, lang)})
		}
	}
	if len(out) < 3 {
		return nil
	}
	return out
}

// bodyKey is all that the HTML of a text depends on besides the text itself.
type bodyKey struct {
	doc   *markdown.Doc
	root  string // from the page to the site's root
	lang  string // language folder that links stay in
	shape string // which links lead somewhere, and to which images
}

// body is the HTML of a text. A text that several territories share, and that
// leads to the same places in each, is rendered once.
func (c *context) body(g *model.Guide) template.HTML {
	var shape strings.Builder
	for _, link := range g.Doc.Links {
		if target, relative := model.Target(g.Path, link.Dest); relative {
			if link.Image {
				shape.WriteString(c.Territory.Overlay[target])
			} else if c.Territory.Sees(target) {
				shape.WriteByte('1')
			}
			shape.WriteByte('|')
		}
	}
	key := bodyKey{g.Doc, c.root, c.lang.folder, shape.String()}
	if v, ok := c.portal.bodies.Load(key); ok {
		return v.(template.HTML)
	}
	l := c.langs[g.Lang]
	if l == nil {
		l = c.lang
	}
	html := template.HTML(g.Doc.Render(markdown.RenderOptions{
		Lang: g.Lang,
		Labels: markdown.Labels{
			Note: l.T("alerte.note"), Tip: l.T("alerte.tip"), Important: l.T("alerte.important"), Warning: l.T("alerte.warning"), Caution: l.T("alerte.caution"),
			Footnotes: l.T("page.notes"),
		},
		Link:  func(dest string) (string, bool, bool) { return c.resolve(g, dest) },
		Image: func(dest string) (markdown.Image, bool) { return c.image(g, dest) },
	}))
	if g.Layer == "" { // the text of one territory is not worth the memory
		c.portal.bodies.Store(key, html)
	}
	return html
}

// resolve turns a link of a text into an address for the page.
func (c *context) resolve(g *model.Guide, dest string) (href string, external, ok bool) {
	target, relative := model.Target(g.Path, dest)
	if !relative {
		return dest, strings.HasPrefix(dest, "http"), true
	}
	if !c.Territory.Sees(target) {
		return "", false, false
	}
	fragment := ""
	if i := strings.IndexByte(dest, '#'); i >= 0 {
		fragment = dest[i:]
	}
	if target == "accueil.md" {
		target = "index.md"
	}
	if slices.Contains(model.DataFiles, target) { // one file for all languages
		return string(c.file(target)), false, true
	}
	if base, isText := strings.CutSuffix(target, ".md"); isText {
		target = base + ".html"
	} else if strings.HasPrefix(target, "annuaire/") && path.Ext(target) == "" {
		target += ".html"
	}
	return string(c.href(target)) + fragment, false, true
}

func (c *context) image(g *model.Guide, dest string) (markdown.Image, bool) {
	target, _ := model.Target(g.Path, dest)
	pic := c.portal.Images[c.Territory.Overlay[target]]
	if pic == nil {
		return markdown.Image{}, false
	}
	last := pic.Versions[len(pic.Versions)-1]
	img := markdown.Image{Src: string(c.file("assets/images/" + last.Name)), Width: pic.Width, Height: pic.Height}
	if len(pic.Versions) > 1 {
		var set []string
		for _, v := range pic.Versions {
			set = append(set, string(c.file("assets/images/"+v.Name))+" "+strconv.Itoa(v.Width)+"w")
		}
		img.Srcset = strings.Join(set, ", ")
		img.Sizes = "(min-width: 48em) 42em, 92vw"
	}
	return img, true
}

// guidesIndex fills guides.html.
func (c *context) guidesIndex() *theme.Guides {
	return &theme.Guides{
		Page:  c.frame(c.lang.T("titre.guides"), "", c.lang.T("description.guides", c.Territory.Name)),
		Total: len(c.Territory.Guides), Themes: c.guidesIndexGroups(),
	}
}

// guidesIndexGroups are the guides by theme; those without one come last.
func (c *context) guidesIndexGroups() []theme.GuideGroup {
	var groups []theme.GuideGroup
	grouped := map[*model.Guide]bool{}
	for _, t := range c.Topics {
		groups = append(groups, c.group(t))
		for _, g := range t.Guides {
			grouped[g] = true
		}
	}
	var rest []*model.Guide
	for _, g := range c.Territory.Guides {
		if !grouped[g] {
			rest = append(rest, g)
		}
	}
	if len(rest) > 0 {
		title := ""
		if len(groups) > 0 {
			title = c.lang.T("guides.sans_theme")
		}
		groups = append(groups, theme.GuideGroup{ID: "autres", Title: title, Guides: c.guideCards(rest)})
	}
	return groups
}

func (c *context) group(t *plan.TopicPage) theme.GuideGroup {
	title, lang := c.topicText(t.Titre)
	summary, _ := c.topicText(t.Resume)
	return theme.GuideGroup{ID: t.Slug, Title: title, Lang: lang, Summary: summary, Href: c.href(t.Path()), Guides: c.guideCards(t.Guides)}
}

// topic fills theme.html.
func (c *context) topic(t *plan.TopicPage) *theme.ThemePage {
	g := c.group(t)
	description := g.Summary
	if description == "" {
		description = c.lang.T("description.theme", g.Title)
	}
	v := &theme.ThemePage{
		Page:  c.frame(g.Title, g.Lang, description, theme.Link{Label: c.lang.T("titre.guides"), Href: c.href("guides/index.html")}),
		Group: g,
	}
	for _, other := range c.Topics {
		if other != t {
			title, lang := c.topicText(other.Titre)
			v.Others = append(v.Others, theme.Link{Label: title, Lang: lang, Href: c.href(other.Path())})
		}
	}
	return v
}
