package hours

import (
	"testing"
	"time"
)

func at(text string) time.Time {
	t, err := time.ParseInLocation(minute, text, Place{}.Location())
	if err != nil {
		panic(err)
	}
	return t
}

func TestNext(t *testing.T) {
	for _, c := range []struct{ value, after, want string }{
		{"Mo-Fr 09:00-12:00", "2026-03-04T08:00", "2026-03-04T09:00 2026-03-04T12:00 ouvert"},
		{"Mo-Fr 09:00-12:00", "2026-03-04T10:00", "2026-03-04T10:00 2026-03-04T12:00 ouvert"}, // under way
		{"Mo-Fr 09:00-12:00", "2026-03-04T12:00", "2026-03-05T09:00 2026-03-05T12:00 ouvert"},
		{"Mo-Fr 09:00-12:00; PH off", "2026-04-30T12:00", "2026-05-04T09:00 2026-05-04T12:00 ouvert"},
		{"Fr 22:00-02:00", "2026-03-07T01:00", "2026-03-07T01:00 2026-03-07T02:00 ouvert"},
		{"Mo 09:00-12:00 || \"appelez\"", "2026-03-04T10:00", "2026-03-09T09:00 2026-03-09T12:00 ouvert"},
		{"Dec 24 09:00-12:00", "2026-03-04T10:00", "2026-12-24T09:00 2026-12-24T12:00 ouvert"},
		{"2028 Jan 10 09:00-12:00", "2026-03-04T10:00", "2028-01-10T09:00 2028-01-10T12:00 ouvert"},
		{"2019 Jan 10 09:00-12:00", "2026-03-04T10:00", ""},
		{"Mar-Dec Tu[1] 10:00-12:00", "2026-03-04T10:00", "2026-04-07T10:00 2026-04-07T12:00 ouvert"}, // not "until December's first Tuesday"
		{"Mar Su[-1]-Oct Su[-1] 10:00-12:00", "2026-03-04T10:00", "2026-03-29T10:00 2026-03-29T12:00 ouvert"},
		{"Mar 15-Oct Su[-1] 10:00-12:00", "2026-10-25T13:00", "2027-03-15T10:00 2027-03-15T12:00 ouvert"},
		{"off", "2026-03-04T10:00", ""},
		{"\"sur rendez-vous\"", "2026-03-04T10:00", ""},
	} {
		s, _ := Parse(c.value)
		got := ""
		if i, ok := s.Next(at(c.after), Place{}); ok {
			got = written([]Interval{i})[0]
		}
		if got != c.want {
			t.Errorf("%q after %s: %q, want %q", c.value, c.after, got, c.want)
		}
	}
}

func TestAt(t *testing.T) {
	s, _ := Parse("Mo-Fr 09:00-12:00; Sa 10:00-11:00 unknown \"peut-être\"; PH off")
	for text, want := range map[string]State{
		"2026-03-04T08:59": Closed, "2026-03-04T09:00": Open, "2026-03-04T11:59": Open, "2026-03-04T12:00": Closed,
		"2026-03-07T10:30": Unknown, "2026-05-01T10:00": Closed,
	} {
		got, comment := s.At(at(text), Place{})
		if got != want || (comment != "") != (want == Unknown) {
			t.Errorf("at %s: %v %q, want %v", text, got, comment, want)
		}
	}
}

// TestSummerTime checks that hours are read on the clock of the day the clock
// changes: the night is an hour shorter, opening times are not.
func TestSummerTime(t *testing.T) {
	s, _ := Parse("Su 00:00-04:00,09:00-12:00")
	got := s.Intervals(at("2026-03-29T00:00"), at("2026-03-30T00:00"), Place{})
	if len(got) != 2 || got[0].To.Sub(got[0].From) != 3*time.Hour || got[1].From.Format(minute) != "2026-03-29T09:00" {
		t.Errorf("got %v", written(got))
	}
}

func TestLongPeriod(t *testing.T) {
	s, _ := Parse("24/7")
	got := s.Intervals(at("2026-01-01T00:00"), at("3026-01-01T00:00"), Place{})
	if len(got) != 1 || got[0].To.After(at("2037-01-01T00:00")) {
		t.Errorf("got %v", written(got))
	}
	if got := s.Intervals(at("2026-01-02T00:00"), at("2026-01-01T00:00"), Place{}); got != nil {
		t.Errorf("a period that ends before it starts: %v", written(got))
	}
}
