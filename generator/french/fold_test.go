package french_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"balise/generator/french"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {" ", ""}, {"déjà plié", "deja plie"},
		{"SAINT–GILDAS-de\u00a0Rhuys", "saint gildas de rhuys"},
		{"Cœur de Lætitia, Straße", "coeur de laetitia, strasse"},
		{"L’Île ʼ ′ ´ `", "l'ile ' ' ' '"},
		{"E\u0301te\u0301", "ete"},
		{"  a \t\n b  ", "a b"},
		{"a\u200bb\u00adc\ufeff", "abc"},
		{"ﬁn № 3", "fin no 3"},
		{"हिन्दी", "हिन्दी"},
		{"-", ""},
	} {
		if got := french.Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestSlug(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"!!", ""}, {"Île-d’Arz", "ile-d-arz"}, {"L'eau", "l-eau"},
		{"  Créer une adresse mail !", "creer-une-adresse-mail"}, {"Œuvre n° 3", "oeuvre-n-3"}, {"日本", ""}, {"../../etc", "etc"},
	} {
		if got := french.Slug(c.in); got != c.want {
			t.Errorf("Slug(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestHeadingID(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Été à la mer", "été-à-la-mer"}, {"E\u0301te\u0301", "été"}, {"1. L’aide, d’abord !", "1-l-aide-d-abord"},
		{"", ""}, {"?!", ""}, {"日本 語", "日本-語"}, {"<b>\" x", "b-x"}, {"\xff", ""}, {"Œuvre", "œuvre"},
	} {
		if got := french.HeadingID(c.in); got != c.want {
			t.Errorf("HeadingID(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestNormalise(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"Accès libre", "Accès libre"}, {"\u00a0Mai\u0302trise\u202fde l’outil\ufeff \n", "Maîtrise de l'outil"},
		{"a\x00b\x1bc", "abc"}, {"a\r\nb", "a b"}, {"l`eau ´ ʼ", "l'eau ' '"}, {"a\u202eb", "ab"}, {"\xff", "\uFFFD"},
	} {
		if got := french.Normalise(c.in); got != c.want {
			t.Errorf("Normalise(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	want := []string{"", "10 rue", "Arzon", "étang", "Étang", "Île-aux-Moines", "l'Arche", "La Trinité", "Saint-Avé", "saint avertin", "Zoo"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, french.Compare)
	order := []string{"", "10 rue", "Arzon", "Étang", "étang", "Île-aux-Moines", "l'Arche", "La Trinité", "Saint-Avé", "saint avertin", "Zoo"}
	if !slices.Equal(got, order) {
		t.Errorf("sorted: %q", got)
	}
	if french.Compare("Saint-Avé", "saint ave") == 0 {
		t.Error("two spellings compare equal: the order would not be total")
	}
	if n := testing.AllocsPerRun(10, func() { french.Compare("Saint-Avé l’Étang", "SAINT AVÉ l'étang") }); n > 0 {
		t.Errorf("Compare allocates %v times", n)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"L’Île-d’Arz – Œuvre", "ﷺ", "İ ſ ẞ", "\xffé", "a\u0301\u200d", "ϓ ᾳ K ½", "\u0737\u0732", "\u0732\u0737"} {
		f.Add(s, "x")
	}
	f.Fuzz(func(t *testing.T, s, other string) {
		fold := french.Fold(s)
		if twice := french.Fold(fold); twice != fold {
			t.Errorf("Fold: %q, %q, %q", s, fold, twice)
		}
		if up := french.Fold(french.Normalise(s)); utf8.ValidString(s) && strings.IndexFunc(s, unicode.IsControl) < 0 && up != fold {
			t.Errorf("Fold(%q) = %q; of its normal form, %q", s, fold, up)
		}
		n := french.Normalise(s)
		if twice := french.Normalise(n); twice != n {
			t.Errorf("Normalise: %q, %q, %q", s, n, twice)
		}
		slug := french.Slug(s)
		if strings.Trim(slug, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Trim(slug, "-") != slug || french.Slug(slug) != slug {
			t.Errorf("Slug(%q) = %q", s, slug)
		}
		id := french.HeadingID(s)
		if strings.ContainsAny(id, " \"'<>&#") || strings.Trim(id, "-") != id || french.HeadingID(id) != id {
			t.Errorf("HeadingID(%q) = %q", s, id)
		}
		if french.Compare(s, other) != -french.Compare(other, s) {
			t.Errorf("Compare(%q, %q) is not antisymmetric", s, other)
		}
		if c := french.Compare(s, other); (fold < french.Fold(other)) != (c < 0) && fold != french.Fold(other) {
			t.Errorf("Compare(%q, %q) = %d, not the order of folded forms", s, other, c)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		french.Fold("Médiathèque de Saint-Gildas-de-Rhuys")
	}
}

func BenchmarkCompare(b *testing.B) {
	for b.Loop() {
		french.Compare("Médiathèque de Saint-Avé", "Médiathèque de Saint-Gildas")
	}
}
