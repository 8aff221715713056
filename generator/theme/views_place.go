package theme

import "html/template"

// The views of places: their pages, their cards, what narrows their lists. See
// views.go for the rules.

// Now is what a script needs to tell which places are open at the moment, from
// the tables of PlaceCard.Open and Place.Open.
type Now struct {
	Zone string // IANA: « Indian/Reunion ». The territory's clock, whoever reads
	Day  string // the first day of the tables, ISO
	Lang string // of the comments in the tables
}

// PlaceCard stands for a structure in a list. Its texts are in French, or in
// the language of the portal's data: Lang tells.
type PlaceCard struct {
	Name     string
	Lang     string
	Href     template.URL
	Type     string // in the page's language
	Address  string // street and commune
	Distance string // « à 2,4 km à vol d’oiseau »; only in lists by nearness
	Phone    *Link
	Hours    string // this week in short, when it can be said in a line
	Open     string // the hours of the days to come, for a script: see Page.Now; empty when stale or unknown
	Traits   string // what a Filter can ask of it: « g r s1 s4 tbib »
	Free     bool
	ByAppt   bool // by appointment
	NoVisit  bool // receives nobody
	Stale    bool // the record has not been checked for long: call first
}

// Filter is what can be asked of the places of a list, by a script: only what
// tells some of them from others.
type Filter struct {
	Open   bool // some opening hours are known
	Checks []FilterOption
	Groups []FilterGroup
}

// FilterGroup is a choice of one answer.
type FilterGroup struct {
	Key     string // of the answer in the page's address: besoin, public, type, langue, accueil
	Label   string
	Options []FilterOption
}

// FilterOption is a thing to ask for.
type FilterOption struct {
	Label string
	Lang  string
	Value string // in the page's address: « aide-aux-demarches-administratives »
	Trait string // one of PlaceCard.Traits
	Count int    // how many places have it
}

// Place is structure.html: everything the standard holds about a structure.
type Place struct {
	Page    Page
	Lang    string // of the texts that come from the record
	Summary string
	Detail  []string // paragraphs
	Types   []Link
	Stale   bool
	NoVisit bool

	Hours        []HoursLine
	HoursLang    string
	HoursText    string // as received, when Hours could not say it all
	HoursUnknown bool   // no hours at all
	Open         string // the hours of the days to come, for a script: see Page.Now
	ByAppt       bool   // by appointment only
	Closures     []string

	AddressLines []string
	Commune      *Link
	Itineraries  []Link
	Itinerant    bool

	Phones   []Link
	Mails    []Link
	Websites []Link
	Booking  *Link
	Card     template.URL // contact card, to keep in a phone's contacts

	Services   []Service
	Fees       []string
	Access     []string // modalités d’accès
	Support    []string // modalités d’accompagnement
	Publics    []Link
	Care       []string // prise en charge spécifique
	Languages  []string
	Programs   []string
	Labels     []string
	Access360  *Link // fiche Acceslibre
	Parent     string
	Identifier string // « SIRET 123 456 789 00012 », « RNA W999000000 »; empty when unknown

	Updated  string // date_maj, in words
	Verified string // verifie_le, in words
	Sources  []string

	Near   []PlaceCard // those that help with some of the same things, if any
	Guides []GuideCard

	Sheet *Sheet // what paper has more
}

// Service is a service of a structure, said as a need, with what it means.
type Service struct {
	Link Link
	Help string
}

// HoursLine is opening hours in words: « Du mardi au vendredi » « de 10 h à
// 12 h 30 ». Days may be empty.
type HoursLine struct {
	Days, Hours string

	// On is the days of the week that the line is about, as ISO numbers from 1
	// for Monday: « 2345 ». A script can mark the line of the day with it. Empty
	// when the line is not about every week.
	On string
}
