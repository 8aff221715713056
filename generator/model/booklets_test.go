package model_test

import (
	"fmt"
	"slices"
	"testing"

	"balise/generator/model"
)

func paths(list []*model.Structure) []string {
	var all []string
	for _, b := range model.Booklets(list) {
		all = append(all, fmt.Sprintf("%s %d", b.Path(), len(b.Structures)))
	}
	return all
}

func TestBooklets(t *testing.T) {
	places := func(n int, code string, services ...string) []*model.Structure {
		list := make([]*model.Structure, n)
		for i := range list {
			list[i] = &model.Structure{ID: fmt.Sprintf("lieu-%s-%d", code, i), Current: code, Services: services}
		}
		return list
	}
	help, arrange := model.Services.Values[0], model.Services.Values[1]
	for _, c := range []struct {
		name string
		list []*model.Structure
		want []string
	}{
		{"no place", nil, []string{"livret.html 0"}},
		{"a few", slices.Concat(places(2, "56260", help), places(1, "56121", arrange)), []string{
			"livret.html 3", "livret/aide-aux-demarches-administratives.html 2", "livret/maitrise-des-outils-numeriques-du-quotidien.html 1",
		}},
		{"the most", places(model.BookletMax, "56260"), []string{fmt.Sprintf("livret.html %d", model.BookletMax)}},
		{"too many: one for each intercommunalité, none for a need that is as large",
			slices.Concat(places(model.BookletMax, "56260", help), places(2, "56121", help, arrange), places(1, "")),
			[]string{
				"livret.html 0", "livret/epci-ca-golfe-du-morbihan-vannes-agglomeration.html 600", "livret/epci-ca-lorient-agglomeration.html 2",
				"livret/autres-communes.html 1", "livret/maitrise-des-outils-numeriques-du-quotidien.html 2",
			}},
	} {
		if got := paths(c.list); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}
