package render

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// wholeDirectory is how many places the directory's index may list: past it
// the page would weigh too much for an old phone.
const wholeDirectory = 300

// home fills accueil.html.
func (c *context) home() *theme.Home {
	l := c.lang
	description := l.T("description.accueil", c.Territory.Name)
	if c.Territory.Description != "" && l.folder == "" {
		description = typeset(c.Territory.Description, l.tag)
	}
	v := &theme.Home{
		Page:  c.frame(l.T("titre.accueil", c.Territory.Name), "", description),
		Needs: c.needs(), Places: len(c.Structures), Inside: c.inside(c.Territory),
		Themes: c.topicLinks(), Communes: c.largest(12), HowTo: c.freeLinks(),
	}
	if all := len(c.by(plan.ByCommune, nil)); all > len(v.Communes) {
		v.More = &theme.Link{Label: l.T("accueil.toutes_communes", all), Href: c.href("annuaire/index.html") + "#par-commune"}
	}
	if g := c.Territory.Home; g != nil {
		text, translated := g.In(l.tag)
		v.Intro, v.IntroLang = c.body(text), l.foreign(text.Lang)
		if text.Titre != "" && translated {
			v.Page.Heading, v.Page.HeadingLang = typeset(text.Titre, text.Lang), ""
		}
		if text.Resume != "" && translated {
			v.Page.Description = typeset(text.Resume, text.Lang)
		}
	}
	v.Page.Title = c.title(c.Territory.Name, c.portal.Site.Titre)
	guides := slices.Clone(c.Territory.Guides)
	slices.SortStableFunc(guides, func(a, b *model.Guide) int {
		return cmp.Or(cmp.Compare(len(b.Layer), len(a.Layer)), b.Maj.Compare(a.Maj), cmp.Compare(a.Slug, b.Slug))
	})
	v.Guides = c.guideCards(guides[:min(6, len(guides))])
	v.Page.JSONLD = c.homeJSONLD(v.Page.Description)
	return v
}

// needs are the services of the standard that some place offers, said as
// needs.
func (c *context) needs() []theme.Link {
	links := c.by(plan.ByService, nil)
	i := 0
	for _, list := range c.Lists {
		if list.By != plan.ByService {
			continue
		}
		need := c.lang.needs[list.Value]
		links[i].Label, links[i].Lang, links[i].Hint = need.text, need.lang, c.lang.help[list.Value]
		i++
	}
	return links
}

func (c *context) topicLinks() []theme.Link {
	var links []theme.Link
	for _, t := range c.Topics {
		title, lang := c.topicText(t.Titre)
		links = append(links, theme.Link{Label: title, Lang: lang, Href: c.href(t.Path()), Count: len(t.Guides)})
	}
	return links
}

// largest are the communes with most places.
func (c *context) largest(n int) []theme.Link {
	links := c.by(plan.ByCommune, nil)
	slices.SortStableFunc(links, func(a, b theme.Link) int { return cmp.Compare(b.Count, a.Count) })
	return links[:min(n, len(links))]
}

func (c *context) freeLinks() []theme.Link {
	var links []theme.Link
	for _, g := range c.Territory.Pages {
		v, _ := g.In(c.lang.tag)
		links = append(links, theme.Link{Label: typeset(v.Titre, v.Lang), Lang: c.lang.foreign(v.Lang), Href: c.href("pages/" + g.Slug + ".html")})
	}
	return links
}

func (c *context) inside(t *model.Territory) []theme.TerritoryCard {
	if c.portal.Site.Adresse == "" {
		return nil // nothing tells where the other sites are: see frame
	}
	var cards []theme.TerritoryCard
	for _, in := range t.Inside {
		cards = append(cards, territoryCard(c.lang, in, c.portal.Site.Adresse))
	}
	return cards
}

// directory fills annuaire.html.
func (c *context) directory() *theme.Directory {
	v := &theme.Directory{
		Page:  c.frame(c.lang.T("titre.annuaire"), "", c.lang.T("description.annuaire", c.Territory.Name)),
		Total: len(c.Structures), Services: c.needs(), Communes: byLetter(c.by(plan.ByCommune, nil)),
		Types: c.sorted(plan.ByType), Publics: c.by(plan.ByPublic, nil),
	}
	if len(c.Structures) <= wholeDirectory {
		v.All = c.byCommune(c.Structures)
	}
	return v
}

// sorted are the links of a way, by their names in the page's language.
func (c *context) sorted(way plan.By) []theme.Link {
	links := c.by(way, nil)
	slices.SortStableFunc(links, func(a, b theme.Link) int { return french.Compare(a.Label, b.Label) })
	return links
}

// byLetter groups links by first letter, without accents.
func byLetter(links []theme.Link) []theme.LinkGroup {
	var groups []theme.LinkGroup
	for _, link := range links {
		letter := firstLetter(link.Label)
		if n := len(groups); n == 0 || groups[n-1].Title != letter {
			groups = append(groups, theme.LinkGroup{ID: "lettre-" + strings.ToLower(letter), Title: letter})
		}
		g := &groups[len(groups)-1]
		g.Links = append(g.Links, link)
	}
	return groups
}

func firstLetter(s string) string {
	r, _ := utf8.DecodeRuneInString(strings.ToUpper(french.Fold(s)))
	if r < 'A' || r > 'Z' {
		return "#"
	}
	return string(r)
}

// byCommune groups structures under their communes, by name; those whose
// commune is unknown come last.
func (c *context) byCommune(list []*model.Structure) []theme.PlaceGroup {
	in := map[string][]*model.Structure{}
	for _, s := range list {
		commune := c.Locality(s)
		in[commune] = append(in[commune], s)
	}
	var groups []theme.PlaceGroup
	for _, l := range c.Lists {
		if here := in[l.Value]; l.By == plan.ByCommune && len(here) > 0 {
			groups = append(groups, theme.PlaceGroup{ID: l.Slug, Title: l.Name, Lang: c.lang.record, Href: c.href(l.Path()), Places: c.cards(here)})
			delete(in, l.Value)
		}
	}
	if len(in) == 0 {
		return groups
	}
	var rest []*model.Structure
	for _, s := range list {
		if in[c.Locality(s)] != nil {
			rest = append(rest, s)
		}
	}
	return append(groups, theme.PlaceGroup{Places: c.cards(rest)})
}

// list fills liste.html.
func (c *context) list(list *plan.List) *theme.PlaceList {
	l := c.lang
	name := c.label(list)
	way := string(list.By)
	v := &theme.PlaceList{
		Page: c.frame(l.T("titre."+way, name.text), "", l.T("description."+way, name.text), theme.Link{Label: l.T("titre.annuaire"), Href: c.href("annuaire/index.html")}),
		By:   way, Name: name.text, Lang: name.lang, Total: len(list.Structures), Others: c.by(list.By, list),
	}
	v.Page.Breadcrumb[len(v.Page.Breadcrumb)-1].Label = name.text
	switch list.By {
	case plan.ByCommune:
		v.Groups = []theme.PlaceGroup{{Places: c.cards(list.Structures)}}
		v.Nearby = c.around(list, 5)
		v.Others = c.neighbours(list, 12)
	case plan.ByService:
		v.Intro = l.help[list.Value]
		v.Guides = c.bySharedServices([]string{list.Value}, 4)
		v.Groups = c.byCommune(list.Structures)
	default:
		v.Groups = c.byCommune(list.Structures)
	}
	if len(v.Groups) > 3 {
		for _, g := range v.Groups {
			if g.Title != "" {
				v.Jump = append(v.Jump, theme.Link{Label: g.Title, Lang: g.Lang, Href: template.URL("#" + g.ID), Count: len(g.Places)})
			}
		}
	}
	return v
}

// holds tells whether a structure is in a list of a commune or of an
// arrondissement.
func holds(list *plan.List, s *model.Structure, locality string) bool {
	return s.Current == list.Value || locality == list.Value
}

// around is the places nearest to a commune, outside it.
func (c *context) around(list *plan.List, n int) []theme.PlaceCard {
	lat, lon, ok := centre(list.Structures)
	if !ok {
		return nil
	}
	return c.distances(c.Near.Nearest(lat, lon, n, func(i int) bool {
		return holds(list, c.Located[i], c.Locality(c.Located[i])) || !c.Located[i].ReceivesPublic()
	}))
}

// neighbours are the communes with places nearest to this one.
func (c *context) neighbours(list *plan.List, n int) []theme.Link {
	lat, lon, ok := centre(list.Structures)
	if !ok {
		links := c.by(plan.ByCommune, list)
		return links[:min(n, len(links))]
	}
	var links []theme.Link
	seen := map[string]bool{list.Value: true}
	for len(links) < n {
		hits := c.Near.Nearest(lat, lon, 1, func(i int) bool { return seen[c.Locality(c.Located[i])] })
		if len(hits) == 0 {
			break
		}
		code := c.Locality(c.Located[hits[0].I])
		seen[code] = true
		if other := c.lists[listKey{plan.ByCommune, code}]; other != nil {
			links = append(links, theme.Link{Label: other.Name, Lang: c.lang.record, Href: c.href(other.Path()), Count: len(other.Structures)})
		}
	}
	return links
}

// centre is the middle of the located structures.
func centre(list []*model.Structure) (lat, lon float64, ok bool) {
	n := 0.0
	for _, s := range list {
		if s.OnMap() {
			lat, lon, n = lat+s.Latitude, lon+s.Longitude, n+1
		}
	}
	if n == 0 {
		return 0, 0, false
	}
	return lat / n, lon / n, true
}

// search fills recherche.html: without JavaScript, a page of ways in.
func (c *context) search() *theme.Search {
	v := &theme.Search{
		Page:  c.frame(c.lang.T("titre.recherche"), "", c.lang.T("description.recherche", c.Territory.Name)),
		Needs: c.needs(), Communes: byLetter(c.by(plan.ByCommune, nil)), Guides: c.guideLinks(),
	}
	return v
}

// guideLinks are the guides as links, by theme.
func (c *context) guideLinks() []theme.LinkGroup {
	var groups []theme.LinkGroup
	for _, g := range c.guidesIndexGroups() {
		group := theme.LinkGroup{ID: "theme-" + g.ID, Title: g.Title, Lang: g.Lang}
		for _, card := range g.Guides {
			group.Links = append(group.Links, theme.Link{Label: card.Title, Lang: card.Lang, Href: card.Href})
		}
		groups = append(groups, group)
	}
	return groups
}

// siteMap fills plan.html: every page of the site.
func (c *context) siteMap() *theme.SiteMap {
	l := c.lang
	v := &theme.SiteMap{Page: c.frame(l.T("titre.plan"), "", l.T("description.plan", c.Territory.Name))}
	add := func(id, title string, links []theme.Link) {
		if len(links) > 0 {
			v.Sections = append(v.Sections, theme.LinkGroup{ID: id, Title: title, Links: links})
		}
	}
	main := []theme.Link{
		{Label: l.T("fil.accueil"), Href: c.href("index.html")},
		{Label: l.T("titre.annuaire"), Href: c.href("annuaire/index.html")},
		{Label: l.T("titre.guides"), Href: c.href("guides/index.html")},
	}
	for _, f := range c.footer() {
		if !strings.HasSuffix(string(f.Href), "plan-du-site.html") {
			main = append(main, f)
		}
	}
	add("pages", l.T("plan.pages"), main)
	add("besoins", l.T("plan.services"), c.by(plan.ByService, nil))
	add("communes", l.T("plan.communes"), c.by(plan.ByCommune, nil))
	add("types", l.T("plan.types"), c.sorted(plan.ByType))
	add("publics", l.T("plan.publics"), c.by(plan.ByPublic, nil))
	add("themes", l.T("plan.themes"), c.topicLinks())
	var guides []theme.Link
	for _, g := range c.guideLinks() {
		guides = append(guides, g.Links...)
	}
	add("guides", l.T("plan.guides"), guides)
	add("autres", l.T("plan.autres"), c.freeLinks())
	if len(c.Structures) <= wholeDirectory {
		var places []theme.Link
		for _, s := range c.Structures {
			card := c.card(s)
			places = append(places, theme.Link{Label: card.Name, Lang: card.Lang, Href: card.Href})
		}
		slices.SortStableFunc(places, func(a, b theme.Link) int { return french.Compare(a.Label, b.Label) })
		add("lieux", l.T("plan.lieux"), places)
	}
	return v
}
