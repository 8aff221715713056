// Package trace remembers what was asked of a folder and what it answered, and
// tells later whether it would answer the same.
//
// What is computed from a folder alone need not be computed again while every
// answer stays what it was: that is all the package knows. It holds no
// dependency graph, guesses nothing from dates, and keeps no file's content:
// an answer is a SHA-256 sum.
package trace

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// FS is a folder that remembers. Its methods may be called from several
// goroutines.
type FS struct {
	fsys fs.FS
	mu   sync.Mutex
	seen map[Question]Answer
}

// Question is something that was asked of a folder.
type Question struct {
	Ask  Ask
	Name string // slash-separated, from the folder
}

// Ask is one of the three things that can be asked.
type Ask byte

// What can be asked of a name: what stands there, what it holds, what it lists.
const (
	Stat Ask = 's'
	File Ask = 'f'
	List Ask = 'd'
)

// Answer sums what a folder answered: a fault too is an answer.
type Answer [sha256.Size]byte

// New makes a folder remember.
func New(fsys fs.FS) *FS { return &FS{fsys: fsys, seen: map[Question]Answer{}} }

func (t *FS) note(ask Ask, name string, sum Answer) {
	t.mu.Lock()
	t.seen[Question{ask, name}] = sum
	t.mu.Unlock()
}

// Stat is [fs.StatFS]'s.
func (t *FS) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(t.fsys, name)
	t.note(Stat, name, sumInfo(info, err))
	return info, err
}

// ReadFile is [fs.ReadFileFS]'s.
func (t *FS) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(t.fsys, name)
	t.note(File, name, sumFile(data, err))
	return data, err
}

// ReadDir is [fs.ReadDirFS]'s.
func (t *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(t.fsys, name)
	t.note(List, name, sumList(entries, err))
	return entries, err
}

// Open opens a file or a folder, whose whole content then counts as asked for.
func (t *FS) Open(name string) (fs.File, error) {
	f, err := t.fsys.Open(name)
	if err != nil {
		t.note(File, name, sumFile(nil, err))
		return nil, err
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		_, _ = t.ReadDir(name)
	} else {
		_, _ = t.ReadFile(name)
	}
	return f, nil
}

func sumInfo(info fs.FileInfo, err error) Answer {
	if err != nil {
		return sumError(err)
	}
	size := info.Size()
	if !info.Mode().IsRegular() {
		size = 0 // a folder's says nothing of what it lists
	}
	return sha256.Sum256(fmt.Appendf(nil, "%s %d", info.Mode().Type(), size))
}

func sumFile(data []byte, err error) Answer {
	if err != nil {
		return sumError(err)
	}
	return sha256.Sum256(data)
}

func sumList(entries []fs.DirEntry, err error) Answer {
	b := make([]byte, 0, 4096)
	for _, e := range entries {
		b = fmt.Appendf(b, "%s %q\n", e.Type(), e.Name())
	}
	if err != nil {
		b = append(b, err.Error()...)
	}
	return sha256.Sum256(b)
}

func sumError(err error) Answer {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return sha256.Sum256([]byte("fault: " + err.Error()))
}

// Text writes what was asked and answered, one a line, sorted. [Same] reads it.
func (t *FS) Text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := make([]string, 0, len(t.seen))
	for q, sum := range t.seen {
		lines = append(lines, fmt.Sprintf("%c %s %q\n", q.Ask, hex.EncodeToString(sum[:]), q.Name))
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

// Same tells whether a folder would answer today what text says it answered. A
// text that cannot be read is not the same.
func Same(fsys fs.FS, text string) bool {
	t := New(fsys)
	for line := range strings.Lines(text) {
		var ask Ask
		var sum, name string
		if _, err := fmt.Sscanf(line, "%c %s %q\n", &ask, &sum, &name); err != nil {
			return false
		}
		if !t.ask(Question{ask, name}) {
			return false
		}
		now := t.seen[Question{ask, name}]
		if hex.EncodeToString(now[:]) != sum {
			return false
		}
	}
	return true
}

// ask asks again.
func (t *FS) ask(q Question) bool {
	switch q.Ask {
	case Stat:
		_, _ = t.Stat(q.Name)
	case File:
		// Looked at first: opening a named pipe would wait for ever.
		if info, err := fs.Stat(t.fsys, q.Name); err == nil && !info.Mode().IsRegular() {
			return false
		}
		_, _ = t.ReadFile(q.Name)
	case List:
		_, _ = t.ReadDir(q.Name)
	default:
		return false
	}
	return true
}
