package geo

import (
	"math"
	"strconv"
)

// Unproject takes coordinates in metres, as maps of France have them, to degrees:
// Lambert-93 (EPSG:2154), the nine conic zones of RGF93 (EPSG:3942 to 3950) and
// Web Mercator (EPSG:3857). x goes east and y north. The system is the one that
// puts the point in the département (anywhere in France when it is empty or
// unknown); false when none does. Degrees are rounded to a decimetre.
//
// Formulas: IGN, « Projection cartographique conique conforme de Lambert »,
// NT/G 71, algorithms 2, 4 and 54.
func Unproject(x, y float64, departement string) (p Point, system string, ok bool) {
	fits := func(at Point, name string) bool {
		at = Point{math.Round(at.Lat*1e6) / 1e6, math.Round(at.Lon*1e6) / 1e6}
		if !at.valid() || !InFrance(at.Lat, at.Lon, departement) {
			return false
		}
		p, system = at, name
		return true
	}
	if math.Abs(x) < 1000 && math.Abs(y) < 1000 || math.Abs(x) > 2.1e7 || math.Abs(y) > 2.1e7 { // NaN fails below
		return Point{}, "", false
	}
	if x > 0 && x < 1.4e6 && y > 5.9e6 && y < 7.3e6 && fits(conic{46.5, 44, 49, 3, 700_000, 6_600_000}.degrees(x, y), "Lambert-93") {
		return p, system, true
	}
	if zone := math.Round((y-200_000)/1e6) + 41; x > 1e6 && x < 2.5e6 && zone >= 42 && zone <= 50 &&
		fits(conic{zone, zone - .75, zone + .75, 3, 1_700_000, (zone-41)*1e6 + 200_000}.degrees(x, y), "RGF93 CC"+strconv.Itoa(int(zone))) {
		return p, system, true
	}
	const equator = 6378137.0
	ok = fits(Point{math.Atan(math.Sinh(y/equator)) * 180 / math.Pi, x / equator * 180 / math.Pi}, "Web Mercator")
	return p, system, ok
}

// conic is a Lambert projection of the GRS80 ellipsoid: its origin, its two
// parallels, its meridian, and the metres given to the origin.
type conic struct{ origin, south, north, meridian, x, y float64 }

const eccentricity = 0.0818191910428158 // GRS80

// degrees is the inverse projection.
func (c conic) degrees(x, y float64) Point {
	const a = 6378137.0
	f1, f2 := radians(c.south), radians(c.north)
	n := math.Log(normal(f2)*math.Cos(f2)/(normal(f1)*math.Cos(f1))) / (isometric(f1) - isometric(f2))
	k := a * normal(f1) * math.Cos(f1) / n * math.Exp(n*isometric(f1))
	pole := c.y + k*math.Exp(-n*isometric(radians(c.origin)))
	r := math.Hypot(x-c.x, y-pole)
	lon := radians(c.meridian) + math.Atan((x-c.x)/(pole-y))/n
	l := -math.Log(r/math.Abs(k)) / n
	lat := 2*math.Atan(math.Exp(l)) - math.Pi/2
	for range 12 {
		s := eccentricity * math.Sin(lat)
		lat = 2*math.Atan(math.Pow((1+s)/(1-s), eccentricity/2)*math.Exp(l)) - math.Pi/2
	}
	return Point{lat * 180 / math.Pi, lon * 180 / math.Pi}
}

// normal is the length of the great normal, for an ellipsoid of radius one.
func normal(lat float64) float64 {
	s := eccentricity * math.Sin(lat)
	return 1 / math.Sqrt(1-s*s)
}

// isometric is the isometric latitude.
func isometric(lat float64) float64 {
	s := eccentricity * math.Sin(lat)
	return math.Log(math.Tan(math.Pi/4+lat/2) * math.Pow((1-s)/(1+s), eccentricity/2))
}
