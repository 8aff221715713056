package write

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// updateOne writes a file beside its place, then puts it there; or removes it.
func (s *Stage) updateOne(f File) error {
	if err := s.expect(&f); err != nil {
		return err
	}
	if f.New == nil {
		return s.last.root.Remove(f.Path)
	}
	if err := s.place.parent.MkdirAll(path.Join(s.place.base, path.Dir(f.Path)), 0o755); err != nil {
		return err
	}
	return replace(s.place.parent, path.Join(s.place.base, f.Path), f.New)
}

// Replace writes a file in one step, or leaves the old one: the bytes are on
// disk before they take its place. It keeps the permissions of the old file. The
// folder that holds it must be there, and name must not be a link.
// Errors are of type *Error.
func Replace(root *os.Root, name string, data []byte) error {
	if err := replace(root, name, data); err != nil {
		e := *explain(err, filepath.Join(root.Name(), filepath.FromSlash(name))).(*Error)
		e.records = true
		return &e
	}
	return nil
}

func replace(root *os.Root, name string, data []byte) error {
	perm := fs.FileMode(0o644)
	had, err := root.Lstat(name)
	switch {
	case err == nil && !had.Mode().IsRegular():
		return &Error{Reason: ErrForeign, Path: name}
	case err == nil:
		perm = had.Mode().Perm()
	}
	draft := path.Join(path.Dir(name), prefix+path.Base(name)) // hidden: nobody reads it, should it stay behind
	if err := root.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := root.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil && had != nil {
		err = f.Chmod(had.Mode() & modeBits)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		if had != nil {
			if now, err := root.Lstat(draft); err == nil {
				giveOwner(root, draft, now, had)
			}
		}
		err = root.Rename(draft, name)
	}
	if err != nil {
		_ = root.Remove(draft)
	}
	return err
}
