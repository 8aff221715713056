package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"balise/generator/sheet"
)

// data·inclusion v1 (gip-inclusion/data-inclusion-schema 1.0.8) describes a
// place by a structure and the services that it gives. A structure becomes a
// raw, its services go into it, by the inverse of the correspondence that the
// national pipeline publishes (datainclusion_values.go); where several values
// of the standard lead to one of data·inclusion, the value stays as a note.

// service is a row of a table of services.
type service struct {
	t   *sheet.Table
	at  finder
	row *sheet.Row
}

func isServices(t *sheet.Table) bool {
	f := newFinder(t)
	return f.has("structure_id") && f.has("nom") && f.has("thematiques", "modes_accueil", "modes_mobilisation", "mobilisable_par", "type")
}

// isInclusion tells a table of structures from one of the standard, which has
// a pivot.
func isInclusion(t *sheet.Table) bool {
	f := newFinder(t)
	return f.has("id") && f.has("source") && f.has("nom") && !f.has("pivot") && !f.has("structure_id") &&
		f.has("siret", "reseaux_porteurs", "horaires_accueil", "accessibilite_lieu", "lien_source") && !f.has("services", "courriels")
}

// inOrder puts the tables of services of data·inclusion behind the others, and
// keeps their rows for the structures that they belong to.
func (s *shaper) inOrder(tables []*sheet.Table) []*sheet.Table {
	if s.mapping != nil {
		return tables
	}
	var first, last []*sheet.Table
	for _, t := range tables {
		if isServices(t) {
			s.gather(t)
			last = append(last, t)
		} else {
			first = append(first, t)
		}
	}
	return append(first, last...)
}

// gather keeps the services of a table for their structures. Tables of services
// are gathered before any table of structures is shaped.
func (s *shaper) gather(t *sheet.Table) {
	if s.services == nil {
		s.services = map[string][]service{}
	}
	f := newFinder(t)
	for i := range t.Rows {
		id := cellAt(&t.Rows[i], f["structure_id"])
		s.services[id] = append(s.services[id], service{t, f, &t.Rows[i]})
	}
}

// inclusionKeys are the keys of data·inclusion, of a structure or of a service,
// that are keys of the standard under the same name or another.
var inclusionKeys = map[string]string{
	"siret": "pivot", "nom": "nom", "commune": "commune", "code_postal": "code_postal", "code_insee": "code_insee",
	"adresse": "adresse", "complement_adresse": "complement_adresse", "latitude": "latitude", "longitude": "longitude",
	"telephone": "telephone", "courriel": "courriels", "site_web": "site_web", "source": "source", "date_maj": "date_maj",
	"accessibilite_lieu": "fiche_acces_libre", "lien_mobilisation": "prise_rdv",
}

// inclusion makes raws of structures.
func (s *shaper) inclusion(t *sheet.Table) []raw {
	rows := make([]raw, len(t.Rows))
	f := newFinder(t)
	joined := 0
	for i := range t.Rows {
		row, r := &t.Rows[i], &rows[i]
		r.line = row.Line
		s.inclusionRow(t, f, row, r)
		id := cellAt(row, f["id"])
		for _, sv := range s.services[id] {
			joinService(r, sv)
			joined++
		}
		delete(s.services, id)
	}
	if joined > 0 {
		s.joined += joined
		s.report(t, 0, "import-services-reunis", fmt.Sprint(joined))
	}
	return rows
}

// inclusionRow places what a structure and a service have in common.
func (s *shaper) inclusionRow(t *sheet.Table, f finder, row *sheet.Row, r *raw) {
	for j, cell := range row.Cells {
		if cell == "" {
			continue
		}
		if j >= len(t.Columns) || t.Columns[j] == "" {
			s.stray(t, r, j, cell)
			continue
		}
		switch label := t.Columns[j]; columnKey(label) {
		case "id":
			r.put(fieldIndex["id"], strings.TrimPrefix(cell, inclusionSource+"--"))
		case "horaires_accueil":
			r.hours(label, cell)
		case "description":
			r.describe(label, cell)
		case "reseaux_porteurs":
			r.networks(label, cell)
		default:
			if key, ok := inclusionKeys[columnKey(label)]; ok {
				r.place(fieldIndex[key], label, cell)
			} else if _, ok := serviceKeys[columnKey(label)]; !ok || !f.has("structure_id") {
				r.note("", label, cell, "")
			}
		}
	}
}

// describe places a description: a short one is a summary.
func (r *raw) describe(label, text string) {
	key := fieldIndex["presentation_detail"]
	if short := fieldIndex["presentation_resume"]; utf8.RuneCountInString(text) <= 280 && r.values[short] == "" {
		key = short
	}
	if text != r.values[fieldIndex["presentation_resume"]] {
		r.place(key, label, text)
	}
}

// networkValues is what each network is in the standard, where it is one thing.
var networkValues = func() map[string]meaning {
	m := map[string]meaning{}
	twice := map[string]bool{}
	for _, key := range []string{"dispositif_programmes_nationaux", "formations_labels", "typologie"} {
		i := fieldIndex[key]
		for _, value := range fields[i].enum.Values {
			for _, network := range inclusionNetworks[value] {
				if before, ok := m[network]; ok && before.field == i {
					twice[network] = true
				} else if !ok {
					m[network] = meaning{field: i, value: value}
				}
			}
		}
	}
	for network := range twice {
		delete(m, network)
	}
	return m
}()

func (r *raw) networks(label, cell string) {
	for _, network := range readList(cell) {
		if m, ok := networkValues[network]; ok {
			r.put(m.field, m.value)
		} else {
			r.note("", label, network, "")
		}
	}
}

// serviceKeys are the keys of a service that are read in a way of their own.
var serviceKeys = map[string]func(r *raw, label, cell string){
	"thematiques":             (*raw).themes,
	"publics":                 valuesOf(servicePublics),
	"modes_mobilisation":      valuesOf(serviceAccess),
	"modes_accueil":           valuesOf(serviceModes),
	"type":                    valuesOf(serviceTypes),
	"frais":                   valuesOf(serviceFees),
	"frais_precisions":        (*raw).fees,
	"mobilisable_par":         (*raw).mobilised,
	"structure_id":            nil,
	"publics_precisions":      nil,
	"conditions_acces":        nil,
	"zone_eligibilite":        nil,
	"mobilisation_precisions": nil,
}

type codes map[string]meaning

func codesOf(key string, values map[string]string) codes {
	m := codes{}
	for code, value := range values {
		m[code] = meaning{field: fieldIndex[key], value: value}
	}
	return m
}

var (
	servicePublics = codesOf("publics_specifiquement_adresses", map[string]string{
		"etudiants": "Étudiants", "familles": "Familles et/ou enfants", "femmes": "Femmes", "jeunes": "Jeunes", "seniors": "Seniors",
		"tous-publics": "", // which is to say nothing
	})
	serviceAccess = codesOf("modalites_acces", map[string]string{
		"envoyer-un-courriel": "Contacter par mail", "se-presenter": "Se présenter", "telephoner": "Téléphoner",
		"utiliser-lien-mobilisation": "Prendre un RDV en ligne",
	})
	serviceModes = codesOf("modalites_accompagnement", map[string]string{"a-distance": "À distance", "en-presentiel": ""})
	serviceTypes = codesOf("modalites_accompagnement", map[string]string{
		"accompagnement": "Accompagnement individuel", "atelier": "Dans un atelier collectif", "aide-materielle": "En autonomie",
	})
	serviceFees = codesOf("frais_a_charge", map[string]string{"gratuit": "Gratuit", "payant": "Payant"})
)

// valuesOf places the values of a list that mean one value each, and notes the
// others.
func valuesOf(m codes) func(r *raw, label, cell string) {
	return func(r *raw, label, cell string) {
		for _, code := range readList(cell) {
			if v, ok := m[code]; ok {
				r.put(v.field, v.value)
			} else {
				r.note("", label, code, "")
			}
		}
	}
}

// fees reads the words about what a service costs: « Gratuit sous condition »,
// as an export of Balise writes it, or a sentence.
func (r *raw) fees(label, cell string) {
	read := vocabularies["frais_a_charge"].read(cell, "")
	if len(read.unknown) > 0 || len(read.partial) > 0 {
		r.note("frais_a_charge", label, cell, "")
		return
	}
	if i := fieldIndex["frais_a_charge"]; r.values[i] == "Gratuit" { // of the key « frais », which cannot say the condition
		r.values[i] = ""
	}
	for _, k := range read.known {
		r.put(fieldIndex["frais_a_charge"], k.means[0].value)
	}
}

// mobilised notes who may call on the service, unless it is everybody.
func (r *raw) mobilised(label, cell string) {
	if list := readList(cell); !slices.Contains(list, "usagers") || !slices.Contains(list, "professionnels") {
		r.note("", label, cell, "")
	}
}

// The themes that lead to a service. Those about everyday life say something
// digital only beside a theme that is.
const (
	themeProcedures = "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives"
	themeJobs       = "preparer-sa-candidature--organiser-ses-demarches-de-recherche-demploi"
	themeLeisure    = "remobilisation--activites-sportives-et-culturelles"
	themeParents    = "famille--soutien-a-la-parentalite-et-a-leducation"
	themeOnline     = "numerique--acceder-a-des-services-en-ligne"
	themeConnection = "numerique--acceder-a-une-connexion-internet"
	themeEquipment  = "numerique--acquerir-un-equipement"
	themeBasics     = "numerique--maitriser-les-fondamentaux-du-numerique"
)

// themes finds the fewest services of the standard that the correspondence
// makes these themes of.
func (r *raw) themes(label, cell string) {
	left := map[string]bool{}
	digital := false
	for _, t := range readList(cell) {
		left[t] = true
		digital = digital || strings.HasPrefix(t, "numerique--")
	}
	explain := func(value string, needs ...string) {
		for _, t := range needs {
			if !left[t] {
				return
			}
		}
		r.put(fieldIndex["services"], value)
		for _, t := range inclusionThemes[value] {
			delete(left, t)
		}
	}
	all := maps.Clone(left)
	explain("Aide aux démarches administratives", themeProcedures)
	if digital {
		explain("Insertion professionnelle via le numérique", themeJobs)
		explain("Loisirs et créations numériques", themeLeisure)
		explain("Parentalité et éducation avec le numérique", themeParents)
	}
	explain("Accès internet et matériel informatique", themeConnection)
	explain("Acquisition de matériel informatique à prix solidaire", themeEquipment)
	explain("Maîtrise des outils numériques du quotidien", themeBasics)
	if left[themeOnline] && all[themeBasics] {
		explain("Maîtrise des outils numériques du quotidien", themeOnline)
	}
	explain("Aide aux démarches administratives", themeOnline)
	for _, t := range slices.Sorted(maps.Keys(left)) {
		r.note("services", label, t, "")
	}
}

// joinService brings a service into its structure's raw: what the standard
// holds fills it, what the structure says otherwise is noted.
func joinService(r *raw, sv service) {
	name := cellAt(sv.row, sv.at["nom"])
	if name != r.values[fieldIndex["nom"]] {
		r.note("", "service", name, "")
	}
	for j, cell := range sv.row.Cells {
		if cell == "" || j >= len(sv.t.Columns) {
			continue
		}
		label := sv.t.Columns[j]
		key := columnKey(label)
		label = "service : " + label
		read, special := serviceKeys[key]
		switch {
		case key == "id" || key == "nom" || key == "structure_id" || key == "source":
		case read != nil:
			read(r, label, cell)
		case special:
			r.note("", label, cell, "")
		case key == "description":
			if cell != r.values[fieldIndex["presentation_detail"]] {
				r.describe(label, cell)
			}
		case key == "horaires_accueil":
			r.hours(label, cell)
		case key == "date_maj":
			r.latest(cell)
		case inclusionKeys[key] != "":
			r.place(fieldIndex[inclusionKeys[key]], label, cell)
		default:
			r.note("", label, cell, "")
		}
	}
}

// latest keeps the later of two dates, each written as in ISO 8601.
func (r *raw) latest(day string) {
	if i := fieldIndex["date_maj"]; day > r.values[i] {
		r.values[i] = day
	}
}

// orphans makes raws of the services of a table whose structure is in no file:
// each is a place of its own.
func (s *shaper) orphans(t *sheet.Table) []raw {
	rows := []raw{}
	f := newFinder(t)
	for i := range t.Rows {
		row := &t.Rows[i]
		if _, waiting := s.services[cellAt(row, f["structure_id"])]; !waiting && s.services != nil {
			continue
		}
		r := raw{line: row.Line}
		s.inclusionRow(t, f, row, &r)
		for j, cell := range row.Cells {
			if cell == "" || j >= len(t.Columns) {
				continue
			}
			if read, ok := serviceKeys[columnKey(t.Columns[j])]; read != nil {
				read(&r, t.Columns[j], cell)
			} else if ok {
				r.note("", t.Columns[j], cell, "")
			}
		}
		rows = append(rows, r)
	}
	return rows
}
