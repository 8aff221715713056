package exchange

import (
	"slices"
	"strings"

	"balise/generator/french"
	"balise/generator/sheet"
)

// field fills a key from its columns.
func (b *mappedTable) field(row *sheet.Row, r *raw, f *boundField, states []cellState) {
	var texts []string
	filled := false
	for _, i := range f.columns {
		cell := cellAt(row, i)
		if cell == "" || filled && !f.many() && f.Reunir == "" {
			if cell != "" && slices.Contains(texts, cell) {
				states[i].used = true
			}
			continue
		}
		text := b.take(f, cell, &states[i])
		if text == "" {
			continue
		}
		filled = true
		texts = append(texts, text)
		if f.Reunir == "" {
			b.fill(r, f, i, text, &states[i])
		}
	}
	if f.Reunir != "" && len(texts) > 0 {
		b.fill(r, f, f.columns[0], strings.Join(texts, f.Reunir), &states[f.columns[0]])
	}
	if f.Valeur != "" && !filled {
		for _, v := range readList(f.Valeur) {
			means, _ := vocabularyMeans(f.mappingField, v)
			for _, m := range means {
				r.place(m.field, f.Nom, m.value)
			}
		}
	}
}

// take gives what a key takes of a cell: all of it, a part, the address in it.
func (b *mappedTable) take(f *boundField, cell string, state *cellState) string {
	switch {
	case f.Partie > 0:
		sep := f.Separateur
		if sep == "" {
			sep = ","
		}
		parts := strings.Split(cell, sep)
		if f.Partie > len(parts) {
			return ""
		}
		state.parts |= 1 << f.Partie
		state.used = state.used || state.parts == 1<<(len(parts)+1)-2
		return strings.TrimSpace(parts[f.Partie-1])
	case f.Extraire != "":
		street, postcode, town, _ := postalEnd(cell)
		switch f.Extraire {
		case "code_postal":
			return postcode
		case "commune":
			return town
		}
		state.used = true
		return street
	}
	if !f.listed() || f.Reunir != "" {
		state.used = true
	}
	return cell
}

// fill gives a key a text, by its table of values.
func (b *mappedTable) fill(r *raw, f *boundField, i int, text string, state *cellState) {
	label := b.t.Columns[i]
	sep := f.Separateur
	if sep == "" || f.Partie > 0 {
		sep = b.m.Separateur
	}
	switch {
	case f.Nom == "horaires":
		r.hours(label, f.dress(text))
	case f.listed():
		b.labels(r, f, i, text, sep, state)
	case fields[f.key].list != nil && f.Separateur != "" && f.Partie == 0:
		for part := range strings.SplitSeq(text, f.Separateur) {
			b.plain(r, f, label, strings.TrimSpace(part))
		}
	default:
		b.plain(r, f, label, text)
	}
}

// plain gives a key a text, or what its table of values makes of it.
func (b *mappedTable) plain(r *raw, f *boundField, label, text string) {
	if f.words != nil {
		if means, ok := f.words.lookup(text); ok {
			for _, m := range means {
				if m.value == "" {
					r.note(f.Nom, label, text, "")
				}
				r.place(f.key, label, m.value)
			}
			return
		}
	}
	r.place(f.key, label, f.dress(text))
}

// labels places the values of a closed list that a cell says. A label that one
// key does not know may be known to another that reads the same column.
func (b *mappedTable) labels(r *raw, f *boundField, i int, text, sep string, state *cellState) {
	read := f.words.read(text, sep)
	c := &column{label: b.t.Columns[i], key: f.Nom, field: f.key, words: f.words}
	b.s.means(r, c, read)
	if f.Nom == "labels_nationaux" { // which always held others
		for _, text := range read.unknown {
			b.s.unknown(b.t, r, c, text)
		}
		read.unknown = nil
	}
	for _, k := range read.known {
		for _, m := range k.means {
			if m.value == "" && m.lossy && m.field == f.key {
				b.count(tallied{i, f.key, k.label}, r.line)
			}
		}
	}
	if !state.read {
		state.read, state.key, state.unknown = true, f.key, read.unknown
		return
	}
	state.unknown = common(state.unknown, read.unknown)
}

// common are the texts that two readings of a cell both leave unknown. One may
// have left whole what the other cut.
func common(a, b []string) []string {
	var both []string
	for _, pair := range [2][2][]string{{a, b}, {b, a}} {
		for _, part := range pair[0] {
			if slices.ContainsFunc(pair[1], func(text string) bool { return strings.Contains(text, part) }) {
				both = add(both, part)
			}
		}
	}
	return both
}

// dress puts what stands before and after a value, unless it is there already.
func (f *boundField) dress(text string) string {
	if f.Avant != "" && !strings.HasPrefix(text, f.Avant) && !(strings.HasSuffix(f.Avant, "://") && strings.Contains(text, "://")) {
		text = f.Avant + text
	}
	if f.Apres != "" && !strings.HasSuffix(text, f.Apres) {
		text += f.Apres
	}
	return text
}

var (
	yesWords = []string{"oui", "yes", "vrai", "true", "x", "1", "o"}
	noWords  = []string{"non", "no", "faux", "false", "0", "n", "aucun", "aucune"}
)

// add adds a value when a column says so.
func (b *mappedTable) add(row *sheet.Row, r *raw, a *boundAdd, states []cellState) {
	cell := cellAt(row, a.column)
	if cell == "" {
		return
	}
	words := wordKey(cell)
	first, _, _ := strings.Cut(words, " ")
	yes, no := slices.Contains(yesWords, first), slices.Contains(noWords, first)
	state := &states[a.column]
	holds := false
	switch a.Si {
	case "oui":
		holds = yes
	case "non":
		holds = no
	case "remplie":
		holds = !no
	case "égale":
		holds = words == wordKey(a.Texte)
		state.used = state.used || holds
	case "contient":
		holds = strings.Contains(french.Fold(cell), french.Fold(a.Texte))
	}
	if words == first && (yes || no) { // nothing more is said
		state.used = true
	}
	if holds {
		for _, v := range readList(a.Valeur) {
			r.place(a.key, b.t.Columns[a.column], canonical(a.key, v))
		}
	}
}
