package theme

import "html/template"

// The views of what is made to be printed: the sheet of a structure, the
// selection of places, the booklet. See views.go for the rules.

// QRCode is an address as a drawing, for whoever holds the paper. Path strokes
// the black modules, one unit thick; the view box is "0 -.5 Side Side", its
// white margin included.
type QRCode struct {
	Address string // what it leads to, to be written beside it
	Side    int
	Path    string
}

// Sheet is what a structure's page has more on paper.
type Sheet struct {
	QR  *QRCode   // nil without `adresse`
	Map *SheetMap // nil when nothing is known of what is around
}

// SheetMap is a small map: the place in the middle, borders of communes, names
// of towns. Paths are to be stroked; everything is in units of the view box
// "0 0 Width Height".
type SheetMap struct {
	Width, Height  int
	Shore, Borders string
	X, Y           int // the place
	Towns          []SheetTown
	Scale          string // « 2 km »
	ScaleLength    int    // in units
}

// SheetTown is a name on a small map, centred on X, its base line on Y.
type SheetTown struct {
	Name string
	X, Y int
}

// Selection is selection.html: the places that a reader has chosen, kept in the
// page's address. A script lists them; without it the page says where else to go.
type Selection struct {
	Page   Page
	Shards string // where the places are, by language: « lieux/fr- »
	Count  int    // how many files they are in
	Lang   string // of what the records say
	Spoken string // of the opening hours
	Ways   []Link
}

// Booklet is livret.html: a territory's places as a document of pages, made to
// be printed on A5 or, larger, on A4. On a screen it reads as one page.
type Booklet struct {
	Page    Page
	Lang    string // of what the records say
	Kicker  string // above the title of the cover: whose booklet it is
	Total   int
	Updated string // the newest record, in words
	QR      *QRCode
	Sheets  []BookletSheet // from the second page on; empty when Parts has the booklets
	Last    int            // the number of the last page
	Parts   []Link         // the booklets that a large territory is cut into
	Needs   []Link         // the booklets about one need
	Whole   *Link          // the booklet of the whole territory, from another
}

// BookletSheet is one printed page.
type BookletSheet struct {
	Number  int
	Kind    string // sommaire, besoins, communes, lieux, index-besoins, index-noms, notes, dos
	ID      string // of the chapter, on its first page only
	Title   string // the same
	Running string // the chapter's title on its other pages, for paper only
	Intro   string
	Columns [][]BookletLine
	Groups  []BookletGroup
}

// BookletLine is a line of a list or of an index. Pages is where its subject
// is; Href leads there on a screen.
type BookletLine struct {
	Label string
	Lang  string
	Href  template.URL
	Hint  string
	Pages string
	ID    string // set on a title, which stands above the lines that follow
}

// BookletGroup is the places of a commune on a page.
type BookletGroup struct {
	ID        string // on the first page only
	Title     string
	Lang      string
	Continued bool // it began on a page before
	Places    []BookletPlace
}

// BookletPlace is a place in a booklet.
type BookletPlace struct {
	ID        string
	Name      string
	Lang      string
	Href      template.URL // its page
	Address   string
	Phone     *Link
	Hours     string
	HoursLang string
	Needs     string // what it helps with, in plain words
	Signs     []string
}
