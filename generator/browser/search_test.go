package browser

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/chromedp/chromedp/kb"
	"github.com/rogpeppe/go-internal/txtar"

	"balise/generator/search"
)

// questionSet is one of testdata/requetes.toml.
type questionSet struct {
	Nom, Site       string
	Premiere, Trois int      // what it must reach, in hundredths
	Questions       []string // « question = page page »
}

func questionSets(t *testing.T) []questionSet {
	t.Helper()
	var file struct {
		Jeu []questionSet
	}
	if _, err := toml.DecodeFile("testdata/requetes.toml", &file); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, s := range file.Jeu {
		asked += len(s.Questions)
	}
	if asked < 300 {
		t.Fatalf("%d questions only", asked)
	}
	return file.Jeu
}

// services are short names of those of the standard.
var services = map[string]string{
	"dem": "aide-aux-demarches-administratives", "out": "maitrise-des-outils-numeriques-du-quotidien", "emp": "insertion-professionnelle-via-le-numerique",
	"sec": "utilisation-securisee-du-numerique", "par": "parentalite-et-education-avec-le-numerique", "loi": "loisirs-et-creations-numeriques",
	"com": "comprehension-du-monde-numerique", "acc": "acces-internet-et-materiel-informatique", "mat": "acquisition-de-materiel-informatique-a-prix-solidaire",
}

// cutQuestion gives the words of a question and the addresses of its pages.
func cutQuestion(line string) (text string, pages []string) {
	folders := map[string]string{"g": "guides/", "s": "annuaire/service/", "t": "annuaire/type/", "a": "annuaire/", "c": "annuaire/commune/", "p": "pages/", "public": "annuaire/public/"}
	i := strings.LastIndex(line, " = ")
	for page := range strings.FieldsSeq(line[i+3:]) {
		folder, name, _ := strings.Cut(page, "/")
		if folder == "s" {
			name = services[name]
		}
		pages = append(pages, folders[folder]+name+".html")
	}
	return line[:i], pages
}

// TestSearch asks questions in Chromium.
func TestSearch(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	c := newChromium(t, 2)
	p := newPortal(t)
	t.Run("questions", func(t *testing.T) { testQuestions(t, c, p) })
	t.Run("words", func(t *testing.T) { testWords(t, c, p) })
	t.Run("page", func(t *testing.T) { testSearchPage(t, c, p) })
	t.Run("folder", func(t *testing.T) {
		b := c.tab(t)
		folder := "file://" + filepath.ToSlash(p.out) + "/"
		b.open(folder, "morbihan/recherche.html?q=franconnect")
		b.settled()
		if got := b.answers(folder + "morbihan/"); len(got) == 0 || got[0] != "guides/franceconnect.html" {
			t.Errorf("the answers are %q", got)
		}
		b.expectNone("the browser", b.heard())
	})
	for _, lang := range []string{"en", "ar"} {
		t.Run(lang, func(t *testing.T) {
			b := c.tab(t)
			b.open(p.base, "morbihan/"+lang+"/recherche.html?q="+map[string]string{"en": "pasword", "ar": "%D9%83%D9%84%D9%85%D8%A9+%D8%A7%D9%84%D9%85%D8%B1%D9%88%D8%B1"}[lang])
			b.settled()
			got := b.answers(p.base + "morbihan/" + lang + "/")
			if len(got) == 0 {
				t.Error("no answer")
			}
			for _, address := range got {
				p.expectLink(t, p.base+"morbihan/"+lang+"/"+address)
			}
			b.expectNone("the browser", b.heard())
		})
	}
}

// ready is true once the search has answered what the address asks.
const ready = `new Promise(done => {
	const look = () => document.querySelector('[data-dit]').textContent ? done(true) : setTimeout(look, 10);
	look();
})`

func (b *tab) settled() {
	b.t.Helper()
	eval[bool](b, ready)
}

// answers are the addresses of the results, from base, in their order.
func (b *tab) answers(base string) []string {
	b.t.Helper()
	list := eval[[]string](b, `[...document.querySelectorAll('[data-resultats] section:not([hidden]) li > p:first-child a')].map(a => a.href)`)
	for i := range list {
		list[i] = strings.TrimPrefix(list[i], base)
	}
	return list
}

// testQuestions asks each set of questions: the right page comes first or among
// the first three as often as the set says, and there is something to read for
// all.
func testQuestions(t *testing.T, c *chromium, p *portal) {
	other := otherPortal(t)
	for _, set := range questionSets(t) {
		t.Run(set.Nom+"/"+set.Site, func(t *testing.T) {
			on, site := p, set.Site
			if site == "autre" {
				on, site = other, "ardeche"
			}
			testSet(t, c.tab(t), on, on.base+site+"/", set)
		})
	}
}

func testSet(t *testing.T, b *tab, p *portal, base string, set questionSet) {
	b.open(base, "recherche.html")
	first, three := 0, 0
	for _, line := range set.Questions {
		asked, pages := cutQuestion(line)
		for _, page := range pages {
			p.expectLink(t, base+page)
		}
		text, _ := json.Marshal(asked)
		eval[bool](b, `(document.querySelector('[data-dit]').textContent = '', q.value = `+string(text)+`, q.form.requestSubmit(), `+ready+`)`)
		got := b.answers(base)
		if len(got) == 0 && !eval[bool](b, `document.querySelector('[data-chemins]').checkVisibility()`) {
			t.Errorf("%q: an empty page", asked)
		}
		place := slices.IndexFunc(got, func(address string) bool { return slices.Contains(pages, address) })
		if place == 0 {
			first++
		}
		if place >= 0 && place < 3 {
			three++
		} else {
			t.Logf("%q: %q", asked, got[:min(3, len(got))])
		}
	}
	first, three = 100*first/len(set.Questions), 100*three/len(set.Questions)
	t.Logf("first %d %%, among three %d %% of %d", first, three, len(set.Questions))
	if first < set.Premiere || three < set.Trois {
		t.Errorf("%d %% and %d %%, want %d and %d", first, three, set.Premiere, set.Trois)
	}
	b.expectNone("the browser", b.heard())
}

// testWords compares the words of the script with those of package search.
func testWords(t *testing.T, c *chromium, p *portal) {
	script, err := os.ReadFile("../../themes/clair/assets/recherche.js")
	if err != nil {
		t.Fatal(err)
	}
	const end = "  start();\n})();"
	if !strings.Contains(string(script), end) {
		t.Fatal("the script does not end as it did")
	}
	texts := []string{
		"L’ordinateur, l'imprimante", "Qu’est-ce qu’il faut jusqu’à aujourd’hui ?", "IMPÔTS Médiathèques œuvre ÆGIR", "R.S.A. C.A.F, la M.S.A", "imprimer imprimée imprimés imprimez",
		"ordi\u00adnateur\u202f! 56100", "e\u0301te\u0301", "Saint–Gildas-de-Rhuys", "ﬁchier ½ № ３", "Łódź Øre Straße", "كَلِمَة المُرور إلى أرى", "wi-fi 4G", "a.b.c ab.c", "chevaux prix bus ees ers",
	}
	for _, set := range questionSets(t) {
		texts = append(texts, set.Questions...)
	}
	asked, _ := json.Marshal(texts)
	b := c.tab(t)
	for lang, folder := range map[string]string{"fr": "", "en": "en/", "ar": "ar/"} {
		b.open(p.base, "morbihan/"+folder+"recherche.html")
		source := strings.Replace(string(script), end, "  window.compare = async list => { await load('b0'); return list.map(keyOf); };\n})();", 1)
		eval[bool](b, source+"; true")
		got := eval[[]string](b, "compare("+string(asked)+")")
		a := search.NewAnalyser(lang, nil)
		for i, text := range texts {
			if want := strings.Join(a.Keys(text), " "); got[i] != want {
				t.Errorf("%s %q: %q in the script, %q in the index", lang, text, got[i], want)
			}
		}
	}
}

// testSearchPage goes about the page with the keyboard, and back in the history.
func testSearchPage(t *testing.T, c *chromium, p *portal) {
	b := c.tab(t)
	b.look(look{width: 320})
	b.open(p.base, "morbihan/index.html")
	b.tabTo("the search field", func(f focused) bool { return strings.Contains(f.HTML, `id="q"`) })
	b.press("carte grise")
	b.follow()
	b.settled()
	if got := eval[string](b, `location.search + ' ' + q.value`); got != "?q=carte+grise carte grise" {
		t.Errorf("the address and the field are %s", got)
	}
	said := eval[string](b, `document.querySelector('[data-dit]').textContent`)
	if !strings.Contains(said, fmt.Sprint(eval[int](b, `[...document.querySelectorAll('.trouve .compte')].reduce((n, e) => n + +e.textContent.replace(/\D/g, ''), 0)`))) {
		t.Errorf("it says %q", said)
	}
	b.tabTo("the first answer", func(f focused) bool { return strings.HasSuffix(f.Href, "/guides/demarches-prefecture.html") })
	eval[bool](b, `(q.value = 'Lorient', q.focus(), document.querySelector('[data-dit]').textContent = '', true)`)
	b.press(kb.Enter)
	b.settled()
	if got := b.answers(p.base + "morbihan/"); len(got) == 0 || !strings.Contains(eval[string](b, `document.querySelector('.trouve .detail').textContent`), "Lorient") {
		t.Errorf("the answers to Lorient are %q", got)
	}
	eval[bool](b, `new Promise(done => (document.querySelector('[data-dit]').textContent = '', addEventListener('popstate', () => done(true)), history.back()))`)
	b.settled()
	if got := eval[string](b, `q.value`); got != "carte grise" {
		t.Errorf("back, the field says %q", got)
	}
	b.open(p.base, "morbihan/recherche.html?q="+url.QueryEscape("xzwqkjh vbnmtr"))
	b.settled()
	if !eval[bool](b, `document.querySelector('[data-chemins]').checkVisibility() && !document.querySelector('[data-resultats]').checkVisibility()`) {
		t.Error("where nothing is found there is no other way")
	}
	b.expectNone("the browser", b.heard())
	b.scripts(false)
	b.open(p.base, "morbihan/recherche.html?q=carte+grise")
	b.scripts(true)
	if !eval[bool](b, `!q.checkVisibility() && document.querySelectorAll('[data-chemins] a[href]').length > 30`) {
		t.Error("without scripts, the page is no map of ways")
	}
}

// otherPortal builds and serves testdata/autre.txtar.
func otherPortal(t *testing.T) *portal {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/autre.txtar")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return servePortal(t, func(string) string { return dir })
}
