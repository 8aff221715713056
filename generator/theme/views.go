package theme

import "html/template"

// This file is the contract with theme authors: one struct for each template,
// finished and typed. A template gets what stands here and nothing else; it
// cannot ask for the rest of the site. Texts are plain text and escaped by the
// template; template.HTML comes from Balise's own Markdown, already safe.
//
// Rules that hold everywhere:
//   - every Href is ready to be put in an attribute: relative to the page, or a
//     whole address (https:, tel:, mailto:, geo:);
//   - a text that may be in another language than the page carries its own
//     Lang next to it; an empty Lang means the page's language;
//   - lists are in the order to show; an empty list, an empty text or a nil
//     pointer means that the block has nothing to show;
//   - dates, numbers, distances and opening hours are already in words.

// Version is the version of this contract. A theme states the one it was
// written for in theme.toml (`contrat = 1`).
const Version = 1

// Link is a link with its text.
type Link struct {
	Label string
	Href  template.URL
	Lang  string // of the label, when it is not the page's
	Count int    // how many things are behind it; 0: not said
	Hint  string // a few more words, shown small or not at all
}

// Text is a text that may be in another language than the page.
type Text struct {
	S    string
	Lang string
}

// MenuItem is a link of the main menu.
type MenuItem struct {
	Key     string // accueil, annuaire, guides, comprendre: for an icon
	Label   string
	Href    template.URL
	Current bool // this very page
	Within  bool // a page under this one
}

// LanguageLink leads to the same page in another language.
type LanguageLink struct {
	Tag     string // BCP 47
	Name    string // in that language
	Dir     string // ltr or rtl
	Href    template.URL
	Current bool
}

// Page is what every template gets: the head, the header and the footer.
type Page struct {
	Lang, Dir   string // BCP 47; ltr or rtl
	Kind        string // the template's name; a class for the body
	Title       string // the whole <title>
	Heading     string // the page's only h1
	HeadingLang string
	Description string // meta description
	Canonical   string // absolute address; empty without `adresse`
	SocialImage string // absolute address; empty without `adresse`
	NoIndex     bool
	JSONLD      template.JS // a script of type application/ld+json; may be empty

	Root       template.URL // the site's root, relative to the page: "", "../", …
	Assets     template.URL // the assets folder, with its slash
	Home       template.URL // the site's home page in this language
	Search     template.URL // the search page in this language; empty on the hub
	Hub        *Link        // the portal's hub; nil on the hub itself
	Parent     *Link        // the home page of the parent territory
	SiteName   string       // « Morbihan »
	PortalName string       // « Le numérique près de chez vous »
	PortalLang string       // language of the portal's own texts (PortalName, Notice, SiteName…)
	Logo       *Image
	Notice     string // `avis` of site.toml
	Menu       []MenuItem
	Footer     []Link
	Languages  []LanguageLink // empty when the site has one language
	Breadcrumb []Link         // from the home page; the last one is the page itself, without Href

	// Untranslated is set when the content is not in the page's language: a
	// notice is shown, and ContentLang is the content's language.
	Untranslated bool
	ContentLang  string

	Selection template.URL // the places that the reader has chosen; empty on the hub
	Booklet   template.URL // the document to print; empty on the hub

	Now Now // for the script that tells what is open

	Publisher string
	Edit      *Link // « Modifier cette page »
	Report    *Link // « Signaler une erreur »
}

// Image is an image of a page.
type Image struct {
	Src           template.URL
	Alt           string
	Width, Height int
}

// Hub is hub.html: the portal's first page, every territory.
type Hub struct {
	Page        Page
	Intro       string
	Territories []TerritoryCard
	Codes       []Link // one for each département: « 56 », leads to its postcodes and communes
	Communes    int    // how many communes can be found
}

// TerritoryCard stands for a territory's site.
type TerritoryCard struct {
	Name   string
	Lang   string
	Type   string // « Département », in the page's language
	Href   template.URL
	Places int
	Guides int
	Inside []TerritoryCard // the territories that lie in it
}

// Guides is guides.html: the index of guides.
type Guides struct {
	Page   Page
	Total  int
	Themes []GuideGroup
}

// GuideGroup is the guides of one theme.
type GuideGroup struct {
	ID, Title string
	Lang      string
	Summary   string
	Href      template.URL // the theme's own page
	Guides    []GuideCard
}

// GuideCard stands for a guide in a list.
type GuideCard struct {
	Title, Summary string
	Lang           string
	Href           template.URL
	Minutes        int    // 0: not said
	Local          string // name of the territory that wrote it, when it is not shared by all
}

// ThemePage is theme.html: the guides of one theme.
type ThemePage struct {
	Page   Page
	Group  GuideGroup
	Others []Link
}

// Guide is guide.html.
type Guide struct {
	Page     Page
	Lang     string // of everything the author wrote
	Dir      string
	Summary  string
	Body     template.HTML
	TOC      []Heading
	Minutes  int
	Author   string
	Updated  string // a date, in words
	Theme    *Link
	Segments []string // for whom, in plain words
	Publics  []Link
	// Where to get help with this: the services that the guide names, and the
	// places of the territory that offer them, most useful first.
	Services    []Link
	Places      []PlaceCard
	PlacesTotal int
	Related     []GuideCard
}

// Heading is a line of a table of contents. Level 2 or 3.
type Heading struct {
	Level    int
	ID, Text string
}

// LinkGroup is links under a letter or a title.
type LinkGroup struct {
	ID, Title string
	Lang      string
	Links     []Link
}

// OpenData is donnees.html.
type OpenData struct {
	Page       Page
	Total      int
	Updated    string       // the newest date_maj, in words
	Licence    string       // « Licence Ouverte 2.0 »
	LicenceURL template.URL // its text; may be empty
	Files      []DataFile
	Catalogue  *Link // the DCAT description, for data portals
	Columns    []DataColumn
}

// DataFile is a published data file.
type DataFile struct {
	Name, Format, Size string
	Href               template.URL
	About              string
	Lacks              string // what the format cannot hold
}

// DataColumn is a column of the national standard.
type DataColumn struct {
	Name, About string
	Required    bool
	Many        bool
}

// SiteMap is plan-du-site.html.
type SiteMap struct {
	Page     Page
	Sections []LinkGroup
}

// Legal is mentions-legales.html.
type Legal struct {
	Page        Page
	Publisher   Party
	Director    string
	Status      string // association, collectivite or autre
	Host        Party
	DataLicence string
}

// Party is a person or organisation of the legal notice.
type Party struct {
	Name, Address, Identifier string
	Phone, Mail               *Link
}

// Accessibility is accessibilite.html. State is empty when no audit is
// declared in site.toml: the page then says so and claims nothing.
type Accessibility struct {
	Page        Page
	State       string // "", totalement, partiellement, non: as declared
	Standard    string // « RGAA 4.1 »
	AuditedBy   string
	AuditedOn   string
	Rate        string // « 87 % »
	Report      *Link
	Failings    []string
	Publisher   string
	Mail, Phone *Link
}

// Free is page.html: a page of content/pages.
type Free struct {
	Page    Page
	Lang    string
	Dir     string
	Body    template.HTML
	TOC     []Heading
	Updated string
}

// Moved is deplacee.html: the old address of a structure that joined another
// one. A link that somebody kept still leads somewhere.
type Moved struct {
	Page Page
	To   Link // the structure's page
}

// NotFound is 404.html.
type NotFound struct {
	Page Page
	Ways []Link
}
