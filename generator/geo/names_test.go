package geo_test

import (
	"strings"
	"testing"

	"balise/generator/geo"
)

func TestByName(t *testing.T) {
	for _, c := range []struct{ name, code string }{
		{"Vannes", "56260"},
		{"VANNES", "56260"},
		{" vannes CEDEX 9", "56260"},
		{"Vannes Cedex", "56260"},
		{"St Malo", "35288"},
		{"SAINT-MALO", "35288"},
		{"Ste-Anne d'Auray", "56263"},
		{"Sainte Anne d’Auray", "56263"},
		{"St. Brieuc", "22278"},
		{"Boulogne s/ Mer", "62160"},
		{"Boulogne-sur-Mer", "62160"},
		{"Le Mans", "72181"},
		{"Mans (Le)", "72181"},
		{"Haÿ-les-Roses (L')", "94038"},
		{"L’Hay les Roses", "94038"},
		{"Le Mee\u0301e", ""},
		{"Évreux", "27229"},
		{"E\u0301vreux", "27229"},
		{"Oeuilly", "02565"},
		{"Paris", "75056"},
		{"Paris 15e Arrondissement", "75056"},
		{"PARIS 05", "75056"},
		{"Paris XX", "75056"},
		{"Marseille 1er", "13055"},
		{"Lyon 3ème arrdt", "69123"},
		{"Lyon 3ème arr.", "69123"},
		{"Paris-l'Hôpital", "71343"},
		{"Glénac", "56061"}, // delegated, in La Gacilly
		{"Château-Chinon", "58062"},
		{"Paris 21", ""},
		{"Paris e", ""},
		{"", ""},
		{"-", ""},
		{"Vannnes", ""},
		{strings.Repeat("a", 10_000), ""},
	} {
		got := geo.ByName(c.name)
		if c.code == "" && got != nil || c.code != "" && !has(got, c.code) {
			t.Errorf("ByName(%q) = %v, want %s", c.name, got, c.code)
		}
	}
	if got := geo.ByName("Sainte-Colombe"); len(got) < 5 {
		t.Errorf("several communes are called Sainte-Colombe, got %v", got)
	}
	if got := geo.ByName("Château-Chinon"); len(got) != 2 {
		t.Errorf("Château-Chinon (Ville) and (Campagne), got %v", got)
	}
	// A name of today hides the parts that have it too.
	for _, c := range geo.ByName("Saint-Denis") {
		if c.Name != "Saint-Denis" {
			t.Errorf("got %v", c)
		}
	}
}

func TestSuggest(t *testing.T) {
	for _, c := range []struct{ name, departement, code string }{
		{"Vannnes", "56", "56260"},
		{"Vanens", "", "56260"}, // letters exchanged
		{"Lorien", "56", "56121"},
		{"Ploermell", "56", "56165"},
		{"Rochefort en Tere", "56", "56196"},
		{"Sainte-Anne", "56", "56263"}, // cut short
		{"Theix", "56", "56251"},
		{"St Dennis", "974", "97411"},
		{"Auray", "56", "56007"},
		{"Bordeau", "56", ""},
		{"Bordeau", "", "33063"},
		{"Saint", "56", ""}, // begins many names
		{"xyzxyzxyz", "", ""},
		{"", "56", ""},
		{"Vannnes", "99", ""},
		{strings.Repeat("ste ", 25), "56", ""},
		{strings.Repeat("a", 1<<20), "", ""},
	} {
		got, ok := geo.Suggest(c.name, c.departement)
		if got.Code != c.code || ok != (c.code != "") {
			t.Errorf("Suggest(%.30q, %q) = %v, %v, want %s", c.name, c.departement, got, ok, c.code)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, s := range []string{"Vannes", "Mans (Le)", "Paris 15e Arrondissement", "\xff", "St Ste s/ CEDEX"} {
		f.Add(s, "56")
	}
	f.Fuzz(func(t *testing.T, name, departement string) {
		geo.ByName(name)
		if c, ok := geo.Suggest(name, departement); ok && departement != "" && c.Departement != departement {
			t.Errorf("Suggest(%q, %q) = %v", name, departement, c)
		}
		geo.DepartementOfPostcode(name)
		geo.DepartementOf(name)
		geo.DepartementOfQPV(name)
		geo.MaybeCEDEX(name, departement)
	})
}

func BenchmarkByName(b *testing.B) {
	for b.Loop() {
		geo.ByName("St Pierre-Quiberon")
	}
}

func BenchmarkSuggest(b *testing.B) {
	for b.Loop() {
		geo.Suggest("Saint-Piere Quibron", "")
	}
}
