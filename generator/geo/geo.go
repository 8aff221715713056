// Package geo knows the territories of France and where things stand in them.
//
// It answers four kinds of question:
//
//   - official codes: what commune, département, région or EPCI a code names,
//     what lies in it, its postcodes, what a former code became, which commune
//     an author meant by a name or a postcode (the COG, embedded);
//   - what commune several clues tell together, as listings have them: a code, a
//     postcode, a name of today or of before, coordinates ([Resolve]);
//   - outlines: whether a point lies in a GeoJSON polygon ([ReadPolygon]);
//   - distances: how far, and what is nearest ([Distance], [Index]).
//
// Codes are those of the Code officiel géographique of INSEE (communes: five
// characters, départements: two or three) and the SIREN (nine digits) for EPCI.
// Coordinates are WGS 84 degrees, latitude first except inside GeoJSON.
// Distances are metres.
//
// It refuses to fetch anything, to geocode an address, and to guess: a lookup
// that does not know says so. The COG has no coordinates, so the package does
// not know where a commune is, only the box around its département; outlines come
// from a portal's own files ([Atlas]).
//
// The embedded file is read at the first question and kept; everything the
// package returns is shared and must not be modified. All of it is safe for
// concurrent use.
package geo

import (
	_ "embed"
	"sync"
)

//go:generate sh pack/refresh.sh 6.0.0

// embedded is the COG as [Tables.Encode] wrote it, by the program in pack.
//
//go:embed cog.tsv.gz
var embedded []byte

// cog reads the embedded tables once. They are part of the program and tested
// with it, so a fault in them is a fault of the build.
var cog = sync.OnceValue(func() *Tables {
	t, err := Decode(embedded)
	if err != nil {
		panic("geo: embedded COG: " + err.Error())
	}
	return t
})

// Source says where the embedded codes come from, for the legal notices.
type Source struct {
	Name    string // npm package
	Version string // of that package
	Year    int    // of the COG
	Licence string
}

// COG returns the source of the embedded codes.
func COG() Source { return cog().Source }

// Commune is a commune that exists today, or one of the territories without
// communes that the COG numbers like one (Saint-Barthélemy, TAAF…).
type Commune struct {
	Code        string   // INSEE, for instance "56260" or "2A004"
	Name        string   // official, with its article and a straight apostrophe
	Departement string   // code
	EPCI        string   // SIREN of the EPCI with its own taxes; empty outside any
	Postcodes   []string // never a CEDEX; empty for the TAAF
	Population  int      // municipal; 0 when the COG has none
	Elides      bool     // "d’Auray" rather than "de Vannes" (TNCC 1 of the COG)
}

// PartKind is what a [Part] is.
type PartKind byte

// The kinds of Part, as they are written in the embedded file.
const (
	Arrondissement PartKind = 'M' // municipal: Paris, Lyon, Marseille
	Delegated      PartKind = 'D' // commune déléguée
	Associated     PartKind = 'A' // commune associée
)

// Part is a piece of a commune that has a code and a name of its own. The first
// of a new commune's delegated communes usually keeps the code of the whole.
type Part struct {
	Code       string
	Name       string
	Kind       PartKind
	Commune    string   // code of the commune it is part of
	Postcodes  []string // arrondissements only
	Population int      // arrondissements only
}

// Departement is a département, or an overseas collectivity numbered like one.
type Departement struct {
	Code    string // "56", "2A", "974", "988"
	Name    string // official, without its article
	Region  string // code; an overseas collectivity is its own region
	Zone    string // "metro", "drom" or "com"
	Liaison byte   // TNCC of the COG: '0' to '5', which article the name takes
}

// Region is a région, or an overseas collectivity numbered like one.
type Region struct {
	Code, Name string
}

// EPCI is a grouping of communes. Its kind is the one of the DGCL: "CC", "CA",
// "CU", "METRO", "MET69" (Lyon), or "EPT" for the eleven territories inside the
// Métropole du Grand Paris, whose communes give the métropole as their EPCI.
type EPCI struct {
	SIREN string
	Name  string // as the DGCL writes it: "CC Faucigny - Glières"
	Kind  string
}
