package render

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/hours"
	"balise/generator/model"
	"balise/generator/theme"
)

// now is what the script of open places needs to know of the site.
func (r *Site) now(l *language) theme.Now {
	return theme.Now{Zone: r.zone(), Day: r.portal.firstDay().Format(time.DateOnly), Lang: l.record}
}

// firstDay is the day that the tables begin with: a Monday, so that a site which
// is built every day has the same bytes all week. The portal's day is that of
// Paris: in the Antilles and in Polynesia it may still be the day before.
func (p *Portal) firstDay() time.Time {
	yesterday := p.Today.AddDate(0, 0, -1)
	return yesterday.AddDate(0, 0, -(int(yesterday.Weekday())+6)%7)
}

// zone is the time zone of the territory, which lies in one.
func (r *Site) zone() string {
	departement := ""
	if len(r.Territory.Communes) > 0 {
		departement = r.Territory.Communes[0].Departement
	}
	return hours.Place{Departement: departement}.Location().String()
}

// asked is what a script can ask of a structure, the same in every language.
type asked struct{ table, traits string }

// askable says it of every structure of the site.
func (r *Site) askable() map[string]asked {
	all := make(map[string]asked, len(r.Structures))
	tables := map[tableKey]string{} // listings share schedules
	for _, s := range r.Structures {
		all[s.ID] = asked{r.table(s, tables), traits(s)}
	}
	return all
}

type tableKey struct {
	schedule    *hours.Schedule
	departement string
}

// table is the opening hours of a structure from firstDay on. It is empty when
// they are not known, when the record is stale, when nobody is received, and when
// the structure does not keep the territory's time: nothing false is then said.
func (r *Site) table(s *model.Structure, known map[tableKey]string) string {
	if s.Hours == nil || s.Stale || !s.ReceivesPublic() {
		return ""
	}
	first := r.portal.firstDay()
	place := hours.Place{}
	if commune, ok := geo.CommuneByCode(s.Current); ok {
		place.Departement = commune.Departement
	}
	if place.Location().String() != r.zone() {
		return ""
	}
	for i := range s.Fermetures {
		from, to := s.Fermetures[i].Span()
		if !to.Before(first) {
			place.Closures = append(place.Closures, hours.Days{From: from, To: to})
		}
	}
	if place.Closures != nil {
		return s.Hours.Table(first, hours.TableDays, place)
	}
	key := tableKey{s.Hours, place.Departement}
	table, ok := known[key]
	if !ok {
		table = s.Hours.Table(first, hours.TableDays, place)
		known[key] = table
	}
	return table
}

// The traits of a place that lists can be narrowed by: each is a letter for the
// question and what the answer is; see traits.
const (
	traitFree    = "g"
	traitWalkIn  = "r" // nobody has to make an appointment
	traitService = "s"
	traitPublic  = "p"
	traitCare    = "c"
	traitType    = "t"
	traitTongue  = "l"
)

const english = "Langues étrangères (anglais)"

// traits are what a list can be narrowed by: « g r s1 s4 p2 tbib lar ». Services,
// publics and needs are numbered as in the standard.
func traits(s *model.Structure) string {
	var b []byte
	add := func(question, answer string) {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(append(b, question...), answer...)
	}
	if slices.Contains(s.Frais, "Gratuit") {
		add(traitFree, "")
	}
	if slices.Contains(s.ModalitesAcces, "Se présenter") {
		add(traitWalkIn, "")
	}
	numbered := func(question string, all, has []string) {
		for i, v := range all {
			if v != english && slices.Contains(has, v) {
				add(question, strconv.Itoa(i))
			}
		}
	}
	numbered(traitService, model.Services.Values, s.Services)
	numbered(traitPublic, model.Publics.Values, s.Publics)
	numbered(traitCare, model.PrisesEnCharge.Values, s.PriseEnCharge)
	for _, t := range s.Typologie {
		add(traitType, strings.ToLower(t))
	}
	for _, tag := range s.Langues {
		add(traitTongue, tag)
	}
	if slices.Contains(s.PriseEnCharge, english) && !slices.Contains(s.Langues, "en") {
		add(traitTongue, "en")
	}
	return string(b)
}

// filter is what divides a list of places: the traits that some have and some
// have not. It is nil when there is nothing to choose, and for a list that one
// look takes in.
func (c *context) filter(list []*model.Structure) *theme.Filter {
	const few = 6
	if len(list) < few {
		return nil
	}
	l := c.lang
	counts := map[string]int{}
	v := &theme.Filter{}
	for _, s := range list {
		card := l.cards[s.ID]
		v.Open = v.Open || card.Open != ""
		for trait := range strings.SplitSeq(card.Traits, " ") {
			counts[trait]++
		}
	}
	divides := func(trait string) bool { return counts[trait] > 0 && counts[trait] < len(list) }
	check := func(trait, value, text string) {
		if divides(trait) {
			v.Checks = append(v.Checks, theme.FilterOption{Label: text, Value: value, Trait: trait, Count: counts[trait]})
		}
	}
	check(traitFree, "gratuit", l.T("lieu.gratuit"))
	check(traitWalkIn, "sans-rendez-vous", l.T("filtre.sans_rendez_vous"))
	group := func(key string, options []theme.FilterOption) {
		options = slices.DeleteFunc(options, func(o theme.FilterOption) bool { return !divides(o.Trait) })
		if len(options) == 0 {
			return
		}
		for i := range options {
			options[i].Count = counts[options[i].Trait]
		}
		v.Groups = append(v.Groups, theme.FilterGroup{Key: key, Label: l.T("filtre." + key), Options: options})
	}
	group("besoin", numberedOptions(traitService, model.Services.Values, l.needs))
	group("public", numberedOptions(traitPublic, model.Publics.Values, l.publics))
	group("accueil", numberedOptions(traitCare, model.PrisesEnCharge.Values, l.cares))
	group("type", l.typeOptions(counts))
	group("langue", l.tongueOptions(counts))
	if !v.Open && len(v.Checks) == 0 && len(v.Groups) == 0 {
		return nil
	}
	return v
}

func numberedOptions(question string, all []string, labels map[string]label) []theme.FilterOption {
	options := make([]theme.FilterOption, len(all))
	for i, v := range all {
		text := labels[v]
		options[i] = theme.FilterOption{Label: text.text, Lang: text.lang, Value: french.Slug(v), Trait: question + strconv.Itoa(i)}
	}
	return options
}

func (l *language) typeOptions(counts map[string]int) []theme.FilterOption {
	var options []theme.FilterOption
	for _, t := range model.Typologies.Values {
		code := strings.ToLower(t)
		if counts[traitType+code] > 0 {
			options = append(options, theme.FilterOption{Label: l.types[t].text, Lang: l.types[t].lang, Value: code, Trait: traitType + code})
		}
	}
	slices.SortStableFunc(options, func(a, b theme.FilterOption) int { return french.Compare(a.Label, b.Label) })
	return options
}

func (l *language) tongueOptions(counts map[string]int) []theme.FilterOption {
	var options []theme.FilterOption
	for trait := range counts {
		if tag, ok := strings.CutPrefix(trait, traitTongue); ok {
			text, lang := l.Label("langue", tag, tag)
			options = append(options, theme.FilterOption{Label: text, Lang: lang, Value: tag, Trait: trait})
		}
	}
	slices.SortFunc(options, func(a, b theme.FilterOption) int {
		return strings.Compare(a.Value, b.Value)
	})
	slices.SortStableFunc(options, func(a, b theme.FilterOption) int { return french.Compare(a.Label, b.Label) })
	return options
}
