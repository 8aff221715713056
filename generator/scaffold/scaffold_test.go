package scaffold_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"balise/generator/check"
	"balise/generator/diag"
	"balise/generator/geo"
	"balise/generator/load"
	"balise/generator/model"
	"balise/generator/scaffold"
)

var today = time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)

// find is FindTerritory for names that must be found.
func find(t *testing.T, queries ...string) []scaffold.Territory {
	t.Helper()
	var list []scaffold.Territory
	for _, q := range queries {
		found, err := scaffold.FindTerritory(q)
		if err != nil {
			t.Fatalf("FindTerritory(%q): %v", q, err)
		}
		list = append(list, found)
	}
	return list
}

// begin makes a portal and returns its folder.
func begin(t *testing.T, o scaffold.PortalOptions) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "portail")
	o.Today = today
	if _, err := scaffold.Portal(dir, o); err != nil {
		t.Fatal(err)
	}
	return dir
}

// read loads and checks the portal in dir, and fails on an error in it.
func read(t *testing.T, dir string) (*model.Portal, []diag.Diag) {
	t.Helper()
	p, ds, err := load.Portal(dir, today)
	if err != nil {
		t.Fatal(err)
	}
	if p.Site != nil {
		ds = append(ds, check.Portal(p)...)
	}
	if errs, _ := diag.Count(ds); errs > 0 {
		var b strings.Builder
		_ = diag.Text(&b, ds, diag.English)
		t.Fatalf("the portal has errors:\n%s", b.String())
	}
	return p, ds
}

func codes(ds []diag.Diag) []string {
	var list []string
	for _, d := range ds {
		list = append(list, string(d.Code))
	}
	return list
}

// wantFault fails unless err is a Fault whose two sentences hold the words.
func wantFault(t *testing.T, err error, words ...string) {
	t.Helper()
	var f *scaffold.Fault
	if !errors.As(err, &f) {
		t.Fatalf("error %v, want a Fault about %q", err, words)
	}
	for _, w := range words {
		if !strings.Contains(f.FR, w) || !strings.Contains(f.EN, w) {
			t.Errorf("fault %q / %q does not say %q", f.FR, f.EN, w)
		}
	}
}

// snapshot is every file under dir.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		files[filepath.ToSlash(rel)] = ""
		if d.Type().IsRegular() {
			data, err := os.ReadFile(name)
			files[filepath.ToSlash(rel)] = string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// put writes a file of a test's portal.
func put(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// light puts every commented key and section of a file to use.
func light(t *testing.T, dir, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	text := regexp.MustCompile(`(?m)^# (\[|[a-z_]+ += )`).ReplaceAllString(string(data), "$1")
	if text == string(data) {
		t.Fatalf("%s has no commented key", name)
	}
	put(t, dir, name, text)
	return text
}

func TestPortalReadsWithoutError(t *testing.T) {
	for _, tt := range []struct {
		queries []string
		chemins []string
		dans    []string
	}{
		{[]string{"56"}, []string{"morbihan"}, []string{""}},
		{[]string{"Vannes"}, []string{"vannes"}, []string{""}},
		{[]string{"Morbihan", "Vannes", "56", "200067932"}, []string{"morbihan", "vannes", "golfe-du-morbihan-vannes-agglomeration"}, []string{"", "golfe-du-morbihan-vannes-agglomeration", "morbihan"}},
		{[]string{"93066", "97411", "974"}, []string{"saint-denis", "saint-denis-97411", "la-reunion"}, []string{"", "la-reunion", ""}},
		{[]string{"75", "75056"}, []string{"paris", "paris-75056"}, []string{"", ""}},
		{[]string{"2a", "1", "Côtes d’armor"}, []string{"corse-du-sud", "ain", "cotes-d-armor"}, []string{"", "", ""}},
	} {
		t.Run(strings.Join(tt.queries, "+"), func(t *testing.T) {
			dir := begin(t, scaffold.PortalOptions{Territories: find(t, tt.queries...)})
			p, ds := read(t, dir)
			var chemins, dans []string
			for _, territory := range p.Territories {
				chemins, dans = append(chemins, territory.Chemin), append(dans, territory.Dans)
				if len(territory.Structures) == 0 || territory.Home == nil || len(territory.Guides) != 2 || len(territory.Pages) != 1 {
					t.Errorf("%s: %d structures, home %v, %d guides, %d pages", territory.Chemin, len(territory.Structures), territory.Home != nil, len(territory.Guides), len(territory.Pages))
				}
			}
			if d := cmp.Diff(tt.chemins, chemins); d != "" {
				t.Error("chemins (-want +got):\n" + d)
			}
			if d := cmp.Diff(tt.dans, dans); d != "" {
				t.Error("dans (-want +got):\n" + d)
			}
			for _, d := range ds {
				if d.Code != "mention-absente" {
					t.Errorf("warning %s %s", d.Code, d.Message(diag.English))
				}
			}
		})
	}
}

func TestPortalOfEveryDepartement(t *testing.T) {
	for _, d := range geo.Departements() {
		list, err := scaffold.FindTerritory(d.Code)
		if len(geo.CommunesOfDepartement(d.Code)) == 0 {
			wantFault(t, err, d.Name)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		p, _ := read(t, begin(t, scaffold.PortalOptions{Territories: []scaffold.Territory{list}}))
		if got := p.Territories[0]; got.Name != d.Name || len(got.Structures) != 1 {
			t.Errorf("%s: name %q, %d structures", d.Code, got.Name, len(got.Structures))
		}
	}
}

func TestPortalSaysWhatItIsTold(t *testing.T) {
	o := scaffold.PortalOptions{
		Title: "  L’aide \"ici\" \\ là\n", Publisher: "*Phare* <b> [1]", Mail: "bonjour_x@phare.example", Territories: find(t, "Vannes"),
	}
	dir := begin(t, o)
	p, ds := read(t, dir)
	if p.Site.Titre != `L’aide "ici" \ là` || p.Site.Editeur.Nom != o.Publisher || p.Site.Editeur.Courriel != o.Mail {
		t.Errorf("site: %q, %q, %q", p.Site.Titre, p.Site.Editeur.Nom, p.Site.Editeur.Courriel)
	}
	if slices.Contains(codes(ds), "html-ignore") || len(ds) != 3 {
		t.Errorf("diagnostics %v", codes(ds))
	}
	about, _ := os.ReadFile(filepath.Join(dir, "content/pages/a-propos.md"))
	if !strings.Contains(string(about), `**\*Phare\* \<b\> \[1\]**`) {
		t.Errorf("the publisher is not escaped:\n%s", about)
	}
}

// The legal facts that a portal lacks stand in site.toml as comments: filled
// in, nothing is missing any more.
func TestCommentedSettingsAreRight(t *testing.T) {
	dir := begin(t, scaffold.PortalOptions{Territories: find(t, "56")})
	_, before := read(t, dir)
	light(t, dir, "site.toml")
	p, after := read(t, dir)
	if len(before) == 0 || len(after) != 0 {
		t.Errorf("warnings: %v before, %v after", codes(before), codes(after))
	}
	if p.Site.Depot.Forge == "" || p.Site.Hebergeur.Telephone == "" || p.Site.Adresse == "" || p.Site.Reverifier != "12 mois" {
		t.Errorf("a commented key was not put to use: %+v", p.Site)
	}
}

func TestPortalRefusesAFolderInUse(t *testing.T) {
	list := find(t, "56")
	dir := t.TempDir()
	put(t, dir, "a/notes.txt", "à garder")
	for _, in := range []string{"a", "a/notes.txt"} {
		before := snapshot(t, dir)
		_, err := scaffold.Portal(filepath.Join(dir, in), scaffold.PortalOptions{Territories: list, Today: today})
		wantFault(t, err, "notes.txt")
		if d := cmp.Diff(before, snapshot(t, dir)); d != "" {
			t.Error("something was written:\n" + d)
		}
	}
	put(t, dir, "clone/.git/HEAD", "ref: refs/heads/main\n")
	if _, err := scaffold.Portal(filepath.Join(dir, "clone"), scaffold.PortalOptions{Territories: list, Today: today}); err != nil {
		t.Errorf("an empty repository: %v", err)
	}
	_, err := scaffold.Portal(filepath.Join(dir, "new"), scaffold.PortalOptions{Today: today})
	wantFault(t, err, "--territoire")
	_, err = scaffold.Portal(filepath.Join(dir, "new"), scaffold.PortalOptions{Territories: list, Mail: "bonjour", Today: today})
	wantFault(t, err, "bonjour")
	if _, err := os.Lstat(filepath.Join(dir, "new")); err == nil {
		t.Error("a refused portal left its folder")
	}
}

func TestFindTerritoryRefuses(t *testing.T) {
	for query, words := range map[string][]string{
		"":            nil,
		"Morbian":     {"Morbihan"},
		"Vanes":       {"Vannes"},
		"56000":       {"56260", "Vannes"},
		"99":          {"99", "56260"},
		"Saint-Denis": {"93066", "97411"},
		"La Réunion":  {"974", "47222"},
		"Zzzzyxwv":    {"Zzzzyxwv"},
		"\x00\xff":    nil,
	} {
		_, err := scaffold.FindTerritory(query)
		wantFault(t, err, words...)
	}
}

func TestFindTerritoryByEveryName(t *testing.T) {
	for query, want := range map[string]string{
		"Lorient Agglomération": "200042174", "ca lorient agglomeration": "200042174", "Métropole de Lyon": "200046977",
		"Glénac": "56061", "réunion": "974", "l’hérault": "34", "le morbihan": "56", "56121": "56121", "200 042 174": "200042174",
		"200057867": "200057867", "75115": "75056",
	} {
		if got := find(t, query)[0]; got.Code != want {
			t.Errorf("%q is %s %s, want %s", query, got.Type, got.Code, want)
		}
	}
	if got := find(t, "200000438")[0]; got.Given != "Communauté de communes du Pays de Pontchâteau St-Gildas-des-Bois" || !strings.HasPrefix(got.Chemin, "pays-de-pontchateau") {
		t.Errorf("EPCI: %q, %q", got.Given, got.Chemin)
	}
}

func FuzzFindTerritory(f *testing.F) {
	for _, s := range []string{"56", "Vannes", "CC du Pays", "Mans (Le)", "Paris XV", "é\u0301", "'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		found, err := scaffold.FindTerritory(query)
		var fault *scaffold.Fault
		if err != nil && !errors.As(err, &fault) {
			t.Fatalf("%q: %v", query, err)
		}
		if err == nil && (found.Chemin == "" || found.Main.Code == "") {
			t.Fatalf("%q: %+v", query, found)
		}
	})
}

// A portal is made whole or not at all: here the third file cannot be written.
func TestPortalIsWholeOrNothing(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "clone/.git/HEAD", "ref: refs/heads/main\n")
	before := snapshot(t, dir)
	for _, in := range []string{"new", "clone"} {
		if err := scaffold.Create(filepath.Join(dir, in), "a/b/one", "two", "a/b/one/three"); err == nil {
			t.Fatal("no error")
		}
		if d := cmp.Diff(before, snapshot(t, dir)); d != "" {
			t.Errorf("%s: something is left:\n%s", in, d)
		}
	}
}
