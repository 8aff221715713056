package markdown

import "strings"

// alerts are GitHub's five, by the word that opens them; the French words are
// ours, for people who write in French.
var alerts = map[string]int8{
	"NOTE": 0, "TIP": 1, "IMPORTANT": 2, "WARNING": 3, "CAUTION": 4,
	"ASTUCE": 1, "CONSEIL": 1, "ATTENTION": 3, "DANGER": 4,
}

// alertNames end the class of each alert: « alerte alerte-note ».
var alertNames = [...]string{"note", "tip", "important", "warning", "caution"}

// alertWord reads the first line of a quotation: the word of "[!NOTE]", alone on
// its line, in capitals; empty when the line is no such thing.
func alertWord(line []byte) string {
	word, open := strings.CutPrefix(strings.TrimSpace(string(line)), "[!")
	word, end := strings.CutSuffix(word, "]")
	if !open || !end || strings.ContainsAny(word, " []") {
		return ""
	}
	return strings.ToUpper(word)
}
