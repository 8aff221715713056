package exchange

import (
	"slices"
	"time"

	"balise/generator/decode"
	"balise/generator/model"
)

// updated gives a structure of the portal as a record changes it; nil when it
// changes nothing.
//
// What the source gives is written, except in locked keys. What it used to
// give and gives no more is removed. All the rest is people's, and stays: what
// they filled in, what Balise adds to the standard, the other origins.
func updated(old *model.Structure, r *record, today time.Time) *model.Structure {
	next := *old
	next.Source = decode.Source{} // places in the old file mean nothing in the new one
	next.Origines = slices.Clone(old.Origines)
	o := originOf(&next, r)
	changed := map[string]bool{}
	dated := false
	for i := range fields {
		f := &fields[i]
		if f.name == "id" || f.local || slices.Contains(old.Verrou, f.name) {
			continue
		}
		if !r.given[i] && !(slices.Contains(o.Champs, f.name) && f.name != "date_maj") {
			continue
		}
		if f.name == "date_maj" {
			dated = true
		}
		if f.copy(&next, r.s) {
			changed[f.name] = true
		}
	}
	if len(changed) == 0 {
		return nil
	}
	if !dated && !slices.Contains(old.Verrou, "date_maj") {
		y, m, d := today.Date()
		next.DateMaj = time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	had := o.Champs
	o.Champs = nil
	for i := range fields {
		if name := fields[i].name; r.given[i] && (changed[name] || slices.Contains(had, name)) {
			o.Champs = append(o.Champs, name)
		}
	}
	return &next
}

// originOf finds the origin of a record in a structure, or adds one. An origin
// whose source changed its name keeps its place.
func originOf(s *model.Structure, r *record) *model.Origin {
	byID := -1
	for i := range s.Origines {
		o := &s.Origines[i]
		if o.ID != r.id {
			continue
		}
		if o.Nom == r.source {
			return o
		}
		if byID < 0 {
			byID = i
		}
	}
	if byID < 0 {
		s.Origines = append(s.Origines, model.Origin{ID: r.id})
		byID = len(s.Origines) - 1
	}
	o := &s.Origines[byID]
	o.Nom = r.source
	return o
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

// newOrigin is the origin of a record that is new to the portal.
func newOrigin(r *record) model.Origin {
	o := model.Origin{Nom: r.source, ID: r.id}
	for i := range fields {
		if r.given[i] {
			o.Champs = append(o.Champs, fields[i].name)
		}
	}
	return o
}
