package exchange_test

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"balise/generator/hours"
	"balise/generator/model"
)

// scheduleRow is a row of HSDS's table of schedules.
type scheduleRow struct {
	From     string `json:"valid_from"`
	To       string `json:"valid_to"`
	Start    string `json:"dtstart"`
	Freq     string `json:"freq"`
	Interval int    `json:"interval"`
	ByDay    string `json:"byday"`
	Opens    string `json:"opens_at"`
	Closes   string `json:"closes_at"`
	Text     string `json:"description"`
}

func schedulesOf(t *testing.T, s *model.Structure) []scheduleRow {
	t.Helper()
	var doc struct{ Schedule []scheduleRow }
	if err := json.Unmarshal(sent(t, "hsds", []*model.Structure{s}), &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Schedule
}

// on tells whether a row opens on a day, as RFC 5545 reads its rule.
func (r scheduleRow) on(day time.Time) bool {
	iso := day.Format(time.DateOnly)
	if r.Freq == "" || r.From > iso || r.To != "" && r.To < iso {
		return false
	}
	if start, err := time.Parse(time.DateOnly, r.Start); r.Interval > 1 && (err != nil || int(day.Sub(start).Hours())/(24*7)%r.Interval != 0) {
		return false
	}
	name := strings.ToUpper(day.Weekday().String()[:2])
	nth := strconv.Itoa((day.Day()-1)/7+1) + name
	last := "-1" + name
	days := strings.Split(r.ByDay, ",")
	return slices.Contains(days, name) || slices.Contains(days, nth) || slices.Contains(days, last) && day.AddDate(0, 0, 7).Month() != day.Month()
}

// TestHSDSSchedulesAreTheHours: on each day from today to the end of the next
// year, the rows open when the hours do, closures included.
func TestHSDSSchedulesAreTheHours(t *testing.T) {
	closures := []model.Closure{{Du: day(2026, 12, 24), Au: day(2027, 1, 2), Motif: "Vacances"}, {Du: day(2026, 12, 30), Au: day(2027, 1, 5)}, {Du: day(2027, 5, 4)}, {Du: day(2026, 1, 2)}, {Du: day(2027, 6, 9), Au: day(2027, 6, 1)}}
	for _, value := range []string{
		"Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00", "Tu[1] 14:00-17:00", "Fr[-1] 09:00-12:00; Mo 09:00-12:00", "week 2-52/2 We 10:00-12:00", "week 1-53/2 We 10:00-12:00",
		"Jul-Aug Mo-Fr 10:00-18:00", "Nov-Feb Mo 10:00-11:00", "Mo-Sa 09:00-12:00; Aug off", "We 09:00-12:00; Dec 20-Jan 04 off; easter +1 day off", "24/7", "Mo 09:00-12:00; 2027 Mar 01-15 off",
	} {
		s := bare()
		s.Horaires, s.Fermetures = value, closures
		s.Hours, _ = hours.Parse(value)
		rows := schedulesOf(t, s)
		place := hours.Place{}
		for _, c := range closures {
			from, to := c.Span()
			place.Closures = append(place.Closures, hours.Days{From: from, To: to})
		}
		for d := exportOptions.Today; d.Year() < 2028; d = d.AddDate(0, 0, 1) {
			var want, got []string
			midnight := time.Date(d.Year(), d.Month(), d.Day(), 0, 0, 0, 0, place.Location())
			for _, i := range s.Hours.Intervals(midnight, midnight.AddDate(0, 0, 1), place) {
				to := i.To.Format("15:04")
				if to == "00:00" {
					to = "23:59"
				}
				want = append(want, i.From.Format("15:04")+"-"+to)
			}
			for _, r := range rows {
				if r.on(d) {
					got = append(got, r.Opens+"-"+r.Closes)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s, %s: the rows open %v, the hours %v", value, d.Format(time.DateOnly), got, want)
				break
			}
		}
		var said []string
		for _, r := range rows {
			if r.Freq == "" {
				said = append(said, r.From+" "+r.To+" "+r.Text)
			}
		}
		if want := "2026-12-24 2027-01-02 Fermé du 24 décembre 2026 au 2 janvier 2027 (Vacances)."; !slices.Contains(said, want) {
			t.Errorf("%s: %q is not among %q", value, want, said)
		}
	}
}
