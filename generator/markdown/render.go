package markdown

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"balise/generator/french"
)

// RenderOptions is what rendering needs to know and the document does not.
type RenderOptions struct {
	Lang   string // the text's language; "fr" sets it by French typography
	Labels Labels // empty ones take the words of Lang

	// Link gives the final address of a link, and whether it leads out of the
	// portal. When ok is false the link's text alone is written. Without it,
	// addresses are written as they are.
	Link func(dest string) (href string, external bool, ok bool)

	// Image gives an image's file. When it returns false the alternative text
	// alone is written. Without it, addresses are written as they are.
	Image func(dest string) (Image, bool)
}

// Image is how an image is to be shown.
type Image struct {
	Src           string
	Width, Height int // in pixels; 0 when unknown
	Srcset, Sizes string
}

// Labels are the words that the HTML adds to the text. {n} stands for a number.
type Labels struct {
	Note, Tip, Important, Warning, Caution string // titles of alerts

	Table     string // names the frame that a wide table scrolls in
	Footnotes string // title of the section of notes
	NoteCall  string // what is read out for a call to note {n}
	NoteBack  string // the link from note {n} back to its call
}

var frenchLabels = Labels{
	Note: "Note", Tip: "Conseil", Important: "Important", Warning: "Attention", Caution: "Danger",
	Table: "Tableau {n}", Footnotes: "Notes", NoteCall: "Note {n}", NoteBack: "Retour au texte (note {n})",
}

var englishLabels = Labels{
	Note: "Note", Tip: "Tip", Important: "Important", Warning: "Warning", Caution: "Caution",
	Table: "Table {n}", Footnotes: "Notes", NoteCall: "Note {n}", NoteBack: "Back to the text (note {n})",
}

// or completes l with the labels of another.
func (l Labels) or(other Labels) Labels {
	for _, p := range []struct{ to, from *string }{
		{&l.Note, &other.Note}, {&l.Tip, &other.Tip}, {&l.Important, &other.Important}, {&l.Warning, &other.Warning},
		{&l.Caution, &other.Caution}, {&l.Table, &other.Table}, {&l.Footnotes, &other.Footnotes},
		{&l.NoteCall, &other.NoteCall}, {&l.NoteBack, &other.NoteBack},
	} {
		if *p.to == "" {
			*p.to = *p.from
		}
	}
	return l
}

func (l Labels) alert(kind int8) string {
	return [...]string{l.Note, l.Tip, l.Important, l.Warning, l.Caution}[kind]
}

// Render writes the document's body as HTML. Headings are h2 to h6; there is no
// script, no style and no handler in it, whatever the source.
func (d *Doc) Render(opts RenderOptions) []byte {
	r := renderer{doc: d, opts: opts, french: opts.Lang == "fr" || strings.HasPrefix(opts.Lang, "fr-")}
	if r.french {
		r.labels = opts.Labels.or(frenchLabels)
	} else {
		r.labels = opts.Labels.or(englishLabels)
	}
	r.out = make([]byte, 0, len(d.plain)*3/2+64*len(d.Links)+256)
	for i := range d.events {
		r.event(&d.events[i])
	}
	return r.out
}

type renderer struct {
	doc    *Doc
	opts   RenderOptions
	labels Labels
	french bool
	inLink bool
	out    []byte
}

func (r *renderer) raw(s ...string) {
	for _, s := range s {
		r.out = append(r.out, s...)
	}
}

// say writes words of the interface or of the text, typeset.
func (r *renderer) say(s string) { r.text(0, s, 0) }

func (r *renderer) text(before rune, s string, after rune) {
	if r.french {
		s = french.TypographyBetween(before, s, after)
	}
	r.out = appendEscaped(r.out, s)
}

func (r *renderer) event(e *event) {
	switch e.kind {
	case markup:
		r.raw(e.text)
	case prose:
		r.text(e.before, e.text, e.after)
	case verbatim:
		r.out = appendEscaped(r.out, e.text)
	case headOpen:
		r.raw("<h", itoa(int(e.level)), ` id="`, e.text, `">`)
	case linkOpen:
		r.link(e.text)
	case linkClose:
		if r.inLink {
			r.raw("</a>")
			r.inLink = false
		}
	case image:
		r.image(e.text, e.more)
	case listOpen:
		if e.n == 1 {
			r.raw("<ol>\n")
		} else {
			r.raw(`<ol start="`, itoa(int(e.n)), "\">\n")
		}
	case alertOpen:
		r.raw(`<div class="alerte alerte-`, alertNames[e.level], `" role="note"><p class="alerte-titre">`)
		r.say(r.labels.alert(e.level))
		r.raw("</p>\n")
	case tableOpen:
		r.table(e)
	case noteCall, notesOpen, noteOpen, noteReturn:
		r.note(e)
	}
}

func (r *renderer) link(dest string) {
	href, out, ok := dest, external(dest), true
	if r.opts.Link != nil {
		href, out, ok = r.opts.Link(dest)
	}
	if !ok || !safe(clean(href)) {
		return
	}
	r.inLink = true
	r.raw(`<a href="`)
	r.url(href)
	if out {
		r.raw(`" rel="noopener external">`)
	} else {
		r.raw(`">`)
	}
}

func (r *renderer) image(dest, alt string) {
	img, ok := Image{Src: dest}, true
	if r.opts.Image != nil {
		img, ok = r.opts.Image(dest)
	}
	if !ok || !safe(clean(img.Src)) {
		r.say(alt)
		return
	}
	r.raw(`<img src="`)
	r.url(img.Src)
	r.raw(`" alt="`)
	r.say(alt)
	r.raw(`"`)
	if img.Width > 0 && img.Height > 0 {
		r.raw(` width="`, itoa(img.Width), `" height="`, itoa(img.Height), `"`)
	}
	if img.Srcset != "" {
		r.raw(` srcset="`)
		r.out = appendEscaped(r.out, img.Srcset)
		r.raw(`"`)
		if img.Sizes != "" {
			r.raw(` sizes="`)
			r.out = appendEscaped(r.out, img.Sizes)
			r.raw(`"`)
		}
	}
	r.raw(` loading="lazy" decoding="async">`)
}

// table opens a frame that scrolls and takes the keyboard's focus (WCAG 2.1.1),
// with a name of its own among the page's landmarks.
func (r *renderer) table(e *event) {
	number := numbered(r.labels.Table, int(e.n))
	about := e.text // what the table itself is about (RGAA 5.4)
	r.raw(`<div class="defile" role="region" aria-label="`)
	r.say(number)
	switch {
	case about == "":
		about = number
	case r.french:
		r.raw("\u00a0: ")
		r.say(about)
	default:
		r.raw(": ")
		r.say(about)
	}
	r.raw("\" tabindex=\"0\"><table aria-label=\"")
	r.say(about)
	r.raw("\">\n")
}

// note writes calls to footnotes, and the way back.
func (r *renderer) note(e *event) {
	n := itoa(int(e.n))
	switch e.kind {
	case noteCall:
		r.raw(`<sup><a href="#note_`, n, `" id="`, callID(int(e.n), int(e.m)), `" role="doc-noteref" aria-label="`)
		r.say(numbered(r.labels.NoteCall, int(e.n)))
		r.raw(`">`, n, `</a></sup>`)
	case notesOpen:
		r.raw(`<section class="notes" role="doc-endnotes" aria-labelledby="notes_titre"><h2 id="notes_titre">`)
		r.say(r.labels.Footnotes)
		r.raw("</h2>\n<ol>\n")
	case noteOpen:
		r.raw(`<li id="note_`, n, `">`)
	case noteReturn:
		calls := 0
		if int(e.n) < len(r.doc.notes) {
			calls = r.doc.notes[e.n]
		}
		for m := range calls {
			if !bytes.HasSuffix(r.out, []byte("<p>")) {
				r.raw(" ")
			}
			r.raw(`<a class="note-retour" href="#`, callID(int(e.n), m), `" role="doc-backlink">`)
			r.say(numbered(r.labels.NoteBack, int(e.n)))
			if calls > 1 {
				r.raw(" ", itoa(m+1), "/", itoa(calls))
			}
			r.raw("</a>")
		}
	}
}

// callID names the mth call, from 0, to footnote n.
func callID(n, m int) string {
	id := "appel_" + itoa(n)
	if m > 0 {
		id += "_" + itoa(m+1)
	}
	return id
}

func numbered(label string, n int) string { return strings.ReplaceAll(label, "{n}", itoa(n)) }

// url writes an address in an attribute. Characters that no URL may hold are
// percent-encoded; letters of any script stay readable.
func (r *renderer) url(s string) {
	const hex = "0123456789ABCDEF"
	for _, c := range clean(s) {
		switch {
		case c == '&':
			r.raw("&amp;")
		case c > ' ' && c < utf8.RuneSelf && !strings.ContainsRune("\"'<>\\^`{|}", c):
			r.out = append(r.out, byte(c))
		case c >= utf8.RuneSelf && (unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsDigit(c)):
			r.out = utf8.AppendRune(r.out, c)
		default:
			for _, b := range []byte(string(c)) {
				r.out = append(r.out, '%', hex[b>>4], hex[b&15])
			}
		}
	}
}

// appendEscaped appends text so that it is text in an element or in a quoted
// attribute. Control characters, which HTML does not allow, are dropped.
func appendEscaped(dst []byte, s string) []byte {
	done := 0
	for i := range len(s) {
		esc := ""
		switch c := s[i]; {
		case c == '&':
			esc = "&amp;"
		case c == '<':
			esc = "&lt;"
		case c == '>':
			esc = "&gt;"
		case c == '"':
			esc = "&quot;"
		case c >= ' ' && c != 0x7f || c == '\n' || c == '\t':
			continue
		}
		dst = append(append(dst, s[done:i]...), esc...)
		done = i + 1
	}
	return append(dst, s[done:]...)
}
