package exchange

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"balise/generator/diag"
	"balise/generator/geo"
	"balise/generator/hours"
	"balise/generator/model"
)

// record is a row made into a structure, as far as its values can be placed.
// The structure has no ID yet, and no origin.
type record struct {
	s           *model.Structure
	source, id  string // what the structure's origin will say
	file        string
	line        int
	current     string // today's code of its commune
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
	root        *os.Root // of the portal, for its geography; may be nil
	suggestions map[[2]string]suggestion
	atlases     map[string]*geo.Atlas // by département; nil for those that the portal does not have
	ds          []diag.Diag
	rejected    bool // the row at hand
}

func newPlacer(root *os.Root, opts ImportOptions) placer {
	return placer{opts: opts, root: root, suggestions: map[[2]string]suggestion{}, atlases: map[string]*geo.Atlas{}}
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
// nil. source is what their origin says where neither they nor the user do.
func (p *placer) table(file string, rows []raw, source string) []*record {
	records := make([]*record, len(rows))
	if nameless(rows) {
		p.ds = append(p.ds, diag.New("import-colonne-absente", diag.Pos{File: file, Line: 1}, "nom"))
		return records
	}
	for i := range rows {
		if i%100 == 0 {
			p.opts.progress(StepRows, i, len(rows))
		}
		records[i] = p.row(file, &rows[i], source)
	}
	return records
}

// nameless tells that no row of a table has a name.
func nameless(rows []raw) bool {
	return len(rows) > 0 && !slices.ContainsFunc(rows, func(r raw) bool { return r.values[fieldIndex["nom"]] != "" })
}

// row makes a record of a row; nil, with a report, when it cannot be one.
func (p *placer) row(file string, raw *raw, source string) *record {
	p.rejected = false
	r := &record{s: &model.Structure{}, file: file, line: raw.line, notes: slices.Clone(raw.notes)}
	if wrong := shifted(raw); wrong != nil {
		p.reject(r, "import-decale", strings.Join(wrong, ", "))
		return nil
	}
	p.texts(r, &raw.values)
	if r.s.Nom == "" {
		p.reject(r, "import-valeur-absente", "nom")
		return nil
	}
	at := readPosition(raw)
	p.fromAddress(r)
	r.current = p.settleCommune(r, at)
	if p.rejected {
		return nil
	}
	r.departement, _ = geo.DepartementOf(r.current)
	if r.s.Adresse == r.s.Commune { // as an export writes an unknown address
		r.s.Adresse = ""
	}
	p.pivot(r, raw.values[fieldIndex["pivot"]])
	p.contacts(r, &raw.values)
	p.coordinates(r, at)
	p.hours(r, raw.values[fieldIndex["horaires"]], raw.prose)
	p.date(r, raw.values[fieldIndex["date_maj"]])
	p.origin(r, raw.values[fieldIndex["id"]], source)
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
		case f.name == "langues":
			for _, tag := range readList(v) {
				if _, err := language.Parse(tag); err != nil || len(tag) > 35 { // as load wants it
					p.report(r, "import-valeur-inconnue", tag, f.name, "")
					r.note(f.name, tag, "inconnu")
					continue
				}
				r.s.Langues = add(r.s.Langues, tag)
			}
		case f.name == "verifie_le":
			if day, ok := p.day(r, f.name, v); ok {
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
	if n := utf8.RuneCountInString(r.s.PresentationResume); n > maxSummary {
		p.report(r, "import-resume-long", strconv.Itoa(n))
	}
}

// maxSummary is how long the standard lets presentation_resume be, in
// characters.
const maxSummary = 280

// settledLater are the keys that have a reader of their own.
var settledLater = map[string]bool{
	"id": true, "pivot": true, "latitude": true, "longitude": true, "telephone": true, "telephones": true, "courriels": true,
	"site_web": true, "fiche_acces_libre": true, "prise_rdv": true, "horaires": true, "date_maj": true,
}

// pivot publishes a SIRET or a RNA number; any other stays beside the record.
func (p *placer) pivot(r *record, raw string) {
	v := readPivot(raw)
	r.s.Pivot = v.number
	switch {
	case v.fault == "import-valeur-illisible":
		p.unreadable(r, "pivot", raw)
	case v.fault != "":
		p.report(r, v.fault, raw)
		if v.number == "" {
			r.note("pivot", raw, "écarté")
		}
	case v.zero:
		p.corrected(r, "pivot", raw, v.number)
	}
	p.rest(r, "pivot", raw, v.rest)
}

// rest keeps what a value says besides what was taken of it.
func (p *placer) rest(r *record, key, value, rest string) {
	if rest == "" {
		return
	}
	p.report(r, "import-reste", key, rest)
	r.note(key, value, "en partie")
}

func (p *placer) contacts(r *record, raw *[64]string) {
	s := r.s
	for _, key := range []string{"courriels", "site_web", "telephone", "telephones"} {
		p.contact(r, key, raw[fieldIndex[key]])
	}
	for _, a := range []struct {
		key string
		dst *string
	}{{"fiche_acces_libre", &s.FicheAccesLibre}, {"prise_rdv", &s.PriseRdv}} {
		v := raw[fieldIndex[a.key]]
		good, rest := readWebs(v)
		switch {
		case v == "":
		case len(good) == 1:
			*a.dst = good[0]
			p.completed(r, a.key, v, good[0])
			p.rest(r, a.key, v, rest)
		default:
			p.unreadable(r, a.key, v)
		}
	}
}

// contact takes the numbers and addresses of a cell. Those that belong in
// another column go there.
func (p *placer) contact(r *record, key, value string) {
	if value == "" {
		return
	}
	rest, taken := value, false
	take := func(to string, good []string) {
		for _, v := range good {
			taken = true
			p.keepContact(r.s, to, v)
			p.completed(r, to, value, v)
			if to != key && !(to == "telephone" && key == "telephones") {
				p.report(r, "import-deplace", v, key, to)
			}
		}
	}
	if key == "courriels" || strings.Contains(rest, "@") {
		var good []string
		good, left := readMails(rest)
		if len(good) > 0 {
			rest = left
		}
		take("courriels", good)
	}
	if rest != "" && (key == "site_web" || strings.Contains(rest, "://") || strings.Contains(strings.ToLower(rest), "www.")) {
		good, left := readWebs(rest)
		if len(good) > 0 {
			rest = left
		}
		take("site_web", good)
	}
	if rest != "" && key != "site_web" {
		good, left := readPhones(rest, r.departement)
		if len(good) > 0 {
			rest = left
		}
		take("telephone", good)
	}
	switch {
	case !taken:
		p.unreadable(r, key, value)
	default:
		p.rest(r, key, value, rest)
	}
}

// completed says when a number or an address has more than what was written: a
// zero that a spreadsheet ate, a code, https://. Spaces, points, « +33 » in place
// of the zero are notation, and are not said.
func (p *placer) completed(r *record, key, value, v string) {
	switch {
	case key == "telephone" && !writesNumber(value, v), key != "telephone" && key != "courriels" && !strings.Contains(value, v):
		p.report(r, "import-contact-complete", key)
	}
}

func (p *placer) keepContact(s *model.Structure, key, v string) {
	switch {
	case key == "courriels":
		s.Courriels = add(s.Courriels, v)
	case key == "site_web":
		s.SiteWeb = add(s.SiteWeb, v)
	case s.Telephone == "":
		s.Telephone = v
	case v != s.Telephone:
		s.Telephones = add(s.Telephones, v)
	}
}

// hours places hours that can be published. What they do not say of the text
// stays as it was received, in horaires_texte, as does what the shape could not
// say.
func (p *placer) hours(r *record, raw, prose string) {
	value, lossless := "", true
	if raw != "" {
		value, lossless = readHours(raw)
	}
	if value == "" && prose != "" && raw == "" {
		value, _ = readHours(prose)
	}
	if !lossless && !strings.Contains(prose, raw) {
		prose = strings.TrimPrefix(prose+"\n"+raw, "\n")
	}
	value = hours.Alternate(value, prose)
	said := strings.ReplaceAll(prose, "\n", " / ") // a message is one line
	switch {
	case prose != "" && value != "":
		p.report(r, "import-horaires-partiels", said, value)
	case prose != "":
		p.report(r, "import-horaires-texte", said)
	case value != raw:
		p.corrected(r, "horaires", raw, value)
	}
	if prose != "" && !strings.Contains(r.s.HorairesTexte, prose) {
		r.s.HorairesTexte = strings.TrimPrefix(r.s.HorairesTexte+"\n"+prose, "\n")
	}
	r.s.Horaires = value
}

// day reads a date, in words, in digits, or as the number of a spreadsheet.
func (p *placer) day(r *record, key, raw string) (time.Time, bool) {
	if day, ok := readDay(raw); ok {
		return day, true
	}
	day, ok := readSerial(raw)
	if ok {
		p.corrected(r, key, raw, day.Format(time.DateOnly))
	}
	return day, ok
}

func (p *placer) date(r *record, raw string) {
	if day, ok := p.day(r, "date_maj", raw); ok {
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
