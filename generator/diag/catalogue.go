package diag

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Lang is a language in which Balise speaks to authors.
type Lang string

const (
	French  Lang = "fr"
	English Lang = "en"
)

// Entry is what the catalogue knows of a code. In sentences, {0}, {1}… stand
// for the Diag's arguments. A hint says what to write or do; it may be empty.
// Else is the hint when an argument of the first one is missing: when nobody but
// the author can say what to write.
type Entry struct {
	Level          Level
	FR, EN         string
	HintFR, HintEN string
	ElseFR, ElseEN string
}

// catalogue gathers the tables of the catalogue_*.go files, one per area.
var catalogue = merge(
	catalogueTOML,
	catalogueSite,
	catalogueRecords,
	catalogueContent,
	catalogueHours,
	catalogueTheme,
	catalogueSheet,
	catalogueExchange,
	catalogueExport,
	catalogueMapping,
	cataloguePicture,
	cataloguePlace,
	catalogueLedger,
	catalogueSearch,
)

func merge(tables ...map[Code]Entry) map[Code]Entry {
	all := map[Code]Entry{}
	for _, t := range tables {
		for code, e := range t {
			if _, twice := all[code]; twice {
				panic("diag: two entries for " + string(code))
			}
			all[code] = e
		}
	}
	return all
}

// Codes lists every code of the catalogue, sorted.
func Codes() []Code { return slices.Sorted(maps.Keys(catalogue)) }

// Lookup returns the catalogue's entry for code.
func Lookup(code Code) (Entry, bool) { e, ok := catalogue[code]; return e, ok }

// Message is the sentence that says what is wrong.
func (d Diag) Message(lang Lang) string {
	e := catalogue[d.Code]
	if lang == English {
		return fill(e.EN, d.Args, longest)
	}
	return fill(e.FR, d.Args, longest)
}

// Hint is the sentence that says what to do; empty when there is none, or when
// all it would say is an argument that is missing. It gives values whole: they
// are there to be copied.
func (d Diag) Hint(lang Lang) string {
	e := catalogue[d.Code]
	text, otherwise := e.HintFR, e.ElseFR
	if lang == English {
		text, otherwise = e.HintEN, e.ElseEN
	}
	for i := range 10 {
		if hole := "{" + strconv.Itoa(i) + "}"; strings.Contains(text, hole) && (i >= len(d.Args) || d.Args[i] == "") {
			return otherwise
		}
	}
	return fill(text, d.Args, longestHint)
}

// How many characters of an argument a sentence holds.
const (
	longest     = 120
	longestHint = 2000
)

func fill(text string, args []string, most int) string {
	if len(args) == 0 {
		return text
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", printable(a, most))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// printable makes what an author typed safe for a terminal and short enough
// for its place: control characters could move the cursor or hide a message.
func printable(s string, most int) string {
	var b strings.Builder
	n := 0
	for _, r := range s {
		if n == most {
			b.WriteRune('…')
			break
		}
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' {
			r = '\uFFFD'
		}
		b.WriteRune(r)
		n++
	}
	return b.String()
}
