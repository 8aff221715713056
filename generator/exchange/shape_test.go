package exchange

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"balise/generator/diag"
	"balise/generator/sheet"
)

// shaped makes raws of a file, by a mapping when there is one.
func shaped(t *testing.T, file string, data []byte, mapping *Mapping) ([]*sheet.Table, [][]raw, []diag.Diag) {
	t.Helper()
	tables, ds := sheet.Read(file, data)
	if errs, _ := diag.Count(ds); errs > 0 || len(tables) == 0 {
		t.Fatalf("%s cannot be read: %v", file, ds)
	}
	im := &importer{shaper: shaper{mapping: mapping}}
	tables = im.shaper.inOrder(tables)
	var all [][]raw
	for _, table := range tables {
		rows, _ := im.shape(table)
		all = append(all, rows)
	}
	return tables, all, im.shaper.ds
}

// places is the shared data, or a skipped test.
func places(t *testing.T, name string) []byte {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		file := filepath.Join(dir, "shared", "data", "lieux", name)
		if b, err := os.ReadFile(file); err == nil {
			return b
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skip("shared data are not here: lieux/" + name)
		}
		dir = up
	}
}

func readTestMapping(t *testing.T, name string) *Mapping {
	t.Helper()
	src, err := os.ReadFile(filepath.Join("testdata", "mappings", name+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	m, ds := ReadMapping(name+".toml", src)
	for _, d := range ds {
		t.Errorf("%s:%d:%d %s", d.At.File, d.At.Line, d.At.Col, d.Message(diag.French))
	}
	if m == nil {
		t.FailNow()
	}
	return m
}

// whole is everything that a raw holds, as one folded text.
func whole(r *raw) string {
	var b strings.Builder
	for _, v := range r.values {
		b.WriteString(v + "\n")
	}
	for _, n := range r.notes {
		b.WriteString(n.value + "\n")
	}
	b.WriteString(r.prose)
	return b.String()
}

// TestEverySetOfTheField runs each mapping over the real file that it was
// written for: every row gives a raw with a name, and no column is left out.
func TestEverySetOfTheField(t *testing.T) {
	for name, file := range map[string]string{
		"france-services": "france-services-20221201.csv", "paca": "paca-regionsud-2022.csv", "le-havre": "le-havre.json",
		"aix": "aix-en-provence.json", "angers": "angers.json", "corse": "corse.json", "gironde": "gironde.json",
		"antilles": "antilles.json", "mulhouse": "mulhouse.json", "charente-bus": "charente-bus-fs-source.json",
		"grandlyon": "grandlyon-wfs.geojson",
	} {
		t.Run(name, func(t *testing.T) {
			m := readTestMapping(t, name)
			tables, all, ds := shaped(t, file, places(t, file), m)
			if os.Getenv("VERBOSE") != "" {
				for _, d := range ds {
					fmt.Println(d.At.File, d.At.Line, d.Message(diag.French))
				}
			}
			if errs, _ := diag.Count(ds); errs > 0 {
				t.Errorf("errors: %v", ds)
			}
			for _, d := range ds {
				if d.Code == "correspondance-colonne-libre" || d.Code == "correspondance-colonne-absente" {
					t.Errorf("%s", d.Message(diag.French))
				}
			}
			for i, table := range tables {
				if len(all[i]) != len(table.Rows) {
					t.Errorf("%d raws of %d rows", len(all[i]), len(table.Rows))
				}
				names := 0
				for j := range all[i] {
					if all[i][j].values[fieldIndex["nom"]] != "" {
						names++
					}
				}
				if names*100 < 99*len(table.Rows) {
					t.Errorf("only %d names in %d rows", names, len(table.Rows))
				}
				checkNothingIsLost(t, table, all[i], m)
			}
		})
	}
}

// checkNothingIsLost checks that each cell that stands for itself (its column
// is neither ignored nor a list of labels) is in the raw.
func checkNothingIsLost(t *testing.T, table *sheet.Table, rows []raw, m *Mapping) {
	t.Helper()
	translated := map[string]bool{}
	for _, a := range m.Ajouter {
		translated[a.Colonne] = true
	}
	for _, f := range m.Champs {
		for _, c := range f.Colonnes {
			translated[c] = translated[c] || f.words != nil || f.Extraire != "" || f.Partie > 0
		}
	}
	for name, key := range m.Colonnes {
		translated[name] = vocabularies[key] != nil
	}
	h := &m.Horaires
	for _, week := range [][7]string{h.days(), h.mornings(), h.afternoons()} {
		for _, c := range week {
			translated[c] = true
		}
	}
	translated[h.Semaines] = true
	faults := 0
	for i, row := range table.Rows {
		said := whole(&rows[i])
		for j, cell := range row.Cells {
			if cell == "" || j < len(table.Columns) && (translated[table.Columns[j]] ||
				m.Standard && standardColumn(table.Columns[j]).words != nil ||
				slices.ContainsFunc(m.Ignorer, func(p string) bool { return matches(p, table.Columns[j]) })) {
				continue
			}
			if !strings.Contains(said, cell) {
				if faults++; faults < 5 {
					t.Errorf("line %d: « %s » of column %d is lost", row.Line, cell, j)
				}
			}
		}
	}
}
