package exchange_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"balise/generator/exchange"
	"balise/generator/model"
	"balise/generator/sheet"
)

// reference is the path of a file of the shared reference, beside the
// repository; the test is skipped where there is none.
func reference(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		file := filepath.Join(dir, "shared", "reference", name)
		if _, err := os.Stat(file); err == nil {
			return file
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skipf("%s is not here", name)
		}
		dir = up
	}
}

// TestCSVKeepsTheSchemaItself checks every cell against schema.json, with every
// value of every list: the constraints that the schema has (required, unique,
// pattern, maxLength), and its types.
func TestCSVKeepsTheSchemaItself(t *testing.T) {
	data, err := os.ReadFile(reference(t, "schema-v1.0.2.json"))
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Fields []struct {
			Name, Type  string
			Constraints struct {
				Required, Unique bool
				Pattern          string
				MaxLength        int
			}
		}
	}
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	list := everyValue()
	for i := range 200 {
		list = append(list, random(seeded(1, uint64(i)), i))
	}
	if err := (exchange.Options{StrictSchema: true}).CSV(&b, list); err != nil {
		t.Fatal(err)
	}
	rows := records(t, b.String())
	if len(rows[0]) != len(schema.Fields) {
		t.Fatalf("%d columns, the schema has %d", len(rows[0]), len(schema.Fields))
	}
	for i, f := range schema.Fields {
		if rows[0][i] != f.Name {
			t.Fatalf("column %d is %q, the schema has %q", i, rows[0][i], f.Name)
		}
		c := f.Constraints
		pattern, err := regexp.Compile(c.Pattern)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, row := range rows[1:] {
			v := row[i]
			_, notNumber := strconv.ParseFloat(v, 64)
			switch {
			case v == "" && c.Required, v != "" && !pattern.MatchString(v), c.MaxLength > 0 && utf8.RuneCountInString(v) > c.MaxLength,
				c.Unique && seen[v], v != "" && f.Type == "number" && notNumber != nil, v != "" && f.Type == "date" && !regexp.MustCompile(`^\d{4}-\d\d-\d\d$`).MatchString(v):
				t.Errorf("%s: %s = %q breaks the schema", row[0], f.Name, v)
			}
			seen[v] = true
		}
	}
}

func seeded(a, b uint64) *rand.Rand { return rand.New(rand.NewPCG(a, b)) }

// random is a structure that the standard can hold whole.
func random(r *rand.Rand, i int) *model.Structure {
	words := append([]string{"Médiathèque", "« Le Fil »", "l’été", "n° 3", "a;b", "a,b", `"q"`, "=1+1", "'x", "é\u0301", "-", "日本", "ligne\nautre", "@", "+5"}, formulas...)
	text := func() string {
		n := 1 + r.IntN(4)
		list := make([]string, n)
		for j := range list {
			list[j] = words[r.IntN(len(words))]
		}
		return strings.TrimSpace(strings.ReplaceAll(strings.Join(list, " "), "é\u0301", "é"))
	}
	maybe := func() string {
		if r.IntN(3) == 0 {
			return ""
		}
		return text()
	}
	some := func(from []string) []string {
		var list []string
		for _, v := range from {
			if r.IntN(4) == 0 {
				list = append(list, v)
			}
		}
		return list
	}
	s := &model.Structure{
		ID: fmt.Sprintf("lieu-%d", i), Pivot: []string{"21560260000011", "W561000123", "W9R1011072", "00000000000000"}[r.IntN(4)], Nom: text(), Commune: "Vannes", CodePostal: "56000", CodeINSEE: "56260",
		Adresse: text(), ComplementAdresse: maybe(), Typologie: some(model.Typologies.Values), Telephone: []string{"", "+33261910001", "+262261910002", "+687261234"}[r.IntN(4)],
		Courriels: some([]string{"a@b.example", "c+d@e.example"}), SiteWeb: some([]string{"https://a.example/?x=1;2", "http://b.example/é"}),
		Horaires: []string{"", "Mo-Fr 09:00-12:00; PH off", `Tu[1] 14:00-17:00 "sur rendez-vous"`}[r.IntN(3)], PresentationResume: maybe(), PresentationDetail: maybe(), SourceNom: maybe(),
		Itinerance: some(model.Itinerances.Values), StructureParente: maybe(), DateMaj: day(2020+r.IntN(6), time.Month(1+r.IntN(12)), 1+r.IntN(28)), Services: some(model.Services.Values),
		Publics: some(model.Publics.Values), PriseEnCharge: some(model.PrisesEnCharge.Values), Frais: some(model.Frais.Values), Dispositifs: some(model.Dispositifs.Values),
		Labels: some(model.Labels.Values), AutresLabels: some([]string{"Label et la bête", "=x", "a, b"}), ModalitesAcces: some(model.ModalitesAcces.Values),
		ModalitesAccompagnement: some(model.ModalitesAccompagnement.Values), FicheAccesLibre: []string{"", "https://acceslibre.example/f/1/"}[r.IntN(2)], PriseRdv: []string{"", "https://rdv.example/"}[r.IntN(2)],
	}
	if r.IntN(2) == 0 {
		s.Latitude, s.Longitude = 47.6+r.Float64()/10, -2.8+r.Float64()/10
	}
	return s
}

// readBack is the structure of a CSV of one row, by the reader that imports use.
func readBack(t *testing.T, data []byte) *model.Structure {
	t.Helper()
	tables, ds := sheet.Read("structures.csv", data)
	if len(ds) > 0 || len(tables) != 1 || len(tables[0].Rows) != 1 {
		t.Fatalf("%v, no single row in\n%s", ds, data)
	}
	table := tables[0]
	s := &model.Structure{}
	v := reflect.ValueOf(s).Elem()
	for i := range v.NumField() {
		key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("toml"), ",")
		column := slices.Index(table.Columns, key)
		if key == "" || column < 0 || column >= len(table.Rows[0].Cells) || table.Rows[0].Cells[column] == "" {
			continue
		}
		cell := table.Rows[0].Cells[column]
		switch f := v.Field(i).Addr().Interface().(type) {
		case *string:
			*f = cell
		case *[]string:
			*f = strings.Split(strings.ReplaceAll(cell, "Étapes numériques(La Poste)", "Étapes numériques (La Poste)"), "|")
		case *float64:
			*f, _ = strconv.ParseFloat(cell, 64)
		case *time.Time:
			*f, _ = time.Parse(time.DateOnly, cell)
		}
	}
	return s
}

// TestCSVLosesNothing: what the standard can hold comes back from a CSV as it
// went, cell for cell and list for list, by the reader that imports use; sending
// what came back gives the same bytes.
func TestCSVLosesNothing(t *testing.T) {
	for seed := range uint64(300) {
		s := random(seeded(seed, 7), int(seed))
		for _, o := range []exchange.Options{{}, {StrictSchema: true}} {
			var b bytes.Buffer
			if err := o.CSV(&b, []*model.Structure{s}); err != nil {
				t.Fatal(err)
			}
			back := readBack(t, b.Bytes())
			if got, want := exchange.Format(back), exchange.Format(s); !bytes.Equal(got, want) {
				t.Fatalf("seed %d: read back\n%s\nsent\n%s\nas\n%s", seed, got, want, &b)
			}
			var again bytes.Buffer
			if err := o.CSV(&again, []*model.Structure{back}); err != nil || !bytes.Equal(again.Bytes(), b.Bytes()) {
				t.Fatalf("seed %d: sent again, it differs (%v)", seed, err)
			}
		}
	}
}
