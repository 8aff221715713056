package write

import (
	"errors"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
)

// File is a file that Update writes into a folder of people's own, or removes.
type File struct {
	Path string // from the folder, slash-separated and clean
	Old  []byte // what it held when it was read; nil for a file that must be new
	New  []byte // nil for a file that goes
}

// Update changes files of a folder that people own, all of them or none.
// folder is a path from root, slash-separated and clean; it is made when it is
// not there. What Update is not given stays: hidden files, other names, empty
// folders, permissions, links, which are never followed.
//
// The files are asked for one at a time, and none is kept: thousands of them take
// the room of one. An error among them ends all, and is given back as it is.
//
// One file takes the place of the old one in one step. For several, a folder
// is made beside the first with hard links to all that does not change (20,000
// files: half a second), and the two are exchanged in one step: a process that
// is killed, a full disk, leave the old folder whole, or the new one. Where
// folders cannot be exchanged (see place.swap) a kill between two renames leaves
// the folder aside, under a hidden name, and the next Update puts it back.
//
// A journal of renames would have cost less; but then all that reads the folder
// would have to know it, forges and editors too.
//
// Nothing that somebody else writes in the meantime is lost: ErrMoved tells of a
// file that no longer holds Old, and of a folder that changed while it was being
// copied. Other errors are of type *Error, and nothing has changed: ErrBusy,
// ErrUnsafe (the folder holds the working folder), ErrNotFolder, ErrDenied,
// ErrReadOnly, ErrFull, ErrMount, ErrAside.
func Update(root *os.Root, folder string, files iter.Seq2[File, error]) error {
	return update(root, folder, files, Options{})
}

func update(root *os.Root, folder string, files iter.Seq2[File, error], opts Options) error {
	next, stop := iter.Pull2(files)
	defer stop()
	first, err, some := next()
	if !some || err != nil {
		return err
	}
	second, err, several := next()
	if several && err != nil {
		return err
	}
	var given error // by who gives the files
	err = func() error {
		s, err := openFolder(root, folder, opts)
		if err != nil {
			return err
		}
		defer s.close()
		if !several {
			return s.updateOne(first)
		}
		return s.updateAll(func(yield func(File) bool) {
			if !yield(first) || !yield(second) {
				return
			}
			for {
				f, err, more := next()
				if given = err; !more || err != nil || !yield(f) {
					return
				}
			}
		}, &given)
	}()
	if err == nil || given != nil {
		return given
	}
	e := *explain(err, folder).(*Error)
	e.records = true
	return &e
}

// openFolder locks a folder of people's own and lists what is in it.
func openFolder(root *os.Root, folder string, opts Options) (*Stage, error) {
	p, err := findIn(root, folder)
	if err != nil {
		return nil, err
	}
	s := &Stage{place: p, opts: opts}
	if err = p.lock(); err == nil {
		err = p.repairFolder()
	}
	if err == nil {
		p.sweep()
		s.last, err = readFolder(p)
	}
	if err != nil {
		s.close()
		return nil, err
	}
	if s.last.root != nil {
		s.old = &folders{root: s.last.root}
	}
	return s, nil
}

// findIn is find for a folder of an open one, which no link leads to.
func findIn(root *os.Root, folder string) (*place, error) {
	above := path.Dir(folder)
	for dir := folder; dir != "."; dir = path.Dir(dir) {
		info, err := root.Lstat(dir)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		case !info.IsDir():
			return nil, &Error{Reason: ErrNotFolder, Path: dir}
		}
	}
	if err := root.MkdirAll(above, 0o755); err != nil {
		return nil, err
	}
	parent, err := root.OpenRoot(above)
	if err != nil {
		return nil, err
	}
	return &place{dir: filepath.Join(root.Name(), filepath.FromSlash(above)), base: path.Base(folder), parent: parent}, nil
}

// expect checks that a file is as it was read.
func (s *Stage) expect(f *File) error {
	if !fs.ValidPath(f.Path) || f.Path == "." {
		return &Error{Reason: ErrPath, Path: f.Path}
	}
	there, leaf := s.last.leaves[f.Path]
	if f.Old == nil {
		if leaf || s.last.folders[f.Path] != nil {
			return &Error{Reason: ErrForeign, Path: s.place.path(f.Path)}
		}
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			if _, leaf := s.last.leaves[dir]; leaf {
				return &Error{Reason: ErrNotFolder, Path: s.place.path(dir)}
			}
		}
		return nil
	}
	same := false
	if leaf && there.kind == regular {
		dir, base := path.Split(f.Path)
		folder, err := s.old.get(path.Clean(dir))
		if err == nil {
			same, err = holds(folder.root, base, f.Old)
			s.old.put(folder)
		}
		if err != nil {
			return explain(err, s.place.path(f.Path))
		}
	}
	if !same {
		return &Error{Reason: ErrMoved, Path: s.place.path(f.Path)}
	}
	return nil
}

// updateAll fills a folder beside the first and exchanges them, unless files end
// on the error that given then holds.
func (s *Stage) updateAll(files iter.Seq[File], given *error) error {
	if s.last.info != nil {
		if cwd, err := os.Getwd(); err == nil && under(cwd, s.last.info) {
			return &Error{Reason: ErrUnsafe, Path: s.place.path()}
		}
	}
	before, err := s.infos()
	if err != nil {
		return err
	}
	next, err := s.staging()
	if err != nil {
		return err
	}
	changed := map[string]bool{}
	for f := range files {
		changed[f.Path] = true
		if err := s.stage(&f, before[f.Path]); err != nil {
			return err
		}
	}
	if *given != nil {
		return *given
	}
	var leaves, dirs []string
	for name := range s.last.leaves {
		if !changed[name] {
			leaves = append(leaves, name)
		}
	}
	for dir := range s.last.folders {
		dirs = append(dirs, dir)
	}
	if err := s.carry(leaves, dirs); err != nil {
		return err
	}
	if err := syncDisk(next.root); err != nil {
		return err
	}
	if err := s.closeUp(); err != nil {
		return err
	}
	return s.exchangeFolders(before)
}

// stage puts a file into the next folder, with the permissions of had, which it
// replaces; one that goes is only left out.
func (s *Stage) stage(f *File, had fs.FileInfo) error {
	if err := s.expect(f); err != nil || f.New == nil {
		return err
	}
	dir, base := path.Split(f.Path)
	err := s.create(path.Clean(dir), base, f.New)
	if err == nil && had != nil {
		err = mirrorFile(s.next.root, f.Path, had)
	}
	if err != nil {
		return explain(err, s.place.path(f.Path))
	}
	return nil
}

// mirrorFile gives a new file the permissions and the owner that it had.
func mirrorFile(root *os.Root, name string, had fs.FileInfo) error {
	now, err := root.Lstat(name)
	if err != nil {
		return err
	}
	giveOwner(root, name, now, had)
	if now.Mode() == had.Mode() {
		return nil
	}
	return root.Chmod(name, had.Mode()&modeBits)
}
