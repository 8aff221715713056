package exchange

import (
	"slices"
	"strings"

	"balise/generator/decode"
	"balise/generator/diag"
	"balise/generator/hours"
)

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

// readHours gives hours that can be published: as they are, or as package hours
// corrects them or reads them in French; empty when only their author can tell.
// lossless tells that nothing of the text is left out.
func readHours(s string) (value string, lossless bool) {
	_, faults := hours.Parse(s)
	if bareComment(s, faults) {
		if value, ok := hours.FromFrench(s); ok {
			return value, true
		}
	}
	if publishable(faults) {
		return s, true
	}
	for _, f := range faults {
		if f.Fix == "" {
			continue
		}
		if _, left := hours.Parse(f.Fix); publishable(left) {
			return f.Fix, f.Code != "horaires-plage-vide" // who wrote 11:00-11:00 meant something
		}
	}
	read := hours.ReadFrench(s)
	if read.Value == "" {
		return "", false
	}
	if _, left := hours.Parse(read.Value); !publishable(left) {
		return "", false
	}
	return read.Value, read.Lossless
}

// bareComment reports whether words that nobody put between quotes were taken
// for a comment, in s or in its correction: "Lundi 9h-12h sur rendez-vous" says
// more in French.
func bareComment(s string, faults []hours.Fault) bool {
	if strings.Contains(s, `"`) {
		return false
	}
	return slices.ContainsFunc(faults, func(f hours.Fault) bool {
		return f.Code == "horaires-commentaire-seul" || strings.Contains(f.Fix, `"`)
	})
}

func publishable(faults []hours.Fault) bool {
	for _, f := range faults {
		if e, _ := diag.Lookup(f.Code); e.Level == diag.Error {
			return false
		}
	}
	return true
}
