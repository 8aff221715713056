package build

import (
	"bytes"
	"cmp"
	"sync"

	"balise/generator/exchange"
	"balise/generator/model"
	"balise/generator/render"
)

// ExportOptions are what the exports of a portal have in common. t is the
// territory whose pages they link to; nil when there is none.
func ExportOptions(p *model.Portal, t *model.Territory) exchange.Options {
	o := exchange.Options{Namespace: cmp.Or(p.Site.Adresse, p.Site.Titre), Today: p.Today}
	if p.Site.Adresse != "" && t != nil {
		o.Site = p.Site.Adresse + t.Chemin + "/annuaire/"
	}
	return o
}

// data writes the open data, first: the page about it tells the files' sizes.
func (w *writer) data(s *render.Site, folder string) {
	o, list := ExportOptions(s.Site.Portal, s.Territory), s.Territory.Structures
	o.Say = s.Say
	var wg sync.WaitGroup
	for _, t := range exchange.Targets() {
		if t.File == "" {
			continue
		}
		s.Data = append(s.Data, render.DataFile{Name: t.File, Format: t.Title, Key: t.Name, Media: t.Media})
		i := len(s.Data) - 1
		if len(w.bufs) == i {
			w.bufs = append(w.bufs, &bytes.Buffer{})
		}
		buf := w.bufs[i]
		wg.Go(func() {
			buf.Reset()
			if err := t.Write(buf, o, list); err != nil {
				w.fail(err)
				return
			}
			w.file(folder+"donnees/"+t.File, buf.Bytes())
		})
	}
	wg.Wait()
	for i := range s.Data {
		s.Data[i].Size = int64(w.bufs[i].Len())
	}
	w.file(folder+"donnees/dcat.jsonld", s.DCAT())
	w.cards(o, list, folder)
}

// cards writes a contact card beside the page of each structure.
func (w *writer) cards(o exchange.Options, list []*model.Structure, folder string) {
	w.files(len(list), func(dst []byte, i int) (string, []byte) {
		return folder + "annuaire/" + list[i].ID + ".vcf", o.AppendVCard(dst, list[i])
	})
}
