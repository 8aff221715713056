package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"balise/generator/decode"
	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/same"
)

// voice is what one source says of a structure: a record of this import, or
// what stands in the structure from a source that this import does not bring.
type voice struct {
	key    same.Key
	day    time.Time // zero when the source does not say
	s      *model.Structure
	given  [64]bool // by index in fields
	record *record  // nil for a source that is absent
	own    bool     // the record is the structure itself, coming back by its id
	had    []string // the keys that came from it before
	known  bool     // it is an origin of the structure already
}

// before orders voices: of two that say a thing, the first is heard. The order
// rests on what origins keep, so that an import of all the sources, and one
// after the other, end alike.
func (v *voice) before(w *voice) int {
	if d := w.day.Compare(v.day); d != 0 {
		return d
	}
	if v.own != w.own {
		if v.own {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(v.key.Source, w.key.Source), cmp.Compare(v.key.ID, w.key.ID))
}

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
}

// merged gives a structure as the records that are about it change it, with the
// notes that go beside it; nil when they change nothing. old is never changed;
// it is a structure with nothing but an id when it is new. notes are those that
// stand beside it.
//
//   - A locked key never changes.
//   - What no source gave is people's: an import fills what is empty. A record
//     that is the structure itself, by its id, may change it.
//   - Who corrects a structure and its date_maj is newer than its sources: what
//     it says stays, until one of them says something newer.
//   - Else the newest source is heard; some lists are joined (joined), some keys
//     go together (together). A source that is silent counts for nothing, and
//     one that is not in this import still stands by what it gave.
//   - What a source gave and gives no more goes, when nobody else gives it.
//
// A value that is not heard is a note beside the record.
func merged(old *model.Structure, rows []*row, notes []note, today time.Time) (*model.Structure, []note) {
	next := *old
	next.Source = decode.Source{} // places in the old file mean nothing in the new one
	m := &merger{old: old, next: &next, today: today}
	changed := m.hear(rows)
	if len(changed) == 0 && !m.joins() && !m.originsChange() {
		return nil, nil
	}
	next.Origines = m.origins()
	return &next, m.notes(notes)
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

// notesBeside are the notes of a structure that its rows do not change, when
// those that stand beside it were of rows that left it.
func notesBeside(old *model.Structure, rows []*row, stood []note, today time.Time) []note {
	next := *old
	m := &merger{old: old, next: &next, today: today}
	m.hear(rows)
	return m.notes(stood)
}

// heldBack are the keys of which a row says something else than the structure,
// and is not heard because a person corrected it since.
func heldBack(old *model.Structure, k *row, today time.Time) []string {
	if !old.DateMaj.After(k.s.DateMaj) {
		return nil
	}
	next := *old
	m := &merger{old: old, next: &next, today: today}
	if m.hear([]*row{k}); m.newer == nil {
		return nil
	}
	var keys []string
	for _, n := range m.lost {
		keys = add(keys, n.key)
	}
	return keys
}

// listen gathers the voices, those of the records and those of the origins that
// have none.
func (m *merger) listen(rows []*row) {
	spoken := make([]bool, len(m.old.Origines))
	owned := map[string]bool{}
	for _, o := range m.old.Origines {
		for _, name := range o.Champs {
			owned[name] = true
		}
	}
	for _, r := range rows {
		v := &voice{key: r.key, s: r.s, given: r.given, record: r.record, own: r.own}
		if !r.undated {
			v.day = r.s.DateMaj
		}
		for i := range m.old.Origines {
			if o := &m.old.Origines[i]; !spoken[i] && keyOfOrigin(o, m.old) == r.key {
				v.had, v.known, spoken[i] = o.Champs, true, true
				break
			}
		}
		m.voices = append(m.voices, v)
	}
	for i := range m.old.Origines {
		if spoken[i] {
			continue
		}
		o := &m.old.Origines[i]
		v := &voice{key: keyOfOrigin(o, m.old), day: dayOf(o, m.old), s: m.old, had: o.Champs, known: true}
		for _, name := range o.Champs {
			if k, ok := fieldIndex[name]; ok {
				v.given[k] = !fields[k].absent(m.old)
			}
		}
		m.voices = append(m.voices, v)
	}
	slices.SortStableFunc(m.voices, (*voice).before)
	for i := range fields {
		m.person[i] = !owned[fields[i].name] && !fields[i].absent(m.old)
	}
	if owned["date_maj"] {
		m.newer = m.correction()
	}
}

// correction is the structure as a person left it, when its date_maj, which came
// from a source, is now after what all of them say: somebody corrected it since.
// It is nil when nobody did, or when a source has no dates to compare.
func (m *merger) correction() *voice {
	for _, v := range m.voices {
		if v.own || v.day.IsZero() || !m.old.DateMaj.After(v.day) {
			return nil
		}
	}
	v := &voice{day: m.old.DateMaj, s: m.old}
	for i := range fields {
		v.given[i] = !fields[i].absent(m.old)
	}
	return v
}

// dayOf is when an origin said what it says.
func dayOf(o *model.Origin, s *model.Structure) time.Time {
	if o.Date.IsZero() && slices.Contains(o.Champs, "date_maj") {
		return s.DateMaj
	}
	return o.Date
}

// settle decides of keys that go together.
func (m *merger) settle(unit []int, changed map[int]bool) {
	heard := m.heard(unit)
	for _, k := range unit {
		f := &fields[k]
		if slices.Contains(m.old.Verrou, f.name) {
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

// heard is the voice that decides of a unit: the first that says its first key,
// else the first that says anything of it.
func (m *merger) heard(unit []int) *voice {
	lead := unit[:1]
	if fields[unit[0]].name == "horaires" {
		lead = unit
	}
	voices := m.voices
	if m.newer != nil {
		voices = slices.Insert(slices.Clone(voices), 0, m.newer)
	}
	for _, keys := range [][]int{lead, unit} {
		for _, v := range voices {
			if slices.ContainsFunc(keys, func(k int) bool { return v.given[k] }) {
				return v
			}
		}
	}
	return nil
}

// self is the record that is the structure itself, when it says a key.
func (m *merger) self(k int) *voice {
	for _, v := range m.voices {
		if v.own && v.given[k] {
			return v
		}
	}
	return nil
}

// neighbour is the first voice that says a key for the commune of another.
func (m *merger) neighbour(heard *voice, k int) *voice {
	for _, v := range m.voices {
		if v.given[k] && (v.s.CodeINSEE != "" && v.s.CodeINSEE == heard.s.CodeINSEE || french.Fold(v.s.Commune) == french.Fold(heard.s.Commune)) {
			return v
		}
	}
	return heard
}

// had tells whether a source gave a key before.
func (m *merger) had(name string) bool {
	return slices.ContainsFunc(m.voices, func(v *voice) bool { return slices.Contains(v.had, name) })
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

// say writes a value for people.
func (f *field) say(s *model.Structure) string {
	switch {
	case f.text != nil:
		return *f.text(s)
	case f.list != nil:
		return strings.Join(*f.list(s), " | ")
	case f.number != nil:
		return strconv.FormatFloat(*f.number(s), 'f', -1, 64)
	}
	return f.date(s).Format(time.DateOnly)
}

// date settles date_maj: the newest that a source says, else the day of the
// import when anything changed.
func (m *merger) date(changed map[int]bool) {
	k := fieldIndex["date_maj"]
	if slices.Contains(m.old.Verrou, "date_maj") || m.newer != nil {
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

// joins tells that a record is new to the structure, and to be remembered.
func (m *merger) joins() bool {
	return slices.ContainsFunc(m.voices, func(v *voice) bool { return !v.known && !v.own })
}

// originsChange tells that a source says a newer day, or gives other keys, where
// several sources must be told apart.
func (m *merger) originsChange() bool {
	if len(m.old.Origines) < 2 {
		return false
	}
	next := m.origins()
	return !slices.EqualFunc(m.old.Origines, next, func(a, b model.Origin) bool {
		return a.Nom == b.Nom && a.ID == b.ID && a.Date.Equal(b.Date) && slices.Equal(a.Champs, b.Champs)
	})
}

// origins says where the keys came from: each origin has those of which the
// structure now says what it says. Origins keep their places.
func (m *merger) origins() []model.Origin {
	byKey := map[same.Key]*voice{}
	var list []model.Origin
	for _, v := range m.voices {
		byKey[v.key] = v
	}
	for i := range m.old.Origines {
		o := m.old.Origines[i]
		o.Source = decode.Source{}
		key := keyOfOrigin(&o, m.old)
		if v := byKey[key]; v != nil {
			o.Champs = m.champs(v)
			o.ID = v.key.ID
			if len(m.voices) > 1 || !o.Date.IsZero() {
				o.Date = v.day
			}
			delete(byKey, key)
		}
		list = append(list, o)
	}
	for _, v := range m.voices {
		if byKey[v.key] != v {
			continue
		}
		o := model.Origin{Nom: v.key.Source, ID: v.key.ID, Champs: m.champs(v)}
		if len(m.voices) > 1 {
			o.Date = v.day
		}
		list = append(list, o)
	}
	return list
}

// champs lists the keys that a voice gave and the structure has from it.
func (m *merger) champs(v *voice) []string {
	var list []string
	for i := range fields {
		f := &fields[i]
		switch {
		case !v.given[i] || f.name == "id" && v.known && !slices.Contains(v.had, "id"):
		case m.person[i] && f.equal(m.old, m.next): // still a person's
		case slices.Contains(m.old.Verrou, f.name) && !slices.Contains(v.had, f.name):
		case f.name == "id", joined[f.name], slices.Contains(m.old.Verrou, f.name), f.equal(v.s, m.next),
			m.newer != nil && slices.Contains(v.had, f.name): // it may be heard again
			list = append(list, f.name)
		}
	}
	return list
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

// without is a structure without an origin: what came from it alone is gone,
// but what a structure must have.
func without(old *model.Structure, leaves same.Key) *model.Structure {
	next := *old
	next.Source = decode.Source{}
	next.Origines = nil
	var gone []string
	others := map[string]bool{}
	for _, o := range old.Origines {
		if keyOfOrigin(&o, old) == leaves {
			gone = o.Champs
			continue
		}
		o.Source = decode.Source{}
		next.Origines = append(next.Origines, o)
		for _, name := range o.Champs {
			others[name] = true
		}
	}
	for _, name := range gone {
		k, ok := fieldIndex[name]
		if f := &fields[max(k, 0)]; ok && !f.required && name != "code_insee" && !others[name] && !slices.Contains(old.Verrou, name) {
			f.copy(&next, &model.Structure{})
		}
	}
	return &next
}

// copy sets a key of dst from src and tells whether that changed it.
func (f *field) copy(dst, src *model.Structure) bool {
	if f.equal(dst, src) {
		return false
	}
	switch {
	case f.text != nil:
		*f.text(dst) = *f.text(src)
	case f.list != nil:
		*f.list(dst) = *f.list(src)
	case f.number != nil:
		*f.number(dst) = *f.number(src)
	default:
		*f.date(dst) = *f.date(src)
	}
	return true
}

func (f *field) equal(a, b *model.Structure) bool {
	switch {
	case f.text != nil:
		return *f.text(a) == *f.text(b)
	case f.list != nil:
		return slices.Equal(*f.list(a), *f.list(b))
	case f.number != nil:
		return *f.number(a) == *f.number(b)
	}
	return f.date(a).Equal(*f.date(b))
}

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
