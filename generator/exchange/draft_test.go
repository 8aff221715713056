package exchange_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/exchange"
	"balise/generator/model"
	"balise/generator/tomledit"
	"balise/generator/write"
)

// TestOnlyChangedKeysChange imports a new name and a new number into a listing
// that people wrote in their own way: all the rest stays, byte for byte.
func TestOnlyChangedKeysChange(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	pick := func(list ...string) string { return list[rng.IntN(len(list))] }
	for range 60 {
		eol := pick("\n", "\r\n")
		var before, after, rows strings.Builder
		both := func(text string) { before.WriteString(text); after.WriteString(text) }
		both(pick("", "\ufeff"))
		both(pick("", "# Les lieux de Vannes."+eol+eol))
		rows.WriteString(head)
		for i := range 1 + rng.IntN(4) {
			id, phone := fmt.Sprint("lieu-", i), fmt.Sprintf("02619110%02d", i)
			name := "Lieu " + fmt.Sprint(i)
			renamed := rng.IntN(2) == 0
			newName, newPhone := name, "+332619110"+fmt.Sprintf("%02d", i)
			if renamed {
				newName += " bis"
			}
			rows.WriteString(line(id, newName, phone))
			lines := [][2]string{
				{`id = "` + id + `"`}, {`commune = 'Vannes'`}, {`code_postal="56000"`}, {`date_maj = 2026-09-01`},
				{`nom   =   "` + name + `"`, `nom   =   "` + newName + `"`},
				{`telephone = "3949"`, `telephone = "` + newPhone + `"`},
				{`presentation_detail = """` + eol + `# pas un commentaire` + eol + `"""`}, {`services = [ ]`}, {`source = "S"`},
			}
			rng.Shuffle(len(lines), func(a, b int) { lines[a], lines[b] = lines[b], lines[a] })
			both("[[ structure ]]" + pick("", " # à revoir") + eol)
			for _, l := range lines {
				both(pick("", "", "# appelé en mars"+eol, eol, "  "))
				end := pick("", "  # dit le maire", "\t") + eol
				now := l[1]
				if now == "" {
					now = l[0]
				}
				before.WriteString(l[0] + end)
				after.WriteString(now + end)
			}
			champs := `champs = ["nom", "telephone"]`
			both(eol + "  [[structure.origine]]" + eol + `  id = "` + id + `"` + eol + `  source = "S" # leur nom` + eol + "  " + champs + eol)
			both(pick("", eol, "# fin"+eol))
		}
		p := newPortal(t)
		p.write("data/structures/liste.toml", before.String())
		report, ds := p.bring(exchange.ImportOptions{Source: "S"}, rows.String())
		if len(report.Changes) != 1 {
			t.Fatalf("%s; %+v\n%s", only(ds), report, before.String())
		}
		if d := cmp.Diff(after.String(), withoutMarks(p.read("data/structures/liste.toml"))); d != "" {
			t.Fatalf("%s\nbefore:\n%s", d, before.String())
		}
		p.builds()
	}
}

var marks = regexp.MustCompile(`(?m)^ *empreinte = .*\n`)

// withoutMarks is a file without what imports remember of what they wrote.
func withoutMarks(text string) string { return marks.ReplaceAllString(text, "") }

// TestNotesOfAnImport keeps the comments of imports beside their keys, beside
// those of people, and replaces them when what they say changes.
func TestNotesOfAnImport(t *testing.T) {
	const columns = "id,nom,commune,code_postal,date_maj,telephone,zorglub\n"
	const name = "data/structures/56/a.toml"
	p := newPortal(t)
	p.bring(exchange.ImportOptions{Source: "S"}, columns+"a,A,Vannes,56000,2026-09-01,0123,oui\n")
	if got := p.read(name); strings.Count(got, "# import : ") != 2 {
		t.Fatalf("\n%s", got)
	}
	mine := strings.Replace(p.read(name), "[[structure]]\n", "# Fiche de Jeanne.\n[[structure]]\n", 1)
	mine = strings.Replace(mine, "date_maj", "# relu\ndate_maj", 1)
	p.write(name, mine)
	p.bring(exchange.ImportOptions{Source: "S"}, columns+"a,B,Vannes,56000,2026-09-01,0124,non\n")
	want := strings.NewReplacer(`"A"`, `"B"`, "0123", "0124", "« oui »", "« non »").Replace(mine)
	if d := cmp.Diff(withoutMarks(want), withoutMarks(p.read(name))); d != "" {
		t.Error(d)
	}
	p.bring(exchange.ImportOptions{Source: "S"}, columns+"a,B,Vannes,56000,2026-09-01,3949,\n")
	if got := p.read(name); strings.Contains(got, "# import : ") || !strings.Contains(got, "# relu") || !strings.Contains(got, "# Fiche de Jeanne.") {
		t.Errorf("\n%s", got)
	}
}

// TestFormsThatCannotBeEdited: what has no comment is written again; the rest
// stays, and is told.
func TestFormsThatCannotBeEdited(t *testing.T) {
	const inline = "structure = [{id = \"a\", nom = \"A\", commune = \"Vannes\", code_postal = \"56000\", date_maj = 2026-09-01}]\n"
	for text, want := range map[string]string{inline: "", "# à moi\n" + inline: "1:forme"} {
		p := newPortal(t)
		p.write("data/structures/a.toml", text)
		_, ds := p.bring(exchange.ImportOptions{Source: "S"}, head+line("a", "B", ""))
		if only(ds) != want || strings.HasPrefix(p.read("data/structures/a.toml"), text) == (want == "") {
			t.Errorf("%q: %s\n%s", text, only(ds), p.read("data/structures/a.toml"))
		}
		if m := p.builds(); len(m.Structures) != 1 {
			t.Errorf("%d structures", len(m.Structures))
		}
	}
}

// TestListing: new structures go to the listing of their source, by id whatever
// the order of the rows; those that are there stay where they are.
func TestListing(t *testing.T) {
	rows := []string{line("c", "C", ""), line("a", "A", ""), line("b", "B", "")}
	var seen string
	for range 3 {
		rows = append(rows[1:], rows[0])
		p := newPortal(t)
		p.bring(exchange.ImportOptions{Source: "S"}, head+line("b", "B", ""))
		p.bring(exchange.ImportOptions{Source: "S", Listing: true}, head+strings.Join(rows, ""))
		if want := []string{"56/b.toml", "import-s.toml", "s.toml"}; !slices.Equal(p.names(), []string{want[0], want[2]}) {
			t.Fatalf("files %v", p.names())
		}
		got := p.read("data/structures/s.toml")
		if strings.Index(got, `"a"`) > strings.Index(got, `"c"`) || seen != "" && got != seen {
			t.Errorf("\n%s\nnot\n%s", got, seen)
		}
		seen = got
		p.write("data/structures/s.toml", "# la liste de Jeanne\n"+got)
		report, _ := p.bring(exchange.ImportOptions{Source: "S", Listing: true}, head+line("d", "D", "")+strings.Join(rows, ""))
		if now := p.read("data/structures/s.toml"); !strings.HasPrefix(now, "# la liste de Jeanne\n"+got+"\n[[structure]]\nid = \"d\"") {
			t.Errorf("%+v\n%s", report, now)
		}
		form, err := tomledit.Format([]byte(p.read("data/structures/s.toml")), tomledit.Layout{Keys: model.ListingSchema.KeysOf})
		if err != nil || string(form) != p.read("data/structures/s.toml") {
			t.Errorf("not in canonical form: %v\n%s", err, form)
		}
		p.builds()
	}
}

// TestNewFilesAreInCanonicalForm: `balise fmt` has nothing to change in them.
func TestNewFilesAreInCanonicalForm(t *testing.T) {
	for _, s := range append(many(1), bare()) {
		src := exchange.Format(s)
		form, err := tomledit.Format(src, tomledit.Layout{Keys: model.ListingSchema.KeysOf})
		if d := cmp.Diff(string(src), string(form)); err != nil || d != "" {
			t.Errorf("%v\n%s", err, d)
		}
	}
}

// TestWholeOrNothing: when one file cannot be written, none is.
func TestWholeOrNothing(t *testing.T) {
	p := newPortal(t)
	p.bring(exchange.ImportOptions{Source: "S"}, head+line("a", "A", "")+line("b", "B", ""))
	if err := os.MkdirAll(filepath.Join(p.dir, "data/structures/56/c.toml"), 0o755); err != nil { // a folder in the way
		t.Fatal(err)
	}
	before := p.files()
	source := filepath.Join(t.TempDir(), "f.csv")
	if err := os.WriteFile(source, []byte(head+line("a", "AA", "")+line("b", "BB", "")+line("c", "C", "")), 0o644); err != nil {
		t.Fatal(err)
	}
	_, _, err := exchange.ImportFiles(context.Background(), p.dir, []string{source}, exchange.ImportOptions{Today: today, Source: "S"})
	if !errors.Is(err, write.ErrForeign) {
		t.Errorf("error %v", err)
	}
	if !cmp.Equal(before, p.files()) {
		t.Error("something was written")
	}
}
