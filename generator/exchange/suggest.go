package exchange

import (
	"path/filepath"
	"slices"
	"strings"

	"balise/generator/diag"
	"balise/generator/french"
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
	texts    []string // columns of hours in one text
	details  []string // columns of what else is said of the hours
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

// findDays finds the columns of one day, or of half a day.
func (p *proposal) findDays() {
	for _, s := range p.free() {
		day, half := dayColumn(s.name)
		if day < 0 || s.filled > 0 && (s.share(isTimes) < 0.3 || s.share(isLoneTime) > 0.7) || p.days[half][day] != "" {
			continue
		}
		p.days[half][day] = s.name
		p.claim(s, "horaires")
	}
	if p.days == [3][7]string{} {
		return
	}
	for _, s := range p.free() {
		if headerScore(s.name, nil, []string{"commentaire", "commentaires", "remarque", "remarques", "precisions"}) > 0 && s.filled > 0 {
			p.details = append(p.details, s.name)
			p.claim(s, "horaires")
		}
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

// labels are the different labels of a column, the most frequent first.
func (s *sample) labels() (labels []string) {
	if s.many {
		return nil
	}
	sep := s.separator()
	count := map[string]int{}
	for _, v := range s.distinct {
		parts := []string{v}
		if sep != "" {
			parts = splitOutside(v, sep)
		}
		for _, part := range parts {
			part = strings.TrimSpace(part)
			if part == "" || len(part) > 200 {
				continue
			}
			if count[part] == 0 {
				labels = append(labels, part)
			}
			count[part] += s.counts[v]
		}
	}
	slices.SortStableFunc(labels, func(a, b string) int { return count[b] - count[a] })
	seen := map[string]bool{}
	return slices.DeleteFunc(labels, func(l string) bool {
		key := wordKey(l)
		twice := seen[key] || key == ""
		seen[key] = true
		return twice
	})
}

// separator is what separates the labels of a cell: the one that makes labels
// come back the most often. There is none when cells come back as they are.
func (s *sample) separator() string {
	best, least := "", 0.9*float64(len(s.distinct))/float64(max(s.filled, 1))
	for _, sep := range []string{"|", ";", "\n", " / ", ","} {
		labels := map[string]bool{}
		total, cut := 0, 0
		for _, v := range s.distinct {
			parts := splitOutside(v, sep)
			if len(parts) > 1 {
				cut++
			}
			for _, part := range parts {
				labels[wordKey(part)] = true
			}
			total += len(parts) * s.counts[v]
		}
		if ratio := float64(len(labels)) / float64(max(total, 1)); 10*cut >= len(s.distinct) && ratio < least {
			best, least = sep, ratio
		}
	}
	return best
}

// splitOutside cuts a text at a separator, but not between parentheses.
func splitOutside(text, sep string) (parts []string) {
	depth, from := 0, 0
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '(':
			depth++
		case text[i] == ')' && depth > 0:
			depth--
		case depth == 0 && strings.HasPrefix(text[i:], sep):
			parts = append(parts, strings.TrimSpace(text[from:i]))
			from = i + len(sep)
			i = from - 1
		}
	}
	return append(parts, strings.TrimSpace(text[from:]))
}

// translate is the value that a label of a column most likely means: known, near
// in spelling, or about the same thing.
func translate(key, label string) (value string, sure bool) {
	if key == "itinerance" && isYesNo(label) {
		if slices.Contains(yesWords, wordKey(label)) {
			return "Itinérant", true
		}
		return "Fixe", true
	}
	if means, ok := vocabularies[key].lookup(label); ok {
		for _, m := range means {
			if m.field == fieldIndex[key] && m.value != "" {
				return m.value, true
			}
		}
	}
	if near, ok := fields[fieldIndex[key]].enum.Nearest(label); ok && len(label) > 4 && key != "typologie" {
		return near, false
	}
	switch key {
	case "services":
		return hintsOf(label), false
	case "frais_a_charge":
		f := french.Fold(label)
		switch {
		case strings.HasPrefix(f, "gratuit pour"), strings.HasPrefix(f, "gratuit,"):
			return "Gratuit sous condition", false
		case strings.HasPrefix(f, "gratuit"):
			return "Gratuit", false
		case strings.HasPrefix(f, "payant"):
			return "Payant", false
		}
	case "typologie":
		return typologyOf(label), false
	}
	return "", false
}

// typologyOf finds the name of a type inside a label; empty when none is there.
func typologyOf(label string) string {
	key := " " + wordKey(label) + " "
	best, length := "", 5
	for name, means := range vocabularies["typologie"].means {
		if strings.Contains(key, " "+name+" ") && (len(name) > length || len(name) == length && means[0].value < best) {
			best, length = means[0].value, len(name)
		}
	}
	return best
}

// sourceName is the name of a file, for want of that of its source.
func sourceName(file string) string {
	return strings.TrimSuffix(filepath.Base(filepath.ToSlash(file)), filepath.Ext(file))
}
