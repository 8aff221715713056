package build

import (
	"io/fs"
	"strings"
	"time"

	"balise/generator/check"
	"balise/generator/diag"
	"balise/generator/load"
	"balise/generator/model"
	"balise/generator/theme"
	"balise/generator/trace"
	"balise/themes"
)

// Reader reads a portal again and again, as Read does, and faster than that
// from the second time on: it remembers what each file gave (load.Cache), what
// each file's records were told (check.Memory), and the compiled theme while
// the folder answers to it as it did. All the rest is done whole each time, so
// that what it gives is what Read gives. The zero Reader is ready. It is for one
// reading at a time.
type Reader struct {
	files load.Cache
	rules check.Memory
	theme compiled
}

// Read loads and checks the portal that a file system holds.
func (r *Reader) Read(fsys fs.FS, today time.Time) (*model.Portal, *theme.Theme, []diag.Diag) {
	portal, ds := load.Again(fsys, today, &r.files)
	var t *theme.Theme
	if portal.Site != nil {
		ds = append(ds, r.rules.Portal(portal)...)
		var more []diag.Diag
		t, more = r.theme.load(fsys, portal.Site.Theme, portal.Site.Langues)
		ds = append(ds, locate(portal.Site, more)...)
		ds = check.Adjust(portal.Site, ds)
	}
	return portal, t, load.Excerpts(fsys, diag.Sort(ds))
}

// compiled is the theme that was loaded last, and what it was loaded from.
type compiled struct {
	terms  string // its name and languages
	inputs string // a trace's text; empty before the first
	theme  *theme.Theme
	ds     []diag.Diag
}

func (c *compiled) load(fsys fs.FS, name string, languages []string) (*theme.Theme, []diag.Diag) {
	terms := name + " " + strings.Join(languages, " ")
	if c.inputs == "" || c.terms != terms || !trace.Same(fsys, c.inputs) {
		inputs := trace.New(fsys)
		c.theme, c.ds = theme.Load(inputs, themes.FS, name, languages)
		c.terms, c.inputs = terms, inputs.Text()
	}
	return c.theme, append([]diag.Diag(nil), c.ds...)
}
