package theme

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"balise/generator/tmpl"
	"balise/themes"
)

func shipped(t *testing.T) *files {
	t.Helper()
	sub, err := fs.Sub(themes.FS, "clair")
	if err != nil {
		t.Fatal(err)
	}
	return &files{name: "clair", layers: []fs.FS{sub}}
}

func TestShippedThemeLoads(t *testing.T) {
	if _, ds := Load(fstest.MapFS{}, themes.FS, "clair", []string{"fr", "en", "ar"}); len(ds) > 0 {
		t.Fatal(ds)
	}
}

// A template that the minifier breaks would be compiled as it is written, and
// every page would silently weigh more.
func TestTemplatesCompileMinified(t *testing.T) {
	f := shipped(t)
	messages, _ := f.messages([]string{"fr"})
	texts := newTexts("fr", "fr", messages)
	m := templateMinifier()
	sources := f.sources()
	for i := range sources {
		small := string(minified(m, "text/html", []byte(sources[i].Text)))
		if len(small) >= len(sources[i].Text) {
			t.Errorf("%s is not smaller", sources[i].Name)
		}
		sources[i].Text = small
	}
	if _, ds := compileSources(sources, texts); len(ds) > 0 {
		t.Fatal(ds)
	}
}

func TestTranslationsAreComplete(t *testing.T) {
	messages, ds := shipped(t).messages([]string{"fr", "en", "ar"})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	for _, lang := range []string{"en", "ar"} {
		for key, m := range messages["fr"] {
			other, ok := messages[lang][key]
			if !ok {
				t.Errorf("%s has no %q", lang, key)
				continue
			}
			for form, p := range other.forms {
				for _, hole := range p.holes {
					if hole > highest(m) {
						t.Errorf("%s: %q (%v) has a hole {%d} that French has not", lang, key, form, hole)
					}
				}
			}
		}
		for key := range messages[lang] {
			if _, ok := messages["fr"][key]; !ok {
				t.Errorf("%s: %q is not a text of the theme", lang, key)
			}
		}
	}
}

func highest(m message) int {
	most := -1
	for _, p := range m.forms {
		for _, h := range p.holes {
			most = max(most, h)
		}
	}
	return most
}

func TestPlurals(t *testing.T) {
	messages := map[string]map[string]message{"fr": {}, "en": {}}
	f := &files{name: "x", layers: []fs.FS{fstest.MapFS{
		"i18n/fr.toml": {Data: []byte("lieux = { zero = \"aucun lieu\", one = \"{0} lieu\", other = \"{0} lieux à {1}\" }\nseul = \"l’{0}\"")},
		"i18n/en.toml": {Data: []byte("lieux = { one = \"{0} place\", other = \"{0} places\" }")},
		"i18n/ar.toml": {Data: []byte("lieux = { two = \"مكانان\", few = \"{0} أماكن\", other = \"{0} مكانًا\" }")},
	}}}
	messages, ds := f.messages([]string{"fr", "en", "ar"})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	for _, c := range []struct {
		lang, want string
		n          int
	}{
		{"fr", "aucun lieu", 0}, {"fr", "1 lieu", 1}, {"fr", "12\u202f000 lieux à Vannes", 12000},
		{"en", "0 places", 0}, {"en", "1 place", 1}, {"ar", "مكانان", 2}, {"ar", "3 أماكن", 3}, {"ar", "11 مكانًا", 11},
	} {
		if got := newTexts(c.lang, "fr", messages).T("lieux", c.n, "Vannes"); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.lang, c.n, got, c.want)
		}
	}
	en := newTexts("en", "fr", messages)
	if got := en.T("seul", "eau"); got != "l’eau" {
		t.Errorf("a text that a language lacks is said in French: %q", got)
	}
	if newTexts("ar", "fr", messages).Dir != "rtl" || en.Dir != "ltr" {
		t.Error("direction")
	}
}

func TestUnknownKeyIsRefused(t *testing.T) {
	texts := newTexts("fr", "fr", map[string]map[string]message{"fr": {"menu.nom": {}}})
	_, err := tmpl.Parse([]tmpl.Source{{Name: "x", Text: `{{t "menu.non"}}`}}, texts.funcs())
	if err == nil {
		set, _ := tmpl.Parse([]tmpl.Source{{Name: "x", Text: `{{t "menu.non"}}`}}, texts.funcs())
		_, err = tmpl.Compile[Hub](set, "x")
	}
	if err == nil || !strings.Contains(err.Error(), "menu.nom") {
		t.Errorf("got %v, want the nearest key", err)
	}
}

func FuzzCut(f *testing.F) {
	f.Add("Du {0} au {1}, {x} {12} {")
	f.Fuzz(func(t *testing.T, s string) {
		p := cut(s)
		if len(p.text) != len(p.holes)+1 {
			t.Fatalf("%q: %d texts for %d holes", s, len(p.text), len(p.holes))
		}
		n := 0
		for _, text := range p.text {
			n += len(text)
		}
		if n+3*len(p.holes) != len(s) {
			t.Fatalf("%q: a part is lost", s)
		}
	})
}
