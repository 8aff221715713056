package write

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
)

// maxManifest is the largest manifest read, in bytes: a million long paths.
const maxManifest = 128 << 20

// kind is what stands at a path of the last output.
type kind uint8

const (
	regular kind = iota
	symlink
	special // a pipe, a socket, a device: carried over by a hard link or not at all
)

// leaf is anything in the last output but a folder.
type leaf struct {
	kind kind
	ours bool // a regular file that the manifest lists
}

// previous is the last output as Open found it. It does not change after.
type previous struct {
	root     *os.Root               // nil when there is none
	info     fs.FileInfo            // of the folder itself
	leaves   map[string]leaf        // by path
	folders  map[string]fs.FileInfo // by path; "." is the output itself
	manifest []byte                 // as it stands on disk; nil when there is none
	listed   []string               // the files that the manifest lists, there or not
}

func readPrevious(p *place) (*previous, error) {
	last, err := readFolder(p)
	if err != nil || last.root == nil {
		return last, err
	}
	if err := last.readManifest(p); err != nil {
		last.root.Close()
		return nil, err
	}
	return last, nil
}

// readFolder lists what stands in the place; nothing of it is known to be ours.
func readFolder(p *place) (*previous, error) {
	last := &previous{leaves: map[string]leaf{}, folders: map[string]fs.FileInfo{}}
	info, err := p.parent.Lstat(p.base)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return last, nil
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, &Error{Reason: ErrNotFolder, Path: p.path()}
	}
	if above, err := p.parent.Stat("."); err != nil {
		return nil, err
	} else if !sameDevice(above, info) {
		return nil, &Error{Reason: ErrMount, Path: p.path()}
	}
	root, err := p.parent.OpenRoot(p.base)
	if err != nil {
		return nil, err
	}
	last.root, last.info = root, info
	if err := last.walk("."); err != nil {
		root.Close()
		var e *fs.PathError
		if errors.As(err, &e) {
			return nil, explain(err, p.path(e.Path))
		}
		return nil, err
	}
	return last, nil
}

func (l *previous) readManifest(p *place) error {
	where := p.path(manifestName)
	there, ok := l.leaves[manifestName]
	if !ok && l.folders[manifestName] == nil {
		return nil
	}
	delete(l.leaves, manifestName) // neither ours to compare nor foreign: written anew
	if !ok || there.kind != regular {
		return &Error{Reason: ErrManifest, Path: where, Err: errors.New("not a regular file")}
	}
	src, err := readAtMost(l.root, manifestName, maxManifest)
	if err != nil {
		return explain(err, where)
	}
	if l.listed, err = parseManifest(src); err != nil {
		return &Error{Reason: ErrManifest, Path: where, Err: err}
	}
	l.manifest = src
	for _, name := range l.listed {
		if there, ok := l.leaves[name]; ok && there.kind == regular {
			l.leaves[name] = leaf{kind: regular, ours: true}
		}
	}
	return nil
}

// walk records what is under dir. Links are recorded, never followed. A disk
// mounted inside is refused: the last output is removed once it is replaced,
// and the files of that disk would go with it.
func (l *previous) walk(dir string) error {
	f, err := l.root.Open(dir)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	var entries []fs.DirEntry
	if err == nil {
		entries, err = f.ReadDir(-1)
	}
	f.Close()
	if err != nil {
		return err
	}
	if !sameDevice(l.info, info) {
		return &Error{Reason: ErrMount, Path: dir}
	}
	l.folders[dir] = info
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		switch t := entry.Type(); {
		case t.IsDir():
			if err := l.walk(name); err != nil {
				return err
			}
		case t.IsRegular():
			l.leaves[name] = leaf{kind: regular}
		case t&fs.ModeSymlink != 0:
			l.leaves[name] = leaf{kind: symlink}
		default:
			l.leaves[name] = leaf{kind: special}
		}
	}
	return nil
}

func readAtMost(root *os.Root, name string, limit int64) ([]byte, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(src)) > limit {
		err = errors.New("too long")
	}
	return src, err
}

// buffers hold what is compared. Most pages fit in one read.
var buffers = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// holds tells whether the file holds exactly data. The size is compared
// first, so that a file that changed is seldom read.
func holds(root *os.Root, name string, data []byte) (bool, error) {
	f, err := root.Open(name)
	if err != nil {
		return false, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false, nil
	}
	buf := buffers.Get().(*[64 << 10]byte)
	defer buffers.Put(buf)
	for len(data) > 0 {
		n, err := f.Read(buf[:min(len(buf), len(data))])
		if !bytes.Equal(buf[:n], data[:n]) {
			return false, nil
		}
		data = data[n:]
		if errors.Is(err, io.EOF) {
			return len(data) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
	return true, nil
}
