package main

import (
	"maps"
	"path/filepath"
	"syscall"
	"testing"
)

// TestImportOnAFullDisk brings in more than there is room for, then anything at
// all where nothing can be written: it is said, and the portal is as it was.
func TestImportOnAFullDisk(t *testing.T) {
	disk := smallDisk(t, "4m")
	root := filepath.Join(disk, "portail")
	importing(t, root, 20)
	before := treeHashes(disk)
	_, stderr, status := balise(t, "import", "-C", root, sheetOf(t, "c.csv", "036639", 3000))
	wantMachine(t, stderr, status)
	if got := treeHashes(disk); !maps.Equal(before, got) {
		t.Errorf("after a full disk: %s", difference(before, got))
	}
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Skip("a disk cannot be mounted again here: ", err)
	}
	_, stderr, status = balise(t, "import", "-C", root, sheetOf(t, "d.csv", "035301", 30))
	wantMachine(t, stderr, status)
	if got := treeHashes(disk); !maps.Equal(before, got) {
		t.Errorf("on a read-only disk: %s", difference(before, got))
	}
}
