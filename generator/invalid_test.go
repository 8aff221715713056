package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"balise/generator/diag"
)

// elsewhere are the codes that no portal can have: those of package exchange,
// which reads what other people send.
func elsewhere(code diag.Code) bool {
	return strings.HasPrefix(string(code), "import-") || strings.HasPrefix(string(code), "export-") || strings.HasPrefix(string(code), "correspondance-")
}

// TestInvalidPortals holds what Balise says of each fault. A file of
// testdata/invalid is named by a code and holds what makes of the minimal
// portal one with that fault, and the exact words: "a.toml" replaces a file,
// "a.toml+" adds to it, "a.toml-" removes it.
func TestInvalidPortals(t *testing.T) {
	for _, code := range diag.Codes() {
		if elsewhere(code) {
			continue
		}
		t.Run(string(code), func(t *testing.T) {
			t.Parallel()
			name := filepath.Join("testdata", "invalid", string(code)+".txtar")
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatalf("every code has its portal: %v", err)
			}
			dir := t.TempDir()
			want := faulty(t, dir, a)
			if build := made[code]; build != nil {
				build(t, dir)
			}
			report := checkReport(t, dir)
			if !strings.Contains(report, `"code": "`+string(code)+`"`) {
				t.Errorf("no %s in %s", code, report)
			}
			changed := false
			for i, lang := range []string{"fr", "en"} {
				_, said, status := balise(t, "check", "-C", dir, "--lang", lang)
				if failed := strings.Contains(report, `"level": "error"`); (status == 1) != failed || status > 1 {
					t.Errorf("status %d", status)
				}
				if strings.Contains(said, dir) {
					t.Errorf("a path of this machine: %s", said)
				}
				if said != want[i] && *update {
					a.Files = setFile(a.Files, "want."+lang, said)
					changed = true
				} else if d := cmp.Diff(want[i], said); d != "" {
					t.Errorf("--lang %s (-want +got):\n%s", lang, d)
				}
			}
			if changed {
				if err := os.WriteFile(name, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestInvalidNames finds files of testdata/invalid that no code reads.
func TestInvalidNames(t *testing.T) {
	files, err := filepath.Glob("testdata/invalid/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		code := diag.Code(strings.TrimSuffix(filepath.Base(name), ".txtar"))
		if _, ok := diag.Lookup(code); !ok || elsewhere(code) {
			t.Errorf("%s: no such code", name)
		}
	}
}

// faulty writes the minimal portal, changed by a, and returns what a expects to
// be said of it.
func faulty(t *testing.T, dir string, a *txtar.Archive) (want [2]string) {
	t.Helper()
	files := map[string][]byte{}
	for _, f := range minimal().Files {
		files[f.Name] = f.Data
	}
	for _, f := range a.Files {
		switch {
		case f.Name == "want.fr":
			want[0] = string(f.Data)
		case f.Name == "want.en":
			want[1] = string(f.Data)
		case strings.HasSuffix(f.Name, "-"):
			delete(files, strings.TrimSuffix(f.Name, "-"))
		case strings.HasSuffix(f.Name, "+"):
			name := strings.TrimSuffix(f.Name, "+")
			files[name] = append(bytes.Clone(files[name]), f.Data...)
		default:
			files[f.Name] = f.Data
		}
	}
	for name, data := range files {
		if err := put(filepath.Join(dir, filepath.FromSlash(name)), data); err != nil {
			t.Fatal(err)
		}
	}
	return want
}

func setFile(files []txtar.File, name, data string) []txtar.File {
	for i := range files {
		if files[i].Name == name {
			files[i].Data = []byte(data)
			return files
		}
	}
	return append(files, txtar.File{Name: name, Data: []byte(data)})
}

// balise runs the command in this process, on the day of the tests.
func balise(t testing.TB, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, err bytes.Buffer
	env := func(name string) string {
		if name == "SOURCE_DATE_EPOCH" {
			return epoch
		}
		return ""
	}
	status = run(args, strings.NewReader(""), &out, &err, env)
	return out.String(), err.String(), status
}

// checkReport is what check --format json says, which must be JSON.
func checkReport(t testing.TB, dir string) string {
	t.Helper()
	out, stderr, _ := balise(t, "check", "-C", dir, "--format", "json")
	if !json.Valid([]byte(out)) {
		t.Fatalf("not JSON: %.200q\n%s", out, stderr)
	}
	return out
}

const (
	guideFile   = "content/guides/adresse-mail.md"
	listingFile = "data/structures/mediatheque.toml"
	imageFile   = "content/images/image.png"
	drawingFile = "content/images/dessin.svg"
)

// made completes the portals whose fault a text archive cannot hold, or that
// would fill pages.
var made = map[diag.Code]func(t testing.TB, dir string){
	"fichier-trop-gros":           addTo(listingFile, "#"+strings.Repeat("x", 32<<20)),
	"horaires-trop-longs":         addTo(listingFile, "horaires = \""+strings.Repeat("Mo 09:00-12:00; ", 130)+"PH off\"\n"),
	"image-illisible":             addTo(imageFile, string(pngHeader(10, 10))),
	"image-trop-grande":           addTo(imageFile, string(pngHeader(100_000, 100_000))),
	"image-trop-lourde":           addTo(imageFile, "\x89PNG\r\n\x1a\n"+strings.Repeat("x", 10<<20)),
	"lien-symbolique":             symlink("adresse-mail.md", "content/guides/autre.md"),
	"markdown-bloc-trop-long":     addTo(guideFile, "\n"+strings.Repeat("long ", 4<<10)+"\n"),
	"markdown-tableau-trop-grand": addTo(guideFile, "\n"+strings.Repeat("|a", 30)+"|\n"+strings.Repeat("|-", 30)+"|\n"),
	"markdown-trop-complexe":      addTo(guideFile, "\n"+strings.Repeat("[a](b", 3<<10)+"\n"),
	"markdown-trop-de-references": addTo(guideFile, references(600)),
	"markdown-trop-gros":          addTo(guideFile, strings.Repeat("\nCourt.\n", 150_000)),
	"markdown-trop-imbrique":      addTo(guideFile, "\n"+strings.Repeat("> ", 20)+"profond\n"),
	"markdown-utf8":               addTo(guideFile, "\nUn caract\xe8re latin-1.\n"),
	"svg-trop-complexe":           addTo(drawingFile, `<svg xmlns="http://www.w3.org/2000/svg">`+strings.Repeat("<g>", 70)+strings.Repeat("</g>", 70)+"</svg>"),
	"svg-trop-lourd":              addTo(drawingFile, `<svg xmlns="http://www.w3.org/2000/svg"><!--`+strings.Repeat("x", 513<<10)+"--></svg>"),
	"theme-fichier-trop-gros":     addTo("themes/clair/assets/carte.js", strings.Repeat("x", 9<<20)),
	"toml-profond":                addTo(listingFile, "services = "+strings.Repeat("[", 10_000)+strings.Repeat("]", 10_000)+"\n"),
	"toml-syntaxe":                addTo(listingFile, "# un caract\x01ère de contrôle\n"),
	"toml-trop-de-cles":           addTo(listingFile, manyKeys(50_001)),
	"utf8-invalide":               addTo(listingFile, "adresse = \"3 rue de la R\xe9publique\"\n"),
}

// addTo writes text at the end of a file.
func addTo(name, text string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		t.Helper()
		file := filepath.Join(dir, filepath.FromSlash(name))
		old, _ := os.ReadFile(file)
		if err := put(file, append(old, text...)); err != nil {
			t.Fatal(err)
		}
	}
}

func symlink(target, name string) func(testing.TB, string) {
	return func(t testing.TB, dir string) {
		t.Helper()
		if err := os.Symlink(target, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Skip(err)
		}
	}
}

func references(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "\n[r%d]: https://asso.example/%d\n", i, i)
	}
	return b.String()
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "cle%d = 1\n", i)
	}
	return b.String()
}

// pngHeader is a PNG that says its size and stops there.
func pngHeader(width, height uint32) []byte {
	be := func(n uint32) []byte { return []byte{byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)} }
	head := append([]byte("IHDR"), be(width)...)
	head = append(append(head, be(height)...), 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n"), be(uint32(len(head)-4))...)
	return append(append(out, head...), be(crc32.ChecksumIEEE(head))...)
}
