package write_test

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"balise/generator/write"
)

// folderOf makes a portal's folder with files, a hidden one, one of another
// name, an empty folder, and closed permissions.
func folderOf(t *testing.T) (*os.Root, string) {
	t.Helper()
	dir := t.TempDir()
	for name, mode := range map[string]fs.FileMode{"56/a.toml": 0o600, "56/b.toml": 0o664, "56/.cache": 0o644, "notes.txt": 0o444, "974/c.toml": 0o644} {
		name = filepath.Join(dir, "data/structures", name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte("old"), 0o600), os.Chmod(name, mode)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Mkdir(filepath.Join(dir, "data/structures/vide"), 0o750), os.Symlink("974/c.toml", filepath.Join(dir, "data/structures/lien"))); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root, dir
}

// given gives files as Update asks for them.
func given(files ...write.File) iter.Seq2[write.File, error] {
	return func(yield func(write.File, error) bool) {
		for _, f := range files {
			if !yield(f, nil) {
				return
			}
		}
	}
}

// modes gives modes and bytes.
func modes(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		data, _ := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		all[rel] = fmt.Sprintf("%v %s", info.Mode(), data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestUpdate(t *testing.T) {
	for name, update := range map[string]func(*os.Root, string, iter.Seq2[write.File, error]) error{"exchange": write.Update, "two renames": write.UpdatePlain} {
		t.Run(name, func(t *testing.T) {
			root, dir := folderOf(t)
			want := modes(t, dir)
			want["data/structures/56/a.toml"] = "-rw------- new"
			want["data/structures/56/b.toml"] = "-rw-rw-r-- new"
			want["data/structures/29"] = "drwxr-xr-x "
			want["data/structures/29/d.toml"] = "-rw-r--r-- new"
			err := update(root, "data/structures", given([]write.File{
				{Path: "56/a.toml", Old: []byte("old"), New: []byte("new")}, {Path: "56/b.toml", Old: []byte("old"), New: []byte("new")}, {Path: "29/d.toml", New: []byte("new")},
			}...))
			if got := modes(t, dir); err != nil || !maps.Equal(got, want) {
				t.Errorf("%v\ngot  %v\nwant %v", err, got, want)
			}
			// One file alone.
			want["data/structures/56/a.toml"] = "-rw------- newer"
			err = update(root, "data/structures", given([]write.File{{Path: "56/a.toml", Old: []byte("new"), New: []byte("newer")}}...))
			if got := modes(t, dir); err != nil || !maps.Equal(got, want) {
				t.Errorf("%v\ngot  %v\nwant %v", err, got, want)
			}
			// A folder that is not there.
			err = update(root, "ici/la", given([]write.File{{Path: "x/a", New: []byte("1")}, {Path: "b", New: []byte("2")}}...))
			if got := modes(t, filepath.Join(dir, "ici")); err != nil || len(got) != 5 || got["la/x/a"] != "-rw-r--r-- 1" {
				t.Errorf("%v %v", err, got)
			}
		})
	}
}

func TestUpdateRefuses(t *testing.T) {
	good := write.File{Path: "974/c.toml", Old: []byte("old"), New: []byte("new")}
	for name, c := range map[string]struct {
		folder string
		file   write.File
		want   write.Reason
	}{
		"changed meanwhile": {"data/structures", write.File{Path: "56/a.toml", Old: []byte("older")}, write.ErrMoved},
		"gone meanwhile":    {"data/structures", write.File{Path: "56/z.toml", Old: []byte("old")}, write.ErrMoved},
		"in the way":        {"data/structures", write.File{Path: "notes.txt"}, write.ErrForeign},
		"a folder":          {"data/structures", write.File{Path: "56"}, write.ErrForeign},
		"a link":            {"data/structures", write.File{Path: "lien", Old: []byte("old")}, write.ErrMoved},
		"below a file":      {"data/structures", write.File{Path: "notes.txt/a.toml"}, write.ErrNotFolder},
		"outside":           {"data/structures", write.File{Path: "../a.toml"}, write.ErrPath},
		"into a file":       {"data/structures/notes.txt", write.File{Path: "a.toml"}, write.ErrNotFolder},
		"into a link":       {"data/structures/lien", write.File{Path: "a.toml"}, write.ErrNotFolder},
	} {
		t.Run(name, func(t *testing.T) {
			root, dir := folderOf(t)
			before := modes(t, dir)
			files := []write.File{c.file}
			if c.folder == "data/structures" {
				files = append(files, good)
			}
			if err := write.Update(root, c.folder, given(files...)); !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if !maps.Equal(before, modes(t, dir)) {
				t.Error("something was written")
			}
		})
	}
}

// TestUpdateAfterAKill finds what a killed Update leaves where folders cannot be
// exchanged: between the two renames, and after them.
func TestUpdateAfterAKill(t *testing.T) {
	for _, after := range []bool{false, true} {
		root, dir := folderOf(t)
		data := filepath.Join(dir, "data")
		want := modes(t, data)
		want["structures/56/a.toml"] = "-rw------- new"
		if err := os.Rename(filepath.Join(data, "structures"), filepath.Join(data, ".balise-structures.old")); err != nil {
			t.Fatal(err)
		}
		stage := filepath.Join(data, ".balise-structures-0123456789abcdef")
		if after {
			stage = filepath.Join(data, "structures")
			if err := os.CopyFS(stage, os.DirFS(filepath.Join(data, ".balise-structures.old"))); err != nil {
				t.Fatal(err)
			}
			if err := errors.Join(os.Remove(filepath.Join(stage, "lien")), os.Symlink("974/c.toml", filepath.Join(stage, "lien"))); err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{"56/a.toml", "56/b.toml", "notes.txt", "vide"} {
				info, _ := os.Stat(filepath.Join(data, ".balise-structures.old", name))
				_ = os.Chmod(filepath.Join(stage, name), info.Mode().Perm())
			}
			_ = os.WriteFile(filepath.Join(stage, ".balise-neuf"), nil, 0o644)
		} else if err := os.Mkdir(stage, 0o755); err != nil {
			t.Fatal(err)
		}
		err := write.Update(root, "data/structures", given([]write.File{{Path: "56/a.toml", Old: []byte("old"), New: []byte("new")}}...))
		if got := modes(t, data); err != nil || !maps.Equal(got, want) {
			t.Errorf("after %v: %v\ngot  %v\nwant %v", after, err, got, want)
		}
	}
}

// TestUpdateBesideSomebody: what somebody writes while the folder is being
// copied is neither lost nor undone.
func TestUpdateBesideSomebody(t *testing.T) {
	for name, does := range map[string]func(dir string) error{
		"saves": func(dir string) error {
			return errors.Join(os.WriteFile(dir+"/x", []byte("mine"), 0o644), os.Rename(dir+"/x", dir+"/974/c.toml"))
		},
		"adds":    func(dir string) error { return os.WriteFile(dir+"/56/z.toml", []byte("mine"), 0o644) },
		"removes": func(dir string) error { return os.Remove(dir + "/56/b.toml") },
	} {
		for _, plain := range []bool{false, true} {
			root, dir := folderOf(t)
			var want map[string]string
			files := []write.File{{Path: "56/a.toml", Old: []byte("old"), New: []byte("new")}, {Path: "29/d.toml", New: []byte("new")}}
			err := write.UpdateBeside(root, "data/structures", given(files...), plain, func() {
				if err := does(filepath.Join(dir, "data/structures")); err != nil {
					t.Fatal(err)
				}
				want = modes(t, filepath.Join(dir, "data/structures"))
			})
			if !errors.Is(err, write.ErrMoved) {
				t.Errorf("%s: error %v", name, err)
			}
			if got := modes(t, filepath.Join(dir, "data/structures")); !maps.Equal(got, want) {
				t.Errorf("%s:\ngot  %v\nwant %v", name, got, want)
			}
			if left, _ := os.ReadDir(filepath.Join(dir, "data")); len(left) != 1 {
				t.Errorf("%s: left beside: %v", name, left)
			}
		}
	}
}

// TestUpdateRemoves takes files away, one alone and among others.
func TestUpdateRemoves(t *testing.T) {
	root, dir := folderOf(t)
	want := modes(t, dir)
	gone := func(name string) write.File { return write.File{Path: name, Old: []byte("old")} }
	delete(want, "data/structures/56/b.toml")
	if err := write.Update(root, "data/structures", given(gone("56/b.toml"))); err != nil || !maps.Equal(modes(t, dir), want) {
		t.Errorf("%v %v", err, modes(t, dir))
	}
	if err := write.Update(root, "data/structures", given(gone("56/b.toml"))); !errors.Is(err, write.ErrMoved) {
		t.Errorf("what is gone cannot be removed: %v", err)
	}
	delete(want, "data/structures/974/c.toml")
	want["data/structures/lien"] = "Lrwxrwxrwx " // to what is gone
	want["data/structures/56/a.toml"] = "-rw------- new"
	err := write.Update(root, "data/structures", given(gone("974/c.toml"), write.File{Path: "56/a.toml", Old: []byte("old"), New: []byte("new")}))
	if got := modes(t, dir); err != nil || !maps.Equal(got, want) {
		t.Errorf("%v\ngot  %v\nwant %v", err, got, want)
	}
}

// TestUpdateEndsOnAnError writes nothing when the files end on an error, first,
// second or last.
func TestUpdateEndsOnAnError(t *testing.T) {
	stop := errors.New("interrupted")
	files := []write.File{{Path: "x/1", New: []byte("1")}, {Path: "x/2", New: []byte("2")}, {Path: "x/3", New: []byte("3")}}
	for n := range files {
		root, dir := folderOf(t)
		before := modes(t, dir)
		err := write.Update(root, "data/structures", func(yield func(write.File, error) bool) {
			for _, f := range files[:n] {
				if !yield(f, nil) {
					return
				}
			}
			yield(write.File{}, stop)
		})
		if err != stop || !maps.Equal(before, modes(t, dir)) {
			t.Errorf("after %d files: %v %v", n, err, modes(t, dir))
		}
	}
}
