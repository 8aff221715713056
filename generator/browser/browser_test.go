package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestBrowser opens the example in Chromium. Two tabs are at work at most.
func TestBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	axe, err := os.ReadFile("testdata/node_modules/axe-core/axe.min.js")
	if err != nil {
		lacks(t, "no axe-core: run npm ci in generator/browser/testdata")
	}
	c := newChromium(t, 2)
	p := newPortal(t)

	for _, one := range p.pages(t) {
		t.Run(one.lang+"/"+one.kind, func(t *testing.T) {
			t.Parallel()
			b := c.tab(t)
			b.open(p.base, one.open)
			b.expectLanguage(one.lang)
			eval[bool](b, string(axe)+"; true")
			for _, l := range looks {
				b.look(l)
				b.expectNone(l.name, b.violations())
				b.expectNone(l.name, b.overflows())
			}
			b.expectNone("the browser", b.heard())
		})
		t.Run(one.lang+"/"+one.kind+"/no-script", func(t *testing.T) {
			t.Parallel()
			b := c.tab(t)
			b.scripts(false)
			b.open(p.base, one.open)
			// The page is as it is without scripts; the one that looks at it is ours.
			b.scripts(true)
			eval[bool](b, string(axe)+"; true")
			b.expectNone("without scripts", b.violations())
			b.expectNone("without scripts, this does nothing", b.deadControls())
			b.expectNone("the browser", b.heard())
		})
	}
	t.Run("lost, deep down", func(t *testing.T) {
		// A host shows 404.html at any depth: its links must lead back from there.
		b := c.tab(t)
		b.open(p.base, "morbihan/ancienne/page/absente.html")
		links := eval[[]string](b, `[...document.querySelectorAll('a[href]')]
			.filter(a => a.origin === location.origin && a.pathname !== location.pathname).map(a => a.href)`)
		if len(links) < 5 {
			t.Errorf("%d links only", len(links))
		}
		for _, link := range links {
			p.expectLink(t, link)
		}
	})
	t.Run("faults", func(t *testing.T) { testFaults(t, c, p, string(axe)) })
	t.Run("keyboard", func(t *testing.T) { testKeyboard(t, c, p) })
	t.Run("open now", func(t *testing.T) { testOpen(t, c, p) })
	t.Run("filters", func(t *testing.T) { testFilter(t, c, p, string(axe)) })
	t.Run("paper", func(t *testing.T) { testPaper(t, c, p) })
	t.Run("usb-key", func(t *testing.T) { testUSBKey(t, c, p) })
}

// violation is a rule of axe-core that a page breaks.
type violation struct {
	ID     string
	Impact string
	Help   string
	Nodes  []struct {
		Target         []any
		HTML           string
		FailureSummary string
	}
}

func (v violation) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s (%s): %s", v.ID, v.Impact, v.Help)
	for i, node := range v.Nodes {
		if i == 3 {
			fmt.Fprintf(&s, "\n    and %d more", len(v.Nodes)-i)
			break
		}
		fmt.Fprintf(&s, "\n    %v\n    %.200s\n    %s", node.Target, node.HTML, strings.ReplaceAll(node.FailureSummary, "\n", "\n      "))
	}
	return s.String()
}

// expectNone fails the test for each fault that was found.
func (b *tab) expectNone(where string, faults []string) {
	b.t.Helper()
	for _, fault := range faults {
		b.t.Errorf("%s: %s", where, fault)
	}
}

// violations runs axe-core, which must be in the page: WCAG 2.2 A and AA, and
// what its authors call best practices.
func (b *tab) violations() (faults []string) {
	b.t.Helper()
	const run = `axe.run(document, {
		runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
		rules: {'target-size': {enabled: !matchMedia('print').matches}}, // nobody taps on paper
		resultTypes: ['violations'], preload: false,
	}).then(r => r.violations)`
	for _, v := range eval[[]violation](b, run) {
		faults = append(faults, v.String())
	}
	return faults
}

// overflows finds what makes a page scroll sideways (WCAG 1.4.10, RGAA 10.11).
// What scrolls in its own frame, such as a wide table, may.
func (b *tab) overflows() []string {
	b.t.Helper()
	return eval[[]string](b, `(() => {
		const page = document.documentElement, over = page.scrollWidth - page.clientWidth;
		if (over <= 0) return [];
		return [over + ' px too wide', ...[...document.body.querySelectorAll('*')].filter(e => {
			const r = e.getBoundingClientRect();
			return r.width > 0 && (r.right > page.clientWidth + 1 || r.left < -1);
		}).slice(0, 3).map(e => e.outerHTML.slice(0, 120))];
	})()`)
}

// deadControls finds the buttons and fields that would do nothing without
// scripts: those of no form that a host of plain files can answer.
func (b *tab) deadControls() []string {
	b.t.Helper()
	return eval[[]string](b, `[...document.querySelectorAll('button, input, select, textarea')]
		.filter(e => e.checkVisibility({visibilityProperty: true}) && !(e.form && e.form.hasAttribute('action')))
		.map(e => e.outerHTML.slice(0, 120))`)
}

// expectLanguage wants the page to say its language and the way it is written.
func (b *tab) expectLanguage(lang string) {
	b.t.Helper()
	want := lang + " ltr"
	if lang == "ar" {
		want = "ar rtl"
	}
	if got := eval[string](b, `document.documentElement.lang + ' ' + getComputedStyle(document.body).direction`); got != want {
		b.t.Errorf("the page says %q, want %q", got, want)
	}
}

// testFaults opens a page that has every fault: none goes unseen.
func testFaults(t *testing.T, c *chromium, p *portal, axe string) {
	const faulty = `<!doctype html><html lang="fr"><title>Fautes</title><main><h1>Fautes</h1>
<script>console.log('inline')</script><script src="absent.js"></script><img src="https://ailleurs.example/a.png" width="2000" height="9">
<script src="faute.js"></script><button>Rien</button></main></html>`
	for name, data := range map[string]string{"fautes.html": faulty, "faute.js": "console.error('ouille'); absente()"} {
		if err := os.WriteFile(filepath.Join(p.out, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := c.tab(t)
	b.open(p.base, "fautes.html")
	eval[bool](b, axe+"; true")
	b.look(look{width: 320})
	found := strings.Join(slices.Concat(b.violations(), b.overflows(), b.deadControls(), b.heard()), "\n")
	for _, want := range []string{
		"image-alt", "px too wide", "<button>Rien", "inline script", "absent.js", "ailleurs.example", "ouille", "absente is not defined",
	} {
		if !strings.Contains(found, want) {
			t.Errorf("%q goes unseen in:\n%s", want, found)
		}
	}
}
