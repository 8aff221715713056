package exchange

import (
	"path/filepath"
	"slices"
	"strings"

	"balise/generator/diag"
	"balise/generator/sheet"
)

// Suggest writes a first mapping for a table, from the names of its columns and
// from what their values look like: a file to be read and corrected by hand.
// It always reads back as a mapping. What it is not sure of says so, and what it
// does not recognise is left out: an import keeps it as notes.
func Suggest(t *sheet.Table) []byte {
	p := &proposal{t: t, samples: samples(t), claims: make([]string, len(t.Columns)), taken: map[string]*sample{}}
	p.putAside()
	p.findDays()
	p.findStandard()
	p.byName()
	p.byValue()
	p.findName()
	p.conditions()
	return p.write()
}

// SuggestFile writes a first mapping for a file: for the largest of its tables.
// There is none when the file cannot be read; a diagnostic says why. An error
// is the machine's.
func SuggestFile(name string) ([]byte, []diag.Diag, error) {
	data, err := readSource(name)
	if err != nil {
		return nil, nil, err
	}
	tables, ds := sheet.Read(filepath.ToSlash(name), data)
	if len(tables) == 0 {
		return nil, ds, nil
	}
	largest := slices.MaxFunc(tables, func(a, b *sheet.Table) int { return len(a.Rows) - len(b.Rows) })
	return Suggest(largest), ds, nil
}

// proposal is a mapping in the making.
type proposal struct {
	t        *sheet.Table
	samples  []*sample
	claims   []string           // by column: what it is for; empty while unknown
	taken    map[string]*sample // by key: the column that fills it
	simple   []choice
	lists    []choice // columns of labels
	ignored  []string
	standard []string // columns read without a setting
	days     [3][7]string
	ends     [2][3][7]string // columns that hold when a day, or a half of it, opens; then closes
	texts    []string        // columns of hours in one text
	details  []string        // columns of what else is said of the hours
	adds     []addition
	swapped  bool
	number   *sample // of the house
	address  *sample // that holds the postcode and the commune
	pair     *sample // latitude and longitude in one cell
}

// choice is a column and the key that it would fill.
type choice struct {
	*sample
	key  string
	sure bool
}

type addition struct {
	*sample
	si, texte, value string
}

func (p *proposal) claim(s *sample, what string) { p.claims[s.index] = what }

// free lists the columns that nothing is known of yet.
func (p *proposal) free() (list []*sample) {
	for i, s := range p.samples {
		if p.claims[i] == "" {
			list = append(list, s)
		}
	}
	return list
}

// putAside sets apart the columns that say nothing of the places.
func (p *proposal) putAside() {
	for _, s := range p.samples {
		switch {
		case strings.TrimSpace(s.name) == "":
			p.claim(s, "sans nom")
		case slices.ContainsFunc(technical, func(pattern string) bool { return matches(pattern, s.name) }):
			p.claim(s, "ignorée")
			p.ignored = append(p.ignored, s.name)
		}
	}
	begins := func(n string) bool { return strings.HasPrefix(n, "result_") }
	if i := slices.IndexFunc(p.ignored, begins); i >= 0 {
		p.ignored = slices.Insert(slices.DeleteFunc(p.ignored, begins), i, "result_*")
	}
}

// enoughStandard is how many columns of the standard make a file one of the
// standard with a few liberties.
const enoughStandard = 15

// findStandard recognises a file that nearly keeps to the standard.
func (p *proposal) findStandard() {
	var found []*sample
	old := false
	seen := map[string]bool{}
	for _, s := range p.free() {
		c := standardColumn(s.name)
		if c.key == "" || seen[c.key] && c.words == nil {
			continue
		}
		seen[c.key] = true
		old = old || c.field < 0
		found = append(found, s)
	}
	if len(found) < enoughStandard && !old {
		return
	}
	for _, s := range found {
		p.standard = append(p.standard, s.name)
		p.claim(s, "standard")
		p.taken[standardKey(s.name)] = s
	}
	p.checkSwap(p.taken["latitude"], p.taken["longitude"])
}

// byName gives keys the columns that are called like them.
func (p *proposal) byName() {
	for _, syn := range synonyms {
		if p.taken[syn.key] != nil && syn.key != "site_web" && syn.key != "courriels" {
			continue
		}
		var best *sample
		bestScore := 0
		for _, s := range p.free() {
			score := headerScore(s.name, syn.whole, syn.words)
			if score == 0 || s.filled == 0 || looks[syn.key] != nil && s.share(looks[syn.key]) < 0.5 {
				continue
			}
			if syn.key == "site_web" || syn.key == "horaires" {
				p.give(s, syn.key, score == 2)
				continue
			}
			if syn.key == "id" && len(s.distinct) < s.filled && !s.many {
				continue
			}
			if score > bestScore || score == bestScore && s.filled > best.filled {
				best, bestScore = s, score
			}
		}
		if best != nil {
			p.give(best, syn.key, bestScore == 2)
		}
	}
}

// give settles that a column fills a key.
func (p *proposal) give(s *sample, key string, sure bool) {
	i := keyIndex(key)
	switch {
	case key == "horaires":
		p.texts = append(p.texts, s.name)
	case i >= 0 && fields[i].enum != nil:
		labels := s.labels()
		if len(labels) == 0 || len(labels) > maxLabels {
			return
		}
		if s.share(isYesNo) > 0.9 && key != "itinerance" {
			return
		}
		p.lists = append(p.lists, choice{s, key, sure})
	case key == "adresse" && s.share(holdsAddress) >= 0.5:
		p.address = s
	default:
		p.simple = append(p.simple, choice{s, key, sure})
	}
	p.claim(s, key)
	if p.taken[key] == nil {
		p.taken[key] = s
	}
	if key == "longitude" {
		p.checkSwap(p.taken["latitude"], s)
	}
}

// checkSwap sees coordinates the wrong way round, in metropolitan France: its
// latitudes are between 41° and 52°, its longitudes between -6° and 10°.
func (p *proposal) checkSwap(lat, lon *sample) {
	if lat == nil || lon == nil {
		return
	}
	p.swapped = lat.share(isDegrees(-6, 10)) > 0.7 && lon.share(isDegrees(41, 52)) > 0.7
}

// byValue gives keys the columns whose values look like theirs.
func (p *proposal) byValue() {
	for _, guess := range []struct {
		key string
		is  func(string) bool
		min float64
	}{
		{"courriels", isMail, 0.6}, {"telephone", isPhone, 0.7}, {"pivot", isSIRET, 0.8}, {"site_web", isWeb, 0.7},
		{"code_postal", isKnownPostcode, 0.9}, {"code_insee", isCommuneCode, 0.9}, {"commune", isCommuneName, 0.9},
		{"adresse", holdsAddress, 0.5},
	} {
		for _, s := range p.free() {
			if p.taken[guess.key] != nil && guess.key != "site_web" {
				break
			}
			if s.filled > 2 && s.share(guess.is) >= guess.min {
				p.give(s, guess.key, false)
			}
		}
	}
	for _, s := range p.free() {
		words := wordKey(headerWords(s.name))
		switch {
		case p.taken["latitude"] == nil && s.filled > 0 && s.share(isPair) > 0.7:
			p.pair = s
			p.claim(s, "latitude")
			p.taken["latitude"], p.taken["longitude"] = s, s
		case p.number == nil && p.taken["adresse"] != nil && (strings.Contains(words, "numero") || strings.HasSuffix(words, "num")) &&
			s.longest <= 12:
			p.number = s
			p.claim(s, "adresse")
		case s.listed() && s.share(isYesNo) < 0.5 && s.longest > 0:
			p.byVocabulary(s)
		}
	}
}

// byVocabulary gives a column of labels the key that knows half of them.
func (p *proposal) byVocabulary(s *sample) {
	labels := s.labels()
	if len(labels) < 2 || len(labels) > maxLabels {
		return
	}
	for i := range fields {
		if fields[i].enum == nil || p.taken[fields[i].name] != nil {
			continue
		}
		n := 0
		for _, l := range labels {
			if _, ok := vocabularies[fields[i].name].lookup(l); ok {
				n++
			}
		}
		if 2*n >= len(labels) {
			p.give(s, fields[i].name, false)
			return
		}
	}
}

// findName gives the key « nom », without which no row can be read, the fullest
// column of differing texts when no name tells.
func (p *proposal) findName() {
	if p.taken["nom"] != nil {
		return
	}
	var best *sample
	for _, s := range p.free() {
		if s.longest < 300 && s.share(looks["nom"]) > 0.8 && (best == nil || len(s.distinct) > len(best.distinct)) {
			best = s
		}
	}
	if best != nil {
		p.give(best, "nom", false)
	}
}

// conditions sees the columns that only say whether a service is given.
func (p *proposal) conditions() {
	for _, s := range p.free() {
		if s.filled == 0 {
			continue
		}
		yes := s.share(func(v string) bool { w, _, _ := strings.Cut(wordKey(v), " "); return isYesNo(w) })
		switch {
		case yes > 0.8 && hint(s.name) != "":
			p.adds = append(p.adds, addition{s, "oui", "", hint(s.name)})
		case len(s.distinct) == 1 && s.longest < 100 && hint(s.distinct[0]+" "+s.name) != "":
			p.adds = append(p.adds, addition{s, "égale", s.distinct[0], hint(s.distinct[0] + " " + s.name)})
		default:
			continue
		}
		p.claim(s, "services")
	}
}

// maxLabels is how many labels a table of values may have to be worth reading.
const maxLabels = 60
