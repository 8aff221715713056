package write_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"balise/generator/write"
)

// files is a site: what stands at each path.
type files map[string]string

// build writes a site and returns what Commit said.
func build(t *testing.T, out string, opts write.Options, site files) (write.Summary, error) {
	t.Helper()
	s, err := write.Open(out, opts)
	if err != nil {
		return write.Summary{}, err
	}
	defer s.Abort()
	for _, name := range slices.Sorted(maps.Keys(site)) {
		if err := s.Write(name, []byte(site[name])); err != nil {
			return write.Summary{}, err
		}
	}
	return s.Commit()
}

func mustBuild(t *testing.T, out string, opts write.Options, site files) write.Summary {
	t.Helper()
	sum, err := build(t, out, opts, site)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// put lays files beside or inside an output, as somebody else would.
func put(t *testing.T, dir string, content files) {
	t.Helper()
	for name, text := range content {
		full := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// tree reads a folder: contents of files, "→ target" for links, "/" for empty
// folders. The manifest is left out.
func tree(t *testing.T, dir string) files {
	t.Helper()
	got := files{}
	err := filepath.WalkDir(dir, func(full string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, full)
		name := filepath.ToSlash(rel)
		switch {
		case d.IsDir():
			if inside, err := os.ReadDir(full); err == nil && len(inside) == 0 {
				got[name] = "/"
			}
		case d.Type()&fs.ModeSymlink != 0:
			to, _ := os.Readlink(full)
			got[name] = "→ " + to
		case d.Type().IsRegular() && name != ".balise":
			text, err := os.ReadFile(full)
			if err != nil {
				return err
			}
			got[name] = string(text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func wantTree(t *testing.T, dir string, want files) {
	t.Helper()
	if diff := cmp.Diff(want, tree(t, dir)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", filepath.Base(dir), diff)
	}
}

// wantAlone checks that nothing is left beside the output.
func wantAlone(t *testing.T, out string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(out))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".balise") {
			t.Errorf("left beside the output: %s", e.Name())
		}
	}
}

func stat(t *testing.T, parts ...string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(filepath.Join(parts...))
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// age gives files an old date, so that a rewrite shows.
func age(t *testing.T, out string, names ...string) time.Time {
	t.Helper()
	then := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	for _, name := range names {
		if err := os.Chtimes(filepath.Join(out, name), then, then); err != nil {
			t.Fatal(err)
		}
	}
	return then
}

// both runs a test as this system builds, and as a disk without hard links
// nor exchange would.
func both(t *testing.T, test func(t *testing.T, opts write.Options)) {
	t.Run("as here", func(t *testing.T) { test(t, write.Options{}) })
	t.Run("plain disk", func(t *testing.T) { test(t, write.Plain(write.Options{})) })
}

func TestFirstBuild(t *testing.T) {
	out := filepath.Join(t.TempDir(), "a", "b", "public")
	site := files{"index.html": "hub", "56/index.html": "Morbihan", "56/guides/été.html": "é", "56/empty.css": ""}
	sum := mustBuild(t, out, write.Options{}, site)
	if want := (write.Summary{Written: 4, Bytes: 13}); sum != want {
		t.Errorf("summary %+v, want %+v", sum, want)
	}
	wantTree(t, out, site)
	wantAlone(t, out)
	manifest, err := os.ReadFile(filepath.Join(out, ".balise"))
	if err != nil {
		t.Fatal(err)
	}
	want := "balise 1\n56/empty.css\n56/guides/été.html\n56/index.html\nindex.html\n"
	if string(manifest) != want {
		t.Errorf("manifest %q, want %q", manifest, want)
	}
	if runtime.GOOS != "windows" {
		if mode := stat(t, out, "index.html").Mode(); mode&0o600 != 0o600 || mode&0o133 != 0 {
			t.Errorf("mode of a page: %v", mode)
		}
		if mode := stat(t, out, "56").Mode().Perm(); mode&0o700 != 0o700 || mode&0o022 != 0 {
			t.Errorf("mode of a folder: %v", mode)
		}
	}
}

func TestOnlyWhatChanged(t *testing.T) {
	both(t, func(t *testing.T, opts write.Options) {
		out := filepath.Join(t.TempDir(), "public")
		mustBuild(t, out, opts, files{"same.html": "1", "d/same.html": "2", "d/new.html": "3", "long.html": "4"})
		then := age(t, out, "same.html", "d/same.html", "d/new.html", "long.html")
		before := []fs.FileInfo{stat(t, out, "same.html"), stat(t, out, "d/same.html")}

		site := files{"same.html": "1", "d/same.html": "2", "d/new.html": "three", "long.html": "5"}
		sum := mustBuild(t, out, opts, site)
		if want := (write.Summary{Written: 2, Unchanged: 2, Bytes: 6}); sum != want {
			t.Errorf("summary %+v, want %+v", sum, want)
		}
		wantTree(t, out, site)
		wantAlone(t, out)
		for i, name := range []string{"same.html", "d/same.html"} {
			now := stat(t, out, name)
			if !now.ModTime().Equal(then) {
				t.Errorf("%s: date %v, want %v", name, now.ModTime(), then)
			}
			if linked := !cmp.Equal(opts, write.Plain(opts), cmp.AllowUnexported(write.Options{})); linked && !os.SameFile(now, before[i]) {
				t.Errorf("%s: another inode", name)
			}
		}
		for _, name := range []string{"d/new.html", "long.html"} {
			if stat(t, out, name).ModTime().Equal(then) {
				t.Errorf("%s: kept the old date", name)
			}
		}
	})
}

func TestNothingChanged(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	site := files{"index.html": "1", "d/a.html": strings.Repeat("x", 200<<10)}
	mustBuild(t, out, write.Options{}, site)
	put(t, out, files{"CNAME": "aide.example"})
	age(t, out, ".", "d", "index.html", ".balise")
	before := []fs.FileInfo{stat(t, out), stat(t, out, "d"), stat(t, out, ".balise")}

	s, err := write.Open(out, write.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Abort()
	for name, text := range site {
		if err := s.Write(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	beside, _ := filepath.Glob(filepath.Join(dir, ".balise-public-*"))
	if len(beside) != 0 {
		t.Errorf("staged before any difference: %v", beside)
	}
	sum, err := s.Commit()
	if want := (write.Summary{Unchanged: 2}); err != nil || sum != want {
		t.Errorf("summary %+v, %v; want %+v", sum, err, want)
	}
	after := []fs.FileInfo{stat(t, out), stat(t, out, "d"), stat(t, out, ".balise")}
	for i := range before {
		if !os.SameFile(before[i], after[i]) || !before[i].ModTime().Equal(after[i].ModTime()) {
			t.Errorf("%s was touched", before[i].Name())
		}
	}
	wantAlone(t, out)
}

// Comparing must see a difference anywhere, in files of any length.
func TestDifferenceAnywhere(t *testing.T) {
	for _, n := range []int{1, 1000, 64<<10 - 1, 64 << 10, 64<<10 + 1, 200 << 10} {
		for _, at := range []int{0, n / 2, n - 1} {
			out := filepath.Join(t.TempDir(), "public")
			text := strings.Repeat("a", n)
			mustBuild(t, out, write.Options{}, files{"x": text})
			text = text[:at] + "b" + text[at+1:]
			if sum := mustBuild(t, out, write.Options{}, files{"x": text}); sum.Written != 1 {
				t.Errorf("%d bytes, difference at %d: not seen", n, at)
			}
			wantTree(t, out, files{"x": text})
		}
	}
}

func TestRemovedPages(t *testing.T) {
	both(t, func(t *testing.T, opts write.Options) {
		out := filepath.Join(t.TempDir(), "public")
		mustBuild(t, out, opts, files{"index.html": "1", "old/a.html": "2", "both/b.html": "3", "turn": "4", "back/x": "5"})
		put(t, out, files{"both/notes.txt": "mine"})
		site := files{"index.html": "1", "turn/x": "4", "back": "5"}
		sum := mustBuild(t, out, opts, site)
		if want := (write.Summary{Written: 2, Unchanged: 1, Removed: 4, Bytes: 2}); sum != want {
			t.Errorf("summary %+v, want %+v", sum, want)
		}
		site["both/notes.txt"] = "mine"
		wantTree(t, out, site)
		// A removal alone is a change too.
		sum = mustBuild(t, out, opts, files{"index.html": "1"})
		if want := (write.Summary{Unchanged: 1, Removed: 2}); sum != want {
			t.Errorf("summary %+v, want %+v", sum, want)
		}
		wantTree(t, out, files{"index.html": "1", "both/notes.txt": "mine"})
	})
}

// A page that somebody deleted from the output comes back; one that somebody
// edited is put right.
func TestOutputWasTouched(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	site := files{"a": "1", "b": "2", "c": "3"}
	mustBuild(t, out, write.Options{}, site)
	os.Remove(filepath.Join(out, "a"))
	put(t, out, files{"b": "edited"})
	if sum := mustBuild(t, out, write.Options{}, site); sum.Written != 2 || sum.Unchanged != 1 {
		t.Errorf("summary %+v", sum)
	}
	wantTree(t, out, site)
}

func TestForeignFilesStay(t *testing.T) {
	both(t, func(t *testing.T, opts write.Options) {
		dir := t.TempDir()
		out := filepath.Join(dir, "public")
		mustBuild(t, out, opts, files{"index.html": "1"})
		theirs := files{"CNAME": "aide.example", ".git/HEAD": "ref", ".git/objects/ab/cd": "o", "d/é.pdf": "%PDF"}
		put(t, out, theirs)
		put(t, dir, files{"elsewhere/secret": "s"})
		for _, empty := range []string{".git/refs/tags", "closed"} {
			if err := os.MkdirAll(filepath.Join(out, empty), 0o755); err != nil {
				t.Fatal(err)
			}
			theirs[empty] = "/"
		}
		links := map[string]string{"link": "../elsewhere", "dangling": "/nowhere/at/all", "d/in": "../index.html"}
		for name, to := range links {
			if err := os.Symlink(to, filepath.Join(out, name)); err != nil {
				t.Skip("links cannot be made here:", err)
			}
			theirs[name] = "→ " + to
		}
		chmod(t, 0o500, out, "closed")
		chmod(t, 0o750, out)
		chmod(t, 0o600, out, "CNAME")
		then := age(t, out, "CNAME", ".git/HEAD")

		mustBuild(t, out, opts, files{"index.html": "2", "d/page.html": "3"})
		want := maps.Clone(theirs)
		want["index.html"], want["d/page.html"] = "2", "3"
		wantTree(t, out, want)
		wantTree(t, filepath.Join(dir, "elsewhere"), files{"secret": "s"})
		wantAlone(t, out)
		if got := stat(t, out, ".git/HEAD").ModTime(); !got.Equal(then) {
			t.Errorf(".git/HEAD: date %v", got)
		}
		if runtime.GOOS != "windows" {
			for name, mode := range map[string]fs.FileMode{".": 0o750, "closed": 0o500, "CNAME": 0o600} {
				if got := stat(t, out, name).Mode().Perm(); got != mode {
					t.Errorf("%s: mode %v, want %v", name, got, mode)
				}
			}
		}
	})
}

func chmod(t *testing.T, mode fs.FileMode, parts ...string) {
	t.Helper()
	full := filepath.Join(parts...)
	if err := os.Chmod(full, mode); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(full, 0o755) })
}

// Whatever stands in the way and is not ours stops the build, and stays.
func TestForeignInTheWay(t *testing.T) {
	for name, c := range map[string]struct {
		theirs, links files
		page, at      string
	}{
		"other bytes":             {theirs: files{"a.html": "mine"}, page: "a.html", at: "a.html"},
		"same length":             {theirs: files{"a.html": "pagf"}, page: "a.html", at: "a.html"},
		"a file for a folder":     {theirs: files{"annuaire": "mine"}, page: "annuaire/a.html", at: "annuaire"},
		"a folder for a file":     {theirs: files{"robots.txt/notes": "mine"}, page: "robots.txt", at: "robots.txt/notes"},
		"other case":              {theirs: files{"A.html": "page"}, page: "a.html", at: "A.html"},
		"a link for a folder":     {links: files{"annuaire": "../elsewhere"}, page: "annuaire/a.html", at: "annuaire"},
		"a link inside":           {links: files{"annuaire": "kept"}, page: "annuaire/a.html", at: "annuaire"},
		"a link for a file":       {links: files{"a.html": "../elsewhere/page"}, page: "a.html", at: "a.html"},
		"a link to the same page": {links: files{"a.html": "kept/page"}, page: "a.html", at: "a.html"},
		"a dangling link":         {links: files{"a.html": "nowhere"}, page: "a.html", at: "a.html"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "public")
			put(t, dir, files{"elsewhere/page": "page", "elsewhere/a.html": "page"})
			mustBuild(t, out, write.Options{}, files{"index.html": "1", "kept/page": "page", "kept/a.html": "page"})
			put(t, out, c.theirs)
			for link, to := range c.links {
				if err := os.Symlink(to, filepath.Join(out, link)); err != nil {
					t.Skip(err)
				}
			}
			before := tree(t, dir)
			_, err := build(t, out, write.Options{}, files{"index.html": "2", "kept/page": "page", c.page: "page"})
			var e *write.Error
			if !errors.Is(err, write.ErrForeign) || !errors.As(err, &e) || e.Path != c.at {
				t.Errorf("error %v, want ErrForeign at %s", err, c.at)
			}
			wantTree(t, dir, before)
			wantAlone(t, out)
		})
	}
}

// What was ours and has been replaced by a link is no longer ours.
func TestOurFolderBecameALink(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	mustBuild(t, out, write.Options{}, files{"annuaire/a.html": "1"})
	if err := os.Rename(filepath.Join(out, "annuaire"), filepath.Join(dir, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../elsewhere", filepath.Join(out, "annuaire")); err != nil {
		t.Skip(err)
	}
	if _, err := build(t, out, write.Options{}, files{"annuaire/a.html": "2"}); !errors.Is(err, write.ErrForeign) {
		t.Errorf("error %v, want ErrForeign", err)
	}
	mustBuild(t, out, write.Options{}, files{"index.html": "3"})
	wantTree(t, out, files{"index.html": "3", "annuaire": "→ ../elsewhere"})
	wantTree(t, filepath.Join(dir, "elsewhere"), files{"a.html": "1"})
}

func TestIdenticalForeignFileIsAdopted(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	put(t, out, files{"index.html": "1", "notes": "mine"})
	before := stat(t, out, "index.html")
	if sum := mustBuild(t, out, write.Options{}, files{"index.html": "1"}); sum.Unchanged != 1 || sum.Written != 0 {
		t.Errorf("summary %+v", sum)
	}
	if !os.SameFile(before, stat(t, out, "index.html")) {
		t.Error("another inode")
	}
	// It is ours from now on: it goes with its page.
	if sum := mustBuild(t, out, write.Options{}, files{"b": "2"}); sum.Removed != 1 {
		t.Errorf("summary %+v", sum)
	}
	wantTree(t, out, files{"b": "2", "notes": "mine"})
}

func TestKeep(t *testing.T) {
	both(t, func(t *testing.T, opts write.Options) {
		out := filepath.Join(t.TempDir(), "public")
		mustBuild(t, out, opts, files{"index.html": "hub", "56/a": "1", "56/b": "2", "22/a": "3", "22/b": "4"})
		put(t, out, files{"CNAME": "x"})
		opts.Keep = func(name string) bool { return !strings.HasPrefix(name, "56/") }
		sum := mustBuild(t, out, opts, files{"56/a": "one", "index.html": "hub"})
		if want := (write.Summary{Written: 1, Unchanged: 1, Kept: 2, Removed: 1, Bytes: 3}); sum != want {
			t.Errorf("summary %+v, want %+v", sum, want)
		}
		want := files{"index.html": "hub", "56/a": "one", "22/a": "3", "22/b": "4", "CNAME": "x"}
		wantTree(t, out, want)
		// What was kept is still ours: a whole build may remove it.
		opts.Keep = nil
		if sum := mustBuild(t, out, opts, files{"56/a": "one"}); sum.Removed != 3 {
			t.Errorf("summary %+v", sum)
		}
		wantTree(t, out, files{"56/a": "one", "CNAME": "x"})
	})
}

func TestKeptFileInTheWay(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, write.Options{}, files{"a": "1", "B": "2"})
	keep := write.Options{Keep: func(string) bool { return true }}
	if _, err := build(t, out, keep, files{"a/x": "3"}); !errors.Is(err, write.ErrClash) {
		t.Errorf("error %v, want ErrClash", err)
	}
	if _, err := build(t, out, keep, files{"b": "3"}); !errors.Is(err, write.ErrTwice) {
		t.Errorf("error %v, want ErrTwice", err)
	}
	wantTree(t, out, files{"a": "1", "B": "2"})
}

func TestTwoPagesOneFile(t *testing.T) {
	for name, c := range map[string]struct {
		pages []string
		want  error
	}{
		"same":              {[]string{"a", "a"}, write.ErrTwice},
		"case":              {[]string{"a.html", "A.html"}, write.ErrTwice},
		"accent and case":   {[]string{"d/été", "d/ÉTÉ"}, write.ErrTwice},
		"folder case":       {[]string{"d/a", "D/b"}, write.ErrTwice},
		"file then folder":  {[]string{"a", "a/b"}, write.ErrClash},
		"folder then file":  {[]string{"a/b/c", "a"}, write.ErrClash},
		"deep":              {[]string{"a/b", "a/b/c/d"}, write.ErrClash},
		"not the same":      {[]string{"a/b", "a/bc", "ab", "a.b", "b/a"}, nil},
		"accent is no case": {[]string{"e", "é"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := write.Open(filepath.Join(t.TempDir(), "public"), write.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Abort()
			var first error
			for _, page := range c.pages {
				if err := s.Write(page, nil); err != nil && first == nil {
					first = err
				}
			}
			_, err = s.Commit()
			if !errors.Is(first, c.want) || !errors.Is(err, c.want) {
				t.Errorf("Write: %v, Commit: %v; want %v", first, err, c.want)
			}
		})
	}
}

func TestManyGoroutines(t *testing.T) {
	both(t, func(t *testing.T, opts write.Options) {
		out := filepath.Join(t.TempDir(), "public")
		for round := range 3 {
			s, err := write.Open(out, opts)
			if err != nil {
				t.Fatal(err)
			}
			want := files{}
			var mu sync.Mutex
			var wg sync.WaitGroup
			for w := range 8 {
				wg.Go(func() {
					for i := range 150 { // more folders than handles are kept
						name := fmt.Sprintf("d%d/e%d/f%d-%d", i, i%7, w, i)
						text := fmt.Sprint(i * (round * (i % 2)))
						if err := s.Write(name, []byte(text)); err != nil {
							t.Error(err)
							return
						}
						mu.Lock()
						want[name] = text
						mu.Unlock()
					}
				})
			}
			wg.Wait()
			if _, err := s.Commit(); err != nil {
				t.Fatal(err)
			}
			wantTree(t, out, want)
		}
	})
}

func TestAbort(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, write.Options{}, files{"a": "1"})
	s, err := write.Open(out, write.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write("a", []byte("2")); err != nil {
		t.Fatal(err)
	}
	s.Abort()
	s.Abort()
	wantAlone(t, out)
	wantTree(t, out, files{"a": "1"})
	if err := s.Write("b", nil); !errors.Is(err, write.ErrClosed) {
		t.Errorf("Write after Abort: %v", err)
	}
	if _, err := s.Commit(); !errors.Is(err, write.ErrClosed) {
		t.Errorf("Commit after Abort: %v", err)
	}
}
