package write

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// File is a file that Update writes into a folder of people's own.
type File struct {
	Path string // from the folder, slash-separated and clean
	Old  []byte // what it held when it was read; nil for a file that must be new
	New  []byte
}

// Update changes files of a folder that people own, all of them or none.
// folder is a path from root, slash-separated and clean; it is made when it is
// not there. What Update is not given stays: hidden files, other names, empty
// folders, permissions, links, which are never followed.
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
// copied. Errors are of type *Error, and nothing has changed: ErrBusy, ErrUnsafe
// (the folder holds the working folder), ErrNotFolder, ErrDenied, ErrReadOnly,
// ErrFull, ErrMount, ErrAside.
func Update(root *os.Root, folder string, files []File) error {
	return update(root, folder, files, Options{})
}

func update(root *os.Root, folder string, files []File, opts Options) error {
	if len(files) == 0 {
		return nil
	}
	err := func() error {
		p, err := findIn(root, folder)
		if err != nil {
			return err
		}
		s := &Stage{place: p, opts: opts}
		defer s.close()
		if err := p.lock(); err != nil {
			return err
		}
		if err := p.repairFolder(); err != nil {
			return err
		}
		p.sweep()
		if s.last, err = readFolder(p); err != nil {
			return err
		}
		if s.last.root != nil {
			s.old = &folders{root: s.last.root}
		}
		if err := s.expect(files); err != nil {
			return err
		}
		if len(files) == 1 {
			return s.updateOne(files[0])
		}
		return s.updateAll(files)
	}()
	if err == nil {
		return nil
	}
	e := *explain(err, folder).(*Error)
	e.records = true
	return &e
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

// expect checks that the files are as they were read.
func (s *Stage) expect(files []File) error {
	for i := range files {
		f := &files[i]
		if !fs.ValidPath(f.Path) || f.Path == "." {
			return &Error{Reason: ErrPath, Path: f.Path}
		}
		if f.Old == nil {
			_, leaf := s.last.leaves[f.Path]
			if leaf || s.last.folders[f.Path] != nil {
				return &Error{Reason: ErrForeign, Path: s.place.path(f.Path)}
			}
			for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
				if _, leaf := s.last.leaves[dir]; leaf {
					return &Error{Reason: ErrNotFolder, Path: s.place.path(dir)}
				}
			}
			continue
		}
		same := false
		if there, ok := s.last.leaves[f.Path]; ok && there.kind == regular {
			var err error
			if same, err = holds(s.last.root, f.Path, f.Old); err != nil {
				return explain(err, s.place.path(f.Path))
			}
		}
		if !same {
			return &Error{Reason: ErrMoved, Path: s.place.path(f.Path)}
		}
	}
	return nil
}

// updateOne writes a file beside its place, then puts it there.
func (s *Stage) updateOne(f File) error {
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

// updateAll fills a folder beside the first and exchanges them.
func (s *Stage) updateAll(files []File) error {
	if s.last.info != nil {
		if cwd, err := os.Getwd(); err == nil && under(cwd, s.last.info) {
			return &Error{Reason: ErrUnsafe, Path: s.place.path()}
		}
	}
	before, err := s.last.infos()
	if err != nil {
		return err
	}
	next, err := s.staging()
	if err != nil {
		return err
	}
	changed := make(map[string]bool, len(files))
	for i := range files {
		f := &files[i]
		changed[f.Path] = true
		dir, base := path.Split(f.Path)
		if err := s.create(path.Clean(dir), base, f.New); err != nil {
			return explain(err, s.place.path(f.Path))
		}
		if had := before[f.Path]; had != nil {
			if err := mirrorFile(next.root, f.Path, had); err != nil {
				return explain(err, s.place.path(f.Path))
			}
		}
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
func (l *previous) infos() (map[string]fs.FileInfo, error) {
	all := make(map[string]fs.FileInfo, len(l.leaves))
	for name := range l.leaves {
		info, err := l.root.Lstat(name)
		if err != nil {
			return nil, err
		}
		all[name] = info
	}
	return all, nil
}

// unchanged tells whether a folder holds the files that it held, as they were.
func (p *place) unchanged(name string, before map[string]fs.FileInfo) bool {
	now, err := readFolder(&place{dir: p.dir, base: name, parent: p.parent})
	if err != nil || now.root == nil {
		return false
	}
	defer now.root.Close()
	after, err := now.infos()
	if err != nil || len(after) != len(before) {
		return false
	}
	for name, a := range after {
		b := before[name]
		if b == nil || !os.SameFile(a, b) || a.Size() != b.Size() || !a.ModTime().Equal(b.ModTime()) {
			return false
		}
	}
	return true
}

// recordSentences holds what is said of people's own files where sentences,
// which are about a site, would be wrong.
var recordSentences = map[Reason]sentence{
	ErrBusy: {
		"un autre import écrit déjà dans « {0} »",
		"another import is already writing into “{0}”",
		"attendez qu’il finisse, puis relancez ; rien n’a été changé",
		"wait for it to finish, then try again; nothing was changed",
	},
	ErrForeign: {
		"« {0} » existe déjà, et ce n’est pas une fiche que l’import peut remplacer",
		"“{0}” already exists, and is not a record that the import can replace",
		"déplacez ou renommez ce fichier, puis relancez ; rien n’a été changé",
		"move or rename that file, then try again; nothing was changed",
	},
	ErrUnsafe: {
		"vous êtes dans « {0} », que l’import remplace d’un coup",
		"you are inside “{0}”, which the import replaces in one step",
		"placez-vous à la racine du portail, puis relancez ; rien n’a été changé",
		"go to the root of the portal, then try again; nothing was changed",
	},
	ErrNotFolder: {
		"« {0} » n’est pas un dossier, ou c’est un lien",
		"“{0}” is not a folder, or is a link",
		"choisissez un autre dossier avec --into ; rien n’a été changé",
		"choose another folder with --into; nothing was changed",
	},
	ErrDenied: {
		"vous n’avez pas le droit d’écrire ou de lire « {0} »",
		"you are not permitted to write or read “{0}”",
		"demandez ce droit, puis relancez ; rien n’a été changé",
		"ask for permission, then try again; nothing was changed",
	},
	ErrReadOnly: {
		"« {0} » est sur un disque en lecture seule",
		"“{0}” is on a read-only disk",
		"copiez le portail sur un autre disque ; rien n’a été changé",
		"copy the portal to another disk; nothing was changed",
	},
	ErrFull: {
		"il n’y a plus de place sur le disque pour « {0} »",
		"there is no room left on the disk for “{0}”",
		"libérez de la place, puis relancez ; rien n’a été changé",
		"free some room, then try again; nothing was changed",
	},
	ErrMount: {
		"« {0} » est un disque ou un volume monté : il ne peut pas être remplacé d’un coup",
		"“{0}” is a mounted disk or volume: it cannot be replaced in one step",
		"choisissez avec --into un dossier à l’intérieur du volume",
		"choose with --into a folder inside the volume",
	},
	ErrAside: {
		"un import interrompu a laissé les anciennes fiches dans « {0} »",
		"an interrupted import left the old records in “{0}”",
		"remettez ce dossier à la place du nouveau, ou supprimez-le, puis relancez",
		"put that folder back in place of the new one, or delete it, then try again",
	},
	ErrMoved: {
		"« {0} » a changé pendant l’import",
		"“{0}” changed during the import",
		"relancez l’import ; rien n’a été changé",
		"run the import again; nothing was changed",
	},
	ErrMachine: {
		"impossible d’écrire « {0} » : {2}",
		"cannot write “{0}”: {2}",
		"les fiches sont intactes",
		"the records are whole",
	},
}
