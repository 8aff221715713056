package exchange

import (
	"bytes"
	"slices"
	"strings"
	"time"

	"balise/generator/diag"
	"balise/generator/model"
	"balise/generator/tomledit"
)

// outcome is what an import makes of a file.
type outcome struct {
	draft   []byte
	err     error // of draft; nil when there is nothing to write
	ds      []diag.Diag
	reviews []Review
}

// settle gives each structure of a file what its rows say, and drafts the file.
// Files are settled side by side: it changes nothing but the file's own entries.
func (im *importer) settle(f *shelfFile) (o outcome) {
	if f.emptied() {
		return o
	}
	dirty := slices.ContainsFunc(f.entries, func(e *entry) bool { return e.gone })
	for _, e := range f.entries {
		if e.gone {
			continue
		}
		if rows := im.of[e]; len(rows) > 0 || im.split[e] != nil || e.s != e.old {
			dirty = im.settleEntry(&o, e, rows) || dirty
		}
	}
	if o.draft = f.src; dirty {
		o.draft, o.err = f.draft()
	}
	return o
}

// settleEntry is settle for one structure. It tells whether it changes.
func (im *importer) settleEntry(o *outcome, e *entry, rows []*row) bool {
	if e.s.Nom == "" && e.file.kept != "" { // nothing could be read of its file
		im.keep(o, e, rows)
		return false
	}
	base := &model.Structure{ID: e.s.ID}
	var notes []note
	if e.old != nil {
		base, notes = im.baseOf(e), e.notes
		if e.s == e.old {
			notes = im.notesOf(e)
		}
		im.tellHeldBack(o, base, rows)
	}
	m := newMerger(base, rows, im.opts.Today)
	next := base
	switch {
	case m.changes():
		next, notes = m.result(notes)
	case e.s != e.old || im.split[e] != nil: // it was reunited, or parted
		notes = m.notes(notes)
	default:
		return false
	}
	if e.file.kept != "" {
		im.keep(o, e, rows)
		return false
	}
	if e.old == nil {
		next.Fermetures = e.s.Fermetures
	} else {
		o.ds = append(o.ds, m.tellCorrections()...)
	}
	e.s, e.notes = next, notes
	return true
}

// tellHeldBack says what rows say in vain of a structure that a person corrected
// after them.
func (im *importer) tellHeldBack(o *outcome, s *model.Structure, rows []*row) {
	for _, k := range rows {
		if keys := heldBack(s, k, im.opts.Today); len(keys) > 0 {
			o.ds = append(o.ds, diag.New("import-fiche-plus-recente", k.at(), s.ID, s.DateMaj.Format(time.DateOnly), strings.Join(keys, ", ")))
		}
	}
}

// keep leaves a file as it is, and says so.
func (im *importer) keep(o *outcome, e *entry, rows []*row) {
	for _, k := range rows {
		o.ds = append(o.ds, diag.New(e.file.kept, k.at(), e.s.ID, e.file.path))
		o.reviews = append(o.reviews, im.reviewOf("not-written", k.key))
	}
}

// notesOf reads the notes of imports that stand in the file of a structure. A
// note that names no source is of the first.
func (im *importer) notesOf(e *entry) []note {
	if len(e.s.Origines) == 0 {
		return nil
	}
	if !bytes.Contains(e.file.src, []byte(noteMark)) {
		return nil
	}
	tables := e.file.tables()
	at := slices.Index(e.file.entries, e)
	if at >= len(tables) {
		return nil
	}
	t := tables[at]
	base := im.baseOf(e)
	var list []note
	for _, key := range append(t.Keys(), "") {
		for _, text := range t.Comments(key) {
			raw, ours := strings.CutPrefix(text, noteMark)
			if !ours {
				continue
			}
			n := note{key: key, raw: raw, source: e.s.Origines[0].Nom}
			if label, _, ok := strings.Cut(raw, " « "); ok && fieldIndex[label] > 0 {
				n.key = label
			}
			for _, o := range slices.Concat(e.s.Origines, base.Origines, []model.Origin{{Nom: model.PortalSource}}) {
				if strings.HasSuffix(raw, noteSource+string(tomledit.AppendEscaped(nil, o.Nom))) {
					n.source = o.Nom
				}
			}
			if !slices.Contains(im.split[e], n.source) {
				list = append(list, n)
			}
		}
	}
	return list
}
