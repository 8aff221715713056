package french

import (
	"strings"
	"unicode/utf8"
)

// longest is the length, in characters, past which a word is no misspelling.
const longest = 200

// Nearest finds among a list of terms the one that word most likely stands for:
// the fewest slips of the finger (a letter missing, added, changed or swapped
// with its neighbour) between the folded forms, a third of the letters at most;
// failing that, the only term that begins with word. The first wins a draw. ok
// is false when nothing is near.
func Nearest(word string, among []string) (term string, ok bool) {
	w := []rune(Fold(word))
	if len(w) == 0 || len(w) > longest {
		return "", false
	}
	best, starting := -1, 0
	var begun string
	for _, candidate := range among {
		folded := Fold(candidate)
		if len(w) >= 3 && strings.HasPrefix(folded, string(w)) {
			starting, begun = starting+1, candidate
		}
		n := utf8.RuneCountInString(folded)
		limit := min(len(w), n) / 3
		if best >= 0 {
			limit = min(limit, best-1)
		}
		if n > longest || limit < 0 || max(len(w), n)-min(len(w), n) > limit {
			continue
		}
		if d := slips(w, []rune(folded), limit); d <= limit {
			best, term = d, candidate
		}
		if best == 0 {
			return term, true
		}
	}
	if best < 0 && starting == 1 {
		return begun, true
	}
	return term, best >= 0
}

// slips is the Damerau-Levenshtein distance (optimal string alignment); it stops
// counting past limit.
func slips(a, b []rune, limit int) int {
	before := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := prev[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, prev[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return least
		}
		before, prev, row = prev, row, before
	}
	return prev[len(b)]
}
