package exchange

import (
	"slices"
	"strings"
	"testing"
	"time"

	"balise/generator/check"
)

func TestPhones(t *testing.T) {
	for _, c := range []struct{ value, departement, want, rest string }{
		{"06.39.98.12.34", "56", "+33639981234", ""},
		{"02 61 91 00 01", "56", "+33261910001", ""},
		{"02\u00a061\u202f91 00 01", "56", "+33261910001", ""},
		{"02-61-91-00-01", "56", "+33261910001", ""},
		{"0 261 910 001", "56", "+33261910001", ""},
		{"(02) 61 91 00 01", "56", "+33261910001", ""},
		{"0033261910001", "56", "+33261910001", ""},
		{"00 33 2 61 91 00 01", "56", "+33261910001", ""},
		{"+330261910001", "56", "+33261910001", ""},
		{"+33 (0)2 61 91 00 01", "56", "+33261910001", ""},
		{"+0261910001", "56", "+33261910001", ""},
		{"33261910001", "56", "+33261910001", ""},
		{"261910001", "56", "+33261910001", ""},
		{"+33596000012", "972", "+596596000012", ""},
		{"261910001.0", "56", "+33261910001", ""},
		{"Tél : 02 61 91 00 01", "56", "+33261910001", ""},
		{"02 61 91 00 01 ou 06 39 98 12 34", "56", "+33261910001 +33639981234", ""},
		{"02 61 91 00 01 / 06 39 98 12 34", "56", "+33261910001 +33639981234", ""},
		{"02/61/91/00/01", "56", "+33261910001", ""},
		{"0261910001 0639981234", "56", "+33261910001 +33639981234", ""},
		{"02 61 91 00 01 - 02 61 91 00 02", "56", "+33261910001 +33261910002", ""},
		{"02 61 91 00 01|+33261910002", "56", "+33261910001 +33261910002", ""},
		{"02 61 91 00 01 poste 12", "56", "+33261910001", "poste 12"},
		{"02 61 91 00 01 (Mme Martin)", "56", "+33261910001", "Mme Martin"},
		{"02 61 91 00 01 / 02", "56", "+33261910001", "02"},
		{"02 61 91 00 01, fax : 02 61 91 00 02", "56", "+33261910001", "fax 02 61 91 00 02"},
		{"3949", "56", "3949", ""}, {"39 49", "56", "3949", ""}, {"115", "56", "115", ""}, {"119", "75", "119", ""}, {"3646", "56", "3646", ""},
		{"0800 00 00 00", "56", "+33800000000", ""}, {"08 06 00 01 26", "56", "+33806000126", ""},
		{"ouvert de 9h à 12h, 3 salles", "56", "", "ouvert de 9 h à 12 h 3 salles"},
		{"0262 12 34 56", "974", "+262262123456", ""}, {"0692123456", "974", "+262692123456", ""},
		{"0269 61 00 01", "976", "+262269610001", ""}, {"0639 98 12 34", "976", "+262639981234", ""},
		{"0590 12 34 56", "971", "+590590123456", ""}, {"0590 12 34 56", "978", "+590590123456", ""},
		{"596596780040", "972", "+596596780040", ""}, {"596780040", "972", "+596596780040", ""}, {"0596 78 00 40", "972", "+596596780040", ""},
		{"0594 12 34 56", "973", "+594594123456", ""},
		{"41 12 34", "975", "+508411234", ""}, {"0508 41 12 34", "975", "+508508411234", ""}, {"+508 41 12 34", "75", "+508411234", ""},
		{"26 12 34", "988", "+687261234", ""}, {"26 12 34", "987", "", "26 12 34"}, {"+687 26.12.34", "988", "+687261234", ""},
		{"40 12 34 56", "987", "+68940123456", ""}, {"72 12 34", "986", "+681721234", ""},
		{"02 61 91 00 01", "974", "+33261910001", ""},
		{"+32 2 123 45 67", "59", "+3221234567", ""},
		{"à la mairie", "56", "", "à la mairie"}, {"12345", "56", "", "12345"}, {"", "56", "", ""},
	} {
		good, rest := readPhones(c.value, c.departement)
		if got := strings.Join(good, " "); got != c.want || rest != c.rest {
			t.Errorf("readPhones(%q, %s) = %q, left %q, want %q, left %q", c.value, c.departement, got, rest, c.want, c.rest)
		}
	}
}

func TestAddresses(t *testing.T) {
	for _, c := range []struct{ value, want, rest string }{
		{"a@b.example", "a@b.example", ""},
		{"a@b.example et c@b.example", "a@b.example c@b.example", ""},
		{"a@b.example;c@b.example", "a@b.example c@b.example", ""},
		{"Accueil : a@b.example", "a@b.example", "Accueil"},
		{"Courriel : a@b.example.", "a@b.example", ""},
		{"mailto:a@b.example", "a@b.example", ""},
		{"<a@b.example>", "a@b.example", ""},
		{"a [at] b.example", "a@b.example", ""}, {"a(at)b(dot)example", "a@b.example", ""},
		{"a @b.example", "a@b.example", ""},
		{"voir le site", "", "voir le site"},
	} {
		good, rest := readMails(c.value)
		if got := strings.Join(good, " "); got != c.want || rest != c.rest {
			t.Errorf("readMails(%q) = %q, left %q, want %q, left %q", c.value, got, rest, c.want, c.rest)
		}
	}
	for _, c := range []struct{ value, want, rest string }{
		{"https://a.example/x?a=1,2", "https://a.example/x?a=1,2", ""},
		{"www.a.example", "https://www.a.example", ""}, {"a.example/page", "https://a.example/page", ""},
		{"http//a.example", "http://a.example", ""}, {"https:/a.example", "https://a.example", ""}, {"htpps://a.example", "https://a.example", ""}, {"http:a.example", "http://a.example", ""},
		{"https://a.example et https://b.example", "https://a.example https://b.example", ""},
		{"https://a.example | www.b.example", "https://a.example https://www.b.example", ""},
		{"Facebook : www.b.example", "https://www.b.example", "Facebook"},
		{"javascript:alert(1)", "", "javascript:alert(1)"}, {"M. Martin", "", "M. Martin"},
	} {
		good, rest := readWebs(c.value)
		if got := strings.Join(good, " "); got != c.want || rest != c.rest {
			t.Errorf("readWebs(%q) = %q, left %q, want %q, left %q", c.value, got, rest, c.want, c.rest)
		}
	}
}

func TestPivots(t *testing.T) {
	for _, c := range []struct {
		value string
		want  pivot
	}{
		{"13002603200016", pivot{number: "13002603200016"}},
		{"130 026 032 00016", pivot{number: "13002603200016"}},
		{"13002603200016.0", pivot{number: "13002603200016"}},
		{"1.3002603200016E13", pivot{number: "13002603200016"}},
		{"1,3002603200016E+13", pivot{number: "13002603200016"}},
		{"1.30026E+13", pivot{fault: "import-siret-arrondi"}},
		{"13002600000000", pivot{fault: "import-siret-arrondi"}},
		{"13002603200000", pivot{fault: "import-siret-arrondi"}},
		{"13002603200017", pivot{number: "13002603200017", fault: "import-siret-faux"}},
		{"34106240403159/APE:8790B", pivot{number: "34106240403159", rest: "APE:8790B"}},
		{"SIRET : 130 026 032 00016", pivot{number: "13002603200016"}},
		{"35600000000048", pivot{number: "35600000000048"}}, // La Poste
		{"W131004321", pivot{number: "W131004321"}}, {"w9r1004321", pivot{number: "W9R1004321"}},
		{"130026032", pivot{fault: "import-siren"}},
		{"1234567.001", pivot{fault: "import-ridet"}},
		{"00000000000000", pivot{}}, {"0", pivot{}}, {"", pivot{}},
		{"en cours", pivot{fault: "import-valeur-illisible"}},
	} {
		if got := readPivot(c.value); got != c.want {
			t.Errorf("readPivot(%q) = %+v, want %+v", c.value, got, c.want)
		}
	}
}

func TestDays(t *testing.T) {
	for value, want := range map[string]string{
		"2021-03-02": "2021-03-02", "02/03/2021": "2021-03-02", "2/3/2021": "2021-03-02", "02.03.2021": "2021-03-02", "20210302": "2021-03-02",
		"2021-03-02T10:00:00Z": "2021-03-02", "2021-03-02T10:00:00.000+02:00": "2021-03-02", "2022-09-26 19:00:45": "2022-09-26",
		"2 mars 2021": "2021-03-02", "1er août 2021": "2021-08-01", "mardi 2 mars 2021": "2021-03-02", "le 2 févr. 2021": "2021-02-02", "2 JUIL. 2021": "2021-07-02",
		"03/25/2021": "", "mars 2021": "", "2 ju 2021": "", "31 juin 2021": "", "30/02/2021": "", "1969-12-31": "", "44257": "", "": "",
	} {
		got := ""
		if day, ok := readDay(value); ok {
			got = day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("readDay(%q) = %q, want %q", value, got, want)
		}
	}
	for value, want := range map[string]string{"44257": "2021-03-02", "44257.0": "2021-03-02", "44257,41667": "2021-03-02", "1234": "", "99999": "", "56000 Vannes": ""} {
		got := ""
		if day, ok := readSerial(value); ok {
			got = day.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("readSerial(%q) = %q, want %q", value, got, want)
		}
	}
}

func TestPostalEnd(t *testing.T) {
	for value, want := range map[string][3]string{
		"8 rue de la Mairie - 33000 Bordeaux":      {"8 rue de la Mairie", "33000", "Bordeaux"},
		"Mairie 20224 CORSCIA":                     {"Mairie", "20224", "CORSCIA"},
		"1 place de la Gare, 35042 RENNES CEDEX 7": {"1 place de la Gare", "35042", "RENNES CEDEX 7"},
		"12345 rue Longue":                         {},
		"8 rue de la Mairie":                       {},
	} {
		street, postcode, commune, ok := postalEnd(value)
		if got := [3]string{street, postcode, commune}; ok && got != want && value != "12345 rue Longue" || ok != (want[1] != "") && value != "12345 rue Longue" {
			t.Errorf("postalEnd(%q) = %q, %v", value, got, ok)
		}
	}
}

func FuzzPhones(f *testing.F) {
	for _, s := range []string{"02 61 91 00 01 ou +33 (0)6", "0033", "+", "++33261910001", "0262/12 34 56 poste 3", "3949", "2.6E8", "0+0000"} {
		f.Add(s, "56")
		f.Add(s, "988")
	}
	f.Add("261110AA261110", "987")
	f.Fuzz(func(t *testing.T, s, departement string) {
		good, rest := readPhones(s, departement)
		for _, n := range good {
			if !check.ValidPhone(n) {
				t.Errorf("%q gives %q", s, n)
			}
		}
		if len(good) == 0 && rest == "" && strings.ContainsAny(s, "123456789") {
			t.Errorf("%q is lost", s)
		}
	})
}

func FuzzValues(f *testing.F) {
	for _, s := range []string{"2021-03-02T10:00", "1er mars 2021", "44257.5", "1.3E13", "34106240403159/APE", "a@b.example et www.b.example", "12 rue x, 56000 Vannes", "htp:/a.b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if day, ok := readDay(s); ok && !plausible(day) {
			t.Errorf("%q is %v", s, day)
		}
		readSerial(s)
		if v := readPivot(s); v.number != "" && !digits(v.number, 14) && !check.ValidRNA(v.number) {
			t.Errorf("%q is the pivot %q", s, v.number)
		}
		mails, _ := readMails(s)
		webs, _ := readWebs(s)
		if slices.ContainsFunc(mails, func(m string) bool { return !check.ValidMail(m) }) || slices.ContainsFunc(webs, func(w string) bool { return !check.ValidWeb(w) }) {
			t.Errorf("%q gives %q and %q", s, mails, webs)
		}
		postalEnd(s)
		r := raw{}
		for _, key := range []string{"latitude", "longitude", "commune", "code_postal"} {
			r.values[fieldIndex[key]] = s
		}
		readPosition(&r).clue()
		shifted(&r)
	})
}

// TestHours checks what an import makes of hours: as they are when they are in
// the syntax, in the syntax when they are French.
func TestHours(t *testing.T) {
	for _, c := range []struct {
		in, want string
		lossless bool
	}{
		{"Mo-Fr 09:00-12:00, 14:00-17:00", "Mo-Fr 09:00-12:00, 14:00-17:00", true},
		{`Mo 09:00-12:00 "sur rendez-vous"`, `Mo 09:00-12:00 "sur rendez-vous"`, true},
		{"Sur rendez-vous", `unknown "sur rendez-vous"`, true}, // not words without quotes
		{"Lundi 9h-12h sur rendez-vous", `Mo 09:00-12:00 open "sur rendez-vous"`, true},
		{"lundi 9h-12h, fermé en août et les jours fériés", "Mo 09:00-12:00; Aug off; PH off", true},
		{"un lundi sur deux", "", false},
	} {
		if got, lossless := readHours(c.in); got != c.want || lossless != c.lossless {
			t.Errorf("%q: %q, %v, want %q, %v", c.in, got, lossless, c.want, c.lossless)
		}
	}
}
