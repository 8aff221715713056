package sheet_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/tealeg/xlsx/v3"

	"balise/generator/sheet"
)

// xlsxOf makes a workbook with the library; fill gets its first sheet.
func xlsxOf(t testing.TB, fill func(*xlsx.File, *xlsx.Sheet)) []byte {
	t.Helper()
	f := xlsx.NewFile()
	s, err := f.AddSheet("Lieux")
	if err != nil {
		t.Fatal(err)
	}
	fill(f, s)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// addRow adds texts.
func addRow(s *xlsx.Sheet, texts ...string) *xlsx.Row {
	row := s.AddRow()
	for _, text := range texts {
		row.AddCell().SetString(text)
	}
	return row
}

// zipOf makes an archive of names and contents, in turn.
func zipOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rewritten is an archive with a text of one of its files replaced.
func rewritten(t testing.TB, data []byte, file, old, text string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == file {
			if !strings.Contains(string(content), old) {
				t.Fatalf("%s has no %q: %s", file, old, content)
			}
			content = []byte(strings.ReplaceAll(string(content), old, text))
		}
		files = append(files, f.Name, string(content))
	}
	return zipOf(t, files...)
}

func TestXLSX(t *testing.T) {
	data := xlsxOf(t, func(f *xlsx.File, s *xlsx.Sheet) {
		addRow(s, "id", "siret", "date", "heure", "vu", "cp", "tel", "somme", "nombre")
		row := addRow(s, "01000")
		row.AddCell().SetFloat(13002603200016)
		row.AddCell().SetDate(time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC))
		row.AddCell().SetDateTime(time.Date(2026, 9, 1, 14, 30, 0, 0, time.UTC))
		row.AddCell().SetBool(true)
		row.AddCell().SetFloatWithFormat(1000, "00000")
		row.AddCell().SetFloatWithFormat(639981234, `0#" "##" "##" "##" "##`)
		row.AddCell().SetFormula("1+1")
		row.AddCell().SetFloat(45.769999999999996)
		s.AddRow()
		addRow(s, "L’été\r\nà <b>Évry</b>", "1.30E+13")
		notes, _ := f.AddSheet("Notes")
		addRow(notes, "x", "y")
		_, _ = f.AddSheet("Vide")
		hidden, _ := f.AddSheet("Caché")
		addRow(hidden, "x", "y")
		hidden.Hidden = true
	})
	data = rewritten(t, data, "xl/worksheets/sheet1.xml", "13002603200016", "1.3002603200016E13")
	table, ds := read(t, string(data))
	if got := codes(ds); got != "0:import-feuilles 0:import-feuilles-masquees 2:import-formule 4:import-html" || ds[0].Args[0] != "Notes" || ds[1].Args[0] != "Caché" {
		t.Error(got, ds)
	}
	want := &sheet.Table{
		File: "lieux", Format: "xlsx", Part: "Lieux",
		Columns: []string{"id", "siret", "date", "heure", "vu", "cp", "tel", "somme", "nombre"},
		Rows: []sheet.Row{
			{Line: 2, Cells: []string{"01000", "13002603200016", "2026-09-01", "2026-09-01T14:30:00", "true", "01000", "06 39 98 12 34", "", "45.77"}},
			{Line: 4, Cells: []string{"L’été\nà Évry", "1.30E+13"}},
		},
	}
	if diff := cmp.Diff(want, table); diff != "" {
		t.Error(diff)
	}
}

func TestFirstSheetThatIsATable(t *testing.T) {
	table, ds := read(t, string(xlsxOf(t, func(f *xlsx.File, s *xlsx.Sheet) {
		addRow(s, "Lisez-moi")
		addRow(s, "Ce fichier recense les lieux.")
		list, _ := f.AddSheet("Liste")
		addRow(list, "nom", "commune")
		addRow(list, "Le Lien", "Vannes")
	})))
	if table.Part != "Liste" || len(table.Rows) != 1 || codes(ds) != "0:import-feuilles" || ds[0].Args[0] != "Lieux" {
		t.Errorf("%+v %s", table, codes(ds))
	}
}

func TestNumbersAsShown(t *testing.T) {
	for _, c := range []struct {
		value, format, want string
	}{
		{"1000", "General", "1000"}, {"1000", "00000", "01000"}, {"75001", "00000", "75001"}, {"123456", "00000", "123456"},
		{"102030405", `0#\ ##\ ##\ ##\ ##`, "01 02 03 04 05"}, {"45.5", "0.00", "45.5"}, {"0.5", "0%", "0.5"}, {"1234", "# ##0", "1234"},
		{"46266", "dd/mm/yyyy", "2026-09-01"}, {"46266.5", "dd/mm/yyyy", "2026-09-01"}, {"46266", `[$-40C]d\ mmmm\ yyyy;@`, "2026-09-01"},
		{"46266.604166666664", "dd/mm/yy hh:mm", "2026-09-01T14:30:00"}, {"0.395833333333333", "hh:mm", "09:30"}, {"1.5", "[h]:mm", "1.5"},
		{"1", "yyyy-mm-dd", "1900-01-01"}, {"61", "yyyy-mm-dd", "1900-03-01"}, {"-1", "yyyy-mm-dd", "-1"}, {"46266", "mmm-yy", "2026-09-01"},
		{"1.3002603200016E13", "0", "13002603200016"}, {"12", `0" places"`, "12"}, {"12", `0.0"d"`, "12"}, {"1E-7", "General", "0.0000001"},
	} {
		data := xlsxOf(t, func(_ *xlsx.File, s *xlsx.Sheet) {
			addRow(s, "a", "b")
			addRow(s, "x").AddCell().SetFloatWithFormat(7777, c.format)
		})
		data = rewritten(t, data, "xl/worksheets/sheet1.xml", ">7777<", ">"+c.value+"<")
		table, _ := read(t, string(data))
		if got := table.Rows[0].Cells[1]; got != c.want {
			t.Errorf("%s as %s: %q, want %q", c.value, c.format, got, c.want)
		}
	}
}

// odsOf makes a document of the content of its body.
func odsOf(t testing.TB, styles, body string) []byte {
	return zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml",
		`<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles>`+styles+
			`</office:automatic-styles><office:body><office:spreadsheet>`+body+`</office:spreadsheet></office:body></office:document-content>`)
}

const odsHeader = `<table:table-row><table:table-cell office:value-type="string"><text:p>nom</text:p></table:table-cell>` +
	`<table:table-cell office:value-type="string"><text:p>valeur</text:p></table:table-cell><table:table-cell table:number-columns-repeated="16382"/></table:table-row>`

func TestODS(t *testing.T) {
	for name, c := range map[string]struct{ cell, want string }{
		"a text":       {`office:value-type="string"><text:p>L’été à <text:span>Évry</text:span></text:p>`, "L’été à Évry"},
		"paragraphs":   {`office:value-type="string"><text:p>a<text:s text:c="3"/>b</text:p><text:p>c<text:line-break/>d</text:p>`, "a   b\nc\nd"},
		"a number":     {`office:value-type="float" office:value="13002603200016"><text:p>1,30026E+13</text:p>`, "13002603200016"},
		"an exponent":  {`office:value-type="float" office:value="1.3002603200016E+013"><text:p>1,30E+13</text:p>`, "13002603200016"},
		"zeros":        {`office:value-type="float" office:value="1000" calcext:value-type="float"><text:p>01000</text:p>`, "01000"},
		"a phone":      {`office:value-type="float" office:value="639981234"><text:p>06 39 98 12 34</text:p>`, "06 39 98 12 34"},
		"rounded":      {`office:value-type="float" office:value="47.655123"><text:p>47,66</text:p>`, "47.655123"},
		"a date":       {`office:value-type="date" office:date-value="2026-09-01"><text:p>01/09/26</text:p>`, "2026-09-01"},
		"a time":       {`office:value-type="time" office:time-value="PT09H30M00S"><text:p>09:30</text:p>`, "09:30"},
		"a truth":      {`office:value-type="boolean" office:boolean-value="true"><text:p>VRAI</text:p>`, "true"},
		"an aside":     {`office:value-type="string"><office:annotation><dc:date>2026</dc:date><text:p>note</text:p></office:annotation><text:p>a</text:p>`, "a"},
		"a link":       {`office:value-type="string"><text:p><text:a xlink:href="https://x.example">lien</text:a></text:p>`, "lien"},
		"an attribute": {`office:value-type="string" office:string-value="a">`, "a"},
	} {
		data := odsOf(t, "", `<table:table table:name="F">`+odsHeader+`<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`+
			`<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell><table:table-cell `+c.cell+
			`</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>`)
		table, ds := read(t, string(data))
		want := &sheet.Table{File: "lieux", Format: "ods", Part: "F", Columns: []string{"nom", "valeur"},
			Rows: []sheet.Row{{Line: 5, Cells: []string{"x", c.want}}, {Line: 6, Cells: []string{"x", c.want}}}}
		if diff := cmp.Diff(want, table); diff != "" || len(ds) > 0 {
			t.Errorf("%s: %s\n%s", name, codes(ds), diff)
		}
	}
}

func TestODSSheets(t *testing.T) {
	row := `<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:covered-table-cell/><table:table-cell table:formula="of:=1"/></table:table-row>`
	table, ds := read(t, string(odsOf(t, `<style:style style:name="off"><style:table-properties table:display="false"/></style:style>`,
		`<table:table table:name="Caché" table:style-name="off">`+odsHeader+row+`</table:table><table:table table:name="Vide"/>`+
			`<table:table table:name="Lieux">`+odsHeader+row+`</table:table><table:table table:name="Notes">`+row+`</table:table>`)))
	if table.Part != "Lieux" || len(table.Rows) != 1 || codes(ds) != "0:import-feuilles 0:import-feuilles-masquees 2:import-formule" {
		t.Errorf("%+v %s", table, codes(ds))
	}
}

func TestHostileWorkbooks(t *testing.T) {
	plain := xlsxOf(t, func(_ *xlsx.File, s *xlsx.Sheet) { addRow(s, "nom", "lieu"); addRow(s, "a", "b") })
	const part = "xl/worksheets/sheet1.xml"
	stretch := func(cells string) []byte {
		return odsOf(t, "", `<table:table table:name="F">`+odsHeader+cells+`</table:table>`)
	}
	for name, c := range map[string]struct {
		data  []byte
		codes string
	}{
		"a bomb":              {zipOf(t, "content.xml", "<a>"+strings.Repeat(" ", 300<<20)), "0:import-classeur-trop-gros"},
		"a bomb in an XLSX":   {rewritten(t, plain, part, "<sheetData>", strings.Repeat(" ", 100<<20)+"<sheetData>"), "0:import-classeur-trop-gros"},
		"no workbook":         {zipOf(t, "a.txt", "a"), "0:import-format-inconnu"},
		"no XML":              {zipOf(t, "content.xml", "<a b=>"), "0:import-classeur"},
		"cut":                 {plain[:len(plain)/2], "0:import-classeur"},
		"a far column":        {rewritten(t, plain, part, `r="B2"`, `r="ZZZZZZ2"`), "2:import-trop-de-colonnes"},
		"a far row":           {rewritten(t, plain, part, `r="2"`, `r="99999999999"`), ""},
		"a wide span":         {rewritten(t, plain, part, `<row r="2"`, `<row spans="1:2000000000" r="2"`), ""},
		"many strings":        {rewritten(t, plain, "xl/sharedStrings.xml", `count="`, `count="99999999`), ""},
		"repeated rows":       {stretch(`<table:table-row table:number-rows-repeated="2000000000"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>`), "500001:import-trop-de-lignes"},
		"repeated cells":      {stretch(`<table:table-row><table:table-cell table:number-columns-repeated="2000000000"><text:p>a</text:p></table:table-cell></table:table-row>`), "2:import-decalage 2:import-trop-de-colonnes"},
		"repeated everything": {stretch(strings.Repeat(`<table:table-row table:number-rows-repeated="2000000000"><table:table-cell table:number-columns-repeated="900"><text:p>a</text:p></table:table-cell></table:table-row>`, 3)), "2:import-decalage 11113:import-trop-de-cases"},
		"no row":              {odsOf(t, "", `<table:table table:name="F"/>`), "0:import-vide"},
	} {
		start := time.Now()
		_, ds := sheet.Read("x", c.data)
		if took := time.Since(start); codes(ds) != c.codes || took > 60*time.Second {
			t.Errorf("%s: %s, want %s (%v)", name, codes(ds), c.codes, took)
		}
	}
}
