package exchange_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/unicode/norm"

	"balise/generator/decode"
	"balise/generator/diag"
	"balise/generator/exchange"
	"balise/generator/model"
	"balise/generator/tomlpos"
)

// sameKeys compares structures by what stands in their files.
var sameKeys = cmp.Options{cmpopts.IgnoreTypes(decode.Source{}), cmpopts.IgnoreFields(model.Structure{}, "Current", "Hours", "Stale"), cmpopts.EquateEmpty()}

func parse(t *testing.T, src []byte) *model.Structure {
	t.Helper()
	doc, ds := tomlpos.Parse("x.toml", src, 1)
	if doc == nil {
		t.Fatalf("%s in\n%s", ds[0].Message(diag.English), src)
	}
	list, _ := model.ListingSchema.Decode(doc, "x.toml", 1)
	if len(list.Structures) != 1 {
		t.Fatalf("%d structures in\n%s", len(list.Structures), src)
	}
	return &list.Structures[0]
}

func TestFormat(t *testing.T) {
	s := full()
	s.Fermetures = []model.Closure{{Du: day(2026, 12, 24), Au: day(2027, 1, 2), Motif: "Vacances"}}
	s.Origines = []model.Origin{{Nom: "Ville", ID: "12", Champs: []string{"nom", "horaires"}}}
	s.Verrou = []string{"telephone"}
	const want = `[[structure]]
id = "mediatheque-vannes"
pivot = "21560260000011"
nom = "Médiathèque « du Palais », \"la grande\""
commune = "Vannes"
code_postal = "56000"
code_insee = "56260"
adresse = "2 place de la République"
complement_adresse = "Au fond de la cour"
latitude = 47.6582
longitude = -2.7608
typologie = ["BIB", "TIERS_LIEUX"]
telephone = "+33261910001"
courriels = ["accueil@mediatheque.example", "a@b.example"]
site_web = ["https://mediatheque.example/?a=1&b=2"]
horaires = "Tu-Fr 10:00-12:30,14:00-18:00; Sa 10:00-18:00; PH off"
presentation_resume = "On lit, on imprime."
presentation_detail = """
Deux lignes :
celle-ci, et l’autre."""
source = "Ville"
itinerance = ["Fixe"]
structure_parente = "Ville de Vannes"
date_maj = 2026-09-01
services = ["Aide aux démarches administratives", "Compréhension du monde numérique"]
publics_specifiquement_adresses = ["Étudiants", "Femmes"]
prise_en_charge_specifique = ["Langues étrangères (anglais)"]
frais_a_charge = ["Gratuit", "Gratuit sous condition"]
dispositif_programmes_nationaux = ["Point d'accès numérique CAF"]
formations_labels = ["Étapes numériques (La Poste)", "ORDI 3.0"]
autres_formations_labels = ["Label et la bête"]
modalites_acces = ["Se présenter"]
modalites_accompagnement = ["À distance"]
fiche_acces_libre = "https://acceslibre.example/f/1/"
prise_rdv = "https://rdv.example/"
langues = ["fr", "ar"]
qpv = "QN05601M"
telephones = ["+33261910002"]
horaires_texte = "voir l’affiche"
verrou = ["telephone"]

[[structure.fermeture]]
du = 2026-12-24
au = 2027-01-02
motif = "Vacances"

[[structure.origine]]
source = "Ville"
id = "12"
champs = ["nom", "horaires"]
`
	got := exchange.Format(s)
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(s, parse(t, got), sameKeys); d != "" {
		t.Errorf("read back:\n%s", d)
	}
	s.Services = append(s.Services, model.Services.Values[7])
	if got := string(exchange.Format(s)); !strings.Contains(got, "services = [\n  \"Aide aux démarches administratives\",\n") {
		t.Errorf("a long list stays on one line:\n%s", got)
	}
}

func TestFormatKeepsCoordinatesAsWritten(t *testing.T) {
	const head = "[[structure]]\nid = \"a\"\nnom = \"A\"\ncommune = \"Vannes\"\n"
	const tail = "date_maj = 2026-09-01\n"
	for _, coordinates := range []string{"", "latitude = 48.0\nlongitude = 0.0\n", "latitude = 48.0\n", "latitude = 0.0\nlongitude = 0.0\n"} {
		src := head + coordinates + tail
		if got := string(exchange.Format(parse(t, []byte(src)))); got != src {
			t.Errorf("%q becomes\n%s", coordinates, got)
		}
	}
	s := bare()
	s.Latitude = 48 // made by a program, on the meridian of Greenwich
	if got := string(exchange.Format(s)); !strings.Contains(got, "latitude = 48.0\nlongitude = 0.0\n") {
		t.Errorf("half of the coordinates is missing:\n%s", got)
	}
}

// hostile are the pieces that texts are made of in the property test.
var hostile = []string{
	`"`, `""`, `"""`, `\`, `\n`, "\n", "\n\n", "\r\n", "\r", "\t", "#", "'", "'''", "é", "œ", "\u202e", "\u2028", "\x00", "\x1b", "\x7f", "\ufeff", "]", "=", "[[structure]]", " ", "a", "😀",
}

func TestFormatReadsBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	text := func() string {
		var b strings.Builder
		b.WriteString("x") // a text that is blank at its ends does not read back
		for range rng.IntN(9) {
			b.WriteString(hostile[rng.IntN(len(hostile))])
		}
		readable := strings.Map(func(r rune) rune {
			if unicode.IsControl(r) && r != '\n' && r != '\t' {
				return -1 // no page may hold them: decode leaves them out
			}
			return r
		}, b.String())
		return strings.TrimSpace(norm.NFC.String(readable))
	}
	texts := func() []string {
		var list []string
		for i := range rng.IntN(4) {
			list = append(list, text()+string(rune('a'+i)))
		}
		return list
	}
	pick := func(e *decode.Enum) []string { return e.Values[:rng.IntN(len(e.Values))] }
	for range 500 {
		s := &model.Structure{
			ID: text(), Nom: text(), Commune: text(), Adresse: text(), PresentationDetail: text(), Horaires: text(), HorairesTexte: text(),
			Courriels: texts(), SiteWeb: texts(), AutresLabels: texts(), Langues: texts(), Services: pick(model.Services), Labels: pick(model.Labels),
			Latitude: rng.NormFloat64() * 50, Longitude: rng.NormFloat64() / 1e9, DateMaj: day(2026, 1, 1).AddDate(0, 0, rng.IntN(900)),
			Origines:   []model.Origin{{Nom: text(), ID: text(), Champs: texts()}, {Nom: text()}},
			Fermetures: []model.Closure{{Du: day(2026, 2, 3), Motif: text()}},
		}
		src := exchange.Format(s)
		got := parse(t, src)
		if d := cmp.Diff(s, got, sameKeys); d != "" {
			t.Fatalf("%s\n%s", d, src)
		}
		if again := exchange.Format(got); string(again) != string(src) {
			t.Fatalf("not its own canonical form:\n%s\n%s", src, again)
		}
	}
}
