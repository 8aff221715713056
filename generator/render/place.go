package render

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// place fills structure.html.
func (c *context) place(s *model.Structure) *theme.Place {
	l := c.lang
	name, here := french.Typography(s.Nom), c.portal.where(s)
	commune := c.listLink(plan.ByCommune, s.Current, label{here.town, l.record})
	if list := c.lists[listKey{plan.ByCommune, c.Locality(s)}]; list != nil {
		commune = c.listLink(plan.ByCommune, list.Value, c.label(list))
	}
	crumbs := []theme.Link{{Label: l.T("titre.annuaire"), Href: c.href("annuaire/index.html")}}
	if commune.Href != "" {
		crumbs = append(crumbs, commune)
	}
	v := &theme.Place{
		Page: c.frame(name, l.record, l.T("description.structure", name, here.town), crumbs...),
		Lang: l.record, Summary: french.Typography(s.PresentationResume),
		Stale: s.Stale, NoVisit: !s.ReceivesPublic(),
		Fees: say(l.fees, s.Frais), Access: say(l.access, s.ModalitesAcces), Support: say(l.support, s.ModalitesAccompagnement),
		Care: say(l.cares, s.PriseEnCharge), Languages: c.languageNames(s.Langues),
		Programs: s.Dispositifs, Labels: append(append([]string(nil), s.Labels...), s.AutresLabels...),
		Parent: parent(s.StructureParente), Identifier: identifier(s.Pivot), Open: l.cards[s.ID].Open, ByAppt: byAppointment(s),
		AddressLines: here.envelope(s), Itinerant: contains(s.Itinerance, "Itinérant"),
		Updated: french.Date(s.DateMaj, l.tag), Sources: sources(s),
		Near: c.near(s, 4), Guides: c.bySharedServices(s.Services, 3),
	}
	title := c.names[s.ID]
	if title == "" {
		title = s.Nom + ", " + here.town
	}
	v.Page.Title = c.title(french.Typography(title), c.Territory.Name)
	if !s.VerifieLe.IsZero() {
		v.Verified = french.Date(s.VerifieLe, l.tag)
	}
	for _, para := range paragraphs(s.PresentationDetail) {
		v.Detail = append(v.Detail, french.Typography(para))
	}
	if len(v.Detail) > 0 && strings.HasPrefix(v.Detail[0], strings.TrimRight(v.Summary, ".… ")) {
		v.Summary = "" // it only begins what the detail says
	}
	if commune.Href != "" {
		v.Commune = &commune
	}
	for _, t := range s.Typologie {
		v.Types = append(v.Types, c.listLink(plan.ByType, t, l.types[t]))
	}
	for _, p := range s.Publics {
		v.Publics = append(v.Publics, c.listLink(plan.ByPublic, p, l.publics[p]))
	}
	for _, service := range s.Services {
		v.Services = append(v.Services, theme.Service{Link: c.listLink(plan.ByService, service, l.needs[service]), Help: l.help[service]})
	}
	c.contacts(v, s)
	c.hours(v, s)
	v.Sheet = c.sheet(s)
	v.Page.JSONLD = c.placeJSONLD(s)
	return v
}

// paragraphs cuts a text at its line breaks, but for those that a program put in
// the middle of a sentence to fill lines: after a long line, before a small
// letter.
func paragraphs(text string) []string {
	const filled = 40 // characters: shorter lines are items that somebody cut
	var paras []string
	open := false
	for line := range strings.Lines(text) {
		line = oneSpaced(strings.TrimSpace(line))
		if line == "" {
			open = false
			continue
		}
		if first, _ := utf8.DecodeRuneInString(line); open && unicode.IsLower(first) {
			paras[len(paras)-1] += " " + line
		} else {
			paras = append(paras, line)
		}
		open = utf8.RuneCountInString(line) >= filled && !strings.ContainsAny(line[len(line)-1:], ".!?:;")
	}
	return paras
}

// oneSpaced gives a text with one space between its words. Most have it.
func oneSpaced(s string) string {
	blank := false
	for _, r := range s {
		space := unicode.IsSpace(r)
		if space && (blank || r != ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
		blank = space
	}
	return s
}

func contains(list []string, v string) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

func sources(s *model.Structure) []string {
	var names []string
	if s.SourceNom != "" {
		names = append(names, s.SourceNom)
	}
	for _, o := range s.Origines {
		if !contains(names, o.Nom) {
			names = append(names, o.Nom)
		}
	}
	return names
}

func (c *context) languageNames(tags []string) []string {
	out := make([]string, len(tags))
	for i, tag := range tags {
		out[i], _ = c.lang.Label("langue", tag, tag)
	}
	return out
}

func (c *context) contacts(v *theme.Place, s *model.Structure) {
	v.Card = c.file("annuaire/" + s.ID + ".vcf")
	if s.Telephone != "" {
		v.Phones = append(v.Phones, *phoneLink(s.Telephone))
	}
	for _, n := range s.Telephones {
		v.Phones = append(v.Phones, *phoneLink(n))
	}
	for _, m := range s.Courriels {
		v.Mails = append(v.Mails, theme.Link{Label: m, Href: template.URL(mailto(m, "", ""))})
	}
	for _, u := range s.SiteWeb {
		v.Websites = append(v.Websites, theme.Link{Label: bare(u), Href: template.URL(u)})
	}
	if s.PriseRdv != "" {
		v.Booking = &theme.Link{Label: c.lang.T("structure.rendez_vous"), Href: template.URL(s.PriseRdv)}
	}
	if s.FicheAccesLibre != "" {
		v.Access360 = &theme.Link{Label: c.lang.T("structure.accessibilite"), Href: template.URL(s.FicheAccesLibre)}
	}
	if s.OnMap() && !v.Itinerant {
		lat, lon := strconv.FormatFloat(s.Latitude, 'f', -1, 64), strconv.FormatFloat(s.Longitude, 'f', -1, 64)
		v.Itineraries = []theme.Link{
			{Label: c.lang.T("structure.itineraire_geo"), Href: template.URL("geo:" + lat + "," + lon + "?q=" + lat + "," + lon + "(" + strings.ReplaceAll(url.QueryEscape(s.Nom), "+", "%20") + ")")},
			{Label: c.lang.T("structure.itineraire_osm"), Href: template.URL(fmt.Sprintf("https://www.openstreetmap.org/?mlat=%s&mlon=%s#map=18/%s/%s", lat, lon, lat, lon))},
			{Label: c.lang.T("structure.itineraire_ign"), Href: template.URL("https://cartes.gouv.fr/explorer-les-cartes?c=" + lon + "," + lat + "&z=17")},
		}
	}
}

// parent says which structure one depends on: by its name, or by its SIRET,
// whose digits are read by threes.
func parent(s string) string {
	if len(s) != 14 || strings.Trim(s, "0123456789") != "" {
		return s
	}
	return "SIRET " + s[:3] + "\u00a0" + s[3:6] + "\u00a0" + s[6:9] + "\u00a0" + s[9:]
}

// identifier is a SIRET or an RNA number as it is read; nothing for the zeros
// that the standard writes when there is none.
func identifier(pivot string) string {
	switch {
	case strings.Trim(pivot, "0") == "":
		return ""
	case strings.HasPrefix(pivot, "W"):
		return "RNA " + pivot
	}
	return parent(pivot)
}

// bare is a web address as people read it: without its scheme.
func bare(u string) string {
	_, rest, _ := strings.Cut(u, "://")
	return strings.TrimSuffix(rest, "/")
}

func (c *context) hours(v *theme.Place, s *model.Structure) {
	v.HoursText = french.Typography(s.HorairesTexte)
	switch {
	case s.Hours == nil:
		v.HoursUnknown = v.HoursText == ""
	case s.Hours.Opaque():
		v.Hours = []theme.HoursLine{{Hours: s.Hours.Raw()}}
	default:
		v.HoursLang = c.lang.foreign(c.lang.hours)
		for _, line := range c.portal.say(s.Hours, c.lang.hours) {
			v.Hours = append(v.Hours, theme.HoursLine{Days: line.Days, Hours: line.Hours, On: weekdays(line.Weekdays)})
		}
	}
	for i := range s.Fermetures {
		f := &s.Fermetures[i]
		_, last := f.Span()
		if last.Before(c.portal.Today) {
			continue
		}
		text := french.Date(f.Du, c.lang.tag)
		if last.After(f.Du) {
			text = c.lang.T("structure.fermeture_du_au", text, french.Date(last, c.lang.tag))
		}
		if f.Motif != "" {
			text = c.lang.T("structure.fermeture_motif", text, french.Typography(f.Motif))
		}
		v.Closures = append(v.Closures, text)
	}
}

// weekdays writes the days of a mask (bit 0 for Monday) as ISO numbers: "2345".
func weekdays(mask uint8) string {
	var b []byte
	for d := range 7 {
		if mask&(1<<d) != 0 {
			b = append(b, byte('1'+d))
		}
	}
	return string(b)
}
