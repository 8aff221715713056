package geo_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"balise/generator/geo"
)

const (
	square = `{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]]]}`
	ring   = `{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]]}`
	pair   = `{"type":"MultiPolygon","coordinates":[[[[0,0],[10,0],[10,10],[0,10],[0,0]]],[[[20,0],[22,0],[22,2],[20,2],[20,0]]]]}`
)

func read(t *testing.T, text string) *geo.Polygon {
	t.Helper()
	p, err := geo.ReadPolygon(strings.NewReader(text), geo.OutlineLimits)
	if err != nil {
		t.Fatalf("%.80s: %v", text, err)
	}
	return p
}

func TestContains(t *testing.T) {
	for _, c := range []struct {
		name, text string
		in, out    []geo.Point
	}{
		{"square", square, []geo.Point{{5, 5}, {0, 0}, {10, 10}, {0, 5}, {5, 0}, {10, 3}, {3, 10}}, []geo.Point{{-0.01, 5}, {5, 10.01}, {11, 11}, {math.NaN(), 5}}},
		{"left open", strings.Replace(square, ",[0,0]]]", "]]", 1), []geo.Point{{5, 0.1}, {5, 0}}, []geo.Point{{5, -0.1}}},
		{"altitude, mark", "\ufeff" + strings.ReplaceAll(square, "0]", "0,12.5]"), []geo.Point{{5, 5}}, []geo.Point{{11, 5}}},
		{"hole", ring, []geo.Point{{1, 1}, {4, 5}, {6, 6}}, []geo.Point{{5, 5}, {4.1, 4.1}}},
		{"two areas", pair, []geo.Point{{5, 5}, {1, 21}}, []geo.Point{{1, 15}, {5, 21}}},
		{"feature", `{"type":"Feature","properties":{"nom":"x"},"geometry":` + square + `}`, []geo.Point{{5, 5}}, nil},
		{"features that overlap", `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null},{"type":"Feature","geometry":` + ring +
			`},{"type":"Feature","geometry":` + square + `},{"type":"Feature","geometry":{"type":"Point","coordinates":[50,50]}}]}`, []geo.Point{{5, 5}, {1, 1}}, []geo.Point{{50, 50}}},
		{"geometries", `{"type":"GeometryCollection","geometries":[` + square + `]}`, []geo.Point{{5, 5}}, nil},
		{"flat", `{"type":"Polygon","coordinates":[[[0,5],[10,5],[4,5],[0,5]]]}`, []geo.Point{{5, 3}}, []geo.Point{{5, 11}, {4, 3}}},
		{"comb", `{"type":"Polygon","coordinates":[[[0,0],[0,10],[2,10],[2,2],[4,2],[4,10],[6,10],[6,0],[0,0]]]}`, []geo.Point{{9, 1}, {9, 5}, {1, 3}}, []geo.Point{{9, 3}, {2.1, 3}}},
	} {
		p := read(t, c.text)
		for _, q := range c.in {
			if !p.Contains(q.Lat, q.Lon) {
				t.Errorf("%s: %v is in", c.name, q)
			}
		}
		for _, q := range c.out {
			if p.Contains(q.Lat, q.Lon) {
				t.Errorf("%s: %v is out", c.name, q)
			}
		}
	}
	if got, want := read(t, pair).Bounds(), (geo.Box{South: 0, North: 10, West: 0, East: 22}); got != want {
		t.Errorf("bounds: got %v, want %v", got, want)
	}
	if n := len(read(t, ring).Rings()); n != 2 {
		t.Errorf("got %d rings", n)
	}
}

func TestCentre(t *testing.T) {
	for text, want := range map[string]geo.Point{
		square: {5, 5},
		pair:   {5, 5},
		ring:   {5, 2}, // the middle is in the hole: the widest stretch beside it
		`{"type":"Polygon","coordinates":[[[0,5],[10,5],[4,5],[0,5]]]}`:                                  {5, 5},
		`{"type":"Polygon","coordinates":[[[1,1],[1,1],[1,1],[1,1]]]}`:                                   {1, 1},
		`{"type":"Polygon","coordinates":[[[0,0],[0,10],[2,10],[2,2],[4,2],[4,10],[6,10],[6,0],[0,0]]]}`: {4.6363636, 1},
	} {
		got := read(t, text).Centre()
		if math.Abs(got.Lat-want.Lat) > 1e-6 || math.Abs(got.Lon-want.Lon) > 1e-6 {
			t.Errorf("%s: got %v, want %v", text, got, want)
		}
		if !read(t, text).Contains(got.Lat, got.Lon) {
			t.Errorf("%s: the centre %v is outside", text, got)
		}
	}
}

// The bands must not change the answer: compare with all edges, on a star.
func TestContainsIsBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, corners := range []int{3, 10, 400} {
		star := make([]geo.Point, corners)
		var text []string
		for i := range star {
			a, d := 2*math.Pi*float64(i)/float64(corners), 1+9*r.Float64()
			star[i] = geo.Point{Lat: 40 + d*math.Sin(a), Lon: d * math.Cos(a)}
			text = append(text, fmt.Sprintf("[%v,%v]", star[i].Lon, star[i].Lat))
		}
		p := read(t, `{"type":"Polygon","coordinates":[[`+strings.Join(text, ",")+`]]}`)
		for range 5000 {
			q := geo.Point{Lat: 30 + 20*r.Float64(), Lon: 20*r.Float64() - 10}
			want := false
			for i, s := range star {
				e := star[(i+1)%len(star)]
				if (s.Lat > q.Lat) != (e.Lat > q.Lat) && q.Lon < s.Lon+(q.Lat-s.Lat)/(e.Lat-s.Lat)*(e.Lon-s.Lon) {
					want = !want
				}
			}
			if got := p.Contains(q.Lat, q.Lon); got != want {
				t.Fatalf("%d corners, %v: got %v", corners, q, got)
			}
		}
	}
}

func TestReadPolygonRefuses(t *testing.T) {
	small := geo.Limits{Bytes: 2000, Points: 20}
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"nothing", "", geo.ErrNotGeoJSON},
		{"null", "null", geo.ErrNotGeoJSON},
		{"array", "[]", geo.ErrNotGeoJSON},
		{"no type", "{}", geo.ErrNotGeoJSON},
		{"TopoJSON", `{"type":"Topology"}`, geo.ErrNotGeoJSON},
		{"cut", square[:40], geo.ErrNotGeoJSON},
		{"no coordinates", `{"type":"Polygon"}`, geo.ErrNotGeoJSON},
		{"null coordinates", `{"type":"Polygon","coordinates":null}`, geo.ErrNoOutline},
		{"text for numbers", `{"type":"Polygon","coordinates":[[["0","0"]]]}`, geo.ErrNotGeoJSON},
		{"short position", `{"type":"Polygon","coordinates":[[[0],[1],[2],[0]]]}`, geo.ErrNotGeoJSON},
		{"null position", `{"type":"Polygon","coordinates":[[null,null,null,null]]}`, geo.ErrNotGeoJSON},
		{"two corners", `{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,0]]]}`, geo.ErrNotGeoJSON},
		{"empty ring", `{"type":"Polygon","coordinates":[[]]}`, geo.ErrNotGeoJSON},
		{"no ring", `{"type":"Polygon","coordinates":[]}`, geo.ErrNoOutline},
		{"a point", `{"type":"Point","coordinates":[0,0]}`, geo.ErrNoOutline},
		{"no features", `{"type":"FeatureCollection","features":[]}`, geo.ErrNoOutline},
		{"Lambert 93", `{"type":"Polygon","coordinates":[[[652000,6862000],[652001,6862000],[652001,6862001],[652000,6862000]]]}`, geo.ErrNotDegrees},
		{"huge number", `{"type":"Polygon","coordinates":[[[1e999,0],[1,1],[2,2],[0,0]]]}`, geo.ErrNotGeoJSON},
		{"many bytes", square + strings.Repeat(" ", 2000), geo.ErrTooLarge},
		{"many points", `{"type":"Polygon","coordinates":[[` + strings.Repeat("[0,0],", 21) + `[0,0]]]}`, geo.ErrTooLarge},
		{"many brackets", `{"type":"Polygon","coordinates":[` + strings.Repeat("[],", 200) + `[]]}`, geo.ErrTooLarge},
		{"deep", strings.Repeat(`{"type":"Feature","geometry":`, 20) + square + strings.Repeat("}", 20), geo.ErrNotGeoJSON},
	} {
		if _, err := geo.ReadPolygon(strings.NewReader(c.text), small); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, err, c.want)
		}
		if _, err := geo.ReadFeatures(strings.NewReader(c.text), small); !errors.Is(err, c.want) {
			t.Errorf("%s: features: got %v, want %v", c.name, err, c.want)
		}
	}
}

func TestReadFeatures(t *testing.T) {
	text := `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"56260","population":55790},"geometry":` + square +
		`},{"type":"Feature","properties":null,"geometry":null},{"type":"Feature","properties":{"code":"56121"},"geometry":` + pair + `}]}`
	features, err := geo.ReadFeatures(strings.NewReader(text), geo.ImportLimits)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	for _, f := range features {
		codes = append(codes, f.Text("code")+f.Text("population")+f.Text("absent"))
	}
	if want := []string{"56260", "56121"}; !slices.Equal(codes, want) {
		t.Errorf("got %v", codes)
	}
}

// Long edges in every band: memory must stay in proportion.
func TestManyLongEdges(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"type":"Polygon","coordinates":[[`)
	for i := range 100_000 {
		fmt.Fprintf(&b, "[%d.%d,%d],", i%7, i%10, i%2*80)
	}
	b.WriteString(`[0,0]]]}`)
	p := read(t, b.String())
	if p.Contains(40, 20) {
		t.Error("outside the box")
	}
	p.Contains(40, 3.3)
}

func FuzzReadPolygon(f *testing.F) {
	for _, s := range []string{square, ring, pair, `{"type":"Feature","geometry":` + square + `}`, `{"type":"FeatureCollection","features":[]}`,
		`{"type":"Polygon","coordinates":[[[1,1],[1,1],[1,1],[1,1]]]}`, `{"type":"Polygon","coordinates":[[[0,5e-324],[1,0],[1e-320,1],[0,0]]]}`} {
		f.Add(s, 5.0, 5.0)
	}
	f.Fuzz(func(t *testing.T, text string, lat, lon float64) {
		p, err := geo.ReadPolygon(strings.NewReader(text), geo.Limits{Bytes: 1 << 16, Points: 1000})
		if err != nil {
			return
		}
		if p.Contains(lat, lon) && !p.Bounds().Contains(lat, lon) {
			t.Errorf("%v, %v is in, and outside the box", lat, lon)
		}
		if c := p.Centre(); !p.Bounds().Contains(c.Lat, c.Lon) {
			t.Errorf("the centre %v is outside the box %v", c, p.Bounds())
		}
		for _, r := range p.Rings() {
			if !p.Contains(r[0].Lat, r[0].Lon) {
				t.Errorf("the corner %v is outside", r[0])
			}
		}
	})
}
