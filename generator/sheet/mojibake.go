package sheet

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// A text of UTF-8 that a program read in another encoding, and wrote again in
// UTF-8, has two or three signs for each letter: « Ã© » for « é » when it was
// read as Windows-1252, « √© » when it was as MacRoman.

// maxTimes is how many times a text may have been misread.
const maxTimes = 3

// unscramble puts right the letters that were encoded twice. Each is judged
// alone: the others of the text may be right. It is changed when its signs are
// the bytes of one character that French is written with; no French has these
// signs side by side otherwise.
func unscramble(s string) (string, bool) {
	changed := false
	for _, set := range []*charmap.Charmap{charmap.Windows1252, charmap.Macintosh} {
		for range maxTimes {
			t, ok := unscrambleIn(s, set)
			if !ok {
				break
			}
			s, changed = t, true
		}
	}
	return s, changed
}

func unscrambleIn(s string, set *charmap.Charmap) (string, bool) {
	var b strings.Builder
	done := 0
	for i := 0; i < len(s); {
		c, n, ok := scrambled(s[i:], set)
		if ok {
			b.WriteString(s[done:i])
			b.WriteRune(c)
			done = i + n
		}
		i += n
	}
	if done == 0 {
		return s, false
	}
	b.WriteString(s[done:])
	return b.String(), true
}

// scrambled gives the character whose bytes the first signs of s are, and the
// length of those signs; false, and the length of the first sign, when they are
// none.
func scrambled(s string, set *charmap.Charmap) (c rune, n int, ok bool) {
	if s[0] < utf8.RuneSelf {
		return 0, 1, false
	}
	r, first := utf8.DecodeRuneInString(s)
	lead, ok := byteOf(set, r)
	length := 0
	switch {
	case !ok:
	case lead >= 0xc2 && lead < 0xe0:
		length = 2
	case lead >= 0xe0 && lead < 0xf0:
		length = 3
	}
	if length == 0 {
		return 0, first, false
	}
	buf := [3]byte{lead}
	n = first
	for k := 1; k < length; k++ {
		r, size := utf8.DecodeRuneInString(s[n:])
		if buf[k], ok = byteOf(set, r); !ok || size == 0 {
			return 0, first, false
		}
		n += size
	}
	if c, size := utf8.DecodeRune(buf[:length]); size == length && likely(c) {
		return c, n, true
	}
	return 0, first, false
}

// byteOf is the byte that r was read from. A control character comes from the
// readers of ISO-8859-1, which has them where Windows has signs.
func byteOf(set *charmap.Charmap, r rune) (byte, bool) {
	if r >= 0x80 && r < 0xa0 {
		return byte(r), true
	}
	return set.EncodeRune(r)
}

// likely tells the characters past ASCII that a French listing has: letters of
// Latin-1, the signs of typography, accents on their own; and those that
// Windows-1252 has besides, for a text that was misread twice. U+FFFD is one: a
// text can be destroyed first, then misread.
func likely(c rune) bool {
	if c >= 0x80 && c <= 0xff {
		return c != '×' && c != '÷'
	}
	return strings.ContainsRune("\u0300\u0301\u0302\u0308\u0327œŒŸ€™•…‘’‚“”„–—‑‐‹›‰′″\u2009\u202f\u200b\ufeff\ufffdƒ†‡ˆ‰ŠšŽž˜", c)
}
