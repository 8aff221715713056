package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"balise/generator/build"
	"balise/generator/diag"
)

// a5 is a booklet's page at 96 pixels an inch; on A4 all is larger, in
// proportion.
var a5 = look{name: "A5", width: 559, media: "print"}

// misprints says what a printed booklet may not do: a text under the number of
// its page or in the margin, a line that names another page than its subject's.
// The font takes the place of the theme's; it may be empty.
const misprints = `(font => {
	const faults = [], pageOf = id => document.getElementById(id)?.closest('.feuillet').querySelector('.folio')?.textContent;
	for (const sheet of document.querySelectorAll('.feuillet')) {
		if (font) sheet.style.fontFamily = font;
		const em = parseFloat(getComputedStyle(sheet).fontSize), box = sheet.getBoundingClientRect();
		const number = sheet.querySelector('.folio')?.textContent || '1';
		const foot = sheet.querySelector('.folio')?.getBoundingClientRect().top ?? box.bottom;
		for (const e of sheet.querySelectorAll('p:not(.folio), li, h1, h2, h3, svg')) {
			const r = e.getBoundingClientRect();
			if (!r.width || !r.height) continue;
			if (r.bottom > foot + 1) faults.push('page ' + number + ': under the foot: ' + e.textContent.slice(0, 60));
			if (r.left < box.left + 3.9 * em || r.right > box.right - 3.9 * em || e.scrollWidth > e.clientWidth + 1 && e.clientWidth)
				faults.push('page ' + number + ': in the margin: ' + e.textContent.slice(0, 60));
		}
		for (const a of sheet.querySelectorAll('.lignes-livret a')) {
			const said = a.closest('li').querySelector('.folios').textContent;
			const pages = said.split(', ').flatMap(s => { const [from, to] = s.split('–').map(Number); return Array.from({length: (to || from) - from + 1}, (_, i) => String(from + i)); });
			const id = a.hash.slice(1);
			if (!/^index-besoins/.test(id) && !sheet.classList.contains('f-index-besoins') && !pages.includes(pageOf(id)))
				faults.push('page ' + number + ': ' + a.textContent + ' is said to be at ' + said + ', is at ' + pageOf(id));
			for (const page of pages) if (!(page > 1 && page <= document.querySelectorAll('.feuillet').length)) faults.push('no page ' + page);
		}
		if (sheet !== document.querySelectorAll('.feuillet')[number - 1]) faults.push('page ' + number + ' is not at its place');
	}
	return faults.slice(0, 10);
})`

func testPaper(t *testing.T, c *chromium, p *portal) {
	talkative := newTalkative(t)
	for _, booklet := range []struct{ name, base, address string }{
		{"fr", p.base, "morbihan/livret.html"},
		{"ar", p.base, "la-reunion/ar/livret.html"},
		{"a need", p.base, "morbihan/en/livret/aide-aux-demarches-administratives.html"},
		{"long names", talkative, "lozere/livret.html"},
		{"long names, ar", talkative, "lozere/ar/livret.html"},
	} {
		t.Run("booklet/"+booklet.name, func(t *testing.T) {
			t.Parallel()
			b := c.tab(t)
			b.look(a5)
			b.open(booklet.base, booklet.address)
			if n := eval[int](b, `document.querySelectorAll('.feuillet').length`); n < 8 || n%4 != 0 {
				t.Errorf("%d pages do not fold", n)
			}
			for _, font := range []string{"", "DejaVu Sans"} {
				b.expectNone(font, eval[[]string](b, misprints+`('`+font+`')`))
			}
		})
	}
	for _, base := range []string{p.base, "file://" + filepath.ToSlash(p.out) + "/"} {
		t.Run("selection/"+base[:4], func(t *testing.T) {
			t.Parallel()
			testSelection(c.tab(t), base)
		})
	}
}

// chosenNames are the places that selection.html shows, once it does.
const chosenNames = `new Promise(done => (function look() {
	const shown = document.querySelectorAll('.choisis h2');
	shown.length ? done([...shown].map(h => h.textContent.trim())) : setTimeout(look, 20);
})())`

// testSelection chooses two places in a list, goes elsewhere, and finds them
// again in another language.
func testSelection(b *tab, base string) {
	b.open(base, "morbihan/annuaire/commune/lorient.html")
	wanted := eval[[]string](b, `[0, 2].map(i => {
		const card = document.querySelectorAll('.lieu')[i];
		card.querySelector('.choisir').click();
		return card.querySelector('.lieu-nom').textContent.trim();
	})`)
	goTo := func(selector string) {
		b.t.Helper()
		eval[bool](b, `document.querySelector('`+selector+`').focus() || true`)
		b.follow()
	}
	goTo(`.fil a`)
	goTo(`.langues a[hreflang=en]`)
	eval[bool](b, `document.querySelector('.evitement a').click() || true`) // an anchor of the page's own
	goTo(`[data-choix] a`)
	if got := eval[[]string](b, chosenNames); fmt.Sprint(got) != fmt.Sprint(wanted) {
		b.t.Errorf("the selection has %q, want %q", got, wanted)
	}
	if got := eval[int](b, `localStorage.length + sessionStorage.length`); got != 0 {
		b.t.Errorf("%d things are stored", got)
	}
	left := eval[[]string](b, `document.querySelector('.choisis button').click(), `+chosenNames)
	if fmt.Sprint(left) != fmt.Sprint(wanted[1:]) {
		b.t.Errorf("after one is removed the selection has %q", left)
	}
	if got := eval[string](b, `document.activeElement.className`); !strings.Contains(got, "choisir") {
		b.t.Errorf("the focus is lost: it is on %q", got)
	}
	b.expectNone("the browser", b.heard())
}

// newTalkative builds a portal of invented places whose names, addresses and
// hours are as long as those that listings hold, and answers its address.
func newTalkative(t *testing.T) string {
	t.Helper()
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "public")
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.toml", `titre = "Un portail dont le nom est long parce que trois collectivités l’ont choisi ensemble"
langues = ["fr", "ar"]
adresse = "https://portail.example/"
[editeur]
nom = "Communauté de communes d’un nom assez long pour tenir sur deux lignes"
courriel = "bonjour@portail.example"
[hebergeur]
nom = "Hébergeur"
[[territoire]]
chemin = "lozere"
type = "departement"
code = "48"
`)
	names := []string{
		"CENTRE COMMUNAL D’ACTION SOCIALE - ESPACE DÉPARTEMENTAL DES SOLIDARITÉS ET DE L’ACCOMPAGNEMENT AU NUMÉRIQUE",
		"Association intercommunale pour l’insertion professionnelle, la formation et l’accès aux droits des habitantes et habitants",
		"WWW-MÉDIATHÈQUE-LUDOTHÈQUE-CYBERBASE-ESPACE-PUBLIC-NUMÉRIQUE-MAISON-DE-SERVICES-AU-PUBLIC-ET-TIERS-LIEU",
		"Mairie",
	}

	var records strings.Builder
	for i := range 60 {
		fmt.Fprintf(&records, `[[structure]]
id = "lieu-%d"
nom = "%s %d"
commune = "Mende"
code_insee = "48095"
adresse = "%s"
complement_adresse = "Bâtiment administratif, deuxième étage, porte de gauche au fond du couloir"
telephone = "+33465710%03d"
horaires = "Mo,We 08:30-12:15,13:30-17:45; Tu 09:00-12:00,14:00-18:30; Th 10:00-12:00; Fr 08:30-12:15; Sa[1,3] 09:00-12:00; Jul-Aug Mo-Fr 08:00-13:00; PH off"
services = ["Aide aux démarches administratives", "Maîtrise des outils numériques du quotidien", "Insertion professionnelle via le numérique", "Utilisation sécurisée du numérique", "Parentalité et éducation avec le numérique"]
frais_a_charge = ["Gratuit"]
modalites_acces = ["Prendre un RDV en ligne"]
date_maj = 2020-01-02

`, i, names[i%len(names)], i, strings.Repeat("Route départementale ", i%5)+"lieu-dit de la Grange", i)
	}
	write("data/structures/48.toml", records.String())
	result, ds, err := build.Run(build.Options{Dir: dir, Out: out, Today: time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)})
	if err != nil || result == nil {
		_ = diag.Text(os.Stderr, ds, diag.English)
		t.Fatalf("the portal was not built: %v", err)
	}
	return "file://" + filepath.ToSlash(out) + "/"
}
