package french_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"balise/generator/french"
)

func TestDate(t *testing.T) {
	first := time.Date(2026, 9, 1, 23, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		t          time.Time
		lang, want string
	}{
		{first, "fr", "1er septembre 2026"}, {first, "fr-FR", "1er septembre 2026"}, {first, "en", "1 September 2026"}, {first, "br", "2026-09-01"},
		{first.AddDate(0, 5, 1), "fr", "2 février 2027"}, {first.AddDate(0, -1, 10), "fr", "11 août 2026"},
	} {
		if got := french.Date(c.t, c.lang); got != c.want {
			t.Errorf("Date(%v, %s) = %q, want %q", c.t, c.lang, got, c.want)
		}
	}
}

func TestFigures(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{french.Number(0, "fr"), "0"}, {french.Number(999, "fr"), "999"}, {french.Number(12000, "fr"), "12~000"},
		{french.Number(-1234567, "fr"), "-1~234~567"}, {french.Number(12000, "en"), "12,000"}, {french.Number(math.MinInt, "en"), "-9,223,372,036,854,775,808"},
		{french.Bytes(0, "fr"), "0_octet"}, {french.Bytes(1, "fr"), "1_octet"}, {french.Bytes(850, "fr"), "850_octets"},
		{french.Bytes(12_000, "fr"), "12_Ko"}, {french.Bytes(1_440_000, "fr"), "1,4_Mo"}, {french.Bytes(1_440_000, "en"), "1.4_MB"},
		{french.Bytes(999_999, "fr"), "1_Mo"}, {french.Bytes(math.MaxInt64, "fr"), "9~223~372_To"}, {french.Bytes(-1, "fr"), ""},
		{french.Distance(0, "fr"), "0_m"}, {french.Distance(347, "fr"), "350_m"}, {french.Distance(996, "fr"), "1_km"},
		{french.Distance(2400, "fr"), "2,4_km"}, {french.Distance(2400, "en"), "2.4_km"}, {french.Distance(9_960, "fr"), "10_km"},
		{french.Distance(12_345, "fr"), "12_km"}, {french.Distance(9_400_000, "fr"), "9~400_km"}, {french.Distance(math.NaN(), "fr"), ""}, {french.Distance(-3, "fr"), ""},
		{french.Plural(0, "fr", "lieu", "lieux"), "lieu"}, {french.Plural(0, "en", "place", "places"), "places"},
		{french.Plural(1, "en", "place", "places"), "place"}, {french.Plural(2, "fr", "lieu", "lieux"), "lieux"},
		{french.Join(nil, "fr"), ""}, {french.Join([]string{"a"}, "fr"), "a"}, {french.Join([]string{"a", "b"}, "fr"), "a et b"},
		{french.Join([]string{"a", "b", "c"}, "fr"), "a, b et c"}, {french.Join([]string{"a", "b", "c"}, "en"), "a, b and c"},
	} {
		if got := visible.Replace(c.got); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestPhone(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"+33261910001", "02 61 91 00 01"}, {"+33800123456", "0 800 123 456"}, {"+262262123456", "0262 12 34 56"},
		{"+590590123456", "0590 12 34 56"}, {"+594594123456", "0594 12 34 56"}, {"+596696123456", "0696 12 34 56"},
		{"0261910001", "02 61 91 00 01"}, {"3949", "3949"}, {"+32212345678", "+32 212 34 56 78"}, {"+12025550123", "+1 202 555 0123"},
		{"+352123456", "+352 12 34 56"}, {"", ""}, {"+", "+"}, {"+33", "+33"}, {"pas un numéro", "pas un numéro"}, {"+33 2 61", "+33 2 61"},
	} {
		if got := french.Phone(c.in); got != c.want {
			t.Errorf("Phone(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestNearest(t *testing.T) {
	among := []string{"Accès internet et matériel informatique", "Maîtrise des outils numériques du quotidien", "Jeunes", "Seniors", "Di", "Familles et enfants"}
	for _, c := range []struct {
		word, want string
		ok         bool
	}{
		{"séniors", "Seniors", true}, {"Senoirs", "Seniors", true}, {"jeune", "Jeunes", true}, {"familles", "Familles et enfants", true},
		{"Maitrise des outils numerique du quotidien", among[1], true}, {"maîtrise", among[1], true},
		{"Do", "", false}, {"di", "Di", true}, {"zzzzzz", "", false}, {"", "", false}, {strings.Repeat("a", 5000), "", false},
	} {
		if got, ok := french.Nearest(c.word, among); got != c.want || ok != c.ok {
			t.Errorf("Nearest(%q) = %q, %v, want %q, %v", c.word, got, ok, c.want, c.ok)
		}
	}
	if got, _ := french.Nearest("abcx", []string{"abcd", "abce"}); got != "abcd" {
		t.Errorf("a draw goes to %q, want the first", got)
	}
}

func FuzzPhone(f *testing.F) {
	f.Add("+33261910001")
	f.Add("+8")
	f.Fuzz(func(t *testing.T, s string) {
		got := french.Phone(s)
		if !strings.HasPrefix(s, "+") && strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(s, " ", "") {
			t.Errorf("Phone(%q) = %q", s, got)
		}
		french.Nearest(s, []string{"abc", s})
	})
}
