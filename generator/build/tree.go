package build

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/render"
	"balise/generator/theme"
)

// Tree is the files of a portal's sites, each made when it is asked for: byte
// for byte those that Run would write. Its methods may be called from several
// goroutines.
//
// A site is planned when one of its files is asked for first. The last few are
// kept: memory is bounded by them, and not by the portal.
type Tree struct {
	portal *render.Portal
	hub    func() *hubTree

	mu    sync.Mutex
	sites []*siteTree // the one that was asked last comes first
}

// keptSites is how many planned sites a Tree keeps.
const keptSites = 4

// NewTree makes the tree of a portal without errors.
func NewTree(p *model.Portal, t *theme.Theme) *Tree {
	tree := &Tree{portal: render.New(p, t)}
	tree.hub = sync.OnceValue(func() *hubTree {
		h := &hubTree{plan: plan.OfPortal(p)}
		h.pages = byPath(h.plan.Pages)
		return h
	})
	return tree
}

// File makes the file of that name, slash-separated, from the output's folder.
// False when a build would write no such file. The bytes are not to be changed.
func (t *Tree) File(name string) ([]byte, bool) {
	if first, rest, nested := strings.Cut(name, "/"); nested {
		if territory, err := Find(t.portal.Portal, first); err == nil {
			return t.site(territory).file(rest)
		}
	}
	switch name {
	case "robots.txt":
		return t.portal.Robots(""), true
	case "sitemap.xml":
		index := t.portal.SitemapIndex()
		return index, index != nil
	}
	if asset, ok := strings.CutPrefix(name, "assets/"); ok {
		data := t.portal.Theme.Asset(asset, "", "")
		return data, data != nil
	}
	h := t.hub()
	if page := h.pages[name]; page != nil {
		return t.portal.Hub(nil, h.plan, page), true
	}
	return nil, false
}

// Title is the portal's title.
func (t *Tree) Title() string { return t.portal.Site.Titre }

// hubTree is the pages above the sites.
type hubTree struct {
	plan  *plan.PortalPlan
	pages map[string]*plan.Page
}

func byPath(pages []plan.Page) map[string]*plan.Page {
	m := make(map[string]*plan.Page, len(pages))
	for i := range pages {
		m[pages[i].Path] = &pages[i]
	}
	return m
}

// site finds the site of a territory, and makes it when it is not kept.
func (t *Tree) site(territory *model.Territory) *siteTree {
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.IndexFunc(t.sites, func(s *siteTree) bool { return s.territory == territory })
	var s *siteTree
	if i >= 0 {
		s = t.sites[i]
		t.sites = slices.Delete(t.sites, i, i+1)
	} else {
		s = newSiteTree(t.portal, territory)
	}
	t.sites = slices.Insert(t.sites, 0, s)
	if len(t.sites) > keptSites {
		t.sites = slices.Delete(t.sites, keptSites, len(t.sites))
	}
	return s
}

// siteTree is the files of one site. What takes long is done when it is wanted.
type siteTree struct {
	territory *model.Territory
	theme     *theme.Theme
	pages     func() *sitePages
	data      func() map[string][]byte // donnees/ and the contact cards; the page about them waits for it
	assets    func() map[string][]byte
}

type sitePages struct {
	*render.Site
	pages map[string]*plan.Page
}

func newSiteTree(p *render.Portal, territory *model.Territory) *siteTree {
	s := &siteTree{territory: territory, theme: p.Theme}
	s.pages = sync.OnceValue(func() *sitePages {
		site := render.NewSite(p, plan.OfTerritory(p.Portal, territory))
		return &sitePages{site, byPath(site.Pages)}
	})
	s.data = sync.OnceValue(func() map[string][]byte { return collect(s.pages().Site) })
	s.assets = sync.OnceValue(func() map[string][]byte {
		files := map[string][]byte{}
		for _, f := range s.pages().Assets() {
			files[f.Path] = f.Data
		}
		return files
	})
	return s
}

// collect makes the open data of a site in memory, as writer.data writes it.
func collect(s *render.Site) map[string][]byte {
	files := map[string][]byte{}
	var mu sync.Mutex
	w := &writer{write: func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files[name] = bytes.Clone(data)
		return nil
	}}
	w.data(s, "")
	return files
}

func (s *siteTree) file(name string) ([]byte, bool) {
	if asset, ok := strings.CutPrefix(name, "assets/"); ok {
		// Not through Assets, which would make the indexes of the search: each
		// page wants its style sheet.
		if s.theme.Asset(asset, "", "") != nil {
			return s.theme.Asset(asset, s.territory.Couleur, s.territory.CouleurSombre), true
		}
	}
	p := s.pages()
	if page := p.pages[name]; page != nil {
		if page.Kind == plan.OpenData {
			s.data() // it tells their sizes
		}
		return p.Page(nil, page), true
	}
	files := s.assets
	if strings.HasPrefix(name, "donnees/") || strings.HasSuffix(name, ".vcf") {
		files = s.data
	}
	data, ok := files()[name]
	return data, ok
}
