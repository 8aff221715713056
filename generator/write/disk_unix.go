//go:build unix

package write

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// sameDevice tells whether two files are on the same mounted disk.
func sameDevice(a, b fs.FileInfo) bool {
	x, ok := a.Sys().(*syscall.Stat_t)
	y, ok2 := b.Sys().(*syscall.Stat_t)
	return !ok || !ok2 || x.Dev == y.Dev
}

// giveOwner gives a new folder the owner and the group that it had, where we
// may: only root gives files away, and only to their groups do others.
func giveOwner(root *os.Root, dir string, now, had fs.FileInfo) {
	x, ok := now.Sys().(*syscall.Stat_t)
	y, ok2 := had.Sys().(*syscall.Stat_t)
	if !ok || !ok2 || x.Uid == y.Uid && x.Gid == y.Gid {
		return
	}
	if root.Lchown(dir, int(y.Uid), int(y.Gid)) != nil {
		_ = root.Lchown(dir, -1, int(y.Gid))
	}
}

// syncFolder makes the names in a folder last through a power cut. Some
// network disks cannot, and say so.
func syncFolder(root *os.Root) error {
	f, err := root.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
