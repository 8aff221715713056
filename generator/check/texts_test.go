package check_test

import (
	"testing"
	"unicode/utf8"

	"balise/generator/check"
)

func TestNominative(t *testing.T) {
	for _, c := range []struct {
		local, name, commune string
		want                 bool
	}{
		{"nathalie.exemple", "Mairie", "Vannes", true},
		{"Jean-Exemple.Nathalie", "Mairie", "Vannes", true},
		{"exemple.nathalie", "Mairie", "Vannes", true},
		{"hélène_exemple", "Mairie", "Vannes", true},
		{"jean.exemple", "Mairie", "Vannes", true},
		{"exemple.jean", "Mairie", "Vannes", true},
		{"jean.moulin", "Collège", "Vannes", false},
		{"accueil", "Mairie", "Vannes", false},
		{"nathalie", "Mairie", "Vannes", false}, // one word is a nickname as often as a place
		{"mairie.vannes", "Mairie", "Vannes", false},
		{"mairie.saint-claude", "Mairie", "Saint-Claude", false},
		{"marie.curie", "Médiathèque Marie-Curie", "Vannes", false},
		{"louise.michel", "Centre social Louise-Michel", "Vannes", false},
		{"france.services", "France Services", "Vannes", false},
		{"conseiller.nicolas", "Mairie", "Vannes", false},
		{"espace-numerique", "Mairie", "Vannes", false},
		{"", "", "", false},
		{"....", "", "", false},
	} {
		if got := check.Nominative(c.local, c.name, c.commune); got != c.want {
			t.Errorf("%q at %q: %v", c.local, c.name, got)
		}
	}
}

func TestMended(t *testing.T) {
	for text, want := range map[string]string{
		"mÃ©diathÃ¨que":        "médiathèque",
		"lâ€™accueil":          "l’accueil",
		"médiathèque":          "",
		"Ângela à Nîmes":       "", // true accents are no valid UTF-8
		"PÂQUES":               "",
		"Å":                    "",
		"Ã©tage et 日本":         "", // what Windows-1252 cannot hold was never read as it
		"1er Ã©tage, à droite": "",
	} {
		if got := check.Mended(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestShortened(t *testing.T) {
	for address, want := range map[string]bool{
		"https://bit.ly/abc": true, "http://www.tinyurl.com/x": true, "HTTPS://T.CO/x": true, "urlr.me/x": true,
		"https://mairie.example/t.co": false, "https://t.co.example/": false, "https://notbit.ly/": false, "": false, "https://%zz": false,
	} {
		if got := check.Shortened(address); got != want {
			t.Errorf("%q: %v", address, got)
		}
	}
}

// FuzzTexts gives anything to what reads people's texts.
func FuzzTexts(f *testing.F) {
	f.Add("mÃ©diathÃ¨que")
	f.Add("nathalie.exemple")
	f.Add("https://bit.ly/\x00")
	f.Fuzz(func(t *testing.T, s string) {
		if m := check.Mended(s); m == s && s != "" || !utf8.ValidString(m) {
			t.Errorf("%q: %q", s, m)
		}
		check.Nominative(s, s, s)
		check.Shortened(s)
	})
}
