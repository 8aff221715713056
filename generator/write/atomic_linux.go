package write

import (
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders of parent in one step.
func exchange(parent *os.Root, a, b string) error {
	f, err := parent.Open(".")
	if err != nil {
		return err
	}
	defer f.Close()
	fd := int(f.Fd())
	err = unix.Renameat2(fd, a, fd, b, unix.RENAME_EXCHANGE)
	if err != nil {
		return &os.LinkError{Op: "renameat2", Old: a, New: b, Err: err}
	}
	return nil
}

// linker makes hard links from a folder of the last output to the same folder
// of the next one: one system call a file, which never follows a link.
type linker struct {
	from, to     *os.File
	fromFD, toFD int // Fd asks the system each time
}

func newLinker(s *Stage, dir string) (linker, error) {
	from, err := s.last.root.Open(dir)
	if err != nil {
		return linker{}, err
	}
	to, err := s.next.root.Open(dir)
	if err != nil {
		from.Close()
		return linker{}, err
	}
	return linker{from, to, int(from.Fd()), int(to.Fd())}, nil
}

func (l linker) link(name string) error {
	return unix.Linkat(l.fromFD, name, l.toFD, name, 0)
}

func (l linker) close() {
	l.from.Close()
	l.to.Close()
}
