package tomledit_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"balise/generator/tomledit"
)

// layout is that of a listing with few keys.
var layout = tomledit.Layout{Keys: func(table string) []string {
	return map[string][]string{
		"":                    {"titre", "structure"},
		"structure":           {"id", "nom", "telephone", "services", "latitude", "date_maj", "fermeture", "origine"},
		"structure.fermeture": {"du", "au", "motif"},
	}[table]
}}

func TestFormat(t *testing.T) {
	long := strings.Repeat("x", 40)
	for _, c := range []struct{ name, src, want string }{
		{"nothing", "", ""},
		{"only blank lines", "\n \n\t\r\n", ""},
		{"a byte order mark, Windows ends of lines", "\ufeffa = 1\r\n\r\n\r\nb = 2\r\n", "a = 1\n\nb = 2\n"},
		{"no end of line", "a=1", "a = 1\n"},
		{"spaces", "  a=1  \n\t[ b . c ]\t# d  \n  \"e\" . 'é'\t=  2#f\n", "a = 1\n\n[b.c] # d\ne.\"é\" = 2 #f\n"},
		{"blank lines", "\n\n# top\n\n\na = 1\n\n\n\n# b\n[b]\n\n\nc = 1\n\n", "# top\n\na = 1\n\n# b\n[b]\nc = 1\n"},
		{"order", "[[structure]]\nnom = 'b'\nautre = 1\nid = 'a'\nz = 1\n", "[[structure]]\nid = \"a\"\nnom = \"b\"\nautre = 1\nz = 1\n"},
		{"order within paragraphs", "[[structure]]\nnom = 1\nid = 2\n\nlatitude = 3\ntelephone = 4\n", "[[structure]]\nid = 2\nnom = 1\n\ntelephone = 4\nlatitude = 3\n"},
		{"comments follow their keys", "[[structure]]\n# about nom\nnom = 1 # n\n# about id\nid = 2 # i\n# about nothing\n\n# alone\n\n# last\n",
			"[[structure]]\n# about id\nid = 2 # i\n# about nom\nnom = 1 # n\n# about nothing\n\n# alone\n\n# last\n"},
		{"order of nested tables", "[[structure.fermeture]]\nmotif = 1\nau = 2\ndu = 3\n[structure.fermeture.x]\nb = 1\na = 2", "[[structure.fermeture]]\ndu = 3\nau = 2\nmotif = 1\n\n[structure.fermeture.x]\nb = 1\na = 2\n"},
		{"dotted keys", "structure.b = 1\ntitre = 'x'\nstructure.a = 2\n", "titre = \"x\"\nstructure.b = 1\nstructure.a = 2\n"},
		{"strings", `a = 'x'
b = "\u00e9\t\"\\"
c = 'it is "so"'
d = 'c:\x'
e = ''
f = """one"""
g = '''one "two"'''
`, `a = "x"
b = "é\t\"\\"
c = 'it is "so"'
d = 'c:\x'
e = ""
f = "one"
g = '''one "two"'''
`},
		{"several lines", "a = \"x\\ny\"\nb = '''\nx\n\"y\"'''\nc = \"\"\"x \\\n  y\"\"\"\nd = '''\nc:\\x\ny'''\ne = \"\"\"\n\nq\"\"\\\"\\\"\\\"\n\"\"\" # f\n",
			"a = \"\"\"\nx\ny\"\"\"\nb = \"\"\"\nx\n\"y\\\"\"\"\"\nc = \"\"\"x \\\n  y\"\"\"\nd = '''\nc:\\x\ny'''\ne = \"\"\"\n\nq\"\"\\\"\"\"\n\"\"\" # f\n"},
		{"scalars as written", "a = 0x1F\nb = 1_000\nc = +1.50e3\nd = inf\ne = 2026-09-01 10:00:00\nf = true\n", "a = 0x1F\nb = 1_000\nc = +1.50e3\nd = inf\ne = 2026-09-01 10:00:00\nf = true\n"},
		{"short lists", "a = [ 'x',\n 'y', ]\nb = [\n]\nc = [1,[2,  3 ]]\n", "a = [\"x\", \"y\"]\nb = []\nc = [1, [2, 3]]\n"},
		{"long lists", "a = ['" + long + "', '" + long + "', '" + long + "']\n", "a = [\n  \"" + long + "\",\n  \"" + long + "\",\n  \"" + long + "\",\n]\n"},
		{"lists with comments", "a = [ # first\n 1, 2 # two\n , # late\n\n 3 #three\n # last\n] # end\nb = [[ # in\n1]]\nc = [ # none\n]\n",
			"a = [\n  # first\n  1,\n  2, # two\n  # late\n  3, #three\n  # last\n] # end\nb = [\n  [\n    # in\n    1,\n  ],\n]\nc = [\n  # none\n]\n"},
		{"inline tables", "a={x=1,'y z'={},z=[ {w='1'} ]}\nb = { one='#', two = \"\"\"a\nb\"\"\" }\n", "a = { x = 1, \"y z\" = {}, z = [{ w = \"1\" }] }\nb = { one = \"#\", two = \"a\\nb\" }\n"},
		{"inline tables with comments", "a = {\n  x = 1, # y\n}\nb = [{ # z\n}]\n", "a = {\n  x = 1, # y\n}\nb = [\n  { # z\n},\n]\n"},
	} {
		got, err := tomledit.Format([]byte(c.src), layout)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if diff := cmp.Diff(c.want, string(got)); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.name, diff)
		}
		canonical(t, c.src, layout)
	}
}

func TestFormatAligned(t *testing.T) {
	src := "nom = 1\n# note\ncouleur_sombre = 2\n\n[a]\nb   = [\n  1, # x\n]\néé.c=3\n"
	src = strings.ReplaceAll(src, "éé", `"éé"`)
	want := "nom            = 1\n# note\ncouleur_sombre = 2\n\n[a]\nb      = [\n  1, # x\n]\n\"éé\".c = 3\n"
	got, err := tomledit.Format([]byte(src), tomledit.Layout{Aligned: true})
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, cmp.Diff(want, string(got)))
	}
	canonical(t, src, tomledit.Layout{Aligned: true})
}

// TestFormatShapes: however a file is laid out, its canonical form is the same.
func TestFormatShapes(t *testing.T) {
	want := "[[structure]]\nid = \"a\"\nnom = \"L’\\\"Atelier\\\"\"\nservices = [\"x\", \"y\"]\ndate_maj = 2026-09-01\n\n[[structure.fermeture]]\ndu = 2026-12-24\nau = 2026-12-26\n"
	for _, src := range []string{
		want,
		strings.ReplaceAll(want, "\n", "\r\n"),
		"\ufeff" + want,
		strings.ReplaceAll(want, " = ", "="),
		strings.ReplaceAll(strings.ReplaceAll(want, " = ", "\t =  "), "\n", " \n"),
		strings.Replace(want, `["x", "y"]`, "[\n\t'x',\n\t'y' ]", 1),
		"\n\n" + strings.ReplaceAll(want, "]]", " ]]") + "\n\n",
		"[[structure]]\ndate_maj = 2026-09-01\nservices = [ \"x\", \"y\" ]\nnom = \"L\\u2019\\u0022Atelier\\\"\"\nid = 'a'\n[[structure.fermeture]]\nau = 2026-12-26\ndu = 2026-12-24",
	} {
		if got, err := tomledit.Format([]byte(src), layout); err != nil || string(got) != want {
			t.Errorf("%q: %v\n%s", src, err, cmp.Diff(want, string(got)))
		}
	}
}

func TestFormatRefuses(t *testing.T) {
	if out, err := tomledit.Format([]byte("a = \n"), layout); err == nil || out != nil {
		t.Errorf("got %q, %v", out, err)
	}
}

// canonical checks what is promised of every valid document.
func canonical(t *testing.T, src string, layout tomledit.Layout) {
	t.Helper()
	once, err := tomledit.Format([]byte(src), layout)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	twice, err := tomledit.Format(once, layout)
	if err != nil || !bytes.Equal(once, twice) {
		t.Fatalf("%q: twice: %v\n%s", src, err, cmp.Diff(string(once), string(twice)))
	}
	if diff := cmp.Diff(meaning(t, src), meaning(t, string(once)), cmpopts.EquateNaNs()); diff != "" {
		t.Fatalf("%q: the meaning changed\n%s", src, diff)
	}
	if strings.Contains(string(once), "\r") || len(once) > 0 && (once[0] == '\n' || once[len(once)-1] != '\n') {
		t.Fatalf("%q: not canonical: %q", src, once)
	}
	if got, want := comments(t, string(once)), comments(t, src); got != want {
		t.Fatalf("%q: %d comments of %d are left", src, got, want)
	}
}

// meaning decodes a document by another reader than the package's.
func meaning(t *testing.T, src string) map[string]any {
	t.Helper()
	var doc map[string]any
	src = strings.ReplaceAll(strings.TrimPrefix(src, "\ufeff"), "\r\n", "\n")
	if _, err := toml.Decode(src, &doc); err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return doc
}

// comments counts the comments of a valid document: at the # that is in no
// string, cutting the file makes what is left valid.
func comments(t *testing.T, src string) int {
	t.Helper()
	count := 0
	for i := 0; i < len(src); i++ {
		switch c := src[i]; c {
		case '#':
			count++
			for i < len(src) && src[i] != '\n' {
				i++
			}
		case '"', '\'':
			fence := strings.Repeat(string(c), 3)
			if !strings.HasPrefix(src[i:], fence) {
				fence = string(c)
			}
			for i += len(fence); i < len(src) && !strings.HasPrefix(src[i:], fence); i++ {
				if c == '"' && src[i] == '\\' {
					i++
				}
			}
			for i += len(fence) - 1; len(fence) == 3 && i+1 < len(src) && src[i+1] == c; i++ {
			}
		}
	}
	return count
}

var seeds = []string{
	"# top\n\ntitre = 'x'\n[[structure]]\nnom = \"b\" # c\nid = 'a'\nservices = [ # d\n 'x', \"y\"\n ]\nlatitude = 48.0\n[[structure.fermeture]]\ndu = 2026-09-01\n",
	"a.b.c = 1\n'd e' = {x = [1, {y = '''z\n'''}], \"w\" = true}\r\n[t] # u\r\n\r\nv = \"\"\"\r\none \\\r\n  two\"\"\"\r\n",
	"a = '''x\n\\'''\nb = [\"\\u00e9\", 'c\"', [], [[1, # x\n2]]]\n# end",
	"a = \"\"\"\"x\"\"\"\"\"\nb = ''''''\nc = '''''x'''''\n",
	"[a.b]\nx = 1\n[a]\ny = 07:32:00\nz = {\n a = 1, # b\n}\n[[a.c]]\n[[a.c]]\n",
}

func FuzzFormat(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		doc, ds := tomledit.Parse("f.toml", []byte(src), 1)
		if ds != nil {
			return
		}
		if got := doc.Bytes(); string(got) != src {
			t.Fatalf("lossless: %q became %q", src, got)
		}
		canonical(t, src, layout)
		canonical(t, src, tomledit.Layout{Aligned: true})
	})
}
