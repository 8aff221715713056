package sheet_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"balise/generator/diag"
	"balise/generator/sheet"
)

// codes lists diagnostics as « line:code ».
func codes(ds []diag.Diag) string {
	var list []string
	for _, d := range ds {
		list = append(list, fmt.Sprintf("%d:%s", d.At.Line, d.Code))
	}
	return strings.Join(list, " ")
}

// read reads a file that must have one table.
func read(t *testing.T, data string) (*sheet.Table, []diag.Diag) {
	t.Helper()
	tables, ds := sheet.Read("lieux", []byte(data))
	if len(tables) != 1 {
		t.Fatalf("%d tables, %s", len(tables), codes(ds))
	}
	return tables[0], ds
}

func utf16Bytes(s string, mark, big bool) string {
	units := utf16.Encode([]rune(s))
	if mark {
		units = slices.Insert(units, 0, 0xfeff)
	}
	var b []byte
	for _, u := range units {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

// in encodes s; it fails when the encoding lacks a character.
func in(t *testing.T, set *charmap.Charmap, s string) string {
	t.Helper()
	encoded, err := set.NewEncoder().String(s)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

// misread gives the UTF-8 that a program writes which took s for set.
func misread(set *charmap.Charmap, s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := set.DecodeByte(s[i])
		if c == utf8.RuneError { // Windows gives these bytes the controls of ISO-8859-1
			c = rune(s[i])
		}
		b.WriteRune(c)
	}
	return b.String()
}

var frenchWords = strings.Fields(`médiathèque l’été cœur œuvre ÉCOLE École à où déjà Noël L’Haÿ-les-Roses aiguë çà Ça hôtel île Île
	maïs août « privé » 10 € n° n°12 9h–12h … voilà… CAFÉ FERMÉ ÉTÉ À — “citation” Œuvres Æthuse naïveté garçon FRANÇAIS
	mairie lundi de le la Ô Être aujourd’hui qu’à d’Évry À-propos 15° BŒUF sœur fenêtre forêt Côte-d’Or où ¿`)

// frenchText makes rows of French, a few or many.
func frenchText(random *rand.Rand) string {
	var b strings.Builder
	b.WriteString("nom,adresse,détail\n")
	for range 1 + random.IntN(12) {
		for column := range 3 {
			if column > 0 {
				b.WriteByte(',')
			}
			for i := range 1 + random.IntN(6) {
				if i > 0 {
					b.WriteByte(' ')
				}
				b.WriteString(frenchWords[random.IntN(len(frenchWords)-1)])
			}
		}
		b.WriteByte('\n')
	}
	return strings.NewReplacer("« ", "«\u00a0", " »", "\u00a0»", " €", "\u00a0€").Replace(b.String())
}

func TestSameTableInEveryEncoding(t *testing.T) {
	for seed := range uint64(400) {
		text := frenchText(rand.New(rand.NewPCG(seed, 3)))
		want, ds := read(t, text)
		if len(ds) > 0 {
			t.Fatalf("UTF-8: %s\n%s", codes(ds), text)
		}
		for name, c := range map[string]struct{ data, code string }{
			"mark":                {"\ufeff" + text, ""},
			"UTF-16 LE":           {utf16Bytes(text, true, false), "0:import-encodage"},
			"UTF-16 BE":           {utf16Bytes(text, true, true), "0:import-encodage"},
			"UTF-16 LE, no mark":  {utf16Bytes(text, false, false), "0:import-encodage"},
			"UTF-16 BE, no mark":  {utf16Bytes(text, false, true), "0:import-encodage"},
			"Windows-1252":        {in(t, charmap.Windows1252, text), "0:import-encodage"},
			"MacRoman":            {in(t, charmap.Macintosh, text), "0:import-encodage"},
			"twice, Windows-1252": {misread(charmap.Windows1252, text), "1:import-double-encodage"},
			"twice, ISO-8859-1":   {misread(charmap.ISO8859_1, text), "1:import-double-encodage"},
			"twice, MacRoman":     {misread(charmap.Macintosh, text), "1:import-double-encodage"},
			"three times":         {misread(charmap.Windows1252, misread(charmap.Windows1252, text)), "1:import-double-encodage"},
		} {
			got, ds := read(t, c.data)
			if codes(ds) != c.code {
				t.Errorf("%s: %s, want %s", name, codes(ds), c.code)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s (%s): (-want +got)\n%s", name, ds[0].Args, diff)
			}
		}
	}
}

// ISO-8859-15 and CP850 lack curly quotes and dashes.
func TestSameTableInPoorerEncodings(t *testing.T) {
	plain := strings.NewReplacer("’", "'", "–", "-", "—", "-", "…", "...", "“", `"`, "”", `"`)
	poorer := strings.NewReplacer("œ", "oe", "Œ", "OE", "€", "euros")
	for seed := range uint64(400) {
		text := plain.Replace(frenchText(rand.New(rand.NewPCG(seed, 5))))
		for _, c := range []struct {
			name string
			set  *charmap.Charmap
			text string
		}{{"ISO-8859-15", charmap.ISO8859_15, text}, {"CP850", charmap.CodePage850, poorer.Replace(text)}} {
			want, _ := read(t, c.text)
			got, ds := read(t, in(t, c.set, c.text))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s, read as %v: (-want +got)\n%s", c.name, ds, diff)
			}
		}
	}
}

func TestEncodingsInOneFile(t *testing.T) {
	for name, c := range map[string]struct{ data, want, codes string }{
		"a byte astray":         {"nom,lieu\nÉté\xe9,àé\n", "Étéé", "2:import-encodage-mele"},
		"a row of another file": {"nom,lieu\nÉté,Évry\nÀ côté,Orléans\nM\xe9di,a\n", "Été", "4:import-encodage-mele"},
		"a row twice encoded":   {"nom,lieu\nl’été à Évry,a\nMÃ©dia,b\n", "l’été à Évry", "3:import-double-encodage"},
		"UTF-8 in Windows-1252": {"nom,lieu\nl\x92\xe9t\xe9 \xe0 \xc9vry,a\nM\xc3\xa9dia,b\n", "l’été à Évry", "0:import-encodage"},
		"nothing to put right":  {"nom,lieu\nÂge d’or Ã peu prés,São Tomé\n", "Âge d’or Ã peu prés", ""},
		"all in all":            {"nom,lieu\nÂme et «privé »…,â€\n", "Âme et «privé »…", ""},
		"destroyed, then twice": {"nom,lieu\nM\u00ef\u00bf\u00bddia,b\n", "M\ufffddia", "2:import-caracteres-perdus 2:import-double-encodage"},
	} {
		table, ds := read(t, c.data)
		if got := table.Rows[0].Cells[0]; got != c.want || codes(ds) != c.codes {
			t.Errorf("%s: %q %s, want %q %s", name, got, codes(ds), c.want, c.codes)
		}
	}
}

func TestDestroyedCharacters(t *testing.T) {
	var b strings.Builder
	b.WriteString("nom,commune,libre\n")
	for range 40 {
		b.WriteString("M\ufffddiath\ufffdque,B\ufffdziers,x\n")
	}
	_, ds := read(t, b.String())
	if codes(ds) != "2:import-caracteres-perdus" {
		t.Fatal(codes(ds))
	}
	want := []string{"2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13…", "40", "nom, commune", "120", ""}
	if diff := cmp.Diff(want, ds[0].Args); diff != "" {
		t.Error(diff)
	}
}

// What a spreadsheet shows where a formula fails is no value of the place.
func TestFailedFormulas(t *testing.T) {
	table, ds := read(t, "nom;horaires;adresse;ville\nLa ruche;#N/A;#REF!;Vannes\nLe port;9h-12h;#3 rue du port;Vannes\n")
	if got := codes(ds); got != "2:import-case-en-erreur" {
		t.Error(got)
	}
	if diff := cmp.Diff([][]string{{"La ruche", "", "", "Vannes"}, {"Le port", "9h-12h", "#3 rue du port", "Vannes"}}, [][]string{table.Rows[0].Cells, table.Rows[1].Cells}); diff != "" {
		t.Error(diff)
	}
}
