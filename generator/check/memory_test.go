package check_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"balise/generator/check"
	"balise/generator/model"
)

// faulty is a record of which much can be said.
func faulty(file string, n int) *model.Structure {
	s := &model.Structure{
		Nom: "<b>Lieu</b>", Commune: "Vanes", CodeINSEE: "56260", Current: "56260", CodePostal: "29000", QPV: "QN00000",
		Telephone: "12", Courriels: []string{"jean.dupont@gmail.com"}, SiteWeb: []string{"https://bit.ly/x"}, Pivot: "123",
		DateMaj: time.Date(2030, 1, n, 0, 0, 0, 0, time.UTC), Stale: true, PresentationResume: string(make([]byte, 300)),
	}
	s.ID, s.File, s.Line = "lieu-"+string(rune('a'+n)), file, n
	return s
}

// TestMemorySaysTheSame: with what it remembers, without it, and from one portal
// to the next, Memory says what Portal says.
func TestMemorySaysTheSame(t *testing.T) {
	var memory check.Memory
	p := &model.Portal{Site: &model.Site{}, Today: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	a, b, c := faulty("data/structures/a.toml", 1), faulty("data/structures/b.toml", 2), faulty("data/structures/b.toml", 3)
	sane := *c
	sane.Nom, sane.Stale = "Lieu", false
	day := p.Today
	for _, step := range []struct {
		name string
		list []*model.Structure
		day  time.Time
	}{
		{"the first time", []*model.Structure{a, b, c}, day},
		{"again", []*model.Structure{a, b, c}, day},
		{"a record changed", []*model.Structure{a, b, &sane}, day},
		{"a record is gone", []*model.Structure{a, b}, day},
		{"a file is gone", []*model.Structure{b}, day},
		{"it is back", []*model.Structure{a, b, c}, day},
		{"an id twice", []*model.Structure{a, a, c}, day},
		{"another day", []*model.Structure{a, b, c}, day.AddDate(10, 0, 0)},
		{"nothing", nil, day},
	} {
		p := *p
		p.Structures, p.Today = step.list, step.day
		want := check.Portal(&p)
		if len(step.list) > 0 && len(want) < 8 {
			t.Fatalf("%s: the rules say %d things only", step.name, len(want))
		}
		if diff := cmp.Diff(want, memory.Portal(&p)); diff != "" {
			t.Errorf("%s (-Portal +Memory):\n%s", step.name, diff)
		}
	}
}

// TestAloneRulesExist: a rule that was renamed would be remembered no more, or
// run twice.
func TestAloneRulesExist(t *testing.T) {
	for _, name := range check.Alone {
		if !slices.ContainsFunc(check.Rules, func(r check.Rule) bool { return r.Name == name }) {
			t.Errorf("no rule is called %q", name)
		}
	}
}
