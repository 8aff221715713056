package hours

import (
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"balise/generator/diag"
)

// FuzzParse throws bytes at everything that takes a value.
func FuzzParse(f *testing.F) {
	for _, c := range readOracle(f, "testdata/oracle.jsonl") {
		f.Add(c.Value)
	}
	for _, c := range faultCases {
		f.Add(c.value)
	}
	from := time.Date(2026, 4, 27, 10, 17, 0, 0, time.UTC)
	to := from.AddDate(0, 0, 25)
	f.Fuzz(func(t *testing.T, value string) {
		s, faults := Parse(value)
		for _, x := range faults {
			if x.Start < 0 || x.Start > x.End || x.End > len(value) {
				t.Fatalf("%q: fault %s at %d-%d", value, x.Code, x.Start, x.End)
			}
			diag.New(x.Code, diag.Pos{}, x.Args...).Message("fr")
			if x.Fix != "" {
				if again, _ := Parse(x.Fix); again == nil {
					t.Fatalf("%q: the fix %q cannot be read", value, x.Fix)
				}
			}
		}
		FromFrench(value)
		if s == nil {
			if !hasError(faults) {
				t.Fatalf("%q: unreadable, and no error says so", value)
			}
			return
		}
		s.Say("fr")
		if text := s.Text("en"); utf8.ValidString(value) && !utf8.ValidString(text) {
			t.Fatalf("%q: said %q", value, text)
		}
		s.SchemaOrg()
		got := s.Intervals(from, to, Place{Departement: "35"})
		for i, v := range got {
			if !v.From.Before(v.To) || v.From.Before(from) || v.To.After(to) || i > 0 && v.From.Before(got[i-1].To) {
				t.Fatalf("%q: interval %d: %s to %s", value, i, v.From, v.To)
			}
		}
		again, _ := Parse(s.String())
		if again == nil {
			t.Fatalf("%q: canonical form %q cannot be read", value, s)
		}
		if again.String() != s.String() {
			t.Fatalf("%q: canonical form %q becomes %q", value, s, again)
		}
		if more := again.Intervals(from, to, Place{Departement: "35"}); !slices.Equal(written(more), written(got)) {
			t.Fatalf("%q: canonical form %q has other hours\n%v\n%v", value, s, written(got), written(more))
		}
	})
}
