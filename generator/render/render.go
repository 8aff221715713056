// Package render turns a planned page into bytes: it fills the view that the
// page's template asks for, and runs the template.
//
// A Site is made once for each territory. It settles first what many pages
// share (cards, labels, the texts of guides); after that Page may be called
// from any number of goroutines, in any order, for any page: that is how build
// renders everything and serve renders what is looked at.
//
// The package decides no address and no rule: addresses are package plan's,
// words are the theme's.
package render

import (
	"html/template"
	"strings"
	"sync"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/hours"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// Portal is what the sites of a portal share.
type Portal struct {
	*model.Portal
	Theme     *theme.Theme
	words     map[string]*words // by language
	bodies    sync.Map          // bodyKey → template.HTML
	said      sync.Map          // saidKey → []hours.Line; in "schema.org", a string
	places    sync.Map          // *model.Structure → *where
	searchers sync.Map          // language → *searcher
}

type saidKey struct {
	schedule *hours.Schedule
	lang     string
}

// say says opening hours in words. Listings share schedules, and a card and a
// page say the same: once is enough.
func (p *Portal) say(s *hours.Schedule, lang string) []hours.Line {
	key := saidKey{s, lang}
	if lines, ok := p.said.Load(key); ok {
		return lines.([]hours.Line)
	}
	lines := s.Say(diag.Lang(lang))
	p.said.Store(key, lines)
	return lines
}

// New prepares the rendering of a portal's sites.
func New(p *model.Portal, t *theme.Theme) *Portal {
	r := &Portal{Portal: p, Theme: t, words: map[string]*words{}}
	for _, tag := range p.Site.Langues {
		r.words[tag] = newWords(t.Texts(tag))
	}
	return r
}

// Site renders the pages of one territory.
type Site struct {
	*plan.Site
	portal   *Portal
	guides   map[string][]*model.Guide // by service
	ranks    map[string]int            // by commune's code: the most populous first
	langs    map[string]*language
	lists    map[listKey]*plan.List
	names    map[string]string // of structures that have a homonym, by id: see fullNames
	Data     []DataFile        // what donnees/ holds; set by the builder before rendering
	newest   string            // the newest date_maj, ISO
	asked    map[string]asked  // while the cards are made
	nearness *nearness

	communePages map[*plan.List]*plan.CommunePage // by the list of its places

	menus, footers sync.Map // frameKey → what pages share
	maps           cartography
	indexes        sync.Map // language → func() *search.Index
	about, helpers sync.Map // services, joined → []*model.Guide, *helping
}

type listKey struct {
	by    plan.By
	value string
}

// language is what is said once for a whole site in one language.
type language struct {
	*theme.Texts
	*words
	programs *theme.Programs
	tag      string
	folder   string // "" or "en/"
	record   string // the language of the portal's data, when it is not this one
	cards    map[string]theme.PlaceCard
	guides   map[*model.Guide]theme.GuideCard
	hours    string // the language that hours are said in
	paper    func() map[string]*paperPlace
}

// DataFile is a file of donnees/.
type DataFile struct {
	Name, Format string
	Key          string // of what the theme says about it: donnees.<key>
	Media        string // media type
	Size         int64
}

// NewSite prepares a site for rendering.
func NewSite(p *Portal, s *plan.Site) *Site {
	r := &Site{Site: s, portal: p, guides: map[string][]*model.Guide{}, ranks: map[string]int{}, langs: map[string]*language{}, lists: map[listKey]*plan.List{}, names: p.fullNames(s.Structures)}
	for _, g := range s.Territory.Guides {
		for _, service := range g.Services {
			r.guides[service] = append(r.guides[service], g)
		}
	}
	for _, c := range s.Territory.Communes {
		r.ranks[c.Code] = -c.Population
	}
	for _, l := range s.Lists {
		r.lists[listKey{l.By, l.Value}] = l
	}
	r.nearness, r.communePages = newNearness(s), make(map[*plan.List]*plan.CommunePage, len(s.Communes))
	for _, c := range s.Communes {
		r.communePages[c.List] = c
	}
	for _, st := range s.Structures {
		r.newest = max(r.newest, st.DateMaj.Format("2006-01-02"))
	}
	r.asked = r.askable()
	for i, tag := range p.Site.Langues {
		r.langs[tag] = r.language(tag, i == 0)
	}
	r.asked = nil // the cards have it
	return r
}

// Forget drops what the portal remembers of the site's structures alone. Call it
// when no page of the site is rendered any more: few structures stand in two
// sites, and memory is then bounded by the sites at hand.
func (r *Site) Forget() {
	for _, st := range r.Structures {
		r.portal.places.Delete(st)
	}
}

func (r *Site) language(tag string, first bool) *language {
	p := r.portal
	l := &language{Texts: p.Theme.Texts(tag), words: p.words[tag], programs: p.Theme.Pages(tag), tag: tag, hours: "fr"}
	if !first {
		l.folder = tag + "/"
		l.record = p.Site.Langues[0]
	}
	if base, _, _ := strings.Cut(tag, "-"); base == "en" || base != "fr" && !strings.HasPrefix(p.Site.Langues[0], "fr") {
		l.hours = "en"
	}
	l.guides = make(map[*model.Guide]theme.GuideCard, len(r.Territory.Guides))
	for _, g := range r.Territory.Guides {
		l.guides[g] = r.guideCard(l, g)
	}
	l.cards = make(map[string]theme.PlaceCard, len(r.Structures))
	for _, st := range r.Structures {
		card := p.card(l, st)
		card.Open, card.Traits = r.asked[st.ID].table, r.asked[st.ID].traits
		if name := r.names[st.ID]; name != "" {
			card.Name = french.Typography(name)
		}
		l.cards[st.ID] = card
	}
	l.paper = sync.OnceValue(func() map[string]*paperPlace { return r.paperPlaces(l) })
	return l
}

// foreign is lang when it is not the page's, for a lang attribute.
func (l *language) foreign(lang string) string {
	if lang == l.tag {
		return ""
	}
	return lang
}

// Page renders a page of the site at the end of dst.
func (r *Site) Page(dst []byte, p *plan.Page) []byte {
	c := r.context(p)
	pr := c.lang.programs
	switch p.Kind {
	case plan.Home:
		return pr.Home.Append(dst, c.home())
	case plan.Guides:
		return pr.Guides.Append(dst, c.guidesIndex())
	case plan.Topic:
		return pr.Theme.Append(dst, c.topic(p.Topic))
	case plan.Guide:
		return pr.Guide.Append(dst, c.guide(p.Guide))
	case plan.Directory:
		return pr.Directory.Append(dst, c.directory())
	case plan.Communes, plan.Postcodes:
		return pr.Communes.Append(dst, c.communes(p.Kind == plan.Postcodes))
	case plan.Commune:
		return pr.Commune.Append(dst, c.commune(p.Commune))
	case plan.PlaceList:
		return pr.PlaceList.Append(dst, c.list(p.List))
	case plan.Place:
		return pr.Place.Append(dst, c.place(p.Structure))
	case plan.Free:
		return pr.Free.Append(dst, c.free(p.Guide))
	case plan.OpenData:
		return pr.OpenData.Append(dst, c.openData())
	case plan.Map:
		return pr.Map.Append(dst, c.mapPage(p.Area))
	case plan.Search:
		return pr.Search.Append(dst, c.search())
	case plan.SiteMap:
		return pr.SiteMap.Append(dst, c.siteMap())
	case plan.Legal:
		return pr.Legal.Append(dst, c.legal())
	case plan.Accessibility:
		return pr.Accessibility.Append(dst, c.accessibility())
	case plan.Booklet:
		return pr.Booklet.Append(dst, c.booklet(p.Booklet))
	case plan.Selection:
		return pr.Selection.Append(dst, c.selection())
	case plan.Moved:
		return pr.Moved.Append(dst, c.moved(p.Structure))
	case plan.NotFound:
		return pr.NotFound.Append(dst, c.notFound())
	}
	panic("render: no template for " + string(p.Kind))
}

// context is the rendering of one page.
type context struct {
	*Site
	page *plan.Page
	lang *language
	root string // from the page to the site's root: "", "../"…
}

func (r *Site) context(p *plan.Page) *context {
	c := &context{Site: r, page: p, lang: r.langs[p.Lang], root: strings.Repeat("../", strings.Count(p.Path, "/"))}
	if p.Kind == plan.NotFound && r.portal.Site.Adresse != "" {
		c.root = r.portal.Site.Adresse + r.Territory.Chemin + "/" // served at any depth
	}
	return c
}

// href leads to a page of the site, in the page's language, from its address
// without the language folder.
func (c *context) href(base string) template.URL {
	return template.URL(c.root + c.lang.folder + base)
}

// file leads to a file of the site, the same in every language. It is always
// relative: what a page loads comes from where the page is, or not at all.
func (c *context) file(path string) template.URL {
	return template.URL(strings.Repeat("../", strings.Count(c.page.Path, "/")) + path)
}

// absolute is the address of a file of the site; empty without `adresse`.
func (c *context) absolute(path string) string {
	if c.portal.Site.Adresse == "" {
		return ""
	}
	return c.portal.Site.Adresse + c.Territory.Chemin + "/" + strings.TrimSuffix(path, "index.html")
}

// listLink leads to the list made by a value; without a link when the list is
// empty, which cannot be for a value that a structure of the site has.
func (c *context) listLink(by plan.By, value string, l label) theme.Link {
	link := theme.Link{Label: l.text, Lang: l.lang}
	if list := c.lists[listKey{by, value}]; list != nil {
		link.Href = c.href(list.Path())
	}
	return link
}

// label is a list's name in the page's language.
func (c *context) label(l *plan.List) label {
	switch l.By {
	case plan.ByService:
		return c.lang.services[l.Value]
	case plan.ByType:
		return c.lang.types[l.Value]
	case plan.ByPublic:
		return c.lang.publics[l.Value]
	}
	return label{l.Name, c.lang.record}
}

// by lists the links to all the lists of one way.
func (c *context) by(way plan.By, except *plan.List) []theme.Link {
	var links []theme.Link
	for _, l := range c.Lists {
		if l.By != way || l == except {
			continue
		}
		name := c.label(l)
		links = append(links, theme.Link{Label: name.text, Lang: name.lang, Href: c.href(l.Path()), Count: len(l.Structures)})
	}
	return links
}
