package theme

import "html/template"

// Map is carte.html: the places on a drawing, and the same places as a list. A
// large territory has one more such page for each intercommunalité.
type Map struct {
	Page    Page
	Name    string      // of the intercommunalité; empty on the territory's own map
	Drawing *MapDrawing // nil: no place has a position
	Areas   []MapArea   // the list
	// Stock is the places, commune by commune in the order of the list, that the
	// list leaves to other pages. It is for the script, which draws them when
	// the map is enlarged: put it in a <template>.
	Stock   []MapGroup
	Missing int   // places that are not on the drawing
	Whole   *Link // back to the territory's map
	Source  string
}

// MapDrawing is the drawing. Everything that is not the ground is placed in
// shares of its width and height, « 12.5% », so that letters and targets keep
// their size on any screen: the outer svg has no viewBox.
type MapDrawing struct {
	Width, Height         int // the shape of the drawing, in CSS pixels
	ViewWidth, ViewHeight int // the view box of the ground, and the units of All

	// The ground, as path data of SVG; each may be empty.
	Land     string // what lies around, to fill
	Own      string // the communes of the territory, to fill and outline
	Groups   string // the limits of intercommunalités
	Communes string // the limits of communes
	Outline  string // of a quartier

	Dots        []MapDot // as they are before any zoom
	Scale       string   // « 20 km »
	ScaleLength string   // a share of the width

	// For the script, which redraws the dots for each zoom. All is every dot of
	// every level: groups « from-to:dot;dot » between « | », from and to being
	// levels; a dot is « x,y,place » or « x,y,commune,count » with « ,1 » when
	// other communes are in it; places and communes by their number in the list,
	// from 0. Scales is « length:text » for each zoom, between « | ».
	All    string
	Levels int
	Names  int // the level from which a dot of one place bears its name, not its commune's
	Scales string
}

// MapDot is a place on the map, or several that stand too near to each other.
type MapDot struct {
	X, Y   string // shares
	R      int    // CSS pixels
	Count  int    // places; 1 is not written
	Title  string // « Vannes : 6 lieux »
	Lang   string // of Label and Title
	Href   template.URL
	Beyond bool // not of the quartier, but near

	Label          string // empty when there is no room
	LabelX, LabelY int    // from the dot, in CSS pixels
	Anchor         string // start, middle or end
	Wide           bool   // there is room on wide screens only
	Over           bool   // the label covers the rim of other dots: it stands above them
}

// MapArea is an intercommunalité in the list of the map.
type MapArea struct {
	ID, Title string // the title may be empty
	TitleLang string
	Lang      string       // of the names in it
	Href      template.URL // its own map, if any
	Places    int
	Beyond    bool // not of the quartier, but near
	Groups    []MapGroup
}

// MapGroup is a commune in the list of the map.
type MapGroup struct {
	ID     string // for a link to it
	Link   Link   // to its places; without a link where the commune is unknown
	Places []Link // empty where Stock has them
}
