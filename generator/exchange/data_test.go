package exchange_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"balise/generator/exchange"
)

// TestRealSets imports every set of the reference data that names its columns
// as the standard does, or that a mapping of testdata describes: no row is lost,
// and nearly every commune is settled.
func TestRealSets(t *testing.T) {
	dir := shared(t, "data/lieux")
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Skip(err)
	}
	for _, f := range files {
		base := strings.TrimSuffix(f.Name(), filepath.Ext(f.Name()))
		if strings.Contains(base, "paires") {
			continue
		}
		t.Run(base, func(t *testing.T) {
			opts := exchange.ImportOptions{Today: today, DryRun: true}
			if name, ok := mappingOf(t, base); ok {
				opts.Mapping = name
			}
			p := newPortal(t)
			report, ds, err := exchange.ImportFiles(t.Context(), p.dir, []string{filepath.Join(dir, f.Name())}, opts)
			if err != nil {
				t.Fatal(err)
			}
			if report.Read != report.Kept+report.Merged+report.Rejected {
				t.Errorf("the account does not add up: %d = %d + %d + %d", report.Read, report.Kept, report.Merged, report.Rejected)
			}
			codes := map[string]int{}
			unsettled := 0
			for _, d := range ds {
				codes[string(d.Code)]++
				if d.Code == "import-commune-inconnue" || d.Code == "import-commune-sans-code" {
					unsettled++
				}
			}
			if report.Read > 0 {
				t.Logf("%d rows, %d rejected, %.2f %% of communes settled; %v", report.Read, report.Rejected, 100*(1-float64(unsettled)/float64(report.Read)), codes)
			}
		})
	}
}

// mappingOf finds the mapping of testdata that a set's name begins with.
func mappingOf(t *testing.T, set string) (string, bool) {
	names, err := filepath.Glob("testdata/mappings/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasPrefix(set, strings.TrimSuffix(filepath.Base(name), ".toml")) {
			return name, true
		}
	}
	return "", false
}
