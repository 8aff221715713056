package french

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold gives the form of s under which two spellings of one name are equal:
// lower case, no accents, ligatures opened (œ, æ, ß), one apostrophe ('), and
// one space wherever there is a hyphen, a dash or any white space; none at the
// ends. Invisible characters are dropped. « Saint–Gildas » and « SAINT GILDAS »
// fold alike. It is for comparing, never for showing.
func Fold(s string) string {
	if folded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	f := foldOf(s)
	for r := f.next(); r != end; r = f.next() {
		b.WriteRune(r)
	}
	return b.String()
}

// folded tells that s is ASCII and its own folded form.
func folded(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' {
			if space {
				return false
			}
			space = true
			continue
		}
		if c < ' ' || c >= 0x7f || c >= 'A' && c <= 'Z' || c == '-' || c == '`' {
			return false
		}
		space = false
	}
	return !space || s == ""
}

const end rune = -1

// folder yields the folded form of src a character at a time, so that two names
// can be compared without building either.
type folder struct {
	src     string
	pending string // what is left of the last character's decomposition
	gap     bool   // spaces were read, not yet yielded
	held    rune   // the character behind a space just yielded; 0 for none
	begun   bool
}

// foldOf reads s. Marks of other scripts have an order of their own among
// themselves, which only a whole text can tell.
func foldOf(s string) folder {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 0xcc && !(c == 0xe2 && i+1 < len(s) && s[i+1] <= 0x81) { // U+0300 and after, but for punctuation
			s = norm.NFD.String(strings.Map(visible, norm.NFD.String(s)))
			break
		}
	}
	return folder{src: s}
}

// visible drops what foldRune would.
func visible(r rune) rune {
	if diacritic(r) || !unicode.IsSpace(r) && unicode.In(r, unicode.Cc, unicode.Cf) {
		return -1
	}
	return r
}

func (f *folder) next() rune {
	if r := f.held; r != 0 {
		f.held = 0
		return r
	}
	for {
		r := f.read()
		switch {
		case r == end:
			return end
		case r == ' ':
			f.gap = true
		case f.gap && f.begun:
			f.gap, f.held = false, r
			return ' '
		default:
			f.gap, f.begun = false, true
			return r
		}
	}
}

// read yields the next folded character, spaces as they come.
func (f *folder) read() rune {
	for {
		if f.pending != "" {
			r, n := utf8.DecodeRuneInString(f.pending)
			f.pending = f.pending[n:]
			if r = foldRune(r); r != 0 {
				return r
			}
			continue
		}
		if f.src == "" {
			return end
		}
		if c := f.src[0]; c < utf8.RuneSelf {
			f.src = f.src[1:]
			if r := foldRune(rune(c)); r != 0 {
				return r
			}
			continue
		}
		_, n := utf8.DecodeRuneInString(f.src)
		f.pending, f.src = decompose(f.src[:n]), f.src[n:]
	}
}

// foldRune folds a character that has no decomposition; 0 drops it.
func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '-' || r == ' ' || r >= '\t' && r <= '\r':
			return ' '
		case r == '`':
			return '\''
		case r < ' ' || r == 0x7f:
			return 0
		}
		return r
	}
	switch {
	case isApostrophe(r):
		return '\''
	case diacritic(r) || unicode.In(r, unicode.Cc, unicode.Cf):
		return 0
	case unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '−':
		return ' '
	}
	return unicode.ToLower(r)
}

// latin holds the decompositions of the letters that French text is made of.
var latin = func() (table [0x180]string) {
	for r := range table {
		table[r] = norm.NFKD.String(string(rune(r)))
	}
	for r, whole := range map[rune]string{
		'œ': "oe", 'Œ': "oe", 'æ': "ae", 'Æ': "ae", 'ß': "ss", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d",
		'´': "'", // NFKD makes a space and an accent of it
	} {
		table[r] = whole
	}
	return table
}()

// decompose applies NFKD to one character, and opens what Unicode keeps whole.
func decompose(char string) string {
	r, _ := utf8.DecodeRuneInString(char)
	if int(r) < len(latin) {
		return latin[r]
	}
	switch r {
	case '’':
		return "'"
	case '–', '—', '\u202f':
		return " "
	case 'ẞ':
		return "ss"
	case 'ǽ', 'Ǽ', 'ǣ', 'Ǣ':
		return "ae"
	case 'ǿ', 'Ǿ':
		return "o"
	}
	return norm.NFKD.String(char)
}

// diacritic tells the marks that accents decompose into, not the vowel signs of
// other scripts, which are letters to their readers.
func diacritic(r rune) bool {
	return r >= 0x0300 && r <= 0x036F || r >= 0x1AB0 && r <= 0x1AFF || r >= 0x1DC0 && r <= 0x1DFF ||
		r >= 0x20D0 && r <= 0x20FF || r >= 0xFE20 && r <= 0xFE2F
}

// isApostrophe tells the characters that people type or paste for U+0027.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', 'ʹ', 'ʼ', 'ˈ', '‘', '’', '‛', '′', '＇':
		return true
	}
	return false
}

// Compare orders names for a French reader: as folded (accents, case, hyphens
// and kinds of apostrophe do not count), then, for names that differ only by
// those, as written. It never allocates for French names.
func Compare(a, b string) int {
	if a == b {
		return 0
	}
	f, g := foldOf(a), foldOf(b)
	for {
		r, q := f.next(), g.next()
		if c := cmp.Compare(r, q); c != 0 {
			return c
		}
		if r == end {
			return strings.Compare(a, b)
		}
	}
}

// Slug makes an address of s: the words of its folded form, of a to z and 0 to 9
// only, joined by hyphens. « L’Île-d’Arz » gives "l-ile-d-arz". A text with no
// such letter gives "".
func Slug(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	f := foldOf(s)
	gap := false
	for r := f.next(); r != end; r = f.next() {
		if !isDigit(r) && (r < 'a' || r > 'z') {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteByte(byte(r))
	}
	return b.String()
}

// HeadingID makes a readable anchor of a heading's text: its letters and digits
// of any script, accents kept, in lower case and NFC, joined by hyphens. A text
// with neither gives "".
func HeadingID(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFC.String(s) {
		if r == '\u00ad' {
			continue
		}
		if !isWord(r) || r == utf8.RuneError {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(unicode.ToLower(r))
	}
	return norm.NFC.String(b.String())
}

// Normalise gives the one spelling of a short value (a name, a term of an
// enumeration): NFC, one U+0027 for every apostrophe, one plain space for any
// white space and none at the ends, no control or invisible character. Case and
// accents stay.
func Normalise(s string) string {
	if normal(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range norm.NFC.String(strings.ToValidUTF8(s, "\uFFFD")) {
		switch {
		case unicode.IsSpace(r):
			gap = true
			continue
		case unicode.IsControl(r) || invisible(r):
			continue
		case isApostrophe(r):
			r = '\''
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

func normal(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < ' ' || c >= 0x7f || c == '`' || c == ' ' && (i == 0 || i+1 == len(s) || s[i+1] == ' ') {
			return false
		}
	}
	return true
}

// invisible tells the characters that pasting brings along and nobody sees. The
// joiners that some scripts and emoji are written with are not among them.
func invisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff':
		return true
	}
	return unicode.Is(unicode.Bidi_Control, r)
}
