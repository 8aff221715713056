package diag

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// shown is how many diagnostics Text prints, errors before warnings when there
// are more; the rest are counted. Past fifty, people fix the first ones and run
// the command again.
const shown = 50

var levelWords = map[Lang][2]string{French: {"erreur", "avertissement"}, English: {"error", "warning"}}

// Word is the level's name in a language of messages.
func (l Level) Word(lang Lang) string { return levelWords[lang][l] }

// Text prints diagnostics for a person: one a line, the hint and the faulty
// line indented under it.
//
//	data/structures/56.toml:41:12: erreur: horaires « Tu-Fr 10h-12h » illisibles
//	  aide : écrivez « Tu-Fr 10:00-12:00 »
//	   41 | horaires = "Tu-Fr 10h-12h"
//	      |            ^^^^^^^^^^^^^^^
func Text(w io.Writer, ds []Diag, lang Lang) error {
	var b strings.Builder
	hint := "aide : "
	if lang == English {
		hint = "help: "
	}
	if len(ds) > shown { // what stops a build must be among what is seen
		ds = slices.Clone(ds)
		slices.SortStableFunc(ds, func(a, b Diag) int { return cmp.Compare(a.Level, b.Level) })
	}
	for i, d := range ds {
		if i == shown {
			break
		}
		fmt.Fprintf(&b, "%s: %s: %s\n", d.At, d.Level.Word(lang), d.Message(lang))
		if h := d.Hint(lang); h != "" {
			fmt.Fprintf(&b, "  %s%s\n", hint, h)
		}
		b.WriteString(d.Drawing())
	}
	switch rest := len(ds) - shown; {
	case rest <= 0:
	case lang == English:
		fmt.Fprintf(&b, "… and %d more\n", rest)
	case rest == 1:
		b.WriteString("… et un autre\n")
	default:
		fmt.Fprintf(&b, "… et %d autres\n", rest)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// String is the place as compilers write it, which editors know: file:line:column.
func (p Pos) String() string {
	s := printable(p.File, longest)
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		s += ":" + strconv.Itoa(max(p.Col, 1))
	}
	return s
}

// Drawing is the faulty line with carets under the fault, cut to a window that
// keeps the fault in sight when the line is very long; empty without an excerpt.
func (d Diag) Drawing() string {
	if d.Excerpt == "" {
		return ""
	}
	const window = 100
	line := []rune(strings.ReplaceAll(strings.ToValidUTF8(d.Excerpt, "\uFFFD"), "\t", " "))
	from := 0
	if d.At.Col > window*3/4 && len(line) > window {
		from = min(d.At.Col-window/2, len(line)-1)
	}
	to := min(from+window, len(line))
	text := printable(string(line[from:to]), longest)
	num := fmt.Sprintf("%5d | ", d.At.Line)
	out := num + strings.TrimRight(text, " ") + "\n"
	if d.At.Col > 0 {
		pad := max(d.At.Col-1-from, 0)
		wide := min(max(d.Width, 1), max(utf8.RuneCountInString(text)-pad, 1))
		out += strings.Repeat(" ", len(num)-2) + "| " + strings.Repeat(" ", pad) + strings.Repeat("^", wide) + "\n"
	}
	return out
}

// JSONDiag is a diagnostic as programs read it.
type JSONDiag struct {
	Code    Code   `json:"code"`
	Level   string `json:"level"`
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
}

// Report is the stable shape of `check --format json`.
type Report struct {
	Diagnostics []JSONDiag `json:"diagnostics"`
	Errors      int        `json:"errors"`
	Warnings    int        `json:"warnings"`
}

// NewReport says every diagnostic of ds in lang.
func NewReport(ds []Diag, lang Lang) Report {
	r := Report{Diagnostics: make([]JSONDiag, 0, len(ds))}
	r.Errors, r.Warnings = Count(ds)
	for _, d := range ds {
		r.Diagnostics = append(r.Diagnostics, JSONDiag{d.Code, d.Level.String(), d.At.File, d.At.Line, d.At.Col, d.Message(lang), d.Hint(lang)})
	}
	return r
}

// JSON prints every diagnostic as one document for programs.
func JSON(w io.Writer, ds []Diag, lang Lang) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(NewReport(ds, lang))
}

// GitHub prints workflow commands, which a forge shows as annotations beside
// the line of a merge request.
func GitHub(w io.Writer, ds []Diag, lang Lang) error {
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	prop := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	for _, d := range ds {
		fmt.Fprintf(&b, "::%s file=%s", d.Level, prop.Replace(d.At.File))
		if d.At.Line > 0 {
			fmt.Fprintf(&b, ",line=%d,col=%d", d.At.Line, max(d.At.Col, 1))
		}
		text := d.Message(lang)
		if h := d.Hint(lang); h != "" {
			text += "\n" + h
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", prop.Replace(string(d.Code)), data.Replace(text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
