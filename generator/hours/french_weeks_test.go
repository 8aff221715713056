package hours_test

import (
	"strings"
	"testing"

	"balise/generator/hours"
)

func TestAlternate(t *testing.T) {
	const week = "Mo 14:00-17:00; Tu,We 09:00-12:00,14:00-17:00; Th-Sa 09:00-12:00; PH off"
	const doubt = ` unknown "une semaine sur deux"`
	for remark, want := range map[string]string{
		"":                           week,
		"Fermé en août":              week,
		"Le samedi, sur rendez-vous": week,
		"Permanence à Mouchard le jeudi, semaines paires":                                    week,
		"Ouverture le samedi matin uniquement en semaine impaire.":                           "Mo 14:00-17:00; Tu,We 09:00-12:00,14:00-17:00; Th,Fr 09:00-12:00; Sa 09:00-12:00" + doubt + "; PH off",
		"Les mercredis, ouverture les semaines impaires":                                     "Mo 14:00-17:00; Tu 09:00-12:00,14:00-17:00; We 09:00-12:00,14:00-17:00" + doubt + "; Th-Sa 09:00-12:00; PH off",
		"Une semaine sur deux, le lundi. Fermé le samedi de Pâques":                          "Mo 14:00-17:00" + doubt + "; Tu,We 09:00-12:00,14:00-17:00; Th-Sa 09:00-12:00; PH off",
		"En semaines paires, fermeture le samedi et ouverture le jeudi et le vendredi matin": "Mo 14:00-17:00; Tu,We 09:00-12:00,14:00-17:00; Th-Sa 09:00-12:00" + doubt + "; PH off",
		"Ouvert le dimanche des semaines paires":                                             week,
	} {
		if got := hours.Alternate(week, remark); got != want {
			t.Errorf("Alternate(%q) = %q, want %q", remark, got, want)
		}
	}
	const other = `week 02-52/2 Sa 09:00-12:00; Mo-Fr 09:00-12:00 "sur rendez-vous"`
	if got := hours.Alternate(other, "le samedi, semaines paires"); got != other {
		t.Errorf("a rule that says its weeks became %q", got)
	}
}

func FuzzAlternate(f *testing.F) {
	f.Add("Mo-We,Sa 09:00-12:00; PH off", "le samedi, semaines paires. Une semaine sur deux")
	f.Fuzz(func(t *testing.T, value, remark string) {
		got := hours.Alternate(value, remark)
		if _, ds := hours.Parse(value); strings.Contains(got, `unknown "une`) && !strings.Contains(value, "unknown") && len(ds) == 0 {
			if _, ds := hours.Parse(got); len(ds) > 0 {
				t.Errorf("%q with %q: %q is not read", value, remark, got)
			}
		}
	})
}
