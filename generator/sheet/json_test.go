package sheet_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/diag"
	"balise/generator/sheet"
)

// records writes a table as « line: column=cell, … », without the empty cells.
func records(t *sheet.Table) []string {
	var list []string
	for _, row := range t.Rows {
		var b strings.Builder
		for i, c := range row.Cells {
			if c == "" {
				continue
			}
			if b.Len() > 0 {
				b.WriteString(", ")
			}
			b.WriteString(t.Columns[i] + "=" + c)
		}
		list = append(list, b.String())
	}
	return list
}

func TestJSON(t *testing.T) {
	for name, c := range map[string]struct {
		text, part, codes string
		want              []string
	}{
		"a list":            {`[{"id":1,"nom":"A"},{"nom":"B","cp":"01000"}]`, "", "", []string{"id=1, nom=A", "nom=B, cp=01000"}},
		"inside":            {`{"total":2,"data":[{"id":1},{"id":2}]}`, "data", "", []string{"id=1", "id=2"}},
		"deep":              {`{"a":{"b":{"results":[{"id":1}]}}}`, "a.b.results", "", []string{"id=1"}},
		"the longest":       {`{"a":[{"x":1}],"b":[{"id":1},{"id":2}],"c":[1,2,3]}`, "b", "0:import-json-listes", []string{"id=1", "id=2"}},
		"numbers":           {`[{"a":13002603200016,"b":1.50,"c":1e3,"d":36750100000000.0,"e":-0,"f":12345678901234567890}]`, "", "", []string{"a=13002603200016, b=1.50, c=1e3, d=36750100000000.0, e=-0, f=12345678901234567890"}},
		"truths":            {`[{"a":true,"b":false,"c":null,"d":""}]`, "", "", []string{"a=true, b=false"}},
		"nested":            {`[{"adresse":{"rue":"a","commune":{"nom":"b"}}}]`, "", "", []string{"adresse.rue=a, adresse.commune.nom=b"}},
		"values":            {`[{"a":["x","y",3,null,true],"b":[],"c":["x|y","z"]}]`, "", "1:import-barre", []string{"a=x | y | 3 | true, c=x¦y | z"}},
		"objects":           {`[{"h":[{"jour":1,"de":"9h"},{"jour":2}]}]`, "", "", []string{"h.0.jour=1, h.0.de=9h, h.1.jour=2"}},
		"lists of lists":    {`[{"a":[[1.50,"x"],[null,{"k":true}]]}]`, "", "", []string{`a=[[1.50,"x"],[null,{"k":true}]]`}},
		"a key twice":       {`[{"a":1,"a":2},{"a":3}]`, "", "", []string{"a=1, a=2", "a=3"}},
		"a path twice":      {`[{"a.b":1,"a":{"b":2}}]`, "", "", []string{"a.b=1, a.b=2"}},
		"lines":             {"{\"id\":1,\"l\":[{\"a\":1}]}\n{\"id\":2}\n", "", "", []string{"id=1, l.0.a=1", "id=2"}},
		"one record":        {`{"id":1,"nom":"A","l":["x"]}`, "", "", []string{"id=1, nom=A, l=x"}},
		"one plain record":  {`{"id":1,"nom":"A"}`, "", "", []string{"id=1, nom=A"}},
		"mark, spaces":      {"\ufeff \n [ {\"é\" : \"e\u0301\\r\\nb\"} ] \n", "", "", []string{"é=é\nb"}},
		"markup":            {`[{"a":"<p>x &amp; y</p>"}]`, "", "1:import-html", []string{"a=x & y"}},
		"misread":           {`[{"a":"\u00c3\u00a9t\u00c3\u00a9"}]`, "", "1:import-double-encodage", []string{"a=été"}},
		"not only objects":  {"[{\"a\":1},\n2,\nnull,{\"a\":3}]", "", "2:import-json-element", []string{"a=1", "a=3"}},
		"records of fields": {`{"records":[{"fields":{"nom":"A"},"geometry":{"type":"Point","coordinates":[1,2]}}]}`, "records", "", []string{"fields.nom=A, geometry.type=Point, geometry.coordinates=1 | 2"}},
	} {
		tables, ds := sheet.Read("x", []byte(c.text))
		if codes(ds) != c.codes {
			t.Errorf("%s: %s, want %s", name, codes(ds), c.codes)
		}
		if len(tables) != 1 {
			t.Errorf("%s: %d tables", name, len(tables))
			continue
		}
		table := tables[0]
		if diff := cmp.Diff(c.want, records(table)); diff != "" || table.Part != c.part || table.Format != "json" {
			t.Errorf("%s: %s %q\n%s", name, table.Format, table.Part, diff)
		}
	}
}

func TestJSONThatDoesNotRead(t *testing.T) {
	for name, c := range map[string]struct{ text, codes string }{
		"cut":           {"[\n{\"a\":1},\n{\"a\":", "3:import-json"},
		"a fault":       {"[\n{\"a\":1},\n{\"a\":NaN}\n]", "3:import-json"},
		"a comma":       {"[\n{\"a\":1},\n]", "3:import-json"},
		"two documents": {"[{\"a\":1}]\n[{\"a\":2}]", "2:import-json"},
		"something":     {"[{\"a\":1}] x", "1:import-json"},
		"empty":         {`{"data":[]}`, "0:import-json-sans-liste"},
		"empty list":    {`[]`, "0:import-json-sans-liste"},
		"no features":   {`{"type":"FeatureCollection","features":[]}`, "0:import-json-sans-liste"},
		"deep":          {strings.Repeat(`{"a":`, 70) + "1" + strings.Repeat("}", 70), "1:import-json-complexe"},
		"deep lists":    {strings.Repeat(`[`, 70) + "1" + strings.Repeat("]", 70), "1:import-json-complexe"},
	} {
		tables, ds := sheet.Read("x", []byte(c.text))
		if len(tables) > 0 || codes(ds) != c.codes {
			t.Errorf("%s: %d tables, %s, want %s", name, len(tables), codes(ds), c.codes)
		}
	}
}

func TestJSONLines(t *testing.T) {
	table, _ := read(t, "[\n {\n  \"a\": 1\n },\n {\n  \"a\": 2\n },\r\n {\"a\": 3}, {\"a\": 4}\n]")
	var lines []int
	for _, row := range table.Rows {
		lines = append(lines, row.Line)
	}
	if diff := cmp.Diff([]int{2, 5, 8, 8}, lines); diff != "" {
		t.Error(diff)
	}
}

func TestDataInclusion(t *testing.T) {
	tables, ds := sheet.Read("x", []byte(`{"services":[{"id":"s1"},{"id":"s2"}],"structures":[{"id":"a"}],"autre":[{"id":"z"}]}`))
	if len(tables) != 2 || tables[0].Part != "structures" || tables[1].Part != "services" || codes(ds) != "0:import-json-listes" {
		t.Errorf("%+v %s", tables, codes(ds))
	}
}

func TestTooManyColumns(t *testing.T) {
	var b strings.Builder
	b.WriteString(`[{"a":1`)
	for i := range 1500 {
		b.WriteString(`,"c` + strings.Repeat("x", i) + `":1`)
	}
	b.WriteString("}]")
	table, ds := read(t, b.String())
	if len(table.Columns) != 1000 || codes(ds) != "1:import-trop-de-colonnes" {
		t.Error(len(table.Columns), codes(ds))
	}
	if errors, _ := diag.Count(ds); errors != 1 {
		t.Error("values are lost, and it is no error")
	}
}

func TestGeoJSON(t *testing.T) {
	feature := func(properties, geometry string) string {
		return `{"type":"Feature","id":7,"geometry":` + geometry + `,"properties":` + properties + `}`
	}
	for name, c := range map[string]struct {
		text, codes string
		want        []string
	}{
		"a point": {`{"type":"FeatureCollection","features":[` + feature(`{"nom":"A"}`, `{"type":"Point","coordinates":[-2.760,47.65,12]}`) + `]}`, "",
			[]string{"nom=A, id=7, longitude=-2.760, latitude=47.65"}},
		"other columns": {`{"features":[` + feature(`{"id":1,"latitude":"x"}`, `{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}`) + `]}`, "",
			[]string{"id=1, latitude=x, feature.id=7, geometry.longitude=1, geometry.latitude=2"}},
		"no point": {`{"features":[` + feature(`{"a":1}`, `{"type":"Polygon","coordinates":[[[1,2],[3,4]]]}`) + "\n," + feature(`{"a":2}`, `null`) + `]}`, "1:import-geometrie",
			[]string{"a=1, id=7", "a=2, id=7"}},
		"a projection": {`{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::2154"}},"features":[` + feature(`{"a":1}`, `{"type":"Point","coordinates":[652000,6862000]}`) + `]}`, "0:import-crs",
			[]string{"a=1, id=7, longitude=652000, latitude=6862000"}},
		"WGS 84": {`{"features":[` + feature(`{"a":1}`, `{"type":"Point","coordinates":[1,2]}`) + `],"crs":{"properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}}}`, "",
			[]string{"a=1, id=7, longitude=1, latitude=2"}},
		"one": {feature(`{"a":1}`, `{"type":"Point","coordinates":[1,2]}`), "", []string{"a=1, id=7, longitude=1, latitude=2"}},
		"lines": {feature(`{"a":1}`, `{"type":"Point","coordinates":[1,2]}`) + "\n" + feature(`{"a":2}`, `{"type":"Point","coordinates":[1,2]}`), "",
			[]string{"a=1, id=7, longitude=1, latitude=2", "a=2, id=7, longitude=1, latitude=2"}},
	} {
		table, ds := read(t, c.text)
		if diff := cmp.Diff(c.want, records(table)); diff != "" || codes(ds) != c.codes || table.Format != "geojson" {
			t.Errorf("%s: %s %s\n%s", name, table.Format, codes(ds), diff)
		}
	}
}
