package load

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/tomlpos"
)

const siteFile = "site.toml"

// site reads site.toml; nil when it cannot be read.
func (l *loader) site() *model.Site {
	src := l.read(siteFile)
	if src == nil {
		l.report(diag.New("site-absent", diag.Pos{File: siteFile}))
		return nil
	}
	doc, ds := tomlpos.Parse(siteFile, src, 1)
	if ds != nil {
		l.report(ds...)
		return nil
	}
	site, ds := model.SiteSchema.Decode(doc, siteFile, 1)
	l.report(ds...)
	site.Reglages = settings(doc)
	if site.Theme == "" {
		site.Theme = "clair"
	}
	if !model.ValidSlug(site.Theme) {
		l.report(diag.New("adresse-impossible", site.At("theme"), site.Theme, model.Slug(site.Theme)))
		site.Theme = "clair"
	}
	if len(site.Langues) == 0 {
		site.Langues = []string{"fr"}
	}
	for i, tag := range site.Langues {
		if _, err := language.Parse(tag); err != nil || tag != strings.TrimSpace(tag) || len(tag) > 35 || strings.Contains(tag, "_") {
			l.report(diag.New("langue-inconnue", site.AtItem("langues", i), tag))
			site.Langues[i] = "fr"
		}
	}
	if site.Adresse != "" && !strings.HasSuffix(site.Adresse, "/") {
		site.Adresse += "/"
	}
	if site.Reverifier == "" {
		site.Reverifier = "12 mois"
	}
	if site.Licence == "" {
		site.Licence = "Licence Ouverte 2.0"
	}
	return site
}

// settings reads [controle] again, for its places.
func settings(doc *tomlpos.Table) []model.Setting {
	section, _ := doc.Get("controle")
	table, ok := section.Value.V.(*tomlpos.Table)
	if !ok {
		return nil
	}
	var all []model.Setting
	for _, e := range table.Entries {
		if level, ok := e.Value.V.(string); ok {
			all = append(all, model.Setting{
				Code: e.Key, Niveau: strings.TrimSpace(level),
				At:      diag.Pos{File: siteFile, Line: int(e.Place.Line), Col: int(e.Place.Col)},
				ValueAt: diag.Pos{File: siteFile, Line: int(e.Value.Place.Line), Col: int(e.Value.Place.Col)},
			})
		}
	}
	return all
}

// reserved are the folders that the portal itself makes beside the sites; each
// language of the portal but the first has one too.
var reserved = []string{"assets", "code-postal"}

// territories resolves every [[territoire]]: names, communes, parents.
func (l *loader) territories(site *model.Site) []*model.Territory {
	if len(site.Territoires) == 0 {
		l.report(diag.New("territoire-absent", site.At("territoire")))
	}
	byPath := map[string]*model.Territory{}
	all := make([]*model.Territory, 0, len(site.Territoires))
	for i := range site.Territoires {
		e := &site.Territoires[i]
		t := &model.Territory{TerritoryEntry: e, Name: e.Nom, Overlay: model.Overlay{}}
		switch {
		case !model.ValidSlug(e.Chemin) && e.Chemin != "":
			l.report(diag.New("adresse-impossible", e.At("chemin"), e.Chemin, model.Slug(e.Chemin)))
		case slices.Contains(reserved, e.Chemin) || slices.Contains(site.Langues, e.Chemin):
			l.report(diag.New("chemin-reserve", e.At("chemin"), e.Chemin))
		case byPath[e.Chemin] != nil:
			l.report(diag.New("chemin-double", e.At("chemin"), e.Chemin))
		}
		byPath[e.Chemin] = t
		l.geography(t)
		all = append(all, t)
	}
	names := make([]string, 0, len(byPath))
	for _, t := range all {
		names = append(names, t.Chemin)
	}
	for _, t := range all {
		if t.Dans == "" {
			continue
		}
		if t.Parent = byPath[t.Dans]; t.Parent == nil {
			near, _ := french.Nearest(t.Dans, names)
			l.report(diag.New("territoire-inconnu", t.At("dans"), t.Dans, near))
		}
	}
	for _, t := range all {
		l.cutLoop(t)
	}
	for _, t := range all {
		if t.Parent != nil {
			t.Parent.Inside = append(t.Parent.Inside, t)
		}
	}
	return all
}

// cutLoop refuses a territory that lies in itself, however far.
func (l *loader) cutLoop(t *model.Territory) {
	steps := 0
	for up := t.Parent; up != nil; up = up.Parent {
		if steps++; up == t || steps > 16 {
			l.report(diag.New("territoire-boucle", t.At("dans"), t.Chemin))
			t.Parent = nil
			return
		}
	}
}

// geography fills what follows from the territory's code.
func (l *loader) geography(t *model.Territory) {
	l.idle(t)
	unknown := func() { l.report(diag.New("code-territoire", t.At("code"), t.Code, t.Type)) }
	switch t.Type {
	case "departement":
		d, ok := geo.DepartementByCode(t.Code)
		if !ok {
			unknown()
			return
		}
		setName(t, d.Name, d.In())
		t.Communes = geo.CommunesOfDepartement(t.Code)
	case "epci":
		e, ok := geo.EPCIBySIREN(t.Code)
		if !ok {
			unknown()
			return
		}
		setName(t, e.Name, "")
		t.Communes = geo.CommunesOfEPCI(t.Code)
	case "commune":
		code, _ := geo.Current(t.Code)
		c, ok := geo.CommuneByCode(code)
		if !ok {
			unknown()
			return
		}
		setName(t, c.Name, c.In())
		t.Communes = []geo.Commune{c}
	case "quartier":
		l.quartier(t)
	}
}

// idle reports the keys of a quartier in a territory that is none: its limits
// follow from its code.
func (l *loader) idle(t *model.Territory) {
	if t.Type == "quartier" {
		return
	}
	for _, key := range []string{"communes", "contour", "qpv"} {
		if t.Has(key) {
			l.report(diag.New("cle-sans-effet", t.At(key), key, t.Type))
		}
	}
}

// setName gives the official name to a territory that has none of its own.
func setName(t *model.Territory, name, in string) {
	if t.Name == "" {
		t.Name, t.In = name, in
	}
}

func (l *loader) quartier(t *model.Territory) {
	if t.Name == "" {
		l.report(diag.New("cle-manquante", t.At("nom"), "nom", `nom = "…"`))
	}
	for i, code := range t.TerritoryEntry.Communes {
		current, _ := geo.Current(code)
		c, ok := geo.CommuneByCode(current)
		if !ok {
			l.report(diag.New("code-insee-inconnu", t.AtItem("communes", i), code))
			continue
		}
		t.Communes = append(t.Communes, c)
	}
	if len(t.TerritoryEntry.Communes) == 0 {
		l.report(diag.New("cle-manquante", t.At("communes"), "communes", `communes = ["56121"]`))
	}
	if t.QPV != "" {
		if _, ok := geo.DepartementOfQPV(t.QPV); !ok {
			l.report(diag.New("qpv-illisible", t.At("qpv"), t.QPV))
		}
	}
	if t.Contour != "" {
		l.outline(t)
	}
}

func (l *loader) outline(t *model.Territory) {
	var src []byte
	if name := clean(t.Contour); fs.ValidPath(name) { // what leads out of the portal is not there
		src = l.read(name)
	}
	if src == nil {
		l.report(diag.New("fichier-absent", t.At("contour"), t.Contour))
		return
	}
	var err error
	if t.Outline, err = geo.ReadPolygon(bytes.NewReader(src), geo.OutlineLimits); err != nil {
		l.report(diag.New("contour-illisible", t.At("contour"), append([]string{t.Contour}, outlineReason(err)...)...))
	}
}

// outlineReason is why an outline is refused, in French and in English.
func outlineReason(err error) []string {
	for _, known := range []struct {
		err    error
		fr, en string
	}{
		{geo.ErrTooLarge, "trop grand", "too large"},
		{geo.ErrNoOutline, "aucun polygone", "no polygon"},
		{geo.ErrNotDegrees, "coordonnées qui ne sont pas en degrés, longitude d’abord", "coordinates that are not degrees, longitude first"},
	} {
		if errors.Is(err, known.err) {
			return []string{known.fr, known.en}
		}
	}
	return []string{"pas du GeoJSON", "not GeoJSON"}
}

// clean is the path of a file that an author named.
func clean(name string) string { return strings.TrimPrefix(name, "./") }
