package exchange

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"balise/generator/check"
	"balise/generator/decode"
	"balise/generator/diag"
	"balise/generator/hours"
)

// days are the ways in which people and programs write a day. A day of the
// month comes before its month, as in France.
var days = []string{
	"2006-01-02", "02/01/2006", "2/1/2006", "02-01-2006", "02.01.2006", "2006/01/02", "20060102", "02/01/06",
}

// readDay reads a date; the time after it, if any, is dropped.
func readDay(s string) (time.Time, bool) {
	if i := strings.IndexAny(s, "T "); i > 0 {
		if after := s[i+1:]; len(after) < 4 || !isDigit(after[0]) || !strings.Contains(after, ":") {
			return time.Time{}, false
		}
		s = s[:i]
	}
	for _, layout := range days {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1990 && t.Year() < 2200 {
			return t, true
		}
	}
	return time.Time{}, false
}

var degreesPattern = regexp.MustCompile(`^[+-]?\d{1,3}(?:[.,]\d*)?(?:[eE][+-]?\d)?$`)

// readDegrees reads a coordinate, with a point or a comma.
func readDegrees(s string) (float64, bool) {
	s = strings.ReplaceAll(s, "−", "-") // U+2212
	if !degreesPattern.MatchString(s) {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return v, err == nil && v >= -180 && v <= 180
}

// readCode drops what a spreadsheet or a person adds to a code: blanks, a
// decimal part of zeros.
func readCode(s string) string {
	s = strings.ToUpper(strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), ""))
	whole, zeros, ok := strings.Cut(s, ".")
	if ok && strings.Trim(zeros, "0") == "" {
		return whole
	}
	return s
}

// readPivot reads a SIRET, whose key may be wrong (package check warns), or a
// RNA number.
func readPivot(s string) (string, bool) {
	s = readCode(s)
	return s, digits(s, 14) || check.ValidRNA(s)
}

// readEnum cuts a list of values of an enumeration, which are separated by
// « | »; failing that by « ; » or a comma, provided that every part is a value.
func readEnum(enum *decode.Enum, s string) (known, unknown []string) {
	for _, sep := range []string{"|", ";", ","} {
		var k, u []string
		for part := range strings.SplitSeq(s, sep) {
			if part = strings.TrimSpace(part); part == "" {
				continue
			}
			if v, ok := enum.Canonical(part); ok {
				k = add(k, v)
			} else {
				u = add(u, part)
			}
		}
		if sep == "|" {
			known, unknown = k, u
		}
		if len(u) == 0 {
			return k, nil
		}
	}
	return known, unknown
}

func add(list []string, v string) []string {
	for _, have := range list {
		if have == v {
			return list
		}
	}
	return append(list, v)
}

// readList cuts a list of free texts.
func readList(s string) []string {
	var list []string
	for part := range strings.SplitSeq(s, "|") {
		if part = strings.TrimSpace(part); part != "" {
			list = add(list, part)
		}
	}
	return list
}

var (
	betweenAddresses = regexp.MustCompile(`[\s;,]+`)
	betweenPhones    = regexp.MustCompile(`\s*(?:[|/;,\n]|\bou\b|\bet\b|\s-\s)\s*`)
)

// readAddresses reads mail or web addresses, which people also separate by
// blanks, commas and semicolons. read gives an address as it can be used, or
// nothing.
func readAddresses(s string, read func(string) string) (good, bad []string) {
	for _, item := range readList(s) {
		if v := read(item); v != "" {
			good = add(good, v)
			continue
		}
		var parts []string
		for _, part := range betweenAddresses.Split(item, -1) {
			if v := read(part); v != "" {
				parts = append(parts, v)
			} else if part != "" {
				parts = nil
				break
			}
		}
		if parts == nil {
			bad = append(bad, item)
		}
		for _, v := range parts {
			good = add(good, v)
		}
	}
	return good, bad
}

func readMail(s string) string {
	if s = strings.TrimPrefix(s, "mailto:"); check.ValidMail(s) {
		return s
	}
	return ""
}

func readWeb(s string) string {
	if check.ValidWeb(s) {
		return s
	}
	if !strings.Contains(s, ":") && !strings.Contains(s, "@") && check.ValidWeb("https://"+s) {
		return "https://" + s
	}
	return ""
}

// readPhones reads one number or several, in E.164 or short.
func readPhones(s, departement string) (good, bad []string) {
	parts := betweenPhones.Split(s, -1)
	for _, part := range parts {
		switch n := readPhone(part, departement); {
		case n != "":
			good = add(good, n)
		case part != "":
			bad = append(bad, part)
		}
	}
	if len(bad) > 0 && len(parts) > 1 && !strings.Contains(s, "|") {
		if n := readPhone(s, departement); n != "" { // 02/97/12/34/56
			return []string{n}, nil
		}
	}
	return good, bad
}

func readPhone(s, departement string) string {
	if digits(s, 9) && s[0] != '0' { // a spreadsheet ate the first zero
		s = "0" + s
	}
	return check.E164(s, departement)
}

// readHours gives hours that can be published: as they are, or as package
// hours corrects them; empty when only their author can tell.
func readHours(s string) string {
	_, faults := hours.Parse(s)
	if publishable(faults) {
		return s
	}
	for _, f := range faults {
		if f.Fix == "" {
			continue
		}
		if _, left := hours.Parse(f.Fix); publishable(left) {
			return f.Fix
		}
	}
	return ""
}

func publishable(faults []hours.Fault) bool {
	for _, f := range faults {
		if e, _ := diag.Lookup(f.Code); e.Level == diag.Error {
			return false
		}
	}
	return true
}
