package geo

import "math"

// Point is a place on Earth, in degrees (WGS 84).
type Point struct{ Lat, Lon float64 }

// valid reports whether p is a place at all. NaN is not.
func (p Point) valid() bool {
	return p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180
}

// earthRadius is the mean radius of the Earth, in metres (IUGG R1).
const earthRadius = 6371008.8

// Distance is the length of the great circle between two points, in metres
// (haversine; the Earth taken as a sphere: up to 0.5 % from the truth).
func Distance(lat1, lon1, lat2, lon2 float64) float64 {
	phi1, phi2 := radians(lat1), radians(lat2)
	a, b := math.Sin((phi2-phi1)/2), math.Sin(radians(lon2-lon1)/2)
	h := float64(a*a) + float64(math.Cos(phi1)*math.Cos(phi2)*b*b)
	return 2 * earthRadius * math.Asin(math.Sqrt(min(h, 1)))
}

func radians(degrees float64) float64 { return degrees * (math.Pi / 180) }

// Box is a rectangle of latitudes and longitudes, edges included. It does not
// cross the 180th meridian.
type Box struct{ South, North, West, East float64 }

// Contains reports whether a point lies in the box.
func (b Box) Contains(lat, lon float64) bool {
	return lat >= b.South && lat <= b.North && lon >= b.West && lon <= b.East
}

// around is the smallest box that holds points; the points must not be empty.
func around(points []Point) Box {
	b := Box{South: points[0].Lat, North: points[0].Lat, West: points[0].Lon, East: points[0].Lon}
	for _, p := range points[1:] {
		b = b.with(Box{South: p.Lat, North: p.Lat, West: p.Lon, East: p.Lon})
	}
	return b
}

func (b Box) with(c Box) Box {
	return Box{South: min(b.South, c.South), North: max(b.North, c.North), West: min(b.West, c.West), East: max(b.East, c.East)}
}

// mainland stands for every département of two digits.
const mainland = "metro"

// extents are the lands of each territory. From the EPSG register, the "onshore"
// extents, whose number is given; they leave some 5 km of sea around.
var extents = map[string]Box{
	mainland: {42.33, 51.14, -5.20, 8.23},       // 1326, widened to the west for Ouessant
	"2A":     {41.31, 43.07, 8.50, 9.63},        // 1327, Corsica
	"2B":     {41.31, 43.07, 8.50, 9.63},        // 1327
	"971":    {15.80, 16.55, -61.85, -60.97},    // 2829
	"972":    {14.35, 14.93, -61.29, -60.76},    // 3276
	"973":    {2.11, 5.81, -54.61, -51.61},      // 3146
	"974":    {-21.42, -20.81, 55.16, 55.91},    // 3337
	"975":    {46.69, 47.19, -56.48, -56.07},    // 3299
	"976":    {-13.05, -12.61, 44.98, 45.35},    // 3340
	"977":    {17.82, 17.98, -62.92, -62.73},    // 2891
	"978":    {18.01, 18.17, -63.21, -62.96},    // 2890
	"984":    {-67.13, -10.65, 37.55, 142.00},   // 1099 and 4246: with the sea, from the Glorieuses to Adélie
	"986":    {-14.50, -13.10, -178.30, -176.0}, // 2815 for Wallis, widened to Futuna and Alofi
	"987":    {-31.24, -4.52, -158.13, -131.97}, // 1098, with the sea
	"988":    {-22.73, -19.50, 163.54, 168.19},  // 3430
	"989":    {10.25, 10.36, -109.28, -109.16},  // around 10° 18′ N, 109° 13′ W
}

// InFrance reports whether a point is plausible for a département: on the same
// side of the world, not more. With an unknown or empty département, whether it
// is plausible for any. A point that fails and passes with its latitude and
// longitude exchanged was most probably written the wrong way round.
func InFrance(lat, lon float64, departement string) bool {
	if _, ok := DepartementByCode(departement); ok {
		box, ok := extents[departement]
		if !ok {
			box = extents[mainland]
		}
		return box.Contains(lat, lon)
	}
	for _, box := range extents {
		if box.Contains(lat, lon) {
			return true
		}
	}
	return false
}
