package hours

import (
	"encoding/json"
	"os"
	"slices"
	"testing"
	"time"
)

// frenchPair is a text, what the national tool makes of it, and what it should.
type frenchPair struct {
	Kind    string          `json:"kind"`
	French  json.RawMessage `json:"fr"`
	Tool    *string         `json:"osm_outil_anct"`
	Correct *string         `json:"osm_correct"`
	Note    string          `json:"note"`
}

// read gives the pair's text, read as its kind says.
func (p frenchPair) read(t *testing.T) (string, Reading) {
	t.Helper()
	if p.Kind == "jours" {
		var cells map[string]string
		if err := json.Unmarshal(p.French, &cells); err != nil {
			t.Fatal(err)
		}
		var days [7]string
		for i, name := range frenchDayNames {
			days[i] = cells[upperFirst(name)]
		}
		return string(p.French), FromDays(days)
	}
	var text string
	if err := json.Unmarshal(p.French, &text); err != nil {
		t.Fatal(err)
	}
	return text, ReadFrench(text)
}

// yearOf is what a value opens over a year, as text; nil when it has no value.
func yearOf(t *testing.T, value string) []string {
	t.Helper()
	if value == "" {
		return nil
	}
	s, _ := Parse(value)
	if s == nil {
		t.Fatalf("%q cannot be read", value)
	}
	from := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	out := written(s.Intervals(from, from.AddDate(1, 0, 7), Place{Departement: "35"}))
	return out
}

// better are the pairs whose words the national tool drops without a note: what
// they mean, or "" when it cannot be said, and so must not be.
var better = map[string]string{
	"09:00-12:00 hors premier Lundi du mois":                    "09:00-12:00; Mo[1] off",
	"9h30-12h (jusqu'en juin 2022)":                             "",
	"14h-18h sur RDV uniquement":                                `14:00-18:00 open "sur rendez-vous"`,
	"9h30 à 12h30*-*fermé vacances":                             "",
	"13h30 a 16h30 sur rendez-vous":                             `13:30-16:30 open "sur rendez-vous"`,
	"9h30-12h30 / 1er samedi du moi":                            "Sa[1] 09:30-12:30",
	"1x par mois de 10h à 12h":                                  "",
	"Permanence 14h à 16h tous les 15 jours":                    "",
	"Permanences de 9h à 12h (à partir du 14/04/2022":           "",
	"Permanence de 13h30 à 16h30 1 Semaine /2":                  "",
	"Juillet-août : 10h-12h / 13h30-17h30":                      "Jul-Aug: 10:00-12:00,13:30-17:30",
	"1 samedi sur 2 : 9:00 - 12:30":                             "",
	"9h - 12h le 1er et le dernier samedi du mois":              "Sa[1,-1] 09:00-12:00",
	"9h-12h30 et 1er de chaque mois uniquement : 14h-17h30":     "",
	"samedi de 14 h 30 à 18 h 30 pinto 5 rue des fortes terres": "",
	"10h-18h  -  pendant les vacances : >":                      "",
}

func TestPairs(t *testing.T) {
	data, err := os.ReadFile(shared(t, "data/lieux/horaires-fr-vers-osm-paires.json"))
	if err != nil {
		t.Fatal(err)
	}
	var pairs []frenchPair
	if err := json.Unmarshal(data, &pairs); err != nil {
		t.Fatal(err)
	}
	for _, p := range pairs {
		text, r := p.read(t)
		want := ""
		if p.Tool != nil {
			want = *p.Tool
		}
		if p.Note != "" {
			want = ""
			if p.Correct != nil {
				want = *p.Correct
			}
		}
		if meant, ok := better[text]; ok {
			want = meant
		}
		if slices.Equal(yearOf(t, r.Value), yearOf(t, want)) {
			continue
		}
		t.Errorf("%q\n got %q lossless=%v left=%q\nwant %q (%s)", text, r.Value, r.Lossless, r.Left, want, p.Note)
	}
}
