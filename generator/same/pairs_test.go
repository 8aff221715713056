package same

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"balise/generator/diag"
	"balise/generator/model"
)

// labelled is a pair of testdata/pairs.txt.
type labelled struct {
	verdict, why string
	a, b         *model.Structure
	line         int
}

// readPairs reads testdata/pairs.txt: a verdict and two records a block.
func readPairs(t testing.TB) []labelled {
	t.Helper()
	text, err := os.ReadFile("testdata/pairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	var pairs []labelled
	lines := strings.Split(string(text), "\n")
	for i := 0; i+2 < len(lines); i++ {
		verdict, why, _ := strings.Cut(lines[i], ":")
		switch verdict {
		case "same", "other", "ask":
			pairs = append(pairs, labelled{verdict, strings.TrimSpace(why), parseLine(t, lines[i+1]), parseLine(t, lines[i+2]), i + 1})
			i += 2
		}
	}
	return pairs
}

// parseLine reads name | address | postcode commune | phone | mail | SIRET | lat,lon.
func parseLine(t testing.TB, line string) *model.Structure {
	t.Helper()
	f := strings.Split(line, "|")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	f = append(f, make([]string, 7)...)
	s := &model.Structure{Nom: f[0], Adresse: f[1], Telephone: f[3], Pivot: f[5]}
	s.CodePostal, s.Commune, _ = strings.Cut(f[2], " ")
	if f[4] != "" {
		s.Courriels = []string{f[4]}
	}
	if f[6] != "" {
		if _, err := fmt.Sscanf(f[6], "%g,%g", &s.Latitude, &s.Longitude); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
	}
	return s
}

// TestPairs keeps the figures that the rule was tuned to: of what it merges, 97
// in 100 are one place; of what is one place, it merges 85 in 100.
func TestPairs(t *testing.T) {
	pairs := readPairs(t)
	if len(pairs) < 120 {
		t.Fatalf("%d pairs", len(pairs))
	}
	var right, wrong, missed int
	for _, p := range pairs {
		outcome, reason := Judge(Record{p.a, "a", "1"}, Record{p.b, "b", "2"})
		switch {
		case outcome == Merge && p.verdict == "same":
			right++
		case outcome == Merge:
			wrong++
			t.Errorf("line %d: merged (%.1f %s): %s", p.line, reason.Score, reason.Sentence(diag.French), p.why)
		case p.verdict == "same":
			missed++
			t.Logf("line %d: %v (%.1f %s): %s / %s", p.line, outcome, reason.Score, reason.Sentence(diag.French), p.a.Nom, p.b.Nom)
		case p.verdict == "ask" && outcome != Review:
			t.Errorf("line %d: %v, want review: %s", p.line, outcome, p.why)
		}
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("%d pairs: precision %.3f, recall %.3f", len(pairs), precision, recall)
	if precision < 0.97 || recall < 0.85 {
		t.Errorf("precision %.3f, recall %.3f", precision, recall)
	}
}
