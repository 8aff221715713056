package browser

import (
	"fmt"
	"os"
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
				b.expectAccessible(l)
				b.expectNoOverflow(l)
			}
			b.expectQuiet()
		})
		t.Run(one.lang+"/"+one.kind+"/no-script", func(t *testing.T) {
			t.Parallel()
			b := c.tab(t)
			b.scripts(false)
			b.open(p.base, one.open)
			// The page is as it is without scripts; the one that looks at it is ours.
			b.scripts(true)
			eval[bool](b, string(axe)+"; true")
			b.expectAccessible(wide)
			b.expectNoDeadControl()
			b.expectQuiet()
		})
	}
	t.Run("keyboard", func(t *testing.T) { testKeyboard(t, c, p) })
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

// expectAccessible runs axe-core, which must be in the page: WCAG 2.2 A and AA,
// and what its authors call best practices.
func (b *tab) expectAccessible(l look) {
	b.t.Helper()
	const run = `axe.run(document, {
		runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']},
		resultTypes: ['violations'], preload: false,
	}).then(r => r.violations)`
	for _, v := range eval[[]violation](b, run) {
		b.t.Errorf("%s: %v", l.name, v)
	}
}

// expectNoOverflow wants a page that is read without scrolling sideways (WCAG
// 1.4.10, RGAA 10.11). What scrolls in its own frame, such as a wide table, may.
func (b *tab) expectNoOverflow(l look) {
	b.t.Helper()
	const widest = `(() => {
		const page = document.documentElement, over = page.scrollWidth - page.clientWidth;
		if (over <= 0) return '';
		const guilty = [...document.body.querySelectorAll('*')].filter(e => {
			const r = e.getBoundingClientRect();
			return r.width > 0 && (r.right > page.clientWidth + 1 || r.left < -1);
		}).slice(0, 3).map(e => e.outerHTML.slice(0, 120));
		return over + ' px too wide: ' + guilty.join(' | ');
	})()`
	if found := eval[string](b, widest); found != "" {
		b.t.Errorf("%s: %s", l.name, found)
	}
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

// expectNoDeadControl wants no button or form to be seen that would do nothing:
// without scripts, a form is one that a host without a program can answer.
func (b *tab) expectNoDeadControl() {
	b.t.Helper()
	const dead = `[...document.querySelectorAll('button, input, select, textarea')]
		.filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest('details') && !(e.form && e.form.hasAttribute('action')))
		.map(e => e.outerHTML.slice(0, 120))`
	for _, control := range eval[[]string](b, dead) {
		b.t.Errorf("without scripts, this does nothing: %s", control)
	}
}
