package french

import "strings"

// Phone writes an E.164 number as it is dialled and read in France: +33261910001
// gives "02 61 91 00 01". Numbers of the overseas départements take their
// national form ("0262 12 34 56"), special-rate numbers that of their charter
// ("0 800 123 456"), foreign ones keep their country code and are grouped. What
// is not a number, and short numbers (3949), come back as they are.
func Phone(e164 string) string {
	digits, international := strings.CutPrefix(e164, "+")
	if len(digits) > 15 || strings.Trim(digits, "0123456789") != "" {
		return e164
	}
	if !international {
		if len(digits) == 10 && digits[0] == '0' {
			return national(digits[1:])
		}
		return e164
	}
	for _, code := range [...]string{"33", "262", "590", "594", "596"} {
		if rest, ok := strings.CutPrefix(digits, code); ok && len(rest) == 9 {
			if code == "33" {
				return national(rest)
			}
			return "0" + rest[:3] + " " + groups(rest[3:])
		}
	}
	n := countryCode(digits)
	if len(digits) < n+4 {
		return e164
	}
	rest := digits[n:]
	if digits[0] == '1' && len(rest) == 10 {
		return "+1 " + rest[:3] + " " + rest[3:6] + " " + rest[6:]
	}
	return "+" + digits[:n] + " " + groups(rest)
}

// national writes the nine digits that follow +33.
func national(rest string) string {
	if rest[0] == '8' {
		return "0 " + rest[:3] + " " + rest[3:6] + " " + rest[6:]
	}
	return groups("0" + rest)
}

// groups cuts digits two by two; an odd one joins the first group.
func groups(digits string) string {
	first := 2 + len(digits)%2
	if len(digits) <= first {
		return digits
	}
	var b strings.Builder
	b.WriteString(digits[:first])
	for i := first; i < len(digits); i += 2 {
		b.WriteByte(' ')
		b.WriteString(digits[i : i+2])
	}
	return b.String()
}

// countryCode returns how many digits the country code takes (ITU-T E.164, annex).
func countryCode(digits string) int {
	if digits == "" {
		return 0
	}
	if digits[0] == '1' || digits[0] == '7' {
		return 1
	}
	const two = " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58" +
		" 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 "
	if len(digits) > 1 && strings.Contains(two, " "+digits[:2]+" ") {
		return 2
	}
	return 3
}
