package write

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// swapped is a file at the root of a folder that took its place by two renames.
// It tells that the folder aside is the old one, and may go.
const swapped = ".balise-neuf"

// repairFolder is repair for a folder of people's own, which has no manifest.
func (p *place) repairFolder() error {
	aside := p.asideName()
	if _, err := p.parent.Lstat(aside); err == nil {
		_, err := p.parent.Lstat(p.base)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return p.parent.Rename(aside, p.base)
		case !p.alone:
			return nil
		}
		if _, err := p.parent.Lstat(p.base + "/" + swapped); err != nil {
			return &Error{Reason: ErrAside, Path: filepath.Join(p.dir, aside)}
		}
		if err := removeTree(p.parent, aside); err != nil {
			return nil // the next Update tries again
		}
	}
	if err := p.parent.Remove(p.base + "/" + swapped); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// exchangeFolders puts the new folder in place, makes sure that nobody wrote
// into the old one meanwhile, and removes it.
func (s *Stage) exchangeFolders(before map[string]fs.FileInfo) error {
	p := s.place
	s.closeFolders()
	if s.opts.pause != nil {
		s.opts.pause()
	}
	old, err := s.putInPlace()
	if err != nil {
		return err
	}
	if old == "" {
		s.name = "" // no longer ours to remove
		_ = syncFolder(p.parent)
		return nil
	}
	if !p.unchanged(old, before) {
		s.name, err = p.putBack(old)
		return &Error{Reason: ErrMoved, Path: p.path(), Err: err}
	}
	s.name = ""
	_ = syncFolder(p.parent)
	if removeTree(p.parent, old) == nil { // what stays is swept by the next Update
		_ = p.parent.Remove(p.base + "/" + swapped)
	}
	return nil
}

// putInPlace is place.swap, with a mark in the new folder where two renames are
// needed: see repairFolder.
func (s *Stage) putInPlace() (old string, err error) {
	p, had := s.place, s.last.info
	if had == nil {
		return "", p.parent.Rename(s.name, p.base)
	}
	err = p.swapInOneStep(s.name, had, s.opts.plain)
	if !errors.Is(err, errors.ErrUnsupported) {
		return s.name, err
	}
	mark, err := p.parent.OpenFile(s.name+"/"+swapped, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err == nil {
		err = mark.Close()
	}
	if err != nil {
		return "", err
	}
	return p.swapInTwoSteps(s.name)
}

// putBack undoes putInPlace and gives the name of the folder to remove.
func (p *place) putBack(old string) (stage string, err error) {
	if old != p.asideName() {
		return old, exchange(p.parent, old, p.base)
	}
	stage = p.stageName()
	if err := p.parent.Rename(p.base, stage); err != nil {
		return "", err
	}
	return stage, p.parent.Rename(old, p.base)
}

// infos describes every file of the folder.
func (s *Stage) infos() (map[string]fs.FileInfo, error) {
	all := make(map[string]fs.FileInfo, len(s.last.leaves))
	err := s.last.describe(func(name string, info fs.FileInfo) bool {
		all[name] = info
		return true
	})
	return all, err
}

// describe calls found for each file, folder by folder, until it says false.
func (l *previous) describe(found func(name string, info fs.FileInfo) bool) error {
	if l.root == nil {
		return nil
	}
	byDir := map[string][]string{}
	for name := range l.leaves {
		dir := path.Dir(name)
		byDir[dir] = append(byDir[dir], path.Base(name))
	}
	for dir, names := range byDir {
		root, err := l.root.OpenRoot(dir)
		if err != nil {
			return err
		}
		for _, base := range names {
			info, err := root.Lstat(base)
			if err != nil {
				root.Close()
				return err
			}
			if !found(path.Join(dir, base), info) {
				root.Close()
				return nil
			}
		}
		root.Close()
	}
	return nil
}

// unchanged tells whether a folder holds the files that it held, as they were.
func (p *place) unchanged(name string, before map[string]fs.FileInfo) bool {
	now, err := readFolder(&place{dir: p.dir, base: name, parent: p.parent})
	if err != nil || now.root == nil {
		return false
	}
	defer now.root.Close()
	same := len(now.leaves) == len(before)
	err = now.describe(func(name string, a fs.FileInfo) bool {
		b := before[name]
		same = same && b != nil && os.SameFile(a, b) && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime())
		return same
	})
	return same && err == nil
}
