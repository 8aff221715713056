package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
)

// goldens are the pages whose <main> is kept in testdata/golden: one of each
// kind that has a content of its own.
var goldens = map[string]string{
	"portail":             "index.html",
	"code-postal":         "code-postal/56.html",
	"accueil":             "vannes/index.html",
	"guides":              "vannes/guides/index.html",
	"guide":               "vannes/guides/adresse-mail.html",
	"guide-non-traduit":   "vannes/en/guides/arnaques.html",
	"annuaire":            "vannes/annuaire/index.html",
	"liste":               "vannes/annuaire/commune/vannes.html",
	"structure":           "vannes/annuaire/mediatheque.html",
	"carte":               "vannes/carte.html",
	"structure-itinerant": "vannes/annuaire/bus.html",
	"livret":              "vannes/livret.html",
	"selection":           "vannes/selection.html",
	"mentions":            "vannes/mentions-legales.html",
	"404":                 "menimur/404.html",
}

// TestGoldenPages compares the <main> of pages with those that were looked at
// last: go test -run Golden -update writes them again.
func TestGoldenPages(t *testing.T) {
	a, err := txtar.ParseFile("testdata/golden/portail.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range a.Files {
		if err := put(filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data); err != nil {
			t.Fatal(err)
		}
	}
	if _, stderr, status := balise(t, "build", "-C", dir); status != 0 {
		t.Fatal(stderr)
	}
	out := filepath.Join(dir, "public")
	if faults := pageFaults(out, "https://portail.example/"); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
	for name, path := range goldens {
		t.Run(name, func(t *testing.T) {
			p, err := parsePage(out, path)
			if err != nil {
				t.Fatal(err)
			}
			file := filepath.Join("testdata", "golden", name+".html")
			got := mainOf(p.root)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
				t.Errorf("%s (-want +got):\n%s", path, d)
			}
		})
	}
	names, err := filepath.Glob("testdata/golden/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if goldens[strings.TrimSuffix(filepath.Base(name), ".html")] == "" {
			t.Errorf("%s: no page has this name", name)
		}
	}
}

var blanks = regexp.MustCompile(`[ \t\r\n]+`)

// mainOf is the <main> of a page, an element a line where there was a space
// between two, without the theme's drawings.
func mainOf(root *html.Node) string {
	var b strings.Builder
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "main" {
			withoutDrawings(n)
			_ = html.Render(&b, n)
		}
	}
	text := blanks.ReplaceAllString(b.String(), " ")
	return strings.ReplaceAll(text, "> <", ">\n<") + "\n"
}

func withoutDrawings(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode && c.Data == "svg" {
			n.RemoveChild(c)
		} else {
			withoutDrawings(c)
		}
		c = next
	}
}
