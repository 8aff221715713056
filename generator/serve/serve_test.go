package serve_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/serve"
)

// deadline is the longest that anything is waited for, on a slow machine.
const deadline = time.Minute

var today = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func always() (time.Time, error) { return today, nil }

// running is a portal that is served.
type running struct {
	t       *testing.T
	dir     string
	base    string // http://127.0.0.1:N
	updates chan serve.Update
	stop    func() // waits for the end
}

// minimal writes the portal that the project's tests vary.
func minimal(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	a, err := txtar.ParseFile("../testdata/minimal.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		put(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Data))
	}
	return dir
}

// put writes a file in place, as a plain program does.
func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// start serves a portal until the test ends.
func start(t *testing.T, dir string, change ...func(*serve.Options)) *running {
	t.Helper()
	address := make(chan string, 1)
	r := &running{t: t, dir: dir, updates: make(chan serve.Update, 10_000)}
	o := serve.Options{
		Dir: dir, Lang: diag.French, Today: always,
		Ready: func(a string) { address <- a },
		Tell:  func(u serve.Update) { r.updates <- u },
	}
	for _, c := range change {
		c(&o)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- serve.Run(ctx, o) }()
	stopped := false
	r.stop = func() {
		if cancel(); stopped {
			return
		}
		stopped = true
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(deadline):
			t.Error("it does not stop")
		}
	}
	t.Cleanup(r.stop)
	select {
	case a := <-address:
		base, ok := strings.CutSuffix(a, "/-/voir/")
		if !ok {
			t.Fatalf("it is ready at %q", a)
		}
		r.base = base
	case err := <-ended:
		ended <- nil
		t.Fatal(err)
	}
	return r
}

func (r *running) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

// update waits for the next reading.
func (r *running) update() serve.Update {
	r.t.Helper()
	select {
	case u := <-r.updates:
		return u
	case <-time.After(deadline):
		r.t.Fatal("nothing was read")
		return serve.Update{}
	}
}

// get asks for a file.
func (r *running) get(name string) (status int, body []byte, header http.Header) {
	r.t.Helper()
	res, err := http.Get(r.base + name)
	if err != nil {
		r.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err = io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, body, res.Header
}

// until reads updates until the condition holds.
func (r *running) until(what string, ok func() bool) {
	r.t.Helper()
	end := time.After(deadline)
	for !ok() {
		select {
		case <-r.updates:
		case <-end:
			r.t.Fatalf("never: %s", what)
		}
	}
}

// shows tells whether a page holds a text.
func (r *running) shows(name, text string) bool {
	r.t.Helper()
	_, body, _ := r.get(name)
	return bytes.Contains(body, []byte(text))
}

// state is what the face is told.
type state struct {
	Page             uint64
	Errors, Warnings int
	Problem, Title   string
	Stale            bool
	Faults           []struct{ Level, Place, Message, Hint, Excerpt string }
}

// listen gives the states as they come, until the test ends.
func (r *running) listen() <-chan state {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.base+"/-/etat", nil)
	if err != nil {
		r.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" {
		r.t.Fatalf("events are %q", kind)
	}
	states := make(chan state, 1000)
	go func() {
		defer res.Body.Close()
		defer close(states)
		lines := bufio.NewScanner(res.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var s state
				if json.Unmarshal([]byte(data), &s) == nil {
					states <- s
				}
			}
		}
	}()
	return states
}

// await gives the first state that is what the test waits for.
func await(t *testing.T, states <-chan state, what string, ok func(state) bool) state {
	t.Helper()
	end := time.After(deadline)
	for {
		select {
		case s := <-states:
			if ok(s) {
				return s
			}
		case <-end:
			t.Fatalf("never told: %s", what)
		}
	}
}

// TestSameBytesAsBuild asks for every file that a build writes: each comes byte
// for byte. Nothing is written beside the sources.
func TestSameBytesAsBuild(t *testing.T) {
	t.Run("minimal", func(t *testing.T) { sameBytes(t, minimal(t)) })
	t.Run("example", func(t *testing.T) {
		if testing.Short() {
			t.Skip("skipped: -short")
		}
		dir := t.TempDir()
		for _, name := range []string{"content", "data"} {
			if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("../..", name))); err != nil {
				t.Fatal(err)
			}
		}
		site, err := os.ReadFile("../../site.toml")
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, "site.toml"), string(site))
		sameBytes(t, dir)
	})
}

func sameBytes(t *testing.T, dir string) {
	out := filepath.Join(t.TempDir(), "public")
	if res, ds, err := build.Run(build.Options{Dir: dir, Out: out, Today: today}); err != nil || res == nil {
		t.Fatal(ds, err)
	}
	before := names(t, dir)
	r := start(t, dir)
	r.update()
	files := names(t, out)
	if len(files) < 30 {
		t.Fatalf("%d files only", len(files))
	}
	for _, name := range files {
		if strings.HasPrefix(filepath.Base(name), ".") {
			continue // the list of what the build wrote, for the next one
		}
		want, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		status, got, header := r.get("/" + name)
		if status != http.StatusOK || !bytes.Equal(got, want) {
			t.Errorf("%s: status %d, %d bytes; build writes %d", name, status, len(got), len(want))
		}
		if kind := header.Get("Content-Type"); kind == "" || kind == "application/octet-stream" {
			t.Errorf("%s is of no type: %q", name, kind)
		}
	}
	for _, name := range []string{"/absent.html", "/assets/absent.css", "/absent/index.html", "/site.toml", "/../site.toml", "/essai/assets/absent.css", "/essai/donnees/absent.csv"} {
		if status, _, _ := r.get(name); status != http.StatusNotFound {
			t.Errorf("%s: status %d", name, status)
		}
	}
	r.stop()
	if after := names(t, dir); strings.Join(before, " ") != strings.Join(after, " ") {
		t.Errorf("it wrote: %q", after)
	}
}

// names lists the files under a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestStrangers: only those who call the server by its own name are answered,
// and no page of another site is.
func TestStrangers(t *testing.T) {
	r := start(t, minimal(t))
	r.update()
	own := strings.TrimPrefix(r.base, "http://")
	_, port, _ := strings.Cut(own, ":")
	for _, c := range []struct {
		name, method, host, origin, path string
		status                           int
	}{
		{"itself", "GET", own, "", "/", 200},
		{"localhost", "GET", "localhost:" + port, "", "/", 200},
		{"capitals", "GET", "LOCALHOST:" + port, "", "/", 200},
		{"its own page", "GET", own, r.base, "/-/voir.js", 200},
		{"HEAD", "HEAD", own, "", "/", 200},
		{"a name that was made to lead here", "GET", "portail.example:" + port, "", "/", 421},
		{"the same, for the events", "GET", "portail.example:" + port, "", "/-/etat", 421},
		{"a name that begins alike", "GET", "127.0.0.1.example:" + port, "", "/", 421},
		{"another port", "GET", "127.0.0.1:1", "", "/", 421},
		{"another site", "GET", own, "https://portail.example", "/-/etat", 403},
		{"another site, for a page", "GET", own, "http://portail.example", "/", 403},
		{"a page of nowhere", "GET", own, "null", "/-/etat", 403},
		{"another port of this machine", "GET", own, "http://127.0.0.1:1", "/", 403},
		{"POST", "POST", own, "", "/", 405},
		{"DELETE", "DELETE", own, r.base, "/-/etat", 405},
		{"what is not there", "GET", own, "", "/-/passwd", 404},
		{"the face of another server", "GET", own, "", "/-/voir//portail.example/", 404},
		{"the face of a face", "GET", own, "", "/-/voir/-/voir/", 404},
	} {
		t.Run(c.name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), c.method, r.base+c.path, nil)
			if err != nil {
				t.Fatal(err)
			}
			req.Host = c.host
			if c.origin != "" {
				req.Header.Set("Origin", c.origin)
			}
			res, err := http.DefaultTransport.RoundTrip(req)
			if err != nil {
				t.Fatal(err)
			}
			res.Body.Close()
			if res.StatusCode != c.status {
				t.Errorf("status %d, want %d", res.StatusCode, c.status)
			}
			if got := res.Header.Get("Cross-Origin-Resource-Policy"); got != "same-origin" {
				t.Errorf("other sites may load it: %q", got)
			}
			if !strings.Contains(res.Header.Get("Content-Security-Policy"), "frame-ancestors") {
				t.Error("other sites may frame it")
			}
		})
	}
}

// TestFaultsComeAndGo: a fault is told with its place, excerpt and hint; the last
// good page stays; mended, the fault goes and the page is the new one.
func TestFaultsComeAndGo(t *testing.T) {
	dir := minimal(t)
	guide := filepath.Join(dir, "content", "guides", "neuf.md")
	const front = "+++\ntitre = \"Neuf\"\nresume = \"Un guide.\"\nmaj = 2025-12-01\n+++\n\n"
	put(t, guide, front+"Premier texte.\n")
	r := start(t, dir)
	r.update()
	states := r.listen()
	first := await(t, states, "a portal without errors", func(s state) bool { return s.Errors == 0 && s.Page > 0 })

	page := pageOf(t, r, "neuf.html")
	put(t, guide, strings.Replace(front, "2025-12-01", "2025-13-01", 1)+"Second texte.\n")
	bad := await(t, states, "an error", func(s state) bool { return s.Errors > 0 })
	f := bad.Faults[0]
	if f.Level != "error" || !strings.HasPrefix(f.Place, "content/guides/neuf.md:4:") || !strings.Contains(f.Excerpt, "2025-13-01") || !strings.Contains(f.Excerpt, "^") || f.Hint == "" || f.Message == "" {
		t.Errorf("the fault is told as %+v", f)
	}
	if bad.Page != first.Page || !bad.Stale {
		t.Errorf("the pages were made again: %+v", bad)
	}
	if !r.shows(page, "Premier texte.") {
		t.Error("the last good page is gone")
	}

	put(t, guide, front+"Second texte.\n")
	good := await(t, states, "a mended portal", func(s state) bool { return s.Errors == 0 })
	if good.Page == first.Page || good.Stale {
		t.Errorf("the pages were not made again: %+v", good)
	}
	if !r.shows(page, "Second texte.") {
		t.Error("the page is not the new one")
	}
}

// pageOf finds the address of a guide in the first site.
func pageOf(t *testing.T, r *running, name string) string {
	t.Helper()
	entries, err := build.Open(r.dir)
	if err != nil {
		t.Fatal(err)
	}
	entries.Close()
	portal, _, _, err := build.Read(r.dir, today)
	if err != nil {
		t.Fatal(err)
	}
	return "/" + portal.Territories[0].Chemin + "/guides/" + name
}

// TestFaultyFromTheStart: there is no page to show yet, which is said; mended, it
// comes.
func TestFaultyFromTheStart(t *testing.T) {
	dir := minimal(t)
	site, err := os.ReadFile(filepath.Join(dir, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "site.toml"), "titre = \n")
	r := start(t, dir)
	if u := r.update(); len(u.Faults) == 0 {
		t.Error("no fault is told")
	}
	status, body, header := r.get("/")
	if status != http.StatusServiceUnavailable || !strings.HasPrefix(header.Get("Content-Type"), "text/plain") || !bytes.Contains(body, []byte("site.toml:1:")) {
		t.Errorf("%d: %s", status, body)
	}
	put(t, filepath.Join(dir, "site.toml"), string(site))
	r.until("the portal", func() bool { status, _, _ := r.get("/"); return status == http.StatusOK })
}

// TestPorts: a port that is taken is said to be; the default one gives way.
func TestPorts(t *testing.T) {
	taken, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	dir := minimal(t)
	o := serve.Options{Dir: dir, Port: port, Today: always, Ready: func(a string) { t.Error("ready at", a) }}
	usage, ok := serve.Run(t.Context(), o).(*build.UsageError)
	if !ok || !strings.Contains(usage.FR, "déjà pris") || !strings.Contains(usage.EN, "taken") {
		t.Errorf("it says %v", usage)
	}
	r := start(t, dir, func(o *serve.Options) { o.Port, o.Next = port, true })
	r.update()
	if strings.HasSuffix(r.base, ":"+strings.TrimPrefix(taken.Addr().String(), "127.0.0.1:")) {
		t.Errorf("it is at %s", r.base)
	}
	if !strings.HasPrefix(r.base, "http://127.0.0.1:") {
		t.Errorf("it is not on the loopback: %s", r.base)
	}
}

// TestNoSuchFolder is refused at once.
func TestNoSuchFolder(t *testing.T) {
	o := serve.Options{Dir: filepath.Join(t.TempDir(), "absent"), Today: always, Ready: func(string) { t.Error("ready") }}
	if _, ok := serve.Run(t.Context(), o).(*build.UsageError); !ok {
		t.Error("it is no fault of usage")
	}
}

// TestLeavesNothingRunning: faces that listen are let go, and nothing is left.
func TestLeavesNothingRunning(t *testing.T) {
	r := start(t, minimal(t))
	r.update()
	for range 5 {
		<-r.listen()
	}
	r.stop()
	end := time.Now().Add(deadline)
	for {
		left := leftRunning()
		if left == "" {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("left running:\n%s", left)
		}
		runtime.Gosched()
	}
}

// leftRunning gives the stacks of the package that are not its tests'.
func leftRunning() string {
	buf := make([]byte, 1<<20)
	var left []string
	for _, stack := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
		if strings.Contains(stack, "balise/generator/serve.") || strings.Contains(stack, "fsnotify.") {
			left = append(left, stack)
		}
	}
	return strings.Join(left, "\n\n")
}

// TestMidnight: the day changes, and so do the pages that say it.
func TestMidnight(t *testing.T) {
	day := make(chan time.Time, 1)
	day <- today
	r := start(t, minimal(t), func(o *serve.Options) {
		o.Today = func() (time.Time, error) {
			now := <-day
			day <- now
			return now, nil
		}
	})
	states := r.listen()
	first := <-states
	<-day
	day <- today.AddDate(2, 0, 0)
	s := await(t, states, "another day", func(s state) bool { return s.Page != first.Page })
	if s.Warnings <= first.Warnings {
		t.Errorf("two years later nothing is stale: %+v", s)
	}
}
