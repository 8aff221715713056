package main

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// process is the command in a process of its own, with env added to nothing.
func process(t testing.TB, env []string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append([]string{asBalise + "=1", "SOURCE_DATE_EPOCH=" + epoch, "HOME=" + t.TempDir()}, env...)
	cmd.Dir = t.TempDir()
	return cmd
}

// succeed runs the command and returns what it said.
func succeed(t testing.TB, cmd *exec.Cmd) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args[1:], err, errorsOf(stderr.String()))
	}
	return stdout.String()
}

// example copies the project's own portal into dir. The files are created in an
// order and with dates drawn from r; nil copies them in their order, as they are.
func example(t testing.TB, dir string, r *rand.Rand) {
	t.Helper()
	var names []string
	for _, top := range []string{"site.toml", "content", "data"} {
		err := filepath.WalkDir(filepath.Join("..", top), func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				names = append(names, name)
			}
			return err
		})
		if errors.Is(err, fs.ErrNotExist) {
			t.Skip("the example portal is not here")
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if r != nil {
		r.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		rel, _ := filepath.Rel("..", name)
		to := filepath.Join(dir, rel)
		if err := put(to, data); err != nil {
			t.Fatal(err)
		}
		if r != nil {
			when := time.Unix(r.Int64N(2_000_000_000), 0)
			if err := os.Chtimes(to, when, when); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestSameBytes builds the example portal from two copies, on machines as unlike
// as one machine can be.
func TestSameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the example portal five times")
	}
	a, b := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "un", "autre chemin", "é", "portail")
	example(t, a, nil)
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	example(t, b, rand.New(rand.NewPCG(seed, 0)))

	succeed(t, process(t, []string{"GOMAXPROCS=1", "TZ=UTC", "LANG=C"}, "build", "-C", a))
	succeed(t, process(t, []string{"GOMAXPROCS=2", "TZ=Pacific/Kiritimati", "LANG=fr_FR.UTF-8", "LC_ALL=fr_FR.UTF-8", "GOGC=20"}, "build", "-C", b, "--out", "site", "--lang", "en"))
	want := treeHashes(filepath.Join(a, "public"))
	if got := treeHashes(filepath.Join(b, "site")); !maps.Equal(want, got) {
		t.Errorf("two copies differ: %s", difference(want, got))
	}
	if faults := pageFaults(filepath.Join(a, "public"), "https://portail.example/"); len(faults) > 0 {
		t.Errorf("%d faults:\n%s", len(faults), strings.Join(faults[:min(len(faults), 20)], "\n"))
	}

	// Built again, nothing is written; built site by site, the same stands there.
	before := identities(filepath.Join(a, "public"))
	succeed(t, process(t, []string{"GOMAXPROCS=3", "TZ=America/New_York"}, "build", "-C", a))
	if after := identities(filepath.Join(a, "public")); !maps.Equal(before, after) {
		t.Errorf("written again: %s", difference(before, after))
	}
	succeed(t, process(t, nil, "build", "-C", a, "--territoire", "morbihan"))
	if after := identities(filepath.Join(a, "public")); !maps.Equal(before, after) {
		t.Errorf("written by a build of one territory: %s", difference(before, after))
	}
}

// TestDay tells that the day of a site is SOURCE_DATE_EPOCH's, in France: 23:30
// in Greenwich on the last day of a year is the next year there, wherever the
// machine is.
func TestDay(t *testing.T) {
	dir := t.TempDir()
	if err := put(filepath.Join(dir, "data/structures/a.toml"), []byte(record("limite")+"verifie_le = 2026-01-01\nreverifier = \"365 jours\"\n")); err != nil {
		t.Fatal(err)
	}
	if err := writeMinimal(dir); err != nil {
		t.Fatal(err)
	}
	build := func(zone string, second string) map[string]string {
		out := filepath.Join(t.TempDir(), "site")
		succeed(t, process(t, []string{"TZ=" + zone, "SOURCE_DATE_EPOCH=" + second}, "build", "-C", dir, "--out", out))
		return treeHashes(out)
	}
	const midnight = "1798759800" // 2026-12-31T23:30:00Z, 00:30 of the next day in Paris
	same := build("UTC", midnight)
	for _, zone := range []string{"Pacific/Kiritimati", "Pacific/Pago_Pago"} {
		if got := build(zone, midnight); !maps.Equal(same, got) {
			t.Errorf("TZ=%s: %s", zone, difference(same, got))
		}
	}
	if got := build("UTC", "1798800000"); !maps.Equal(same, got) { // later that day
		t.Errorf("another hour: %s", difference(same, got))
	}
	stale := build("UTC", "1799000000") // 2027-01-03: a year and a day after
	if maps.Equal(same, stale) {
		t.Error("a record that became stale shows nowhere")
	}
	for _, bad := range []string{"hier", "1e9", "99999999999999999999", " 1"} {
		cmd := process(t, []string{"SOURCE_DATE_EPOCH=" + bad}, "build", "-C", dir)
		if err := cmd.Run(); cmd.ProcessState == nil || cmd.ProcessState.ExitCode() != 2 {
			t.Errorf("SOURCE_DATE_EPOCH=%q: %v, want status 2", bad, err)
		}
	}
	for _, odd := range []string{"-1", "0", "9223372036854775807", "-9223372036854775808"} {
		var stderr bytes.Buffer
		cmd := process(t, []string{"SOURCE_DATE_EPOCH=" + odd}, "check", "-C", dir)
		cmd.Stderr = &stderr
		if err := cmd.Run(); cmd.ProcessState == nil || cmd.ProcessState.ExitCode() > 2 || strings.Contains(stderr.String(), "goroutine ") {
			t.Errorf("SOURCE_DATE_EPOCH=%q: %v\n%s", odd, err, stderr.String())
		}
	}
}
