// Package french knows how French is written: its typography, how its words
// are compared, sorted and turned into addresses, and how dates, numbers,
// distances and telephone numbers are said.
//
// It works on plain text and holds no state. It does not read HTML, does not
// judge spelling and does not guess a text's language: the caller says it.
//
// Where a function takes a lang, it is a BCP 47 tag ("fr", "en", "fr-FR"); only
// its first part counts, and a language that is neither French nor English gets
// a neutral form (an ISO date, a metric unit).
package french

import "strings"

// Spaces of French typography. The narrow one stands before ; ! ? and inside
// « », and groups thousands; the wide one stands before : and units.
const (
	narrowSpace = "\u202f"
	noBreak     = "\u00a0"
)

// language keeps the part of a tag that names the language.
func language(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}
