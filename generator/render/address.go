package render

import (
	"fmt"
	"slices"
	"strings"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
)

// town is the commune's name as people write it: listings shout it (« VANNES »)
// or lose its accents and hyphens. What the code does not confirm stays as it
// was received: a delegated commune, an arrondissement, a CEDEX.
func town(s *model.Structure) string {
	if c, ok := geo.CommuneByCode(s.Current); ok && french.Fold(c.Name) == french.Fold(s.Commune) {
		return c.Name
	}
	return s.Commune
}

// street is the address without the postcode and the commune that listings
// repeat at its end (« 2 rue Pasteur 20600 BASTIA »), and without the commas
// left over.
func street(s *model.Structure) string {
	words := strings.Fields(s.Adresse)
	if i := slices.IndexFunc(words, func(w string) bool { return strings.Trim(w, ",;-–") == s.CodePostal }); i >= 0 && s.CodePostal != "" {
		if rest := french.Fold(strings.Join(words[i+1:], " ")); rest == "" || rest == french.Fold(s.Commune) || rest == french.Fold(town(s)) {
			words = words[:i]
		}
	}
	line := strings.Join(words, " ")
	if before, after, ok := cutLast(line, ","); ok && french.Fold(after) == french.Fold(s.Commune) {
		line = before
	}
	return strings.TrimRight(line, " ,;-–")
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// where is where a structure stands, as people write it.
type where struct{ street, town string }

// where settles where a structure stands: its page, its cards and its homonyms
// all ask.
func (p *Portal) where(s *model.Structure) *where {
	if known, ok := p.places.Load(s); ok {
		return known.(*where)
	}
	w := &where{street(s), town(s)}
	p.places.Store(s, w)
	return w
}

// line says it for a list.
func (w *where) line() string {
	if w.street != "" {
		return w.street + ", " + w.town
	}
	return w.town
}

// envelope is the address as an envelope has it.
func (w *where) envelope(s *model.Structure) []string {
	var lines []string
	for _, line := range []string{oneSpaced(strings.TrimSpace(s.ComplementAdresse)), w.street, strings.TrimSpace(s.CodePostal + " " + w.town)} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// fullNames tells apart the structures that have one name: by their commune,
// else by their address, else by a number. Links that lead to different pages
// say different things (RGAA 6.1), and a page has a title of its own (RGAA 8.6).
// Structures that nobody could take for another are absent.
func (p *Portal) fullNames(list []*model.Structure) map[string]string {
	names := map[string]string{}
	for _, same := range homonyms(list, func(s *model.Structure) string { return s.Nom }) {
		for _, here := range homonyms(same, func(s *model.Structure) string { return s.Nom + ", " + p.where(s).town }) {
			for _, twins := range homonyms(here, func(s *model.Structure) string { return s.Nom + ", " + p.where(s).line() }) {
				for i, s := range twins {
					switch {
					case len(same) == 1:
						continue
					case len(here) == 1:
						names[s.ID] = s.Nom + ", " + p.where(s).town
					default:
						names[s.ID] = s.Nom + ", " + p.where(s).line()
					}
					if i > 0 {
						names[s.ID] += fmt.Sprintf(" (%d)", i+1)
					}
				}
			}
		}
	}
	return names
}

// homonyms groups structures by what is said of them, without case nor accents,
// each group in the order of ids.
func homonyms(list []*model.Structure, say func(*model.Structure) string) map[string][]*model.Structure {
	groups := map[string][]*model.Structure{}
	for _, s := range list {
		key := french.Fold(say(s))
		groups[key] = append(groups[key], s)
	}
	for _, g := range groups {
		slices.SortFunc(g, func(a, b *model.Structure) int { return strings.Compare(a.ID, b.ID) })
	}
	return groups
}
