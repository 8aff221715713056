package tomlpos

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"balise/generator/diag"
)

const listing = "# liste\n[[structure]]\nid = \"a\"\nservices = [\n  \"x\",\n  'y', # note\n]\nlong = \"\"\"un\n[[pas un titre]]\n\"\"\"\n" +
	"[[structure.fermeture]]\ndu = 2026-12-24\n[[structure]]\n\"clé\" = { a = 1, b.c = [true] }\né = 1\n"

func TestPlaces(t *testing.T) {
	src := strings.Replace(listing, "é = 1\n", "e.f = 1.5\n", 1)
	doc, ds := Parse("f.toml", []byte(src), 1)
	if ds != nil {
		t.Fatal(ds)
	}
	list := mustGet(t, doc, "structure").V.([]Value)
	if len(list) != 2 {
		t.Fatalf("%d structures, want 2", len(list))
	}
	first, second := list[0].V.(*Table), list[1].V.(*Table)
	services := mustGet(t, first, "services")
	closures := mustGet(t, first, "fermeture").V.([]Value)
	du := mustGet(t, closures[0].V.(*Table), "du")
	key, _ := second.Get("clé")
	deep := mustGet(t, mustGet(t, mustGet(t, second, "clé").V.(*Table), "b").V.(*Table), "c").V.([]Value)[0]
	for _, c := range []struct {
		what      string
		got, want any
	}{
		{"services", services.Place, Place{4, 12}},
		{"services[1]", services.V.([]Value)[1], Value{"y", Place{6, 3}}},
		{"long", mustGet(t, first, "long"), Value{"un\n[[pas un titre]]\n", Place{8, 8}}},
		{"fermeture", closures[0].Place, Place{11, 1}},
		{"du", du.Place, Place{12, 6}},
		{"du is a date", IsDate(du.V.(time.Time)), true},
		{"clé", key.Place, Place{14, 1}},
		{"clé.b.c[0]", deep, Value{true, Place{14, 25}}},
		{"e.f", mustGet(t, mustGet(t, second, "e").V.(*Table), "f"), Value{1.5, Place{15, 7}}},
	} {
		if fmt.Sprint(c.got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %v, want %v", c.what, c.got, c.want)
		}
	}
}

func mustGet(t *testing.T, tab *Table, key string) Value {
	t.Helper()
	e, ok := tab.Get(key)
	if !ok {
		t.Fatalf("no key %q", key)
	}
	return e.Value
}

func TestFaults(t *testing.T) {
	for _, c := range []struct {
		name, src string
		code      diag.Code
		at        string
	}{
		{"open quote", "a = 1\nnom = \"Le lieu\nb = 2\n", "toml-guillemet", "f.toml:2:15"},
		{"no equals", "nom \"x\"\n", "toml-egal", "f.toml:1:5"},
		{"twice", "a = 1\na = 2\n", "toml-cle-double", "f.toml:2:1"},
		{"bare text", "a = bonjour\n", "toml-valeur", "f.toml:1:5"},
		{"french date", "a = 01/02/2026\n", "toml-zero", "f.toml:1:5"},
		{"leading zero", "code = 01000\n", "toml-zero", "f.toml:1:8"},
		{"comma", "a = [\"x\" \"y\"]\n", "toml-virgule", "f.toml:1:10"},
		{"latin-1", "a = \"caf\xe9\"\n", "utf8-invalide", "f.toml:1:9"},
		{"impossible date", "a = 2026-02-31\n", "toml-date", "f.toml:1:5"},
	} {
		_, ds := Parse("f.toml", []byte(c.src), 1)
		if len(ds) != 1 {
			t.Errorf("%s: %d diagnostics", c.name, len(ds))
			continue
		}
		if at := fmt.Sprintf("%s:%d:%d", ds[0].At.File, ds[0].At.Line, ds[0].At.Col); ds[0].Code != c.code || at != c.at {
			t.Errorf("%s: got %s at %s, want %s at %s", c.name, ds[0].Code, at, c.code, c.at)
		}
	}
}

func TestAbuse(t *testing.T) {
	for name, src := range map[string]string{
		"arrays":   "a = " + strings.Repeat("[", 100_000),
		"inline":   "a = " + strings.Repeat("{a=", 100_000),
		"dotted":   strings.Repeat("a.", 100_000) + "a = 1",
		"header":   "[" + strings.Repeat("a.", 100_000) + "a]",
		"keys":     strings.Repeat("k", 1) + manyKeys(60_000),
		"prefixes": manyKeys(60_000),
	} {
		start := time.Now()
		if _, ds := Parse("f.toml", []byte(src), 1); len(ds) != 1 {
			t.Errorf("%s: %d diagnostics, want 1", name, len(ds))
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s: took %v", name, d)
		}
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d.x = 1\n", i)
	}
	return b.String()
}

func TestFirstLine(t *testing.T) {
	_, ds := Parse("g.md", []byte("titre = \"x\nmaj = 1\n"), 2)
	if len(ds) != 1 || ds[0].At.Line != 2 || ds[0].Excerpt != "titre = \"x" {
		t.Errorf("got %+v", ds)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(listing))
	f.Add([]byte("a.b = [ {c = '''x''' }, ]\n[d.'e']\n\"\\u00e9\" = 1"))
	f.Fuzz(func(t *testing.T, src []byte) {
		doc, ds := Parse("f.toml", src, 1)
		if (doc == nil) != (len(ds) > 0) {
			t.Fatalf("table %v with %d diagnostics", doc != nil, len(ds))
		}
		if doc != nil {
			walk(t, doc)
		}
	})
}

// walk checks that every value of an accepted document has a type and a place.
func walk(t *testing.T, tab *Table) {
	for _, e := range tab.Entries {
		walkValue(t, e.Key, e.Value)
	}
}

func walkValue(t *testing.T, key string, v Value) {
	if v.Place.Line < 1 || v.Place.Col < 1 {
		t.Fatalf("%q has no place", key)
	}
	switch v := v.V.(type) {
	case nil:
		t.Fatalf("%q has no value", key)
	case *Table:
		walk(t, v)
	case []Value:
		for _, item := range v {
			walkValue(t, key, item)
		}
	}
}

var benchmark = strings.Repeat("[[structure]]\nid = \"mediatheque\"\nnom = \"Médiathèque du Palais\"\nadresse = \"2 place de la République\"\nservices = [\"Aide aux démarches administratives\", \"Maîtrise des outils numériques du quotidien\"]\nlatitude = 47.6582\nhoraires = \"Tu-Fr 10:00-12:30,14:00-18:00; Sa 10:00-18:00; PH off\"\ndate_maj = 2026-09-01\n", 200)

func BenchmarkParse(b *testing.B) {
	src := []byte(benchmark)
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, ds := Parse("f.toml", src, 1); ds != nil {
			b.Fatal(ds)
		}
	}
}
