package same

import (
	"slices"
	"strings"

	"balise/generator/model"
)

// phonesOf lists the numbers of a structure by their digits, without prefix.
func phonesOf(s *model.Structure) []string {
	var list []string
	for _, p := range append([]string{s.Telephone}, s.Telephones...) {
		var digits []byte
		for i := range len(p) {
			if p[i] >= '0' && p[i] <= '9' {
				digits = append(digits, p[i])
			}
		}
		d := string(digits)
		if strings.HasPrefix(d, "33") && len(d) == 11 {
			d = d[2:]
		}
		d = strings.TrimPrefix(d, "0")
		if len(d) >= 9 && strings.Trim(d, "0") != "" {
			list = append(list, d)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func mailsOf(s *model.Structure) []string {
	var list []string
	for _, m := range s.Courriels {
		m = strings.ToLower(strings.TrimSpace(m))
		if at := strings.IndexByte(m, '@'); at > 0 && strings.IndexByte(m[at:], '.') > 0 {
			list = append(list, m)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// websOf lists the pages of a structure without scheme, www and last slash.
func websOf(s *model.Structure) []string {
	var list []string
	for _, w := range s.SiteWeb {
		w = strings.ToLower(strings.TrimSpace(w))
		_, w, found := cutScheme(w)
		w = strings.TrimRight(strings.TrimPrefix(w, "www."), "/ ")
		if found && strings.Contains(w, ".") {
			list = append(list, w)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func cutScheme(w string) (scheme, rest string, ok bool) {
	if scheme, rest, ok = strings.Cut(w, "://"); ok {
		return scheme, rest, true
	}
	return "", w, w != ""
}

// pivotOf gives a SIRET or an RNA that names one organisation: nothing for
// zeros, nor for a number that a spreadsheet rounded.
func pivotOf(p string) string {
	var kept []byte
	for i := range len(p) {
		if c := p[i]; c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' {
			kept = append(kept, c)
		}
	}
	p = string(kept)
	switch {
	case len(p) == 14 && strings.Trim(p, "0") != "" && !strings.HasSuffix(p, "00000"):
		return p
	case len(p) == 10 && p[0] == 'W':
		return p
	}
	return ""
}

// contacts yields what a record can share with another, as the keys of
// corpus.names.
func (r *record) contacts(yield func(string) bool) {
	for _, kind := range []struct {
		mark string
		list []string
	}{{"t", r.phones}, {"m", r.mails}, {"w", r.webs}} {
		for _, v := range kind.list {
			if !yield(kind.mark + v) {
				return
			}
		}
	}
	if r.siret != "" {
		yield("s" + r.siret)
	}
}

// contactMatch is how far telephones, mailboxes and pages agree.
type contactMatch struct {
	score    float64
	evidence []Evidence
}

// mostContacts is what contacts can weigh together: who shares one often shares all.
const mostContacts = 3.5

func (c *corpus) compareContacts(a, b *record) contactMatch {
	var m contactMatch
	c.contact(&m, "t", a.phones, b.phones, 2, -0.4, SamePhone)
	c.contact(&m, "m", a.mails, b.mails, 2.2, -0.2, SameMail)
	page := 0.8
	if v, ok := common(a.webs, b.webs); ok && strings.Contains(v, "/") {
		page = 1.5
	}
	c.contact(&m, "w", a.webs, b.webs, page, 0, SameWeb)
	m.score = min(m.score, mostContacts)
	return m
}

// contact weighs one kind of contact: value when both have one in common, less
// when many names of the import have it too; otherwise when both have some.
func (c *corpus) contact(m *contactMatch, mark string, a, b []string, value, otherwise float64, e Evidence) {
	if len(a) == 0 || len(b) == 0 {
		return
	}
	v, ok := common(a, b)
	if !ok {
		m.score += otherwise
		return
	}
	switch n := c.names[mark+v]; {
	case n > 6:
		value *= 0.25
	case n > 3:
		value *= 0.5
	}
	if mark == "m" && townMail(v) {
		value *= 0.7
	}
	m.score += value
	m.evidence = append(m.evidence, e)
}

// townMail tells the mailbox of a town hall, which answers for all its places.
func townMail(m string) bool {
	_, domain, _ := strings.Cut(m, "@")
	return strings.Contains(m, "mairie") || strings.HasPrefix(domain, "ville-") || strings.HasPrefix(m, "secretariat@")
}

// common finds the first value that two sorted lists share.
func common(a, b []string) (string, bool) {
	for _, v := range a {
		if _, ok := slices.BinarySearch(b, v); ok {
			return v, true
		}
	}
	return "", false
}
