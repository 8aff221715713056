package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"balise/generator/diag"
	"balise/generator/model"
	"balise/generator/same"
	"balise/generator/tomledit"
)

// row is a row of an import, and the rows of its source that say the same.
type row struct {
	*record
	key   same.Key
	order int // among the rows as they were read
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
// place, what the structures then say.
func (im *importer) decide(records []*record) {
	im.report.Read += len(records)
	im.gather(records)
	im.rename()
	im.claim()
	im.meet()
	im.settle()
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
		k := &row{record: r, key: key, order: i}
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

// claim gives to each structure of the portal the rows that are its own, and
// takes from it those that people said are another place.
func (im *importer) claim() {
	slots := im.slots()
	for _, exact := range []bool{true, false} { // first those that say what the structure says
		for _, k := range im.rows {
			if k.entry != nil {
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

// original is the key of a row as its source has it.
func (k *row) original() same.Key { return same.Key{Source: k.source, ID: k.id} }

// give makes a row one of those of a structure.
func (im *importer) give(e *entry, k *row) {
	if !e.taken {
		e.taken = true
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
	case e == nil || e.taken || im.left[k]:
	case e.s.Nom == "", given && len(e.s.Origines) == 0, given && k.s.SourceNom == e.s.SourceNom && e.s.Slug() == k.s.Slug():
		k.own = true
		im.give(e, k)
	}
}

// baseOf is a structure of the portal with its sources under their present
// names.
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
	}
}

// handWritten tells that a structure's name comes from no source.
func handWritten(s *model.Structure) bool {
	return !slices.ContainsFunc(s.Origines, func(o model.Origin) bool { return slices.Contains(o.Champs, "nom") }) && !slices.Contains(s.Verrou, "nom") || len(s.Origines) == 0
}

// settle gives each structure what its rows say.
func (im *importer) settle() {
	for _, e := range im.claimed {
		rows := im.of[e]
		if e.s.Nom == "" && e.file.kept != "" { // nothing could be read of its file
			im.keep(e, rows)
			continue
		}
		base := im.baseOf(e)
		var notes []note
		if e.old == nil {
			base = &model.Structure{ID: e.s.ID}
		} else {
			notes = im.notesOf(e)
			im.tellHeldBack(base, rows)
		}
		next, notes := merged(base, rows, notes, im.opts.Today)
		if next == nil && im.split[e] != nil {
			next, notes = base, notesBeside(base, rows, im.notesOf(e), im.opts.Today)
		}
		switch {
		case next == nil:
		case e.file.kept != "":
			im.keep(e, rows)
		default:
			if e.old == nil {
				next.Fermetures = e.s.Fermetures
			}
			e.s, e.notes = next, notes
			e.file.dirty = true
		}
	}
}

// tellHeldBack says what rows say in vain of a structure that a person corrected
// after them.
func (im *importer) tellHeldBack(s *model.Structure, rows []*row) {
	for _, k := range rows {
		if keys := heldBack(s, k, im.opts.Today); len(keys) > 0 {
			im.placer.report(k.record, "import-fiche-plus-recente", s.ID, s.DateMaj.Format(time.DateOnly), strings.Join(keys, ", "))
		}
	}
}

// keep leaves a file as it is, and says so.
func (im *importer) keep(e *entry, rows []*row) {
	for _, k := range rows {
		im.placer.report(k.record, e.file.kept, e.s.ID, e.file.path)
		im.review("not-written", k.key)
	}
}

func (im *importer) review(reason string, keys ...same.Key) {
	r := Review{Reason: reason}
	for _, k := range keys {
		if row := im.present[k]; row != nil {
			k = row.original()
		}
		r.Members = append(r.Members, memberOf(k))
	}
	im.report.ToReview = append(im.report.ToReview, r)
}

// notesOf reads the notes of imports that stand in the file of a structure. A
// note that names no source is of the first.
func (im *importer) notesOf(e *entry) []note {
	if len(e.s.Origines) == 0 {
		return nil
	}
	tables, read := im.tables[e.file]
	if !read {
		if bytes.Contains(e.file.src, []byte(noteMark)) {
			doc, ds := tomledit.Parse(e.file.path, e.file.src, 1)
			if ds == nil {
				tables = doc.Tables("structure")
			}
		}
		if len(e.file.entries) > 1 { // a listing is asked about again
			im.tables[e.file] = tables
		}
	}
	if len(tables) == 0 {
		return nil
	}
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
			for _, o := range slices.Concat(e.s.Origines, base.Origines) {
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

// account counts each row once: the first that a structure stands for is kept,
// the others are merged; so is one that joins a structure that the portal had.
func (im *importer) account() {
	for _, e := range im.claimed {
		rows := slices.Clone(im.of[e])
		slices.SortFunc(rows, func(a, b *row) int { return a.order - b.order })
		kept := slices.ContainsFunc(rows, func(k *row) bool { return !im.joined[k] })
		for _, k := range rows {
			im.report.Merged += 1 + len(k.also)
		}
		if kept {
			im.report.Kept++
			im.report.Merged--
		}
	}
	for _, k := range im.rows {
		if k.doubt != "" {
			im.review(k.doubt, k.key)
		}
	}
}

// groups lists the structures made from more than one record.
func (im *importer) groups() []Group {
	var groups []Group
	for _, e := range im.claimed {
		rows := slices.Clone(im.of[e])
		slices.SortFunc(rows, func(a, b *row) int { return a.order - b.order })
		g := Group{ID: e.s.ID}
		present := map[same.Key]bool{}
		for _, k := range rows {
			present[k.key] = true
			for range 1 + len(k.also) {
				g.Members = append(g.Members, memberOf(k.original()))
			}
		}
		for _, key := range im.keysOf(e) {
			if !present[key] && !(key.Source == model.PortalSource && slices.ContainsFunc(rows, func(k *row) bool { return k.own })) {
				g.Members = append(g.Members, memberOf(key))
			}
		}
		if len(g.Members) > 1 {
			groups = append(groups, g)
		}
	}
	slices.SortFunc(groups, func(a, b Group) int { return cmp.Compare(a.ID, b.ID) })
	return groups
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

// disappeared reports the places that a source of this import gave before and
// gives no more. When it gives less than half of them, it is said once: the
// import is most likely an extract.
func (im *importer) disappeared() {
	type gone struct {
		at diag.Pos
		id string
	}
	missing := map[string][]gone{}
	had := map[string]int{}
	for _, e := range im.shelf.entries() {
		if e.old == nil {
			continue
		}
		s := im.baseOf(e)
		for i := range s.Origines {
			key := keyOfOrigin(&s.Origines[i], s)
			if im.sources[key.Source] == 0 {
				continue
			}
			had[key.Source]++
			if im.present[key] == nil && !slices.ContainsFunc(im.of[e], func(k *row) bool { return k.key.Source == key.Source }) {
				missing[key.Source] = append(missing[key.Source], gone{e.old.At("id"), e.s.ID})
			}
		}
	}
	code := diag.Code("import-disparu")
	if im.report.Rejected > 0 {
		code = "import-disparu-peut-etre"
	}
	for _, source := range slices.Sorted(maps.Keys(missing)) {
		list := missing[source]
		if len(list)*2 > had[source] && len(list) > 1 {
			im.placer.ds = append(im.placer.ds, diag.New("import-partiel", diag.Pos{File: im.fileOf(source)}, source, strconv.Itoa(had[source]-len(list)), strconv.Itoa(had[source])))
			continue
		}
		for _, g := range list {
			im.placer.ds = append(im.placer.ds, diag.New(code, g.at, g.id, source))
		}
	}
}

// fileOf is the first file that brings a source.
func (im *importer) fileOf(source string) string {
	var first *row
	for _, k := range im.rows {
		if k.source == source && (first == nil || k.order < first.order) {
			first = k
		}
	}
	return first.file
}

// sameID reports rows of one source that have one id and are not one place.
func (im *importer) sameID() {
	for _, k := range im.rows {
		others := im.twins[same.Key{Source: k.source, ID: k.id}]
		if k.id == "" || len(others) < 2 || others[0] == k || others[0].entry == k.entry {
			continue
		}
		im.placer.report(k.record, "import-id-double", k.id, fmt.Sprintf("%s:%d", others[0].file, others[0].line))
		im.review("same-id", others[0].key, k.key)
	}
}
