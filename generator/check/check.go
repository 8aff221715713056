// Package check holds the rules that a portal must keep, one function each, in
// one table. A rule reads the model and reports; it changes nothing, reads no
// file, and knows nothing of the other rules.
//
// Whether a file can be read, and whether a value has the right type, is
// settled before: see packages load and decode.
package check

import (
	"balise/generator/diag"
	"balise/generator/model"
)

// Rule is one rule. Name is stable: the manual is sorted by it.
type Rule struct {
	Name  string
	About string // one line: what the rule asks, and why
	run   func(*model.Portal, func(diag.Diag))
}

// Rules is the table, in the order in which rules run.
var Rules = []Rule{
	{"ids", "each structure has an id of its own, fit for an address", ids},
	{"communes", "commune, code_insee and code_postal exist and agree", communes},
	{"coordonnees", "coordinates are in France and in the right département", coordinates},
	{"contacts", "phone numbers, mail addresses and web addresses can be used", contacts},
	{"pivots", "a SIRET has its key, a RNA its shape", pivots},
	{"dates", "no date is in the future; closures end after they begin", dates},
	{"fraicheur", "a record that nobody checked for long says so", staleness},
	{"resumes", "presentation_resume holds in 280 characters, as the standard asks", summaries},
	{"liens", "a link between guides, pages and images leads somewhere in every territory", links},
	{"editeur", "the law's notices can be made: publisher and host are named", publisher},
	{"couleurs", "a territory's colours contrast with the page, 4.5:1 (RGAA 3.2)", colours},
	{"territoires", "a territory is not empty", emptiness},
}

// Portal runs every rule; the diagnostics are sorted.
func Portal(p *model.Portal) []diag.Diag {
	var ds []diag.Diag
	for _, r := range Rules {
		r.run(p, func(d diag.Diag) { ds = append(ds, d) })
	}
	return diag.Sort(ds)
}
