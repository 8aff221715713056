package french

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Typography sets running text by the rules of the Imprimerie nationale: the
// no-break spaces before ; ! ? : € % and inside « », those of « 12 000 »,
// « n° 3 » and « 10 h 30 », « » for the straight quotation marks around words,
// the curly apostrophe between letters and the one-character ellipsis. Addresses (URLs, e-mail) pass untouched, and setting a
// text twice is setting it once.
func Typography(s string) string { return TypographyBetween(0, s, 0) }

// TypographyBetween sets s as Typography does, where s is a piece of a longer
// text (say, what stands before a bold word): before and after are the
// characters that touch it, 0 where the text begins or ends.
func TypographyBetween(before rune, s string, after rune) string {
	if plain(s) && before != '«' && after != '»' {
		return s
	}
	s = quotes(before, s, after)
	t := setter{src: s, before: before, after: after}
	t.set()
	if t.out == nil {
		return s
	}
	return string(append(t.out, s[t.done:]...))
}

// plain tells that no rule can apply to s: most words of most texts.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == ',', c == '-', c == '\n':
		case c == ' ' && i > 0 && i+1 < len(s) && wordlike(s[i-1]) && wordlike(s[i+1]):
		case c == 0xC3: // À to ÿ
			i++
		default:
			return false
		}
	}
	return true
}

// wordlike is asked of bytes beside a space, whose turn comes if it did not pass.
func wordlike(c byte) bool { return asciiLetter(c) || c == ',' || c >= utf8.RuneSelf }

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// setter walks a text once and copies it only from the first change on.
type setter struct {
	src           string
	before, after rune
	out           []byte
	done          int // src[:done] is in out
}

// replace puts text in the place of src[from:to].
func (t *setter) replace(from, to int, text string) {
	if t.src[from:to] == text {
		return
	}
	if t.out == nil {
		t.out = make([]byte, 0, len(t.src)+len(t.src)/8+8)
	}
	t.out = append(t.out, t.src[t.done:from]...)
	t.out = append(t.out, text...)
	t.done = to
}

func (t *setter) set() {
	s := t.src
	addresses := strings.ContainsAny(s, "/@") || strings.Contains(s, "www.")
	for i, start := 0, true; i < len(s); {
		if start && addresses {
			if n := addressLen(s[i:]); n > 0 {
				i += n
			}
		}
		start = false
		if i == len(s) {
			break
		}
		if asciiLetter(s[i]) {
			if i > 0 && s[i-1] >= utf8.RuneSelf {
				t.tight(i)
			}
			i++
			continue
		}
		if j := softEnd(s, i); j > i {
			if sep, ok := t.separator(i, j); ok {
				t.replace(i, j, sep)
			}
			i, start = j, true
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case unicode.IsSpace(r):
			start = true
		case r == '\'':
			t.tight(i)
			if isLetter(t.left(i)) && opensWord(t.right(i+1)) {
				t.replace(i, i+1, "’")
			}
		case r == '.':
			n = t.dots(i)
		default:
			t.tight(i)
		}
		i += n
	}
	t.tight(len(s))
}

// tight puts a separator at i when a rule wants one where none is written.
func (t *setter) tight(i int) {
	if left := t.left(i); left == 0 || isSpace(left) {
		return
	}
	if sep, ok := t.separator(i, i); ok {
		t.replace(i, i, sep)
	}
}

// dots makes an ellipsis of exactly three dots at i, unless they belong to a
// path, and returns how many bytes of dots there are.
func (t *setter) dots(i int) int {
	n := 1
	for i+n < len(t.src) && t.src[i+n] == '.' {
		n++
	}
	t.tight(i)
	if n == 3 && t.left(i) != '/' && t.right(i+n) != '/' && t.left(i) != '.' && t.right(i+n) != '.' {
		t.replace(i, i+n, "…")
	}
	return n
}

// left and right give the characters around a boundary; 0 at the text's ends.
func (t *setter) left(i int) rune {
	if i == 0 {
		return t.before
	}
	r, _ := utf8.DecodeLastRuneInString(t.src[:i])
	return r
}

func (t *setter) right(i int) rune {
	if i >= len(t.src) {
		return t.after
	}
	r, _ := utf8.DecodeRuneInString(t.src[i:])
	return r
}

// separator decides what belongs between src[:i] and src[j:], where src[i:j]
// holds only spaces, or nothing. ok is false when no rule has a say.
func (t *setter) separator(i, j int) (sep string, ok bool) {
	p, q := t.left(i), t.right(j)
	spaced := j > i
	if p == '\n' || q == '\n' || (j == len(t.src) && t.after == 0) {
		if p == '«' && spaced && q == 0 {
			return narrowSpace, true
		}
		return "", false
	}
	switch {
	case p == '«' && (spaced || i > 0):
		return narrowSpace, !isSpace(q)
	case j == len(t.src) && !spaced:
		return "", false // q begins the next piece, which will look back
	case q == '»':
		return narrowSpace, p != '«'
	case q == '!' || q == '?':
		return narrowSpace, (spaced || endsWord(p)) && t.closesAt(j+1)
	case q == ';':
		return narrowSpace, (spaced || endsWord(p)) && blank(t.right(j+1)) && (spaced || !t.entity(i))
	case q == ':':
		next := t.right(j + 1)
		return noBreak, blank(next) && (spaced || (endsWord(p) && (!isDigit(p) || next != 0)))
	case isDigit(p) && (q == '%' || q == '€'):
		return narrowSpace, !isWord(t.right(j + utf8.RuneLen(q)))
	case isDigit(q):
		return t.beforeDigit(i, j, p)
	case spaced && isDigit(p) && q == 'h':
		return noBreak, !isLetter(t.right(j + 1))
	}
	return "", false
}

// beforeDigit handles « n° 3 », « 10 h 30 » and « 12 000 ».
func (t *setter) beforeDigit(i, j int, p rune) (string, bool) {
	switch {
	case p == '°' || p == 'º':
		k := i - utf8.RuneLen(p)
		n := t.left(k)
		return noBreak, k > 0 && (n == 'n' || n == 'N') && !isWord(t.left(k-1))
	case i == j:
		return "", false
	case p == 'h':
		k := i - 1
		start := softStart(t.src, k)
		return noBreak, start < k && isDigit(t.left(start))
	case isDigit(p):
		return narrowSpace, t.thousands(i, j)
	}
	return "", false
}

// thousands tells that the digits on both sides of src[i:j] are groups of one
// number: exactly three on the right, one to three on the left, which neither
// begin inside something else nor follow another short group (a telephone).
func (t *setter) thousands(i, j int) bool {
	right := 0
	for j+right < len(t.src) && isDigit(rune(t.src[j+right])) {
		right++
	}
	left := 0
	for left < i && isDigit(rune(t.src[i-1-left])) {
		left++
	}
	_, width := utf8.DecodeRuneInString(t.src[i:])
	if right != 3 || left < 1 || left > 3 || j-i != width {
		return false
	}
	before := t.left(i - left)
	if isWord(before) || before == ',' || before == '.' || isWord(t.right(j+3)) {
		return false
	}
	start := softStart(t.src, i-left)
	return left == 3 || start == i-left || !isDigit(t.left(start))
}

// closesAt tells that what stands at i may follow an exclamation or question mark
// that ends a sentence, so that « a?b » is left alone.
func (t *setter) closesAt(i int) bool {
	r := t.right(i)
	return blank(r) || strings.ContainsRune("!?.,…)]»”\"'’", r)
}

// entity tells that src[:i] ends like an HTML entity that a semicolon would close.
func (t *setter) entity(i int) bool {
	k := i
	for k > 0 && i-k < 32 && (asciiLetter(t.src[k-1]) || isDigit(rune(t.src[k-1])) || t.src[k-1] == '#') {
		k--
	}
	return k < i && k > 0 && t.src[k-1] == '&'
}

// addressLen returns the length of the word that s begins with when it is an
// address, which typography must not touch; 0 otherwise. What it asks of a word
// holds for the whole whenever it holds for a part: cutting words never makes
// an address of what was not one.
func addressLen(s string) int {
	end := len(s)
	dot, path, at := false, false, false
	for i, r := range s {
		if isSpace(r) {
			end = i
			break
		}
		switch {
		case r == '@':
			at = true
		case r == '.' && i > 0 && i+1 < len(s) && wordByte(s[i-1]) && wordByte(s[i+1]):
			dot = true
		case r == '/' && dot:
			path = true
		}
	}
	word := s[:end]
	if at || path || strings.Contains(word, "://") || strings.Contains(word, "www.") {
		return end
	}
	return 0
}

func wordByte(c byte) bool { return asciiLetter(c) || isDigit(rune(c)) }

// softEnd returns where the spaces that begin at i end; line ends and tabs are
// the author's layout and are no such space.
func softEnd(s string, i int) int {
	for i < len(s) {
		n := softLen(s[i:])
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// softStart is softEnd backwards.
func softStart(s string, i int) int {
	for i > 0 {
		switch {
		case s[i-1] == ' ':
			i--
		case i > 1 && softLen(s[i-2:i]) == 2:
			i -= 2
		case i > 2 && softLen(s[i-3:i]) == 3:
			i -= 3
		default:
			return i
		}
	}
	return i
}

func softLen(s string) int {
	switch {
	case s[0] == ' ':
		return 1
	case s[0] == 0xC2 && strings.HasPrefix(s, noBreak):
		return 2
	case s[0] == 0xE2 && (strings.HasPrefix(s, narrowSpace) || strings.HasPrefix(s, "\u2009")):
		return 3
	}
	return 0
}

func isDigit(r rune) bool  { return r >= '0' && r <= '9' }
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
func isWord(r rune) bool   { return isLetter(r) || unicode.IsDigit(r) }
func isSpace(r rune) bool  { return unicode.IsSpace(r) }
func blank(r rune) bool    { return r == 0 || isSpace(r) }

// opensWord tells that r may follow the apostrophe of an elision.
func opensWord(r rune) bool { return isWord(r) || r == '«' || r == '“' || r == '"' }

// endsWord tells that punctuation written right after r closes a phrase.
func endsWord(r rune) bool {
	return isWord(r) || strings.ContainsRune(")]»”\"'’….%€", r)
}
