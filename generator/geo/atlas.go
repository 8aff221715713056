package geo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Atlas says where the communes of a département are: the file
// data/geo/<code>.json of a portal. It does not change once made; a nil Atlas
// knows nothing.
type Atlas struct {
	Departement string
	Source      string // whose outlines, under which licence
	Communes    []Outlined
}

// Outlined is a commune with its place.
type Outlined struct {
	Code, Name string
	Centre     Point
	Outline    *Polygon // nil when only the centre is known
}

// ErrNoCommune is the error of a file of outlines that holds none of the
// département's communes.
var ErrNoCommune = errors.New("no commune of the département in the file")

// beside is how far from its outline a place is still taken to be in a commune,
// in metres: outlines are simplified, and desks stand on borders.
const beside = 1000

// codeProperties are how files of outlines name a
// commune's code: geo.api.gouv.fr, IGN, INSEE and their heirs.
var codeProperties = []string{"code", "INSEE_COM", "insee_com", "code_insee", "insee", "CODGEO", "codgeo", "com_code"}

// NewAtlas makes the atlas of a département from the outlines of its communes,
// simplified to [Tolerance]. A commune is told by a property "code", "INSEE_COM",
// "code_insee", "insee" or "codgeo". Former communes are put together in those of
// today, whose official names they take; outlines of arrondissements and those of
// other départements are left out.
func NewAtlas(departement, source string, features []Feature) (*Atlas, error) {
	areas := map[string][]area{}
	for i := range features {
		code := features[i].code()
		current, ok := Current(code)
		if !ok {
			continue
		}
		if c, _ := CommuneByCode(current); c.Departement != departement {
			continue
		}
		if p, ok := PartByCode(code); ok && p.Kind == Arrondissement && hasCode(features, current) {
			continue
		}
		areas[current] = append(areas[current], features[i].Polygon.areas...)
	}
	if len(areas) == 0 {
		return nil, ErrNoCommune
	}
	a := &Atlas{Departement: departement, Source: source}
	whole := make(map[string]Point, len(areas))
	for code, list := range areas {
		p, err := newPolygon(list)
		if err != nil {
			return nil, err
		}
		whole[code] = rounded(p.Centre())
	}
	simplify(areas)
	for code, list := range areas {
		c, _ := CommuneByCode(code)
		p, err := newPolygon(list)
		if err != nil {
			return nil, err
		}
		a.Communes = append(a.Communes, Outlined{c.Code, c.Name, whole[code], p})
	}
	slices.SortFunc(a.Communes, func(a, b Outlined) int { return strings.Compare(a.Code, b.Code) })
	return a, nil
}

func hasCode(features []Feature, code string) bool {
	return slices.ContainsFunc(features, func(f Feature) bool { return f.code() == code })
}

func (f *Feature) code() string {
	for _, key := range codeProperties {
		if code := f.Text(key); code != "" {
			return code
		}
	}
	return ""
}

// atlasFile is data/geo/<code>.json. Positions are longitude first, as in
// GeoJSON; an outline is the coordinates of a MultiPolygon.
type atlasFile struct {
	Departement string         `json:"departement"`
	Source      string         `json:"source"`
	Communes    []atlasCommune `json:"communes"`
}

type atlasCommune struct {
	Code    string          `json:"code"`
	Nom     string          `json:"nom"`
	Centre  []float64       `json:"centre"`
	Contour [][][][]float64 `json:"contour,omitempty"`
}

// Append writes the file data/geo/<code>.json: the same atlas, the same bytes;
// one commune a line, so that Git shows what changed.
func (a *Atlas) Append(b []byte) []byte {
	b = append(b, "{\n\"departement\": "...)
	b = appendJSON(b, a.Departement)
	b = append(b, ",\n\"source\": "...)
	b = appendJSON(b, a.Source)
	b = append(b, ",\n\"communes\": ["...)
	for i := range a.Communes {
		c := &a.Communes[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, "\n{\"code\":"...)
		b = appendJSON(b, c.Code)
		b = append(b, ",\"nom\":"...)
		b = appendJSON(b, c.Name)
		b = append(b, ",\"centre\":"...)
		b = appendPosition(b, c.Centre)
		if c.Outline != nil {
			b = append(b, ",\"contour\":["...)
			for j := range c.Outline.areas {
				if j > 0 {
					b = append(b, ',')
				}
				b = appendArea(b, &c.Outline.areas[j])
			}
			b = append(b, ']')
		}
		b = append(b, '}')
	}
	return append(b, "\n]\n}\n"...)
}

func appendArea(b []byte, a *area) []byte {
	b = append(b, '[')
	for i, ring := range a.rings() {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '[')
		for j, p := range ring {
			if j > 0 {
				b = append(b, ',')
			}
			b = appendPosition(b, p)
		}
		b = append(b, ']')
	}
	return append(b, ']')
}

func appendPosition(b []byte, p Point) []byte {
	b = append(b, '[')
	b = strconv.AppendFloat(b, p.Lon, 'f', -1, 64)
	b = append(b, ',')
	b = strconv.AppendFloat(b, p.Lat, 'f', -1, 64)
	return append(b, ']')
}

func appendJSON(b []byte, s string) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil { // a string always encodes
		return append(b, `""`...)
	}
	return append(b, bytes.TrimSpace(buf.Bytes())...)
}

// rounded keeps four decimals: eleven metres at most.
func rounded(p Point) Point {
	return Point{Lat: math.Round(p.Lat*1e4) / 1e4, Lon: math.Round(p.Lon*1e4) / 1e4}
}

// ReadAtlas reads a file data/geo/<code>.json. Its errors wrap those of
// [ReadPolygon].
func ReadAtlas(r io.Reader) (*Atlas, error) {
	text, err := io.ReadAll(io.LimitReader(r, ImportLimits.Bytes+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > ImportLimits.Bytes {
		return nil, fmt.Errorf("%w: over %d bytes", ErrTooLarge, ImportLimits.Bytes)
	}
	var file atlasFile
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotGeoJSON, err)
	}
	a := &Atlas{Departement: file.Departement, Source: file.Source}
	points := collector{left: ImportLimits.Points}
	for _, c := range file.Communes {
		if len(c.Centre) != 2 {
			return nil, fmt.Errorf("%w: %s has no centre", ErrNotGeoJSON, c.Code)
		}
		o := Outlined{Code: c.Code, Name: c.Nom, Centre: Point{Lat: c.Centre[1], Lon: c.Centre[0]}}
		if !o.Centre.valid() {
			return nil, fmt.Errorf("%w: centre of %s", ErrNotDegrees, c.Code)
		}
		points.areas = nil
		for _, rings := range c.Contour {
			if err := points.polygon(rings); err != nil {
				return nil, err
			}
		}
		if len(points.areas) > 0 {
			if o.Outline, err = newPolygon(points.areas); err != nil {
				return nil, err
			}
		}
		a.Communes = append(a.Communes, o)
	}
	slices.SortFunc(a.Communes, func(a, b Outlined) int { return strings.Compare(a.Code, b.Code) })
	return a, nil
}

// Commune returns what the atlas holds of a commune of today.
func (a *Atlas) Commune(code string) (Outlined, bool) {
	if a == nil {
		return Outlined{}, false
	}
	i, ok := slices.BinarySearchFunc(a.Communes, code, func(o Outlined, code string) int { return strings.Compare(o.Code, code) })
	if !ok {
		return Outlined{}, false
	}
	return a.Communes[i], true
}

// Outside tells how far a place is from a commune, in metres: 0 inside its
// outline. False when the atlas has no outline of it.
func (a *Atlas) Outside(code string, p Point) (metres float64, known bool) {
	c, ok := a.Commune(code)
	if !ok || c.Outline == nil || !p.valid() {
		return 0, false
	}
	return c.Outline.Outside(p.Lat, p.Lon), true
}

// holds tells whether a place is in a commune or just beside it.
func (a *Atlas) holds(code string, p Point) (holds, known bool) {
	metres, known := a.Outside(code, p)
	return known && metres <= beside, known
}

// at finds the commune where a place is.
func (a *Atlas) at(p Point) (Commune, bool) {
	if a == nil {
		return Commune{}, false
	}
	for i := range a.Communes {
		if o := a.Communes[i].Outline; o != nil && o.Contains(p.Lat, p.Lon) {
			return CommuneByCode(a.Communes[i].Code)
		}
	}
	return Commune{}, false
}

// Outside tells how far a point is from the polygon, in metres: 0 in it. Near
// the polygon the Earth is taken as flat.
func (p *Polygon) Outside(lat, lon float64) float64 {
	if p.Contains(lat, lon) {
		return 0
	}
	least := math.Inf(1)
	for i := range p.areas {
		for _, ring := range p.areas[i].rings() {
			for j := range ring[1:] {
				least = min(least, toSegment(Point{lat, lon}, ring[j], ring[j+1]))
			}
		}
	}
	return least
}

// toSegment is the distance of a point to a segment, in metres.
func toSegment(p, a, b Point) float64 {
	const perDegree = earthRadius * math.Pi / 180
	k := math.Cos(radians(p.Lat))
	ax, ay := (a.Lon-p.Lon)*k, a.Lat-p.Lat
	dx, dy := (b.Lon-a.Lon)*k, b.Lat-a.Lat
	t := 0.0
	if length := float64(dx*dx) + float64(dy*dy); length > 0 {
		t = max(0, min(1, -(float64(ax*dx)+float64(ay*dy))/length))
	}
	return perDegree * math.Hypot(ax+float64(t*dx), ay+float64(t*dy))
}
