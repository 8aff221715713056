package sheet

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// odsReader lays out the tables of content.xml (OpenDocument 1.3, part 3,
// section 9).
type odsReader struct {
	c       *chooser
	hidden  map[string]bool // styles of tables that are not shown
	style   string          // the one that is being read
	depth   int             // of tables in one another; the inner ones are text
	grid    *grid
	name    string
	isOff   bool
	line    int // of the row, from 1
	times   int // that the row stands
	column  int // from 0
	cell    odsCell
	inCell  bool
	inText  int // depth in text:p
	aside   int // depth in an annotation or a shape
	content strings.Builder
}

type odsCell struct {
	kind, value string
	times       int // that the cell stands
	paragraphs  int
	formula     bool
}

// ods offers the tables of the document, in their order.
func (c *chooser) ods(a *archive) error {
	o := &odsReader{c: c, hidden: map[string]bool{}}
	return a.tokens("content.xml", func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			return o.start(t)
		case xml.EndElement:
			return o.end(t.Name)
		case xml.CharData:
			if o.inText > 0 && o.aside == 0 {
				o.content.Write(t)
			}
		}
		return nil
	})
}

func (o *odsReader) start(e xml.StartElement) error {
	switch e.Name.Space + ":" + e.Name.Local {
	case "style:style":
		o.style = attr(e, "name")
	case "style:table-properties":
		if attr(e, "display") == "false" {
			o.hidden[o.style] = true
		}
	case "table:table":
		if o.depth++; o.depth == 1 {
			o.name, o.isOff = attr(e, "name"), o.hidden[attr(e, "style-name")]
			o.grid, o.line = o.c.open(o.isOff), 0
		}
	}
	if o.depth != 1 || o.grid.full {
		return nil
	}
	switch e.Name.Space + ":" + e.Name.Local {
	case "table:table-row":
		o.line++
		o.times, o.column = repeated(attr(e, "number-rows-repeated")), 0
	case "table:table-cell", "table:covered-table-cell":
		o.startCell(e)
	case "office:annotation", "draw:frame", "draw:custom-shape":
		o.aside++
	case "text:p", "text:h":
		if o.inText++; o.inText == 1 && o.inCell && o.aside == 0 {
			if o.cell.paragraphs++; o.cell.paragraphs > 1 {
				o.content.WriteByte('\n')
			}
		}
	case "text:s":
		if o.inText > 0 && o.aside == 0 {
			o.content.WriteString(strings.Repeat(" ", min(repeated(attr(e, "c")), 100)))
		}
	case "text:tab":
		if o.inText > 0 && o.aside == 0 {
			o.content.WriteByte('\t')
		}
	case "text:line-break":
		if o.inText > 0 && o.aside == 0 {
			o.content.WriteByte('\n')
		}
	}
	return nil
}

func (o *odsReader) startCell(e xml.StartElement) {
	o.content.Reset()
	o.inCell, o.inText, o.aside = true, 0, 0
	o.cell = odsCell{times: repeated(attr(e, "number-columns-repeated"))}
	for _, a := range e.Attr {
		if a.Name.Space != "office" && a.Name.Space != "table" {
			continue // calcext repeats the kind
		}
		switch a.Name.Local {
		case "value-type":
			o.cell.kind = a.Value
		case "value", "date-value", "time-value", "boolean-value", "string-value":
			o.cell.value = a.Value
		case "formula":
			o.cell.formula = true
		}
	}
}

func (o *odsReader) end(name xml.Name) error {
	if o.depth > 1 || o.grid == nil || o.grid.full {
		if name.Space == "table" && name.Local == "table" {
			o.endTable()
		}
		return nil
	}
	switch name.Space + ":" + name.Local {
	case "office:annotation", "draw:frame", "draw:custom-shape":
		o.aside = max(0, o.aside-1)
	case "text:p", "text:h":
		o.inText = max(0, o.inText-1)
	case "table:table-cell", "table:covered-table-cell":
		o.endCell()
	case "table:table-row":
		o.grid.end(o.line, o.times)
		o.line += o.times - 1
	case "table:table":
		o.endTable()
	case "office:spreadsheet":
		return io.EOF
	}
	return nil
}

func (o *odsReader) endTable() {
	if o.depth--; o.depth == 0 {
		o.c.close(o.name, o.isOff, o.grid)
		o.grid = nil
	}
	o.depth = max(0, o.depth)
}

func (o *odsReader) endCell() {
	o.inCell = false
	text := o.text()
	if text == "" && o.cell.formula {
		o.grid.find("import-formule", o.line, columnLetters(o.column), 1, "")
	}
	if strings.HasPrefix(text, "#") && o.cell.formula || strings.HasPrefix(text, "Err:") {
		o.grid.find("import-case-en-erreur", o.line, columnLetters(o.column), 1, text)
		text = ""
	}
	if strings.TrimSpace(text) != "" {
		for i := range min(o.cell.times, maxColumns+1) {
			o.grid.set(o.column+i, o.line, text)
		}
	}
	o.column = min(o.column+o.cell.times, 1<<24)
}

// text is what a cell shows, but for a number that the cell abridges and a date
// in the words of a language.
func (o *odsReader) text() string {
	shown, c := o.content.String(), &o.cell
	switch c.kind {
	case "float":
		if squeezed := strings.ReplaceAll(shown, " ", ""); strings.Trim(squeezed, "0123456789") == "" &&
			len(squeezed) > 1 && strings.TrimLeft(squeezed, "0") == strings.TrimLeft(plainNumber(c.value), "0") {
			return shown // 01000, 06 39 98 12 34
		}
		return plainNumber(c.value)
	case "percentage", "currency":
		return plainNumber(c.value)
	case "date":
		return strings.TrimSuffix(c.value, "T00:00:00")
	case "time":
		if t := isoClock(c.value); t != "" {
			return t
		}
	case "boolean":
		return c.value
	}
	if shown == "" && c.kind == "string" {
		return c.value
	}
	return shown
}

// isoClock reads « PT09H30M00S » as a time of the day, empty when it is none.
func isoClock(s string) string {
	rest, ok := strings.CutPrefix(s, "PT")
	h, rest, ok1 := strings.Cut(rest, "H")
	m, rest, ok2 := strings.Cut(rest, "M")
	seconds, _, _ := strings.Cut(strings.TrimSuffix(rest, "S"), ".")
	if n, err := strconv.Atoi(h); !ok || !ok1 || !ok2 || err != nil || n > 24 || len(h) != 2 || len(m) != 2 {
		return ""
	}
	if strings.Trim(seconds, "0") == "" {
		return h + ":" + m
	}
	return h + ":" + m + ":" + seconds
}

// repeated reads how many times something stands; once when it is not said.
func repeated(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<24)
}
