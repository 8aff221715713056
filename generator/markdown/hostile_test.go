package markdown_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"balise/generator/diag"
	"balise/generator/markdown"
)

// Inputs made to waste time or memory. With a code, the guard that must speak;
// without, the input must simply be quick.
func TestHostile(t *testing.T) {
	rep := func(unit string, size int) string { return strings.Repeat(unit, size/len(unit)) }
	numbered := func(format string, n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	var stairs strings.Builder
	for i := range 200 {
		stairs.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	row := "|" + strings.Repeat("a|", 20) + "\n"
	delims := "|" + strings.Repeat("-|", 20) + "\n"
	const k16 = 16 << 10
	for _, c := range []struct {
		name, src string
		code      diag.Code
	}{
		{"links 64 KB", rep("[a](b", 64<<10), "markdown-bloc-trop-long"},
		{"links 64 KB on many lines", rep("[a](b\n", 64<<10), "markdown-bloc-trop-long"},
		{"links 16 KB", rep("[a](b", k16), "markdown-trop-complexe"},
		{"links 16 KB, many times", strings.Repeat(rep("[a](b", 2<<10)+"\n\n", 400), "markdown-trop-complexe"},
		{"links in a heading", "# " + rep("[a](b", k16-2), "markdown-trop-complexe"},
		{"links in an underlined heading", rep("[a](b", k16) + "\n===\n", "markdown-trop-complexe"},
		{"links in a cell", row + delims + rep("[a](b", k16), "markdown-trop-complexe"},
		{"links in false tables", rep("[a](b|\n", 15<<10) + "|:|-|\n", "markdown-trop-complexe"},
		{"links in definition terms", "a\n: b\n\n" + rep("[a](b", k16) + "\n: c\n", "markdown-trop-complexe"},
		{"> × 100,000", strings.Repeat(">", 100_000), "markdown-bloc-trop-long"},
		{"> × 16,000", strings.Repeat(">", 16_000), "markdown-trop-imbrique"},
		{"> on many lines", strings.Repeat(strings.Repeat(">", 60)+"a\n", 15_000), "markdown-trop-imbrique"},
		{"lists in one line", strings.Repeat("* ", 100_000), "markdown-bloc-trop-long"},
		{"lists in a short line", strings.Repeat("1. ", 5_000) + "a", "markdown-trop-imbrique"},
		{"a stair of lists", stairs.String(), "markdown-trop-imbrique"},
		{"quotations in lists", strings.Repeat("- > ", 4_000) + "a", "markdown-trop-imbrique"},
		{"notes in notes", rep("[^a]: ", k16), "markdown-trop-imbrique"},
		{"definitions in definitions", rep("a\n: ", k16), ""},
		{"emphasis", rep("*a_ ", k16), "markdown-trop-complexe"},
		{"emphasis both ways", rep("_a* ", k16), "markdown-trop-complexe"},
		{"strikes", rep("~a* ", k16), "markdown-trop-complexe"},
		{"emphasis nested", rep("*a ", 6<<10) + rep("a* ", 6<<10), ""},
		{"brackets", strings.Repeat("[", k16), "markdown-trop-complexe"},
		{"nested links", strings.Repeat("[", 900) + "a" + strings.Repeat("](b)", 900), ""},
		{"nested images", strings.Repeat("![", 900) + "a" + strings.Repeat("](b)", 900), ""},
		{"nested images 16 KB", strings.Repeat("![", 2_500) + "a" + strings.Repeat("](b)", 2_500), "markdown-trop-complexe"},
		{"backticks", strings.Repeat("`", k16), ""},
		{"backticks of every length", numbered("`%[1]*d", 170), ""},
		{"unclosed code", rep("`a``b```", k16), ""},
		{"tags", rep("<a b='", k16), ""},
		{"comments", rep("<!--", k16), ""},
		{"entities", rep("&amp", k16), ""},
		{"addresses", rep("http://a.b/(", k16), ""},
		{"e-mails", rep("a@", k16), ""},
		{"long line", strings.Repeat("a", 1<<20), "markdown-bloc-trop-long"},
		{"long document", strings.Repeat("a\n\n", 1<<19), "markdown-trop-gros"},
		{"many lines", strings.Repeat("- a\n", 250_000), "markdown-trop-gros"},
		{"many items", strings.Repeat("- a\n", 19_000), ""},
		{"references", numbered("[a%d]: b\n\n", 9_000), "markdown-trop-de-references"},
		{"references in one block", numbered("[a%d]: b\n", 15_000), "markdown-bloc-trop-long"},
		{"references before a table", numbered("[a%d]: b\n", 15_000) + "|-|\n", "markdown-trop-de-references"},
		{"footnotes", numbered("[^%d]\n\n", 600) + numbered("[^%d]: b\n\n", 600), "markdown-trop-de-references"},
		{"footnotes in order", numbered("[^%d]\n\n", 499) + numbered("[^%d]: b\n\n", 499), ""},
		{"one footnote called often", "[^1]: a\n\n" + strings.Repeat(strings.Repeat("[^1]", 50)+"\n\n", 150), ""},
		{"wide table", "|" + strings.Repeat("a|", 7_000) + "\n|" + strings.Repeat("-|", 7_000) + "\n" + strings.Repeat("|a\n", 10_000), "markdown-tableau-trop-grand"},
		{"wide table behind a false one", "a\n|:|\n|" + strings.Repeat("a|", 7_000) + "\n|" + strings.Repeat("-|", 7_000) + "\n" + strings.Repeat("|a\n", 400), "markdown-tableau-trop-grand"},
		{"table of 21 columns", "|" + strings.Repeat("a|", 21) + "\n|" + strings.Repeat("-|", 21) + "\n", "markdown-tableau-trop-grand"},
		{"long table", row + delims + strings.Repeat(row, 501), "markdown-tableau-trop-grand"},
		{"largest table", row + delims + strings.Repeat(row, 500), ""},
		{"escaped pipes", row + delims + strings.Repeat("|`\\|`\\|`\\|`\n", 400), "markdown-tableau-trop-grand"},
		{"same headings", strings.Repeat("## a\n", 19_000), ""},
		{"headings that take each other’s ids", numbered("## a-%d\n", 5_000) + strings.Repeat("## a\n", 5_000), ""},
		{"images without text", strings.Repeat("![](a)\n\n", 9_000), "image-sans-alternative"},
		{"raw HTML", strings.Repeat("<b>\n\n", 9_000), "markdown-html"},
		{"lines of spaces", strings.Repeat("      \n", 19_000), ""},
	} {
		if raceEnabled {
			break
		}
		t.Run(c.name, func(t *testing.T) {
			var doc *markdown.Doc
			var ds []diag.Diag
			took := time.Hour
			for range 5 { // the machine may be busy with something else
				start := time.Now()
				doc, ds = markdown.Parse("a.md", []byte(c.src), 1)
				doc.Render(markdown.RenderOptions{Lang: "fr"})
				if took = min(took, time.Since(start)); took < limit {
					break
				}
			}
			if took > limit {
				t.Errorf("took %v", took)
			}
			if testing.Verbose() {
				t.Logf("%d bytes, %v, %d diagnostics", len(c.src), took, len(ds))
			}
			if !says(ds, c.code) {
				t.Errorf("want %q, got %.300v", c.code, ds)
			}
			checkHTML(t, []byte(c.src))
		})
	}
}

const limit = 100 * time.Millisecond

// says tells that code is among ds; without a code, that no guard spoke.
func says(ds []diag.Diag, code diag.Code) bool {
	for _, d := range ds {
		if d.Code == code {
			return true
		}
		if code == "" && d.Level == diag.Error && strings.HasPrefix(string(d.Code), "markdown-") {
			return false
		}
	}
	return code == ""
}

// checkHTML renders src and reads it back as a browser would.
func checkHTML(t *testing.T, src []byte) {
	t.Helper()
	doc, ds := markdown.Parse("a.md", src, 1)
	for _, d := range ds {
		if d.At.Line < 1 || d.At.Col < 1 {
			t.Errorf("%.200q: a diagnostic without a place: %v", src, d)
		}
		if d.Message(diag.French) == "" || d.Message(diag.English) == "" {
			t.Errorf("no sentence for %s", d.Code)
		}
	}
	for _, lang := range []string{"fr", "en"} {
		out := doc.Render(markdown.RenderOptions{Lang: lang})
		if _, err := html.Parse(bytes.NewReader(out)); err != nil {
			t.Fatalf("%.200q: %v", src, err)
		}
		z := html.NewTokenizer(bytes.NewReader(out))
		var open []string
		ids := map[string]bool{}
		for z.Next() != html.ErrorToken {
			tok := z.Token()
			switch tok.Type {
			case html.CommentToken, html.DoctypeToken:
				t.Fatalf("%.200q: %v in %.500s", src, tok, out)
			case html.EndTagToken:
				if len(open) == 0 || open[len(open)-1] != tok.Data {
					t.Fatalf("%.200q: </%s> closes %q in %.500s", src, tok.Data, open, out)
				}
				open = open[:len(open)-1]
			case html.StartTagToken:
				checkTag(t, src, tok, ids)
				switch tok.Data {
				case "img", "br", "hr":
				case "a":
					for _, o := range open {
						if o == "a" {
							t.Fatalf("%.200q: a link in a link: %.500s", src, out)
						}
					}
					fallthrough
				default:
					open = append(open, tok.Data)
				}
			}
		}
		if z.Err() != io.EOF || len(open) > 0 {
			t.Fatalf("%.200q: %v, left open %q in %.500s", src, z.Err(), open, out)
		}
	}
}

var known = map[string]bool{"p": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "ul": true, "ol": true, "li": true,
	"blockquote": true, "pre": true, "code": true, "em": true, "strong": true, "del": true, "a": true, "img": true, "br": true, "hr": true,
	"table": true, "thead": true, "tbody": true, "tr": true, "th": true, "td": true, "dl": true, "dt": true, "dd": true, "div": true,
	"section": true, "sup": true, "figure": true, "figcaption": true}

func checkTag(t *testing.T, src []byte, tok html.Token, ids map[string]bool) {
	t.Helper()
	if !known[tok.Data] {
		t.Fatalf("%.200q: <%s>", src, tok.Data)
	}
	for _, a := range tok.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on") || a.Key == "style":
			t.Fatalf("%.200q: attribute %s", src, a.Key)
		case a.Key == "id":
			if ids[a.Val] {
				t.Fatalf("%.200q: id %s twice", src, a.Val)
			}
			ids[a.Val] = true
		case a.Key == "href" || a.Key == "src":
			bare := strings.Map(func(r rune) rune {
				if r <= ' ' {
					return -1
				}
				return r
			}, strings.ToLower(a.Val))
			for _, scheme := range []string{"javascript:", "data:", "vbscript:", "file:"} {
				if strings.HasPrefix(bare, scheme) {
					t.Fatalf("%.200q: %s=%q", src, a.Key, a.Val)
				}
			}
			if a.Val == "" || strings.HasPrefix(bare, "//") {
				t.Fatalf("%.200q: %s=%q", src, a.Key, a.Val)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{guide, "a [b](c \"d\") <e f='g'> ![h[^1]](i)\n\n[^1]: j\n    k", "[<http://a.b>](c) [^1][d[^1]](e)\n\n[^1]: f",
		"> [!NOTE] \n> a\n\n- b\n  > c\n\n|a|\n|-|\n|`\\|`|", "t\n: d\n\n: e", "&#106;avascript: <script>a</script>", "**a*b_c~~d", "[a]\n\n[a]: <java&#10;script:x>", "***\n\tcode\n```x\n\ty",
		"<a@b.c> www.a.b http://x.y/<z ftp://a.b", "![a](b \"titre\")", "# \n#\n===\na\n---", "//a [b](//c) [d](\\\\e)"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) { checkHTML(t, src) })
}

func FuzzSplit(f *testing.F) {
	f.Add([]byte("\ufeff\n+++\r\na\n+++\nb"))
	f.Fuzz(func(t *testing.T, src []byte) {
		front, frontLine, body, bodyLine, ok := markdown.Split(src)
		lines := strings.SplitAfter(strings.TrimPrefix(string(src), "\ufeff"), "\n")
		if frontLine > 0 && !strings.HasPrefix(strings.Join(lines[min(frontLine-1, len(lines)):], ""), string(front)) {
			t.Errorf("front %q is not at line %d of %q", front, frontLine, src)
		}
		if bodyLine > 0 && strings.Join(lines[min(bodyLine-1, len(lines)):], "") != string(body) {
			t.Errorf("body %q is not at line %d of %q", body, bodyLine, src)
		}
		if ok != (frontLine > 0 && bodyLine > 0) {
			t.Errorf("ok = %v, lines %d and %d", ok, frontLine, bodyLine)
		}
	})
}
