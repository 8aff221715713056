package main

import (
	"crypto/sha256"
	_ "embed"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write what the tests see as what they want")

// asBalise, in the environment, makes the test binary be the command.
const asBalise = "BALISE_TEST_COMMAND"

// epoch is the day of every test: 1 January 2026.
const epoch = "1767222000"

func TestMain(m *testing.M) {
	if os.Getenv(asBalise) != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"balise": main})
}

// TestStories runs the scripts of testdata/story. The first line of each says
// what a person saw or wants.
func TestStories(t *testing.T) {
	var remembered sync.Map // folder → its identities: stories run side by side
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/story",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			e.Setenv("SOURCE_DATE_EPOCH", epoch)
			e.Setenv("LANG", "C")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// minimal [FOLDER] writes the files of the minimal portal that are
			// not there yet: a story holds only those that it is about.
			"minimal": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(writeMinimal(ts.MkAbs(strings.Join(args, ""))))
			},
			// same A B compares two folders, bytes and names.
			"same": func(ts *testscript.TestScript, neg bool, args []string) {
				a, b := treeHashes(ts.MkAbs(args[0])), treeHashes(ts.MkAbs(args[1]))
				if maps.Equal(a, b) == neg {
					ts.Fatalf("same is %v: %s", !neg, difference(a, b))
				}
			},
			// remember FOLDER notes which files stand there, and their dates;
			// untouched FOLDER fails when one has been written since.
			"remember": func(ts *testscript.TestScript, _ bool, args []string) {
				remembered.Store(ts.MkAbs(args[0]), identities(ts.MkAbs(args[0])))
			},
			"untouched": func(ts *testscript.TestScript, neg bool, args []string) {
				was, _ := remembered.Load(ts.MkAbs(args[0]))
				old, _ := was.(map[string]string)
				now := identities(ts.MkAbs(args[0]))
				if maps.Equal(old, now) == neg {
					ts.Fatalf("untouched is %v: %s", !neg, difference(old, now))
				}
			},
			// sound FOLDER [ADDRESS] parses every page: see pageFaults.
			"sound": func(ts *testscript.TestScript, neg bool, args []string) {
				address := ""
				if len(args) > 1 {
					address = args[1]
				}
				faults := pageFaults(ts.MkAbs(args[0]), address)
				if (len(faults) == 0) == neg {
					ts.Fatalf("sound is %v:\n%s", !neg, strings.Join(faults[:min(len(faults), 30)], "\n"))
				}
			},
		},
	})
}

//go:embed testdata/minimal.txtar
var minimalText []byte

// minimal is the portal that the tests vary.
func minimal() *txtar.Archive { return txtar.Parse(minimalText) }

// writeMinimal completes dir into a portal.
func writeMinimal(dir string) error {
	for _, f := range minimal().Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if _, err := os.Stat(name); err == nil {
			continue
		}
		if err := put(name, f.Data); err != nil {
			return err
		}
	}
	return nil
}

// put writes a file and the folders above it.
func put(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o666)
}

// treeHashes gives a digest for each file under dir, folders and links too.
func treeHashes(dir string) map[string]string {
	return walk(dir, func(name string, info fs.FileInfo) string {
		switch {
		case info.IsDir():
			return "folder"
		case info.Mode()&fs.ModeSymlink != 0:
			to, _ := os.Readlink(name)
			return "link to " + to
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err.Error()
		}
		return fmt.Sprintf("%x", sha256.Sum256(data))
	})
}

// identities gives, for each file under dir, what changes when it is written:
// its inode and its date.
func identities(dir string) map[string]string {
	return walk(dir, func(_ string, info fs.FileInfo) string {
		if info.IsDir() {
			return "folder"
		}
		return fmt.Sprint(inode(info), info.ModTime())
	})
}

func walk(dir string, say func(string, fs.FileInfo) string) map[string]string {
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		all[filepath.ToSlash(rel)] = say(name, info)
		return nil
	})
	if err != nil {
		all["error"] = err.Error()
	}
	return all
}

// difference names the first paths that differ between two walks.
func difference(a, b map[string]string) string {
	var names []string
	for name, v := range a {
		if b[name] != v {
			names = append(names, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			names = append(names, "+"+name)
		}
	}
	slices.Sort(names)
	if len(names) > 10 {
		names = append(names[:10], "…")
	}
	return strings.Join(names, " ")
}
