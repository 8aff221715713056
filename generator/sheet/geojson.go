package sheet

import (
	"cmp"
	"strings"
)

// Names of the columns of a geometry, until nameGeometry knows those of the
// properties. No key of a document, once cleaned, has a control character.
const (
	rawLongitude = "\x00longitude"
	rawLatitude  = "\x00latitude"
	rawID        = "\x00id"
)

// isFeature tells a feature of GeoJSON (RFC 7946, section 3.2).
func isFeature(v *value) bool {
	if v.member("type").text != "Feature" {
		return false
	}
	p, g := v.member("properties").kind, v.member("geometry").kind
	return p == '{' || g == '{'
}

// feature makes a record of a feature: its properties, its id, its point, and
// whatever else it has.
func (m *rowMaker) feature(v *value) *value {
	flat := &value{kind: '{', members: v.member("properties").members}
	flat.members = flat.members[:len(flat.members):len(flat.members)]
	for _, other := range v.members {
		switch other.name {
		case "type", "properties", "geometry", "bbox":
		case "id":
			flat.members = append(flat.members, member{rawID, other.value})
		default:
			flat.members = append(flat.members, member{"feature." + other.name, other.value})
		}
	}
	longitude, latitude, ok := point(v.member("geometry"))
	if !ok {
		m.find("import-geometrie", m.line, cmp.Or(v.member("geometry").member("type").text, "null"), 1, "")
		return flat
	}
	flat.members = append(flat.members, member{rawLongitude, longitude}, member{rawLatitude, latitude})
	return flat
}

// point gives the position of a Point, or the first one of a MultiPoint.
func point(geometry *value) (longitude, latitude *value, ok bool) {
	at := geometry.member("coordinates")
	switch geometry.member("type").text {
	case "MultiPoint":
		if len(at.items) == 0 {
			return nil, nil, false
		}
		at = at.items[0]
	case "Point":
	default:
		return nil, nil, false
	}
	if len(at.items) < 2 || at.items[0].kind != '0' || at.items[1].kind != '0' {
		return nil, nil, false
	}
	return at.items[0], at.items[1], true
}

// nameGeometry gives the columns of the geometry and of the id their names.
func nameGeometry(columns []string) {
	taken := map[string]bool{}
	for _, c := range columns {
		taken[strings.ToLower(c)] = true
	}
	longitude, latitude, id := "longitude", "latitude", "id"
	if taken[longitude] || taken[latitude] {
		longitude, latitude = "geometry.longitude", "geometry.latitude"
	}
	if taken[id] {
		id = "feature.id"
	}
	for i, c := range columns {
		switch c {
		case rawLongitude:
			columns[i] = longitude
		case rawLatitude:
			columns[i] = latitude
		case rawID:
			columns[i] = id
		}
	}
}

// worldGeodetic tells the names under which documents made before RFC 7946 give
// WGS 84, or what is the same within a metre.
func worldGeodetic(crs string) bool {
	crs = strings.ToUpper(crs)
	for _, name := range []string{"CRS84", "EPSG::4326", "EPSG:4326", "EPSG:0:4326", "EPSG::4171", "EPSG:4171", "EPSG::4258", "EPSG:4258"} {
		if strings.HasSuffix(crs, name) {
			return true
		}
	}
	return false
}
