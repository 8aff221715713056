package exchange

import (
	"crypto/sha1"
	"hash"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/google/uuid"

	"balise/generator/geo"
	"balise/generator/model"
)

// HSDS writes structures as Open Referral's Human Services Data Specification
// 3.0, in its tabular form (schema/compiled/tabular.json): an object with a list
// for each table, whose rows name each other by identifier. A structure is an
// organization, one service, and the location where it is given.
//
// Identifiers are UUIDs of version 5 (RFC 9562): from the portal's name space,
// the table and the structure's id. They stay the same as long as these do.
//
// An error is the writer's.
func (o Options) HSDS(w io.Writer, structures []*model.Structure) error {
	x := hsdsPool.Get().(*hsds)
	defer hsdsPool.Put(x)
	x.reset(o)
	x.space = uuid.NewSHA1(uuid.NameSpaceURL, []byte(o.Namespace))
	for _, s := range structures {
		x.structure(s)
	}
	if len(x.terms) > 0 {
		x.row(taxonomies, x.id("taxonomy", "", 0))
		x.pair("name", "standard-mediation-num")
		x.pair("description", "Standard national des lieux de médiation numérique")
		x.pair("uri", "https://github.com/LaMednum/standard-mediation-num")
		x.pair("version", "1.0.2")
	}
	return x.write(w)
}

// table is a table of HSDS.
type table uint8

const (
	organizations table = iota
	services
	locations
	servicesAtLocations
	addresses
	phones
	schedules
	languages
	accessibilities
	costOptions
	serviceAreas
	organizationIdentifiers
	attributes
	taxonomyTerms
	taxonomies
	tableCount
)

var tableNames = [tableCount]string{
	"organization", "service", "location", "service_at_location", "address", "phone", "schedule", "language", "accessibility",
	"cost_option", "service_area", "organization_identifier", "attribute", "taxonomy_term", "taxonomy",
}

// hsds fills every table in one pass.
type hsds struct {
	Options
	space   uuid.UUID
	hash    hash.Hash
	name    []byte // of the identifier being made
	tables  [tableCount][]byte
	at      table               // of the row being written
	terms   map[string]string   // what an attribute says of its term, by value
	parents map[string]string   // identifiers of parent organizations, by name
	said    map[string]openings // by horaires; kept from one site to the next
}

// hsdsPool keeps tables from one site to the next: they grow to megabytes.
var hsdsPool = sync.Pool{New: func() any { return &hsds{hash: sha1.New()} }}

func (x *hsds) reset(o Options) {
	if x.said == nil || !x.Today.Equal(o.Today) {
		x.said = map[string]openings{}
	}
	x.Options, x.terms, x.parents = o, map[string]string{}, map[string]string{}
	for t := range x.tables {
		x.tables[t] = x.tables[t][:0]
	}
}

// id makes the identifier of the nth row of a table that is about of.
func (x *hsds) id(table, of string, n int) string {
	x.name = append(append(append(x.name[:0], table...), '/'), of...)
	if n > 0 {
		x.name = strconv.AppendInt(append(x.name, '/'), int64(n), 10)
	}
	return uuid.NewHash(x.hash, x.space, x.name, 5).String()
}

// row begins a row; pair, number… go on with it. Rows are closed when the
// tables are written.
func (x *hsds) row(t table, id string) {
	x.at = t
	b := x.tables[t]
	if len(b) > 0 {
		b = append(b, "},\n"...)
	}
	b = append(b, `{"id":"`...)
	b = append(b, id...)
	x.tables[t] = append(b, '"')
}

func (x *hsds) pair(key, value string) { x.tables[x.at] = appendPair(x.tables[x.at], key, value) }

func (x *hsds) write(w io.Writer) error {
	for t := range tableCount {
		head := ",\n\"" + tableNames[t] + "\":["
		if t == 0 {
			head = "{\"" + tableNames[t] + "\":["
		}
		tail := "]"
		if len(x.tables[t]) > 0 {
			head += "\n"
			tail = "}\n]"
		}
		if t == tableCount-1 {
			tail += "}\n"
		}
		for _, part := range [][]byte{[]byte(head), x.tables[t], []byte(tail)} {
			if _, err := w.Write(part); err != nil {
				return err
			}
		}
	}
	return nil
}

func (x *hsds) structure(s *model.Structure) {
	org, service, place := x.id("organization", s.ID, 0), x.id("service", s.ID, 0), x.id("location", s.ID, 0)
	x.organization(s, org)
	x.service(s, service, org)
	x.location(s, place, org)
	x.row(servicesAtLocations, x.id("service_at_location", s.ID, 0))
	x.pair("service_id", service)
	x.pair("location_id", place)
	for i, number := range phoneNumbers(s) {
		x.row(phones, x.id("phone", s.ID, i+1))
		x.pair("location_id", place)
		x.pair("service_id", service)
		x.pair("number", number)
		x.pair("type", "voice")
	}
	for i, tag := range s.Langues {
		code, _, _ := strings.Cut(tag, "-") // ISO 639: without a region
		x.row(languages, x.id("language", s.ID, i+1))
		x.pair("service_id", service)
		x.pair("location_id", place)
		x.pair("code", code)
	}
	for i, fee := range s.Frais {
		x.row(costOptions, x.id("cost_option", s.ID, i+1))
		x.pair("service_id", service)
		x.pair("option", fee)
	}
	x.attributes(s, service)
	x.schedules(s, place)
}

func (x *hsds) organization(s *model.Structure, id string) {
	parent := ""
	if s.StructureParente != "" {
		parent = x.parent(s.StructureParente)
	}
	x.row(organizations, id)
	x.pair("name", s.Nom)
	x.pair("description", firstText(s.PresentationResume, s.Nom))
	if len(s.Courriels) > 0 {
		x.pair("email", s.Courriels[0])
	}
	x.pair("website", firstAddress(s.SiteWeb))
	x.pair("parent_organization_id", parent)
	x.identifier(s.Pivot, s.ID, id)
}

// parent is the organization that others say they belong to, by its name or by
// its SIRET.
func (x *hsds) parent(name string) string {
	if id := x.parents[name]; id != "" {
		return id
	}
	id := x.id("organization", "parent/"+name, 0)
	x.parents[name] = id
	x.row(organizations, id)
	x.pair("name", name)
	x.pair("description", name)
	x.identifier(strings.ReplaceAll(name, " ", ""), "parent/"+name, id)
	return id
}

// identifier notes a pivot under its scheme: SIRET, or RNA, letters included.
func (x *hsds) identifier(pivot, of, organization string) {
	kind := "FR-SIRET"
	switch {
	case digits(pivot, 14) && pivot != unknownPivot:
	case len(pivot) == 10 && pivot[0] == 'W' && digits(pivot[4:], 6):
		kind = "FR-RNA"
	default:
		return
	}
	x.row(organizationIdentifiers, x.id("organization_identifier", of, 0))
	x.pair("organization_id", organization)
	x.pair("identifier_type", kind)
	x.pair("identifier", pivot)
}

func (x *hsds) service(s *model.Structure, id, organization string) {
	x.row(services, id)
	x.pair("organization_id", organization)
	x.pair("name", "Médiation numérique")
	x.pair("description", firstText(s.PresentationDetail, s.PresentationResume, strings.Join(s.Services, ", ")))
	x.pair("url", firstText(webAddress(s.PriseRdv), x.page(s)))
	if len(s.Courriels) > 0 {
		x.pair("email", s.Courriels[0])
	}
	x.pair("status", "active")
	x.pair("application_process", strings.Join(s.ModalitesAcces, ", "))
	x.pair("fees_description", strings.Join(s.Frais, ", "))
	x.pair("accreditations", strings.Join(slices.Concat(s.Labels, s.AutresLabels), ", "))
	x.pair("eligibility_description", strings.Join(slices.Concat(s.Publics, s.PriseEnCharge), ", "))
	if !s.VerifieLe.IsZero() {
		x.pair("assured_date", s.VerifieLe.Format("2006-01-02"))
	}
	x.pair("alert", strings.Join(closures(s, x.Today), " "))
	if !s.DateMaj.IsZero() {
		x.pair("last_modified", s.DateMaj.Format("2006-01-02")+"T00:00:00Z")
	}
	if code, ok := departementOf(s); ok {
		d, _ := geo.DepartementByCode(code)
		x.row(serviceAreas, x.id("service_area", s.ID, 0))
		x.pair("service_id", id)
		x.pair("name", d.Name)
		x.pair("extent", d.Code)
		x.pair("extent_type", "text")
	}
}

func (x *hsds) location(s *model.Structure, id, organization string) {
	x.row(locations, id)
	kind := "physical"
	if len(s.ModalitesAccompagnement) == 1 && s.ModalitesAccompagnement[0] == "À distance" {
		kind = "virtual"
	}
	x.pair("location_type", kind)
	x.pair("url", x.page(s))
	x.pair("organization_id", organization)
	x.pair("name", s.Nom)
	if known(s) {
		b := appendDegrees(x.tables[locations], "latitude", s.Latitude)
		x.tables[locations] = appendDegrees(b, "longitude", s.Longitude)
	}
	if code := codeOut(s); code != "" {
		x.pair("external_identifier", code)
		x.pair("external_identifier_type", "INSEE-COG")
	}
	x.row(addresses, x.id("address", s.ID, 0))
	x.pair("location_id", id)
	x.pair("address_1", addressOut(s))
	x.pair("address_2", s.ComplementAdresse)
	x.pair("city", s.Commune)
	state := s.Commune // required
	if code, ok := departementOf(s); ok {
		d, _ := geo.DepartementByCode(code)
		state = d.Name
	}
	x.pair("state_province", state)
	x.pair("postal_code", firstText(postcodeOut(s), s.CodePostal))
	x.pair("country", "FR")
	x.pair("address_type", "physical")
	if u := webAddress(s.FicheAccesLibre); u != "" {
		x.row(accessibilities, x.id("accessibility", s.ID, 0))
		x.pair("location_id", id)
		x.pair("url", u)
	}
}

// attributes links a service to the terms of the national standard.
func (x *hsds) attributes(s *model.Structure, service string) {
	n := 0
	for i := range standardFields {
		f := &fields[i]
		if f.enum == nil {
			continue
		}
		for _, value := range *f.list(s) {
			n++
			term := x.term(f.name, value)
			x.row(attributes, x.id("attribute", s.ID, n))
			x.pair("link_id", service)
			x.tables[attributes] = append(x.tables[attributes], term...)
		}
	}
}

// term is what the attributes of a value have in common. The first time, it
// writes the taxonomy term: its description begins with the standard's field.
func (x *hsds) term(field, value string) string {
	if t := x.terms[value]; t != "" {
		return t
	}
	id := x.id("taxonomy_term", field+"/"+value, 0)
	x.row(taxonomyTerms, id)
	x.pair("code", value)
	x.pair("name", value)
	x.pair("description", field+" : "+value)
	x.pair("taxonomy", "standard-mediation-num")
	x.pair("language", "fr")
	x.pair("taxonomy_id", x.id("taxonomy", "", 0))
	x.terms[value] = `,"taxonomy_term_id":"` + id + `","link_entity":"service"`
	return x.terms[value]
}

// departementOf is the code of a structure's département, by its commune's code
// or by what the rest of its address says of the commune.
func departementOf(s *model.Structure) (string, bool) {
	if code, ok := geo.DepartementOf(s.CodeINSEE); ok {
		return code, true
	}
	return geo.DepartementOf(s.Current)
}

func phoneNumbers(s *model.Structure) []string {
	if s.Telephone == "" {
		return s.Telephones
	}
	return append([]string{s.Telephone}, s.Telephones...)
}

func firstText(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// page is the address of the page about a structure; empty when the portal
// does not say where it is.
func (o Options) page(s *model.Structure) string {
	if o.Site == "" {
		return ""
	}
	return o.Site + s.ID + ".html"
}
