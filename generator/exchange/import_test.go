package exchange_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"balise/generator/check"
	"balise/generator/diag"
	"balise/generator/exchange"
	"balise/generator/load"
	"balise/generator/model"
)

var today = time.Date(2026, 10, 1, 15, 0, 0, 0, time.UTC)

const site = `titre = "Essai"
description = "Un portail pour essayer."
theme = "clair"
langues = ["fr"]
[editeur]
nom = "Asso"
adresse = "1 rue"
courriel = "a@b.example"
directeur_publication = "C"
[hebergeur]
nom = "H"
[[territoire]]
chemin = "morbihan"
type = "departement"
code = "56"
`

// portal is a portal in a folder of its own.
type portal struct {
	t   *testing.T
	dir string
}

func newPortal(t *testing.T) portal {
	p := portal{t, t.TempDir()}
	p.write("site.toml", site)
	return p
}

func (p portal) write(name, text string) {
	p.t.Helper()
	name = filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

func (p portal) read(name string) string {
	p.t.Helper()
	b, err := os.ReadFile(filepath.Join(p.dir, name))
	if err != nil {
		p.t.Fatal(err)
	}
	return string(b)
}

// files are the portal's files, with their bytes and the moment they changed.
func (p portal) files() map[string]string {
	all := map[string]string{}
	err := filepath.WalkDir(p.dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(p.dir, name)
		info, _ := d.Info()
		all[filepath.ToSlash(rel)] = fmt.Sprint(info.ModTime(), p.read(rel))
		return nil
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

func (p portal) names() []string {
	var names []string
	for name := range p.files() {
		if rest, ok := strings.CutPrefix(name, "data/structures/"); ok {
			names = append(names, rest)
		}
	}
	slices.Sort(names)
	return names
}

// bring imports texts, each a file; opts.Today is set.
func (p portal) bring(opts exchange.ImportOptions, texts ...string) (exchange.Report, []diag.Diag) {
	p.t.Helper()
	opts.Today = today
	outside := p.t.TempDir()
	var files []string
	for i, text := range texts {
		name := filepath.Join(outside, fmt.Sprintf("f%d.csv", i+1))
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			p.t.Fatal(err)
		}
		files = append(files, name)
	}
	report, ds, err := exchange.ImportFiles(context.Background(), p.dir, files, opts)
	if err != nil {
		p.t.Fatal(err)
	}
	if report.Read != report.Kept+report.Merged+report.Rejected {
		p.t.Errorf("the account is wrong: %+v", report)
	}
	return report, ds
}

// builds checks that the portal can be built.
func (p portal) builds() *model.Portal {
	p.t.Helper()
	m, ds, err := load.Portal(p.dir, today)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, d := range append(ds, check.Portal(m)...) {
		if d.Level == diag.Error {
			p.t.Errorf("the portal cannot be built: %s:%d: %s", d.At.File, d.At.Line, d.Message(diag.English))
		}
	}
	return m
}

func only(ds []diag.Diag) string {
	var list []string
	for _, d := range ds {
		list = append(list, fmt.Sprintf("%d:%s", d.At.Line, strings.TrimPrefix(string(d.Code), "import-")))
	}
	return strings.Join(list, " ")
}

func TestImportWritesWhatTheFileSays(t *testing.T) {
	p := newPortal(t)
	report, ds := p.bring(exchange.ImportOptions{}, exported(t, exchange.CSV, full()))
	if len(ds) > 0 {
		t.Errorf("diagnostics: %s", only(ds))
	}
	for i := range report.Changes {
		report.Changes[i].After = nil
	}
	if want := (exchange.Report{Read: 1, Kept: 1, Changes: []exchange.Change{{Path: "data/structures/56/mediatheque-vannes.toml", Created: true}}}); !cmp.Equal(report, want) {
		t.Error(cmp.Diff(want, report))
	}
	got := p.builds().Structures[0]
	want := full()
	want.Langues, want.QPV, want.Telephones, want.HorairesTexte = nil, "", nil, "" // not of the standard
	want.Origines = []model.Origin{{Nom: "Ville", ID: "mediatheque-vannes", Champs: got.Origines[0].Champs, Empreinte: got.Origines[0].Empreinte}}
	if d := cmp.Diff(want, got, sameKeys); d != "" {
		t.Error(d)
	}
	if len(got.Origines[0].Champs) != 31 {
		t.Errorf("the origin gives %v", got.Origines[0].Champs)
	}
}

// TestRoundTrip takes rows through the portal and out again.
func TestRoundTrip(t *testing.T) {
	tricky := full()
	tricky.ID, tricky.Nom, tricky.Commune, tricky.CodePostal, tricky.CodeINSEE = "b", "=cmd|' /C calc'!A0", "Bors (Canton de Tude-et-Lavalette)", "16190", "16052"
	tricky.Latitude, tricky.Longitude, tricky.Pivot, tricky.Adresse = 45.3499999999999, 0.2, "", "'=x"
	tricky.PresentationDetail = "\"\"\"\nligne ; ligne\n\\fin\""
	file := exported(t, exchange.CSV, tricky, full())
	p := newPortal(t)
	p.bring(exchange.ImportOptions{}, file)
	if got := exported(t, exchange.CSV, p.builds().Structures...); got != file {
		t.Error(cmp.Diff(file, got))
	}
}

func TestOfficialExample(t *testing.T) {
	data, err := os.ReadFile(shared(t, "data/lieux/exemple-valide-standard-v1.0.2.csv"))
	if err != nil {
		t.Skip(err)
	}
	p := newPortal(t)
	_, ds := p.bring(exchange.ImportOptions{}, string(data))
	if got := only(ds); got != "2:coordonnees-ailleurs" { // of Aix-en-Provence, for a place in Reims: said, and kept
		t.Errorf("diagnostics: %s", got)
	}
	want := records(t, string(data))
	if got := records(t, exported(t, exchange.CSV, p.builds().Structures...)); !cmp.Equal(got, want) {
		t.Error(cmp.Diff(want, got))
	}
}

// shared finds the reference data, which stand beside the repository on some
// machines.
func shared(t *testing.T, name string) string {
	dir, err := os.Getwd()
	for err == nil {
		candidate := filepath.Join(dir, "shared", filepath.FromSlash(name))
		if _, missing := os.Stat(candidate); missing == nil {
			return candidate
		}
		if filepath.Dir(dir) == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	t.Skipf("the reference data %s are not here", name)
	return ""
}

const head = "id,nom,commune,code_postal,date_maj,telephone\n"

func line(id, nom, phone string) string {
	return fmt.Sprintf("%s,%s,Vannes,56000,2026-09-01,%s\n", id, nom, phone)
}

func TestIDs(t *testing.T) {
	p := newPortal(t)
	text := head + line("Structure_1", "Médiathèque de Vannes", "") + // not an address
		line("", "L’Œuvre", "") + line("", "L'Oeuvre", "3949") + // same name, other content
		line("index", "Accueil", "") + line("con", "Con", "") + line("", "你好", "") +
		line("57", "Par numéro", "") + line("57", "Autre", "") + line("l-oeuvre-vannes", "Tiers", "") +
		line("", strings.Repeat("long nom ", 40), "")
	report, ds := p.bring(exchange.ImportOptions{Source: "S"}, text)
	want := []string{
		"56/57-2.toml", "56/57.toml", "56/accueil-vannes.toml", "56/con-vannes.toml", "56/l-oeuvre-vannes-2.toml", "56/l-oeuvre-vannes-3.toml",
		"56/l-oeuvre-vannes.toml", "56/lieu-vannes.toml", "56/long-nom-long-nom-long-nom-long-nom-long-nom-long-nom-long-nom-long-nom-long-nom-long-nom.toml",
		"56/mediatheque-de-vannes.toml",
	}
	if got := p.names(); !slices.Equal(got, want) {
		t.Errorf("files:\n%s", strings.Join(got, "\n"))
	}
	if got := only(ds); got != "3:ressemble 8:id-double" {
		t.Errorf("diagnostics: %s", got)
	}
	if len(report.ToReview) != 2 || report.ToReview[0].Reason != "same-id" || report.ToReview[1].Reason != "same-place" {
		t.Errorf("to review: %+v", report.ToReview)
	}
	p.builds()
	before := p.files()
	if report, _ := p.bring(exchange.ImportOptions{Source: "S"}, text); len(report.Changes) > 0 || !cmp.Equal(before, p.files()) {
		t.Errorf("the same import changes %v", report.Changes)
	}
	// The name changes, the id stays; and a row that goes takes no other's file.
	renamed := strings.Replace(strings.Replace(text, "Médiathèque de Vannes", "La Fabrique", 1), line("57", "Par numéro", ""), "", 1)
	report, _ = p.bring(exchange.ImportOptions{Source: "S"}, renamed)
	if len(report.Changes) != 1 || report.Changes[0].Path != "data/structures/56/mediatheque-de-vannes.toml" || report.Changes[0].Created {
		t.Errorf("after a change of name: %+v", report.Changes)
	}
}

func TestRowsSaidTwiceAreMerged(t *testing.T) {
	p := newPortal(t)
	report, ds := p.bring(exchange.ImportOptions{}, head+line("a", "A", "3949")+line("a", "A", "39 49")+line("b", "B", ""), head+line("a", "A", "3949"))
	if len(ds) > 0 || report.Read != 4 || report.Kept != 2 || report.Merged != 2 {
		t.Errorf("%s; %+v", only(ds), report)
	}
	want := []exchange.Group{{ID: "a", Members: []exchange.Member{{Source: "f1", ID: "a"}, {Source: "f1", ID: "a"}, {Source: "f2", ID: "a"}}}}
	if !cmp.Equal(report.Groups, want) {
		t.Error(cmp.Diff(want, report.Groups))
	}
	var b bytes.Buffer
	if err := report.WriteJSON(&b, ds, diag.French); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if want := []string{"diagnostics", "groups", "kept", "merged", "read", "rejected", "to_review"}; !slices.Equal(keys(got), want) {
		t.Errorf("the report's keys are %v", keys(got))
	}
	if got["to_review"] == nil || got["diagnostics"] == nil {
		t.Errorf("an empty list is null:\n%s", b.String())
	}
}

func TestUpdate(t *testing.T) {
	p := newPortal(t)
	const name = "data/structures/56/a.toml"
	p.bring(exchange.ImportOptions{Source: "S"}, head+line("a", "A", "3949"))

	// People fill in what the source does not say, and lock what it says wrong.
	edited := strings.Replace(p.read(name), "date_maj", "adresse = \"1 rue\"\nlangues = [\"fr\"]\nverrou = [\"nom\"]\ndate_maj", 1)
	p.write(name, edited)
	report, _ := p.bring(exchange.ImportOptions{Source: "S"}, head+line("a", "A", "3949"))
	if p.read(name) != edited || len(report.Changes) > 0 {
		t.Error("an import that changes nothing rewrote the file")
	}

	report, _ = p.bring(exchange.ImportOptions{Source: "S"}, head+line("a", "B", "3639"))
	s := p.builds().Structures[0]
	if len(report.Changes) != 1 || s.Nom != "A" || s.Telephone != "3639" || s.Adresse != "1 rue" || len(s.Langues) != 1 {
		t.Errorf("after a new number: %+v\n%s", report, p.read(name))
	}
	if len(s.Origines) != 1 || slices.Contains(s.Origines[0].Champs, "adresse") {
		t.Errorf("origins: %+v", s.Origines)
	}

	// What the source says no more goes; what people wrote stays.
	p.bring(exchange.ImportOptions{Source: "S"}, head+line("a", "B", ""))
	if s := p.builds().Structures[0]; s.Telephone != "" || s.Adresse != "1 rue" {
		t.Errorf("after the number went: %+v", s)
	}
}

// TestLockAtTheEndOfTheFile checks a lock that somebody wrote last, which TOML
// puts under the origin.
func TestLockAtTheEndOfTheFile(t *testing.T) {
	p := newPortal(t)
	const name = "data/structures/56/a.toml"
	p.bring(exchange.ImportOptions{Source: "S"}, head+line("a", "A", "3949"))
	p.write(name, p.read(name)+"verrou = [\"telephone\"]\n")
	for range 2 {
		p.bring(exchange.ImportOptions{Source: "S"}, head+line("a", "B", "3639"))
		if s := p.builds().Structures[0]; s.Telephone != "3949" || s.Nom != "B" {
			t.Errorf("%+v", s)
		}
		if !strings.Contains(p.read(name), "verrou = [\"telephone\"]") {
			t.Errorf("the lock is gone:\n%s", p.read(name))
		}
	}
}

func TestWithoutADateAnUpdateBearsTheDayOfTheImport(t *testing.T) {
	p := newPortal(t)
	const columns = "id,nom,commune,code_postal,adresse\n"
	p.write("data/structures/56/a.toml", "[[structure]]\nid = \"a\"\nnom = \"A\"\ncommune = \"Vannes\"\ncode_postal = \"56000\"\ndate_maj = 2020-01-01\n")
	before := p.files()
	p.bring(exchange.ImportOptions{}, columns+"a,A,Vannes,56000,\n")
	if !cmp.Equal(before, p.files()) {
		t.Error("a row that says the same changes the file")
	}
	p.bring(exchange.ImportOptions{}, columns+"a,A,Vannes,56000,2 rue\n")
	if s := p.builds().Structures[0]; s.Adresse != "2 rue" || !s.DateMaj.Equal(day(2026, 10, 1)) || !slices.Equal(s.Origines[0].Champs, []string{"adresse"}) {
		t.Errorf("%+v", s)
	}
}

func TestTheExportComingBackChangesNothing(t *testing.T) {
	p := newPortal(t)
	p.write("data/structures/56.toml", string(exchange.Format(full()))+"\n"+strings.Replace(string(exchange.Format(bare())), `"56121"`, "\"56121\"\ncode_postal = \"56100\"", 1))
	file := exported(t, exchange.CSV, p.builds().Structures...)
	before := p.files()
	report, ds := p.bring(exchange.ImportOptions{}, file)
	if len(ds) > 0 || len(report.Changes) > 0 || !cmp.Equal(before, p.files()) {
		t.Errorf("%s; %+v", only(ds), report)
	}
	// One structure changes in a file of two.
	p.bring(exchange.ImportOptions{}, strings.Replace(file, "Au fond de la cour", "Au premier", 1))
	m := p.builds()
	if len(m.Structures) != 2 || m.Structures[1].ComplementAdresse != "Au premier" || m.Structures[0].Telephone != "3949" || len(m.Structures[0].Origines) > 0 {
		t.Errorf("\n%s", p.read("data/structures/56.toml"))
	}
}

func TestFilesThatAnImportMustNotWrite(t *testing.T) {
	const a = "[[structure]]\nid = \"a\"\nnom = \"A\"\ncommune = \"Vannes\"\ncode_postal = \"56000\"\ndate_maj = 2020-01-01\n"
	for name, c := range map[string]struct{ path, text, codes string }{
		"at fault":     {"data/structures/in/a.toml", a + "zut = 1\n", "2:fichier-fautif 7:cle-inconnue"},
		"unreadable":   {"data/structures/in/a.toml", a + "zut\n", "2:fichier-fautif 7:toml-egal"},
		"other folder": {"data/structures/a.toml", a, "2:hors-dossier"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			p.write(c.path, c.text)
			before := p.files()
			report, ds := p.bring(exchange.ImportOptions{Into: "data/structures/in"}, head+line("a", "Autre", ""))
			if !cmp.Equal(before, p.files()) {
				t.Error("it was written")
			}
			slices.SortFunc(ds, func(a, b diag.Diag) int { return a.At.Line - b.At.Line })
			if only(ds) != c.codes || report.Kept != 1 || len(report.ToReview) != 1 || report.ToReview[0].Reason != "not-written" {
				t.Errorf("%s; %+v", only(ds), report)
			}
		})
	}
}

func TestAHashInAValueIsNoComment(t *testing.T) {
	p := newPortal(t)
	p.write("data/structures/56/a.toml", "[[structure]]\nid = \"a\"\nnom = \"A\"\ncommune = \"Vannes\"\ncode_postal = \"56000\"\ndate_maj = 2020-01-01\n"+
		"site_web = [\"https://a.example/#x\", 'https://b.example/#\"']\npresentation_detail = \"\"\"\n# \"titre\" \\\"\"\"\nsuite #2\"\"\"\"\n")
	report, _ := p.bring(exchange.ImportOptions{}, head+line("a", "Autre", ""))
	if len(report.Changes) != 1 {
		t.Errorf("%+v", report)
	}
}

func TestAPlaceThatPeopleWroteIsNotOverwritten(t *testing.T) {
	p := newPortal(t)
	p.write("data/structures/56/le-lieu-vannes.toml", "[[structure]]\nid = \"le-lieu-vannes\"\nnom = \"Le lieu\"\ncommune = \"Vannes\"\ncode_postal = \"56000\"\ndate_maj = 2020-01-01\n")
	for range 2 {
		p.bring(exchange.ImportOptions{}, head+line("Z 1", "LE LIEU", "3949"))
		if s := p.builds().Structures; len(s) != 1 || s[0].Nom != "Le lieu" || s[0].Telephone != "3949" || !s[0].DateMaj.Equal(day(2026, 9, 1)) {
			t.Errorf("%v: %+v", p.names(), s[0])
		}
	}
}

func TestNothingOutsideTheFolder(t *testing.T) {
	outside := t.TempDir()
	for _, into := range []string{"..", "../x", "a/../../x", outside, ".", "/"} {
		p := newPortal(t)
		before := p.files()
		report, ds := p.bring(exchange.ImportOptions{Into: into}, head+line("a", "A", ""))
		if only(ds) != "0:dossier" || report.Read != 0 || !cmp.Equal(before, p.files()) {
			t.Errorf("%s: %s; %+v", into, only(ds), report)
		}
	}
	p := newPortal(t)
	if err := os.MkdirAll(filepath.Join(p.dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(p.dir, "data", "structures")); err != nil {
		t.Skip(err)
	}
	source := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(source, []byte(head+line("a", "A", "")), 0o644); err != nil {
		t.Fatal(err)
	}
	_, _, err := exchange.ImportFiles(context.Background(), p.dir, []string{source}, exchange.ImportOptions{Today: today})
	if left, _ := os.ReadDir(outside); err == nil || len(left) > 0 {
		t.Errorf("a link led outside: %v, %v", left, err)
	}
	abs := newPortal(t)
	if report, _ := abs.bring(exchange.ImportOptions{Into: filepath.Join(abs.dir, "data", "structures", "b")}, head+line("a", "A", "")); len(report.Changes) != 1 || report.Changes[0].Path != "data/structures/b/56/a.toml" {
		t.Errorf("an absolute folder of the portal: %+v", report)
	}
}

func TestDryRun(t *testing.T) {
	p := newPortal(t)
	before := p.files()
	report, _ := p.bring(exchange.ImportOptions{DryRun: true}, head+line("a", "A", ""))
	if !cmp.Equal(before, p.files()) || len(report.Changes) != 1 || !report.Changes[0].Created {
		t.Errorf("%+v", report)
	}
}

func TestNoStandardColumn(t *testing.T) {
	p := newPortal(t)
	report, ds := p.bring(exchange.ImportOptions{}, "lib_fs,lib_com\na,b\nc,d\n")
	if report.Read != 2 || report.Rejected != 2 || !strings.Contains(only(ds), "1:colonne-absente") {
		t.Errorf("%s; %+v", only(ds), report)
	}
}

func TestSourceFileThatIsNotThere(t *testing.T) {
	p := newPortal(t)
	_, _, err := exchange.ImportFiles(context.Background(), p.dir, []string{"nulle-part.csv"}, exchange.ImportOptions{Today: today})
	if !os.IsNotExist(err) {
		t.Errorf("error %v", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, _, err := exchange.ImportFiles(ctx, p.dir, []string{"x"}, exchange.ImportOptions{Today: today}); err != context.Canceled {
		t.Errorf("error %v, want that of the context", err)
	}
}

// TestManyRows tells how long an import takes (20,000 rows must take less than
// ten seconds) and fails on what is not linear only: tests share their machine.
func TestManyRows(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	const n = 2000
	list := many(n)
	p := newPortal(t)
	file := exported(t, exchange.CSV, list...)
	for _, want := range []int{n, 0} {
		start := time.Now()
		report, _ := p.bring(exchange.ImportOptions{}, file)
		took := time.Since(start)
		t.Logf("%d files written in %v", want, took.Round(time.Millisecond))
		changed := slices.DeleteFunc(report.Changes, func(c exchange.Change) bool { return c.Path == "data/doublons.toml" })
		if report.Kept != n || len(changed) != want {
			t.Errorf("kept %d, changed %d", report.Kept, len(changed))
		}
		if took > 30*time.Second {
			t.Errorf("%d rows took %v", n, took)
		}
	}
}

func TestAfterAnImportThatWasKilled(t *testing.T) {
	p := newPortal(t)
	p.write("data/.balise-structures-0123456789abcdef/56/a.toml", "[[struc")
	p.bring(exchange.ImportOptions{}, head+line("a", "A", ""))
	if want := []string{"56/a.toml"}; !slices.Equal(p.names(), want) {
		t.Errorf("files %v, want %v", p.names(), want)
	}
	if left, _ := os.ReadDir(filepath.Join(p.dir, "data")); len(left) != 1 {
		t.Errorf("beside the listings: %v", left)
	}
	p.builds()
}

// The name that the user gives goes before the name that the mapping suggests,
// in the origin and on the page.
func TestTheSourcesName(t *testing.T) {
	p := newPortal(t)
	p.write("m.toml", "source = \"liste\"\n[colonnes]\n\"lieu\" = \"nom\"\n\"ville\" = \"commune\"\n\"cp\" = \"code_postal\"\n")
	p.bring(exchange.ImportOptions{Source: "Réseau", Mapping: filepath.Join(p.dir, "m.toml")}, "lieu,ville,cp\nLa ruche,Vannes,56000\n")
	if text := p.read("data/structures/56/la-ruche-vannes.toml"); strings.Contains(text, "liste") || strings.Count(text, `source = "Réseau"`) != 2 {
		t.Errorf("\n%s", text)
	}
}

func TestWhatIsSaidOfARejectedRow(t *testing.T) {
	for _, c := range []struct{ table, want string }{
		{"nom,commune,code_postal\nLa ruche,,56300\n", "« commune » est vide"},
		{"nom,commune,code_postal\nLa ruche,Malaville-sous-Bois,16120\n", "écrivez « Angeac-Charente », « "},
		{"Lieu,Où,Quand\nLa ruche,Vannes,lundi\n", "balise import --suggest"},
	} {
		p := newPortal(t)
		_, ds := p.bring(exchange.ImportOptions{}, c.table)
		if len(ds) != 1 || !strings.Contains(ds[0].Message(diag.French)+ds[0].Hint(diag.French), c.want) {
			for _, d := range ds {
				t.Errorf("%s | %s; want %s alone", d.Message(diag.French), d.Hint(diag.French), c.want)
			}
		}
	}
}

// A message of several lines would be read as several messages.
func TestHoursAreSaidOnOneLine(t *testing.T) {
	p := newPortal(t)
	_, ds := p.bring(exchange.ImportOptions{}, "nom,commune,code_postal,date_maj,horaires\nLa ruche,Vannes,56000,2026-03-01,\"selon la tournée\nou pas\"\n")
	if said := ds[0].Message(diag.French); !strings.Contains(said, "« selon la tournée / ou pas »") {
		t.Error(said)
	}
}

func TestLanguagesThatAreNone(t *testing.T) {
	p := newPortal(t)
	p.bring(exchange.ImportOptions{}, "nom,commune,code_postal,langues\nLa ruche,Vannes,56000,fr | un peu d’arabe\n")
	if s := find(t, p.builds(), "la-ruche-vannes"); !slices.Equal(s.Langues, []string{"fr"}) {
		t.Errorf("%q", s.Langues)
	}
	if text := p.read("data/structures/56/la-ruche-vannes.toml"); !strings.Contains(text, "# import : langues « un peu d’arabe » inconnu") {
		t.Errorf("\n%s", text)
	}
}
