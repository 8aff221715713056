package theme

import "html/template"

// This file is the part of the contract about the static ways to a place: the
// home page, the directory, lists, communes and postcodes.

// Home is accueil.html: a territory's home page.
type Home struct {
	Page      Page
	Intro     template.HTML
	IntroLang string
	Needs     []Link // one a service of the standard that places offer
	Places    int
	Guides    []GuideCard
	Themes    []Link
	Near      Link   // the first choice: to find one's commune
	Communes  []Link // the communes with most places
	More      *Link  // to all the communes, when Communes are not all
	Inside    []TerritoryCard
	HowTo     []Link // free pages (à propos…)
}

// Directory is annuaire.html: the ways into the directory.
type Directory struct {
	Page     Page
	Total    int
	Services []Link
	Communes []LinkGroup // those with places, by first letter
	Every    []Link      // to all the communes, with places or not: by name, by postcode
	Types    []Link
	Publics  []Link
	All      []PlaceGroup // every place, by commune; empty in a large territory
	Filter   *Filter      // of All
}

// PlaceList is liste.html: the places of a service, a type or a public; or those
// of a commune that offer a service.
type PlaceList struct {
	Page   Page
	By     string // service, type, public or besoin: a service in a commune
	Name   string // what the list is about: « Vannes », « Aide aux démarches administratives »
	Lang   string
	Intro  string
	Total  int
	Groups []PlaceGroup
	Jump   []Link // to the groups, when there are many; on every page of the list
	Pager  *Pager // nil when one page holds all
	Filter *Filter
	Nearby []PlaceCard
	Whole  *Link // besoin: the same in the whole territory
	Every  *Link // to all the communes, for who does not find theirs
	Guides []GuideCard
	Others []Link // the other lists of the same kind; besoin: the commune's other needs
}

// Pager leads through the pages of a long list.
type Pager struct {
	Number, Count  int
	From, To       int    // which of the things are on this page, from 1
	Previous, Next *Link  // nil at the ends
	Pages          []Link // all of them; the one that is shown has no Href
}

// PlaceGroup is places under a title; the title may be empty.
type PlaceGroup struct {
	ID, Title string
	Lang      string
	Href      template.URL // the list of its own, if any
	Places    []PlaceCard
}

// Communes is communes.html: every commune of the territory, by name or by
// postcode, with a link to its page.
type Communes struct {
	Page       Page
	ByPostcode bool
	Total      int           // communes
	Lang       string        // of the names
	Letters    []Link        // to the groups, when there are many
	Groups     []CommuneList // under a letter, or under a postcode
	Other      Link          // the same communes in the other order
}

// CommuneList is communes under a title.
type CommuneList struct {
	ID, Title string
	Communes  []CommuneLink
}

// CommuneLink is a commune in a list.
type CommuneLink struct {
	Name      string
	Href      template.URL
	Postcodes string
	Count     int // places; may be 0
}

// Commune is commune.html: a commune, with places or not, and what is near.
type Commune struct {
	Page      Page
	Name      string
	Lang      string // of the names of communes
	Postcodes string
	Total     int // places there
	Places    []PlaceCard
	Pager     *Pager      // nil when one page holds all the places
	Filter    *Filter     // of Places
	Parts     []Link      // its arrondissements; of an arrondissement, the commune
	Nearest   []PlaceCard // where few places are there: the nearest, whatever they offer
	// Lost is set when nobody knows where the commune is: Nearest are then
	// places of communes that share its postcode or its intercommunalité, and
	// no distance is said.
	Lost       bool
	Needs      []NeedNear
	Measured   bool   // Needs say distances
	Neighbours []Link // the nearest communes that have places; Hint is how far
	Every      *Link  // to all the communes; nil when there is one
}

// NeedNear is where to go for a need, from a commune.
type NeedNear struct {
	ID   string
	Need Link        // the need, to its list in the whole territory; Count is of that list
	Here *Link       // the page of the commune's places for this need, when there is one; Count is of that list
	Near []NearPlace // some of the places there, then the nearest elsewhere
}

// NearPlace is a place in one line.
type NearPlace struct {
	Name     string
	Lang     string
	Href     template.URL
	Town     string // empty when it is in the commune
	Distance string // empty when it is in the commune, or unknown
	Stale    bool
}

// Codes is codes.html: the postcodes and communes of one département, each
// with the sites that serve it. It belongs to the hub.
type Codes struct {
	Page      Page
	Code      string // « 56 »
	Name      string // « Morbihan »
	Letters   []Link // to the groups
	Groups    []CommuneGroup
	Postcodes []PostcodeLine
}

// CommuneGroup is the communes whose names share a first letter.
type CommuneGroup struct {
	Letter, ID string
	Communes   []CommuneLine
}

// CommuneLine is a commune and the sites that serve it.
type CommuneLine struct {
	ID        string // for a link to the line
	Name      string
	Href      template.URL // the commune's page, in the smallest site that serves all of it
	Postcodes string
	Sites     []Link // the others; all of them when there is no Href
}

// PostcodeLine is a postcode and its communes.
type PostcodeLine struct {
	ID, Postcode string
	Communes     []Link // to their pages; Href is empty where there is none
}
