package check_test

import (
	"testing"

	"balise/generator/check"
	"balise/generator/diag"
	"balise/generator/model"
)

func site(settings ...string) *model.Site {
	s := &model.Site{}
	for i := 0; i < len(settings); i += 2 {
		s.Reglages = append(s.Reglages, model.Setting{Code: settings[i], Niveau: settings[i+1]})
	}
	return s
}

func TestAdjust(t *testing.T) {
	at := diag.Pos{File: "f.toml", Line: 1}
	for _, c := range []struct {
		code  diag.Code
		level string
		want  string // empty: dropped
	}{
		{"resume-long", "erreur", "error"},
		{"resume-long", "avertissement", "warning"},
		{"resume-long", "silence", ""},
		{"resume-long", "fort", "warning"},
		{"commune-differe", "avertissement", "warning"},
		{"commune-differe", "silence", ""},
		{"courriel-illisible", "silence", "error"}, // firm
		{"toml-valeur", "avertissement", "error"},  // firm
		{"courriel-illisible", "erreur", "error"},
	} {
		got := check.Adjust(site(string(c.code), c.level), []diag.Diag{diag.New(c.code, at)})
		switch {
		case c.want == "" && len(got) > 0, c.want != "" && (len(got) != 1 || got[0].Level.String() != c.want):
			t.Errorf("%s = %s: %v", c.code, c.level, got)
		}
	}
	other := []diag.Diag{diag.New("resume-long", at)}
	if got := check.Adjust(nil, other); len(got) != 1 {
		t.Error("no site.toml: nothing changes")
	}
	if got := check.Adjust(site("fiche-ancienne", "silence"), other); len(got) != 1 {
		t.Error("another code is left alone")
	}
}

// What keeps a page safe is never softened.
func TestFirm(t *testing.T) {
	for _, code := range []diag.Code{
		"adresse-web-illisible", "courriel-illisible", "telephone-illisible", "couleur-illisible", "svg-dangereux", "lien-dangereux", "gabarit-csp",
		"id-double", "id-impossible", "chemin-double", "toml-valeur", "cle-inconnue", "type-texte", "fichier-illisible", "image-sans-alternative",
		"controle-protege",
	} {
		if !check.Firm(code) {
			t.Errorf("%s can be silenced", code)
		}
	}
	for _, code := range []diag.Code{"lien-mort", "commune-differe", "resume-long", "no-such-code"} {
		if check.Firm(code) {
			t.Errorf("%s cannot be softened", code)
		}
	}
}
