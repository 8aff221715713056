package serve

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// mostNames is how many names that changed are told apart. Past it (a branch
// was switched, an archive unpacked), everything is asked again.
const mostNames = 500

// watcher gathers the names that may have changed in a folder. It watches
// folders and not files, because editors put a new file in the old one's place;
// and those folders only that were asked for, so that what stands beside the
// sources (the output, .git, other people's programs) costs nothing.
//
// Where a folder cannot be watched (too many already, a disk that does not tell)
// the watcher is blind: the portal is then looked at every now and then.
type watcher struct {
	dir    string            // absolute
	notify *fsnotify.Watcher // nil when the system has none left
	wake   chan struct{}     // holds one when there are changes to take
	done   sync.WaitGroup

	mu      sync.Mutex
	changed changes
	gone    map[string]bool // watched folders that were moved or removed
	watched map[string]bool
	blind   bool
}

// newWatcher begins to watch; close ends it. all is to be asked at first.
func newWatcher(dir string) *watcher {
	w := &watcher{dir: dir, wake: make(chan struct{}, 1), gone: map[string]bool{}, watched: map[string]bool{}, changed: changes{all: true, names: map[string]bool{}}}
	var err error
	if w.notify, err = fsnotify.NewWatcher(); err != nil {
		w.notify, w.blind = nil, true
		return w
	}
	w.done.Go(w.hear)
	return w
}

func (w *watcher) close() {
	if w.notify != nil {
		_ = w.notify.Close()
	}
	w.done.Wait()
}

// hear empties the system's queue, whatever else is going on.
func (w *watcher) hear() {
	for {
		select {
		case e, ok := <-w.notify.Events:
			if !ok {
				return
			}
			if rel, err := filepath.Rel(w.dir, e.Name); err == nil {
				name := filepath.ToSlash(rel)
				w.mark(e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename), name)
			}
		case _, ok := <-w.notify.Errors:
			if !ok {
				return
			}
			w.markAll() // events were lost, the queue being full
		}
	}
}

// mark notes names that may have changed.
func (w *watcher) mark(moved bool, names ...string) {
	w.mu.Lock()
	for _, name := range names {
		if moved && w.watched[name] {
			w.gone[name] = true
		}
		if len(w.changed.names) >= mostNames {
			w.changed.all = true
		} else {
			w.changed.names[name] = true
		}
	}
	w.mu.Unlock()
	w.rouse()
}

// markAll notes that anything may have changed.
func (w *watcher) markAll() {
	w.mu.Lock()
	w.changed.all = true
	w.mu.Unlock()
	w.rouse()
}

func (w *watcher) rouse() {
	select {
	case w.wake <- struct{}{}:
	default: // it is awake already
	}
}

// take gives what changed since the last call. Folders that moved are watched no
// more: their watches would go with them.
func (w *watcher) take() changes {
	w.mu.Lock()
	c := w.changed
	w.changed = changes{names: map[string]bool{}}
	var lost []string
	for gone := range w.gone {
		for name := range w.watched {
			if name == gone || gone == "." || strings.HasPrefix(name, gone+"/") {
				lost = append(lost, name)
			}
		}
	}
	clear(w.gone)
	w.mu.Unlock()
	w.drop(lost)
	return c
}

// drop watches these folders no more. The lock is not held meanwhile: on some
// systems this waits until an event is heard.
func (w *watcher) drop(names []string) {
	for _, name := range names {
		_ = w.notify.Remove(w.path(name)) // it may be gone already
		w.mu.Lock()
		delete(w.watched, name)
		w.mu.Unlock()
	}
}

func (w *watcher) path(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// forget drops every watch: the folder is gone, or another.
func (w *watcher) forget() {
	w.mu.Lock()
	names := slices.Collect(maps.Keys(w.watched))
	w.mu.Unlock()
	w.drop(names)
}

// follow watches these folders from now on, as far as they are there. What
// happened in one before it was watched went unseen: it counts as changed.
func (w *watcher) follow(folders []string) {
	if w.notify == nil {
		return
	}
	var added []string
	blind := false
	for _, name := range folders {
		w.mu.Lock()
		known, above := w.watched[name], name == "." || w.watched[path.Dir(name)]
		w.mu.Unlock()
		if known || !above {
			continue // one that is not there shows in the folder above
		}
		switch err := w.notify.Add(w.path(name)); {
		case err == nil:
			w.mu.Lock()
			w.watched[name] = true
			w.mu.Unlock()
			added = append(added, name)
		case name != "." && (errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR)):
		default:
			blind = true
		}
	}
	w.mu.Lock()
	w.blind = blind
	w.mu.Unlock()
	if len(added) > 0 {
		w.mark(false, added...)
	}
}

// isBlind tells whether changes may go unseen.
func (w *watcher) isBlind() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.blind
}
