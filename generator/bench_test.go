package main

import (
	"os"
	"testing"
	"time"

	"balise/generator/build"
)

// BenchmarkBuild builds the portal that BALISE_BENCH names, for instance one
// that shared corpus makers wrote, as a whole: load to commit.
func BenchmarkBuild(b *testing.B) {
	dir := os.Getenv("BALISE_BENCH")
	if dir == "" {
		b.Skip("BALISE_BENCH names no portal")
	}
	for b.Loop() {
		out := b.TempDir() + "/public"
		if _, _, err := build.Run(build.Options{Dir: dir, Out: out, Today: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)}); err != nil {
			b.Fatal(err)
		}
	}
}
