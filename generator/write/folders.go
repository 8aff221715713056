package write

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"sync"
)

// maxOpen is how many handles a folders keeps: well under the 256 files that
// some systems let a process open.
const maxOpen = 64

// folders keeps handles on the folders in use under root, so that a file deep
// in the tree costs one step instead of one a level. Pages are written site
// by site: few folders are in use at a time.
type folders struct {
	root *os.Root

	// Only for a tree being made. like holds the folders of the last output,
	// whose permissions are taken over; made, the folders that exist.
	like map[string]fs.FileInfo
	made map[string]bool

	mu   sync.Mutex
	open map[string]*folder
}

type folder struct {
	root  *os.Root
	users int

	once sync.Once
	self *os.File // the folder as a file; see file
	err  error
}

// file opens the folder as a file, once.
func (f *folder) file() (*os.File, error) {
	f.once.Do(func() { f.self, f.err = f.root.Open(".") })
	return f.self, f.err
}

func (f *folder) close() {
	f.root.Close()
	f.self.Close() // nothing to do when it was not opened
}

// get opens dir, and makes it first in a tree being made. put gives it back.
func (t *folders) get(dir string) (*folder, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if f := t.open[dir]; f != nil {
		f.users++
		return f, nil
	}
	if t.made != nil {
		if err := t.makeAll(dir); err != nil {
			return nil, err
		}
	}
	if len(t.open) >= maxOpen {
		t.evict()
	}
	root, err := t.root.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	f := &folder{root: root, users: 1}
	if t.open == nil {
		t.open = map[string]*folder{}
	}
	t.open[dir] = f
	return f, nil
}

func (t *folders) put(f *folder) {
	t.mu.Lock()
	defer t.mu.Unlock()
	f.users--
}

// evict closes a handle that nobody uses.
func (t *folders) evict() {
	for dir, f := range t.open {
		if f.users == 0 {
			f.close()
			delete(t.open, dir)
			return
		}
	}
}

// ensure makes dir and the folders above it.
func (t *folders) ensure(dir string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.makeAll(dir)
}

func (t *folders) makeAll(dir string) error {
	if t.made[dir] {
		return nil
	}
	if err := t.makeAll(path.Dir(dir)); err != nil {
		return err
	}
	if err := t.root.Mkdir(dir, 0o755); err != nil {
		return err
	}
	if info := t.like[dir]; info != nil {
		if err := mirror(t.root, dir, info); err != nil {
			return err
		}
	}
	t.made[dir] = true
	return nil
}

// close closes every handle, root included.
func (t *folders) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, f := range t.open {
		f.close()
	}
	clear(t.open)
	t.root.Close()
}

// mirror gives a new folder the owner and the permissions that it had, plus
// those we need while we fill it (seal takes them back). The owner is
// given where we may: a folder shared by a group must stay so.
func mirror(root *os.Root, dir string, had fs.FileInfo) error {
	now, err := root.Lstat(dir)
	if err != nil {
		return err
	}
	giveOwner(root, dir, now, had)
	if want := had.Mode() | 0o700; want != now.Mode() {
		return root.Chmod(dir, want&modeBits)
	}
	return nil
}

// modeBits are the bits of a mode that Chmod sets.
const modeBits = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

// removeTree removes a folder and all it holds, read-only folders included.
// It removes links, never what they point to.
func removeTree(parent *os.Root, name string) error {
	err := parent.RemoveAll(name)
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	root, err := parent.OpenRoot(name)
	if err != nil {
		return err
	}
	openUp(root, ".")
	root.Close()
	return parent.RemoveAll(name)
}

// openUp makes the folders under dir removable. Errors show when removing.
func openUp(root *os.Root, dir string) {
	_ = root.Chmod(dir, 0o700)
	f, err := root.Open(dir)
	if err != nil {
		return
	}
	entries, _ := f.ReadDir(-1)
	f.Close()
	for _, entry := range entries {
		if entry.IsDir() {
			openUp(root, path.Join(dir, entry.Name()))
		}
	}
}
