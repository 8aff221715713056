// Package model holds the nouns of a portal: territories, structures, guides,
// pages. Values are made by package load and never changed after that, so that
// checking, planning and rendering can share them between goroutines. The
// package does no I/O and knows no HTML.
package model

import (
	"sync"
	"time"

	"balise/generator/decode"
	"balise/generator/diag"
	"balise/generator/geo"
	"balise/generator/markdown"
	"balise/generator/picture"
)

// Portal is a whole repository, read.
type Portal struct {
	Site        *Site
	Territories []*Territory // in the order of site.toml
	Structures  []*Structure // by id; all of them, wherever they belong
	Themes      []*Topic     // in the order of content/themes.toml
	Doubts      []Doubt      // DoublesFile: what people answered of records that look alike
	Synonyms    [][]string   // content/synonymes.toml: words that mean the same here
	// Atlases are the outlines and centres of communes, data/geo, by code of
	// département; nil for a département without. Its methods take nil.
	Atlases map[string]*geo.Atlas
	// Images are the images of content/ that a page shows, by path from the
	// portal's root.
	Images map[string]*picture.Picture
	// Today is the day for which the site is built: what is stale depends on
	// it. It comes from SOURCE_DATE_EPOCH or the clock, with no finer grain
	// than a day, so that two builds of a day are the same.
	Today time.Time
}

// Centre is the point that stands for a commune of today, from data/geo; false
// when the portal does not know it.
func (p *Portal) Centre(commune geo.Commune) (geo.Point, bool) {
	o, ok := p.Atlases[commune.Departement].Commune(commune.Code)
	return o.Centre, ok
}

// Site is site.toml.
type Site struct {
	decode.Source
	Titre       string   `toml:"titre,requis"`
	Description string   `toml:"description"`
	Theme       string   `toml:"theme"`
	Langues     []string `toml:"langues"` // BCP 47; the first is the default
	Adresse     string   `toml:"adresse"` // absolute, ends with a slash; may be empty
	Avis        string   `toml:"avis"`    // a notice for every page
	Reverifier  string   `toml:"reverifier"`
	Licence     string   `toml:"licence"` // of the open data

	Editeur       Party         `toml:"editeur"`
	Hebergeur     Party         `toml:"hebergeur"`
	Depot         Depot         `toml:"depot"`
	Accessibilite Accessibility `toml:"accessibilite"`
	// Controle is [controle]: how loudly each code of package diag is said, by
	// « erreur », « avertissement » or « silence »: see check.Adjust.
	Controle map[string]string `toml:"controle"`
	Reglages []Setting         // Controle, with places, as it was written

	Territoires []TerritoryEntry `toml:"territoire"`
}

// Setting is a line of [controle].
type Setting struct {
	Code, Niveau string
	At, ValueAt  diag.Pos
}

// Party is [editeur] or [hebergeur]: who must be named on a site (law
// n° 2004-575 of 21 June 2004, article 1-1).
type Party struct {
	decode.Source
	Nom         string `toml:"nom"`
	Courriel    string `toml:"courriel"`
	Adresse     string `toml:"adresse"`
	Telephone   string `toml:"telephone"`   // E.164
	Identifiant string `toml:"identifiant"` // SIRET or RNA
	Statut      string `toml:"statut" enum:"statut"`
	Directeur   string `toml:"directeur_publication"`
}

// Depot is [depot]: where the portal's source is edited.
type Depot struct {
	decode.Source
	URL     string `toml:"url"`
	Branche string `toml:"branche"`
	Forge   string `toml:"forge" enum:"forge"`
}

// Accessibility is [accessibilite]: an audit that took place. Without it the
// statement claims nothing.
type Accessibility struct {
	decode.Source
	Etat        string    `toml:"etat" enum:"etat"` // totalement, partiellement or non
	Auditeur    string    `toml:"auditeur"`
	Date        time.Time `toml:"date"`
	Taux        float64   `toml:"taux"` // percent of RGAA criteria met
	Referentiel string    `toml:"referentiel"`
	Rapport     string    `toml:"rapport"` // address of the report
	Derogations []string  `toml:"non_conformites"`
}

// TerritoryEntry is a [[territoire]] as written.
type TerritoryEntry struct {
	decode.Source
	Chemin        string   `toml:"chemin,requis"`
	Type          string   `toml:"type,requis" enum:"type_territoire"`
	Code          string   `toml:"code"`
	Nom           string   `toml:"nom"`
	Description   string   `toml:"description"`
	Dans          string   `toml:"dans"`
	Communes      []string `toml:"communes"`
	Contour       string   `toml:"contour"`
	QPV           string   `toml:"qpv"`
	Couleur       string   `toml:"couleur"`        // #rrggbb, on a light page
	CouleurSombre string   `toml:"couleur_sombre"` // #rrggbb, on a dark page
	Logo          string   `toml:"logo"`           // a file of the portal
}

// Territory is a territory with all that follows from its entry.
type Territory struct {
	*TerritoryEntry
	Name      string // the entry's, else the official one
	In        string // « dans le Morbihan »; empty when the name does not tell
	Parent    *Territory
	Inside    []*Territory // the territories whose Parent is this one
	Communes  []geo.Commune
	Outline   *geo.Polygon     // nil: none
	LogoImage *picture.Picture // nil: none

	Structures []*Structure // by id
	Guides     []*Guide     // by slug, layers applied
	Pages      []*Guide     // free pages, by slug, layers applied
	Home       *Guide       // accueil.md, layers applied; may be nil
	Overlay    Overlay

	once  sync.Once
	pages map[string]bool // see made

	named sync.Once
	slugs map[string]string // see CommuneSlugs
}

// Guide is a Markdown file: a guide, a free page or a home page. The same
// value stands in every territory that sees the file.
type Guide struct {
	decode.Source
	Titre    string    `toml:"titre,requis"`
	Resume   string    `toml:"resume"`
	Theme    string    `toml:"theme"`
	Segment  []string  `toml:"segment" enum:"segment"`
	Publics  []string  `toml:"publics" enum:"publics"`
	Services []string  `toml:"services" enum:"services"`
	Duree    int       `toml:"duree"` // minutes
	Auteur   string    `toml:"auteur"`
	Maj      time.Time `toml:"maj"`
	Masque   bool      `toml:"masque"`

	Slug         string
	Lang         string // BCP 47
	Layer        string // chemin of the territory whose folder holds it; empty when shared
	Path         string // in its layer: "guides/franceconnect.md"; links start from there
	Doc          *markdown.Doc
	Translations []*Guide
}

// Overlay is what a territory sees of content/: the path that a file has in its
// layer ("images/carte.png") → its path from the portal's root.
type Overlay map[string]string

// In returns the guide in a language, and whether there is one: if not, the
// guide itself.
func (g *Guide) In(lang string) (*Guide, bool) {
	if g.Lang == lang {
		return g, true
	}
	for _, t := range g.Translations {
		if t.Lang == lang {
			return t, true
		}
	}
	return g, false
}

// Topic is a theme of guides, from content/themes.toml.
type Topic struct {
	Slug string
	// Titre and Resume by language; the portal's default language under "".
	Titre, Resume map[string]string
}

// Enumerations of site.toml and of front matter.
var siteEnums = map[string]*decode.Enum{
	"statut":          decode.NewEnum("association", "collectivite", "autre").Alias("collectivite", "commune", "mairie", "collectivité territoriale"),
	"forge":           decode.NewEnum("github", "gitlab", "forgejo").Alias("forgejo", "codeberg", "gitea"),
	"etat":            decode.NewEnum("totalement", "partiellement", "non").Alias("totalement", "conforme", "totalement conforme").Alias("partiellement", "partiellement conforme").Alias("non", "non conforme"),
	"type_territoire": decode.NewEnum("departement", "epci", "commune", "quartier"),
	"segment":         Segments,
	"publics":         Publics,
	"services":        Services,
}

// Schemas of the files of a portal.
var (
	SiteSchema    = decode.NewSchema[Site](siteEnums)
	GuideSchema   = decode.NewSchema[Guide](siteEnums)
	ListingSchema = decode.NewSchema[Listing](structureEnums)
)
