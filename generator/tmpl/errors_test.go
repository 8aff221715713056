package tmpl

import (
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"testing"

	"github.com/jba/templatecheck"
)

// faults gives what is wrong with a page, in Parse or in Compile.
func faults(text string) Errors {
	set, err := Parse([]Source{{Name: "page", File: "themes/x/page.html", Text: text}}, testFuncs)
	if err == nil {
		_, err = Compile[page](set, "page")
	}
	errs, _ := errors.AsType[Errors](err)
	return errs
}

func TestFaults(t *testing.T) {
	tests := []struct {
		text string
		want string // kind@line:col args…
	}{
		{"a\n{{.Inconnu}}", "field@2:3 Inconnu tmpl.page"},
		{"{{.Promotd}}", "field@1:3 Promotd tmpl.page Promoted"},
		{"é {{.P.Titel}}", "field@1:7 Titel *tmpl.item Title"},
		{"{{.hidden}}", "field@1:3 hidden tmpl.page"},
		{"{{.S.X}}", "type@1:5 .S.X string has no fields"},
		{"{{range .Items}}\n {{.Nom}} {{$.Nom}}{{end}}", "field@2:4 Nom tmpl.item|field@2:14 Nom tmpl.page"},
		{"{{.Method}}", "method@1:3 Method tmpl.page"},
		{"{{.Map}}", "type@1:3 .Map map[string]string templates cannot use"},
		{"{{.Any}}", "type@1:3 .Any interface {} templates cannot use"},
		{"{{.PP}}", "type@1:3 .PP **tmpl.item templates cannot use"},
		{"{{.CSS}}", "type@1:3 .CSS template.CSS templates cannot use"},
		{"<p {{.Attr}}>", "type@1:6 .Attr template.HTMLAttr templates cannot use"},
		{"{{.F32}}", "type@1:3 .F32 float32 templates cannot use"},
		{"{{.Level}}", "type@1:3 .Level tmpl.level has a method that makes its text: put the text in the view"},
		{"{{$x := .Level}}{{$x}}", "type@1:19 $x tmpl.level has a method that makes its text: put the text in the view"},
		{"{{$x := .U}}{{$x = .Level}}", "mismatch@1:15 $x uint tmpl.level"},
		{"{{or .Level .Level}}", "type@1:3 or .Level .Level tmpl.level has a method that makes its text: put the text in the view"},
		{"{{or .U .Level}}", "type@1:3 or .U .Level values of several types cannot be printed"},
		{"{{with .Level}}{{.}}{{end}}", "type@1:18 . tmpl.level has a method that makes its text: put the text in the view"},
		{"{{define \"e\"}}{{.}}{{end}}{{template \"e\" .Level}}", "type@1:17 . tmpl.level has a method that makes its text: put the text in the view"},
		{"{{.Item}}", "type@1:3 .Item tmpl.item cannot be printed"},
		{"{{.Items}}", "type@1:3 .Items []tmpl.item cannot be printed"},
		{"{{or .S .I}}", "type@1:3 or .S .I values of several types cannot be printed"},
		{"{{$x := or .S .I}}", "type@1:3 $x values of several types variables cannot keep"},
		{"{{range .S}}{{.X}}{{end}}", "type@1:9 .S string cannot be repeated"},
		{"{{range 3}}{{end}}", "type@1:9 3 int cannot be repeated"},
		{"{{range .Map}}{{end}}", "type@1:9 .Map map[string]string templates cannot use"},
		{"{{range $i := .Items}}{{else}}{{$i.Title}}{{end}}", "no-data@1:35 $i.Title"},
		{"{{if .B}}{{$x := .Item}}{{else}}{{$x.Title}}{{end}}", "no-data@1:37 $x.Title"},
		{"{{if true}}{{$x := .Item}}{{else}}{{$x}}{{end}}", "no-data@1:37 $x"},
		{"{{with .P}}{{$x := .N}}{{else}}{{$x}}{{end}}", "no-data@1:34 $x"},
		{"{{range .Items}}{{$x := .N}}{{else}}{{$x}}{{end}}", "no-data@1:39 $x"},
		{"{{range .Bad}}{{$x := .N}}{{else}}{{$x}}{{end}}", "field@1:9 Bad tmpl.page|no-data@1:37 $x"},
		{"{{$x := .S}}{{range $x = .Words}}{{end}}", "forbidden@1:21 a range that assigns"},
		{"{{$x := .S}}{{$x = .I}}", "mismatch@1:15 $x string int"},
		{"{{$x := .S}}{{$x = .H}}", "mismatch@1:15 $x string template.HTML"},
		{"{{$ = .}}", "forbidden@1:3 an assignment to $"},
		{"{{define \"e\"}}{{.X}}{{end}}{{template \"e\"}}", "no-data@1:17 .X"},
		{"{{define \"e\"}}{{.X}}{{end}}{{template \"e\" .S}}", "type@1:17 .X string has no fields"},
		{"{{template \"cart\" .}}{{define \"carte\"}}{{end}}", "template@1:12 cart carte"},
		{"{{template \"e\" $y := .}}{{define \"e\"}}x{{end}}", "forbidden@1:12 a variable declared in a call"},
		{"{{uper .S}}", "function@1:3 uper upper"},
		{"{{printf \"%s\" .S}}", "forbidden@1:3 the function printf"},
		{"{{index .Items 0}}", "forbidden@1:3 the function index"},
		{"{{.S | html}}", "forbidden@1:8 the function html"},
		{"{{.S | _html_template_htmlescaper}}", "function@1:8 _html_template_htmlescaper"},
		{"{{nil}}", "forbidden@1:3 nil"},
		{"{{if eq .P nil}}{{end}}", "forbidden@1:12 nil"},
		{"{{eq .S 1}}", "mismatch@1:3 eq string int"},
		{"{{eq .P .P}}", "mismatch@1:3 eq *tmpl.item *tmpl.item"},
		{"{{lt .B .B}}", "mismatch@1:3 lt bool bool"},
		{"{{eq .F 1}}", "mismatch@1:3 eq float64 int"},
		{"{{eq .S}}", "arguments@1:3 eq two arguments or more"},
		{"{{not}}", "arguments@1:3 not one argument"},
		{"{{len .I}}", "type@1:3 the argument of len int has no length"},
		{"{{.S 1}}", "arguments@1:3 .S no arguments: it is not a function"},
		{"{{.S | .I}}", "arguments@1:8 .I no arguments: it is not a function"},
		{"{{1i}}", "forbidden@1:3 the number 1i"},
		{"{{t \"inconnu\"}}", "call@1:3 t no translation for inconnu"},
		{"{{t .S}}", "call@1:3 t the key must be a constant"},
		{"{{upper .I}}", "call@1:3 upper argument 1 is of the wrong type"},
		{"{{upper .Items}}", "type@1:3 argument 1 of upper []tmpl.item functions do not take"},
		{"{{double .F}}", "type@1:3 argument 1 of double float64 functions do not take"},
		{"{{if .S}}", "syntax@1:0 unexpected EOF"},
		{"a\n{{.S", "syntax@2:0 unclosed action"},
		{"{{define \"a$htmltemplate_x\"}}x{{end}}", "forbidden@1:30 the name \"a$htmltemplate_x\""},
		{strings.Repeat("{{range .Items}}", 9) + strings.Repeat("{{end}}", 9), "forbidden@1:137 a loop within 8 others"},
		{strings.Repeat("x", 256<<10+1), "too-large@0:0 256 KiB at most"},
		// Contexts.
		{"<p title=\"{{.H}}\">", "context@1:13 .H template.HTML in an attribute"},
		{"<p title={{bold .S}}>", "context@1:12 bold .S string in an attribute"},
		{"<{{.S}}>{{.S}}", ""},
		{"<p {{.S}}=\"x\">", "context@1:6 .S string here: in a style, in a script's text, or in the name of a tag or an attribute"},
		{"<a\n href=\"{{if .S}}/x?{{end}}{{.S}}\">", "escape@2:29 {{.S}} appears in an ambiguous context within a URL"},
		{"x{{if .S}}<a href=\"{{end}}y", "escape@1:7 {{if}} branches end in different contexts: {stateURL delimDoubleQuote urlPartNone jsCtxRegexp [] attrURL elementNone <nil>}, {stateText delimNone urlPartNone jsCtxRegexp [] attrNone elementNone <nil>}"},
		{"a\n\n{{.S}}<a b=c'>", "escape@3:7 \"'\" in unquoted attr: \"c'\""},
		{"<script type=\"application/ld+json\">{{.S}}</script>", "context@1:38 .S string in a script (only template.JS can, in JSON-LD)"},
		{"<script type=\"application/ld+json\">\"{{.J}}\"</script>", "context@1:39 .J template.JS here: in a style, in a script's text, or in the name of a tag or an attribute"},
		{"a\n <script>x()</script>", "script@2:2"},
		{"<SCRIPT type=module>x()</SCRIPT>", "script@1:1"},
		{"<script{{if .S}} src=\"a.js\"{{end}}></script>", "script@1:1"},
		{"<script type=\"{{.S}}\"></script>", "script@1:1"},
		{"<script src=\"a.js\">{{.J}}</script>", "script-value@1:22 {{.J}}"},
		{"<style>p{}</style>", "style@1:1"},
		{"<p {{if .S}}class=\"x\"{{end}} style=\"color:red\">", "style-attr@1:30"},
		{"{{define \"b\"}}<button\n  onClick=\"x()\">{{end}}{{template \"b\"}}", "handler@2:3 onclick"},
		{"<p data-x=1 onload>", "handler@1:13 onload"},
		{"<p onload={{.S}}>", "handler@1:4 onload|context@1:13 .S string here: in a style, in a script's text, or in the name of a tag or an attribute"},
		// Several at once.
		{"{{.Q1}}{{.Q2}}{{with .Q3}}{{.Q4}}{{else}}{{.Q5}}{{end}}{{range .Q6}}{{$.Q7}}{{end}}{{$x := .Q8}}{{$x.Y}}",
			"field@1:3 Q1 tmpl.page|field@1:10 Q2 tmpl.page S2 U2|field@1:22 Q3 tmpl.page|field@1:44 Q5 tmpl.page|field@1:64 Q6 tmpl.page|field@1:72 Q7 tmpl.page|field@1:92 Q8 tmpl.page I8"},
		{"{{.Q1}}<a href=\"{{if .S}}/x?{{end}}{{.S}}\">", "field@1:3 Q1 tmpl.page|escape@1:38 {{.S}} appears in an ambiguous context within a URL"},
		{"{{if false}}{{.Q1}}{{end}}{{uper 1}}{{nope 2}}", "function@1:29 uper upper|function@1:39 nope"},
		{"{{if false}}{{.Q1}}{{end}}", "field@1:15 Q1 tmpl.page"},
	}
	for _, test := range tests {
		errs := faults(test.text)
		var got []string
		for _, e := range errs {
			got = append(got, strings.TrimSuffix(fmt.Sprintf("%s@%d:%d %s", e.Kind, e.Line, e.Col, strings.Join(e.Args, " ")), " "))
			if e.File != "themes/x/page.html" || !strings.HasPrefix(e.Error(), "themes/x/page.html:") || strings.Contains(e.Msg, "{0}") {
				t.Errorf("%.80q: %v", test.text, e)
			}
		}
		if strings.Join(got, "|") != test.want {
			t.Errorf("%.80q:\n got %s\nwant %s", test.text, strings.Join(got, "|"), test.want)
		}
	}
}

func TestFaultNamesItsTemplateAndItsCause(t *testing.T) {
	set, err := Parse([]Source{
		{Name: "page", Text: `{{template "carte" .Item}}<p title="{{template "carte" .Item}}">`},
		{Name: "cartes", File: "themes/x/cartes.html", Text: "\n{{define \"carte\"}}{{.Titre}}{{t \"x\"}}{{end}}"},
	}, testFuncs)
	if err != nil {
		t.Fatal(err)
	}
	_, err = Compile[page](set, "page")
	errs, _ := errors.AsType[Errors](err)
	if len(errs) != 2 || errs[0].Template != "carte" || errs[0].Line != 2 || errs[0].File != "themes/x/cartes.html" {
		t.Errorf("%v", err)
	}
	if cause, ok := errors.AsType[errUnknownKey](err); !ok || cause != "x" {
		t.Errorf("the function's error is lost: %v", err)
	}
}

func TestParseFaultsOfSets(t *testing.T) {
	_, err := Parse([]Source{{Name: "a", Text: `{{define "x"}}1{{end}}`}, {Name: "b", Text: `{{define "x"}}2{{end}}`}, {Name: "a"}, {Name: "c", Text: "{{if}}"}}, nil)
	errs, _ := errors.AsType[Errors](err)
	var got []string
	for _, e := range errs {
		got = append(got, e.Error())
	}
	want := []string{`a: template "a" is already defined in a`, `b:1:15: template "x" is already defined in a`, "c:1: missing value for if"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	unfit := Funcs{"eq": testFuncs["upper"], "_x": testFuncs["upper"], "a b": testFuncs["upper"], "html": testFuncs["upper"], "ok": {}}
	for name, f := range unfit {
		if _, err := Parse(nil, Funcs{name: f}); err == nil {
			t.Errorf("the function %q is accepted", name)
		}
	}
	set, err := Parse([]Source{{Name: "page"}, {Name: "end", Text: "<a href='"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Compile[page](set, "pag"); err == nil || !strings.Contains(err.Error(), "page?") {
		t.Errorf("unknown template: %v", err)
	}
	if _, err := Compile[string](set, "page"); err == nil {
		t.Error("a page that is not a struct is accepted")
	}
	if _, err := Compile[page](set, "end"); err == nil || !strings.HasPrefix(err.Error(), "end:1:1: ends in a non-text context") {
		t.Errorf("unclosed attribute: %v", err)
	}
}

// templatecheck is the reference for what cannot work.
func TestTemplatecheckRefusesToo(t *testing.T) {
	bad := []string{
		"{{.Titel}}", "{{.P.Titel}}", "{{range .Items}}{{.Nom}}{{end}}", "{{range .S}}{{end}}", "{{with .P}}{{.Nom}}{{end}}",
		"{{eq .S 1}}", "{{eq .I .S}}", "{{len .I}}", "{{lt .B .B}}", "{{.S.X}}", "{{$x := .Item}}{{$x.Nom}}", "{{.S 1}}", "{{not .S .S}}",
		"{{define \"e\"}}{{.X}}{{end}}{{template \"e\" .Item}}",
	}
	for _, text := range bad {
		if len(faults(text)) == 0 {
			t.Errorf("%q is accepted", text)
		}
		h := template.Must(template.New("page").Funcs(HTMLFuncs(testFuncs)).Parse(text))
		if err := templatecheck.CheckHTMLStrict(h, page{}); err == nil {
			t.Errorf("%q is accepted by templatecheck", text)
		}
	}
}
