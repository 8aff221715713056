package serve

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
)

// folder is the portal's folder, which answers what it was asked before without
// asking the disk again: again says which names to ask again. Nothing is assumed
// of what was not asked, and an answer that is the same stays the same value, so
// that a load.Cache sees at a glance that a file did not change.
type folder struct {
	mu      sync.Mutex
	fsys    fs.FS       // while a reading is under way
	self    fs.FileInfo // of the folder, which may be replaced by another
	answers map[question]answer
}

// question is what a folder was asked: what stands under a name, what a file
// holds, what a folder lists.
type question struct {
	ask  byte // one of the three below
	name string
}

const (
	askStat byte = 's'
	askFile byte = 'f'
	askList byte = 'l'
)

type answer struct {
	info    fs.FileInfo
	data    []byte
	entries []fs.DirEntry
	err     error
}

// same tells whether two answers to one question would be read the same. The
// size of a folder and the dates say nothing.
func (a answer) same(b answer) bool {
	switch {
	case (a.err == nil) != (b.err == nil), a.err != nil && reason(a.err) != reason(b.err), (a.info == nil) != (b.info == nil):
		return false
	case a.info != nil && (a.info.Mode().Type() != b.info.Mode().Type() || a.info.Mode().IsRegular() && a.info.Size() != b.info.Size()):
		return false
	}
	return bytes.Equal(a.data, b.data) && slices.EqualFunc(a.entries, b.entries, func(x, y fs.DirEntry) bool {
		return x.Name() == y.Name() && x.Type() == y.Type()
	})
}

func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// changes are the names that may have changed: those and all under them, or
// everything.
type changes struct {
	all   bool
	names map[string]bool
}

// touch tells whether a question must be asked again.
func (c changes) touch(q question, parents map[string]bool) bool {
	if c.all || q.ask == askList && parents[q.name] {
		return true
	}
	for name := q.name; ; name = path.Dir(name) {
		if c.names[name] {
			return true
		}
		if name == "." {
			return false
		}
	}
}

// again asks again, of fsys, whatever may have changed, and tells whether an
// answer did. From then on new questions go to fsys.
func (f *folder) again(root *os.Root, c changes) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fsys = root.FS()
	if f.answers == nil {
		f.answers = map[question]answer{}
	}
	if self, err := root.Stat("."); err == nil {
		c.all = c.all || f.self == nil || !os.SameFile(self, f.self)
		f.self = self
	}
	if !c.all && len(c.names) == 0 {
		return false
	}
	parents := map[string]bool{}
	for name := range c.names {
		parents[path.Dir(name)] = true
	}
	changed := false
	for q, before := range f.answers {
		if !c.touch(q, parents) {
			continue
		}
		now, asked := f.ask(q)
		switch {
		case !asked:
			delete(f.answers, q)
			changed = true
		case !now.same(before):
			f.answers[q] = now
			changed = true
		}
	}
	return changed
}

// ask asks the disk again. False when it must not: opening a pipe that took the
// place of a file would wait for ever. Whoever reads next looks first, and asks
// no more.
func (f *folder) ask(q question) (a answer, asked bool) {
	switch q.ask {
	case askStat:
		a.info, a.err = fs.Stat(f.fsys, q.name)
	case askList:
		a.entries, a.err = fs.ReadDir(f.fsys, q.name)
		// What editors leave beside their files is none of the portal's: load and
		// theme pass over it, so it need not count as a change.
		a.entries = slices.DeleteFunc(a.entries, func(e fs.DirEntry) bool { return strings.HasPrefix(e.Name(), ".") })
	default:
		if info, err := fs.Stat(f.fsys, q.name); err == nil && !info.Mode().IsRegular() {
			return a, false
		}
		a.data, a.err = fs.ReadFile(f.fsys, q.name)
	}
	return a, true
}

// answer gives what is known, and asks the disk the first time.
func (f *folder) answer(ask byte, name string) answer {
	q := question{ask, name}
	if !fs.ValidPath(name) {
		a, _ := f.ask(q) // refused, and stands nowhere
		return a
	}
	f.mu.Lock()
	known, ok := f.answers[q]
	f.mu.Unlock()
	if ok {
		return known
	}
	a, _ := f.ask(q)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answers[q] = a
	return a
}

// Stat is [fs.StatFS]'s.
func (f *folder) Stat(name string) (fs.FileInfo, error) {
	a := f.answer(askStat, name)
	return a.info, a.err
}

// ReadFile is [fs.ReadFileFS]'s. The bytes are not to be changed.
func (f *folder) ReadFile(name string) ([]byte, error) {
	a := f.answer(askFile, name)
	return a.data, a.err
}

// ReadDir is [fs.ReadDirFS]'s.
func (f *folder) ReadDir(name string) ([]fs.DirEntry, error) {
	a := f.answer(askList, name)
	return slices.Clone(a.entries), a.err
}

// Open is [fs.FS]'s. Readers use the three methods above: what is opened is not
// remembered, and counts as looked at.
func (f *folder) Open(name string) (fs.File, error) {
	_, _ = f.Stat(name)
	return f.fsys.Open(name)
}

// folders lists the folders whose entries the answers depend on, those above
// them included, the outermost first.
func (f *folder) folders() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	seen := map[string]bool{".": true}
	for q := range f.answers {
		name := q.name
		if q.ask != askList {
			name = path.Dir(name)
		}
		for ; !seen[name]; name = path.Dir(name) {
			seen[name] = true
		}
	}
	all := make([]string, 0, len(seen))
	for name := range seen {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}
