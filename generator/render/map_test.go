package render_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/render"
	"balise/generator/theme"
	"balise/themes"
)

// mapPortal is a département of n places, in its communes in turn, a commune
// being a square of a few kilometres in an atlas, when there is one.
func mapPortal(t testing.TB, n int, atlas bool) *model.Portal {
	t.Helper()
	communes := geo.CommunesOfDepartement("56")
	var text strings.Builder
	fmt.Fprint(&text, `{"departement":"56","source":"essai","communes":[`)
	where := map[string]geo.Point{}
	for i, c := range communes {
		if i > 0 {
			text.WriteByte(',')
		}
		x, y := float64(i%16)*.08-3.5, float64(i/16)*.05+47.4
		where[c.Code] = geo.Point{Lat: y + .02, Lon: x + .04}
		fmt.Fprintf(&text, `{"code":%q,"nom":%q,"centre":[%.4f,%.4f],"contour":[[[[%.4f,%.4f],[%.4f,%.4f],[%.4f,%.4f],[%.4f,%.4f],[%.4f,%.4f]]]]}`,
			c.Code, c.Name, x+.04, y+.02, x, y, x+.08, y, x+.08, y+.05, x, y+.05, x, y)
	}
	text.WriteString(`]}`)
	a, err := geo.ReadAtlas(strings.NewReader(text.String()))
	if err != nil {
		t.Fatal(err)
	}
	territory := &model.Territory{TerritoryEntry: &model.TerritoryEntry{Chemin: "morbihan", Type: "departement", Code: "56"}, Name: "Morbihan", Communes: communes}
	p := &model.Portal{Site: &model.Site{Titre: "Essai", Langues: []string{"fr", "ar"}}, Territories: []*model.Territory{territory}, Today: time.Now()}
	if atlas {
		p.Atlases = map[string]*geo.Atlas{"56": a}
	}
	for i := range n {
		c := communes[i*7%len(communes)]
		at := where[c.Code]
		territory.Structures = append(territory.Structures, &model.Structure{
			ID: fmt.Sprintf("mediatheque-%04d", i), Nom: fmt.Sprintf("Médiathèque %d", i), Commune: c.Name, CodeINSEE: c.Code, Current: c.Code,
			Latitude: at.Lat + float64(i%7-3)*.004, Longitude: at.Lon + float64(i%11-5)*.005,
		})
	}
	p.Structures = territory.Structures
	return p
}

func mapPages(t testing.TB, p *model.Portal) map[string][]byte {
	t.Helper()
	th, ds := theme.Load(fstest.MapFS{}, themes.FS, "clair", p.Site.Langues)
	if th == nil {
		t.Fatalf("%v", ds)
	}
	s := plan.OfTerritory(p, p.Territories[0])
	site := render.NewSite(render.New(p, th), s)
	pages := map[string][]byte{}
	for i := range s.Pages {
		if one := &s.Pages[i]; one.Kind == plan.Map {
			pages[one.Path] = site.Page(nil, one)
		}
	}
	return pages
}

func packed(t testing.TB, text []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Len()
}

var placeLink = regexp.MustCompile(`<li><a href="?(?:\.\./)*(?:ar/)?annuaire/(mediatheque-\d+)\.html`)

// TestMapListsEveryPlace: once, on the map's page or on those of areas; and the
// pages keep the weight that an old phone can bear.
func TestMapListsEveryPlace(t *testing.T) {
	for _, c := range []struct {
		places, weight int
		atlas          bool
	}{{0, 8_000, true}, {1, 16_000, true}, {300, 40_000, true}, {300, 24_000, false}, {2000, 120_000, true}} {
		t.Run(fmt.Sprint(c.places, c.atlas), func(t *testing.T) {
			pages := mapPages(t, mapPortal(t, c.places, c.atlas))
			listed := map[string]int{}
			areas := 0
			for name, text := range pages {
				if size := packed(t, text); size > c.weight {
					t.Errorf("%s weighs %d bytes compressed, more than %d", name, size, c.weight)
				}
				if strings.HasPrefix(name, "ar/") {
					continue
				}
				if strings.HasPrefix(name, "carte/") {
					areas++
				}
				shown, _, _ := bytes.Cut(text, []byte("<template"))
				for _, m := range placeLink.FindAllSubmatch(shown, -1) {
					listed[string(m[1])]++
				}
			}
			if len(listed) != c.places {
				t.Errorf("%d places listed, want %d", len(listed), c.places)
			}
			for id, times := range listed {
				if times != 1 {
					t.Errorf("%s is listed %d times", id, times)
				}
			}
			if (areas > 1) != (c.places > model.MostPlaces) {
				t.Errorf("%d pages of areas", areas)
			}
			whole := string(pages["carte.html"])
			if strings.Contains(whole, "data-carte") != (c.places > 0) {
				t.Error("a drawing without places, or places without a drawing")
			}
			if strings.Contains(whole, `class="bord"`) != (c.atlas && c.places > 0) {
				t.Error("the outline is there without an atlas, or missing with one")
			}
		})
	}
}

// TestMapOfQuartier: the quartier's places, and apart from them those around.
func TestMapOfQuartier(t *testing.T) {
	p := mapPortal(t, 300, true)
	up := p.Territories[0]
	first := up.Structures[0]
	near := *first
	near.ID, near.Nom, near.Latitude = "voisine", "La Voisine", first.Latitude+.006
	up.Structures = append(up.Structures, &near)
	square := fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]}`,
		first.Longitude-.005, first.Latitude-.005, first.Longitude+.005, first.Latitude-.005, first.Longitude+.005, first.Latitude+.005, first.Longitude-.005, first.Latitude+.005)
	outline, err := geo.ReadPolygon(strings.NewReader(square), geo.OutlineLimits)
	if err != nil {
		t.Fatal(err)
	}
	commune, _ := geo.CommuneByCode(first.Current)
	quartier := &model.Territory{
		TerritoryEntry: &model.TerritoryEntry{Chemin: "quartier", Type: "quartier"}, Name: "Le Quartier", Parent: up,
		Communes: []geo.Commune{commune}, Outline: outline, Structures: []*model.Structure{first},
	}
	p.Territories = []*model.Territory{quartier}
	for adresse, want := range map[string]string{"": `<a>La Voisine</a>`, "https://portail.example/": `<a href="https://portail.example/morbihan/annuaire/voisine.html">La Voisine</a>`} {
		p.Site.Adresse = adresse
		text := string(mapPages(t, p)["carte.html"])
		own, around, ok := strings.Cut(text, `id="autour"`)
		if !ok || strings.Contains(own[strings.Index(own, `id="liste"`):], "La Voisine") || !strings.Contains(around, want) || !strings.Contains(text, `class="quartier"`) {
			t.Errorf("with the address %q:\n%s", adresse, text[strings.Index(text, `id="liste"`):])
		}
	}
}

func BenchmarkMap(b *testing.B) {
	p := mapPortal(b, 200, true)
	th, _ := theme.Load(fstest.MapFS{}, themes.FS, "clair", p.Site.Langues)
	s := plan.OfTerritory(p, p.Territories[0])
	shared := render.New(p, th)
	var page *plan.Page
	for i := range s.Pages {
		if s.Pages[i].Kind == plan.Map && s.Pages[i].Lang == "fr" {
			page = &s.Pages[i]
		}
	}
	site := render.NewSite(shared, s)
	b.Run("next language", func(b *testing.B) {
		site.Page(nil, page)
		var text []byte
		for b.Loop() {
			text = site.Page(text[:0], page)
		}
	})
}
