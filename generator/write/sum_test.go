package write

import (
	"os"
	"path/filepath"
	"testing"
)

// The sum of an output is that of the build that made it, until one of its own
// files changes.
func TestSum(t *testing.T) {
	files := map[string]string{"index.html": "a", "vannes/index.html": "b", "vannes/guides/mail.html": "c"}
	for _, c := range []struct {
		name   string
		change func(out string) error
		same   bool
	}{
		{"nothing", func(string) error { return nil }, true},
		{"a foreign file", func(out string) error { return os.WriteFile(filepath.Join(out, "CNAME"), []byte("x"), 0o644) }, true},
		{"a byte", func(out string) error {
			return os.WriteFile(filepath.Join(out, "vannes", "index.html"), []byte("B"), 0o644)
		}, false},
		{"two files swapped", func(out string) error {
			return os.WriteFile(filepath.Join(out, "index.html"), []byte("b"), 0o644)
		}, false},
		{"a file gone", func(out string) error { return os.Remove(filepath.Join(out, "index.html")) }, false},
		{"a file become a link", func(out string) error {
			name := filepath.Join(out, "index.html")
			if err := os.Remove(name); err != nil {
				return err
			}
			return os.Symlink("vannes/index.html", name)
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			s, err := Open(out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for name, text := range files {
				if err := s.Write(name, []byte(text)); err != nil {
					t.Fatal(err)
				}
			}
			if _, _, ok := s.Sum(); ok {
				t.Error("an output that is not there has a sum")
			}
			want := s.WrittenSum()
			if _, err := s.Commit(); err != nil {
				t.Fatal(err)
			}
			if err := c.change(out); err != nil {
				t.Fatal(err)
			}
			again, err := Open(out, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer again.Abort()
			sum, n, ok := again.Sum()
			if same := ok && sum == want && n == len(files); same != c.same {
				t.Errorf("Sum = %x, %d, %v: want it same = %v", sum, n, ok, c.same)
			}
		})
	}
}
