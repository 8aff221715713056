package markdown_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/diag"
	"balise/generator/markdown"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// options are those of the golden tests: pages of the portal end in .html, and
// images have a size.
func options(lang string) markdown.RenderOptions {
	return markdown.RenderOptions{
		Lang: lang,
		Link: func(dest string) (string, bool, bool) {
			if strings.HasPrefix(dest, "http") {
				return dest, true, true
			}
			return strings.Replace(dest, ".md", ".html", 1), false, !strings.HasPrefix(dest, "absent")
		},
		Image: func(dest string) (markdown.Image, bool) {
			return markdown.Image{Src: "../images/" + dest, Width: 640, Height: 480, Srcset: "../images/320-" + dest + " 320w", Sizes: "100vw"}, dest != "absent.png"
		},
	}
}

// A golden file is what a text becomes, then what is said about it.
func TestGolden(t *testing.T) {
	sources, _ := filepath.Glob("testdata/*.md")
	if len(sources) == 0 {
		t.Fatal("no source in testdata")
	}
	for _, name := range sources {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lang := "fr"
		if strings.HasSuffix(name, ".en.md") {
			lang = "en"
		}
		doc, ds := markdown.Parse(filepath.Base(name), src, 1)
		got := bytes.NewBuffer(doc.Render(options(lang)))
		if len(ds) > 0 {
			got.WriteString("\n-- diagnostics --\n")
			if err := diag.Text(got, ds, diag.Lang(lang)); err != nil {
				t.Fatal(err)
			}
		}
		golden := strings.TrimSuffix(name, ".md") + ".html"
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), got.String()); d != "" {
			t.Errorf("%s (-want +got):\n%s", name, d)
		}
	}
}

func TestDiagnostics(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"Bonjour.", ""},
		{"![](a.png)", "1:1 image-sans-alternative a.png"},
		{"![ ](a.png)", "1:1 image-sans-alternative a.png"},
		{"été ![](a.png)", "1:5 image-sans-alternative a.png"},
		{"a\n\n> - é [ici](b)\n", "3:7 lien-vague ici"},
		{"[Cliquez ici !](b) [here](b) [→ Lien](b)", "1:1 lien-vague Cliquez ici !|1:20 lien-vague here|1:30 lien-vague → Lien"},
		{"[**ici**](b)", "1:1 lien-vague ici"},
		{"[Les lieux d’ici](b)", ""},
		{"[a]() [b](#) ![c]()", "1:1 lien-vide|1:7 lien-vide|1:14 lien-vide"},
		{"[](b.md)", "1:1 lien-sans-texte b.md"},
		{"[![Plan](a.png)](b)", ""},
		{"[![](a.png)](b)", "1:1 lien-sans-texte b|1:2 image-sans-alternative a.png"},
		{"# A\n\n## B\n", "1:1 markdown-titre-1 A"},
		{"A\n===\n", "1:1 markdown-titre-1 A"},
		{"### A\n", "1:1 titre-saute A ## ###"},
		{"## A\n\n#### B\n\n### C\n\n#### D\n\n##  \n", "3:1 titre-saute B ### ####|9:1 titre-vide"},
		{"a <b>b</b> c\n\n<!-- d -->\n\n<div>\ne\n</div>\n", "1:3 markdown-html|3:1 markdown-html|5:1 markdown-html"},
		{"a </b>", "1:3 markdown-html"},
		{"a &lt;b> `<b>`", ""},
		{"a\n<!--\nb\n-->\n", "2:1 markdown-html"},
		{"a\r\n\r\né ![](b)\r\n", "3:3 image-sans-alternative b"},
		{"[ref]\n\n![][ref]\n\n[ref]: a.png\n", "3:1 image-sans-alternative a.png"},
		{"[^1]\n\n[^1]: é [ici](b)\n", "3:9 lien-vague ici"},
		{"| a | b |\n|---|---|\n| é | [ici](b) |\n", "3:7 lien-vague ici"},
		{"mot\n: la [suite](b), [ici](b)\n", "2:18 lien-vague ici"},
		{"a\xff\n", "1:2 markdown-utf8"},
		{"é\n\nà \xe9", "3:3 markdown-utf8"},
		{"\ufeff![](a)", "1:1 image-sans-alternative a"},
		{"> [!NOTE]\n> [ici](b)\n", "2:3 lien-vague ici"},
		{"a\n\n> [!INFO]\n> b\n", "3:3 alerte-inconnue INFO"},
		{"> [!note] b\n", ""},
		{"é[^1] et [^2], \\[^3] `[^4]`\n\n[^1]: a\n", "1:10 note-inconnue 2"},
	} {
		_, ds := markdown.Parse("a.md", []byte(c.src), 1)
		var got []string
		for _, d := range ds {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%d:%d %s %s", d.At.Line, d.At.Col, d.Code, strings.Join(d.Args, " "))))
		}
		if d := cmp.Diff(c.want, strings.Join(got, "|")); d != "" {
			t.Errorf("%q (-want +got):\n%s", c.src, d)
		}
	}
}

func TestDangerousAddresses(t *testing.T) {
	for _, dest := range []string{
		"javascript:alert(1)", "JavaScript:alert(1)", "javascript&colon;alert(1)", "&#106;avascript:alert(1)", "java&#10;script:alert(1)",
		"java&Tab;script:alert(1)", "&#1;javascript:alert(1)", "<  javascript:alert(1)>", "java\\script:alert(1)", "data:text/html,x", "vbscript:x",
		"file:///etc/passwd", "ftp://a.b/c", "x-app:go", "javascript&#58;alert(1)", "javascript&#x3A;alert(1)",
	} {
		for _, src := range []string{"[texte](" + dest + ")", "![texte](" + dest + ")", "[texte]\n\n[texte]: " + dest + "\n", "<" + dest + ">"} {
			doc, ds := markdown.Parse("a.md", []byte(src), 1)
			out := string(doc.Render(markdown.RenderOptions{Lang: "fr"}))
			if strings.HasPrefix(src, "<") || strings.Contains(dest, `\`) {
				continue // not always a link, and a backslash is no scheme's: see below
			}
			if len(ds) != 1 || ds[0].Code != "lien-dangereux" || len(doc.Links) > 0 || strings.Contains(out, "href") || strings.Contains(out, "src=") {
				t.Errorf("%q: %v, %s", src, ds, out)
			}
		}
		checkHTML(t, []byte("<"+dest+">"))
		checkHTML(t, []byte("[texte]("+dest+")"))
	}
	for _, dest := range []string{"https://a.fr/?b=1&c=2", "http://a.fr", "mailto:a@b.fr", "tel:+33261910001", "../a.md", "a.md#é", "#été", "/a:b", "?a:b", "1:2"} {
		if _, ds := markdown.Parse("a.md", []byte("[texte]("+dest+")"), 1); len(ds) > 0 {
			t.Errorf("%q refused: %v", dest, ds)
		}
	}
	doc, _ := markdown.Parse("a.md", []byte("[texte](ok.md)"), 1)
	out := doc.Render(markdown.RenderOptions{Link: func(string) (string, bool, bool) { return "javascript:alert(1)", false, true }})
	if want := "<p>texte</p>\n"; string(out) != want {
		t.Errorf("an address that the caller gives is not judged: %s", out)
	}
}

func TestDoc(t *testing.T) {
	src := "## Été à la mer\n\nUn [guide](b.md) et ![le plan](p.png).\n\n### Été à la mer\n\n- un\n- deux ?\n\n## Été à la mer 2\n\n## ???\n\nhttps://a.fr, a@b.fr\n"
	doc, ds := markdown.Parse("g.md", []byte(src), 11)
	at := func(line, col int) diag.Pos { return diag.Pos{File: "g.md", Line: line, Col: col} }
	if len(ds) > 0 {
		t.Error(ds)
	}
	if d := cmp.Diff([]markdown.Heading{
		{Level: 2, ID: "été-à-la-mer", Text: "Été à la mer", At: at(11, 1)},
		{Level: 3, ID: "été-à-la-mer-2", Text: "Été à la mer", At: at(15, 1)},
		{Level: 2, ID: "été-à-la-mer-2-2", Text: "Été à la mer 2", At: at(20, 1)},
		{Level: 2, ID: "section", Text: "???", At: at(22, 1)},
	}, doc.Headings); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]markdown.Link{
		{Dest: "b.md", Text: "guide", At: at(13, 4)},
		{Dest: "p.png", Image: true, Alt: "le plan", At: at(13, 21)},
		{Dest: "https://a.fr", Text: "https://a.fr", At: at(24, 1)},
		{Dest: "mailto:a@b.fr", Text: "a@b.fr", At: at(24, 15)},
	}, doc.Links); d != "" {
		t.Error(d)
	}
	if want := "Été à la mer\nUn guide et .\nÉté à la mer\nun\ndeux ?\nÉté à la mer 2\n???\nhttps://a.fr, a@b.fr"; doc.PlainText() != want {
		t.Errorf("PlainText: %q", doc.PlainText())
	}
	if doc.WordCount() != 4+3+4+2+5+2 {
		t.Errorf("WordCount: %d", doc.WordCount())
	}
}

// One Doc is rendered for many sites at once.
func TestRenderIsConcurrent(t *testing.T) {
	doc, _ := markdown.Parse("g.md", []byte(guide), 1)
	want := doc.Render(options("fr"))
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := doc.Render(options("fr")); !bytes.Equal(got, want) {
				t.Error("two renderings differ")
			}
			other, _ := markdown.Parse("g.md", []byte(guide), 1)
			if got := other.Render(options("fr")); !bytes.Equal(got, want) {
				t.Error("two readings differ")
			}
		})
	}
	wg.Wait()
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		src, front string
		frontLine  int
		body       string
		bodyLine   int
		ok         bool
	}{
		{"", "", 0, "", 1, false},
		{"texte\n+++\n", "", 0, "texte\n+++\n", 1, false},
		{"+++\na = 1\n+++\ncorps\n", "a = 1\n", 2, "corps\n", 4, true},
		{"\ufeff+++\r\na = 1\r\n+++\r\n\r\ncorps", "a = 1\r\n", 2, "\r\ncorps", 4, true},
		{"\n\n+++ \n+++\n", "", 4, "", 5, true},
		{"+++\n+++", "", 2, "", 3, true},
		{"+++\na = 1\n", "a = 1\n", 2, "", 0, false},
		{"+++", "", 2, "", 0, false},
		{"\ufefftexte", "", 0, "texte", 1, false},
		{"++++\na\n", "", 0, "++++\na\n", 1, false},
	} {
		front, frontLine, body, bodyLine, ok := markdown.Split([]byte(c.src))
		if string(front) != c.front || frontLine != c.frontLine || string(body) != c.body || bodyLine != c.bodyLine || ok != c.ok {
			t.Errorf("Split(%q) = %q, %d, %q, %d, %v", c.src, front, frontLine, body, bodyLine, ok)
		}
	}
}

const paragraph = "Pour créer l'adresse, ouvrez [le site de La Poste](https://www.laposte.net) puis **cliquez** sur « Créer un compte » : c'est gratuit ! Comptez 10 minutes.\n\n"

var guide = "Une adresse *mail* sert à tout.\n\n" + strings.Repeat("## Ce qu'il vous faut\n\n"+paragraph+
	"- un ordinateur ou un téléphone ;\n- un numéro ;\n- de quoi noter `le mot de passe`.\n\n"+paragraph+
	"> [!NOTE]\n> Ne donnez jamais votre mot de passe.\n\n"+
	"| Service | Prix |\n|---|---:|\n| La Poste | 0 € |\n| Autre | 12 000 € |\n\n![La page d'accueil](accueil.png)\n\n", 7)

// typical is 5 KB of an ordinary guide.
var typical = strings.Repeat("## Ce qu'il vous faut\n\n"+strings.Repeat(
	"Une adresse mail sert à recevoir des messages, à ouvrir un compte sur un site et à retrouver un mot de passe perdu. Elle est gratuite, et vous la gardez toute votre vie si vous le voulez.\n\n", 2)+
	paragraph+"- un ordinateur ou un téléphone ;\n- un numéro de téléphone ;\n- de quoi noter le **mot de passe**.\n\n", 7) +
	"> [!NOTE]\n> Ne donnez jamais votre mot de passe.\n\n| Service | Prix |\n|---|---:|\n| La Poste | 0 € |\n\n![La page d'accueil](accueil.png)\n"

func BenchmarkGuide(b *testing.B) {
	opts := options("fr")
	for name, text := range map[string]string{"typical": typical, "dense": guide} {
		src := []byte(text)
		doc, _ := markdown.Parse("g.md", src, 1)
		b.Run(name+"/parse", func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				markdown.Parse("g.md", src, 1)
			}
		})
		b.Run(name+"/render", func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				doc.Render(opts)
			}
		})
	}
}
