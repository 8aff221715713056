package render

import (
	"html/template"
	"slices"
	"strings"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/theme"
)

// card is a structure in a list, but for its address, which depends on the
// page that shows it.
func (p *Portal) card(l *language, s *model.Structure) theme.PlaceCard {
	c := theme.PlaceCard{
		Name: french.Typography(s.Nom), Lang: l.record, Address: p.where(s).line(),
		Free: slices.Contains(s.Frais, "Gratuit"), NoVisit: !s.ReceivesPublic(), Stale: s.Stale,
		ByAppt: byAppointment(s),
	}
	if len(s.Typologie) > 0 {
		c.Type = l.types[s.Typologie[0]].text
	}
	if s.Telephone != "" {
		c.Phone = phoneLink(s.Telephone)
	}
	if s.Hours != nil && !s.Hours.Opaque() && l.hours == l.tag {
		if lines := p.say(s.Hours, l.hours); len(lines) == 1 && lines[0].Hours != s.Hours.Raw() { // rules are no words for a card
			c.Hours = strings.TrimSpace(lines[0].Days + " " + lines[0].Hours)
		}
	}
	return c
}

// byAppointment tells that a place sees people by appointment only: it takes
// online bookings and nobody may just come.
func byAppointment(s *model.Structure) bool {
	return slices.Contains(s.ModalitesAcces, "Prendre un RDV en ligne") && !slices.Contains(s.ModalitesAcces, "Se présenter")
}

func phoneLink(number string) *theme.Link {
	return &theme.Link{Label: french.Phone(number), Href: template.URL("tel:" + number)}
}

// card is the card of a structure as the page shows it.
func (c *context) card(s *model.Structure) theme.PlaceCard {
	v := c.lang.cards[s.ID]
	v.Href = c.href("annuaire/" + s.ID + ".html")
	return v
}

func (c *context) cards(list []*model.Structure) []theme.PlaceCard {
	out := make([]theme.PlaceCard, len(list))
	for i, s := range list {
		out[i] = c.card(s)
	}
	return out
}

// near is the n places nearest to a structure that receive people and help with
// some of the same things, with their distance as the crow flies, said as such.
// Where nobody else does, they are the nearest whatever they do.
func (c *context) near(s *model.Structure, n int) []theme.PlaceCard {
	if !s.OnMap() {
		return nil
	}
	receives := func(i int) bool { return c.Located[i] != s && c.Located[i].ReceivesPublic() }
	alike := func(i int) bool {
		return slices.ContainsFunc(s.Services, func(v string) bool { return slices.Contains(c.Located[i].Services, v) })
	}
	var hits []geo.Hit
	if len(s.Services) > 0 {
		hits = c.Near.Nearest(s.Latitude, s.Longitude, n, func(i int) bool { return !receives(i) || !alike(i) })
	}
	if len(hits) == 0 {
		hits = c.Near.Nearest(s.Latitude, s.Longitude, n, func(i int) bool { return !receives(i) })
	}
	return c.distances(hits)
}

func (c *context) distances(hits []geo.Hit) []theme.PlaceCard {
	out := make([]theme.PlaceCard, len(hits))
	for i, h := range hits {
		out[i] = c.card(c.Located[h.I])
		out[i].Distance = c.lang.T("distance.a_vol_doiseau", french.Distance(h.Metres, c.lang.tag))
	}
	return out
}

// guideCard is a guide in a list, but for its address.
func (r *Site) guideCard(l *language, g *model.Guide) theme.GuideCard {
	v, _ := g.In(l.tag)
	card := theme.GuideCard{
		Title: typeset(v.Titre, v.Lang), Summary: typeset(v.Resume, v.Lang), Lang: l.foreign(v.Lang), Minutes: g.Duree,
	}
	if g.Layer != "" {
		for t := r.Territory; t != nil; t = t.Parent {
			if t.Chemin == g.Layer {
				card.Local = t.Name
			}
		}
	}
	return card
}

func (c *context) guideCards(list []*model.Guide) []theme.GuideCard {
	out := make([]theme.GuideCard, len(list))
	for i, g := range list {
		out[i] = c.lang.guides[g]
		out[i].Href = c.href("guides/" + g.Slug + ".html")
	}
	return out
}

// typeset sets a text by the rules of its language.
func typeset(s, lang string) string {
	if strings.HasPrefix(lang, "fr") {
		return french.Typography(s)
	}
	return s
}

// bySharedServices lists the guides about any of the services, most shared
// first, at most n.
func (c *context) bySharedServices(services []string, n int) []theme.GuideCard {
	key := strings.Join(services, "|")
	found, ok := c.about.Load(key)
	if !ok {
		found = c.mostShared(services)
		c.about.Store(key, found)
	}
	guides := found.([]*model.Guide)
	return c.guideCards(guides[:min(n, len(guides))])
}

func (r *Site) mostShared(services []string) []*model.Guide {
	score := map[*model.Guide]int{}
	var found []*model.Guide
	for _, s := range services {
		for _, g := range r.guides[s] {
			if score[g]++; score[g] == 1 {
				found = append(found, g)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b *model.Guide) int { return score[b] - score[a] })
	return found
}
