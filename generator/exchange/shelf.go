package exchange

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/tomledit"
	"balise/generator/tomlpos"
)

// listings is where a portal keeps its structures.
const listings = "data/structures"

// maxFile bounds a file of a portal, as package load does.
const maxFile = 32 << 20

// shelf is what the portal holds already, and what an import makes of it.
type shelf struct {
	into    string
	listing bool                  // new structures go to a listing of their source
	beside  map[string][]byte     // files beside the listings, by path: see put
	files   map[string]*shelfFile // by path from the portal's root
	byID    map[string]*entry     // by their ids, and those of the structures that joined them
}

type shelfFile struct {
	path    string
	src     []byte // nil for a new file
	entries []*entry
	// restored is a file that is not there, and comes back as src has it.
	restored bool
	dirty    bool               // an entry may change
	doc      *tomledit.Document // src, read again to be edited: see document
	// kept is why the file must stay as it is: the code of the diagnostic that
	// says so; empty when it may be written.
	kept diag.Code
}

// entry is a structure of the portal. To change it is to give it another s,
// never to write into the one that was read: what differs is written. The notes
// of the file are then replaced by those of the entry.
type entry struct {
	s     *model.Structure
	old   *model.Structure // as the file has it; nil for a new one
	file  *shelfFile
	notes []note
	taken bool // a row of this import stands for it
	gone  bool // it joined another one
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

	sh := &shelf{into: into, beside: map[string][]byte{}, files: map[string]*shelfFile{}, byID: map[string]*entry{}}
	for _, f := range files {
		if f.kept == "" && !within(f.path, into) {
			f.kept = "import-hors-dossier"
		}
		sh.add(f)
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
		s := &listing.Structures[i]
		f.entries = append(f.entries, &entry{s: s, old: s, file: f})
	}
	if errs, _ := diag.Count(ds); errs > 0 {
		f.kept = "import-fichier-fautif"
	}
	return f, ds
}

// document is the file as it was read, to be edited. It is nil for a new file,
// and for one of which nothing could be read.
func (f *shelfFile) document() *tomledit.Document {
	if f.doc == nil && f.src != nil {
		f.doc = tomledit.Again(f.src)
		f.doc.Layout.Keys = model.ListingSchema.KeysOf
	}
	return f.doc
}

// tables are those of the file's structures.
func (f *shelfFile) tables() []*tomledit.Table {
	doc := f.document()
	if doc == nil {
		return nil
	}
	return doc.Tables("structure")
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
		return nil, []diag.Diag{diag.New("fichier-illisible", diag.Pos{File: name}, diag.Said(err)...)}
	}
	return src, nil
}

func (sh *shelf) add(f *shelfFile) {
	sh.files[f.path] = f
	for _, e := range f.entries {
		if sh.byID[e.s.ID] == nil || sh.byID[e.s.ID].s.ID != e.s.ID {
			sh.byID[e.s.ID] = e
		}
		for _, id := range e.s.Anciens {
			if sh.byID[id] == nil {
				sh.byID[id] = e
			}
		}
	}
}

// entries lists the structures of the portal by their files' paths.
func (sh *shelf) entries() []*entry {
	var list []*entry
	for _, name := range slices.Sorted(maps.Keys(sh.files)) {
		for _, e := range sh.files[name].entries {
			if !e.gone {
				list = append(list, e)
			}
		}
	}
	return list
}

// slugOf is the id that a record asks for: that of its source when it can be
// an address, which given tells, else one made of its name and its commune.
func slugOf(r *record) (slug string, given bool) {
	if model.FileSlug(r.id) {
		return r.id, true
	}
	return r.s.Slug(), false
}

// create makes room for a record: an id that no structure of the portal has,
// and a file of its own, or a place in the listing of its source.
func (sh *shelf) create(r *record, into string) *entry {
	base, _ := slugOf(r)
	for n := 1; ; n++ {
		id := base
		if n > 1 {
			id = fmt.Sprintf("%s-%d", base, n)
		}
		if sh.byID[id] != nil {
			continue
		}
		var f *shelfFile
		if sh.listing {
			f = sh.listingOf(r.source)
		} else if name := path.Join(into, r.departement, id+".toml"); sh.files[name] == nil {
			f = sh.newFile(name)
		} else {
			continue
		}
		r.s.ID = id
		e := &entry{s: r.s, file: f, notes: r.notes, taken: true}
		f.entries = append(f.entries, e)
		f.dirty = true
		sh.byID[id] = e
		return e
	}
}

func (sh *shelf) newFile(name string) *shelfFile {
	f := &shelfFile{path: name}
	sh.files[name] = f
	return f
}

// fullListing is how many structures a listing holds before another one begins:
// a file must stay under what a portal may hold, and what a forge can show.
const fullListing = 5000

// listingOf gives the listing that the new structures of a source go to.
func (sh *shelf) listingOf(source string) *shelfFile {
	base := french.Slug(source)
	if !model.FileSlug(base) {
		base = strings.TrimRight("import-"+base, "-")
	}
	for n := 1; ; n++ {
		name := path.Join(sh.into, base+".toml")
		if n > 1 {
			name = path.Join(sh.into, fmt.Sprintf("%s-%d.toml", base, n))
		}
		f := sh.files[name]
		if f == nil {
			return sh.newFile(name)
		}
		if f.kept == "" && len(f.entries) < fullListing {
			return f
		}
	}
}

// put gives the bytes of a file beside the listings, by its path in the portal.
// It is written with the rest: see write.
func (sh *shelf) put(name string, data []byte) { sh.beside[name] = data }
