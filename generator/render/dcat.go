package render

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"

	bcp47 "golang.org/x/text/language"
)

// dcatContext gives the vocabularies of DCAT-AP 3.0 their usual prefixes. It is
// whole, so that nobody has to fetch a context from elsewhere.
var dcatContext = map[string]string{
	"dcat":  "http://www.w3.org/ns/dcat#",
	"dct":   "http://purl.org/dc/terms/",
	"foaf":  "http://xmlns.com/foaf/0.1/",
	"skos":  "http://www.w3.org/2004/02/skos/core#",
	"vcard": "http://www.w3.org/2006/vcard/ns#",
	"xsd":   "http://www.w3.org/2001/XMLSchema#",
}

// euVocabulary is where the vocabularies of the European Union lie, from which
// DCAT-AP wants languages, themes, formats and rights of access.
const euVocabulary = "http://publications.europa.eu/resource/authority/"

// A dcatRef is a resource named by its address, a dcatText a text with its
// language or its type.
type (
	dcatRef struct {
		ID string `json:"@id"`
	}
	dcatText struct {
		Value string `json:"@value"`
		Lang  string `json:"@language,omitempty"`
		Type  string `json:"@type,omitempty"`
	}
	dcatAgent struct {
		Type string `json:"@type"`
		Name string `json:"foaf:name"`
	}
	// A dcatPlace is named by its official code: INSEE's addresses of territories
	// (id.insee.fr) end with a number drawn at random, which no code gives.
	dcatPlace struct {
		Type  string   `json:"@type"`
		Label dcatText `json:"skos:prefLabel"`
		Code  string   `json:"dct:identifier,omitempty"`
	}
	dcatContact struct {
		Type string  `json:"@type"`
		Name string  `json:"vcard:fn"`
		Mail dcatRef `json:"vcard:hasEmail"`
	}
	dcatLicence struct { // one that Balise knows by its name only
		Type  string `json:"@type"`
		Title string `json:"dct:title"`
	}
)

type dcatDistribution struct {
	ID       string    `json:"@id"`
	Type     string    `json:"@type"`
	Title    dcatText  `json:"dct:title"`
	About    *dcatText `json:"dct:description,omitempty"`
	Access   dcatRef   `json:"dcat:accessURL"`
	Download dcatRef   `json:"dcat:downloadURL"`
	Media    dcatRef   `json:"dcat:mediaType"`
	Format   dcatRef   `json:"dct:format"`
	Size     dcatText  `json:"dcat:byteSize"`
	Licence  any       `json:"dct:license,omitempty"`
	Modified *dcatText `json:"dct:modified,omitempty"`
	Conforms *dcatRef  `json:"dct:conformsTo,omitempty"`
}

type dcatDataset struct {
	ID            string             `json:"@id"`
	Type          string             `json:"@type"`
	Identifier    string             `json:"dct:identifier"`
	Title         dcatText           `json:"dct:title"`
	About         dcatText           `json:"dct:description"`
	Publisher     *dcatAgent         `json:"dct:publisher,omitempty"`
	Contact       *dcatContact       `json:"dcat:contactPoint,omitempty"`
	Licence       any                `json:"dct:license,omitempty"`
	Access        dcatRef            `json:"dct:accessRights"`
	Modified      *dcatText          `json:"dct:modified,omitempty"`
	Language      dcatRef            `json:"dct:language"`
	Keywords      []dcatText         `json:"dcat:keyword"`
	Theme         dcatRef            `json:"dcat:theme"`
	Spatial       dcatPlace          `json:"dct:spatial"`
	Landing       dcatRef            `json:"dcat:landingPage"`
	Distributions []dcatDistribution `json:"dcat:distribution"`
}

type dcatCatalog struct {
	Context   map[string]string `json:"@context"`
	ID        string            `json:"@id"`
	Type      string            `json:"@type"`
	Title     dcatText          `json:"dct:title"`
	About     dcatText          `json:"dct:description"`
	Publisher *dcatAgent        `json:"dct:publisher,omitempty"`
	Language  dcatRef           `json:"dct:language"`
	Homepage  dcatRef           `json:"foaf:homepage"`
	Datasets  []dcatDataset     `json:"dcat:dataset"`
}

// standards are what files conform to, by key.
var standards = map[string]string{
	"csv":            "https://github.com/LaMednum/standard-mediation-num",
	"json":           "https://github.com/LaMednum/standard-mediation-num",
	"geojson":        "https://www.rfc-editor.org/rfc/rfc7946",
	"data-inclusion": "https://github.com/gip-inclusion/data-inclusion-schema",
	"hsds":           "https://docs.openreferral.org/en/v3.0.0/",
}

// fileTypes are the formats of files in the vocabulary of file types, by media
// type.
var fileTypes = map[string]string{"text/csv": "CSV", "application/geo+json": "GEOJSON", "application/json": "JSON"}

// DCAT describes the open data of the site for the data portals that harvest
// it: a catalogue of one dataset, shaped as DCAT-AP wants it, in JSON-LD.
// Addresses are absolute when the portal knows its own, else relative to the
// file itself, which then can be harvested from wherever it lies.
//
// It says what is known: nothing tells when the data were first published
// (dct:issued), nor how often they change (dct:accrualPeriodicity).
func (r *Site) DCAT() []byte {
	tag := r.portal.Site.Langues[0]
	l := r.langs[tag]
	text := func(s string) dcatText { return dcatText{Value: s, Lang: tag} }
	at := r.dataAddress
	home := dcatRef{"../index.html"}
	if r.portal.Site.Adresse != "" {
		home.ID = r.portal.Site.Adresse + r.Territory.Chemin + "/index.html"
	}
	editor := r.portal.Site.Editeur
	var publisher *dcatAgent
	if editor.Nom != "" {
		publisher = &dcatAgent{"foaf:Agent", editor.Nom}
	}
	var contact *dcatContact
	if editor.Courriel != "" {
		contact = &dcatContact{"vcard:Organization", cmp.Or(editor.Nom, r.portal.Site.Titre), dcatRef{"mailto:" + editor.Courriel}}
	}
	spoken := dcatLanguage(tag)
	d := dcatDataset{
		ID: at("dcat.jsonld") + "#donnees", Type: "dcat:Dataset", Identifier: cmp.Or(r.portal.Site.Adresse, r.portal.Site.Titre+" ") + r.Territory.Chemin,
		Title: text(l.T("titre.donnees") + ", " + r.Territory.Name), About: text(l.T("description.donnees", r.Territory.Name) + " " + l.T("donnees.intro", len(r.Structures))),
		Publisher: publisher, Contact: contact, Licence: r.licence(), Access: dcatRef{euVocabulary + "access-right/PUBLIC"},
		Modified: r.modified(), Language: spoken,
		Keywords: []dcatText{text("médiation numérique"), text("inclusion numérique"), text(r.Territory.Name)},
		Theme:    dcatRef{euVocabulary + "data-theme/SOCI"},
		Spatial:  dcatPlace{"dct:Location", text(r.Territory.Name), r.Territory.Code}, Landing: dcatRef{at("index.html")},
	}
	for i := range r.Data {
		d.Distributions = append(d.Distributions, r.distribution(&r.Data[i], text))
	}
	c := dcatCatalog{
		Context: dcatContext, ID: at("dcat.jsonld"), Type: "dcat:Catalog", Title: text(r.portal.Site.Titre + ", " + r.Territory.Name),
		About: text(l.T("description.donnees", r.Territory.Name)), Publisher: publisher, Language: spoken, Homepage: home,
		Datasets: []dcatDataset{d},
	}
	data, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		panic(err) // strings and numbers
	}
	return append(data, '\n')
}

// distribution is a file of the dataset.
func (r *Site) distribution(f *DataFile, text func(string) dcatText) dcatDistribution {
	about := text(r.langs[r.portal.Site.Langues[0]].T("donnees." + f.Key))
	one := dcatDistribution{
		ID: r.dataAddress(f.Name) + "#fichier", Type: "dcat:Distribution", Title: text(f.Format), About: &about,
		Access: dcatRef{r.dataAddress("index.html")}, Download: dcatRef{r.dataAddress(f.Name)},
		Media: dcatRef{"https://www.iana.org/assignments/media-types/" + f.Media}, Format: dcatRef{euVocabulary + "file-type/" + fileTypes[f.Media]},
		Size: dcatText{Value: strconv.FormatInt(f.Size, 10), Type: "xsd:nonNegativeInteger"}, Licence: r.licence(), Modified: r.modified(),
	}
	if s := standards[f.Key]; s != "" {
		one.Conforms = &dcatRef{s}
	}
	return one
}

// dataAddress is where a file of the open data lies.
func (r *Site) dataAddress(file string) string {
	if r.portal.Site.Adresse == "" {
		return file
	}
	return r.portal.Site.Adresse + r.Territory.Chemin + "/donnees/" + file
}

// modified is the day of the newest record; nil when there is none.
func (r *Site) modified() *dcatText {
	if r.newest == "" {
		return nil
	}
	return &dcatText{Value: r.newest, Type: "xsd:date"}
}

// dcatLanguage is a language in the vocabulary of languages, which names it by
// three letters.
func dcatLanguage(tag string) dcatRef {
	base, _ := bcp47.Make(tag).Base()
	return dcatRef{euVocabulary + "language/" + strings.ToUpper(base.ISO3())}
}

// licence is the address of the licence, or its name when Balise does not know
// where its text is; nil when the portal gives none.
func (r *Site) licence() any {
	name := r.portal.Site.Licence
	if u := licenceURL(name); u != "" {
		return dcatRef{u}
	}
	if name == "" {
		return nil
	}
	return dcatLicence{"dct:LicenseDocument", name}
}
