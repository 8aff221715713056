package french_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"balise/generator/french"
)

// visible shows the no-break spaces: ~ for U+202F, _ for U+00A0.
var visible = strings.NewReplacer("\u202f", "~", "\u00a0", "_")

func TestTypography(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Un texte simple, à lire.", "Un texte simple, à lire."},
		{"Où aller ?", "Où aller~?"},
		{"Où aller?", "Où aller~?"},
		{"Où aller\u00a0?", "Où aller~?"},
		{"Non!! Vraiment?!", "Non~!! Vraiment~?!"},
		{"Oui !", "Oui~!"},
		{"(vraiment ?)", "(vraiment~?)"},
		{"un; deux ; trois", "un~; deux~; trois"},
		{"a;b c?d=1 x!important", "a;b c?d=1 x!important"},
		{"exemple : oui", "exemple_: oui"},
		{"exemple: oui", "exemple_: oui"},
		{"Horaires:", "Horaires_:"},
		{"à 10:30, puis 10: 5", "à 10:30, puis 10_: 5"},
		{"ratio 16:9", "ratio 16:9"},
		{"un :-) sourire :)", "un :-) sourire :)"},
		{"« mot »", "«~mot~»"},
		{"«mot»", "«~mot~»"},
		{"«  mot  » !", "«~mot~»~!"},
		{"«»", "«~»"},
		{"l'ordinateur aujourd'hui, d'«accès»", "l’ordinateur aujourd’hui, d’«~accès~»"},
		{"5'30 et 'mot'", "5'30 et 'mot'"},
		{"jusqu'à l'été", "jusqu’à l’été"},
		{"etc...", "etc…"},
		{"Attendez... ça vient...", "Attendez… ça vient…"},
		{"....", "...."},
		{"../.../a", "../.../a"},
		{"12 000 personnes", "12~000 personnes"},
		{"1 234 567 habitants", "1~234~567 habitants"},
		{"02 61 91 00 01", "02 61 91 00 01"},
		{"en 2026 300 personnes", "en 2026 300 personnes"},
		{"06 12 345", "06 12 345"},
		{"3,5 100", "3,5 100"},
		{"12 000 €, 50 % ou 50%", "12~000~€, 50~% ou 50~%"},
		{"10€", "10~€"},
		{"%20 a%20b 5%20", "%20 a%20b 5%20"},
		{"n° 3 et n°4, N° 5", "n°_3 et n°_4, N°_5"},
		{"20° 3", "20° 3"},
		{"10 h 30", "10_h_30"},
		{"10 h, 9 heures", "10_h, 9 heures"},
		{"10h30", "10h30"},
		{"voir https://exemple.fr/a?b=1;c:d! ou pas", "voir https://exemple.fr/a?b=1;c:d! ou pas"},
		{"https://exemple.fr ?", "https://exemple.fr~?"},
		{"écrire à l'accueil@l'exemple.fr!", "écrire à l'accueil@l'exemple.fr!"},
		{"www.exemple.fr?l'eau", "www.exemple.fr?l'eau"},
		{"exemple.fr/l'eau...", "exemple.fr/l'eau..."},
		{"A &amp; B &eacute; mot;", "A &amp; B &eacute; mot~;"},
		{"ligne\n! suite\n: fin", "ligne\n! suite\n: fin"},
		{"fin ", "fin "},
		{`Il dit "bonjour" !`, "Il dit «~bonjour~»~!"},
		{`"Oui, merci." ("Pix 2")`, "«~Oui, merci.~» («~Pix 2~»)"},
		{`l'"accès libre", d'"ici"; "là"`, "l’«~accès libre~», d’«~ici~»~; «~là~»"},
		{`un écran de 24" ou de 27"`, `un écran de 24" ou de 27"`},
		{`seul " ici, "ouvert`, `seul " ici, "ouvert`},
		{`"un "deux" trois"`, `"un «~deux~» trois"`},
		{`"« un »" et "deux"`, "\"«~un~»\" et «~deux~»"},
		{`"https://exemple.fr/" et a="b"`, `"https://exemple.fr/" et a="b"`},
		{"\xff ?", "\xff~?"},
		{"tel:+33261910001", "tel:+33261910001"},
	} {
		got := french.Typography(c.in)
		if v := visible.Replace(got); v != c.want {
			t.Errorf("Typography(%q) = %q, want %q", c.in, v, c.want)
		}
		if twice := french.Typography(got); twice != got {
			t.Errorf("Typography twice of %q = %q, once %q", c.in, twice, got)
		}
	}
}

// A text cut where bold begins and ends reads like the whole.
func TestTypographyBetween(t *testing.T) {
	for _, pieces := range [][]string{
		{"Un ", "mot", " !"},
		{"Un ", "mot", "!"},
		{"«", "mot", "»"},
		{"« ", "mot", " » ; puis"},
		{"l'", "eau", ": oui"},
		{"à 10:", "30", " h"},
		{"Attention", ": danger"},
		{"«", "»"},
	} {
		whole := strings.Join(pieces, "")
		var got strings.Builder
		at := 0
		for _, p := range pieces {
			before, after := rune(0), rune(0)
			if at > 0 {
				before, _ = utf8.DecodeLastRuneInString(whole[:at])
			}
			if at+len(p) < len(whole) {
				after, _ = utf8.DecodeRuneInString(whole[at+len(p):])
			}
			got.WriteString(french.TypographyBetween(before, p, after))
			at += len(p)
		}
		if want := french.Typography(whole); got.String() != want {
			t.Errorf("pieces %q give %q, the whole gives %q", pieces, visible.Replace(got.String()), visible.Replace(want))
		}
	}
}

func FuzzTypography(f *testing.F) {
	for _, s := range []string{"« a ?!» : 12 000 € n°3 10 h 30 l'eau... https://a.fr/?b", "«www.a?", "x@y ;", "1 000h 30", "« \u202f?«\u00a0", `"a" («"b" "c'"d"`} {
		f.Add(s)
	}
	bare := strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "’", "'", "…", "...", "«", `"`, "»", `"`)
	f.Fuzz(func(t *testing.T, s string) {
		once := french.Typography(s)
		if twice := french.Typography(once); twice != once {
			t.Errorf("not idempotent: %q, %q, %q", s, once, twice)
		}
		if bare.Replace(once) != bare.Replace(s) {
			t.Errorf("letters changed: %q, %q", s, once)
		}
		for word := range strings.FieldsSeq(s) {
			if strings.Contains(word, "://") && !strings.Contains(once, word) {
				t.Errorf("address changed: %q in %q", word, once)
			}
		}
	})
}

func BenchmarkTypography(b *testing.B) {
	s := strings.Repeat("Pour créer l'adresse, cliquez sur « Créer un compte » : c'est gratuit ! Comptez 10 minutes, pas plus. ", 10)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		french.Typography(s)
	}
}
