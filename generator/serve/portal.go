package serve

import (
	"context"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"balise/generator/build"
	"balise/generator/diag"
)

// How long the portal is let be before it is read. Programs save in several
// steps (empty, then write; write aside, then rename), and a switch of branch
// takes a while.
const (
	quiet     = 15 * time.Millisecond  // without a change, after the last one
	longest   = 300 * time.Millisecond // from the first change
	patience  = 250 * time.Millisecond // more, before a fault is shown: the file may be half written
	longFault = 2 * time.Second        // but no more than that
	look      = time.Second            // between two looks at the day, and at a folder that cannot be watched
)

// state is what is served at one moment. It never changes.
type state struct {
	tree    *build.Tree // of the last portal without errors; nil when there was none
	page    uint64      // counts the trees
	version uint64      // counts the states
	faults  []diag.Diag
	problem error // of the machine: the folder cannot be read
}

// failed tells whether the portal cannot be built as it is.
func (s *state) failed() bool {
	errs, _ := diag.Count(s.faults)
	return s.problem != nil || errs > 0
}

// portal is read again when it changes. Its state may be asked for at any time.
type portal struct {
	Options
	watch  *watcher
	folder folder
	reader build.Reader
	run    string // tells one run from another
	state  atomic.Pointer[state]

	mu      sync.Mutex
	waiting map[chan struct{}]bool // of those who want to be told

	// What follows belongs to follow.
	day    time.Time
	held   *state    // read, and not shown yet
	since  time.Time // when the first of the faults that are held was read
	glance time.Duration
}

func newPortal(o Options) *portal {
	run := strconv.FormatInt(time.Now().UnixNano(), 36)
	return &portal{Options: o, run: run, watch: newWatcher(o.Dir), waiting: map[chan struct{}]bool{}}
}

// follow reads the portal, then again each time that it changes, until ctx ends.
func (p *portal) follow(ctx context.Context) {
	tick := time.NewTicker(look)
	defer tick.Stop()
	var looked time.Time
	for ctx.Err() == nil {
		p.update(ctx)
		select {
		case <-ctx.Done():
		case <-p.watch.wake:
			p.settle(ctx)
		case <-tick.C:
			// Looking at everything takes its time: a tenth of the machine's at most.
			if p.watch.isBlind() && time.Since(looked) > 10*p.glance {
				p.watch.markAll()
				looked = time.Now()
			}
		}
	}
}

// settle waits for the end of a burst of changes.
func (p *portal) settle(ctx context.Context) {
	end := time.After(longest)
	for {
		select {
		case <-ctx.Done():
			return
		case <-end:
			return
		case <-time.After(quiet):
			return
		case <-p.watch.wake:
		}
	}
}

// update reads the portal when it changed, and shows what came of it.
func (p *portal) update(ctx context.Context) {
	start := time.Now()
	next := p.read()
	p.glance = time.Since(start)
	if next == nil {
		if next = p.held; next == nil {
			return // nothing changed
		}
	}
	if shown := p.state.Load(); shown != nil && next.failed() {
		if p.held == nil {
			p.since = start
		}
		p.held = next
		if time.Since(p.since) < longFault && p.more(ctx) {
			return
		}
	}
	p.held = nil
	p.show(next, time.Since(start))
}

// more waits a little, and tells whether there are changes to come.
func (p *portal) more(ctx context.Context) bool {
	select {
	case <-ctx.Done():
		return true
	case <-p.watch.wake:
		p.watch.rouse()
		return true
	case <-time.After(patience):
		return false
	}
}

// read reads the portal; nil when nothing changed that it is made of.
func (p *portal) read() *state {
	root, err := build.Open(p.Dir)
	if err != nil {
		return p.lost(err)
	}
	defer root.Close()
	day, err := p.Today()
	if err != nil {
		return p.lost(err)
	}
	if self, err := root.Stat("."); err == nil && p.folder.self != nil && !os.SameFile(self, p.folder.self) {
		p.watch.forget()
	}
	changed := p.folder.again(root, p.watch.take())
	shown := p.state.Load()
	if p.held != nil && p.held.problem != nil {
		p.held, changed = nil, true // the folder is back
	}
	if shown != nil && shown.problem == nil && !changed && day.Equal(p.day) {
		return nil
	}
	p.day = day
	model, theme, ds := p.reader.Read(&p.folder, day)
	p.watch.follow(p.folder.folders())
	next := &state{faults: ds}
	if !next.failed() {
		next.tree = build.NewTree(model, theme)
	}
	return next
}

// lost is the state of a portal whose folder cannot be read; nil when it was
// so already. The watch that it had is worth nothing.
func (p *portal) lost(err error) *state {
	p.watch.take()
	p.watch.forget()
	p.watch.follow([]string{"."}) // fails, so that the folder is looked for
	if shown := p.state.Load(); shown != nil && shown.problem != nil && shown.problem.Error() == err.Error() {
		return nil
	}
	return &state{problem: err}
}

// show makes next the state, and tells whoever waits.
func (p *portal) show(next *state, took time.Duration) {
	shown := p.state.Load()
	if shown != nil {
		next.version, next.page = shown.version+1, shown.page
	}
	if next.tree != nil {
		next.page++
	} else if shown != nil {
		next.tree = shown.tree
	}
	p.state.Store(next)
	p.mu.Lock()
	for one := range p.waiting {
		select {
		case one <- struct{}{}:
		default: // it has not looked since the last time
		}
	}
	p.mu.Unlock()
	if p.Tell != nil {
		p.Tell(Update{Faults: next.faults, Problem: next.problem, Took: took, First: shown == nil, Blind: p.watch.isBlind()})
	}
}

// subscribe gives a channel that holds one when the state changed; stop ends it.
func (p *portal) subscribe() (changed <-chan struct{}, stop func()) {
	one := make(chan struct{}, 1)
	p.mu.Lock()
	p.waiting[one] = true
	p.mu.Unlock()
	return one, func() {
		p.mu.Lock()
		delete(p.waiting, one)
		p.mu.Unlock()
	}
}
