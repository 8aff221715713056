package geo

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// The format of the embedded file: gzip of UTF-8 text, one record a line, fields
// separated by tabs. The first line is the signature and the source. Then come
// eight sections in this order, each a line "=name<TAB>count" and its records,
// sorted by their first field:
//
//	regions       code, name
//	departements  code, name, region, zone, liaison
//	epci          SIREN, kind, name
//	communes      code, name, département, EPCI as a line number of its section
//	              from 0 or nothing, postcodes, population, "d" if it elides
//	parts         code, name, kind, commune, postcodes, population
//	ept           SIREN of the EPCI, codes of its communes: what communes cannot
//	              say, because they are in two EPCI
//	former        old code, current code
//	names         name that a commune or a part of one had, current code
//
// Lists are separated by commas. A population of 0 is written as nothing. Plain
// text packs as well as anything cleverer, and can be looked at with zcat.

const signature = "balise-cog-2"

// maxText bounds what Decode unpacks: more than ten times today's file.
const maxText = 20 << 20

// Tables are the COG as it is stored. Every slice is sorted by code, but Names.
type Tables struct {
	Source       Source
	Regions      []Region
	Departements []Departement
	EPCIs        []EPCI
	Communes     []Commune
	Parts        []Part
	EPT          map[string][]string // communes of the EPCI of kind "EPT"
	Former       []Succession
	Names        []FormerName // sorted by name
}

// Succession says what a code that is no longer used became.
type Succession struct{ Old, New string }

// FormerName is a name that is no longer in the COG: a commune's before it was
// renamed or became part of another. Code is today's commune.
type FormerName struct{ Name, Code string }

// Encode writes the tables: the same tables, the same bytes. It sorts them
// first, and refuses what [Decode] could not read back.
func (t *Tables) Encode() ([]byte, error) {
	t.sort()
	var w textWriter
	s := t.Source
	w.line(signature, s.Name, s.Version, strconv.Itoa(s.Year), s.Licence)
	w.section("regions", len(t.Regions))
	for _, r := range t.Regions {
		w.line(r.Code, r.Name)
	}
	w.section("departements", len(t.Departements))
	for _, d := range t.Departements {
		w.line(d.Code, d.Name, d.Region, d.Zone, string(rune(d.Liaison)))
	}
	w.section("epci", len(t.EPCIs))
	row := make(map[string]int, len(t.EPCIs))
	for i, e := range t.EPCIs {
		row[e.SIREN] = i
		w.line(e.SIREN, e.Kind, e.Name)
	}
	w.section("communes", len(t.Communes))
	for _, c := range t.Communes {
		epci, elides := "", ""
		if c.EPCI != "" {
			epci = strconv.Itoa(row[c.EPCI])
		}
		if c.Elides {
			elides = "d"
		}
		w.line(c.Code, c.Name, c.Departement, epci, strings.Join(c.Postcodes, ","), count(c.Population), elides)
	}
	w.section("parts", len(t.Parts))
	for _, p := range t.Parts {
		w.line(p.Code, p.Name, string(rune(p.Kind)), p.Commune, strings.Join(p.Postcodes, ","), count(p.Population))
	}
	w.section("ept", len(t.EPT))
	for _, e := range t.EPCIs {
		if codes, ok := t.EPT[e.SIREN]; ok {
			w.line(e.SIREN, strings.Join(codes, ","))
		}
	}
	w.section("former", len(t.Former))
	for _, f := range t.Former {
		w.line(f.Old, f.New)
	}
	w.section("names", len(t.Names))
	for _, n := range t.Names {
		w.line(n.Name, n.Code)
	}
	return w.gzip()
}

func (t *Tables) sort() {
	slices.SortFunc(t.Regions, func(a, b Region) int { return strings.Compare(a.Code, b.Code) })
	slices.SortFunc(t.Departements, func(a, b Departement) int { return strings.Compare(a.Code, b.Code) })
	slices.SortFunc(t.EPCIs, func(a, b EPCI) int { return strings.Compare(a.SIREN, b.SIREN) })
	slices.SortFunc(t.Communes, func(a, b Commune) int { return strings.Compare(a.Code, b.Code) })
	slices.SortFunc(t.Parts, func(a, b Part) int { return strings.Compare(a.Code, b.Code) })
	slices.SortFunc(t.Former, func(a, b Succession) int { return strings.Compare(a.Old, b.Old) })
	slices.SortFunc(t.Names, func(a, b FormerName) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.Code, b.Code))
	})
	for _, codes := range t.EPT {
		slices.Sort(codes)
	}
}

func count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

type textWriter struct {
	text bytes.Buffer
	err  error
}

func (w *textWriter) line(fields ...string) {
	for i, f := range fields {
		if strings.ContainsAny(f, "\t\n") && w.err == nil {
			w.err = fmt.Errorf("%q holds a tab or a line end", f)
		}
		if i > 0 {
			w.text.WriteByte('\t')
		}
		w.text.WriteString(f)
	}
	w.text.WriteByte('\n')
}

func (w *textWriter) section(name string, n int) { w.line("="+name, strconv.Itoa(n)) }

func (w *textWriter) gzip() ([]byte, error) {
	if w.err != nil {
		return nil, w.err
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression) // no date in the header
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(w.text.Bytes()); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// Decode reads what [Tables.Encode] wrote. The strings of the tables share one
// block of memory.
func Decode(packed []byte) (*Tables, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	text.Grow(min(4*len(packed), maxText))
	if n, err := io.Copy(&text, io.LimitReader(z, maxText+1)); err != nil {
		return nil, err
	} else if n > maxText {
		return nil, errors.New("unpacked text too large")
	}
	r := textReader{rest: text.String()}
	t := r.tables()
	if r.err != nil {
		return nil, fmt.Errorf("line %d: %w", r.n, r.err)
	}
	return t, nil
}

// textReader reads the text line by line. After an error it stays in error, and
// everything it returns is empty.
type textReader struct {
	rest   string
	line   string
	n      int
	err    error
	shared []string // postcodes, in large blocks
}

func (r *textReader) tables() *Tables {
	t := &Tables{EPT: map[string][]string{}}
	r.next()
	if f := r.field(); f != signature {
		r.fail("not a COG file of this version")
	}
	t.Source = Source{Name: r.field(), Version: r.field(), Year: r.number(), Licence: r.field()}
	t.Regions = make([]Region, r.section("regions"))
	for i := range t.Regions {
		r.next()
		t.Regions[i] = Region{Code: r.field(), Name: r.field()}
	}
	t.Departements = make([]Departement, r.section("departements"))
	for i := range t.Departements {
		r.next()
		t.Departements[i] = Departement{Code: r.field(), Name: r.field(), Region: r.field(), Zone: r.field(), Liaison: r.letter()}
	}
	t.EPCIs = make([]EPCI, r.section("epci"))
	for i := range t.EPCIs {
		r.next()
		t.EPCIs[i] = EPCI{SIREN: r.field(), Kind: r.field(), Name: r.field()}
	}
	t.Communes = make([]Commune, r.section("communes"))
	for i := range t.Communes {
		r.next()
		t.Communes[i] = Commune{Code: r.field(), Name: r.field(), Departement: r.field(), EPCI: r.siren(t.EPCIs),
			Postcodes: r.list(), Population: r.number(), Elides: r.field() == "d"}
	}
	t.Parts = make([]Part, r.section("parts"))
	for i := range t.Parts {
		r.next()
		t.Parts[i] = Part{Code: r.field(), Name: r.field(), Kind: PartKind(r.letter()), Commune: r.field(), Postcodes: r.list(), Population: r.number()}
	}
	for range r.section("ept") {
		r.next()
		t.EPT[r.field()] = r.list()
	}
	t.Former = make([]Succession, r.section("former"))
	for i := range t.Former {
		r.next()
		t.Former[i] = Succession{Old: r.field(), New: r.field()}
	}
	t.Names = make([]FormerName, r.section("names"))
	for i := range t.Names {
		r.next()
		t.Names[i] = FormerName{Name: r.field(), Code: r.field()}
	}
	return t
}

func (r *textReader) fail(why string) {
	if r.err == nil {
		r.err = errors.New(why)
	}
	r.rest, r.line = "", ""
}

func (r *textReader) next() {
	if r.err != nil {
		return
	}
	line, rest, ok := strings.Cut(r.rest, "\n")
	if !ok {
		r.fail("the file ends too early")
		return
	}
	r.n++
	r.line, r.rest = line, rest
}

func (r *textReader) field() string {
	f, rest, _ := strings.Cut(r.line, "\t")
	r.line = rest
	return f
}

func (r *textReader) number() int {
	f := r.field()
	if f == "" {
		return 0
	}
	n, err := strconv.Atoi(f)
	if err != nil || n < 0 {
		r.fail("not a count: " + strconv.Quote(f))
		return 0
	}
	return n
}

func (r *textReader) letter() byte {
	f := r.field()
	if len(f) != 1 {
		r.fail("not one letter: " + strconv.Quote(f))
		return 0
	}
	return f[0]
}

func (r *textReader) siren(epcis []EPCI) string {
	if rest, ok := strings.CutPrefix(r.line, "\t"); ok { // none
		r.line = rest
		return ""
	}
	i := r.number()
	if i >= len(epcis) {
		r.fail("no EPCI of that number")
		return ""
	}
	return epcis[i].SIREN
}

// list reads a list. Blocks are filled and never grown, so that lists that were
// handed out stay where they are.
func (r *textReader) list() []string {
	f := r.field()
	if f == "" {
		return nil
	}
	n := strings.Count(f, ",") + 1
	if cap(r.shared)-len(r.shared) < n {
		r.shared = make([]string, 0, max(n, 4096))
	}
	from := len(r.shared)
	for item := range strings.SplitSeq(f, ",") {
		r.shared = append(r.shared, item)
	}
	return r.shared[from:len(r.shared):len(r.shared)]
}

// section reads a section's heading and returns how many records follow. Each
// takes at least a line, so a count larger than the rest of the text is a lie.
func (r *textReader) section(name string) int {
	r.next()
	if got := r.field(); got != "="+name {
		r.fail("expected section " + name)
		return 0
	}
	n := r.number()
	if n > len(r.rest) {
		r.fail("more records than lines")
		return 0
	}
	return n
}
