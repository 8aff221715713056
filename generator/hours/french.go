package hours

import (
	"strings"
	"unicode"
)

// Reading is what could be read of hours written in French.
type Reading struct {
	// Value is in OpenStreetMap's syntax, and true as far as it goes; "" when
	// nothing certain can be said.
	Value string
	// Lossless tells that Value says all that the text says. A text that says
	// nothing is read without loss.
	Lossless bool
	// Left are the parts of the text that Value does not say, in their author's
	// words: the whole text when Value is "".
	Left []string
}

// FromFrench turns hours written in French words into the syntax: "Du lundi au
// vendredi de 9h à 12h et de 14h à 17h30" gives
// "Mo-Fr 09:00-12:00,14:00-17:30". It answers false, rather than drop a word,
// for a text that the syntax cannot say in full; ReadFrench then tells how much
// of it can be said.
func FromFrench(text string) (string, bool) {
	r := ReadFrench(text)
	if r.Value == "" || !r.Lossless {
		return "", false
	}
	return r.Value, true
}

// ReadFrench reads hours written in French: days, hours, months, dates, weeks,
// holidays, closures, appointments. It says what it is certain of, and gives
// back the rest. A word that may change what the hours mean ("sauf", "environ",
// "ou") and is not understood leaves no value at all: a place announced open
// when it is closed is worse than a place whose hours are not known.
func ReadFrench(text string) Reading {
	whole := strings.TrimFunc(text, unicode.IsSpace)
	if says(whole) == "" {
		return Reading{Lossless: true}
	}
	nothing := Reading{Left: []string{whole}}
	if len(text) > maxLength {
		return nothing
	}
	if value, ok := inSyntax(whole); ok {
		return Reading{Value: value, Lossless: true}
	}
	f, ok := readSayings(whole, false)
	if !ok {
		if value := onRequest(whole); value != "" {
			return Reading{Value: value, Lossless: true}
		}
		return nothing
	}
	var a assembler
	value, ok := a.value(f.sayings, everyDay)
	if !ok {
		return nothing
	}
	left := append(f.leftWords(), f.clauses(a.redundant)...)
	return Reading{Value: value, Lossless: len(left) == 0, Left: left}
}

// readSayings reads the clauses of a text. In a cell, the text is about one day.
func readSayings(text string, cell bool) (*reader, bool) {
	f := &reader{cell: cell}
	f.text, f.items = scanFrench(text)
	return f, f.read()
}

// says is what a text says: "" for none, a dash, a dot.
func says(text string) string {
	return strings.TrimFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// inSyntax gives a text that is in the syntax already, unless it has one of the
// faults that spreadsheets are full of.
func inSyntax(text string) (string, bool) {
	s, faults := read(text) // not Parse, which asks this file for corrections
	if s == nil || s.opaque || hasError(faults) || frenchTuesday(text, scan(text, nil)) {
		return "", false
	}
	if faults = s.lint(); hasError(faults) {
		return "", false
	}
	for _, f := range faults {
		switch f.Code {
		case "horaires-commentaire-seul":
			if !strings.Contains(text, `"`) {
				return "", false // "sur rendez-vous", which the syntax takes for a comment
			}
		case "horaires-nuit", "horaires-plages-melees", "horaires-sans-heure", "horaires-sans-jour", "horaires-commentaire-efface":
			return "", false
		}
	}
	return s.String(), true
}

// onRequest says a text without days nor hours that speaks of asking first.
func onRequest(text string) string {
	plain := " " + folded(text)
	asks := false
	for _, w := range []string{" sur rendez", " sur rdv", " sur reservation", " sur inscription", " sur demande"} {
		asks = asks || strings.Contains(plain, w)
	}
	if !asks || len(text) > 120 || strings.ContainsAny(text, "\"\n\r<>") {
		return ""
	}
	_, items := scanFrench(text)
	for _, it := range items {
		switch it.kind {
		case unknownItem, silentItem, appointmentItem, andItem, commaItem, slashItem, dashItem, onlyItem, freeItem, openItem, closeItem, toItem:
			if it.word == "ou" || nearDay(it.word) {
				return ""
			}
		case breakItem:
			if it.end < len(text) {
				return ""
			}
		default:
			return ""
		}
	}
	if restricts(strings.NewReplacer("inscription", "", "réservation", "", "reservation", "").Replace(text), false) && !strings.Contains(plain, "uniquement sur") {
		return ""
	}
	return "unknown \"" + strings.TrimRight(text, ". ") + "\""
}

// leftWords are the parts of the text that no clause says.
func (f *reader) leftWords() []string {
	var words []string
	for _, l := range f.left {
		if w := strings.TrimFunc(f.text[l[0]:l[1]], func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune(":;,.-–/|>()", r)
		}); w != "" {
			words = append(words, w)
		}
	}
	return words
}

// clauses gives clauses in their author's words.
func (f *reader) clauses(list []*saying) []string {
	var words []string
	for _, s := range list {
		words = append(words, strings.TrimSpace(f.text[s.start:max(s.start, min(s.end, len(f.text)))]))
	}
	return words
}
