package exchange

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"balise/generator/diag"
)

// ImportOptions says where an import goes.
type ImportOptions struct {
	// Into is the folder that is written, in the portal: "data/structures" when
	// empty. Nothing outside it is touched.
	Into string
	// Source names the source: it stands in each structure's origin, and in its
	// « source » where the row has none. When empty, the row's « source », else
	// the file's name: give one when the file's name changes from one delivery
	// to the next.
	Source string
	// DryRun does all but write.
	DryRun bool
	// Today is date_maj where a row has none. It must be set.
	Today time.Time
}

// Report is the account of an import: Read = Kept + Merged + Rejected, every
// row counted once. Blank rows are no rows.
type Report struct {
	Read     int      `json:"read"`
	Kept     int      `json:"kept"`   // rows that a structure of the portal stands for
	Merged   int      `json:"merged"` // rows that say what a kept row says
	Rejected int      `json:"rejected"`
	Groups   []Group  `json:"groups"`
	ToReview []Review `json:"to_review"`

	Changes []Change `json:"-"` // by path
}

// Group is a structure made from more than one row.
type Group struct {
	ID      string   `json:"id"`
	Members []Member `json:"members"`
}

// Member is a row: its source and its id there, which may be empty.
type Member struct {
	Source string `json:"source"`
	ID     string `json:"id"`
}

// Review is what a person should look at. Reason is one of:
//
//	same-id     two rows have one id and say different things: both are kept
//	same-place  the portal has a structure of that name in that commune, written by hand
//	commune     the commune's name and its code disagree
//	not-written the structure changed, in a file that an import must not write
type Review struct {
	Members []Member `json:"members"`
	Reason  string   `json:"reason"`
}

// Change is a file that an import writes, or would write.
type Change struct {
	Path    string // from the portal's root
	Created bool   // else it is there and changes
}

// WriteJSON writes the report with the diagnostics of the import, as
// `import --report` does.
func (r Report) WriteJSON(w io.Writer, ds []diag.Diag, lang diag.Lang) error {
	type report Report                                                                       // without methods
	r.Groups, r.ToReview = append([]Group{}, r.Groups...), append([]Review{}, r.ToReview...) // [], not null
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		report
		Diagnostics any `json:"diagnostics"`
	}{report(r), diag.NewReport(ds, lang).Diagnostics})
}

// ImportFiles brings tables into the portal that dir holds: one file a
// structure, <into>/<département>/<id>.toml.
//
// A row is about a structure of the portal when an origin of it has the row's
// source and id, or when the row's id is the structure's own; else it is a new
// one, whose id is the row's if it can be an address, else made of its name and
// its commune, with a number when it is taken. A row without an id is told by
// its name and its commune. The same import twice changes nothing.
//
// A file is written only when its structure changes, at once or not at all.
// Files with comments of people, files at fault and files outside Into are
// never written: a warning names them and the report asks for a review.
//
// Diagnostics are about the rows and about the portal's own files; one of level
// error is a row that was rejected, a file that cannot be read, or a folder
// that cannot be written to. An error is the machine's, or the context's; the
// files already written then stay, and the same import can be run again.
func ImportFiles(ctx context.Context, dir string, files []string, opts ImportOptions) (Report, []diag.Diag, error) {
	into, ok := folderIn(dir, opts.Into)
	if !ok {
		return Report{}, []diag.Diag{diag.New("import-dossier", diag.Pos{File: opts.Into})}, nil
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Report{}, nil, fmt.Errorf("opening the portal: %w", err)
	}
	defer root.Close()
	im := &importer{opts: opts, into: into, seen: map[string][]*row{}}
	im.placer = placer{opts: opts, suggestions: map[[2]string]suggestion{}}
	records, err := im.read(ctx, files)
	if err != nil {
		return Report{}, nil, err
	}
	shelf, faults := openShelf(root, into)
	im.shelf = shelf
	for _, r := range records {
		im.settle(r)
	}
	im.groups()
	err = im.finish(ctx, root)
	return im.report, diag.Sort(slices.Concat(faults, im.placer.ds)), err
}

// folderIn gives the path from the portal's root of the folder to write; false
// when it is not inside the portal.
func folderIn(dir, into string) (string, bool) {
	if into == "" {
		return listings, true
	}
	if filepath.IsAbs(into) {
		base, err := filepath.Abs(dir)
		if err != nil {
			return "", false
		}
		if into, err = filepath.Rel(base, into); err != nil {
			return "", false
		}
	}
	clean := path.Clean(filepath.ToSlash(into))
	return clean, clean != "." && filepath.IsLocal(filepath.FromSlash(clean))
}

// importer is one import.
type importer struct {
	opts   ImportOptions
	into   string
	placer placer
	shelf  *shelf
	seen   map[string][]*row // by the row's id, or its name and commune
	rows   []*row            // kept, in order
	report Report
}

// row is a kept row, and the rows that say the same.
type row struct {
	*record
	entry *entry
	also  []*record
}

// read reads the files and makes records of their rows; nil for a rejected one.
func (im *importer) read(ctx context.Context, files []string) ([]*record, error) {
	var records []*record
	for _, name := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, err := readSource(name)
		if err != nil {
			return nil, err
		}
		table, ds := Read(filepath.ToSlash(name), data)
		im.placer.ds = append(im.placer.ds, ds...)
		if table != nil {
			records = append(records, im.placer.table(table)...)
		}
	}
	return records, nil
}

// readSource reads a file that the user named. One byte too many is enough for
// Read to refuse it.
func readSource(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxTable+1))
}

// settle decides what becomes of a row.
func (im *importer) settle(r *record) {
	im.report.Read++
	if r == nil {
		im.report.Rejected++
		return
	}
	key := keyOf("", r.id, r.s).id
	for _, before := range im.seen[key] {
		if sameRecord(before.record, r) {
			before.also = append(before.also, r)
			im.report.Merged++
			return
		}
	}
	im.report.Kept++
	k := &row{record: r}
	if others := im.seen[key]; len(others) > 0 && r.id != "" {
		im.placer.report(r, "import-id-double", r.id, fmt.Sprintf("%s:%d", others[0].file, others[0].line))
		im.review("same-id", others[0].record, r)
	}
	im.seen[key] = append(im.seen[key], k)
	im.rows = append(im.rows, k)
	if r.doubt != "" {
		im.review(r.doubt, r)
	}
	found, resembles := im.shelf.match(r)
	if resembles != nil {
		im.placer.report(r, "import-ressemble", r.s.Nom, resembles.s.ID)
		im.review("same-place", r)
	}
	if found == nil {
		r.s.Origines = append(r.s.Origines, newOrigin(r))
		k.entry = im.shelf.create(r, im.into)
		return
	}
	k.entry = found
	im.update(found, r)
}

// update brings a record into a structure of the portal.
func (im *importer) update(e *entry, r *record) {
	e.taken = true
	if e.s.Nom == "" && e.file.kept != "" { // nothing could be read of its file
		im.keep(e, r)
		return
	}
	next := updated(e.s, r, im.opts.Today)
	switch {
	case next == nil:
	case e.file.kept != "":
		im.keep(e, r)
	default:
		e.s, e.notes = next, r.notes
		e.file.dirty = true
	}
}

// keep leaves a file as it is, and says so.
func (im *importer) keep(e *entry, r *record) {
	im.placer.report(r, e.file.kept, e.s.ID, e.file.path)
	im.review("not-written", r)
}

func (im *importer) review(reason string, records ...*record) {
	im.report.ToReview = append(im.report.ToReview, Review{members(records), reason})
}

func members(records []*record) []Member {
	list := make([]Member, len(records))
	for i, r := range records {
		list[i] = Member{r.source, r.id}
	}
	return list
}

// groups lists the structures made from more than one row.
func (im *importer) groups() {
	for _, k := range im.rows {
		if len(k.also) > 0 {
			im.report.Groups = append(im.report.Groups, Group{k.entry.s.ID, members(append([]*record{k.record}, k.also...))})
		}
	}
}

// finish writes the files that change, in the order of their paths.
func (im *importer) finish(ctx context.Context, root *os.Root) error {
	w := &fileWriter{root: root}
	defer w.close()
	for _, name := range slices.Sorted(maps.Keys(im.shelf.files)) {
		f := im.shelf.files[name]
		if !f.dirty {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if !im.opts.DryRun {
			if err := w.write(name, f.bytes(), f.src == nil); err != nil {
				return fmt.Errorf("writing %s: %w", name, err)
			}
		}
		im.report.Changes = append(im.report.Changes, Change{name, f.src == nil})
	}
	return nil
}

func (f *shelfFile) bytes() []byte {
	var b []byte
	for i, e := range f.entries {
		if i > 0 {
			b = append(b, '\n')
		}
		b = append(b, formatWith(e.s, e.notes)...)
	}
	return b
}
