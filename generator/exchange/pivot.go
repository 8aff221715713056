package exchange

import (
	"regexp"
	"strings"

	"balise/generator/check"
	"balise/generator/diag"
)

var (
	siretIn    = regexp.MustCompile(`(?:^|\D)(\d{3}[\s.]?\d{3}[\s.]?\d{3}[\s.]?\d{5})(?:\D|$)`)
	scientific = regexp.MustCompile(`^\d[.,]\d+[eE]\+?\d{1,2}$`)
	ridet      = regexp.MustCompile(`^\d{6,7}[.\s-]\d{3}$`)
	blanks     = regexp.MustCompile(`[\s\x{00a0}\x{202f}]+`)
)

// pivot is what a source gives as the official number of a structure.
type pivot struct {
	number string // a SIRET, or a RNA number; empty when there is none to publish
	rest   string // what stood beside it
	// fault is the diagnostic of a number that is not published, or not to be
	// trusted; empty when there is none.
	fault diag.Code
	zero  bool // the first zero was put back
}

// readPivot reads a SIRET or a RNA number. A SIRET whose key is wrong is
// published, and reported; one that a spreadsheet rounded is not.
func readPivot(s string) pivot {
	plain := blanks.ReplaceAllString(s, "")
	switch {
	case scientific.MatchString(plain) && len(exactNumber(plain)) != 14:
		return pivot{fault: "import-siret-arrondi"}
	default:
		plain = strings.ToUpper(exactNumber(plain))
	}
	plain = strings.TrimPrefix(strings.TrimPrefix(plain, "SIRET"), ":")
	switch {
	case plain == "" || strings.Trim(plain, "0") == "" && (len(plain) == 14 || len(plain) == 1):
		return pivot{} // « unknown », by convention
	case check.ValidRNA(plain):
		return pivot{number: plain}
	case digits(plain, 14):
		return siret(plain)
	case digits(plain, 13) && check.ValidSIRET("0"+plain):
		return pivot{number: "0" + plain, zero: true}
	case ridet.MatchString(strings.TrimSpace(s)):
		return pivot{fault: "import-ridet"}
	case digits(plain, 9) && luhn(plain):
		return pivot{fault: "import-siren"}
	}
	for _, m := range siretIn.FindAllStringSubmatchIndex(s, -1) {
		number := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, s[m[2]:m[3]])
		if check.ValidSIRET(number) && !strings.HasSuffix(number, "00000") {
			rest := strings.Trim(s[:m[2]]+" "+s[m[3]:], " /;,|:()-\n")
			if strings.EqualFold(rest, "siret") {
				rest = ""
			}
			return pivot{number: number, rest: rest}
		}
	}
	return pivot{fault: "import-valeur-illisible"}
}

// siret judges fourteen digits. No establishment has the number 00000 (INSEE,
// NIC): it is what is left of a number that a spreadsheet rounded, as are four
// zeros behind a wrong key.
func siret(n string) pivot {
	switch valid := check.ValidSIRET(n); {
	case strings.HasSuffix(n, "00000") || !valid && strings.HasSuffix(n, "0000"):
		return pivot{fault: "import-siret-arrondi"}
	case !valid:
		return pivot{number: n, fault: "import-siret-faux"}
	}
	return pivot{number: n}
}

// luhn checks the key of a SIREN.
func luhn(s string) bool {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
