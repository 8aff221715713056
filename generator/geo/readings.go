package geo

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// fit is how well a name is that of a commune.
type fit uint8

const (
	fitNone   fit = iota
	fitNear       // with mistakes, cut short, or followed by something else
	fitFormer     // one that the commune, or a part of it, had before
	fitPart       // of a part of the commune
	fitWhole      // its own
)

// What people write around the name of a commune.
var (
	inBrackets  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\s*\([^()]*\)\s*$`) })
	postcodeIn  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b\d{5}\b`) })
	betweenName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\s*[/,;|]\s*|\s+[-–—:]\s+`) })
)

// townHalls are what stands before a name that is somebody's address.
var townHalls = []string{"ville de ", "ville d ", "commune de ", "commune d ", "mairie de ", "mairie d "}

// readings lists the keys of a name as it may be meant, the likeliest first: as
// it is; without what is in brackets, a postcode, « ville de »; then each piece
// of « commune / lieu-dit ».
func readings(name string) []string {
	var keys []string
	addKey := func(key string) {
		if key != "" && len(key) <= longestKey && !slices.Contains(keys, key) && strings.Trim(key, "0123456789 ?") != "" {
			keys = append(keys, key)
		}
	}
	add := func(s string) {
		key := nameKey(s)
		addKey(key)
		if bare := strings.TrimRight(key, "0123456789"); !strings.HasSuffix(bare, " ") {
			addKey(bare) // Isola2000
		}
		for _, hall := range townHalls {
			if rest, ok := strings.CutPrefix(key, hall); ok {
				addKey(rest)
			}
		}
	}
	if len(name) > 2*longestName {
		return nil
	}
	add(name)
	name = postcodeIn().ReplaceAllString(name, "")
	name = inBrackets().ReplaceAllString(name, "")
	add(name)
	for _, piece := range betweenName().Split(name, 4) {
		add(piece)
	}
	return keys
}

// withoutArticle is a key without its article, wherever it stands: "havre" for "le havre"
// and "havre le".
func withoutArticle(key string) string {
	for _, article := range []string{"le ", "la ", "les ", "l "} {
		if rest, ok := strings.CutPrefix(key, article); ok {
			return rest
		}
	}
	for _, article := range []string{" le", " la", " les", " l"} {
		if rest, ok := strings.CutSuffix(key, article); ok {
			return rest
		}
	}
	return key
}

// rowsByBare holds every name of every commune under its bare key, sorted.
var rowsByBare = sync.OnceValue(func() []namedRow {
	rows := slices.Clone(namedRows())
	for i := range rows {
		rows[i].key = withoutArticle(rows[i].key)
	}
	slices.SortStableFunc(rows, func(a, b namedRow) int { return strings.Compare(a.key, b.key) })
	return rows
})

// rowsByCommune holds the names of each commune, by its row in the tables.
var rowsByCommune = sync.OnceValue(func() [][]namedRow {
	names := make([][]namedRow, len(cog().Communes))
	for _, r := range namedRows() {
		names[r.row] = append(names[r.row], r)
	}
	return names
})

// fit tells how well the name is that of a commune.
func (r *resolver) fit(c *Commune) fit {
	row, ok := cog().commune(c.Code)
	if !ok {
		return fitNone
	}
	best := r.fitFormerly(int32(row))
	for _, name := range rowsByCommune()[row] {
		for _, key := range r.keys {
			switch {
			case key == name.key || withoutArticle(key) == withoutArticle(name.key):
				if !name.part {
					return fitWhole
				}
				best = fitPart
			case best == fitNone && resembles(key, name.key):
				best = fitNear
			}
		}
	}
	return best
}

// fitFormerly tells how well the name is one that a commune had.
func (r *resolver) fitFormerly(row int32) fit {
	best := fitNone
	for _, key := range r.keys {
		if slices.Contains(withKey(formerRows(), withoutArticle(key)), namedRow{key: withoutArticle(key), row: row}) {
			return fitFormer
		}
		if strings.Contains(key, "?") && slices.ContainsFunc(formerRows(), func(n namedRow) bool { return n.row == row && restores(key, n.key) }) {
			best = fitNear
		}
	}
	return best
}

// otherName is the name that was given, as the COG writes it, when it is that of
// a part of a commune or one that it had.
func (r *resolver) otherName(c *Commune) string {
	given := func(name string) bool {
		key := withoutArticle(nameKey(name))
		return slices.ContainsFunc(r.keys, func(k string) bool { return withoutArticle(k) == key })
	}
	for _, p := range PartsOf(c.Code) {
		if given(p.Name) {
			return p.Name
		}
	}
	for _, n := range cog().Names {
		if n.Code == c.Code && given(n.Name) {
			return n.Name
		}
	}
	return ""
}

// among finds the one commune of a list that the name fits best, at least as
// well as asked. Those that it fits equally well are told apart by the place.
func (r *resolver) among(list []Commune, least fit) (Commune, bool) {
	if len(r.keys) == 0 {
		return Commune{}, false
	}
	var found []Commune
	best := least
	for i := range list {
		switch f := r.fit(&list[i]); {
		case f > best:
			found, best = append(found[:0], list[i]), f
		case f == best && f != fitNone:
			found = append(found, list[i])
		}
	}
	return r.only(found)
}

// named finds the one commune of some départements that has the name. The first
// reading of the name that any has is the one that counts; the pieces of a name
// are tried where the whole is nobody's.
func (r *resolver) named(departements []string) (Commune, bool) {
	t := cog()
	if len(departements) == 0 {
		return Commune{}, false
	}
	for _, key := range r.keys {
		key = withoutArticle(key)
		var whole, part, former []Commune
		for _, n := range withKey(rowsByBare(), key) {
			c := t.Communes[n.row]
			switch {
			case !slices.Contains(departements, c.Departement):
			case !n.part:
				whole = append(whole, c)
			default:
				part = append(part, c)
			}
		}
		for _, n := range withKey(formerRows(), key) {
			if c := t.Communes[n.row]; slices.Contains(departements, c.Departement) {
				former = append(former, c)
			}
		}
		for _, found := range [][]Commune{whole, part, former} {
			if len(found) > 0 {
				return r.only(found)
			}
		}
	}
	return Commune{}, false
}

// restored finds the one commune of some départements whose name is the one given
// but for letters that were destroyed.
func (r *resolver) restored(departements []string) (Commune, bool) {
	t := cog()
	for _, key := range r.keys {
		if !strings.Contains(key, "?") {
			continue
		}
		var found []Commune
		for _, rows := range [][]namedRow{namedRows(), formerRows()} {
			for _, row := range rows {
				if c := t.Communes[row.row]; slices.Contains(departements, c.Departement) && restores(key, row.key) {
					found = append(found, c)
				}
			}
			if len(found) > 0 {
				return r.only(found)
			}
		}
	}
	return Commune{}, false
}

// only gives the one commune of a list, or the one where the place is.
func (r *resolver) only(list []Commune) (Commune, bool) {
	slices.SortFunc(list, func(a, b Commune) int { return strings.Compare(a.Code, b.Code) })
	list = slices.CompactFunc(list, func(a, b Commune) bool { return a.Code == b.Code })
	if len(list) > 1 && r.clues.Located {
		here := slices.DeleteFunc(slices.Clone(list), func(c Commune) bool {
			if holds, known := r.clues.Atlas.holds(c.Code, r.point); known {
				return !holds
			}
			return !near(r.point, c.Departement)
		})
		if len(here) == 1 {
			r.usedAt = true
			list = here
		}
	}
	if len(list) != 1 {
		return Commune{}, false
	}
	return list[0], true
}

// resembles tells whether a key is another with mistakes, one with letters
// destroyed, one cut short, or one with something after it.
func resembles(key, official string) bool {
	if strings.ReplaceAll(key, " ", "") == strings.ReplaceAll(official, " ", "") || within(official, key) {
		return true
	}
	if strings.Contains(key, "?") && (restores(key, official) || restoresBeginning(key, official)) {
		return true
	}
	key, official = withoutArticle(key), withoutArticle(official)
	if within(key, official) || within(official, key) {
		return true
	}
	most := 3
	switch n := min(len(key), len(official)); {
	case n < 4:
		most = 0
	case n < 8:
		most = 1
	case n < 12:
		most = 2
	}
	return edits(key, official, most) <= most
}

// within tells whether a key begins or ends another, at a word.
func within(part, whole string) bool {
	const shortest = 4
	return len(part) >= shortest && (strings.HasPrefix(whole, part+" ") || strings.HasSuffix(whole, " "+part))
}

// restores tells whether a key is a name whose letters, or apostrophe, were
// destroyed.
func restores(key, official string) bool {
	return wild(key, official) || wild(withoutArticle(key), withoutArticle(official))
}

// restoresBeginning tells whether the first words of a key do.
func restoresBeginning(key, official string) bool {
	const shortest = 4
	for i := range key {
		if key[i] == ' ' && i >= shortest && restores(key[:i], official) {
			return true
		}
	}
	return false
}

// wild compares keys in which "?" stands for one letter, or two for a ligature.
func wild(key, official string) bool {
	head, rest, lost := strings.Cut(key, "?")
	official, ok := strings.CutPrefix(official, head)
	if !ok || !lost {
		return ok && official == ""
	}
	for n := 1; n <= 2 && n <= len(official); n++ {
		if wild(rest, official[n:]) {
			return true
		}
	}
	return false
}
