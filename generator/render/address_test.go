package render

import (
	"maps"
	"slices"
	"testing"

	"balise/generator/model"
)

func TestAddressLines(t *testing.T) {
	for _, tc := range []struct {
		name string
		s    model.Structure
		line string
		want []string
	}{
		{"the commune shouted", model.Structure{Adresse: "1 rue des Halles", CodePostal: "56000", Commune: "VANNES", Current: "56260"}, "1 rue des Halles, Vannes", []string{"1 rue des Halles", "56000 Vannes"}},
		{"postcode and commune repeated", model.Structure{Adresse: "2, rue Louis Pasteur 20600 BASTIA", CodePostal: "20600", Commune: "BASTIA", Current: "2B033"}, "2, rue Louis Pasteur, Bastia", []string{"2, rue Louis Pasteur", "20600 Bastia"}},
		{"a CEDEX stays", model.Structure{Adresse: "BP 154 - 20292 BASTIA CEDEX", CodePostal: "20292", Commune: "BASTIA CEDEX", Current: "2B033"}, "BP 154, BASTIA CEDEX", []string{"BP 154", "20292 BASTIA CEDEX"}},
		{"commas and blanks left over", model.Structure{Adresse: " 3  place Adolphe-Chérioux,", CodePostal: "75015", Commune: "Paris", Current: "75056"}, "3 place Adolphe-Chérioux, Paris", []string{"3 place Adolphe-Chérioux", "75015 Paris"}},
		{"the address ends with the commune", model.Structure{Adresse: "Port de Toga, Bastia", CodePostal: "20600", Commune: "Bastia", Current: "2B033"}, "Port de Toga, Bastia", []string{"Port de Toga", "20600 Bastia"}},
		{"a name that holds the commune's", model.Structure{Adresse: "Mairie de Vannes", CodePostal: "56000", Commune: "Vannes", Current: "56260"}, "Mairie de Vannes, Vannes", []string{"Mairie de Vannes", "56000 Vannes"}},
		{"nothing but the commune", model.Structure{Adresse: "20221 CERVIONE", CodePostal: "20221", Commune: "Cervione", Current: "2B087"}, "Cervione", []string{"20221 Cervione"}},
		{"no postcode", model.Structure{Adresse: "Le bourg", Commune: "Houat", Current: ""}, "Le bourg, Houat", []string{"Le bourg", "Houat"}},
	} {
		if got := new(Portal).where(&tc.s).line(); got != tc.line {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.line)
		}
		if got := new(Portal).where(&tc.s).envelope(&tc.s); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestParagraphs(t *testing.T) {
	for text, want := range map[string][]string{
		"":                        nil,
		"Une phrase.\nUne autre.": {"Une phrase.", "Une autre."},
		"Le centre et ses salariés portent un projet de\ndéveloppement social.\n\nVenez !": {"Le centre et ses salariés portent un projet de développement social.", "Venez !"},
		"Au choix :\nl’atelier\nla salle":                                                  {"Au choix :", "l’atelier", "la salle"},
		"Fin\n\nla suite":                                                                  {"Fin", "la suite"},
	} {
		if got := paragraphs(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestFullNames(t *testing.T) {
	got := new(Portal).fullNames([]*model.Structure{
		{ID: "b", Nom: "Emmaüs", Adresse: "1 rue A", Commune: "PARIS", Current: "75056"},
		{ID: "a", Nom: "EMMAUS", Adresse: "1 rue A", Commune: "Paris", Current: "75056"},
		{ID: "c", Nom: "Emmaüs", Adresse: "2 rue B", Commune: "Paris", Current: "75056"},
		{ID: "d", Nom: "Emmaüs", Adresse: "3 rue C", Commune: "Lyon", Current: "69123"},
		{ID: "e", Nom: "Mairie", Adresse: "1 rue A", Commune: "Lyon", Current: "69123"},
	})
	want := map[string]string{"a": "EMMAUS, 1 rue A, Paris", "b": "Emmaüs, 1 rue A, Paris (2)", "c": "Emmaüs, 2 rue B, Paris", "d": "Emmaüs, Lyon"}
	if !maps.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
