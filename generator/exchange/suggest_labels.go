package exchange

import (
	"path/filepath"
	"slices"
	"strings"

	"balise/generator/french"
)

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
