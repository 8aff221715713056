package exchange

import (
	"regexp"
	"slices"
	"strings"
)

var (
	onlyNumber = regexp.MustCompile(`^[+-]?\d+(?:[.,]\d+)?$`)
	decimals   = regexp.MustCompile(`^[+-]?\d+[.,]\d*[1-9]\d*$`)
	threeInRow = regexp.MustCompile(`\pL{3}`)
)

// unknowns are what programs and people write for « unknown », folded.
var unknowns = []string{
	"null", "0null", "nan", "inf", "none", "undefined", "inconnu", "inconnue", "non renseigne", "non renseignee", "neant", "aucun", "aucune", "vide", "a completer", "non communique", "non disponible",
}

// shifted tells the keys whose values belong to another column, two at least:
// the cells of the row moved. One alone is a fault of its own.
func shifted(raw *raw) []string {
	var wrong []string
	suspect := func(key string, is func(string) bool) {
		if v := raw.values[fieldIndex[key]]; v != "" && is(v) {
			wrong = append(wrong, key+" « "+v+" »")
		}
	}
	address := func(v string) bool { return strings.Contains(v, "@") || strings.Contains(v, "://") }
	name := func(v string) bool {
		return threeInRow.MatchString(v) && !slices.Contains(unknowns, strings.Join(words(v), " "))
	}
	suspect("commune", func(v string) bool { return onlyNumber.MatchString(v) || address(v) })
	for _, key := range []string{"code_postal", "code_insee"} {
		suspect(key, func(v string) bool { return name(v) || decimals.MatchString(v) || address(v) })
	}
	for _, key := range []string{"latitude", "longitude"} {
		suspect(key, func(v string) bool { return name(v) || address(v) })
	}
	suspect("telephone", func(v string) bool { return strings.Contains(v, "://") || decimals.MatchString(v) })
	suspect("date_maj", func(v string) bool { return address(v) })
	if len(wrong) < 2 {
		return nil
	}
	return wrong
}
