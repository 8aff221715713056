package render

import (
	"encoding/json"
	"html/template"
	"slices"

	"balise/generator/model"
	"balise/generator/theme"
)

// schemaTypes gives schema.org's type of a typologie (verified in schema-dts
// 2.1.0). The others are LocalBusiness, there being no type for a community
// centre.
var schemaTypes = map[string]string{
	"MUNI": "CityHall", "BIB": "Library", "RELAIS_LECTURE": "Library", "LA_POSTE": "PostOffice",
	"RFS": "GovernmentOffice", "MSAP": "GovernmentOffice", "CCAS": "GovernmentOffice", "CIAS": "GovernmentOffice", "CD": "GovernmentOffice", "DEPT": "GovernmentOffice",
	"CPAM": "GovernmentOffice", "CAF": "GovernmentOffice", "MSA": "GovernmentOffice", "PREF": "GovernmentOffice", "CFP": "GovernmentOffice", "MDPH": "GovernmentOffice", "MDS": "GovernmentOffice",
	"FT": "EmploymentAgency", "ML": "EmploymentAgency", "MDE": "EmploymentAgency", "CAP_EMPLOI": "EmploymentAgency",
}

type ldPlace struct {
	Context      string      `json:"@context"`
	Type         string      `json:"@type"`
	ID           string      `json:"@id,omitempty"`
	Name         string      `json:"name"`
	Description  string      `json:"description,omitempty"`
	URL          string      `json:"url,omitempty"`
	SameAs       []string    `json:"sameAs,omitempty"`
	Telephone    string      `json:"telephone,omitempty"`
	Email        string      `json:"email,omitempty"`
	Address      *ldAddress  `json:"address,omitempty"`
	Geo          *ldGeo      `json:"geo,omitempty"`
	Hours        []ldHours   `json:"openingHoursSpecification,omitempty"`
	Free         *bool       `json:"isAccessibleForFree,omitempty"`
	PublicAccess *bool       `json:"publicAccess,omitempty"`
	Identifier   *ldProperty `json:"identifier,omitempty"`
}

type ldAddress struct {
	Type     string `json:"@type"`
	Street   string `json:"streetAddress,omitempty"`
	Postcode string `json:"postalCode,omitempty"`
	Locality string `json:"addressLocality"`
	Country  string `json:"addressCountry"`
}

type ldGeo struct {
	Type      string  `json:"@type"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type ldHours struct {
	Type         string   `json:"@type"`
	DayOfWeek    []string `json:"dayOfWeek"`
	Opens        string   `json:"opens"`
	Closes       string   `json:"closes"`
	ValidFrom    string   `json:"validFrom,omitempty"`
	ValidThrough string   `json:"validThrough,omitempty"`
}

type ldProperty struct {
	Type     string `json:"@type"`
	Property string `json:"propertyID"`
	Value    string `json:"value"`
}

// placeJSONLD describes a structure for search engines. Hours are given only
// when schema.org can say them whole, and never from a stale record.
func (c *context) placeJSONLD(s *model.Structure) template.JS {
	v := ldPlace{
		Context: "https://schema.org", Type: "LocalBusiness", Name: s.Nom, Description: s.PresentationResume,
		URL: c.absolute("annuaire/" + s.ID + ".html"), SameAs: s.SiteWeb, Telephone: s.Telephone,
		Address: &ldAddress{"PostalAddress", street(s), s.CodePostal, town(s), "FR"},
	}
	for _, t := range s.Typologie {
		if known := schemaTypes[t]; known != "" {
			v.Type = known
			break
		}
	}
	if v.URL != "" {
		v.ID = v.URL + "#lieu"
	}
	if len(s.Courriels) > 0 {
		v.Email = s.Courriels[0]
	}
	if s.Located() {
		v.Geo = &ldGeo{"GeoCoordinates", s.Latitude, s.Longitude}
	}
	if len(s.Frais) == 1 {
		free := s.Frais[0] == "Gratuit"
		v.Free = &free
	}
	if len(s.ModalitesAcces) > 0 {
		public := s.ReceivesPublic()
		v.PublicAccess = &public
	}
	if len(s.Pivot) == 14 && s.Pivot != "00000000000000" {
		v.Identifier = &ldProperty{"PropertyValue", "SIRET", s.Pivot}
	} else if len(s.Pivot) == 10 {
		v.Identifier = &ldProperty{"PropertyValue", "RNA", s.Pivot}
	}
	if s.Hours != nil && !s.Stale {
		for _, h := range s.Hours.SchemaOrg() {
			days := slices.Clone(h.DayOfWeek)
			for i, d := range days {
				days[i] = "https://schema.org/" + d
			}
			v.Hours = append(v.Hours, ldHours{"OpeningHoursSpecification", days, h.Opens, h.Closes, h.ValidFrom, h.ValidThrough})
		}
	}
	return encode(v)
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

func (c *context) dataJSONLD(files []theme.DataFile) template.JS {
	type download struct {
		Type   string `json:"@type"`
		Format string `json:"encodingFormat"`
		URL    string `json:"contentUrl"`
	}
	var downloads []download
	for _, f := range files {
		if u := c.absolute("donnees/" + f.Name); u != "" {
			downloads = append(downloads, download{"DataDownload", mediaTypes[f.Format], u})
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

var mediaTypes = map[string]string{"CSV": "text/csv", "JSON": "application/json", "GeoJSON": "application/geo+json"}

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
