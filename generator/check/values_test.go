package check_test

import (
	"net/url"
	"strings"
	"testing"

	"balise/generator/check"
)

func TestValidWeb(t *testing.T) {
	for address, want := range map[string]bool{
		"https://asso.example/":                             true,
		"http://asso.example":                               true,
		"HTTPS://asso.example/a?b=c#d":                      true,
		"https://asso.example:8080/é":                       true,
		"https://[2001:db8::1]/":                            false, // no dot: no place has such an address
		"":                                                  false,
		"asso.example":                                      false,
		"//asso.example":                                    false,
		"https:asso.example":                                false,
		"https:///asso.example":                             false,
		"https://localhost/":                                false,
		"https://asso.example/ b":                           false,
		"https://asso.example/\"onclick=\"":                 false,
		"https://asso.example/<script>":                     false,
		"https://asso.example/\nb":                          false,
		"https://asso.example/\x00":                         false,
		"https://asso.example/\u202e":                       false,
		"https://user:secret@asso.example/":                 false,
		"https://asso.example@mal.example/":                 false,
		"javascript:alert(1)//asso.example":                 false,
		"javascript://asso.example/%0aalert1":               false,
		"data:text/html,asso.example":                       false,
		"ftp://asso.example/":                               false,
		"file:///etc/passwd.txt":                            false,
		"https://asso.example/" + strings.Repeat("a", 3000): false,
	} {
		if got := check.ValidWeb(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

func TestValidMail(t *testing.T) {
	for address, want := range map[string]bool{
		"accueil@asso.example":            true,
		"o'brien+x@asso.example":          true,
		"":                                false,
		"@asso.example":                   false,
		"accueil@":                        false,
		"accueil@asso":                    false,
		"a@b@asso.example":                false,
		"accueil@asso.example?cc=x":       false,
		"a@asso.example,b@asso.example":   false,
		"accueil@asso..example":           false,
		"accueil@-asso.example":           false,
		"accueil@.example":                false,
		"accueil@asso.example.":           false,
		"<a@asso.example>":                false,
		"mailto:a@asso.example":           false,
		"a\u00a0b@asso.example":           false,
		"a\u202e@asso.example":            false,
		"a@asso.example\x00":              false,
		strings.Repeat("a", 300) + "@a.b": false,
	} {
		if got := check.ValidMail(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

func TestE164(t *testing.T) {
	for _, c := range []struct{ number, departement, want string }{
		{"02 97 01 01 01", "56", "+33297010101"},
		{"02.97.01.01.01", "", "+33297010101"},
		{"+33 (0)2 97 01 01 01", "56", "+33297010101"},
		{"0033 2 97 01 01 01", "56", "+33297010101"},
		{"0262 20 30 40", "974", "+262262203040"},
		{"0692203040", "974", "+262692203040"},
		{"0590 20 30 40", "971", "+590590203040"},
		{"25 30 40", "988", "+687253040"},
		{"25 30 40", "56", ""},
		{"3949", "56", "3949"},
		{"15", "56", "15"},
		{"116 117", "56", "116117"},
		{"02 97 01 01", "56", ""},
		{"+33 262 20 30 40", "974", "+262262203040"}, // a territory’s number is never behind +33
		{"+33 297 01 01 0", "56", ""},
		{"+33 6 39 98 00 01", "56", "+33639980001"},
		{"+32 2 555 12 12", "59", "+3225551212"},
		{"pas de téléphone", "56", ""},
		{"", "", ""},
	} {
		if got := check.E164(c.number, c.departement); got != c.want {
			t.Errorf("%q in %s: %q, want %q", c.number, c.departement, got, c.want)
		}
	}
}

func TestValidPhone(t *testing.T) {
	for number, want := range map[string]bool{
		"+33261910001": true, "+262262203040": true, "+687253040": true, "+68940123456": true, "+3225551212": true, "3949": true, "15": true, "116117": true,
		"+3326191000": false, "+332619100011": false, "+33262203040": false, "+330261910001": false, "+26226220304": false, "+68725304": false,
		"0261910001": false, "+33 261910001": false, "+": false, "": false,
	} {
		if got := check.ValidPhone(number); got != want {
			t.Errorf("%q: %v", number, got)
		}
	}
}

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
		ok   bool
	}{
		{"#000000", "#ffffff", 21, true},
		{"#ffffff", "#ffffff", 1, true},
		{"#777777", "#FFFFFF", 4.478, true},
		{"#fff", "#ffffff", 0, false},
		{"#gggggg", "#ffffff", 0, false},
		{"rouge", "#ffffff", 0, false},
		{"#+12345", "#ffffff", 0, false},
		{"#12_345", "#ffffff", 0, false},
	} {
		got, ok := check.Contrast(c.a, c.b)
		if ok != c.ok || ok && (got < c.want-0.01 || got > c.want+0.01) {
			t.Errorf("%s on %s: %v %v", c.a, c.b, got, ok)
		}
	}
}

// FuzzWeb looks for an address that is accepted and that a browser would not
// fetch over http from a named host, or that leaves the attribute it stands in.
func FuzzWeb(f *testing.F) {
	for _, s := range []string{"https://a.example/", "http://a.b:80?c#d", "javascript:alert(1)", " https://a.b", "https://a.b\\@c.d/", "https://a.b%00/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if !check.ValidWeb(s) {
			return
		}
		lower := strings.ToLower(s)
		if !strings.HasPrefix(lower, "http://") && !strings.HasPrefix(lower, "https://") {
			t.Errorf("%q: another scheme", s)
		}
		if u, err := url.Parse(s); err != nil || u.Hostname() == "" {
			t.Errorf("%q: no host", s)
		}
		if strings.ContainsAny(s, " \"<>`\\") || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			t.Errorf("%q: holds what leaves an attribute", s)
		}
	})
}

// FuzzMail looks for an address that is accepted and that adds to a mailto link.
func FuzzMail(f *testing.F) {
	for _, s := range []string{"a@b.example", "a?b@c.example", "a%0d@b.example", "\"a b\"@c.example"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if check.ValidMail(s) && (strings.Count(s, "@") != 1 || strings.ContainsAny(s, " \r\n?&#%<>\",;:\\")) {
			t.Errorf("%q", s)
		}
	})
}

// FuzzPhone writes anything as a number: what comes out is valid, and stays as
// it is when it is read again.
func FuzzPhone(f *testing.F) {
	for _, s := range []string{"02 97 01 01 01", "+33(0)297010101", "0033297010101", "3949", "+", "(0)"} {
		f.Add(s, "56")
	}
	f.Add("25 30 40", "988")
	f.Fuzz(func(t *testing.T, number, departement string) {
		n := check.E164(number, departement)
		if n == "" {
			return
		}
		if !check.ValidPhone(n) || strings.Trim(n, "+0123456789") != "" {
			t.Errorf("%q: %q", number, n)
		}
		if again := check.E164(n, departement); again != n {
			t.Errorf("%q: %q, then %q", number, n, again)
		}
	})
}

// FuzzKeys reads anything as a SIRET, an RNA number or a colour.
func FuzzKeys(f *testing.F) {
	f.Add("21560260000017")
	f.Add("W561000001")
	f.Add("#0b4f6c")
	f.Fuzz(func(t *testing.T, s string) {
		if check.ValidSIRET(s) && len(s) != 14 || check.ValidRNA(s) && len(s) != 10 {
			t.Errorf("%q", s)
		}
		if ratio, ok := check.Contrast(s, "#ffffff"); ok && (ratio < 1 || ratio > 21 || len(s) != 7) {
			t.Errorf("%q: %v", s, ratio)
		}
	})
}
