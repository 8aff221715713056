package exchange

import (
	"encoding/base64"
	"hash/fnv"
	"slices"

	"balise/generator/diag"
	"balise/generator/model"
)

// An import remembers what it writes: each origin has, under « empreinte », a
// mark for each of its « champs ». A value that no longer has its mark was
// corrected by a person. It is then theirs: the key leaves « champs », and what
// sources say of it is a note beside it. One who dates their correction, in
// date_maj, lets newer sources be heard again: see merger.correction.

// markLength is how many characters a mark has: one correction in sixteen
// million goes unseen.
const markLength = 4

// mark stands for the value of a key.
func (f *field) mark(s *model.Structure) string {
	h := fnv.New64a()
	h.Write([]byte(f.name + "\x00" + f.say(s)))
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:markLength*3/4])
}

// marked gives the mark of a key of an origin; empty when it has none.
func marked(o *model.Origin, name string) string {
	i := slices.Index(o.Champs, name)
	if i < 0 || len(o.Empreinte) != markLength*len(o.Champs) {
		return ""
	}
	return o.Empreinte[i*markLength : (i+1)*markLength]
}

// marks are those of the keys of an origin, for the structure as it is now. An
// origin of which a person's dated correction is heard keeps those that it had.
func (m *merger) marks(o *model.Origin, before *model.Origin) string {
	b := make([]byte, 0, markLength*len(o.Champs))
	for _, name := range o.Champs {
		mark := ""
		if before != nil && m.newer != nil {
			mark = marked(before, name)
		}
		if mark == "" {
			mark = fields[fieldIndex[name]].mark(m.next)
		}
		b = append(b, mark...)
	}
	return string(b)
}

// byHand tells whether a value is another than the one that an import wrote;
// known is false when nobody remembers.
func byHand(f *field, s *model.Structure) (hand, known bool) {
	for i := range s.Origines {
		if mark := marked(&s.Origines[i], f.name); mark != "" {
			if known = true; mark == f.mark(s) {
				return false, true
			}
		}
	}
	return known, known
}

// takeCorrections makes a person's the keys that they corrected, and those that
// are one statement with them.
func (m *merger) takeCorrections() {
	if dated, _ := byHand(&fields[fieldIndex["date_maj"]], m.old); dated || m.newer != nil {
		return
	}
	for _, unit := range together {
		corrected := slices.ContainsFunc(unit, func(k int) bool {
			f := &fields[k]
			hand, _ := byHand(f, m.old)
			return hand && !f.absent(m.old) && !m.old.Locked(f.name)
		})
		for _, k := range unit {
			if f := &fields[k]; corrected && !f.absent(m.old) && !m.person[k] {
				m.person[k] = true
				m.corrected = append(m.corrected, k)
			}
		}
	}
}

// tellCorrections says, key by key, which corrections of people an import keeps
// although a source says something else, and which values it replaces or brings
// back that may be theirs.
func (m *merger) tellCorrections() (ds []diag.Diag) {
	for k := range fields {
		f := &fields[k]
		if f.name == "id" || f.name == "date_maj" || f.name == "verifie_le" || f.name == "source" {
			continue
		}
		was, now := f.say(m.old), f.say(m.next)
		if slices.Contains(m.corrected, k) {
			for _, n := range m.lost {
				if n.key == f.name {
					ds = append(ds, diag.New("import-correction", m.old.At(f.name), f.name, was, n.value, n.source, m.old.ID))
				}
			}
			continue
		}
		v := m.saying(k)
		if v == nil || was == now {
			continue
		}
		hand, known := byHand(f, m.old)
		switch {
		case was == "" && m.had(f.name):
			ds = append(ds, diag.New("import-revient", m.old.At("id"), f.name, now, v.key.Source, m.old.ID))
		case was != "" && (hand || !known && v.day.IsZero()) && !joined[f.name] && m.had(f.name):
			ds = append(ds, diag.New("import-remplace", m.old.At(f.name), f.name, was, now, v.key.Source, m.old.ID))
		}
	}
	return ds
}

// saying is the first record that says what the structure now says under a key.
func (m *merger) saying(k int) *voice {
	for _, v := range m.voices {
		if v.record != nil && v.given[k] && fields[k].equal(v.s, m.next) {
			return v
		}
	}
	return nil
}
