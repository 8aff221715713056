package render

import "strings"

// How wide text is on paper. A booklet is cut into pages when it is built, and
// printed by a browser whose fonts are unknown, so a text is measured with the
// widest of the fonts that people have: what fits in DejaVu Sans fits in
// Arial and in the others. Counting a line too many leaves some white at the
// foot of a page; one too few would hide a telephone number.

// face is how far a font goes on for each printable character of ASCII, in
// eightieths of an em counted from '!', rounded up; and for others, at most.
type face struct {
	ascii           string
	letter, largest int // a letter that is not of ASCII; a ligature, a dash, an ideogram
}

var (
	plainFace = face{";AFdTm`7AAId;>;<TTTTTTTTTT<<dddLqXXY_TO_^99VNf]`R`YTR\\XqXRXA<AdIIRTMTS>TT88P8oTRTTBKATQcQQKT<Td", 60, 86}
	boldFace  = face{"=FKdYrg:FFKd@C@?YYYYYYYYYYAAdddPq_^\\dXXcd??_Tqde\\e_[Xb_z_[[F?FdIIW[Q[XD[Z==W=uZX[[IQHZVkUVPZ?Zd", 66, 94}
)

// advance is how far a character goes on, in eightieths of an em.
func (f *face) advance(r rune) int {
	switch {
	case r >= ' ' && r <= '~':
		return int(f.ascii[r-' '] - '!')
	case r == '\u00a0' || r == '\u202f' || r == '’' || r == '·':
		return 31
	case r < 0x80: // a control, which is not drawn
		return 0
	case r == 'œ' || r == 'Œ' || r == 'æ' || r == 'Æ' || r > 0x2000:
		return f.largest
	}
	return f.letter
}

// lines counts the lines that a text takes in a column, at worst. The width
// is in hundredths of an em. Lines break at spaces and after hyphens, and
// anywhere in a word that is wider than the column.
func (f *face) lines(text string, width int) int {
	if text == "" {
		return 0
	}
	limit := width * 80 / 100
	lines, line := 1, 0 // line: how full the last one is
	word := 0
	end := func() {
		switch {
		case line+word <= limit:
			line += word
		case word <= limit:
			lines, line = lines+1, word
		default:
			if line > 0 {
				lines++
			}
			lines += (word - 1) / max(limit-f.largest, 1) // what a break anywhere may lose at each end
			line = limit
		}
		word = 0
	}
	for _, r := range text {
		switch r {
		case ' ', '\t', '\n':
			end()
			line += f.advance(' ')
		case '-':
			word += f.advance(r)
			end()
		default:
			word += f.advance(r)
		}
	}
	end()
	return lines
}

// short cuts a text that no page could hold.
func short(s string, runes int) string {
	if len(s) <= runes {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > runes {
			return strings.TrimRight(s[:i], " ,;") + "…"
		}
	}
	return s
}
