package hours

import (
	"slices"
	"strings"
	"testing"

	"balise/generator/diag"
)

// faultCases are values with what Parse says of them: codes, and the first fix.
// Most come from the field.
var faultCases = []struct {
	value string
	codes string // separated by spaces
	fix   string
}{
	// Well written.
	{"Tu-Fr 10:00-12:30,14:00-18:00; Sa 10:00-18:00; PH off", "", ""},
	{"week 1-53/2 Tu 09:00-12:30,13:30-15:30; PH off", "", ""},
	{"Mo-Fr 09:00-12:00, 14:00-17:00; PH off", "", ""},
	{"Tu, We, Fr, Sa 09:00-18:00;Th 14:00-18:00;PH off", "", ""},
	{"08:00-17:00; PH off", "", ""},
	{"24/7", "", ""},
	{"off", "", ""},
	{"Mo-Sa 09:00-12:00; We off; PH off", "", ""},
	{"Tu off; Tu[1] 09:00-12:00; PH off", "", ""},
	{"Fr 22:00-26:00; PH off", "", ""},
	{"Mo-Fr 10:00-20:00 open \"sur rendez-vous\"; PH off", "", ""},
	{"Mo-Fr 09:00-12:00 || \"appeler la mairie\"; PH off", "", ""},

	// Cannot be read.
	{"", "horaires-illisibles", ""},
	{";;", "horaires-illisibles", ""},
	{"Xx 09:00-12:00", "horaires-illisibles", ""},
	{"Mo 09:00", "horaires-plage-inachevee", ""},
	{"Mo-Fr 08:00-12:00,13:45-16:30; Tu 08:00-13:45-16:30", "horaires-plage-inachevee", ""},
	{"Tu-Fr 08:30-12:00,14:00-17:30; Mo 08:30-12:00-14:00", "horaires-plage-inachevee", ""},
	{"Mo-Fr 09:60-12:00", "horaires-heure-impossible", ""},
	{"Mo-Fr 25:00-26:00", "horaires-heure-impossible", ""},
	{"week 50-02 Mo 10:00-11:00", "horaires-semaine-impossible", ""},
	{strings.Repeat("Mo 09:00-12:00; ", 200), "horaires-trop-longs", ""},
	{"Mo-Fr 9h00-12h30", "horaires-illisibles", "Mo-Fr 09:00-12:30"},
	{"Mo-Fr 09:00-12:00/14:00-17:00", "horaires-illisibles", "Mo-Fr 09:00-12:00,14:00-17:00"},
	{"Du lundi au vendredi de 9h à 12h", "horaires-illisibles", "Mo-Fr 09:00-12:00"},
	{"semaine 2-52/2 lundi 9h-12h", "horaires-illisibles", "week 2-52/2 Mo 09:00-12:00"},
	{"Mo-Th 10h00-12h30; Sa 09h30-12h30; We off", "horaires-illisibles horaires-illisibles", "Mo-Th 10:00-12:30; Sa 09:30-12:30; We off"},

	// Not in the syntax, but others read them so.
	{"Tu-Fr 10h-12h", "horaires-illisibles", "Tu-Fr 10:00-12:00"},
	{"Lu-Ve 09:00-12:00", "horaires-illisibles", "Mo-Fr 09:00-12:00"},
	{"Mo, Fr 14:00-17:00 We 9:00-12:00", "horaires-illisibles", "Mo,Fr 14:00-17:00; We 09:00-12:00"},
	{"Mo 9:00-10:00, We 14-15; Tu 14:00-15:00", "horaires-ecriture horaires-illisibles", "Mo 09:00-10:00; Tu,We 14:00-15:00"},
	{"Tu-Fr 09:00-12:00,14:00-17:00; Mo 14-17;9-12,14-17", "horaires-illisibles horaires-illisibles", ""},

	// Written otherwise than they should.
	{"Mo-Fr 9:00-12:00; PH off", "horaires-ecriture", "Mo-Fr 09:00-12:00; PH off"},
	{"Mo-Fr 09:00–12:00; PH off", "horaires-ecriture", "Mo-Fr 09:00-12:00; PH off"},
	{"Mo-Fr 09.00-12.00; PH off", "horaires-ecriture", "Mo-Fr 09:00-12:00; PH off"},
	{"Mo-Fr 09:00-12:00 14:00-17:00; PH off", "horaires-ecriture", "Mo-Fr 09:00-12:00,14:00-17:00; PH off"},
	{"Mo-Fr 09:00-12:00; PH off;", "horaires-ecriture", "Mo-Fr 09:00-12:00; PH off"},
	{"Mo 9:00-10:00, We 14:00-15:00; PH off", "horaires-ecriture", "Mo 09:00-10:00, We 14:00-15:00; PH off"},

	// Can be read, but is it meant?
	{"Mo-Fr 09:00-12:00", "horaires-feries-non-dits", "Mo-Fr 09:00-12:00; PH off"},
	{"Th 09:00-12:00,14:00-14:00; Fr 09:00-12:00; PH off", "horaires-plage-vide", "Th 09:00-12:00; Fr 09:00-12:00; PH off"},
	{"We 09:30-11:30; Sa 11:00-11:00; PH off", "horaires-plage-vide", "We 09:30-11:30; PH off"},
	{"Fr 19:00-11:00; PH off", "horaires-nuit", ""},
	{"Mo-Th 07:00-12:00,13:00-16:00; Fr 17:00-12:00; PH off", "horaires-nuit", ""},
	{"Mo-Fr 09:00-12:00,11:00-14:00; PH off", "horaires-plages-melees", ""},
	{"We-Fr 10:00-13:00,13:00-18:00; PH off", "", ""},
	{"Mo-Fr; PH off", "horaires-sans-heure", "Mo-Fr 00:00-24:00; PH off"},
	{"Jul-Aug off; Mo-Fr 09:00-17:00; PH off", "horaires-fermeture-masquee", "Mo-Fr 09:00-17:00; PH off; Jul-Aug off"},
	{"SH off; Mo-Fr 09:00-17:00; PH off", "horaires-fermeture-masquee", "Mo-Fr 09:00-17:00; PH off; SH off"},
	{"Mo-Fr 09:00-17:00; PH off; Sa 09:00-12:00", "horaires-fermeture-masquee", "Mo-Fr 09:00-17:00; Sa 09:00-12:00; PH off"},
	{"2026 Apr 06-10 off; Mo-Fr 09:00-12:00; PH off", "horaires-fermeture-masquee", "Mo-Fr 09:00-12:00; PH off; 2026 Apr 06-10 off"},
	{"We 09:00-12:00; We 14:00-17:00; PH off", "horaires-regle-masquee", "We 09:00-12:00, We 14:00-17:00; PH off"},
	{"Mo 09:00-12:00; 14:00-17:00; PH off", "horaires-sans-jour", "Mo 09:00-12:00,14:00-17:00; PH off"},
	{"Mo-Fr 10:00-20:00 \"sur rendez-vous\"; PH off", "horaires-commentaire-seul", "Mo-Fr 10:00-20:00 open \"sur rendez-vous\"; PH off"},
	{"\"sur rendez-vous\"; PH off", "horaires-commentaire-seul", "unknown \"sur rendez-vous\"; PH off"},
	{"Mo 09:00-12:00; \"sur rendez-vous\"; PH off", "horaires-commentaire-efface", "Mo 09:00-12:00 || \"sur rendez-vous\"; PH off"},
	{"Mo-Fr sunrise-sunset", "horaires-hors-calcul", ""},
	{"Mo-Fr 10:00-16:00/90", "horaires-hors-calcul", ""},
}

func TestFaults(t *testing.T) {
	for _, c := range faultCases {
		_, faults := Parse(c.value)
		var codes []string
		for _, f := range faults {
			codes = append(codes, string(f.Code))
		}
		if got := strings.Join(codes, " "); got != c.codes {
			t.Errorf("Parse(%.80q): faults %q, want %q", c.value, got, c.codes)
			continue
		}
		if len(faults) > 0 && faults[0].Fix != c.fix {
			t.Errorf("Parse(%.80q): fix %q, want %q", c.value, faults[0].Fix, c.fix)
		}
	}
}

// TestFixesAreClean checks that what is suggested has no fault of its kind left.
func TestFixesAreClean(t *testing.T) {
	for _, c := range faultCases {
		_, faults := Parse(c.value)
		for _, f := range faults {
			if f.Fix == "" {
				continue
			}
			s, again := Parse(f.Fix)
			if s == nil || slices.ContainsFunc(again, func(g Fault) bool { return g.Code == f.Code }) {
				t.Errorf("Parse(%q): the fix for %s, %q, has faults %v", c.value, f.Code, f.Fix, again)
			}
		}
	}
}

// TestFaultsAreSayable checks that the catalogue has a sentence for each fault,
// and that arguments fill all of it.
func TestFaultsAreSayable(t *testing.T) {
	for _, c := range faultCases {
		_, faults := Parse(c.value)
		for _, f := range faults {
			d := diag.New(f.Code, diag.Pos{}, f.Args...)
			for _, lang := range []diag.Lang{diag.French, diag.English} {
				if text := d.Message(lang) + d.Hint(lang); strings.Contains(text, "{") || d.Message(lang) == "" {
					t.Errorf("Parse(%q): %s says %q", c.value, f.Code, text)
				}
			}
			if f.Fix != "" && !strings.Contains(d.Hint(diag.French), f.Fix) {
				t.Errorf("Parse(%q): the hint of %s, %q, does not give the fix %q", c.value, f.Code, d.Hint(diag.French), f.Fix)
			}
		}
	}
}

func TestFaultPlace(t *testing.T) {
	for _, c := range []struct{ value, at string }{
		{"Tu-Fr 10h-12h; PH off", "10h-12h"},
		{"Mo 09:00-12:00; Tu 08:00-13:45-16:30", "08:00-13:45-16:30"},
		{"Mo-Fr 09:60-12:00", "09:60"},
		{"Mo 09:00-12:00; Xx 09:00-12:00", "Xx"},
		{"Jul-Aug off; Mo-Fr 09:00-17:00; PH off", "Jul-Aug off"},
		{"Mo-Fr 09:00–12:00; PH off", "–"},
	} {
		_, faults := Parse(c.value)
		if len(faults) != 1 {
			t.Errorf("Parse(%q): %d faults, want 1", c.value, len(faults))
			continue
		}
		if got := c.value[faults[0].Start:faults[0].End]; got != c.at {
			t.Errorf("Parse(%q): the fault is at %q, want %q", c.value, got, c.at)
		}
	}
}

func TestFromFrench(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Du lundi au vendredi de 9h à 12h et de 14h à 17h30", "Mo-Fr 09:00-12:00,14:00-17:30"},
		{"Lundi au vendredi 9h-12h30/14h-17h; samedi 9h-13h", "Mo-Fr 09:00-12:30,14:00-17:00; Sa 09:00-13:00"},
		{"Les mardis et jeudis : 9 h 30 - 12 h", "Tu,Th 09:30-12:00"},
		{"mardi 9h-12h | mercredi 15h-18h", "Tu 09:00-12:00; We 15:00-18:00"},
		{"Lundi fermé, mardi de 9h à midi", "Tu 09:00-12:00"},
		{"Tous les jours de 8h à 20h", "Mo-Su 08:00-20:00"},
		{"lundi 9h-12h, fermé les jours fériés", "Mo 09:00-12:00; PH off"},
		{"lundi 9h-12h ; jours fériés : fermé", "Mo 09:00-12:00; PH off"},
		{"Le samedi sur rendez-vous", `Sa unknown "sur rendez-vous"`},
		{"9h-12h 14h-17h", "09:00-12:00,14:00-17:00"},
		{"Lundi 8h30-12h-14h-17h", "Mo 08:30-12:00,14:00-17:00"},
		// Not a word is dropped.
		{"1er mardi du mois 9h-12h", "Tu[1] 09:00-12:00"},
		{"Lundi au vendredi 9h-12h, 17h pendant les vacances", ""},
		{"Lundi de 8h", ""},
		{"Lundi 14h-12h", ""},
		{"Lundi au jeudi 8h-12h, mercredi 14h-17h", ""},
		{"sur rendez-vous au 06", ""},
		{"", ""},
	} {
		if got, ok := FromFrench(c.text); got != c.want || ok != (c.want != "") {
			t.Errorf("FromFrench(%q) = %q, %v, want %q", c.text, got, ok, c.want)
		}
	}
}

func TestOpaque(t *testing.T) {
	s, _ := Parse("Mo-Fr sunrise-sunset; PH off")
	if s == nil || !s.Opaque() || s.String() != "Mo-Fr sunrise-sunset; PH off" {
		t.Fatalf("got %v", s)
	}
	if lines := s.Say("fr"); len(lines) != 1 || lines[0].Hours != s.Raw() {
		t.Errorf("said %v", lines)
	}
}
