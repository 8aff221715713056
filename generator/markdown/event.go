package markdown

// A document is kept as the list of what to write, in order. Rendering is one
// pass over it; nothing in it points back to goldmark's tree or to the source.
type event struct {
	kind          kind
	level         int8   // heading's level; alert's kind
	n             int32  // number of a table, a footnote; or start of a list
	m             int32  // how many times the footnote was called before
	before, after rune   // of a text: the characters around it, 0 for none
	text          string // what the kind says
	more          string
}

type kind uint8

const (
	nothing    kind = iota
	markup          // text is HTML of ours
	prose           // text is running text, set by French typography
	verbatim        // text is shown as it is
	headOpen        // text is the id
	linkOpen        // text is the destination
	linkClose       //
	image           // text is the destination, more the alternative text
	listOpen        // an ordered list that begins at n
	alertOpen       // level is the alert's kind
	tableOpen       // n is its number, text the heading it stands under
	noteCall        // footnote n is called for the (m+1)th time
	notesOpen       // the section of footnotes
	noteOpen        // footnote n
	noteReturn      // links from footnote n back to where it was called
)
