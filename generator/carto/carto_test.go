package carto_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"balise/generator/carto"
	"balise/generator/geo"
)

// squares is an atlas of n by n square communes. Codes are those of Morbihan,
// as far as there are.
func squares(t testing.TB, n int) []geo.Outlined {
	t.Helper()
	var text strings.Builder
	text.WriteString(`{"departement":"56","communes":[`)
	for i := range n * n {
		if i > 0 {
			text.WriteByte(',')
		}
		x, y := float64(i%n)*.05-3.5, float64(i/n)*.03+47.3
		// The borders are not straight: each has a point of its own.
		fmt.Fprintf(&text, `{"code":"56%03d","nom":"Commune %d","centre":[%g,%g],"contour":[[[[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g],[%g,%g]]]]}`,
			i+1, i, x+.025, y+.015, x, y, x+.02, y+.004, x+.05, y, x+.054, y+.02, x+.05, y+.03, x+.02, y+.034, x, y+.03, x+.004, y+.02, x, y)
	}
	text.WriteString(`]}`)
	a, err := geo.ReadAtlas(strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	return a.Communes
}

func viewOf(t testing.TB, communes []geo.Outlined, n *carto.Net) carto.View {
	t.Helper()
	var corners []geo.Point
	for _, c := range communes {
		b := c.Outline.Bounds()
		corners = append(corners, geo.Point{Lat: b.South, Lon: b.West}, geo.Point{Lat: b.North, Lon: b.East})
	}
	box, _ := carto.BoxOf(corners)
	return carto.NewView(box, n)
}

var pathData = regexp.MustCompile(`^(m-?\d+[ -]\d+([ -]\d+[ -]\d+)*z?)*$`)

func TestBase(t *testing.T) {
	communes := squares(t, 3)
	n := carto.NewNet(communes)
	v := viewOf(t, communes, n)
	b := n.Base(v, nil)
	for name, text := range map[string]string{"land": b.Land, "own": b.Own, "groups": b.Groups, "communes": b.Communes} {
		if !pathData.MatchString(text) {
			t.Errorf("%s is no path data: %s", name, text)
		}
	}
	if b.Land != "" || strings.Count(b.Own, "m") != 1 || strings.Count(b.Own, "z") != 1 {
		t.Errorf("the outline of nine squares is one ring, got land %q, own %q", b.Land, b.Own)
	}
	// Twelve borders inside, each drawn once, of two steps; those that meet are
	// drawn as one line.
	if steps := len(regexp.MustCompile(`-?\d+`).FindAllString(b.Groups+b.Communes, -1))/2 - strings.Count(b.Groups+b.Communes, "m"); steps != 24 {
		t.Errorf("%d steps inside, want 24: %s %s", steps, b.Groups, b.Communes)
	}
	middle := n.Base(v, func(code string) bool { return code == "56005" })
	if strings.Count(middle.Land, "z") != 1 || strings.Count(middle.Own, "z") != 1 || middle.Groups != "" || middle.Own == middle.Land {
		t.Errorf("one of nine: %+v", middle)
	}
}

// TestBaseKeepsItsWeight: however many communes there are.
func TestBaseKeepsItsWeight(t *testing.T) {
	for _, n := range []int{10, 31} {
		communes := squares(t, n)
		net := carto.NewNet(communes)
		b := net.Base(viewOf(t, communes, net), nil)
		if size := len(b.Own + b.Groups + b.Communes); size > carto.BaseText || b.Own == "" {
			t.Errorf("%d communes: %d bytes", n*n, size)
		}
	}
}

func TestWithoutOutlines(t *testing.T) {
	n := carto.NewNet(nil)
	v := carto.NewView(geo.Box{South: 47.65, North: 47.65, West: -2.76, East: -2.76}, n)
	if b := n.Base(v, nil); b != (carto.Base{}) {
		t.Errorf("nothing to draw, got %+v", b)
	}
	if x, y := v.Point(geo.Point{Lat: 47.65, Lon: -2.76}); math.Abs(x-carto.Width/2) > 1 || math.Abs(y-float64(v.Height)/2) > 1 {
		t.Errorf("one place stands in the middle, got %f %f", x, y)
	}
	if s := v.Scale(1, .3); s.Metres != 200 && s.Metres != 500 || s.Units <= 0 || s.Units > carto.Width*3/10 {
		t.Errorf("scale %+v", s)
	}
	e := n.Extract(geo.Point{Lat: 47.65, Lon: -2.76}, 8000)
	if !e.Empty() || e.Scale.Metres != 2000 || e.Scale.Units != 80 || e.X != carto.ExtractWidth/2 {
		t.Errorf("%+v", e)
	}
}

func TestExtract(t *testing.T) {
	n := carto.NewNet(squares(t, 6))
	e := n.Extract(geo.Point{Lat: 47.36, Lon: -3.4}, 12_000)
	if e.Borders == "" || !pathData.MatchString(e.Borders) || len(e.Towns) < 3 || len(e.Shore)+len(e.Borders) > carto.ExtractText {
		t.Errorf("%+v", e)
	}
	for _, town := range e.Towns {
		if half := carto.TextWidth(town.Name, carto.ExtractFont) / 2; float64(town.X) < half-1 || float64(town.X) > carto.ExtractWidth-half+1 {
			t.Errorf("%s leaves the sheet: %+v", town.Name, town)
		}
	}
	// A whole net on one sheet still fits.
	if wide := n.Extract(geo.Point{Lat: 47.36, Lon: -3.4}, 2e6); len(wide.Shore)+len(wide.Borders) > carto.ExtractText {
		t.Errorf("%d bytes", len(wide.Shore)+len(wide.Borders))
	}
}

// TestClusters: on each level, every place is in one dot, dots do not touch, and
// they hold whole dots of the next level.
func TestClusters(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, count := range []int{1, 2, 30, 700} {
		var spots []carto.Spot
		for i := range count {
			group := random.IntN(1 + count/4)
			at := geo.Point{Lat: 47.3 + float64(group%17)*.05 + random.Float64()*.02, Lon: -3.5 + float64(group%23)*.06 + random.Float64()*.02}
			if i%10 == 3 { // two at one address
				at = spots[i-1].At
			}
			spots = append(spots, carto.Spot{At: at, Group: group, People: group * 100})
		}
		v := carto.NewView(geo.Box{South: 47.3, North: 48.2, West: -3.5, East: -2}, nil)
		dots, levels := carto.Cluster(v, spots)
		if levels < 1 || levels > carto.MaxLevels {
			t.Fatalf("%d levels", levels)
		}
		var before map[int]int // which dot of the level before holds a place
		for level := range levels {
			holds := map[int]int{}
			for i, d := range dots {
				if level < d.From || level > d.To {
					continue
				}
				parents := map[int]bool{}
				for _, s := range d.Spots {
					if _, twice := holds[s]; twice {
						t.Fatalf("level %d: place %d is in two dots", level, s)
					}
					holds[s] = i
					parents[before[s]] = true
					if d.OneGroup && spots[s].Group != spots[d.Spots[0]].Group {
						t.Errorf("level %d: not one group", level)
					}
				}
				if before != nil && len(parents) != 1 {
					t.Errorf("level %d: a dot comes from %d", level, len(parents))
				}
				for j, o := range dots[:i] {
					pixels := math.Hypot(o.X-d.X, o.Y-d.Y) * carto.Narrowest * math.Exp2(float64(level)) / carto.Width
					if o.From <= level && level <= o.To && pixels < 2*carto.DotLarge {
						t.Errorf("level %d: dots %d and %d are %.1f px apart", level, i, j, pixels)
					}
				}
			}
			if len(holds) != count {
				t.Fatalf("level %d shows %d places of %d", level, len(holds), count)
			}
			before = holds
		}
	}
}

// A place around is never the one that stands for places of the territory.
func TestClusterPutsOwnFirst(t *testing.T) {
	at := geo.Point{Lat: 47.7, Lon: -3.4}
	spots := []carto.Spot{{At: at, People: -1}, {At: at, People: -1}, {At: at, Group: 1, People: 5}}
	dots, levels := carto.Cluster(carto.NewView(geo.Box{South: 47.6, North: 47.8, West: -3.5, East: -3.3}, nil), spots)
	if len(dots) != 1 || levels != 1 || dots[0].Spots[0] != 2 || dots[0].OneGroup {
		t.Errorf("%+v, %d levels", dots, levels)
	}
}

func TestLabels(t *testing.T) {
	room := carto.Room{Width: 272, Height: 200}
	marks := []carto.Mark{{X: 40, Y: 50, R: 15, Name: "Lorient"}, {X: 75, Y: 50, R: 13, Name: "Lanester"}, {X: 250, Y: 150, R: 13, Name: "Questembert"}, {X: 136, Y: 190, R: 13, Name: strings.Repeat("Long", 20)}}
	got := room.Labels(marks, nil, 14)
	want := []carto.Label{{DX: 0, DY: 29, Anchor: carto.Middle}, {DX: 16, DY: 5, Anchor: carto.Start}, {DX: -16, DY: 5, Anchor: carto.End}, {}}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s: %+v, want %+v", marks[i].Name, got[i], want[i])
		}
	}
}

// TestRealOutlines reads the outlines beside the repository, when there are any.
func TestRealOutlines(t *testing.T) {
	for code, file := range map[string]string{
		"56": "communes-56-morbihan.geojson", "29": "communes-29-finistere.geojson", "2A": "communes-2A-corse-du-sud.geojson",
		"67": "communes-67-bas-rhin.geojson", "75": "communes-75-paris.geojson", "974": "communes-974-la-reunion.geojson",
	} {
		communes := realOutlines(t, code, file)
		n := carto.NewNet(communes)
		b := n.Base(viewOf(t, communes, n), nil)
		var packed bytes.Buffer
		z, _ := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		fmt.Fprint(z, b.Own, b.Groups, b.Communes)
		z.Close()
		if packed.Len() > 15_900 {
			t.Errorf("%s: %d bytes compressed", code, packed.Len())
		}
		for i := range communes {
			if e := n.Extract(communes[i].Centre, 12_000); len(e.Shore)+len(e.Borders) > carto.ExtractText || len(e.Towns) == 0 {
				t.Errorf("%s: %d bytes, %d towns", communes[i].Name, len(e.Shore)+len(e.Borders), len(e.Towns))
			}
		}
	}
}

func realOutlines(t testing.TB, code, file string) []geo.Outlined {
	t.Helper()
	root, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(root, "shared/data/geo", file))
	if err != nil {
		t.Skip("no outlines beside the repository")
	}
	defer f.Close()
	features, err := geo.ReadFeatures(f, geo.ImportLimits)
	if err != nil {
		t.Fatal(err)
	}
	a, err := geo.NewAtlas(code, "", features)
	if err != nil {
		t.Fatal(err)
	}
	return a.Communes
}

func FuzzNet(f *testing.F) {
	f.Add([]byte(`{"departement":"56","communes":[{"code":"56260","nom":"Vannes","centre":[-2.7,47.6],"contour":[[[[0,0],[1,0],[1,1]]],[[[0,0],[1,0],[1,-1]]]]},{"code":"56243","nom":"Séné","centre":[-2.6,47.6],"contour":[[[[0,0],[1,1],[0,1]]]]}]}`))
	f.Add([]byte(`{"communes":[{"code":"1","centre":[180,90],"contour":[[[[-180,-90],[180,90],[0,0],[0,0]]]]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := geo.ReadAtlas(bytes.NewReader(text))
		if err != nil {
			return
		}
		n := carto.NewNet(a.Communes)
		var points []geo.Point
		for _, c := range a.Communes {
			points = append(points, c.Centre)
		}
		box, ok := carto.BoxOf(points)
		if !ok {
			return
		}
		v := carto.NewView(box, n)
		b := n.Base(v, nil)
		for _, text := range []string{b.Own, b.Groups, b.Communes} {
			if !pathData.MatchString(text) {
				t.Errorf("no path data: %s", text)
			}
		}
		if e := n.Extract(points[0], 12_000); len(e.Shore)+len(e.Borders) > carto.ExtractText {
			t.Errorf("%d bytes", len(e.Shore)+len(e.Borders))
		}
	})
}

func BenchmarkNet(b *testing.B) {
	communes := realOutlines(b, "56", "communes-56-morbihan.geojson")
	b.Run("net", func(b *testing.B) {
		for b.Loop() {
			carto.NewNet(communes)
		}
	})
	net := carto.NewNet(communes)
	v := viewOf(b, communes, net)
	b.Run("base", func(b *testing.B) {
		for b.Loop() {
			net.Base(v, nil)
		}
	})
	b.Run("extract", func(b *testing.B) {
		for b.Loop() {
			net.Extract(geo.Point{Lat: 47.65, Lon: -2.76}, 12_000)
		}
	})
	var spots []carto.Spot
	for i := range 200 {
		spots = append(spots, carto.Spot{At: communes[i].Centre, Group: i})
	}
	b.Run("cluster", func(b *testing.B) {
		for b.Loop() {
			carto.Cluster(v, spots)
		}
	})
}
