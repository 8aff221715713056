package exchange

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/diag"
	"balise/generator/sheet"
)

var update = flag.Bool("update-mappings", false, "write the golden files of the mappings anew")

// described prints what a shape made of a file.
func described(all [][]raw, ds []diag.Diag) string {
	var b strings.Builder
	for _, rows := range all {
		for i := range rows {
			r := &rows[i]
			fmt.Fprintf(&b, "line %d\n", r.line)
			for k, v := range r.values {
				if v != "" {
					fmt.Fprintf(&b, "  %s = %q\n", fields[k].name, v)
				}
			}
			if r.prose != "" {
				fmt.Fprintf(&b, "  (prose) = %q\n", r.prose)
			}
			for _, n := range r.notes {
				fmt.Fprintf(&b, "  # [%s] %s %q %s\n", n.key, n.label, n.value, n.why)
			}
		}
	}
	for _, d := range diag.Sort(ds) {
		fmt.Fprintf(&b, "%d: %s %s\n", d.At.Line, d.Code, strings.Join(d.Args, " | "))
	}
	return b.String()
}

// fixtures are the small files with the dirt of the real ones, by the name of
// their mapping.
func fixtures(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "mappings", "*"))
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]string{}
	for _, f := range files {
		if ext := filepath.Ext(f); ext != ".toml" && ext != ".golden" {
			m[strings.TrimSuffix(filepath.Base(f), ext)] = f
		}
	}
	return m
}

// TestMappings compares what each mapping makes of its fixture with what was
// read and approved.
func TestMappings(t *testing.T) {
	for name, file := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, all, ds := shaped(t, filepath.Base(file), data, readTestMapping(t, name))
			got := described(all, ds)
			golden := filepath.Join("testdata", "mappings", name+".golden")
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestSuggestedMappings checks that what Suggest writes reads back, and imports
// the names and the places of every row.
func TestSuggestedMappings(t *testing.T) {
	for name, file := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			tables, _ := sheet.Read(filepath.Base(file), data)
			text := Suggest(tables[0])
			m, ds := ReadMapping("suggestion.toml", text)
			if len(ds) > 0 {
				t.Fatalf("%s\n%s", described(nil, ds), text)
			}
			_, all, _ := shaped(t, filepath.Base(file), data, m)
			missing := 0
			for i := range all[0] {
				r := &all[0][i]
				place := r.values[fieldIndex["commune"]] + r.values[fieldIndex["code_insee"]] + r.values[fieldIndex["latitude"]]
				if r.values[fieldIndex["nom"]] == "" || place == "" {
					missing++
				}
			}
			if missing > 1 { // a row with shifted cells has neither
				t.Errorf("%d rows have no name, or no place\n%s", missing, text)
			}
		})
	}
}

func TestMappingFaults(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // line:column, code and arguments
	}{
		{"source = 3\n", "1:10 type-texte source \"3\""},
		{"sorce = \"x\"\n", "1:1 cle-inconnue sorce source"},
		{"[colonnes]\n\"A\" = \"nom\"\n\"B\" = \"telefone\"\n", "3:7 correspondance-champ telefone telephone"},
		{"[[champ]]\nnom = \"nom\"\n", "1:1 correspondance-vide nom"},
		{"[[champ]]\nnom = \"servces\"\ncolonne = \"a\"\n", "2:7 valeur-inconnue servces nom services"},
		{"[[champ]]\ncolonne = \"a\"\n", "1:1 cle-manquante nom nom = \"…\""},
		{"[[champ]]\nnom = \"services\"\ncolonne = \"a\"\n[champ.valeurs]\n\"x\" = \"Aide aux demarche administratives\"\n",
			"5:7 valeur-inconnue Aide aux demarche administratives services Aide aux démarches administratives"},
		{"[[champ]]\nnom = \"typologie\"\nvaleur = \"ASO\"\n", "3:10 valeur-inconnue ASO typologie ASE"},
		{"[[champ]]\nnom = \"latitude\"\ncolonne = \"a\"\npartie = -1\n", "4:10 correspondance-partie -1"},
		{"[[ajouter]]\ncolonne = \"a\"\nsi = \"contient\"\nchamp = \"services\"\nvaleur = \"Accès internet et matériel informatique\"\n",
			"1:1 correspondance-texte contient"},
		{"[[ajouter]]\ncolonne = \"a\"\nsi = \"peut-être\"\nchamp = \"services\"\nvaleur = \"Accès internet et matériel informatique\"\n",
			"3:6 valeur-hors-liste peut-être si oui, non, remplie, égale, contient"},
		{"[horaires]\nsemaines = \"s\"\n", "2:12 correspondance-semaines"},
		{"[horaires.ouvertures]\nlundi = \"a\"\n", "2:1 correspondance-bout lundi"},
		{"[horaires.ouvertures]\nlundi = \"a\"\nlundi_matn = \"c\"\n[horaires.fermetures]\nlundi = \"b\"\n", "3:1 cle-inconnue lundi_matn lundi_matin"},
		{"[[champ]]\nnom = \"labels_nationaux\"\ncolonne = \"l\"\n[champ.valeurs]\n\"x\" = \"nimporte\"\n", "5:7 valeur-inconnue nimporte labels_nationaux "},
		{"a = [\n", ""}, // any fault, but no panic
	} {
		m, ds := ReadMapping("m.toml", []byte(c.text))
		if m != nil || len(ds) == 0 {
			t.Errorf("%q is taken", c.text)
			continue
		}
		got := fmt.Sprintf("%d:%d %s %s", ds[0].At.Line, ds[0].At.Col, ds[0].Code, strings.Join(ds[0].Args, " "))
		if c.want != "" && strings.TrimSpace(got) != strings.TrimSpace(c.want) {
			t.Errorf("%q\ngives %s\nwant  %s", c.text, got, c.want)
		}
	}
}

// mappedBy makes raws of a CSV by a mapping.
func mappedBy(t *testing.T, mapping, csv string) ([]raw, []diag.Diag) {
	t.Helper()
	m, ds := ReadMapping("m.toml", []byte(mapping))
	if m == nil {
		t.Fatal(described(nil, ds))
	}
	_, all, ds := shaped(t, "f.csv", []byte(csv), m)
	return all[0], ds
}

func value(r *raw, key string) string { return r.values[fieldIndex[key]] }

// TestMappingKeys checks each thing that a mapping can say.
func TestMappingKeys(t *testing.T) {
	for name, c := range map[string]struct {
		mapping, csv string
		key, want    string
		notes        string
	}{
		"column, whatever its case": {"[colonnes]\n\"Nom du Lieu\" = \"nom\"", "nom_du_lieu\nA", "nom", "A", ""},
		"join":                      {"[[champ]]\nnom = \"adresse\"\ncolonnes = [\"n\", \"rue\"]\nreunir = \" \"", "n,rue\n12,rue Haute", "adresse", "12 rue Haute", ""},
		"join with a gap":           {"[[champ]]\nnom = \"adresse\"\ncolonnes = [\"n\", \"rue\"]\nreunir = \", \"", "n,rue\n,rue Haute", "adresse", "rue Haute", ""},
		"first that is filled in":   {"[[champ]]\nnom = \"nom\"\ncolonnes = [\"a\", \"b\"]", "a,b\n,B", "nom", "B", ""},
		"the others are noted":      {"[[champ]]\nnom = \"nom\"\ncolonnes = [\"a\", \"b\"]", "a,b\nA,B", "nom", "A", "b=B"},
		"the same twice is not":     {"[[champ]]\nnom = \"nom\"\ncolonnes = [\"a\", \"b\"]", "a,b\nA,A", "nom", "A", ""},
		"a list takes them all":     {"[[champ]]\nnom = \"site_web\"\ncolonnes = [\"a\", \"b\"]", "a,b\nx.example,y.example", "site_web", "x.example | y.example", ""},
		"constant":                  {"[colonnes]\n\"a\" = \"nom\"\n[[champ]]\nnom = \"dispositif_programmes_nationaux\"\nvaleur = \"France Services\"", "a\nA", "dispositif_programmes_nationaux", "France Services", ""},
		"constant when empty":       {"[[champ]]\nnom = \"commune\"\ncolonne = \"v\"\nvaleur = \"Vannes\"\n[colonnes]\nn = \"nom\"", "n,v\nA,\n", "commune", "Vannes", ""},
		"value table, no accents":   {"[[champ]]\nnom = \"typologie\"\ncolonne = \"t\"\n[champ.valeurs]\n\"Médiathèque du coin\" = \"BIB | ASSO\"", "t\nMEDIATHEQUE DU COIN", "typologie", "BIB | ASSO", ""},
		"value that says nothing":   {"[[champ]]\nnom = \"typologie\"\ncolonne = \"t\"\n[champ.valeurs]\n\"Divers\" = \"\"", "t\ndivers", "typologie", "", ""},
		"value not decided":         {"[[champ]]\nnom = \"typologie\"\ncolonne = \"t\"\n[champ.valeurs]\n\"Divers\" = \"?\"", "t\ndivers", "typologie", "", "t=divers"},
		"value unknown":             {"[colonnes]\n\"t\" = \"typologie\"", "t\nGroupement", "typologie", "", "t=Groupement"},
		"two keys share a column": {"[[champ]]\nnom = \"typologie\"\ncolonne = \"t\"\n[champ.valeurs]\n\"CN\" = \"\"\n[[champ]]\nnom = \"services\"\ncolonne = \"t\"\n[champ.valeurs]\n\"Wifi\" = \"Accès internet et matériel informatique\"",
			"t\nAssociation / Wifi / Thé", "services", "Accès internet et matériel informatique", "t=Thé"},
		"prefix":                    {"[[champ]]\nnom = \"site_web\"\ncolonne = \"s\"\navant = \"https://\"", "s\nx.example", "site_web", "https://x.example", ""},
		"prefix that is there":      {"[[champ]]\nnom = \"site_web\"\ncolonne = \"s\"\navant = \"https://\"", "s\nhttp://x.example", "site_web", "http://x.example", ""},
		"suffix":                    {"[[champ]]\nnom = \"nom\"\ncolonne = \"s\"\napres = \" (antenne)\"", "s\nA", "nom", "A(antenne)", ""},
		"part of a cell":            {"[[champ]]\nnom = \"latitude\"\ncolonne = \"g\"\npartie = 1\n[[champ]]\nnom = \"longitude\"\ncolonne = \"g\"\npartie = 2", "g\n\"47.6, -2.7\"", "longitude", "-2.7", ""},
		"a part that nobody takes":  {"[[champ]]\nnom = \"latitude\"\ncolonne = \"g\"\npartie = 1", "g\n\"47.6, -2.7\"", "latitude", "47.6", "g=47.6, -2.7"},
		"postcode in an address":    {"[[champ]]\nnom = \"code_postal\"\ncolonne = \"a\"\nextraire = \"code_postal\"\n[[champ]]\nnom = \"adresse\"\ncolonne = \"a\"\nextraire = \"adresse\"", "a\n8 rue Haute - 56000 Vannes", "code_postal", "56000", ""},
		"swapped coordinates":       {"coordonnees_inversees = true\n[colonnes]\nx = \"longitude\"\ny = \"latitude\"", "x,y\n47.6,-2.7", "latitude", "47.6", ""},
		"ignored":                   {"ignorer = [\"z*\"]\n[colonnes]\nn = \"nom\"", "n,zone\nA,1", "nom", "A", ""},
		"kept":                      {"garder = [\"zone\"]\n[colonnes]\nn = \"nom\"", "n,zone\nA,1", "nom", "A", "zone=1"},
		"neither":                   {"[colonnes]\nn = \"nom\"", "n,zone\nA,1", "nom", "A", "zone=1"},
		"condition, yes":            {"[[ajouter]]\ncolonne = \"w\"\nsi = \"oui\"\nchamp = \"services\"\nvaleur = \"Accès internet et matériel informatique\"", "w\nOui", "services", "Accès internet et matériel informatique", ""},
		"condition, yes and more":   {"[[ajouter]]\ncolonne = \"w\"\nsi = \"oui\"\nchamp = \"services\"\nvaleur = \"Accès internet et matériel informatique\"", "w\n\"Oui, le mardi\"", "services", "Accès internet et matériel informatique", "w=Oui, le mardi"},
		"condition, no":             {"[[ajouter]]\ncolonne = \"w\"\nsi = \"oui\"\nchamp = \"services\"\nvaleur = \"Accès internet et matériel informatique\"", "w\nnon", "services", "", ""},
		"condition, contains":       {"[[ajouter]]\ncolonne = \"w\"\nsi = \"contient\"\ntexte = \"demarche\"\nchamp = \"services\"\nvaleur = \"Aide aux démarches administratives\"", "w\nDes démarches", "services", "Aide aux démarches administratives", "w=Des démarches"},
		"condition, equals":         {"[[ajouter]]\ncolonne = \"w\"\nsi = \"égale\"\ntexte = \"Accès WIFI\"\nchamp = \"services\"\nvaleur = \"Accès internet et matériel informatique\"", "w\nacces wifi", "services", "Accès internet et matériel informatique", ""},
		"days":                      {"[horaires]\nlundi = \"l\"\nmardi = \"m\"", "l,m\n9h-12h,9h-12h", "horaires", "Mo,Tu 09:00-12:00", ""},
		"halves of days":            {"[horaires]\nlundi_matin = \"a\"\nlundi_apres_midi = \"p\"", "a,p\n9h-12h,14h-17h", "horaires", "Mo 09:00-12:00,14:00-17:00", ""},
		"opening and closing":       {"[horaires.ouvertures]\nlundi = \"lundi_ouverture\"\n[horaires.fermetures]\nlundi = \"lundi_fermeture\"", "lundi_ouverture,lundi_fermeture\n09:00:00,12:30:00", "horaires", "Mo 09:00-12:30", ""},
		"opening, closed":           {"[horaires.ouvertures]\nlundi = \"a\"\nmardi = \"c\"\n[horaires.fermetures]\nlundi = \"b\"\nmardi = \"d\"", "a,b,c,d\n9h,17h,fermé,fermé", "horaires", "Mo 09:00-17:00", ""},
		"opening, of a spreadsheet": {"[horaires.ouvertures]\nlundi = \"a\"\n[horaires.fermetures]\nlundi = \"b\"", "a,b\n0.375,\"0,7291666667\"", "horaires", "Mo 09:00-17:30", ""},
		"opening of halves": {"[horaires.ouvertures]\nlundi_matin = \"lundi_am_debut\"\nlundi_apres_midi = \"lundi_pm_debut\"\n[horaires.fermetures]\nlundi_matin = \"lundi_am_fin\"\nlundi_apres_midi = \"lundi_pm_fin\"",
			"lundi_am_debut,lundi_am_fin,lundi_pm_debut,lundi_pm_fin\n9:00,12:00,14:00,17:30", "horaires", "Mo 09:00-12:00,14:00-17:30", ""},
		"opening without closing": {"[horaires.ouvertures]\nlundi = \"a\"\nmardi = \"c\"\n[horaires.fermetures]\nlundi = \"b\"\nmardi = \"d\"", "a,b,c,d\n9h,,9h,12h", "horaires", "Mo unknown \"9h - ?\"; Tu 09:00-12:00", ""},
		"odd weeks":               {"[horaires]\ntexte = \"h\"\nsemaines = \"s\"", "h,s\nMo 09:00-12:00; PH off,Semaine impaire", "horaires", "week 01-53/2 Mo 09:00-12:00; PH off", ""},
		"v0 labels":               {"[colonnes]\nl = \"labels_nationaux\"", "l,m\nCNFS;Label local,", "autres_formations_labels", "Label local", ""},
		"columns of the standard": {"standard = true\n[colonnes]\nx = \"nom\"", "x,courriel\nA,a@b.example", "courriels", "a@b.example", ""},
		"separator":               {"separateur = \" et \"\n[colonnes]\ns = \"services\"", "s\nPrendre en main un ordinateur et Créer avec le numérique", "services", "Maîtrise des outils numériques du quotidien | Loisirs et créations numériques", ""},
	} {
		t.Run(name, func(t *testing.T) {
			rows, _ := mappedBy(t, c.mapping, c.csv+"\n")
			if got := value(&rows[0], c.key); got != c.want {
				t.Errorf("%s = %q, want %q", c.key, got, c.want)
			}
			var notes []string
			for _, n := range rows[0].notes {
				notes = append(notes, n.label+"="+n.value)
			}
			if got := strings.Join(notes, ";"); got != c.notes {
				t.Errorf("notes %q, want %q", got, c.notes)
			}
		})
	}
}

func TestMappingReports(t *testing.T) {
	for name, c := range map[string]struct {
		mapping, csv string
		want         []string
	}{
		"absent column": {"[colonnes]\n\"nomm\" = \"nom\"\nb = \"commune\"", "nom,b\nA,B\n",
			[]string{"f.csv:1 correspondance-colonne-libre nom", "m.toml:2 correspondance-colonne-absente nomm|f.csv|nom"}},
		"another file": {"[colonnes]\nx = \"nom\"", "nom,b\nA,B\n",
			[]string{"f.csv:0 correspondance-sans-colonne m.toml", "f.csv:1 correspondance-colonne-libre b", "f.csv:1 correspondance-colonne-libre nom",
				"m.toml:2 correspondance-colonne-absente x|f.csv|"}},
		"values counted once": {"[colonnes]\nt = \"typologie\"", "t\nXyz\nxyz\nXyz\n",
			[]string{"f.csv:2 correspondance-valeur Xyz|t|2|typologie", "f.csv:3 correspondance-valeur xyz|t|1|typologie"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, ds := mappedBy(t, c.mapping, c.csv)
			var got []string
			for _, d := range diag.Sort(ds) {
				got = append(got, fmt.Sprintf("%s:%d %s %s", d.At.File, d.At.Line, d.Code, strings.Join(d.Args, "|")))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

func FuzzReadMapping(f *testing.F) {
	for name := range fixtures(f) {
		src, err := os.ReadFile(filepath.Join("testdata", "mappings", name+".toml"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	data := []byte("nom;USER_NOM;services;horaires\nA;B;Cours, Wifi;lundi\n;;;\nC|D;\"x\ny\";?;Mo\n")
	f.Fuzz(func(t *testing.T, src []byte) {
		m, ds := ReadMapping("m.toml", src)
		if m == nil {
			if len(ds) == 0 {
				t.Fatal("refused, and nothing said")
			}
			return
		}
		tables, _ := sheet.Read("f.csv", data)
		im := &importer{shaper: shaper{mapping: m}}
		if rows, _ := im.shape(tables[0]); rows != nil && len(rows) != len(tables[0].Rows) {
			t.Fatalf("%d raws of %d rows", len(rows), len(tables[0].Rows))
		}
	})
}

// FuzzSuggest checks that whatever the table, what is written reads back.
func FuzzSuggest(f *testing.F) {
	for _, s := range []string{
		"nom,adresse,lundi\nA,1 rue 56000 Vannes,9h-12h\n", "\"a\"\"b\",\"c\nd\",#x\n1,oui,\"\\\"\n", "type;type\nx;y\nx;z\n",
		"[{\"a.b\":1,\"é\":\"\\u2028\",\"\":\"x\"}]", "geom\n\"47.1234,-2.1234\"\n", "labels\nCNFS\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		tables, _ := sheet.Read("f", data)
		for _, table := range tables {
			text := Suggest(table)
			if m, ds := ReadMapping("m.toml", text); m == nil {
				t.Fatalf("%s\n%s", described(nil, ds), text)
			}
		}
	})
}

// A dash in the column of a day says nothing that could be published.
func TestDaysWithADash(t *testing.T) {
	m, ds := ReadMapping("m.toml", []byte("[colonnes]\nnom = \"nom\"\nville = \"commune\"\n[horaires]\nlundi = \"l\"\nmardi = \"m\"\n"))
	if len(ds) > 0 {
		t.Fatal(described(nil, ds))
	}
	_, all, _ := shaped(t, "liste.csv", []byte("nom;ville;l;m\nA;Vannes;-;—\nB;Vannes;néant;9h-12h\n"), m)
	for i, want := range []string{"", "Tu 09:00-12:00"} {
		if r := all[0][i]; r.values[fieldIndex["horaires"]] != want || r.prose != "" {
			t.Errorf("%q, %q; want %q", r.values[fieldIndex["horaires"]], r.prose, want)
		}
	}
}

// Objects within objects are columns named by a path: its end says what it is.
func TestSuggestionsForPaths(t *testing.T) {
	const list = `{"records":[{"fields":{"titre":"EPN du Port","geo":{"lat":47.75,"lon":-3.37},"lieu":{"cp":"56100","ville":"Lorient"},"contact":{"mails":["a@port.example"]},"mis à jour le":"06/05/2024"}}]}`
	tables, _ := sheet.Read("liste.json", []byte(list))
	text := string(Suggest(tables[0]))
	for _, want := range []string{
		`"fields.titre" = "nom"`, `"fields.geo.lat" = "latitude"`, `"fields.geo.lon" = "longitude"`, `"fields.lieu.cp" = "code_postal"`,
		`"fields.lieu.ville" = "commune"`, `"fields.contact.mails" = "courriels"`, `"fields.mis à jour le" = "date_maj"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}

// A suggestion that is wrong and does not look it is published.
func TestSuggestionsThatWouldMislead(t *testing.T) {
	const list = "Nom du lieu;CP;Ville;Ouverture lundi;Fermeture lundi;Accès PMR;Services proposés;Remarques;Mardi\n" +
		"La ruche;56000;Vannes;09:00;12:00;oui;démarches;Parking;9h-12h\n" +
		"Le port;56000;Vannes;10:00;12:30;non;Aide aux démarches, accès internet;;14h-17h\n"
	tables, _ := sheet.Read("liste.csv", []byte(list))
	text := string(Suggest(tables[0]))
	for _, want := range []string{
		`"Aide aux démarches, accès internet" = "Aide aux démarches administratives | Accès internet et matériel informatique"  # à vérifier`,
		"Accès PMR, par exemple", "[horaires.ouvertures]\nlundi = \"Ouverture lundi\"", "[horaires.fermetures]\nlundi = \"Fermeture lundi\"", "À vérifier : sinon", `mardi = "Mardi"`, `source = "liste"  # à vérifier`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in\n%s", want, text)
		}
	}
}
