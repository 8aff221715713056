package picture_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"balise/generator/picture"
)

const svgOpen = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 20 10">`

func svg(content string) string { return svgOpen + content + "</svg>" }

func TestSVGAccepted(t *testing.T) {
	for name, src := range map[string]string{
		"shapes":      svg(`<g fill="none"><path d="M0 0h1"/><circle r="2"/><text x="1">Salut <tspan>!</tspan></text></g>`),
		"declaration": `<?xml version="1.0" encoding="UTF-8" standalone="no"?>` + "\n<!-- Fait main -->\n" + svg(""),
		"byte order":  "\ufeff" + svg(""),
		"gradient":    svg(`<defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient><linearGradient id="b" xlink:href="#a"/></defs><rect fill="url(#b) red" clip-path="url('#é')"/>`),
		"use":         svg(`<symbol id="s"><rect/></symbol><use href="#s"/><use xlink:href="#s"/>`),
		"transform":   svg(`<g transform="translate (1, 2) rotate(3)" fill="rgb(1,2,3)"/>`),
		"sheet":       svg(`<style type="text/css"><![CDATA[.a{fill:#fff}.b>g{stroke:rgba(0,0,0,.5)}]]></style><rect class="a"/>`),
		"style":       svg(`<rect style="fill:#fff;stroke-width:2px"/>`),
		"words":       svg(`<title>Accès (nord) @ 10h \ javascript:</title><g aria-label="a (b)" data-name="x (1)" role="img" xml:space="preserve" id="(z)"/>`),
		"prefix":      `<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:rect/></s:svg>`,
		"deep":        svg(strings.Repeat("<g>", 63) + strings.Repeat("</g>", 63)),
		"repeated":    svg(`<g id="a">` + strings.Repeat("<rect/>", 100) + `</g>` + strings.Repeat(`<use href="#a"/>`, 100)),
	} {
		p, fault := picture.Read(name+".svg", []byte(src))
		if fault != nil {
			t.Errorf("%s: %s", name, said(t, fault))
			continue
		}
		if !p.SVG || len(p.Versions) != 1 || string(p.Versions[0].Bytes) != src {
			t.Errorf("%s: not published as it is", name)
		}
	}
}

func TestSVGRefused(t *testing.T) {
	use := func(levels, each int) string {
		var b strings.Builder
		b.WriteString(`<g id="l0"><rect/></g>`)
		for i := range levels {
			fmt.Fprintf(&b, `<g id="l%d">%s</g>`, i+1, strings.Repeat(fmt.Sprintf(`<use href="#l%d"/>`, i), each))
		}
		return svg(b.String())
	}
	for _, c := range []struct{ name, src, want string }{
		{"script", svg("\n\n<script>alert(1)</script>"), "svg-dangereux <script> 3"},
		{"script by another prefix", svg(`<x:script xmlns:x="http://www.w3.org/2000/svg"/>`), "svg-dangereux <x:script> 1"},
		{"XHTML script", svg(`<h:script xmlns:h="http://www.w3.org/1999/xhtml">1</h:script>`), "svg-dangereux <h:script> 1"},
		{"element in no namespace", svg(`<g xmlns=""><rect/></g>`), "svg-dangereux <g> 1"},
		{"handler", svg("<g>\n<rect\n  width=\"1\"\n  onclick=\"x()\"/></g>"), "svg-dangereux onclick 4"},
		{"handler on the root", strings.Replace(svg(""), "viewBox", `onload="x" viewBox`, 1), "svg-dangereux onload 1"},
		{"handler, unknown case", svg(`<g OnClick="x"/>`), "svg-dangereux OnClick 1"},
		{"foreignObject", svg(`<foreignObject><p/></foreignObject>`), "svg-dangereux <foreignObject> 1"},
		{"image", svg(`<image href="https://ailleurs.example/x.png"/>`), "svg-dangereux <image> 1"},
		{"link", svg(`<a href="javascript:alert(1)"><rect/></a>`), "svg-dangereux <a> 1"},
		{"animation", svg(`<rect><animate attributeName="href" to="javascript:1"/></rect>`), "svg-dangereux <animate> 1"},
		{"set", svg(`<set attributeName="onclick" to="x"/>`), "svg-dangereux <set> 1"},
		{"filter", svg(`<filter id="f"><feImage href="http://a.example"/></filter>`), "svg-dangereux <filter> 1"},
		{"metadata", svg(`<metadata>Jeanne</metadata>`), "svg-dangereux <metadata> 1"},
		{"editor's attribute", strings.Replace(svg(""), "viewBox", `xmlns:i="http://www.inkscape.org/namespaces/inkscape" i:export-filename="a" viewBox`, 1), "svg-dangereux export-filename 1"},
		{"use from outside", svg(`<use href="https://ailleurs.example/a.svg#b"/>`), `svg-dangereux href="https://ailleurs.example/a.svg#b" 1`},
		{"use of data", svg(`<use xlink:href="data:image/svg+xml,x"/>`), `svg-dangereux href="data:image/svg+xml,x" 1`},
		{"use of a path", svg(`<use href="a.svg"/>`), `svg-dangereux href="a.svg" 1`},
		{"href elsewhere", svg(`<rect href="#a"/>`), `svg-dangereux href="#a" 1`},
		{"href by another namespace", svg(`<use xmlns:q="urn:q" q:href="#a"/>`), "svg-dangereux href 1"},
		{"base", svg(`<g xml:base="https://ailleurs.example/"/>`), "svg-dangereux base 1"},
		{"fill from outside", svg(`<rect fill="url(https://ailleurs.example/a#b)"/>`), `svg-dangereux fill="url(https://ailleurs.example/a#b)" 1`},
		{"fill, spaced and quoted", svg(`<rect fill="URL( '//a.example' )"/>`), `svg-dangereux fill="URL( '//a.example' )" 1`},
		{"second fill", svg(`<rect fill="url(#a) url(//b)"/>`), `svg-dangereux fill="url(//b)" 1`},
		{"escaped fill", svg(`<rect fill="\75rl(//a)"/>`), `svg-dangereux fill="\" 1`},
		{"fill by character reference", svg(`<rect fill="ur&#x6c;(//a)"/>`), `svg-dangereux fill="url(//a)" 1`},
		{"url in a style attribute", svg(`<rect style="fill:url(#a)"/>`), `svg-dangereux style="url(#a)" 1`},
		{"image-set", svg(`<rect style="cursor:image-set('//a.example/b' 1x)"/>`), `svg-dangereux style="image-set('//a.example/b' 1x)" 1`},
		{"import", svg("\n<style>@import '//a.example';\n</style>"), "svg-dangereux <style> @import 2"},
		{"url in a sheet", svg(`<style>rect{fill:url(//a)}</style>`), "svg-dangereux <style> url(//a)} 1"},
		{"url cut by a comment", svg(`<style>rect{fill:ur<!-- -->l(//a)}</style>`), "svg-dangereux <style> url(//a)} 1"},
		{"url cut by CDATA", svg(`<style>rect{fill:u<![CDATA[rl(//a)}]]></style>`), "svg-dangereux <style> url(//a)} 1"},
		{"element in a sheet", svg(`<style><g/></style>`), "svg-dangereux <style> 1"},
		{"style sheet instruction", `<?xml-stylesheet href="//a"?>` + svg(""), "svg-dangereux <?xml-stylesheet?> 1"},
		{"a billion laughs", `<?xml version="1.0"?>` + "\n" + `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>` + svg("<text>&b;</text>"), "svg-dangereux <!DOCTYPE> 2"},
		{"outside entity", `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + svg("<text>&x;</text>"), "svg-dangereux <!DOCTYPE> 1"},
		{"unknown entity", svg("\n<text>&nbsp;</text>"), "svg-illisible 2"},
		{"use, a billion times", use(9, 10), "svg-trop-complexe"},
		{"use of itself", svg(`<g id="a"><use href="#a"/></g>`), "svg-trop-complexe"},
		{"use of each other", svg(`<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>`), "svg-trop-complexe"},
		{"mask of itself", svg(`<mask id="m"><rect mask="url(#m)"/></mask>`), "svg-trop-complexe"},
		{"too deep", svg(strings.Repeat("<g>", 64) + strings.Repeat("</g>", 64)), "svg-trop-complexe"},
		{"cut", svg("<g>\n<rect")[:len(svgOpen)+9], "svg-illisible 2"},
		{"never closed", svgOpen + "\n", "svg-illisible 2"},
		{"wrongly closed", svg("<g>\n</rect>"), "svg-illisible 2"},
		{"two roots", svg("") + "\n" + svg(""), "svg-illisible 2"},
		{"text after", svg("") + "\nfin", "svg-illisible 2"},
		{"an attribute twice", svg(`<rect x="1" x="2"/>`), "svg-illisible 1"},
		{"latin 1", "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + svg(""), "svg-illisible 1"},
		{"spaced encoding", "<?xml version=\"1.0\" encoding = \"ISO-2022-JP\"?>" + svg(""), "svg-illisible 1"},
		{"late declaration", "\n<?xml version=\"1.0\"?>" + svg(""), "svg-illisible 2"},
		{"not UTF-8", svg("\n<text>\xe9</text>"), "svg-illisible 2"},
		{"only a comment", "<!-- rien -->", "svg-illisible 1"},
		{"no namespace", `<svg viewBox="0 0 1 1"><rect/></svg>`, "svg-sans-espace-de-noms"},
		{"another namespace", `<svg xmlns="http://www.w3.org/1999/xhtml"/>`, "svg-dangereux <svg> 1"},
		{"heavy", svg(strings.Repeat("<g/>", 200_000)), "svg-trop-lourd"},
	} {
		start := time.Now()
		p, fault := picture.Read("a.svg", []byte(c.src))
		if p != nil || fault == nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		if got := said(t, fault); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%s: refused after %v", c.name, d)
		}
	}
}

func TestSVGLongChain(t *testing.T) {
	var b strings.Builder
	for i := range 9000 {
		fmt.Fprintf(&b, `<use id="i%d" href="#i%d"/>`, i, i+1)
	}
	// Each is counted once, but the first comes to all the others.
	if _, fault := picture.Read("a.svg", []byte(svg(b.String()))); fault == nil || fault.Code != "svg-trop-complexe" {
		t.Errorf("9,000 elements that each draw the next: %v", fault)
	}
}

func TestSVGSize(t *testing.T) {
	for attrs, want := range map[string]string{
		`width="640" height="300" viewBox="0 0 64 30"`: "640x300",
		`viewBox="0 0 24.4 12"`:                        "24x12",
		`viewBox="-5,-5, 24 , 12"`:                     "24x12",
		`width="100%" height="100%" viewBox="0 0 8 6"`: "8x6",
		`width="80" viewBox="0 0 8 6"`:                 "80x60",
		`height="60px" viewBox="0 0 8 6"`:              "80x60",
		`width="1in" height="25.4mm"`:                  "96x96",
		`width="72pt" height="1e2"`:                    "96x100",
		`width="10em" height="5em"`:                    "0x0",
		`width="10"`:                                   "0x0",
		`viewBox="0 0 -4 6"`:                           "0x0",
		`viewBox="0 0 0 6"`:                            "0x0",
		`viewBox="0 0 1e99 6"`:                         "0x0",
		`viewBox="0 0 NaN Inf"`:                        "0x0",
		`viewBox="8 6"`:                                "0x0",
		`width="0.2" height="0.2"`:                     "1x1",
		``:                                             "0x0",
	} {
		p := read(t, "a.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg" `+attrs+`/>`))
		if got := fmt.Sprintf("%dx%d", p.Width, p.Height); got != want || sizes(p) != want {
			t.Errorf("%s: %s, want %s", attrs, got, want)
		}
	}
}

// The drawings of the example portal and of the themes are all clean.
func TestSVGOfTheProject(t *testing.T) {
	var files []string
	for _, pattern := range []string{"content/images/*.svg", "themes/*/assets/*.svg"} {
		found, err := filepath.Glob(filepath.Join("..", "..", pattern))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) == 0 {
		t.Skip("the project holds no drawing")
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if p := read(t, filepath.Base(file), data); p.Width == 0 || p.Height == 0 {
			t.Errorf("%s has no size", file)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range [][]byte{
		pngOf(f, checkers(9, 9, 3)), pngOf(f, photo(8, 8)), jpegOf(f, photo(16, 16)), gifOf(f), webpClear, webpPhoto,
		withSegment(jpegOf(f, photo(16, 8)), 0xe1, exif(binary.BigEndian, 6)), pngHeader(100_000, 100_000),
		[]byte(svg(`<defs><g id="a"/></defs><use href="#a"/><style>.a{fill:red}</style><rect fill="url(#a)"/>`)),
		[]byte("<?xml version='1.0' encoding='utf-8'?><!DOCTYPE svg>" + svg("")),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, fault := picture.Read("a.png", data)
		if (p == nil) == (fault == nil) {
			t.Fatal("neither a picture nor a fault, or both")
		}
		if fault != nil {
			said(t, fault)
			return
		}
		if p.SVG {
			for _, bad := range []string{"<script", "<!DOCTYPE", "<foreignObject", "<?xml-"} {
				if bytes.Contains(p.Versions[0].Bytes, []byte(bad)) && !hidden(data) {
					t.Errorf("accepted: %s", bad)
				}
			}
			return
		}
		for i, v := range p.Versions {
			if m := decode(t, v); m.Bounds().Dx() > 1440 {
				t.Errorf("%d pixels wide", m.Bounds().Dx())
			}
			if i > 0 && v.Width <= p.Versions[i-1].Width {
				t.Error("versions are not in order")
			}
		}
	})
}

// hidden tells that a drawing has places where markup is only text.
func hidden(src []byte) bool {
	return bytes.Contains(src, []byte("<!--")) || bytes.Contains(src, []byte("<![CDATA["))
}
