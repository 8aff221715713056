package hours

import (
	"testing"
	"time"
)

// A closure wins over the hours, over what they say of those very days, and over
// the end of a night that began before it.
func TestClosures(t *testing.T) {
	s, faults := Parse("Mo-Su 22:00-02:00; 2026 Dec 24 10:00-12:00")
	if s == nil || hasError(faults) {
		t.Fatal(faults)
	}
	day := func(month time.Month, d int) time.Time { return time.Date(2026, month, d, 0, 0, 0, 0, time.UTC) }
	p := Place{Departement: "56", Closures: []Days{{day(12, 24), day(12, 25)}}}
	from := time.Date(2026, 12, 23, 12, 0, 0, 0, p.Location())
	var got []string
	for _, i := range s.Intervals(from, from.AddDate(0, 0, 4), p) {
		got = append(got, i.From.Format("2 15:04")+" "+i.To.Format("2 15:04"))
	}
	want := []string{"23 22:00 24 00:00", "26 22:00 27 02:00"}
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("open %q, want %q", got, want)
	}
	next, ok := s.Next(time.Date(2026, 12, 24, 9, 0, 0, 0, p.Location()), p)
	if !ok || next.From.Format("2 15:04") != "26 22:00" {
		t.Errorf("next opening %v, %v", next.From, ok)
	}
	if state, _ := s.At(time.Date(2026, 12, 24, 11, 0, 0, 0, p.Location()), p); state != Closed {
		t.Errorf("on the 24th: %v", state)
	}
}
