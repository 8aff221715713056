package sheet

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// xlsxBook is what the worksheets of an XLSX workbook share (ECMA-376, part 1,
// section 18).
type xlsxBook struct {
	*archive
	strings  []string
	formats  []numberFormat // by style
	date1904 bool
}

// xlsx offers the worksheets of the workbook, in their order.
func (c *chooser) xlsx(a *archive, book string) error {
	b := &xlsxBook{archive: a}
	files, parts := a.relations(book)
	type sheet struct {
		name, file string
		hidden     bool
	}
	var sheets []sheet
	err := a.tokens(book, func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok {
			switch e.Name.Local {
			case "workbookPr":
				b.date1904 = isTrue(attr(e, "date1904"))
			case "sheet":
				id := ""
				for _, a := range e.Attr {
					if a.Name.Local == "id" && a.Name.Space != "" {
						id = a.Value
					}
				}
				state := attr(e, "state")
				sheets = append(sheets, sheet{attr(e, "name"), files[id], state == "hidden" || state == "veryHidden"})
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := b.readStrings(parts["sharedStrings"]); err != nil {
		return err
	}
	if err := b.readStyles(parts["styles"]); err != nil {
		return err
	}
	for _, s := range sheets {
		if !a.has(s.file) { // a chart
			continue
		}
		g := c.open(s.hidden)
		if err := b.sheet(s.file, g); err != nil {
			return err
		}
		c.close(s.name, s.hidden, g)
	}
	return nil
}

func isTrue(s string) bool { return s == "1" || s == "true" }

// readStrings reads the texts that cells refer to by number, each without its
// phonetic guide.
func (b *xlsxBook) readStrings(file string) error {
	if !b.has(file) {
		return nil
	}
	var text strings.Builder
	in, guide := false, false
	return b.tokens(file, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				in = !guide
			case "rPh":
				guide = true
			case "si":
				text.Reset()
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				in = false
			case "rPh":
				guide = false
			case "si":
				b.strings = append(b.strings, unescapeX(text.String()))
			}
		case xml.CharData:
			if in {
				text.Write(t)
			}
		}
		return nil
	})
}

// unescapeX reads « _x000D_ », by which XLSX writes what XML cannot.
func unescapeX(s string) string {
	for at := 0; ; {
		i := strings.Index(s[at:], "_x")
		if i < 0 {
			return s
		}
		at += i
		if len(s) < at+7 || s[at+6] != '_' {
			at += 2
			continue
		}
		n, err := strconv.ParseUint(s[at+2:at+6], 16, 16)
		if err != nil || n >= 0xd800 && n < 0xe000 {
			at += 2
			continue
		}
		c := string(rune(n))
		s = s[:at] + c + s[at+7:]
		at += len(c)
	}
}

// readStyles finds how the numbers of each style are shown.
func (b *xlsxBook) readStyles(file string) error {
	if !b.has(file) {
		return nil
	}
	codes := map[string]string{}
	in := false
	return b.tokens(file, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				codes[attr(t, "numFmtId")] = attr(t, "formatCode")
			case "cellXfs":
				in = true
			case "xf":
				if in {
					id := attr(t, "numFmtId")
					b.formats = append(b.formats, parseFormat(id, codes[id]))
				}
			}
		case xml.EndElement:
			if t.Name.Local == "cellXfs" {
				return io.EOF
			}
		}
		return nil
	})
}

// xlsxCell is a cell while it is read.
type xlsxCell struct {
	column      int // from 0
	kind, style string
	value       strings.Builder
	formula     bool
}

// sheet lays a worksheet out, row by row.
func (b *xlsxBook) sheet(file string, g *grid) error {
	line := 0
	var cell xlsxCell
	cell.column = -1
	in, guide := false, false
	return b.tokens(file, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				line = rowNumber(attr(t, "r"), line)
				cell.column = -1
			case "c":
				cell = xlsxCell{column: columnNumber(attr(t, "r"), cell.column+1), kind: attr(t, "t"), style: attr(t, "s")}
			case "f":
				cell.formula = true
			case "rPh":
				guide = true
			case "v", "t":
				in = !guide
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v", "t":
				in = false
			case "rPh":
				guide = false
			case "c":
				if cell.column < 0 {
					return errArchive // the end of a cell that did not begin
				}
				g.set(cell.column, line, b.text(&cell, line, g))
			case "row":
				if g.end(line, 1); g.full {
					return io.EOF
				}
			case "sheetData":
				return io.EOF
			}
		case xml.CharData:
			if in {
				cell.value.Write(t)
			}
		}
		return nil
	})
}

// text is what a cell shows.
func (b *xlsxBook) text(c *xlsxCell, line int, g *grid) string {
	v := c.value.String()
	if c.formula && v == "" {
		g.find("import-formule", line, columnLetters(c.column), 1, "")
		return ""
	}
	switch c.kind {
	case "s":
		if n, err := strconv.Atoi(strings.TrimSpace(v)); err == nil && n >= 0 && n < len(b.strings) {
			return b.strings[n]
		}
		return ""
	case "inlineStr", "str":
		return unescapeX(v)
	case "b":
		return strconv.FormatBool(strings.TrimSpace(v) == "1")
	case "e":
		g.find("import-case-en-erreur", line, columnLetters(c.column), 1, v)
		return ""
	case "d":
		return strings.TrimSuffix(strings.TrimSpace(v), "T00:00:00")
	}
	style, _ := strconv.Atoi(c.style)
	if style < 0 || style >= len(b.formats) {
		return plainNumber(v)
	}
	return b.formats[style].show(strings.TrimSpace(v), b.date1904)
}

// rowNumber reads the number of a row; without one it is the next.
func rowNumber(ref string, last int) int {
	if n, err := strconv.Atoi(ref); err == nil && n > 0 && n <= 1<<24 {
		return n
	}
	return last + 1
}

// columnNumber reads the column of « BC12 », from 0; without one it is the
// next. One past any worksheet's is one that grid refuses.
func columnNumber(ref string, next int) int {
	n := 0
	for i := 0; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z'; i++ {
		n = min(n*26+int(ref[i]-'A')+1, 1<<24)
	}
	if n == 0 {
		return next
	}
	return n - 1
}

// columnLetters is the name of a column in a spreadsheet, A for 0.
func columnLetters(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}
