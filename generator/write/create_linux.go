package write

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

// create makes a file that must not exist in the folder. name is one step: the
// system looks nowhere else. The file is not synced: see Commit. os.Root would
// do the same, and ask to be told when the file can be written: what files
// always can.
func (f *folder) create(name string, data []byte) error {
	self, err := f.file()
	if err != nil {
		return err
	}
	fd, err := retry(func() (int, error) {
		return unix.Openat(int(self.Fd()), name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0o644)
	})
	if err != nil {
		return &fs.PathError{Op: "openat", Path: name, Err: err}
	}
	for len(data) > 0 {
		n, err := retry(func() (int, error) { return unix.Write(fd, data) })
		if err != nil {
			_ = unix.Close(fd)
			return &fs.PathError{Op: "write", Path: name, Err: err}
		}
		data = data[n:]
	}
	if err := unix.Close(fd); err != nil && err != unix.EINTR {
		return &fs.PathError{Op: "close", Path: name, Err: err}
	}
	return nil
}

// retry asks again when a signal came first.
func retry(ask func() (int, error)) (int, error) {
	for {
		n, err := ask()
		if err != unix.EINTR {
			return n, err
		}
	}
}
