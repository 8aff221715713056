package geo_test

import (
	"math"
	"testing"

	"balise/generator/geo"
)

// TestUnproject holds points whose two writings are known: the origins of the
// projections, and the middle of Paris.
func TestUnproject(t *testing.T) {
	for _, c := range []struct {
		x, y   float64
		dep    string
		want   geo.Point
		system string
	}{
		{652469.02, 6862035.26, "75", geo.Point{Lat: 48.8566, Lon: 2.3522}, "Lambert-93"},
		{700000, 6600000, "", geo.Point{Lat: 46.5, Lon: 3}, "Lambert-93"},
		{1700000, 8200000, "", geo.Point{Lat: 49, Lon: 3}, "RGF93 CC49"},
		{261845.7, 6250564.3, "75", geo.Point{Lat: 48.8566, Lon: 2.3522}, "Web Mercator"},
		{0, 0, "", geo.Point{}, ""},
		{652469, 6862035, "56", geo.Point{}, ""},
		{math.NaN(), 6862035, "", geo.Point{}, ""},
		{math.Inf(1), math.Inf(-1), "", geo.Point{}, ""},
		{48.8, 2.3, "", geo.Point{}, ""},
	} {
		got, system, ok := geo.Unproject(c.x, c.y, c.dep)
		if ok != (c.system != "") || system != c.system || ok && geo.Distance(got.Lat, got.Lon, c.want.Lat, c.want.Lon) > 20 {
			t.Errorf("Unproject(%v, %v, %q) = %v %q, want %v %q", c.x, c.y, c.dep, got, system, c.want, c.system)
		}
	}
}
