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

// grown is the box with a band around it, in degrees.
func (b Box) grown(band float64) Box {
	return Box{South: b.South - band, North: b.North + band, West: b.West - band, East: b.East + band}
}
