package write_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"balise/generator/write"
)

func TestBusy(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	first, err := write.Open(out, write.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Abort()
	if err := first.Write("a", []byte("1")); err != nil {
		t.Fatal(err)
	}
	if _, err := write.Open(out, write.Options{}); !errors.Is(err, write.ErrBusy) {
		t.Fatalf("second Open: %v, want ErrBusy", err)
	}
	other, err := write.Open(out+"-2", write.Options{}) // another output, same folder
	if err != nil {
		t.Fatal(err)
	}
	other.Abort()
	if _, err := first.Commit(); err != nil {
		t.Fatalf("the second build broke the first: %v", err)
	}
	mustBuild(t, out, write.Options{}, files{"a": "2"})
	wantTree(t, out, files{"a": "2"})
	wantAlone(t, out)
}

func TestStaleStagesAreSwept(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	theirs := files{
		".balise-public-2-0123456789abcdef/x": "stage of public-2",
		".balise-public-notes/x":              "not a stage",
		".balise-public-0123456789abcde/x":    "too short",
		"public-0123456789abcdef/x":           "not hidden",
	}
	put(t, dir, theirs)
	put(t, dir, files{".balise-public-0123456789abcdef/d/x": "half a site", ".balise-public.lock": ""})
	chmodIfThere := filepath.Join(dir, ".balise-public-0123456789abcdef/d")
	if err := os.Chmod(chmodIfThere, 0o500); err != nil {
		t.Fatal(err)
	}
	mustBuild(t, out, write.Options{}, files{"a": "1"})
	theirs["public/a"] = "1"
	got := tree(t, dir)
	delete(got, "public/.balise")
	for name := range got {
		if _, ok := theirs[name]; !ok {
			t.Errorf("left: %s", name)
		}
	}
	for name := range theirs {
		if _, ok := got[name]; !ok {
			t.Errorf("lost: %s", name)
		}
	}
}

func TestOutputIsALink(t *testing.T) {
	for name, there := range map[string]bool{"to a folder": true, "to nothing yet": false} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			real := filepath.Join(dir, "disk", "site")
			if there {
				put(t, real, files{"CNAME": "x"})
			}
			out := filepath.Join(dir, "public")
			if err := os.Symlink("middle", out); err != nil {
				t.Skip(err)
			}
			if err := os.Symlink(real, filepath.Join(dir, "middle")); err != nil {
				t.Skip(err)
			}
			mustBuild(t, out, write.Options{}, files{"a": "1"})
			mustBuild(t, out, write.Options{}, files{"a": "2"})
			want := files{"a": "2"}
			if there {
				want["CNAME"] = "x"
			}
			wantTree(t, real, want)
			if to, err := os.Readlink(out); err != nil || to != "middle" {
				t.Errorf("the link became %q, %v", to, err)
			}
			wantAlone(t, real)
		})
	}
}

func TestRefusedOutputs(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, files{"file": "x", "home/me/notes": "x", "work/portal/site.toml": "x"})
	t.Setenv("HOME", filepath.Join(dir, "home", "me"))
	t.Setenv("USERPROFILE", filepath.Join(dir, "home", "me"))
	t.Chdir(filepath.Join(dir, "work", "portal"))
	for _, link := range [][2]string{{"file", "link-to-file"}, {"loop", "loop"}, {"home/me", "link-home"}} {
		if err := os.Symlink(filepath.Join(dir, link[0]), filepath.Join(dir, link[1])); err != nil {
			t.Skip(err)
		}
	}
	for out, want := range map[string]error{
		"/":           write.ErrUnsafe,
		"":            write.ErrUnsafe,
		".":           write.ErrUnsafe,
		"..":          write.ErrUnsafe,
		"../../home":  write.ErrUnsafe,
		"~home":       nil,
		"public":      nil,
		"../portal-2": nil,

		filepath.Join(dir, "home", "me"):  write.ErrUnsafe,
		filepath.Join(dir, "link-home"):   write.ErrUnsafe,
		filepath.Join(dir, "home", "you"): nil,

		filepath.Join(dir, "file"):                write.ErrNotFolder,
		filepath.Join(dir, "file", "public"):      write.ErrNotFolder,
		filepath.Join(dir, "link-to-file"):        write.ErrNotFolder,
		filepath.Join(dir, "link-to-file", "out"): write.ErrNotFolder,
		filepath.Join(dir, "loop"):                write.ErrNotFolder,
	} {
		s, err := write.Open(out, write.Options{})
		if !errors.Is(err, want) {
			t.Errorf("Open(%q): %v, want %v", out, err, want)
		}
		if err == nil {
			s.Abort()
		}
	}
}

// A build killed between the two renames leaves no output: it comes back.
func TestInterruptedSwap(t *testing.T) {
	old := files{"a": "1", "CNAME": "x"}
	t.Run("between the renames", func(t *testing.T) {
		dir := t.TempDir()
		out := filepath.Join(dir, "public")
		mustBuild(t, out, write.Options{}, files{"a": "1"})
		put(t, out, files{"CNAME": "x"})
		rename(t, out, filepath.Join(dir, ".balise-public.old"))
		put(t, dir, files{".balise-public-0123456789abcdef/a": "2"})
		s, err := write.Open(out, write.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Abort()
		wantTree(t, out, old)
		wantAlone(t, out)
	})
	t.Run("after them", func(t *testing.T) {
		dir := t.TempDir()
		out := filepath.Join(dir, "public")
		mustBuild(t, out, write.Options{}, files{"a": "1"})
		put(t, dir, files{".balise-public.old/a": "0"})
		mustBuild(t, out, write.Plain(write.Options{}), files{"a": "2"})
		wantTree(t, out, files{"a": "2"})
		wantAlone(t, out)
	})
	t.Run("and somebody made a folder there", func(t *testing.T) {
		dir := t.TempDir()
		out := filepath.Join(dir, "public")
		put(t, dir, files{".balise-public.old/CNAME": "only here", "public/notes": "new"})
		if _, err := write.Open(out, write.Options{}); !errors.Is(err, write.ErrAside) {
			t.Errorf("error %v, want ErrAside", err)
		}
		wantTree(t, filepath.Join(dir, ".balise-public.old"), files{"CNAME": "only here"})
		wantTree(t, out, files{"notes": "new"})
	})
}

func rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(from, to); err != nil {
		t.Fatal(err)
	}
}

// If another folder took the place of the output during the build, its files
// were not read: it must not go.
func TestOutputReplacedMeanwhile(t *testing.T) {
	for _, opts := range []write.Options{{}, write.Plain(write.Options{})} {
		dir := t.TempDir()
		out := filepath.Join(dir, "public")
		mustBuild(t, out, opts, files{"a": "1"})
		s, err := write.Open(out, opts)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Abort()
		if err := s.Write("a", []byte("2")); err != nil {
			t.Fatal(err)
		}
		rename(t, out, filepath.Join(dir, "moved"))
		put(t, out, files{"thesis": "mine"})
		if _, err := s.Commit(); !errors.Is(err, write.ErrMoved) {
			t.Errorf("error %v, want ErrMoved", err)
		}
		wantTree(t, out, files{"thesis": "mine"})
		wantAlone(t, out)
	}
}

func TestBadManifest(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "no version": "index.html\n", "later version": "balise 2\nindex.html\n",
		"cut short": "balise 1\nindex.ht", "outside": "balise 1\n../victim\n", "absolute": "balise 1\n/etc/passwd\n",
		"itself": "balise 1\n.balise\n", "repository": "balise 1\n.git/HEAD\n", "merge": "balise 1\n<<<<<<< HEAD\n",
		"blank line": "balise 1\n\nindex.html\n", "nul": "balise 1\na\x00b\n",
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "public")
			put(t, dir, files{"victim": "x", "public/.balise": text, "public/index.html": "1", "public/.git/HEAD": "ref"})
			if _, err := build(t, out, write.Options{}, files{"a": "1"}); !errors.Is(err, write.ErrManifest) {
				t.Errorf("error %v, want ErrManifest", err)
			}
			wantTree(t, dir, files{"victim": "x", "public/.balise": text, "public/index.html": "1", "public/.git/HEAD": "ref"})
		})
	}
	t.Run("a folder", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		put(t, out, files{".balise/x": "1"})
		if _, err := write.Open(out, write.Options{}); !errors.Is(err, write.ErrManifest) {
			t.Errorf("error %v, want ErrManifest", err)
		}
	})
	t.Run("line ends of Windows", func(t *testing.T) {
		out := filepath.Join(t.TempDir(), "public")
		put(t, out, files{".balise": "balise 1\r\nold\r\n", "old": "x"})
		mustBuild(t, out, write.Options{}, files{"a": "1"})
		wantTree(t, out, files{"a": "1"})
	})
}
