package browser

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
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
				expectFile(t, p.out, address)
			}
			b.expectQuiet()
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
		b.expectQuiet()
	})
}

// expectFile wants an address of the folder to lead to a file, and to a place in it.
func expectFile(t *testing.T, out, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Errorf("%s: %v", address, err)
		return
	}
	if u.Scheme != "file" {
		return
	}
	name := filepath.FromSlash(u.Path)
	if within, err := filepath.Rel(out, name); err != nil || !filepath.IsLocal(within) {
		t.Errorf("%s leaves the portal", address)
		return
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Errorf("%s leads nowhere: %v", address, err)
		return
	}
	if u.Fragment == "" || filepath.Ext(name) != ".html" {
		return
	}
	if !regexp.MustCompile(`\sid="?` + regexp.QuoteMeta(u.Fragment) + `["\s>]`).Match(data) {
		t.Errorf("%s: the page has no such place", address)
	}
}
