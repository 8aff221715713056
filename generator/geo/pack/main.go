// Pack makes the embedded file of package geo from the npm package
// @etalab/decoupage-administratif, the COG as JSON (data under Licence Ouverte).
//
//	go run ./generator/geo/pack [-o FILE] [-year YEAR] DIR HISTORY
//
// DIR is the "data" folder of the unpacked package. The version is read from the
// package.json beside it, the year of the COG from the table of its README.
// HISTORY is historique-communes.json, which says what communes were called since
// 1943: no version of the package after 0.7.0 has it.
//
// refresh.sh does the whole: it gets the package, unpacks it in a temporary
// folder and runs this program. "go generate ./generator/geo" runs it for the
// version that geo.go names. See docs/developpement/cog.md.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"balise/generator/geo"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("pack", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("o", "generator/geo/cog.tsv.gz", "`file` to write")
	year := flags.Int("year", 0, "`year` of the COG, when the package's README does not say it")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() != 2 {
		fmt.Fprintln(stderr, "usage: pack [-o FILE] [-year YEAR] DIR HISTORY")
		return 2
	}
	packed, tables, err := pack(flags.Arg(0), flags.Arg(1), *year)
	if err == nil {
		err = os.WriteFile(*out, packed, 0o644)
	}
	if err != nil {
		fmt.Fprintln(stderr, "pack:", err)
		return 1
	}
	fmt.Fprintf(stdout, "%s: %s %s, COG %d, %d communes, %d EPCI, %d KB\n", *out, tables.Source.Name, tables.Source.Version,
		tables.Source.Year, len(tables.Communes), len(tables.EPCIs), len(packed)>>10)
	return 0
}

// pack reads the package, and reads back what it is about to write.
func pack(dir, history string, year int) ([]byte, *geo.Tables, error) {
	source, err := readSource(dir, year)
	if err != nil {
		return nil, nil, err
	}
	p, err := readPackage(dir, history)
	if err != nil {
		return nil, nil, err
	}
	tables, err := p.tables()
	if err != nil {
		return nil, nil, err
	}
	tables.Source = source
	packed, err := tables.Encode()
	if err != nil {
		return nil, nil, err
	}
	if _, err := geo.Decode(packed); err != nil {
		return nil, nil, fmt.Errorf("reading back: %w", err)
	}
	return packed, tables, nil
}

// readSource reads the package's name and version, and finds in its README the
// year of the COG: a row of a table, "| 2026  | 6.0.0  | …".
func readSource(dir string, year int) (geo.Source, error) {
	var manifest struct{ Name, Version string }
	if err := readJSON(filepath.Join(dir, "..", "package.json"), &manifest); err != nil {
		return geo.Source{}, err
	}
	if year == 0 {
		readme, err := os.ReadFile(filepath.Join(dir, "..", "README.md"))
		if err != nil {
			return geo.Source{}, err
		}
		row := regexp.MustCompile(`(?m)^\|\s*(\d{4})\s*\|\s*` + regexp.QuoteMeta(manifest.Version) + `\s*\|`).FindSubmatch(readme)
		if row == nil {
			return geo.Source{}, fmt.Errorf("the README does not give the year of version %s: use -year", manifest.Version)
		}
		year, _ = strconv.Atoi(string(row[1])) // four digits
	}
	return geo.Source{Name: manifest.Name, Version: manifest.Version, Year: year, Licence: "Licence Ouverte"}, nil
}

func readPackage(dir, history string) (*npmPackage, error) {
	p := &npmPackage{}
	return p, errors.Join(
		readJSON(filepath.Join(dir, "regions.json"), &p.regions),
		readJSON(filepath.Join(dir, "departements.json"), &p.departements),
		readJSON(filepath.Join(dir, "epci.json"), &p.epci),
		readJSON(filepath.Join(dir, "ept.json"), &p.ept),
		readJSON(filepath.Join(dir, "communes.json"), &p.communes),
		readJSON(history, &p.history),
	)
}

func readJSON(file string, into any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}

// npmPackage is what the package's files hold, and we use.
type npmPackage struct {
	regions      []region
	departements []departement
	epci, ept    []epci
	communes     []commune
	history      []struct{ Code, Nom string }
}

type region struct{ Code, Nom string }

type departement struct {
	Code, Nom, Region, Zone string
	TypeLiaison             byte
}

type epci struct {
	Code, Nom, Type string
	Membres         []struct{ Code string }
}

type commune struct {
	Code, Nom, Type, Departement string
	TypeLiaison                  *int
	CodesPostaux, AnciensCodes   []string
	Population                   int
	ChefLieu, Commune            string // of a part, the commune it is in
}

// beforeCollectivity are the codes that two communes of Guadeloupe had until
// they became collectivities, on 15 July 2007 (loi organique 2007-223). Data in
// use still has them; the package does not.
var beforeCollectivity = []geo.Succession{{Old: "97123", New: "97701"}, {Old: "97127", New: "97801"}}

// tables brings the package's files to the tables of package geo, and refuses
// what would make them contradict themselves.
func (p *npmPackage) tables() (*geo.Tables, error) {
	t := &geo.Tables{EPT: map[string][]string{}}
	for _, r := range p.regions {
		t.Regions = append(t.Regions, geo.Region{Code: r.Code, Name: r.Nom})
	}
	known := map[string]bool{}
	for _, d := range p.departements {
		known[d.Code] = true
		t.Departements = append(t.Departements, geo.Departement{Code: d.Code, Name: d.Nom, Region: d.Region, Zone: d.Zone, Liaison: '0' + d.TypeLiaison})
	}
	groups, err := p.groups(t)
	if err != nil {
		return nil, err
	}
	current, parts := map[string]bool{}, map[string]bool{}
	for _, c := range p.communes {
		switch c.Type {
		case "commune-actuelle":
			if current[c.Code] || !known[c.Departement] {
				return nil, fmt.Errorf("commune %s is there twice or its département %q is unknown", c.Code, c.Departement)
			}
			current[c.Code] = true
			t.Communes = append(t.Communes, geo.Commune{Code: c.Code, Name: c.Nom, Departement: c.Departement, EPCI: groups[c.Code],
				Postcodes: c.CodesPostaux, Population: c.Population, Elides: c.elides()})
		case "arrondissement-municipal", "commune-deleguee", "commune-associee":
			parts[c.Code] = true
			t.Parts = append(t.Parts, c.part())
		default:
			return nil, fmt.Errorf("commune %s has an unknown type %q", c.Code, c.Type)
		}
	}
	if err := p.former(t, current, parts); err != nil {
		return nil, err
	}
	return t, p.names(t)
}

// groups adds the EPCI to the tables, and returns that of each commune.
func (p *npmPackage) groups(t *geo.Tables) (map[string]string, error) {
	of := map[string]string{}
	for _, e := range p.epci {
		t.EPCIs = append(t.EPCIs, geo.EPCI{SIREN: e.Code, Name: e.Nom, Kind: e.Type})
		for _, m := range e.Membres {
			if other := of[m.Code]; other != "" {
				return nil, fmt.Errorf("commune %s is in two EPCI, %s and %s", m.Code, other, e.Code)
			}
			of[m.Code] = e.Code
		}
	}
	for _, e := range p.ept {
		t.EPCIs = append(t.EPCIs, geo.EPCI{SIREN: e.Code, Name: e.Nom, Kind: "EPT"})
		for _, m := range e.Membres {
			t.EPT[e.Code] = append(t.EPT[e.Code], m.Code)
		}
	}
	return of, nil
}

// former adds the codes that are no longer used. Those of today's parts are
// known from the parts.
func (p *npmPackage) former(t *geo.Tables, current, parts map[string]bool) error {
	t.Former = append(t.Former, beforeCollectivity...)
	for _, c := range p.communes {
		for _, old := range c.AnciensCodes {
			if !current[old] && !parts[old] {
				t.Former = append(t.Former, geo.Succession{Old: old, New: c.Code})
			}
		}
	}
	seen := map[string]bool{}
	for _, f := range t.Former {
		if seen[f.Old] {
			return fmt.Errorf("the code %s became two communes", f.Old)
		}
		seen[f.Old] = true
		if !current[f.New] {
			return fmt.Errorf("the code %s became %s, which is unknown", f.Old, f.New)
		}
	}
	for _, part := range t.Parts {
		if !current[part.Commune] {
			return fmt.Errorf("%s is a part of %s, which is unknown", part.Code, part.Commune)
		}
	}
	return nil
}

// names adds the names that are no longer used. A code of the history that leads
// nowhere means that the two files are not of one country.
func (p *npmPackage) names(t *geo.Tables) error {
	now := map[string]string{} // any code to today's
	for _, f := range t.Former {
		now[f.Old] = f.New
	}
	for _, part := range t.Parts {
		now[part.Code] = part.Commune
	}
	used := map[geo.FormerName]bool{}
	for _, c := range t.Communes {
		now[c.Code] = c.Code
		used[geo.FormerName{Name: c.Name, Code: c.Code}] = true
	}
	for _, part := range t.Parts {
		used[geo.FormerName{Name: part.Name, Code: part.Commune}] = true
	}
	for _, h := range p.history {
		code, ok := now[h.Code]
		if !ok {
			return fmt.Errorf("the history names a code %s, which leads nowhere", h.Code)
		}
		if name := (geo.FormerName{Name: h.Nom, Code: code}); !used[name] {
			used[name] = true
			t.Names = append(t.Names, name)
		}
	}
	return nil
}

func (c *commune) part() geo.Part {
	part := geo.Part{Code: c.Code, Name: c.Nom, Kind: geo.Delegated, Commune: c.ChefLieu}
	switch c.Type {
	case "commune-associee":
		part.Kind = geo.Associated
	case "arrondissement-municipal":
		part.Kind, part.Commune = geo.Arrondissement, c.Commune
		part.Postcodes, part.Population = c.CodesPostaux, c.Population
	}
	return part
}

// elides follows the TNCC of the COG; where there is none (overseas), the first
// letter.
func (c *commune) elides() bool {
	if c.TypeLiaison != nil {
		return *c.TypeLiaison == 1
	}
	initial, _ := utf8.DecodeRuneInString(c.Nom)
	return strings.ContainsRune("AEIOUÉÎ", initial)
}
