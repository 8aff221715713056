package browser

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	cdpage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// left is what the filter leaves of a list, and what it says of it.
type left struct {
	Places int
	Said   string
	Query  string
	Ways   []string
	Titles int // of groups, seen with nothing under them
}

const whatIsLeft = `(() => {
	const seen = e => e.checkVisibility();
	return {
		places: [...document.querySelectorAll('[data-liste] .lieu')].filter(seen).length,
		said: document.querySelector('.filtre [role=status]').textContent,
		query: location.search,
		ways: [...document.querySelectorAll('[data-enlever] button')].filter(seen).map(e => e.textContent),
		titles: [...document.querySelectorAll('[data-liste] [data-groupe]')].filter(g => seen(g) && ![...g.querySelectorAll('.lieu')].some(seen)).length,
	};
})()`

func (b *tab) left() left {
	b.t.Helper()
	return eval[left](b, whatIsLeft)
}

// testFilter narrows a list with a keyboard, served and from a file.
func testFilter(t *testing.T, c *chromium, p *portal, axe string) {
	folder := "file://" + filepath.ToSlash(p.out) + "/"
	for name, base := range map[string]string{"served": p.base, "file": folder} {
		t.Run(name, func(t *testing.T) {
			b := c.tab(t)
			testFilterKept(t, b, base, p.page(t, "service", "fr").file)
			b.expectNone("the browser", b.heard())
		})
	}
	t.Run("every choice shown", func(t *testing.T) {
		b := c.tab(t)
		b.open(p.base, p.page(t, "commune", "ar").file+"?mot=a")
		if !eval[bool](b, `document.querySelector('.filtre select').checkVisibility()`) {
			t.Error("a word in the address does not open the form")
		}
		eval[bool](b, axe+"; true")
		for _, l := range looks[:len(looks)-1] { // paper has no form
			b.look(l)
			b.expectNone(l.name, b.violations())
			b.expectNone(l.name, b.overflows())
		}
	})
	t.Run("nothing left", func(t *testing.T) {
		b := c.tab(t)
		b.open(p.base, p.page(t, "service", "fr").file+"?gratuit=oui&mot=zzzz")
		l := b.left()
		if l.Places != 0 || len(l.Ways) != 1 || !strings.Contains(l.Ways[0], "zzzz") || !strings.Contains(l.Said, l.Ways[0]) {
			t.Fatalf("a word that nobody has: %+v", l)
		}
		b.tabTo("the way on", func(f focused) bool { return strings.Contains(f.HTML, "zzzz") && strings.HasPrefix(f.HTML, "<button") })
		b.press(kb.Enter)
		if l := b.left(); l.Places == 0 || l.Query != "?gratuit=oui" {
			t.Errorf("after giving the word up: %+v", l)
		}
	})
	t.Run("open now", func(t *testing.T) {
		b := c.tab(t)
		b.open(p.base, p.page(t, "service", "fr").file+"?ouvert=oui")
		night, noon := `Date.UTC(2026, 10, 25, 2)`, `Date.UTC(2026, 10, 25, 10)`
		eval[bool](b, at+"("+noon+"), true")
		open := b.left()
		eval[bool](b, at+"("+night+"), true")
		asleep := b.left()
		if open.Places == 0 || asleep.Places >= open.Places {
			t.Errorf("%d places open at eleven in the morning, %d at three at night", open.Places, asleep.Places)
		}
		if n := eval[int](b, `[...document.querySelectorAll('[data-liste] .lieu')].filter(e => e.checkVisibility() && !e.querySelector('[data-etat=ouvert]')).length`); n > 0 {
			t.Errorf("%d places are shown and not open", n)
		}
	})
	t.Run("no script", func(t *testing.T) {
		b := c.tab(t)
		b.scripts(false)
		b.open(p.base, p.page(t, "commune", "fr").file)
		b.scripts(true)
		if eval[bool](b, `document.querySelector('.filtre').checkVisibility()`) {
			t.Error("without scripts, a form is shown that nobody answers")
		}
		if n := eval[int](b, `document.querySelectorAll('main a[href*="/besoin/"], main a[href*="besoin-"], main a[href*="/service/"]').length`); n == 0 {
			t.Error("without scripts, no link leads to a narrower list")
		}
	})
}

// testFilterKept ticks a box, and wants the choice in the address, after a
// reload, and on the way back from a place.
func testFilterKept(t *testing.T, b *tab, base, file string) {
	b.open(base, file)
	whole := b.left()
	if whole.Places < 6 || whole.Said != "" || whole.Query != "" {
		t.Fatalf("before any choice: %+v", whole)
	}
	b.tabTo("the box of free places", func(f focused) bool { return strings.Contains(f.HTML, `name="gratuit"`) })
	b.press(" ")
	free := b.left()
	if free.Places == 0 || free.Places >= whole.Places || free.Query != "?gratuit=oui" || free.Titles > 0 {
		t.Fatalf("free places: %+v of %d", free, whole.Places)
	}
	if want := strconv.Itoa(free.Places) + " résultats"; free.Said != want {
		t.Errorf("the count is said as %q, want %q", free.Said, want)
	}
	b.do(chromedp.Reload())
	if again := b.left(); again.Places != free.Places || again.Said != free.Said {
		t.Errorf("after a reload: %+v, want %+v", again, free)
	}
	eval[bool](b, `[...document.querySelectorAll('[data-liste] .lieu a')].find(e => e.checkVisibility()).focus(), true`)
	b.follow()
	b.back()
	if back := b.left(); back.Places != free.Places || back.Query != free.Query {
		t.Errorf("on the way back: %+v, want %+v", back, free)
	}
	b.tabTo("the button that clears", func(f focused) bool { return strings.Contains(f.HTML, `type="reset"`) })
	b.press(kb.Enter)
	if cleared := b.left(); cleared.Places != whole.Places || cleared.Query != "" || cleared.Said != strconv.Itoa(whole.Places)+" résultats" {
		t.Errorf("after clearing: %+v, want %+v", cleared, whole)
	}
}

// back goes to the page before, which the browser may have kept or may load
// again.
func (b *tab) back() {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	shown := chromedp.Events(ctx, cdpage.FrameNavigated)
	eval[bool](b, `history.back(), true`)
	for _, err := range shown {
		if err != nil {
			b.t.Fatalf("no way back: %v", err)
		}
		break
	}
	eval[bool](b, `new Promise(done => document.readyState === 'complete' ? done(true) : addEventListener('load', () => done(true)))`)
}
