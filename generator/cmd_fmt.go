package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/markdown"
	"balise/generator/model"
	"balise/generator/tomledit"
)

// fmtCmd is `balise fmt`.
func (a *app) fmtCmd() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:  "fmt [FILE…]",
		RunE: func(_ *cobra.Command, names []string) error { return a.format(names, check) },
	}
	cmd.Flags().BoolVar(&check, "check", false, "")
	return cmd
}

// format puts the files of the portal, or those that are named, in canonical form.
// With check it only names those that are not. A file that cannot be read is
// told, and the others are still done.
func (a *app) format(names []string, check bool) error {
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	files, err := a.filesToFormat(root, names)
	if err != nil {
		return err
	}
	var ds []diag.Diag
	changed := 0
	for _, name := range files {
		old, now, faults := formatFile(root, name)
		ds = append(ds, faults...)
		if len(faults) > 0 || bytes.Equal(old, now) {
			continue
		}
		if !check {
			if err := replaceIn(root, name, now); err != nil {
				return fmt.Errorf(a.say("« %s » n’a pas pu être écrit : %w", "“%s” could not be written: %w"), name, err)
			}
		}
		changed++
		fmt.Fprintln(a.stdout, name)
	}
	if err := diag.Text(a.stderr, diag.Sort(ds), a.lang()); err != nil {
		return err
	}
	if check && changed > 0 {
		fmt.Fprintln(a.stderr, a.quantity(changed, "fichier à mettre en forme", "fichiers à mettre en forme", "file to format", "files to format")+
			a.say(" : « balise fmt » le fait", ": “balise fmt” does it"))
	}
	if len(ds) > 0 || check && changed > 0 {
		return errFailed
	}
	return nil
}

// filesToFormat lists files by their path in the portal: those that are named,
// those in the folders that are named, or all when none is.
func (a *app) filesToFormat(root *os.Root, names []string) ([]string, error) {
	if len(names) == 0 {
		if _, err := root.Lstat("site.toml"); errors.Is(err, fs.ErrNotExist) {
			return nil, &build.UsageError{FR: "pas de site.toml ici : placez-vous dans le dossier d’un portail, ou nommez-le avec -C", EN: "no site.toml here: go to a portal’s folder, or name it with -C"}
		}
		return formattable(root, "."), nil
	}
	var files []string
	for _, given := range names {
		name, err := a.inPortal(root, given)
		if err != nil {
			return nil, err
		}
		switch info, err := root.Lstat(name); {
		case err != nil:
			return nil, err
		case info.IsDir():
			files = append(files, formattable(root, name)...)
		case info.Mode().IsRegular() && (path.Ext(name) == ".toml" || isContent(name)):
			files = append(files, name)
		default:
			return nil, &build.UsageError{
				FR: fmt.Sprintf("« %s » n’a pas de mise en forme : donnez un fichier .toml, ou un texte de content/", given),
				EN: fmt.Sprintf("“%s” has no canonical form: give a .toml file, or a text of content/", given),
			}
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}

// inPortal is the path in the portal of a file of the command line, which is
// relative to -C. Links lead elsewhere: nothing is written through them.
func (a *app) inPortal(root *os.Root, given string) (string, error) {
	outside := &build.UsageError{
		FR: fmt.Sprintf("« %s » n’est pas dans le portail : fmt n’écrit nulle part ailleurs", given),
		EN: fmt.Sprintf("“%s” is not in the portal: fmt writes nowhere else", given),
	}
	dir, err := filepath.Abs(a.dir)
	if err != nil {
		return "", err
	}
	file, err := filepath.Abs(a.path(given))
	if err != nil {
		return "", err
	}
	name, err := filepath.Rel(dir, file)
	if err != nil || !filepath.IsLocal(name) {
		return "", outside
	}
	name = filepath.ToSlash(name)
	for at := name; at != "."; at = path.Dir(at) {
		switch info, err := root.Lstat(at); {
		case errors.Is(err, fs.ErrNotExist):
			return "", &build.UsageError{FR: fmt.Sprintf("« %s » n’existe pas dans le portail", given), EN: fmt.Sprintf("“%s” does not exist in the portal", given)}
		case err != nil:
			return "", err
		case info.Mode()&fs.ModeSymlink != 0:
			return "", &build.UsageError{FR: fmt.Sprintf("« %s » passe par un lien symbolique : fmt ne les suit pas", given), EN: fmt.Sprintf("“%s” goes through a symbolic link: fmt follows none", given)}
		}
	}
	return name, nil
}

// formattable lists the files under a folder of the portal that Balise reads
// and that have a canonical form. Hidden files and folders are left out, and
// those of editors; links are not followed. Themes are left to their authors,
// unless the folder is theirs.
func formattable(root *os.Root, folder string) []string {
	var names []string
	_ = fs.WalkDir(root.FS(), folder, func(name string, d fs.DirEntry, err error) error {
		base := path.Base(name)
		hidden := name != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "#") || strings.HasSuffix(base, "~"))
		top, _, _ := strings.Cut(name, "/")
		switch {
		case err != nil, d.IsDir() && (hidden || folder == "." && name != "." && top != "data" && top != "content"):
			return fs.SkipDir
		case d.Type().IsRegular() && !hidden && isRead(name):
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names
}

// isRead tells the files that Balise reads and that have a canonical form.
func isRead(name string) bool {
	if name == "site.toml" || isContent(name) {
		return true
	}
	if path.Ext(name) != ".toml" {
		return false
	}
	parts := strings.Split(name, "/")
	switch parts[0] {
	case "data", "content":
		return true
	case "themes":
		return len(parts) == 3 && parts[2] == "theme.toml" || len(parts) == 4 && parts[2] == "i18n"
	}
	return false
}

// isContent tells a text, of which the front matter has a canonical form.
func isContent(name string) bool {
	return strings.HasPrefix(name, "content/") && path.Ext(name) == ".md"
}

// layoutOf is what a file of the portal looks like. Records are not aligned:
// they change the most, and a longer key would touch all the lines around it.
func layoutOf(name string) tomledit.Layout {
	switch {
	case name == "site.toml":
		return tomledit.Layout{Keys: model.SiteSchema.KeysOf, Aligned: true}
	case strings.HasPrefix(name, "data/structures/"):
		return tomledit.Layout{Keys: model.ListingSchema.KeysOf}
	case strings.HasPrefix(name, "data/"):
		return tomledit.Layout{}
	case isContent(name):
		return tomledit.Layout{Keys: model.GuideSchema.KeysOf, Aligned: true}
	}
	return tomledit.Layout{Aligned: true}
}

// maxFormatted bounds a file, as reading a portal does.
const maxFormatted = 32 << 20

// formatFile reads a file and gives its canonical form, or says why there is
// none.
func formatFile(root *os.Root, name string) (old, now []byte, ds []diag.Diag) {
	at := diag.Pos{File: name}
	switch info, err := root.Lstat(name); {
	case err != nil:
		return nil, nil, []diag.Diag{diag.New("fichier-illisible", at, cause(err))}
	case info.Size() > maxFormatted:
		return nil, nil, []diag.Diag{diag.New("fichier-trop-gros", at, "32 Mo")}
	}
	old, err := root.ReadFile(name)
	if err != nil {
		return nil, nil, []diag.Diag{diag.New("fichier-illisible", at, cause(err))}
	}
	from, to, line := 0, len(old), 1
	if isContent(name) {
		front, frontLine, _, _, closed := markdown.Split(old)
		if frontLine == 0 { // no front matter: check says so
			return old, old, nil
		}
		if !closed {
			return nil, nil, []diag.Diag{diag.New("entete-absent", diag.Pos{File: name, Line: 1, Col: 1})}
		}
		for line = 1; line < frontLine; line++ {
			from += bytes.IndexByte(old[from:], '\n') + 1
		}
		to = from + len(front)
	}
	doc, ds := tomledit.Parse(name, old[from:to], line)
	if ds != nil {
		return nil, nil, ds
	}
	doc.Layout = layoutOf(name)
	form, err := doc.Format()
	if err != nil {
		return nil, nil, []diag.Diag{diag.New("toml-syntaxe", at, err.Error())}
	}
	if from > 0 && bytes.HasSuffix(old[:from], []byte("\r\n")) { // the text keeps its ends of lines
		form = bytes.ReplaceAll(form, []byte("\n"), []byte("\r\n"))
	}
	return old, slices.Concat(old[:from], form, old[to:]), nil
}

// cause is the system's word for an error, without the path.
func cause(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// replaceIn writes a file beside its place, then puts it there in one step: a
// process that is killed leaves the old file or the new one. The file keeps its
// permissions.
func replaceIn(root *os.Root, name string, data []byte) error {
	info, err := root.Lstat(name)
	if err != nil {
		return err
	}
	draft := path.Join(path.Dir(name), "."+path.Base(name)+".fmt") // hidden: nobody reads it, should it stay behind
	if err := root.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := root.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, info.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(info.Mode().Perm()), f.Close())
	if err == nil {
		err = root.Rename(draft, name)
	}
	if err != nil {
		_ = root.Remove(draft)
	}
	return err
}
