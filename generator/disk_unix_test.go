//go:build unix

package main

import (
	"io/fs"
	"syscall"
)

func inode(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Ino)
	}
	return 0
}

func makePipe(name string) error { return syscall.Mkfifo(name, 0o666) }
