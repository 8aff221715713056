package hours

import (
	"testing"
	"time"
)

var benchValues = []string{
	"Mo-Fr 09:00-12:00,14:00-17:00",
	"Mo 08:00-12:00,14:00-18:00; Tu 08:30-12:00,15:00-17:30; We 08:00-12:00,13:30-18:30; Th 08:30-12:00,14:00-16:30; Fr 08:30-12:00,13:00-18:00; Sa 08:30-12:30,14:00-18:30",
	"Tu-Fr 10:00-12:30,14:00-18:00; Sa 10:00-18:00; PH off",
	"week 1-53/2 Tu 09:00-12:30,13:30-15:30; PH off",
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		Parse(benchValues[i%len(benchValues)])
	}
}

func BenchmarkParseAndSay(b *testing.B) {
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		s, _ := Parse(benchValues[i%len(benchValues)])
		s.Say("fr")
	}
}

// BenchmarkIntervals lists eight weeks, what a page carries.
func BenchmarkIntervals(b *testing.B) {
	b.ReportAllocs()
	s, _ := Parse(benchValues[2])
	from := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	for b.Loop() {
		s.Intervals(from, from.AddDate(0, 0, 56), Place{Departement: "56"})
	}
}
