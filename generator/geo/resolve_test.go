package geo_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"balise/generator/geo"
)

// TestResolve holds what files write, and the commune that is meant. Against
// lists the clues that disagree: c, p, n, l for code, postcode, name, place.
func TestResolve(t *testing.T) {
	for _, c := range []struct {
		code, postcode, name string
		at                   geo.Point
		want                 string
		sure                 geo.Certainty
		against              string
	}{
		// Clues that agree.
		{"56260", "56000", "Vannes", geo.Point{}, "56260", geo.Certain, ""},
		{"", "56000", "Vannes", geo.Point{}, "56260", geo.Certain, ""},
		{"56260", "", "VANNES", geo.Point{}, "56260", geo.Certain, ""},
		{"56260", "56000", "", geo.Point{}, "56260", geo.Certain, ""},
		{"56260", "", "", geo.Point{}, "56260", geo.Probable, ""},
		{"", "56000", "", geo.Point{}, "56260", geo.Probable, ""},
		// A name alone settles nothing.
		{"", "", "Vannes", geo.Point{}, "", geo.Unknown, ""},
		{"", "", "Vannes", geo.Point{47.66, -2.76}, "56260", geo.Probable, ""},
		{"", "", "Vannes", geo.Point{43.66, 5.76}, "", geo.Unknown, ""},
		{"", "", "Saint-Denis", geo.Point{-20.88, 55.45}, "97411", geo.Probable, ""},
		{"", "", "", geo.Point{}, "", geo.Unknown, ""},
		// Codes as spreadsheets leave them.
		{"4070", "4000", "DIGNE-LES-BAINS", geo.Point{}, "04070", geo.Certain, ""},
		{"", "4000", "LA-ROBINE-SUR-GALABRE", geo.Point{}, "04167", geo.Certain, ""},
		{"4070", "4000", "Digne les B\uFFFDins", geo.Point{}, "04070", geo.Probable, ""},
		{"56260.0", "56000.0", "Vannes", geo.Point{}, "56260", geo.Certain, ""},
		{"0null", "56000", "Vannes", geo.Point{}, "56260", geo.Certain, "c"},
		{"56260", "6000", "Vannes", geo.Point{}, "56260", geo.Certain, "p"},
		// Names as people write them.
		{"", "76600", "Havre", geo.Point{}, "76351", geo.Certain, ""},
		{"", "76600", "HAVRE (LE)", geo.Point{}, "76351", geo.Certain, ""},
		{"", "17000", "Rochelle (La)", geo.Point{}, "17300", geo.Certain, ""},
		{"", "17000", "Rochelle, La", geo.Point{}, "17300", geo.Certain, ""},
		{"", "10600", "La-Chapelle St Luc", geo.Point{}, "10081", geo.Certain, ""},
		{"", "56400", "Ste Anne d Auray", geo.Point{}, "56263", geo.Certain, ""},
		{"", "50100", "CHERBOURG-OCTEVILLE", geo.Point{}, "50129", geo.Certain, ""},
		{"", "56000", "Vannes (56)", geo.Point{}, "56260", geo.Certain, ""},
		{"", "56000", "Vannes / Ménimur", geo.Point{}, "56260", geo.Certain, ""},
		{"", "56000", "56000 Vannes", geo.Point{}, "56260", geo.Certain, ""},
		{"", "56000", "Ville de Vannes", geo.Point{}, "56260", geo.Certain, ""},
		{"", "33210", "Castets et Castillon", geo.Point{}, "33106", geo.Certain, ""},
		{"", "56000", "Vanes", geo.Point{}, "56260", geo.Probable, ""},
		{"", "56000", "Van\uFFFDes", geo.Point{}, "56260", geo.Probable, ""},
		{"", "56000", "Trifouilly", geo.Point{}, "56260", geo.Probable, "n"}, // a hamlet: the postcode serves one commune
		{"", "56000", "Lyon", geo.Point{}, "", geo.Unknown, ""},
		{"", "56450", "Trifouilly", geo.Point{}, "", geo.Unknown, ""},
		{"", "06420", "ISOLA2000", geo.Point{}, "06073", geo.Certain, ""},
		{"", "06390", "SCLOS-DE-CONTES", geo.Point{}, "06048", geo.Probable, ""},
		{"", "13330", "LABARBEN", geo.Point{}, "13009", geo.Probable, ""},
		{"", "83340", "LE LUC-EN-PROVENCE", geo.Point{}, "83073", geo.Probable, ""},
		// Names and communes that are no more.
		{"", "16120", "MALAVILLE", geo.Point{}, "16204", geo.Certain, ""},
		{"", "16250", "BLANZAC PORCHERESSE", geo.Point{}, "16046", geo.Certain, ""},
		{"", "16009", "Malaville CEDEX", geo.Point{}, "16204", geo.Certain, ""},
		{"16046", "", "Blanzac-Porcheresse", geo.Point{}, "16046", geo.Certain, ""},
		{"", "04220", "Corbi\uFFFDres", geo.Point{}, "04063", geo.Probable, ""},
		{"", "", "Malaville", geo.Point{}, "", geo.Unknown, ""},
		{"", "56000", "Malaville", geo.Point{}, "", geo.Unknown, ""},
		// An INSEE code where the postcode should be.
		{"", "06057", "L\uFFFDESCAR\uFFFDNE", geo.Point{}, "06057", geo.Probable, ""},
		{"", "06075", "PLAN-DU-VAR-LEVENS", geo.Point{}, "06075", geo.Probable, ""},
		{"", "06094", "P\uFFFDONE-VALBERG", geo.Point{}, "06094", geo.Probable, ""},
		{"", "56000", "Trifouilly", geo.Point{47.66, -2.76}, "56260", geo.Probable, "n"},
		{"", "06099", "PUGET-TH\uFFFDNIERS", geo.Point{}, "06099", geo.Probable, ""},
		{"", "97217", "Anse d'Arlet", geo.Point{}, "97202", geo.Probable, ""},
		{"", "93100", "Montreuil sous Bois", geo.Point{}, "93048", geo.Probable, ""},
		{"", "13100", "AIX EN PROVENCE", geo.Point{}, "13001", geo.Certain, ""},
		// Parts of communes.
		{"", "75012", "Paris", geo.Point{}, "75056", geo.Certain, ""},
		{"", "75012", "PARIS 12", geo.Point{}, "75056", geo.Certain, ""},
		{"75112", "75012", "Paris 12e", geo.Point{}, "75056", geo.Certain, ""},
		{"69383", "69003", "Lyon 3ème", geo.Point{}, "69123", geo.Certain, ""},
		{"69388", "69008", "Lyon 8e arrondissement", geo.Point{}, "69123", geo.Certain, ""},
		{"13201", "13001", "Marseille 1er", geo.Point{}, "13055", geo.Certain, ""},
		{"", "13001", "MARSEILLE CEDEX 01", geo.Point{}, "13055", geo.Certain, ""},
		{"56064", "56200", "Glénac", geo.Point{}, "56061", geo.Certain, ""},
		{"", "56200", "Glénac", geo.Point{}, "56061", geo.Certain, ""},
		// CEDEX.
		{"", "56019", "Vannes CEDEX", geo.Point{}, "56260", geo.Certain, ""},
		{"", "35042", "RENNES CEDEX 7", geo.Point{}, "35238", geo.Certain, ""},
		{"", "75948", "Paris Cedex 19", geo.Point{}, "75056", geo.Certain, ""},
		{"", "98849", "NOUMEA CEDEX", geo.Point{}, "98818", geo.Certain, ""},
		{"", "20189", "Ajaccio CEDEX 2", geo.Point{}, "2A004", geo.Certain, ""},
		{"56260", "35042", "RENNES CEDEX 7", geo.Point{}, "35238", geo.Probable, "c"},
		// Corsica and overseas.
		{"2a004", "20000", "Ajaccio", geo.Point{}, "2A004", geo.Certain, ""},
		{"20004", "20000", "Ajaccio", geo.Point{}, "2A004", geo.Certain, ""},
		{"", "20224", "CORSCIA", geo.Point{}, "2B095", geo.Certain, ""},
		{"", "97400", "Saint Denis", geo.Point{}, "97411", geo.Certain, ""},
		{"", "97221", "CARBET", geo.Point{}, "97204", geo.Certain, ""},
		{"", "97150", "Saint-Martin", geo.Point{}, "97801", geo.Certain, ""},
		{"97127", "97150", "Saint Martin", geo.Point{}, "97801", geo.Certain, ""},
		{"", "97133", "St Barthélemy", geo.Point{}, "97701", geo.Certain, ""},
		{"98818", "98800", "Nouméa", geo.Point{}, "98818", geo.Certain, ""},
		// Clues that disagree.
		{"56260", "56100", "Lorient", geo.Point{}, "56121", geo.Probable, "c"},
		{"56260", "", "Lorient", geo.Point{}, "56260", geo.Probable, "n"},
		{"56260", "56000", "Trifouilly", geo.Point{}, "56260", geo.Probable, "n"},
		{"56260", "56100", "Vannes", geo.Point{}, "56260", geo.Certain, "p"},
		{"", "56100", "Vannes", geo.Point{}, "56260", geo.Probable, "p"},
		{"56260", "56000", "Vannes", geo.Point{43.3, 5.4}, "56260", geo.Certain, "l"},
	} {
		got := geo.Resolve(geo.Clues{Code: c.code, Postcode: c.postcode, Name: c.name, Lat: c.at.Lat, Lon: c.at.Lon, Located: c.at != geo.Point{}})
		against := ""
		for i, letter := range "cpnl" {
			if got.Against&(1<<i) != 0 {
				against += string(letter)
			}
		}
		if got.Commune.Code != c.want || got.Sure != c.sure || against != c.against {
			t.Errorf("%q %q %q %v = %s %q, sure %d, against %q; want %s, sure %d, against %q",
				c.code, c.postcode, c.name, c.at, got.Commune.Code, got.Commune.Name, got.Sure, against, c.want, c.sure, c.against)
		}
	}
	if got := geo.Resolve(geo.Clues{Postcode: "98000", Name: "Monaco"}); got.Abroad != "Monaco" || got.Found() {
		t.Errorf("Monaco: %+v", got)
	}
	if got := geo.Resolve(geo.Clues{Code: "56064", Name: "Glénac"}); got.FormerCode != "56064" || got.FormerName != "Glénac" {
		t.Errorf("Glénac: %+v", got)
	}
}

// TestResolveEveryCommune checks that each commune of today tells itself, by
// its code and its name, and by its postcode and its name.
func TestResolveEveryCommune(t *testing.T) {
	homonyms := 0
	for _, d := range geo.Departements() {
		for _, c := range geo.CommunesOfDepartement(d.Code) {
			got := geo.Resolve(geo.Clues{Code: c.Code, Name: c.Name})
			if got.Commune.Code != c.Code || got.Sure != geo.Certain || got.Against != 0 {
				t.Errorf("%s %s by its code: %+v", c.Code, c.Name, got)
			}
			for _, cp := range c.Postcodes {
				got := geo.Resolve(geo.Clues{Postcode: cp, Name: strings.ToUpper(c.Name)})
				switch {
				case !got.Found():
					homonyms++
				case got.Commune.Code != c.Code || got.Sure != geo.Certain:
					t.Errorf("%s %s by %s: %s %s", c.Code, c.Name, cp, got.Commune.Code, got.Commune.Name)
				}
			}
		}
	}
	if homonyms > 10 {
		t.Errorf("%d communes are not told by their postcode and their name", homonyms)
	}
}

func TestResolveReference(t *testing.T) {
	file, err := os.Open(sharedData(t, "communes-cog2026-centroides.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	points, codes := communeCentres(t)
	centre := map[string]geo.Point{}
	for i, code := range codes {
		centre[code] = points[i]
	}
	placed, located := 0, 0
	for _, row := range rows[1:] {
		p, ok := centre[row[0]]
		got := geo.Resolve(geo.Clues{Code: row[0], Postcode: row[5][:min(5, len(row[5]))], Name: row[1], Lat: p.Lat, Lon: p.Lon, Located: ok})
		if got.Commune.Code != row[0] || got.Against != 0 {
			t.Errorf("%v: %s, against %b", row[:2], got.Commune.Code, got.Against)
		}
		if ok {
			located++
			got = geo.Resolve(geo.Clues{Name: row[1], Lat: p.Lat, Lon: p.Lon, Located: true})
			if got.Commune.Code == row[0] {
				placed++
			} else if got.Found() {
				t.Errorf("%v by its name and its centre: %s %s", row[:2], got.Commune.Code, got.Commune.Name)
			}
		}
	}
	t.Logf("%d of %d told by their name and their centre alone", placed, located)
}

func FuzzResolve(f *testing.F) {
	f.Add("56260", "56000", "Vannes", 47.6, -2.7)
	f.Add("4070", "4000.0", "Sani\uFFFDres / bourg (04)", 0.0, 300.0)
	f.Add("2a004", "20189", "l' Île-d’Arz, CEDEX 3", -20.8, 55.5)
	f.Fuzz(func(t *testing.T, code, postcode, name string, lat, lon float64) {
		r := geo.Resolve(geo.Clues{Code: code, Postcode: postcode, Name: name, Lat: lat, Lon: lon, Located: true})
		if r.Found() != (r.Commune.Code != "") || r.By&r.Against != 0 {
			t.Errorf("%+v", r)
		}
		if utf8.ValidString(postcode) && code == "" && postcode == "" && r.Found() && r.By&geo.ClueName != 0 && r.By&geo.CluePlace == 0 {
			t.Errorf("a name alone: %+v", r)
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	clues := []geo.Clues{
		{Code: "56260", Postcode: "56000", Name: "Vannes", Lat: 47.66, Lon: -2.76, Located: true},
		{Postcode: "35042", Name: "RENNES CEDEX 7"},
		{Postcode: "56000", Name: "Vanes"},
		{Name: "Havre (Le)", Lat: 49.5, Lon: 0.12, Located: true},
	}
	for i := 0; b.Loop(); i++ {
		geo.Resolve(clues[i%len(clues)])
	}
}
