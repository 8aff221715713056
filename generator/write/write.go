// Package write puts a finished site on disk: whole or nothing, and only what
// changed.
//
// A Stage stands for the next output. Write compares each file with the last
// output at once: an equal one is only remembered, a different one goes into
// a staging folder beside the output. Commit hard-links into the staging
// folder what is equal (same inode, same date: rsync and SFTP stay small) and
// what Balise did not make (CNAME, .git), then exchanges the two folders in
// one step. When nothing changed, nothing at all is written. A build that is
// killed leaves the old output whole, or the new one; the next build removes
// what it left beside it.
//
// A file named .balise at the root of the output lists what Balise made
// there. It is how a page that no longer exists goes, and how a file put
// there by somebody else stays.
//
// The package refuses to write over a file that it did not make, to follow a
// link out of the output, to take a path that some system cannot hold, and to
// stand in for the root of the disk, the home folder or the working folder.
// It does not watch for files that others change in the output while a Commit
// is running: the output has one writer at a time.
package write

import (
	"io/fs"
	"path"
	"sync"
)

// Options tells Open what else the new output holds.
type Options struct {
	// Keep is asked about each file that the last build made and that this
	// one has not written. True carries the file over; false removes it. It
	// is what lets a build of one territory leave the others alone. nil
	// removes them all.
	Keep func(path string) bool

	plain bool   // tests: as on a disk that can neither exchange folders nor link files
	pause func() // tests: what others do just before an Update exchanges folders
}

// Summary counts what a Commit did.
type Summary struct {
	Written   int   // files that are new or have new bytes
	Unchanged int   // files written again with the bytes they had
	Kept      int   // files of the last build carried over because Options.Keep said so
	Removed   int   // files of the last build that are gone
	Bytes     int64 // length of the files counted in Written

	// Leftover is the folder that could not be removed once the new output
	// was in place, or empty. The next Open tries again.
	Leftover string
}

// A Stage is an output being prepared. Write may be called from several
// goroutines; Commit and Abort wait for the calls that are running.
type Stage struct {
	place *place
	opts  Options
	last  *previous

	gate   sync.RWMutex // held for reading by Write, for writing by Commit and Abort
	closed bool

	mu        sync.Mutex
	claims    map[string]claim // by folded path
	unchanged []string
	written   int
	bytes     int64
	sum       uint64 // of what was given to Write
	failed    error  // the first error of a Write: Commit refuses to publish after it

	old  *folders // nil when there was no output
	next *folders // nil until the first difference
	name string   // of the staging folder, in the folder that holds the output
}

// claim is a path that this build takes, as it was spelled.
type claim struct {
	path   string
	folder bool
}

// Open prepares a new output in the folder out, which need not exist, nor the
// folders above it. A symbolic link to a folder is followed. Open takes a lock
// that the system releases even if the process is killed, and clears what a
// killed build left.
//
// Errors are of type *Error. ErrBusy: another build is writing there.
// ErrUnsafe: out is the root of the disk, or holds the home or the working
// folder. ErrNotFolder, ErrDenied, ErrReadOnly, ErrFull, ErrMount,
// ErrManifest, ErrAside: see each.
func Open(out string, opts Options) (*Stage, error) {
	p, err := find(out)
	if err != nil {
		return nil, explain(err, out)
	}
	s := &Stage{place: p, opts: opts, claims: map[string]claim{}}
	if err := s.open(); err != nil {
		s.close()
		return nil, explain(err, out)
	}
	return s, nil
}

func (s *Stage) open() error {
	p := s.place
	if err := p.lock(); err != nil {
		return err
	}
	if err := p.repair(); err != nil {
		return err
	}
	p.sweep()
	last, err := readPrevious(p)
	if err != nil {
		return err
	}
	s.last = last
	if last.root != nil {
		s.old = &folders{root: last.root}
	}
	return nil
}

// Write adds a file to the output. name is relative, slash-separated and
// clean. data is not kept after Write returns.
//
// Errors are of type *Error: ErrPath for a name that some system cannot hold,
// ErrTwice for a name given before (upper and lower case count as the same:
// many disks do), ErrClash for a file where another file needs a folder,
// ErrForeign for a file in the way that Balise did not make and that does not
// hold the same bytes, ErrFull and the like for the machine's. After an error
// Commit publishes nothing.
func (s *Stage) Write(name string, data []byte) error {
	s.gate.RLock()
	defer s.gate.RUnlock()
	if s.closed {
		return &Error{Reason: ErrClosed, Path: name}
	}
	err := s.write(name, data)
	if err == nil {
		return nil
	}
	err = explain(err, name)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failed == nil {
		s.failed = err
	}
	return err
}

func (s *Stage) write(name string, data []byte) error {
	if err := checkPath(name); err != nil {
		return err
	}
	if err := s.claim(name); err != nil {
		return err
	}
	dir, base := path.Split(name)
	dir = path.Clean(dir)

	there, exists := s.last.leaves[name]
	if exists {
		same := false
		if there.kind == regular {
			folder, err := s.old.get(dir)
			if err != nil {
				return err
			}
			same, err = holds(folder.root, base, data)
			s.old.put(folder)
			if err != nil {
				return err
			}
		}
		switch {
		case same:
			s.mu.Lock()
			s.unchanged = append(s.unchanged, name)
			s.sum += fileSum(name, data)
			s.mu.Unlock()
			return nil
		case !there.ours:
			return &Error{Reason: ErrForeign, Path: name}
		}
	}
	if err := s.create(dir, base, data); err != nil {
		return err
	}
	s.mu.Lock()
	s.written++
	s.bytes += int64(len(data))
	s.sum += fileSum(name, data)
	s.mu.Unlock()
	return nil
}

// claim takes name and the folders above it for this build.
func (s *Stage) claim(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := fold(name)
	if c, taken := s.claims[key]; taken {
		if c.folder {
			return &Error{Reason: ErrClash, Path: name, Other: c.path}
		}
		return &Error{Reason: ErrTwice, Path: name, Other: c.path}
	}
	s.claims[key] = claim{path: name}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		key := fold(dir)
		c, taken := s.claims[key]
		switch {
		case taken && !c.folder:
			return &Error{Reason: ErrClash, Path: c.path, Other: name}
		case taken && c.path != dir:
			return &Error{Reason: ErrTwice, Path: dir, Other: c.path}
		case taken:
			return nil // and so are the folders above it
		}
		if there, exists := s.last.leaves[dir]; exists && !there.ours {
			return &Error{Reason: ErrForeign, Path: dir}
		}
		s.claims[key] = claim{path: dir, folder: true}
	}
	return nil
}

// create writes a new file into the staging folder.
func (s *Stage) create(dir, base string, data []byte) error {
	next, err := s.staging()
	if err != nil {
		return err
	}
	folder, err := next.get(dir)
	if err != nil {
		return err
	}
	defer next.put(folder)
	return folder.create(base, data)
}

// staging makes the staging folder at the first difference.
func (s *Stage) staging() (*folders, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next != nil {
		return s.next, nil
	}
	name := s.place.stageName()
	perm := fs.FileMode(0o755)
	if top := s.last.folders["."]; top != nil {
		perm = top.Mode().Perm() | 0o700
	}
	if err := s.place.parent.Mkdir(name, perm); err != nil {
		return nil, err
	}
	s.name = name
	root, err := s.place.parent.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	if top := s.last.folders["."]; top != nil {
		if err := mirror(root, ".", top); err != nil {
			root.Close()
			return nil, err
		}
	}
	s.next = &folders{root: root, like: s.last.folders, made: map[string]bool{".": true}}
	return s.next, nil
}

// Abort removes what was staged and releases the lock. It does nothing after
// a Commit or an Abort: defer it.
func (s *Stage) Abort() {
	s.gate.Lock()
	defer s.gate.Unlock()
	s.close()
}

// close lets go of everything, staging folder included.
func (s *Stage) close() {
	if s.closed {
		return
	}
	s.closed = true
	s.closeFolders()
	if s.name != "" {
		// What cannot be removed now is swept by the next Open.
		_ = removeTree(s.place.parent, s.name)
	}
	s.place.release()
}

// closeFolders closes the handles on both outputs. Windows does not rename a
// folder that somebody holds open.
func (s *Stage) closeFolders() {
	if s.old != nil {
		s.old.close()
	}
	if s.next != nil {
		s.next.close()
	}
}
