package write_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"balise/generator/write"
)

// The test binary runs again as a build that its parent kills.
func TestMain(m *testing.M) {
	if out := os.Getenv("BALISE_KILLED_BUILD"); out != "" {
		version, _ := strconv.Atoi(os.Getenv("BALISE_KILLED_VERSION"))
		if err := killedBuild(out, version, os.Getenv("BALISE_KILLED_PLAIN") != ""); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// version makes a site of which half the pages say which version it is, and
// where each version has a folder of its own.
func version(v int) files {
	site := files{}
	for i := range 200 {
		site[fmt.Sprintf("d%d/same%d.html", i%20, i)] = "same"
		site[fmt.Sprintf("d%d/page%d.html", i%20, i)] = fmt.Sprint("version ", v)
		site[fmt.Sprintf("only%d/page%d.html", v, i)] = "here"
	}
	return site
}

func killedBuild(out string, v int, plain bool) error {
	opts := write.Options{}
	if plain {
		opts = write.Plain(opts)
	}
	s, err := write.Open(out, opts)
	if err != nil {
		return err
	}
	defer s.Abort()
	fmt.Println("open") // the parent counts from here
	for name, text := range version(v) {
		if err := s.Write(name, []byte(text)); err != nil {
			return err
		}
	}
	_, err = s.Commit()
	return err
}

// Killed at any moment, the old site or the new one.
func TestKill(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	run := func(t *testing.T, out string, v int, plain string, after time.Duration) (time.Duration, error) {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), "BALISE_KILLED_BUILD="+out, "BALISE_KILLED_VERSION="+strconv.Itoa(v), "BALISE_KILLED_PLAIN="+plain)
		said := new(strings.Builder)
		cmd.Stderr = said
		ready, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ready.Read(make([]byte, 1))
		start := time.Now()
		if after >= 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		err = cmd.Wait()
		if said.Len() > 0 {
			t.Errorf("version %d: %s", v, said)
		}
		return time.Since(start), err
	}
	for _, plain := range []string{"", "plain"} {
		t.Run("disk "+plain, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			if _, err := run(t, out, 0, plain, -1); err != nil {
				t.Fatal(err)
			}
			put(t, out, files{"CNAME": "x"})
			whole, err := run(t, out, 1, plain, -1)
			if err != nil {
				t.Fatal(err)
			}
			old, killed, swapped := 1, 0, 0
			last := 22
			if testing.Short() {
				last = 6
			}
			for v := 2; v < last; v++ {
				_, err := run(t, out, v, plain, rand.N(whole*5/4))
				if err != nil {
					killed++
				}
				if plain != "" { // between the renames there is no output: Open puts it back
					s, err := write.Open(out, write.Options{})
					if err != nil {
						t.Fatal(err)
					}
					s.Abort()
				}
				got := tree(t, out)
				now := old
				if got["d0/page0.html"] == fmt.Sprint("version ", v) {
					now = v
					swapped++
				}
				want := version(now)
				want["CNAME"] = "x"
				wantTree(t, out, want)
				old = now
			}
			t.Logf("a build takes %v; of %d, %d were killed, %d put the new site in place", whole, last-2, killed, swapped)
			want := version(30)
			mustBuild(t, out, write.Options{}, want)
			want["CNAME"] = "x"
			wantTree(t, out, want)
			wantAlone(t, out)
		})
	}
}
