package load_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"balise/generator/diag"
	"balise/generator/load"
	"balise/generator/model"
)

var today = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

const (
	siteToml = `titre = "Essai"
langues = ["fr", "en"]

[[territoire]]
chemin = "morbihan"
type = "departement"
code = "56"

[[territoire]]
chemin = "kervenanec"
type = "quartier"
nom = "Kervénanec"
dans = "morbihan"
communes = ["56121"]

[[territoire]]
chemin = "la-reunion"
type = "departement"
code = "974"
`
	front = "+++\ntitre = %q\nresume = \"Un résumé.\"\nmaj = 2026-10-01\n+++\n\n%s\n"
)

// files makes a portal in memory: site.toml unless there is one, then pairs of
// names and contents.
func files(pairs ...string) fstest.MapFS {
	fsys := fstest.MapFS{"site.toml": {Data: []byte(siteToml)}}
	for i := 0; i < len(pairs); i += 2 {
		fsys[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return fsys
}

func guide(title, body string) string { return fmt.Sprintf(front, title, body) }

func codes(ds []diag.Diag) []string {
	var list []string
	for _, d := range ds {
		list = append(list, fmt.Sprintf("%s %s:%d:%d", d.Code, d.At.File, d.At.Line, d.At.Col))
	}
	return list
}

// territory finds one by its chemin.
func territory(t *testing.T, p *model.Portal, chemin string) *model.Territory {
	t.Helper()
	i := slices.IndexFunc(p.Territories, func(t *model.Territory) bool { return t.Chemin == chemin })
	if i < 0 {
		t.Fatalf("no territory %s", chemin)
	}
	return p.Territories[i]
}

// titles says what a territory sees: slug, title, and those of translations.
func titles(t *model.Territory) string {
	var all []string
	for _, g := range t.Guides {
		text := g.Slug + "=" + g.Titre
		for _, tr := range g.Translations {
			text += "/" + tr.Lang + "=" + tr.Titre
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

// TestLayers: a file of the same name replaces the outer one, a mask removes it,
// and neither is seen elsewhere.
func TestLayers(t *testing.T) {
	const mask = "+++\ntitre = \"x\"\nmasque = true\n+++\n"
	for _, c := range []struct {
		name                            string
		files                           []string
		morbihan, kervenanec, laReunion string
	}{
		{"shared", []string{"content/guides/a.md", guide("A", "")}, "a=A", "a=A", "a=A"},
		{
			"replaced in a département, and in what it holds",
			[]string{"content/guides/a.md", guide("A", ""), "content/territoires/morbihan/guides/a.md", guide("B", "")}, "a=B", "a=B", "a=A",
		},
		{
			"replaced twice",
			[]string{
				"content/guides/a.md", guide("A", ""), "content/territoires/morbihan/guides/a.md", guide("B", ""),
				"content/territoires/kervenanec/guides/a.md", guide("C", ""),
			}, "a=B", "a=C", "a=A",
		},
		{"added", []string{"content/territoires/kervenanec/guides/a.md", guide("A", "")}, "", "a=A", ""},
		{
			"masked",
			[]string{"content/guides/a.md", guide("A", ""), "content/guides/b.md", guide("B", ""), "content/territoires/morbihan/guides/a.md", mask},
			"b=B", "b=B", "a=A b=B",
		},
		{
			"masked, then written again",
			[]string{
				"content/guides/a.md", guide("A", ""), "content/territoires/morbihan/guides/a.md", mask,
				"content/territoires/kervenanec/guides/a.md", guide("C", ""),
			}, "", "a=C", "a=A",
		},
		{
			"translated",
			[]string{"content/guides/a.md", guide("A", ""), "content/guides/a.en.md", guide("A-en", "")}, "a=A/en=A-en", "a=A/en=A-en", "a=A/en=A-en",
		},
		{
			"a replaced text takes its translations with it",
			[]string{
				"content/guides/a.md", guide("A", ""), "content/guides/a.en.md", guide("A-en", ""), "content/territoires/morbihan/guides/a.md", guide("B", ""),
			}, "a=B", "a=B", "a=A/en=A-en",
		},
		{
			"a translation replaced alone",
			[]string{
				"content/guides/a.md", guide("A", ""), "content/guides/a.en.md", guide("A-en", ""), "content/territoires/morbihan/guides/a.en.md", guide("B-en", ""),
			}, "a=A/en=B-en", "a=A/en=B-en", "a=A/en=A-en",
		},
		{
			"a translation masked alone",
			[]string{
				"content/guides/a.md", guide("A", ""), "content/guides/a.en.md", guide("A-en", ""), "content/territoires/morbihan/guides/a.en.md", mask,
			}, "a=A", "a=A", "a=A/en=A-en",
		},
		{"a translation of nothing", []string{"content/guides/a.en.md", guide("A-en", "")}, "", "", ""},
	} {
		p, ds := load.From(files(c.files...), today)
		if len(ds) > 0 {
			t.Errorf("%s: %q", c.name, codes(ds))
			continue
		}
		for chemin, want := range map[string]string{"morbihan": c.morbihan, "kervenanec": c.kervenanec, "la-reunion": c.laReunion} {
			if got := titles(territory(t, p, chemin)); got != want {
				t.Errorf("%s: %s sees %q, want %q", c.name, chemin, got, want)
			}
		}
	}
}

// TestFaults: what is wrong in a file is said at its place, and the rest is read.
func TestFaults(t *testing.T) {
	const listing = "data/structures/a.toml"
	record := "[[structure]]\nid = \"a\"\nnom = \"A\"\ncommune = \"Vannes\"\ncode_postal = \"56000\"\ndate_maj = 2026-10-01\n"
	for _, c := range []struct {
		name  string
		files []string
		want  []string
	}{
		{"nothing", nil, nil},
		{"no front matter", []string{"content/guides/a.md", "Du texte."}, []string{"entete-absent content/guides/a.md:1:1"}},
		{"an introduction is its text", []string{"content/accueil.md", "Bienvenue.\n"}, nil},
		{"an introduction with keys", []string{"content/accueil.md", "+++\nmaj = 2026-10-01\n+++\nBienvenue.\n"}, nil},
		{"an introduction that is not closed", []string{"content/accueil.md", "+++\nmaj = 2026-10-01\nBienvenue.\n"}, []string{"entete-absent content/accueil.md:1:1"}},
		{"a name with a space", []string{"content/guides/a b.md", guide("A", "")}, []string{"nom-de-fichier content/guides/a b.md:0:0"}},
		{"a language that the portal has not", []string{"content/guides/a.ar.md", guide("A", "")}, []string{"langue-absente content/guides/a.ar.md:0:0"}},
		{"no language at all", []string{"content/guides/a.ancien.md", guide("A", "")}, []string{"nom-de-fichier content/guides/a.ancien.md:0:0"}},
		{"a file out of place", []string{"content/brouillons/a.md", guide("A", "")}, []string{"nom-de-fichier content/brouillons/a.md:0:0"}},
		{"an unknown territory", []string{"content/territoires/morbian/guides/a.md", guide("A", "")}, []string{"dossier-territoire content/territoires/morbian/guides/a.md:0:0"}},
		{"hidden files", []string{"content/guides/.a.md", "x", "content/guides/a.md~", "x", "content/.git/a.md", "x"}, nil},
		{"broken TOML", []string{listing, "[[structure]]\nid = \"a\n"}, []string{"toml-guillemet " + listing + ":2:8"}},
		{"one record of two is wrong", []string{listing, record + "telefone = \"1\"\n"}, []string{"cle-inconnue " + listing + ":7:1"}},
		{"a language by its name", []string{listing, record + "langues = [\"FR\", \"arabe du Golfe\"]\n"}, []string{"langue-inconnue " + listing + ":7:18"}},
		{"a duration", []string{listing, record + "reverifier = \"bientôt\"\n"}, []string{"duree-illisible " + listing + ":7:14"}},
		{"not UTF-8", []string{listing, "# \xe9\n"}, []string{"utf8-invalide " + listing + ":1:3"}},
		{"a logo that is not there", []string{"site.toml", strings.Replace(siteToml, "code = \"56\"", "code = \"56\"\nlogo = \"x.svg\"", 1)}, []string{"fichier-absent site.toml:8:8"}},
		{"an outline outside", []string{"site.toml", strings.Replace(siteToml, "communes =", "contour = \"../../etc/passwd\"\ncommunes =", 1)}, []string{"fichier-absent site.toml:14:11"}},
		{"a loop", []string{"site.toml", strings.Replace(siteToml, "code = \"56\"", "code = \"56\"\ndans = \"kervenanec\"", 1)}, []string{"territoire-boucle site.toml:8:8"}},
		{"a reserved chemin", []string{"site.toml", strings.Replace(siteToml, "chemin = \"la-reunion\"", "chemin = \"en\"", 1)}, []string{"chemin-reserve site.toml:17:10"}},
		{
			"a theme that is not declared",
			[]string{"content/themes.toml", "[courriel]\ntitre = \"Courriel\"\n", "content/guides/a.md", strings.Replace(guide("A", ""), "maj", "theme = \"couriel\"\nmaj", 1)},
			[]string{"theme-inconnu content/guides/a.md:4:9"},
		},
	} {
		p, ds := load.From(files(c.files...), today)
		if got := codes(ds); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if p.Site == nil || len(p.Territories) != 3 {
			t.Errorf("%s: the rest was not read", c.name)
		}
	}
	if p, ds := load.From(fstest.MapFS{}, today); p.Site != nil || !slices.Equal(codes(ds), []string{"site-absent site.toml:0:0"}) {
		t.Errorf("no portal: %q", codes(ds))
	}
}

// refusing is a file system that answers an error for some files.
type refusing struct {
	fs.FS
	files map[string]error
}

func (r refusing) Open(name string) (fs.File, error) {
	if err := r.files[name]; err != nil {
		return nil, &fs.PathError{Op: "open", Path: "/secret/" + name, Err: err}
	}
	return r.FS.Open(name)
}

// TestUnreadable: a file that the system refuses is said in the reader's
// language, without the machine's path, and the others are read.
func TestUnreadable(t *testing.T) {
	fsys := files("content/guides/a.md", guide("A", ""), "content/guides/b.md", guide("B", ""), "content/guides/c.md", guide("C", ""))
	fsys["content/guides/c.md"].Mode = fs.ModeNamedPipe
	p, ds := load.From(refusing{fsys, map[string]error{"content/guides/a.md": fs.ErrPermission, "content/themes.toml": errors.New("odd")}}, today)
	if want := []string{"fichier-illisible content/guides/a.md:0:0", "fichier-illisible content/themes.toml:0:0"}; !slices.Equal(codes(ds), want) {
		t.Fatalf("%q", codes(ds))
	}
	if got := titles(territory(t, p, "morbihan")); got != "b=B" { // a pipe is no regular file: it is not listed
		t.Errorf("sees %q", got)
	}
	if m := ds[0].Message(diag.French); !strings.Contains(m, "pas le droit") || strings.Contains(m, "secret") || strings.Contains(m, "permission") {
		t.Error(m)
	}
	if m := ds[1].Message(diag.French); !strings.Contains(m, "message du système : « odd »") {
		t.Error(m)
	}
	if m := ds[0].Message(diag.English); !strings.Contains(m, "permission denied") {
		t.Error(m)
	}
}

// TestBelonging: a structure is in the territories of its commune; a quartier
// with an outline holds what stands in it.
func TestBelonging(t *testing.T) {
	record := func(id, place string) string {
		return "[[structure]]\nid = \"" + id + "\"\nnom = \"" + id + "\"\ndate_maj = 2026-10-01\n" + place + "\n"
	}
	outline := `{"type":"Polygon","coordinates":[[[-3.40,47.73],[-3.38,47.73],[-3.38,47.75],[-3.40,47.75],[-3.40,47.73]]]}`
	site := strings.Replace(siteToml, "communes = [\"56121\"]", "communes = [\"56121\"]\ncontour = \"data/contours/k.geojson\"", 1)
	p, ds := load.From(files("site.toml", site, "data/contours/k.geojson", outline,
		"data/structures/l.toml", record("dedans", "commune = \"Lorient\"\ncode_insee = \"56121\"\nlatitude = 47.74\nlongitude = -3.39")+
			record("dehors", "commune = \"Lorient\"\ncode_insee = \"56121\"\nlatitude = 47.76\nlongitude = -3.36")+
			record("ailleurs", "commune = \"Saint-Denis\"\ncode_postal = \"97400\"")), today)
	if len(ds) > 0 {
		t.Fatal(codes(ds))
	}
	for chemin, want := range map[string]string{"morbihan": "dedans dehors", "kervenanec": "dedans", "la-reunion": "ailleurs"} {
		var ids []string
		for _, s := range territory(t, p, chemin).Structures {
			ids = append(ids, s.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%s holds %q, want %q", chemin, got, want)
		}
	}
	bad := files("site.toml", site, "data/contours/k.geojson", `{"type":"Point","coordinates":[1,2]}`)
	_, ds = load.From(bad, today)
	if len(ds) != 1 || ds[0].Code != "contour-illisible" || !strings.HasSuffix(ds[0].Message(diag.English), "no polygon") || !strings.HasSuffix(ds[0].Message(diag.French), "aucun polygone") {
		t.Errorf("an outline that is none: %v", ds)
	}
}

// TestSettings: [controle] keeps its places, and the rest of site.toml its
// defaults.
func TestSettings(t *testing.T) {
	p, ds := load.From(files("site.toml", siteToml+"\n[controle]\nresume-long = \"erreur\"\nfiche-ancienne = 3\n"), today)
	if want := []string{"type-texte site.toml:23:18"}; !slices.Equal(codes(ds), want) {
		t.Errorf("%q", codes(ds))
	}
	want := model.Setting{Code: "resume-long", Niveau: "erreur", At: diag.Pos{File: "site.toml", Line: 22, Col: 1}, ValueAt: diag.Pos{File: "site.toml", Line: 22, Col: 15}}
	if len(p.Site.Reglages) != 1 || p.Site.Reglages[0] != want {
		t.Errorf("%+v", p.Site.Reglages)
	}
	if p.Site.Theme != "clair" || p.Site.Reverifier != "12 mois" {
		t.Errorf("%q %q", p.Site.Theme, p.Site.Reverifier)
	}
}

// TestSameTwice: files are parsed in parallel, and nothing of it shows.
func TestSameTwice(t *testing.T) {
	fsys := files()
	for i := range 40 {
		fsys[fmt.Sprintf("content/guides/g%02d.md", i)] = &fstest.MapFile{Data: []byte(guide(fmt.Sprint(i), "# Titre\n\n[vers](nulle-part.md)"))}
		fsys[fmt.Sprintf("data/structures/s%02d.toml", i)] = &fstest.MapFile{Data: []byte(fmt.Sprintf("[[structure]]\nid = \"s%d\"\nnon = \"x\"\n", i%7))}
	}
	first, ds := load.From(fsys, today)
	for range 5 {
		again, more := load.From(maps.Clone(fsys), today)
		if !slices.Equal(codes(ds), codes(more)) {
			t.Fatal("other diagnostics")
		}
		for i := range first.Structures {
			if first.Structures[i].File != again.Structures[i].File {
				t.Fatal("another order")
			}
		}
	}
}

// TestAnswers: what people answered of records that look alike is read; a fault
// there keeps nobody from building.
func TestAnswers(t *testing.T) {
	question := func(answer string) string {
		return "[[question]]\nreponse = \"" + answer + "\"\nfiches_1 = [\"a · portail\"]\nfiches_2 = [\"17 · Liste\"]\n"
	}
	p, ds := load.From(files(model.DoublesFile, question("Différents")), today)
	if len(ds) > 0 || len(p.Doubts) != 1 || !p.Doubts[0].Answered || p.Doubts[0].Same {
		t.Errorf("%v, %+v", ds, p.Doubts)
	}
	p, ds = load.From(files(model.DoublesFile, question("peut-être")), today)
	if got := codes(ds); !slices.Equal(got, []string{"import-reponse data/doublons.toml:2:11"}) || ds[0].Level != diag.Warning || p.Doubts[0].Answered {
		t.Errorf("%q, %+v", got, p.Doubts)
	}
	if _, ds = load.From(files(model.DoublesFile, "[[question\n"), today); len(ds) != 1 || ds[0].Level != diag.Warning {
		t.Errorf("%v", ds)
	}
}
