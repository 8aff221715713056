// Package load turns a portal's folder into a model.Portal: it reads the
// files, applies the layers of territories, and settles which structure
// belongs where.
//
// All reading goes through an os.Root, so that no link on disk leads outside
// the portal. What is wrong in a file is a diagnostic, and loading goes on with
// the next; only a machine that cannot read is an error. The package judges
// nothing beyond what it needs to read on: see package check for the rules.
package load

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"balise/generator/diag"
	"balise/generator/model"
)

// maxFile bounds any file of a portal.
const maxFile = 32 << 20

// loader is one reading of a portal. Its methods run one after another; what
// they do in parallel inside comes back in order.
type loader struct {
	fsys  fs.FS
	today time.Time
	cache *Cache // may be nil
	ds    []diag.Diag
}

// Portal reads the portal in dir, as of the day today. The diagnostics are
// sorted; when one is an error the portal may be incomplete and must not be
// built.
func Portal(dir string, today time.Time) (*model.Portal, []diag.Diag, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, fmt.Errorf("opening the portal: %w", err)
	}
	defer root.Close()
	p, ds := From(root.FS(), today)
	return p, ds, nil
}

// From reads the portal that a file system holds, as Portal does.
func From(fsys fs.FS, today time.Time) (*model.Portal, []diag.Diag) {
	return Again(fsys, today, nil)
}

func (l *loader) portal() *model.Portal {
	p := &model.Portal{Today: l.today}
	if p.Site = l.site(); p.Site == nil {
		return p
	}
	p.Territories = l.territories(p.Site)
	l.atlases(p)
	l.content(p)
	l.structures(p)
	l.doubts(p)
	l.synonyms(p)
	l.images(p)
	return p
}

func (l *loader) report(ds ...diag.Diag) { l.ds = append(l.ds, ds...) }

// read returns a file's bytes; nil when there is no such file, and nil with a
// report when it cannot be read. Authors name files: what leads out of the
// portal, by its path or through a link on disk, cannot be read.
func (l *loader) read(name string) []byte {
	data, err := readFile(l.fsys, name)
	switch {
	case err == nil:
		return data
	case errors.Is(err, fs.ErrNotExist):
	case errors.Is(err, errTooLarge):
		l.report(diag.New("fichier-trop-gros", diag.Pos{File: name}, "32 Mo"))
	default:
		l.report(diag.New("fichier-illisible", diag.Pos{File: name}, diag.Said(err)...))
	}
	return nil
}

var (
	errTooLarge   = errors.New("file too large")
	errNotRegular = &diag.Reason{FR: "ce n’est pas un fichier ordinaire", EN: "not a regular file"}
)

func readFile(fsys fs.FS, name string) ([]byte, error) {
	// Looked at first: opening a named pipe would wait for ever.
	if info, err := fs.Stat(fsys, name); err != nil {
		return nil, err
	} else if !info.Mode().IsRegular() {
		return nil, errNotRegular
	} else if info.Size() > maxFile {
		return nil, errTooLarge
	}
	data, err := fs.ReadFile(fsys, name)
	if data == nil && err == nil {
		data = []byte{}
	}
	return data, err
}

// list returns the regular files under folder whose names end with one of the
// suffixes, sorted by path. Hidden files and folders, and those of editors, are
// left out; links are left out with a warning.
func (l *loader) list(folder string, suffixes ...string) []string {
	var names []string
	_ = fs.WalkDir(l.fsys, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if !errors.Is(err, fs.ErrNotExist) {
				l.report(diag.New("fichier-illisible", diag.Pos{File: name}, diag.Said(err)...))
			}
			return fs.SkipDir
		}
		base := path.Base(name)
		if strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		switch {
		case d.Type()&fs.ModeSymlink != 0:
			l.report(diag.New("lien-symbolique", diag.Pos{File: name}))
		case d.Type().IsRegular() && hasSuffix(base, suffixes):
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names
}

func hasSuffix(name string, suffixes []string) bool {
	return slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasSuffix(strings.ToLower(name), s) })
}

// parsed is what reading one file gave.
type parsed[T any] struct {
	file string
	v    T
	ds   []diag.Diag
}

// readAll reads and parses files in parallel; results come in the order of
// names, and their diagnostics are reported in that order. What parse depends
// on, besides the file, stands in terms: see Cache.
func readAll[T any](l *loader, names []string, terms string, parse func(file string, src []byte) (T, []diag.Diag)) []parsed[T] {
	out := make([]parsed[T], len(names))
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(runtime.GOMAXPROCS(0), len(names)) {
		wg.Go(func() {
			for i := range next {
				own := &loader{fsys: l.fsys} // its own list of diagnostics
				out[i].file = names[i]
				if src := own.read(names[i]); src != nil {
					out[i].v, out[i].ds = remembered(l.cache, names[i], src, terms, parse)
				}
				out[i].ds = append(out[i].ds, own.ds...)
			}
		})
	}
	for i := range names {
		next <- i
	}
	close(next)
	wg.Wait()
	for i := range out {
		l.report(out[i].ds...)
	}
	return out
}

// Excerpts adds to diagnostics the lines they point to, read again from the
// portal: few files are at fault, and no other is kept in memory for it.
func Excerpts(fsys fs.FS, ds []diag.Diag) []diag.Diag {
	l := &loader{fsys: fsys}
	out := slices.Clone(ds)
	var file string
	var src lines
	for i := range out {
		if out[i].At.Line == 0 || out[i].Excerpt != "" {
			continue
		}
		if out[i].At.File != file {
			file = out[i].At.File
			src = lines{text: string(l.read(file))}
		}
		out[i].Excerpt = src.line(out[i].At.Line)
	}
	return out
}

// lines gives the lines of a text. Each is sought from the last one: a file may
// be at fault on all of its lines, and its diagnostics come in their order.
type lines struct {
	text       string
	number     int // of the line that begins at start, from 1; 0 before the first
	start, end int
}

// line is the line n, without its end; empty when there is none.
func (l *lines) line(n int) string {
	if n < l.number || l.number == 0 {
		l.number, l.start = 1, 0
		l.end = l.next()
	}
	for l.number < n {
		if l.end == len(l.text) {
			return ""
		}
		l.number, l.start = l.number+1, l.end+1
		l.end = l.next()
	}
	return strings.TrimSuffix(l.text[l.start:l.end], "\r")
}

// next is where the line that begins at start ends.
func (l *lines) next() int {
	if i := strings.IndexByte(l.text[l.start:], '\n'); i >= 0 {
		return l.start + i
	}
	return len(l.text)
}
