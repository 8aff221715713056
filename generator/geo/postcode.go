package geo

import (
	"slices"
	"strconv"
	"strings"
	"sync"
)

// postcodes holds every pair of a postcode and a commune's row in the tables,
// sorted, packed in a number: the postcode above, the row below.
var postcodes = sync.OnceValue(func() []uint64 {
	t := cog()
	pairs := make([]uint64, 0, len(t.Communes)+len(t.Communes)/16)
	for row := range t.Communes {
		for _, cp := range t.Communes[row].Postcodes {
			if n, ok := postcodeNumber(cp); ok {
				pairs = append(pairs, n<<32|uint64(row))
			}
		}
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
})

// postcodeNumber reads five digits.
func postcodeNumber(cp string) (uint64, bool) {
	if len(cp) != 5 || strings.Trim(cp, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseUint(cp, 10, 32)
	return n, err == nil
}

// ByPostcode lists the communes that a postcode serves, by code. None for a
// CEDEX: see [MaybeCEDEX].
func ByPostcode(cp string) []Commune {
	n, ok := postcodeNumber(cp)
	if !ok {
		return nil
	}
	t, pairs := cog(), postcodes()
	var found []Commune
	for i, _ := slices.BinarySearch(pairs, n<<32); i < len(pairs) && pairs[i]>>32 == n; i++ {
		found = append(found, t.Communes[uint32(pairs[i])])
	}
	return found
}

// DepartementOfPostcode returns the département where a postcode delivers. A
// postcode says where letters are sorted, and 23 communes are served from the
// next département: the answer is that of the communes it serves, the one the
// digits announce if it is among them, else that of the largest. For a CEDEX it
// is what the digits announce. False for what is not French (98000 is Monaco),
// not a place (the armies' 00xxx) or not five digits.
func DepartementOfPostcode(cp string) (string, bool) {
	announced, known := announcedBy(cp)
	served := ByPostcode(cp)
	if len(served) == 0 {
		return announced, known
	}
	largest := served[0]
	for _, c := range served {
		if known && c.Departement == announced {
			return announced, true
		}
		if c.Population > largest.Population {
			largest = c
		}
	}
	return largest.Departement, true
}

// announcedBy reads the département from the digits alone. In Corsica the third
// decides: 200 and 201 for Corse-du-Sud, the others for Haute-Corse.
func announcedBy(cp string) (string, bool) {
	if _, ok := postcodeNumber(cp); !ok {
		return "", false
	}
	code := cp[:2]
	switch code {
	case "20":
		code = "2B"
		if cp[2] <= '1' {
			code = "2A"
		}
	case "97", "98":
		code = cp[:3]
	}
	if _, ok := DepartementByCode(code); !ok {
		return "", false
	}
	return code, true
}

// MaybeCEDEX reports whether a postcode that serves no commune can be a CEDEX of
// the département: well formed, and with its digits. The list of CEDEX is not
// embedded, so this is as far as one can tell.
func MaybeCEDEX(cp, departement string) bool {
	announced, ok := announcedBy(cp)
	if !ok || len(ByPostcode(cp)) > 0 {
		return false
	}
	if corsican(announced) {
		return corsican(departement)
	}
	return announced == departement
}

func corsican(departement string) bool { return departement == "2A" || departement == "2B" }
