package check

import (
	"maps"
	"slices"
	"time"

	"balise/generator/diag"
	"balise/generator/model"
)

// alone names the rules that judge each record by itself: what they say of it
// depends on it and on the day, on nothing else of the portal; and what they say
// of the rest of the portal does not depend on its records.
var alone = []string{
	"communes", "quartiers", "coordonnees", "contacts", "courriels-personnels", "liens-raccourcis", "pivots", "textes", "services", "dates", "fraicheur", "resumes",
}

// Memory remembers what the rules that judge each record by itself said of each
// file, while its records are the same values: those of a load.Cache are, when
// the file did not change. The other rules run whole each time. The zero Memory
// is ready. It is for one portal at a time.
type Memory struct {
	today time.Time
	files map[string]told
}

// told is what was said of the records of one file. It holds the records, so
// that no other can be at their address.
type told struct {
	list []*model.Structure
	ds   []diag.Diag
}

// Portal is the function Portal, with what was said before.
func (m *Memory) Portal(p *model.Portal) []diag.Diag {
	if !m.today.Equal(p.Today) {
		m.today, m.files = p.Today, nil
	}
	byFile := map[string][]*model.Structure{}
	for _, s := range p.Structures {
		byFile[s.File] = append(byFile[s.File], s)
	}
	var ds []diag.Diag
	files := make(map[string]told, len(byFile))
	for _, file := range slices.Sorted(maps.Keys(byFile)) {
		list := byFile[file]
		t, known := m.files[file]
		if !known || !slices.Equal(t.list, list) {
			t = told{list: list, ds: judge(p.Today, list)}
		}
		files[file] = t
		ds = append(ds, t.ds...)
	}
	m.files = files
	report := func(d diag.Diag) { ds = append(ds, d) }
	rest := *p
	rest.Structures = nil
	for _, r := range Rules {
		switch {
		case slices.Contains(alone, r.Name):
			r.run(&rest, report)
		case !r.advice || raised(p.Site, r.Codes):
			r.run(p, report)
		}
	}
	return diag.Sort(ds)
}

// judge runs the rules that are alone on some records, and shows them nothing
// else of the portal.
func judge(today time.Time, list []*model.Structure) (ds []diag.Diag) {
	sub := &model.Portal{Today: today, Structures: list}
	for _, r := range Rules {
		if slices.Contains(alone, r.Name) {
			r.run(sub, func(d diag.Diag) { ds = append(ds, d) })
		}
	}
	return diag.Sort(ds)
}
