package exchange

import (
	"errors"
	"os"
	"path"
)

// fileWriter writes files of the portal, a folder after the other.
type fileWriter struct {
	root   *os.Root // the portal
	folder *os.Root // of the last file; nil before the first
	name   string
}

func (w *fileWriter) close() {
	if w.folder != nil {
		w.folder.Close()
	}
}

// enter makes and opens a folder, if it is not open already.
func (w *fileWriter) enter(name string) error {
	if w.folder != nil && w.name == name {
		return nil
	}
	w.close()
	w.folder = nil
	if err := w.root.MkdirAll(name, 0o755); err != nil {
		return err
	}
	folder, err := w.root.OpenRoot(name)
	w.folder, w.name = folder, name
	return err
}

// write writes a file beside its place, then puts it there in one step: a
// process that is killed leaves the old file or the new one. A new file takes
// nobody's place: what may stand there is no listing (a link, a folder).
func (w *fileWriter) write(name string, data []byte, isNew bool) error {
	if err := w.enter(path.Dir(name)); err != nil {
		return err
	}
	base := path.Base(name)
	if isNew {
		if _, err := w.folder.Lstat(base); err == nil {
			return os.ErrExist
		}
	}
	draft := "." + base + ".import" // hidden: no listing, should it stay behind
	f, err := w.folder.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) { // an import was killed here
		if err = w.folder.Remove(draft); err == nil {
			f, err = w.folder.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		}
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = w.folder.Rename(draft, base)
	}
	if err != nil {
		_ = w.folder.Remove(draft)
	}
	return err
}
