package hours

import "strings"

// schoolZone is an area that shares a school calendar.
type schoolZone uint8

const (
	noZone schoolZone = iota
	zoneA
	zoneB
	zoneC
	zoneReunion
)

// schoolZones gives the zone of each département, by academy: arrêté du
// 7 décembre 2022 (calendar of 2023 to 2026). Corsica and the other territories
// overseas set their own calendars, which this table does not hold: there, "SH"
// is unknown.
var schoolZones = zonesOf(map[schoolZone]string{
	// Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers
	zoneA: "25 39 70 90 24 33 40 47 64 03 15 43 63 21 58 71 89 07 26 38 73 74 19 23 87 01 42 69 16 17 79 86",
	// Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg
	zoneB: "04 05 13 84 02 60 80 59 62 54 55 57 88 44 49 53 72 85 06 83 14 27 50 61 76 18 28 36 37 41 45 08 10 51 52 22 29 35 56 67 68",
	// Créteil, Montpellier, Paris, Toulouse, Versailles
	zoneC:       "77 93 94 11 30 34 48 66 75 09 12 31 32 46 65 81 82 78 91 92 95",
	zoneReunion: "974",
})

func zonesOf(lists map[schoolZone]string) map[string]schoolZone {
	zones := map[string]schoolZone{}
	for z, codes := range lists {
		for code := range strings.FieldsSeq(codes) {
			zones[code] = z
		}
	}
	return zones
}

// schoolBreak is a holiday: from its first whole day to the day classes resume.
// Holidays start after class on a Saturday: that Saturday is not one of them.
type schoolBreak struct {
	from, to day
	name     string
}

const (
	toussaint = "Vacances de la Toussaint"
	noel      = "Vacances de Noël"
	hiver     = "Vacances d'hiver"
	printemps = "Vacances de printemps"
	ete       = "Vacances d'été"
)

// schoolCalendar is what is published for a zone, between two days.
type schoolCalendar struct {
	from, to day // the calendar says nothing outside of them
	breaks   []schoolBreak
}

// schoolCalendars holds the school years 2025-2026 and 2026-2027 of zones A, B
// and C (arrêté du 7 décembre 2022 for the first; the ministry's calendar for
// the second, education.gouv.fr/calendrier-scolaire), and those of La Réunion
// (the rector's calendar, as openholidaysapi.org gives it). To add a year: add
// its breaks, move to.
var schoolCalendars = map[schoolZone]schoolCalendar{
	zoneA: mainland(
		schoolBreak{dayOf(2026, 2, 8), dayOf(2026, 2, 23), hiver},
		schoolBreak{dayOf(2026, 4, 5), dayOf(2026, 4, 20), printemps},
		schoolBreak{dayOf(2027, 2, 14), dayOf(2027, 3, 1), hiver},
		schoolBreak{dayOf(2027, 4, 11), dayOf(2027, 4, 26), printemps},
	),
	zoneB: mainland(
		schoolBreak{dayOf(2026, 2, 15), dayOf(2026, 3, 2), hiver},
		schoolBreak{dayOf(2026, 4, 12), dayOf(2026, 4, 27), printemps},
		schoolBreak{dayOf(2027, 2, 21), dayOf(2027, 3, 8), hiver},
		schoolBreak{dayOf(2027, 4, 18), dayOf(2027, 5, 3), printemps},
	),
	zoneC: mainland(
		schoolBreak{dayOf(2026, 2, 22), dayOf(2026, 3, 9), hiver},
		schoolBreak{dayOf(2026, 4, 19), dayOf(2026, 5, 4), printemps},
		schoolBreak{dayOf(2027, 2, 7), dayOf(2027, 2, 22), hiver},
		schoolBreak{dayOf(2027, 4, 4), dayOf(2027, 4, 19), printemps},
	),
	zoneReunion: {dayOf(2025, 9, 1), dayOf(2027, 8, 16), []schoolBreak{
		{dayOf(2025, 10, 12), dayOf(2025, 10, 27), "Vacances après première période"},
		{dayOf(2025, 12, 20), dayOf(2026, 1, 21), "Vacances d'été austral"},
		{dayOf(2026, 3, 1), dayOf(2026, 3, 16), "Vacances après troisième période"},
		{dayOf(2026, 5, 3), dayOf(2026, 5, 18), "Vacances après quatrième période"},
		{dayOf(2026, 7, 5), dayOf(2026, 8, 18), "Vacances d'hiver austral"},
		{dayOf(2026, 10, 11), dayOf(2026, 10, 25), "Vacances après première période"},
		{dayOf(2026, 12, 20), dayOf(2027, 2, 1), "Vacances d'été austral"},
		{dayOf(2027, 3, 17), dayOf(2027, 3, 30), "Vacances après troisième période"},
		{dayOf(2027, 5, 6), dayOf(2027, 5, 19), "Vacances après quatrième période"},
		{dayOf(2027, 7, 11), dayOf(2027, 8, 16), "Vacances d'hiver austral"},
	}},
}

// mainland adds to a zone's own breaks those that zones A, B and C share.
func mainland(own ...schoolBreak) schoolCalendar {
	return schoolCalendar{dayOf(2025, 9, 1), dayOf(2027, 7, 4), append(own,
		schoolBreak{dayOf(2025, 10, 19), dayOf(2025, 11, 3), toussaint},
		schoolBreak{dayOf(2025, 12, 21), dayOf(2026, 1, 5), noel},
		schoolBreak{dayOf(2026, 7, 5), dayOf(2026, 9, 1), ete},
		schoolBreak{dayOf(2026, 10, 18), dayOf(2026, 11, 2), toussaint},
		schoolBreak{dayOf(2026, 12, 20), dayOf(2027, 1, 4), noel},
	)}
}

// schoolHoliday names the school holidays that a day belongs to, or gives "";
// known is false when no calendar says.
func (p Place) schoolHoliday(d day) (name string, known bool) {
	c, ok := schoolCalendars[schoolZones[p.code()]]
	if !ok || d < c.from || d >= c.to {
		return "", false
	}
	for _, b := range c.breaks {
		if d >= b.from && d < b.to {
			return b.name, true
		}
	}
	return "", true
}
