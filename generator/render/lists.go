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
		Near: c.toCommunes(l.T("accueil.pres")),
	}
	if all := c.communeCount(); all > len(v.Communes) {
		v.More = &theme.Link{Label: l.T("accueil.toutes_communes", all), Href: c.href(plan.CommunesPath)}
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
	v.Every = c.everyCommune()
	if len(c.Structures) <= wholeDirectory {
		v.All = c.byCommune(c.Structures)
		v.Filter = c.filter(c.Structures)
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
			groups = append(groups, theme.LinkGroup{ID: letterID(letter), Title: letter})
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

// inCommunes puts structures in the order of byCommune, without making cards.
func (c *context) inCommunes(list []*model.Structure) []*model.Structure {
	places := make(map[string]int, len(c.Lists))
	for i, l := range c.Lists {
		if l.By == plan.ByCommune {
			places[l.Value] = i - len(c.Lists)
		}
	}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b *model.Structure) int {
		return cmp.Compare(places[c.Locality(a)], places[c.Locality(b)])
	})
	return sorted
}

// list fills liste.html. A list without an origin goes by communes, by name: a
// reader knows the name of theirs, and of those around it. In a commune the
// most useful places come first.
func (c *context) list(list *plan.List) *theme.PlaceList {
	if list.Within != nil {
		return c.need(list)
	}
	l := c.lang
	name := c.label(list)
	way := string(list.By)
	v := &theme.PlaceList{
		Page: c.frame(l.T("titre."+way, name.text), "", l.T("description."+way, name.text), c.directoryLink()),
		By:   way, Name: name.text, Lang: name.lang, Total: len(list.Structures), Others: c.by(list.By, list),
	}
	v.Page.Breadcrumb[len(v.Page.Breadcrumb)-1].Label = name.text
	if list.By == plan.ByService {
		v.Intro = l.help[list.Value]
		v.Guides = c.bySharedServices([]string{list.Value}, 4)
	}
	if len(c.Communes) > 1 {
		every := c.toCommunes(l.T("commune.toutes"))
		v.Every = &every
	}
	sorted := c.inCommunes(list.Structures)
	var places []*model.Structure
	v.Pager, places = c.paged(&v.Page, list, sorted)
	v.Groups = c.byCommune(places)
	v.Filter = c.filter(places)
	v.Jump = c.jump(list, sorted)
	return v
}

// jump leads to the groups of a list by commune, on whichever of its pages they
// begin.
func (c *context) jump(list *plan.List, sorted []*model.Structure) []theme.Link {
	paths := list.Paths()
	var links []theme.Link
	groups := map[string]int{} // by commune: where its link is
	for i, st := range sorted {
		code := c.Locality(st)
		if at, known := groups[code]; known {
			links[at].Count++
			continue
		}
		l := c.lists[listKey{plan.ByCommune, code}]
		if l == nil {
			break // those whose commune is unknown come last
		}
		groups[code] = len(links)
		part := i / model.MostPlaces
		href := template.URL("#" + l.Slug)
		if part+1 != max(c.page.Part, 1) {
			href = c.href(paths[part]) + href
		}
		links = append(links, theme.Link{Label: l.Name, Lang: c.lang.record, Href: href, Count: 1})
	}
	if len(links) <= 3 {
		return nil
	}
	return links
}

// need fills liste.html with the places of a commune that serve a need, then
// with the nearest elsewhere.
func (c *context) need(list *plan.List) *theme.PlaceList {
	l := c.lang
	need, town := l.needs[list.Value], c.communePages[list.Within]
	whole := c.lists[listKey{plan.ByService, list.Value}]
	v := &theme.PlaceList{
		Page: c.frame(l.T("titre.besoin", need.text, town.Name), "", l.T("description.besoin", need.text, town.Name),
			c.directoryLink(), theme.Link{Label: town.Name, Lang: l.record, Href: c.href(town.Path())}),
		By: "besoin", Name: need.text, Lang: need.lang, Intro: l.help[list.Value], Total: len(list.Structures),
		Guides: c.bySharedServices([]string{list.Value}, 4),
		Whole:  &theme.Link{Label: l.T("commune.partout", c.Territory.Name), Href: c.href(whole.Path()), Count: len(whole.Structures)},
	}
	v.Page.Breadcrumb[len(v.Page.Breadcrumb)-1].Label = need.text
	var places []*model.Structure
	v.Pager, places = c.paged(&v.Page, list, list.Structures)
	v.Groups = []theme.PlaceGroup{{Places: c.cards(places)}}
	v.Filter = c.filter(places)
	if c.page.Part > 1 {
		return v
	}
	if town.Located {
		i := slices.IndexFunc(c.nearness.needs, func(n *near) bool { return n.list == whole })
		for _, h := range c.nearness.needs[i].from(town.Centre, 5, c.within(town)) {
			card := c.card(h.place)
			card.Distance = c.distance(h.metres)
			v.Nearby = append(v.Nearby, card)
		}
	}
	for _, other := range town.Needs {
		if name := l.needs[other.Value]; other != list {
			v.Others = append(v.Others, theme.Link{Label: name.text, Lang: name.lang, Href: c.href(other.Path()), Count: len(other.Structures)})
		}
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
	add("toutes-les-communes", l.T("plan.toutes_communes"), []theme.Link{
		{Label: l.T("titre.communes"), Href: c.href(plan.CommunesPath)},
		{Label: l.T("titre.codes_postaux"), Href: c.href(plan.PostcodesPath)},
	})
	add("types", l.T("plan.types"), c.sorted(plan.ByType))
	add("publics", l.T("plan.publics"), c.by(plan.ByPublic, nil))
	_, parts, needs := c.bookletLinks(nil)
	add("imprimer", l.T("plan.imprimer"), slices.Concat(parts, needs, []theme.Link{{Label: l.T("titre.selection"), Href: c.href("selection.html")}}))
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
