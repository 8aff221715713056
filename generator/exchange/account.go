package exchange

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"balise/generator/diag"
	"balise/generator/model"
	"balise/generator/same"
)

// review leaves records for a person to look at.
func (im *importer) review(reason string, keys ...same.Key) {
	im.report.ToReview = append(im.report.ToReview, im.reviewOf(reason, keys...))
}

func (im *importer) reviewOf(reason string, keys ...same.Key) Review {
	r := Review{Reason: reason}
	for _, k := range keys {
		if row := im.present[k]; row != nil {
			r.Members = append(r.Members, row.member())
			continue
		}
		r.Members = append(r.Members, memberOf(k))
	}
	return r
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
			g.Members = append(g.Members, k.member())
			for _, r := range k.also {
				g.Members = append(g.Members, r.member())
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
