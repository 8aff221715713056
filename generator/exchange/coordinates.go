package exchange

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"balise/generator/diag"
	"balise/generator/geo"
)

// RepairCoordinates is what ImportOptions.Repair holds for coordinates to be
// corrected, and not only reported.
const RepairCoordinates = "coordonnees"

// How far from its commune's outline a place may be, in metres: past the first,
// it is reported; past the second, a mistake is looked for.
const (
	farFromCommune = 1000
	lostToCommune  = 5000
)

var (
	numberPattern = regexp.MustCompile(`^[+-]?\d{1,18}(?:[.,]\d*)?(?:[eE][+-]?\d{1,2})?$`)
	pairPattern   = regexp.MustCompile(`^\(?\s*([+-]?\d{1,3}\.\d+)\s*[,;|\s]\s*([+-]?\d{1,3}\.\d+)\s*\)?$`)
)

// position is what a row gives as coordinates, as it gives them.
type position struct {
	rawLat, rawLon string
	lat, lon       float64
	ok             bool // both are numbers
}

// readPosition reads coordinates, with a point or a comma. Both may stand in
// one cell.
func readPosition(raw *raw) position {
	p := position{rawLat: raw.values[fieldIndex["latitude"]], rawLon: raw.values[fieldIndex["longitude"]]}
	if p.rawLon == "" || p.rawLon == p.rawLat {
		if m := pairPattern.FindStringSubmatch(p.rawLat); m != nil {
			p.rawLat, p.rawLon = m[1], m[2]
		}
	}
	var ok1, ok2 bool
	p.lat, ok1 = readNumber(p.rawLat)
	p.lon, ok2 = readNumber(p.rawLon)
	p.ok = ok1 && ok2
	return p
}

func readNumber(s string) (float64, bool) {
	s = strings.ReplaceAll(blanks.ReplaceAllString(s, ""), "−", "-") // U+2212
	if !numberPattern.MatchString(s) {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return v, err == nil && !math.IsInf(v, 0)
}

// clue tells where the place is for the commune to be found, swapped or not.
func (p position) clue() (lat, lon float64, ok bool) {
	switch {
	case !p.ok || p.lat == 0 && p.lon == 0:
	case geo.InFrance(p.lat, p.lon, ""):
		return p.lat, p.lon, true
	case geo.InFrance(p.lon, p.lat, ""):
		return p.lon, p.lat, true
	}
	return 0, 0, false
}

// coordinates publishes both or neither. Those that are wrong are reported and
// kept beside the record; with --repair coordonnees, those whose mistake is
// known are corrected.
func (p *placer) coordinates(r *record, at position) {
	if at.rawLat == "" && at.rawLon == "" {
		return
	}
	if at.ok && at.lat == 0 && at.lon == 0 { // how many programs write « unknown »
		p.report(r, "import-coordonnees-nulles")
		return
	}
	if at.ok && p.belongs(r, geo.Point{Lat: at.lat, Lon: at.lon}) {
		r.s.Latitude, r.s.Longitude = at.lat, at.lon
		p.besideCommune(r, at)
		return
	}
	code, fixed, found := p.mistake(r, at)
	switch {
	case !found && at.ok && geo.InFrance(at.lat, at.lon, ""):
		// No known mistake: the source may be right, and its commune wrong. A
		// person sees it here and in check; the value is not ours to drop.
		r.s.Latitude, r.s.Longitude = at.lat, at.lon
		p.report(r, "import-coordonnees-ailleurs", at.rawLat, at.rawLon, r.s.Commune)
		return
	case !found:
		p.report(r, "import-coordonnees", at.rawLat, at.rawLon, r.s.Commune)
	case slices.Contains(p.opts.Repair, RepairCoordinates):
		r.s.Latitude, r.s.Longitude = fixed.Lat, fixed.Lon
		p.corrected(r, "latitude", or(at.rawLat, at.rawLon), degrees(fixed.Lat))
		p.corrected(r, "longitude", or(at.rawLon, at.rawLat), degrees(fixed.Lon))
		p.besideCommune(r, position{at.rawLat, at.rawLon, fixed.Lat, fixed.Lon, true})
		return
	default:
		p.report(r, code, at.rawLat, at.rawLon, degrees(fixed.Lat), degrees(fixed.Lon))
	}
	r.note("latitude", at.rawLat, "écartée")
	r.note("longitude", at.rawLon, "écartée")
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// belongs tells whether a place can be in the record's commune: in its
// département, and not lost to its outline where the portal has one.
func (p *placer) belongs(r *record, at geo.Point) bool {
	if !geo.InFrance(at.Lat, at.Lon, r.departement) {
		return false
	}
	metres, known := p.atlas(r.departement).Outside(r.current, at)
	return !known || metres <= lostToCommune
}

// besideCommune reports a place that is published though it is outside its
// commune.
func (p *placer) besideCommune(r *record, at position) {
	metres, known := p.atlas(r.departement).Outside(r.current, geo.Point{Lat: at.lat, Lon: at.lon})
	if known && metres > farFromCommune {
		p.report(r, "import-coordonnees-voisines", degrees(at.lat), degrees(at.lon), r.s.Commune, p.kilometres(r, at))
	}
}

func (p *placer) kilometres(r *record, at position) string {
	metres, _ := p.atlas(r.departement).Outside(r.current, geo.Point{Lat: at.lat, Lon: at.lon})
	return strconv.Itoa(int(math.Ceil(metres / 1000)))
}

// mistake finds how coordinates came to be wrong: the first way that puts the
// place where its commune says.
func (p *placer) mistake(r *record, at position) (diag.Code, geo.Point, bool) {
	if !at.ok {
		return "", geo.Point{}, false
	}
	for _, try := range []struct {
		code     diag.Code
		lat, lon float64
	}{
		{"import-coordonnees-inversees", at.lon, at.lat},
		{"import-coordonnees-signe", at.lat, -at.lon},
		{"import-coordonnees-signe", -at.lat, at.lon},
		{"import-coordonnees-signe", -at.lat, -at.lon},
		{"import-coordonnees-inversees", at.lon, -at.lat},
		{"import-coordonnees-inversees", -at.lon, at.lat},
	} {
		if point := (geo.Point{Lat: try.lat, Lon: try.lon}); p.belongs(r, point) {
			return try.code, point, true
		}
	}
	if math.Abs(at.lat) < 1000 && math.Abs(at.lon) < 1000 {
		return "", geo.Point{}, false
	}
	for _, try := range [][2]float64{{at.lon, at.lat}, {at.lat, at.lon}} { // longitudes go east, as x does
		if point, _, ok := geo.Unproject(try[0], try[1], r.departement); ok && p.belongs(r, point) {
			return "import-coordonnees-metres", point, true
		}
	}
	if point, ok := p.pointLost(r, at); ok {
		return "import-coordonnees-virgule", point, true
	}
	return "", geo.Point{}, false
}

// pointLost puts a decimal point back in numbers that have none: 47658200 is
// 47.6582. There must be one way only.
func (p *placer) pointLost(r *record, at position) (geo.Point, bool) {
	if strings.ContainsAny(at.rawLat+at.rawLon, ".,eE") {
		return geo.Point{}, false
	}
	box, ok := geo.Extent(r.departement)
	if !ok {
		return geo.Point{}, false
	}
	lat, ok1 := scaled(at.lat, box.South, box.North)
	lon, ok2 := scaled(at.lon, box.West, box.East)
	point := geo.Point{Lat: lat, Lon: lon}
	return point, ok1 && ok2 && p.belongs(r, point)
}

// scaled divides a number by a power of ten so that it lies between two others;
// false when there is no way, or several.
func scaled(v, low, high float64) (float64, bool) {
	found, best := 0, 0.0
	for power := 1.0; power <= 1e17; power *= 10 {
		if x := v / power; x >= low && x <= high {
			found, best = found+1, x
		}
	}
	return best, found == 1
}
