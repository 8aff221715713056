package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/exchange"
	"balise/generator/model"
	"balise/generator/tomledit"
	"balise/generator/tomlpos"
)

// TestExampleIsCanonical: what people read first is in the form that fmt gives.
func TestExampleIsCanonical(t *testing.T) {
	var out, complaints strings.Builder
	a := &app{stdout: &out, stderr: &complaints, getenv: func(string) string { return "" }}
	if status := a.run([]string{"fmt", "--check", "-C", ".."}); status != 0 {
		t.Errorf("status %d: run “go run ./generator fmt”\n%s%s", status, out.String(), complaints.String())
	}
}

// TestFormatKeepsWhatImportWrites: the canonical form of a record is the one in
// which an import writes it.
func TestFormatKeepsWhatImportWrites(t *testing.T) {
	files, err := filepath.Glob("../data/structures/*/*.toml")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d files of the example: %v", len(files), err)
	}
	sources := [][]byte{everyKey(t)}
	for _, name := range files {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, src)
	}
	for _, src := range sources {
		table, ds := tomlpos.Parse("f.toml", src, 1)
		if ds != nil {
			t.Fatal(ds)
		}
		list, _ := model.ListingSchema.Decode(table, "f.toml", 1)
		for i := range list.Structures {
			want := exchange.Format(&list.Structures[i])
			got, err := tomledit.Format(want, layoutOf("data/structures/56/f.toml"))
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: %v\n%s", list.Structures[i].ID, err, cmp.Diff(string(want), string(got)))
			}
		}
	}
}

// everyKey is a record with every key of the schema.
func everyKey(t *testing.T) []byte {
	t.Helper()
	doc, ds := tomledit.Parse("f.toml", []byte("[[structure]]\nid = \"x\"\nlatitude = 48\nlongitude = -2.5\ndate_maj = 2026-01-01\nverifie_le = 2026-01-01\n"), 1)
	if ds != nil {
		t.Fatal(ds)
	}
	doc.Layout = layoutOf("data/structures/f.toml")
	s := doc.Structure(0)
	for _, key := range model.ListingSchema.KeysOf("structure") {
		if s.Has(key) || key == "fermeture" || key == "origine" {
			continue
		}
		if err := s.Set(key, "L’\"été\"\n\\deux lignes\""); err != nil {
			t.Fatal(err)
		}
		if wantsList(t, doc) {
			if err := s.Set(key, []string{strings.Repeat("un", 30), strings.Repeat("é", 50)}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, name := range []string{"fermeture", "origine"} {
		sub, err := s.Append(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{"motif", "source"} {
			if err := sub.Set(key, "x"); err != nil {
				t.Fatal(err)
			}
		}
	}
	return doc.Bytes()
}

// wantsList tells whether decode wants a list where the document has a text.
func wantsList(t *testing.T, doc *tomledit.Document) bool {
	t.Helper()
	table, ds := tomlpos.Parse("f.toml", doc.Bytes(), 1)
	if ds != nil {
		t.Fatal(ds)
	}
	_, ds = model.ListingSchema.Decode(table, "f.toml", 1)
	for _, d := range ds {
		if d.Code == "type-liste" {
			return true
		}
	}
	return false
}

// TestFormatKeepsWindowsText: the front matter of a Windows file ends its lines
// as the text does, and permissions stay.
func TestFormatKeepsWindowsText(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "content", "x.md")
	if err := put(name, []byte("\ufeff+++\r\ntitre='x'\r\n+++\r\nUn\ndeux\r\n")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	a := &app{stdout: &out, stderr: &out, getenv: func(string) string { return "" }}
	if status := a.run([]string{"fmt", "-C", dir, "content/x.md"}); status != 0 {
		t.Fatal(out.String())
	}
	got, err := os.ReadFile(name)
	if want := "\ufeff+++\r\ntitre = \"x\"\r\n+++\r\nUn\ndeux\r\n"; err != nil || string(got) != want {
		t.Errorf("got %q, %v", got, err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "content", ".*"))
	if len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestNewFilesAreCanonical: « balise fmt » has nothing to say of what « balise
// new » has just written.
func TestNewFilesAreCanonical(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "portail")
	for _, args := range [][]string{
		{"new", "portail", dir, "--territoire", "Morbihan", "--territoire", "Vannes", "--editeur", "Phare", "--courriel", "bonjour@phare.example"},
		{"new", "portail", dir + "2", "--territoire", "Vannes", "--editeur", "Phare"},
		{"new", "guide", "-C", dir, "--titre", "Une adresse mail", "--theme", "Courriel"},
		{"new", "structure", "-C", dir, "--nom", "Médiathèque", "--commune", "Vannes"},
		{"fmt", "--check", "-C", dir},
		{"fmt", "--check", "-C", dir + "2"},
	} {
		if out, complaints, status := balise(t, args...); status != 0 {
			t.Errorf("%q: status %d\n%s%s", args, status, out, complaints)
		}
	}
}
