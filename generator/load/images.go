package load

import (
	"maps"
	"path"
	"slices"

	"balise/generator/diag"
	"balise/generator/model"
	"balise/generator/picture"
)

// images reads the images that pages show: those of guides, found through each
// territory's layers, and logos. An image that no page shows is not published.
func (l *loader) images(p *model.Portal) {
	wanted := map[string]bool{}
	for _, t := range p.Territories {
		if t.Logo != "" {
			wanted[clean(t.Logo)] = true
		}
		for _, g := range t.Texts() {
			for _, link := range g.Doc.Links {
				target, _ := model.Target(g.Path, link.Dest)
				if file, ok := t.Overlay[target]; ok && link.Image {
					wanted[file] = true
				}
			}
		}
	}
	p.Images = map[string]*picture.Picture{}
	pics := readAll(l, slices.Sorted(maps.Keys(wanted)), "", func(file string, src []byte) (*picture.Picture, []diag.Diag) {
		pic, fault := picture.Read(path.Base(file), src)
		if fault != nil {
			return nil, []diag.Diag{diag.New(fault.Code, diag.Pos{File: file}, fault.Args...)}
		}
		return pic, nil
	})
	for _, pic := range pics {
		if pic.v != nil {
			p.Images[pic.file] = pic.v
		}
	}
	for _, t := range p.Territories {
		if t.Logo == "" {
			continue
		}
		if t.LogoImage = p.Images[clean(t.Logo)]; t.LogoImage == nil {
			l.report(diag.New("fichier-absent", t.At("logo"), t.Logo))
		}
	}
}
