package same

import (
	"slices"
	"strings"
	"testing"

	"balise/generator/model"
)

func TestReadAddress(t *testing.T) {
	for _, c := range []struct {
		in        string
		low, high int
		suffix    string
		kind      string
		street    string
	}{
		{"12 bis, av. du Gal-de-Gaulle", 12, 12, "bis", "avenue", "general gaulle"},
		{"61Rue Girardot", 61, 61, "", "rue", "girardot"},
		{"11 - 15 Mail Frédérico Garcia", 11, 15, "", "mail", "frederico garcia"},
		{"5-9 Rue des Papetiers", 5, 9, "", "rue", "papetiers"},
		{"Mairie, 3 rue Haute", 3, 3, "", "rue", "haute"},
		{"Caserne Adj Levasseur - 2 boulevard de l'artillerie", 2, 2, "", "boulevard", "artillerie"},
		{"5 rue Sylvestre Dumesnil, BP 117", 5, 5, "", "rue", "sylvestre dumesnil"},
		{"12 B RUE DE LECLERCQ 51100 REIMS CEDEX 2", 12, 12, "bis", "rue", "leclercq"},
		{"Place du 8 mai 1945", 0, 0, "", "place", "8 mai 1945"},
		{"12 r Pasteur", 12, 12, "", "rue", "pasteur"},
		{"Le Bourg", 0, 0, "", "", "bourg"},
		{"", 0, 0, "", "", ""},
	} {
		a := readAddress(c.in, []string{"reims"})
		if a.low != c.low || a.high != c.high || a.suffix != c.suffix || a.kind != c.kind || strings.Join(a.street, " ") != c.street {
			t.Errorf("%q: %+v", c.in, a)
		}
	}
}

func TestReadName(t *testing.T) {
	for _, c := range []struct {
		in, commune string
		kinds       kind
		own         string
	}{
		{"Maison France Services de Guise", "guise", kindDesk, ""},
		{"MSAP", "guise", kindDesk, ""},
		{"Ville de Guise", "guise", kindTownHall, "ville"},
		{"Biblioth\uFFFDque Louis Aragon", "guise", kindLibrary, "aragon louis"},
		{"C.C.A.S.", "guise", kindCCAS, ""},
		{"Espace Marie Curie", "guise", 0, "curie espace marie"},
		{"Médiathèque – France Services", "guise", kindLibrary | kindDesk, ""},
		{"E.S.C.A.L.E.", "guise", 0, "escale"},
	} {
		n := readName(c.in, []string{c.commune}, spelled)
		if n.kinds != c.kinds || strings.Join(n.own, " ") != c.own {
			t.Errorf("%q: kinds %b, own %q", c.in, n.kinds, n.own)
		}
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"mediatheque", "mediathque", true}, {"biblioth?que", "bibliotheque", true}, {"jaures", "jaurse", true}, {"paul", "saul", false},
		{"12", "13", false}, {"talent", "talents", true}, {"laugenas", "laugerias", true}, {"", "a", false},
	} {
		if got := near(c.a, c.b); got != c.want || near(c.b, c.a) != got {
			t.Errorf("near(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"12 bis, av. du Gal-de-Gaulle - BP 12 75011 Paris CEDEX 11", "MSAP d\uFFFDAix 2e", "e e e", "1 1 1 1 rue", "=rue", "\xff\xfe", "n°3, İ"} {
		f.Add(s, "Paris")
	}
	f.Fuzz(func(t *testing.T, s, commune string) {
		if len(s) > 2000 || len(commune) > 200 {
			t.Skip()
		}
		a := Record{&model.Structure{Nom: s, Adresse: s, Commune: commune, CodePostal: "75011"}, "a", "1"}
		b := Record{&model.Structure{Nom: commune, Adresse: s, Commune: commune, Telephone: s, Courriels: []string{s}, SiteWeb: []string{s}, Pivot: s}, "b", "2"}
		one, reason := Judge(a, b)
		two, again := Judge(b, a)
		if one != two || reason.Score != again.Score || !slices.Equal(reason.Evidence, again.Evidence) {
			t.Fatalf("%v %v, then %v %v", one, reason, two, again)
		}
		if slices.Contains(words(s), "") {
			t.Fatalf("an empty word in %q", words(s))
		}
	})
}
