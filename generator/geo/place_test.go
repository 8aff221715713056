package geo_test

import (
	"cmp"
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"balise/generator/geo"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b   geo.Point
		metres float64
	}{
		{geo.Point{47.6559, -2.7603}, geo.Point{47.6559, -2.7603}, 0},
		{geo.Point{48.8566, 2.3522}, geo.Point{45.7640, 4.8357}, 391_500},           // Paris, Lyon
		{geo.Point{0, 0}, geo.Point{0, 180}, math.Pi * 6371008.8},                   // opposite
		{geo.Point{-13.28, -176.18}, geo.Point{-13.28, 183.82 - 360}, 0},            // one place
		{geo.Point{0, 179.5}, geo.Point{0, -179.5}, math.Pi / 180 * 6371008.8},      // across the 180th meridian
		{geo.Point{47.6559, -2.7603}, geo.Point{47.6559 + 0.00001, -2.7603}, 1.112}, // a step
	} {
		got := geo.Distance(c.a.Lat, c.a.Lon, c.b.Lat, c.b.Lon)
		if math.Abs(got-c.metres) > 1e-3*c.metres+1e-3 {
			t.Errorf("%v to %v: %v, want %v", c.a, c.b, got, c.metres)
		}
	}
}

func TestInFrance(t *testing.T) {
	for _, c := range []struct {
		lat, lon    float64
		departement string
		want        bool
	}{
		{47.66, -2.76, "56", true},
		{-2.76, 47.66, "56", false}, // exchanged
		{48.46, -5.09, "29", true},  // Ouessant
		{41.93, 8.74, "2A", true}, {41.93, 8.74, "56", false},
		{-20.88, 55.45, "974", true}, {-20.88, 55.45, "976", false}, {-20.88, 55.45, "", true},
		{-14.30, -178.10, "986", true}, {-13.28, -176.18, "986", true},
		{-17.54, -149.57, "987", true}, {-22.27, 166.44, "988", true},
		{-49.35, 70.22, "984", true}, {10.3, -109.2, "989", true},
		{0, 0, "", false}, {0, 0, "56", false}, {51.5, -0.12, "", false},
		{47.66, -2.76, "unknown", true},
		{math.NaN(), math.NaN(), "56", false}, {math.Inf(1), 0, "", false},
	} {
		if got := geo.InFrance(c.lat, c.lon, c.departement); got != c.want {
			t.Errorf("InFrance(%v, %v, %q) = %v", c.lat, c.lon, c.departement, got)
		}
	}
}

// sharedData finds a file of reference data beside the repository.
func sharedData(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		file := filepath.Join(dir, "..", "shared", "data", "geo", name)
		if _, err := os.Stat(file); err == nil {
			return file
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		t.Skip("reference data is not there: " + name)
	}
}

func communeCentres(t testing.TB) (points []geo.Point, codes []string) {
	t.Helper()
	file, err := os.Open(sharedData(t, "communes-cog2026-centroides.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		lat, err1 := strconv.ParseFloat(row[7], 64)
		lon, err2 := strconv.ParseFloat(row[8], 64)
		if err1 == nil && err2 == nil {
			points, codes = append(points, geo.Point{Lat: lat, Lon: lon}), append(codes, row[0])
		}
	}
	return points, codes
}

func TestEveryCentreIsPlausible(t *testing.T) {
	points, codes := communeCentres(t)
	for i, p := range points {
		c, ok := geo.CommuneByCode(codes[i])
		if !ok || !geo.InFrance(p.Lat, p.Lon, c.Departement) {
			t.Errorf("%s %v: refused", codes[i], p)
		}
	}
}

// scatter makes points as real ones are: in heaps, some of them equal, here and
// overseas.
func scatter(r *rand.Rand, n int) []geo.Point {
	centres := []geo.Point{{48.85, 2.35}, {47.66, -2.76}, {43.3, 5.4}, {-21.1, 55.5}, {16.2, -61.5}, {-17.5, -149.5}, {-13.3, -176.2}, {-22.3, 179.99}, {89.9, 0}}
	points := make([]geo.Point, 0, n)
	for len(points) < n {
		c := centres[r.IntN(len(centres))]
		p := geo.Point{Lat: min(90, c.Lat+r.NormFloat64()*2), Lon: math.Remainder(c.Lon+r.NormFloat64()*2, 360)}
		points = append(points, p)
		for r.IntN(10) == 0 && len(points) < n {
			points = append(points, p)
		}
	}
	return points
}

func TestNearestIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, size := range []int{0, 1, 2, 7, 8, 9, 63, 64, 65, 500, 3000} {
		points := scatter(r, size)
		index := geo.NewIndex(points)
		for range 60 {
			at := geo.Point{Lat: r.Float64()*180 - 90, Lon: r.Float64()*360 - 180}
			if size > 0 && r.IntN(2) == 0 {
				at = points[r.IntN(size)]
			}
			n := []int{1, 3, 10, size + 5}[r.IntN(4)]
			var skip func(int) bool
			if r.IntN(2) == 0 {
				skip = func(i int) bool { return i%3 == 0 }
			}
			got := index.Nearest(at.Lat, at.Lon, n, skip)
			checkNearest(t, points, at, n, skip, got)
		}
	}
}

func checkNearest(t *testing.T, points []geo.Point, at geo.Point, n int, skip func(int) bool, got []geo.Hit) {
	t.Helper()
	var want []geo.Hit
	for i, p := range points {
		if skip == nil || !skip(i) {
			want = append(want, geo.Hit{I: i, Metres: geo.Distance(at.Lat, at.Lon, p.Lat, p.Lon)})
		}
	}
	slices.SortFunc(want, func(a, b geo.Hit) int { return cmp.Or(cmp.Compare(a.Metres, b.Metres), cmp.Compare(a.I, b.I)) })
	want = want[:min(n, len(want))]
	if len(got) != len(want) {
		t.Fatalf("%d of %d from %v: got %d hits, want %d", n, len(points), at, len(got), len(want))
	}
	for i, h := range got {
		// Two ways to compute a distance agree to a millimetre, save near
		// the antipodes, where one square root loses half the digits.
		slack := 1e-3
		if h.Metres > 1.5e7 {
			slack = 1
		}
		if math.Abs(h.Metres-want[i].Metres) > slack {
			t.Fatalf("hit %d from %v: got %v, want %v", i, at, h, want[i])
		}
		if skip != nil && skip(h.I) {
			t.Fatalf("hit %v should be skipped", h)
		}
		if truth := geo.Distance(at.Lat, at.Lon, points[h.I].Lat, points[h.I].Lon); math.Abs(h.Metres-truth) > slack {
			t.Fatalf("hit %v is at %v", h, truth)
		}
		if i > 0 && (got[i-1].Metres > h.Metres || got[i-1].Metres == h.Metres && points[got[i-1].I] == points[h.I] && got[i-1].I >= h.I) {
			t.Fatalf("hits out of order: %v, %v", got[i-1], h)
		}
	}
}

func TestNearestTies(t *testing.T) {
	points := make([]geo.Point, 100)
	for i := range points {
		points[i] = geo.Point{Lat: 47, Lon: -2}
	}
	points[3] = geo.Point{Lat: math.NaN(), Lon: -2}
	points[4] = geo.Point{Lat: 147, Lon: -2}
	hits := geo.NewIndex(points).Nearest(47.5, -2, 5, func(i int) bool { return i == 0 })
	var got []int
	for _, h := range hits {
		got = append(got, h.I)
	}
	if want := []int{1, 2, 5, 6, 7}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	index := geo.NewIndex(points)
	for _, none := range [][]geo.Hit{
		index.Nearest(math.NaN(), 0, 5, nil), index.Nearest(0, 900, 5, nil),
		index.Nearest(47, -2, 0, nil), index.Nearest(47, -2, -1, nil),
		index.Nearest(47, -2, 5, func(int) bool { return true }), geo.NewIndex(nil).Nearest(47, -2, 5, nil),
	} {
		if len(none) != 0 {
			t.Errorf("got %v", none)
		}
	}
}

func TestOutlinesOfCommunes(t *testing.T) {
	file, err := os.Open(sharedData(t, "communes-56-morbihan.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	features, err := geo.ReadFeatures(file, geo.ImportLimits)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range features {
		c := f.Polygon.Centre()
		if !f.Polygon.Contains(c.Lat, c.Lon) {
			t.Errorf("%s: the centre %v is outside", f.Text("nom"), c)
		}
		for _, other := range features {
			if other.Text("code") != f.Text("code") && other.Polygon.Contains(c.Lat, c.Lon) {
				t.Errorf("the centre of %s is in %s", f.Text("nom"), other.Text("nom"))
			}
		}
		if f.Text("code") == "56260" && (!f.Polygon.Contains(47.6559, -2.7603) || f.Polygon.Contains(47.7482, -3.3702)) {
			t.Error("the town hall of Vannes is in Vannes, that of Lorient is not")
		}
	}
	if len(features) < 240 {
		t.Errorf("got %d communes", len(features))
	}
}

func BenchmarkNearest(b *testing.B) {
	points := scatter(rand.New(rand.NewPCG(3, 4)), 20_000)
	index := geo.NewIndex(points)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		p := points[i%len(points)]
		index.Nearest(p.Lat, p.Lon+0.01, 10, nil)
		i++
	}
}

func BenchmarkNewIndex(b *testing.B) {
	points := scatter(rand.New(rand.NewPCG(3, 4)), 20_000)
	b.ReportAllocs()
	for b.Loop() {
		geo.NewIndex(points)
	}
}

func BenchmarkContains(b *testing.B) {
	file, err := os.ReadFile(sharedData(b, "communes-56-morbihan.geojson"))
	if err != nil {
		b.Fatal(err)
	}
	p, err := geo.ReadPolygon(strings.NewReader(string(file)), geo.OutlineLimits)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		p.Contains(47.6559, -2.7603)
	}
}
