package main

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// crowd is a portal of n structures, under a title that every page shows.
func crowd(t *testing.T, dir, title string, n int) {
	t.Helper()
	var b strings.Builder
	for i := range n {
		b.WriteString(record(fmt.Sprint("lieu-", i), "services = [\"Aide aux démarches administratives\"]"))
	}
	site := strings.Replace(siteText("", ""), "Le numérique à Vannes", title, 1)
	for name, text := range map[string]string{"site.toml": site, "data/structures/a.toml": b.String()} {
		if err := put(filepath.Join(dir, name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := writeMinimal(dir); err != nil {
		t.Fatal(err)
	}
}

// TestKill kills builds at random moments: what stands in the output is the old
// site or the new one, and the next build mends the rest.
func TestKill(t *testing.T) {
	times, places := 15, 300
	if testing.Short() {
		times, places = 4, 50
	}
	root := t.TempDir()
	portals := [2]string{filepath.Join(root, "pair"), filepath.Join(root, "impair")}
	crowd(t, portals[0], "Titre pair", places)
	crowd(t, portals[1], "Titre impair", places)
	out := filepath.Join(root, "web", "public")
	build := func(version int) []string { return []string{"build", "-C", portals[version], "--out", out} }

	var want [2]map[string]string
	var whole time.Duration
	for _, version := range []int{0, 1} {
		start := time.Now()
		succeed(t, process(t, nil, build(version)...))
		whole = time.Since(start)
		want[version] = treeHashes(out)
	}
	if maps.Equal(want[0], want[1]) {
		t.Fatal("the two sites are the same")
	}
	now, killed, swapped := 1, 0, 0
	for i := range times {
		cmd := process(t, nil, build(1-now)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Half of the time anywhere, half of the time towards the exchange.
		after, start := rand.N(whole), time.Now()
		if i%2 == 1 {
			after = whole/2 + rand.N(whole*6/10)
		}
		timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
		if cmd.Wait() != nil {
			killed++
		} else {
			whole = min(whole, time.Since(start))
		}
		timer.Stop()
		got := treeHashes(out)
		switch {
		case maps.Equal(got, want[1-now]):
			now = 1 - now
			swapped++
		case !maps.Equal(got, want[now]):
			t.Fatalf("killed after %v, neither the old site (%s) nor the new one (%s)", after, difference(want[now], got), difference(want[1-now], got))
		}
	}
	t.Logf("a build takes %v; of %d, %d were killed, %d put the new site in place", whole, times, killed, swapped)
	if killed == 0 {
		t.Error("no build was killed")
	}
	succeed(t, process(t, nil, build(1-now)...))
	if got := treeHashes(out); !maps.Equal(got, want[1-now]) {
		t.Errorf("the next build: %s", difference(want[1-now], got))
	}
	wantAlone(t, filepath.Dir(out))
}

// wantAlone wants nothing beside the output.
func wantAlone(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "public" {
			t.Errorf("left beside the output: %s", e.Name())
		}
	}
}

// TestTwoBuilds starts two builds of one output: one waits for nobody and says
// so, and the site is whole.
func TestTwoBuilds(t *testing.T) {
	root := t.TempDir()
	portal, out := filepath.Join(root, "portail"), filepath.Join(root, "web", "public")
	crowd(t, portal, "Titre", 300)
	var stderr [2]bytes.Buffer
	var status [2]int
	done := make(chan bool)
	for i := range 2 {
		cmd := process(t, nil, "build", "-C", portal, "--out", out)
		cmd.Stderr = &stderr[i]
		go func() {
			_ = cmd.Run()
			status[i] = cmd.ProcessState.ExitCode()
			done <- true
		}()
	}
	<-done
	<-done
	if min(status[0], status[1]) != 0 || max(status[0], status[1]) > 1 {
		t.Errorf("status %v\n%s%s", status, &stderr[0], &stderr[1])
	}
	if faults := pageFaults(out, ""); len(faults) > 0 {
		t.Errorf("%s", strings.Join(faults[:min(len(faults), 10)], "\n"))
	}
	wantAlone(t, filepath.Dir(out))
}

// TestReadOnlyOutput builds where nothing can be written: it is said, in the
// language of the run, and the old site stays.
func TestReadOnlyOutput(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root writes everywhere")
	}
	root := t.TempDir()
	crowd(t, root, "Titre", 2)
	web := filepath.Join(root, "web")
	out := filepath.Join(web, "public")
	if _, stderr, status := balise(t, "build", "-C", root, "--out", out); status != 0 {
		t.Fatal(stderr)
	}
	before := treeHashes(out)
	crowd(t, root, "Autre titre", 3)
	if err := os.Chmod(web, 0o500); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(web, 0o700) })
	_, stderr, status := balise(t, "build", "-C", root, "--out", out)
	wantMachine(t, stderr, status)
	if got := treeHashes(out); !maps.Equal(before, got) {
		t.Errorf("%s", difference(before, got))
	}
}

// wantMachine wants the machine's refusal: one line, a hint, status 1.
func wantMachine(t *testing.T, stderr string, status int) {
	t.Helper()
	if status != 1 || !strings.Contains(stderr, "balise: erreur: ") || !strings.Contains(stderr, "\n  aide : ") {
		t.Errorf("status %d\n%s", status, stderr)
	}
}
