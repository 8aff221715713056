package write

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
)

// Commit replaces the output by what was written, in one step, and ends the
// Stage. When nothing changed it leaves the output untouched. On an error the
// old output stays whole and what was staged is removed. Errors are those of
// Write, and ErrMoved.
//
// The manifest and the folder's own names are synced before the exchange, the
// pages are not: the kernel keeps what a killed process wrote, so only a power
// cut can lose them, and since each build compares bytes the next one writes
// again what was lost. A lost manifest could not be made again, and would make
// every page a stranger. Syncing each of 35,000 files would take minutes.
func (s *Stage) Commit() (Summary, error) {
	s.gate.Lock()
	defer s.gate.Unlock()
	if s.closed {
		return Summary{}, &Error{Reason: ErrClosed, Path: s.place.path()}
	}
	defer s.close()
	if s.failed != nil {
		return Summary{}, s.failed
	}
	sum, err := s.commit()
	if err != nil {
		return Summary{}, explain(err, s.place.path())
	}
	return sum, nil
}

func (s *Stage) commit() (Summary, error) {
	sum := Summary{Written: s.written, Unchanged: len(s.unchanged), Bytes: s.bytes}
	kept, removed, err := s.settle()
	if err != nil {
		return sum, err
	}
	sum.Kept, sum.Removed = len(kept), removed
	manifest := formatManifest(s.files())
	if sum.Written == 0 && removed == 0 && bytes.Equal(manifest, s.last.manifest) {
		return sum, nil
	}
	leaves, dirs, err := s.foreign()
	if err != nil {
		return sum, err
	}
	if _, err := s.staging(); err != nil {
		return sum, err
	}
	if err := s.carry(slices.Concat(s.unchanged, kept, leaves), dirs); err != nil {
		return sum, err
	}
	if err := s.seal(manifest); err != nil {
		return sum, err
	}
	s.closeFolders()
	old, err := s.place.swap(s.name, s.last.info, s.opts.plain)
	if err != nil {
		return sum, err
	}
	s.name = "" // no longer ours to remove
	_ = syncFolder(s.place.parent)
	if old != "" && removeTree(s.place.parent, old) != nil {
		sum.Leftover = filepath.Join(s.place.dir, old)
	}
	return sum, nil
}

// settle decides what becomes of the files of the last build that were not
// written, and claims those that are kept.
func (s *Stage) settle() (kept []string, removed int, err error) {
	for _, name := range s.last.listed {
		if !s.last.leaves[name].ours {
			continue // gone, or replaced by something that is not ours
		}
		if c, ok := s.claims[fold(name)]; ok && c.path == name && !c.folder {
			continue
		}
		if s.opts.Keep == nil || !s.opts.Keep(name) {
			removed++
			continue
		}
		if err := s.claim(name); err != nil {
			return nil, 0, err
		}
		kept = append(kept, name)
	}
	return kept, removed, nil
}

// files lists what the manifest will hold.
func (s *Stage) files() []string {
	files := make([]string, 0, len(s.claims))
	for _, c := range s.claims {
		if !c.folder {
			files = append(files, c.path)
		}
	}
	return files
}

// foreign lists what stands in the last output and is not ours: files and
// links, and folders that held nothing of ours, which may be empty. It fails
// where one of them is in the way.
func (s *Stage) foreign() (leaves, dirs []string, err error) {
	ours := map[string]bool{".": true}
	for name, leaf := range s.last.leaves {
		for dir := path.Dir(name); leaf.ours && !ours[dir]; dir = path.Dir(dir) {
			ours[dir] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.last.leaves)) {
		if s.last.leaves[name].ours {
			continue
		}
		c, taken := s.claims[fold(name)]
		if taken && !c.folder && c.path == name {
			continue // it holds what we would write: adopted
		}
		if taken || s.underFile(path.Dir(name)) {
			return nil, nil, &Error{Reason: ErrForeign, Path: name}
		}
		leaves = append(leaves, name)
	}
	for dir := range s.last.folders {
		if ours[dir] {
			continue
		}
		if s.underFile(dir) {
			return nil, nil, &Error{Reason: ErrForeign, Path: dir}
		}
		dirs = append(dirs, dir)
	}
	return leaves, dirs, nil
}

// underFile tells whether dir, or a folder above it, is to be a file.
func (s *Stage) underFile(dir string) bool {
	for ; dir != "."; dir = path.Dir(dir) {
		if c, taken := s.claims[fold(dir)]; taken && !c.folder {
			return true
		}
	}
	return false
}

// carry brings leaves of the last output into the next one, and makes dirs.
// Each folder is filled by one goroutine: two would only wait for each other.
func (s *Stage) carry(leaves, dirs []string) error {
	byDir := map[string][]string{}
	for _, dir := range dirs {
		byDir[dir] = nil
	}
	for _, name := range leaves {
		dir := path.Dir(name)
		byDir[dir] = append(byDir[dir], path.Base(name))
	}
	order := slices.Sorted(maps.Keys(byDir))
	for _, dir := range order {
		if err := s.next.ensure(dir); err != nil {
			return err
		}
	}
	work := make(chan string, len(order))
	for _, dir := range order {
		work <- dir
	}
	close(work)
	var wg sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for i := range errs {
		wg.Go(func() {
			for dir := range work {
				if errs[i] == nil && len(byDir[dir]) > 0 {
					errs[i] = s.carryFolder(dir, byDir[dir])
				}
			}
		})
	}
	wg.Wait()
	return cmp.Or(errs...)
}

func (s *Stage) carryFolder(dir string, names []string) error {
	links, err := newLinker(s, dir)
	if err != nil {
		return err
	}
	defer links.close()
	for _, base := range names {
		name := path.Join(dir, base)
		there := s.last.leaves[name]
		err := errors.ErrUnsupported
		switch {
		case there.kind == symlink:
			err = copyLink(s.last.root, s.next.root, name)
		case !s.opts.plain:
			err = links.link(base)
		}
		if err != nil && there.kind == regular {
			// Disks without hard links, files that have too many, or that
			// belong to somebody else (Linux's protected_hardlinks).
			err = copyFile(s.last.root, s.next.root, name)
		}
		if errors.Is(err, fs.ErrNotExist) && !there.ours {
			continue // its owner removed it since Open
		}
		if err != nil {
			return explain(err, name)
		}
	}
	return nil
}

func copyLink(from, to *os.Root, name string) error {
	target, err := from.Readlink(name)
	if err != nil {
		return err
	}
	return to.Symlink(target, name)
}

// copyFile copies a file with its permissions and its date.
func copyFile(from, to *os.Root, name string) error {
	src, err := from.Open(name)
	if err != nil {
		return err
	}
	defer src.Close()
	info, err := src.Stat()
	if err != nil {
		return err
	}
	dst, err := to.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	if e := dst.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = to.Chmod(name, info.Mode()&modeBits)
	}
	if err == nil {
		err = to.Chtimes(name, info.ModTime(), info.ModTime())
	}
	return err
}

// seal writes the manifest, makes the staging folder last, and closes the
// folders that were closed to writing.
func (s *Stage) seal(manifest []byte) error {
	root := s.next.root
	f, err := root.OpenFile(manifestName, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(manifest)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = syncFolder(root)
	}
	if err != nil {
		return err
	}
	return s.closeUp()
}

// closeUp takes back the permissions that filling closed folders needed, from
// the deepest up: a folder must stay open while those in it change.
func (s *Stage) closeUp() error {
	for _, dir := range slices.Backward(slices.Sorted(maps.Keys(s.next.made))) {
		info := s.last.folders[dir]
		if info == nil || info.Mode()&0o700 == 0o700 {
			continue
		}
		if err := s.next.root.Chmod(dir, info.Mode()&modeBits); err != nil {
			return err
		}
	}
	return nil
}
