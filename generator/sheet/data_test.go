package sheet_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/tealeg/xlsx/v3"

	"balise/generator/sheet"
)

// realData is the folder of real listings beside the repository; the test is
// skipped where there is none.
func realData(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		data := filepath.Join(dir, "shared", "data", "lieux")
		if _, err := os.Stat(data); err == nil {
			return data
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("no shared/data/lieux beside the repository: real listings are not read")
		}
		dir = up
	}
}

func TestRealListings(t *testing.T) {
	dir := realData(t)
	for name, c := range map[string]struct {
		rows, columns int
		codes         string
	}{
		"exemple-valide-standard-v1.0.2.csv": {1, 32, ""},
		"france-services-20221201.csv":       {2683, 23, "2701:import-double-encodage"},
		"paca-regionsud-2022.csv":            {1245, 36, "2:import-caracteres-perdus 1241:import-decalage-probable"},
		"le-havre.json":                      {80, 0, ""},
		"aix-en-provence.json":               {38, 0, ""},
		"angers.json":                        {63, 0, ""},
		"corse.json":                         {161, 0, ""},
		"gironde.json":                       {347, 0, ""},
		"antilles.json":                      {165, 0, ""},
		"mulhouse.json":                      {55, 0, ""},
		"charente-bus-fs-source.json":        {12, 0, ""},
		"charente-bus-fs-standard.json":      {12, 0, ""},
		"charente-standard-v0v1.json":        {188, 0, ""},
		"ile-de-france-standard-v0.json":     {241, 0, ""},
		"grandlyon-wfs.geojson":              {61, 0, ""},
	} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		tables, ds := sheet.Read(name, data)
		if len(tables) != 1 {
			t.Errorf("%s: %d tables %s", name, len(tables), codes(ds))
			continue
		}
		table := tables[0]
		if len(table.Rows) != c.rows || c.columns > 0 && len(table.Columns) != c.columns {
			t.Errorf("%s: %d rows of %d columns, want %d of %d", name, len(table.Rows), len(table.Columns), c.rows, c.columns)
		}
		if codes(ds) != c.codes {
			t.Errorf("%s: %s, want %s %v", name, codes(ds), c.codes, ds)
		}
		if filepath.Ext(name) == ".json" {
			compareJSON(t, name, data, table)
		}
	}
}

// compareJSON makes sure that every plain value of the document is in its cell.
func compareJSON(t *testing.T, name string, data []byte, table *sheet.Table) {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var records []map[string]any
	if err := d.Decode(&records); err != nil {
		t.Fatal(err)
	}
	values := 0
	for i, record := range records {
		for key, v := range record {
			text := strings.Join(strings.Fields(fmt.Sprint(v)), " ")
			if v == nil || text == "" || strings.ContainsAny(text, "<&") {
				continue
			}
			got := ""
			for j, cell := range table.Rows[i].Cells {
				if table.Columns[j] == strings.TrimSpace(key) {
					got = strings.Join(strings.Fields(cell), " ")
				}
			}
			if _, list := v.([]any); !list && len(got) < len(text)*9/10 {
				t.Errorf("%s: record %d: %s is %q, want %q", name, i, key, got, text)
			}
			values++
		}
	}
	if values < len(records)*5 {
		t.Errorf("%s: only %d values compared", name, values)
	}
}

// listing is a made-up listing: rows of the standard's 32 columns.
func listing(rows int) [][]string {
	list := make([][]string, rows+1)
	for i := range list {
		list[i] = make([]string, 32)
		for j := range list[i] {
			switch {
			case i == 0:
				list[i][j] = fmt.Sprintf("colonne_%d", j)
			case j%4 == 0:
				list[i][j] = fmt.Sprintf("Médiathèque, l’été n° %d", i)
			case j%4 == 1:
				list[i][j] = fmt.Sprint(i * j)
			case j%4 == 2:
				list[i][j] = "Mo-Fr 09:00-12:00,14:00-17:00"
			}
		}
	}
	return list
}

// formsOf writes a listing in several forms.
func formsOf(tb testing.TB, list [][]string) map[string][]byte {
	var csv, ods strings.Builder
	var records []map[string]string
	for i, row := range list {
		record := map[string]string{}
		ods.WriteString("<table:table-row>")
		for j, c := range row {
			if j > 0 {
				csv.WriteByte(',')
			}
			csv.WriteString(`"` + c + `"`)
			record[list[0][j]] = c
			fmt.Fprintf(&ods, `<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>`, c)
		}
		csv.WriteByte('\n')
		ods.WriteString("</table:table-row>")
		if i > 0 {
			records = append(records, record)
		}
	}
	document, err := json.Marshal(records)
	if err != nil {
		tb.Fatal(err)
	}
	return map[string][]byte{
		"csv": []byte(csv.String()), "json": document,
		"ods": odsOf(tb, "", `<table:table table:name="F">`+ods.String()+`</table:table>`),
		"xlsx": xlsxOf(tb, func(_ *xlsx.File, s *xlsx.Sheet) {
			for _, row := range list {
				addRow(s, row...)
			}
		}),
	}
}

// heapOf is what a call leaves in memory, in bytes.
func heapOf(call func() any) int64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	kept := call()
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(kept)
	return int64(after.HeapAlloc) - int64(before.HeapAlloc)
}

func TestMemoryOfALargeListing(t *testing.T) {
	if testing.Short() {
		t.Skip("20,000 rows")
	}
	for form, data := range formsOf(t, listing(20_000)) {
		kept := heapOf(func() any {
			tables, _ := sheet.Read("x", data)
			if len(tables) != 1 || len(tables[0].Rows) != 20_000 {
				t.Errorf("%s: not read", form)
			}
			return tables
		})
		if kept > 60<<20 {
			t.Errorf("%s: %d MB", form, kept>>20)
		}
		t.Logf("%s: %d MB kept of a file of %d MB", form, kept>>20, len(data)>>20)
	}
}

func BenchmarkRead(b *testing.B) {
	for form, data := range formsOf(b, listing(20_000)) {
		b.Run(form, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				sheet.Read("x", data)
			}
		})
	}
}
