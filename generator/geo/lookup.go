package geo

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// CommuneByCode returns the commune that has this code today. Codes of former
// communes and of parts of communes are not found: see [Current].
func CommuneByCode(code string) (Commune, bool) {
	t := cog()
	i, ok := t.commune(code)
	if !ok {
		return Commune{}, false
	}
	return t.Communes[i], true
}

func (t *Tables) commune(code string) (int, bool) {
	return slices.BinarySearchFunc(t.Communes, code, func(c Commune, code string) int { return strings.Compare(c.Code, code) })
}

// Current returns the code of today's commune for a code that is its own, that
// of an arrondissement, of a delegated or associated commune, or one that is no
// longer used ("75115" → "75056", "20004" → "2A004").
func Current(code string) (string, bool) {
	t := cog()
	if _, ok := t.commune(code); ok {
		return code, true
	}
	if p, ok := PartByCode(code); ok {
		return p.Commune, true
	}
	i, ok := slices.BinarySearchFunc(t.Former, code, func(s Succession, code string) int { return strings.Compare(s.Old, code) })
	if !ok {
		return "", false
	}
	return t.Former[i].New, true
}

// PartByCode returns the arrondissement, delegated or associated commune that
// has this code. A commune and its main part may share one.
func PartByCode(code string) (Part, bool) {
	t := cog()
	i, ok := slices.BinarySearchFunc(t.Parts, code, func(p Part, code string) int { return strings.Compare(p.Code, code) })
	if !ok {
		return Part{}, false
	}
	return t.Parts[i], true
}

// PartsOf returns the parts of a commune, sorted by code.
func PartsOf(commune string) []Part {
	var parts []Part
	for _, p := range cog().Parts {
		if p.Commune == commune {
			parts = append(parts, p)
		}
	}
	return parts
}

// DepartementByCode returns a département or an overseas collectivity.
func DepartementByCode(code string) (Departement, bool) {
	t := cog()
	i, ok := slices.BinarySearchFunc(t.Departements, code, func(d Departement, code string) int { return strings.Compare(d.Code, code) })
	if !ok {
		return Departement{}, false
	}
	return t.Departements[i], true
}

// Departements lists the départements and overseas collectivities, by code.
func Departements() []Departement { return slices.Clone(cog().Departements) }

// RegionByCode returns a région, by its code of the COG ("53" is Bretagne).
func RegionByCode(code string) (Region, bool) {
	t := cog()
	i, ok := slices.BinarySearchFunc(t.Regions, code, func(r Region, code string) int { return strings.Compare(r.Code, code) })
	if !ok {
		return Region{}, false
	}
	return t.Regions[i], true
}

// EPCIBySIREN returns an EPCI, or an établissement public territorial.
func EPCIBySIREN(siren string) (EPCI, bool) {
	t := cog()
	i, ok := slices.BinarySearchFunc(t.EPCIs, siren, func(e EPCI, siren string) int { return strings.Compare(e.SIREN, siren) })
	if !ok {
		return EPCI{}, false
	}
	return t.EPCIs[i], true
}

// CommunesOfDepartement lists the communes of a département, by code. The list is
// shared: it must not be changed.
func CommunesOfDepartement(code string) []Commune {
	span := spans()[code]
	return cog().Communes[span[0]:span[1]:span[1]]
}

// spans is where the communes of each département stand in the table, which is
// sorted by code: the codes of a département begin alike.
var spans = sync.OnceValue(func() map[string][2]int {
	m := map[string][2]int{}
	for i, c := range cog().Communes {
		span, ok := m[c.Departement]
		if !ok {
			span[0] = i
		}
		m[c.Departement] = [2]int{span[0], i + 1}
	}
	return m
})

// CommunesOfEPCI lists the communes of an EPCI or of an établissement public
// territorial, by code.
func CommunesOfEPCI(siren string) []Commune {
	if siren == "" { // what communes outside any EPCI have
		return nil
	}
	if members, ok := cog().EPT[siren]; ok {
		return communesWhere(func(c *Commune) bool {
			_, in := slices.BinarySearch(members, c.Code)
			return in
		})
	}
	return communesWhere(func(c *Commune) bool { return c.EPCI == siren })
}

func communesWhere(in func(*Commune) bool) []Commune {
	t := cog()
	var found []Commune
	for i := range t.Communes {
		if in(&t.Communes[i]) {
			found = append(found, t.Communes[i])
		}
	}
	return found
}

// DepartementOf returns the département of a commune's code, whether the commune
// exists today or not, as long as the département is known: by what the code
// became first, so that the Corsican codes in 20 are told apart.
func DepartementOf(codeINSEE string) (string, bool) {
	if code, ok := Current(codeINSEE); ok {
		c, _ := CommuneByCode(code)
		return c.Departement, true
	}
	if len(codeINSEE) != 5 {
		return "", false
	}
	code := codeINSEE[:2]
	if code == "97" || code == "98" {
		code = codeINSEE[:3]
	}
	_, ok := DepartementByCode(code)
	return code, ok
}

// The priority neighbourhoods (QPV) of the 2015 and 2024 lists: QP056001, then
// QN05601M. The département is on three characters.
var qpvPattern = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^Q(?:P0?(\d{2}|2[AB]|97\d|98\d)\d{3}|N0?(\d{2}|2[AB]|97\d|98\d)\d{2}[A-Z])$`)
})

// DepartementOfQPV reads the code of a priority neighbourhood, of the list of
// 2015 or of 2024, and returns its département. It tells a code that is well
// formed, not one that is on the list: the package does not hold the lists.
func DepartementOfQPV(code string) (string, bool) {
	if len(code) != 8 {
		return "", false
	}
	m := qpvPattern().FindStringSubmatch(code)
	if m == nil {
		return "", false
	}
	departement := m[1] + m[2]
	_, ok := DepartementByCode(departement)
	return departement, ok
}
