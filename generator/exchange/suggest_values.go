package exchange

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"balise/generator/check"
	"balise/generator/geo"
	"balise/generator/sheet"
)

// sample is what the values of a column look like.
type sample struct {
	index    int
	name     string
	filled   int
	distinct []string // the most frequent first; not all of them when they are many
	many     bool     // distinct is cut
	counts   map[string]int
	longest  int
}

// maxSampled is how many rows are looked at, and maxDistinct how many values of
// a column are told apart.
const (
	maxSampled  = 5000
	maxDistinct = 400
)

// samples looks at the values of each column.
func samples(t *sheet.Table) []*sample {
	list := make([]*sample, len(t.Columns))
	for i, name := range t.Columns {
		list[i] = &sample{index: i, name: name, counts: map[string]int{}}
	}
	for _, row := range t.Rows[:min(len(t.Rows), maxSampled)] {
		for i, cell := range row.Cells {
			if cell == "" || i >= len(list) {
				continue
			}
			s := list[i]
			s.filled++
			s.longest = max(s.longest, len(cell))
			if _, ok := s.counts[cell]; !ok && len(s.counts) == maxDistinct {
				s.many = true
				continue
			}
			s.counts[cell]++
		}
	}
	for _, s := range list {
		for v := range s.counts {
			s.distinct = append(s.distinct, v)
		}
		slices.SortFunc(s.distinct, func(a, b string) int {
			return cmp.Or(cmp.Compare(s.counts[b], s.counts[a]), strings.Compare(a, b))
		})
	}
	return list
}

// share is the share of the distinct values that is says yes to.
func (s *sample) share(is func(string) bool) float64 {
	if len(s.distinct) == 0 {
		return 0
	}
	n := 0
	for _, v := range s.distinct {
		if is(v) {
			n++
		}
	}
	return float64(n) / float64(len(s.distinct))
}

// listed tells a column of few values that come back: a list of choices.
func (s *sample) listed() bool {
	return !s.many && len(s.distinct) <= 40 && s.longest <= 160 && (s.filled >= 2*len(s.distinct) || len(s.distinct) <= 12)
}

var (
	isPhone    = regexp.MustCompile(`^(?:\+\d{1,3}[\s.-]?|0)\d(?:[\s.-]?\d{2}){4}\b`).MatchString
	isPostcode = regexp.MustCompile(`^\d{4,5}(?:\.0)?$`).MatchString
	isPair     = regexp.MustCompile(`^-?\d{1,3}\.\d{2,}\s*[,;]\s*-?\d{1,3}\.\d{2,}$`).MatchString
	isLoneTime = regexp.MustCompile(`(?i)^\d{1,2}\s*(?:h|:)\s*(?:\d{2})?(?::\d{2})?$`).MatchString // opening in one column, closing in another
	isTimes    = regexp.MustCompile(`(?i)\d\s*(?:h|:)\s*\d{0,2}|^ferm`).MatchString
)

func isMail(v string) bool {
	good, _ := readMails(v)
	return len(good) > 0
}

func isWeb(v string) bool {
	return strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://") || strings.HasPrefix(v, "www.")
}

func isSIRET(v string) bool {
	v = strings.ReplaceAll(v, " ", "")
	return len(v) == 14 && strings.Trim(v, "0123456789") == "" || check.ValidRNA(v)
}

func isKnownPostcode(v string) bool {
	return isPostcode(v) && len(geo.ByPostcode(strings.Repeat("0", max(0, 5-len(v)))+v)) > 0
}

func isCommuneCode(v string) bool {
	_, ok := geo.Current(v)
	return ok
}

func isCommuneName(v string) bool { return len(v) < 60 && len(geo.ByName(v)) > 0 }

func isDay(v string) bool { _, ok := beginningDay(v); return ok }

// beginningDay finds a date at the beginning of a text.
func beginningDay(v string) (string, bool) {
	m := dayPattern.FindString(v)
	return m, m != ""
}

var dayPattern = regexp.MustCompile(`^(?:\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})(?:[T ]|$)`)

func isYesNo(v string) bool {
	return slices.Contains(yesWords, wordKey(v)) || slices.Contains(noWords, wordKey(v))
}

// isDegrees tells a number of degrees between two bounds.
func isDegrees(low, high float64) func(string) bool {
	return func(v string) bool {
		d, ok := readNumber(v)
		return ok && strings.ContainsAny(v, ".,") && d >= low && d <= high
	}
}

func holdsAddress(v string) bool {
	_, _, _, ok := postalEnd(v)
	return ok
}

// looks tells, by key, what values must look like for a column's name to be
// believed; a key without an entry believes the name.
var looks = map[string]func(string) bool{
	"telephone": func(v string) bool { return isPhone(v) || len(v) <= 15 && strings.ContainsAny(v, "0123456789") },
	"courriels": func(v string) bool { return strings.Contains(v, "@") || len(v) > 20 },
	"site_web":  func(v string) bool { return isWeb(v) || strings.Contains(v, ".") },
	"code_postal": func(v string) bool {
		return isPostcode(v)
	},
	"code_insee": func(v string) bool { return len(v) >= 4 && len(v) <= 7 },
	"pivot":      isSIRET,
	"latitude":   isDegrees(-90, 90),
	"longitude":  isDegrees(-180, 180),
	"date_maj":   isDay,
	"commune":    func(v string) bool { return len(v) < 80 && !isPostcode(v) },
	"horaires":   func(v string) bool { return !isYesNo(v) },
	"adresse":    func(v string) bool { return !isMail(v) && !isWeb(v) },
	"nom":        func(v string) bool { return strings.Trim(v, "0123456789.,- ") != "" },
}
