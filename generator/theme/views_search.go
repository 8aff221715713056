package theme

import "html/template"

// This file is the part of the contract about the search. See views.go for the
// rules.

// Search is recherche.html. Without JavaScript it is a page of ways in: needs,
// communes, guides. assets/recherche.js answers questions from the index.
type Search struct {
	Page     Page
	Index    template.URL // the index's first file, with its version
	Record   string       // language of the places' own texts, when it is not the page's
	Needs    []Link
	Communes []LinkGroup
	Guides   []LinkGroup
	Every    []Link // to all the communes: by name, by postcode
}
