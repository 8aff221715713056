package hours_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
	"time"

	"balise/generator/hours"
)

// exampleHours are the hours of the example portal.
func exampleHours(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "data", "structures", "*", "*.toml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no example: %v", err)
	}
	key := regexp.MustCompile(`(?m)^horaires *= *(?:"([^"\n]*)"|'([^'\n]*)')$`)
	var values []string
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(data), -1) {
			values = append(values, m[1]+m[2])
		}
	}
	return values
}

// opening is a stretch of time in which a place is open.
type opening struct{ from, to time.Time }

// read says when a place is open on the days from first on, by what schema.org
// defines: a dated specification is about its days alone, "PublicHolidays" about
// the holidays, a day of the week about the others; 23:59 is the end of the day.
func readSpecification(specs []hours.OpeningHours, first time.Time, days int, holiday func(time.Time) bool) []opening {
	var out []opening
	for n := range days {
		d := first.AddDate(0, 0, n)
		iso := d.Format(time.DateOnly)
		var dated, public, ordinary []hours.OpeningHours
		for _, s := range specs {
			switch {
			case s.ValidFrom != "":
				if s.ValidFrom <= iso && iso <= s.ValidThrough {
					dated = append(dated, s)
				}
			case slices.Equal(s.DayOfWeek, []string{"PublicHolidays"}):
				public = append(public, s)
			case slices.Contains(s.DayOfWeek, d.Weekday().String()):
				ordinary = append(ordinary, s)
			}
		}
		list := ordinary
		if len(dated) > 0 {
			list = dated
		} else if len(public) > 0 && holiday(d) {
			list = public
		}
		for _, s := range list {
			if s.Opens == "00:00" && s.Closes == "00:00" {
				continue
			}
			at := func(clock string, day int) time.Time {
				c, _ := time.Parse("15:04", clock)
				return time.Date(d.Year(), d.Month(), d.Day()+day, c.Hour(), c.Minute(), 0, 0, d.Location())
			}
			o := opening{at(s.Opens, 0), at(s.Closes, 0)}
			if s.Closes == "23:59" {
				o.to = at("00:00", 1)
			} else if s.Closes <= s.Opens {
				o.to = at(s.Closes, 1)
			}
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b opening) int { return a.from.Compare(b.from) })
	var joined []opening
	for _, o := range out {
		if n := len(joined); n > 0 && !joined[n-1].to.Before(o.from) {
			joined[n-1].to = o.to
			continue
		}
		joined = append(joined, o)
	}
	return joined
}

// TestSchemaOrgIsTheHours: what schema.org is told, read as it defines it, opens
// when the hours do. Each value of the example is read over two weeks with
// holidays, the others over two years.
func TestSchemaOrgIsTheHours(t *testing.T) {
	place := hours.Place{Departement: "56"}
	holidays, _ := hours.Parse("PH 00:00-24:00")
	holiday := func(d time.Time) bool { return len(holidays.Intervals(d, d.AddDate(0, 0, 1), place)) > 0 }
	said := 0
	check := func(value string, from time.Time, days int) {
		s, _ := hours.Parse(value)
		if s == nil {
			t.Errorf("%s: unreadable", value)
			return
		}
		specs := s.SchemaOrg()
		if specs == nil {
			return
		}
		said++
		// A day more on each side: a night may begin before, or end after.
		got := readSpecification(specs, from.AddDate(0, 0, -1), days+2, holiday)
		var want []opening
		for _, i := range s.Intervals(from, from.AddDate(0, 0, days), place) {
			want = append(want, opening{i.From, i.To})
		}
		var clipped []opening
		for _, o := range got {
			if o.from.Before(from) {
				o.from = from
			}
			if end := from.AddDate(0, 0, days); o.to.After(end) {
				o.to = end
			}
			if o.from.Before(o.to) {
				clipped = append(clipped, o)
			}
		}
		for i := range max(len(want), len(clipped)) {
			if i >= len(want) || i >= len(clipped) || !want[i].from.Equal(clipped[i].from) || !want[i].to.Equal(clipped[i].to) {
				t.Errorf("%s: opening %d of %d and %d differs: %v", value, i, len(clipped), len(want), specs)
				if i < len(want) {
					t.Errorf("  hours: %v", want[i])
				}
				if i < len(clipped) {
					t.Errorf("  schema.org: %v", clipped[i])
				}
				return
			}
		}
	}
	for _, value := range exampleHours(t) {
		check(value, time.Date(2026, 12, 21, 0, 0, 0, 0, place.Location()), 14)
	}
	if said < 50 {
		t.Errorf("only %d values of the example can be told", said)
	}
	for _, value := range []string{
		"Mo-Fr 09:00-12:00,14:00-17:00; PH off", "24/7", "24/7; PH off", "Fr,Sa 22:00-26:00; PH off", "Mo-Su 18:00-02:00", "Mo-Fr 09:00-12:00; PH 10:00-11:00", "Mo-Fr,PH 09:00-12:00",
		"Mo 09:00-12:00, Mo 11:00-14:00", "Mo-Fr 09:00-12:00; 2026 Dec 24-2027 Jan 02 off", "Mo-Fr 09:00-12:00; PH off; 2026 Dec 24 10:00-11:00", "Mo-Fr 09:00-12:00; 2026 Dec 25 10:00-11:00; PH off",
		"Mo-Fr 09:00-12:00; PH 10:00-11:00; 2027 May 01 off", "Mo-Fr 09:00-12:00; 2027 May 03-07 off; 2027 May 05 10:00-11:00", "Mo-Fr 09:00-12:00; 2027 May 05 10:00-11:00; 2027 May 03-07 off",
		"Mo-Fr 00:00-24:00", "Mo 00:00-12:00; Su 12:00-24:00", "PH off; Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00; PH Mo 10:00-12:00", "PH 10:00-12:00; Mo 09:00-12:00", "Mo 09:00-12:00; PH 10:00-11:00; PH off", "Mo 09:00-12:00; PH off; PH 10:00-11:00", "Mo 20:00-30:00; Tu off",
		"Mo-Fr 09:00-12:00; 2026 Dec off", "Mo-Fr 09:00-12:00; Dec 25 off", "Sa 22:00-24:00; PH off", "Mo-Fr 22:00-26:00; 2027 May 05 off",
	} {
		check(value, time.Date(2026, 11, 2, 0, 0, 0, 0, place.Location()), 730)
	}
}
