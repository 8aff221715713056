package load

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/hours"
	"balise/generator/model"
	"balise/generator/tomledit"
	"balise/generator/tomlpos"
)

const structuresDir = "data/structures"

// structures reads the listings and settles where each structure belongs.
func (l *loader) structures(p *model.Portal) {
	names := l.list(structuresDir, ".toml")
	files := readAll(l, names, p.Site.Reverifier+" "+p.Today.Format(time.DateOnly), func(file string, src []byte) ([]*model.Structure, []diag.Diag) {
		return listing(file, src, p.Site.Reverifier, p.Today)
	})
	for _, f := range files {
		p.Structures = append(p.Structures, f.v...)
	}
	slices.SortStableFunc(p.Structures, func(a, b *model.Structure) int { return cmp.Compare(a.ID, b.ID) })
	assign(p)
}

// listing parses one file of structures.
func listing(file string, src []byte, reverifier string, today time.Time) ([]*model.Structure, []diag.Diag) {
	doc, ds := tomlpos.Parse(file, src, 1)
	if ds != nil {
		return nil, ds
	}
	list, ds := model.ListingSchema.Decode(doc, file, 1)
	out := make([]*model.Structure, len(list.Structures))
	for i := range list.Structures {
		s := &list.Structures[i]
		ds = append(ds, finish(s, reverifier, today)...)
		out[i] = s
	}
	return out, ds
}

// finish fills what follows from the keys of a structure.
func finish(s *model.Structure, reverifier string, today time.Time) []diag.Diag {
	var ds []diag.Diag
	for i, tag := range s.Langues {
		switch known, err := language.Parse(tag); {
		case err != nil || len(tag) > 35:
			ds = append(ds, diag.New("langue-inconnue", s.AtItem("langues", i), tag))
		case strings.EqualFold(known.String(), tag): // « FR » is fr; a tag that is out of use stays as it is
			s.Langues[i] = known.String()
		}
	}
	s.CodeINSEE = strings.ToUpper(s.CodeINSEE)
	if code, ok := geo.Current(s.CodeINSEE); ok {
		s.Current = code
	} else if s.CodeINSEE == "" {
		clues := geo.Clues{Postcode: s.CodePostal, Name: s.Commune, Lat: s.Latitude, Lon: s.Longitude, Located: s.Located()}
		if r := geo.Resolve(clues); r.Sure == geo.Certain { // a misspelt name is for package check to show
			s.Current = r.Commune.Code
		}
	}
	if departement, ok := geo.DepartementOf(s.Current); ok {
		s.Astray = s.Located() && !geo.InFrance(s.Latitude, s.Longitude, departement)
	}
	if s.Horaires != "" {
		var faults []hours.Fault
		s.Hours, faults = readHours(s.Horaires)
		for _, f := range faults {
			ds = append(ds, diag.New(f.Code, s.At("horaires"), hoursArgs(f)...))
		}
	}
	if s.Reverifier != "" {
		reverifier = s.Reverifier
	}
	seen := s.DateMaj
	if s.VerifieLe.After(seen) {
		seen = s.VerifieLe
	}
	if limit, ok := After(seen, reverifier); ok {
		s.Stale = !seen.IsZero() && limit.Before(today)
	} else {
		ds = append(ds, diag.New("duree-illisible", s.At("reverifier"), reverifier))
	}
	return ds
}

// hoursArgs are the arguments of a fault, the corrected value as the line that
// the file should hold: comments have quotation marks, which apostrophes spare.
func hoursArgs(f hours.Fault) []string {
	args := slices.Clone(f.Args)
	for i, a := range args {
		switch {
		case a == "" || a != f.Fix:
		case strings.Contains(a, `"`) && !strings.Contains(a, "'"):
			args[i] = "horaires = '" + a + "'"
		default:
			args[i] = string(tomledit.AppendOneLine([]byte("horaires = "), a))
		}
	}
	return args
}

// schedules keeps what was read of values of opening hours: a schedule never
// changes, and the same few thousand stand in all the listings of the country.
var schedules struct {
	sync.RWMutex
	read map[string]schedule
}

type schedule struct {
	*hours.Schedule
	faults []hours.Fault
}

func readHours(value string) (*hours.Schedule, []hours.Fault) {
	const most = 20_000
	schedules.RLock()
	known, ok := schedules.read[value]
	schedules.RUnlock()
	if ok {
		return known.Schedule, known.faults
	}
	s, faults := hours.Parse(value)
	schedules.Lock()
	defer schedules.Unlock()
	if schedules.read == nil || len(schedules.read) >= most {
		schedules.read = map[string]schedule{}
	}
	schedules.read[strings.Clone(value)] = schedule{s, faults}
	return s, faults
}

// After adds a duration of site.toml (« 12 mois », « 1 an », « 90 jours », « 6
// semaines ») to a day.
func After(day time.Time, duration string) (time.Time, bool) {
	number, unit, _ := strings.Cut(strings.TrimSpace(french.Fold(duration)), " ")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > 10_000 {
		return day, false
	}
	switch strings.TrimSuffix(strings.TrimSpace(unit), "s") {
	case "an", "annee":
		return day.AddDate(n, 0, 0), true
	case "moi":
		return day.AddDate(0, n, 0), true
	case "semaine":
		return day.AddDate(0, 0, 7*n), true
	case "jour":
		return day.AddDate(0, 0, n), true
	}
	return day, false
}

// assign gives each territory its structures: by commune; a quartier by its
// QPV, else by its outline, else by its communes.
func assign(p *model.Portal) {
	inhabited := map[string]bool{} // few of the communes have a structure
	for _, s := range p.Structures {
		inhabited[s.Current] = true
	}
	byCommune := make(map[string][]*model.Territory, len(inhabited))
	var quartiers []*model.Territory
	for _, t := range p.Territories {
		if t.Type == "quartier" && (t.QPV != "" || t.Outline != nil) {
			quartiers = append(quartiers, t)
			continue
		}
		for _, c := range t.Communes {
			if inhabited[c.Code] {
				byCommune[c.Code] = append(byCommune[c.Code], t)
			}
		}
	}
	for _, s := range p.Structures {
		for _, t := range byCommune[s.Current] {
			t.Structures = append(t.Structures, s)
		}
		for _, t := range quartiers {
			if inQuartier(s, t) {
				t.Structures = append(t.Structures, s)
			}
		}
	}
}

func inQuartier(s *model.Structure, t *model.Territory) bool {
	if t.QPV != "" && s.QPV != "" {
		return strings.EqualFold(s.QPV, t.QPV)
	}
	if t.Outline != nil {
		return s.OnMap() && t.Outline.Contains(s.Latitude, s.Longitude)
	}
	return false
}
