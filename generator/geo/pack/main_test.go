package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"balise/generator/geo"
)

// files is a package of the same shape as the real one, and much smaller.
func files() map[string]string {
	return map[string]string{
		"package.json":           `{"name":"@etalab/decoupage-administratif","version":"6.0.0"}`,
		"README.md":              "| Année | Version |\n|---|---|\n| 2026  | 6.0.0   | npm |\n| 2025 | 5.3.0 | npm |\n",
		"data/regions.json":      `[{"code":"53","nom":"Bretagne"},{"code":"11","nom":"Île-de-France"},{"code":"977","nom":"Saint-Barthélemy"},{"code":"978","nom":"Saint-Martin"}]`,
		"data/departements.json": `[{"code":"977","nom":"Saint-Barthélemy","region":"977","zone":"com","typeLiaison":0},{"code":"978","nom":"Saint-Martin","region":"978","zone":"com","typeLiaison":0},{"code":"56","nom":"Morbihan","region":"53","zone":"metro","typeLiaison":2},{"code":"75","nom":"Paris","region":"11","zone":"metro","typeLiaison":0}]`,
		"data/epci.json":         `[{"code":"200067932","nom":"CA Golfe","type":"CA","membres":[{"code":"56260"},{"code":"56251"}]},{"code":"200054781","nom":"Métropole du Grand Paris","type":"METRO","membres":[{"code":"75056"}]}]`,
		"data/ept.json":          `[{"code":"200057867","nom":"Plaine Commune","type":"EPT","membres":[{"code":"75056"}]}]`,
		"history.json": `[{"nom":"Theix","code":"56251","type":"COM"},{"nom":"Theix","code":"56251","type":"COMD"},{"nom":"Noyalo-le-Vieux","code":"56150"},
{"nom":"L'Ancienne","code":"56999"},{"nom":"L'Ancienne","code":"56999"},{"nom":"Vannes","code":"56260"},{"nom":"Saint-Barthélemy","code":"97123"}]`,
		"data/communes.json": `[
{"code":"97801","nom":"Saint-Martin","type":"commune-actuelle","departement":"978","codesPostaux":["97150"],"population":1},
{"code":"97701","nom":"Saint-Barthélemy","type":"commune-actuelle","departement":"977","codesPostaux":["97133"],"population":1},
{"code":"56260","nom":"Vannes","type":"commune-actuelle","departement":"56","typeLiaison":0,"codesPostaux":["56000"],"population":55790},
{"code":"56251","nom":"Theix-Noyalo","type":"commune-actuelle","departement":"56","typeLiaison":0,"codesPostaux":["56450"],"population":8000,"anciensCodes":["56150","56999"]},
{"code":"56150","nom":"Noyalo","type":"commune-deleguee","departement":"56","typeLiaison":0,"chefLieu":"56251"},
{"code":"56251","nom":"Theix","type":"commune-deleguee","departement":"56","typeLiaison":0,"chefLieu":"56251"},
{"code":"75056","nom":"Paris","type":"commune-actuelle","departement":"75","typeLiaison":0,"codesPostaux":["75001"],"population":2000000},
{"code":"75101","nom":"Paris 1er Arrondissement","type":"arrondissement-municipal","departement":"75","typeLiaison":0,"commune":"75056","codesPostaux":["75001"],"population":15000}]`,
	}
}

func write(t *testing.T, files map[string]string) (data string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "data")
}

func historyOf(data string) string { return filepath.Join(data, "..", "history.json") }

func TestPack(t *testing.T) {
	data := write(t, files())
	out := filepath.Join(t.TempDir(), "cog.tsv.gz")
	var stdout, stderr bytes.Buffer
	if status := run([]string{"-o", out, data, historyOf(data)}, &stdout, &stderr); status != 0 {
		t.Fatal(stderr.String())
	}
	first, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if again, _, err := pack(data, historyOf(data), 0); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the same package gives other bytes (%v)", err)
	}
	got, err := geo.Decode(first)
	if err != nil {
		t.Fatal(err)
	}
	if got.Source != (geo.Source{Name: "@etalab/decoupage-administratif", Version: "6.0.0", Year: 2026, Licence: "Licence Ouverte"}) {
		t.Errorf("source: %+v", got.Source)
	}
	if len(got.Communes) != 5 || got.Communes[0].Code != "56251" || got.Communes[0].EPCI != "200067932" || got.Communes[2].EPCI != "200054781" {
		t.Errorf("communes: %+v", got.Communes)
	}
	if len(got.Parts) != 3 || got.Parts[2].Kind != geo.Arrondissement || got.Parts[2].Commune != "75056" {
		t.Errorf("parts: %+v", got.Parts)
	}
	if len(got.EPT["200057867"]) != 1 {
		t.Errorf("EPT: %+v", got.EPT)
	}
	if want := (geo.Succession{Old: "56999", New: "56251"}); len(got.Former) != 3 || got.Former[0] != want {
		t.Errorf("former: %+v", got.Former)
	}
	if want := []geo.FormerName{{Name: "L'Ancienne", Code: "56251"}, {Name: "Noyalo-le-Vieux", Code: "56251"}}; !slices.Equal(got.Names, want) {
		t.Errorf("names: %+v, want %+v", got.Names, want)
	}
}

func TestPackRefuses(t *testing.T) {
	for name, c := range map[string]struct{ file, from, to, want string }{
		"no year":             {"README.md", "6.0.0", "9.9.9", "-year"},
		"no manifest":         {"package.json", "{", "", "package.json"},
		"unknown département": {"data/communes.json", `"departement":"75","typeLiaison":0,"codesPostaux"`, `"departement":"76","typeLiaison":0,"codesPostaux"`, "75056"},
		"same code twice":     {"data/communes.json", `"56260"`, `"75056"`, "twice"},
		"unknown type":        {"data/communes.json", "commune-deleguee", "commune-nouvelle", "type"},
		"two EPCI":            {"data/epci.json", `{"code":"75056"}`, `{"code":"56260"}`, "two EPCI"},
		"unknown commune":     {"data/communes.json", `"chefLieu":"56251"`, `"chefLieu":"56252"`, "56252"},
		"history elsewhere":   {"history.json", `"56260"`, `"56261"`, "56261"},
		"two successors":      {"data/communes.json", `"56150","56999"`, `"56999","56999"`, "56999"},
	} {
		f := files()
		if !strings.Contains(f[c.file], c.from) {
			t.Fatalf("%s: the test changes nothing", name)
		}
		f[c.file] = strings.Replace(f[c.file], c.from, c.to, 1)
		var stdout, stderr bytes.Buffer
		data := write(t, f)
		if status := run([]string{"-o", filepath.Join(t.TempDir(), "x"), data, historyOf(data)}, &stdout, &stderr); status != 1 || !strings.Contains(stderr.String(), c.want) {
			t.Errorf("%s: status %d, %s", name, status, stderr.String())
		}
	}
	var stdout, stderr bytes.Buffer
	if status := run(nil, &stdout, &stderr); status != 2 {
		t.Errorf("no folder: status %d", status)
	}
}
