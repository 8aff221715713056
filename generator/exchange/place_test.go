package exchange_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/diag"
	"balise/generator/exchange"
)

func TestValuesAreForgiven(t *testing.T) {
	for name, c := range map[string]struct {
		column, value string
		codes         string // beside the line
		want          string // in the file
	}{
		"enumeration":            {"services", "aide aux demarches administratives|Maitrise des outils numériques du quotidien", "", `services = ["Aide aux démarches administratives", "Maîtrise des outils numériques du quotidien"]`},
		"semicolons in a list":   {"frais_a_charge", "gratuit ; payant", "", `frais_a_charge = ["Gratuit", "Payant"]`},
		"said twice":             {"frais_a_charge", "Gratuit|gratuit", "", `frais_a_charge = ["Gratuit"]`},
		"typographic apostrophe": {"modalites_acces", "Ce lieu n’accueille pas de public", "", `modalites_acces = ["Ce lieu n'accueille pas de public"]`},
		"label of La Poste":      {"formations_labels", "Étapes numériques(La Poste)", "", `formations_labels = ["Étapes numériques (La Poste)"]`},
		"unknown value":          {"services", "Aide aux démarches administratives|Poterie", "valeur-inconnue", "# import : services « Poterie » inconnu\nservices = [\"Aide aux démarches administratives\"]"},
		"French day":             {"date_maj", "02/03/2021", "", "date_maj = 2021-03-02"},
		"moment":                 {"date_maj", "2021-03-02T23:30:00.000Z", "", "date_maj = 2021-03-02"},
		"moment, French":         {"date_maj", "2/3/2021 10:00", "", "date_maj = 2021-03-02"},
		"no day":                 {"date_maj", "hier", "valeur-illisible date-absente", "# import : date_maj « hier » illisible\ndate_maj = 2026-10-01"},
		"impossible day":         {"date_maj", "2021-02-30", "valeur-illisible date-absente", "date_maj = 2026-10-01"},
		"phone":                  {"telephone", "02 61 91 00 01", "", `telephone = "+33261910001"`},
		"phone kept as text":     {"telephone", "'+33261910001", "", `telephone = "+33261910001"`},
		"phone without its zero": {"telephone", "261910001", "contact-complete", `telephone = "+33261910001"`},
		"phone with slashes":     {"telephone", "02/61/91/00/01", "", `telephone = "+33261910001"`},
		"two phones":             {"telephone", "02.61.91.00.01 ou 06 12 98 00 02", "", "telephone = \"+33261910001\"\n"},
		"second phone":           {"telephone", "02.61.91.00.01 / 06 12 98 00 02", "", `telephones = ["+33612980002"]`},
		"short number":           {"telephone", "3949", "", `telephone = "3949"`},
		"no phone":               {"telephone", "à la mairie", "valeur-illisible", "# import : telephone « à la mairie » illisible"},
		"mails":                  {"courriels", "a@b.example; c@d.example", "", `courriels = ["a@b.example", "c@d.example"]`},
		"no mail":                {"courriels", "a@b.example|voir le site", "reste", "# import : courriels « a@b.example|voir le site » en partie\ncourriels = [\"a@b.example\"]"},
		"web without scheme":     {"site_web", "www.exemple.example", "contact-complete", `site_web = ["https://www.exemple.example"]`},
		"script":                 {"prise_rdv", "javascript:alert(1)", "valeur-illisible", "# import : prise_rdv « javascript:alert(1) » illisible"},
		"pivot with spaces":      {"pivot", "215 602 600 00011", "", `pivot = "21560260000011"`},
		"unknown pivot":          {"pivot", "00000000000000", "", ""},
		"no pivot":               {"pivot", "en cours", "valeur-illisible", "# import : pivot « en cours » illisible"},
		"hours":                  {"horaires", "Mo-Fr 09:00-12:00", "", `horaires = "Mo-Fr 09:00-12:00"`},
		"hours in French":        {"horaires", "lundi au vendredi de 9h à 12h", "corrige", `horaires = "Mo-Fr 09:00-12:00"`},
		"hours, half OSM":        {"horaires", "Tu-Fr 10h-12h", "corrige", `horaires = "Tu-Fr 10:00-12:00"`},
		"hours in prose":         {"horaires", "variables\nse renseigner", "horaires-texte", "horaires_texte = \"\"\"\nvariables\nse renseigner\"\"\""},
		"decimal comma":          {"latitude,longitude", "\"47,6582\",\"-2,7608\"", "", "latitude = 47.6582\nlongitude = -2.7608"},
		"swapped":                {"latitude,longitude", "-2.7608,47.6582", "coordonnees-inversees", "# import : latitude « -2.7608 » écartée\n# import : longitude « 47.6582 » écartée"},
		"projected":              {"latitude,longitude", "6745000,268000", "coordonnees-metres", "# import : latitude « 6745000 » écartée"},
		"point lost":             {"latitude,longitude", "47658200,-27608", "coordonnees-virgule", "# import : latitude « 47658200 » écartée"},
		"minus lost":             {"latitude,longitude", "47.6582,2.7608", "coordonnees-signe", "# import : longitude « 2.7608 » écartée"},
		"both in a cell":         {"latitude", "47.6582, -2.7608", "", "latitude = 47.6582\nlongitude = -2.7608"},
		"not known":              {"latitude,longitude", "non renseigné,non renseigné", "coordonnees", "# import : latitude « non renseigné » écartée"},
		"elsewhere":              {"latitude,longitude", "-20.9,55.4", "coordonnees-ailleurs", "latitude = -20.9\nlongitude = 55.4"},
		"at sea":                 {"latitude,longitude", "47.6,-27.7", "coordonnees", "# import : latitude « 47.6 » écartée\n# import : longitude « -27.7 » écartée"},
		"zero, zero":             {"latitude,longitude", "0,0.0", "coordonnees-nulles", ""},
		"half":                   {"latitude", "47.6", "coordonnees", "# import : latitude « 47.6 » écartée"},
		"not a number":           {"latitude,longitude", "NaN,Inf", "coordonnees", "# import : latitude « NaN » écartée"},
		"mail among phones":      {"telephone", "02 61 91 00 01 a@b.example", "deplace", "telephone = \"+33261910001\"\ncourriels = [\"a@b.example\"]"},
		"extension":              {"telephone", "02 61 91 00 01 poste 12", "reste", "# import : telephone « 02 61 91 00 01 poste 12 » en partie\ntelephone = \"+33261910001\""},
		"rounded pivot":          {"pivot", "1.30026E+13", "siret-arrondi", "# import : pivot « 1.30026E+13 » écarté"},
		"pivot and more":         {"pivot", "34106240403159/APE:8790B", "reste", `pivot = "34106240403159"`},
		"day of a spreadsheet":   {"date_maj", "44257", "corrige", "date_maj = 2021-03-02"},
		"day in words":           {"date_maj", "2 mars 2021", "", "date_maj = 2021-03-02"},
		"long summary":           {"presentation_resume", strings.Repeat("a", 281), "resume-long", `presentation_resume = "aaa`},
		"unknown column":         {"h_lundi", "9-12\nfermé", "", "# import : h_lundi « 9-12\\nfermé »\n"},
		"beside the columns":     {"adresse,", "1 rue,zut", "cellule-en-trop", `« zut »`},
		"added by Balise":        {"langues", "fr|ar", "", `langues = ["fr", "ar"]`},
	} {
		header, value := "id,nom,commune,code_postal,"+c.column, c.value
		if !strings.Contains(c.column, ",") {
			value = `"` + strings.ReplaceAll(value, `"`, `""`) + `"`
		}
		row := "un,Le lieu,Vannes,56000," + value
		if !strings.Contains(c.column, "date_maj") {
			header, row = strings.Replace(header, "id,", "date_maj,id,", 1), "2026-09-01,"+row
		}
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			report, ds := p.bring(exchange.ImportOptions{}, header+"\n"+row+"\n")
			ds = slices.DeleteFunc(ds, func(d diag.Diag) bool { return d.Code == "import-colonne-inconnue" })
			var got []string
			for _, d := range ds {
				got = append(got, strings.TrimPrefix(string(d.Code), "import-"))
				if d.At.Line != 2 {
					t.Errorf("%s at line %d", d.Code, d.At.Line)
				}
			}
			slices.Sort(got)
			want := strings.Fields(c.codes)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("diagnostics %v, want %v", got, want)
			}
			if report.Kept != 1 {
				t.Fatalf("not kept: %+v", report)
			}
			if file := p.read("data/structures/56/un.toml"); !strings.Contains(file, c.want) {
				t.Errorf("no\n%s\nin\n%s", c.want, file)
			}
			p.builds()
			before := p.files()
			p.bring(exchange.ImportOptions{}, header+"\n"+row+"\n")
			if d := cmp.Diff(before, p.files()); d != "" {
				t.Errorf("the second time:\n%s", d)
			}
		})
	}
}

func TestCommunes(t *testing.T) {
	for name, c := range map[string]struct {
		commune, postcode, code string
		codes                   string
		file, want              string
	}{
		"all agree":               {"Vannes", "56000", "56260", "", "56/x.toml", `code_insee = "56260"`},
		"name and postcode":       {"VANNES", "56000", "", "", "56/x.toml", `commune = "VANNES"`},
		"code alone":              {"Vannes", "", "56260", "", "56/x.toml", ""},
		"zero lost":               {"Digne-les-Bains", "4000", "4070", "2:corrige 2:corrige", "04/x.toml", "code_postal = \"04000\"\ncode_insee = \"04070\""},
		"zero lost, not certain":  {"Vannes", "6000", "56260", "2:valeur-illisible", "56/x.toml", "# import : code_postal « 6000 » illisible"},
		"zero lost, name too":     {"SANI�RES", "4000", "4070", "2:caracteres-perdus 2:commune-deduite 2:corrige 2:corrige", "04/x.toml", `commune = "Digne-les-Bains"`},
		"decimal":                 {"Vannes", "56000.0", "", "", "56/x.toml", `code_postal = "56000"`},
		"CEDEX":                   {"Vannes CEDEX", "56019", "", "2:complete", "56/x.toml", `code_insee = "56260"`},
		"arrondissement":          {"Paris 15e", "75015", "75115", "", "75/x.toml", `commune = "Paris 15e"`},
		"former code":             {"Glénac", "56200", "56064", "", "56/x.toml", `code_insee = "56064"`},
		"misspelt":                {"Vanes", "56000", "", "2:corrige", "56/x.toml", `commune = "Vannes"`},
		"misspelt, code":          {"Vanes", "56000", "56260", "2:corrige", "56/x.toml", `commune = "Vannes"`},
		"two against one":         {"Lorient", "56100", "56260", "2:corrige", "56/x.toml", "# import : code_insee « 56260 » corrigé\ncode_insee = \"56121\""},
		"name against code":       {"Lorient", "", "56260", "2:commune-deduite", "56/x.toml", "# import : commune « Lorient » corrigé\ncommune = \"Vannes\""},
		"unknown code":            {"Vannes", "56000", "0null", "2:valeur-illisible", "56/x.toml", "# import : code_insee « 0null » illisible"},
		"no code":                 {"Vannes", "", "", "2:commune-sans-code", "", ""},
		"nowhere":                 {"Trifouilly", "56450", "", "2:commune-inconnue", "", ""},
		"hamlet":                  {"Trifouilly", "56000", "", "2:commune-deduite", "56/x.toml", "# import : commune « Trifouilly » corrigé\ncommune = \"Vannes\""},
		"commune that is no more": {"MALAVILLE", "16120", "", "2:commune-ancienne", "16/x.toml", "# import : commune « MALAVILLE » corrigé\ncommune = \"Bellevigne\""},
		"renamed":                 {"Blanzac Porcheresse", "16250", "16046", "2:commune-ancienne", "16/x.toml", "commune = \"Coteaux-du-Blanzacais\""},
		"code without its zero":   {"LEVENS", "6075", "", "2:complete 2:corrige", "06/x.toml", "code_postal « 6075 » corrigé\ncode_postal = \"06670\""},
		"code for a postcode":     {"PLAN-DU-VAR-LEVENS", "06075", "", "2:complete 2:corrige 2:corrige", "06/x.toml", "code_postal « 06075 » corrigé\ncode_postal = \"06670\""},
		"no name":                 {"", "56000", "56260", "2:complete", "56/x.toml", `commune = "Vannes"`},
		"article missing":         {"Havre", "76600", "76351", "2:corrige", "76/x.toml", `commune = "Le Havre"`},
		"more than a name":        {"Vannes / Ménimur", "56000", "56260", "2:corrige", "56/x.toml", "# import : commune « Vannes / Ménimur » corrigé"},
		"Monaco":                  {"Monaco", "98000", "", "2:etranger", "", ""},
		"shifted":                 {"47.65", "Vannes", "56000.5", "2:decale", "", ""},
		"Corsica":                 {"Ajaccio", "20000", "2a004", "", "2A/x.toml", `code_insee = "2A004"`},
		"overseas":                {"Saint-Denis", "97400", "97411", "", "974/x.toml", ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			text := fmt.Sprintf("id,nom,commune,code_postal,code_insee,date_maj\nx,Lieu,%s,%s,%s,2026-01-01\n", c.commune, c.postcode, c.code)
			report, ds := p.bring(exchange.ImportOptions{}, text)
			if got := only(ds); got != c.codes {
				t.Errorf("diagnostics %s, want %s", got, c.codes)
			}
			if (report.Rejected == 1) != (c.file == "") {
				t.Errorf("report %+v", report)
			}
			if c.file != "" && !strings.Contains(p.read("data/structures/"+c.file), c.want) {
				t.Errorf("no\n%s\nin\n%s", c.want, p.read("data/structures/"+c.file))
			}
			p.builds()
		})
	}
}

// TestRepair corrects coordinates whose mistake is known, when asked to.
func TestRepair(t *testing.T) {
	for _, c := range []string{"-2.7608,47.6582", "47.6582,2.7608", "47658200,-27608", "268000,6745000"} {
		p := newPortal(t)
		text := "id,nom,commune,code_postal,date_maj,latitude,longitude\nx,Lieu,Vannes,56000,2026-01-01," + c + "\n"
		_, ds := p.bring(exchange.ImportOptions{Repair: []string{exchange.RepairCoordinates}}, text)
		if got := only(ds); got != "2:corrige 2:corrige" {
			t.Errorf("%s: %s", c, got)
		}
		if s := p.builds().Structures[0]; math.Abs(s.Latitude-47.66) > .05 || math.Abs(s.Longitude+2.76) > .05 {
			t.Errorf("%s: %v, %v", c, s.Latitude, s.Longitude)
		}
	}
}

// TestOutlines holds places against the outline of their commune.
func TestOutlines(t *testing.T) {
	p := newPortal(t)
	p.write("data/geo/56.json", `{"departement":"56","source":"","communes":[{"code":"56260","nom":"Vannes","centre":[-2.75,47.65],"contour":[[[[-2.8,47.6],[-2.7,47.6],[-2.7,47.7],[-2.8,47.7],[-2.8,47.6]]]]}]}`)
	for at, want := range map[string]string{
		"47.65,-2.75": "", "47.705,-2.75": "", "47.72,-2.75": "2:coordonnees-voisines", "47.9,-2.75": "2:coordonnees-ailleurs", "-2.75,47.65": "2:coordonnees-inversees",
	} {
		_, ds := p.bring(exchange.ImportOptions{DryRun: true}, "id,nom,commune,code_postal,date_maj,latitude,longitude\nx,Lieu,Vannes,56000,2026-01-01,"+at+"\n")
		if got := only(ds); got != want {
			t.Errorf("%s: %q, want %q", at, got, want)
		}
	}
}

// TestHostileRows checks, whatever the cells hold, that the portal can be built
// after the import and that the same import changes nothing more.
func TestHostileRows(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	pieces := append([]string{"Gratuit", "|", ";", ",", "3949", "01 02 03 04 05", "a@b.example", "https://x.example/", "Mo 09:00-12:00", "9h", "Fixe",
		"2026-01-02", "48,5", "-3", "0", "W561234567", "fr", "#", "# import : ", "'=", "+", "«", "»"}, hostile...)
	cell := func() string {
		var b strings.Builder
		for range rng.IntN(5) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		return b.String()
	}
	var file bytes.Buffer
	w := csv.NewWriter(&file)
	var header []string
	for _, c := range exchange.Columns() {
		header = append(header, c.Name)
	}
	header = append(header, "langues", "telephones", "horaires_texte", "verifie_le", "inconnue\n# x", "")
	if err := w.Write(header); err != nil {
		t.Fatal(err)
	}
	for range 250 {
		row := make([]string, len(header)+1)
		for i := range row {
			row[i] = cell()
		}
		row[3], row[4], row[5] = "Vannes", "56000", ""
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	p := newPortal(t)
	report, _ := p.bring(exchange.ImportOptions{}, file.String())
	if report.Read != 250 || report.Kept < 120 {
		t.Errorf("%d read, %d kept", report.Read, report.Kept)
	}
	p.builds()
	if report, ds := p.bring(exchange.ImportOptions{}, file.String()); len(report.Changes) > 0 {
		t.Errorf("again: %+v %s", report.Changes[0], only(ds)[:100])
	}
	for _, row := range records(t, exported(t, exchange.CSV, p.builds().Structures...))[1:] {
		for i, c := range standard {
			if v := row[i]; v == "" && c.required || v != "" && c.pattern != nil && !c.pattern.MatchString(v) && !strings.Contains(v, "(La Poste)") {
				t.Errorf("%s: %s = %q breaks the standard", row[0], c.name, v)
			}
		}
	}
}
