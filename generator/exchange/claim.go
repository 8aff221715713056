package exchange

import (
	"cmp"
	"slices"
	"strconv"

	"balise/generator/model"
	"balise/generator/same"
)

// claim gives to each structure of the portal the rows that are its own, and
// takes from it those that people said are another place.
func (im *importer) claim() {
	slots := im.slots()
	for _, exact := range []bool{true, false} { // first those that say what the structure says
		for _, k := range im.rows {
			if k.entry != nil || exact && len(slots[k.key]) < 2 && len(im.twins[k.key]) < 2 {
				continue
			}
			for _, to := range slots[k.key] {
				if to.row == nil && (!exact || im.says(to, k)) {
					to.row, im.keys[k] = k, to.key
					im.give(to.entry, k)
					break
				}
			}
		}
	}
	for _, k := range im.rows {
		im.number(k, slots[k.key])
	}
	for _, k := range im.rows {
		k.key = im.keys[k]
	}
	for _, e := range im.claimed {
		im.release(e)
	}
	for _, k := range im.rows {
		if k.entry == nil {
			im.claimByID(k)
		}
	}
}

// slots are the origins of the structures of the portal, by the key of the rows
// that they may be, in the order of the ids' numbers.
func (im *importer) slots() map[same.Key][]*slot {
	slots := map[same.Key][]*slot{}
	for _, e := range im.shelf.entries() {
		s := im.baseOf(e)
		for i := range s.Origines {
			key := keyOfOrigin(&s.Origines[i], s)
			to := &slot{entry: e, key: key}
			slots[key] = append(slots[key], to)
			if twin := twinOf(key); twin != key {
				slots[twin] = append(slots[twin], to)
			}
		}
	}
	for key, list := range slots {
		if len(im.twins[key]) > 0 && len(list) > 1 {
			slices.SortStableFunc(list, func(a, b *slot) int {
				return cmp.Or(cmp.Compare(len(a.key.ID), len(b.key.ID)), cmp.Compare(a.key.ID, b.key.ID),
					cmp.Compare(len(a.entry.s.ID), len(b.entry.s.ID)), cmp.Compare(a.entry.s.ID, b.entry.s.ID)) // x-2 before x-10
			})
		}
	}
	return slots
}

// number gives a row a key of its own: that of its origin, else its id's, with a
// number when another row or an origin has it.
func (im *importer) number(k *row, slots []*slot) {
	key, claims := im.keys[k]
	for n := 1; !claims; n++ {
		key = k.key
		if n > 1 {
			key.ID += twinMark + strconv.Itoa(n)
		}
		claims = im.present[key] == nil && !slices.ContainsFunc(slots, func(s *slot) bool { return s.key == key })
	}
	im.present[key] = k
	im.keys[k] = key
}

// give makes a row one of those of a structure.
func (im *importer) give(e *entry, k *row) {
	if !e.taken {
		e.taken, e.file.dirty = true, true
		im.claimed = append(im.claimed, e)
	}
	k.entry = e
	im.of[e] = append(im.of[e], k)
}

// says tells whether a structure says already what a row says.
func (im *importer) says(to *slot, k *row) bool {
	as := *k
	as.key = to.key
	next, _ := merged(im.baseOf(to.entry), []*row{&as}, nil, im.opts.Today)
	return next == nil
}

// claimByID gives a row to the structure whose id it has: the portal's own
// export that comes back, or a file of which nothing can be read.
func (im *importer) claimByID(k *row) {
	candidate, given := slugOf(k.record)
	e := im.shelf.byID[candidate]
	switch {
	case e == nil || im.left[k]:
	case e.s.ID != candidate && given: // the id of a structure that joined it
		im.give(e, k)
		im.joined[k] = true
	case e.taken:
	case e.s.Nom == "", given && len(e.s.Origines) == 0, given && k.s.SourceNom == e.s.SourceNom && e.s.Slug() == k.s.Slug():
		k.own = true
		im.give(e, k)
	}
}

// release parts from a structure the rows that people said are not it: the
// first of its records keeps it.
func (im *importer) release(e *entry) {
	s := im.baseOf(e)
	var stay []same.Key
	if handWritten(s) {
		stay = append(stay, same.Key{Source: model.PortalSource, ID: s.ID})
	}
	for i := range s.Origines {
		key := keyOfOrigin(&s.Origines[i], s)
		d := im.doubles.find([]string{nameOf(key)}, namesOf(stay))
		at := slices.IndexFunc(im.of[e], func(k *row) bool { return k.key == key })
		if len(stay) == 0 || d == nil || !d.Answered || d.Same || at < 0 {
			stay = append(stay, key)
			continue
		}
		k := im.of[e][at]
		k.entry, im.left[k] = nil, true
		im.of[e] = slices.Delete(im.of[e], at, at+1)
		im.bases[e] = without(im.bases[e], key)
		im.split[e] = append(im.split[e], key.Source)
		e.file.dirty = true
	}
}
