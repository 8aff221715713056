//go:build !unix

package main

import (
	"errors"
	"io/fs"
)

func inode(fs.FileInfo) uint64 { return 0 }

func makePipe(string) error { return errors.ErrUnsupported }
