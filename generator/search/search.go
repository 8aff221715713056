// Package search makes the index of a site's search: small script files that a
// page loads by name, a few for each question.
//
// An index answers three kinds of things: ways (needs, types of places, themes:
// pages that lead further), guides, and places. What a word is worth for each is
// settled here (BM25F, in sixteen levels), so that the script only adds. Places
// say little of their own: a place of a type is found by the words of the type,
// which are indexed once.
//
// Words are compared as [Analyser.Keys] writes them; assets/recherche.js does the
// same, letter for letter, and a test compares the two. French words are stemmed
// here only: the index lists the forms of a stem side by side.
//
// The package knows no model, no address and no page. It reads no file, and the
// same site gives the same bytes, in whatever order its things are analysed.
package search

import (
	"hash/fnv"
	"strconv"
)

// Site is what can be found on a site, in one language.
type Site struct {
	Communes []Commune
	Ways     []Way
	Guides   []Guide
	Places   []Place // most useful first
}

// Commune is a commune that questions may name. It orders places by distance.
type Commune struct {
	Name       string
	Postcodes  []string
	Lat, Lon   float64 // WGS 84, degrees; both zero when nobody knows
	Population int
	Href       string // of its own page; empty when it has none
}

// Way is a page that leads further: a need, a type of place, a public, a theme.
// The words of a way are also those of its members.
type Way struct {
	Title, Line string
	Href        string // empty: never shown, it only lends its words
	Text        *Text
	Members     []int   // indexes in Site.Places
	Weight      float64 // how much it is an answer, up to 1; 0 stands for 1
}

// Guide is a guide, or another page to read.
type Guide struct {
	Title, Line, Href string
	Lang              string // of Title and Line, when it is not the index's
	Text              *Text
}

// Place is a structure.
type Place struct {
	Title   string
	Line    string // what it is: « Bibliothèque ou médiathèque »
	Commune int    // index in Site.Communes; -1 when unknown
	Town    string // as it is written, when the commune is unknown
	Href    string
	Phone   string // as it is read; then | and the number to dial, unless that follows (+33)
	Hours   string // in a few words; may be empty
	Text    *Text
}

// File is a file of the index.
type File struct {
	Name string // "fr.js", "fr-t0.js"
	Data []byte
}

// Index is the index of a site in one language. The first file is the one that
// a page loads; it names the others.
type Index struct {
	Version string // changes with what is in the files
	Files   []File
}

// maxFile is the size, in bytes, that the files of an index keep under; an index
// that is smaller is one file.
const maxFile = 96_000

// version is a short sum of an index.
func version(parts []part) string {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p.kind))
		h.Write([]byte(p.data))
	}
	return strconv.FormatUint(h.Sum64(), 36)
}
