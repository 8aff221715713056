package write_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"balise/generator/write"
)

// mount mounts a small disk in memory on dir.
func mount(t *testing.T, dir string, flags uintptr, options string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can mount a disk")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", flags, options); err != nil {
		t.Skip("a disk cannot be mounted here:", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
}

func TestDiskFull(t *testing.T) {
	for name, c := range map[string]struct {
		options string
		site    func(files)
	}{
		"no room for bytes": {"size=1m", func(site files) {
			for _, name := range strings.Split("abcdefghijklmnop", "") {
				site[name] = strings.Repeat(name, 100<<10)
			}
		}},
		"no room for names": {"nr_inodes=12", func(site files) {
			for _, name := range strings.Split("abcdefghijklmnop", "") {
				site[name] = name
			}
		}},
		// Nothing to write but what is carried over: Commit finds the disk full.
		"no room for links": {"nr_inodes=7", func(site files) { site["d/index.html"] = "2"; delete(site, "robots.txt") }},
	} {
		t.Run(name, func(t *testing.T) {
			disk := filepath.Join(t.TempDir(), "disk")
			mount(t, disk, 0, c.options)
			out := filepath.Join(disk, "public")
			site := files{"index.html": "1", "robots.txt": "r"}
			mustBuild(t, out, write.Options{}, site)
			before := tree(t, out)
			c.site(site)
			_, err := build(t, out, write.Options{}, site)
			if !errors.Is(err, write.ErrFull) || !errors.Is(err, syscall.ENOSPC) {
				t.Errorf("error %v, want ErrFull", err)
			}
			wantTree(t, out, before)
			wantAlone(t, out)
		})
	}
}

func TestReadOnlyDisk(t *testing.T) {
	disk := filepath.Join(t.TempDir(), "disk")
	mount(t, disk, syscall.MS_RDONLY, "")
	for _, out := range []string{"public", "deeper/public"} {
		_, err := write.Open(filepath.Join(disk, out), write.Options{})
		if !errors.Is(err, write.ErrReadOnly) {
			t.Errorf("%s: error %v, want ErrReadOnly", out, err)
		}
	}
}

func TestDenied(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("nothing is denied to root")
	}
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	mustBuild(t, out, write.Options{}, files{"a": "1"})
	chmod(t, 0o500, dir)
	if _, err := build(t, out, write.Options{}, files{"a": "2"}); !errors.Is(err, write.ErrDenied) {
		t.Errorf("error %v, want ErrDenied", err)
	}
	wantTree(t, out, files{"a": "1"})
}

// A disk mounted in the output would be emptied with the old output.
func TestMountedInside(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	mustBuild(t, out, write.Options{}, files{"a": "1"})
	mount(t, filepath.Join(out, "photos"), 0, "")
	put(t, out, files{"photos/1.jpg": "only one"})
	if _, err := build(t, out, write.Options{}, files{"a": "2"}); !errors.Is(err, write.ErrMount) {
		t.Errorf("error %v, want ErrMount", err)
	}
	wantTree(t, out, files{"a": "1", "photos/1.jpg": "only one"})
}

func TestOutputIsAMountPoint(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mount(t, out, 0, "")
	if _, err := write.Open(out, write.Options{}); !errors.Is(err, write.ErrMount) {
		t.Errorf("error %v, want ErrMount", err)
	}
}

// A folder bound on itself is on the same disk: only the exchange finds out.
func TestOutputIsABind(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can bind a folder")
	}
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, write.Options{}, files{"a": "1"})
	if err := syscall.Mount(out, out, "", syscall.MS_BIND, ""); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { syscall.Unmount(out, syscall.MNT_DETACH) })
	if _, err := build(t, out, write.Options{}, files{"a": "2"}); !errors.Is(err, write.ErrMount) {
		t.Errorf("error %v, want ErrMount", err)
	}
	wantTree(t, out, files{"a": "1"})
	wantAlone(t, out)
}

// A pipe must not be opened: nobody would answer.
func TestForeignPipe(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, write.Options{}, files{"a": "1"})
	if err := syscall.Mkfifo(filepath.Join(out, "pipe"), 0o600); err != nil {
		t.Skip(err)
	}
	mustBuild(t, out, write.Options{}, files{"a": "2"})
	if stat(t, out, "pipe").Mode()&os.ModeNamedPipe == 0 {
		t.Error("the pipe is gone")
	}
	if _, err := build(t, out, write.Options{}, files{"pipe": "2"}); !errors.Is(err, write.ErrForeign) {
		t.Errorf("error %v, want ErrForeign", err)
	}
	put(t, out, files{})
	os.Remove(filepath.Join(out, ".balise"))
	if err := syscall.Mkfifo(filepath.Join(out, ".balise"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := write.Open(out, write.Options{}); !errors.Is(err, write.ErrManifest) {
		t.Errorf("error %v, want ErrManifest", err)
	}
}

// A folder that a group shares stays so.
func TestOwnerStays(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("only root can give folders away")
	}
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, write.Options{}, files{"d/a": "1"})
	for _, dir := range []string{out, filepath.Join(out, "d")} {
		if err := os.Chown(dir, 12345, 23456); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Chmod(dir, 0o2775); err != nil {
			t.Fatal(err)
		}
	}
	mustBuild(t, out, write.Options{}, files{"d/a": "1", "d/e/b": "2"})
	for name, uid := range map[string]uint32{".": 12345, "d": 12345, "d/e": 0, "d/e/b": 0} {
		sys := stat(t, out, name).Sys().(*syscall.Stat_t)
		if sys.Uid != uid || sys.Gid != 23456 {
			t.Errorf("%s: owner %d:%d, want %d:23456", name, sys.Uid, sys.Gid, uid)
		}
	}
	if mode := stat(t, out).Mode(); mode&os.ModeSetgid == 0 || mode.Perm() != 0o775 {
		t.Errorf("mode of the output: %v", mode)
	}
}

// No handle is left open, whatever happens.
func TestHandles(t *testing.T) {
	count := func() int {
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Skip(err)
		}
		return len(entries)
	}
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, out, write.Options{}, files{"a": "0"})
	before := count()
	for i := range 20 {
		mustBuild(t, out, write.Options{}, files{"a": string(rune('a' + i)), "d/e/f": "1", "g/h": string(bytes.Repeat([]byte("x"), i))})
		s, err := write.Open(out, write.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Write("d/e/f", []byte("2"))
		write.Open(out, write.Options{})
		s.Abort()
		build(t, out, write.Options{}, files{"a": "x", "a/b": "y"})
	}
	if after := count(); after > before {
		t.Errorf("%d handles before, %d after", before, after)
	}
}
