// Package theme is the contract with theme authors: the typed views that
// templates get (views.go), the texts of the interface (texts.go), and the
// loading of a theme's files.
//
// A theme is a folder: theme.toml, templates/*.html, i18n/*.toml, assets/*. The
// files on disk win over the embedded ones of the same name, so that a portal
// changes one template, or adds a language, by one file. The scripts in a folder
// assets/x.js are joined into one file of that name: a page asks for few files,
// and each script stays a module of its own. Templates are minified
// and compiled for their views once, at load: a field that does not exist is a
// diagnostic at its line, before any page is made.
//
// The package renders nothing by itself and knows no model: see package render.
package theme

import (
	"bytes"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/minify/v2/svg"

	"balise/generator/diag"
	"balise/generator/tmpl"
	"balise/generator/tomlpos"
)

// Theme is a theme, loaded for the languages of a portal.
type Theme struct {
	Name   string
	assets map[string][]byte
	texts  map[string]*Texts
	pages  map[string]*Programs
}

// maxAsset bounds what the minifiers are given: past it they may need more
// than their due, and the file is published as it is.
const maxAsset = 256 << 10

// maxFile bounds any file of a theme.
const maxFile = 8 << 20

// files are the folders in which a theme's files are looked for, the first
// winning.
type files struct {
	name   string
	layers []fs.FS
	large  []string // the names of those that were left out, being over maxFile
}

// Load reads the theme called name for languages, the first of which is the
// default. portal is the portal's folder, where themes/<name>/ may hold files
// that win; shipped is the embedded themes. A theme or a language that is not
// there is reported in site.toml, without a line: who read that file knows where
// it asks for them.
func Load(portal, shipped fs.FS, name string, languages []string) (t *Theme, ds []diag.Diag) {
	f := &files{name: name}
	above := path.Join("themes", name)
	if sub, err := fs.Sub(portal, above); err == nil {
		f.layers = append(f.layers, onDisk{sub, portal, above})
	}
	if sub, err := fs.Sub(shipped, name); err == nil {
		f.layers = append(f.layers, sub)
	}
	if ds := f.manifest(); ds != nil {
		return nil, ds
	}
	defer func() {
		for _, file := range f.large {
			ds = append(ds, diag.New("theme-fichier-trop-gros", diag.Pos{File: f.path(file)}))
		}
		ds = diag.Sort(ds)
	}()
	t = &Theme{Name: name, assets: map[string][]byte{}, texts: map[string]*Texts{}, pages: map[string]*Programs{}}
	t.loadAssets(f)
	messages, more := f.messages(languages)
	ds = append(ds, more...)
	sources := f.sources()
	for _, lang := range languages {
		texts := newTexts(lang, languages[0], messages)
		t.texts[lang] = texts
		programs, more := compile(sources, texts)
		t.pages[lang] = programs
		ds = append(ds, more...)
	}
	return t, ds
}

// onDisk is a folder of the portal in which a file can be looked at before it is
// opened, as it cannot in that of fs.Sub: opening a named pipe waits for ever.
type onDisk struct {
	fs.FS
	portal fs.FS
	folder string // in portal
}

// Stat describes a file without opening it.
func (d onDisk) Stat(name string) (fs.FileInfo, error) {
	return fs.Stat(d.portal, path.Join(d.folder, name))
}

// read returns the winning file of that name; nil when no layer has it.
func (f *files) read(name string) []byte {
	for _, layer := range f.layers {
		info, err := fs.Stat(layer, name)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		if info.Size() > maxFile {
			if !slices.Contains(f.large, name) {
				f.large = append(f.large, name)
			}
			continue
		}
		if data, err := fs.ReadFile(layer, name); err == nil {
			return data
		}
	}
	return nil
}

// names lists the files of a folder over all layers, sorted.
func (f *files) names(folder, suffix string) []string {
	var all []string
	for _, layer := range f.layers {
		entries, _ := fs.ReadDir(layer, folder)
		for _, e := range entries {
			if !e.IsDir() && strings.HasSuffix(e.Name(), suffix) && !strings.HasPrefix(e.Name(), ".") && !slices.Contains(all, e.Name()) {
				all = append(all, e.Name())
			}
		}
	}
	slices.Sort(all)
	return all
}

// folders lists the folders in a folder over all layers, sorted.
func (f *files) folders(folder, suffix string) []string {
	var all []string
	for _, layer := range f.layers {
		entries, _ := fs.ReadDir(layer, folder)
		for _, e := range entries {
			if e.IsDir() && strings.HasSuffix(e.Name(), suffix) && !slices.Contains(all, e.Name()) {
				all = append(all, e.Name())
			}
		}
	}
	slices.Sort(all)
	return all
}

// path is how a file of the theme is called in diagnostics.
func (f *files) path(name string) string { return path.Join("themes", f.name, name) }

// manifest checks theme.toml: that there is a theme, made for this contract.
func (f *files) manifest() []diag.Diag {
	file := f.path("theme.toml")
	src := f.read("theme.toml")
	if src == nil {
		return []diag.Diag{diag.New("theme-absent", diag.Pos{File: "site.toml"}, f.name)}
	}
	doc, ds := tomlpos.Parse(file, src, 1)
	if ds != nil {
		return ds
	}
	at := diag.Pos{File: file, Line: 1, Col: 1}
	e, ok := doc.Get("contrat")
	if ok {
		at.Line, at.Col = int(e.Value.Place.Line), int(e.Value.Place.Col)
	}
	if v, _ := e.Value.V.(int64); v != Version {
		return []diag.Diag{diag.New("theme-contrat", at, f.name, itoa(Version))}
	}
	return nil
}

// assetMinifier makes assets smaller.
func assetMinifier() *minify.M {
	m := minify.New()
	m.Add("text/css", &css.Minifier{})
	m.Add("text/javascript", &js.Minifier{})
	m.Add("image/svg+xml", &svg.Minifier{})
	return m
}

// templateMinifier makes templates smaller. It knows HTML only: drawings inside
// a page hold actions that a minifier of SVG would take for garbage.
func templateMinifier() *minify.M {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		KeepEndTags: true, KeepQuotes: true, KeepDocumentTags: true, KeepDefaultAttrVals: true,
		TemplateDelims: html.GoTemplateDelims,
	})
	return m
}

// minified returns src made smaller, or src itself when the minifier cannot.
func minified(m *minify.M, mediatype string, src []byte) []byte {
	if len(src) > maxAsset {
		return src
	}
	out, err := m.Bytes(mediatype, src)
	if err != nil || len(out) == 0 {
		return src
	}
	return out
}

func (t *Theme) loadAssets(f *files) {
	m := assetMinifier()
	for _, name := range f.folders("assets", ".js") {
		var whole []byte
		for _, module := range f.names("assets/"+name, ".js") {
			whole = append(append(whole, f.read("assets/"+name+"/"+module)...), '\n')
		}
		t.assets[name] = minified(m, "text/javascript", whole)
	}
	kinds := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
	for _, name := range f.names("assets", "") {
		data := f.read("assets/" + name)
		if kind := kinds[path.Ext(name)]; kind != "" {
			data = minified(m, kind, data)
		}
		t.assets[name] = data
	}
}

// Assets lists the theme's assets by name, sorted.
func (t *Theme) Assets() []string {
	names := make([]string, 0, len(t.assets))
	for name := range t.assets {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Asset returns an asset's bytes. For a style sheet, the territory's colours
// (#rrggbb, or empty) are added to it, because the pages' security policy
// allows no style of their own.
func (t *Theme) Asset(name, colour, darkColour string) []byte {
	data := t.assets[name]
	if path.Ext(name) != ".css" || colour == "" && darkColour == "" {
		return data
	}
	var b bytes.Buffer
	b.Write(data)
	b.WriteString("\n:root{")
	if colour != "" {
		b.WriteString("--accent:" + colour + ";")
	}
	if darkColour != "" {
		b.WriteString("--accent-sombre:" + darkColour + ";")
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// Texts returns the interface's texts in a language of Load.
func (t *Theme) Texts(lang string) *Texts { return t.texts[lang] }

// Pages returns the compiled templates in a language of Load.
func (t *Theme) Pages(lang string) *Programs { return t.pages[lang] }

// sources reads the templates. Each is named by its file, without the ending.
func (f *files) sources() []tmpl.Source {
	var out []tmpl.Source
	for _, name := range f.names("templates", ".html") {
		out = append(out, tmpl.Source{
			Name: strings.TrimSuffix(name, ".html"), File: f.path("templates/" + name), Text: string(f.read("templates/" + name)),
		})
	}
	return out
}

// diagnose turns a compiler's error into diagnostics.
func diagnose(err error) []diag.Diag {
	var list tmpl.Errors
	if !errors.As(err, &list) {
		return nil
	}
	var ds []diag.Diag
	for _, e := range list {
		at := diag.Pos{File: e.File, Line: e.Line, Col: e.Col}
		arg := func(i int) string {
			if i < len(e.Args) {
				return e.Args[i]
			}
			return ""
		}
		switch e.Kind {
		case tmpl.ErrField:
			ds = append(ds, diag.New("gabarit-champ", at, arg(0), arg(1), arg(2)))
		case tmpl.ErrTemplate:
			ds = append(ds, diag.New("gabarit-inconnu", at, arg(0), arg(1)))
		case tmpl.ErrFunction:
			ds = append(ds, diag.New("gabarit-fonction", at, arg(0), arg(1)))
		case tmpl.ErrScript, tmpl.ErrStyle, tmpl.ErrStyleAttr, tmpl.ErrHandler, tmpl.ErrScriptValue:
			ds = append(ds, diag.New("gabarit-csp", at, refusal(e), e.Msg))
		default:
			ds = append(ds, diag.New("gabarit-refuse", at, refusal(e), e.Msg))
		}
	}
	return ds
}
