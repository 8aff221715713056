package render

import (
	"encoding/json"
	"html/template"
	"slices"
	"time"

	"balise/generator/hours"
	"balise/generator/model"
)

// schemaTypes gives schema.org's type of a typologie (verified in schema-dts
// 2.1.0). The others are LocalBusiness, there being no type for a community
// centre.
var schemaTypes = map[string]string{
	"MUNI": "GovernmentOffice", "BIB": "Library", "RELAIS_LECTURE": "Library", "LA_POSTE": "PostOffice",
	"RFS": "GovernmentOffice", "MSAP": "GovernmentOffice", "CCAS": "GovernmentOffice", "CIAS": "GovernmentOffice", "CD": "GovernmentOffice", "DEPT": "GovernmentOffice",
	"CPAM": "GovernmentOffice", "CAF": "GovernmentOffice", "MSA": "GovernmentOffice", "PREF": "GovernmentOffice", "CFP": "GovernmentOffice", "MDPH": "GovernmentOffice", "MDS": "GovernmentOffice",
	"FT": "EmploymentAgency", "ML": "EmploymentAgency", "MDE": "EmploymentAgency", "CAP_EMPLOI": "EmploymentAgency",
}

// placeJSONLD describes a structure for search engines. Hours are given only
// when schema.org can say them whole, and never from a stale record.
func (c *context) placeJSONLD(s *model.Structure) template.JS {
	w := jsonWriters.Get().(*jsonWriter)
	defer jsonWriters.Put(w)
	w.b, w.comma = w.b[:0], false
	w.open("", "")
	w.text("@context", "https://schema.org")
	w.text("@type", schemaType(s))
	if u := c.absolute("annuaire/" + s.ID + ".html"); u != "" {
		w.text("@id", u+"#lieu")
		w.text("url", u)
	}
	w.text("name", s.Nom)
	w.text("description", s.PresentationResume)
	w.texts("sameAs", s.SiteWeb)
	w.text("telephone", s.Telephone)
	if len(s.Courriels) > 0 {
		w.text("email", s.Courriels[0])
	}
	where := c.portal.where(s)
	w.open("address", "PostalAddress")
	w.text("streetAddress", where.street)
	w.text("postalCode", s.CodePostal)
	w.text("addressLocality", where.town)
	w.text("addressCountry", "FR")
	w.end()
	if s.OnMap() {
		w.open("geo", "GeoCoordinates")
		w.number("latitude", s.Latitude)
		w.number("longitude", s.Longitude)
		w.end()
	}
	c.closuresJSONLD(w, s)
	if s.Hours != nil && !s.Stale {
		if hours := c.portal.hoursJSONLD(s.Hours); hours != "" {
			w.key("openingHoursSpecification")
			w.b = append(w.b, hours...)
		}
	}
	if len(s.Frais) == 1 {
		w.truth("isAccessibleForFree", s.Frais[0] == "Gratuit")
	}
	if len(s.ModalitesAcces) > 0 {
		w.truth("publicAccess", s.ReceivesPublic())
	}
	if scheme := pivotScheme(s.Pivot); scheme != "" {
		w.open("identifier", "PropertyValue")
		w.text("propertyID", scheme)
		w.text("value", s.Pivot)
		w.end()
	}
	w.end()
	return template.JS(w.b)
}

// closuresJSONLD says the dated closures to come, which win over the hours
// (schema.org, specialOpeningHoursSpecification: a day that opens and closes at
// the same time is closed).
func (c *context) closuresJSONLD(w *jsonWriter, s *model.Structure) {
	first := true
	for i := range s.Fermetures {
		from, to := s.Fermetures[i].Span()
		if to.Before(c.portal.Today) {
			continue
		}
		if first {
			w.key("specialOpeningHoursSpecification")
			w.b = append(w.b, '[')
		} else {
			w.b = append(w.b, ',')
		}
		first = false
		w.open("", "OpeningHoursSpecification")
		w.text("opens", "00:00")
		w.text("closes", "00:00")
		w.text("validFrom", from.Format(time.DateOnly))
		w.text("validThrough", to.Format(time.DateOnly))
		w.end()
	}
	if !first {
		w.b = append(w.b, ']')
	}
}

// schemaType is the type of the first typologie that schema.org knows.
func schemaType(s *model.Structure) string {
	for _, t := range s.Typologie {
		if known := schemaTypes[t]; known != "" {
			return known
		}
	}
	return "LocalBusiness"
}

// pivotScheme tells what a pivot is; empty when it is not known.
func pivotScheme(pivot string) string {
	switch {
	case len(pivot) == 14 && pivot != "00000000000000":
		return "SIRET"
	case len(pivot) == 10:
		return "RNA"
	}
	return ""
}

// hoursJSONLD is the openingHoursSpecification of a schedule, which many
// structures share; empty when schema.org cannot say it.
func (p *Portal) hoursJSONLD(s *hours.Schedule) string {
	key := saidKey{s, "schema.org"}
	if known, ok := p.said.Load(key); ok {
		return known.(string)
	}
	var w jsonWriter
	for i, h := range s.SchemaOrg() {
		w.b = append(w.b, "[,"[min(i, 1)])
		days := slices.Clone(h.DayOfWeek)
		for i, d := range days {
			days[i] = "https://schema.org/" + d
		}
		w.open("", "OpeningHoursSpecification")
		w.texts("dayOfWeek", days)
		w.text("opens", h.Opens)
		w.text("closes", h.Closes)
		w.text("validFrom", h.ValidFrom)
		w.text("validThrough", h.ValidThrough)
		w.end()
	}
	if len(w.b) > 0 {
		w.b = append(w.b, ']')
	}
	p.said.Store(key, string(w.b))
	return string(w.b)
}

// encode writes JSON that can stand in a script element: encoding/json escapes
// <, > and &.
func encode(v any) template.JS {
	data, err := json.Marshal(v)
	if err != nil {
		return "" // a NaN: check refuses it before
	}
	return template.JS(data)
}

type ldParty struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

func (c *context) publisher() *ldParty {
	if c.portal.Site.Editeur.Nom == "" {
		return nil
	}
	return &ldParty{"Organization", c.portal.Site.Editeur.Nom}
}

// homeJSONLD describes the site, which schema.org knows by its address: without
// one there is nothing to say.
func (c *context) homeJSONLD(description string) template.JS {
	if c.portal.Site.Adresse == "" {
		return ""
	}
	return encode(struct {
		Context     string   `json:"@context"`
		Type        string   `json:"@type"`
		Name        string   `json:"name"`
		Description string   `json:"description,omitempty"`
		URL         string   `json:"url,omitempty"`
		Language    string   `json:"inLanguage"`
		Publisher   *ldParty `json:"publisher,omitempty"`
	}{"https://schema.org", "WebSite", c.Territory.Name + ", " + c.portal.Site.Titre, description, c.absolute(c.page.Path), c.lang.tag, c.publisher()})
}

func (c *context) guideJSONLD(g *model.Guide) template.JS {
	author := c.publisher()
	if g.Auteur != "" {
		author = &ldParty{"Organization", g.Auteur}
	}
	modified := ""
	if !g.Maj.IsZero() {
		modified = g.Maj.Format("2006-01-02")
	}
	return encode(struct {
		Context   string   `json:"@context"`
		Type      string   `json:"@type"`
		Headline  string   `json:"headline"`
		About     string   `json:"description,omitempty"`
		URL       string   `json:"url,omitempty"`
		Image     string   `json:"image,omitempty"`
		Language  string   `json:"inLanguage"`
		Modified  string   `json:"dateModified,omitempty"`
		Published string   `json:"datePublished,omitempty"`
		Author    *ldParty `json:"author,omitempty"`
		Publisher *ldParty `json:"publisher,omitempty"`
		Free      bool     `json:"isAccessibleForFree"`
	}{"https://schema.org", "Article", g.Titre, g.Resume, c.absolute(c.page.Path), c.socialImage(), g.Lang, modified, modified, author, c.publisher(), true})
}

func (c *context) dataJSONLD() template.JS {
	type download struct {
		Type   string `json:"@type"`
		Format string `json:"encodingFormat"`
		URL    string `json:"contentUrl"`
	}
	var downloads []download
	for _, f := range c.Data {
		if u := c.absolute("donnees/" + f.Name); u != "" {
			downloads = append(downloads, download{"DataDownload", f.Media, u})
		}
	}
	return encode(struct {
		Context      string     `json:"@context"`
		Type         string     `json:"@type"`
		Name         string     `json:"name"`
		Description  string     `json:"description"`
		URL          string     `json:"url,omitempty"`
		License      string     `json:"license,omitempty"`
		Modified     string     `json:"dateModified,omitempty"`
		Creator      *ldParty   `json:"creator,omitempty"`
		Place        string     `json:"spatialCoverage"`
		Distribution []download `json:"distribution,omitempty"`
	}{"https://schema.org", "Dataset", c.lang.T("titre.donnees") + ", " + c.Territory.Name, c.lang.T("description.donnees", c.Territory.Name) + " " + c.lang.T("donnees.intro", len(c.Structures)),
		c.absolute(c.page.Path), licenceURL(c.portal.Site.Licence), c.newest, c.publisher(), c.Territory.Name, downloads})
}

// licenceURL is the address of a licence that Balise knows.
func licenceURL(name string) string {
	switch name {
	case "Licence Ouverte 2.0", "Licence Ouverte":
		return "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
	case "ODbL", "ODbL 1.0":
		return "https://opendatacommons.org/licenses/odbl/1-0/"
	case "CC BY 4.0":
		return "https://creativecommons.org/licenses/by/4.0/"
	}
	return ""
}
