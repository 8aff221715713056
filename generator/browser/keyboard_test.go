package browser

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// testKeyboard goes about the portal without a mouse, at 320 px: the same as at
// 1280 px with a zoom of 400 %.
func testKeyboard(t *testing.T, c *chromium, p *portal) {
	for _, lang := range []string{"fr", "ar"} {
		for _, kind := range []string{"hub", "home", "directory", "structure", "search"} {
			one := p.page(t, kind, lang)
			t.Run(lang+"/"+kind, func(t *testing.T) {
				t.Parallel()
				b := c.tab(t)
				b.look(look{width: 320})
				b.open(p.base, one.open)
				b.expectSkipLink()
				b.open(p.base, one.open)
				b.expectAllReached()
			})
		}
	}
	t.Run("from the home page to a phone number", func(t *testing.T) {
		t.Parallel()
		b := c.tab(t)
		b.look(look{width: 320})
		b.open(p.base, p.page(t, "home", "fr").open)
		b.tabTo("the directory", func(f focused) bool { return strings.HasSuffix(f.Href, "/annuaire/index.html") })
		b.follow()
		b.tabTo("a structure that has a phone", func(f focused) bool { return p.hasPhone(f.Href) })
		b.follow()
		b.tabTo("its phone number", func(f focused) bool { return strings.HasPrefix(f.Href, "tel:") })
		b.expectNone("the browser", b.heard())
	})
}

// hasPhone tells the address of a structure that can be called.
func (p *portal) hasPhone(address string) bool {
	name, ours := strings.CutPrefix(address, p.base)
	if !ours || filepath.Base(filepath.Dir(name)) != "annuaire" || strings.HasSuffix(name, "/index.html") {
		return false
	}
	data, err := os.ReadFile(filepath.Join(p.out, filepath.FromSlash(name)))
	return err == nil && strings.Contains(string(data), `href="tel:`)
}

// focused is the element that has the focus.
type focused struct {
	Number   int    // among those that can have it, in the order of the document; -1 for none
	HTML     string // how it begins
	Href     string
	Outlined bool // something shows that it has the focus (WCAG 2.4.7)
	Hidden   bool // it cannot be seen, or something else is over it (WCAG 2.4.11)
}

// focusable lists what a keyboard must reach. Of a group of radio buttons, one
// is reached with Tab and the others with the arrows.
const focusable = `[...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
	.filter(e => !e.disabled && e.type !== 'hidden' && e.type !== 'radio' && e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}))`

const focusedNow = `(() => {
	const e = document.activeElement, s = getComputedStyle(e);
	const number = ` + focusable + `.indexOf(e);
	const r = e.getClientRects()[0] || {width: 0, height: 0, left: 0, top: 0};
	const hit = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
	const labels = [...(e.labels || [])];
	return {
		number, html: e.outerHTML.slice(0, 120), href: e.href?.baseVal ? new URL(e.href.baseVal, location.href).href : e.href || '', // SVG has links too
		outlined: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none',
		hidden: r.width < 2 || !hit || !(e.contains(hit) || hit.contains(e) || labels.some(l => l.contains(hit))),
	};
})()`

// next presses Tab.
func (b *tab) next() focused {
	b.t.Helper()
	b.press(kb.Tab)
	return eval[focused](b, focusedNow)
}

// expectSkipLink wants the first thing that Tab reaches to lead past the menus.
func (b *tab) expectSkipLink() {
	b.t.Helper()
	first := b.next()
	if !strings.Contains(first.Href, "#") || first.Hidden {
		b.t.Fatalf("the first Tab is no skip link that can be seen: %+v", first)
	}
	b.press(kb.Enter)
	if !eval[bool](b, `document.querySelector(location.hash || 'none').matches('main')`) {
		b.t.Errorf("the skip link leads to %s", eval[string](b, `location.hash`))
	}
	b.press(kb.Tab)
	if !eval[bool](b, `!!document.activeElement.closest('main, footer')`) {
		b.t.Errorf("after the skip link, Tab is still before the contents: %+v", eval[focused](b, focusedNow))
	}
}

// expectAllReached goes through the page with Tab: everything is reached, in the
// order of the document, seen, and shown to have the focus.
func (b *tab) expectAllReached() {
	b.t.Helper()
	all := eval[[]string](b, focusable+`.map(e => e.outerHTML.slice(0, 120))`)
	var reached []int
	for range len(all) + 20 {
		f := b.next()
		if f.Number < 0 && strings.HasPrefix(f.HTML, "<body") || len(reached) > 0 && f.Number == reached[0] {
			break // gone round
		}
		if f.Number >= 0 {
			reached = append(reached, f.Number)
		}
		if !f.Outlined {
			b.t.Errorf("nothing shows that this has the focus: %s", f.HTML)
		}
		if f.Hidden {
			b.t.Errorf("this has the focus and cannot be seen: %s", f.HTML)
		}
	}
	if !slices.IsSorted(reached) {
		b.t.Errorf("Tab leaves the order of the document: %v", reached)
	}
	for i, html := range all {
		if !slices.Contains(reached, i) {
			b.t.Errorf("Tab does not reach %s", html)
		}
	}
}

// tabTo presses Tab until it is there.
func (b *tab) tabTo(what string, there func(focused) bool) {
	b.t.Helper()
	for range 400 {
		if f := b.next(); there(f) {
			if !f.Outlined || f.Hidden {
				b.t.Errorf("%s has the focus and does not show it: %+v", what, f)
			}
			return
		}
	}
	b.t.Fatalf("400 times Tab do not lead to %s", what)
}
