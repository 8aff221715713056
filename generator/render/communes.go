package render

import (
	"html/template"
	"slices"
	"strings"

	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// communes fills communes.html: every commune, by name or by postcode.
func (c *context) communes(byPostcode bool) *theme.Communes {
	l := c.lang
	key, other, path := "communes", "codes_postaux", plan.PostcodesPath
	if byPostcode {
		key, other, path = other, key, plan.CommunesPath
	}
	v := &theme.Communes{
		Page:       c.frame(l.T("titre."+key), "", l.T("description."+key, c.Territory.Name), c.directoryLink()),
		ByPostcode: byPostcode, Total: c.communeCount(), Lang: l.record,
		Other: theme.Link{Label: l.T("titre." + other), Href: c.href(path)},
	}
	if byPostcode {
		v.Groups = c.byPostcode()
		v.Letters = toGroups(v.Groups)
		return v
	}
	for _, page := range c.Communes {
		letter := firstLetter(page.Name)
		if n := len(v.Groups); n == 0 || v.Groups[n-1].Title != letter {
			v.Groups = append(v.Groups, theme.CommuneList{ID: letterID(letter), Title: letter})
		}
		g := &v.Groups[len(v.Groups)-1]
		g.Communes = append(g.Communes, c.communeLink(page))
	}
	v.Letters = toGroups(v.Groups)
	return v
}

// toGroups leads to the groups of a page that has many.
func toGroups(groups []theme.CommuneList) []theme.Link {
	if len(groups) <= 3 {
		return nil
	}
	links := make([]theme.Link, len(groups))
	for i, g := range groups {
		links[i] = theme.Link{Label: g.Title, Href: template.URL("#" + g.ID)}
	}
	return links
}

// letterID is the id of a letter's title; « # » stands for what is no letter.
func letterID(letter string) string {
	if letter == "#" {
		return "lettre-autre"
	}
	return "lettre-" + strings.ToLower(letter)
}

// byPostcode groups communes under each of their postcodes. Under that of an
// arrondissement, it comes before its commune.
func (c *context) byPostcode() []theme.CommuneList {
	groups := map[string]*theme.CommuneList{}
	var codes []string
	for _, page := range c.Communes {
		link := c.communeLink(page)
		for _, code := range page.Postcodes {
			g := groups[code]
			link.Postcodes = code
			if g == nil {
				g = &theme.CommuneList{ID: "cp-" + code, Title: code}
				groups[code] = g
				codes = append(codes, code)
			}
			if page.Of != "" {
				g.Communes = slices.Insert(g.Communes, 0, link)
				continue
			}
			g.Communes = append(g.Communes, link)
		}
	}
	slices.Sort(codes)
	list := make([]theme.CommuneList, len(codes))
	for i, code := range codes {
		list[i] = *groups[code]
	}
	return list
}

func (c *context) communeLink(page *plan.CommunePage) theme.CommuneLink {
	return theme.CommuneLink{
		Name: page.Name, Href: c.href(page.Path()), Postcodes: postcodes(page), Count: len(page.List.Structures),
	}
}

// postcodes says the postcodes of a commune; of a large city, from the first to
// the last.
func postcodes(page *plan.CommunePage) string {
	const most = 8
	if n := len(page.Postcodes); n > most {
		return slices.Min(page.Postcodes) + " … " + page.Postcodes[n-1]
	}
	return strings.Join(page.Postcodes, ", ")
}

// communeCount is how many communes there are, arrondissements apart.
func (c *context) communeCount() int {
	n := 0
	for _, page := range c.Communes {
		if page.Of == "" {
			n++
		}
	}
	return n
}

func (c *context) directoryLink() theme.Link {
	return theme.Link{Label: c.lang.T("titre.annuaire"), Href: c.href("annuaire/index.html")}
}

// toCommunes leads to all the communes by name; to the only one when there is
// one.
func (c *context) toCommunes(label string) theme.Link {
	if len(c.Communes) == 1 {
		return theme.Link{Label: label, Href: c.href(c.Communes[0].Path())}
	}
	return theme.Link{Label: label, Href: c.href(plan.CommunesPath)}
}

// everyCommune leads to all the communes, by their names and by their
// postcodes; nil when there is one commune.
func (c *context) everyCommune() []theme.Link {
	if len(c.Communes) < 2 {
		return nil
	}
	return []theme.Link{
		{Label: c.lang.T("accueil.toutes_communes", c.communeCount()), Href: c.href(plan.CommunesPath)},
		{Label: c.lang.T("titre.codes_postaux"), Href: c.href(plan.PostcodesPath)},
	}
}

// commune fills commune.html.
func (c *context) commune(page *plan.CommunePage) *theme.Commune {
	l := c.lang
	crumbs := []theme.Link{c.directoryLink()}
	var every *theme.Link
	if len(c.Communes) > 1 {
		every = &theme.Link{Label: l.T("commune.toutes"), Href: c.href(plan.CommunesPath)}
		crumbs = append(crumbs, *every)
	}
	v := &theme.Commune{
		Page: c.frame(l.T("titre.commune", page.Name), "", l.T("description.commune", page.Name), crumbs...),
		Name: page.Name, Lang: l.record, Postcodes: postcodes(page), Total: len(page.List.Structures), Every: every,
	}
	crumb := &v.Page.Breadcrumb[len(v.Page.Breadcrumb)-1]
	crumb.Label, crumb.Lang = page.Name, l.record
	var places []*model.Structure
	v.Pager, places = c.paged(&v.Page, page.List, page.List.Structures)
	v.Places = c.cards(places)
	v.Filter = c.filter(places)
	if c.page.Part > 1 {
		return v
	}
	v.Parts = c.parts(page)
	a := c.surroundings(page)
	v.Lost = a.lost
	for _, h := range a.nearest {
		card := c.card(h.place)
		card.Distance = c.distance(h.metres)
		v.Nearest = append(v.Nearest, card)
	}
	v.Needs = make([]theme.NeedNear, len(a.needs))
	for i := range a.needs {
		v.Needs[i] = c.needNear(&a.needs[i])
		v.Measured = v.Measured || len(a.needs[i].near) > 0 && !a.lost
	}
	for _, t := range a.towns {
		link := theme.Link{Label: t.page.Name, Lang: l.record, Href: c.href(t.page.Path()), Count: len(t.page.List.Structures)}
		if t.metres >= 0 {
			link.Hint = french.Distance(t.metres, l.tag)
		}
		v.Neighbours = append(v.Neighbours, link)
	}
	return v
}

// parts are the arrondissements of a commune; of one of them, the commune.
func (c *context) parts(page *plan.CommunePage) []theme.Link {
	var links []theme.Link
	for _, other := range c.Communes {
		if other.Of != "" && other.Of == page.Code || page.Of != "" && other.Code == page.Of {
			links = append(links, theme.Link{Label: other.Name, Lang: c.lang.record, Href: c.href(other.Path()), Count: len(other.List.Structures)})
		}
	}
	return links
}

func (c *context) needNear(a *needAround) theme.NeedNear {
	need := c.lang.needs[a.list.Value]
	v := theme.NeedNear{
		ID:   "besoin-" + a.list.Slug,
		Need: theme.Link{Label: need.text, Lang: need.lang, Href: c.href(a.list.Path()), Count: len(a.list.Structures)},
	}
	if a.page != nil {
		v.Here = &theme.Link{Label: a.page.Within.Name, Lang: c.lang.record, Href: c.href(a.page.Path()), Count: len(a.page.Structures)}
	}
	v.Near = make([]theme.NearPlace, 0, len(a.here)+len(a.near))
	for _, st := range a.here {
		v.Near = append(v.Near, c.nearPlace(st))
	}
	for _, h := range a.near {
		place := c.nearPlace(h.place)
		place.Town, place.Distance = c.portal.where(h.place).town, c.distance(h.metres)
		if town := c.lists[listKey{plan.ByCommune, c.Locality(h.place)}]; town != nil {
			place.Town = town.Name // without the CEDEX, with the arrondissement
		}
		v.Near = append(v.Near, place)
	}
	return v
}

func (c *context) nearPlace(st *model.Structure) theme.NearPlace {
	card := c.lang.cards[st.ID]
	href := template.URL(c.root + c.lang.folder + "annuaire/" + st.ID + ".html")
	return theme.NearPlace{Name: card.Name, Lang: card.Lang, Href: href, Stale: card.Stale}
}

// distance says a distance as the crow flies; nothing when it is unknown.
func (c *context) distance(metres float64) string {
	if metres < 0 {
		return ""
	}
	return c.lang.T("distance.a_vol_doiseau", french.Distance(metres, c.lang.tag))
}

// paged cuts a long list in pages, and gives the places of the one to render.
// Its title tells pages apart (RGAA 8.6).
func (c *context) paged(frame *theme.Page, list *plan.List, places []*model.Structure) (*theme.Pager, []*model.Structure) {
	paths := list.Paths()
	if len(paths) == 1 {
		return nil, places
	}
	l, number := c.lang, max(c.page.Part, 1)
	p := &theme.Pager{Number: number, Count: len(paths), From: (number-1)*model.MostPlaces + 1, To: min(number*model.MostPlaces, len(places))}
	for i, path := range paths {
		link := theme.Link{Label: french.Number(i+1, l.tag), Href: c.href(path)}
		switch i + 1 {
		case number - 1:
			p.Previous = &theme.Link{Label: l.T("suite.avant"), Href: link.Href}
		case number + 1:
			p.Next = &theme.Link{Label: l.T("suite.apres"), Href: link.Href}
		case number:
			link.Href = ""
		}
		p.Pages = append(p.Pages, link)
	}
	if number > 1 {
		crumb := &frame.Breadcrumb[len(frame.Breadcrumb)-1]
		crumb.Href = c.href(paths[0])
		title := l.T("suite.page", number, len(paths))
		frame.Breadcrumb = append(frame.Breadcrumb, theme.Link{Label: title})
		frame.Heading += " (" + title + ")"
		frame.Title = c.title(frame.Heading, c.Territory.Name)
		frame.Description = title + ". " + frame.Description
	}
	return p, places[p.From-1 : p.To]
}
