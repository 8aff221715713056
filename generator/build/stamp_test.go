package build_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"balise/generator/build"
)

// portal writes a small portal and gives the options of its build.
func portal(t *testing.T) build.Options {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "site.toml", `titre = "Essai"
langues = ["fr"]

[[territoire]]
chemin = "morbihan"
type = "departement"
code = "56"
`)
	write(t, dir, "content/guides/mail.md", "+++\ntitre = \"Le mail\"\nresume = \"Un mail.\"\nmaj = 2026-09-01\n+++\n\nTexte.\n")
	write(t, dir, "data/structures/56.toml", `[[structure]]
id = "mediatheque"
nom = "Médiathèque"
commune = "Vannes"
code_insee = "56260"
date_maj = 2026-09-01
`)
	return build.Options{
		Dir: dir, Out: filepath.Join(dir, "public"), Cache: filepath.Join(t.TempDir(), "balise"),
		Today: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// run builds; remembered tells whether the last build's work was enough, which
// shows in that nothing is counted as done site by site.
func run(t *testing.T, o build.Options) (res *build.Result, remembered bool) {
	t.Helper()
	remembered = true
	o.Progress = func(int, int) { remembered = false }
	res, ds, err := build.Run(o)
	if err != nil || res == nil {
		t.Fatalf("building: %d diagnostics, %v", len(ds), err)
	}
	return res, remembered
}

// A build with nothing to do does nothing, says the same, and is only believed
// when what it read and what it wrote both stand as they were.
func TestNothingChanged(t *testing.T) {
	for _, c := range []struct {
		name       string
		change     func(t *testing.T, o *build.Options)
		remembered bool
		written    int // at least
	}{
		{"nothing", func(*testing.T, *build.Options) {}, true, 0},
		{"a file of somebody else in the output", func(t *testing.T, o *build.Options) { write(t, o.Out, "CNAME", "aide.example\n") }, true, 0},
		{"a guide", func(t *testing.T, o *build.Options) {
			write(t, o.Dir, "content/guides/mail.md", "+++\ntitre = \"Le courriel\"\nresume = \"Un mail.\"\nmaj = 2026-09-01\n+++\n\nTexte.\n")
		}, false, 1},
		{"a new listing", func(t *testing.T, o *build.Options) {
			write(t, o.Dir, "data/structures/b.toml", "[[structure]]\nid = \"b\"\nnom = \"B\"\ncommune = \"Auray\"\ncode_insee = \"56007\"\ndate_maj = 2026-09-01\n")
		}, false, 1},
		{"a theme of the portal's own", func(t *testing.T, o *build.Options) {
			write(t, o.Dir, "themes/clair/assets/fete.css", "p{color:red}\n")
		}, false, 0},
		{"the day", func(_ *testing.T, o *build.Options) { o.Today = o.Today.AddDate(0, 0, 1) }, false, 0},
		{"a page that was touched up", func(t *testing.T, o *build.Options) { write(t, o.Out, "morbihan/index.html", "bonjour") }, false, 1},
		{"a page that was removed", func(t *testing.T, o *build.Options) {
			if err := os.Remove(filepath.Join(o.Out, "morbihan", "index.html")); err != nil {
				t.Fatal(err)
			}
		}, false, 1},
		{"the output is gone", func(t *testing.T, o *build.Options) {
			if err := os.RemoveAll(o.Out); err != nil {
				t.Fatal(err)
			}
		}, false, 1},
		{"a cache that cannot be read", func(t *testing.T, o *build.Options) { garble(t, o.Cache) }, false, 0},
		{"no cache", func(_ *testing.T, o *build.Options) { o.Cache = "" }, false, 0},
		{"one territory", func(_ *testing.T, o *build.Options) { o.Territories = []string{"morbihan"} }, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := portal(t)
			first, remembered := run(t, o)
			if remembered || first.Written.Written == 0 {
				t.Fatal("the first build did nothing")
			}
			c.change(t, &o)
			again, remembered := run(t, o)
			if remembered != c.remembered {
				t.Errorf("remembered = %v, want %v", remembered, c.remembered)
			}
			if again.Written.Written < c.written || c.written == 0 && remembered && again.Written.Written > 0 {
				t.Errorf("%d files written, want %d at least", again.Written.Written, c.written)
			}
			if remembered && (again.Pages != first.Pages || again.Sites != first.Sites || again.Structures != first.Structures) {
				t.Errorf("it says %+v, the first build said %+v", again, first)
			}
		})
	}
}

func garble(t *testing.T, cache string) {
	t.Helper()
	entries, err := os.ReadDir(cache)
	if err != nil || len(entries) != 1 {
		t.Fatalf("the cache holds %v, %v", entries, err)
	}
	write(t, cache, entries[0].Name(), `{"Program": 3`)
}
