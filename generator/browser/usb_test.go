package browser

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// dress is what the style sheet changes on any page.
const dress = `[...document.querySelectorAll('body, header, main, h1, footer, nav a')].map(e => {
	const s = getComputedStyle(e);
	return [e.localName, s.fontFamily, s.color, s.backgroundColor, s.display, s.marginTop, s.textDecorationLine].join(' ');
}).join('\n')`

// testUSBKey opens the same bytes from a folder: nothing is lost but what a
// browser refuses to files, and nothing complains.
func testUSBKey(t *testing.T, c *chromium, p *portal) {
	folder := "file://" + filepath.ToSlash(p.out) + "/"
	for _, kind := range []string{"hub", "home", "directory", "structure", "guide", "map", "search"} {
		one := p.page(t, kind, "fr")
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			b := c.tab(t)
			b.open(p.base, one.file)
			served := eval[string](b, dress)
			b.open(folder, one.file)
			if got := eval[string](b, dress); got != served {
				t.Errorf("from a file the page looks otherwise:\n%s\nserved:\n%s", got, served)
			}
			if font := eval[string](b, `getComputedStyle(document.body).fontFamily`); strings.Contains(font, "Times") {
				t.Errorf("the page has no style: its font is %s", font)
			}
			addresses := eval[[]string](b, `[...document.querySelectorAll('[href], [src]')].map(e => e.href || e.src).filter(a => typeof a === 'string')`)
			for _, address := range addresses {
				if within, ok := strings.CutPrefix(address, folder); ok {
					p.expectLink(t, p.base+within)
				} else if strings.HasPrefix(address, "file:") {
					t.Errorf("%s leaves the portal", address)
				}
			}
			b.expectNone("the browser", b.heard())
		})
	}
	t.Run("a link", func(t *testing.T) {
		t.Parallel()
		b := c.tab(t)
		b.open(folder, p.page(t, "home", "fr").file)
		b.tabTo("the directory", func(f focused) bool { return strings.HasSuffix(f.Href, "/annuaire/index.html") })
		b.follow()
		if got := eval[string](b, `location.href`); !strings.HasPrefix(got, folder) || !strings.HasSuffix(got, "/annuaire/index.html") {
			t.Errorf("the link leads to %s", got)
		}
		b.press(kb.Tab)
		b.expectNone("the browser", b.heard())
	})
}
