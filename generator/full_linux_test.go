package main

import (
	"maps"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// smallDisk mounts a disk in memory, of a size such as "2m".
func smallDisk(t *testing.T, size string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "disque")
	if os.Geteuid() != 0 {
		t.Skip("only root can mount a disk")
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skip("a disk cannot be mounted here: ", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir
}

// TestFullDisk builds where there is no room for the new site: it is said, the
// old site stays, and nothing is left beside it.
func TestFullDisk(t *testing.T) {
	disk := smallDisk(t, "2m")
	root, out := t.TempDir(), filepath.Join(disk, "public")
	crowd(t, root, "Titre", 2)
	if _, stderr, status := balise(t, "build", "-C", root, "--out", out); status != 0 {
		t.Fatal(stderr)
	}
	before := treeHashes(out)
	crowd(t, root, "Autre titre", 500)
	_, stderr, status := balise(t, "build", "-C", root, "--out", out)
	wantMachine(t, stderr, status)
	if got := treeHashes(out); !maps.Equal(before, got) {
		t.Errorf("%s", difference(before, got))
	}
	wantAlone(t, disk)
	crowd(t, root, "Encore un titre", 2)
	if _, stderr, status := balise(t, "build", "-C", root, "--out", out); status != 0 {
		t.Errorf("room again: %s", stderr)
	}
}

// TestReadOnlyDisk builds on a disk that takes nothing.
func TestReadOnlyDisk(t *testing.T) {
	disk := smallDisk(t, "2m")
	root, out := t.TempDir(), filepath.Join(disk, "public")
	crowd(t, root, "Titre", 2)
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("a disk cannot be mounted again here: ", err)
	}
	_, stderr, status := balise(t, "build", "-C", root, "--out", out)
	wantMachine(t, stderr, status)
}
