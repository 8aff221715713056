package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/exchange"
	"balise/generator/write"
)

// importCmd is `balise import`.
func (a *app) importCmd() *cobra.Command {
	var o exchange.ImportOptions
	var report string
	var suggest bool
	cmd := &cobra.Command{
		Use: "import FILE…", Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, files []string) error {
			for _, what := range o.Repair {
				if what != exchange.RepairCoordinates {
					return &build.UsageError{
						FR: fmt.Sprintf("--repair : « %s » ne se répare pas ; écrivez %s", what, exchange.RepairCoordinates),
						EN: fmt.Sprintf("--repair: “%s” cannot be repaired; write %s", what, exchange.RepairCoordinates),
					}
				}
			}
			if suggest {
				return a.suggestMapping(files, o.Mapping)
			}
			return a.importFiles(files, o, report)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Into, "into", "data/structures", "")
	f.StringVar(&o.Source, "source", "", "")
	f.StringVar(&o.Mapping, "mapping", "", "")
	f.StringSliceVar(&o.Repair, "repair", nil, "")
	f.BoolVar(&o.Listing, "listing", false, "")
	f.BoolVar(&suggest, "suggest", false, "")
	f.BoolVar(&o.DryRun, "dry-run", false, "")
	f.StringVar(&report, "report", "", "")
	return cmd
}

// suggestMapping writes a first mapping for a file, to the file that --mapping
// names, which must be new, or to the standard output. It imports nothing.
func (a *app) suggestMapping(files []string, to string) error {
	text, ds, err := exchange.SuggestFile(files[0])
	if err != nil {
		return a.fileFault(err)
	}
	if err := diag.Text(a.stderr, ds, a.lang()); err != nil {
		return err
	}
	if text == nil {
		return errFailed
	}
	if to == "" {
		_, err = a.stdout.Write(text)
		return err
	}
	f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return a.fileFault(err)
	}
	if _, err := f.Write(text); err != nil {
		f.Close()
		return a.fileFault(err)
	}
	if err := f.Close(); err != nil {
		return a.fileFault(err)
	}
	fmt.Fprintf(a.stderr, a.say("%s est écrit : relisez-le, corrigez ce qui est marqué « à vérifier », puis essayez :\n  balise import --mapping %s --dry-run %s\n",
		"%s is written: read it, correct what is marked « à vérifier », then try:\n  balise import --mapping %s --dry-run %s\n"), to, to, files[0])
	return nil
}

// fileFault says why a file of the command line cannot be read or written.
// Another error stays what it is.
func (a *app) fileFault(err error) error {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return err
	}
	var machine *write.Error
	if errors.As(err, &machine) {
		return err // it says so itself
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && at.Op == "open" && !exists(filepath.Dir(at.Path)):
		a.complain(a.say("le dossier « "+filepath.Dir(at.Path)+" » n’existe pas", "the folder “"+filepath.Dir(at.Path)+"” does not exist"), "")
	case errors.Is(err, fs.ErrNotExist):
		a.complain(a.say("« "+at.Path+" » n’existe pas", "“"+at.Path+"” does not exist"),
			a.say("vérifiez son nom ; il se cherche dans le dossier où vous êtes", "check its name; it is looked for in the folder where you are"))
	case errors.Is(err, fs.ErrExist):
		a.complain(a.say("« "+at.Path+" » existe déjà : rien n’a été écrit", "“"+at.Path+"” exists already: nothing was written"),
			a.say("donnez un autre nom, ou effacez-le d’abord", "give another name, or remove it first"))
	case errors.Is(err, fs.ErrPermission):
		a.complain(a.say("« "+at.Path+" » ne peut pas être ouvert : il vous manque le droit", "“"+at.Path+"” cannot be opened: you lack the right"), "")
	case errors.Is(err, syscall.EISDIR):
		a.complain(a.say("« "+at.Path+" » est un dossier", "“"+at.Path+"” is a folder"), a.say("nommez un fichier", "name a file"))
	default:
		return err
	}
	return errFailed
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// importFiles runs an import. Files of the command line are the person's own:
// they are read from where the command runs, not from -C.
func (a *app) importFiles(files []string, o exchange.ImportOptions, reportFile string) error {
	today, err := a.today()
	if err != nil {
		return err
	}
	o.Today = today
	root, err := build.Open(a.dir) // to say that there is no such folder as build does
	if err != nil {
		return err
	}
	root.Close()
	if err := a.reportable(reportFile, files); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	progress := a.progress()
	o.Progress = progress.tell
	report, ds, err := exchange.ImportFiles(ctx, a.dir, files, o)
	progress.end()
	if errors.Is(err, context.Canceled) {
		a.complain(a.say("interrompu : rien n’a été écrit", "interrupted: nothing was written"), "")
		return errFailed
	}
	if err != nil {
		return a.fileFault(err)
	}
	if err := a.tellImport(ds, reportFile); err != nil {
		return err
	}
	if o.DryRun {
		if err := a.showChanges(report.Changes); err != nil {
			return err
		}
	}
	a.account(report, o.DryRun)
	if reportFile != "" {
		if err := a.saveReport(reportFile, report, ds); err != nil {
			return err
		}
	}
	if errs, _ := diag.Count(ds); errs > 0 {
		return errFailed
	}
	return nil
}

// reportable says why a report could not be written, while nothing is written
// yet. It must not be one of the files that are read.
func (a *app) reportable(name string, files []string) error {
	if name == "" {
		return nil
	}
	before, err := os.Stat(name)
	for _, file := range files {
		if info, err := os.Stat(file); err == nil && before != nil && os.SameFile(before, info) {
			return &build.UsageError{
				FR: "--report : « " + name + " » est un des fichiers à lire ; donnez un autre nom",
				EN: "--report: “" + name + "” is one of the files to read; give another name",
			}
		}
	}
	isNew := errors.Is(err, fs.ErrNotExist)
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return a.fileFault(err)
	}
	f.Close()
	if isNew {
		return os.Remove(name)
	}
	return nil
}

// fewDiagnostics is how many diagnostics are all shown; examples is how many of
// each kind are, when there are more: a wall of 3,000 lines helps nobody.
const (
	fewDiagnostics = 50
	examples       = 3
)

// told is a diagnostic as it is shown: several rows of a file may have the same.
type told struct {
	diag.Diag
	rows []int // the other rows
}

// gathered puts together the diagnostics of a file that say the same of several
// rows, at the first of them.
func gathered(ds []diag.Diag) []told {
	type sentence struct {
		code diag.Code
		file string
		args string
	}
	var list []told
	at := map[sentence]int{}
	for _, d := range ds {
		key := sentence{d.Code, d.At.File, strings.Join(d.Args, "\x00")}
		if i, ok := at[key]; ok && d.At.Line > 0 && d.Excerpt == "" {
			list[i].rows = append(list[i].rows, d.At.Line)
			continue
		}
		at[key] = len(list)
		list = append(list, told{Diag: d})
	}
	return list
}

// tellRows prints diagnostics of an import, each with the other rows that it is
// about.
func (a *app) tellRows(list []told) error {
	for _, d := range list {
		if err := diag.Text(a.stderr, []diag.Diag{d.Diag}, a.lang()); err != nil {
			return err
		}
		if len(d.rows) > 0 {
			fmt.Fprintf(a.stderr, "  %s : %s\n", a.quantity(len(d.rows), "autre ligne", "autres lignes", "other row", "other rows"), stretches(d.rows))
		}
	}
	return nil
}

// stretches says the first rows of a list: "3-2507, 2511, 2514…".
func stretches(rows []int) string {
	const most = 8
	var list []string
	for i := 0; i < len(rows); {
		last := i
		for last+1 < len(rows) && rows[last+1] == rows[last]+1 {
			last++
		}
		if len(list) == most {
			return strings.Join(list, ", ") + "…"
		}
		text := strconv.Itoa(rows[i])
		if last > i {
			text += "-" + strconv.Itoa(rows[last])
		}
		list = append(list, text)
		i = last + 1
	}
	return strings.Join(list, ", ")
}

// tellImport prints the diagnostics of an import: all of them, or a few of each
// kind with how many there are, errors first.
func (a *app) tellImport(ds []diag.Diag, reportFile string) error {
	list := gathered(ds)
	if len(list) <= fewDiagnostics {
		return a.tellRows(list)
	}
	byCode := map[diag.Code][]told{}
	var codes []diag.Code
	for _, d := range list {
		if byCode[d.Code] == nil {
			codes = append(codes, d.Code)
		}
		byCode[d.Code] = append(byCode[d.Code], d)
	}
	level := func(c diag.Code) int { return int(byCode[c][0].Level) }
	slices.SortStableFunc(codes, func(x, y diag.Code) int { return level(x) - level(y) })
	for _, code := range codes {
		all := byCode[code]
		if err := a.tellRows(all[:min(examples, len(all))]); err != nil {
			return err
		}
		if rest := len(all) - examples; rest > 0 {
			fmt.Fprintf(a.stderr, "  … %s (%s)\n", a.quantity(rest, "autre du même genre", "autres du même genre", "more of the same kind", "more of the same kind"), code)
		}
	}
	errs, warnings := diag.Count(ds)
	where := a.say("la liste complète s’écrit avec --report FICHIER", "--report FILE writes the whole list")
	if reportFile != "" {
		where = a.say("la liste complète est dans ", "the whole list is in ") + reportFile
	}
	fmt.Fprintln(a.stderr, a.counts(errs, warnings)+a.say(" ; ", "; ")+where)
	return nil
}

// account says what became of each row and each file, and what to do next.
func (a *app) account(r exchange.Report, dryRun bool) {
	fmt.Fprintln(a.stdout, a.quantity(r.Read, "ligne lue", "lignes lues", "row read", "rows read")+" = "+
		a.quantity(r.Kept, "gardée", "gardées", "kept", "kept")+" + "+
		a.quantity(r.Merged, "réunie", "réunies", "merged", "merged")+" + "+
		a.quantity(r.Rejected, "refusée", "refusées", "rejected", "rejected"))
	created := 0
	for _, c := range r.Changes {
		if c.Created {
			created++
		}
	}
	changed := len(r.Changes) - created
	switch {
	case len(r.Changes) == 0:
		fmt.Fprintln(a.stdout, a.say("aucun fichier ne change", "no file changes"))
	case dryRun:
		fmt.Fprintln(a.stdout, a.quantity(created, "fichier à créer", "fichiers à créer", "file to create", "files to create")+", "+
			a.quantity(changed, "à modifier", "à modifier", "to change", "to change")+a.say(" ; rien n’a été écrit", "; nothing was written"))
	default:
		fmt.Fprintln(a.stdout, a.quantity(created, "fichier créé", "fichiers créés", "file created", "files created")+", "+
			a.quantity(changed, "modifié", "modifiés", "changed", "changed"))
	}
	if r.Questions > 0 && !dryRun {
		fmt.Fprintln(a.stdout, a.quantity(r.Questions, "question vous attend", "questions vous attendent", "question waits for you", "questions wait for you")+
			a.say(" dans data/doublons.toml : répondez « meme » ou « differents », puis relancez l’import", " in data/doublons.toml: answer “meme” or “differents”, then run the import again"))
	}
}

func (a *app) saveReport(name string, report exchange.Report, ds []diag.Diag) error {
	f, err := os.Create(name)
	if err != nil {
		return a.fileFault(err)
	}
	if err := report.WriteJSON(f, ds, a.lang()); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
