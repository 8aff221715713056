package check

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strconv"
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
	first := make(map[string]*model.Structure, len(p.Structures))
	for _, s := range p.Structures {
		switch {
		case s.ID == "":
			continue
		case !model.FileSlug(s.ID):
			id := model.Slug(s.ID)
			if id != "" && !model.FileSlug(id) { // a page of the site has this name
				id = "lieu-" + id
			}
			report(diag.New("id-impossible", s.At("id"), s.ID, line("id", id)))
		case first[s.ID] != nil:
			at := first[s.ID].At("id")
			report(diag.New("id-double", s.At("id"), s.ID, fmt.Sprintf("%s:%d", at.File, at.Line), line("id", s.ID+"-"+cmp.Or(model.Slug(s.Commune), "2"))))
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
	if s.Misread("code_postal") || s.Misread("code_insee") || s.Misread("commune") {
		return // said already, at that key
	}
	if s.Commune == "" {
		return // the key is required: it was asked for
	}
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
		report(diag.New("code-postal-differe", s.At("code_postal"), s.CodePostal, c.Of(), line("code_postal", c.Postcodes[0]), c.Name))
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
		report(diag.New("code-insee-inconnu", s.At("code_insee"), s.CodeINSEE, line("code_insee", guess)))
		return
	}
	near := ""
	if c, ok := geo.Suggest(s.Commune, departement); ok {
		near = c.Name
	}
	report(diag.New("commune-inconnue", s.At("commune"), s.Commune, s.CodePostal, line("commune", near)))
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
		case s.Misread("latitude") || s.Misread("longitude"):
		case has != s.Has("longitude"):
			report(diag.New("coordonnees-incompletes", s.At("latitude")))
		case !has:
		case !s.Located():
			report(diag.New("coordonnees-nulles", s.At("latitude")))
		case math.Abs(s.Latitude) > 90 || math.Abs(s.Longitude) > 180:
			report(diag.New("coordonnees-metres", s.At("latitude"), degrees(s.Latitude), degrees(s.Longitude)))
		default:
			departement, _ := geo.DepartementOf(s.Current)
			if geo.InFrance(s.Latitude, s.Longitude, departement) {
				continue
			}
			if geo.InFrance(s.Longitude, s.Latitude, departement) {
				report(diag.New("coordonnees-inversees", s.At("latitude"), degrees(s.Longitude), degrees(s.Latitude)))
				continue
			}
			if geo.InFrance(s.Latitude, s.Longitude, "") { // the commune may be what is wrong
				report(diag.New("coordonnees-ailleurs", s.At("latitude"), degrees(s.Latitude), degrees(s.Longitude), s.Commune))
				continue
			}
			report(diag.New("coordonnees-hors-france", s.At("latitude"), degrees(s.Latitude), degrees(s.Longitude), s.Commune))
		}
	}
}

// degrees writes a number as TOML has it.
func degrees(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

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
	fixed := E164(number, departement)
	hint := line(key, fixed)
	if i >= 0 {
		hint = listLine(key, s.Telephones, i, fixed)
	}
	report(diag.New("telephone-illisible", s.AtItem(key, i), number, hint))
}

// ValidPhone accepts an E.164 number (ITU-T) and the short numbers of the
// French plan: 3 or 10YT, four digits, and the emergency ones.
func ValidPhone(n string) bool {
	if rest, ok := strings.CutPrefix(n, "+"); ok {
		if own, territory := national(rest); own >= 0 {
			return own == territory && strings.Trim(rest, "0123456789") == "" && !strings.HasPrefix(rest, "330") &&
				(!strings.HasPrefix(rest, "33") || Overseas(rest[2:5]) == "")
		}
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

// national gives how many digits follow the code of a French territory, and how
// many should (plan national de numérotation, ARCEP; ITU-T E.164 annex for the
// Pacific); -1 for another country.
func national(digits string) (has, wants int) {
	if strings.HasPrefix(digits, "508508") || strings.HasPrefix(digits, "508708") { // 0508 and 0708 of Saint-Pierre-et-Miquelon
		return len(digits) - 3, 9
	}
	for _, t := range []struct {
		code  string
		wants int
	}{
		{"33", 9}, {"262", 9}, {"508", 6}, {"590", 9}, {"594", 9}, {"596", 9}, {"681", 6}, {"687", 6}, {"689", 8},
	} {
		if rest, ok := strings.CutPrefix(digits, t.code); ok {
			return len(rest), t.wants
		}
	}
	return -1, 0
}

// Overseas is the code of the territory whose numbers begin so, in the national
// form and after the code alike: 0262 12 34 56 is +262 262 12 34 56, never +33.
// It is empty for the mainland.
func Overseas(three string) string {
	switch three {
	case "262", "263", "269", "692", "693":
		return "262"
	case "590", "690", "691":
		return "590"
	case "594", "694":
		return "594"
	case "596", "696", "697":
		return "596"
	}
	return ""
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
		n = "+33" + n[1:]
	}
	if len(n) == 12 && strings.HasPrefix(n, "+33") {
		n = "+" + cmp.Or(Overseas(n[3:6]), "33") + n[3:]
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
	hint := line(key, fixed)
	if i >= 0 {
		hint = listLine(key, s.SiteWeb, i, fixed)
	}
	report(diag.New("adresse-web-illisible", s.AtItem(key, i), u, hint))
}

// ValidWeb accepts http and https addresses only: no other scheme may become a
// link of a page.
func ValidWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && u.User == nil &&
		strings.Contains(u.Hostname(), ".") && !strings.ContainsAny(s, "<>\"`|\\^{}\uFFFD") && !strings.ContainsFunc(s, invisible) && len(s) <= 2083
}

// pivot checks a SIRET or an RNA number. The zeros that end a number past its
// SIREN were put there by a spreadsheet, which keeps fifteen digits at best and
// shows five or six: the establishment is lost.
func pivot(s *model.Structure, key, number string, report func(diag.Diag)) {
	switch {
	case number == "" || number == "00000000000000" || ValidRNA(number):
	case digits(number, 14) && ValidSIRET(number):
	case digits(number, 14) && strings.HasSuffix(number, "00000") || scientific.MatchString(number):
		report(diag.New("siret-arrondi", s.At(key), number))
	case digits(number, 14):
		report(diag.New("siret-faux", s.At(key), number))
	case repaired(number) != "":
		report(diag.New("pivot-mal-ecrit", s.At(key), number, line(key, repaired(number))))
	default:
		report(diag.New("pivot-illisible", s.At(key), number))
	}
}

// scientific is how a spreadsheet shows a SIRET that it took for a number.
var scientific = regexp.MustCompile(`^[0-9][.,]?[0-9]*[eE]\+?1[0-9]$`)

// repaired is the number that was meant: without the spaces, without the « .0 »
// of a spreadsheet, the letter of an RNA number in upper case. Empty when what
// is left is still no number.
func repaired(number string) string {
	n := strings.ToUpper(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u00a0' || r == '\u202f' || r == '-' {
			return -1
		}
		return r
	}, number))
	n = strings.TrimSuffix(strings.TrimSuffix(n, ".0"), ",0")
	if ValidRNA(n) || digits(n, 14) {
		return n
	}
	return ""
}

func pivots(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		pivot(s, "pivot", s.Pivot, report)
		if n := s.StructureParente; digits(n, 14) || scientific.MatchString(n) {
			pivot(s, "structure_parente", s.StructureParente, report) // the standard takes a SIRET there
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

// neighbourhoods checks the codes of quartiers prioritaires.
func neighbourhoods(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		if s.QPV == "" {
			continue
		}
		theirs, ok := geo.DepartementOfQPV(s.QPV)
		own, known := geo.DepartementOf(s.Current)
		switch {
		case !ok:
			report(diag.New("qpv-illisible", s.At("qpv"), s.QPV))
		case known && own != theirs:
			report(diag.New("qpv-ailleurs", s.At("qpv"), s.QPV, theirs, s.Commune))
		}
	}
}

// services wants some of a place that says how or when people come: without
// them it is in no list, and no guide leads to it.
func services(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		receives := s.ReceivesPublic() && (len(s.ModalitesAcces) > 0 || s.Horaires != "" || s.HorairesTexte != "")
		if receives && len(s.Services) == 0 && !s.Misread("services") {
			report(diag.New("services-absents", s.At("nom"), s.Nom))
		}
	}
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
