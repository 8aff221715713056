package exchange

import (
	"slices"
	"time"

	"balise/generator/decode"
	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/same"
)

// together are the keys that are one statement, by index in fields: they are
// taken from one voice. The first ones are those that it must have to be heard
// before the others.
var together = func() [][]int {
	var units [][]int
	done := map[string]bool{"id": true, "date_maj": true}
	for _, names := range same.Together {
		var unit []int
		for _, name := range names {
			done[name] = true
			unit = append(unit, fieldIndex[name])
		}
		units = append(units, unit)
	}
	for i := range fields {
		if !done[fields[i].name] && !fields[i].local {
			units = append(units, []int{i})
		}
	}
	return units
}()

// joined are the lists to which every source adds. Other lists are the word of
// one source.
var joined = map[string]bool{
	"typologie": true, "services": true, "publics_specifiquement_adresses": true, "prise_en_charge_specifique": true,
	"dispositif_programmes_nationaux": true, "formations_labels": true, "autres_formations_labels": true,
	"modalites_acces": true, "modalites_accompagnement": true, "langues": true,
}

// shareable are the keys of an address that a voice which lacks them takes from
// another that names the same commune.
var shareable = map[string]bool{"code_postal": true, "commune": true, "code_insee": true}

// merger brings what several sources say into one structure.
type merger struct {
	old    *model.Structure
	next   *model.Structure
	voices []*voice // in the order in which they are heard
	person [64]bool // keys that no source gave: a person's
	newer  *voice   // the structure itself, when a person dated it after all its sources
	today  time.Time
	lost   []note

	changed   map[int]bool // the keys that change
	corrected []int        // the keys that an import wrote and a person corrected
}

// merged gives a structure as the records that are about it change it, with the
// notes that go beside it; nil when they change nothing. old is never changed;
// it is a structure with nothing but an id when it is new. notes are those that
// stand beside it.
//
//   - A locked key never changes.
//   - What no source gave is people's: an import fills what is empty. A record
//     that is the structure itself, by its id, may change it.
//   - So is what a source gave and a person corrected: see takeCorrections.
//   - Who corrects a structure and its date_maj is newer than its sources: what
//     it says stays, until one of them says something newer.
//   - Else the newest source is heard; some lists are joined (joined), some keys
//     go together (together). A source that is silent counts for nothing, and
//     one that is not in this import still stands by what it gave.
//   - What a source gave and gives no more goes, when nobody else gives it.
//
// A value that is not heard is a note beside the record.
func merged(old *model.Structure, rows []*row, notes []note, today time.Time) (*model.Structure, []note) {
	m := newMerger(old, rows, today)
	if !m.changes() {
		return nil, nil
	}
	return m.result(notes)
}

// newMerger hears what rows say of a structure.
func newMerger(old *model.Structure, rows []*row, today time.Time) *merger {
	next := *old
	next.Source = decode.Source{} // places in the old file mean nothing in the new one
	m := &merger{old: old, next: &next, today: today}
	m.changed = m.hear(rows)
	return m
}

// changes tells whether the rows change anything of the structure.
func (m *merger) changes() bool {
	return len(m.changed) > 0 || len(m.corrected) > 0 || m.joins() || m.originsChange()
}

// result is the structure as the rows change it, with its notes: see merged.
func (m *merger) result(notes []note) (*model.Structure, []note) {
	m.next.Origines = m.origins()
	return m.next, m.notes(notes)
}

// hear makes next of what the rows say, and gives the keys that change.
func (m *merger) hear(rows []*row) (changed map[int]bool) {
	changed = map[int]bool{}
	m.listen(rows)
	for _, unit := range together {
		m.settle(unit, changed)
	}
	m.date(changed)
	return changed
}

// heldBack are the keys of which a row says something else than the structure,
// and is not heard because a person corrected it since.
func heldBack(old *model.Structure, k *row, today time.Time) []string {
	if !old.DateMaj.After(k.s.DateMaj) {
		return nil
	}
	m := newMerger(old, []*row{k}, today)
	if m.newer == nil {
		return nil
	}
	var keys []string
	for _, n := range m.lost {
		keys = add(keys, n.key)
	}
	return keys
}

// settle decides of keys that go together.
func (m *merger) settle(unit []int, changed map[int]bool) {
	heard := m.heard(unit)
	for _, k := range unit {
		f := &fields[k]
		if m.old.Locked(f.name) {
			continue
		}
		from := heard
		switch {
		case m.person[k]:
			if from = m.self(k); from == nil {
				m.lose(k)
				continue
			}
		case joined[f.name] && heard != nil && heard != m.newer:
			if list := m.union(f, k); !slices.Equal(list, *f.list(m.next)) {
				*f.list(m.next) = list
				changed[k] = true
			}
			continue
		case heard != nil && !heard.given[k] && shareable[f.name]:
			from = m.neighbour(heard, k)
		}
		switch {
		case from != nil && from.given[k]:
			if f.copy(m.next, from.s) {
				changed[k] = true
			}
		case m.had(f.name) && f.name != "nom" && f.name != "commune":
			if f.copy(m.next, &model.Structure{}) {
				changed[k] = true
			}
		}
		m.lose(k)
	}
}

// union is what every voice lists, in the order in which they are heard. A list
// of the same values stays in its order.
func (m *merger) union(f *field, k int) []string {
	var list []string
	for _, v := range m.voices {
		if v.given[k] {
			for _, item := range *f.list(v.s) {
				list = add(list, item)
			}
		}
	}
	if old := *f.list(m.old); len(m.voices) > 1 && len(old) == len(list) && !slices.ContainsFunc(old, func(item string) bool { return !slices.Contains(list, item) }) {
		return old
	}
	return list
}

// lose notes what voices say of a key and is not heard.
func (m *merger) lose(k int) {
	f := &fields[k]
	if f.name == "source" || f.name == "verifie_le" {
		return // each origin has its own
	}
	for _, v := range m.voices {
		if !v.given[k] || f.equal(v.s, m.next) || joined[f.name] && !m.person[k] && m.newer == nil {
			continue
		}
		value, heard := f.say(v.s), f.say(m.next)
		if french.Fold(value) != french.Fold(heard) {
			m.lost = append(m.lost, note{key: f.name, label: f.name, value: value, source: v.key.Source})
		}
	}
}

// date settles date_maj: the newest that a source says, else the day of the
// import when anything changed.
func (m *merger) date(changed map[int]bool) {
	k := fieldIndex["date_maj"]
	if m.old.Locked("date_maj") || m.newer != nil {
		return
	}
	var newest time.Time
	for _, v := range m.voices {
		if v.day.After(newest) {
			newest = v.day
		}
	}
	own := slices.ContainsFunc(m.voices, func(v *voice) bool { return v.own })
	switch {
	case newest.IsZero() && len(changed) == 0:
		return
	case newest.IsZero():
		y, month, d := m.today.Date()
		newest = time.Date(y, month, d, 0, 0, 0, 0, time.UTC)
	case m.person[k] && !own && !newest.After(m.old.DateMaj):
		return
	case m.person[k] && !own && len(changed) == 0: // nothing of it is newer here
		return
	}
	if !newest.Equal(m.old.DateMaj) {
		m.next.DateMaj = newest
		changed[k] = true
	}
}

// notes are those of the records, those of the values that were not heard, and
// those that stood beside the structure for sources that are not in this import.
// In a structure of one source they do not name it.
func (m *merger) notes(stood []note) []note {
	var list []note
	present := map[string]bool{}
	for _, v := range m.voices {
		if v.record == nil {
			continue
		}
		present[v.key.Source] = true
		for _, n := range v.record.notes {
			n.source = v.key.Source
			list = append(list, n)
		}
	}
	for _, n := range stood {
		if !present[n.source] {
			list = append(list, n)
		}
	}
	list = append(list, m.lost...)
	said := map[string]bool{}
	kept := list[:0]
	for _, n := range list {
		if len(m.voices) < 2 && !m.handWritten() {
			n.source = ""
		}
		if text := n.text(); !said[text] {
			said[text] = true
			kept = append(kept, n)
		}
	}
	return kept
}

// handWritten tells that the structure's name is a person's.
func (m *merger) handWritten() bool { return m.person[fieldIndex["nom"]] }

// sameRecord tells that two rows say the same thing. Their ids are equal
// already; what the source is called does not count.
func sameRecord(a, b *record) bool {
	if !slices.Equal(a.notes, b.notes) {
		return false
	}
	for i := range fields {
		if name := fields[i].name; name != "id" && name != "source" && !fields[i].equal(a.s, b.s) {
			return false
		}
	}
	return true
}
