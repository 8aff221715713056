package render

import (
	"slices"
	"strings"

	"balise/generator/carto"
	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// sheet is what a structure's page has more on paper.
func (c *context) sheet(s *model.Structure) *theme.Sheet {
	return &theme.Sheet{QR: qrCode(c.absolute(c.page.Path)), Map: c.sheetMap(s)}
}

// sheetAcross is what a sheet's map shows from side to side, in metres: the
// next towns, for who comes by bus or by car.
const sheetAcross = 12_000

func (c *context) sheetMap(s *model.Structure) *theme.SheetMap {
	if !s.OnMap() || contains(s.Itinerance, "Itinérant") {
		return nil
	}
	e := c.Net().Extract(geo.Point{Lat: s.Latitude, Lon: s.Longitude}, sheetAcross)
	if e.Empty() {
		return nil
	}
	m := &theme.SheetMap{
		Width: carto.ExtractWidth, Height: carto.ExtractHeight, Shore: e.Shore, Borders: e.Borders, X: e.X, Y: e.Y,
		Scale: french.Distance(e.Scale.Metres, c.lang.tag), ScaleLength: e.Scale.Units,
		Towns: make([]theme.SheetTown, len(e.Towns)),
	}
	for i, t := range e.Towns {
		m.Towns[i] = theme.SheetTown{Name: t.Name, X: t.X, Y: t.Y}
	}
	return m
}

// paperPlace is a structure as booklets and selections tell it: the essentials,
// measured.
type paperPlace struct {
	theme.BookletPlace     // but for Href, which depends on the page
	flags              int // what it says of itself: see clair.js
	half               int // how many half lines it takes in a booklet
	rank               int // in the order of names
}

// What the most talkative records may take: no entry is higher than a page.
const (
	longestName    = 240 // characters
	longestAddress = 200
	longestHours   = 700
)

// paperPlaces are the structures of the site as paper tells them in a
// language, by id. They are made when the first page asks, once.
func (r *Site) paperPlaces(l *language) map[string]*paperPlace {
	all := make(map[string]*paperPlace, len(r.Structures))
	for _, s := range r.Structures {
		all[s.ID] = r.paperPlace(l, s)
	}
	sorted := slices.Clone(r.Structures)
	slices.SortFunc(sorted, func(a, b *model.Structure) int {
		x, y := all[a.ID], all[b.ID]
		if x.Name == y.Name {
			return strings.Compare(a.ID, b.ID)
		}
		return french.Compare(x.Name, y.Name)
	})
	for i, s := range sorted {
		all[s.ID].rank = i
	}
	return all
}

func (r *Site) paperPlace(l *language, s *model.Structure) *paperPlace {
	card := l.cards[s.ID]
	p := &paperPlace{BookletPlace: theme.BookletPlace{
		ID: "l-" + s.ID, Name: short(card.Name, longestName), Lang: l.record,
		Address: short(r.portal.where(s).street, longestAddress), Phone: card.Phone,
	}}
	if s.ComplementAdresse != "" {
		p.Address = strings.TrimLeft(short(oneSpaced(strings.TrimSpace(s.ComplementAdresse)), longestAddress)+", "+p.Address, " ,")
		p.Address = strings.TrimRight(p.Address, " ,")
	}
	for i, sign := range []struct {
		says bool
		key  string
	}{{card.Free, "lieu.gratuit"}, {card.ByAppt, "lieu.rdv"}, {card.NoVisit, "lieu.sans_accueil"}, {card.Stale, "fraicheur.a_verifier"}} {
		if !sign.says {
			continue
		}
		p.flags |= 1 << i
		if card.Stale && card.Phone == nil && sign.key == "fraicheur.a_verifier" {
			sign.key = "fraicheur.sans_telephone"
		}
		p.Signs = append(p.Signs, l.T(sign.key))
	}
	p.Hours, p.HoursLang = r.paperHours(l, s)
	var needs []string
	for _, v := range s.Services {
		needs = append(needs, l.needs[v].text)
	}
	p.Needs = strings.Join(needs, " · ")
	second := p.Address
	if p.Phone != nil {
		second += " · " + p.Phone.Label
	}
	for _, sign := range p.Signs {
		second += " · " + sign
	}
	p.half = 1 + 2*(boldFace.lines(p.Name, wholeColumn)+plainFace.lines(second, wholeColumn)+plainFace.lines(p.Hours, wholeColumn)+plainFace.lines(p.Needs, wholeColumn))
	return p
}

// paperHours says the hours of the week in one text. The language is that of
// the text, when it is not the page's.
func (r *Site) paperHours(l *language, s *model.Structure) (text, lang string) {
	switch {
	case s.Hours != nil && s.Hours.Opaque():
		return short(s.Hours.Raw(), longestHours), l.record
	case s.Hours == nil && s.HorairesTexte != "":
		return short(oneSpaced(french.Typography(s.HorairesTexte)), longestHours), l.record
	case s.Hours == nil:
		return "", ""
	}
	var parts []string
	for _, line := range r.portal.say(s.Hours, l.hours) {
		parts = append(parts, strings.TrimSpace(line.Days+" "+line.Hours))
	}
	gap := "; "
	if l.hours == "fr" {
		gap = "\u202f; "
	}
	return short(strings.Join(parts, gap), longestHours), l.foreign(l.hours)
}

// bookletLinks are the booklets but for one, as a page links to them.
func (c *context) bookletLinks(except *model.Booklet) (whole *theme.Link, parts, needs []theme.Link) {
	for _, b := range c.Booklets {
		link := theme.Link{Href: c.href(b.Path()), Count: len(b.Structures)}
		switch {
		case b == except && b.Slug != "":
			continue
		case b.Slug == "":
			link.Label = c.lang.T("livret.entier", c.Territory.Name)
			if b != except {
				whole = &link
			}
		case b.Service != "":
			link.Label = c.lang.T("titre.livret_besoin", c.lang.needs[b.Service].text)
			needs = append(needs, link)
		default:
			link.Label = c.lang.T("titre.livret", c.partName(b))
			parts = append(parts, link)
		}
	}
	return whole, parts, needs
}

// partName is what the part of a large territory is called.
func (c *context) partName(b *model.Booklet) string {
	if b.Name == "" {
		return c.lang.T("livret.autres_communes")
	}
	return french.Typography(b.Name)
}

// waysToPaper are where a reader without scripts finds what to print.
func (c *context) waysToPaper() []theme.Link {
	links := []theme.Link{
		{Label: c.lang.T("titre.annuaire"), Href: c.href("annuaire/index.html")},
		{Label: c.lang.T("pied.livret"), Href: c.href("livret.html")},
	}
	for _, l := range c.by(plan.ByCommune, nil) {
		if l.Count > 0 {
			links = append(links, l)
		}
	}
	return links[:min(len(links), 40)]
}
