package hours

import (
	"fmt"
	"strings"
	"testing"
)

// unspaced shows no-break spaces: "_" for the narrow one, "~" for the other.
var unspaced = strings.NewReplacer("\u202f", "_", "\u00a0", "~")

func TestText(t *testing.T) {
	for _, c := range []struct{ value, fr, en string }{
		{
			"Tu-Fr 10:00-12:30,14:00-18:00; Sa 10:00-18:00; PH off",
			"Du mardi au vendredi de 10_h à 12_h_30 et de 14_h à 18_h_; le samedi de 10_h à 18_h_; fermé les jours fériés.",
			"Tuesday to Friday from 10 am to 12:30 pm and from 2 pm to 6 pm; Saturday from 10 am to 6 pm; closed on public holidays.",
		},
		{
			"Mo-Fr 09:00-12:00; We off",
			"Le lundi, le mardi, le jeudi et le vendredi de 9_h à 12_h.",
			"Monday, Tuesday, Thursday and Friday from 9 am to noon.",
		},
		{
			"week 1-53/2 Tu 09:05-12:00; week 2-52/2 We 14:00-24:00",
			"Les semaines impaires, le mardi de 9_h_05 à 12_h_; les semaines paires, le mercredi de 14_h à minuit.",
			"Odd weeks, Tuesday from 9:05 am to noon; even weeks, Wednesday from 2 pm to midnight.",
		},
		{ // what closes whole days at the end has the last word, on holidays too
			"We 13:30-18:00; Mo 16:00-18:30; SH 10:00-12:00; Sa,Su,PH off",
			"Le lundi de 16_h à 18_h_30_; le mercredi de 13_h_30 à 18_h_; pendant les vacances scolaires (sauf le samedi et le dimanche) de 10_h à 12_h_; fermé les jours fériés.",
			"Monday from 4 pm to 6:30 pm; Wednesday from 1:30 pm to 6 pm; during school holidays (except Saturday and Sunday) from 10 am to noon; closed on public holidays.",
		},
		{"Tu[1] 09:00-12:00", "Le 1er mardi du mois de 9_h à 12_h.", "The 1st Tuesday of the month from 9 am to noon."},
		{"Th[1,-1] 14:00-18:00", "Les 1er et dernier jeudis du mois de 14_h à 18_h.", "The 1st and last Thursday of the month from 2 pm to 6 pm."},
		{
			"Sa,PH 12:00-17:00; Th[3] off; Th 10:00-11:00",
			"Le jeudi de 10_h à 11_h_; le samedi de 12_h à 17_h_; les jours fériés (sauf le jeudi) de 12_h à 17_h.",
			"Thursday from 10 am to 11 am; Saturday from noon to 5 pm; on public holidays (except Thursday) from noon to 5 pm.",
		},
		{
			"Mo-Fr 09:00-12:00; SH Mo-Fr 10:00-12:00; Aug off; 2026 Dec 24-2027 Jan 01 off",
			"Du lundi au vendredi de 9_h à 12_h_; pendant les vacances scolaires, du lundi au vendredi de 10_h à 12_h_; fermé en août_; fermé du 24 décembre 2026 au 1er janvier 2027.",
			"Monday to Friday from 9 am to noon; during school holidays, Monday to Friday from 10 am to noon; closed in August; closed from 24 December 2026 to 1 January 2027.",
		},
		// What a later rule hides is not said.
		{"Jul-Aug off; Mo-Fr 09:00-17:00", "Du lundi au vendredi de 9_h à 17_h.", "Monday to Friday from 9 am to 5 pm."},
		{
			"Apr 15-Sep 15: Mo-Fr 08:00-12:00",
			"Du 15 avril au 15 septembre, du lundi au vendredi de 8_h à 12_h.",
			"From 15 April to 15 September, Monday to Friday from 8 am to noon.",
		},
		{
			"Mo 10:00-12:00; easter +1 day off; Dec 24-26 off; week 10,12 off",
			"Le lundi de 10_h à 12_h_; fermé le lundi de Pâques_; fermé du 24 au 26 décembre_; fermé les semaines 10 et 12.",
			"Monday from 10 am to noon; closed on Easter Monday; closed from 24 to 26 December; closed weeks 10 and 12.",
		},
		{
			"Mo-Fr 10:00-20:00 \"sur rendez-vous\"",
			"Du lundi au vendredi de 10_h à 20_h (à confirmer~: sur rendez-vous).",
			"Monday to Friday from 10 am to 8 pm (to be confirmed: sur rendez-vous).",
		},
		{"Mo 10:00-12:00 open \"sur rendez-vous\"", "Le lundi de 10_h à 12_h (sur rendez-vous).", "Monday from 10 am to noon (sur rendez-vous)."},
		{"\"sur rendez-vous\"; PH off", "Tous les jours~: sur rendez-vous_; fermé les jours fériés.", "Every day: sur rendez-vous; closed on public holidays."},
		{"Mo 10:00-12:00 || \"appelez\"", "Le lundi de 10_h à 12_h_; le reste du temps~: appelez.", "Monday from 10 am to noon; the rest of the time: appelez."},
		{"Mo-Fr 09:00-17:00, PH 18:00-19:00", "Du lundi au vendredi de 9_h à 17_h_; les jours fériés aussi de 18_h à 19_h.", "Monday to Friday from 9 am to 5 pm; on public holidays also from 6 pm to 7 pm."},
		{"Mo-Fr 09:00-17:00; PH 12:00-14:00 off", "Du lundi au vendredi de 9_h à 17_h_; les jours fériés, fermé de 12_h à 14_h.", "Monday to Friday from 9 am to 5 pm; on public holidays, closed from noon to 2 pm."},
		{"Fr-Mo 22:00-02:00", "Du vendredi au lundi de 22_h à 2_h le lendemain.", "Friday to Monday from 10 pm to 2 am the next day."},
		{"Fr 22:00-02:00; Sa 10:00-12:00", "Le vendredi de 22_h à minuit_; le samedi de 10_h à 12_h.", "Friday from 10 pm to midnight; Saturday from 10 am to noon."},
		{"Mo 09:00+; Tu 09:00-12:00+", "Le lundi à partir de 9_h_; le mardi de 9_h à 12_h ou plus tard.", "Monday from 9 am on; Tuesday from 9 am to noon or later."},
		{"24/7", "Tous les jours 24~heures sur~24.", "Every day 24 hours a day."},
		{"off", "Fermé.", "Closed."},
		{"Mo sunrise-sunset", "Mo sunrise-sunset.", "Mo sunrise-sunset."},
		// Too mixed for words: the public gets what is written, not a falsehood.
		{"Mo-Fr 09:00-12:00; PH off, Mo 14:00-16:00", "Mo-Fr 09:00-12:00; PH off, Mo 14:00-16:00.", "Mo-Fr 09:00-12:00; PH off, Mo 14:00-16:00."},
	} {
		s, _ := Parse(c.value)
		if got := unspaced.Replace(s.Text("fr")); got != c.fr {
			t.Errorf("%q in French:\n got %s\nwant %s", c.value, got, c.fr)
		}
		if got := s.Text("en"); got != c.en {
			t.Errorf("%q in English:\n got %s\nwant %s", c.value, got, c.en)
		}
	}
}

func TestSay(t *testing.T) {
	s, _ := Parse("Tu-Fr 10:00-12:30; PH off")
	lines := s.Say("fr")
	want := []Line{{Days: "Du mardi au vendredi", Hours: "de 10\u202fh à 12\u202fh\u202f30"}, {Days: "Les jours fériés", Hours: "fermé", Closed: true}}
	if len(lines) != len(want) {
		t.Fatalf("got %v", lines)
	}
	for i, l := range lines {
		if l.Days != want[i].Days || l.Hours != want[i].Hours || l.Closed != want[i].Closed {
			t.Errorf("line %d is %+v, want %+v", i, l, want[i])
		}
	}
}

func TestWeek(t *testing.T) {
	s, _ := Parse("Mo-We 09:00-12:00,14:00-17:00; We 10:00-11:00; Fr 22:00-02:00; PH off; Aug off")
	w, ok := s.Week()
	if !ok || len(w.Exceptions) != 2 {
		t.Fatalf("got %v %v", w, ok)
	}
	var got []string
	for _, day := range w.Days {
		text := ""
		for _, r := range day {
			text += fmt.Sprintf("%d-%d ", r.From, r.To)
		}
		got = append(got, strings.TrimSpace(text))
	}
	if want := "540-720 840-1020|540-720 840-1020|600-660||1320-1560||"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := unspaced.Replace(w.Days[0][0].Say("fr")); got != "de 9_h à 12_h" {
		t.Errorf("the first range is said %q", got)
	}
	if l := w.Exceptions[1].Say("fr"); l.Days != "En août" || !l.Closed {
		t.Errorf("the last exception is said %+v", l)
	}
	for _, value := range []string{"week 1-53/2 Tu 09:00-12:00", "Mo sunrise-sunset", "off", "Mo-Fr 09:00-12:00; PH 10:00-11:00; We 10:30-11:00 off"} {
		s, _ := Parse(value)
		if w, ok := s.Week(); ok {
			t.Errorf("%q is no plain week: %v", value, w)
		}
	}
}

func TestSchemaOrg(t *testing.T) {
	for _, c := range []struct{ value, want string }{
		{
			"Mo,We 09:00-12:00,14:00-17:00; Fr 20:00-24:00; PH off",
			"[{[Monday Wednesday] 09:00 12:00  } {[Monday Wednesday] 14:00 17:00  } {[Friday] 20:00 00:00  } {[PublicHolidays] 00:00 00:00  }]",
		},
		{"Mo 09:00-12:00; Fr 22:00-02:00", "[{[Monday] 09:00 12:00  } {[Friday] 22:00 02:00  }]"},
		{"Mo-Fr,PH 09:00-12:00", "[{[Monday Tuesday Wednesday Thursday Friday] 09:00 12:00  } {[PublicHolidays] 09:00 12:00  }]"},
		{"Sa 24/7; Su 10:00-24:00", "[{[Saturday] 00:00 23:59  } {[Sunday] 10:00 00:00  }]"},
		{"Mo 09:00-12:00; 2026 Dec 24-Jan 02 off", "[{[Monday] 09:00 12:00  } {[] 00:00 00:00 2026-12-24 2027-01-02}]"},
		// Half of the truth is not said.
		{"Mo 09:00-12:00; Aug off", "[]"},
		{"Mo 09:00-12:00; SH off", "[]"},
		{"Mo 09:00-12:00; PH -1 day off", "[]"},
		{"PH 09:00-10:00; Mo 09:00-12:00", "[]"},
		{"week 1-53/2 Tu 09:00-12:00", "[]"},
		{"Mo 09:00-12:00 unknown", "[]"},
		{"Mo 09:00+", "[]"},
		{"Mo sunrise-sunset", "[]"},
		{"off", "[]"},
		{"Fr 22:00-02:00; PH off", "[]"},
		{"Mo 09:00-12:00; 2026 Dec 25 10:00-11:00; PH off", "[]"},
	} {
		s, _ := Parse(c.value)
		if got := fmt.Sprint(s.SchemaOrg()); got != c.want {
			t.Errorf("%q: %s, want %s", c.value, got, c.want)
		}
	}
}
