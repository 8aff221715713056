package load_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"balise/generator/load"
	"balise/generator/model"
)

// TestCache keeps the laws of Cache: what a reading with it gives is what one
// without it gives; values of files that did not change are the same values, and
// those of files that did, or whose terms did, are not.
func TestCache(t *testing.T) {
	const one = "[[structure]]\nid = \"un\"\nnom = \"Un\"\ncommune = \"Vannes\"\ncode_insee = \"56260\"\ndate_maj = 2026-09-01\n"
	const two = "[[structure]]\nid = \"deux\"\nnom = \"Deux\"\ncommune = \"Auray\"\ncode_insee = \"56007\"\ndate_maj = 2026-09-01\n"
	fsys := files("data/structures/un.toml", one, "data/structures/deux.toml", two, "content/guides/mail.md", guide("Le mail", "Texte."), "content/guides/faute.md", "rien\n")
	set := func(name, text string) func() {
		return func() { fsys[name] = &fstest.MapFile{Data: []byte(text)} }
	}
	day := today
	var cache load.Cache
	var before *model.Portal
	for _, step := range []struct {
		name              string
		change            func()
		un, deux, courier bool // the same values as before
	}{
		{"the first time", func() {}, false, false, false},
		{"nothing changed", func() {}, true, true, true},
		{"the same bytes, written again", set("data/structures/un.toml", one), true, true, true},
		{"a listing", set("data/structures/un.toml", one+"adresse = \"1 rue\"\n"), false, true, true},
		{"it is as it was", set("data/structures/un.toml", one), false, true, true},
		{"a guide", set("content/guides/mail.md", guide("Le courriel", "Texte.")), true, true, false},
		{"a fault", set("content/guides/faute.md", "toujours rien\n"), true, true, true},
		{"the languages", set("site.toml", "titre = \"Essai\"\nlangues = [\"fr\"]\n\n[[territoire]]\nchemin = \"morbihan\"\ntype = \"departement\"\ncode = \"56\"\n"), true, true, false},
		{"how long a record is fresh", set("site.toml", "titre = \"Essai\"\nreverifier = \"1 mois\"\n\n[[territoire]]\nchemin = \"morbihan\"\ntype = \"departement\"\ncode = \"56\"\n"), false, false, true},
		{"the day", func() { day = day.AddDate(0, 0, 1) }, false, false, true},
	} {
		step.change()
		want, wantDs := load.From(fsys, day)
		got, ds := load.Again(fsys, day, &cache)
		if diff := cmp.Diff(codes(wantDs), codes(ds)); diff != "" {
			t.Errorf("%s: the diagnostics differ (-without +with):\n%s", step.name, diff)
		}
		if summary(want) != summary(got) {
			t.Errorf("%s: %s, want %s", step.name, summary(got), summary(want))
		}
		if before != nil {
			same := func(what string, is, want bool) {
				if is != want {
					t.Errorf("%s: %s is the same value: %v", step.name, what, is)
				}
			}
			same("un", record(got, "un") == record(before, "un"), step.un)
			same("deux", record(got, "deux") == record(before, "deux"), step.deux)
			same("the guide", got.Territories[0].Guides[0] == before.Territories[0].Guides[0], step.courier)
		}
		before = got
	}
}

func record(p *model.Portal, id string) *model.Structure {
	return p.Structures[slices.IndexFunc(p.Structures, func(s *model.Structure) bool { return s.ID == id })]
}

// summary says what the test changes.
func summary(p *model.Portal) (said string) {
	for _, s := range p.Structures {
		said += s.ID + " " + s.Adresse + " "
		if s.Stale {
			said += "stale "
		}
	}
	for _, t := range p.Territories {
		said += t.Chemin + " "
		for _, g := range t.Guides {
			said += g.Titre + " "
		}
	}
	return said
}
