package exchange

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"balise/generator/diag"
	"balise/generator/write"
)

// write puts every change on disk, the structures' files all in one step: a
// process that is killed leaves the old files or the new ones. It lists the
// changes by path; in a dry run nothing else is done.
//
// Files beside the listings are written just after them: what they hold only
// helps people, and is asked again when it is lost.
//
// A file that people wrote in a form that cannot be edited without loss stays
// as it is: a diagnostic names it.
func (im *importer) write(ctx context.Context, root *os.Root) ([]Change, error) {
	sh := im.shelf
	var changes []Change
	files := func(yield func(write.File, error) bool) {
		for c, err := range im.changes(ctx) {
			f := write.File{Path: strings.TrimPrefix(c.Path, sh.into+"/"), Old: c.Before, New: c.After}
			if !im.opts.DryRun {
				c.Before, c.After = nil, nil // thousands of files take the room of one
			}
			changes = append(changes, c)
			if !yield(f, err) {
				return
			}
		}
	}
	if im.opts.DryRun {
		for _, err := range files {
			if err != nil {
				return nil, err
			}
		}
	} else if err := write.Update(root, sh.into, files); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(sh.beside)) {
		c, err := beside(root, name, sh.beside[name], im.opts.DryRun)
		if err != nil {
			return changes, err
		}
		if c != nil {
			changes = append(changes, *c)
		}
	}
	slices.SortStableFunc(changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return changes, nil
}

// beside writes a file beside the listings; nil when it holds the same already.
func beside(root *os.Root, name string, data []byte, dryRun bool) (*Change, error) {
	before, err := root.ReadFile(name)
	c := &Change{Path: name, Created: errors.Is(err, fs.ErrNotExist), Before: before, After: data}
	switch {
	case err != nil && !c.Created:
		return nil, err
	case !c.Created && bytes.Equal(before, data):
		return nil, nil
	case dryRun:
		return c, nil
	}
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return nil, err
	}
	c.Before, c.After = nil, nil
	return c, write.Replace(root, name, data)
}

// batch is how many files are settled side by side before they are written: what
// they become is forgotten then.
const batch = 256

// changes settles the files that rows are about, and gives those that change, in
// the order of their paths. It ends on the context's error.
func (im *importer) changes(ctx context.Context) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		var dirty []*shelfFile
		for _, name := range slices.Sorted(maps.Keys(im.shelf.files)) {
			if f := im.shelf.files[name]; f.dirty {
				dirty = append(dirty, f)
			}
		}
		done := 0
		for files := range slices.Chunk(dirty, batch) {
			if err := ctx.Err(); err != nil {
				yield(Change{}, err)
				return
			}
			for i, o := range im.settleAll(files) {
				f := files[i]
				im.placer.ds = append(im.placer.ds, o.ds...)
				im.report.ToReview = append(im.report.ToReview, o.reviews...)
				c := Change{Path: f.path, Created: f.src == nil || f.restored, Removed: o.draft == nil, Before: f.src, After: o.draft}
				if f.restored {
					c.Before = nil
				}
				switch {
				case o.err != nil:
					im.placer.ds = append(im.placer.ds, diag.New("import-forme", diag.Pos{File: f.path, Line: 1, Col: 1}))
				case !f.unchanged(o.draft) && !yield(c, nil):
					return
				}
				f.forget()
			}
			done += len(files)
			im.opts.progress(StepFiles, done, len(dirty))
		}
	}
}

// settleAll settles files, on every core.
func (im *importer) settleAll(files []*shelfFile) []outcome {
	made := make([]outcome, len(files))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(files)); i = next.Add(1) - 1 {
				made[i] = im.settle(files[i])
			}
		})
	}
	wg.Wait()
	return made
}

// forget lets go of what a file holds, once it is written.
func (f *shelfFile) forget() {
	f.src, f.doc = nil, nil
	for _, e := range f.entries {
		e.s, e.notes = e.old, nil
	}
}
