package hours

import (
	"slices"
	"testing"
	"time"
)

func TestPublicHolidays(t *testing.T) {
	national := []string{
		"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25",
		"2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25",
	}
	for _, c := range []struct {
		departement string
		more        []string
	}{
		{"", nil},
		{"75", nil},
		{"54", nil}, // Grand Est, but not Alsace-Moselle
		{"57", []string{"2026-04-03", "2026-12-26"}},
		{"67", []string{"2026-04-03", "2026-12-26"}},
		{"68", []string{"2026-04-03", "2026-12-26"}},
		{"971", []string{"2026-04-03", "2026-05-27", "2026-07-21"}},
		{"972", []string{"2026-04-03", "2026-05-22", "2026-07-21"}},
		{"973", []string{"2026-06-10"}},
		{"974", []string{"2026-12-20"}},
		{"976", []string{"2026-04-27"}},
		{"978", []string{"2026-05-28"}},
		{"2A", nil},
		{"nowhere", nil},
	} {
		s, _ := Parse("PH 10:00-12:00")
		var got []string
		loc := Place{Departement: c.departement}.Location()
		for _, i := range s.Intervals(time.Date(2026, 1, 1, 0, 0, 0, 0, loc), time.Date(2027, 1, 1, 0, 0, 0, 0, loc), Place{Departement: c.departement}) {
			got = append(got, i.From.Format(time.DateOnly))
		}
		want := slices.Sorted(slices.Values(slices.Concat(national, c.more)))
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", c.departement, got, want)
		}
	}
}

func TestEaster(t *testing.T) {
	for year, want := range map[int]string{1961: "1961-04-02", 2000: "2000-04-23", 2008: "2008-03-23", 2026: "2026-04-05", 2027: "2027-03-28", 2038: "2038-04-25"} {
		if got := easter(year).iso(); got != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
}

func TestLocation(t *testing.T) {
	for departement, want := range map[string]string{
		"": "Europe/Paris", "56": "Europe/Paris", "2B": "Europe/Paris", "1": "Europe/Paris", "97": "Europe/Paris",
		"974": "Indian/Reunion", "97411": "Indian/Reunion", "975": "America/Miquelon", "988": "Pacific/Noumea",
	} {
		if got := (Place{Departement: departement}).Location().String(); got != want {
			t.Errorf("%q keeps %s, want %s", departement, got, want)
		}
	}
}

// TestLocalTime checks that hours are those of the place: at noon in Paris it
// is one hour past opening in La Réunion and long before it in Martinique.
func TestLocalTime(t *testing.T) {
	s, _ := Parse("Mo-Fr 13:00-15:00")
	noon := time.Date(2026, 3, 4, 11, 0, 0, 0, time.UTC)
	for departement, want := range map[string]State{"75": Closed, "974": Closed, "976": Open, "972": Closed} {
		if got, _ := s.At(noon, Place{Departement: departement}); got != want {
			t.Errorf("%s: %v at %s there, want %v", departement, got, noon.In(Place{Departement: departement}.Location()), want)
		}
	}
}

// TestUnknownSchoolHolidays checks that nothing is said of holidays that no
// calendar gives.
func TestUnknownSchoolHolidays(t *testing.T) {
	day := func(value, departement string, year, month, dom int) []string {
		s, _ := Parse(value)
		p := Place{Departement: departement}
		from := time.Date(year, time.Month(month), dom, 0, 0, 0, 0, p.Location())
		var out []string
		for _, i := range s.Intervals(from, from.AddDate(0, 0, 1), p) {
			out = append(out, i.From.Format("15:04-")+i.To.Format("15:04 ")+i.State.String())
		}
		return out
	}
	for _, c := range []struct {
		name, value, departement string
		year, month, dom         int
		want                     []string
	}{
		{"term", "Mo-Fr 09:00-12:00; SH off", "75", 2026, 3, 16, []string{"09:00-12:00 open"}},
		{"holiday", "Mo-Fr 09:00-12:00; SH off", "75", 2026, 3, 2, nil},
		{"other zone", "Mo-Fr 09:00-12:00; SH off", "69", 2026, 3, 2, []string{"09:00-12:00 open"}},
		{"no zone", "Mo-Fr 09:00-12:00; SH off", "", 2026, 3, 2, []string{"09:00-12:00 unknown"}},
		{"Corsica", "Mo-Fr 09:00-12:00; SH off", "2A", 2026, 3, 2, []string{"09:00-12:00 unknown"}},
		{"past the calendar", "Mo-Fr 09:00-12:00; SH off", "75", 2028, 3, 1, []string{"09:00-12:00 unknown"}},
		{"sure either way", "Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-12:00", "75", 2028, 3, 1, []string{"09:00-10:00 unknown", "10:00-12:00 open"}},
		{"no matter", "Mo-Fr 09:00-12:00; SH Sa off", "75", 2028, 3, 1, []string{"09:00-12:00 open"}},
	} {
		if got := day(c.value, c.departement, c.year, c.month, c.dom); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
