// Package plan decides which pages exist, at which address. It renders
// nothing: a page is a kind, a path and the values it is about.
//
// Addresses are those of the contract: the default language at the root of a
// site, another under a folder of its name. Everything is in a settled order,
// so that two plans of one portal are the same.
package plan

import (
	"cmp"
	"maps"
	"slices"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
)

// Kind is the kind of a page: the name of its template. Communes and Postcodes
// share the first one's.
type Kind string

// The kinds of page. Hub and Codes belong to the portal, the others to a site.
const (
	Hub           Kind = "hub"
	Codes         Kind = "codes"
	Home          Kind = "accueil"
	Guides        Kind = "guides"
	Topic         Kind = "theme"
	Guide         Kind = "guide"
	Directory     Kind = "annuaire"
	Communes      Kind = "communes"
	Postcodes     Kind = "codes-postaux"
	Commune       Kind = "commune"
	PlaceList     Kind = "liste"
	Place         Kind = "structure"
	OpenData      Kind = "donnees"
	SiteMap       Kind = "plan"
	Search        Kind = "recherche"
	Map           Kind = "carte"
	Legal         Kind = "mentions"
	Accessibility Kind = "accessibilite"
	Free          Kind = "page"
	Moved         Kind = "deplacee"
	NotFound      Kind = "404"
)

// Page is a page to render. Only the fields that its kind is about are set.
type Page struct {
	Kind Kind
	Path string // from the site's root (from the portal's, for the hub), language folder included
	Base string // Path without the language folder: the same in every language
	Lang string // BCP 47

	Guide     *model.Guide     // Guide, Free: in the default language
	Structure *model.Structure // Place; Moved: the one that took its place
	Topic     *TopicPage       // Topic
	List      *List            // PlaceList
	Commune   *CommunePage     // Commune
	Part      int              // Commune, PlaceList: 2 for the second page of a long list; 0 for the first
	Code      *CodePage        // Codes
	Area      *Area            // Map: that of an intercommunalité; nil for the territory's
	Booklet   *model.Booklet   // Booklet
}

// By tells what a list of places is made by.
type By string

// The four ways into the directory.
const (
	ByCommune By = "commune"
	ByService By = "service"
	ByType    By = "type"
	ByPublic  By = "public"
)

// List is the places that share a commune, a service, a type or a public.
type List struct {
	By         By
	Slug       string
	Value      string // the standard's value; the INSEE code for a commune or an arrondissement
	Name       string // the value in French words: the commune's name
	Structures []*model.Structure
	Within     *List // ByService: of this commune only; nil: of the whole site
}

// Path is the list's address in a site, without the language folder.
func (l *List) Path() string {
	if l.Within != nil {
		return model.CrossPath(l.Within.Slug, l.Slug)
	}
	return "annuaire/" + string(l.By) + "/" + l.Slug + ".html"
}

// Paths are the addresses of the list's pages, without the language folder:
// Path, and more when there are more than model.MostPlaces places.
func (l *List) Paths() []string { return model.Paths(l.Path(), len(l.Structures)) }

// TopicPage is a theme and its guides in a territory.
type TopicPage struct {
	*model.Topic
	Guides []*model.Guide
}

// Path is the theme's address, without the language folder.
func (t *TopicPage) Path() string { return "guides/theme/" + t.Slug + ".html" }

// Site is everything to render for one territory.
type Site struct {
	Portal     *model.Portal
	Territory  *model.Territory
	Pages      []Page         // in the order of addresses, language by language
	Lists      []*List        // that are not empty; those Within a commune are in Communes
	Communes   []*CommunePage // by name, each before its arrondissements; places or not
	Areas      []*Area        // of the map, by name
	Topics     []*TopicPage   // with at least one guide
	TopicOf    map[*model.Guide]*TopicPage
	Structures []*model.Structure
	Near       *geo.Index // of Located
	Located    []*model.Structure
	Booklets   []*model.Booklet // the territory's own first

	arrondissements map[string]string // codes, by structure: see Locality
}

// OfTerritory plans the site of a territory.
func OfTerritory(p *model.Portal, t *model.Territory) *Site {
	s := &Site{Portal: p, Territory: t, Structures: slices.Clone(t.Structures), arrondissements: map[string]string{}}
	slices.SortStableFunc(s.Structures, byUsefulness)
	s.lists()
	s.communes()
	s.areas()
	s.topics()
	for _, st := range t.Structures {
		if st.OnMap() {
			s.Located = append(s.Located, st)
		}
	}
	points := make([]geo.Point, len(s.Located))
	for i, st := range s.Located {
		points[i] = geo.Point{Lat: st.Latitude, Lon: st.Longitude}
	}
	s.Near = geo.NewIndex(points)
	s.Booklets = model.Booklets(s.Structures)
	for i, lang := range p.Site.Langues {
		s.language(lang, i == 0)
	}
	return s
}

// byUsefulness puts first what helps a reader most: a place that receives
// people and whose record is fresh.
func byUsefulness(a, b *model.Structure) int {
	rank := func(s *model.Structure) int {
		switch {
		case !s.ReceivesPublic():
			return 2
		case s.Stale:
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), french.Compare(a.Nom, b.Nom), cmp.Compare(a.ID, b.ID))
}

func (s *Site) language(lang string, first bool) {
	folder := ""
	if !first {
		folder = lang + "/"
	}
	add := func(kind Kind, path string) *Page {
		s.Pages = append(s.Pages, Page{Kind: kind, Path: folder + path, Base: path, Lang: lang})
		return &s.Pages[len(s.Pages)-1]
	}
	add(Home, "index.html")
	add(Guides, "guides/index.html")
	for _, t := range s.Topics {
		add(Topic, t.Path()).Topic = t
	}
	for _, g := range s.Territory.Guides {
		add(Guide, "guides/"+g.Slug+".html").Guide = g
	}
	add(Directory, "annuaire/index.html")
	add(Communes, CommunesPath)
	add(Postcodes, PostcodesPath)
	list := func(kind Kind, l *List, c *CommunePage) {
		for i, path := range l.Paths() {
			p := add(kind, path)
			if p.List, p.Commune = l, c; i > 0 {
				p.Part = i + 1
			}
		}
	}
	for _, c := range s.Communes {
		list(Commune, c.List, c)
		for _, l := range c.Needs {
			list(PlaceList, l, nil)
		}
	}
	for _, l := range s.Lists {
		if l.By != ByCommune {
			list(PlaceList, l, nil)
		}
	}
	for _, st := range s.Territory.Structures {
		add(Place, "annuaire/"+st.ID+".html").Structure = st
	}
	s.moved(add)
	for _, g := range s.Territory.Pages {
		add(Free, "pages/"+g.Slug+".html").Guide = g
	}
	add(OpenData, "donnees/index.html")
	s.maps(add)
	add(Search, "recherche.html")
	s.paper(add)
	add(SiteMap, "plan-du-site.html")
	add(Legal, "mentions-legales.html")
	add(Accessibility, "accessibilite.html")
	add(NotFound, "404.html")
}

// lists groups the structures in the four ways, the lists of a way in the order
// to show: communes by name, the others as the standard has them.
func (s *Site) lists() {
	communes, services, types, publics := map[string]*List{}, map[string]*List{}, map[string]*List{}, map[string]*List{}
	add := func(m map[string]*List, by By, value, name string, st *model.Structure) {
		l := m[value]
		if l == nil {
			slug := french.Slug(name)
			if by == ByType {
				slug = model.TypeSlug(value)
			}
			l = &List{By: by, Slug: slug, Value: value, Name: name}
			m[value] = l
		}
		l.Structures = append(l.Structures, st)
	}
	for _, st := range s.Structures {
		if c, ok := geo.CommuneByCode(st.Current); ok {
			add(communes, ByCommune, c.Code, c.Name, st)
		}
		for _, v := range st.Services {
			add(services, ByService, v, v, st)
		}
		for _, v := range st.Typologie {
			add(types, ByType, v, v, st)
		}
		for _, v := range st.Publics {
			add(publics, ByPublic, v, v, st)
		}
	}
	slugs := s.Territory.CommuneSlugs()
	named := slices.SortedFunc(maps.Values(communes), func(a, b *List) int {
		return cmp.Or(french.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value))
	})
	for _, l := range named {
		l.Slug = slugs[l.Value]
		s.Lists = append(s.Lists, l)
		s.Lists = append(s.Lists, s.inArrondissements(l)...)
	}
	for _, way := range []struct {
		lists  map[string]*List
		values []string
	}{{services, model.Services.Values}, {types, model.Typologies.Values}, {publics, model.Publics.Values}} {
		for _, v := range way.values {
			if l := way.lists[v]; l != nil {
				s.Lists = append(s.Lists, l)
			}
		}
	}
}

// Find returns the list made by a value, if it is not empty.
func (s *Site) Find(by By, value string) *List {
	for _, l := range s.Lists {
		if l.By == by && l.Value == value {
			return l
		}
	}
	return nil
}

// topics groups guides by theme; those without a theme come last, under none.
func (s *Site) topics() {
	s.TopicOf = map[*model.Guide]*TopicPage{}
	slugs := make([]string, len(s.Territory.Guides))
	for i, g := range s.Territory.Guides {
		slugs[i] = french.Slug(g.Theme)
	}
	for _, t := range s.Portal.Themes {
		page := &TopicPage{Topic: t}
		for i, g := range s.Territory.Guides {
			if slugs[i] == t.Slug {
				page.Guides = append(page.Guides, g)
				s.TopicOf[g] = page
			}
		}
		if len(page.Guides) > 0 {
			slices.SortStableFunc(page.Guides, func(a, b *model.Guide) int { return french.Compare(a.Titre, b.Titre) })
			s.Topics = append(s.Topics, page)
		}
	}
}
