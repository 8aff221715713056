package exchange

import (
	"bytes"
	"cmp"
	"errors"
	"slices"

	"balise/generator/model"
	"balise/generator/tomledit"
	"balise/generator/tomlpos"
)

// errForm is what a file that cannot be edited safely answers: tables between
// braces, a key that is the beginning of dotted keys, comments inside a value.
var errForm = errors.New("exchange: a form that cannot be edited")

// draft is what a file becomes: for a new one its structures in canonical form,
// by id; for one that is there, the same bytes but for the keys that changed.
// Nothing is changed in f.
func (f *shelfFile) draft() ([]byte, error) {
	var old, added []*entry
	for _, e := range f.entries {
		if e.old == nil {
			added = append(added, e)
		} else {
			old = append(old, e)
		}
	}
	slices.SortFunc(added, func(a, b *entry) int { return cmp.Compare(a.s.ID, b.s.ID) })
	var tail []byte
	for i, e := range added {
		if i > 0 {
			tail = append(tail, '\n')
		}
		tail = append(tail, formatWith(e.s, e.notes)...)
	}
	if f.src == nil {
		return tail, nil
	}
	doc := f.document()
	if slices.ContainsFunc(old, (*entry).changed) {
		switch err := edit(doc, old); {
		case err != nil && doc.HasComments():
			return nil, err
		case err != nil: // nothing of people's is lost
			return rewritten(old, tail), nil
		}
	}
	if len(added) == 0 {
		return doc.Bytes(), nil
	}
	return f.append(doc.Bytes(), tail)
}

func (e *entry) changed() bool { return e.s != e.old || e.gone }

// rewritten is a file without comments, in canonical form.
func rewritten(old []*entry, tail []byte) []byte {
	var b []byte
	for _, e := range old {
		if e.gone {
			continue
		}
		b = append(b, formatWith(e.s, e.notes)...)
		b = append(b, '\n')
	}
	return bytes.TrimSuffix(append(b, tail...), []byte("\n\n"))
}

// append adds structures below those of a file, with its ends of lines.
func (f *shelfFile) append(b, tail []byte) ([]byte, error) {
	eol := []byte("\n")
	if i := bytes.IndexByte(b, '\n'); i > 0 && b[i-1] == '\r' {
		eol = []byte("\r\n")
		tail = bytes.ReplaceAll(tail, []byte("\n"), eol)
	}
	if bom := []byte("\ufeff"); len(bytes.TrimSpace(bytes.TrimPrefix(b, bom))) > 0 {
		if !bytes.HasSuffix(b, []byte("\n")) {
			b = append(b, eol...)
		}
		if !bytes.HasSuffix(b, slices.Concat(eol, eol)) {
			b = append(b, eol...)
		}
	}
	b = append(b, tail...)
	// A file may have its structures in a list of tables between braces, which
	// no header can add to.
	if _, ds := tomlpos.Parse(f.path, b, 1); ds != nil {
		return nil, errForm
	}
	return b, nil
}

// edit brings the structures that changed into their file.
func edit(doc *tomledit.Document, entries []*entry) error {
	tables := doc.Tables("structure")
	if len(tables) != len(entries) {
		return errForm
	}
	for i, e := range entries {
		if !e.changed() {
			continue
		}
		t := tables[i]
		if e.gone {
			t.Remove()
			continue
		}
		said := map[string]bool{}
		for _, n := range e.notes {
			said[n.text()] = true
		}
		dropNotes(t, func(_, text string) bool { return !said[text] })
		if err := editKeys(t, e.old, e.s); err != nil {
			return err
		}
		if err := editClosures(t, e.old, e.s); err != nil {
			return err
		}
		if err := editOrigins(t, e.old.Origines, e.s.Origines); err != nil {
			return err
		}
		if err := editNotes(t, e.notes); err != nil {
			return err
		}
	}
	return nil
}

// editKeys writes the keys that differ.
func editKeys(t *tomledit.Table, old, now *model.Structure) error {
	moved := old.Latitude != now.Latitude || old.Longitude != now.Longitude
	for i := range fields {
		f := &fields[i]
		if f.number == nil && f.equal(old, now) || f.number != nil && !moved {
			continue
		}
		var err error
		switch {
		case f.text != nil && *f.text(now) != "":
			err = t.Set(f.name, *f.text(now))
		case f.list != nil && len(*f.list(now)) > 0:
			err = t.Set(f.name, *f.list(now))
		case f.number != nil && known(now):
			err = t.Set(f.name, *f.number(now))
		case f.date != nil && !f.date(now).IsZero():
			err = t.Set(f.name, *f.date(now))
		default:
			t.Delete(f.name)
			if t.Has(f.name) { // dotted
				err = errForm
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// editClosures adds the closures that a structure gains. No import takes any
// away.
func editClosures(t *tomledit.Table, old, now *model.Structure) error {
	n := len(old.Fermetures)
	same := func(a, b model.Closure) bool { return a.Du.Equal(b.Du) && a.Au.Equal(b.Au) && a.Motif == b.Motif }
	if n > len(now.Fermetures) || !slices.EqualFunc(old.Fermetures, now.Fermetures[:n], same) {
		return errForm
	}
	for _, c := range now.Fermetures[n:] {
		to, err := t.Append("fermeture")
		if err != nil {
			return err
		}
		if !c.Du.IsZero() {
			err = to.Set("du", c.Du)
		}
		if err == nil && !c.Au.IsZero() {
			err = to.Set("au", c.Au)
		}
		if err == nil && c.Motif != "" {
			err = to.Set("motif", c.Motif)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// editOrigins writes the origins that differ. One is told by its source and its
// id there, else by its id: sources change their names.
func editOrigins(t *tomledit.Table, old, now []model.Origin) error {
	tables := t.Tables("origine")
	if len(tables) != len(old) {
		return errForm
	}
	place := make([]int, len(now)) // in old, -1 for a new one
	used := make([]bool, len(old))
	pair := func(same func(a, b *model.Origin) bool) {
		for i := range now {
			for j := range old {
				if place[i] < 0 && !used[j] && same(&old[j], &now[i]) {
					place[i], used[j] = j, true
				}
			}
		}
	}
	for i := range place {
		place[i] = -1
	}
	pair(func(a, b *model.Origin) bool { return a.ID == b.ID && a.Nom == b.Nom })
	pair(func(a, b *model.Origin) bool { return a.ID == b.ID })
	for j := range old {
		if !used[j] {
			tables[j].Remove()
		}
	}
	for i := range now {
		o := &now[i]
		var to *tomledit.Table
		if place[i] >= 0 {
			to = tables[place[i]]
		} else {
			var err error
			if to, err = t.Append("origine"); err != nil {
				return err
			}
		}
		if err := setOrigin(to, o); err != nil {
			return err
		}
	}
	return nil
}

func setOrigin(t *tomledit.Table, o *model.Origin) error {
	var err error
	set := func(key string, v any, there bool) {
		if err != nil {
			return
		}
		if there {
			err = t.Set(key, v)
		} else if t.Delete(key); t.Has(key) {
			err = errForm
		}
	}
	set("source", o.Nom, o.Nom != "")
	set("id", o.ID, o.ID != "")
	set("date", o.Date, !o.Date.IsZero())
	set("champs", o.Champs, len(o.Champs) > 0)
	if len(o.Verrou) > 0 {
		set("verrou", o.Verrou, true) // a person's: never taken away
	}
	set("empreinte", o.Empreinte, o.Empreinte != "")
	return err
}

// dropNotes takes away the notes of imports that are gone, by their key and
// text.
func dropNotes(t *tomledit.Table, gone func(key, text string) bool) {
	for _, key := range append(t.Keys(), "") {
		t.DropComment(key, func(text string) bool { return isNote(text) && gone(key, text) })
	}
}

// editNotes puts each note above its key; when the key has no value above the
// next one, in the standard's order, else below the last: as formatWith does.
func editNotes(t *tomledit.Table, notes []note) error {
	type placed struct{ key, text string }
	var wanted []placed
	at := "" // the nearest key that is there, from the last one up
	anchor := make(map[string]string, len(fields))
	for i := len(fields) - 1; i >= 0; i-- {
		if t.Has(fields[i].name) {
			at = fields[i].name
		}
		anchor[fields[i].name] = at
	}
	for i := range fields {
		for _, n := range notes {
			if n.key == fields[i].name {
				wanted = append(wanted, placed{anchor[n.key], n.text()})
			}
		}
	}
	for _, n := range notes {
		if n.key == "" {
			wanted = append(wanted, placed{"", n.text()})
		}
	}
	dropNotes(t, func(key, text string) bool { return !slices.Contains(wanted, placed{key, text}) })
	for _, w := range wanted {
		if err := t.Comment(w.key, w.text); err != nil {
			return err
		}
	}
	return nil
}
