package hours

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// sayings are texts with the value that they say in full.
var sayings = []struct{ text, value string }{
	{"Tous les jours 9h-20h", "Mo-Su 09:00-20:00"},
	{"7j/7 9h-20h", "Mo-Su 09:00-20:00"},
	{"24h/24, 7 jours sur 7", "Mo-Su 00:00-24:00"},
	{"Du lundi au vendredi 24h/24", "Mo-Fr 00:00-24:00"},
	{"9h00/12h00", "09:00-12:00"},
	{"lundi 9 h 30 – 12 h", "Mo 09:30-12:00"},
	{"lundi 9h-midi", "Mo 09:00-12:00"},
	{"lundi matin 9h-12h, après-midi 14h-17h", "Mo 09:00-12:00,14:00-17:00"},
	{"lundi de 9h à 12h le matin et de 14h à 17h l'après-midi", "Mo 09:00-12:00,14:00-17:00"},
	{"Lundi - 9h - 12h - Mardi - 14h - 17h", "Mo 09:00-12:00; Tu 14:00-17:00"},
	{"<p>Lundi&nbsp;: 9h-12h</p><p>Mardi : ferm&eacute;</p>", "Mo 09:00-12:00"},
	{"L M M J V 9h-17h", "Mo-Fr 09:00-17:00"},
	{"lun 9h-12h, mar. 14h-17h, mer. 9h-12h", "Mo,We 09:00-12:00; Tu 14:00-17:00"},
	{"Mar 09:00-12:00; Mer 14:00-17:00", "Tu 09:00-12:00; We 14:00-17:00"},
	{"Les mardis d'octobre à juin de 9h00 à 17h00", "Oct-Jun Tu 09:00-17:00"},
	{"9h-12h le lundi, 14h-17h le mardi", "Mo 09:00-12:00; Tu 14:00-17:00"},
	{"en semaine 9h-17h et samedi 9h-12h", "Mo-Fr 09:00-17:00; Sa 09:00-12:00"},
	// Appointments.
	{"sur rendez-vous", `unknown "sur rendez-vous"`},
	{"le samedi sur rendez-vous.", `Sa unknown "sur rendez-vous"`},
	{"Du lundi au vendredi de 9h à 12h et de 14h à 17h sur rendez-vous", `Mo-Fr 09:00-12:00,14:00-17:00 open "sur rendez-vous"`},
	{"Lundi 9h-12h. Mardi 14h-17h. Sur rendez-vous.", `Mo 09:00-12:00 open "sur rendez-vous"; Tu 14:00-17:00 open "sur rendez-vous"`},
	{"mercredi (uniquement sur rendez-vous) : 9h à 12h, jeudi : 14h à 17h", `We 09:00-12:00 open "sur rendez-vous"; Th 14:00-17:00`},
	// Days of the month, weeks, seasons, holidays.
	{"1er et 3e jeudis du mois de 14h à 17h", "Th[1,3] 14:00-17:00"},
	{"dernier samedi du mois 10h-12h", "Sa[-1] 10:00-12:00"},
	{"semaine paire : lundi 9h-12h, semaine impaire : mardi 9h-12h", "week 02-52/2 Mo 09:00-12:00; week 01-53/2 Tu 09:00-12:00"},
	{"juillet-août: lundi au vendredi 9h-12h", "Jul-Aug Mo-Fr 09:00-12:00"},
	{"lundi au samedi 9h-17h ; juillet-août : lundi au vendredi 9h-12h", "Mo-Sa 09:00-17:00; Jul-Aug Sa off; Jul-Aug Mo-Fr 09:00-12:00"},
	{"du 1er juillet au 31 août : lundi 9h-12h", "Jul 01-Aug 31 Mo 09:00-12:00"},
	{"mercredi 14h-18h, pendant les vacances scolaires : mercredi 10h-18h", "We 14:00-18:00; SH We 10:00-18:00"},
	{"lundi au vendredi 9h-17h hors vacances scolaires", "Mo-Fr 09:00-17:00; SH off"},
	{"samedi et jours fériés 10h-12h", "Sa 10:00-12:00; PH 10:00-12:00"},
	{"lundi au vendredi 9h-17h, du 1er juillet au 31 août 9h-12h", "Mo-Fr 09:00-17:00; Jul 01-Aug 31 Mo-Fr 09:00-12:00"},
	{"Été (juillet-août) : lundi 9h-12h / Hiver (de septembre à juin) : lundi 9h-17h", "Jul-Aug Mo 09:00-12:00; Sep-Jun Mo 09:00-17:00"},
	{"Lundi 9h-17h. Été (juillet-août) lundi 9h-12h", "Mo 09:00-17:00; Jul-Aug Mo 09:00-12:00"},
	{"Horaires d'été : du 1er juillet au 31 août, du lundi au vendredi de 9h à 12h", "Jul 01-Aug 31 Mo-Fr 09:00-12:00"},
	{"lundi au vendredi 9h-18h (17h pendant les vacances scolaires)", "Mo-Fr 09:00-18:00; SH Mo-Fr 09:00-17:00"},
	{"lundi et mardi 9h-12h, mercredi 9h-18h, fermeture à 17h pendant les vacances scolaires", "Mo,Tu 09:00-12:00; We 09:00-18:00; SH We 09:00-17:00"},
	{"lundi au vendredi 9h-18h ; vacances scolaires : 9h-17h", "Mo-Fr 09:00-18:00; SH Mo-Fr 09:00-17:00"},
	// Hours without an end, hours of a computer.
	{"lundi à partir de 9h", "Mo 09:00+"},
	{"mardi dès 14h sur rendez-vous", `Tu 14:00+ open "sur rendez-vous"`},
	{"lundi 9h-12h et à partir de 14h", "Mo 09:00-12:00,14:00+"},
	{"lundi à partir de 9h jusqu'à 12h", "Mo 09:00-12:00"},
	{"lundi 09:00:00 - 12:00:00 / 14:00:00 - 17:30:00", "Mo 09:00-12:00,14:00-17:30"},
	{"9h00mn-12h30mn", "09:00-12:30"},
	// Closures and exceptions.
	{"fermé le lundi", "Mo off"},
	{"lundi au vendredi 9h-17h, fermé en août", "Mo-Fr 09:00-17:00; Aug off"},
	{"lundi 9h-12h, fermé du 24 décembre au 2 janvier", "Mo 09:00-12:00; Dec 24-Jan 02 off"},
	{"lundi 9h-12h ; fermeture du 1er au 31 août 2026", "Mo 09:00-12:00; 2026 Aug 01-31 off"},
	{"du mardi au samedi 10h-18h, fermé les jours fériés", "Tu-Sa 10:00-18:00; PH off"},
	{"du lundi au vendredi 9h-17h sauf le mercredi", "Mo,Tu,Th,Fr 09:00-17:00"},
	{"du lundi au vendredi 9h-12h et 14h-17h sauf mercredi matin", "Mo,Tu,Th,Fr 09:00-12:00,14:00-17:00; We 14:00-17:00"},
	{"tous les jours sauf dimanche et jours fériés de 9h à 19h", "Mo-Sa 09:00-19:00; PH off"},
	{"lundi au vendredi 9h-12h sauf le 1er lundi du mois", "Mo-Fr 09:00-12:00; Mo[1] off"},
	// In the syntax already.
	{"lundi-vendredi 9h-12h, fermé les jours fériés et vacances scolaires", "Mo-Fr 09:00-12:00; SH off; PH off"},
	{"lundi 9h-12h fermé pendant les vacances scolaires et les jours fériés", "Mo 09:00-12:00; SH off; PH off"},
	{"lundi 9h-12h fermé en août et les jours fériés", "Mo 09:00-12:00; Aug off; PH off"},
	{"fermé les jours fériés et en août", "Aug off; PH off"},
	{"du lundi au samedi 9h-12h, fermé les jours fériés et le mercredi", "Mo,Tu,Th-Sa 09:00-12:00; PH off"},
	{"Mo-Fr 09:00-12:00; PH off", "Mo-Fr 09:00-12:00; PH off"},
	{"---", ""},
	{"", ""},
}

func TestReadFrench(t *testing.T) {
	for _, c := range sayings {
		if r := ReadFrench(c.text); r.Value != c.value || !r.Lossless || len(r.Left) > 0 {
			t.Errorf("ReadFrench(%q) = %+v, want %q", c.text, r, c.value)
		}
	}
}

// doubtful are texts that nobody can be certain of, or that the syntax cannot
// say: nothing of them may be published.
var doubtful = []string{
	"lundi vendrdei 9h-12h",
	"mercedi 9h-12h",
	"mundi,mardi 9h-12h; vendredi 9h-12h",
	"lundi 9h-12h environ",
	"lundi 9h-12h ou 14h-17h",
	"lundi ou mardi 9h-12h",
	"lundi 9h-12h selon disponibilité",
	"Horaires variables",
	"à partir de septembre : lundi 9h-12h",
	"lundi à partir de 14h, 15h-17h",
	"lundi à partir de 9h, fermé l'après-midi",
	"lundi 9h-12h et à partir de 14h sur rendez-vous",
	"Été : 9h-12h / Hiver : 9h-17h",
	"lundi 14h-18h, fermé l'été",
	"lundi 9h-17h été (juillet-août) 18h-19h",
	"lundi au vendredi 9h-17h et samedi 9h-12h, juillet-août 9h-12h",
	"1er mardi du mois 9h-12h, juillet-août 9h-11h",
	"lundi 9h-18h (17h pendant les vacances)",
	"lundi 10h-18h (11h pendant les vacances scolaires)",
	"Lundi au vendredi 9h-12h et 14h-17h (16h le vendredi)",
	"Lundi au jeudi 8h-12h, mercredi 14h-17h",
	"lundi, mardi et vendredi 9h-20h ; vendredi 9h-18h",
	"un mardi sur deux 9h-12h",
	"mardi 9h-12h, une semaine sur deux",
	"mardi 9h-12h toutes les deux semaines",
	"lundi 14h-7h",
	"Sa 11:00-11:00; PH off",
	"lundi 9h-12h 15h",
	"du lundi 9h au vendredi 17h",
	"du lundi au vendredi 9h-17h sauf mercredi matin",
	"lundi et mardi 9h-12h, jeudi 14h-17h sauf vacances scolaires",
	"lundi 9h-12h et mercredi 14h-17h hors vacances scolaires",
	"Samedi 12 octobre de 9h à 12h",
	"Eté : lundi 9h-12h",
	"Accueil téléphonique : lundi 9h-12h",
	"lundi 9h-12h (accueil téléphonique)",
	"lundi 9h-12h pour les adh\uFFFDrents",
	"lundi \uFFFD vendredi 9h-12h",
	"Fermé temporairement",
	"lundi 9h-12h ; fermé à Noël",
	"Du lundi au vendredi",
	"Lundi de 8h30 à 11h30, Jeudi de 13h45 à 17h00, uniquement sur rendez-vous",
	strings.Repeat("lundi 9h-12h ", 300),
}

func TestDoubtIsNotPublished(t *testing.T) {
	for _, text := range doubtful {
		r := ReadFrench(text)
		if r.Value != "" || r.Lossless || len(r.Left) != 1 || r.Left[0] != strings.TrimSpace(text) {
			t.Errorf("ReadFrench(%.60q) = %+v: nothing should be published, all should be left", text, r)
		}
	}
}

func TestPartsAreLeft(t *testing.T) {
	for _, c := range []struct {
		text, value string
		left        []string
	}{
		{"Lundi 9h-12h. Tél : 05 36 49 12 34", "Mo 09:00-12:00", []string{"Tél : 05 36 49 12 34"}},
		{"Lundi 9h-12h, après-midi sur rendez-vous", "Mo 09:00-12:00", []string{"après-midi sur rendez-vous"}},
		{"Le lundi de 9h00 à 12h00 et sur rendez-vous.", "Mo 09:00-12:00", []string{"sur rendez-vous"}},
		{
			"lundi 9h-12h sans rendez-vous et 14h-17h sur rendez-vous",
			`Mo 09:00-12:00, Mo 14:00-17:00 open "sur rendez-vous"`, []string{"sans rendez-vous"},
		},
	} {
		if r := ReadFrench(c.text); r.Value != c.value || r.Lossless || !slices.Equal(r.Left, c.left) {
			t.Errorf("ReadFrench(%q) = %+v, want %q, left %q", c.text, r, c.value, c.left)
		}
	}
}

func TestFromDays(t *testing.T) {
	const week = "9h-12h"
	for _, c := range []struct {
		days     [7]string
		value    string
		lossless bool
	}{
		{[7]string{}, "", true},
		{[7]string{"-", "", "Fermé"}, "We off", true},
		{[7]string{week, week, week, week, week, week, week}, "09:00-12:00", true},
		{[7]string{"8h à 12h", "8h00-12h", "8h30-12h", "Fermé", "8h30/12h", "-", ""}, "Mo,Tu 08:00-12:00; We,Fr 08:30-12:00", true},
		{[7]string{"9h-12h sur rdv", week, "", "", "", "", ""}, `Mo 09:00-12:00 open "sur rendez-vous"; Tu 09:00-12:00`, true},
		{[7]string{"09:00-12:00 hors premier lundi du mois", week}, "Mo,Tu 09:00-12:00; Mo[1] off", true},
		{[7]string{"Fermé le 1er lundi du mois", week}, "Tu 09:00-12:00; Mo[1] off", true},
		{[7]string{week, week, "", "", "", "10h-12h le 1er et le dernier samedi du mois"}, "Mo,Tu 09:00-12:00; Sa[1,-1] 10:00-12:00", true},
		{[7]string{"Juillet-août : 10h-12h", week}, "Tu 09:00-12:00; Jul-Aug Mo 10:00-12:00", true},
		{[7]string{"9h-12h / 9h-12h / 14h-17h", week}, "Mo 09:00-12:00,14:00-17:00; Tu 09:00-12:00", true},
		// A cell in doubt is neither open nor closed.
		{[7]string{"1x par mois de 10h à 12h", week}, `Mo unknown "1x par mois de 10h à 12h"; Tu 09:00-12:00`, false},
		{[7]string{"00:00 - 00:00", week}, `Mo unknown "00:00 - 00:00"; Tu 09:00-12:00`, false},
		{[7]string{"mardi 9h-12h", week}, `Mo unknown "mardi 9h-12h"; Tu 09:00-12:00`, false},
		{[7]string{"selon les semaines"}, "", false},
	} {
		if r := FromDays(c.days); r.Value != c.value || r.Lossless != c.lossless || r.Lossless != (len(r.Left) == 0) {
			t.Errorf("FromDays(%q) = %+v, want %q", c.days, r, c.value)
		}
	}
}

func TestFromHalves(t *testing.T) {
	mornings := [7]string{"08h30-12h00", "fermé", "08h30-12h00", "fermé", "9h-18h", "", ""}
	afternoons := [7]string{"13h30-17h00", "13h00-17h00", "", "fermé", "14h-17h", "", ""}
	r := FromHalves(mornings, afternoons)
	want := `Mo 08:30-12:00,13:30-17:00; Tu 13:00-17:00; We 08:30-12:00; Fr unknown "9h-18h 14h-17h"`
	if r.Value != want || r.Lossless || len(r.Left) != 1 {
		t.Errorf("FromHalves = %+v, want %q", r, want)
	}
}

// wellRead checks what any reading must be.
func wellRead(t *testing.T, text string, r Reading) {
	t.Helper()
	if r.Lossless != (len(r.Left) == 0) || r.Value == "" && r.Lossless && says(text) != "" && !strings.Contains(text, "\x00") {
		t.Fatalf("%q: reading %+v", text, r)
	}
	if r.Value == "" {
		return
	}
	s, faults := Parse(r.Value)
	if s == nil || hasError(faults) {
		t.Fatalf("%q: value %q has faults %v", text, r.Value, faults)
	}
	if s.String() != r.Value {
		t.Fatalf("%q: value %q is written %q", text, r.Value, s)
	}
	if utf8.ValidString(text) && !utf8.ValidString(r.Value) {
		t.Fatalf("%q: value %q", text, r.Value)
	}
}

// TestFrenchIsBounded reads the longest texts that repeat what is slow to read.
func TestFrenchIsBounded(t *testing.T) {
	for _, piece := range []string{
		"9-12 ", "9h ", "lundi ", "1er ", "du ", "juillet ", "1 au ", "sauf ", "fermé le lundi ", "(", "<", "&", "l'", "sur rendez-vous ",
		"L ", "lundi 9h-12h ", "06 ", "semaines paires lundi 9h-12h ", "juillet : 9h-12h ; août : 9h-12h ; ", "1er lundi du mois 9h-12h ", "x", "é", "9", "-", ": ", "1 juillet au ",
	} {
		text := strings.Repeat(piece, maxLength/len(piece))
		start := time.Now()
		wellRead(t, text, ReadFrench(text))
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%q again and again: %s", piece, d)
		}
	}
}

// FuzzReadFrench throws texts at the reader: nothing it gives may be out of the
// syntax, and its work is bounded.
func FuzzReadFrench(f *testing.F) {
	for _, c := range sayings {
		f.Add(c.text)
	}
	for _, text := range doubtful {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		wellRead(t, text, ReadFrench(text))
		if d := time.Since(start); d > 20*time.Second {
			t.Fatalf("%q: read in %s", text, d)
		}
	})
}

func FuzzFromDays(f *testing.F) {
	f.Add("9h-12h", "Fermé", "1er mercredi du mois 9h-12h", "", "juillet : 9h-12h", "9h-12h sur rdv, fermé en août", "-")
	f.Add("9h-12h hors vacances scolaires", "9h-12h", "\"", "14h/18h", "selon", "vacances scolaires : 9h-12h", "10-12")
	f.Fuzz(func(t *testing.T, a, b, c, d, e, g, h string) {
		days := [7]string{a, b, c, d, e, g, h}
		wellRead(t, "\x00"+strings.Join(days[:], "\n"), FromDays(days))
		wellRead(t, "\x00"+strings.Join(days[:], "\n"), FromHalves(days, [7]string{h, g, e, d, c, b, a}))
	})
}

// TestWhatIsSaidIsReadBack says schedules in French and reads them back: what
// is read without loss has the same hours.
func TestWhatIsSaidIsReadBack(t *testing.T) {
	masks := []uint8{1, 1 << 5, 0b11111, 0b10101, 0b1111111, 0b110000, 0b11011}
	times := [][]timeRange{
		{{from: 540, to: 720}}, {{from: 540, to: 720}, {from: 840, to: 1050}}, {{from: 600, to: 1080}}, {{from: 845, to: 1440}},
	}
	ends := []string{"", "; PH off", "; Aug off", "; SH off", "; Aug off; PH off", "; Dec 24-Jan 02 off"}
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	read, all := 0, 0
	for _, m := range masks {
		for i, hours := range times {
			for _, end := range ends {
				for _, comment := range []string{"", ` open "sur rendez-vous"`} {
					first := rule{days: daysOf(m), times: hours}
					value := first.text() + comment
					if rest := everyDay &^ m; rest != 0 && i > 0 {
						second := rule{days: daysOf(rest), times: times[i-1]}
						value += "; " + second.text()
					}
					value += end
					s, _ := Parse(value)
					text := s.Text("fr")
					r := ReadFrench(text)
					all++
					if !r.Lossless {
						continue
					}
					read++
					again, _ := Parse(r.Value)
					if !slices.Equal(written(s.Intervals(from, from.AddDate(1, 0, 0), Place{Departement: "35"})), written(again.Intervals(from, from.AddDate(1, 0, 0), Place{Departement: "35"}))) {
						t.Errorf("%q is said %q, which reads %q", value, text, r.Value)
					}
				}
			}
		}
	}
	if read*10 < all*9 {
		t.Errorf("%d of %d schedules are read back, want 90 %%", read, all)
	}
}
