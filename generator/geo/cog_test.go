package geo_test

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"

	"balise/generator/geo"
)

func TestKnownCommunes(t *testing.T) {
	for _, want := range []struct{ code, name, departement, postcode, epci string }{
		{"56260", "Vannes", "56", "56000", "200067932"},
		{"97411", "Saint-Denis", "974", "97400", "249740119"},
		{"75056", "Paris", "75", "75013", "200054781"},
		{"2A004", "Ajaccio", "2A", "20090", "242010056"},
		{"97502", "Saint-Pierre", "975", "97500", ""},
		{"98818", "Nouméa", "988", "98800", ""},
		{"22016", "Île-de-Bréhat", "22", "22870", ""}, // in no EPCI
	} {
		c, ok := geo.CommuneByCode(want.code)
		if !ok || c.Name != want.name || c.Departement != want.departement || c.EPCI != want.epci || !slices.Contains(c.Postcodes, want.postcode) {
			t.Errorf("%s: got %+v, %v, want %+v", want.code, c, ok, want)
		}
	}
	for _, code := range []string{"", "5626", "562600", "99999", "97123", "75101", "2a004"} {
		if c, ok := geo.CommuneByCode(code); ok {
			t.Errorf("%q is no commune, got %+v", code, c)
		}
	}
}

func TestMembers(t *testing.T) {
	if n := len(geo.CommunesOfDepartement("56")); n != 249 {
		t.Errorf("Morbihan has 249 communes, got %d", n)
	}
	if n := len(geo.CommunesOfDepartement("75")); n != 1 {
		t.Errorf("Paris is one commune, got %d", n)
	}
	var arrondissements int
	for i, p := range geo.PartsOf("75056") {
		if p.Kind == geo.Arrondissement && len(p.Postcodes) > 0 {
			arrondissements++
		}
		if i > 0 && geo.PartsOf("75056")[i-1].Code >= p.Code {
			t.Error("parts are not sorted")
		}
	}
	if arrondissements != 20 {
		t.Errorf("Paris has 20 arrondissements, got %d", arrondissements)
	}
	gmva, ok := geo.EPCIBySIREN("200067932")
	if !ok || gmva.Kind != "CA" || len(geo.CommunesOfEPCI(gmva.SIREN)) != 34 {
		t.Errorf("Golfe du Morbihan: got %+v, %d communes", gmva, len(geo.CommunesOfEPCI(gmva.SIREN)))
	}
	plaine, ok := geo.EPCIBySIREN("200057867") // an EPT: its communes are in the métropole
	communes := geo.CommunesOfEPCI(plaine.SIREN)
	if !ok || plaine.Name != "Plaine Commune" || plaine.Kind != "EPT" || len(communes) != 8 || communes[0].EPCI != "200054781" {
		t.Errorf("Plaine Commune: got %+v, %v", plaine, communes)
	}
	for _, none := range []string{"", "000000000", "56"} {
		if got := geo.CommunesOfEPCI(none); got != nil {
			t.Errorf("EPCI %q: got %d communes", none, len(got))
		}
	}
	if bretagne, ok := geo.RegionByCode("53"); !ok || bretagne.Name != "Bretagne" {
		t.Errorf("got %+v", bretagne)
	}
	if _, ok := geo.RegionByCode("00"); ok {
		t.Error("no region 00")
	}
}

// What the tables say of each other must hold for every record.
func TestTablesAgree(t *testing.T) {
	total := 0
	for _, d := range geo.Departements() {
		if _, ok := geo.RegionByCode(d.Region); !ok {
			t.Errorf("département %s: unknown region %s", d.Code, d.Region)
		}
		communes := geo.CommunesOfDepartement(d.Code)
		total += len(communes)
		for _, c := range communes {
			if !strings.HasPrefix(c.Code, d.Code) {
				t.Errorf("%s in %s", c.Code, d.Code)
			}
			if _, ok := geo.EPCIBySIREN(c.EPCI); !ok && c.EPCI != "" {
				t.Errorf("%s: unknown EPCI %s", c.Code, c.EPCI)
			}
			if again, ok := geo.CommuneByCode(c.Code); !ok || again.Name != c.Name {
				t.Errorf("%s is not found by its code", c.Code)
			}
			if !has(geo.ByName(c.Name), c.Code) {
				t.Errorf("%s is not found by its name %q", c.Code, c.Name)
			}
			for _, cp := range c.Postcodes {
				if !has(geo.ByPostcode(cp), c.Code) {
					t.Errorf("%s is not found by its postcode %s", c.Code, cp)
				}
			}
			if departement, ok := geo.DepartementOf(c.Code); !ok || departement != d.Code {
				t.Errorf("DepartementOf(%s) = %s", c.Code, departement)
			}
		}
	}
	if total != 34969 {
		t.Errorf("%d communes are in a known département, want all 34969", total)
	}
}

func has(communes []geo.Commune, code string) bool {
	return slices.ContainsFunc(communes, func(c geo.Commune) bool { return c.Code == code })
}

func TestCurrent(t *testing.T) {
	for code, want := range map[string]string{
		"56260": "56260",
		"75115": "75056", // arrondissement
		"69381": "69123",
		"20004": "2A004", // before Corsica was divided
		"01340": "01015", // former commune
		"01120": "01262", // associated
		"97123": "97701", // Saint-Barthélemy, when in Guadeloupe
		"97127": "97801",
		"99138": "", // Monaco
		"":      "",
	} {
		got, ok := geo.Current(code)
		if got != want || ok != (want != "") {
			t.Errorf("Current(%q) = %q, %v, want %q", code, got, ok, want)
		}
	}
}

func TestDepartementOf(t *testing.T) {
	for code, want := range map[string]string{
		"56260": "56", "2B033": "2B", "20004": "2A", "97411": "974", "98818": "988",
		"56999": "56", // no such commune: still the Morbihan
		"97999": "", "99138": "", "560": "", "": "", "xxxxx": "",
	} {
		if got, ok := geo.DepartementOf(code); ok != (want != "") || ok && got != want {
			t.Errorf("DepartementOf(%q) = %q, %v, want %q", code, got, ok, want)
		}
	}
}

func TestDepartementOfQPV(t *testing.T) {
	for code, want := range map[string]string{
		"QP075001": "75", "QN07501M": "75", "QP056001": "56", "QP02A001": "2A", "QN97401M": "974", "QP971001": "971",
		"QP75001": "", "QN075011": "", "qp075001": "", "QP099001": "", "QP0750010": "", "": "",
	} {
		if got, ok := geo.DepartementOfQPV(code); ok != (want != "") || ok && got != want {
			t.Errorf("DepartementOfQPV(%q) = %q, %v, want %q", code, got, ok, want)
		}
	}
}

func TestPostcodes(t *testing.T) {
	for cp, want := range map[string]string{
		"56000": "56",
		"20000": "2A", "20600": "2B", "20167": "2A",
		"97133": "977", "97150": "978", "97400": "974", "97500": "975", "98600": "986", "98714": "987", "98800": "988",
		"42620": "42", // serves 03250 too
		"75015": "75", "75116": "75",
		"56019": "56", "20178": "2A", "20407": "2B", "97808": "978", // CEDEX
		"98000": "", "00100": "", "99999": "", "5600": "", "560000": "", "5600O": "", "": "", "+5600": "",
	} {
		if got, ok := geo.DepartementOfPostcode(cp); ok != (want != "") || ok && got != want {
			t.Errorf("DepartementOfPostcode(%q) = %q, %v, want %q", cp, got, ok, want)
		}
	}
	for _, c := range []struct {
		cp, departement string
		want            bool
	}{
		{"56019", "56", true}, {"56019", "35", false}, {"56000", "56", false},
		{"20178", "2A", true}, {"20178", "2B", true}, {"97808", "978", true}, {"99999", "56", false}, {"", "56", false},
	} {
		if got := geo.MaybeCEDEX(c.cp, c.departement); got != c.want {
			t.Errorf("MaybeCEDEX(%q, %q) = %v", c.cp, c.departement, got)
		}
	}
	if got := geo.ByPostcode("56019"); got != nil {
		t.Errorf("a CEDEX serves no commune, got %v", got)
	}
}

func TestSource(t *testing.T) {
	s := geo.COG()
	if s.Name != "@etalab/decoupage-administratif" || s.Version == "" || s.Year < 2026 || s.Licence != "Licence Ouverte" {
		t.Errorf("got %+v", s)
	}
}

func TestGrammar(t *testing.T) {
	departements := geo.Departements()
	if len(departements) != 109 {
		t.Errorf("101 départements and 8 collectivities, got %d", len(departements))
	}
	for _, d := range departements {
		name := strings.ReplaceAll(d.Name, "'", "’")
		if !strings.HasSuffix(d.In(), name) || !strings.HasSuffix(d.Of(), name) {
			t.Errorf("%s %s: %q, %q", d.Code, d.Name, d.In(), d.Of())
		}
		lead := strings.TrimSuffix(d.In(), name)
		if !slices.Contains([]string{"dans le ", "dans la ", "dans l’", "dans les ", "en ", "à ", "sur l’"}, lead) {
			t.Errorf("%s: %q", d.Code, d.In())
		}
		// The article of the COG and ours are the same where ours shows.
		article, shown := map[string]byte{"dans le ": '2', "dans la ": '3', "dans les ": '4', "dans l’": '5'}[lead]
		if shown && d.Liaison != article && d.Zone != "com" {
			t.Errorf("%s: %q, but TNCC %c", d.Code, d.In(), d.Liaison)
		}
	}
	for code, want := range map[string][2]string{
		"56":  {"dans le Morbihan", "du Morbihan"},
		"974": {"à La Réunion", "de La Réunion"},
		"35":  {"en Ille-et-Vilaine", "d’Ille-et-Vilaine"},
		"01":  {"dans l’Ain", "de l’Ain"},
		"984": {"dans les Terres australes et antarctiques françaises", "des Terres australes et antarctiques françaises"},
	} {
		d, _ := geo.DepartementByCode(code)
		if d.In() != want[0] || d.Of() != want[1] {
			t.Errorf("%s: got %q, %q, want %q", code, d.In(), d.Of(), want)
		}
	}
	for code, want := range map[string][2]string{
		"56260": {"à Vannes", "de Vannes"},
		"56007": {"à Auray", "d’Auray"},
		"72181": {"au Mans", "du Mans"},
		"85194": {"aux Sables-d’Olonne", "des Sables-d’Olonne"},
		"17300": {"à La Rochelle", "de La Rochelle"},
		"94038": {"à L’Haÿ-les-Roses", "de L’Haÿ-les-Roses"},
		"62427": {"à Hénin-Beaumont", "d’Hénin-Beaumont"},
		"76351": {"au Havre", "du Havre"},
		"98612": {"à Sigave", "de Sigave"},
		"98611": {"à Alo", "d’Alo"},
	} {
		c, _ := geo.CommuneByCode(code)
		if c.In() != want[0] || c.Of() != want[1] {
			t.Errorf("%s: got %q, %q, want %q", code, c.In(), c.Of(), want)
		}
	}
	if got := (geo.Departement{Code: "zz", Name: "Val", Liaison: '2'}).In(); got != "dans le département du Val" {
		t.Errorf("got %q", got)
	}
}

func embeddedFile(t testing.TB) []byte {
	t.Helper()
	packed := geo.Embedded
	if len(packed) > 700<<10 {
		t.Errorf("the embedded file has grown to %d bytes", len(packed))
	}
	return packed
}

// Reading the embedded file and writing it again gives the same text.
func TestRoundTrip(t *testing.T) {
	packed := embeddedFile(t)
	tables, err := geo.Decode(packed)
	if err != nil {
		t.Fatal(err)
	}
	again, err := tables.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(unpack(t, again), unpack(t, packed)) {
		t.Error("another text")
	}
}

func unpack(t *testing.T, packed []byte) []byte {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if _, err := text.ReadFrom(z); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

func repack(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.Bytes()
}

const emptySections = "=regions\t0\n=departements\t0\n=epci\t0\n=communes\t%s\n=parts\t0\n=ept\t0\n=former\t0\n=names\t0\n"

func TestDecodeRefuses(t *testing.T) {
	head := "balise-cog-2\tp\t1\t2026\tL\n"
	whole := head + strings.Replace(emptySections, "%s", "0", 1)
	if _, err := geo.Decode(repack(whole)); err != nil {
		t.Errorf("empty tables: %v", err)
	}
	for name, packed := range map[string][]byte{
		"nothing":       nil,
		"not gzip":      []byte("balise-cog-2"),
		"cut":           geo.Embedded[:1000],
		"other version": repack(strings.Replace(whole, "cog-2", "cog-1", 1)),
		"short":         repack(head),
		"huge count":    repack(head + strings.Replace(emptySections, "%s", "999999999", 1)),
		"wrong count":   repack(head + strings.Replace(emptySections, "%s", "1", 1)),
		"bad count":     repack(head + strings.Replace(emptySections, "%s", "-1", 1)),
		"no such EPCI":  repack(head + strings.Replace(emptySections, "%s", "1\n56260\tVannes\t56\t3\t56000\t1\t", 1)),
		"bomb":          repack(strings.Repeat("a", 21<<20)),
	} {
		if _, err := geo.Decode(packed); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	bad := geo.Tables{Regions: []geo.Region{{Code: "1", Name: "a\tb"}}}
	if _, err := bad.Encode(); err == nil {
		t.Error("a tab in a name: accepted")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add("balise-cog-2\tp\t1\t2026\tL\n" + strings.Replace(emptySections, "%s", "1\n56260\tVannes\t56\t\t56000,56001\t1\td", 1))
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		tables, err := geo.Decode(repack(text))
		if err != nil {
			return
		}
		if _, err := tables.Encode(); err != nil {
			t.Errorf("read but cannot be written: %v", err)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	packed := embeddedFile(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := geo.Decode(packed); err != nil {
			b.Fatal(err)
		}
	}
}
