//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package write

import (
	"errors"
	"os"
	"syscall"
)

// lockFile takes the lock called name, or fails with ErrBusy. flock belongs to
// the open file: the system releases it however the process ends, so a file
// left by a killed build locks nobody out.
func lockFile(p *place, name string) (unlock func(), err error) {
	for range 100 {
		f, err := p.parent.OpenFile(name, os.O_RDONLY|os.O_CREATE, 0o644)
		if err != nil {
			return nil, err
		}
		if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
			f.Close()
			switch {
			case errors.Is(err, syscall.EWOULDBLOCK):
				return nil, ErrBusy
			case errors.Is(err, syscall.ENOLCK):
				return nil, errors.ErrUnsupported
			}
			return nil, err
		}
		// The build that held the lock may have removed the file after we
		// opened it: a lock on a file without a name keeps nobody out.
		locked, err1 := f.Stat()
		named, err2 := p.parent.Lstat(name)
		if err1 == nil && err2 == nil && os.SameFile(locked, named) {
			return func() {
				_ = p.parent.Remove(name) // while it is ours
				f.Close()
			}, nil
		}
		f.Close()
	}
	return nil, ErrBusy
}
