package serve_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

func guideText(body string) string {
	return "+++\ntitre = \"Neuf\"\nresume = \"Un guide.\"\nmaj = 2025-12-01\n+++\n\n" + body + "\n"
}

// TestWatch changes a portal in the ways that programs do, and waits for the page.
func TestWatch(t *testing.T) {
	const before, after = "Texte d’avant.", "Texte d’après."
	guide := filepath.Join("content", "guides", "neuf.md")
	for _, c := range []struct {
		name   string
		change func(t *testing.T, dir string)
	}{
		{"saved in place", func(t *testing.T, dir string) { put(t, filepath.Join(dir, guide), guideText(after)) }},
		{"saved aside and renamed", func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, "content", "guides", ".neuf.md.swp"), guideText(after))
			rename(t, filepath.Join(dir, "content", "guides", ".neuf.md.swp"), filepath.Join(dir, guide))
		}},
		{"renamed away, then written", func(t *testing.T, dir string) {
			rename(t, filepath.Join(dir, guide), filepath.Join(dir, guide+"~"))
			put(t, filepath.Join(dir, guide), guideText(after))
		}},
		{"emptied, then written", func(t *testing.T, dir string) {
			put(t, filepath.Join(dir, guide), "")
			put(t, filepath.Join(dir, guide), guideText(after))
		}},
		{"removed, then written", func(t *testing.T, dir string) {
			remove(t, filepath.Join(dir, guide))
			put(t, filepath.Join(dir, guide), guideText(after))
		}},
		{"a folder that comes back", func(t *testing.T, dir string) {
			remove(t, filepath.Join(dir, "content", "guides"))
			put(t, filepath.Join(dir, guide), guideText(after))
		}},
		{"a folder that another replaces", func(t *testing.T, dir string) {
			if err := os.CopyFS(filepath.Join(dir, "autre"), os.DirFS(filepath.Join(dir, "content"))); err != nil {
				t.Fatal(err)
			}
			put(t, filepath.Join(dir, "autre", "guides", "neuf.md"), guideText(after))
			rename(t, filepath.Join(dir, "content"), filepath.Join(dir, "ancien"))
			rename(t, filepath.Join(dir, "autre"), filepath.Join(dir, "content"))
		}},
		{"the portal moves and comes back", func(t *testing.T, dir string) {
			rename(t, dir, dir+"-ailleurs")
			put(t, filepath.Join(dir+"-ailleurs", guide), guideText(after))
			rename(t, dir+"-ailleurs", dir)
		}},
		{"the portal is another one", func(t *testing.T, dir string) {
			if err := os.CopyFS(dir+"-autre", os.DirFS(dir)); err != nil {
				t.Fatal(err)
			}
			put(t, filepath.Join(dir+"-autre", guide), guideText(after))
			rename(t, dir, dir+"-ancien")
			rename(t, dir+"-autre", dir)
		}},
		{"10,000 events", func(t *testing.T, dir string) {
			for i := range 2500 { // each is made, written and removed
				name := filepath.Join(dir, "content", "guides", fmt.Sprintf(".tas-%d", i))
				put(t, name, "x")
				remove(t, name)
			}
			put(t, filepath.Join(dir, guide), guideText(after))
		}},
		{"a burst of files", func(t *testing.T, dir string) {
			for i := range mostNames {
				put(t, filepath.Join(dir, "content", "guides", fmt.Sprintf("tas-%d.md", i)), guideText("Un de plus."))
			}
			put(t, filepath.Join(dir, guide), guideText(after))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "portail")
			if err := os.CopyFS(dir, os.DirFS(minimal(t))); err != nil {
				t.Fatal(err)
			}
			put(t, filepath.Join(dir, guide), guideText(before))
			r := start(t, dir)
			r.update()
			page := pageOf(t, r, "neuf.html")
			if !r.shows(page, before) {
				t.Fatal("the page is not there")
			}
			c.change(t, dir)
			r.until("the new page", func() bool { return r.shows(page, after) })
			// It goes on watching afterwards.
			put(t, filepath.Join(dir, guide), guideText("Encore un texte."))
			r.until("the page after that", func() bool { return r.shows(page, "Encore un texte.") })
		})
	}
}

// mostNames is more than the watcher tells apart.
const mostNames = 600

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(name); err != nil {
		t.Fatal(err)
	}
}

// TestNewFolder: folders that were not there when the portal was read, however
// deep, are watched from then on.
func TestNewFolder(t *testing.T) {
	r := start(t, minimal(t))
	r.update()
	style := r.path("themes/clair/assets/fete.css")
	put(t, style, "p{color:red}\n")
	r.until("the new file", func() bool { return r.shows("/assets/fete.css", "red") })
	put(t, style, "p{color:blue}\n")
	r.until("the file after that", func() bool { return r.shows("/assets/fete.css", "#00f") || r.shows("/assets/fete.css", "blue") })
	remove(t, r.path("themes"))
	r.until("the end of it", func() bool { status, _, _ := r.get("/assets/fete.css"); return status == 404 })
}

// TestLostFolder: while the portal is gone it is said, and the last pages stay.
func TestLostFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "portail")
	if err := os.CopyFS(dir, os.DirFS(minimal(t))); err != nil {
		t.Fatal(err)
	}
	r := start(t, dir)
	r.update()
	states := r.listen()
	first := <-states
	rename(t, dir, dir+"-ailleurs")
	await(t, states, "that the portal is gone", func(s state) bool { return s.Problem != "" && s.Page == first.Page && s.Stale })
	if status, _, _ := r.get("/"); status != 200 {
		t.Errorf("the last page is gone: %d", status)
	}
	rename(t, dir+"-ailleurs", dir)
	await(t, states, "that it is back", func(s state) bool { return s.Problem == "" && s.Errors == 0 })
}

// TestNothingChanged: what changes no page is no reason to show it again: files
// saved as they were, and what stands beside the sources.
func TestNothingChanged(t *testing.T) {
	dir := minimal(t)
	guide := filepath.Join(dir, "content", "guides", "neuf.md")
	put(t, guide, guideText("Texte."))
	r := start(t, dir)
	if first := r.update(); !first.First {
		t.Fatalf("the first reading is %+v", first)
	}
	put(t, guide, guideText("Texte."))
	put(t, filepath.Join(dir, "public", "index.html"), "bonjour")
	put(t, filepath.Join(dir, ".git", "index"), "x")
	put(t, filepath.Join(dir, "content", "guides", ".neuf.md.swp"), "x")
	states := r.listen()
	page := (<-states).Page
	put(t, guide, guideText("Autre texte."))
	r.until("the new page", func() bool { return r.shows(pageOf(t, r, "neuf.html"), "Autre texte.") })
	if s := await(t, states, "the new page", func(s state) bool { return s.Page != page }); s.Page != page+1 {
		t.Errorf("the pages were made %d times", s.Page-page)
	}
}
