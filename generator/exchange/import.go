package exchange

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"balise/generator/diag"
	"balise/generator/model"
	"balise/generator/same"
	"balise/generator/sheet"
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
	// Repair names the faults to correct that are otherwise only reported:
	// RepairCoordinates.
	Repair []string
	// DryRun does all but write.
	DryRun bool
	// Mapping is the file of a mapping, which says how to read the tables: none
	// when empty, and the tables are then in a shape that Balise knows.
	Mapping string
	// Listing puts the new structures of a source in one file, <into>/<source>.toml,
	// instead of one file each.
	Listing bool
	// Today is date_maj where a row has none. It must be set.
	Today time.Time
	// Progress, which may be nil, is told how many of the rows of a table, or of
	// the files to write, are done.
	Progress func(step Step, done, total int)
}

// Step is a long part of an import.
type Step int

// The steps of an import, in order.
const (
	StepRows    Step = iota // reading the rows of a table
	StepCompare             // looking for places that are told twice; nobody knows how long
	StepFiles               // writing
)

func (o *ImportOptions) progress(step Step, done, total int) {
	if o.Progress != nil {
		o.Progress(step, done, total)
	}
}

// Report is the account of an import: Read = Kept + Merged + Rejected, every
// row counted once. Blank rows are no rows.
type Report struct {
	Read     int      `json:"read"`
	Kept     int      `json:"kept"`   // rows that a structure of the portal stands for first
	Merged   int      `json:"merged"` // further rows of a structure, and rows that join one that the portal had
	Rejected int      `json:"rejected"`
	Groups   []Group  `json:"groups"`
	ToReview []Review `json:"to_review"`

	Changes   []Change `json:"-"` // by path
	Questions int      `json:"-"` // that wait for an answer in data/doublons.toml
}

// Group is a structure made from more than one record: rows of this import, then
// the origins that it had before. One that people wrote is {"portail", its id}.
type Group struct {
	ID      string   `json:"id"`
	Members []Member `json:"members"`
}

// Member is a record: its source and its id there. A row without an id is
// "ligne 12", by its line in the file, where the first is 1; one that an earlier
// import brought is "~" and a word made of its name and its commune, as
// data/doublons.toml has it.
type Member struct {
	Source string `json:"source"`
	ID     string `json:"id"`
}

// Review is what a person should look at. Reason is one of:
//
//	same-id     two rows have one id and say different things: both are kept
//	same-place  two records, or groups of them, may be one place: see data/doublons.toml
//	commune     the commune's name and its code disagree
//	not-written the structure changed, in a file that an import must not write
type Review struct {
	Members []Member `json:"members"`
	Reason  string   `json:"reason"`
}

// Change is a file that an import writes, or would write.
type Change struct {
	Path          string // from the portal's root
	Created       bool   // else it is there and changes
	Removed       bool   // it is there and goes
	Before, After []byte // what it holds; only of a dry run
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
// source and id, or when the row's id is the structure's own. A row without an id
// is told by its name and its commune. The other rows are compared with each
// other and with what the portal has near them (package same): rows that are one
// place make one structure, or join the one that is there; where a person must
// decide, the pair goes to ToReview and to data/doublons.toml, where an answer
// wins over any score and is remembered. Structures of the portal are never made
// one, nor removed. What is written of a structure that has several sources is
// for merged to say.
//
// A new structure's id is that of its best row if it can be an address, else made
// of its name and its commune, with a number when it is taken; it never changes
// after. The order of files and rows does not show. The same import twice changes
// nothing.
//
// A file is written only when its structure changes, and only the keys that
// change: comments, order and form are people's. All the files are written in
// one step: whatever happens, the old ones or the new ones. Files at fault and
// files outside Into are never written: a warning names them and the report asks
// for a review.
//
// Diagnostics are about the rows and about the portal's own files; one of level
// error is a row that was rejected, a file that cannot be read, or a folder
// that cannot be written to. An error is the machine's (a *write.Error when it is
// about writing), or the context's; nothing has then changed.
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
	im := newImporter(opts, into)
	im.placer = newPlacer(root, opts)
	if faults, err := im.readMapping(opts.Mapping); err != nil || len(faults) > 0 && im.shaper.mapping == nil {
		return Report{}, faults, err
	}
	records, err := im.read(ctx, files)
	if err != nil {
		return Report{}, nil, err
	}
	doubles, wrong := readDoubles(root)
	if doubles == nil {
		return Report{}, wrong, nil
	}
	im.doubles = doubles
	shelf, faults := openShelf(root, into)
	faults = append(wrong, faults...)
	im.shelf = shelf
	shelf.listing = opts.Listing
	opts.progress(StepCompare, 0, len(records))
	im.decide(records)
	err = im.finish(ctx, root)
	return im.report, diag.Sort(slices.Concat(faults, im.shaper.ds, im.placer.ds)), err
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
	opts    ImportOptions
	into    string
	shaper  shaper
	placer  placer
	shelf   *shelf
	doubles *doubles
	report  Report

	rows     []*row              // in an order of their own: see gather
	twins    map[same.Key][]*row // the rows that have one id in a source
	keys     map[*row]same.Key
	present  map[same.Key]*row // the rows of this import, each under a key of its own
	sources  map[string]int    // how many rows each source brings
	formerly map[string]string // the former name, in the portal, of a source
	claimed  []*entry          // the structures that rows stand for
	of       map[*entry][]*row
	joined   map[*row]bool       // rows that join a structure that the portal had
	left     map[*row]bool       // rows that people parted from a structure
	split    map[*entry][]string // the sources of the rows that were parted from it
	bases    map[*entry]*model.Structure
}

func newImporter(opts ImportOptions, into string) *importer {
	return &importer{
		opts: opts, into: into, twins: map[same.Key][]*row{}, keys: map[*row]same.Key{}, present: map[same.Key]*row{}, sources: map[string]int{}, formerly: map[string]string{},
		of: map[*entry][]*row{}, joined: map[*row]bool{}, left: map[*row]bool{}, split: map[*entry][]string{},
		bases: map[*entry]*model.Structure{},
	}
}

// readMapping reads the mapping that the user named, if any.
func (im *importer) readMapping(name string) ([]diag.Diag, error) {
	if name == "" {
		return nil, nil
	}
	src, err := readSource(name)
	if err != nil {
		return nil, err
	}
	m, ds := ReadMapping(filepath.ToSlash(name), src)
	if m != nil && im.opts.Source != "" {
		m.SourceNom = im.opts.Source
	}
	im.shaper.mapping = m
	im.shaper.ds = append(im.shaper.ds, ds...)
	return ds, nil
}

// read reads the files and makes records of their rows; nil for a rejected one.
// Services of data·inclusion are read before the structures that they join,
// whichever file they are in.
func (im *importer) read(ctx context.Context, files []string) ([]*record, error) {
	var tables []*sheet.Table
	for _, name := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		data, err := readSource(name)
		if err != nil {
			return nil, err
		}
		found, ds := sheet.Read(filepath.ToSlash(name), data)
		im.shaper.ds = append(im.shaper.ds, ds...)
		tables = append(tables, found...)
	}
	var records []*record
	for _, t := range im.shaper.inOrder(tables) {
		if len(t.Rows) == 0 {
			im.shaper.ds = append(im.shaper.ds, diag.New("import-sans-ligne", diag.Pos{File: t.File}))
			continue
		}
		rows, source := im.shape(t)
		if rows == nil || nameless(rows) { // nothing is kept of any column
			im.shaper.ds = slices.DeleteFunc(im.shaper.ds, func(d diag.Diag) bool {
				return d.Code == "import-colonne-inconnue" && d.At.File == t.File
			})
		}
		if rows == nil { // said why
			records = append(records, make([]*record, len(t.Rows))...)
			continue
		}
		records = append(records, im.placer.table(t.File, rows, source)...)
	}
	im.report.Read += im.shaper.joined
	im.report.Merged += im.shaper.joined
	return records, nil
}

// maxSource is how much of a file is read, in bytes: as much as package sheet
// takes.
const maxSource = 64 << 20

// readSource reads a file that the user named. One byte too many is enough for
// it to be refused.
func readSource(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxSource+1))
}

// finish writes the files that change, all of them or none.
func (im *importer) finish(ctx context.Context, root *os.Root) error {
	changes, err := im.write(ctx, root)
	im.report.Changes = changes
	im.report.Questions = im.doubles.waiting()
	return err
}
