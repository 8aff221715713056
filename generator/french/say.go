package french

import (
	"math"
	"strconv"
	"strings"
	"time"
)

var months = [...]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
	"septembre", "octobre", "novembre", "décembre"}

// Date says the day of t, in t's own time zone: « 1er septembre 2026 »,
// "1 September 2026", or 2026-09-01 in another language.
func Date(t time.Time, lang string) string {
	switch language(lang) {
	case "fr":
		day := strconv.Itoa(t.Day())
		if t.Day() == 1 {
			day = "1er"
		}
		return day + " " + months[t.Month()-1] + " " + strconv.Itoa(t.Year())
	case "en":
		return t.Format("2 January 2006")
	}
	return t.Format(time.DateOnly)
}

// Number writes n with its thousands apart: « 12 000 » (U+202F), "12,000".
func Number(n int, lang string) string {
	sep := narrowSpace
	if language(lang) == "en" {
		sep = ","
	}
	digits := strconv.Itoa(n)
	sign := ""
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	if len(digits) <= 3 {
		return sign + digits
	}
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}

// Bytes says a size in decimal units: « 12 Ko », "1.4 MB". Below ten, one
// decimal is kept.
func Bytes(n int64, lang string) string {
	units := [...]string{"octets", "Ko", "Mo", "Go", "To"}
	if language(lang) == "en" {
		units = [...]string{"bytes", "kB", "MB", "GB", "TB"}
	}
	if n < 0 {
		return ""
	}
	if n < 1000 {
		return strconv.FormatInt(n, 10) + noBreak + Plural(int(n), lang, strings.TrimSuffix(units[0], "s"), units[0])
	}
	v, u := float64(n), 0
	for u < len(units)-1 && math.Round(v) >= 1000 {
		v, u = v/1000, u+1
	}
	return decimal(v, lang) + noBreak + units[u]
}

// Distance says m metres: « 350 m », « 2,4 km », « 12 km ». Metres are rounded
// to ten: places are known no better. It is empty when m is no distance.
func Distance(m float64, lang string) string {
	if math.IsNaN(m) || math.IsInf(m, 0) || m < 0 {
		return ""
	}
	if r := math.Round(m/10) * 10; r < 1000 {
		return strconv.Itoa(int(r)) + noBreak + "m"
	}
	return decimal(m/1000, lang) + noBreak + "km"
}

// decimal writes v with one decimal below ten, unless it is zero, and none above.
func decimal(v float64, lang string) string {
	if tenths := math.Round(v * 10); tenths < 100 && math.Mod(tenths, 10) != 0 {
		s := strconv.FormatFloat(tenths/10, 'f', 1, 64)
		if language(lang) != "en" {
			s = strings.Replace(s, ".", ",", 1)
		}
		return s
	}
	if v < 1e15 {
		return Number(int(math.Round(v)), lang)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// Plural picks the form of a noun that n asks for. In French zero is singular,
// in English it is plural.
func Plural(n int, lang, one, many string) string {
	if n == 1 || n == -1 || n == 0 && language(lang) == "fr" {
		return one
	}
	return many
}

// Join enumerates: « a, b et c », "a, b and c".
func Join(list []string, lang string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	and := ", "
	switch language(lang) {
	case "fr":
		and = " et "
	case "en":
		and = " and "
	}
	return strings.Join(list[:last], ", ") + and + list[last]
}
