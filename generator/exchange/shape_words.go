package exchange

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"balise/generator/french"
)

// meaning is what a label of a source says in the standard. Without a value it
// says nothing that the standard can hold.
type meaning struct {
	field int // index in fields
	value string
	lossy bool // the standard says less than the label: the label is kept as a note
}

// vocabulary is what the labels of a column mean. Labels are compared by wordKey.
type vocabulary struct {
	means map[string][]meaning
	// phrases tells that labels are whole sentences, which can be recognised
	// inside a text that nobody separated.
	phrases bool
}

func newVocabulary() *vocabulary { return &vocabulary{means: map[string][]meaning{}} }

// enumVocabulary knows the values of a closed list.
func enumVocabulary(key string) *vocabulary {
	v := newVocabulary()
	i := fieldIndex[key]
	for _, value := range fields[i].enum.Values {
		v.add(value, meaning{field: i, value: value})
	}
	return v
}

// add teaches a label. « Gratuit : je peux… » is also known as « Gratuit ».
func (v *vocabulary) add(label string, means ...meaning) {
	v.means[wordKey(label)] = means
	if short, _, ok := strings.Cut(label, " :"); ok {
		v.means[wordKey(short)] = means
	}
}

// say teaches labels that mean one value of a key; of none when it is empty.
func (v *vocabulary) say(key, value string, labels ...string) {
	for _, l := range labels {
		v.add(l, meaning{field: fieldIndex[key], value: value})
	}
}

// lookup gives what a label means.
func (v *vocabulary) lookup(label string) ([]meaning, bool) {
	m, ok := v.means[wordKey(label)]
	return m, ok
}

// wordKey is the form under which labels are compared: the letters and digits
// of their folded form, one space between words. « Seniors (+ 65 ans) » and
// « seniors (+65 ans). » are one label.
func wordKey(s string) string {
	s = french.Fold(s)
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// reading is what a vocabulary made of a cell.
type reading struct {
	known   []recognised
	unknown []string // texts that are no label, as written
	partial []string // texts in which labels were recognised, and more is said
}

type recognised struct {
	label string // as written
	means []meaning
}

func (r *reading) add(label string, means []meaning) {
	r.known = append(r.known, recognised{label, means})
}

// cut is a part of a cell between two separators.
type cut struct {
	from, to int
	weak     bool // the separator in front may also stand inside a label
}

// strongSeparators always separate values; weakSeparators also stand inside
// labels, « Familles/enfants ».
const (
	strongSeparators = "|;\n"
	weakSeparators   = ",/"
)

// cuts cuts a cell at every separator. An extra separator, of a mapping, is
// weak too: a label that holds it is found all the same.
func cuts(text, extra string) []cut {
	var list []cut
	from, weak := 0, false
	for i := 0; i < len(text); {
		n, w := 0, false
		switch {
		case strings.IndexByte(strongSeparators, text[i]) >= 0:
			n = 1
		case extra != "" && strings.HasPrefix(text[i:], extra):
			n, w = len(extra), true
		case strings.IndexByte(weakSeparators, text[i]) >= 0:
			n, w = 1, true
		}
		if n == 0 {
			i++
			continue
		}
		list = append(list, cut{from, i, weak})
		i += n
		from, weak = i, w
	}
	return append(list, cut{from, len(text), weak})
}

// maxJoined is how many parts a label may span. A cell that is longer than
// maxKnownText, or in more parts than maxParts, is no list of labels.
const (
	maxJoined    = 5
	maxKnownText = 8000
	maxParts     = 200
)

// read finds the labels of a cell, whatever separates them: at each place the
// longest label that stands there. What is between is unknown, whole.
func (v *vocabulary) read(text, extra string) reading {
	var r reading
	var parts []cut
	if len(text) <= maxKnownText {
		parts = cuts(text, extra)
	}
	if parts == nil || len(parts) > maxParts {
		r.unknown = append(r.unknown, text)
		return r
	}
	open := false // the last unknown text goes on
	start := 0
	for i := 0; i < len(parts); {
		if strings.TrimSpace(text[parts[i].from:parts[i].to]) == "" {
			open = open && parts[i].weak
			i++
			continue
		}
		if m, n := v.longest(text, parts[i:]); n > 0 {
			r.add(strings.TrimSpace(text[parts[i].from:parts[i+n-1].to]), m)
			i, open = i+n, false
			continue
		}
		if open && parts[i].weak {
			r.unknown[len(r.unknown)-1] = strings.TrimSpace(text[start:parts[i].to])
		} else {
			start = parts[i].from
			r.unknown = append(r.unknown, strings.TrimSpace(text[start:parts[i].to]))
		}
		i, open = i+1, true
	}
	if v.phrases {
		v.inside(&r)
	}
	return r
}

// longest finds the label that begins parts, and how many of them it takes:
// none when there is no such label. A label may be followed by its explanation,
// « Gratuit : … », which runs to the next label.
func (v *vocabulary) longest(text string, parts []cut) ([]meaning, int) {
	for n := min(len(parts), maxJoined); n > 0; n-- {
		if n > 1 && !allWeak(parts[1:n]) {
			continue
		}
		if m, ok := v.lookup(text[parts[0].from:parts[n-1].to]); ok {
			return m, n
		}
	}
	short, _, ok := strings.Cut(text[parts[0].from:parts[0].to], ":")
	if !ok {
		return nil, 0
	}
	m, ok := v.lookup(short)
	if !ok {
		return nil, 0
	}
	n := 1
	for n < len(parts) && parts[n].weak && !v.begins(text[parts[n].from:parts[n].to]) {
		n++
	}
	return m, n
}

func allWeak(parts []cut) bool {
	for _, p := range parts {
		if !p.weak {
			return false
		}
	}
	return true
}

func (v *vocabulary) begins(part string) bool {
	if _, ok := v.lookup(part); ok {
		return true
	}
	short, _, ok := strings.Cut(part, ":")
	_, known := v.lookup(short)
	return ok && known
}

// phraseLength is how long a label is, in bytes of its key, that can be
// recognised inside a text.
const phraseLength = 18

// inside finds labels in the unknown texts: a cell that lists them without a
// separator.
func (v *vocabulary) inside(r *reading) {
	var left []string
	for _, text := range r.unknown {
		key := " " + wordKey(text) + " "
		found := map[int]string{} // by where they stand
		for label := range v.means {
			if i := strings.Index(key, " "+label+" "); i >= 0 && len(label) >= phraseLength && len(label) > len(found[i]) {
				found[i] = label
			}
		}
		for _, i := range slices.Sorted(maps.Keys(found)) {
			r.add(found[i], v.means[found[i]])
		}
		if len(found) > 0 {
			r.partial = append(r.partial, text)
		} else {
			left = append(left, text)
		}
	}
	r.unknown = left
}
