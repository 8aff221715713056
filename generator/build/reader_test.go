package build_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"balise/generator/build"
)

// TestReaderSaysTheSame gives one Reader the portals of testdata/invalid one
// after the other, as if somebody made each of these faults and mended it: it
// says of each what Read, which remembers nothing, says.
func TestReaderSaysTheSame(t *testing.T) {
	minimal, err := txtar.ParseFile("../testdata/minimal.txtar")
	if err != nil {
		t.Fatal(err)
	}
	faults, err := filepath.Glob("../testdata/invalid/*.txtar")
	if err != nil || len(faults) < 50 {
		t.Fatalf("%d portals: %v", len(faults), err)
	}
	day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	var reader build.Reader
	for i, name := range faults {
		if testing.Short() && i%10 > 0 {
			continue
		}
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		dir := t.TempDir()
		for _, f := range minimal.Files {
			write(t, dir, f.Name, string(f.Data))
		}
		for _, f := range a.Files {
			own := filepath.Join(dir, filepath.FromSlash(strings.TrimRight(f.Name, "+-")))
			before, _ := os.ReadFile(own)
			switch {
			case strings.HasPrefix(f.Name, "want."):
			case strings.HasSuffix(f.Name, "-"):
				_ = os.Remove(own)
			case strings.HasSuffix(f.Name, "+"):
				write(t, dir, strings.TrimSuffix(f.Name, "+"), string(bytes.Join([][]byte{before, f.Data}, nil)))
			default:
				write(t, dir, f.Name, string(f.Data))
			}
		}
		_, _, want, err := build.Read(dir, day)
		if err != nil {
			t.Fatal(err)
		}
		_, _, got := reader.Read(os.DirFS(dir), day)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-Read +Reader):\n%s", filepath.Base(name), diff)
		}
	}
}
