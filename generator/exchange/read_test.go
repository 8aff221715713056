package exchange_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"balise/generator/diag"
	"balise/generator/exchange"
)

func codes(ds []diag.Diag) []string {
	var list []string
	for _, d := range ds {
		list = append(list, fmt.Sprintf("%d:%s", d.At.Line, d.Code))
	}
	return list
}

func utf16le(s string) string {
	b := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func utf16be(s string) string {
	b := []byte{0xfe, 0xff}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return string(b)
}

func TestReadIsTheSameWhateverTheForm(t *testing.T) {
	const plain = "id,nom,commune\n1,\"Médiathèque, \"\"la\"\"\nneuve\",Vannes\n2,Été – œuvre,Auray\n"
	semicolons := strings.NewReplacer("id,nom,commune", "id;nom;commune", "1,", "1;", "\",V", "\";V", "2,", "2;", "e,A", "e;A").Replace(plain)
	tabs := strings.ReplaceAll(semicolons, ";", "\t")
	latin := strings.NewReplacer("é", "\xe9", "è", "\xe8", "É", "\xc9", "–", "\x96", "œ", "\x9c")
	for name, form := range map[string]struct {
		text  string
		codes []string
	}{
		"plain":            {plain, nil},
		"mark":             {"\ufeff" + plain, nil},
		"utf-16 le":        {utf16le(plain), nil},
		"utf-16 be":        {utf16be(plain), nil},
		"windows-1252":     {latin.Replace(plain), []string{"0:import-encodage"}},
		"crlf":             {strings.ReplaceAll(plain, "\n", "\r\n"), nil},
		"cr":               {strings.ReplaceAll(plain, "\n", "\r"), nil},
		"no last end":      {strings.TrimSuffix(plain, "\n"), nil},
		"semicolons":       {semicolons, nil},
		"tabs":             {tabs, nil},
		"sep line":         {"sep=;\r\n" + semicolons, nil},
		"blank lines":      {"\n\n" + plain + "\n,,\n", nil},
		"nfd":              {strings.NewReplacer("é", "e\u0301", "É", "E\u0301", "è", "e\u0300").Replace(plain), nil},
		"spaces":           {strings.ReplaceAll(plain, "Vannes", "  Vannes\u00a0"), nil},
		"spaces and quote": {strings.ReplaceAll(plain, "1,\"", "1,  \""), nil},
		"header":           {strings.Replace(plain, "id,nom,commune", `"ID", Nom ,COMMUNE`, 1), nil},
	} {
		table, ds := exchange.Read("lieux.csv", []byte(form.text))
		if !slices.Equal(codes(ds), form.codes) {
			t.Errorf("%s: diagnostics %v, want %v", name, codes(ds), form.codes)
		}
		if table == nil || len(table.Rows) != 2 {
			t.Errorf("%s: no two rows: %+v", name, table)
			continue
		}
		if want := []string{"1", "Médiathèque, \"la\"\nneuve", "Vannes"}; !slices.Equal(table.Rows[0].Cells, want) {
			t.Errorf("%s: %q, want %q", name, table.Rows[0].Cells, want)
		}
		if want := []string{"2", "Été – œuvre", "Auray"}; !slices.Equal(table.Rows[1].Cells, want) {
			t.Errorf("%s: %q, want %q", name, table.Rows[1].Cells, want)
		}
		if !slices.Equal(table.Fields, []string{"id", "nom", "commune"}) {
			t.Errorf("%s: columns %q", name, table.Fields)
		}
		if gap := table.Rows[1].Line - table.Rows[0].Line; gap != 2 {
			t.Errorf("%s: rows at lines %d and %d", name, table.Rows[0].Line, table.Rows[1].Line)
		}
	}
}

func TestReadReportsWhatIsWrong(t *testing.T) {
	for name, c := range map[string]struct {
		text, codes string
		rows        int
	}{
		"empty":            {"", "0:import-vide", 0},
		"blank":            {"\n , \n", "0:import-vide", 0},
		"unknown column":   {"nom,commune,horaire\na,b,c\n", "1:import-colonne-inconnue", 1},
		"same column":      {"\nnom,commune,Nom\na,b,c\n", "2:import-colonne-double", 1},
		"stray quote":      {"nom,commune\n\"a,b\nc,d\n", "2:import-guillemet", 2},
		"destroyed":        {"nom,commune\nM\uFFFDdiath\uFFFDque,b\n", "0:import-caracteres-perdus", 1},
		"one byte astray":  {"nom,commune\nÉté\xe9,àé\n", "0:import-encodage", 1},
		"local key":        {"nom,commune,verrou\na,b,c\n", "1:import-colonne-inconnue", 1},
		"too many cells":   {"nom,commune\na,b,c,d\n", "", 1},
		"too few":          {"nom,commune,adresse\na\n", "", 1},
		"header only":      {"nom,commune\n", "", 0},
		"thousand columns": {"nom,commune" + strings.Repeat(",", 3000) + "\na,b\n", "", 1},
	} {
		table, ds := exchange.Read("x.csv", []byte(c.text))
		if got := strings.Join(codes(ds), " "); got != c.codes {
			t.Errorf("%s: %s, want %s", name, got, c.codes)
		}
		if table != nil && len(table.Rows) != c.rows {
			t.Errorf("%s: %d rows, want %d", name, len(table.Rows), c.rows)
		}
	}
	table, _ := exchange.Read("x.csv", []byte("nom,commune\nÉté\xe9,àé\n"))
	if got := table.Rows[0].Cells[0]; got != "Étéé" {
		t.Errorf("a file that is UTF-8 but for a byte reads %q", got)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"id,nom\n1,a\n", "sep=;\na;b\n", "\"\"\"\n", "\"a\"b,c\r\rd", "a,\"b", utf16le("é\n"), "\xff\xfe\x00", "\xe9\x80",
		"a" + strings.Repeat("\"", 50), strings.Repeat(",", 2000), "'=1,''\n", "\ufeff\ufeff", " \"a\" ,\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, ds := exchange.Read("f.csv", data)
		if table == nil {
			if errors, _ := diag.Count(ds); errors == 0 {
				t.Fatal("nothing read, and nothing said")
			}
			return
		}
		if len(table.Columns) != len(table.Fields) {
			t.Fatal("columns and fields differ")
		}
		last := 0
		for _, row := range table.Rows {
			if row.Line <= last && last > 0 && row.Line != last {
				t.Fatalf("line %d after line %d", row.Line, last)
			}
			last = row.Line
			for _, c := range row.Cells {
				if !utf8.ValidString(c) || c != strings.TrimSpace(c) {
					t.Fatalf("cell %q", c)
				}
			}
		}
		again, _ := exchange.Read("f.csv", data)
		if fmt.Sprint(again) != fmt.Sprint(table) {
			t.Fatal("read twice, read differently")
		}
	})
}
