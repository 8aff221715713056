package hours

import (
	"regexp"
	"strings"

	"balise/generator/french"
)

// everyOther tells words by which hours hold one week in two.
var everyOther = regexp.MustCompile(`\bsem(aines?|\.)? *(im)?pair(e|es|s)?\b|\b(une )?semaine sur (deux|2)\b|\btous les (15|quinze) jours\b|\b(un|1) (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) sur (deux|2)\b`)

// beyond tells clauses that are about somewhere else.
var beyond = regexp.MustCompile(`\b(permanences?|itineran|commune de)`)

var dayWords = [7]string{"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}

// plainRule is a rule of weekdays and times alone, as readings write them.
var plainRule = regexp.MustCompile(`^((?:Mo|Tu|We|Th|Fr|Sa|Su)(?:[-,](?:Mo|Tu|We|Th|Fr|Sa|Su))*) ([0-9:,+-]+)$`)

// Alternate gives a value in which the days that a remark opens one week in two
// (« le samedi, semaines paires ») are unknown instead of open every week: which
// of the weeks it is, the remark says to people. The value comes back as it is
// when the remark says nothing of the kind. Rules that are more than weekdays and
// times are left alone: they said what they mean.
func Alternate(value, remark string) string {
	doubtful := alternateDays(remark)
	if doubtful == 0 {
		return value
	}
	rules := strings.Split(value, "; ")
	var out []string
	for _, rule := range rules {
		m := plainRule.FindStringSubmatch(rule)
		days, ok := 0, m != nil
		if ok {
			days, ok = weekdays(m[1])
		}
		if !ok || days&doubtful == 0 {
			out = append(out, rule)
			continue
		}
		if sure := days &^ doubtful; sure != 0 {
			out = append(out, weekdayList(sure)+" "+m[2])
		}
		out = append(out, weekdayList(days&doubtful)+" "+m[2]+` unknown "une semaine sur deux"`)
	}
	return strings.Join(out, "; ")
}

// alternateDays are the days of the clauses that speak of every other week, as
// bits from Monday; of their neighbours, for a clause that names no day.
func alternateDays(remark string) int {
	mask := 0
	for _, sentence := range strings.FieldsFunc(french.Fold(strings.ReplaceAll(remark, "\n", ".")), func(r rune) bool { return r == '.' || r == ';' }) {
		if !everyOther.MatchString(sentence) || beyond.MatchString(sentence) {
			continue
		}
		clauses := strings.Split(sentence, ",")
		for i, clause := range clauses {
			if !everyOther.MatchString(clause) {
				continue
			}
			days := namedDays(clause)
			for _, beside := range []int{i - 1, i + 1} {
				if days == 0 && beside >= 0 && beside < len(clauses) {
					days = namedDays(clauses[beside])
				}
			}
			mask |= days
		}
	}
	return mask
}

func namedDays(clause string) int {
	mask := 0
	for i, word := range dayWords {
		if strings.Contains(clause, word) {
			mask |= 1 << i
		}
	}
	return mask
}

var dayCodes = [7]string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}

// weekdays reads "Mo-We,Sa".
func weekdays(list string) (mask int, ok bool) {
	number := func(code string) int {
		for i, c := range dayCodes {
			if c == code {
				return i
			}
		}
		return -1
	}
	for _, part := range strings.Split(list, ",") {
		first, last, ranged := strings.Cut(part, "-")
		if !ranged {
			last = first
		}
		from, to := number(first), number(last)
		if from < 0 || to < from {
			return 0, false
		}
		for d := from; d <= to; d++ {
			mask |= 1 << d
		}
	}
	return mask, true
}

// weekdayList writes "Mo-We,Sa".
func weekdayList(mask int) string {
	var parts []string
	for d := 0; d < 7; d++ {
		if mask>>d&1 == 0 {
			continue
		}
		first := d
		for d+1 < 7 && mask>>(d+1)&1 == 1 {
			d++
		}
		switch {
		case d == first:
			parts = append(parts, dayCodes[d])
		case d == first+1:
			parts = append(parts, dayCodes[first], dayCodes[d])
		default:
			parts = append(parts, dayCodes[first]+"-"+dayCodes[d])
		}
	}
	return strings.Join(parts, ",")
}
