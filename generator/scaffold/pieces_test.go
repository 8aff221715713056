package scaffold_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/model"
	"balise/generator/scaffold"
)

func guide(t *testing.T, dir string, o scaffold.GuideOptions) (scaffold.Made, error) {
	t.Helper()
	p, _ := read(t, dir)
	o.Today = today
	return scaffold.Guide(dir, p, o)
}

func structure(t *testing.T, dir string, o scaffold.StructureOptions) (scaffold.Made, error) {
	t.Helper()
	p, _ := read(t, dir)
	o.Today = today
	return scaffold.Structure(dir, p, o)
}

func guideOf(t *testing.T, p *model.Portal, chemin, slug string) *model.Guide {
	t.Helper()
	for _, territory := range p.Territories {
		for _, g := range territory.Guides {
			if territory.Chemin == chemin && g.Slug == slug {
				return g
			}
		}
	}
	t.Fatalf("%s has no guide %s", chemin, slug)
	return nil
}

func TestGuide(t *testing.T) {
	dir := begin(t, scaffold.PortalOptions{Territories: find(t, "56", "974")})
	for _, tt := range []struct {
		name    string
		o       scaffold.GuideOptions
		file    string
		summary string
		theme   string
		notes   int
	}{
		{"title alone", scaffold.GuideOptions{Title: "Créer une adresse mail"}, "content/guides/creer-une-adresse-mail.md", "Créer une adresse mail\u00a0: pas à pas.", "", 0},
		{"all told", scaffold.GuideOptions{Title: "Pas d’\"Internet\"\u202f?", Summary: "Que faire.", Theme: "premiers pas"}, "content/guides/pas-d-internet.md", "Que faire.", "premiers-pas", 0},
		{"other theme", scaffold.GuideOptions{Title: "Un thème neuf", Theme: "Santé"}, "content/guides/un-theme-neuf.md", "Un thème neuf\u00a0: pas à pas.", "Santé", 0},
		{"a territory's", scaffold.GuideOptions{Title: "Le bus", Territory: "morbihan"}, "content/territoires/morbihan/guides/le-bus.md", "Le bus\u00a0: pas à pas.", "", 0},
		{"in place of a shared one", scaffold.GuideOptions{Title: "Se faire aider", Territory: "la-reunion"}, "content/territoires/la-reunion/guides/se-faire-aider.md", "Se faire aider\u00a0: pas à pas.", "", 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			made, err := guide(t, dir, tt.o)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff([]string{tt.file}, made.Files); d != "" || len(made.Notes) != tt.notes {
				t.Errorf("%s, notes %v", d, made.Notes)
			}
			p, _ := read(t, dir)
			chemin := tt.o.Territory
			if chemin == "" {
				chemin = "morbihan"
			}
			g := guideOf(t, p, chemin, strings.TrimSuffix(filepath.Base(tt.file), ".md"))
			if g.File != tt.file || g.Titre != tt.o.Title || g.Resume != tt.summary || g.Theme != tt.theme || !g.Maj.Equal(today) {
				t.Errorf("read as %q %q %q %q %v", g.File, g.Titre, g.Resume, g.Theme, g.Maj)
			}
			light(t, dir, tt.file)
			p, _ = read(t, dir)
			if g = guideOf(t, p, chemin, g.Slug); g.Duree != 20 || len(g.Segment) == 0 || len(g.Services) == 0 {
				t.Errorf("a commented key was not put to use: %+v", g)
			}
		})
	}
}

func TestGuideRefuses(t *testing.T) {
	dir := begin(t, scaffold.PortalOptions{Territories: find(t, "56")})
	put(t, dir, "content/themes.toml", "[premiers-pas]\ntitre = \"Premiers pas\"\n[en-securite]\ntitre = \"En sécurité\"\n")
	before := snapshot(t, dir)
	for _, tt := range []struct {
		o     scaffold.GuideOptions
		words []string
	}{
		{scaffold.GuideOptions{}, []string{"--titre"}},
		{scaffold.GuideOptions{Title: "المكتبة"}, []string{"المكتبة"}},
		{scaffold.GuideOptions{Title: "Index"}, []string{"Index"}},
		{scaffold.GuideOptions{Title: "Se faire aider"}, []string{"content/guides/se-faire-aider.md"}},
		{scaffold.GuideOptions{Title: "Un guide", Territory: "morbian"}, []string{"morbihan"}},
		{scaffold.GuideOptions{Title: "Un guide", Territory: "../../.."}, []string{"morbihan"}},
		{scaffold.GuideOptions{Title: "Un guide", Theme: "premier pas"}, []string{"premiers-pas"}},
	} {
		_, err := guide(t, dir, tt.o)
		wantFault(t, err, tt.words...)
	}
	if d := cmp.Diff(before, snapshot(t, dir)); d != "" {
		t.Error("something was written:\n" + d)
	}
}

// A link on disk must not lead the file out of the portal.
func TestNothingLeavesThePortal(t *testing.T) {
	dir := begin(t, scaffold.PortalOptions{Territories: find(t, "56")})
	p, _ := read(t, dir)
	outside := t.TempDir()
	for _, name := range []string{"content/territoires", "data/structures/29"} {
		if err := os.Symlink(outside, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	if _, err := scaffold.Guide(dir, p, scaffold.GuideOptions{Title: "Dehors", Territory: "morbihan", Today: today}); err == nil {
		t.Error("the guide was written through a link")
	}
	if _, err := scaffold.Structure(dir, p, scaffold.StructureOptions{Name: "Dehors", Commune: "Brest", Postcode: "29200", Today: today}); err == nil {
		t.Error("the record was written through a link")
	}
	if left, _ := os.ReadDir(outside); len(left) > 0 {
		t.Errorf("written outside: %v", left)
	}
}

func TestStructure(t *testing.T) {
	dir := begin(t, scaffold.PortalOptions{Territories: find(t, "56", "974", "75")})
	put(t, dir, "data/structures/56/cassee.toml", "# un brouillon\n")
	for _, tt := range []struct {
		name, commune, postcode string
		file, code, cp          string
		notes                   int
	}{
		{"Médiathèque du Palais", "Vannes", "", "data/structures/56/mediatheque-du-palais.toml", "56260", "56000", 0},
		{"Médiathèque du palais", "vannes", "", "data/structures/56/mediatheque-du-palais-vannes.toml", "56260", "56000", 0},
		{"MÉDIATHÈQUE DU PALAIS", "56260", "", "data/structures/56/mediatheque-du-palais-vannes-2.toml", "56260", "56000", 0},
		{"Cassée", "Vannes", "56000", "data/structures/56/cassee-vannes.toml", "56260", "56000", 0},
		{"المكتبة", "Vannes", "56010", "data/structures/56/vannes.toml", "56260", "56010", 0},
		{"Mairie \"annexe\" \\", "Glénac", "", "data/structures/56/mairie-annexe.toml", "56061", "56200", 0},
		{"Case", "Saint-Denis", "", "data/structures/974/case.toml", "97411", "", 1},
		{"Point info", "Paris 15e", "", "data/structures/75/point-info.toml", "75056", "75015", 0},
		{"Point info", "Paris", "75003", "data/structures/75/point-info-paris.toml", "75056", "75003", 0},
		{"Ailleurs", "Brest", "29200", "data/structures/29/ailleurs.toml", "29019", "29200", 1},
		{"CON", "Vannes", "", "data/structures/56/con-vannes.toml", "56260", "56000", 0},
		{strings.Repeat("très long ", 20), "Vannes", "", "data/structures/56/" + strings.TrimSuffix(strings.Repeat("tres-long-", 8), "-") + ".toml", "56260", "56000", 0},
	} {
		t.Run(tt.name+" "+tt.commune, func(t *testing.T) {
			made, err := structure(t, dir, scaffold.StructureOptions{Name: tt.name, Commune: tt.commune, Postcode: tt.postcode})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff([]string{tt.file}, made.Files); d != "" {
				t.Fatal(d)
			}
			if len(made.Notes) != tt.notes {
				t.Errorf("notes %v", made.Notes)
			}
			p, _ := read(t, dir)
			i := slices.IndexFunc(p.Structures, func(s *model.Structure) bool { return s.File == tt.file })
			if i < 0 {
				t.Fatal("not read back")
			}
			s := p.Structures[i]
			if s.Nom != strings.TrimSpace(tt.name) || s.CodeINSEE != tt.code || s.CodePostal != tt.cp || !s.DateMaj.Equal(today) || s.ID+".toml" != filepath.Base(tt.file) {
				t.Errorf("read as %q %q %q %q %v", s.ID, s.Nom, s.CodeINSEE, s.CodePostal, s.DateMaj)
			}
			text := light(t, dir, tt.file)
			read(t, dir)
			wantCanonicalOrder(t, text)
		})
	}
}

// wantCanonicalOrder checks that keys stand in the order of the standard, then
// of what Balise adds.
func wantCanonicalOrder(t *testing.T, text string) {
	t.Helper()
	var want, got []string
	for _, c := range model.Columns() {
		want = append(want, c.Name)
	}
	want = append(want, "langues")
	for _, m := range regexp.MustCompile(`(?m)^([a-z_]+) = `).FindAllStringSubmatch(text, -1) {
		got = append(got, m[1])
	}
	want = slices.DeleteFunc(want, func(key string) bool { return !slices.Contains(got, key) })
	if d := cmp.Diff(want, got); d != "" {
		t.Error("order of keys (-want +got):\n" + d)
	}
}

func TestExampleIsInCanonicalOrder(t *testing.T) {
	dir := begin(t, scaffold.PortalOptions{Territories: find(t, "Vannes")})
	data, err := os.ReadFile(filepath.Join(dir, "data/structures/56/exemple-vannes-56260.toml"))
	if err != nil {
		t.Fatal(err)
	}
	wantCanonicalOrder(t, string(data))
	p, _ := read(t, dir)
	if s := p.Structures[0]; s.Telephone != "+33639980001" || s.Hours == nil || !s.DateMaj.Equal(today) {
		t.Errorf("example: %q %v %v", s.Telephone, s.Hours, s.DateMaj)
	}
}

func TestStructureRefuses(t *testing.T) {
	dir := begin(t, scaffold.PortalOptions{Territories: find(t, "56")})
	before := snapshot(t, dir)
	for _, tt := range []struct {
		o     scaffold.StructureOptions
		words []string
	}{
		{scaffold.StructureOptions{Commune: "Vannes"}, []string{"--nom"}},
		{scaffold.StructureOptions{Name: "Case"}, []string{"--commune"}},
		{scaffold.StructureOptions{Name: "Case", Commune: "Vanes"}, []string{"Vanes", "Vannes"}},
		{scaffold.StructureOptions{Name: "Case", Commune: "56000"}, []string{"56000", "Vannes"}},
		{scaffold.StructureOptions{Name: "Case", Commune: "Zzzzyxwv", Postcode: "56000"}, []string{"Zzzzyxwv", "Vannes"}},
		{scaffold.StructureOptions{Name: "Case", Commune: "Vannes", Postcode: "29200"}, []string{"29200", "56000"}},
		{scaffold.StructureOptions{Name: "Case", Commune: "Vannes", Postcode: "5600"}, []string{"--code-postal"}},
		{scaffold.StructureOptions{Name: "Case", Commune: "Saint-Denis"}, []string{"97400", "93200"}},
	} {
		_, err := structure(t, dir, tt.o)
		wantFault(t, err, tt.words...)
	}
	if d := cmp.Diff(before, snapshot(t, dir)); d != "" {
		t.Error("something was written:\n" + d)
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"Médiathèque", `"""`, "a\\", "+++\n", "../x", "\u202e", strings.Repeat("é", 300), "{{.}}"} {
		f.Add(s)
	}
	list, err := scaffold.FindTerritory("Vannes")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name string) {
		dir := begin(t, scaffold.PortalOptions{Title: name, Publisher: name, Territories: []scaffold.Territory{list}})
		_, err1 := guide(t, dir, scaffold.GuideOptions{Title: name, Summary: name, Theme: name})
		_, err2 := structure(t, dir, scaffold.StructureOptions{Name: name, Commune: "Vannes"})
		for _, err := range []error{err1, err2} {
			var fault *scaffold.Fault
			if err != nil && !errors.As(err, &fault) {
				t.Fatal(err)
			}
		}
		read(t, dir)
	})
}
