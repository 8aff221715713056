package exchange

import (
	"bufio"
	"io"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"balise/generator/geo"
	"balise/generator/hours"
	"balise/generator/model"
)

// Options changes what an export writes.
type Options struct {
	// StrictSchema writes a value as the pattern of schema.json wants it where
	// that differs from the standard's own description and from the data in
	// use: « Étapes numériques(La Poste) », without its space.
	StrictSchema bool
	// Namespace is what the identifiers of HSDS and of contact cards are made
	// from: the portal's address, or its title.
	Namespace string
	// Site is the address of the folder that holds the pages about structures:
	// "https://…/morbihan/annuaire/". Empty: nobody knows, nothing links there.
	Site string
	// Today is the day of the export: what is past is not told.
	Today time.Time
	// Say gives hours in French words, for who has them said already; nil: they
	// are said again.
	Say func(*hours.Schedule) []hours.Line
}

// CSV writes structures as the national standard v1.0.2, in the order given:
// UTF-8 without a mark, a header, commas, LF ends of line, a cell between
// quotes where RFC 4180 needs it, lists joined by « | ».
//
// A text that a spreadsheet would run as a formula (it begins with = + - @ or
// a tab) is written after an apostrophe, which [Read] takes away again. Numbers
// and telephones, which the standard wants as they are, are not touched.
//
// The columns that the standard requires are never empty: an unknown pivot is
// "00000000000000" by the standard's convention, an unknown address is the
// commune's name, an unknown postcode the first one of the commune. What the
// standard has no place for (a short telephone number, a word for the hours) is
// left out, and so is what Balise adds to it.
//
// An error is the writer's.
func CSV(w io.Writer, structures []*model.Structure) error { return Options{}.CSV(w, structures) }

// JSON writes structures as an array of objects, one a line, with the keys and
// values of [CSV] in the same order: lists as arrays, coordinates as numbers.
// A key without a value is left out.
func JSON(w io.Writer, structures []*model.Structure) error { return Options{}.JSON(w, structures) }

// GeoJSON writes structures as a FeatureCollection (RFC 7946), one feature a
// line: a Point with at most six decimals (10 cm), or a null geometry where the
// coordinates are unknown, and the object of [JSON] as properties.
func GeoJSON(w io.Writer, structures []*model.Structure) error {
	return Options{}.GeoJSON(w, structures)
}

// CSV is like the function of the same name.
func (o Options) CSV(w io.Writer, structures []*model.Structure) error {
	out := bufio.NewWriterSize(w, 64<<10)
	for i := range standardFields {
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString(fields[i].name)
	}
	out.WriteByte('\n')
	var line []byte
	for _, s := range structures {
		line = o.appendRow(line[:0], s)
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (o Options) appendRow(b []byte, s *model.Structure) []byte {
	for i := range standardFields {
		f := &fields[i]
		if i > 0 {
			b = append(b, ',')
		}
		switch {
		case f.text != nil:
			b = appendCell(b, f.value(s), !f.bare)
		case f.list != nil:
			b = appendCell(b, o.joined(f, s), true)
		case f.number != nil:
			if known(s) {
				b = appendNumber(b, *f.number(s))
			}
		default:
			b = appendDay(b, *f.date(s))
		}
	}
	return append(b, '\n')
}

// joined is a list as a cell. A « | » inside an item would make two of it.
func (o Options) joined(f *field, s *model.Structure) string {
	list := *f.list(s)
	if len(list) == 1 && !strings.Contains(list[0], "|") {
		return o.item(list[0])
	}
	var b strings.Builder
	for i, item := range list {
		if i > 0 {
			b.WriteByte('|')
		}
		b.WriteString(strings.ReplaceAll(o.item(item), "|", "/"))
	}
	return b.String()
}

const (
	postLabel       = "Étapes numériques (La Poste)"
	postLabelStrict = "Étapes numériques(La Poste)"
)

func (o Options) item(v string) string {
	if o.StrictSchema && v == postLabel {
		return postLabelStrict
	}
	return v
}

// value is a text field as an export writes it.
func (f *field) value(s *model.Structure) string {
	if f.out != nil {
		return f.out(s)
	}
	return *f.text(s)
}

const unknownPivot = "00000000000000"

// pivotOut keeps to the standard's pattern ^[a-zA-Z0-9]{9,14}$.
func pivotOut(s *model.Structure) string {
	if len(s.Pivot) < 9 || len(s.Pivot) > 14 {
		return unknownPivot
	}
	for i := range len(s.Pivot) {
		if c := s.Pivot[i] | 0x20; (c < 'a' || c > 'z') && !isDigit(s.Pivot[i]) {
			return unknownPivot
		}
	}
	return s.Pivot
}

// postcodeOut keeps to ^\d{5}$.
func postcodeOut(s *model.Structure) string {
	if digits(s.CodePostal, 5) {
		return s.CodePostal
	}
	if p, ok := geo.PartByCode(s.CodeINSEE); ok && len(p.Postcodes) > 0 {
		return p.Postcodes[0]
	}
	if code, ok := geo.Current(s.CodeINSEE); ok {
		if c, _ := geo.CommuneByCode(code); len(c.Postcodes) > 0 {
			return c.Postcodes[0]
		}
	}
	return ""
}

// codeOut keeps to ^([013-9]\d|2[AB1-9])\d{3}$.
func codeOut(s *model.Structure) string {
	c := s.CodeINSEE
	if digits(c, 5) && c[:2] != "20" || len(c) == 5 && (c[:2] == "2A" || c[:2] == "2B") && digits(c[2:], 3) {
		return c
	}
	return ""
}

func addressOut(s *model.Structure) string {
	if s.Adresse == "" {
		return s.Commune
	}
	return s.Adresse
}

// nationalPrefixes are those of the standard's pattern for telephone.
var nationalPrefixes = []string{"+33", "+590", "+594", "+262", "+596", "+269", "+687", "+689", "+508", "+681"}

// phoneOut keeps to the pattern: a prefix of the list, six to nine digits.
func phoneOut(s *model.Structure) string {
	for _, p := range nationalPrefixes {
		if rest, ok := strings.CutPrefix(s.Telephone, p); ok && len(rest) >= 6 && len(rest) <= 9 && digits(rest, len(rest)) {
			return s.Telephone
		}
	}
	return ""
}

// summaryMax is the standard's limit on presentation_resume, in characters.
const summaryMax = 280

// summaryOut cuts a summary that is too long; detailOut then gives the whole of
// it, unless there is a longer text already.
func summaryOut(s *model.Structure) string { return cutAfterWord(s.PresentationResume, summaryMax) }

// cutAfterWord keeps a text to most characters: a longer one stops after a word.
func cutAfterWord(text string, most int) string {
	if len(text) <= most || utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := string([]rune(text)[:most-1])
	if i := strings.LastIndexAny(cut, " \n"); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " \n,;:.") + "…"
}

func detailOut(s *model.Structure) string {
	if s.PresentationDetail == "" && tooLong(s.PresentationResume) {
		return s.PresentationResume
	}
	return s.PresentationDetail
}

func tooLong(s string) bool { return len(s) > summaryMax && utf8.RuneCountInString(s) > summaryMax }

// known tells whether the coordinates can be written: there, and numbers.
func known(s *model.Structure) bool {
	return s.Located() && finite(s.Latitude) && finite(s.Longitude)
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func appendNumber(b []byte, v float64) []byte {
	if v == 0 { // never "-0"
		return append(b, '0')
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}

func appendDay(b []byte, day time.Time) []byte {
	if day.IsZero() {
		return b
	}
	return day.AppendFormat(b, time.DateOnly)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func digits(s string, n int) bool { return len(s) == n && strings.Trim(s, "0123456789") == "" }
