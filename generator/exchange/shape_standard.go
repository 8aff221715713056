package exchange

import (
	"fmt"
	"slices"
	"strings"

	"balise/generator/french"
	"balise/generator/sheet"
)

// column is what a shape knows of a column: the key that it fills, and how its
// labels are read.
type column struct {
	label string
	key   string // of a structure, or of v0; empty when it is none
	field int    // of key in fields; -1 when v1 has no such key
	words *vocabulary
}

// otherNames are the names that v0, the national library and files give to the
// columns of the standard.
var otherNames = map[string]string{
	"courriel": "courriels", "accessibilite": "fiche_acces_libre", "labels_autres": "autres_formations_labels",
	"public_accueillis": "publics_accueillis", "conditions_acces": "frais_a_charge", "conditions_access": "frais_a_charge",
	"voie": "adresse", "adresse_complement": "complement_adresse", "resume": "presentation_resume", "detail": "presentation_detail", "typologies": "typologie",
	"email": "courriels", "sites_web": "site_web", "pivot_(siret_ou_rna)": "pivot", "siret": "pivot", "code_commune": "code_insee",
	"lat": "latitude", "lon": "longitude", "lng": "longitude", "long": "longitude",
}

// nested are the objects in which the national library puts columns of the
// standard, and which ones; any, when there is no list. Spreadsheets name
// columns in the same way: « adresse_code_postal ».
var nested = map[string][]string{
	"adresse_":      {"commune", "code_postal", "code_insee", "voie", "complement_adresse"},
	"contact_":      {"telephone", "courriel", "courriels", "site_web"},
	"localisation_": {"latitude", "longitude"},
	"presentation_": {"resume", "detail"},
	"geometry_":     {"latitude", "longitude"},
	"fields_":       nil,
	"properties_":   nil,
}

// standardKey is the key that a column's name stands for in the standard, v0 or
// v1; empty when it is none.
func standardKey(name string) string {
	key := columnKey(name)
	for {
		if other, ok := otherNames[key]; ok {
			return other
		}
		if i, ok := fieldIndex[key]; ok && !fields[i].local {
			return key
		}
		if vocabularies[key] != nil {
			return key
		}
		i := strings.IndexByte(key, '_')
		leaves, ok := nested[key[:i+1]]
		if !ok || leaves != nil && !slices.Contains(leaves, key[i+1:]) {
			return ""
		}
		key = key[i+1:]
	}
}

// standardColumn says what a column of the standard is.
func standardColumn(name string) column {
	c := column{label: name, key: standardKey(name), field: -1}
	if c.key == "" {
		return c
	}
	if i, ok := fieldIndex[c.key]; ok {
		c.field = i
	}
	c.words = vocabularies[c.key]
	return c
}

// columns recognises the columns of a table of the standard, and reports those
// that it does not know.
func (s *shaper) columns(t *sheet.Table) []column {
	columns := make([]column, len(t.Columns))
	seen := map[string]bool{}
	for i, name := range t.Columns {
		c := standardColumn(name)
		switch {
		case strings.TrimSpace(name) == "":
		case c.key == "" && name != "cle_ban":
			near, _ := french.Nearest(name, standardNames)
			s.report(t, 1, "import-colonne-inconnue", name, near)
		case seen[columnKey(name)] && c.key != "":
			s.report(t, 1, "import-colonne-double", name)
			c.key, c.field, c.words = "", -1, nil
		}
		seen[columnKey(name)] = true
		columns[i] = c
	}
	return columns
}

// standard makes raws of a table whose columns are those of the standard, v1,
// v0 or both.
func (s *shaper) standard(t *sheet.Table) []raw {
	columns := s.columns(t)
	for _, need := range [][]string{{"nom"}, {"commune", "code_insee", "code_postal"}} {
		if !slices.ContainsFunc(columns, func(c column) bool { return slices.Contains(need, c.key) }) {
			s.report(t, 1, "import-colonne-absente", need[0])
			return nil
		}
	}
	rows := make([]raw, len(t.Rows))
	old := 0
	for i := range t.Rows {
		row, r := &t.Rows[i], &rows[i]
		r.line = row.Line
		for j, cell := range row.Cells {
			switch {
			case cell == "":
			case j >= len(columns) || columns[j].label == "":
				s.stray(t, r, j, cell)
			case columns[j].key == "":
				r.note("", columns[j].label, cell, "")
			default:
				old += s.cell(t, r, &columns[j], cell)
			}
		}
	}
	if old > 0 {
		s.report(t, 0, "import-ancien-standard", fmt.Sprint(old))
	}
	return rows
}

// cell places a cell of a column of the standard. It tells how many labels of
// v0 were converted.
func (s *shaper) cell(t *sheet.Table, r *raw, c *column, cell string) (converted int) {
	switch {
	case c.key == "horaires":
		r.hours(c.label, cell)
	case c.words == nil:
		r.place(c.field, c.label, cell)
	default:
		read := c.words.read(cell, "")
		converted = s.means(r, c, read)
		for _, text := range read.unknown {
			s.unknown(t, r, c, text)
		}
	}
	return converted
}

// means places what the labels of a cell mean.
func (s *shaper) means(r *raw, c *column, read reading) (converted int) {
	var skip map[int]bool
	if c.key == "publics_accueillis" {
		skip = everybody(read)
	}
	var silent, all []string
	for _, k := range read.known {
		for _, m := range k.means {
			switch {
			case m.value == "":
				silent = append(silent, k.label)
				continue
			case skip[m.field]:
				all = append(all, k.label)
				continue
			}
			r.place(m.field, c.label, m.value)
			if m.field != c.field || wordKey(m.value) != wordKey(k.label) {
				converted++
			}
			if m.lossy {
				r.note(fields[m.field].name, c.label, k.label, "")
			}
		}
	}
	r.note(c.keyOf(), c.label, strings.Join(silent, " | "), "")
	r.note(c.keyOf(), c.label, strings.Join(all, " | "), "tout le monde")
	for _, text := range read.partial {
		r.note(c.keyOf(), c.label, text, "lu en partie")
	}
	return converted
}

// keyOf is the key of a structure above which the notes of a column stand.
func (c *column) keyOf() string {
	if c.field < 0 {
		return ""
	}
	return fields[c.field].name
}

// unknown places a text that is no label of its column. Where the column is a
// key of v1, the placer says so; « labels_nationaux » always held others.
func (s *shaper) unknown(t *sheet.Table, r *raw, c *column, text string) {
	switch {
	case c.field >= 0:
		r.place(c.field, c.label, text)
	case c.key == "labels_nationaux":
		r.place(fieldIndex["autres_formations_labels"], c.label, text)
	default:
		s.report(t, r.line, "import-valeur-inconnue", text, c.label, "")
		r.note("", c.label, text, "inconnu")
	}
}

// standardNames are the columns of the standard.
var standardNames = func() []string {
	names := make([]string, standardFields)
	for i := range names {
		names[i] = fields[i].name
	}
	return names
}()
