package geo

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Limits bound what is read of a GeoJSON file.
type Limits struct {
	Bytes  int64
	Points int
}

// The limits for an outline that an author gives, and for a file of the outlines
// of all the communes of a département.
var (
	OutlineLimits = Limits{Bytes: 5 << 20, Points: 200_000}
	ImportLimits  = Limits{Bytes: 64 << 20, Points: 2_000_000}
)

// What can be wrong with a GeoJSON file. The errors of this file wrap one of
// them; with ErrNotGeoJSON, a *json.SyntaxError gives the offset where there is
// one.
var (
	ErrTooLarge   = errors.New("outline too large")
	ErrNotGeoJSON = errors.New("not GeoJSON")
	ErrNoOutline  = errors.New("no polygon in the file")
	ErrNotDegrees = errors.New("coordinates are not degrees, longitude first (WGS 84)")
)

// deepest bounds collections inside collections, which no tool writes.
const deepest = 8

// Feature is a GeoJSON feature that has an outline.
type Feature struct {
	Properties map[string]any
	Polygon    *Polygon
}

// Text returns a property that is a string, or "".
func (f Feature) Text(property string) string {
	s, _ := f.Properties[property].(string)
	return s
}

// object is any GeoJSON object (RFC 7946, section 3).
type object struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
	Geometry    *object         `json:"geometry"`
	Geometries  []*object       `json:"geometries"`
	Features    []*object       `json:"features"`
	Properties  map[string]any  `json:"properties"`
}

// ReadPolygon reads an outline: a Polygon, a MultiPolygon, a GeometryCollection,
// a Feature, or a FeatureCollection whose polygons are put together. Points and
// lines are passed over. Rings may be left open.
func ReadPolygon(r io.Reader, limits Limits) (*Polygon, error) {
	root, err := readObject(r, limits)
	if err != nil {
		return nil, err
	}
	c := collector{left: limits.Points}
	if err := c.object(root, 0); err != nil {
		return nil, err
	}
	return newPolygon(c.areas)
}

// ReadFeatures reads the features of a FeatureCollection, or the one of a
// Feature, in order. Those without an outline are left out.
func ReadFeatures(r io.Reader, limits Limits) ([]Feature, error) {
	root, err := readObject(r, limits)
	if err != nil {
		return nil, err
	}
	list := []*object{root}
	if root.Type == "FeatureCollection" {
		list = root.Features
	}
	c := collector{left: limits.Points}
	var features []Feature
	for _, o := range list {
		c.areas = nil
		if err := c.object(o, 1); err != nil {
			return nil, err
		}
		if len(c.areas) == 0 {
			continue
		}
		p, err := newPolygon(c.areas)
		if err != nil {
			return nil, err
		}
		features = append(features, Feature{o.Properties, p})
	}
	if len(features) == 0 {
		return nil, ErrNoOutline
	}
	return features, nil
}

func readObject(r io.Reader, limits Limits) (*object, error) {
	text, err := io.ReadAll(io.LimitReader(r, limits.Bytes+1))
	if err != nil {
		return nil, err
	}
	if int64(len(text)) > limits.Bytes {
		return nil, fmt.Errorf("%w: over %d bytes", ErrTooLarge, limits.Bytes)
	}
	var root *object
	if err := json.Unmarshal(bytes.TrimPrefix(text, []byte("\ufeff")), &root); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotGeoJSON, err)
	}
	if root == nil {
		return nil, fmt.Errorf("%w: null", ErrNotGeoJSON)
	}
	return root, nil
}

// collector gathers the polygons of an object. left is how many points may
// still come.
type collector struct {
	areas []area
	left  int
}

func (c *collector) object(o *object, depth int) error {
	if o == nil { // a feature may have no geometry
		return nil
	}
	if depth > deepest {
		return fmt.Errorf("%w: collections inside collections", ErrNotGeoJSON)
	}
	switch o.Type {
	case "Feature":
		return c.object(o.Geometry, depth+1)
	case "FeatureCollection":
		return c.objects(o.Features, depth)
	case "GeometryCollection":
		return c.objects(o.Geometries, depth)
	case "Polygon":
		var rings [][][]float64
		if err := c.coordinates(o.Coordinates, &rings); err != nil {
			return err
		}
		return c.polygon(rings)
	case "MultiPolygon":
		var polygons [][][][]float64
		if err := c.coordinates(o.Coordinates, &polygons); err != nil {
			return err
		}
		for _, rings := range polygons {
			if err := c.polygon(rings); err != nil {
				return err
			}
		}
		return nil
	case "Point", "MultiPoint", "LineString", "MultiLineString":
		return nil
	}
	return fmt.Errorf("%w: type %.40q", ErrNotGeoJSON, o.Type)
}

func (c *collector) objects(list []*object, depth int) error {
	for _, o := range list {
		if err := c.object(o, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// coordinates decodes nested arrays, once it is sure that they are not a bomb of
// brackets: a ring has at least four positions.
func (c *collector) coordinates(text json.RawMessage, into any) error {
	if bytes.Count(text, []byte("[")) > 2*c.left+16 {
		return fmt.Errorf("%w: too many points", ErrTooLarge)
	}
	if len(text) == 0 {
		return fmt.Errorf("%w: no coordinates", ErrNotGeoJSON)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%w: %w", ErrNotGeoJSON, err)
	}
	return nil
}

func (c *collector) polygon(rings [][][]float64) error {
	var a area
	for _, ring := range rings {
		if c.left -= len(ring); c.left < 0 {
			return fmt.Errorf("%w: too many points", ErrTooLarge)
		}
		from := len(a.points)
		for _, position := range ring {
			if len(position) < 2 {
				return fmt.Errorf("%w: a position without longitude and latitude", ErrNotGeoJSON)
			}
			p := Point{Lat: position[1], Lon: position[0]}
			if !p.valid() {
				return fmt.Errorf("%w: %v, %v", ErrNotDegrees, position[0], position[1])
			}
			a.points = append(a.points, p)
		}
		if len(ring) > 0 && a.points[from] != a.points[len(a.points)-1] {
			a.points = append(a.points, a.points[from])
		}
		if len(a.points)-from < 4 {
			return fmt.Errorf("%w: a ring of fewer than three corners", ErrNotGeoJSON)
		}
		a.ends = append(a.ends, int32(len(a.points)))
	}
	if len(a.ends) > 0 {
		c.areas = append(c.areas, a)
	}
	return nil
}
