package exchange

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"balise/generator/model"
	"balise/generator/same"
)

// row is a row of an import, and the rows of its source that say the same.
type row struct {
	*record
	key   same.Key
	order int // among the rows as they were read
	rank  int // which of the files is the first that brings its source
	also  []*record
	entry *entry
	own   bool // it is the structure itself, coming back by its id
}

// slot is an origin of a structure of the portal, that a row may be.
type slot struct {
	entry *entry
	key   same.Key
	row   *row
}

// A source may give one id, or one name in a commune, to several rows that do
// not say the same. The second is then known by its id and ~2, and so on.
const twinMark = "~"

// twinOf is the key that a key's twins share.
func twinOf(k same.Key) same.Key {
	if i := strings.LastIndex(k.ID, twinMark); i > 0 {
		if n, err := strconv.Atoi(k.ID[i+1:]); err == nil && n > 1 {
			k.ID = k.ID[:i]
		}
	}
	return k
}

// keyOfOrigin is the key of an origin: that of its rows.
func keyOfOrigin(o *model.Origin, s *model.Structure) same.Key {
	return same.Key{Source: o.Nom, ID: o.RecordID(s)}
}

// decide says what becomes of each record, nil for a rejected one, and changes
// the shelf so: which structure of the portal it is about, which records are one
// place. What the structures then say is settled file by file, as they are
// written: see settle.
func (im *importer) decide(records []*record) {
	im.report.Read += len(records)
	im.gather(records)
	im.rename()
	im.reunite()
	im.claim()
	im.meet()
	im.account()
	im.report.Groups = im.groups()
	im.disappeared()
	if data := im.doubles.bytes(); data != nil {
		im.shelf.put(model.DoublesFile, data)
	}
}

// gather makes rows of the records: those that say exactly the same under one
// key are one. They are in an order of their own, that of the files does not
// show in what follows.
func (im *importer) gather(records []*record) {
	byKey := map[same.Key][]*row{}
	files, ranks := map[string]int{}, map[string]int{}
	for i, r := range records {
		if r == nil {
			im.report.Rejected++
			continue
		}
		key := same.Key{Source: r.source, ID: r.id}
		if r.id == "" {
			key.ID = model.Unnamed + r.s.Slug()
		}
		if at := slices.IndexFunc(byKey[key], func(k *row) bool { return sameRecord(k.record, r) }); at >= 0 {
			byKey[key][at].also = append(byKey[key][at].also, r)
			continue
		}
		if _, met := files[r.file]; !met {
			files[r.file] = len(files)
		}
		if _, met := ranks[r.source]; !met {
			ranks[r.source] = files[r.file]
		}
		k := &row{record: r, key: key, order: i, rank: ranks[r.source]}
		byKey[key] = append(byKey[key], k)
		im.rows = append(im.rows, k)
	}
	slices.SortStableFunc(im.rows, func(a, b *row) int {
		s, t := a.s, b.s
		return cmp.Or(compareBool(model.FileSlug(b.id), model.FileSlug(a.id)), cmp.Compare(a.key.Source, b.key.Source), cmp.Compare(len(a.key.ID), len(b.key.ID)), cmp.Compare(a.key.ID, b.key.ID),
			cmp.Compare(s.Nom, t.Nom), cmp.Compare(s.Adresse, t.Adresse), cmp.Compare(s.Telephone, t.Telephone),
			t.DateMaj.Compare(s.DateMaj), cmp.Compare(s.HorairesTexte, t.HorairesTexte))
	})
	for _, k := range im.rows {
		im.twins[k.key] = append(im.twins[k.key], k)
		im.sources[k.source]++
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// rename finds the sources that go by the name of their file, which changes with
// each delivery: no structure of the portal has the new name, and nearly all the
// rows are, by their id, name and commune, those of one source that this import
// does not bring. A source that says its name is what it says.
func (im *importer) rename() {
	known := map[string]bool{}
	byID := map[string][]*model.Origin{}
	holder := map[*model.Origin]*entry{}
	for _, e := range im.shelf.entries() {
		for i := range e.s.Origines {
			o := &e.s.Origines[i]
			known[o.Nom] = true
			byID[keyOfOrigin(o, e.s).ID] = append(byID[keyOfOrigin(o, e.s).ID], o)
			holder[o] = e
		}
	}
	votes := map[string]map[string]int{}
	for _, k := range im.rows {
		if known[k.source] || k.s.SourceNom != "" {
			continue
		}
		for _, o := range byID[k.key.ID] {
			if im.sources[o.Nom] == 0 && holder[o].s.Slug() == k.s.Slug() {
				if votes[k.source] == nil {
					votes[k.source] = map[string]int{}
				}
				votes[k.source][o.Nom]++
			}
		}
	}
	taken := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(votes)) {
		for _, old := range slices.Sorted(maps.Keys(votes[name])) {
			if votes[name][old]*10 >= im.sources[name]*9 && !taken[old] && im.formerly[name] == "" {
				im.formerly[name], taken[old] = old, true
			}
		}
	}
}

// keysOf are the records that a structure of the portal is made of: itself, when
// people wrote it, then its origins.
func (im *importer) keysOf(e *entry) []same.Key {
	var keys []same.Key
	if e.old == nil {
		return nil
	}
	s := im.baseOf(e)
	if handWritten(s) {
		keys = append(keys, same.Key{Source: model.PortalSource, ID: s.ID})
	}
	for i := range s.Origines {
		keys = append(keys, keyOfOrigin(&s.Origines[i], s))
	}
	return keys
}

// baseOf is a structure of the portal with its sources under their present
// names. claim asks for that of each one: later, nothing is written to im.bases.
func (im *importer) baseOf(e *entry) *model.Structure {
	if base := im.bases[e]; base != nil {
		return base
	}
	base := e.s
	for now, before := range im.formerly {
		i := slices.IndexFunc(base.Origines, func(o model.Origin) bool { return o.Nom == before })
		if i < 0 {
			continue
		}
		next := *base
		next.Origines = slices.Clone(base.Origines)
		next.Origines[i].Nom = now
		base = &next
	}
	im.bases[e] = base
	return base
}

// handWritten tells that a structure's name comes from no source.
func handWritten(s *model.Structure) bool {
	return !slices.ContainsFunc(s.Origines, func(o model.Origin) bool { return slices.Contains(o.Champs, "nom") }) && !s.Locked("nom") || len(s.Origines) == 0
}
