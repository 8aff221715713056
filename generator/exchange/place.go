package exchange

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"balise/generator/diag"
	"balise/generator/geo"
	"balise/generator/model"
)

// record is a row made into a structure, as far as its values can be placed.
// The structure has no ID yet, and no origin.
type record struct {
	s           *model.Structure
	source, id  string // what the structure's origin will say
	file        string
	line        int
	departement string
	given       [64]bool // by index in fields: the source gave a value that could be placed
	notes       []note
	undated     bool   // date_maj is the day of the import
	doubt       string // why a person should look at it; empty when there is no need
}

func (r *record) note(key, value, why string) {
	if value == "" {
		return
	}
	r.notes = append(r.notes, note{key: key, label: key, value: value, why: why})
}

func (r *record) at() diag.Pos { return diag.Pos{File: r.file, Line: r.line} }

// placer makes records of rows.
type placer struct {
	opts        ImportOptions
	suggestions map[[2]string]suggestion
	ds          []diag.Diag
	rejected    bool // the row at hand
}

func (p *placer) report(r *record, code diag.Code, args ...string) {
	p.ds = append(p.ds, diag.New(code, r.at(), args...))
}

// reject reports why a row cannot be a structure.
func (p *placer) reject(r *record, code diag.Code, args ...string) {
	p.rejected = true
	p.report(r, code, args...)
}

// corrected reports a value that was written otherwise, or filled in.
func (p *placer) corrected(r *record, key, from, to string) {
	if from == "" {
		p.report(r, "import-complete", key, to)
		return
	}
	p.report(r, "import-corrige", key, from, to)
}

// unreadable reports a value and keeps it beside the record.
func (p *placer) unreadable(r *record, key, value string) {
	p.report(r, "import-valeur-illisible", key, value)
	r.note(key, value, "illisible")
}

// table makes records of a table's rows. Those that cannot be a structure are
// nil.
func (p *placer) table(t *Table) []*record {
	records := make([]*record, len(t.Rows))
	for _, need := range []string{"nom", "commune"} {
		if !hasField(t, need) {
			p.ds = append(p.ds, diag.New("import-colonne-absente", diag.Pos{File: t.File, Line: 1}, need))
			return records
		}
	}
	fallback := strings.TrimSuffix(filepath.Base(t.File), filepath.Ext(t.File))
	for i := range t.Rows {
		records[i] = p.row(t, &t.Rows[i], fallback)
	}
	return records
}

func hasField(t *Table, name string) bool {
	for _, f := range t.Fields {
		if f == name {
			return true
		}
	}
	return false
}

func (p *placer) row(t *Table, row *Row, fallback string) *record {
	p.rejected = false
	r := &record{s: &model.Structure{}, file: t.File, line: row.Line}
	var raw [64]string // by index in fields
	for i, cell := range row.Cells {
		switch {
		case cell == "":
		case i >= len(t.Columns) || t.Columns[i] == "":
			p.report(r, "import-cellule-en-trop", cell)
			r.notes = append(r.notes, note{label: fmt.Sprintf("colonne %d", i+1), value: cell})
		case t.Fields[i] == "":
			r.notes = append(r.notes, note{label: t.Columns[i], value: cell})
		default:
			raw[fieldIndex[t.Fields[i]]] = cell
		}
	}
	p.texts(r, &raw)
	for _, f := range []string{"nom", "commune"} {
		if *fields[fieldIndex[f]].text(r.s) == "" {
			p.reject(r, "import-valeur-absente", f)
			return nil
		}
	}
	current := p.settleCommune(r)
	if p.rejected {
		return nil
	}
	r.departement, _ = geo.DepartementOf(current)
	p.contacts(r, &raw)
	p.coordinates(r, &raw)
	p.hours(r, raw[fieldIndex["horaires"]])
	p.date(r, raw[fieldIndex["date_maj"]])
	p.origin(r, raw[fieldIndex["id"]], fallback)
	return r
}

// texts places the values that need nothing but themselves.
func (p *placer) texts(r *record, raw *[64]string) {
	for i := range fields {
		f, v := &fields[i], raw[i]
		if v == "" {
			continue
		}
		switch {
		case f.enum != nil:
			known, unknown := readEnum(f.enum, v)
			*f.list(r.s) = known
			for _, u := range unknown {
				near, _ := f.enum.Nearest(u)
				p.report(r, "import-valeur-inconnue", u, f.name, near)
				r.note(f.name, u, "inconnu")
			}
		case f.name == "pivot":
			if pivot, ok := readPivot(v); !ok {
				p.unreadable(r, "pivot", v)
			} else if pivot != unknownPivot {
				r.s.Pivot = pivot
			}
		case f.name == "verifie_le":
			if day, ok := readDay(v); ok {
				r.s.VerifieLe = day
			} else {
				p.unreadable(r, f.name, v)
			}
		case settledLater[f.name]:
		case f.text != nil:
			*f.text(r.s) = v
		case f.list != nil:
			*f.list(r.s) = readList(v)
		}
	}
	if r.s.Adresse == r.s.Commune { // as an export writes an unknown address
		r.s.Adresse = ""
	}
}

// settledLater are the keys that have a reader of their own.
var settledLater = map[string]bool{
	"id": true, "latitude": true, "longitude": true, "telephone": true, "telephones": true, "courriels": true,
	"site_web": true, "fiche_acces_libre": true, "prise_rdv": true, "horaires": true, "date_maj": true,
}

func (p *placer) contacts(r *record, raw *[64]string) {
	s := r.s
	for _, key := range []string{"telephone", "telephones"} {
		good, bad := readPhones(raw[fieldIndex[key]], r.departement)
		for _, n := range good {
			switch {
			case s.Telephone == "":
				s.Telephone = n
			case n != s.Telephone:
				s.Telephones = add(s.Telephones, n)
			}
		}
		for _, n := range bad {
			p.unreadable(r, key, n)
		}
	}
	for _, a := range []struct {
		key  string
		read func(string) string
		dst  *[]string
	}{{"courriels", readMail, &s.Courriels}, {"site_web", readWeb, &s.SiteWeb}} {
		good, bad := readAddresses(raw[fieldIndex[a.key]], a.read)
		*a.dst = good
		for _, v := range bad {
			p.unreadable(r, a.key, v)
		}
	}
	for _, a := range []struct {
		key string
		dst *string
	}{{"fiche_acces_libre", &s.FicheAccesLibre}, {"prise_rdv", &s.PriseRdv}} {
		v := raw[fieldIndex[a.key]]
		if *a.dst = readWeb(v); *a.dst == "" && v != "" {
			p.unreadable(r, a.key, v)
		}
	}
}

// coordinates places both or neither, in France, the right way round.
func (p *placer) coordinates(r *record, raw *[64]string) {
	rawLat, rawLon := raw[fieldIndex["latitude"]], raw[fieldIndex["longitude"]]
	if rawLat == "" && rawLon == "" {
		return
	}
	lat, ok1 := readDegrees(rawLat)
	lon, ok2 := readDegrees(rawLon)
	switch {
	case ok1 && ok2 && lat == 0 && lon == 0: // how many programs write « unknown »
	case ok1 && ok2 && geo.InFrance(lat, lon, r.departement):
		r.s.Latitude, r.s.Longitude = lat, lon
	case ok1 && ok2 && geo.InFrance(lon, lat, r.departement):
		r.s.Latitude, r.s.Longitude = lon, lat
		p.corrected(r, "latitude", rawLat, rawLon)
		p.corrected(r, "longitude", rawLon, rawLat)
	default:
		p.report(r, "import-coordonnees", rawLat, rawLon, r.s.Commune)
		r.note("latitude", rawLat, "écartée")
		r.note("longitude", rawLon, "écartée")
	}
}

// hours places hours that can be published; the others stay as they were
// received, in horaires_texte.
func (p *placer) hours(r *record, raw string) {
	if raw == "" {
		return
	}
	read := readHours(raw)
	switch {
	case read == "" && r.s.HorairesTexte == "":
		p.report(r, "import-horaires-texte", raw)
		r.s.HorairesTexte = raw
	case read == "":
		p.unreadable(r, "horaires", raw)
	case read != raw:
		p.corrected(r, "horaires", raw, read)
	}
	r.s.Horaires = read
}

func (p *placer) date(r *record, raw string) {
	day, ok := readDay(raw)
	if ok {
		r.s.DateMaj = day
		return
	}
	if raw != "" {
		p.unreadable(r, "date_maj", raw)
	}
	y, m, d := p.opts.Today.Date()
	r.s.DateMaj, r.undated = time.Date(y, m, d, 0, 0, 0, 0, time.UTC), true
	p.report(r, "import-date-absente", r.s.DateMaj.Format(time.DateOnly))
}

// origin settles where the record comes from, and which keys its source gave.
func (p *placer) origin(r *record, id, fallback string) {
	r.id = id
	switch {
	case p.opts.Source != "":
		r.source = p.opts.Source
	case r.s.SourceNom != "":
		r.source = r.s.SourceNom
	default:
		r.source = fallback
	}
	if r.s.SourceNom == "" {
		r.s.SourceNom = p.opts.Source
	}
	for i := range fields {
		f := &fields[i]
		r.given[i] = !f.absent(r.s) && !(f.name == "date_maj" && r.undated)
	}
}

// absent tells whether a structure has no value for a key.
func (f *field) absent(s *model.Structure) bool {
	switch {
	case f.text != nil:
		return *f.text(s) == ""
	case f.list != nil:
		return len(*f.list(s)) == 0
	case f.number != nil:
		return !s.Located()
	}
	return f.date(s).IsZero()
}
