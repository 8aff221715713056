package hours_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"balise/generator/diag"
	"balise/generator/hours"
)

func TestCalendar(t *testing.T) {
	for value, want := range map[string]struct{ openings, words, closed []string }{
		"Tu-Fr 10:00-12:30,14:00-18:00; Sa 10:00-18:00; PH off": {
			[]string{"TU,WE,TH,FR 600-750", "TU,WE,TH,FR 840-1080", "SA 600-1080"}, []string{"Fermé les jours fériés"}, nil,
		},
		"Tu[1] 14:00-17:00":                           {[]string{"monthly 1TU 840-1020"}, nil, nil},
		"Fr[-1] 09:00-12:00; Mo 09:00-12:00":          {[]string{"MO 540-720", "monthly -1FR 540-720"}, nil, nil},
		"Tu[1,3] 14:00-17:00":                         {[]string{"monthly 1TU,3TU 840-1020"}, nil, nil},
		"week 2-52/2 We 10:00-12:00":                  {[]string{"/2 WE 600-720 2026-01-05..2026-12-27", "/2 WE 600-720 2027-01-11..2028-01-02"}, nil, nil},
		"week 1-53/2 We 10:00-12:00":                  {[]string{"/2 WE 600-720 2025-12-29..2027-01-03", "/2 WE 600-720 2027-01-04..2027-12-26"}, nil, nil},
		"Jul-Aug Mo-Fr 10:00-18:00":                   {[]string{"MO,TU,WE,TH,FR 600-1080 2026-07-01..2026-08-31", "MO,TU,WE,TH,FR 600-1080 2027-07-01..2027-08-31"}, nil, nil},
		"Mo 09:00-12:00; Jul Mo 10:00-12:00":          {[]string{"MO 540-720"}, []string{"En juillet, le lundi de 10 h à 12 h"}, nil},
		"Mo 22:00-02:00":                              {[]string{"MO 1320-1560"}, nil, nil},
		`Mo 09:00-12:00 "sur rendez-vous"`:            {[]string{"MO 540-720 (sur rendez-vous)"}, nil, nil},
		"Mo 09:00+":                                   {[]string{"MO 540-0"}, nil, nil},
		"Mo 09:00-12:00; PH off; Aug off":             {[]string{"MO 540-720"}, []string{"Fermé les jours fériés"}, []string{"2026-08-01..2026-08-31", "2027-08-01..2027-08-31"}},
		"Mo 09:00-12:00; 2026 Dec 24-2027 Jan 02 off": {[]string{"MO 540-720"}, nil, []string{"2026-12-24..2027-01-02"}},
		"Mo 09:00-12:00; Dec 24-Jan 02 off":           {[]string{"MO 540-720"}, nil, []string{"2025-12-24..2026-01-02", "2026-12-24..2027-01-02", "2027-12-24..2028-01-02"}},
		"Mo 09:00-12:00; easter +1 day off":           {[]string{"MO 540-720"}, nil, []string{"2026-04-06..2026-04-06", "2027-03-29..2027-03-29"}},
		"Mo 09:00-12:00; Aug off; Aug 15 10:00-12:00": {[]string{"MO 540-720"}, []string{"Fermé en août", "Le 15 août de 10 h à 12 h"}, nil},
		"Mo 09:00-12:00; Aug Mo off":                  {[]string{"MO 540-720"}, []string{"Fermé en août, le lundi"}, nil},
		"24/7":                                        {[]string{"MO,TU,WE,TH,FR,SA,SU 0-1440"}, nil, nil},
		"off":                                         {nil, nil, nil},
		"sunrise-sunset":                              {nil, []string{"Sunrise-sunset."}, nil},
		"Jul Mo 09:00-10:00; Jul Mo,Tu 10:00-11:00":   {nil, []string{"En juillet, le lundi de 9 h à 10 h ; en juillet, le lundi et le mardi de 10 h à 11 h."}, nil},
	} {
		s, faults := hours.Parse(value)
		if s == nil {
			t.Errorf("%s: %v", value, faults)
			continue
		}
		c := s.Calendar(2026, diag.French)
		var got []string
		for _, r := range c.Openings {
			line := strings.Join(r.ByDay, ",") + fmt.Sprintf(" %d-%d", r.Opens, r.Closes)
			if r.Monthly {
				line = "monthly " + line
			}
			if r.Interval != 1 {
				line = fmt.Sprintf("/%d %s", r.Interval, line)
			}
			if r.From != "" {
				line += " " + r.From + ".." + r.To
			}
			if r.Comment != "" {
				line += " (" + r.Comment + ")"
			}
			got = append(got, line)
		}
		plain := strings.NewReplacer("\u202f", " ", "\u00a0", " ")
		for i := range c.Words {
			c.Words[i] = plain.Replace(c.Words[i])
		}
		var closed []string
		for _, d := range c.Closed {
			closed = append(closed, d.From.Format(time.DateOnly)+".."+d.To.Format(time.DateOnly))
		}
		if !slices.Equal(got, want.openings) || !slices.Equal(c.Words, want.words) || !slices.Equal(closed, want.closed) {
			t.Errorf("%s:\n got %q, %q, %q\nwant %q, %q, %q", value, got, c.Words, closed, want.openings, want.words, want.closed)
		}
	}
}
