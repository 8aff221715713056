package check

import (
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
)

func ids(p *model.Portal, report func(diag.Diag)) {
	first := map[string]*model.Structure{}
	for _, s := range p.Structures {
		switch {
		case s.ID == "":
			continue
		case !model.ValidSlug(s.ID) || s.ID == "index":
			report(diag.New("id-impossible", s.At("id"), s.ID, model.Slug(s.ID)))
		case first[s.ID] != nil:
			at := first[s.ID].At("id")
			report(diag.New("id-double", s.At("id"), s.ID, fmt.Sprintf("%s:%d", at.File, at.Line)))
		}
		if first[s.ID] == nil {
			first[s.ID] = s
		}
	}
}

func communes(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		commune(s, report)
	}
}

// commune checks one structure: the code is the authority, the name and the
// postcode must agree with it.
func commune(s *model.Structure, report func(diag.Diag)) {
	if s.CodeINSEE == "" && s.CodePostal == "" {
		report(diag.New("commune-sans-code", s.At("commune"), s.Commune))
		return
	}
	if s.CodePostal != "" && !digits(s.CodePostal, 5) {
		report(diag.New("code-postal-illisible", s.At("code_postal"), s.CodePostal))
		return
	}
	if s.Current == "" {
		unknownCommune(s, report)
		return
	}
	c, ok := geo.CommuneByCode(s.Current)
	if !ok {
		return
	}
	if s.Current == s.CodeINSEE && french.Fold(s.Commune) != french.Fold(c.Name) && !partOf(s.Commune, c.Code) {
		report(diag.New("commune-differe", s.At("commune"), s.Commune, s.CodeINSEE, c.Name))
	}
	if s.CodePostal != "" && len(c.Postcodes) > 0 && !serves(s.CodePostal, c) && !geo.MaybeCEDEX(s.CodePostal, c.Departement) {
		report(diag.New("code-postal-differe", s.At("code_postal"), s.CodePostal, c.Of(), c.Postcodes[0], c.Name))
	}
}

func unknownCommune(s *model.Structure, report func(diag.Diag)) {
	departement, _ := geo.DepartementOfPostcode(s.CodePostal)
	guess := ""
	for _, c := range geo.ByPostcode(s.CodePostal) {
		if french.Fold(c.Name) == french.Fold(s.Commune) || len(geo.ByPostcode(s.CodePostal)) == 1 {
			guess = c.Code
		}
	}
	if s.CodeINSEE != "" {
		report(diag.New("code-insee-inconnu", s.At("code_insee"), s.CodeINSEE, guess))
		return
	}
	near := ""
	if c, ok := geo.Suggest(s.Commune, departement); ok {
		near = c.Name
	}
	report(diag.New("commune-inconnue", s.At("commune"), s.Commune, s.CodePostal, near))
}

// partOf tells whether name is that of a part of the commune (a delegated
// commune, an arrondissement), or of the commune with its district: people
// write « Paris 15e ».
func partOf(name, code string) bool {
	for _, c := range geo.ByName(name) {
		if c.Code == code {
			return true
		}
	}
	return false
}

func serves(postcode string, c geo.Commune) bool {
	for _, p := range c.Postcodes {
		if p == postcode {
			return true
		}
	}
	return false
}

func digits(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "0123456789") == ""
}

func coordinates(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		has := s.Has("latitude")
		switch {
		case has != s.Has("longitude"):
			report(diag.New("coordonnees-incompletes", s.At("latitude")))
		case !has:
		case !s.Located():
			report(diag.New("coordonnees-nulles", s.At("latitude")))
		default:
			departement, _ := geo.DepartementOf(s.Current)
			if geo.InFrance(s.Latitude, s.Longitude, departement) {
				continue
			}
			if geo.InFrance(s.Longitude, s.Latitude, departement) {
				report(diag.New("coordonnees-inversees", s.At("latitude"), fmt.Sprint(s.Longitude), fmt.Sprint(s.Latitude)))
				continue
			}
			report(diag.New("coordonnees-ailleurs", s.At("latitude"), fmt.Sprint(s.Latitude), fmt.Sprint(s.Longitude), s.Commune))
		}
	}
}

func contacts(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		phone(s, "telephone", -1, s.Telephone, report)
		for i, n := range s.Telephones {
			phone(s, "telephones", i, n, report)
		}
		for i, m := range s.Courriels {
			if !ValidMail(m) {
				report(diag.New("courriel-illisible", s.AtItem("courriels", i), m))
			}
		}
		for i, u := range s.SiteWeb {
			address(s, "site_web", i, u, report)
		}
		address(s, "fiche_acces_libre", -1, s.FicheAccesLibre, report)
		address(s, "prise_rdv", -1, s.PriseRdv, report)
	}
}

func phone(s *model.Structure, key string, i int, number string, report func(diag.Diag)) {
	if number == "" || ValidPhone(number) {
		return
	}
	departement, _ := geo.DepartementOf(s.Current)
	report(diag.New("telephone-illisible", s.AtItem(key, i), number, E164(number, departement)))
}

// ValidPhone accepts an E.164 number (ITU-T) and the short numbers of the
// French plan: 3 or 10YT, four digits, and the emergency ones.
func ValidPhone(n string) bool {
	if rest, ok := strings.CutPrefix(n, "+"); ok {
		return len(rest) >= 8 && len(rest) <= 15 && strings.Trim(rest, "0123456789") == "" && rest[0] != '0'
	}
	switch len(n) {
	case 2, 3:
		return strings.Trim(n, "0123456789") == "" && n[0] == '1'
	case 4:
		return strings.Trim(n, "0123456789") == "" && (n[0] == '3' || n[0] == '1')
	case 6:
		return digits(n, 6) && strings.HasPrefix(n, "11")
	}
	return false
}

// E164 turns a number as people write it in a département into E.164; empty
// when it cannot be one.
func E164(number, departement string) string {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(number, "(0)", "") {
		if '0' <= r && r <= '9' || r == '+' && b.Len() == 0 {
			b.WriteRune(r)
		}
	}
	n := b.String()
	if rest, ok := strings.CutPrefix(n, "00"); ok {
		n = "+" + rest
	}
	if len(n) == 10 && n[0] == '0' {
		code := "33"
		switch n[1:4] {
		case "262", "692", "693", "263", "639", "269":
			code = "262"
		case "590", "690", "691":
			code = "590"
		case "594", "694":
			code = "594"
		case "596", "696", "697":
			code = "596"
		}
		n = "+" + code + n[1:]
	}
	if len(n) == 6 && departement == "988" {
		n = "+687" + n
	}
	if ValidPhone(n) {
		return n
	}
	return ""
}

// invisible is a character that is not seen in an address: spaces of any width,
// and the marks that a copy from a page brings along.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// ValidMail tells whether an address can be written to: one @, a host with a
// dot, nothing that an address in prose would hold.
func ValidMail(m string) bool {
	local, host, ok := strings.Cut(m, "@")
	if !ok || local == "" || len(m) > 254 || strings.ContainsAny(m, "<>()[],;:\"\\|?&#%\uFFFD") || strings.ContainsFunc(m, invisible) || strings.Contains(host, "@") {
		return false
	}
	dot := strings.LastIndexByte(host, '.')
	return dot > 0 && dot < len(host)-2 && !strings.Contains(m, "..") && !strings.HasPrefix(host, "-") && !strings.HasPrefix(host, ".")
}

func address(s *model.Structure, key string, i int, u string, report func(diag.Diag)) {
	if u == "" || ValidWeb(u) {
		return
	}
	fixed := ""
	if !strings.Contains(u, "://") && strings.Contains(u, ".") && ValidWeb("https://"+u) {
		fixed = "https://" + u
	}
	report(diag.New("adresse-web-illisible", s.AtItem(key, i), u, fixed))
}

// ValidWeb accepts http and https addresses only: no other scheme may become a
// link of a page.
func ValidWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil &&
		strings.Contains(u.Hostname(), ".") && !strings.ContainsAny(s, "<>\"`|\\^{}\uFFFD") && !strings.ContainsFunc(s, invisible) && len(s) <= 2083
}

func pivots(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		switch {
		case s.Pivot == "" || s.Pivot == "00000000000000" || ValidRNA(s.Pivot):
		case !digits(s.Pivot, 14):
			report(diag.New("pivot-illisible", s.At("pivot"), s.Pivot))
		case !ValidSIRET(s.Pivot):
			report(diag.New("siret-faux", s.At("pivot"), s.Pivot))
		}
	}
}

// ValidRNA tells the shape of an association's number: W, three characters of
// the préfecture (letters overseas and in Corsica), six digits.
func ValidRNA(s string) bool {
	if len(s) != 10 || s[0] != 'W' {
		return false
	}
	for _, c := range s[1:4] {
		if !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z') {
			return false
		}
	}
	return digits(s[4:], 6)
}

// ValidSIRET checks the key of a SIRET: Luhn over the 14 digits, and for La
// Poste (SIREN 356000000) also a sum that five divides.
func ValidSIRET(s string) bool {
	if !digits(s, 14) {
		return false
	}
	sum, plain := 0, 0
	for i := range 14 {
		d := int(s[i] - '0')
		plain += d
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0 || strings.HasPrefix(s, "356000000") && plain%5 == 0
}

func dates(p *model.Portal, report func(diag.Diag)) {
	future := func(s *model.Structure, key string, day time.Time) {
		if day.After(p.Today.AddDate(0, 0, 1)) { // a day of grace: the sun rises first overseas
			report(diag.New("date-future", s.At(key), key, day.Format("2006-01-02")))
		}
	}
	for _, s := range p.Structures {
		future(s, "date_maj", s.DateMaj)
		future(s, "verifie_le", s.VerifieLe)
		for i := range s.Fermetures {
			if f := &s.Fermetures[i]; !f.Au.IsZero() && f.Au.Before(f.Du) {
				report(diag.New("fermeture-inversee", f.At("au"), f.Au.Format("2006-01-02"), f.Du.Format("2006-01-02")))
			}
		}
	}
}

func staleness(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		if s.Stale {
			report(diag.New("fiche-ancienne", s.At("date_maj"), s.Nom, s.DateMaj.Format("2006-01-02")))
		}
	}
}

func summaries(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		if n := utf8.RuneCountInString(s.PresentationResume); n > 280 {
			report(diag.New("resume-long", s.At("presentation_resume"), fmt.Sprint(n)))
		}
	}
}
