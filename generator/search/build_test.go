package search

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// site makes a site of n places; r shuffles the order in which its texts are
// analysed, and nothing else.
func site(a *Analyser, n int, r *rand.Rand) Site {
	var s Site
	for i := range 20 {
		s.Communes = append(s.Communes, Commune{Name: fmt.Sprintf("Commune-%c", 'a'+i), Postcodes: []string{fmt.Sprint(56000 + i)}, Lat: 47 + float64(i%5)/10, Lon: -3 + float64(i)/20, Population: 100 * i})
	}
	words := strings.Fields("médiathèque ordinateur impôts imprimer imprimante cours débutants association carte grise CAF France français écran numérique")
	texts := make([]*Text, n+3)
	order := make([]int, len(texts))
	for i := range order {
		order[i] = i
	}
	if r != nil {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	for _, i := range order {
		texts[i] = a.Text(Part{Title, words[i%len(words)] + " " + fmt.Sprint("lieu", i)}, Part{Body, words[(i*7)%len(words)] + " et " + words[(i*3+1)%len(words)]})
	}
	for i := range n {
		s.Places = append(s.Places, Place{Title: fmt.Sprint("Lieu ", i), Line: "Association", Commune: i%21 - 1, Href: fmt.Sprint("lieu-", i), Phone: "261910001", Text: texts[i]})
	}
	s.Ways = []Way{{Title: "Association", Href: "annuaire/type/asso.html", Text: texts[n], Members: []int{0, n - 1}}, {Text: texts[n+1]}}
	s.Guides = []Guide{{Title: "Les impôts", Line: "Pas `à` ${pas} \\", Href: "impots", Text: texts[n+2]}}
	return s
}

func TestSameBytes(t *testing.T) {
	first := NewAnalyser("fr", nil)
	want := first.Build(site(first, 300, nil))
	for seed := range uint64(5) {
		a := NewAnalyser("fr", nil)
		r := rand.New(rand.NewPCG(seed, 1))
		a.Build(site(a, 10+int(seed), r)) // another site came before
		if got := a.Build(site(a, 300, r)); !cmp.Equal(got, want) {
			t.Fatalf("seed %d: the index depends on the order of its texts", seed)
		}
	}
}

func TestOneFileWhenSmall(t *testing.T) {
	a := NewAnalyser("fr", nil)
	small := a.Build(site(a, 20, nil))
	if len(small.Files) != 1 || small.Files[0].Name != "fr.js" {
		t.Errorf("%d files", len(small.Files))
	}
	large := a.Build(site(a, 3000, nil))
	if len(large.Files) < 4 || large.Files[0].Name != "fr.js" {
		t.Errorf("%d files", len(large.Files))
	}
	for _, f := range large.Files {
		if len(f.Data) > 100_000 {
			t.Errorf("%s has %d bytes", f.Name, len(f.Data))
		}
	}
	if small.Version == large.Version {
		t.Error("two indexes of one version")
	}
	empty := a.Build(Site{})
	if len(empty.Files) != 1 {
		t.Errorf("an empty site has %d files", len(empty.Files))
	}
}

// TestForms: the forms of a stem stand on one line, and France is no form of
// français.
func TestForms(t *testing.T) {
	a := NewAnalyser("fr", nil)
	s := Site{Guides: []Guide{
		{Title: "Un", Text: a.Text(Part{Title, "imprimer des documents en France"})},
		{Title: "Deux", Text: a.Text(Part{Body, "l’imprimante imprimée ; le français"})},
	}}
	data := string(a.Build(s).Files[0].Data)
	line := func(word string) string {
		for l := range strings.SplitSeq(data, "\n") {
			forms, _, _ := strings.Cut(l[strings.LastIndexByte(l, '`')+1:], "\t")
			if slices.Contains(strings.Split(forms, ","), word) {
				return forms
			}
		}
		return ""
	}
	if got := line("imprimante"); !strings.Contains(got, "imprimer") {
		t.Errorf("imprimante stands with %q", got)
	}
	if got := line("france"); strings.Contains(got, "français") || got == "" {
		t.Errorf("France stands with %q", got)
	}
}

func TestNumber(t *testing.T) {
	read := func(b []byte) (int, int) {
		digit := func(i int) int {
			switch b[i] {
			case '!':
				return 55
			case '#':
				return 59
			}
			return int(b[i]) - '%'
		}
		switch n := digit(0); {
		case n < 50:
			return n, 1
		case n < 89:
			return 50 + (n-50)*90 + digit(1), 2
		}
		return digit(1)*8100 + digit(2)*90 + digit(3), 4
	}
	for _, n := range []int{0, 1, 49, 50, 51, 139, 140, 3559, 3560, 8100, 728_999} {
		b := number(nil, n)
		if got, size := read(b); got != n || size != len(b) {
			t.Errorf("%d is written %q and read %d", n, b, got)
		}
		if bytes.ContainsAny(b, "\\`$\" \t\n") {
			t.Errorf("%d is written %q", n, b)
		}
	}
}

func TestCommuneOrder(t *testing.T) {
	list := []Commune{{Name: "Nulle part"}, {Name: "Ouest", Lat: 47, Lon: -4}, {Name: "Est", Lat: 47.01, Lon: -2}, {Name: "Ouest-bis", Lat: 47.001, Lon: -3.999}}
	var names []string
	for _, i := range communeOrder(list) {
		names = append(names, list[i].Name)
	}
	if got := strings.Join(names, " "); got != "Ouest Ouest-bis Est Nulle part" {
		t.Errorf("the order is %s", got)
	}
}

func BenchmarkBuild(b *testing.B) {
	a := NewAnalyser("fr", nil)
	for b.Loop() {
		a.Build(site(a, 200, nil))
	}
}
