package exchange

import (
	"cmp"
	"slices"
	"time"

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
	place  int      // of a known one, among the origins
	said   int      // of a new one, how many keys it gives
	rank   int      // of a new one, which of the command line's files brings its source
}

// before orders voices: of two that say a thing, the first is heard, which is the
// newer one. When their days do not tell, it is the one that the structure has
// had for longer; of two that are new, the one that says more, then the one whose
// file comes first on the command line. Origins keep their places in the file, so
// that the order stays.
func (v *voice) before(w *voice) int {
	if d := w.day.Compare(v.day); d != 0 {
		return d
	}
	if v.own != w.own {
		return compareBool(!v.own, !w.own)
	}
	if v.known != w.known {
		return compareBool(!v.known, !w.known)
	}
	return cmp.Or(cmp.Compare(v.place, w.place), cmp.Compare(w.said, v.said), cmp.Compare(v.rank, w.rank),
		cmp.Compare(v.key.Source, w.key.Source), cmp.Compare(v.key.ID, w.key.ID))
}

// dayOf is when an origin said what it says.
func dayOf(o *model.Origin, s *model.Structure) time.Time {
	if o.Date.IsZero() && slices.Contains(o.Champs, "date_maj") {
		return s.DateMaj
	}
	return o.Date
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
		v := &voice{key: r.key, s: r.s, given: r.given, record: r.record, own: r.own, rank: r.rank}
		if !r.undated {
			v.day = r.s.DateMaj
		}
		for i := range m.old.Origines {
			if o := &m.old.Origines[i]; !spoken[i] && keyOfOrigin(o, m.old) == r.key {
				v.had, v.known, v.place, spoken[i] = o.Champs, true, i, true
				break
			}
		}
		if !v.known {
			v.said = countTrue(v.given[:])
		}
		m.voices = append(m.voices, v)
	}
	for i := range m.old.Origines {
		if spoken[i] {
			continue
		}
		o := &m.old.Origines[i]
		v := &voice{key: keyOfOrigin(o, m.old), day: dayOf(o, m.old), s: m.old, had: o.Champs, known: true, place: i}
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
	m.takeCorrections()
}

func countTrue(list []bool) (n int) {
	for _, v := range list {
		if v {
			n++
		}
	}
	return n
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
