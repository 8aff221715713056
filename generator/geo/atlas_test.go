package geo_test

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"

	"balise/generator/geo"
)

func morbihan(t testing.TB) (*geo.Atlas, []geo.Feature) {
	t.Helper()
	f, err := os.Open(sharedData(t, "communes-56-morbihan.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	features, err := geo.ReadFeatures(f, geo.ImportLimits)
	if err != nil {
		t.Fatal(err)
	}
	a, err := geo.NewAtlas("56", "essai", features)
	if err != nil {
		t.Fatal(err)
	}
	return a, features
}

func TestAtlas(t *testing.T) {
	a, features := morbihan(t)
	text := a.Append(nil)
	again, err := geo.ReadAtlas(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Append(nil), text) {
		t.Error("read back, the atlas is another")
	}
	if other, _ := morbihan(t); !bytes.Equal(other.Append(nil), text) {
		t.Error("the same outlines twice give two files")
	}
	if n := len(geo.CommunesOfDepartement("56")); len(a.Communes) < n-5 || len(a.Communes) > n {
		t.Errorf("%d communes of %d", len(a.Communes), n)
	}
	t.Logf("%d communes, %d bytes", len(a.Communes), len(text))
	points, codes := communeCentres(t)
	for i, code := range codes {
		if metres, known := again.Outside(code, points[i]); known && metres > 200 {
			t.Errorf("the centre of %s is %.0f m outside it", code, metres)
		}
	}
	if metres, known := again.Outside("56260", geo.Point{Lat: 47.7486, Lon: -3.3664}); !known || metres < 30_000 {
		t.Errorf("Lorient is %.0f m from Vannes", metres)
	}
	// Each point of an official outline is in the simplified one, or beside it.
	for _, f := range features {
		current, _ := geo.Current(f.Text("code"))
		for _, ring := range f.Polygon.Rings() {
			for _, p := range ring[:min(len(ring), 40)] {
				if metres, known := again.Outside(current, p); !known || metres > geo.Tolerance+20 {
					t.Fatalf("%s: %v is %.0f m outside", current, p, metres)
				}
			}
		}
	}
	at := geo.Clues{Name: "Trifouilly", Postcode: "56000", Lat: 47.6559, Lon: -2.7603, Located: true, Atlas: again}
	if got := geo.Resolve(at); got.Commune.Code != "56260" || got.By&geo.CluePlace == 0 || got.Against != geo.ClueName {
		t.Errorf("a postcode and a place: %+v", got)
	}
}

// TestBordersStayShared simplifies two squares whose common border has a point
// that neither needs: both drop it.
func TestBordersStayShared(t *testing.T) {
	const squares = `{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"INSEE_COM":"56260"},"geometry":{"type":"Polygon","coordinates":[[[-2.8,47.6],[-2.7,47.6],[-2.6998,47.65],[-2.7,47.7],[-2.8,47.7],[-2.8,47.6]]]}},
{"type":"Feature","properties":{"insee":"56243"},"geometry":{"type":"Polygon","coordinates":[[[-2.7,47.7],[-2.6998,47.65],[-2.7,47.6],[-2.6,47.6],[-2.6,47.7],[-2.7,47.7]]]}}]}`
	features, err := geo.ReadFeatures(strings.NewReader(squares), geo.ImportLimits)
	if err != nil {
		t.Fatal(err)
	}
	a, err := geo.NewAtlas("56", "", features)
	if err != nil {
		t.Fatal(err)
	}
	if text := string(a.Append(nil)); strings.Contains(text, "-2.6998") {
		t.Error(text)
	}
	if _, err := geo.NewAtlas("29", "", features); !errors.Is(err, geo.ErrNoCommune) {
		t.Error(err)
	}
	var none *geo.Atlas
	if _, known := none.Outside("56260", geo.Point{}); known {
		t.Error("a nil atlas knows something")
	}
}

func FuzzReadAtlas(f *testing.F) {
	f.Add([]byte(`{"departement":"56","communes":[{"code":"56260","nom":"Vannes","centre":[-2.7,47.6],"contour":[[[[0,0],[1,0],[1,1]]]]}]}`))
	f.Add([]byte(`{"communes":[{"centre":[1e9,0]}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		a, err := geo.ReadAtlas(bytes.NewReader(text))
		if err != nil {
			return
		}
		a.Outside("56260", geo.Point{Lat: 47, Lon: -2})
		if _, err := geo.ReadAtlas(bytes.NewReader(a.Append(nil))); err != nil {
			t.Error(err)
		}
	})
}
