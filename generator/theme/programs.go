package theme

import (
	"balise/generator/diag"
	"balise/generator/tmpl"
)

// Programs are a theme's templates, compiled in one language.
type Programs struct {
	Hub           *tmpl.Program[Hub]
	Codes         *tmpl.Program[Codes]
	Home          *tmpl.Program[Home]
	Guides        *tmpl.Program[Guides]
	Theme         *tmpl.Program[ThemePage]
	Guide         *tmpl.Program[Guide]
	Directory     *tmpl.Program[Directory]
	PlaceList     *tmpl.Program[PlaceList]
	Communes      *tmpl.Program[Communes]
	Commune       *tmpl.Program[Commune]
	Place         *tmpl.Program[Place]
	OpenData      *tmpl.Program[OpenData]
	SiteMap       *tmpl.Program[SiteMap]
	Search        *tmpl.Program[Search]
	Map           *tmpl.Program[Map]
	Legal         *tmpl.Program[Legal]
	Accessibility *tmpl.Program[Accessibility]
	Free          *tmpl.Program[Free]
	Moved         *tmpl.Program[Moved]
	NotFound      *tmpl.Program[NotFound]
	Booklet       *tmpl.Program[Booklet]
	Selection     *tmpl.Program[Selection]
}

// compile minifies and compiles the templates. On any fault it compiles them
// again as they are written, so that places are those of the author's file.
func compile(sources []tmpl.Source, texts *Texts) (*Programs, []diag.Diag) {
	m := templateMinifier()
	small := make([]tmpl.Source, len(sources))
	for i, s := range sources {
		small[i] = s
		small[i].Text = string(minified(m, "text/html", []byte(s.Text)))
	}
	p, ds := compileSources(small, texts)
	if ds != nil {
		return compileSources(sources, texts)
	}
	return p, nil
}

func compileSources(sources []tmpl.Source, texts *Texts) (*Programs, []diag.Diag) {
	set, err := tmpl.Parse(sources, texts.funcs())
	if err != nil {
		return nil, diagnose(err)
	}
	p := &Programs{}
	ds := append([]diag.Diag(nil), page(set, "hub", &p.Hub)...)
	ds = append(ds, page(set, "codes", &p.Codes)...)
	ds = append(ds, page(set, "accueil", &p.Home)...)
	ds = append(ds, page(set, "guides", &p.Guides)...)
	ds = append(ds, page(set, "theme", &p.Theme)...)
	ds = append(ds, page(set, "guide", &p.Guide)...)
	ds = append(ds, page(set, "annuaire", &p.Directory)...)
	ds = append(ds, page(set, "liste", &p.PlaceList)...)
	ds = append(ds, page(set, "communes", &p.Communes)...)
	ds = append(ds, page(set, "commune", &p.Commune)...)
	ds = append(ds, page(set, "structure", &p.Place)...)
	ds = append(ds, page(set, "donnees", &p.OpenData)...)
	ds = append(ds, page(set, "plan", &p.SiteMap)...)
	ds = append(ds, page(set, "recherche", &p.Search)...)
	ds = append(ds, page(set, "carte", &p.Map)...)
	ds = append(ds, page(set, "mentions", &p.Legal)...)
	ds = append(ds, page(set, "accessibilite", &p.Accessibility)...)
	ds = append(ds, page(set, "page", &p.Free)...)
	ds = append(ds, page(set, "deplacee", &p.Moved)...)
	ds = append(ds, page(set, "404", &p.NotFound)...)
	ds = append(ds, page(set, "livret", &p.Booklet)...)
	ds = append(ds, page(set, "selection", &p.Selection)...)
	return p, ds
}

func page[V any](set *tmpl.Set, name string, into **tmpl.Program[V]) []diag.Diag {
	program, err := tmpl.Compile[V](set, name)
	*into = program
	return diagnose(err)
}
