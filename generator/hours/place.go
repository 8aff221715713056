package hours

import (
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // one binary is enough, on machines without zone files too
)

// Place is where a schedule holds. It decides public holidays, school holidays
// and the time zone. The zero Place is mainland France, with no school calendar.
type Place struct {
	// Departement is an official code (COG): "01" to "95", "2A", "2B", "971" to
	// "988"; "1" and "2a" are understood too.
	Departement string
	// Closures are the days on which the place is closed whatever its hours say.
	Closures []Days
}

// Days is a period of whole days, the last included. Only the dates count, not
// the time of day nor the zone.
type Days struct{ From, To time.Time }

// closed tells whether a day is in a closure.
func (p Place) closed(d day) bool {
	for _, c := range p.Closures {
		if civil(c.From) <= d && d <= civil(c.To) {
			return true
		}
	}
	return false
}

func civil(t time.Time) day { return dayOf(t.Year(), int(t.Month()), t.Day()) }

// code is the département as holidays are listed: two characters on the
// mainland ("20" for Corsica), three overseas.
func (p Place) code() string {
	c := strings.ToUpper(strings.TrimSpace(p.Departement))
	switch {
	case len(c) == 1:
		return "0" + c
	case strings.HasPrefix(c, "97") || strings.HasPrefix(c, "98"):
		return c[:min(len(c), 3)]
	case c == "2A" || c == "2B":
		return "20"
	}
	return c[:min(len(c), 2)]
}

// zones are the time zones of the départements that do not keep Paris time.
// French Polynesia has three: Tahiti's is that of nearly all its people.
var zones = map[string]string{
	"971": "America/Guadeloupe",
	"972": "America/Martinique",
	"973": "America/Cayenne",
	"974": "Indian/Reunion",
	"975": "America/Miquelon",
	"976": "Indian/Mayotte",
	"977": "America/St_Barthelemy",
	"978": "America/Marigot",
	"984": "Indian/Kerguelen",
	"986": "Pacific/Wallis",
	"987": "Pacific/Tahiti",
	"988": "Pacific/Noumea",
}

var locations sync.Map // zone name → *time.Location

// Location is the place's time zone: Paris time unless it lies overseas.
func (p Place) Location() *time.Location {
	zone, ok := zones[p.code()]
	if !ok {
		zone = "Europe/Paris"
	}
	if loc, ok := locations.Load(zone); ok {
		return loc.(*time.Location)
	}
	loc, err := time.LoadLocation(zone)
	if err != nil {
		loc = time.UTC // cannot happen: the zones are embedded
	}
	locations.Store(zone, loc)
	return loc
}

// holiday is a public holiday: a day that "PH" matches.
type holiday struct {
	day  day
	name string
}

// yearly is a holiday's rule: a date, or a number of days after Easter Sunday.
type yearly struct {
	month, dom  int // month 0: counted from Easter
	afterEaster int
	name        string
	only        string // codes of the places that keep it, separated by spaces; all when empty
}

// yearlies lists the holidays, with the names that opening_hours.js gives them.
//
//   - The eleven national days: Code du travail, article L3133-1.
//   - Good Friday and 26 December in Bas-Rhin, Haut-Rhin and Moselle: article
//     L3134-13 (the region Grand Est is not enough to tell).
//   - The abolition of slavery overseas: article L3422-2 (loi n° 83-550 du
//     30 juin 1983; décret n° 2012-553 for Saint-Barthélemy and Saint-Martin).
//   - The other days of the Antilles and the Pacific are kept by local
//     custom or by the territory's own law.
var yearlies = [...]yearly{
	{1, 1, 0, "Nouvel An", ""},
	{0, 0, 1, "Lundi de Pâques", ""},
	{5, 1, 0, "Fête du travail", ""},
	{5, 8, 0, "Fête de la Victoire 1945", ""},
	{0, 0, 39, "Ascension", ""},
	{0, 0, 50, "Lundi de Pentecôte", ""},
	{7, 14, 0, "Fête Nationale de la France", ""},
	{8, 15, 0, "Assomption", ""},
	{11, 1, 0, "Toussaint", ""},
	{11, 11, 0, "Armistice 1918", ""},
	{12, 25, 0, "Noël", ""},
	{0, 0, -2, "Vendredi saint", "57 67 68 971 972 977 987"},
	{12, 26, 0, "Lendemain de Noël", "57 67 68"},
	{4, 27, 0, "Abolition de l’esclavage", "976"},
	{5, 22, 0, "Abolition de l’esclavage", "972"},
	{5, 27, 0, "Abolition de l’esclavage", "971"},
	{5, 28, 0, "Abolition de l’esclavage", "978"},
	{6, 10, 0, "Abolition de l’esclavage", "973"},
	{10, 9, 0, "Abolition de l’esclavage", "977"},
	{12, 20, 0, "Abolition de l’esclavage", "974"},
	{7, 21, 0, "Jour de Victor Schoelcher", "971 972"},
	{4, 28, 0, "Fête de Saint Pierre-Chanel", "986"},
	{6, 29, 0, "Saint Pierre et Paul", "986"},
	{7, 29, 0, "Fête du Territoire", "986"},
	{3, 5, 0, "Arrivée de l’Évangile", "987"},
	{11, 20, 0, "Matari’i", "987"},
	{9, 24, 0, "Fête de la Citoyenneté", "988"},
}

// publicHolidays lists the place's public holidays in a year.
func (p Place) publicHolidays(year int) []holiday {
	code := p.code()
	sunday := easter(year)
	out := make([]holiday, 0, 16)
	for _, y := range yearlies {
		if y.only != "" && (code == "" || !strings.Contains(" "+y.only+" ", " "+code+" ")) {
			continue
		}
		d := sunday + day(y.afterEaster)
		if y.month != 0 {
			d = dayOf(year, y.month, y.dom)
		}
		out = append(out, holiday{d, y.name})
	}
	return out
}
