// Package serve shows a portal to whoever writes it: the sites as build would
// write them, made in memory when they are looked at, and made again when a file
// is saved.
//
// Each file is served at its own address, byte for byte as build writes it: no
// script is slipped into a page, so that what is looked at is what will be
// published, its security policy included. What shows a page again when it
// changed, and what is wrong in the portal, is another page, the face, at
// /-/voir/: it holds the page in a frame, listens to /-/etat (server-sent
// events), has the frame load its page again where the reader stood, and lays
// the faults over it. When the portal has errors the last one that had none
// stays under them.
//
// Reading again is done whole (load, check, plan: see build.Reader), and only
// the page that is asked for is rendered (build.Tree). There is no graph of what
// depends on what, so that nothing can be stale.
//
// The package writes nothing to the disk, listens on 127.0.0.1 only, answers
// those only who call it by its own name (a page of another site, or one whose
// name was made to lead here, gets nothing), and runs nothing of the portal's.
// It is no host for the public: it knows no encryption, no cache, no crowd.
package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"time"

	"balise/generator/build"
	"balise/generator/diag"
)

// Options are what the command line says.
type Options struct {
	Dir   string // the portal's folder
	Port  int    // 0: any that is free
	Next  bool   // take one of the next ports when Port is taken
	Lang  diag.Lang
	Today func() (time.Time, error) // the day that the portal is shown for; asked every second
	// Ready is told where the portal is shown, before it is read.
	Ready func(address string)
	// Tell, which may be nil, is told what each reading gave, one at a time.
	Tell func(Update)
}

// Update is what a reading of the portal gave.
type Update struct {
	Faults  []diag.Diag // as build says them
	Problem error       // of the machine: the folder cannot be read
	Took    time.Duration
	First   bool
	Blind   bool // some folder cannot be watched: the portal is looked at every now and then
}

// tries is how many ports are tried when any of them will do.
const tries = 20

// Run serves until ctx ends. An error is a fault of the machine, or of the
// command line (*build.UsageError): no such folder, a port that is taken.
func Run(ctx context.Context, o Options) error {
	root, err := build.Open(o.Dir)
	if err != nil {
		return err
	}
	root.Close()
	if o.Dir, err = filepath.Abs(o.Dir); err != nil {
		return fmt.Errorf("finding the folder: %w", err)
	}
	listener, err := listen(o.Port, o.Next)
	if err != nil {
		return err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	o.Ready(fmt.Sprintf("http://127.0.0.1:%d%s", port, facePath))
	return serve(ctx, o, listener, port)
}

// serve owns the listener, and leaves nothing running.
func serve(ctx context.Context, o Options, listener net.Listener, port int) error {
	ctx, stop := context.WithCancel(ctx)
	p := newPortal(o)
	var running sync.WaitGroup
	defer running.Wait()
	defer p.watch.close()
	defer stop()
	server := &http.Server{
		Handler:           newHandler(p, port),
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends those that listen to events
		ReadHeaderTimeout: 10 * time.Second,
		MaxHeaderBytes:    64 << 10,
	}
	running.Go(func() { p.follow(ctx) })
	running.Go(func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		if server.Shutdown(grace) != nil {
			_ = server.Close()
		}
	})
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving: %w", err)
	}
	return nil
}

// listen takes a port of the loopback interface.
func listen(port int, next bool) (net.Listener, error) {
	last := port
	if next && port > 0 {
		last = min(port+tries, 65535)
	}
	for try := port; ; try++ {
		l, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(try)))
		switch {
		case err == nil:
			return l, nil
		case !taken(err):
			return nil, &build.UsageError{
				FR: fmt.Sprintf("le port %d ne peut pas être ouvert : %s", try, diag.Said(root(err))[0]),
				EN: fmt.Sprintf("port %d cannot be opened: %s", try, diag.Said(root(err))[1]),
			}
		case try == last:
			return nil, &build.UsageError{
				FR: fmt.Sprintf("le port %d est déjà pris ; essayez --port %d, ou --port 0 pour un port libre", port, port%65535+1),
				EN: fmt.Sprintf("port %d is taken; try --port %d, or --port 0 for one that is free", port, port%65535+1),
			}
		}
	}
}

// taken tells whether a port could not be opened because somebody has it.
func taken(err error) bool {
	const windows = syscall.Errno(10048) // WSAEADDRINUSE, which has no portable name
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windows)
}

// root is what an error is about, without who met it.
func root(err error) error {
	for {
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}
