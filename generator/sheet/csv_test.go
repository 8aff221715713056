package sheet_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/sheet"
)

func TestCSVIsTheSameWhateverTheForm(t *testing.T) {
	const plain = "id,nom,commune\n1,\"Médiathèque, \"\"la\"\"\nneuve\",Vannes\n2,Été – œuvre,Auray\n"
	semicolons := strings.NewReplacer("id,nom,commune", "id;nom;commune", "1,", "1;", "\",V", "\";V", "2,", "2;", "e,A", "e;A").Replace(plain)
	for name, text := range map[string]string{
		"plain":            plain,
		"crlf":             strings.ReplaceAll(plain, "\n", "\r\n"),
		"cr":               strings.ReplaceAll(plain, "\n", "\r"),
		"no last end":      strings.TrimSuffix(plain, "\n"),
		"semicolons":       semicolons,
		"tabs":             strings.ReplaceAll(semicolons, ";", "\t"),
		"bars":             strings.ReplaceAll(semicolons, ";", "|"),
		"sep line":         "sep=;\r\n" + semicolons,
		"blank lines":      "\n\n" + plain + "\n,,\n",
		"nfd":              strings.NewReplacer("é", "e\u0301", "É", "E\u0301", "è", "e\u0300").Replace(plain),
		"spaces":           strings.ReplaceAll(plain, "Vannes", "  Vannes\u00a0"),
		"spaces and quote": strings.ReplaceAll(plain, "1,\"", "1,  \""),
		"header":           strings.Replace(plain, "id,nom,commune", `"id", nom ,commune`, 1),
		"empty columns":    strings.NewReplacer("commune", "commune,,", "Vannes", "Vannes,,", "Auray", "Auray,,").Replace(plain),
	} {
		table, ds := read(t, text)
		if len(ds) > 0 {
			t.Errorf("%s: %s", name, codes(ds))
		}
		if diff := cmp.Diff([]string{"id", "nom", "commune"}, table.Columns); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if len(table.Rows) != 2 {
			t.Errorf("%s: %d rows", name, len(table.Rows))
			continue
		}
		for i, want := range [][]string{{"1", "Médiathèque, \"la\"\nneuve", "Vannes"}, {"2", "Été – œuvre", "Auray"}} {
			if diff := cmp.Diff(want, table.Rows[i].Cells); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
		if gap := table.Rows[1].Line - table.Rows[0].Line; gap != 2 {
			t.Errorf("%s: rows at lines %d and %d", name, table.Rows[0].Line, table.Rows[1].Line)
		}
	}
}

func TestCSVReportsWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		text, codes string
		rows        int
	}{
		"empty":              {"", "0:import-vide", 0},
		"blank":              {"\n , \n", "0:import-vide", 0},
		"too many cells":     {"nom,commune\na,b\na,b,c,d\nd,e,f\n", "3:import-decalage", 3},
		"empty ones too":     {"nom,commune\na,b,,\n", "", 1},
		"a column unnamed":   {"nom,commune,\na,b,c\n", "", 1},
		"too few":            {"nom,commune,adresse\na,b,c\na\n", "3:import-ligne-courte", 2},
		"header only":        {"nom,commune\n", "", 0},
		"one column":         {"nom\na\nb\n", "", 2},
		"thousand columns":   {"nom,commune" + strings.Repeat(",", 3000) + "\na,b\n", "", 1},
		"too many columns":   {"nom" + strings.Repeat(",n", 1500) + "\na,b\n", "1:import-trop-de-colonnes 2:import-ligne-courte", 1},
		"never closed":       {"nom,commune\n\"a,b\nc,d\n", "2:import-guillemet", 2},
		"closed by another":  {"nom,commune,x\n\"a,b,1\nc,\"d\",2\n", "2:import-guillemet", 2},
		"a picture":          {"\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01a", 100), "0:import-format-inconnu", 0},
		"a PDF":              {"%PDF-1.7\n…", "0:import-format-inconnu", 0},
		"a page":             {" <!DOCTYPE html><table><tr><td>nom", "0:import-format-inconnu", 0},
		"an old workbook":    {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1…", "0:import-classeur-ancien", 0},
		"a workbook, broken": {"PK\x03\x04…", "0:import-classeur", 0},
		"too large":          {strings.Repeat("a", 64<<20+1), "0:fichier-trop-gros", 0},
	} {
		tables, ds := sheet.Read("x.csv", []byte(c.text))
		if got := codes(ds); !strings.HasPrefix(got, c.codes) || c.codes == "" && got != "" {
			t.Errorf("%s: %s, want %s", name, got, c.codes)
		}
		if len(tables) > 0 && len(tables[0].Rows) != c.rows {
			t.Errorf("%s: %d rows, want %d", name, len(tables[0].Rows), c.rows)
		}
		if (len(tables) == 0) != (c.codes != "" && c.rows == 0) {
			t.Errorf("%s: %d tables", name, len(tables))
		}
	}
}

func TestCSVCells(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"quotes in quotes":       {`"dit "le Lien", ici",b`, []string{`dit "le Lien", ici`, "b"}},
		"a quoted word":          {`"Le Lien" numérique,b`, []string{`"Le Lien" numérique`, "b"}},
		"quotes at the end":      {`"dit "le Lien"",b`, []string{`dit "le Lien"`, "b"}},
		"doubled":                {`"dit ""le Lien""",b`, []string{`dit "le Lien"`, "b"}},
		"inside":                 {`a "b",c`, []string{`a "b"`, "c"}},
		"empty ones":             {`"","b"`, []string{"", "b"}},
		"a formula made text":    {`'+33 1,'=x`, []string{"+33 1", "=x"}},
		"an apostrophe":          {`'tite bibli,''`, []string{"'tite bibli", "''"}},
		"controls":               {"a\x00\x07b,\ufeffc", []string{"ab", "c"}},
		"entities":               {`L&#39;&eacute;t&eacute; &amp; nous,a&nbsp;b`, []string{"L'été & nous", "a\u00a0b"}},
		"tags":                   {`<p>Bonjour<br/>à <b>tous</b></p>,x`, []string{"Bonjour\nà tous", "x"}},
		"twice":                  {`&lt;p&gt;Bonjour &amp;amp; merci&lt;/p&gt;,x`, []string{"Bonjour & merci", "x"}},
		"a link":                 {`<a href="https://lieu.example/a">Le lieu</a>,<a href='mailto:x@y.example'>x@y.example</a>`, []string{"Le lieu (https://lieu.example/a)", "x@y.example"}},
		"an image":               {`<img src="a.png" alt="Logo"> ici,x`, []string{"Logo ici", "x"}},
		"less than":              {`a < b et 3<4 > 2,x <- y`, []string{"a < b et 3<4 > 2", "x <- y"}},
		"an address":             {`Ana <ana@lieu.example>,<https://lieu.example>`, []string{"Ana <ana@lieu.example>", "<https://lieu.example>"}},
		"queries":                {`https://lieu.example/?a=1&region=3&copy=2,AT&T`, []string{"https://lieu.example/?a=1&region=3&copy=2", "AT&T"}},
		"an unknown entity":      {`R&Dplus; &zorglub; x,b`, []string{"R&Dplus; &zorglub; x", "b"}},
		"a script":               {`a<script>alert(1)</script>b<style>p{}</style>,c`, []string{"ab", "c"}},
		"a tag that never ends":  {`avant <b apr&egrave;s,x`, []string{"avant <b après", "x"}},
		"a comment":              {`a<!-- b -->c,a<!-- b`, []string{"ac", "a<!-- b"}},
		"hours keep their bars":  {`Mo-Fr 09:00-12:00|13:00,x`, []string{"Mo-Fr 09:00-12:00|13:00", "x"}},
		"spaces around, no more": {"\" a\tb \",\u202fc", []string{"a\tb", "c"}},
	} {
		table, _ := read(t, "nom,lieu\n"+c.text+"\n")
		if diff := cmp.Diff(c.want, table.Rows[0].Cells); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
}

func TestMarkupIsReported(t *testing.T) {
	_, ds := read(t, "nom,détail,lieu\na,b,c\nd,<p>e</p>,f\ng,h,A &amp; B\ni,<script>x</script>j,k\n")
	if got := codes(ds); got != "3:import-html 5:import-script" {
		t.Fatal(got)
	}
	want := []string{"3, 4", "2", "détail, lieu", "2", "<p>e</p>"}
	if diff := cmp.Diff(want, ds[0].Args); diff != "" {
		t.Error(diff)
	}
}

func TestSeparator(t *testing.T) {
	for name, c := range map[string]struct {
		text    string
		columns int
	}{
		"commas in semicolons":  {"nom, prénom;lieu\na, b;c\nd, e;f\n", 2},
		"hours in commas":       {"nom,horaires\na,Mo 9; Tu 9; We 9\nb,Mo 9; Tu 9; We 9\n", 2},
		"bars in commas":        {"nom,services\na,x|y|z\nb,x|y|z\n", 2},
		"a title of many words": {"Liste, à jour, des lieux\nid;nom;lieu;cp\n1;a;b;c\n2;a;b;c\n3;a;b;c\n", 4},
		"addresses":             {"nom\tadresse\na\t1, rue b, c\nd\t2, rue e, f\n", 2},
	} {
		table, ds := read(t, c.text)
		if len(table.Columns) != c.columns {
			t.Errorf("%s: columns %q %s", name, table.Columns, codes(ds))
		}
	}
}

func TestTitleAboveTheHeader(t *testing.T) {
	table, ds := read(t, "Lieux de la ville;;;\nmis à jour en mai;;;\n\nid;nom;lieu;cp\n1;a;b;c\n2;d;e;f\n")
	if codes(ds) != "1:import-titre" || ds[0].Args[0] != "1, 2" || len(table.Rows) != 2 || table.Columns[1] != "nom" || table.Rows[0].Line != 5 {
		t.Errorf("%s %+v", codes(ds), table)
	}
	for name, text := range map[string]string{
		"rows of numbers":   "nom\n1,2,3\n4,5,6\n",
		"no row below":      "nom;;\na;b;c\n",
		"two names are one": "nom;;\na;b;a\nc;d;e\n",
	} {
		table, ds := read(t, text)
		if table.Columns[0] != "nom" {
			t.Errorf("%s: %q %s", name, table.Columns, codes(ds))
		}
	}
}

func TestSlippedRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("nom;adresse;cp;ville;courriel;site;note\n")
	for i := range 40 {
		if i == 12 || i == 30 {
			fmt.Fprintf(&b, "Lieu; rue;%d rue a;560%02d;Vannes;a@b.example;https://b.example\n", i, i)
			continue
		}
		fmt.Fprintf(&b, "Lieu;%d rue a;560%02d;Vannes;a@b.example;https://b.example;\n", i, i)
	}
	_, ds := read(t, b.String())
	if codes(ds) != "14:import-decalage-probable" || ds[0].Args[0] != "14, 32" {
		t.Errorf("%s %v", codes(ds), ds)
	}
}

// A file made to be slow or large ends, well before the time that tests have,
// and says something. Short runs, and those with the race detector, take a
// smaller one.
func TestHostileText(t *testing.T) {
	size := 1
	if !testing.Short() {
		size = 16
	}
	for name, text := range map[string]string{
		"one line":          strings.Repeat("a", size<<22),
		"one line of cells": strings.Repeat("a,", size<<21),
		"wide and short":    strings.Repeat("n,", 999) + "n\n" + strings.Repeat("a\n", size*31_000),
		"many cells":        strings.Repeat(strings.Repeat("a,", 999)+"a\n", size*1_900),
		"quotes":            strings.Repeat("\"", size<<20),
		"stray quotes":      strings.Repeat("\"a\" b,", size<<18),
		"stray, lines":      strings.Repeat("\"a\" b\n", size<<18),
		"tags":              "nom,x\n" + strings.Repeat("<b", size<<19),
		"entities":          "nom,x\n" + strings.Repeat("&amp;", size<<18),
		"misread":           "nom,x\n" + strings.Repeat("Ã", size<<19),
		"brackets":          strings.Repeat("[", size<<21),
		"lists":             "{" + strings.Repeat(`"a":[{"b":1}],`, size<<17) + `"c":1}`,
		"keys":              `[{` + strings.Repeat(`"a":1,`, size<<18) + `"b":1}]`,
	} {
		if table, ds := sheet.Read("x", []byte(text)); table == nil && len(ds) == 0 {
			t.Errorf("%s: nothing is read and nothing is said", name)
		}
	}
}
