package tmpl

import (
	"errors"
	"fmt"
	"html/template"
	"math"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

type slug string

type inner struct {
	Promoted string
	Depth    int
}

type Pointed struct{ Behind string }

type item struct {
	Title string
	N     int
	Tags  []string
	Sub   []item
	Next  *item
}

type level uint8

func (level) String() string { return "niveau" }

type page struct {
	inner
	*Pointed
	S      string
	S2     string
	Slug   slug
	I      int
	I8     int8
	U      uint
	F      float64
	B      bool
	H      template.HTML
	U2     template.URL
	J      template.JS
	Set    template.Srcset
	Items  []item
	Ptrs   []*item
	Words  []string
	Pair   [2]string
	Item   item
	P      *item
	SP     *string
	Empty  []string
	Level  level
	Map    map[string]string
	Any    any
	CSS    template.CSS
	Attr   template.HTMLAttr
	F32    float32
	PP     **item
	hidden string //lint:ignore U1000 views may have fields that templates cannot see
	Tree   *item
}

func (page) Method() string { return "" }

// testFuncs are the kinds of functions a site has: a translation whose key is
// known, with and without arguments, and plain ones.
var testFuncs = Funcs{
	"t": {Result: String, Bind: func(args []Arg) (Bound, error) {
		if len(args) == 0 || args[0].Kind != String || !args[0].Const {
			return Bound{}, errors.New("the key must be a constant")
		}
		switch args[0].Str {
		case "titre":
			return Bound{Const: Str("L’aide & <vous>")}, nil
		case "nombre":
			if len(args) != 2 || args[1].Kind != Int {
				return Bound{}, errors.New("takes a number")
			}
			return Bound{Append: func(dst []byte, args []Value) []byte {
				return fmt.Appendf(dst, "%d <lieux>", args[1].Int)
			}}, nil
		case "salut":
			if len(args) != 2 || args[1].Kind != String {
				return Bound{}, errors.New("takes a name")
			}
			return Bound{Append: func(dst []byte, args []Value) []byte {
				return append(append(dst, "Bonjour "...), args[1].Str...)
			}}, nil
		}
		return Bound{}, errUnknownKey(args[0].Str)
	}},
	"upper":  Pure(String, []Kind{String}, func(a []Value) Value { return Str(strings.ToUpper(a[0].Str)) }),
	"double": Pure(Int, []Kind{Int}, func(a []Value) Value { return Num(2 * a[0].Int) }),
	"even":   Pure(Bool, []Kind{Int}, func(a []Value) Value { return Flag(a[0].Int%2 == 0) }),
	"bold": Pure(HTML, []Kind{String}, func(a []Value) Value {
		return Value{Kind: HTML, Str: "<b>" + template.HTMLEscapeString(a[0].Str) + "</b>"}
	}),
	"tel": Pure(URL, []Kind{String}, func(a []Value) Value { return Value{Kind: URL, Str: "tel:" + a[0].Str} }),
}

type errUnknownKey string

func (e errUnknownKey) Error() string { return "no translation for " + string(e) }

// run gives what we and html/template make of a page.
func run(t testing.TB, text string, v *page) (ours, theirs string) {
	t.Helper()
	set, err := Parse([]Source{{Name: "page", Text: text}}, testFuncs)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	prog, err := Compile[page](set, "page")
	if err != nil {
		t.Fatalf("Compile(%q): %v", text, err)
	}
	ours = string(prog.Append([]byte("before"), v))
	if again := string(prog.Append([]byte("before"), v)); again != ours {
		t.Errorf("%q: a second run differs:\n%q\n%q", text, ours, again)
	}
	h, err := template.New("page").Funcs(HTMLFuncs(testFuncs)).Parse(text)
	if err != nil {
		t.Fatalf("html/template: %v", err)
	}
	var b strings.Builder
	b.WriteString("before")
	if err := h.ExecuteTemplate(&b, "page", v); err != nil {
		t.Fatalf("html/template: %q: %v", text, err)
	}
	return ours, b.String()
}

func same(t testing.TB, text string, v *page) {
	t.Helper()
	if ours, theirs := run(t, text, v); ours != theirs {
		t.Errorf("%q with %+q:\n ours %q\nhtml/ %q", text, v.S, ours, theirs)
	}
}

var nasty = []string{
	"", "plain", "été à l’Île", `a"b'c`, "<script>alert(1)</script>", "a&amp;b", "a & b", "1+1=2", "x\x00y", "\xff\xfe bad \xc3",
	"javascript:alert(1)", "JavaScript:alert(1)", "http://e.example/?a=b&c=d+e", "https://é.example/à b", "httpſ://x", "mailto:a@b.example?subject=é",
	"tel:+33261910001", "data:text/html,<b>", "//host/path", "/a/b c?d=e#f", "?q=à&b", "#frag", "../x", "a:b/c", "a/b:c", "%41%zz%4", "a%41", "é%20è",
	"a.jpg 1x, b.jpg 2x", "a,b c, javascript:x 2x", " a.jpg 480w , b.jpg 800w", "a.jpg (x)", "a&b.jpg 1x", ",", "`tick`", "a=b c=d", "\ufdd0\uffff\ufffd", "\t\n\r\f\v",
	strings.Repeat("long text & more ", 40), "</textarea>", "</title><b>", "{{.}}", "<!-- -->", "]]>", "\u2028\u202f",
}

// contexts are every place of a page where a string may stand.
var contexts = []string{
	`<p>{{.S}}</p>`, `{{.S}}`, `a < b {{.S}} <`, `<p title="{{.S}}">`, `<p title='{{.S}}'>`, `<p title={{.S}}>`, `<p title=a{{.S}}b>`, `<p title="a {{.S}} b {{.S2}}">`,
	`<a href="{{.S}}">`, `<a href='{{.S}}'>`, `<a href={{.S}}>`, `<a href="/x/{{.S}}">`, `<a href="/x/{{.S}}/{{.S2}}?q={{.S}}#{{.S}}">`, `<a href=/x/{{.S}}>`, `<a href="?q={{.S}}">`, `<a href=#{{.S}}>`,
	`<a href=" {{.S}}">`, `<a href="{{.S}}{{.S2}}">`, `<form action="{{.S}}">`, `<q cite="{{.S}}">`, `<div data-url="{{.S}}" data-x="{{.S}}" data-src={{.S}}>`,
	`<img src="{{.S}}" alt="{{.S}}" srcset="{{.S}}">`, `<img srcset="a.jpg 1x, {{.S}} 2x">`, `<img srcset={{.S}}>`, `<img srcset='{{.S}}'>`,
	`<title>{{.S}} - x</title>`, `<textarea>{{.S}}</textarea>`, `<!-- {{.S}} -->after`, `<input value="{{.S}}" name={{.S}}>`,
	`<meta name="description" content="{{.S}}">`, `<meta http-equiv="refresh" content="0;url={{.S}}">`, `<meta content={{.S}}>`, `<meta content="0;url={{.S}};{{.S}}">`,
	`<svg xlink:href="{{.S}}">`, `<p>{{.Slug}} {{.H}} {{.U2}} {{.J}} {{.Set}}</p>`, `<a href="{{.U2}}" title="{{.U2}}">`, `<a href={{.U2}} title={{.U2}}>`, `<a href="/{{.U2}}?a={{.U2}}">`,
	`<a href="{{.H}}">`, `<a href="?q={{.H}}">`, `<a href="{{.J}}">`, `<a href="{{.Slug}}">`, `<img srcset="{{.U2}}">`, `<img srcset={{.U2}}>`, `<img srcset="{{.Set}}">`, `<img srcset={{.Set}}>`, `<img srcset="{{.H}}">`,
	`<title>{{.H}}</title>`, `<textarea>{{.H}}{{.U2}}</textarea>`, `<p title="{{.J}}{{.Set}}{{.Slug}}">`, `<p title={{.J}}>`,
	`<script type="application/ld+json">{{.J}}</script>`, `<script type="application/ld+json">{"a": {{.J}}, "u": "https://x"}</script>`,
	`<script src="{{.S}}" defer></script>`, `<p {{if .S}}hidden{{end}} title="x">`, `<p{{if .S}} class="{{.S}}"{{end}}>`,
	`{{if .S}}<a href="{{.S}}">{{else}}<a href="/">{{end}}x</a>`, `<a href="{{if .S}}/a{{else}}/b{{end}}/{{.S}}">`,
	`{{define "e"}}{{.}}{{end}}{{template "e" .S}}<a href="{{template "e" .S}}" title="{{template "e" .S}}" class={{template "e" .S}}><title>{{template "e" .S}}</title><a href="/?q={{template "e" .S}}">`,
	`{{define "e"}}<i>{{template "f" .}}</i>{{end}}{{define "f"}}{{.}}{{end}}{{template "e" .S}}<p title="{{template "f" .S}}">`,
	`{{define "x"}}{{template "y" .}}{{end}}{{define "y"}}{{.S}}{{template "z" .S2}}{{end}}{{define "z"}}[{{.}}]{{end}}<p title="{{template "x" .}}"><a href="/{{template "x" .}}">{{template "x" .}}`,
	`{{upper .S}}<a href="{{upper .S}}" title={{upper .S}}><img srcset="{{upper .S}}">{{bold .S}}<a href="{{tel .S}}">{{.S | upper | bold}}`,
	`{{t "salut" .S}}<a title="{{t "salut" (upper .S)}}">{{t "salut" (t "salut" .S)}}`, `{{$x := upper .S}}{{$x}}<a href="{{$x}}">{{$y := .S}}{{$y}}`,
	`{{or .S .S2 "rien"}} {{and .S .S2}} {{if or .S .I .P}}y{{end}}`, `{{with .S}}<{{.}}>{{else}}none{{end}}`, `{{with upper .S}}<b>{{.}}</b>{{else}}none{{end}}`,
	`{{range .Words}}{{.}}<a href="{{.}}">{{end}}`, `{{len .S}} {{eq .S "plain" .S2}} {{lt .S .S2}} {{ge .S "m"}}`,
}

func TestSameAsHTMLTemplateInEveryContext(t *testing.T) {
	for _, text := range contexts {
		for _, s := range nasty {
			same(t, text, sample(s))
		}
	}
}

func sample(s string) *page {
	return &page{
		inner: inner{Promoted: s, Depth: 3}, Pointed: &Pointed{Behind: s},
		S: s, S2: "z" + s, Slug: slug(s), H: template.HTML(s), U2: template.URL(s), J: template.JS(s), Set: template.Srcset(s),
		I: -12, I8: 8, U: math.MaxUint64, F: 1e21, B: true,
		Items: []item{{Title: s, N: 0, Tags: []string{"a", s}}, {Title: "second", N: 2, Sub: []item{{Title: "sub"}}}, {Title: "third", N: 3}},
		Ptrs:  []*item{{Title: s}, {Title: "p2", N: 7}},
		Words: []string{s, "", "w"}, Pair: [2]string{"l", s},
		Item: item{Title: s, Tags: []string{s}}, P: &item{Title: s, N: 5, Next: &item{Title: "next"}}, SP: &s,
		Tree: &item{Title: "root", Sub: []item{{Title: s, Sub: []item{{Title: "leaf"}}}, {Title: "b"}}},
	}
}

// structures exercise everything but escaping.
var structures = []string{
	`{{.I}} {{.I8}} {{.U}} {{.F}} {{.B}} <a href="/{{.I}}?f={{.F}}&b={{.B}}" title={{.F}}> <a href="{{.I}}" title={{.U}}>`,
	`{{.Promoted}} {{.Behind}} {{.Item.Title}} {{.P.Title}} {{.P.Next.Title}} {{.SP}} {{.Item.N}}`,
	`{{range .Items}}{{.Title}}:{{.N}};{{end}}`, `{{range $i, $e := .Items}}{{if $i}}, {{end}}{{$i}}={{$e.Title}} {{.Title}}{{end}}`,
	`{{range $e := .Items}}{{$e.Title}}{{range $e.Tags}}({{.}} {{$e.N}} {{$.S}}){{else}}no tags{{end}}{{end}}`,
	`{{range .Ptrs}}{{.Title}}{{.N}}{{with .Next}}{{.Title}}{{else}}end{{end}}{{end}}`, `{{range .Pair}}[{{.}}]{{end}}`, `{{range .Empty}}x{{else}}empty{{end}}`, `{{range .P.Tags}}x{{end}}`,
	`{{range .Items}}{{if eq .N 2}}{{break}}{{end}}{{.N}}{{end}} {{range .Items}}{{if eq .N 2}}{{continue}}{{end}}{{.N}}{{end}}`,
	`{{range .Items}}{{range .Tags}}{{if eq . "a"}}{{continue}}{{end}}{{.}}{{break}}{{end}};{{end}}`,
	`{{if .I}}a{{else if .S}}b{{else}}c{{end}}{{if and .B .I}}d{{end}}{{if not .S}}e{{else}}f{{end}}{{if .Items}}g{{end}}{{if .P}}h{{end}}{{if .Item}}i{{end}}{{if .F}}j{{end}}{{if .U}}k{{end}}{{if .Empty}}l{{end}}`,
	`{{with .P}}{{.Title}}{{with .Next}}{{.Title}} {{$.S}}{{end}}{{end}}{{with $x := .P}}{{$x.Title}}{{.N}}{{end}}{{with .Item}}{{.Title}}{{end}}{{with .SP}}{{.}}{{end}}`,
	`{{with .Empty}}a{{else with .Words}}{{len .}}{{else}}c{{end}}`, `{{if $n := len .Words}}{{$n}}{{end}}`,
	`{{$x := "a"}}{{$x}}{{if .B}}{{$x = "b"}}{{end}}{{$x}}{{range .Words}}{{$x = .}}{{end}}{{$x}}`, `{{$n := 0}}{{range .Items}}{{$n = .N}}{{end}}{{$n}}`,
	`{{$f := false}}{{range .Items}}{{if $f}}, {{end}}{{$f = true}}{{.N}}{{end}}`, `{{$x := 1}}{{if .I}}{{$x := 2}}{{$x}}{{else}}{{$x}}{{end}}{{$x}}{{if not .I}}{{$x := 2}}{{$x}}{{else}}{{$x}}{{end}}`,
	`{{$p := .P}}{{$p.Title}}{{$p = .P.Next}}{{$p.Title}}`,
	`{{eq .I -12}} {{ne .I 3}} {{lt .I 3}} {{le .I -12}} {{gt .U 3}} {{ge 3 .U}} {{eq .U 1}} {{eq .U -1}} {{lt .I .U}} {{lt .U .I}} {{eq .I8 8}} {{eq .F 1e21}} {{gt .F 2.5}} {{eq .B true}} {{ne .B false}} {{eq .I 1 2 -12}} {{eq .Slug .S}}`,
	`{{eq 1 1}}{{lt "a" "b"}}{{not true}}{{len "abc"}}{{and 1 "x"}}{{or "" "y"}}{{if eq 1 2}}{{.S}}{{else}}folded {{.I}}{{end}}{{'a'}}{{0x1F}}{{1.5}}{{1e3}}{{-4}}{{"x<y"}}{{true}}`,
	`{{len .Items}} {{len .Words}} {{len .Pair}} {{len .H}}`,
	`{{double .I}} {{double (double 3)}} {{.I | double}} {{even .I}} {{if even .I}}even{{end}} {{double .U}} {{t "nombre" (len .Items)}} {{3 | t "nombre"}}`,
	`{{t "titre"}}<p title="{{t "titre"}}"><a href="{{t "titre"}}">{{bold "x<y"}}{{"q" | upper | bold}}`,
	`{{- .I -}}  text  {{- /* comment */ -}}  more {{/* x */}} <!-- html comment --> end`, "<pre>\n  {{.S}}\n</pre>\n",
	`{{define "card"}}<li>{{.Title}}{{template "tags" .Tags}}</li>{{end}}{{define "tags"}}{{range .}}#{{.}}{{end}}{{end}}{{range .Items}}{{template "card" .}}{{end}}{{range .Ptrs}}{{template "card" .}}{{end}}{{template "card" .Item}}`,
	`{{block "b" .Item}}<b>{{.Title}}</b>{{end}}{{template "b" .P}}`, `{{define "none"}}static{{end}}{{template "none"}}{{template "none" .}}`,
	`{{define "icon"}}{{if eq . "loupe"}}<i>L</i>{{else}}<i>{{.}}</i>{{end}}{{end}}{{template "icon" "loupe"}}{{template "icon" "a<b"}}{{template "icon" .S}}{{template "icon" (upper "q")}}`,
	`{{define "num"}}{{.}}{{double .}}{{end}}{{template "num" 4}}{{template "num" .I}}{{template "num" (double .I)}}{{template "num" (len .Words)}}`,
	`{{define "tree"}}<li>{{.Title}}{{with .Sub}}<ul>{{range .}}{{template "tree" .}}{{end}}</ul>{{end}}</li>{{end}}{{template "tree" .Tree}}`,
	`{{define "list"}}{{.Title}}{{with .Next}}>{{template "list" .}}{{end}}{{end}}{{template "list" .P}}<p title="{{template "list" .P}}">`,
	`{{(or .P .Tree).Title}} {{(and .P .Tree).N}}`, `{{range (or .Empty .Words)}}{{.}}{{end}}`,
	`{{with .I}}{{.}}{{end}}{{with "const"}}{{.}}{{end}}{{with ""}}x{{else}}{{.S}}{{end}}`, `<p {{if .B}}hidden{{else}}lang="fr"{{end}}>`,
	`<script type="application/ld+json">{"a":1}</script><script src="x.js"></script><style-guide></style-guide><title>a<b</title>`, `<!DOCTYPE html><html lang="{{.S}}">`,
	`{{if .B}}{{if .I}}{{range .Words}}{{if .}}{{.}}{{else}}{{continue}}{{end}}!{{end}}{{end}}{{end}}`,
}

func TestSameAsHTMLTemplateInEveryStructure(t *testing.T) {
	for _, text := range structures {
		for _, s := range []string{"", "plain", "a", "<b>&\"'+", "é\x00\xff"} {
			same(t, text, sample(s))
		}
	}
}

// Where html/template stops with an error, a nil pointer prints nothing.
func TestNilPointersPrintNothing(t *testing.T) {
	text := `{{.P.Title}}{{.P.N}}{{.P.Next.Title}}{{.Behind}}{{.SP}}{{len .P.Tags}}{{range .P.Tags}}x{{else}}-{{end}}{{if .P.N}}x{{end}}{{with .P}}x{{end}}` +
		`{{eq .P.N 0}}{{eq .P.Title ""}}{{double .P.N}}{{upper .P.Title}}{{$p := .P}}{{$p.Title}}{{$n := .P.N}}{{$n}}{{define "i"}}[{{.Title}}{{.N}}]{{end}}{{template "i" .P}}` +
		`<a href="{{.P.Title}}" title={{.P.Title}}>{{or .P.Title "x"}}{{if not .P}}!{{end}}{{(or .P .Tree).Title}}{{range .Ptrs}}({{.Title}}){{end}}`
	set, err := Parse([]Source{{Name: "page", Text: text}}, testFuncs)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := Compile[page](set, "page")
	if err != nil {
		t.Fatal(err)
	}
	want := `0-truetrue0[]<a href="" title=ZgotmplZ>x!`
	if got := string(prog.Append(nil, nil)); got != want {
		t.Errorf("nil view: %q, want %q", got, want)
	}
	if got := string(prog.Append(nil, &page{Ptrs: []*item{nil, {Title: "t"}}})); got != want+"()(t)" {
		t.Errorf("nil fields: %q", got)
	}
}

func TestRecursionIsBounded(t *testing.T) {
	loop := &item{Title: "x"}
	loop.Next = loop
	set, err := Parse([]Source{{Name: "page", Text: `{{define "l"}}{{.Title}}{{with .Next}}{{template "l" .}}{{end}}{{end}}{{template "l" .P}}`}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := Compile[page](set, "page")
	if err != nil {
		t.Fatal(err)
	}
	if got := len(prog.Append(nil, &page{P: loop})); got != maxDepth-1 {
		t.Errorf("%d levels, want %d", got, maxDepth-1)
	}
	set, err = Parse([]Source{{Name: "page", Text: `{{define "l"}}x{{template "l" .}}{{end}}{{template "l" .}}`}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if prog, err = Compile[page](set, "page"); err != nil {
		t.Fatal(err)
	}
	prog.Append(nil, &page{})
}

// A template that calls itself twice would never end, nor one that calls itself
// on all of a page for each item of it: depth alone does not bound them.
func TestEndlessCallsEnd(t *testing.T) {
	for _, text := range []string{
		`{{define "l"}}x{{template "l" .}}{{template "l" .}}{{end}}{{template "l" .}}`,
		`{{define "l"}}{{range .Items}}x{{template "l" $}}{{end}}{{end}}{{template "l" .}}`,
		`{{define "a"}}x{{template "b" .}}{{template "b" .}}{{end}}{{define "b"}}{{template "a" .}}{{template "a" .}}{{end}}{{template "a" .}}`,
	} {
		set, err := Parse([]Source{{Name: "page", Text: text}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		prog, err := Compile[page](set, "page")
		if err != nil {
			t.Fatal(err)
		}
		if n := len(prog.Append(nil, &page{Items: make([]item, 3)})); n < maxDepth/4 || n > 3*maxAgain {
			t.Errorf("%s: %d", text, n)
		}
	}
}

// Calls that double at each level, or that go on for ever without a loop, are
// refused before any page is made.
func TestTooManyCallsAreRefused(t *testing.T) {
	doubling, chain := `{{template "t0"}}{{define "t70"}}x{{end}}`, `{{template "c0"}}{{define "c70"}}x{{end}}`
	for i := range 70 {
		doubling += fmt.Sprintf(`{{define "t%d"}}{{template "t%d"}}{{template "t%d"}}{{end}}`, i, i+1, i+1)
		chain += fmt.Sprintf(`{{define "c%d"}}{{template "c%d"}}{{end}}`, i, i+1)
	}
	for _, text := range []string{doubling, chain} {
		set, err := Parse([]Source{{Name: "page", Text: text}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = Compile[page](set, "page")
		var errs Errors
		if !errors.As(err, &errs) || len(errs) != 1 || errs[0].Kind != ErrTooLarge || errs[0].Line != 1 || errs[0].Col == 0 {
			t.Errorf("%.60s: %v", text, err)
		}
	}
}

// A call whose arguments are known leaves one piece of text, with what is around.
func TestKnownCallsAreFolded(t *testing.T) {
	text := `<h1>{{t "titre"}}</h1>{{if eq "a" "b"}}{{.S}}{{else}}<p title="{{upper "é"}}">{{end}}{{define "i"}}<i>{{.}}</i>{{end}}{{template "i" "x"}}{{with "y"}}{{.}}{{end}}`
	set, err := Parse([]Source{{Name: "page", Text: text}}, testFuncs)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := Compile[page](set, "page")
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := prog.body.constant(); !ok || got != `<h1>L’aide &amp; &lt;vous&gt;</h1><p title="É"><i>x</i>y` {
		t.Errorf("not folded: %d operations, %q", len(prog.body.ops), got)
	}
}

func TestParseFS(t *testing.T) {
	fsys := fstest.MapFS{"a.html": {Data: []byte(`A{{template "parts/b.html" .S}}`)}, "parts/b.html": {Data: []byte(`B{{.}}`)}, "c.txt": {}}
	set, err := ParseFS(fsys, nil, "*.html", "parts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(set.Names(), " "); got != "a.html parts/b.html" || !set.Has("a.html") || set.Has("c.txt") {
		t.Errorf("names: %s", got)
	}
	prog, err := Compile[page](set, "a.html")
	if err != nil {
		t.Fatal(err)
	}
	if got := string(prog.Append(nil, &page{S: "<"})); got != "AB&lt;" {
		t.Error(got)
	}
}

func TestManyGoroutines(t *testing.T) {
	text := `{{range .Items}}{{.Title}}{{t "nombre" .N}}{{range .Tags}}{{upper .}}{{end}}{{end}}{{define "tree"}}{{.Title}}{{range .Sub}}{{template "tree" .}}{{end}}{{end}}{{template "tree" .Tree}}`
	set, err := Parse([]Source{{Name: "page", Text: text}}, testFuncs)
	if err != nil {
		t.Fatal(err)
	}
	shared, err := Compile[page](set, "page")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for _, s := range nasty {
		wg.Go(func() {
			prog, err := Compile[page](set, "page")
			if err != nil {
				t.Error(err)
				return
			}
			v := sample(s)
			want := string(shared.Append(nil, v))
			for range 50 {
				if got := string(prog.Append(nil, v)); got != want {
					t.Errorf("%q, then %q", want, got)
					return
				}
			}
		})
	}
	wg.Wait()
}
