// Package scaffold begins things: a portal, a guide, the record of a structure.
//
// What it makes is a file that a volunteer opens next: it reads without an
// error as it stands, says in French what may be added, and each line that a #
// puts out is right once the # is gone. Codes, names and postcodes are looked up
// in the official geography, never invented.
//
// The package never writes over a file, never outside the portal, and asks no
// question: what it is not told is left out, or refused as a [Fault].
package scaffold

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"text/template"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"balise/generator/french"
	"balise/generator/model"
)

// Sentence is something to tell a person, in the two languages of messages.
type Sentence struct{ FR, EN string }

// Fault is a request that cannot be met as it is written: the sentence says
// what to write instead. Nothing was written.
type Fault struct{ Sentence }

// Error is the English sentence.
func (f *Fault) Error() string { return f.EN }

func fault(fr, en string) error { return &Fault{Sentence{fr, en}} }

// Made is what was written.
type Made struct {
	Files []string // slash-separated, relative to the portal's root
	Notes []Sentence
}

// file is a file to write.
type file struct {
	name string // slash-separated, relative to the portal's root
	data []byte
}

//go:embed skeleton
var skeletons embed.FS

// templates are the files of skeleton/, by path there.
var templates = func() *template.Template {
	all := template.New("").Funcs(template.FuncMap{
		"toml": quote, "md": escape, "join": func(list []string) string { return strings.Join(list, ", ") },
	})
	err := fs.WalkDir(skeletons, "skeleton", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := skeletons.ReadFile(name)
		if err != nil {
			return err
		}
		_, err = all.New(strings.TrimPrefix(name, "skeleton/")).Parse(string(src))
		return err
	})
	return template.Must(all, err)
}()

// fill makes a file from a skeleton. It panics on a skeleton that data cannot
// fill: a bug of ours.
func fill(skeleton, name string, data any) file {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, skeleton, data); err != nil {
		panic("scaffold: " + err.Error())
	}
	return file{name, b.Bytes()}
}

// quote writes a TOML basic string (TOML 1.0, String) on one line.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029', r == '\ufeff':
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// escape writes a text so that Markdown shows it as it is: any ASCII
// punctuation may stand behind a backslash (CommonMark 2.4).
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_[]<>#&!|~$^", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// clean is what a person typed, as one line: NFC, nothing invisible, nothing
// blank at the ends. Kinds of spaces and apostrophes stay.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		case r == '\ufeff', r == '\u200b', unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.TrimSpace(norm.NFC.String(s))
}

// longest is how long an address may be: a file name has a folder in front of
// it and a suffix behind.
const longest = 80

// slug makes an address of a text, cut at a word; empty when the text gives
// none that can be the name of a page on every system.
func slug(s string) string {
	s = french.Slug(s)
	if len(s) > longest {
		s = s[:longest+1]
		if i := strings.LastIndexByte(s, '-'); i > 0 {
			s = s[:i]
		}
		s = s[:min(len(s), longest)]
	}
	if !model.FileSlug(s) || devices[strings.TrimRight(s, "0123456789")] {
		return ""
	}
	return s
}

// devices are names that Windows keeps for itself, without their number.
var devices = map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "com": true, "lpt": true}

// add writes a new file into the portal in dir.
func add(dir string, f file) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	err = write(root, f)
	if errors.Is(err, fs.ErrExist) {
		return fault(
			fmt.Sprintf("%s existe déjà : rien n’a été écrit", f.name), fmt.Sprintf("%s exists already: nothing was written", f.name))
	}
	return err
}

// write makes a file that is not there yet, whole or not at all.
func write(root *os.Root, f file) error {
	if err := root.MkdirAll(path.Dir(f.name), 0o755); err != nil {
		return err
	}
	w, err := root.OpenFile(f.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = w.Write(f.data)
	if err = errors.Join(err, w.Close()); err != nil {
		return errors.Join(err, root.Remove(f.name))
	}
	return nil
}
