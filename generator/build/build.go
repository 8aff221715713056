// Package build tells the story of a build: load, check, plan, render, write.
//
// It puts the other packages together and holds the order in which they run;
// what is done at each step is theirs. Sites are planned, rendered and written
// one by one, so that memory is bounded by the largest site and not by the
// portal.
package build

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"balise/generator/check"
	"balise/generator/diag"
	"balise/generator/load"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/render"
	"balise/generator/theme"
	"balise/generator/trace"
	"balise/generator/write"
	"balise/themes"
)

// Options are what the command line says of a build.
type Options struct {
	Dir         string    // the portal's folder
	Out         string    // the output's folder
	Territories []string  // the chemins to build; none means all
	Today       time.Time // the day the portal is built for
	// Cache is a folder of the user's where builds leave what lets the next one
	// see that nothing changed. Empty: each build does everything.
	Cache string
	// Progress, which may be nil, is told each site that is written.
	Progress func(done, total int)
}

// Result is what a build did.
type Result struct {
	Sites, Pages int
	Structures   int
	Written      write.Summary
}

// Run builds a portal. It answers diagnostics when the portal has faults: when
// one is an error nothing is written, and the previous output stays whole. An
// error is a fault of the machine, or of the command line (ErrUsage).
func Run(o Options) (*Result, []diag.Diag, error) {
	root, err := Open(o.Dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	if res, ds, ok := o.unchanged(root.FS()); ok {
		return res, ds, nil
	}
	inputs := trace.New(root.FS())
	portal, t, ds := read(inputs, o.Today, check.Portal)
	if errs, _ := diag.Count(ds); errs > 0 {
		return nil, ds, nil
	}
	chosen, err := choose(portal, o.Territories)
	if err != nil {
		return nil, ds, err
	}
	if err := safeOut(o.Dir, o.Out); err != nil {
		return nil, ds, err
	}
	stage, err := write.Open(o.Out, write.Options{Keep: keep(portal, o.Territories)})
	if err != nil {
		return nil, ds, err
	}
	defer stage.Abort()
	w := &writer{write: stage.Write}
	r := render.New(portal, t)
	w.hub(r, plan.OfPortal(portal))
	for i, site := range sites(r, portal, chosen) {
		w.site(site)
		site.Forget()
		if o.Progress != nil {
			o.Progress(i+1, len(chosen))
		}
	}
	if w.err != nil {
		return nil, ds, w.err
	}
	res := &Result{Sites: len(chosen), Pages: w.pages, Structures: len(portal.Structures)}
	if res.Written, err = stage.Commit(); err == nil {
		o.remember(inputs, res, stage.WrittenSum(), ds)
	}
	return res, ds, err
}

// Read loads and checks a portal and its theme, as a build does. The
// diagnostics are sorted and carry excerpts.
func Read(dir string, today time.Time) (*model.Portal, *theme.Theme, []diag.Diag, error) {
	return readIn(dir, today, check.Portal)
}

// Check is Read with the advice that no page depends on.
func Check(dir string, today time.Time) (*model.Portal, []diag.Diag, error) {
	portal, _, ds, err := readIn(dir, today, check.Whole)
	return portal, ds, err
}

func readIn(dir string, today time.Time, rules func(*model.Portal) []diag.Diag) (*model.Portal, *theme.Theme, []diag.Diag, error) {
	root, err := Open(dir)
	if err != nil {
		return nil, nil, nil, err
	}
	defer root.Close()
	portal, t, ds := read(root.FS(), today, rules)
	return portal, t, ds, nil
}

// Open opens a portal’s folder, from which no link leads outside. An error is a
// *UsageError when there is no such folder.
func Open(dir string) (*os.Root, error) {
	if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, &UsageError{
			fmt.Sprintf("-C %s : ce dossier n’existe pas", dir), fmt.Sprintf("-C %s: there is no such folder", dir),
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("opening the portal: %w", err)
	}
	return root, nil
}

func read(fsys fs.FS, today time.Time, rules func(*model.Portal) []diag.Diag) (*model.Portal, *theme.Theme, []diag.Diag) {
	portal, ds := load.From(fsys, today)
	var t *theme.Theme
	if portal.Site != nil {
		ds = append(ds, rules(portal)...)
		var more []diag.Diag
		t, more = theme.Load(fsys, themes.FS, portal.Site.Theme, portal.Site.Langues)
		ds = append(ds, locate(portal.Site, more)...)
		ds = check.Adjust(portal.Site, ds)
	}
	return portal, t, load.Excerpts(fsys, diag.Sort(ds))
}

// locate gives what a theme says of site.toml, which it does not know, the
// place of the key that asks for it.
func locate(site *model.Site, ds []diag.Diag) []diag.Diag {
	for i := range ds {
		switch d := &ds[i]; d.Code {
		case "theme-absent":
			d.At = site.At("theme")
		case "i18n-absent":
			d.At = site.AtItem("langues", slices.Index(site.Langues, d.Args[0]))
		}
	}
	return ds
}

// UsageError is a fault of the command line.
type UsageError struct{ FR, EN string }

// Error is the English sentence.
func (e *UsageError) Error() string { return e.EN }

// choose picks the territories to build.
func choose(p *model.Portal, chemins []string) ([]*model.Territory, error) {
	if len(chemins) == 0 {
		return p.Territories, nil
	}
	var chosen []*model.Territory
	for _, chemin := range chemins {
		t, err := Find(p, chemin)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(chosen, t) {
			chosen = append(chosen, t)
		}
	}
	return chosen, nil
}

// Find is the territory of a chemin that the command line names.
func Find(p *model.Portal, chemin string) (*model.Territory, error) {
	for _, t := range p.Territories {
		if t.Chemin == chemin {
			return t, nil
		}
	}
	return nil, &UsageError{
		fmt.Sprintf("aucun territoire n’a le chemin « %s »", chemin), fmt.Sprintf("no territory has the chemin %q", chemin),
	}
}

// keep tells which files of the last build stay although this one does not
// write them: the sites that were not asked for, as long as the portal has
// them.
func keep(p *model.Portal, chemins []string) func(string) bool {
	if len(chemins) == 0 {
		return nil
	}
	stays := map[string]bool{}
	for _, t := range p.Territories {
		stays[t.Chemin] = true
	}
	for _, chemin := range chemins {
		delete(stays, chemin)
	}
	return func(name string) bool {
		first, _, nested := strings.Cut(name, "/")
		return nested && stays[first]
	}
}

// safeOut refuses an output that would take the portal's place or stand among
// its sources.
func safeOut(dir, out string) error {
	d, err1 := filepath.Abs(dir)
	o, err2 := filepath.Abs(out)
	if err1 != nil || err2 != nil {
		return fmt.Errorf("finding the folders: %w", firstError(err1, err2))
	}
	if real, err := filepath.EvalSymlinks(d); err == nil {
		d = real
	}
	if real, err := filepath.EvalSymlinks(o); err == nil {
		o = real
	}
	inside := func(inner, outer string) bool {
		rel, err := filepath.Rel(outer, inner)
		return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
	}
	bad := inside(d, o)
	for _, source := range []string{"content", "data", "themes", "generator", "docs", ".git"} {
		bad = bad || inside(o, filepath.Join(d, source))
	}
	if bad {
		return &UsageError{
			fmt.Sprintf("--out %s : ce dossier contient les sources du portail", out), fmt.Sprintf("--out %s: this folder holds the portal’s sources", out),
		}
	}
	return nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// writer renders and writes files. The first error stops what follows; it is
// kept in err.
type writer struct {
	write func(name string, data []byte) error
	mu    sync.Mutex
	stop  atomic.Bool // err is set
	pages int
	bufs  []*bytes.Buffer // of data files, from one site to the next
	err   error
}

func (w *writer) fail(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.err == nil {
		w.err = err
	}
	w.stop.Store(true)
}

func (w *writer) failed() bool { return w.stop.Load() }

func (w *writer) file(name string, data []byte) {
	if err := w.write(name, data); err != nil {
		w.fail(err)
	}
}

// each renders pages, in parallel.
func (w *writer) each(folder string, pages []plan.Page, render func(dst []byte, p *plan.Page) []byte) {
	w.pages += len(pages)
	w.files(len(pages), func(dst []byte, i int) (string, []byte) {
		return folder + pages[i].Path, render(dst, &pages[i])
	})
}

// files makes and writes n files in parallel. Making one is pure and files do
// not depend on each other, so the order in which they finish shows nowhere.
// make puts the i-th at the end of dst, which is used again for the next.
func (w *writer) files(n int, make func(dst []byte, i int) (name string, data []byte)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			var dst []byte
			for i := next.Add(1) - 1; i < int64(n) && !w.failed(); i = next.Add(1) - 1 {
				name, data := make(dst[:0], int(i))
				w.file(name, data)
				dst = data
			}
		})
	}
	wg.Wait()
}

// hub writes what stands above the sites.
func (w *writer) hub(r *render.Portal, p *plan.PortalPlan) {
	w.each("", p.Pages, func(dst []byte, page *plan.Page) []byte { return r.Hub(dst, p, page) })
	for _, name := range r.Theme.Assets() {
		w.file("assets/"+name, r.Theme.Asset(name, "", ""))
	}
	w.file("robots.txt", r.Robots(""))
	if index := r.SitemapIndex(); index != nil {
		w.file("sitemap.xml", index)
	}
}

// sites prepares the sites of territories, in order: the next one while the
// last one is written, so that no core waits. Two are in memory at most.
func sites(r *render.Portal, p *model.Portal, chosen []*model.Territory) iter.Seq2[int, *render.Site] {
	return func(yield func(int, *render.Site) bool) {
		next, stop := make(chan *render.Site), make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			defer close(next)
			for _, t := range chosen {
				s := render.NewSite(r, plan.OfTerritory(p, t))
				select {
				case next <- s:
				case <-stop:
					return
				}
			}
		})
		defer wg.Wait()
		defer close(stop)
		i := 0
		for s := range next {
			if !yield(i, s) {
				return
			}
			i++
		}
	}
}

// site writes the site of one territory.
func (w *writer) site(s *render.Site) {
	if w.failed() {
		return
	}
	folder := s.Territory.Chemin + "/"
	w.data(s, folder)
	w.each(folder, s.Pages, s.Page)
	files := s.Assets()
	w.files(len(files), func(_ []byte, i int) (string, []byte) { return folder + files[i].Path, files[i].Data })
}
