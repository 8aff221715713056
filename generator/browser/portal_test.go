package browser

import (
	"cmp"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"balise/generator/build"
	"balise/generator/diag"
)

// subPath is where a host may put a portal: links that leave it are mistakes.
const subPath = "/un/sous-dossier/"

// policy is the strictest that the pages must live with.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// portal is the example, built and served.
type portal struct {
	out  string // the folder of the sites
	base string // its address, which ends in /
}

// newPortal builds the example once, and serves it until the test ends.
func newPortal(t *testing.T) *portal {
	t.Helper()
	return servePortal(t, func(base string) string { return copyExample(t, base) })
}

// servePortal builds the portal that source makes for an address, and serves it
// until the test ends.
func servePortal(t *testing.T, source func(base string) string) *portal {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &portal{
		out:  filepath.Join(t.TempDir(), "public"),
		base: "http://" + listener.Addr().String() + subPath,
	}
	dir := source(p.base)
	today := time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)
	result, ds, err := build.Run(build.Options{Dir: dir, Out: p.out, Today: today})
	if err != nil || result == nil {
		_ = diag.Text(os.Stderr, ds, diag.English)
		t.Fatalf("the portal was not built: %v", err)
	}
	root, err := os.OpenRoot(p.out)
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{Handler: http.StripPrefix(subPath, serve(root.FS())), ReadHeaderTimeout: time.Minute}
	go server.Serve(listener)
	t.Cleanup(func() {
		server.Close()
		root.Close()
	})
	return p
}

// copyExample copies the portal of this repository, and says that it is
// published at base: 404.html, which a host serves at any depth, names it.
func copyExample(t *testing.T, base string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"content", "data"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("../..", name))); err != nil {
			t.Fatal(err)
		}
	}
	site, err := os.ReadFile("../../site.toml")
	if err != nil {
		t.Fatal(err)
	}
	address := regexp.MustCompile(`(?m)^adresse\s*=\s*"https://.*$`)
	if !address.Match(site) {
		t.Fatal("site.toml does not say where the portal is published")
	}
	site = address.ReplaceAll(site, []byte(`adresse = "`+base+`"`))
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), site, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// serve is a plain host: files as they are, and the nearest 404.html for the rest.
func serve(files fs.FS) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		name := r.URL.Path
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, err := fs.ReadFile(files, name)
		if err == nil {
			http.ServeContent(w, r, name, time.Time{}, strings.NewReader(string(data)))
			return
		}
		for dir := path.Dir(name); err != nil; dir = path.Dir(dir) {
			data, err = fs.ReadFile(files, path.Join(dir, "404.html"))
			if dir == "." {
				break
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		w.Write(data)
	})
}

// kind is a kind of page. {} stands for the folder of the language.
type kind struct {
	name    string
	pattern string // of its file, from the folder of the sites
	open    string // the address to open instead of the file's
	first   bool   // in the first language only: a host knows one such page
}

var kinds = []kind{
	{name: "hub", pattern: "{}index.html"},
	{name: "codes", pattern: "{}code-postal/*.html"},
	{name: "lost-in-portal", pattern: "404.html", open: "absente.html", first: true},
	{name: "home", pattern: "*/{}index.html"},
	{name: "guides", pattern: "*/{}guides/index.html"},
	{name: "theme", pattern: "*/{}guides/theme/*.html"},
	{name: "guide", pattern: "*/{}guides/*.html"},
	{name: "directory", pattern: "*/{}annuaire/index.html"},
	{name: "communes", pattern: "*/{}annuaire/communes.html"},
	{name: "commune", pattern: "*/{}annuaire/commune/*.html"},
	{name: "need", pattern: "*/{}annuaire/commune/*/*.html"},
	{name: "service", pattern: "*/{}annuaire/service/*.html"},
	{name: "type", pattern: "*/{}annuaire/type/*.html"},
	{name: "public", pattern: "*/{}annuaire/public/*.html"},
	{name: "structure", pattern: "*/{}annuaire/*.html"},
	{name: "data", pattern: "*/{}donnees/index.html"},
	{name: "map", pattern: "*/{}carte.html"},
	{name: "search", pattern: "*/{}recherche.html"},
	{name: "plan", pattern: "*/{}plan-du-site.html"},
	{name: "booklet", pattern: "kervenanec/{}livret.html"}, // the others have more of the same
	{name: "selection", pattern: "*/{}selection.html"},
	{name: "legal", pattern: "*/{}mentions-legales.html"},
	{name: "accessibility", pattern: "*/{}accessibilite.html"},
	{name: "page", pattern: "*/{}pages/*.html"},
	{name: "lost", pattern: "*/{}404.html", open: "morbihan/{}absente.html"},
}

// languages are those of the example; the first has no folder of its own.
var languages = []string{"fr", "en", "ar"}

// page is a page to open.
type page struct {
	kind, lang string
	file       string // from the folder of the sites
	open       string // the address, from that of the portal
}

// pages finds the heaviest page of each kind in each language: it has the most
// in it that can go wrong.
func (p *portal) pages(t *testing.T) []page {
	t.Helper()
	var found []page
	for i, lang := range languages {
		folder := ""
		if i > 0 {
			folder = lang + "/"
		}
		for _, k := range kinds {
			if k.first && i > 0 {
				continue
			}
			file := p.heaviest(t, strings.ReplaceAll(k.pattern, "{}", folder))
			open := strings.ReplaceAll(k.open, "{}", folder)
			found = append(found, page{k.name, lang, file, cmp.Or(open, file)})
		}
	}
	return found
}

// page finds the page of a kind in a language.
func (p *portal) page(t *testing.T, kind, lang string) page {
	t.Helper()
	pages := p.pages(t)
	i := slices.IndexFunc(pages, func(one page) bool { return one.kind == kind && one.lang == lang })
	if i < 0 {
		t.Fatalf("no page of kind %s in %s", kind, lang)
	}
	return pages[i]
}

func (p *portal) heaviest(t *testing.T, pattern string) string {
	t.Helper()
	files := fs.FS(os.DirFS(p.out))
	names, err := fs.Glob(files, pattern)
	if err != nil {
		t.Fatal(err)
	}
	// A list's own index is another kind of page, and so is a language's home.
	names = slices.DeleteFunc(names, func(name string) bool {
		return path.Base(pattern) == "*.html" && slices.Contains([]string{"index.html", "communes.html", "codes-postaux.html"}, path.Base(name)) ||
			slices.Contains(languages, strings.Split(name, "/")[0]) != slices.Contains(languages, strings.Split(pattern, "/")[0])
	})
	if len(names) == 0 {
		t.Fatalf("the example has no page like %s", pattern)
	}
	return slices.MaxFunc(names, func(a, b string) int { return cmp.Compare(size(t, files, a), size(t, files, b)) })
}

func size(t *testing.T, files fs.FS, name string) int64 {
	t.Helper()
	info, err := fs.Stat(files, name)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// expectLink wants an address of the portal to lead to a file, and to a place in it.
func (p *portal) expectLink(t *testing.T, address string) {
	t.Helper()
	within, ours := strings.CutPrefix(address, p.base)
	u, err := url.Parse(within)
	if !ours || err != nil {
		t.Errorf("%s leaves the portal (%v)", address, err)
		return
	}
	name := u.Path
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	data, err := fs.ReadFile(os.DirFS(p.out), name)
	if err != nil {
		t.Errorf("%s leads nowhere: %v", address, err)
		return
	}
	if u.Fragment == "" || path.Ext(name) != ".html" {
		return
	}
	if !regexp.MustCompile(`\sid="?` + regexp.QuoteMeta(u.Fragment) + `["\s>]`).Match(data) {
		t.Errorf("%s: the page has no such place", address)
	}
}
