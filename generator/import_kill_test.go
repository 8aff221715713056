package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// sheetOf is a table of n places, with the first digits of their telephones.
func sheetOf(t *testing.T, name, prefix string, n int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("id,nom,commune,code_postal,date_maj,telephone\n")
	for i := range n {
		fmt.Fprintf(&b, "lieu-%d,Lieu %d,Vannes,56000,2025-12-01,%s%04d\n", i, i, prefix, i)
	}
	file := filepath.Join(t.TempDir(), name)
	if err := put(file, []byte(b.String())); err != nil {
		t.Fatal(err)
	}
	return file
}

// importing is a portal and the two versions of a table that are brought into it
// in turn, with what its structures are after each.
func importing(t *testing.T, root string, n int) (bring func(version int) []string, want [2]map[string]string, whole time.Duration) {
	t.Helper()
	if err := writeMinimal(root); err != nil {
		t.Fatal(err)
	}
	files := [2]string{sheetOf(t, "a.csv", "026191", n), sheetOf(t, "b.csv", "019900", n)}
	bring = func(version int) []string { return []string{"import", "-C", root, "--source", "S", files[version]} }
	for _, version := range []int{0, 1} {
		start := time.Now()
		succeed(t, process(t, nil, bring(version)...))
		whole = time.Since(start)
		want[version] = treeHashes(filepath.Join(root, "data", "structures"))
	}
	if maps.Equal(want[0], want[1]) {
		t.Fatal("the two versions are the same")
	}
	return bring, want, whole
}

// TestKilledImport kills imports at random moments: the portal holds the old
// records or the new ones, and the next import mends the rest.
func TestKilledImport(t *testing.T) {
	times, places := 20, 300
	if testing.Short() {
		times, places = 4, 50
	}
	root := t.TempDir()
	bring, want, whole := importing(t, root, places)
	now, killed, swapped := 1, 0, 0
	for i := range times {
		cmd := process(t, nil, bring(1-now)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		after, start := rand.N(whole), time.Now()
		if i%2 == 1 { // towards the exchange
			after = whole/2 + rand.N(whole*6/10)
		}
		timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
		if cmd.Wait() != nil {
			killed++
		} else {
			whole = min(whole, time.Since(start))
		}
		timer.Stop()
		got := treeHashes(filepath.Join(root, "data", "structures"))
		switch {
		case maps.Equal(got, want[1-now]):
			now = 1 - now
			swapped++
		case !maps.Equal(got, want[now]):
			t.Fatalf("killed after %v, neither the old records (%s) nor the new ones (%s)", after, difference(want[now], got), difference(want[1-now], got))
		}
	}
	t.Logf("an import takes %v; of %d, %d were killed, %d put the new records in place", whole, times, killed, swapped)
	if killed == 0 {
		t.Error("no import was killed")
	}
	succeed(t, process(t, nil, bring(1-now)...))
	if got := treeHashes(filepath.Join(root, "data", "structures")); !maps.Equal(got, want[1-now]) {
		t.Errorf("the next import: %s", difference(want[1-now], got))
	}
	entries, err := os.ReadDir(filepath.Join(root, "data"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("left beside the records: %s", e.Name())
		}
	}
}
