package exchange

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"balise/generator/diag"
	"balise/generator/model"
	"balise/generator/same"
	"balise/generator/tomlpos"
)

// People may answer that two structures of the portal are one place. The one of
// lieu_1 stays, with its id and its file; that of lieu_2 joins it, and its id
// stays known, under « anciens_id ». What both files held is kept in
// model.DoublesFile, so that the answer can be changed.

// reunite follows what people answered of structures of the portal: it parts
// those that are two places after all, then makes one of those that are one.
func (im *importer) reunite() {
	for i := len(im.doubles.entries) - 1; i >= 0; i-- {
		if d := &im.doubles.entries[i]; d.Merge && d.Texte2 != "" && im.doubles.parted(d.Fiches1, d.Fiches2) {
			im.partAgain(d)
		}
	}
	for i := range im.doubles.entries {
		d := &im.doubles.entries[i]
		if !d.Answered || !d.Same {
			continue
		}
		a, b := im.holder(d.Fiches1), im.holder(d.Fiches2)
		if a == nil || b == nil || a == b {
			continue
		}
		switch parted := im.doubles.parted(a.s.RecordNames(), b.s.RecordNames()); {
		case parted, a.file.kept != "", b.file.kept != "":
			im.placer.ds = append(im.placer.ds, diag.New("import-a-reunir", d.At("reponse"), a.s.ID, b.s.ID, a.file.path, b.file.path))
		default:
			im.placer.ds = append(im.placer.ds, diag.New("import-reunies", d.At("reponse"), a.s.ID, b.s.ID, b.file.path))
			im.join(a, b)
		}
	}
}

// holder is the structure of the portal that is made of one of some records.
func (im *importer) holder(names []string) *entry {
	for _, e := range im.shelf.entries() {
		for _, name := range e.s.RecordNames() {
			if slices.Contains(names, name) {
				return e
			}
		}
	}
	return nil
}

// join makes one structure of two of the portal: b joins a.
func (im *importer) join(a, b *entry) {
	im.doubles.add(model.Doubt{
		Merge: true, Raison: "Vous avez répondu « meme ».",
		Lieu1: describe(a.s), Fiches1: a.s.RecordNames(), Lieu2: describe(b.s), Fiches2: b.s.RecordNames(),
		Texte1: im.textOf(a), Texte2: im.textOf(b), Fichier2: b.file.path,
	})
	a.s, a.notes = joinedOf(a.s, b.s, slices.Concat(im.notesOf(a), im.notesOf(b)), im.opts)
	delete(im.bases, a)
	a.file.dirty = true
	b.gone, b.file.dirty = true, true
	im.shelf.byID[b.s.ID] = a
}

// textOf is a structure as its file has it: with its comments, when it has the
// file for itself.
func (im *importer) textOf(e *entry) string {
	if len(e.file.entries) == 1 && e.old == e.s && e.file.src != nil {
		return strings.ReplaceAll(string(e.file.src), "\r\n", "\n")
	}
	return string(formatWith(e.s, im.notesOf(e)))
}

// joinedOf is what a says, then, of what it does not, b. Between what their
// sources say, the rules are those of merged; the values of b that are not heard
// are notes.
func joinedOf(a, b *model.Structure, stood []note, opts ImportOptions) (*model.Structure, []note) {
	next := *a
	m := &merger{old: a, next: &next, today: opts.Today}
	m.listen(nil)
	other := &merger{old: b, next: b, today: opts.Today}
	other.listen(nil)
	hand := &voice{key: same.Key{Source: model.PortalSource, ID: b.ID}, s: b, given: other.person}
	for _, v := range other.voices {
		v.place += len(a.Origines)
		m.voices = append(m.voices, v)
	}
	slices.SortStableFunc(m.voices, (*voice).before)
	origins := m.voices
	m.voices = append(slices.Clone(origins), hand)
	changed := map[int]bool{}
	for _, unit := range together {
		m.settle(unit, changed)
	}
	m.voices = origins
	if b.DateMaj.After(a.DateMaj) && !a.Locked("date_maj") {
		next.DateMaj = b.DateMaj
	}
	if next.Reverifier == "" {
		next.Reverifier = b.Reverifier
	}
	for _, id := range append([]string{b.ID}, b.Anciens...) {
		next.Anciens = add(slices.Clone(next.Anciens), id)
	}
	for _, c := range b.Fermetures {
		if !slices.ContainsFunc(next.Fermetures, func(d model.Closure) bool { return c.Du.Equal(d.Du) && c.Au.Equal(d.Au) }) {
			next.Fermetures = append(slices.Clip(next.Fermetures), c)
		}
	}
	next.Origines = m.origins()
	return &next, m.notes(stood)
}

// partAgain makes two structures again of one that people said is two places:
// the one that had joined the other is as it was, and takes away what is its
// own.
func (im *importer) partAgain(d *model.Doubt) {
	first, second := structureOf(d.Texte1), structureOf(d.Texte2)
	if first == nil || second == nil {
		return
	}
	e := im.shelf.byID[second.ID]
	if e == nil || !slices.Contains(e.s.Anciens, second.ID) || e.file.kept != "" {
		return
	}
	f := im.shelf.files[d.Fichier2]
	switch {
	case f == nil && within(path.Clean(d.Fichier2), im.into) && strings.HasSuffix(d.Fichier2, ".toml"):
		f = im.shelf.newFile(path.Clean(d.Fichier2))
		f.src, f.restored = []byte(d.Texte2+"\n"), true // reading takes the last end of line
		im.shelf.restore(f, second)
	case f != nil && f.kept == "":
		back := &entry{s: second, file: f}
		f.entries = append(f.entries, back)
		im.shelf.byID[second.ID] = back
		f.dirty = true
	default:
		return
	}
	for _, o := range second.Origines {
		if !slices.ContainsFunc(first.Origines, func(p model.Origin) bool { return p.Nom == o.Nom }) {
			im.split[e] = append(im.split[e], o.Nom)
		}
	}
	im.split[e] = append(im.split[e], model.PortalSource)
	e.notes = im.notesOf(e)
	e.s = partedOf(e.s, first, second)
	delete(im.bases, e)
	e.file.dirty = true
}

// partedOf is a structure without what came from one that had joined it: first
// and second are the two as they were.
func partedOf(s, first, second *model.Structure) *model.Structure {
	next := *s
	for i := range second.Origines {
		next = *without(&next, keyOfOrigin(&second.Origines[i], second))
	}
	for i := range fields {
		f := &fields[i]
		taken := f.equal(&next, second) && !f.equal(&next, first)
		if f.name != "id" && f.name != "verrou" && (taken || f.absent(&next)) {
			f.copy(&next, first)
		}
	}
	next.Anciens = slices.DeleteFunc(slices.Clone(next.Anciens), func(id string) bool {
		return id == second.ID || slices.Contains(second.Anciens, id)
	})
	next.Origines = slices.Clone(next.Origines)
	for i := range next.Origines {
		o := &next.Origines[i]
		at := slices.IndexFunc(first.Origines, func(p model.Origin) bool { return p.Nom == o.Nom && p.ID == o.ID })
		if at < 0 {
			continue
		}
		had := &first.Origines[at]
		if len(first.Origines) == 1 && had.Date.IsZero() {
			o.Date = had.Date
		}
		m := merger{next: &next}
		o.Champs = slices.DeleteFunc(slices.Clone(had.Champs), func(name string) bool {
			k, known := fieldIndex[name]
			return known && !fields[k].equal(&next, first)
		})
		o.Empreinte = m.marks(o, nil)
	}
	return &next
}

// structureOf reads the one structure of a text; nil when it is not one.
func structureOf(text string) *model.Structure {
	doc, _ := tomlpos.Parse(model.DoublesFile, []byte(text), 1)
	if doc == nil {
		return nil
	}
	listing, ds := model.ListingSchema.Decode(doc, model.DoublesFile, 1)
	if errs, _ := diag.Count(ds); errs > 0 || len(listing.Structures) != 1 {
		return nil
	}
	return &listing.Structures[0]
}

// restore puts a structure back where its file was.
func (sh *shelf) restore(f *shelfFile, s *model.Structure) {
	e := &entry{s: s, old: s, file: f}
	f.entries, f.dirty = []*entry{e}, true
	sh.byID[s.ID] = e
}

// emptied tells that all of a file's structures joined others.
func (f *shelfFile) emptied() bool {
	return len(f.entries) > 0 && !slices.ContainsFunc(f.entries, func(e *entry) bool { return !e.gone })
}

// unchanged tells that a file is as it stands on the disk.
func (f *shelfFile) unchanged(draft []byte) bool {
	return !f.restored && (draft != nil) == (f.src != nil) && bytes.Equal(draft, f.src)
}
