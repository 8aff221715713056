package serve

import (
	"context"
	"os"
	"path"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// TestBlind: where nothing can be watched, changes show all the same.
func TestBlind(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("site.toml", "titre = ")
	updates := make(chan Update, 100)
	p := newPortal(Options{Dir: dir, Today: func() (time.Time, error) { return time.Time{}, nil }, Tell: func(u Update) { updates <- u }})
	p.watch.close()
	p.watch.notify, p.watch.blind = nil, true
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { p.follow(ctx) })
	defer running.Wait()
	defer cancel()
	first := <-updates
	if !first.Blind {
		t.Error("it is not said")
	}
	put("site.toml", "titre = 3\n")
	for deadline := time.After(time.Minute); ; {
		select {
		case u := <-updates:
			if len(u.Faults) > 0 && u.Faults[0].Code != first.Faults[0].Code {
				return
			}
		case <-deadline:
			t.Fatal("the change was never seen")
		}
	}
}

// TestTouch: a question is asked again when its own name, a name above it or, for
// a folder, a name just in it changed.
func TestTouch(t *testing.T) {
	for _, c := range []struct {
		ask            byte
		asked, changed string
		want           bool
	}{
		{askFile, "content/guides/a.md", "content/guides/a.md", true},
		{askFile, "content/guides/a.md", "content/guides", true},
		{askFile, "content/guides/a.md", "content", true},
		{askFile, "content/guides/a.md", ".", true},
		{askFile, "content/guides/a.md", "content/guides/b.md", false},
		{askFile, "content/guides/a.md", "content/guides/a", false},
		{askFile, "content", "content/guides", false},
		{askStat, "content", "content/guides", false},
		{askList, "content", "content/guides", true},
		{askList, "content", "content/guides/a.md", false},
		{askList, ".", "public", true},
		{askStat, ".", "public", false},
	} {
		names := map[string]bool{c.changed: true}
		if got := (changes{names: names}).touch(question{c.ask, c.asked}, map[string]bool{path.Dir(c.changed): true}); got != c.want {
			t.Errorf("%c %s after %s: %v", c.ask, c.asked, c.changed, got)
		}
	}
}
