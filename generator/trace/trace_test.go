package trace_test

import (
	"io/fs"
	"maps"
	"testing"
	"testing/fstest"

	"balise/generator/trace"
)

func portal() fstest.MapFS {
	return fstest.MapFS{
		"site.toml":                   {Data: []byte("titre = \"Essai\"\n")},
		"content/guides/a.md":         {Data: []byte("+++\n+++\n")},
		"content/guides/deux mots.md": {Data: []byte("é")},
		"data/structures/56.toml":     {Data: []byte("[[structure]]\n")},
	}
}

// read asks a folder what a build asks.
func read(t *testing.T, fsys fs.FS) {
	t.Helper()
	_ = fs.WalkDir(fsys, "content", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			_, err = fs.ReadFile(fsys, name)
		}
		return err
	})
	if _, err := fs.Stat(fsys, "site.toml"); err != nil {
		t.Fatal(err)
	}
	f, err := fsys.Open("site.toml")
	if err != nil {
		t.Fatal(err)
	}
	f.Close()
	_, _ = fs.ReadFile(fsys, "data/geo/56.json") // not there: that is an answer
}

func TestSame(t *testing.T) {
	traced := trace.New(portal())
	read(t, traced)
	text := traced.Text()
	for _, c := range []struct {
		name   string
		change func(fstest.MapFS)
		same   bool
	}{
		{"nothing", func(fstest.MapFS) {}, true},
		{"a file that was not read", func(p fstest.MapFS) { p["data/structures/56.toml"].Data = nil }, true},
		{"a file that was read", func(p fstest.MapFS) { p["content/guides/a.md"].Data = []byte("+++\n---\n") }, false},
		{"a file that was opened", func(p fstest.MapFS) { p["site.toml"].Data = []byte("titre = \"Essay\"\n") }, false},
		{"a new file in a listed folder", func(p fstest.MapFS) { p["content/guides/b.md"] = &fstest.MapFile{} }, false},
		{"a file gone", func(p fstest.MapFS) { delete(p, "content/guides/a.md") }, false},
		{"a file that was missing", func(p fstest.MapFS) { p["data/geo/56.json"] = &fstest.MapFile{} }, false},
		{"a file become a link", func(p fstest.MapFS) { p["content/guides/a.md"].Mode = fs.ModeSymlink }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := maps.Clone(portal())
			c.change(now)
			if got := trace.Same(now, text); got != c.same {
				t.Errorf("Same = %v, want %v", got, c.same)
			}
		})
	}
}

func TestTextIsInOrder(t *testing.T) {
	a, b := trace.New(portal()), trace.New(portal())
	read(t, a)
	_, _ = b.ReadFile("data/geo/56.json")
	read(t, b)
	if a.Text() != b.Text() {
		t.Error("the same questions in another order give another text")
	}
}

func FuzzSame(f *testing.F) {
	traced := trace.New(portal())
	if _, err := traced.ReadFile("site.toml"); err != nil {
		f.Fatal(err)
	}
	f.Add(traced.Text())
	f.Add("f  \"\"\n")
	f.Add("x 00 \"../../etc\"\n")
	f.Fuzz(func(_ *testing.T, text string) { trace.Same(portal(), text) })
}
