package write

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// Beside an output named public stand, while it is being built:
//
//	.balise-public.lock              taken by the build
//	.balise-public-0123456789abcdef  the new output, then the old one being removed
//	.balise-public.old               the old one, where folders cannot be exchanged
const prefix = ".balise-"

// place is where an output stands: the folder that holds it, open, and its
// name there. The output itself may not exist.
type place struct {
	dir    string // absolute, without links
	base   string
	parent *os.Root
	unlock func() // nil when the lock is not held
	alone  bool   // the lock is held: whatever is beside the output is ours to clear
}

// find follows out to the folder it names and refuses those that hold more
// than a site. It makes the folders above it.
func find(out string) (*place, error) {
	target, err := follow(out)
	if err != nil {
		return nil, err
	}
	if err := refuse(target, out); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		return nil, err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(target))
	if err != nil {
		return nil, err
	}
	parent, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &place{dir: dir, base: filepath.Base(target), parent: parent}, nil
}

// follow resolves the links that out itself is, even to a folder that does
// not exist yet, or that an interrupted exchange has just taken away.
func follow(out string) (string, error) {
	target, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	for range 40 { // as many as Linux follows
		info, err := os.Lstat(target)
		if err != nil || info.Mode()&fs.ModeSymlink == 0 {
			return target, nil // an error shows again when the folder is opened
		}
		to, err := os.Readlink(target)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			dir, err := filepath.EvalSymlinks(filepath.Dir(target))
			if err != nil {
				return "", err
			}
			to = filepath.Join(dir, to)
		}
		target = filepath.Clean(to)
	}
	return "", &Error{Reason: ErrNotFolder, Path: out, Err: errors.New("too many links")}
}

// refuse guards the root of the disk, and the folders that hold the home or
// the working folder.
func refuse(target, out string) error {
	info, err := os.Stat(target)
	if err != nil {
		return nil // what does not exist holds nothing
	}
	inside := []string{}
	if home, err := os.UserHomeDir(); err == nil {
		inside = append(inside, home)
	}
	if cwd, err := os.Getwd(); err == nil {
		inside = append(inside, cwd)
	}
	unsafe := filepath.Dir(target) == target
	for _, dir := range inside {
		unsafe = unsafe || under(dir, info)
	}
	if unsafe {
		return &Error{Reason: ErrUnsafe, Path: out}
	}
	return nil
}

// under tells whether dir is the folder described by info, or is inside it.
// Folders are compared by identity: their names may differ by case or links.
func under(dir string, info fs.FileInfo) bool {
	dir, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return false
	}
	for {
		if here, err := os.Stat(dir); err == nil && os.SameFile(here, info) {
			return true
		}
		above := filepath.Dir(dir)
		if above == dir {
			return false
		}
		dir = above
	}
}

// path gives the full path of something in the output, for people.
func (p *place) path(in ...string) string {
	return filepath.Join(append([]string{p.dir, p.base}, in...)...)
}

func (p *place) lockName() string  { return prefix + p.base + ".lock" }
func (p *place) asideName() string { return prefix + p.base + ".old" }
func (p *place) stageName() string { return fmt.Sprintf("%s%s-%016x", prefix, p.base, rand.Uint64()) }

// isStage tells whether name is one that stageName gives. The number has a
// fixed form, so that the stages of "public-2" are not taken for ours.
func (p *place) isStage(name string) bool {
	number, ok := strings.CutPrefix(name, prefix+p.base+"-")
	return ok && len(number) == 16 && strings.Trim(number, "0123456789abcdef") == ""
}

// lock keeps other builds out of the same output until release.
func (p *place) lock() error {
	unlock, err := lockFile(p, p.lockName())
	switch {
	case errors.Is(err, errors.ErrUnsupported):
		// A disk without locks, such as some network drives: build all the
		// same, and leave alone what another build may be using.
		return nil
	case errors.Is(err, ErrBusy):
		return &Error{Reason: ErrBusy, Path: p.path()}
	case err != nil:
		return explain(err, p.dir)
	}
	p.unlock, p.alone = unlock, true
	return nil
}

func (p *place) release() {
	if p.unlock != nil {
		p.unlock()
	}
	p.parent.Close()
}

// repair puts the old output back when a build was killed between the two
// renames of a swap, and removes it when the build was killed after them.
func (p *place) repair() error {
	aside := p.asideName()
	if _, err := p.parent.Lstat(aside); err != nil {
		return nil
	}
	_, err := p.parent.Lstat(p.base)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return p.parent.Rename(aside, p.base)
	case !p.alone:
		return nil
	}
	// A manifest shows that the output is the one that was swapped in. Without
	// it, somebody made a folder there since: the files that Balise did not
	// make are then only in the old one.
	if _, err := p.parent.Lstat(p.base + "/" + manifestName); err != nil {
		return &Error{Reason: ErrAside, Path: filepath.Join(p.dir, aside)}
	}
	_ = removeTree(p.parent, aside) // sweep and swap meet it again if it stays
	return nil
}

// sweep removes the stages of killed builds. One that cannot be removed does
// not keep anybody from building.
func (p *place) sweep() {
	if !p.alone {
		return
	}
	f, err := p.parent.Open(".")
	if err != nil {
		return
	}
	entries, _ := f.ReadDir(-1)
	f.Close()
	for _, entry := range entries {
		if entry.IsDir() && p.isStage(entry.Name()) {
			_ = removeTree(p.parent, entry.Name())
		}
	}
}
