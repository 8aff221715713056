package main

import (
	"os"
	"path/filepath"
	"testing"
)

// hostileDisks are portals whose files are not what they seem.
func hostileDisks() []hostile {
	return []hostile{
		{name: "site.toml is a link out", made: disk(link("/etc/passwd", "site.toml"))},
		{name: "a guide is a link out", made: disk(link("/etc/passwd", "content/guides/a.md")), harmless: true},
		{name: "the listings are a link out", made: disk(link("/etc", "data/structures/etc")), harmless: true},
		{name: "content is a link out", made: disk(link("/etc", "content"))},
		{name: "content is a link to itself", made: disk(link("content", "content"))},
		{name: "a guide is a link to itself", made: disk(link("a.md", "content/guides/a.md")), harmless: true},
		{name: "a folder is a link above itself", made: disk(link("..", "content/guides/encore")), harmless: true},
		{name: "the portal holds a link to itself", made: disk(link("..", "content/territoires"), link(".", "data/structures/encore")), harmless: true},
		{name: "a logo is a link out", files: map[string]string{"site.toml": siteText("", `logo = "content/images/logo.png"`)}, made: disk(link("/etc/passwd", "content/images/logo.png"))},
		{name: "an outline is a link out", files: map[string]string{"site.toml": siteText("", "\n[[territoire]]\nchemin = \"port\"\ntype = \"quartier\"\nnom = \"Port\"\ncommunes = [\"56260\"]\ncontour = \"c.geojson\"")}, made: disk(link("/etc/passwd", "c.geojson"))},
		{name: "a template is a link out", made: disk(link("/etc/passwd", "themes/clair/templates/404.html")), harmless: true},
		{name: "an asset is a link out", made: disk(link("/etc/passwd", "themes/clair/assets/passwd.txt")), harmless: true},
		{name: "a theme is a link out", made: disk(link("/etc", "themes/clair")), harmless: true},
		{name: "themes.toml is a link out", made: disk(link("/etc/passwd", "content/themes.toml"))},
		{name: "a guide is a pipe", made: disk(pipe("content/guides/a.md")), harmless: true},
		{name: "a listing is a pipe", made: disk(pipe("data/structures/a.toml")), harmless: true},
		{name: "site.toml is a pipe", made: disk(pipe("site.toml"))},
		{name: "themes.toml is a pipe", made: disk(pipe("content/themes.toml"))},
		{name: "a logo is a pipe", files: map[string]string{"site.toml": siteText("", `logo = "content/images/logo.png"`)}, made: disk(pipe("content/images/logo.png"))},
		{name: "a template is a pipe", made: disk(pipe("themes/clair/templates/404.html")), harmless: true},
		{name: "an asset is a pipe", made: disk(pipe("themes/clair/assets/a.css")), harmless: true},
		{name: "an asset is a folder", made: disk(folder("themes/clair/assets/a.css")), harmless: true},
		{name: "site.toml is a folder", made: disk(folder("site.toml"))},
		{name: "a guide is a folder", made: disk(folder("content/guides/a.md")), harmless: true},
		{name: "content is a file", made: disk(file("content", "rien"))},
		{name: "data is a file", made: disk(file("data", "rien"))},
		{name: "content cannot be read", made: disk(forbid("content/guides"))},
		{name: "the listings cannot be read", made: disk(forbid("data/structures"))},
		{name: "a guide cannot be read", made: disk(forbid(guideFile))},
	}
}

func disk(do ...func(testing.TB, string)) []func(testing.TB, string) { return do }

// at removes what stands at a place of the portal and returns its path.
func at(t testing.TB, dir, name string) string {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.RemoveAll(full); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	return full
}

func link(target, name string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		if err := os.Symlink(target, at(t, dir, name)); err != nil {
			t.Skip(err)
		}
	}
}

func pipe(name string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		if err := makePipe(at(t, dir, name)); err != nil {
			t.Skip(err)
		}
	}
}

func folder(name string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		if err := os.Mkdir(at(t, dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
	}
}

func file(name, text string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		if err := os.WriteFile(at(t, dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func forbid(name string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		if os.Geteuid() == 0 {
			t.Skip("root reads everything")
		}
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.Chmod(full, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { os.Chmod(full, 0o700) })
	}
}
