package exchange

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"balise/generator/diag"
	"balise/generator/write"
)

// write puts every change on disk, the structures' files all in one step: a
// process that is killed leaves the old files or the new ones. It lists the
// changes by path; with dryRun nothing else is done.
//
// Files beside the listings are written just after them: what they hold only
// helps people, and is asked again when it is lost.
//
// A file that people wrote in a form that cannot be edited without loss stays
// as it is: a diagnostic names it.
func (sh *shelf) write(ctx context.Context, root *os.Root, dryRun bool) ([]Change, []diag.Diag, error) {
	changes, ds := sh.changes(ctx)
	if err := ctx.Err(); err != nil {
		return nil, ds, err
	}
	if !dryRun {
		files := make([]write.File, len(changes))
		for i, c := range changes {
			files[i] = write.File{Path: strings.TrimPrefix(c.Path, sh.into+"/"), Old: c.Before, New: c.After}
		}
		if err := write.Update(root, sh.into, files); err != nil {
			return nil, ds, err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(sh.beside)) {
		c := Change{Path: name, After: sh.beside[name]}
		before, err := root.ReadFile(name)
		switch {
		case err == nil && bytes.Equal(before, c.After):
			continue
		case err == nil:
			c.Before = before
		case errors.Is(err, fs.ErrNotExist):
			c.Created = true
		default:
			return changes, ds, err
		}
		if !dryRun {
			if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
				return changes, ds, err
			}
			if err := write.Replace(root, name, c.After); err != nil {
				return changes, ds, err
			}
		}
		changes = append(changes, c)
	}
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return changes, ds, nil
}

// changes lists the files that are not as they should be, in the order of their
// paths.
func (sh *shelf) changes(ctx context.Context) ([]Change, []diag.Diag) {
	var dirty []*shelfFile
	for _, name := range slices.Sorted(maps.Keys(sh.files)) {
		if f := sh.files[name]; f.dirty && f.kept == "" {
			dirty = append(dirty, f)
		}
	}
	drafts := make([][]byte, len(dirty))
	errs := make([]error, len(dirty))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				drafts[i], errs[i] = dirty[i].draft()
			}
		})
	}
	for i := range dirty {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	wg.Wait()

	var changes []Change
	var ds []diag.Diag
	for i, f := range dirty {
		switch {
		case errs[i] != nil:
			ds = append(ds, diag.New("import-forme", diag.Pos{File: f.path, Line: 1, Col: 1}))
		case f.src == nil || !bytes.Equal(drafts[i], f.src):
			changes = append(changes, Change{Path: f.path, Created: f.src == nil, Before: f.src, After: drafts[i]})
		}
	}
	return changes, ds
}
