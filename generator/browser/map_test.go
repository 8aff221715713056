package browser

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestMap opens the map of the example: with and without scripts, from a server
// and from a USB key, with a keyboard only.
func TestMap(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	c := newChromium(t, 2)
	p := newPortal(t)
	t.Run("weight", func(t *testing.T) {
		weighs(t, filepath.Join(p.out, "morbihan/carte.html"), 40_000)
		weighs(t, filepath.Join(p.out, "morbihan/assets/carte.js"), 3_000)
	})
	for _, where := range []string{"http", "file"} {
		base := p.base
		if where == "file" {
			base = "file://" + p.out + "/"
		}
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			b := c.tab(t)
			b.look(look{width: 320})
			b.open(base, "morbihan/carte.html")
			b.expectTargets("at first")
			first := b.dots()
			if first < 8 {
				t.Errorf("%d dots only", first)
			}
			for range 3 {
				b.click(`[data-zoom="1"]`)
				b.expectTargets("enlarged")
			}
			b.click(`[data-zoom="0"]`)
			if again := b.dots(); again != first {
				t.Errorf("the whole map has %d dots again, it had %d", again, first)
			}
			b.expectSameAsList()
			b.expectNone("the browser", b.heard())
		})
	}
	t.Run("without scripts", func(t *testing.T) {
		t.Parallel()
		b := c.tab(t)
		b.scripts(false)
		b.look(look{width: 320})
		b.open(p.base, "morbihan/carte.html")
		b.scripts(true)
		b.expectTargets("without scripts")
		if eval[bool](b, `document.querySelector('[data-outils-carte]').checkVisibility()`) {
			t.Error("buttons that do nothing are shown")
		}
		for _, link := range eval[[]string](b, `[...document.querySelectorAll('.points a')].map(a => new URL(a.getAttribute('href'), location.href).href)`) {
			p.expectLink(t, link)
		}
		if !eval[bool](b, `[...document.querySelectorAll('.points text')].some(e => e.textContent === 'Lorient' && e.checkVisibility())`) {
			t.Error("Lorient, a crowded town, is not named")
		}
	})
	t.Run("keyboard", func(t *testing.T) {
		t.Parallel()
		b := c.tab(t)
		b.look(look{width: 1280})
		b.open(p.base, "morbihan/carte.html")
		b.tabTo("the dot of Lorient", func(f focused) bool { return strings.Contains(f.HTML, "Lorient") })
		before := b.dots()
		b.press(kb.Enter)
		if !eval[bool](b, `document.activeElement.closest('.points') && document.querySelector('.dessin').classList.contains('agrandie')`) {
			t.Error("Enter on the dot of a town does not enlarge the map, or loses the focus")
		}
		if status := eval[string](b, `document.querySelector('[data-outils-carte] [role=status]').textContent`); status == "" {
			t.Error("nothing says what the map shows now")
		}
		b.press("0")
		if after := b.dots(); after != before {
			t.Errorf("0 shows %d dots, want the %d of the whole map", after, before)
		}
		b.tabTo("the button that enlarges", func(f focused) bool { return strings.Contains(f.HTML, `data-zoom="1"`) })
		b.press(kb.Enter)
		if !eval[bool](b, `document.querySelector('.dessin').classList.contains('agrandie')`) {
			t.Error("the button does not enlarge the map")
		}
	})
}

func (b *tab) click(selector string) {
	b.t.Helper()
	eval[bool](b, `document.querySelector('`+selector+`').click(); true`)
}

func (b *tab) dots() int {
	b.t.Helper()
	return eval[int](b, `document.querySelectorAll('.points a').length`)
}

// expectTargets wants dots of 24 pixels at least, that do not touch, each a link
// with a name (WCAG 2.2, 2.5.8, 2.4.4).
func (b *tab) expectTargets(when string) {
	b.t.Helper()
	b.expectNone(when, eval[[]string](b, `(() => {
		const faults = [], dots = [...document.querySelectorAll('.points a')];
		const boxes = dots.map(a => a.querySelector('circle').getBoundingClientRect());
		dots.forEach((a, i) => {
			const r = boxes[i];
			if (r.width < 24 || r.height < 24) faults.push('a dot of ' + r.width + ' px: ' + a.outerHTML.slice(0, 120));
			if (!a.getAttribute('href') || !a.querySelector('title').textContent) faults.push('no link or no name: ' + a.outerHTML.slice(0, 120));
			for (const o of boxes.slice(0, i)) if (Math.hypot(o.x - r.x + (o.width - r.width) / 2, o.y - r.y + (o.width - r.width) / 2) < (o.width + r.width) / 2 - .5) faults.push('two dots touch: ' + a.textContent);
		});
		return faults;
	})()`))
}

// expectSameAsList wants the dots to count the places of the list.
func (b *tab) expectSameAsList() {
	b.t.Helper()
	counts := eval[[]int](b, `[
		[...document.querySelectorAll('.points a')].reduce((n, a) => n + +(a.querySelector('.nombre')?.textContent ?? 1), 0),
		document.querySelectorAll('.carte-liste ul a').length]`)
	if counts[0] == 0 || counts[0] > counts[1] {
		b.t.Errorf("%d places on the map, %d in the list", counts[0], counts[1])
	}
}

// weighs wants a file to be at most so heavy, compressed.
func weighs(t *testing.T, name string, most int) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if packed.Len() > most {
		t.Errorf("%s weighs %d bytes compressed, more than %d", filepath.Base(name), packed.Len(), most)
	}
}
