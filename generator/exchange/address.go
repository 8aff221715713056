package exchange

import (
	"regexp"
	"slices"
	"strings"

	"balise/generator/check"
	"balise/generator/geo"
)

var (
	mailPattern = regexp.MustCompile(`[^\s<>()\[\],;:"|/«»]+@[^\s<>()\[\],;:"|/«»]+`)
	saidAt      = regexp.MustCompile(`(?i)\s*[\[(]\s*(?:at|arobase|chez)\s*[\])]\s*`)
	saidDot     = regexp.MustCompile(`(?i)\s*[\[(]\s*(?:dot|point)\s*[\])]\s*`)
	aroundAt    = regexp.MustCompile(`\s*@\s*`)
	hostPattern = regexp.MustCompile(`^(?i:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?i:[a-z]{2,18})(?::\d+)?(?:[/?#]\S*)?$`)
	badScheme   = regexp.MustCompile(`^(?i:h{0,2}t{1,3}p{1,2}|htp{1,2}|htpp)(?i:(s{0,2}))\s*[:;]?\s*/*\s*`)
)

// addressWords say nothing but that an address follows, or another one.
var addressWords = []string{"mail", "mails", "email", "e", "courriel", "courriels", "mailto", "ou", "et", "adresse", "site", "web", "internet", "url", "http", "https"}

// readMails reads the mail addresses of a cell, which may stand in a sentence.
// rest is what the cell says besides, in its words.
func readMails(s string) (good []string, rest string) {
	if len(s) > maxContact {
		return nil, s
	}
	s = saidDot.ReplaceAllString(saidAt.ReplaceAllString(s, "@"), ".")
	if tight := strings.TrimSpace(aroundAt.ReplaceAllString(s, "@")); strings.Count(tight, "@") == 1 && check.ValidMail(tight) {
		return []string{tight}, ""
	}
	rest = mailPattern.ReplaceAllStringFunc(s, func(m string) string {
		trimmed := strings.Trim(m, ".'’`*")
		if !check.ValidMail(trimmed) {
			return m
		}
		if !slices.ContainsFunc(good, func(have string) bool { return strings.EqualFold(have, trimmed) }) {
			good = append(good, trimmed)
		}
		return " "
	})
	return good, besides(rest)
}

// readWebs reads the web addresses of a cell, likewise.
func readWebs(s string) (good []string, rest string) {
	if len(s) > maxContact {
		return nil, s
	}
	var left []string
	for _, item := range readList(s) {
		if v := readWeb(item); v != "" {
			good = add(good, v)
			continue
		}
		for _, word := range strings.FieldsFunc(item, func(r rune) bool { return strings.ContainsRune(" \t\n;,\u00a0\u202f", r) }) {
			if v := readWeb(strings.Trim(word, "<>()[]«»\"'.")); v != "" {
				good = add(good, v)
			} else {
				left = append(left, word)
			}
		}
	}
	return good, besides(strings.Join(left, " "))
}

// besides gives what is left of a text around addresses, empty when it says
// nothing.
func besides(s string) string {
	for _, w := range words(s) {
		if !slices.Contains(addressWords, w) {
			return strings.TrimFunc(strings.Join(strings.Fields(s), " "), func(r rune) bool { return strings.ContainsRune(" |;,:/-–—", r) })
		}
	}
	return ""
}

// readWeb reads an address of the web; its scheme may be missing or misspelt.
func readWeb(s string) string {
	if check.ValidWeb(s) {
		return s
	}
	if m := badScheme.FindStringSubmatch(s); m != nil {
		if host := s[len(m[0]):]; hostPattern.MatchString(host) {
			if s = "http" + strings.ToLower(m[1][:min(1, len(m[1]))]) + "://" + host; check.ValidWeb(s) {
				return s
			}
		}
		return ""
	}
	if hostPattern.MatchString(s) && check.ValidWeb("https://"+s) {
		return "https://" + s
	}
	return ""
}

// postal is the end of an address: a postcode and a commune.
var postal = regexp.MustCompile(`^(?s:(.*?))[\s,;–-]*\b(\d{5})[\s,–-]+(\pL[^\d,;|\n]*(?i:cedex\s*\d{0,2})?)$`)

// postalEnd cuts a postcode and a commune from the end of an address. The
// postcode must be one that France has.
func postalEnd(address string) (street, postcode, commune string, ok bool) {
	m := postal.FindStringSubmatch(strings.TrimSpace(address))
	if m == nil {
		return address, "", "", false
	}
	if _, known := geo.DepartementOfPostcode(m[2]); !known {
		return address, "", "", false
	}
	return strings.TrimRight(m[1], " ,;–-"), m[2], strings.TrimSpace(m[3]), true
}
