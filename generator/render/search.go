package render

import (
	"html/template"
	"strings"
	"sync"
	"unicode/utf8"

	"balise/generator/french"
	"balise/generator/markdown"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/search"
	"balise/generator/theme"
)

// searchFolder holds the indexes of a site.
const searchFolder = "assets/recherche/"

// searcher analyses the texts of a language for a whole portal: a guide that a
// hundred sites see is analysed once.
type searcher struct {
	*search.Analyser
	mu    sync.Mutex
	texts map[*markdown.Doc]*search.Text
	needs map[string]*search.Text
}

// searcher is that of a language, made at its first use.
func (p *Portal) searcher(lang string) *searcher {
	if known, ok := p.searchers.Load(lang); ok {
		return known.(*searcher)
	}
	made, _ := p.searchers.LoadOrStore(lang, &searcher{
		Analyser: search.NewAnalyser(lang, p.Synonyms), texts: map[*markdown.Doc]*search.Text{}, needs: map[string]*search.Text{},
	})
	return made.(*searcher)
}

// guide analyses a guide, in the language that it has.
func (s *searcher) guide(g *model.Guide) *search.Text {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.texts[g.Doc]; t != nil && g.Doc != nil {
		return t
	}
	parts := []search.Part{{Field: search.Title, Text: g.Titre}, {Field: search.Summary, Text: g.Resume}}
	if g.Doc != nil {
		for _, h := range g.Doc.Headings {
			parts = append(parts, search.Part{Field: search.Summary, Text: h.Text})
		}
		parts = append(parts, search.Part{Field: search.Body, Text: g.Doc.PlainText()})
	}
	t := s.Text(parts...)
	s.texts[g.Doc] = t
	return t
}

// need analyses a service of the standard, with what leads to it.
func (s *searcher) need(service string, parts ...search.Part) *search.Text {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.needs[service]
	if t == nil {
		t = s.Text(append(parts, search.Part{Field: search.Words, Text: s.Needs(service)})...)
		s.needs[service] = t
	}
	return t
}

// index is the site's index in a language, made at its first use.
func (r *Site) index(l *language) *search.Index {
	made, _ := r.indexes.LoadOrStore(l.tag, sync.OnceValue(func() *search.Index { return r.makeIndex(l) }))
	return made.(func() *search.Index)()
}

func (r *Site) makeIndex(l *language) *search.Index {
	s := r.portal.searcher(l.tag)
	site := search.Site{}
	c := r.context(&plan.Page{Kind: plan.Search, Path: l.folder + "recherche.html", Base: "recherche.html", Lang: l.tag})
	communes := r.searchCommunes(&site)
	at := make(map[string]int, len(r.Structures))
	for _, st := range r.Structures {
		at[st.ID] = len(site.Places)
		site.Places = append(site.Places, r.searchPlace(s, l, st, communes))
	}
	r.searchLists(s, l, &site, at)
	r.searchTraits(s, l, &site)
	c.searchPages(s, &site)
	return s.Build(site)
}

// searchCommunes adds the communes, and tells where each is among them.
func (r *Site) searchCommunes(site *search.Site) map[string]int {
	at := make(map[string]int, len(r.Communes))
	for _, page := range r.Communes {
		at[page.Code] = len(site.Communes)
		c := search.Commune{Name: page.Name, Postcodes: page.Postcodes, Population: -r.ranks[page.Code], Href: lastOf(page.Path())}
		if page.Located {
			c.Lat, c.Lon = page.Centre.Lat, page.Centre.Lon
		}
		site.Communes = append(site.Communes, c)
	}
	return at
}

// lastOf is the last part of an address, without its ending: what tells the
// addresses of one kind of page apart.
func lastOf(path string) string {
	return strings.TrimSuffix(path[strings.LastIndexByte(path, '/')+1:], ".html")
}

func (r *Site) searchPlace(s *searcher, l *language, st *model.Structure, communes map[string]int) search.Place {
	card := l.cards[st.ID]
	p := search.Place{
		Title: card.Name, Line: card.Type, Commune: -1, Href: st.ID, Hours: card.Hours,
		Text: s.Text(
			search.Part{Field: search.Title, Text: st.Nom}, search.Part{Field: search.Summary, Text: st.PresentationResume},
			search.Part{Field: search.Summary, Text: st.StructureParente}, search.Part{Field: search.Body, Text: st.PresentationDetail},
		),
	}
	if i, ok := communes[r.Locality(st)]; ok {
		p.Commune = i
	} else {
		p.Town = r.portal.where(st).town
	}
	if p.Phone = french.Phone(st.Telephone); !strings.HasPrefix(st.Telephone, "+33") {
		p.Phone += "|" + st.Telephone
	}
	if st.Telephone == "" {
		p.Phone = ""
	}
	return p
}

// searchLists adds the lists of places as ways.
func (r *Site) searchLists(s *searcher, l *language, site *search.Site, at map[string]int) {
	for _, list := range r.Lists {
		if list.By == plan.ByCommune || list.Within != nil {
			continue
		}
		way := search.Way{Href: list.Path()}
		for _, st := range list.Structures {
			way.Members = append(way.Members, at[st.ID])
		}
		switch list.By {
		case plan.ByService:
			way.Title, way.Line = l.needs[list.Value].text, l.help[list.Value]
			way.Text = s.need(list.Value, search.Part{Field: search.Title, Text: l.services[list.Value].text}, search.Part{Field: search.Summary, Text: way.Title + ", " + way.Line})
		case plan.ByType:
			way.Title, way.Weight = l.types[list.Value].text, .9
			way.Text = s.need(list.Value, search.Part{Field: search.Title, Text: way.Title})
		default:
			way.Title, way.Weight = l.publics[list.Value].text, .7
			way.Text = s.need(list.Value, search.Part{Field: search.Title, Text: way.Title + ", " + list.Value})
		}
		site.Ways = append(site.Ways, way)
	}
}

// searchTraits adds what places share without a page about it: it only lends its
// words.
func (r *Site) searchTraits(s *searcher, l *language, site *search.Site) {
	ways := map[string]int{}
	add := func(place int, value, said string) {
		i, ok := ways[value]
		if !ok {
			i = len(site.Ways)
			ways[value] = i
			site.Ways = append(site.Ways, search.Way{Text: s.need("trait "+value, search.Part{Field: search.Summary, Text: said + ", " + value})})
		}
		site.Ways[i].Members = append(site.Ways[i].Members, place)
	}
	for i, st := range r.Structures {
		for _, v := range st.Dispositifs {
			add(i, v, v)
		}
		for _, v := range st.PriseEnCharge {
			add(i, v, l.cares[v].text)
		}
		for _, v := range st.ModalitesAccompagnement {
			add(i, v, l.support[v].text)
		}
		for _, v := range st.Frais {
			if v == "Gratuit" {
				add(i, v, l.fees[v].text)
			}
		}
		for _, tag := range st.Langues {
			if said, _ := l.Label("langue", tag, tag); said != tag {
				add(i, "langue "+tag, said)
			}
		}
		for _, v := range st.Itinerance {
			if v == "Itinérant" {
				add(i, v, v+", bus")
			}
		}
	}
}

// searchPages adds themes, guides and the other pages to read.
func (c *context) searchPages(s *searcher, site *search.Site) {
	for _, t := range c.Topics {
		title, _ := c.topicText(t.Titre)
		line, _ := c.topicText(t.Resume)
		text := s.Text(search.Part{Field: search.Title, Text: title}, search.Part{Field: search.Summary, Text: line})
		site.Ways = append(site.Ways, search.Way{Title: title, Line: line, Href: t.Path(), Text: text, Weight: .7})
	}
	for _, page := range []struct{ title, path string }{
		{c.lang.T("titre.carte"), "carte.html"}, {c.lang.T("titre.plan"), "plan-du-site.html"}, {c.lang.T("titre.mentions"), "mentions-legales.html"},
		{c.lang.T("titre.accessibilite"), "accessibilite.html"}, {c.lang.T("titre.donnees"), "donnees/index.html"},
	} {
		text := s.Text(search.Part{Field: search.Title, Text: page.title})
		site.Ways = append(site.Ways, search.Way{Title: page.title, Href: page.path, Text: text, Weight: .5})
	}
	for _, g := range c.Territory.Guides {
		c.searchGuide(s, site, g, "guides/")
	}
	for _, g := range c.Territory.Pages {
		c.searchGuide(s, site, g, "pages/")
	}
}

func (c *context) searchGuide(s *searcher, site *search.Site, g *model.Guide, folder string) {
	v, _ := g.In(c.lang.tag)
	href := g.Slug
	if folder != "guides/" {
		href = folder + g.Slug + ".html"
	}
	site.Guides = append(site.Guides, search.Guide{
		Title: typeset(v.Titre, v.Lang), Line: clip(typeset(v.Resume, v.Lang), 110), Href: href, Lang: c.lang.foreign(v.Lang), Text: s.guide(v),
	})
}

// clip shortens a text at a word, to n characters or so.
func clip(text string, n int) string {
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	runes := []rune(text)
	for n > 0 && runes[n] != ' ' {
		n--
	}
	return strings.TrimRight(string(runes[:n]), " ,;:.") + "…"
}

// searchFiles are the indexes of the site, in all its languages.
func (r *Site) searchFiles() (files []File) {
	for _, tag := range r.portal.Site.Langues {
		for _, f := range r.index(r.langs[tag]).Files {
			files = append(files, File{searchFolder + f.Name, f.Data})
		}
	}
	return files
}

// search fills recherche.html: without JavaScript, a page of ways in.
func (c *context) search() *theme.Search {
	return &theme.Search{
		Page:   c.frame(c.lang.T("titre.recherche"), "", c.lang.T("description.recherche", c.Territory.Name)),
		Index:  c.file(searchFolder+c.lang.tag+".js") + template.URL("?"+c.index(c.lang).Version),
		Record: c.lang.record,
		Needs:  c.needs(), Communes: byLetter(c.by(plan.ByCommune, nil)), Guides: c.guideLinks(), Every: c.everyCommune(),
	}
}
