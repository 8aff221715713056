package exchange

import (
	"cmp"
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
	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/tomlpos"
)

// listings is where a portal keeps its structures.
const listings = "data/structures"

// maxFile bounds a file of a portal, as package load does.
const maxFile = 32 << 20

// shelf is what the portal holds already, and what an import makes of it.
type shelf struct {
	files    map[string]*shelfFile // by path from the portal's root
	byID     map[string]*entry
	byOrigin map[originKey][]*entry // in the order of the ids' numbers
}

type shelfFile struct {
	path    string
	src     []byte // nil for a new file
	entries []*entry
	dirty   bool
	// kept is why the file must stay as it is: the code of the diagnostic that
	// says so; empty when it may be written.
	kept diag.Code
}

// entry is a structure of the portal.
type entry struct {
	s     *model.Structure
	file  *shelfFile
	notes []note
	taken bool // a row of this import stands for it
}

// originKey tells a structure of a source: by its id there, else by its name
// and its commune.
type originKey struct{ source, id string }

func keyOf(source, id string, s *model.Structure) originKey {
	if id == "" {
		id = "\x00" + baseSlug(s)
	}
	return originKey{source, id}
}

// openShelf reads the structures of the portal: those of data/structures, which
// share one set of ids, and those of into, the folder that may be written.
func openShelf(root *os.Root, into string) (*shelf, []diag.Diag) {
	names := list(root.FS(), listings)
	for _, name := range list(root.FS(), into) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	files := make([]*shelfFile, len(names))
	faults := make([][]diag.Diag, len(names))
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				files[i], faults[i] = readFile(root.FS(), names[i])
			}
		})
	}
	for i := range names {
		next <- i
	}
	close(next)
	wg.Wait()

	sh := &shelf{files: map[string]*shelfFile{}, byID: map[string]*entry{}, byOrigin: map[originKey][]*entry{}}
	for _, f := range files {
		if f.kept == "" && !within(f.path, into) {
			f.kept = "import-hors-dossier"
		}
		sh.add(f)
	}
	for _, entries := range sh.byOrigin {
		slices.SortStableFunc(entries, func(a, b *entry) int {
			return cmp.Or(cmp.Compare(len(a.s.ID), len(b.s.ID)), cmp.Compare(a.s.ID, b.s.ID)) // x-2 before x-10
		})
	}
	return sh, slices.Concat(faults...)
}

func within(name, folder string) bool { return strings.HasPrefix(name, folder+"/") }

// list gives the TOML files of a folder, without links, hidden files and those
// of editors: what package load reads.
func list(fsys fs.FS, folder string) []string {
	var names []string
	_ = fs.WalkDir(fsys, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fs.SkipDir
		}
		base := path.Base(name)
		if strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || strings.HasPrefix(base, "#") {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() && strings.HasSuffix(strings.ToLower(base), ".toml") {
			names = append(names, name)
		}
		return nil
	})
	return names
}

// readFile reads one file of the portal. A file at fault is kept as it is; when
// nothing can be read of it, its name still holds its place.
func readFile(fsys fs.FS, name string) (*shelfFile, []diag.Diag) {
	f := &shelfFile{path: name}
	var doc *tomlpos.Table
	src, ds := readBounded(fsys, name)
	if ds == nil {
		f.src = src
		doc, ds = tomlpos.Parse(name, src, 1)
	}
	if doc == nil {
		f.kept = "import-fichier-fautif"
		f.entries = []*entry{{s: &model.Structure{ID: strings.TrimSuffix(path.Base(name), path.Ext(name))}, file: f}}
		return f, ds
	}
	listing, ds := model.ListingSchema.Decode(doc, name, 1)
	for i := range listing.Structures {
		f.entries = append(f.entries, &entry{s: &listing.Structures[i], file: f})
	}
	ours, others := comments(string(src))
	if len(f.entries) > 1 { // the structures' notes could not be told apart
		others += ours
	}
	switch errs, _ := diag.Count(ds); {
	case errs > 0:
		f.kept = "import-fichier-fautif"
	case others > 0:
		f.kept = "import-commentaires"
	}
	return f, ds
}

func readBounded(fsys fs.FS, name string) ([]byte, []diag.Diag) {
	info, err := fs.Stat(fsys, name)
	if err == nil && info.Size() > maxFile {
		return nil, []diag.Diag{diag.New("fichier-trop-gros", diag.Pos{File: name}, "32 Mo")}
	}
	var src []byte
	if err == nil {
		src, err = fs.ReadFile(fsys, name)
	}
	if err != nil {
		return nil, []diag.Diag{diag.New("fichier-illisible", diag.Pos{File: name}, reason(err))}
	}
	return src, nil
}

// reason is the system's word for an error, without the path that it repeats.
func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

func (sh *shelf) add(f *shelfFile) {
	sh.files[f.path] = f
	for _, e := range f.entries {
		if sh.byID[e.s.ID] == nil {
			sh.byID[e.s.ID] = e
		}
		for i := range e.s.Origines {
			o := &e.s.Origines[i]
			key := keyOf(o.Nom, o.ID, e.s)
			sh.byOrigin[key] = append(sh.byOrigin[key], e)
		}
	}
}

// match finds the structure of the portal that a record is about; nil when it
// is a new one. resembles is then a structure that people wrote and that has
// the same name in the same commune.
func (sh *shelf) match(r *record) (found, resembles *entry) {
	for _, e := range sh.byOrigin[keyOf(r.source, r.id, r.s)] {
		if e.taken {
			continue
		}
		if updated(e.s, r, time.Time{}) == nil {
			return e, nil
		}
		if found == nil {
			found = e
		}
	}
	if found != nil {
		return found, nil
	}
	candidate, given := slugOf(r)
	e := sh.byID[candidate]
	switch {
	case e == nil || e.taken:
		return nil, nil
	case len(e.s.Origines) == 0 && !given && e.s.Nom != "":
		return nil, e
	case len(e.s.Origines) == 0:
		return e, nil // the portal's own export coming back, or a file that cannot be read
	}
	for i := range e.s.Origines {
		if e.s.Origines[i].ID == r.id {
			return e, nil
		}
	}
	return nil, nil
}

// slugOf is the id that a record asks for: that of its source when it can be
// an address, which given tells, else one made of its name and its commune.
func slugOf(r *record) (slug string, given bool) {
	if usable(r.id) {
		return r.id, true
	}
	return baseSlug(r.s), false
}

// usable tells whether an id can be the name of a page and of a file on any
// system: "index" is taken, and Windows reserves the names of its devices.
func usable(id string) bool {
	if !model.ValidSlug(id) {
		return false
	}
	switch id {
	case "index", "con", "prn", "aux", "nul":
		return false
	}
	return len(id) != 4 || !strings.HasPrefix(id, "com") && !strings.HasPrefix(id, "lpt")
}

// longestSlug leaves room for a number within what model.ValidSlug takes.
const longestSlug = 90

// baseSlug makes an id of a name and a commune, which is not said twice.
func baseSlug(s *model.Structure) string {
	slug, commune := french.Slug(s.Nom), french.Slug(s.Commune)
	if slug == "" {
		slug = "lieu"
	}
	if commune != "" && slug != commune && !strings.HasSuffix(slug, "-"+commune) {
		slug += "-" + commune
	}
	if len(slug) > longestSlug {
		slug = slug[:longestSlug]
		if i := strings.LastIndexByte(slug, '-'); i > longestSlug/2 {
			slug = slug[:i]
		}
		slug = strings.TrimRight(slug, "-")
	}
	if !usable(slug) {
		return "lieu-" + slug
	}
	return slug
}

// create makes room for a record: an id that no structure of the portal has,
// and a file of its own.
func (sh *shelf) create(r *record, into string) *entry {
	base, _ := slugOf(r)
	for n := 1; ; n++ {
		id := base
		if n > 1 {
			id = fmt.Sprintf("%s-%d", base, n)
		}
		name := path.Join(into, r.departement, id+".toml")
		if sh.byID[id] != nil || sh.files[name] != nil {
			continue
		}
		f := &shelfFile{path: name, dirty: true}
		e := &entry{s: r.s, file: f, notes: r.notes, taken: true}
		r.s.ID = id
		f.entries = []*entry{e}
		sh.files[name], sh.byID[id] = f, e
		return e
	}
}
