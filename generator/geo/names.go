package geo

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// What is compared is bounded, in bytes. The longest official name has 49.
const (
	longestName = 100 // as typed
	longestKey  = 63  // once folded
)

// nameKey is the form under which two writings of a name are equal: without
// case, accents, hyphens and apostrophes, "St" and "Ste" in full, "s/" for
// "sur", "Mans (Le)" put back in order, "CEDEX 9" dropped, "Paris 15e
// Arrondissement" and "Paris XV" brought to "paris 15". Empty when the name is
// too long to be one.
func nameKey(name string) string {
	name = strings.TrimSpace(name)
	if len(name) > longestName {
		return ""
	}
	if strings.HasSuffix(name, ")") {
		name = articleLast().ReplaceAllString(name, "$2 $1")
	}
	words := strings.Fields(fold(name))
	for i, w := range words {
		if i > 0 && (w == "cedex" || w == "cdx") {
			words = words[:i]
			break
		}
		if full, ok := abbreviations[w]; ok {
			words[i] = full
		}
	}
	return strings.Join(arrondissement(words), " ")
}

// articleLast is how lists in alphabetical order write an article.
var articleLast = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(.+?)\s*\((le|la|les|l['’])\)$`)
})

var abbreviations = map[string]string{"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "s": "sur", "ss": "sous"}

// arrondissement brings the writings of a municipal arrondissement to its city
// and its number.
func arrondissement(words []string) []string {
	if len(words) < 2 || words[0] != "paris" && words[0] != "lyon" && words[0] != "marseille" {
		return words
	}
	if len(words) == 3 && (words[2] == "arrdt" || words[2] == "ardt" || strings.HasPrefix("arrondissement", words[2]) && len(words[2]) >= 3) {
		words = words[:2]
	}
	if len(words) != 2 {
		return words
	}
	if n := slices.Index(romans, words[1]) + 1; n > 0 {
		return []string{words[0], strconv.Itoa(n)}
	}
	suffix := strings.TrimLeft(words[1], "0123456789")
	number := strings.TrimLeft(strings.TrimSuffix(words[1], suffix), "0")
	if number != "" && slices.Contains(ordinals, suffix) {
		return []string{words[0], number}
	}
	return words
}

var ordinals = []string{"", "e", "er", "eme", "ieme", "me", "nd"}

// romans are the numbers of arrondissements, from 1.
var romans = strings.Fields("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx")

// fold lowers letters, drops the accents of French and of its regions, and puts
// a space in place of everything that is neither a letter nor a digit.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	lost := false // the character before was destroyed too: one letter of UTF-8 makes two
	for _, r := range s {
		r = unicode.ToLower(r)
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case r >= 0x300 && r < 0x370: // combining accents
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'ß':
			b.WriteString("ss")
		case r == unicode.ReplacementChar: // an accent that was destroyed: one letter, see wild
			if !lost {
				b.WriteByte('?')
			}
		case r > 0x7f && unicode.IsLetter(r):
			if i := slices.Index(accented, r); i >= 0 {
				r = rune(bare[i])
			}
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
		lost = r == unicode.ReplacementChar
	}
	return b.String()
}

var accented = []rune("éèêëēàáâãäåāçìíîïīñòóôõöōùúûüūýÿ")

const bare = "eeeeeaaaaaaaciiiiinoooooouuuuuyy"

// A namedRow is a name under which a commune can be found.
type namedRow struct {
	key string
	row int32 // in Tables.Communes
	// part: the name of a part of the commune, or what stands before a bracket
	part bool
}

// namedRows holds every name of every commune, sorted by key, then by code.
var namedRows = sync.OnceValue(func() []namedRow {
	t := cog()
	rows := make([]namedRow, 0, len(t.Communes)+len(t.Parts))
	for i, c := range t.Communes {
		rows = append(rows, namedRow{nameKey(c.Name), int32(i), false})
		if before, _, ok := strings.Cut(c.Name, " ("); ok { // Bors (Canton de …)
			rows = append(rows, namedRow{nameKey(before), int32(i), true})
		}
	}
	for _, p := range t.Parts {
		if i, ok := t.commune(p.Commune); ok {
			rows = append(rows, namedRow{nameKey(p.Name), int32(i), true})
		}
	}
	slices.SortFunc(rows, func(a, b namedRow) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.row, b.row))
	})
	return rows
})

// formerRows holds the names that communes no longer have, under their bare keys,
// sorted. One that the commune still has, or a part of it, is left out.
var formerRows = sync.OnceValue(func() []namedRow {
	t := cog()
	var rows []namedRow
	for _, n := range t.Names {
		i, ok := t.commune(n.Code)
		key := withoutArticle(nameKey(n.Name))
		if ok && key != "" && !slices.ContainsFunc(rowsByCommune()[i], func(r namedRow) bool { return withoutArticle(r.key) == key }) {
			rows = append(rows, namedRow{key: key, row: int32(i)})
		}
	}
	slices.SortFunc(rows, func(a, b namedRow) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.row, b.row))
	})
	return slices.Compact(rows)
})

// withKey gives the rows that have a key, of rows sorted by key.
func withKey(rows []namedRow, key string) []namedRow {
	from, _ := slices.BinarySearchFunc(rows, key, func(r namedRow, key string) int { return strings.Compare(r.key, key) })
	to := from
	for to < len(rows) && rows[to].key == key {
		to++
	}
	return rows[from:to]
}

// ByName lists the communes that have this name, by code. Case, accents, hyphens,
// apostrophes, "St" for "Saint", "s/" for "sur", "Mans (Le)" and "CEDEX 9" make no
// difference. When no commune of today has the name, it lists those of which a
// part has it: "Paris 15e" gives Paris, "Glénac" gives La Gacilly.
func ByName(name string) []Commune {
	key := nameKey(name)
	if key == "" {
		return nil
	}
	t := cog()
	var whole, part []Commune
	last := int32(-1)
	for _, r := range withKey(namedRows(), key) {
		c := t.Communes[r.row]
		switch {
		case !r.part:
			whole = append(whole, c)
		case r.row != last:
			part = append(part, c)
		}
		last = r.row
	}
	if len(whole) > 0 {
		return whole
	}
	return part
}

// Suggest returns the commune that an author probably meant by a name that no
// commune has. Within a département, when one is given, it accepts more typing
// errors, and a name cut short if only one commune begins so ("Sainte-Anne" for
// Sainte-Anne-d’Auray). Among equals, the most populous.
func Suggest(name, departement string) (Commune, bool) {
	key := nameKey(name)
	if key == "" {
		return Commune{}, false
	}
	t, rows := cog(), namedRows()
	best, fewest := int32(-1), tolerance(len(key), departement != "")+1
	var beginning []int32
	for _, r := range rows {
		c := &t.Communes[r.row]
		if departement != "" && c.Departement != departement {
			continue
		}
		if departement != "" && strings.HasPrefix(r.key, key) && r.key[len(key):] != "" && r.key[len(key)] == ' ' && !slices.Contains(beginning, r.row) {
			beginning = append(beginning, r.row)
		}
		n := edits(key, r.key, fewest)
		if n < fewest || n == fewest && best >= 0 && c.Population > t.Communes[best].Population {
			best, fewest = r.row, n
		}
	}
	if best < 0 && len(beginning) == 1 {
		best = beginning[0]
	}
	if best < 0 {
		return Commune{}, false
	}
	return t.Communes[best], true
}

// tolerance is how many typing errors a name of that length may hold. Short
// names resemble each other, and so do names of the whole country.
func tolerance(length int, local bool) int {
	switch {
	case length < 4:
		return 0
	case length < 6 || !local && length < 9:
		return 1
	case length < 12 || !local:
		return 2
	}
	return 3
}

// edits counts the letters to add, drop, change or swap with their neighbour to
// go from a to b (optimal string alignment). It gives up above most, and then
// returns more than most.
func edits(a, b string, most int) int {
	if len(a)-len(b) > most || len(b)-len(a) > most || max(len(a), len(b)) > longestKey {
		return most + 1
	}
	var rows [3][longestKey + 1]int
	before, above, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, above, row = above, row, before
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			change := above[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			n := min(change, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				n = min(n, before[j-2]+1)
			}
			row[j] = n
			least = min(least, n)
		}
		if least > most {
			return most + 1
		}
	}
	return row[len(b)]
}
