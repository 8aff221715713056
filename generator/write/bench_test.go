package write_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"balise/generator/write"
)

// The sizes are those of a portal of a region: 35,000 pages of 16 KB. Set
// BALISE_BENCH_DIR to measure another disk than the temporary folder's.
const benchPages = 35_000

func benchDir(b *testing.B) string {
	dir, err := os.MkdirTemp(os.Getenv("BALISE_BENCH_DIR"), "balise-bench")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { os.RemoveAll(dir) })
	return filepath.Join(dir, "public")
}

// benchBuild writes the portal with two workers, with other bytes in every
// changed-th page (0: in none).
func benchBuild(b *testing.B, out string, round, changed int) write.Summary {
	s, err := write.Open(out, write.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Abort()
	var wg sync.WaitGroup
	for w := range 2 {
		wg.Go(func() {
			page := bytes.Repeat([]byte("<p>Une page."), 16<<10/12)
			for i := w; i < benchPages; i += 2 {
				copy(page, fmt.Sprintf("%8d", i))
				copy(page[len(page)-16:], "                ")
				if changed > 0 && i%changed == 0 {
					copy(page[len(page)-16:], fmt.Sprintf("%16d", round))
				}
				name := fmt.Sprintf("t%d/annuaire/d%d/page-%d.html", i/1000, i%5, i)
				if err := s.Write(name, page); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	sum, err := s.Commit()
	if err != nil {
		b.Fatal(err)
	}
	return sum
}

func BenchmarkCreate(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		out := benchDir(b)
		b.StartTimer()
		benchBuild(b, out, 0, 0)
		b.StopTimer()
		os.RemoveAll(filepath.Dir(out))
		b.StartTimer()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*benchPages), "µs/page")
}

func BenchmarkNothingChanged(b *testing.B) { benchChange(b, 0) }
func BenchmarkOneChanged(b *testing.B)     { benchChange(b, benchPages) }
func BenchmarkHundredth(b *testing.B)      { benchChange(b, 100) }
func BenchmarkAllChanged(b *testing.B)     { benchChange(b, 1) }

func benchChange(b *testing.B, changed int) {
	out := benchDir(b)
	benchBuild(b, out, 0, changed)
	round := 0
	for b.Loop() {
		round++
		benchBuild(b, out, round, changed)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*benchPages), "µs/page")
}
