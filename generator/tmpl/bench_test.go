package tmpl

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"testing"
)

type link struct {
	Title, Href string
	Current     bool
}

type card struct {
	Name, Href, Address, Town, Hours, Phone string
	Open                                    bool
	Services                                []string
}

type guide struct {
	Lang, Title, Summary, Root, Canonical, Theme, Updated string
	Menu, Crumbs, Langs                                   []link
	Body                                                  template.HTML
	JSONLD                                                template.JS
	Places                                                []card
	Minutes                                               int
	Draft                                                 *link
}

const guideText = `<!DOCTYPE html>
<html lang="{{.Lang}}"><head><meta charset="utf-8"><title>{{.Title}} - {{t "titre"}}</title>
<meta name="description" content="{{.Summary}}"><link rel="stylesheet" href="{{.Root}}assets/site.css">
<link rel="canonical" href="{{.Canonical}}"><script type="application/ld+json">{{.JSONLD}}</script></head>
<body class="guide theme-{{.Theme}}"><a href="#contenu">{{t "titre"}}</a>
<header><nav aria-label="{{t "titre"}}"><ul>{{range .Menu}}<li><a href="{{.Href}}"{{if .Current}} aria-current="page"{{end}}>{{.Title}}</a></li>{{end}}</ul></nav></header>
<ol>{{range $i, $c := .Crumbs}}<li>{{if $i}}<span>/</span>{{end}}<a href="{{$c.Href}}">{{$c.Title}}</a></li>{{end}}</ol>
<main id="contenu"><h1>{{.Title}}</h1><p class="resume">{{.Summary}}</p><p>{{t "nombre" .Minutes}}</p>
{{with .Draft}}<p>{{.Title}}</p>{{end}}{{.Body}}
<h2>{{t "nombre" (len .Places)}}</h2><ul>{{range .Places}}{{template "card" .}}{{end}}</ul>
<p><time>{{.Updated}}</time></p></main><footer>{{template "icon" "loupe"}}{{template "icon" "carte"}}{{t "titre"}}</footer></body></html>
{{define "card"}}<li class="card{{if .Open}} open{{end}}"><h3><a href="{{.Href}}">{{.Name}}</a></h3><p>{{.Address}}, {{.Town}}</p>
<p>{{if .Open}}{{t "titre"}}{{else}}{{.Hours}}{{end}}</p>{{with .Phone}}<a href="tel:{{.}}">{{.}}</a>{{end}}
<ul>{{range .Services}}<li>{{.}}</li>{{end}}</ul></li>{{end}}
{{define "icon"}}<svg aria-hidden="true"><use href="#{{if eq . "loupe"}}l{{else}}c{{end}}"/></svg>{{end}}`

func benchView() *guide {
	g := &guide{
		Lang: "fr", Title: "Créer une adresse mail & s’en servir", Summary: "Une adresse mail, pas à pas, sur ordinateur ou téléphone.",
		Root: "../../", Canonical: "https://aide.example/guides/mail/", Theme: "courriel", Updated: "1er septembre 2026", Minutes: 20,
		Body: template.HTML("<p>" + strings.Repeat("Ouvrez le navigateur, puis écrivez l’adresse. ", 60) + "</p>"), JSONLD: `{"@type":"HowTo"}`,
	}
	for i := range 6 {
		g.Menu = append(g.Menu, link{fmt.Sprintf("Rubrique %d", i), fmt.Sprintf("../rubrique-%d/", i), i == 2})
	}
	g.Crumbs = g.Menu[:3]
	for i := range 10 {
		g.Places = append(g.Places, card{fmt.Sprintf("Médiathèque n° %d", i), fmt.Sprintf("../lieux/m-%d/", i), "2 place de la République", "Vannes",
			"Mardi à vendredi, 10 h à 18 h", "+33261910001", i%2 == 0, []string{"Aide aux démarches", "Prêt d’ordinateurs & d’écrans"}})
	}
	return g
}

func benchPrograms(t testing.TB) (*Program[guide], *template.Template) {
	set, err := Parse([]Source{{Name: "guide", Text: guideText}}, testFuncs)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := Compile[guide](set, "guide")
	if err != nil {
		t.Fatal(err)
	}
	return prog, template.Must(template.New("guide").Funcs(HTMLFuncs(testFuncs)).Parse(guideText))
}

// A page is appended without allocation, and is html/template's.
func TestPageWithoutAllocation(t *testing.T) {
	prog, h := benchPrograms(t)
	v := benchView()
	var b bytes.Buffer
	if err := h.Execute(&b, v); err != nil {
		t.Fatal(err)
	}
	out := prog.Append(nil, v)
	if !bytes.Equal(out, b.Bytes()) {
		t.Errorf("ours:\n%s\nhtml/template:\n%s", out, b.Bytes())
	}
	if raceEnabled {
		t.Skip("the race detector makes pools forget")
	}
	if n := testing.AllocsPerRun(100, func() { out = prog.Append(out[:0], v) }); n > 0 {
		t.Errorf("%v allocations a page", n)
	}
}

func BenchmarkPage(b *testing.B) {
	prog, _ := benchPrograms(b)
	v := benchView()
	out := prog.Append(nil, v)
	b.SetBytes(int64(len(out)))
	b.ReportAllocs()
	for b.Loop() {
		out = prog.Append(out[:0], v)
	}
}

func BenchmarkPageByHTMLTemplate(b *testing.B) {
	_, h := benchPrograms(b)
	v := benchView()
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := h.Execute(&out, v); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
}

func BenchmarkCompile(b *testing.B) {
	set, err := Parse([]Source{{Name: "guide", Text: guideText}}, testFuncs)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Compile[guide](set, "guide"); err != nil {
			b.Fatal(err)
		}
	}
}
