// Package sheet reads tables of text, whatever program wrote them: CSV and TSV
// in any encoding a French office has used, JSON, GeoJSON, XLSX and ODS
// workbooks.
//
// It knows the forms of files and nothing of what they say: no name of a
// column, no kind of value. It guesses no value and drops none silently; what
// it changes (an encoding, markup) and what it cannot read is a diagnostic that
// gives the rows. It writes nothing, opens no file and follows no address.
package sheet

import (
	"strings"

	"balise/generator/diag"
)

// Table is a file of rows under named columns.
type Table struct {
	File   string
	Format string // "csv", "json", "geojson", "xlsx", "ods"
	// Part is which table of the file it is: the name of the worksheet, or the path
	// of the list in the document ("data", "structures"; empty for a list that is
	// the whole document). Empty for a CSV.
	Part string
	// Columns are the names of the columns, as the file writes them: the first
	// line of a table, or the path of a value in a document, "adresse.commune".
	// A name may be empty, or stand twice.
	Columns []string
	Rows    []Row // without those that are blank
}

// Row is a record of a table. Its cells are in NFC, with LF ends of line, and
// nothing blank at their ends; the apostrophe that keeps a spreadsheet from
// running one is gone. There may be fewer cells than columns, or more: cells
// past the columns are a row whose columns are shifted, and the last of them is
// never empty. A list of plain values is one cell, its values separated by
// « | »; a bar inside one of them is written « ¦ ».
type Row struct {
	Line  int // of the file, from 1; of a worksheet, its row
	Cells []string
}

// Read reads the tables of a file: nearly always one. What the file is, is
// read from its first bytes; its name is for the diagnostics only.
//
//   - CSV, TSV: one table; see [Row] for shifted rows, which are also reported.
//   - A workbook gives its first visible worksheet that is not empty; the others
//     are named by a warning.
//   - A JSON document gives the longest list of objects that is not inside
//     another list; the others are named by a warning. One that has the lists
//     "structures" and "services" (data·inclusion) gives both, in this order.
//     Lines of JSON objects are a list. A nested object gives columns by dotted
//     path, a list of objects by index ("horaires.0.jour"), a list of lists its
//     JSON text. Numbers are as written; null is an absent value.
//   - GeoJSON gives the properties as columns, then "longitude" and "latitude"
//     ("geometry.longitude" and "geometry.latitude" when a property has one of
//     these names). The id of a feature is "id", or "feature.id".
//
// There is no table when the file cannot be read; an error among the
// diagnostics says why. An error can also come with a table: the file was not
// read to its end. Otherwise diagnostics are warnings, one a kind of finding,
// with the rows that it is about.
func Read(file string, data []byte) ([]*Table, []diag.Diag) {
	r := &reader{file: file}
	if len(data) > maxTable {
		return r.fail("fichier-trop-gros", 0, "64 Mo")
	}
	switch {
	case hasPrefix(data, "PK\x03\x04"):
		return r.workbook(data)
	case hasPrefix(data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return r.fail("import-classeur-ancien", 0)
	}
	text := r.decode(data)
	start := strings.TrimLeft(text, " \t\r\n")
	switch {
	case start == "":
		return r.fail("import-vide", 0)
	case binary(text), markup(start):
		r.ds, r.found = nil, nil
		return r.fail("import-format-inconnu", 0)
	case start[0] == '{', start[0] == '[':
		return r.json(text)
	}
	return r.csv(text)
}

// reader is the reading of one file.
type reader struct {
	file  string
	found []*finding
	ds    []diag.Diag
	cells int // kept so far, in all tables
}

// fail ends a reading that gives no table.
func (r *reader) fail(code diag.Code, line int, args ...string) ([]*Table, []diag.Diag) {
	r.report(code, line, args...)
	return r.done(nil)
}

// done ends a reading.
func (r *reader) done(tables []*Table) ([]*Table, []diag.Diag) {
	for _, f := range r.found {
		r.ds = append(r.ds, f.diag(r.file))
	}
	return tables, diag.Sort(r.ds)
}

// hasPrefix spares a copy of data.
func hasPrefix(data []byte, prefix string) bool {
	return len(data) >= len(prefix) && string(data[:len(prefix)]) == prefix
}

// binary tells a file of no text: a picture, a PDF.
func binary(text string) bool {
	head := text[:min(len(text), 4096)]
	return strings.HasPrefix(head, "%PDF-") || strings.Count(head, "\x00")*10 > len(head)
}

// markup tells a page or an XML document, which some programs name « .xls ».
func markup(start string) bool {
	head := strings.ToLower(start[:min(len(start), 20)])
	for _, p := range []string{"<?xml", "<!doctype", "<html", "<table", "<head"} {
		if strings.HasPrefix(head, p) {
			return true
		}
	}
	return false
}
