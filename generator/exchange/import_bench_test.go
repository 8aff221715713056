package exchange_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"balise/generator/exchange"
)

// rowsOf is a table of n places of their own; the first few have another number.
func rowsOf(n, renumbered int) []byte {
	var b bytes.Buffer
	b.WriteString("id,nom,commune,code_postal,date_maj,adresse,telephone,courriels,horaires\n")
	for i := range n {
		phone := 0
		if i < renumbered {
			phone = 9
		}
		fmt.Fprintf(&b, "n%d,Lieu %d,Vannes,56000,2026-09-01,%d rue des Essais,01990%d%04d,n%d@lieu.example,Mo-Fr 09:00-12:00\n", i, i, i, phone, i%10000, i)
	}
	return b.Bytes()
}

// BenchmarkImport brings 20,000 rows in: for the first time, again, with ten
// that changed, and with all of them changed. Each must take less than ten
// seconds on two cores.
func BenchmarkImport(b *testing.B) {
	const n = 20_000
	dir, elsewhere, source := b.TempDir(), b.TempDir(), filepath.Join(b.TempDir(), "s.csv")
	for _, c := range []struct {
		name                string
		listing             bool
		renumbered, written int
	}{
		{"new", false, 0, n}, {"again", false, 0, 0}, {"ten", false, 10, 10}, {"all", false, n, n - 10},
		{"listing/new", true, 0, 4}, {"listing/ten", true, 10, 1}, {"listing/all", true, n, 4},
	} {
		b.Run(c.name, func(b *testing.B) {
			if err := os.WriteFile(source, rowsOf(n, c.renumbered), 0o644); err != nil {
				b.Fatal(err)
			}
			if c.listing && c.renumbered == 0 {
				dir = elsewhere
			}
			for i := 0; b.Loop(); i++ {
				report, _, err := exchange.ImportFiles(context.Background(), dir, []string{source}, exchange.ImportOptions{Today: today, Source: "S", Listing: c.listing})
				if err != nil || report.Kept != n || i == 0 && len(report.Changes) != c.written {
					b.Fatalf("%v; kept %d, changed %d", err, report.Kept, len(report.Changes))
				}
			}
		})
	}
}
