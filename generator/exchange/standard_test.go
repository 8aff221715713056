package exchange_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"balise/generator/exchange"
	"balise/generator/model"
	"balise/generator/sheet"
)

// oneOf is the pattern of a list of values in schema.json.
func oneOf(values ...string) *regexp.Regexp {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = regexp.QuoteMeta(v)
	}
	item := "(?:" + strings.Join(quoted, "|") + ")"
	return regexp.MustCompile(`^` + item + `(?:\|` + item + `)*$`)
}

// standard restates the constraints of schema.json v1.0.2, in its order.
var standard = []struct {
	name     string
	required bool
	pattern  *regexp.Regexp
}{
	{"id", true, nil},
	{"pivot", true, regexp.MustCompile(`^[a-zA-Z0-9]{9,14}$`)},
	{"nom", true, nil},
	{"commune", true, nil},
	{"code_postal", true, regexp.MustCompile(`^\d{5}$`)},
	{"code_insee", false, regexp.MustCompile(`^([013-9]\d|2[AB1-9])\d{3}$`)},
	{"adresse", true, nil},
	{"complement_adresse", false, nil},
	{"latitude", false, regexp.MustCompile(`^-?\d+(\.\d+)?$`)},
	{"longitude", false, regexp.MustCompile(`^-?\d+(\.\d+)?$`)},
	{"typologie", false, nil},
	{"telephone", false, regexp.MustCompile(`^(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)(\d){6,9}$`)},
	{"courriels", false, nil},
	{"site_web", false, nil},
	{"horaires", false, nil},
	{"presentation_resume", false, regexp.MustCompile(`(?s)^.{0,280}$`)},
	{"presentation_detail", false, nil},
	{"source", false, nil},
	{"itinerance", false, oneOf("Itinérant", "Fixe")},
	{"structure_parente", false, nil},
	{"date_maj", true, regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)},
	{"services", false, oneOf("Aide aux démarches administratives", "Maîtrise des outils numériques du quotidien",
		"Insertion professionnelle via le numérique", "Utilisation sécurisée du numérique", "Parentalité et éducation avec le numérique",
		"Loisirs et créations numériques", "Compréhension du monde numérique", "Accès internet et matériel informatique",
		"Acquisition de matériel informatique à prix solidaire")},
	{"publics_specifiquement_adresses", false, oneOf("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes")},
	{"prise_en_charge_specifique", false, oneOf("Surdité", "Handicaps moteurs", "Handicaps mentaux", "Illettrisme",
		"Langues étrangères (anglais)", "Langues étrangères (autres)", "Déficience visuelle")},
	{"frais_a_charge", false, oneOf("Gratuit", "Gratuit sous condition", "Payant")},
	{"dispositif_programmes_nationaux", false, oneOf("Aidants Connect", "Bibliothèques numérique de référence", "Certification PIX",
		"Conseillers numériques", "Emmaüs Connect", "France Services", "Grande école du numérique", "La Croix Rouge",
		"Point d'accès numérique CAF", "Promeneurs du net", "Relais numérique (Emmaüs Connect)")},
	{"formations_labels", false, oneOf("Formé à « Mon Espace Santé »", "Formé à « DUPLEX » (illettrisme)",
		"Arnia/MedNum BFC (Bourgogne-Franche-Comté)", "Collectif ressources et acteurs réemploi (Normandie)",
		"Étapes numériques(La Poste)", "Fabriques de Territoire", "Les Éclaireurs du numérique (Drôme)",
		"Mes Papiers (Métropole de Lyon)", "ORDI 3.0", "SUD LABS (PACA)")},
	{"autres_formations_labels", false, nil},
	{"modalites_acces", false, oneOf("Se présenter", "Téléphoner", "Contacter par mail", "Prendre un RDV en ligne",
		"Ce lieu n'accueille pas de public", "Envoyer un mail avec une fiche de prescription")},
	{"modalites_accompagnement", false, oneOf("En autonomie", "Accompagnement individuel", "Dans un atelier collectif", "À distance")},
	{"fiche_acces_libre", false, nil},
	{"prise_rdv", false, nil},
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// full has a value for every column; bare has as few as a portal allows.
func full() *model.Structure {
	return &model.Structure{
		ID: "mediatheque-vannes", Pivot: "21560260000011", Nom: "Médiathèque « du Palais », \"la grande\"", Commune: "Vannes",
		CodePostal: "56000", CodeINSEE: "56260", Adresse: "2 place de la République", ComplementAdresse: "Au fond de la cour",
		Latitude: 47.6582, Longitude: -2.7608, Typologie: []string{"BIB", "TIERS_LIEUX"}, Telephone: "+33261910001",
		Courriels: []string{"accueil@mediatheque.example", "a@b.example"}, SiteWeb: []string{"https://mediatheque.example/?a=1&b=2"},
		Horaires: "Tu-Fr 10:00-12:30,14:00-18:00; Sa 10:00-18:00; PH off", PresentationResume: "On lit, on imprime.",
		PresentationDetail: "Deux lignes :\ncelle-ci, et l’autre.", SourceNom: "Ville", Itinerance: []string{"Fixe"},
		StructureParente: "Ville de Vannes", DateMaj: day(2026, 9, 1),
		Services: []string{"Aide aux démarches administratives", "Compréhension du monde numérique"}, Publics: []string{"Étudiants", "Femmes"},
		PriseEnCharge: []string{"Langues étrangères (anglais)"}, Frais: []string{"Gratuit", "Gratuit sous condition"},
		Dispositifs: []string{"Point d'accès numérique CAF"}, Labels: []string{"Étapes numériques (La Poste)", "ORDI 3.0"},
		AutresLabels: []string{"Label et la bête"}, ModalitesAcces: []string{"Se présenter"}, ModalitesAccompagnement: []string{"À distance"},
		FicheAccesLibre: "https://acceslibre.example/f/1/", PriseRdv: "https://rdv.example/",
		Langues: []string{"fr", "ar"}, QPV: "QN05601M", Telephones: []string{"+33261910002"}, HorairesTexte: "voir l’affiche",
	}
}

func bare() *model.Structure {
	return &model.Structure{ID: "bus", Nom: "Le bus", Commune: "Lorient", CodeINSEE: "56121", DateMaj: day(2026, 1, 2), Telephone: "3949"}
}

func exported(t *testing.T, write func(io.Writer, []*model.Structure) error, list ...*model.Structure) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, list); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// records reads a CSV as a program that knows nothing of us does.
func records(t *testing.T, text string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return rows
}

func TestCSVKeepsTheStandard(t *testing.T) {
	long := full()
	long.ID, long.PresentationResume, long.PresentationDetail = "long", strings.Repeat("très long résumé ", 30), ""
	long.Pivot, long.Telephone, long.Latitude, long.Longitude = "123", "0261910001", math.NaN(), math.Inf(1)
	rows := records(t, exported(t, exchange.Options{StrictSchema: true}.CSV, full(), bare(), long))
	if len(rows) != 4 {
		t.Fatalf("%d rows, want 4", len(rows))
	}
	for i, c := range standard {
		if rows[0][i] != c.name {
			t.Fatalf("column %d is %q, want %q", i, rows[0][i], c.name)
		}
		for _, row := range rows[1:] {
			if v := row[i]; v == "" && c.required || v != "" && c.pattern != nil && !c.pattern.MatchString(v) {
				t.Errorf("%s: %s = %q breaks the standard", row[0], c.name, v)
			}
		}
	}
	if len(rows[0]) != len(standard) {
		t.Errorf("%d columns, want %d", len(rows[0]), len(standard))
	}
	for i, want := range map[int]string{1: "00000000000000", 4: "56100", 6: "Lorient", 11: "", 8: ""} {
		if got := rows[2][i]; got != want {
			t.Errorf("bare structure: %s = %q, want %q", standard[i].name, got, want)
		}
	}
	if n := utf8.RuneCountInString(rows[3][15]); n > 280 || !strings.HasSuffix(rows[3][15], "résumé…") && !strings.HasSuffix(rows[3][15], "long…") && !strings.HasSuffix(rows[3][15], "très…") {
		t.Errorf("a long summary is not cut after a word: %q", rows[3][15])
	}
	if rows[3][16] != long.PresentationResume {
		t.Error("what was cut from the summary is lost")
	}
}

func TestLabelOfLaPoste(t *testing.T) {
	if got := exported(t, exchange.CSV, full()); !strings.Contains(got, "Étapes numériques (La Poste)|ORDI 3.0") {
		t.Error("by default the label is not written as everybody writes it")
	}
	if got := exported(t, exchange.Options{StrictSchema: true}.JSON, full()); !strings.Contains(got, `"Étapes numériques(La Poste)"`) {
		t.Error("StrictSchema does not reach the JSON")
	}
}

func TestColumns(t *testing.T) {
	many := []string{"typologie", "courriels", "site_web", "itinerance", "services", "publics_specifiquement_adresses", "prise_en_charge_specifique",
		"frais_a_charge", "dispositif_programmes_nationaux", "formations_labels", "autres_formations_labels", "modalites_acces", "modalites_accompagnement"}
	columns := exchange.Columns()
	if len(columns) != len(standard) {
		t.Fatalf("%d columns", len(columns))
	}
	for i, c := range columns {
		want := exchange.Column{Name: standard[i].name, Required: standard[i].required, Many: slices.Contains(many, standard[i].name)}
		if c != want {
			t.Errorf("column %d: %+v, want %+v", i, c, want)
		}
	}
}

// formulas are texts that a spreadsheet might run, or that look like one that
// was neutralised.
var formulas = []string{
	`=1+1`, `+1`, `-1`, `@SUM(A1)`, "'=1", "''=1", "'", "''", "'abc", "=HYPERLINK(\"x\";\"y\")", "＝1+1", "-2.5", "a=b", "+33261910001", "=a\nb",
}

func TestFormulasAreNeutralisedWithoutLoss(t *testing.T) {
	for _, text := range formulas {
		s := full()
		s.Nom, s.AutresLabels = text, []string{text, "x"}
		file := exported(t, exchange.CSV, s)
		row := records(t, file)[1]
		for _, cell := range []string{row[2], row[27]} {
			if strings.ContainsRune("=+-@\t\r＝", []rune(cell)[0]) {
				t.Errorf("%q is written %q: a spreadsheet would run it", text, cell)
			}
		}
		if row[11] != "+33261910001" || row[9] != "-2.7608" {
			t.Errorf("telephone %q and longitude %q must stay as they are", row[11], row[9])
		}
		tables, ds := sheet.Read("x.csv", []byte(file))
		if len(ds) > 0 || len(tables) != 1 {
			t.Fatalf("%d tables, %v", len(tables), ds)
		}
		if table := tables[0]; table.Rows[0].Cells[2] != text || table.Rows[0].Cells[27] != text+"|x" {
			t.Errorf("%q comes back as %q", text, table.Rows[0].Cells[2])
		}
	}
}

func TestJSON(t *testing.T) {
	text := exported(t, exchange.JSON, full(), bare())
	var got []map[string]any
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	s := got[0]
	if s["latitude"] != 47.6582 || s["date_maj"] != "2026-09-01" || s["presentation_detail"] != full().PresentationDetail || s["nom"] != full().Nom {
		t.Errorf("values are not right: %v", s)
	}
	if list, ok := s["courriels"].([]any); !ok || len(list) != 2 {
		t.Errorf("courriels is no list: %v", s["courriels"])
	}
	if len(s) != 32 {
		t.Errorf("%d keys, want 32", len(s))
	}
	if want := []string{"adresse", "code_insee", "code_postal", "commune", "date_maj", "id", "nom", "pivot"}; !slices.Equal(keys(got[1]), want) {
		t.Errorf("a bare structure has the keys %v, want %v", keys(got[1]), want)
	}
	var order []int
	for _, c := range standard {
		order = append(order, strings.Index(text, `"`+c.name+`":`))
	}
	if !slices.IsSorted(order) {
		t.Error("the keys are not in the standard's order")
	}
	if empty := exported(t, exchange.JSON); !json.Valid([]byte(empty)) {
		t.Errorf("no structure gives %q", empty)
	}
}

func keys(m map[string]any) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

func TestJSONStrings(t *testing.T) {
	for _, text := range []string{"\x00\x1f\x7f\t\r\n", `"\/`, "</script>", "\u2028é😀\u2029", "bad\xffbyte"} {
		s := bare()
		s.Nom = text
		var got []map[string]any
		out := exported(t, exchange.JSON, s)
		if err := json.Unmarshal([]byte(out), &got); err != nil || got[0]["nom"] != strings.ToValidUTF8(text, "\uFFFD") {
			t.Errorf("%q comes back as %q (%v)", text, got, err)
		}
		if strings.ContainsAny(out, "<\u2028\u2029") {
			t.Errorf("%q is not safe in a page: %s", text, out)
		}
	}
}

func TestGeoJSON(t *testing.T) {
	precise := full()
	precise.Latitude, precise.Longitude = 46.1060711578546, -0.0000001
	var got struct {
		Type     string
		Features []struct {
			Type, ID   string
			Geometry   *struct{ Coordinates []json.Number }
			Properties map[string]any
		}
	}
	if err := json.Unmarshal([]byte(exported(t, exchange.GeoJSON, precise, bare())), &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "FeatureCollection" || len(got.Features) != 2 || got.Features[0].Type != "Feature" || got.Features[0].ID != precise.ID {
		t.Fatalf("no collection of two: %+v", got)
	}
	if c := fmt.Sprint(got.Features[0].Geometry.Coordinates); c != "[0 46.106071]" {
		t.Errorf("coordinates %s, want longitude then latitude, six decimals", c)
	}
	if got.Features[1].Geometry != nil || got.Features[1].Properties["nom"] != "Le bus" {
		t.Errorf("a structure without coordinates: %+v", got.Features[1])
	}
}

func many(n int) []*model.Structure {
	list := make([]*model.Structure, n)
	for i := range list {
		list[i] = full()
		list[i].ID = fmt.Sprintf("lieu-%d", i)
	}
	return list
}

func BenchmarkExport(b *testing.B) {
	list := many(20_000)
	for name, write := range map[string]func(io.Writer, []*model.Structure) error{"csv": exchange.CSV, "json": exchange.JSON, "geojson": exchange.GeoJSON} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := write(io.Discard, list); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestExportTellsTheWritersError(t *testing.T) {
	for _, write := range []func(io.Writer, []*model.Structure) error{exchange.CSV, exchange.JSON, exchange.GeoJSON} {
		if err := write(brokenWriter{}, many(500)); err != io.ErrShortWrite {
			t.Errorf("error %v, want that of the writer", err)
		}
	}
}
