package main

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// mostLinks is how far a page may be from the home page of its site, by links
// that work without JavaScript.
const mostLinks = 4

// TestEverythingIsNear walks the example's sites from the home page of each, in
// each language, by plain links: every structure, every commune and every list
// is at most four links away.
func TestEverythingIsNear(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the example")
	}
	dir := t.TempDir()
	example(t, dir, nil)
	if _, stderr, status := balise(t, "build", "-C", dir); status != 0 {
		t.Fatal(errorsOf(stderr))
	}
	out := filepath.Join(dir, "public")
	sites, err := filepath.Glob(filepath.Join(out, "*", "plan-du-site.html"))
	if err != nil || len(sites) < 4 {
		t.Fatalf("%d sites, %v", len(sites), err)
	}
	for _, file := range sites {
		site := filepath.Base(filepath.Dir(file))
		for _, lang := range []string{"", "en/", "ar/"} {
			t.Run(site+"/"+lang, func(t *testing.T) { nearHome(t, out, site+"/"+lang) })
		}
	}
}

// nearHome walks the pages of a site in one language; folder ends with a slash.
func nearHome(t *testing.T, out, folder string) {
	steps := stepsFrom(t, out, folder)
	wanted := map[string]int{}
	for _, pattern := range []string{"annuaire/*.html", "annuaire/*/*.html", "annuaire/commune/*/*.html"} {
		files, err := filepath.Glob(filepath.Join(out, filepath.FromSlash(folder+pattern)))
		if err != nil {
			t.Fatal(err)
		}
		wanted[pattern] = len(files)
		for _, file := range files {
			rel, _ := filepath.Rel(out, file)
			name := filepath.ToSlash(rel)
			if n, ok := steps[name]; !ok {
				t.Errorf("%s: no link leads there", name)
			} else if n > mostLinks {
				t.Errorf("%s: %d links from the home page", name, n)
			}
		}
	}
	if wanted["annuaire/*.html"] < 4 || wanted["annuaire/*/*.html"] < 4 {
		t.Errorf("too few pages to tell: %v", wanted)
	}
}

// stepsFrom counts the links from a home page to every page that plain links reach
// without leaving the folder.
func stepsFrom(t *testing.T, out, folder string) map[string]int {
	t.Helper()
	steps := map[string]int{folder + "index.html": 0}
	for queue := []string{folder + "index.html"}; len(queue) > 0; queue = queue[1:] {
		from := queue[0]
		p, err := parsePage(out, from)
		if err != nil {
			t.Fatal(err)
		}
		for _, to := range plainLinks(p) {
			if _, known := steps[to]; !known && strings.HasPrefix(to, folder) {
				steps[to] = steps[from] + 1
				queue = append(queue, to)
			}
		}
	}
	return steps
}

// plainLinks are the pages that a page leads to without JavaScript.
func plainLinks(p *page) []string {
	var links []string
	for n := range p.root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "a" || hidden(n) || attr(n, "hreflang") != "" {
			continue
		}
		u, err := url.Parse(attr(n, "href"))
		if err != nil || u.Scheme != "" || u.Host != "" || path.Ext(u.Path) != ".html" {
			continue
		}
		links = append(links, path.Join(path.Dir(p.path), u.Path))
	}
	return links
}

// TestLongList builds a portal of more places than a page lists: each place is
// on one page of each of its lists, and pages lead to one another.
func TestLongList(t *testing.T) {
	const places = 640
	dir := t.TempDir()
	var records strings.Builder
	for i := range places {
		commune, code := "Vannes", "56260"
		if i%64 == 0 {
			commune, code = "Arradon", "56003"
		}
		fmt.Fprintf(&records, "[[structure]]\nid = \"lieu-%03d\"\nnom = \"Lieu %03d\"\ncommune = %q\ncode_insee = %q\ndate_maj = 2026-01-01\nservices = [\"Aide aux démarches administratives\"]\n\n", i, i, commune, code)
	}
	for name, text := range map[string]string{
		"site.toml":               "titre = \"Essai\"\nadresse = \"https://essai.example/\"\n\n[[territoire]]\nchemin = \"morbihan\"\ntype = \"departement\"\ncode = \"56\"\n",
		"data/structures/56.toml": records.String(),
	} {
		if err := put(filepath.Join(dir, filepath.FromSlash(name)), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if _, stderr, status := balise(t, "build", "-C", dir); status != 0 {
		t.Fatal(errorsOf(stderr))
	}
	out := filepath.Join(dir, "public")
	if faults := pageFaults(out, "https://essai.example/"); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
	nearHome(t, out, "morbihan/")
	for list, want := range map[string]int{"commune/vannes": 630, "service/aide-aux-demarches-administratives": 640, "commune/vannes/aide-aux-demarches-administratives": 630} {
		var seen []string
		titles := map[string]bool{}
		files := []string{"morbihan/annuaire/" + list + ".html"}
		for i := 2; i <= 3; i++ {
			files = append(files, fmt.Sprintf("morbihan/annuaire/%s/%d.html", list, i))
		}
		for i, file := range files {
			p, err := parsePage(out, file)
			if err != nil {
				t.Fatal(err)
			}
			for n := range p.root.Descendants() {
				switch {
				case n.Data == "li" && attr(n, "class") == "lieu":
					for a := range n.Descendants() {
						if a.Data == "a" && strings.Contains(attr(a, "href"), "/lieu-") {
							seen = append(seen, path.Base(attr(a, "href")))
						}
					}
				case n.Data == "title":
					titles[text(n)] = true
				}
			}
			whole := text(p.root)
			if said := fmt.Sprintf("Page %d sur 3", i+1); !strings.Contains(whole, said) {
				t.Errorf("%s does not say %q", file, said)
			}
		}
		if _, err := os.Stat(filepath.Join(out, "morbihan", "annuaire", filepath.FromSlash(list), "4.html")); err == nil {
			t.Errorf("%s has a fourth page", list)
		}
		if len(titles) != 3 {
			t.Errorf("%s: the titles of its pages are %v", list, titles)
		}
		slices.Sort(seen)
		if distinct := len(slices.Compact(slices.Clone(seen))); distinct != want || len(seen) != want {
			t.Errorf("%s: %d places, %d of them once, want %d", list, len(seen), distinct, want)
		}
	}
}
