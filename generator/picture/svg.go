package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	svgSpace   = "http://www.w3.org/2000/svg"
	xlinkSpace = "http://www.w3.org/1999/xlink"
	xmlSpace   = "http://www.w3.org/XML/1998/namespace"
	maxDepth   = 64
)

// readSVG reads a drawing, which is published byte for byte or not at all.
// A drawing shown by <img> runs nothing, but its address can be opened: it is
// then a page of the site, and may do all that the site's own pages may.
func readSVG(stem string, data []byte) (*Picture, *Fault) {
	if len(data) > maxSVGBytes {
		return nil, &Fault{Code: "svg-trop-lourd"}
	}
	d := drawing{src: bytes.TrimPrefix(data, utf8Mark)}
	if fault := d.read(); fault != nil {
		return nil, fault
	}
	return &Picture{
		SVG: true, Width: d.width, Height: d.height,
		Versions: []Version{{stem + ".svg", d.width, d.height, data}},
	}, nil
}

// drawing is an SVG being read.
type drawing struct {
	src           []byte
	width, height int
	dec           *xml.Decoder
	start         int             // where the token being looked at begins
	open          []int           // the elements around it, in nodes
	nodes         []node          // every element, in the order of the file
	ids           map[string]int  // the first element of each id
	style         strings.Builder // the text of the <style> being read
	inStyle       bool
	styleAt       int // where that <style> begins
}

// xmlDeclaration is matched here because encoding/xml overlooks an encoding
// written with spaces around its "=", which a browser obeys.
var xmlDeclaration = regexp.MustCompile(`^<\?xml\s+version=["']1\.0["'](\s+encoding=["'](?i:utf-8)["'])?(\s+standalone=["'](yes|no)["'])?\s*\?>`)

func (d *drawing) read() *Fault {
	if !utf8.Valid(d.src) {
		return d.unreadable(invalidAt(d.src))
	}
	declared := len(xmlDeclaration.Find(d.src))
	if declared == 0 && bytes.HasPrefix(d.src, []byte("<?xml")) && !bytes.HasPrefix(d.src, []byte("<?xml-")) {
		return d.unreadable(0)
	}
	// What encoding/xml is given has the declaration blanked, so that the only
	// processing instructions left are to be refused.
	src := bytes.Clone(d.src)
	for i := range declared {
		if src[i] != '\n' {
			src[i] = ' '
		}
	}
	d.dec, d.ids = xml.NewDecoder(bytes.NewReader(src)), map[string]int{}
	for {
		d.start = int(d.dec.InputOffset())
		tok, err := d.dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return d.badXML(err)
		}
		if fault := d.token(tok); fault != nil {
			return fault
		}
	}
	if len(d.nodes) == 0 {
		return d.unreadable(0)
	}
	if tooHeavy(d.nodes, d.ids) {
		return &Fault{Code: "svg-trop-complexe"}
	}
	return nil
}

func (d *drawing) token(tok xml.Token) *Fault {
	switch tok := tok.(type) {
	case xml.StartElement:
		return d.startElement(tok)
	case xml.EndElement:
		last := len(d.open) - 1
		d.nodes[d.open[last]].end = len(d.nodes)
		d.open = d.open[:last]
		if d.inStyle {
			d.inStyle = false
			if bad := badCSS(d.style.String(), false); bad != "" {
				return d.refuseAt("<style> "+bad, d.styleAt)
			}
		}
	case xml.CharData:
		if d.inStyle {
			// Read whole, at its end: comments and CDATA may cut a word in two.
			d.style.Write(tok)
		} else if text := bytes.TrimSpace(tok); len(d.open) == 0 && len(text) > 0 {
			return d.unreadable(d.start + bytes.Index(tok, text))
		}
	case xml.ProcInst:
		if tok.Target == "xml" { // a declaration, not at the very beginning
			return d.unreadable(d.start)
		}
		return d.refuse("<?" + clip(tok.Target) + "?>")
	case xml.Directive: // a document type may define entities: a bomb, or a file
		words := strings.Fields(string(tok))
		if len(words) > 1 && strings.EqualFold(words[1], "html") {
			return &Fault{Code: "image-format"} // an error page, saved as an image
		}
		return d.refuse("<!DOCTYPE>")
	}
	return nil
}

func (d *drawing) startElement(e xml.StartElement) *Fault {
	root := len(d.open) == 0
	if root && len(d.nodes) > 0 {
		return d.unreadable(d.start)
	}
	if root && e.Name.Local == "svg" && e.Name.Space == "" {
		return &Fault{Code: "svg-sans-espace-de-noms"}
	}
	if root && e.Name.Local != "svg" { // a page, a feed… not a drawing
		return &Fault{Code: "image-format"}
	}
	if e.Name.Space != svgSpace || !svgElements[e.Name.Local] {
		return d.refuse("<" + d.written() + ">")
	}
	if d.inStyle {
		return d.refuse("<style>")
	}
	if len(d.open) >= maxDepth {
		return &Fault{Code: "svg-trop-complexe"}
	}
	n, fault := d.attributes(e)
	if fault != nil {
		return fault
	}
	d.open = append(d.open, len(d.nodes))
	d.nodes = append(d.nodes, n)
	if root {
		d.width, d.height = svgSize(e.Attr)
	}
	if e.Name.Local == "style" {
		d.inStyle, d.styleAt = true, d.start
		d.style.Reset()
	}
	return nil
}

// attributes checks each attribute of e, and gathers what e refers to.
func (d *drawing) attributes(e xml.StartElement) (node, *Fault) {
	var n node
	seen := make(map[xml.Name]bool, len(e.Attr))
	for _, a := range e.Attr {
		if seen[a.Name] {
			return n, d.unreadable(d.start)
		}
		seen[a.Name] = true
		switch {
		case a.Name.Space == "" && a.Name.Local == "xmlns", a.Name.Space == "xmlns":
		case a.Name.Space == xmlSpace && (a.Name.Local == "space" || a.Name.Local == "lang"):
		case a.Name.Local == "href" && (a.Name.Space == "" || a.Name.Space == xlinkSpace):
			id := localHref.FindStringSubmatch(a.Value)
			if id == nil || !svgReferring[e.Name.Local] {
				return n, d.refuseAttr("href", `href="`+clip(a.Value)+`"`)
			}
			n.refs = append(n.refs, id[1])
		case a.Name.Space != "":
			return n, d.refuseAttr(a.Name.Local, a.Name.Local)
		case a.Name.Local == "id":
			if _, twice := d.ids[a.Value]; !twice {
				d.ids[a.Value] = len(d.nodes)
			}
		case svgFreeText(a.Name.Local):
		case !svgAttributes[a.Name.Local]:
			return n, d.refuseAttr(a.Name.Local, a.Name.Local)
		default:
			if bad := badCSS(a.Value, a.Name.Local != "style"); bad != "" {
				return n, d.refuseAttr(a.Name.Local, a.Name.Local+`="`+clip(bad)+`"`)
			}
			for _, ref := range localURL.FindAllStringSubmatch(a.Value, -1) {
				n.refs = append(n.refs, ref[1])
			}
		}
	}
	return n, nil
}

// written is the name of the element at hand, as the file writes it.
func (d *drawing) written() string {
	name := d.src[d.start+1:]
	if i := bytes.IndexAny(name, " \t\r\n/>"); i >= 0 {
		name = name[:i]
	}
	return clip(string(name))
}

func clip(s string) string {
	const longest = 60
	if r := []rune(s); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return s
}

// refuse names what may not be in a drawing, and the line of the token at hand.
func (d *drawing) refuse(what string) *Fault { return d.refuseAt(what, d.start) }

// refuseAttr is refuse with the line of the attribute, in a tag of many lines.
func (d *drawing) refuseAttr(attr, what string) *Fault {
	tag := d.src[d.start:d.dec.InputOffset()]
	return d.refuseAt(what, d.start+max(bytes.Index(tag, []byte(attr)), 0))
}

func (d *drawing) refuseAt(what string, offset int) *Fault {
	return &Fault{Code: "svg-dangereux", Args: []string{what, d.line(offset)}}
}

func (d *drawing) unreadable(offset int) *Fault {
	return &Fault{Code: "svg-illisible", Args: []string{d.line(offset)}}
}

func (d *drawing) badXML(err error) *Fault {
	if syntax, ok := errors.AsType[*xml.SyntaxError](err); ok {
		return &Fault{Code: "svg-illisible", Args: []string{strconv.Itoa(syntax.Line)}}
	}
	return d.unreadable(d.start)
}

func (d *drawing) line(offset int) string {
	return strconv.Itoa(1 + bytes.Count(d.src[:offset], []byte("\n")))
}

// invalidAt is the place of the first byte that is not UTF-8.
func invalidAt(src []byte) int {
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(src)
}
