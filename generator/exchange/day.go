package exchange

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"balise/generator/french"
)

// days are the ways in which people and programs write a day. A day of the
// month comes before its month, as in France: 03/25/2021 is no day.
var days = []string{
	"2006-01-02", "02/01/2006", "2/1/2006", "02-01-2006", "02.01.2006", "2006/01/02", "20060102", "02/01/06",
}

var (
	inWords = regexp.MustCompile(`^(?:(?:le )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),? )?(?:le )?(\d{1,2})(?:er)? ([a-z]+)\.?,? (\d{4})$`)
	serial  = regexp.MustCompile(`^(\d{5})(?:[.,]\d+)?$`)
)

var months = []string{"janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"}

// readDay reads a date; the time after it, if any, is dropped.
func readDay(s string) (time.Time, bool) {
	if m := inWords.FindStringSubmatch(french.Fold(s)); m != nil {
		return dayInWords(m[1], m[2], m[3])
	}
	if i := strings.IndexAny(s, "T "); i > 0 {
		if after := s[i+1:]; len(after) < 4 || !isDigit(after[0]) || !strings.Contains(after, ":") {
			return time.Time{}, false
		}
		s = s[:i]
	}
	for _, layout := range days {
		if t, err := time.Parse(layout, s); err == nil && plausible(t) {
			return t, true
		}
	}
	return time.Time{}, false
}

func plausible(t time.Time) bool { return t.Year() >= 1990 && t.Year() < 2200 }

func dayInWords(day, month, year string) (time.Time, bool) {
	found := 0
	for i, name := range months {
		if month == name || len(month) >= 3 && strings.HasPrefix(name, month) {
			if found != 0 {
				return time.Time{}, false
			}
			found = i + 1
		}
	}
	if found == 0 {
		return time.Time{}, false
	}
	d, _ := strconv.Atoi(day)
	y, _ := strconv.Atoi(year)
	t := time.Date(y, time.Month(found), d, 0, 0, 0, 0, time.UTC)
	return t, t.Day() == d && plausible(t)
}

// readSerial reads a date that a spreadsheet gave as its number of days (ECMA-376,
// base 1900): 44257 is 2 March 2021. Only the key that holds a date tells such a
// number from another.
func readSerial(s string) (time.Time, bool) {
	m := serial.FindStringSubmatch(s)
	if m == nil {
		return time.Time{}, false
	}
	n, _ := strconv.Atoi(m[1])
	t := time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC)
	return t, t.Year() >= 2000 && t.Year() < 2100
}
