package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"
	"unicode"
)

// patience is how long a hostile portal may take. It is far more than any
// needs, and far less than what a guard that fails lets through.
const patience = 20 * time.Second

// hostile is a portal made to break Balise: what it adds to the minimal one.
type hostile struct {
	name     string
	files    map[string]string // a name that ends in "+" adds to the minimal portal's file
	made     []func(testing.TB, string)
	long     bool // left out by -short
	harmless bool // it builds, and what it holds must not show
	machine  bool // refused by package write, which knows no place
}

// record is a structure that can be published.
func record(id string, more ...string) string {
	return fmt.Sprintf("[[structure]]\nid = %q\nnom = \"Atelier\"\ncommune = \"Vannes\"\ncode_postal = \"56000\"\ndate_maj = 2025-12-01\n%s\n", id, strings.Join(more, "\n"))
}

// guideText is a guide with that body.
func guideText(body string) string {
	return "+++\ntitre = \"Un guide\"\nresume = \"Un guide.\"\nmaj = 2025-12-01\n+++\n\n" + body + "\n"
}

// siteText is site.toml with other first lines, and lines of its territory.
func siteText(top, territory string) string {
	for _, f := range minimal().Files {
		if f.Name == "site.toml" {
			return top + "\n" + string(f.Data) + territory + "\n"
		}
	}
	panic("no site.toml")
}

const outside = "../../../../../../../../etc/passwd"

func hostiles() []hostile {
	deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	deepTable := "a" + strings.Repeat(".a", 10_000) + " = 1\n"
	deepInline := "a = " + strings.Repeat("{a = ", 10_000) + "1" + strings.Repeat("}", 10_000) + "\n"
	longLine := strings.Repeat("x", 64<<10)
	list := []hostile{
		// Nesting.
		{name: "deep array in site.toml", files: map[string]string{"site.toml": "titre = " + deep + "\n"}},
		{name: "deep dotted key in site.toml", files: map[string]string{"site.toml": deepTable}},
		{name: "deep inline table in a listing", files: map[string]string{"data/structures/a.toml": deepInline}},
		{name: "deep header in a listing", files: map[string]string{"data/structures/a.toml": "[a" + strings.Repeat(".a", 10_000) + "]\n"}},
		{name: "deep front matter", files: map[string]string{"content/guides/a.md": "+++\ntitre = " + deep + "\n+++\n\nTexte.\n"}},
		{name: "deep texts of the interface", files: map[string]string{"site.toml": siteText(`langues = ["fr", "br"]`, ""), "themes/clair/i18n/br.toml": "a = " + deep + "\n"}},
		{name: "deep theme.toml", files: map[string]string{"themes/clair/theme.toml": deepInline}},
		{name: "deep themes.toml", files: map[string]string{"content/themes.toml": deepInline}},
		{name: "deep GeoJSON", files: map[string]string{
			"site.toml": siteText("", "\n[[territoire]]\nchemin = \"port\"\ntype = \"quartier\"\nnom = \"Port\"\ncommunes = [\"56260\"]\ncontour = \"c.geojson\""),
			"c.geojson": `{"type": "Polygon", "coordinates": ` + strings.Repeat("[", 200_000) + strings.Repeat("]", 200_000) + "}",
		}},
		{name: "deep template", harmless: true, files: map[string]string{"themes/clair/templates/404.html": notFound(strings.Repeat("{{if .Ways}}", 5_000) + strings.Repeat("{{end}}", 5_000))}},
		{name: "template that calls itself", harmless: true, files: map[string]string{"themes/clair/templates/404.html": notFound(`{{template "x" .}}`) + `{{define "x"}}{{template "x" .}}{{end}}`}},

		// Length and number.
		{name: "64 KB lines in a listing", files: map[string]string{"data/structures/a.toml": record(longLine) + longLine}},
		{name: "64 KB line in a guide", files: map[string]string{"content/guides/a.md": guideText(longLine)}},
		{name: "64 KB values everywhere", files: map[string]string{"data/structures/a.toml": record("a", fmt.Sprintf("telephone = %q\ncourriels = [%q]\nsite_web = [%q]\nhoraires = %q\npivot = %q\nservices = [%q]\ntypologie = [%q]\nreverifier = %q", longLine, longLine, longLine, longLine, longLine, longLine, longLine, longLine))}},
		{name: "64 KB keys", files: map[string]string{"data/structures/a.toml": record("a", longLine+" = 1")}},
		{name: "64 KB names in site.toml", files: map[string]string{"site.toml": siteText("theme = \""+longLine+"\"\nlangues = [\""+longLine+"\"]", "dans = \""+longLine+"\"\nlogo = \""+longLine+"\"\ncontour = \""+longLine+"\"")}},
		{name: "20,000 empty structures", files: map[string]string{"data/structures/a.toml": strings.Repeat("[[structure]]\n", 20_000)}},
		{name: "a list of 100,000 unknown services", files: map[string]string{"data/structures/a.toml": record("a", "services = ["+many(100_000, `"Aide aux demarches %d",`)+"]")}, long: true},
		{name: "a list of 100,000 unreadable mail addresses", files: map[string]string{"data/structures/a.toml": record("a", "telephones = ["+many(100_000, `"%d",`)+"]\ncourriels = ["+many(100_000, "\n\"%d\",")+"]")}, long: true},
		{name: "the same id 10,000 times", files: map[string]string{"data/structures/a.toml": strings.Repeat(record("a"), 10_000)}, long: true},
		{name: "1,000 territories, each in the next", files: map[string]string{"site.toml": siteText("", many(1000, "\n[[territoire]]\nchemin = \"t%[1]d\"\ntype = \"commune\"\ncode = \"56260\"\ndans = \"t%[2]d\"\n"))}},
		{name: "10,000 small files", made: []func(testing.TB, string){smallFiles(10_000)}, long: true},

		{name: "4,000 dead links among 1,500 files", files: map[string]string{guideFile + "+": "\n" + many(4000, "[a](une-imag-%d.md)\n\n")}, made: disk(images(1500))},

		// Bytes.
		{name: "UTF-16 site.toml", files: map[string]string{"site.toml": "\xff\xfet\x00i\x00t\x00r\x00e\x00"}},
		{name: "latin-1 front matter", files: map[string]string{"content/guides/a.md": "+++\ntitre = \"\xe9\"\n+++\n\nTexte.\n"}},
		{name: "latin-1 texts of the interface", files: map[string]string{"site.toml": siteText(`langues = ["fr", "br"]`, ""), "themes/clair/i18n/br.toml": "nom_langue = \"\xe9\"\n"}},
		{name: "latin-1 file name", files: map[string]string{"content/guides/\xe9t\xe9.md": guideText("Texte.")}},
		{name: "NUL in a guide and a name", files: map[string]string{"content/guides/a.md": guideText("Te\x00xte."), "data/structures/a.toml": record("a\x00b")}, harmless: true},
		{name: "control characters in a guide", files: map[string]string{"content/guides/a.md": guideText("# T\x01itre\n\nTe\x00xte\x1b[2J \x07`a\x0b`.\n\n[a\x08](https://asso.example/\x02)")}, harmless: true},
		{name: "terminal escapes in what diagnostics quote", files: map[string]string{"data/structures/a.toml": record("a", "\"\\u001b[2J\\u001b]0;pris\\u0007\\u202e\" = 1\ntelephone = \"\\u001b[31m\\r\\n::error::faux\"")}},
		{name: "terminal escapes in a file name", files: map[string]string{"content/guides/\x1b[2J\nfaux: erreur\x07.md": guideText("Texte.")}},
		{name: "terminal escapes in an excerpt", files: map[string]string{"content/guides/a.md": guideText("[\x1b[2J\x9b31m](javascript:alert)")}},

		// Images.
		{name: "PNG of 100,000 by 100,000", files: map[string]string{"content/images/a.png": string(pngHeader(100_000, 100_000)), guideFile + "+": "\n![Une image](../images/a.png)\n"}},
		{name: "GIF of 65,535 by 65,535", files: map[string]string{"content/images/a.gif": "GIF89a\xff\xff\xff\xff\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x08\x00;", guideFile + "+": "\n![Une image](../images/a.gif)\n"}},
		{name: "SVG with a script", files: map[string]string{"content/images/a.svg": `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`, guideFile + "+": "\n![Une image](../images/a.svg)\n"}},
		{name: "SVG of a billion laughs", files: map[string]string{"content/images/a.svg": laughs, guideFile + "+": "\n![Une image](../images/a.svg)\n"}},
		{name: "SVG as a logo that loads", files: map[string]string{"content/images/a.svg": `<svg xmlns="http://www.w3.org/2000/svg"><image href="https://mal.example/x.png"/></svg>`, "site.toml": siteText("", `logo = "content/images/a.svg"`)}},

		// Names.
		{name: "chemin out of the output", files: map[string]string{"site.toml": strings.Replace(siteText("", ""), `"vannes"`, `"../../mal"`, 1)}},
		{name: "absolute chemin", files: map[string]string{"site.toml": strings.Replace(siteText("", ""), `"vannes"`, `"/mal"`, 1)}},
		{name: "id out of the output", files: map[string]string{"data/structures/a.toml": record("../../../mal")}},
		{name: "contour out of the portal", files: map[string]string{"site.toml": siteText("", "\n[[territoire]]\nchemin = \"port\"\ntype = \"quartier\"\nnom = \"Port\"\ncommunes = [\"56260\"]\ncontour = \""+outside+"\"")}},
		{name: "absolute contour", files: map[string]string{"site.toml": siteText("", "\n[[territoire]]\nchemin = \"port\"\ntype = \"quartier\"\nnom = \"Port\"\ncommunes = [\"56260\"]\ncontour = \"/etc/passwd\"")}},
		{name: "logo out of the portal", files: map[string]string{"site.toml": siteText("", `logo = "`+outside+`"`)}},
		{name: "theme out of the portal", files: map[string]string{"site.toml": siteText(`theme = "../../../etc"`, "")}},
		{name: "language out of the output", files: map[string]string{"site.toml": siteText(`langues = ["fr", "../../mal"]`, "")}},
		{name: "link out of the content", files: map[string]string{guideFile + "+": "\n[Un lien](" + outside + ")\n"}},
		{name: "image out of the content", files: map[string]string{guideFile + "+": "\n![Une image](" + outside + ")\n"}},
		{name: "theme’s slug out of the output", files: map[string]string{"content/themes.toml": "[\"../../mal\"]\ntitre = \"Mal\"\n"}},
		{name: "chemins that differ by case", files: map[string]string{"site.toml": siteText("", "\n[[territoire]]\nchemin = \"Vannes\"\ntype = \"commune\"\ncode = \"56260\"")}},
		{name: "ids that differ by case", files: map[string]string{"data/structures/a.toml": record("Mediatheque")}},
		{name: "chemin that Windows cannot hold", files: map[string]string{"site.toml": strings.Replace(siteText("", ""), `"vannes"`, `"con"`, 1)}},
		{name: "id that Windows cannot hold", files: map[string]string{"data/structures/a.toml": record("nul")}},
		{name: "guide that Windows cannot hold", files: map[string]string{"content/guides/aux.md": guideText("Texte.")}},
		{name: "guide’s theme that Windows cannot hold", files: map[string]string{"content/guides/a.md": strings.Replace(guideText("Texte."), "maj", "theme = \"aux\"\nmaj", 1)}},
		{name: "guide’s theme of 64 KB", files: map[string]string{"content/guides/a.md": strings.Replace(guideText("Texte."), "maj", "theme = \""+longLine+"\"\nmaj", 1)}},
		{name: "guide’s name of 200 letters", files: map[string]string{"content/guides/" + strings.Repeat("a", 200) + ".md": guideText("Texte.")}},
		{name: "chemin that is a language", files: map[string]string{"site.toml": strings.Replace(siteText(`langues = ["fr", "en"]`, ""), `"vannes"`, `"en"`, 1)}},
		{name: "a language twice", files: map[string]string{"site.toml": siteText(`langues = ["fr", "en", "en"]`, "")}, harmless: true},
		{name: "a language in two cases", files: map[string]string{"site.toml": siteText(`langues = ["fr", "EN", "en"]`, "")}},
		{name: "a theme’s slug twice", files: map[string]string{"content/themes.toml": "[a]\ntitre = \"A\"\n[\"a\"]\ntitre = \"B\"\n"}},
		{name: "asset that Windows cannot hold", files: map[string]string{"themes/clair/assets/nul.js": "1"}, machine: true},
		{name: "asset with quotes in its name", files: map[string]string{"themes/clair/assets/a\"b<c>.js": "1"}, machine: true},
		{name: "SVG asset with an endless path", files: map[string]string{"themes/clair/assets/a.svg": "<svg><path d=\"" + strings.Repeat("M0 0", 100_000) + "\"/></svg>"}, harmless: true},
		{name: "script asset of declarations", files: map[string]string{"themes/clair/assets/a.js": strings.Repeat("var a;", 100_000)}, harmless: true},

		// Addresses.
		{name: "address with a script", files: map[string]string{"site.toml": siteText(`adresse = "javascript:alert(1)"`, "")}},
		{name: "address with quotes", files: map[string]string{"site.toml": siteText("adresse = 'https://a.example/\"><script>alert(1)</script>'", "")}},
		{name: "scripts as addresses", files: map[string]string{"data/structures/a.toml": record("a", `site_web = ["javascript:alert(1)", "data:text/html,a", "https://a.example/\"onclick=\"alert(1)"]`, `prise_rdv = "JaVaScRiPt:alert(1)"`, `fiche_acces_libre = " javascript:alert(1)"`, `courriels = ["a@a.example?cc=b@b.example", "a\"onclick=alert(1)@a.example"]`, `telephone = "tel:javascript:alert(1)"`)}},
		{name: "a script as the forge", files: map[string]string{"site.toml": siteText("", "[depot]\nurl = \"javascript:alert(1)//a.b\"")}},
		{name: "scripts in a guide’s links", files: map[string]string{guideFile + "+": "\n[a](javascript:alert(1)) <javascript:alert(1)> [b](<java\nscript:alert(1)>) [c](&#106;avascript:alert(1)) [d](vbscript:x) [e](data:text/html,x) ![f](javascript:alert(1))\n"}},
		{name: "colour with a style", files: map[string]string{"site.toml": siteText("", `couleur = "#fff}body{background:url(https://mal.example)"`)}},
	}
	for name, body := range bombs {
		list = append(list, hostile{name: "bomb: " + name, files: map[string]string{"content/guides/a.md": guideText(body)}})
	}
	return append(list, hostileDisks()...)
}

// bombs are Markdown texts that each took goldmark seconds or more.
var bombs = map[string]string{
	"links that never close": strings.Repeat("[a](b", 13<<10),
	"images in images":       strings.Repeat("![", 16<<10),
	"quotations":             strings.Repeat(">", 64<<10),
	"lists":                  strings.Repeat("* ", 32<<10),
	"emphasis":               strings.Repeat("*a _b ", 10<<10),
	"backquotes":             strings.Repeat("`a``b```c", 8<<10),
	"references":             references(50_000),
	"wide table":             strings.Repeat("|a", 16<<10) + "|\n" + strings.Repeat("|-", 16<<10) + "|\n" + strings.Repeat("|\n", 1000),
	"notes":                  many(20_000, "[^%[1]d]: [^%[2]d]\n\n"),
	"brackets":               strings.Repeat("[", 32<<10) + strings.Repeat("]", 32<<10),
	"entities":               strings.Repeat("&#x10FFFF;&", 6<<10),
	"HTML":                   strings.Repeat("<a ", 20<<10),
	"comments":               strings.Repeat("<!--", 16<<10),
	"definitions":            strings.Repeat("a\n: b\n", 20<<10),
}

const laughs = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><svg xmlns="http://www.w3.org/2000/svg"><text>&c;</text></svg>`

// notFound is a template that holds body.
func notFound(body string) string {
	return `{{template "debut" .Page}}<h1>Perdu</h1>` + body + `{{template "fin" .Page}}`
}

// many repeats a format with the numbers i and i+1.
func many(n int, format string) string {
	var b strings.Builder
	for i := range n {
		if strings.Contains(format, "[2]") {
			fmt.Fprintf(&b, format, i, i+1)
		} else {
			fmt.Fprintf(&b, format, i)
		}
	}
	return b.String()
}

func smallFiles(n int) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		t.Helper()
		for i := range n {
			name := filepath.Join(dir, "data", "structures", fmt.Sprint("d", i%100), fmt.Sprint(i, ".toml"))
			if err := put(name, []byte("[[structure]]\nid = 1\n")); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func images(n int) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		t.Helper()
		for i := range n {
			if err := put(filepath.Join(dir, "content", "images", fmt.Sprint("une-image-", i, ".svg")), []byte("<svg/>")); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestHostilePortals builds portals made to break the generator. Each must end
// in diagnostics or in a site, soon, with nothing written but the output.
func TestHostilePortals(t *testing.T) {
	for _, h := range hostiles() {
		t.Run(h.name, func(t *testing.T) {
			if h.long && testing.Short() {
				t.Skip("takes a while")
			}
			above := t.TempDir()
			dir := filepath.Join(above, "a", "b", "c", "portail")
			for name, text := range h.files {
				if err := hostileFile(dir, name, text); err != nil {
					t.Skip("this disk cannot hold it: ", err)
				}
			}
			if err := writeMinimal(dir); err != nil && h.made == nil {
				t.Fatal(err)
			}
			for _, build := range h.made {
				build(t, dir)
			}
			before := quickTree(above)
			stderr, status := patiently(t, "build", "-C", dir)
			wantDiagnostics(t, &h, stderr, status)
			if strings.Contains(stderr, above) {
				t.Errorf("a path of this machine: %.300s", stderr)
			}
			out := filepath.Join(dir, "public")
			if status == 0 {
				if faults := append(pageFaults(out, ""), insane(out)...); len(faults) > 0 {
					t.Errorf("%s", strings.Join(faults[:min(len(faults), 10)], "\n"))
				}
			}
			if err := os.RemoveAll(out); err != nil {
				t.Error(err)
			}
			after := quickTree(above)
			maps.DeleteFunc(after, func(name, _ string) bool { return strings.HasSuffix(name, ".balise-public.lock") })
			if !maps.Equal(before, after) {
				t.Errorf("written outside the output: %s", difference(before, after))
			}
		})
	}
}

// hostileFile writes a file beside those of the minimal portal, or adds to one.
func hostileFile(dir, name, text string) error {
	plain, adds := strings.CutSuffix(name, "+")
	if adds {
		for _, f := range minimal().Files {
			if f.Name == plain {
				text = string(f.Data) + text
			}
		}
	}
	return put(filepath.Join(dir, filepath.FromSlash(plain)), []byte(text))
}

// quickTree tells names and sizes: enough to see that something was written.
func quickTree(dir string) map[string]string {
	return walk(dir, func(_ string, info os.FileInfo) string { return fmt.Sprint(info.Mode(), info.Size()) })
}

// patiently runs the command in this process. A panic is said with its place;
// a run that does not end fails the test.
func patiently(t *testing.T, args ...string) (stderr string, status int) {
	t.Helper()
	type end struct {
		stderr string
		status int
		panic  string
	}
	done := make(chan end, 1)
	start := time.Now()
	go func() {
		var e end
		defer func() {
			if r := recover(); r != nil {
				e.panic = fmt.Sprintf("%v\n%s", r, debug.Stack())
			}
			done <- e
		}()
		_, e.stderr, e.status = balise(t, args...)
	}()
	select {
	case e := <-done:
		if e.panic != "" {
			t.Fatalf("panic: %s", e.panic)
		}
		if took := time.Since(start); took > 3*time.Second {
			t.Logf("took %v", took)
		}
		return e.stderr, e.status
	case <-time.After(patience):
		t.Fatalf("still running after %v", patience)
	}
	panic("unreachable")
}

// wantDiagnostics wants a portal to end in diagnostics that a terminal and a
// person can take, unless it is harmless.
func wantDiagnostics(t *testing.T, h *hostile, stderr string, status int) {
	t.Helper()
	if h.harmless && status != 0 || !h.harmless && status != 1 {
		t.Errorf("status %d: %.300s", status, stderr)
	}
	if status == 1 && !strings.Contains(stderr, ": erreur: ") || strings.Contains(stderr, "balise: erreur") != h.machine {
		t.Errorf("no diagnostic: %.300s", stderr)
	}
	if len(stderr) > 64<<10 {
		t.Errorf("%d bytes of diagnostics", len(stderr))
	}
	for _, r := range stderr {
		if unicode.IsControl(r) && r != '\n' || unicode.Is(unicode.Bidi_Control, r) || r == unicode.ReplacementChar && bytes.Contains([]byte(stderr), []byte("\xff")) {
			t.Errorf("a control character, %U, in the diagnostics: %.300q", r, stderr)
			break
		}
	}
	for _, line := range strings.Split(stderr, "\n") {
		if n := len([]rune(line)); n > 600 {
			t.Errorf("a line of %d characters: %.100s", n, line)
		}
	}
}
