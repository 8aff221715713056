package sheet_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tealeg/xlsx/v3"
	"golang.org/x/text/unicode/norm"

	"balise/generator/diag"
	"balise/generator/sheet"
)

// checkRead makes sure that whatever is read keeps the promises of Table.
func checkRead(t *testing.T, data []byte) {
	tables, ds := sheet.Read("f", data)
	if errors, _ := diag.Count(ds); len(tables) == 0 && errors == 0 {
		t.Fatal("nothing read, and nothing said")
	}
	for _, d := range ds {
		if m := d.Message(diag.French); strings.Contains(m, "{") && strings.Contains(m, "}") && !strings.Contains(string(data), "{") {
			t.Fatalf("an argument is missing: %s", m)
		}
	}
	for _, table := range tables {
		last := 0
		for _, row := range table.Rows {
			if table.Format != "xlsx" && row.Line < last || row.Line < 1 {
				t.Fatalf("line %d after line %d", row.Line, last)
			}
			last = row.Line
			if n := len(row.Cells); n == 0 || n > len(table.Columns) && row.Cells[n-1] == "" {
				t.Fatalf("a row of %d cells, the last one empty", n)
			}
			for _, c := range row.Cells {
				if !utf8.ValidString(c) || c != strings.TrimSpace(c) || !norm.NFC.IsNormalString(c) || strings.Contains(c, "\r") {
					t.Fatalf("cell %q", c)
				}
			}
		}
	}
	again, _ := sheet.Read("f", data)
	if fmt.Sprint(len(again)) != fmt.Sprint(len(tables)) {
		t.Fatal("read twice, read differently")
	}
	for i := range again {
		if fmt.Sprint(again[i]) != fmt.Sprint(tables[i]) {
			t.Fatal("read twice, read differently")
		}
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{
		"id,nom\n1,a\n", "sep=;\na;b\n", "\"\"\"\n", "\"a\"b,c\r\rd", "a,\"b", utf16Bytes("é;à\n1;2\n", true, false), "\xff\xfe\x00", "\xe9\x80",
		"a" + strings.Repeat("\"", 50), strings.Repeat(",", 2000), "'=1,''\n", "\ufeff\ufeff", " \"a\" ,\n", "nom;x\nÃ©;â€™\n", "a\n<p>&eacute;<br", "Titre\n\na;b;c\n1;2;3\n",
		"a,b\n<script>x,y\n<!--,<a href=x>y</a>\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(checkRead)
}

func FuzzDocument(f *testing.F) {
	for _, s := range []string{
		`[{"a":1}]`, `{"data":[{"a":{"b":[1,"|",null]}}]}`, "{\"a\":1}\n{\"a\":[{\"b\":2}]}", `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},"geometry":{"type":"Point","coordinates":[1,2]}}]}`,
		`{"structures":[{"id":1}],"services":[{"id":2}]}`, `[{"a":[[1],{"b":2}]},3]`, `[{"a":1,"a":2}]`, `{"a":"<p>"}`, `[`, `{"a"`, `[{"\u0000id":1}]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(checkRead)
}

// FuzzWorkbook gives the readers any bytes, and any XML in a sound archive.
func FuzzWorkbook(f *testing.F) {
	f.Add(xlsxOf(f, func(_ *xlsx.File, s *xlsx.Sheet) { addRow(s, "nom", "lieu"); addRow(s, "a", "b") }), "", "")
	f.Add([]byte("PK\x03\x04"), `<table:table table:name="F">`+odsHeader+odsHeader+`</table:table>`, `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c t="s"><v>0</v></c></row><row><c><f>1</f></c><c s="1"><v>4.6E4</v></c></row></c>`)
	f.Fuzz(func(t *testing.T, data []byte, ods, rows string) {
		checkRead(t, data)
		checkRead(t, odsOf(t, "", ods))
		checkRead(t, zipOf(t,
			"xl/workbook.xml", `<workbook><sheets><sheet name="F" r:id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/styles" Target="styles.xml"/></Relationships>`,
			"xl/styles.xml", `<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
			"xl/worksheets/sheet1.xml", `<worksheet><sheetData>`+rows+`</sheetData></worksheet>`))
	})
}
