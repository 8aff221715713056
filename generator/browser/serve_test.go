package browser

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"balise/generator/diag"
	live "balise/generator/serve"
)

// TestServe writes a guide with its page open: it shows again where the reader
// stood; a fault is laid over it, and goes when it is mended.
func TestServe(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	axe, err := os.ReadFile("testdata/node_modules/axe-core/axe.min.js")
	if err != nil {
		lacks(t, "no axe-core: run npm ci in generator/browser/testdata")
	}
	c := newChromium(t, 1)
	dir := copyExample(t, "https://portail.example/")
	guide := filepath.Join(dir, "content", "guides", "essai-du-service.md")
	save := func(front, text string) {
		t.Helper()
		body := "+++\ntitre = \"Essai du service\"\nresume = \"Un guide.\"\n" + front + "\n+++\n\n" + strings.Repeat("Un paragraphe pour que la page soit longue.\n\n", 80) + text + "\n"
		if err := os.WriteFile(guide, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	const front = "maj = 2026-01-05"
	save(front, "Texte d’origine.")
	base := startServe(t, dir)

	b := c.tab(t)
	const frame = `document.getElementById('page').contentWindow`
	holds := func(text string) {
		b.t.Helper()
		b.wait(frame + `.document.readyState === 'complete' && ` + frame + `.document.body.textContent.includes(` + quoted(text) + `)`)
	}
	stands := func() {
		b.t.Helper()
		b.wait(`Math.abs(` + frame + `.scrollY - 1500) < 2`)
	}
	b.open(base, "/-/voir/morbihan/guides/essai-du-service.html")
	holds("Texte d’origine.")
	eval[bool](b, frame+`.scrollTo({top: 1500, behavior: 'instant'}); true`)
	stands()

	save(front, "Texte repris.")
	holds("Texte repris.")
	stands()

	save("maj = 2026-13-05", "Texte fautif.")
	const faults = `document.getElementById('fautes')`
	b.wait(`!` + faults + `.hidden && document.getElementById('detail').open && document.querySelector('#liste .error')`)
	said := eval[string](b, `document.getElementById('fautes').innerText`)
	for _, want := range []string{"1 erreur", "content/guides/essai-du-service.md:4:", "maj = 2026-13-05", "^"} {
		if !strings.Contains(said, want) {
			t.Errorf("the overlay lacks %q:\n%s", want, said)
		}
	}
	holds("Texte repris.")
	stands()
	eval[bool](b, string(axe)+"; true")
	for _, l := range looks[:len(looks)-1] { // nobody prints it
		b.look(l)
		b.expectNone("the face, "+l.name, b.violations())
		b.expectNone("the face, "+l.name, b.overflows())
	}
	b.look(wide)

	eval[bool](b, frame+`.scrollTo({top: 1500, behavior: 'instant'}); true`)
	save(front, "Texte corrigé.")
	holds("Texte corrigé.")
	b.wait(`!document.querySelector('#liste .error')`)
	stands()

	// The face's address follows the page's.
	eval[bool](b, frame+`.document.querySelector('a[href$="annuaire/index.html"]').click(); true`)
	b.wait(`location.pathname === '/-/voir/morbihan/annuaire/index.html'`)
	b.expectNone("the browser", b.heard())
}

// startServe serves a portal until the test ends, and gives its address once it
// was read.
func startServe(t *testing.T, dir string) string {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	address, read, ended := make(chan string, 1), make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- live.Run(ctx, live.Options{
			Dir: dir, Lang: diag.French,
			Today: func() (time.Time, error) { return time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC), nil },
			Ready: func(a string) { address <- strings.TrimSuffix(a, "/-/voir/") },
			Tell: func(u live.Update) {
				if u.First {
					close(read)
				}
			},
		})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	base := <-address
	<-read
	return base
}

// wait waits until an expression is true in the page.
func (b *tab) wait(expression string) {
	b.t.Helper()
	if !eval[bool](b, `new Promise(done => {
		const end = Date.now() + 50000;
		(function look() {
			let ok = false;
			try { ok = !!(`+expression+`); } catch {}
			ok || Date.now() > end ? done(ok) : setTimeout(look, 10);
		})();
	})`) {
		b.t.Fatalf("never: %s", expression)
	}
}

// quoted is a text in JavaScript.
func quoted(text string) string { return "`" + text + "`" }
