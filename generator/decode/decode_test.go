package decode_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"balise/generator/decode"
	"balise/generator/diag"
	"balise/generator/tomlpos"
)

type record struct {
	decode.Source
	Nom       string            `toml:"nom,requis"`
	Genres    []string          `toml:"genres" enum:"genre"`
	Mots      []string          `toml:"mots"`
	Hauteur   float64           `toml:"hauteur"`
	Etages    int               `toml:"etages"`
	Ouvert    bool              `toml:"ouvert"`
	Jour      time.Time         `toml:"jour"`
	Titres    map[string]string `toml:"titres"`
	Adresse   place             `toml:"adresse"`
	Annexes   []place           `toml:"annexe"`
	Invisible string
}

type place struct {
	decode.Source
	Rue string `toml:"rue,requis"`
}

var records = decode.NewSchema[record](map[string]*decode.Enum{
	"genre": decode.NewEnum("Médiathèque", "Bureau d'accueil", "Bus").Alias("Bus", "autocar"),
})

func read(t testing.TB, src string) (*record, []diag.Diag) {
	t.Helper()
	doc, ds := tomlpos.Parse("f.toml", []byte(src), 1)
	if ds != nil {
		t.Fatal(ds)
	}
	return records.Decode(doc, "f.toml", 1)
}

// TestFaults decodes records with one fault each: its code, its place, and what
// should have been written.
func TestFaults(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"nom = 'a'", ""},
		{"", "cle-manquante 1:1 nom|nom = \"…\""},
		{"nom = ' '", "valeur-vide 1:7 nom"},
		{"nom = 'a'\nnon = 1", "cle-inconnue 2:1 non|nom"},
		{"nom = 'a'\nxyzzyx = 1", "cle-inconnue 2:1 xyzzyx|"},
		{"nom = 12", "type-texte 1:7 nom|\"12\""},
		{"nom = ['a']", "type-texte 1:7 nom|\"a\""},
		{"nom = 'a'\ngenres = 'Bus|Médiathèque'", `type-liste 2:10 genres|["Bus", "Médiathèque"]`},
		{"nom = 'a'\ngenres = ['bus', 'MEDIATHEQUE', 'bureau d’accueil', 'Autocar']", "valeur-double 2:53 Bus"},
		{"nom = 'a'\ngenres = ['Médiatèque']", "valeur-inconnue 2:11 Médiatèque|genres|Médiathèque"},
		{"nom = 'a'\ngenres = ['Piscine']", "valeur-hors-liste 2:11 Piscine|genres|Médiathèque, Bureau d'accueil, Bus"},
		{"nom = 'a'\nmots = ['un', 2]", "type-texte 2:15 mots|\"2\""},
		{"nom = 'a'\nhauteur = '1,5'", "type-nombre 2:11 hauteur|1.5"},
		{"nom = 'a'\nhauteur = 2", ""},
		{"nom = 'a'\netages = 2.5", "type-entier 2:10 etages|"},
		{"nom = 'a'\nouvert = 'oui'", "type-oui-non 2:10 ouvert|true"},
		{"nom = 'a'\njour = '3/9/2026'", "type-date 2:8 jour|2026-09-03"},
		{"nom = 'a'\njour = 2026-09-03T10:00:00Z", ""},
		{"nom = 'a'\nadresse = 'ici'", "type-section 2:11 adresse|"},
		{"nom = 'a'\ntitres = { fr = 1 }", "type-texte 2:17 fr|\"1\""},
		{"nom = 'a'\n[annexe]\nrue = 'b'", "type-sections 2:2 annexe|"},
		{"nom = 'a'\n[[annexe]]\nrue = 'b'\n[[annexe]]", "cle-manquante 4:1 rue|rue = \"…\""},
		{"nom = 'a'\nInvisible = 'x'", "cle-inconnue 2:1 Invisible|"},
	} {
		_, ds := read(t, c.src)
		var got []string
		for _, d := range ds {
			got = append(got, fmt.Sprintf("%s %d:%d %s", d.Code, d.At.Line, d.At.Col, strings.Join(d.Args, "|")))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.src, s, c.want)
		}
	}
}

// TestForgiven decodes what people type into what is published.
func TestForgiven(t *testing.T) {
	r, ds := read(t, "nom = '  Me\u0301diathe\u0300que \\n'\nmots = [' un ', '', 'e\u0301']\ngenres = ['mediatheque', 'Bureau d’accueil', 'AUTOCAR']\njour = 2026-09-03T23:59:59Z\n[titres]\nbr = ' Levraoueg '\n")
	if ds != nil {
		t.Fatal(ds)
	}
	for _, c := range []struct{ got, want string }{
		{r.Nom, "Médiathèque \\n"},
		{strings.Join(r.Mots, "|"), "un|é"},
		{strings.Join(r.Genres, "|"), "Médiathèque|Bureau d'accueil|Bus"},
		{r.Jour.Format(time.RFC3339), "2026-09-03T00:00:00Z"},
		{r.Titres["br"], "Levraoueg"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if r, _ = read(t, `nom = "\u0000a\u001b[2J\u0007\nb\tc\u0085"`); r.Nom != "a[2J\nb\tc" {
		t.Errorf("control characters: %q", r.Nom)
	}
}

// TestItems finds the places of a list’s items, on one line or many.
func TestItems(t *testing.T) {
	r, _ := read(t, "nom = 'a'\nmots = ['un', 'deux', 'un',\n  'trois',\n]\n")
	for _, c := range []struct {
		item      int
		line, col int
	}{{-1, 2, 8}, {0, 2, 8}, {1, 2, 15}, {2, 3, 3}, {3, 2, 8}} {
		if at := r.AtItem("mots", c.item); at.Line != c.line || at.Col != c.col {
			t.Errorf("item %d at %d:%d, want %d:%d", c.item, at.Line, at.Col, c.line, c.col)
		}
	}
	if at := r.At("genres"); at.Line != 1 || at.Col != 1 || r.Has("genres") || !r.Has("mots") {
		t.Errorf("an absent key is at %v", at)
	}
}

// TestLongLists decodes lists that a quadratic step would make a matter of
// minutes.
func TestLongLists(t *testing.T) {
	if testing.Short() {
		t.Skip("two long lists")
	}
	const n = 200_000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "'mot %d',\n", i)
	}
	start := time.Now()
	r, ds := read(t, "nom = 'a'\nmots = ["+b.String()+"]\ngenres = ["+b.String()+"]\n")
	for i := range r.Mots {
		r.AtItem("genres", i)
	}
	if len(r.Mots) != n || len(ds) != n {
		t.Errorf("%d words, %d faults, want %d", len(r.Mots), len(ds), n)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
}

// FuzzDecode decodes anything that is TOML: no panic, and every fault has a
// sentence and a place in the document.
func FuzzDecode(f *testing.F) {
	f.Add("nom = 'a'\ngenres = ['bus']\nmots = []\nhauteur = nan\netages = -1\nouvert = true\njour = 07:32:00\n[titres]\na.b = 1\n[adresse]\nrue = 1\n[[annexe]]\n")
	f.Add("nom = [[1], {a = 2}]\nadresse = [{rue = 'x'}]\nannexe = [1, {rue = 2}]\ntitres = [{}]\n")
	f.Add("annexe = [{}, {rue = 'a'}]\ngenres = [\n1,\n'x', ['y']]\njour = 1979-05-27T00:32:00.999999-07:00\n")
	f.Fuzz(func(t *testing.T, src string) {
		doc, ds := tomlpos.Parse("f.toml", []byte(src), 1)
		if ds != nil {
			return
		}
		r, ds := records.Decode(doc, "f.toml", 1)
		lines := strings.Count(src, "\n") + 1
		for _, d := range ds {
			if d.At.Line < 1 || d.At.Line > lines || d.At.Col < 1 || d.Message(diag.French) == "" || d.Message(diag.English) == "" {
				t.Errorf("%q: %+v", src, d)
			}
		}
		for _, name := range records.Keys() {
			for i := -1; i < 3; i++ {
				if at := r.AtItem(name, i); at.Line < 1 || at.Line > lines {
					t.Errorf("%q: %s[%d] at %v", src, name, i, at)
				}
			}
		}
		if slices.ContainsFunc(r.Mots, func(s string) bool { return s != strings.TrimSpace(s) }) {
			t.Errorf("%q: %q", src, r.Mots)
		}
	})
}

// A value of the wrong type was told of twice: once for its type, once for the
// key that seemed to be missing.
func TestMisread(t *testing.T) {
	r, _ := read(t, "nom = 12\nhauteur = '1,5'\nmots = ['a', 'b']\netages = 2")
	for key, want := range map[string]bool{"nom": true, "hauteur": true, "mots": false, "etages": false, "jour": false} {
		if got := r.Misread(key); got != want {
			t.Errorf("%s: %v", key, got)
		}
	}
	if !r.Has("nom") || r.At("hauteur") != (diag.Pos{File: "f.toml", Line: 2, Col: 11}) {
		t.Errorf("a value that is refused keeps its place: %v", r.At("hauteur"))
	}
}
