package render

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
)

// dcatContext gives the vocabularies of DCAT-AP 3.0 their usual prefixes. It is
// whole, so that nobody has to fetch a context from elsewhere.
var dcatContext = map[string]string{
	"dcat": "http://www.w3.org/ns/dcat#",
	"dct":  "http://purl.org/dc/terms/",
	"foaf": "http://xmlns.com/foaf/0.1/",
	"xsd":  "http://www.w3.org/2001/XMLSchema#",
}

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
	dcatPlace struct {
		Type  string   `json:"@type"`
		Label dcatText `json:"dct:title"`
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

// DCAT describes the open data of the site for the data portals that harvest
// it: a catalogue of one dataset, shaped as DCAT-AP wants it, in JSON-LD.
// Addresses are absolute when the portal knows its own, else relative to the
// file itself, which then can be harvested from wherever it lies.
func (r *Site) DCAT() []byte {
	tag := r.portal.Site.Langues[0]
	l := r.langs[tag]
	text := func(s string) dcatText { return dcatText{Value: s, Lang: tag} }
	at := func(file string) string {
		if r.portal.Site.Adresse == "" {
			return file
		}
		return r.portal.Site.Adresse + r.Territory.Chemin + "/donnees/" + file
	}
	home := dcatRef{"../index.html"}
	if r.portal.Site.Adresse != "" {
		home.ID = r.portal.Site.Adresse + r.Territory.Chemin + "/index.html"
	}
	var publisher *dcatAgent
	if name := r.portal.Site.Editeur.Nom; name != "" {
		publisher = &dcatAgent{"foaf:Agent", name}
	}
	var modified *dcatText
	if r.newest != "" {
		modified = &dcatText{Value: r.newest, Type: "xsd:date"}
	}
	base, _, _ := strings.Cut(tag, "-")
	language := dcatRef{"http://id.loc.gov/vocabulary/iso639-1/" + base}
	d := dcatDataset{
		ID: at("dcat.jsonld") + "#donnees", Type: "dcat:Dataset", Identifier: cmp.Or(r.portal.Site.Adresse, r.portal.Site.Titre+" ") + r.Territory.Chemin,
		Title: text(l.T("titre.donnees") + ", " + r.Territory.Name), About: text(l.T("donnees.intro", len(r.Structures))),
		Publisher: publisher, Modified: modified, Language: language,
		Keywords: []dcatText{text("médiation numérique"), text("inclusion numérique"), text(r.Territory.Name)},
		Theme:    dcatRef{"http://publications.europa.eu/resource/authority/data-theme/SOCI"},
		Spatial:  dcatPlace{"dct:Location", text(r.Territory.Name)}, Landing: dcatRef{at("index.html")},
	}
	for _, f := range r.Data {
		one := dcatDistribution{
			ID: at(f.Name) + "#fichier", Type: "dcat:Distribution", Title: text(f.Format), About: &dcatText{Value: l.T("donnees." + f.Key), Lang: tag},
			Access: dcatRef{at("index.html")}, Download: dcatRef{at(f.Name)}, Media: dcatRef{"https://www.iana.org/assignments/media-types/" + f.Media},
			Size: dcatText{Value: strconv.FormatInt(f.Size, 10), Type: "xsd:nonNegativeInteger"}, Licence: r.licence(), Modified: modified,
		}
		if s := standards[f.Key]; s != "" {
			one.Conforms = &dcatRef{s}
		}
		d.Distributions = append(d.Distributions, one)
	}
	c := dcatCatalog{
		Context: dcatContext, ID: at("dcat.jsonld"), Type: "dcat:Catalog", Title: text(r.portal.Site.Titre + ", " + r.Territory.Name),
		About: text(l.T("description.donnees", r.Territory.Name)), Publisher: publisher, Language: language, Homepage: home,
		Datasets: []dcatDataset{d},
	}
	data, err := json.MarshalIndent(c, "", " ")
	if err != nil {
		panic(err) // strings and numbers
	}
	return append(data, '\n')
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
	return name
}
