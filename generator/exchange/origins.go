package exchange

import (
	"slices"

	"balise/generator/decode"
	"balise/generator/model"
	"balise/generator/same"
)

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
			o.Empreinte = m.marks(&o, &m.old.Origines[i])
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
		o.Empreinte = m.marks(&o, nil)
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
		case m.old.Locked(f.name) && !slices.Contains(v.had, f.name):
		case f.name == "id", joined[f.name], m.old.Locked(f.name), f.equal(v.s, m.next),
			m.newer != nil && slices.Contains(v.had, f.name): // it may be heard again
			list = append(list, f.name)
		}
	}
	return list
}

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
		if f := &fields[max(k, 0)]; ok && !f.required && name != "code_insee" && !others[name] && !old.Locked(name) {
			f.copy(&next, &model.Structure{})
		}
	}
	return &next
}
