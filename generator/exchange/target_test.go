package exchange_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/emersion/go-vcard"
	"github.com/google/go-cmp/cmp"

	"balise/generator/diag"
	"balise/generator/exchange"
	"balise/generator/hours"
	"balise/generator/model"
)

var updateOut = flag.Bool("update-exports", false, "write what the exports give as what they should")

// listing is a small portal with what formats find hard: two Corsican and
// overseas places, an RNA with letters, no coordinates, odd hours, one week in
// two, a short number, mixed fees.
func listing() []*model.Structure {
	first := full()
	first.Fermetures = []model.Closure{{Du: day(2026, 12, 24), Au: day(2027, 1, 2), Motif: "Vacances"}, {Du: day(2026, 1, 1)}}
	bus := bare()
	bus.Horaires, bus.Itinerance, bus.Pivot = "week 2-52/2 We 10:00-12:00; Tu[1] 14:00-17:00", []string{"Itinérant"}, "W9R1011072"
	remote := &model.Structure{
		ID: "noumea", Nom: "Le fil", Commune: "Nouméa", CodeINSEE: "98818", CodePostal: "98800", DateMaj: day(2026, 3, 4), Pivot: "00000000000000",
		ModalitesAccompagnement: []string{"À distance"}, ModalitesAcces: []string{"Ce lieu n'accueille pas de public", "Téléphoner"}, Telephone: "+687261234",
		Frais: []string{"Gratuit sous condition"}, Services: []string{"Loisirs et créations numériques"}, PriseEnCharge: []string{"Illettrisme"},
		StructureParente: "21560260000017", Horaires: "sunrise-sunset", Dispositifs: []string{"France Services", "Promeneurs du net"},
	}
	odd := &model.Structure{
		ID: "b", Nom: "B.", Commune: "Ajaccio", CodeINSEE: "2A004", CodePostal: "20000", DateMaj: day(2026, 5, 6), Adresse: "1; rue \\ A, \"B\"",
		Frais: []string{"Gratuit", "Payant"}, Horaires: "illisible !", HorairesTexte: "voir l’affiche", SiteWeb: []string{"pas une adresse", "https://b.example/é"},
	}
	list := []*model.Structure{odd, bus, first, remote}
	for _, s := range list {
		s.Hours, _ = hours.Parse(s.Horaires)
		if s.Horaires == "" {
			s.Hours = nil
		}
	}
	return list
}

var exportOptions = exchange.Options{Namespace: "https://portail.example/", Site: "https://portail.example/ici/annuaire/", Today: day(2026, 11, 22)}

func sent(t *testing.T, name string, list []*model.Structure) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := exchange.TargetNamed(name).Write(&b, exportOptions, list); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestTargetsGolden compares each format with what was looked at last: go test
// -run TargetsGolden -update-exports writes them again.
func TestTargetsGolden(t *testing.T) {
	for _, target := range exchange.Targets() {
		got := sent(t, target.Name, listing())
		if !bytes.Equal(got, sent(t, target.Name, listing())) {
			t.Errorf("%s: two exports differ", target.Name)
		}
		if strings.HasSuffix(target.Media, "json") && !json.Valid(got) {
			t.Errorf("%s is no JSON:\n%s", target.Name, got)
		}
		if empty := sent(t, target.Name, nil); strings.HasSuffix(target.Media, "json") && !json.Valid(empty) {
			t.Errorf("%s: no structure gives %q", target.Name, empty)
		}
		file := filepath.Join("testdata", "out", "structures."+target.Name)
		if *updateOut {
			if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); d != "" {
			t.Errorf("%s (-want +got):\n%s", target.Name, d)
		}
	}
	if exchange.TargetNamed("xml") != nil {
		t.Error("a format that does not exist has a target")
	}
}

func TestTargetsTellTheWritersError(t *testing.T) {
	for _, target := range exchange.Targets() {
		if err := target.Write(brokenWriter{}, exportOptions, many(500)); err != io.ErrShortWrite {
			t.Errorf("%s: error %v, want that of the writer", target.Name, err)
		}
	}
}

// everyValue is the listing, and a structure for each value of each list.
func everyValue() []*model.Structure {
	list := listing()
	add := func(id, value string, set func(*model.Structure) *[]string) {
		s := bare()
		s.ID = id
		*set(s) = []string{value}
		list = append(list, s)
	}
	for i, e := range []struct {
		values []string
		set    func(*model.Structure) *[]string
	}{
		{model.Typologies.Values, func(s *model.Structure) *[]string { return &s.Typologie }}, {model.Services.Values, func(s *model.Structure) *[]string { return &s.Services }},
		{model.Publics.Values, func(s *model.Structure) *[]string { return &s.Publics }}, {model.PrisesEnCharge.Values, func(s *model.Structure) *[]string { return &s.PriseEnCharge }},
		{model.Frais.Values, func(s *model.Structure) *[]string { return &s.Frais }}, {model.Dispositifs.Values, func(s *model.Structure) *[]string { return &s.Dispositifs }},
		{model.Labels.Values, func(s *model.Structure) *[]string { return &s.Labels }}, {model.ModalitesAcces.Values, func(s *model.Structure) *[]string { return &s.ModalitesAcces }},
		{model.ModalitesAccompagnement.Values, func(s *model.Structure) *[]string { return &s.ModalitesAccompagnement }}, {model.Itinerances.Values, func(s *model.Structure) *[]string { return &s.Itinerance }},
	} {
		for j, v := range e.values {
			add("valeur-"+string(rune('a'+i))+"-"+strings.Repeat("i", j+1), v, e.set)
		}
	}
	return list
}

func TestDataInclusionNuances(t *testing.T) {
	var doc map[string][]map[string]any
	if err := json.Unmarshal(sent(t, "data-inclusion", listing()), &doc); err != nil {
		t.Fatal(err)
	}
	services := map[any]map[string]any{}
	for _, s := range doc["services"] {
		services[strings.TrimPrefix(s["id"].(string), "mediation-numerique--")] = s
	}
	for _, c := range []struct{ id, key, want string }{
		{"noumea", "zone_eligibilite", "988"}, {"b", "zone_eligibilite", "2A"}, {"bus", "zone_eligibilite", "56"},
		{"noumea", "frais", "gratuit"}, {"noumea", "frais_precisions", "Gratuit sous condition"},
		{"b", "frais", ""}, {"b", "frais_precisions", "Gratuit, Payant"},
		{"noumea", "publics", "tous-publics"}, {"noumea", "publics_precisions", "Prise en charge spécifique : Illettrisme"},
		{"noumea", "modes_accueil", "a-distance"}, {"bus", "modes_accueil", "en-presentiel"},
		{"b", "horaires_accueil", "illisible !"}, {"bus", "telephone", "3949"},
	} {
		if got := strings.Join(values(services[c.id][c.key]), " "); got != c.want {
			t.Errorf("%s: %s = %q, want %q", c.id, c.key, got, c.want)
		}
	}
	for _, s := range doc["structures"] {
		if strings.HasSuffix(s["id"].(string), "--b") && (s["nom"] != "B., Ajaccio" || s["site_web"] != "https://b.example/%C3%A9") {
			t.Errorf("a short name, an address that is none: %v", s)
		}
		if strings.HasSuffix(s["id"].(string), "--bus") && s["siret"] != nil {
			t.Error("an RNA is no SIRET")
		}
	}
}

// TestDataInclusionHoursAreInTheSyntax: a text instead of hours is a comment of
// the syntax that the schema asks for.
func TestDataInclusionHoursAreInTheSyntax(t *testing.T) {
	s := bare()
	s.HorairesTexte = "le « bus »\nou \"le car\""
	var doc map[string][]map[string]any
	if err := json.Unmarshal(sent(t, "data-inclusion", []*model.Structure{s}), &doc); err != nil {
		t.Fatal(err)
	}
	value, _ := doc["services"][0]["horaires_accueil"].(string)
	if read, _ := hours.Parse(value); read == nil || !strings.Contains(value, "le « bus » ou") {
		t.Errorf("horaires_accueil = %q is not in the syntax of hours", value)
	}
}

// TestHSDSHoldsTogether: every row is named once over all tables, and what a row
// names is a row of the table that the key says.
func TestHSDSHoldsTogether(t *testing.T) {
	var doc map[string][]map[string]any
	if err := json.Unmarshal(sent(t, "hsds", everyValue()), &doc); err != nil {
		t.Fatal(err)
	}
	uuids := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	rows := map[any]string{}
	for table, list := range doc {
		for _, row := range list {
			if rows[row["id"]] != "" {
				t.Errorf("%s: the identifier %v is taken", table, row["id"])
			}
			rows[row["id"]] = table
			if id, _ := row["id"].(string); !uuids.MatchString(id) {
				t.Errorf("%s: %q is no UUID of version 5", table, id)
			}
		}
	}
	for table, list := range doc {
		for _, row := range list {
			for key, value := range row {
				of := strings.TrimPrefix(strings.TrimSuffix(key, "_id"), "parent_")
				if key == "link_id" {
					of = "service"
				}
				if key != "id" && strings.HasSuffix(key, "_id") && rows[value] != of {
					t.Errorf("%s: %s leads to a row of %q", table, key, rows[value])
				}
			}
		}
	}
	other := exportOptions
	other.Namespace = "Un autre portail"
	var b bytes.Buffer
	if err := other.HSDS(&b, listing()); err != nil || strings.Contains(b.String(), doc["service"][0]["id"].(string)) {
		t.Errorf("two portals share identifiers (%v)", err)
	}
}

func TestVCardReadsBack(t *testing.T) {
	data := sent(t, "vcard", listing())
	for line := range strings.SplitSeq(string(data), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	decoder := vcard.NewDecoder(bytes.NewReader(data))
	cards := map[string]vcard.Card{}
	for {
		card, err := decoder.Decode()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		cards[card.Value(vcard.FieldFormattedName)] = card
	}
	s := full()
	card := cards[s.Nom]
	if len(cards) != 4 || card == nil {
		t.Fatalf("%d cards", len(cards))
	}
	for key, want := range map[string]string{
		vcard.FieldVersion: "4.0", vcard.FieldKind: "org", vcard.FieldOrganization: s.Nom, vcard.FieldTelephone: s.Telephone, vcard.FieldEmail: s.Courriels[0],
		vcard.FieldURL: s.SiteWeb[0], "GEO": "geo:47.6582,-2.7608", vcard.FieldRevision: "20260901T000000Z", vcard.FieldLanguage: "fr",
	} {
		if got := card.Value(key); got != want {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	if a := card.Address(); a.StreetAddress != s.Adresse+","+s.ComplementAdresse || a.Locality != s.Commune || a.PostalCode != s.CodePostal || a.Country != "France" {
		t.Errorf("address %+v", a)
	}
	if note := card.Value(vcard.FieldNote); !strings.Contains(note, "Du mardi au vendredi") || !strings.Contains(note, "(Vacances)") || strings.Contains(note, "1er janvier 2026") {
		t.Errorf("note %q", note)
	}
	// The library splits an address before it undoes the escapes of « ; ».
	if want := `ADR;TYPE=work:;;1\; rue \\ A\, "B";Ajaccio;;20000;France`; !bytes.Contains(data, []byte(want)) {
		t.Errorf("no %s in\n%s", want, data)
	}
}

func TestLacks(t *testing.T) {
	for name, want := range map[string]string{
		"csv":            "export-exige pivot 2, export-exige adresse 2, export-valeur telephone 1, export-perte telephones 1, export-perte langues 1, export-perte qpv 1, export-perte horaires_texte 2, export-perte fermeture 1",
		"data-inclusion": "export-valeur pivot 1, export-une-valeur courriels 1, export-une-valeur site_web 1, export-une-valeur telephones 1, export-valeur typologie 1, export-valeur dispositif_programmes_nationaux 2, export-valeur formations_labels 1, export-perte autres_formations_labels 1, export-perte itinerance 2, export-perte structure_parente 2, export-valeur horaires_texte 2, export-perte langues 1, export-perte qpv 1, export-perte fermeture 1",
		"hsds":           "export-valeur horaires 3, export-une-valeur courriels 1, export-une-valeur site_web 1, export-perte source 1, export-perte qpv 1",
	} {
		target := exchange.TargetNamed(name)
		var got []string
		for _, d := range target.Lacks(listing()) {
			if d.Level != diag.Warning || d.Args[1] != target.Title {
				t.Errorf("%s: %+v", name, d)
			}
			got = append(got, string(d.Code)+" "+d.Args[0]+" "+d.Args[2])
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s:\n got %s\nwant %s", name, strings.Join(got, ", "), want)
		}
		if ds := target.Lacks(nil); len(ds) != 0 {
			t.Errorf("%s: nothing lacks something: %v", name, ds)
		}
	}
}
