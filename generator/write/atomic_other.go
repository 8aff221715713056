//go:build !linux

package write

import (
	"errors"
	"os"
	"path"
)

// exchange reports that two folders cannot be swapped in one step here.
func exchange(*os.Root, string, string) error { return errors.ErrUnsupported }

// linker makes hard links from a folder of the last output to the same folder
// of the next one.
type linker struct {
	parent   *os.Root
	from, to string
}

func newLinker(s *Stage, dir string) (linker, error) {
	return linker{s.place.parent, path.Join(s.place.base, dir), path.Join(s.name, dir)}, nil
}

func (l linker) link(name string) error {
	return l.parent.Link(l.from+"/"+name, l.to+"/"+name)
}

func (l linker) close() {}
