package search

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/diag"
	"balise/generator/tomlpos"
)

func TestReadSynonyms(t *testing.T) {
	tests := []struct {
		name, src string
		want      [][]string
		codes     []diag.Code
	}{
		{"a group", `synonymes = ["impôts ~ fisc ~ trésor public"]`, [][]string{{"impôts", "fisc", "trésor public"}}, nil},
		{"twice the same", `synonymes = ["fisc ~ fisc ~ "]`, nil, []diag.Code{"synonymes-seul"}},
		{"one word", `synonymes = ["fisc", "a1 ~ b2"]`, [][]string{{"a1", "b2"}}, []diag.Code{"synonymes-seul"}},
		{"not a list", `synonymes = "fisc"`, nil, []diag.Code{"synonymes-liste"}},
		{"not texts", `synonymes = [1]`, nil, []diag.Code{"synonymes-liste"}},
		{"another key", `synonime = []`, nil, []diag.Code{"cle-inconnue"}},
		{"nothing", ``, nil, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ds := ReadSynonyms([]byte(tt.src))
			var codes []diag.Code
			for _, d := range ds {
				codes = append(codes, d.Code)
				if d.At.Line != 1 {
					t.Errorf("%s at line %d", d.Code, d.At.Line)
				}
			}
			if !cmp.Equal(got, tt.want) || !cmp.Equal(codes, tt.codes) {
				t.Errorf("%q, %v", got, codes)
			}
		})
	}
}

// TestShipped: the embedded groups are whole, and the services are those of the
// standard.
func TestShipped(t *testing.T) {
	doc, ds := tomlpos.Parse("synonymes.toml", embedded, 1)
	if ds != nil {
		t.Fatal(ds)
	}
	list, ds := groups(doc)
	if ds != nil || len(list) < 150 {
		t.Errorf("%d groups, %v", len(list), ds)
	}
	if len(shipped().needs) != 9 {
		t.Errorf("%d services; the standard has nine", len(shipped().needs))
	}
	for service, words := range shipped().needs {
		if len(words) < 5 {
			t.Errorf("%q leads to %q", words, service)
		}
	}
}

func FuzzReadSynonyms(f *testing.F) {
	f.Add(`synonymes = ["impôts ~ fisc"]`)
	f.Add(`synonymes = [1, "~"]`)
	f.Add("synonymes = [\"a\u0300 ~ \xff\"]")
	f.Fuzz(func(t *testing.T, src string) {
		list, _ := ReadSynonyms([]byte(src))
		for _, group := range list {
			if len(group) < 2 {
				t.Errorf("a group of %q", group)
			}
		}
		a := NewAnalyser("en", list)
		a.Build(Site{Guides: []Guide{{Title: "Un", Text: a.Text(Part{Title, src})}}})
	})
}
