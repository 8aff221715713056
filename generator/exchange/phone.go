package exchange

import (
	"regexp"
	"slices"
	"strings"

	"balise/generator/check"
	"balise/generator/french"
)

// A territory's code in E.164 (ITU-T E.164, annex; Arcep, plan de numérotation).
var callingCodes = map[string]string{
	"971": "590", "977": "590", "978": "590", "972": "596", "973": "594", "974": "262", "976": "262",
	"975": "508", "986": "681", "987": "689", "988": "687",
}

// nationalLength is how many digits follow a code of the French plan.
var nationalLength = map[string][]int{
	"33": {9}, "262": {9}, "590": {9}, "594": {9}, "596": {9}, "508": {9, 6}, "681": {6}, "687": {6}, "689": {8},
}

// readPhones reads the numbers of a cell, in E.164 or short, for someone of a
// département. rest is what the cell says besides, in its words: « poste 12 »,
// « Mme Martin », a fax; empty when nothing is left but separators.
func readPhones(s, departement string) (good []string, rest string) {
	if len(s) > maxContact {
		return nil, s
	}
	s = strings.ReplaceAll(exactNumber(s), "(0)", " ")
	var left []string
	short := !talkative(s)
	for _, piece := range phonePieces(s) {
		if !piece.digits {
			if words := plainWords(piece.text); words != "" {
				left = append(left, words)
			}
			continue
		}
		if n := len(left); n > 0 && notAPhone(left[n-1]) {
			left[n-1] += " " + strings.Trim(piece.text, " -./()")
			continue
		}
		numbers, others := piece.numbers(departement, short)
		for _, n := range numbers {
			good = add(good, n)
		}
		left = append(left, others...)
	}
	return good, strings.Join(left, " ")
}

// writesNumber tells whether a text holds all the digits of a number that was
// read in it: its own code, or its zero. Numbers of overseas collectivities have
// no zero, and short ones no code.
func writesNumber(text, number string) bool {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	written := digits(text)
	for _, size := range []int{3, 2} {
		if len(number) <= size+1 || number[0] != '+' || nationalLength[number[1:size+1]] == nil {
			continue
		}
		rest := number[size+1:]
		return len(rest) != 9 && strings.Contains(written, rest) || strings.Contains(written, "0"+rest) ||
			strings.Contains(written, number[1:]) && (strings.Contains(text, "+") || strings.Contains(written, "00"+number[1:]))
	}
	return strings.Contains(written, digits(number))
}

// maxContact bounds what is read of a cell of addresses or numbers, in bytes.
const maxContact = 2000

// phoneWords say nothing but that a number follows, or another one.
var phoneWords = []string{"tel", "telephone", "tels", "t", "numero", "no", "n", "ou", "et", "le", "au", "appeler", "appelez"}

// plainWords gives a text without the words that say nothing.
func plainWords(s string) string {
	for _, w := range words(s) {
		if !slices.Contains(phoneWords, w) {
			return strings.TrimFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\n|;,:/.()-–—_", r) })
		}
	}
	return ""
}

// words are the words of a text, folded.
func words(s string) []string {
	return strings.FieldsFunc(french.Fold(s), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r > 0x7f && r != '°' && r != '–')
	})
}

// talkative tells a text with words of its own: three digits in it may count
// anything.
func talkative(s string) bool {
	return slices.ContainsFunc(words(s), func(w string) bool {
		return strings.Trim(w, "0123456789") != "" && !slices.Contains(phoneWords, w)
	})
}

// notAPhone tells words after which a number is no phone: an extension, a fax.
func notAPhone(s string) bool {
	list := words(s)
	if len(list) == 0 {
		return false
	}
	switch list[len(list)-1] {
	case "poste", "p", "ext", "extension", "fax", "telecopie", "bureau", "code":
		return true
	}
	return false
}

// phonePiece is a run of digits and of what people put between them, or of
// anything else.
type phonePiece struct {
	text   string
	digits bool
}

func phonePieces(s string) []phonePiece {
	var pieces []phonePiece
	for s != "" {
		end := strings.IndexFunc(s, func(r rune) bool { return r == '+' || r >= '0' && r <= '9' })
		if end < 0 {
			return append(pieces, phonePiece{s, false})
		}
		if end > 0 {
			pieces = append(pieces, phonePiece{s[:end], false})
		}
		s = s[end:]
		end = strings.IndexFunc(s, func(r rune) bool {
			return !(r == '+' || r >= '0' && r <= '9' || strings.ContainsRune(" \t\n.-–/_()·,;|\u00a0\u202f\u2009\u2010\u2011", r))
		})
		if end < 0 {
			end = len(s)
		}
		pieces = append(pieces, phonePiece{s[:end], true})
		s = s[end:]
	}
	return pieces
}

// numbers reads a run: groups of digits are put together, as many as make a
// number, from the left.
func (p phonePiece) numbers(departement string, short bool) (good, left []string) {
	var groups []string
	for i := 0; i < len(p.text); {
		start := i
		if p.text[i] == '+' {
			i++
			for i < len(p.text) && p.text[i] == ' ' {
				i++
			}
		}
		from := i
		for i < len(p.text) && p.text[i] >= '0' && p.text[i] <= '9' {
			i++
		}
		switch {
		case i == from && from == start:
			i++
		case i > from && p.text[start] == '+':
			groups = append(groups, "+"+p.text[from:i])
		case i > from:
			groups = append(groups, p.text[from:i])
		}
	}
	const mostGroups = 10 // in a number, written digit by digit
	for i := 0; i < len(groups); {
		number, used, last := "", 0, i+1
		for last < min(len(groups), i+mostGroups+2) && groups[last][0] != '+' { // where another number begins
			last++
		}
		for j := last; j > i; j-- {
			joined := strings.Join(groups[i:j], "")
			whole := i == 0 && j == len(groups)
			if number = readPhone(joined, departement, whole, short && whole); number != "" {
				used = j - i
				break
			}
		}
		if used == 0 {
			left = append(left, groups[i])
			i++
			continue
		}
		good = append(good, number)
		i += used
	}
	return good, left
}

// readPhone reads the digits of one number. whole tells that nothing stands
// beside it: only then may a zero be missing. short admits 115 and 3949.
func readPhone(n, departement string, whole, short bool) string {
	switch {
	case strings.HasPrefix(n, "+0"): // +0147985927
		n = strings.TrimPrefix(n, "+")
		if rest, ok := strings.CutPrefix(n, "00"); ok {
			n = "+" + rest
		}
	case strings.HasPrefix(n, "00"):
		n = "+" + n[2:]
	}
	if rest, ok := strings.CutPrefix(n, "+"); ok {
		return international(rest)
	}
	switch {
	case len(n) == 10 && n[0] == '0' && n[1] != '0':
		return "+" + callingCode(n[1:], departement) + n[1:]
	case whole && len(n) == 9 && n[0] != '0': // a spreadsheet ate the first zero
		return "+" + callingCode(n, departement) + n
	case whole && len(n) >= 11 && (n[:2] == "33" || callingCodes[departement] != "" && strings.HasPrefix(n, callingCodes[departement]) || overseas(n)):
		return international(n)
	case whole && len(n) == 8 && departement == "987", whole && len(n) == 6 && nationalLength[callingCodes[departement]] != nil && slices.Contains(nationalLength[callingCodes[departement]], 6):
		return "+" + callingCodes[departement] + n
	case len(n) == 6 && (departement == "988" || departement == "986") || len(n) == 8 && departement == "987":
		return "+" + callingCodes[departement] + n
	case short && (len(n) == 4 && (n[0] == '3' || n[0] == '1') || len(n) == 3 && n[0] == '1' || len(n) == 6 && n[:2] == "11") && check.ValidPhone(n):
		return n
	}
	return ""
}

// overseas tells twelve digits that begin with the code of a territory and that
// of its numbers: 596596780040.
func overseas(n string) bool {
	if len(n) != 12 {
		return false
	}
	switch n[:3] {
	case "262", "590", "594", "596":
		return callingCode(n[3:], "") == n[:3]
	}
	return false
}

// international reads what follows « + ». A zero between the code of a country
// of the French plan and the number goes; a number of an overseas territory
// under the code of the mainland takes its own.
func international(n string) string {
	for _, size := range []int{3, 2} {
		if len(n) < size {
			continue
		}
		lengths, ok := nationalLength[n[:size]]
		if !ok {
			continue
		}
		rest := n[size:]
		if slices.Contains(lengths, len(rest)-1) && rest[0] == '0' {
			rest = rest[1:]
		}
		if !slices.Contains(lengths, len(rest)) || rest[0] == '0' {
			return ""
		}
		whole := "+" + n[:size] + rest
		if n[:size] == "33" && !check.ValidPhone(whole) { // 0596 52 73 85 under the code of the mainland
			if code := callingCode(rest, ""); code != "33" {
				return "+" + code + rest
			}
		}
		return whole
	}
	if n = "+" + n; len(n) >= 9 && check.ValidPhone(n) {
		return n
	}
	return ""
}

// callingCode is the code before the nine digits of a number that was written
// with a zero (Arcep, decision 2018-0881, modified). 06 39 98 is the range that
// Arcep keeps for fiction, elsewhere than in Mayotte.
func callingCode(n, departement string) string {
	if strings.HasPrefix(n, "63998") && departement != "976" {
		return "33"
	}
	switch n[:3] {
	case "639":
		return "262"
	case "508":
		return "508"
	}
	if code := check.Overseas(n[:3]); code != "" {
		return code
	}
	return "33"
}

// wholePart is a number as a spreadsheet gives it back: 261910001.0, 2.6191E8.
var wholePart = regexp.MustCompile(`^(\d+)[.,]0+$|^(\d)[.,](\d+)[eE]\+?(\d{1,2})$`)

// exactNumber undoes what a spreadsheet does to a number, when all its digits
// are there; else it gives the text back.
func exactNumber(s string) string {
	m := wholePart.FindStringSubmatch(s)
	switch {
	case m == nil:
		return s
	case m[1] != "":
		return m[1]
	}
	digits := m[2] + m[3]
	if exponent := int(m[4][0] - '0'); len(m[4]) == 1 && len(digits) == exponent+1 || len(m[4]) == 2 && len(digits) == 10*exponent+int(m[4][1]-'0')+1 {
		return digits
	}
	return s
}
