package browser

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"balise/generator/hours"
)

// testOpen holds the script of open places to what package hours says, for
// readers who are elsewhere.
func testOpen(t *testing.T, c *chromium, p *portal) {
	t.Run("as package hours", func(t *testing.T) { testOpenAsHours(t, c, p) })
	t.Run("sentences", func(t *testing.T) { testOpenSentences(t, c, p) })
	t.Run("stale", func(t *testing.T) {
		b := c.tab(t)
		b.open(p.base, "morbihan/annuaire/index.html")
		for _, card := range eval[[]string](b, `[...document.querySelectorAll('.lieu')].filter(e => e.querySelector('.signe-rouge') && e.querySelector('[data-h]')).map(e => e.textContent)`) {
			t.Errorf("a place to be checked first says when it is open: %s", card)
		}
	})
	t.Run("no script", func(t *testing.T) {
		b := c.tab(t)
		b.scripts(false)
		b.open(p.base, p.page(t, "structure", "fr").file)
		b.scripts(true)
		if seen := eval[[]string](b, `[...document.querySelectorAll('.etat, .ce-jour')].filter(e => e.checkVisibility()).map(e => e.outerHTML)`); len(seen) > 0 {
			t.Errorf("without scripts, this is shown: %q", seen)
		}
	})
}

// elsewhere puts the reader in a time zone until the test ends.
func (b *tab) elsewhere(zone string) {
	b.t.Helper()
	set := func(zone string) error {
		_, err := chromedp.Call(b.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: zone})
		return err
	}
	if err := set(zone); err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(func() { _ = set("") })
}

// at sets the clock of the page, and has its scripts look at it.
const at = `(ms => { Date.now = () => ms; document.dispatchEvent(new Event('visibilitychange')); })`

// testOpenAsHours compares, at moments spread over the table, what the script
// finds with the intervals, for the values that opening_hours.js is asked.
func testOpenAsHours(t *testing.T, c *chromium, p *portal) {
	first := time.Date(2026, time.November, 16, 0, 0, 0, 0, time.UTC)
	place := hours.Place{Departement: "974", Closures: []hours.Days{{From: first.AddDate(0, 0, 20), To: first.AddDate(0, 0, 24)}}}
	schedules, tables := exampleSchedules(t), []string{}
	var page strings.Builder
	page.WriteString(`<!doctype html><html lang="fr"><meta charset="utf-8"><title>Heures</title><link rel="icon" href="morbihan/assets/icone.svg"><div data-fuseau="Indian/Reunion" data-debut="2026-11-16" data-heure="#" data-minutes="#.@" data-ouvre="#" data-ouvre-le="@ #" data-demain="#" data-ferme="x" data-fermeture="x" data-ferme-ferie="x" data-jusqua="#"></div>`)
	for _, s := range schedules {
		table := s.Table(first, hours.TableDays, place)
		tables = append(tables, table)
		fmt.Fprintf(&page, "<p hidden data-h=\"%s\"></p>", html.EscapeString(table))
	}
	page.WriteString(`<script src="morbihan/assets/clair.js"></script></html>`)
	if err := os.WriteFile(filepath.Join(p.out, "heures.html"), []byte(page.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	b := c.tab(t)
	b.elsewhere("America/Los_Angeles")
	b.open(p.base, "heures.html")
	var moments []time.Time
	start := time.Date(2026, time.November, 16, 0, 0, 0, 0, place.Location())
	for m := start; m.Before(start.AddDate(0, 0, hours.TableDays+2)); m = m.Add(5*time.Hour + 45*time.Minute) {
		moments = append(moments, m)
	}
	instants := make([]int64, len(moments))
	for i, m := range moments {
		instants[i] = m.UnixMilli()
	}
	list, err := json.Marshal(instants)
	if err != nil {
		t.Fatal(err)
	}
	found := eval[[]string](b, `(() => {
		const spots = [...document.querySelectorAll('[data-h]')];
		return `+string(list)+`.map(ms => { `+at+`(ms); return spots.map(e => e.hidden ? '-' : e.dataset.etat[0]).join(''); });
	})()`)
	wrong := 0
	for i, m := range moments {
		for j, s := range schedules {
			want := "f"
			signs, _, _ := strings.Cut(tables[j], " ")
			if day := int(m.Sub(start) / (24 * time.Hour)); day >= len(signs) {
				want = "-" // nothing is said past the table
			} else if state, comment := s.At(m, place); state == hours.Unknown || state == hours.Open && strings.Contains(doubtful(tables[j], day), "?") {
				want = "i"
			} else if state == hours.Open {
				want = "o"
				if strings.Contains(comment, "rendez-vous") {
					want = "r"
				}
			}
			if got := found[i][j : j+1]; got != want && wrong < 10 {
				wrong++
				t.Errorf("%q at %s: %s, want %s\n%s", s.Raw(), m.Format(time.DateTime), got, want, tables[j])
			}
		}
	}
	b.expectNone("the browser", b.heard())
}

// doubtful is "?" when a table doubts of a whole day: a public holiday of which
// the schedule says nothing.
func doubtful(table string, day int) string {
	line, _, _ := strings.Cut(table, "\n")
	words := strings.Split(line, " ")
	if sign := words[0][day]; sign >= 'A' {
		return words[1+sign-'A'][:1]
	}
	return ""
}

// exampleSchedules are the values on which package hours is tested.
func exampleSchedules(t *testing.T) []*hours.Schedule {
	t.Helper()
	f, err := os.Open("../hours/testdata/oracle.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []*hours.Schedule
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c struct {
			Value string `json:"valeur"`
		}
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if s, _ := hours.Parse(c.Value); s != nil && s.Table(time.Date(2026, time.November, 16, 0, 0, 0, 0, time.UTC), hours.TableDays, hours.Place{Departement: "974"}) != "" {
			list = append(list, s)
		}
	}
	if err := lines.Err(); err != nil || len(list) < 50 {
		t.Fatalf("%d schedules (%v)", len(list), err)
	}
	return list
}

// testOpenSentences reads what a reader in Paris is told of a place in La
// Réunion, three hours ahead.
func testOpenSentences(t *testing.T, c *chromium, p *portal) {
	const table = "AAAAA--AAAAA--AAAAA--AAAAA--AAA!!!!AAAA*--B 9-12,14-17.30 0-24"
	b := c.tab(t)
	b.elsewhere("Europe/Paris")
	for lang, sentences := range map[string]map[string]string{
		"fr": {
			"2026-11-16T04:59": "Fermé. Ouvre à 9 h.",
			"2026-11-16T05:00": "Ouvert en ce moment, jusqu’à 12 h. | de 9 h à 12 h et de 14 h à 17 h 30",
			"2026-11-16T13:29": "Ouvert en ce moment, jusqu’à 17 h 30.",
			"2026-11-16T13:30": "Fermé. Ouvre demain à 9 h.",
			"2026-11-16T20:30": "Fermé. Ouvre à 9 h.", // it is tomorrow there
			"2026-11-21T08:00": "Fermé. Ouvre lundi à 9 h. | fermé",
			"2026-12-18T08:00": "Fermeture exceptionnelle. Ouvre lundi à 9 h. | fermé",
			"2026-12-17T08:00": "Fermeture exceptionnelle. Ouvre lundi à 9 h.",
			"2026-12-25T08:00": "Fermé pour le jour férié du 25 décembre. Ouvre lundi à minuit.",
			"2026-12-28T08:00": "Ouvert en ce moment. | 24 heures sur 24",
			"2026-12-29T08:00": "",
			"2026-11-15T08:00": "",
		},
		"en": {"2026-11-16T13:29": "Open now, until 5:30 pm. | from 9 am to 12 pm and from 2 pm to 5:30 pm"},
		"ar": {"2026-11-16T13:29": "مفتوح الآن، حتى الساعة 17:30."},
	} {
		file := "la-reunion/" + map[string]string{"en": "en/", "ar": "ar/"}[lang] + openPlace(t, p)
		b.open(p.base, file)
		// The page's own table is replaced, before its script reads it again.
		eval[bool](b, `document.querySelector('[data-h]').dataset.h = '`+table+`', document.querySelector('[data-fuseau]').dataset.debut === '2026-11-16'`)
		for when, want := range sentences {
			m, err := time.Parse("2006-01-02T15:04", when)
			if err != nil {
				t.Fatal(err)
			}
			got := eval[string](b, fmt.Sprintf(`%s(%d), (() => {
				const e = document.querySelector('[data-h]'), d = document.querySelector('.ce-jour span:last-child');
				return e.hidden ? '' : e.textContent + ' | ' + d.textContent;
			})()`, at, m.UnixMilli()))
			got = strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(got)
			if got != want && !(want != "" && !strings.Contains(want, "|") && strings.HasPrefix(got, want+" |")) {
				t.Errorf("%s: %q, want %q", when, got, want)
			}
		}
	}
}

// openPlace is the page of a place in La Réunion that has a table.
func openPlace(t *testing.T, p *portal) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(p.out, "la-reunion/annuaire/*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "data-jour") && !strings.Contains(string(data), "data-rdv hidden") {
			return "annuaire/" + filepath.Base(name)
		}
	}
	t.Fatal("no place of La Réunion has known hours")
	return ""
}
