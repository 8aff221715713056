package exchange

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"balise/generator/diag"
	"balise/generator/sheet"
)

func noted(r *raw) string {
	var list []string
	for _, n := range r.notes {
		list = append(list, n.label+"="+n.value)
	}
	return strings.Join(list, ";")
}

// TestOldStandard converts the labels of v0 as the standard's own notes advise.
func TestOldStandard(t *testing.T) {
	for _, c := range []struct{ column, cell, key, want, notes string }{
		{"services", "Devenir autonome dans les démarches administratives;Accompagner les démarches de santé", "services", "Aide aux démarches administratives", ""},
		{"services", "Prendre en main un ordinateur, Utiliser le numérique au quotidien, Approfondir ma culture numérique", "services",
			"Maîtrise des outils numériques du quotidien | Compréhension du monde numérique", ""},
		{"services", "Créer et développer mon entreprise;Soutenir la parentalité et l’éducation avec le numérique;Jardiner", "services",
			"Insertion professionnelle via le numérique | Parentalité et éducation avec le numérique | Jardiner", ""},
		{"services", "Aide aux démarches administratives|Créer avec le numérique", "services", "Aide aux démarches administratives | Loisirs et créations numériques", ""},
		{"conditions_acces", "Gratuit : Je peux accéder gratuitement au lieu et à ses services", "frais_a_charge", "Gratuit", ""},
		{"conditions_access", "Gratuit sous condition : La gratuité est conditionnée à des critères (situation familiale, convention avec un organisme social…)", "frais_a_charge", "Gratuit sous condition", ""},
		{"conditions_acces", "Payant : L’accès au lieu et/ou à ses services est payant", "frais_a_charge", "Payant", ""},
		{"conditions_acces", "Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer", "frais_a_charge", "Payant",
			"conditions_acces=Adhésion : L'accès au lieu et/ou à ses services nécessite d'y adhérer"},
		{"modalites_accompagnement", "Seul : j'ai accès à du matériel et une connexion;Dans un atelier : j'apprends collectivement à utiliser le numérique", "modalites_accompagnement",
			"En autonomie | Dans un atelier collectif", ""},
		{"modalites_accompagnement", "A ma place : une personne habilitée fait les démarches à ma place", "modalites_accompagnement", "Accompagnement individuel",
			"modalites_accompagnement=A ma place : une personne habilitée fait les démarches à ma place"},
		{"labels_nationaux", "CNFS;France Services;Point relais CAF;APTIC;Fabriques de Territoire;UNCCAS", "dispositif_programmes_nationaux",
			"Conseillers numériques | France Services | Point d'accès numérique CAF", ""},
		{"labels_nationaux", "CNFS;APTIC;Fabriques de Territoire;UNCCAS", "autres_formations_labels", "APTIC | UNCCAS", ""},
		{"labels_nationaux", "CNFS;Fabriques de Territoire", "formations_labels", "Fabriques de Territoire", ""},
		{"publics_accueillis", "Familles/enfants;Uniquement femmes", "publics_specifiquement_adresses", "Familles et/ou enfants | Femmes", ""},
		{"publics_accueillis", "Surdité;Personnes en situation d'illettrisme", "prise_en_charge_specifique", "Surdité | Illettrisme", ""},
		{"publics_accueillis", "Adultes", "publics_specifiquement_adresses", "", "publics_accueillis=Adultes"},
		{"publics_accueillis", "Seniors (+ 65 ans);Familles/enfants;Adultes;Jeunes (16-26 ans)", "publics_specifiquement_adresses", "",
			"publics_accueillis=Adultes;publics_accueillis=Seniors (+ 65 ans) | Familles/enfants | Jeunes (16-26 ans)"},
		{"courriel", "a@b.example", "courriels", "a@b.example", ""},
		{"accessibilite", "https://acces.example", "fiche_acces_libre", "https://acces.example", ""},
		{"labels_autres", "Label local", "autres_formations_labels", "Label local", ""},
		{"cle_ban", "13001_3079_00001", "adresse", "", "cle_ban=13001_3079_00001"},
		{"Code postal", "56000", "code_postal", "56000", ""},
	} {
		csv := "nom\tcommune\t" + c.column + "\nA\tVannes\t" + c.cell + "\n"
		_, all, _ := shaped(t, "f.csv", []byte(csv), nil)
		r := &all[0][0]
		if got := value(r, c.key); got != c.want {
			t.Errorf("%s « %s »: %s = %q, want %q", c.column, c.cell, c.key, got, c.want)
		}
		if got := noted(r); got != c.notes {
			t.Errorf("%s « %s »: notes %q, want %q", c.column, c.cell, got, c.notes)
		}
	}
}

// TestLibraryJSON reads the objects that the national library writes.
func TestLibraryJSON(t *testing.T) {
	const doc = `[{"id":"1","pivot":"00000000000000","nom":"La Ruche","adresse":{"commune":"Vannes","code_postal":"56000","code_insee":"56260","voie":"1 rue du Port","complement_adresse":"RDC"},
"localisation":{"latitude":47.65,"longitude":-2.76},"contact":{"telephone":"+33261910001","courriels":["a@ruche.example","b@ruche.example"],"site_web":["https://ruche.example"]},
"presentation":{"resume":"Court.","detail":"Long."},"typologies":["ASSO","BIB"],"dateMaj":"2024-04-02","fraisACharge":["Gratuit"],"services":["Aide aux démarches administratives","Créer avec le numérique"]}]`
	_, all, ds := shaped(t, "f.json", []byte(doc), nil)
	r := &all[0][0]
	for key, want := range map[string]string{
		"id": "1", "nom": "La Ruche", "commune": "Vannes", "code_postal": "56000", "code_insee": "56260", "adresse": "1 rue du Port", "complement_adresse": "RDC",
		"latitude": "47.65", "longitude": "-2.76", "telephone": "+33261910001", "courriels": "a@ruche.example | b@ruche.example",
		"site_web": "https://ruche.example", "presentation_resume": "Court.", "presentation_detail": "Long.", "typologie": "ASSO | BIB",
		"date_maj": "2024-04-02", "frais_a_charge": "Gratuit", "services": "Aide aux démarches administratives | Loisirs et créations numériques",
	} {
		if got := value(r, key); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	if len(r.notes) > 0 {
		t.Errorf("notes %s", noted(r))
	}
	if len(ds) != 1 || ds[0].Code != "import-ancien-standard" {
		t.Errorf("%v", ds)
	}
}

const inclusionDoc = `{"structures":[
{"id":"mediation-numerique--un","source":"mediation-numerique","nom":"La Ruche","siret":"43493312300029","commune":"Vannes","code_postal":"56000","code_insee":"56260","adresse":"1 rue du Port",
"latitude":47.65,"longitude":-2.76,"telephone":"+33261910001","courriel":"a@ruche.example","date_maj":"2026-03-01","horaires_accueil":"Mo-Fr 09:00-12:00","description":"Un lieu pour tous.",
"reseaux_porteurs":["aidants-connect","france-service","mission-locale","60000-rebonds"],"accessibilite_lieu":"https://acces.example","lien_source":"https://source.example/1"}],
"services":[
{"id":"mediation-numerique--un","structure_id":"mediation-numerique--un","source":"mediation-numerique","nom":"Médiation","date_maj":"2026-04-01","description":"Un lieu pour tous.",
"thematiques":["difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives","numerique--acceder-a-des-services-en-ligne","numerique--maitriser-les-fondamentaux-du-numerique","logement-hebergement--louer-un-logement"],
"publics":["jeunes","personnes-exilees"],"frais":"gratuit","frais_precisions":"Gratuit sous condition","modes_accueil":["a-distance","en-presentiel"],"modes_mobilisation":["telephoner","envoyer-un-courriel"],
"mobilisable_par":["usagers","professionnels"],"type":"atelier","lien_mobilisation":"https://rdv.example","zone_eligibilite":["56"]},
{"id":"dora--x","structure_id":"dora--absente","source":"dora","nom":"Un service seul","date_maj":"2026-04-01","description":"Aide en ligne.","commune":"Auray","code_insee":"56007",
"thematiques":["numerique--acceder-a-une-connexion-internet","numerique--acquerir-un-equipement"],"modes_accueil":["en-presentiel"]}]}`

func TestDataInclusion(t *testing.T) {
	tables, all, ds := shaped(t, "di.json", []byte(inclusionDoc), nil)
	if len(tables) != 2 || len(all[0]) != 1 || len(all[1]) != 1 {
		t.Fatalf("%d tables, %d and %d raws", len(tables), len(all[0]), len(all[1]))
	}
	r := &all[0][0]
	for key, want := range map[string]string{
		"id": "un", "pivot": "43493312300029", "nom": "La Ruche", "telephone": "+33261910001", "courriels": "a@ruche.example",
		"date_maj": "2026-04-01", "horaires": "Mo-Fr 09:00-12:00", "presentation_resume": "Un lieu pour tous.",
		"dispositif_programmes_nationaux": "Aidants Connect | France Services", "typologie": "ML", "fiche_acces_libre": "https://acces.example",
		"services":                        "Aide aux démarches administratives | Maîtrise des outils numériques du quotidien",
		"publics_specifiquement_adresses": "Jeunes", "frais_a_charge": "Gratuit sous condition",
		"modalites_acces": "Téléphoner | Contacter par mail", "modalites_accompagnement": "À distance | Dans un atelier collectif", "prise_rdv": "https://rdv.example",
	} {
		if got := value(r, key); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	for _, left := range []string{"60000-rebonds", "https://source.example/1", "Médiation", "personnes-exilees", "logement-hebergement--louer-un-logement", "56"} {
		if !strings.Contains(noted(r)+";", "="+left+";") {
			t.Errorf("%s is lost: %s", left, noted(r))
		}
	}
	alone := &all[1][0]
	if value(alone, "nom") != "Un service seul" || value(alone, "commune") != "Auray" || value(alone, "services") != "Accès internet et matériel informatique" {
		t.Errorf("the service without a structure: %s", described([][]raw{{*alone}}, nil))
	}
	if len(ds) != 1 || ds[0].Code != "import-services-reunis" {
		t.Errorf("%v", ds)
	}
}

// TestNoColumnOfTheStandard refuses a table in one sentence, not one a row.
func TestNoColumnOfTheStandard(t *testing.T) {
	_, all, ds := shaped(t, "f.csv", []byte("a,b\n1,2\n3,4\n"), nil)
	errs, _ := diag.Count(ds)
	if all[0] != nil || errs != 1 {
		t.Errorf("%v %v", all, ds)
	}
}

// TestShapeIsFast shapes 20,000 rows, each with labels of v0.
func TestShapeIsFast(t *testing.T) {
	if testing.Short() {
		t.Skip("a measure")
	}
	var b strings.Builder
	b.WriteString("id;nom;commune;services;publics_accueillis;labels_nationaux;horaires\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "%d;Lieu;Vannes;\"Prendre en main un ordinateur;Créer avec le numérique\";\"Adultes;Surdité\";CNFS;Mo-Fr 09:00-12:00\n", i)
	}
	begin := time.Now()
	_, all, _ := shaped(t, "f.csv", []byte(b.String()), nil)
	if d := time.Since(begin); d > 5*time.Second || len(all[0]) != 20_000 {
		t.Errorf("%d raws in %v", len(all[0]), d)
	}
}

func FuzzShape(f *testing.F) {
	f.Add([]byte(inclusionDoc))
	f.Add([]byte("id;nom;commune;services;publics_accueillis\n1;A;B;\"x;y,z/ a : b\";Adultes/;\n"))
	f.Add([]byte("structure_id;nom;type\n;;\n1;a;b\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tables, _ := sheet.Read("f", data)
		im := &importer{}
		for _, table := range im.shaper.inOrder(tables) {
			rows, _ := im.shape(table)
			if rows == nil {
				if errs, _ := diag.Count(im.shaper.ds); errs == 0 && len(table.Rows) > 0 {
					t.Fatal("refused, and nothing said")
				}
				continue
			}
			if isServices(table) {
				continue
			}
			for i, row := range table.Rows {
				if isInclusion(table) || table.Format != "csv" {
					continue
				}
				said := wordKey(whole(&rows[i]))
				for j, cell := range row.Cells {
					if j < len(table.Columns) && standardColumn(table.Columns[j]).words != nil {
						continue
					}
					if !strings.Contains(said, wordKey(cell)) {
						t.Fatalf("%q is lost", cell)
					}
				}
			}
		}
	})
}
