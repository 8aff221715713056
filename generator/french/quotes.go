package french

import (
	"strings"
	"unicode/utf8"
)

// quotes turns the straight quotation marks of a keyboard into « »: the two
// that stand around words, in one piece of text. A mark that has no pair is
// left alone, as are inches (« un écran de 24" ») and what is in an address.
// Between the two there is no other mark, so that setting a text twice is
// setting it once.
func quotes(before rune, s string, after rune) string {
	if strings.Count(s, `"`) < 2 {
		return s
	}
	t := setter{src: s, before: before, after: after}
	for open := strings.IndexByte(s, '"'); open >= 0; {
		n := strings.IndexAny(s[open+1:], `"«»`)
		if n < 0 {
			break
		}
		shut := open + 1 + n
		if s[shut] != '"' {
			n = strings.IndexByte(s[shut:], '"')
			if n < 0 {
				break
			}
			open = shut + n
			continue
		}
		if !t.opensQuote(open) || !t.closesQuote(shut) {
			open = shut
			continue
		}
		t.replace(open, open+1, "«")
		t.replace(shut, shut+1, "»")
		n = strings.IndexByte(s[shut+1:], '"')
		if n < 0 {
			break
		}
		open = shut + 1 + n
	}
	if t.out == nil {
		return s
	}
	return string(append(t.out, s[t.done:]...))
}

func (t *setter) opensQuote(i int) bool {
	left, right := t.left(i), t.right(i+1)
	if within := strings.TrimRightFunc(t.src[:i], isSpace); strings.HasSuffix(within, "«") || within == "" && t.before == '«' {
		return false
	}
	return (blank(left) || strings.ContainsRune("(['’", left)) && (isWord(right) || right == '(' || right == '[') && !t.inAddress(i)
}

func (t *setter) closesQuote(i int) bool {
	left, right := t.left(i), t.right(i+1)
	if then := strings.TrimLeftFunc(t.src[i+1:], isSpace); strings.HasPrefix(then, "»") || then == "" && t.after == '»' {
		return false
	}
	return (isWord(left) || strings.ContainsRune("!?.,…)]%€", left)) && (blank(right) || strings.ContainsRune(".,;:!?…)]", right)) && !t.inAddress(i)
}

// inAddress tells that the word around i is an address (see addressLen). It
// looks no farther than far, so that a giant word full of marks costs little.
func (t *setter) inAddress(i int) bool {
	const far = 1000
	start := max(0, i-far)
	if at := strings.LastIndexFunc(t.src[start:i], isSpace); at >= 0 {
		_, n := utf8.DecodeRuneInString(t.src[start+at:])
		start += at + n
	}
	return addressLen(t.src[start:min(len(t.src), i+far)]) > 0
}
