package load

import (
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/markdown"
	"balise/generator/model"
	"balise/generator/tomlpos"
)

const (
	contentDir   = "content"
	topicsFile   = "content/themes.toml"
	territoryDir = "content/territoires/"
	homeName     = "accueil" // of the introduction of the home page
)

// layer is the files of content/ that one territory adds, or that all share.
type layer struct {
	chemin string                  // empty for the shared one
	guides map[string]*model.Guide // by path in the layer without its ending: "guides/franceconnect", "guides/franceconnect.en"
	files  map[string]string       // every other file: path in the layer → path in the portal
}

// content reads Markdown files and lays the layers over each other.
func (l *loader) content(p *model.Portal) {
	names := l.list(contentDir, ".md", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
	layers := map[string]*layer{"": newLayer("")}
	for _, t := range p.Territories {
		layers[t.Chemin] = newLayer(t.Chemin)
	}
	var texts []string
	for _, name := range names {
		chemin, inner := splitLayer(name)
		ly := layers[chemin]
		if ly == nil {
			near, _ := french.Nearest(chemin, slices.Sorted(maps.Keys(layers)))
			l.report(diag.New("dossier-territoire", diag.Pos{File: name}, chemin, near))
			continue
		}
		if strings.HasSuffix(name, ".md") {
			texts = append(texts, name)
		} else {
			ly.files[inner] = name
		}
	}
	langs := p.Site.Langues
	guides := readAll(l, texts, strings.Join(langs, " "), func(file string, src []byte) (*model.Guide, []diag.Diag) { return guide(file, src, langs) })
	for _, g := range guides {
		if g.v != nil {
			layers[g.v.Layer].guides[strings.TrimSuffix(g.v.Path, ".md")] = g.v
		}
	}
	for _, t := range p.Territories {
		overlay(t, layers)
	}
	l.topics(p, layers)
}

func newLayer(chemin string) *layer {
	return &layer{chemin, map[string]*model.Guide{}, map[string]string{}}
}

// splitLayer cuts a file's path into its layer and its path there.
func splitLayer(name string) (chemin, inner string) {
	if rest, ok := strings.CutPrefix(name, territoryDir); ok {
		chemin, inner, _ = strings.Cut(rest, "/")
		return chemin, inner
	}
	return "", strings.TrimPrefix(name, contentDir+"/")
}

// guide parses a Markdown file. It depends on the file and on the portal's
// languages only.
func guide(file string, src []byte, langs []string) (*model.Guide, []diag.Diag) {
	at := diag.Pos{File: file, Line: 1, Col: 1}
	chemin, inner := splitLayer(file)
	slug, lang, ok := splitName(inner, langs)
	if !ok {
		if tag := missingLanguage(inner, langs); tag != "" {
			return nil, []diag.Diag{diag.New("langue-absente", diag.Pos{File: file}, tag, strings.Join(langs, `", "`))}
		}
		return nil, []diag.Diag{diag.New("nom-de-fichier", diag.Pos{File: file}, path.Base(file), suggestName(file))}
	}
	front, frontLine, body, bodyLine, found := markdown.Split(src)
	home := slug == homeName && !strings.Contains(inner, "/") // an introduction, with no title or summary of its own
	if !found && (!home || frontLine > 0) {
		return nil, []diag.Diag{diag.New("entete-absent", at)}
	}
	table, ds := tomlpos.Parse(file, front, frontLine)
	if ds != nil {
		return nil, ds
	}
	g, ds := model.GuideSchema.Decode(table, file, frontLine)
	g.Layer, g.Path, g.Slug, g.Lang = chemin, inner, slug, lang
	if g.Masque || home {
		ds = slices.DeleteFunc(ds, func(d diag.Diag) bool { return d.Code == "cle-manquante" })
	}
	if g.Masque {
		return g, ds
	}
	if strings.HasPrefix(inner, "guides/") {
		if !g.Has("resume") {
			ds = append(ds, diag.New("cle-manquante", at, "resume", `resume = "…"`))
		}
		if !g.Has("maj") {
			ds = append(ds, diag.New("cle-manquante", at, "maj", "maj = 2026-09-01"))
		}
	}
	doc, more := markdown.Parse(file, body, bodyLine)
	g.Doc = doc
	return g, append(ds, more...)
}

// splitName reads a file's place and name: "guides/x.md", "guides/x.en.md",
// "pages/x.md", "accueil.md". False when it has no address.
func splitName(inner string, langs []string) (slug, lang string, ok bool) {
	folder, base := path.Split(inner)
	slug, lang = strings.TrimSuffix(base, ".md"), langs[0]
	if stem, tag, cut := strings.Cut(slug, "."); cut {
		i := slices.IndexFunc(langs, func(known string) bool { return strings.EqualFold(known, tag) })
		if i < 0 {
			return "", "", false
		}
		slug, lang = stem, langs[i]
	}
	switch folder {
	case "guides/", "pages/":
		return slug, lang, model.ValidSlug(slug) && slug != "index"
	case "":
		return slug, lang, slug == homeName
	}
	return "", "", false
}

// missingLanguage is the language of a translation whose name is right but for
// that: « x.en.md » where the portal does not speak English.
func missingLanguage(inner string, langs []string) string {
	_, tag, cut := strings.Cut(strings.TrimSuffix(path.Base(inner), ".md"), ".")
	if parsed, err := language.Parse(tag); !cut || err != nil || parsed == language.Und {
		return ""
	}
	if _, _, ok := splitName(inner, append(slices.Clone(langs), tag)); !ok {
		return ""
	}
	return tag
}

func suggestName(file string) string {
	base := strings.TrimSuffix(path.Base(file), ".md")
	stem, tag, _ := strings.Cut(base, ".")
	s := model.Slug(stem)
	if s == "" || s == stem && tag != "" {
		return ""
	}
	if tag != "" {
		tag = "." + tag
	}
	return s + tag + ".md"
}

// chain is the territory's layers, the outermost first.
func chain(t *model.Territory) []string {
	var up []string
	for ; t != nil; t = t.Parent {
		up = append(up, t.Chemin)
	}
	up = append(up, "")
	slices.Reverse(up)
	return up
}

// overlay settles what a territory sees: a file of the same name replaces the
// one of an outer layer, a mask removes it. A guide that is replaced takes its
// outer translations with it: they would say something else.
func overlay(t *model.Territory, layers map[string]*layer) {
	seen := map[string][]*model.Guide{} // by name without the language: the text, its translations
	for _, chemin := range chain(t) {
		ly := layers[chemin]
		maps.Copy(t.Overlay, ly.files)
		for _, name := range slices.Sorted(maps.Keys(ly.guides)) { // "x" comes before "x.en"
			g := ly.guides[name]
			if stem, tag := cutTag(name); tag == "" {
				seen[stem] = []*model.Guide{g}
			} else {
				others := slices.DeleteFunc(slices.Clone(seen[stem]), func(o *model.Guide) bool { return o.Lang == g.Lang })
				seen[stem] = append(others, g)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		g := assemble(seen[name], name)
		if g == nil {
			continue
		}
		switch {
		case strings.HasPrefix(name, "guides/"):
			t.Guides = append(t.Guides, g)
		case strings.HasPrefix(name, "pages/"):
			t.Pages = append(t.Pages, g)
		default:
			t.Home = g
		}
		t.Overlay[g.Path] = g.File
	}
}

// assemble joins a text and its translations; nil when the text is masked, or
// when there are translations of nothing.
func assemble(files []*model.Guide, name string) *model.Guide {
	var text *model.Guide
	var translations []*model.Guide
	for _, g := range files {
		switch {
		case g.Path == name+".md":
			text = g
		case !g.Masque:
			translations = append(translations, g)
		}
	}
	if text == nil || text.Masque {
		return nil
	}
	if len(translations) == 0 {
		return text
	}
	slices.SortFunc(translations, func(a, b *model.Guide) int { return cmp.Compare(a.Lang, b.Lang) })
	own := *text // the same file may have other translations elsewhere
	own.Translations = translations
	return &own
}

func cutTag(name string) (stem, tag string) {
	folder, base := path.Split(name)
	stem, tag, _ = strings.Cut(base, ".")
	return folder + stem, tag
}

// topics reads content/themes.toml; without it, the themes that guides name.
func (l *loader) topics(p *model.Portal, layers map[string]*layer) {
	if src := l.read(topicsFile); src != nil {
		doc, ds := tomlpos.Parse(topicsFile, src, 1)
		l.report(ds...)
		if doc != nil {
			l.declaredTopics(p, doc)
		}
	}
	declared := len(p.Themes) > 0
	known := map[string]bool{}
	var slugs []string
	for _, t := range p.Themes {
		known[t.Slug] = true
		slugs = append(slugs, t.Slug)
	}
	var used []*model.Guide
	for _, chemin := range slices.Sorted(maps.Keys(layers)) {
		for _, name := range slices.Sorted(maps.Keys(layers[chemin].guides)) {
			used = append(used, layers[chemin].guides[name])
		}
	}
	var found []*model.Topic
	for _, g := range used {
		slug := french.Slug(g.Theme)
		if slug == "" || known[slug] {
			continue
		}
		if !model.ValidSlug(slug) {
			l.report(diag.New("adresse-impossible", g.At("theme"), g.Theme, model.Slug(g.Theme)))
			continue
		}
		if declared {
			near, _ := french.Nearest(g.Theme, slugs)
			l.report(diag.New("theme-inconnu", g.At("theme"), g.Theme, near))
		}
		known[slug] = true
		title := g.Theme
		if title == slug {
			title = strings.ToUpper(slug[:1]) + strings.ReplaceAll(slug[1:], "-", " ")
		}
		found = append(found, &model.Topic{Slug: slug, Titre: map[string]string{"": title}})
	}
	slices.SortFunc(found, func(a, b *model.Topic) int { return french.Compare(a.Titre[""], b.Titre[""]) })
	p.Themes = append(p.Themes, found...)
}

func (l *loader) declaredTopics(p *model.Portal, doc *tomlpos.Table) {
	for _, e := range doc.Entries {
		at := diag.Pos{File: topicsFile, Line: int(e.Place.Line), Col: int(e.Place.Col)}
		table, ok := e.Value.V.(*tomlpos.Table)
		if !ok {
			l.report(diag.New("type-section", at, e.Key))
			continue
		}
		if !model.ValidSlug(e.Key) {
			l.report(diag.New("adresse-impossible", at, e.Key, model.Slug(e.Key)))
			continue
		}
		t := &model.Topic{Slug: e.Key, Titre: map[string]string{}, Resume: map[string]string{}}
		for _, k := range table.Entries {
			at := diag.Pos{File: topicsFile, Line: int(k.Place.Line), Col: int(k.Place.Col)}
			text, ok := k.Value.V.(string)
			name, tag, _ := strings.Cut(k.Key, "_")
			switch {
			case !ok:
				l.report(diag.New("type-texte", at, k.Key))
			case name == "titre":
				t.Titre[tag] = text
			case name == "resume":
				t.Resume[tag] = text
			default:
				near, _ := french.Nearest(name, []string{"titre", "resume"})
				l.report(diag.New("cle-inconnue", at, k.Key, near))
			}
		}
		if t.Titre[""] == "" {
			l.report(diag.New("cle-manquante", at, "titre", `titre = "…"`))
		}
		p.Themes = append(p.Themes, t)
	}
}
