package same

import (
	"strings"

	"balise/generator/french"
)

// unreadable stands for a character that a source destroyed (U+FFFD): it
// matches any.
const unreadable = '?'

// words cuts a folded text into its letters and its digits, apart: « 61Rue »
// gives 61 and rue, « l'Île » gives l and ile. Ordinals lose their ending.
func words(s string) []string {
	s = french.Fold(strings.ReplaceAll(s, "\u2019", "'"))
	var list []string
	start, class := -1, 0
	cut := func(end int) {
		if start < 0 {
			return
		}
		w := strings.ReplaceAll(s[start:end], "\uFFFD", string(unreadable))
		if n := len(list); n > 0 && class == 1 && isNumber(list[n-1]) && s[start-1] != ' ' && ordinal[w] {
			start = -1
			return // 12e, 1er: glued to its number
		}
		list = append(list, w)
		start = -1
	}
	for i, r := range s {
		c := 0
		switch {
		case r >= '0' && r <= '9':
			c = 2
		case r >= 'a' && r <= 'z' || r == '\uFFFD' || r > 0xbf && r != '«' && r != '»':
			c = 1
		}
		if c != class || c == 0 {
			cut(i)
			if c != 0 {
				start = i
			}
		}
		class = c
	}
	cut(len(s))
	return spellOut(list)
}

// spellOut joins letters that stand alone (« E.S.C.A.L.E. ») and parts an
// article from the word that a destroyed apostrophe glued it to (« d?Aix »).
func spellOut(list []string) []string {
	kept := list[:0:0]
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && len(list[j]) == 1 && !isNumber(list[j]) {
			j++
		}
		w := list[i]
		switch {
		case j-i >= 3:
			kept = append(kept, strings.Join(list[i:j], ""))
			i = j
			continue
		case len(w) > 4 && w[1] == unreadable && small[w[:1]] && strings.IndexByte("aeiouyh", w[2]) >= 0:
			kept = append(kept, w[:1], w[2:])
		default:
			kept = append(kept, w)
		}
		i++
	}
	return kept
}

var ordinal = map[string]bool{"e": true, "er": true, "ere": true, "eme": true, "ieme": true, "nd": true, "nde": true}

func isNumber(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }

// small words say nothing of a name or a street.
var small = set("de d du des la le les l et a au aux en sur sous pour par dans un une ou n y s chez the and")

func set(list string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// trim drops the small words.
func trim(list []string) []string {
	kept := list[:0:0]
	for _, w := range list {
		if !small[w] {
			kept = append(kept, w)
		}
	}
	return kept
}

// near tells that two words are one, a slip of the finger apart: none below
// five letters, one up to seven, two from eight on. A plural is no difference.
func near(a, b string) bool {
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	holed := strings.IndexByte(a, unreadable) >= 0 || strings.IndexByte(b, unreadable) >= 0
	if isNumber(a) || isNumber(b) || len(a) < 3 {
		return false
	}
	if len(b) == len(a)+1 && b[:len(a)] == a && (b[len(a)] == 's' || b[len(a)] == 'x' || b[len(a)] == 'e') {
		return true
	}
	limit := 0
	switch {
	case len(a) >= 8:
		limit = 2
	case len(a) >= 5:
		limit = 1
	}
	if limit == 0 && !holed || len(b)-len(a) > limit {
		return false
	}
	return slips(a, b, limit) <= limit
}

// most is the longest difference that slips looks into, in bytes.
const most = 40

// slips counts the letters missing, added, changed or swapped, up to limit+1.
func slips(a, b string, limit int) int {
	for a != "" && b != "" && alike(a[0], b[0]) {
		a, b = a[1:], b[1:]
	}
	for a != "" && b != "" && alike(a[len(a)-1], b[len(b)-1]) {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if a == "" || b == "" {
		return max(len(a), len(b))
	}
	if len(a) > most || len(b) > most {
		return limit + 1
	}
	var rows [3][most + 1]int
	before, prev, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := prev[j-1]
			if !alike(a[i-1], b[j-1]) {
				change++
			}
			row[j] = min(change, prev[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}

func alike(a, b byte) bool { return a == b || a == unreadable || b == unreadable }
