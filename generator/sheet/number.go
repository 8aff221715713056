package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// numberFormat is how a spreadsheet shows the numbers of a style.
type numberFormat struct {
	day, hour bool   // it shows a date, a time, or both
	mask      string // it shows digits at given places: "00000", "0# ## ## ## ##"
}

// What does not count in a format: quoted texts, escaped signs, colours and
// conditions, fill and space.
var asides = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]|[_*].`)

// parseFormat reads a format, given by its number when the workbook has no code
// for it (ECMA-376, part 1, section 18.8.30).
func parseFormat(id, code string) numberFormat {
	if code == "" {
		switch n, _ := strconv.Atoi(id); {
		case n >= 14 && n <= 17, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 58:
			return numberFormat{day: true}
		case n >= 18 && n <= 21, n >= 32 && n <= 35, n >= 45 && n <= 47:
			return numberFormat{hour: true}
		case n == 22:
			return numberFormat{day: true, hour: true}
		}
		return numberFormat{}
	}
	code, _, _ = strings.Cut(code, ";")
	bare := strings.ToLower(asides.ReplaceAllString(code, ""))
	if bare == "general" || bare == "standard" || bare == "@" {
		return numberFormat{}
	}
	f := numberFormat{day: strings.ContainsAny(bare, "yda"), hour: strings.ContainsAny(bare, "hs") || strings.Contains(strings.ToLower(code), "[h]")}
	if !f.day && !f.hour && strings.Contains(bare, "m") {
		f.day = true
	}
	if !f.day && !f.hour {
		f.mask = maskOf(code)
	}
	return f
}

// maskOf gives a format of digits at given places, empty when it is another.
func maskOf(code string) string {
	var b strings.Builder
	zeros := 0
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '0':
			zeros++
			b.WriteByte(c)
		case '#', ' ':
			b.WriteByte(c)
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return ""
			}
			b.WriteString(code[i+1 : i+1+end])
			i += end + 1
		case '\\':
			if i+1 < len(code) {
				i++
				b.WriteByte(code[i])
			}
		default:
			return ""
		}
	}
	mask := b.String()
	placed := zeros >= 2 || strings.HasPrefix(mask, "0#") || strings.Count(mask, " ") >= 3
	if !placed || len(mask) > 40 || strings.Trim(mask, "0#. -/+") != "" {
		return "" // a plain number, by thousands or with a unit: the number counts
	}
	return mask
}

// show writes a number as the format says, except that a date is in ISO 8601
// and that nothing is rounded or abridged.
func (f numberFormat) show(v string, date1904 bool) string {
	plain := plainNumber(v)
	if f.mask != "" && strings.Trim(plain, "0123456789") == "" && plain != "" {
		return masked(plain, f.mask)
	}
	if !f.day && !f.hour {
		return plain
	}
	serial, err := strconv.ParseFloat(v, 64)
	if err != nil || serial < 0 || serial >= 2958466 { // the year 10000
		return plain
	}
	seconds := int(math.Round((serial - math.Floor(serial)) * 86400))
	day := dayOf(int(math.Floor(serial)), date1904).Add(time.Duration(seconds) * time.Second)
	switch {
	case f.hour && !f.day && serial < 1:
		return clock(day)
	case f.hour && !f.day:
		return plain // a length of time
	case f.hour && seconds > 0:
		return day.Format("2006-01-02T15:04:05")
	}
	return day.Format("2006-01-02")
}

// dayOf counts days as spreadsheets do. Theirs has a 29 February 1900.
func dayOf(serial int, date1904 bool) time.Time {
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case date1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial < 60:
		start = start.AddDate(0, 0, 1)
	}
	return start.AddDate(0, 0, serial)
}

// clock writes a time of the day, with its seconds when it has some.
func clock(t time.Time) string {
	if t.Second() == 0 {
		return t.Format("15:04")
	}
	return t.Format("15:04:05")
}

// masked puts digits in the places of a mask, from the right; those too many
// stand in front.
func masked(digits, mask string) string {
	var back []byte
	i := len(digits)
	for m := len(mask) - 1; m >= 0; m-- {
		switch c := mask[m]; {
		case c != '0' && c != '#':
			if i > 0 || strings.Contains(mask[:m], "0") {
				back = append(back, c)
			}
		case i > 0:
			i--
			back = append(back, digits[i])
		case c == '0':
			back = append(back, '0')
		}
	}
	for i > 0 {
		i--
		back = append(back, digits[i])
	}
	for a, b := 0, len(back)-1; a < b; a, b = a+1, b-1 {
		back[a], back[b] = back[b], back[a]
	}
	return string(back)
}

// plainNumber writes a number without exponent and with the fifteen digits that
// spreadsheets keep: 1.3002603200016E13 is 13002603200016, and
// 45.769999999999996 is 45.77. What is no number stays as it is.
func plainNumber(s string) string {
	s = strings.TrimSpace(s)
	digits := strings.TrimLeft(s, "-+0.")
	if strings.Trim(s, "-0123456789") == "" || len(digits) <= 16 && strings.Trim(s, "-0123456789.") == "" {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if a := math.Abs(v); err != nil || a >= 1e21 || a != 0 && a < 1e-9 || math.IsNaN(a) {
		return s
	}
	v, _ = strconv.ParseFloat(strconv.FormatFloat(v, 'e', 14, 64), 64)
	return strconv.FormatFloat(v, 'f', -1, 64)
}
