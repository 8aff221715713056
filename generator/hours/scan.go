package hours

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is the kind of a token.
type kind uint8

const (
	endToken kind = iota
	numberToken
	wordToken
	commentToken
	dashToken
	colonToken
	dotToken
	commaToken
	semicolonToken
	orToken // ||
	slashToken
	plusToken
	openToken  // [
	closeToken // ]
	otherToken // nothing of the syntax
)

// token is a piece of a value. An odd one is understood but not written as the
// syntax wants: a long dash, a curly quote.
type token struct {
	kind       kind
	odd        bool
	start, end int
	number     int    // for numberToken; -1 when it is too long
	word       *word  // noWord unless it is one of the vocabulary
	text       string // for commentToken: the comment
	bar        bool   // for otherToken: it is a "|"
}

// scan cuts a value into tokens, the last one being endToken. It never fails.
func scan(value string, tokens []token) []token {
	for i := 0; i < len(value); {
		t := next(value, i)
		i = t.end
		if t.kind != endToken {
			tokens = append(tokens, t)
		}
	}
	return append(tokens, token{kind: endToken, start: len(value), end: len(value), word: noWord})
}

var ascii = [128]kind{
	'-': dashToken, ':': colonToken, '.': dotToken, ',': commaToken, ';': semicolonToken,
	'/': slashToken, '+': plusToken, '[': openToken, ']': closeToken,
}

// next reads the token at i; spaces give an endToken.
func next(value string, i int) token {
	c := value[i]
	t := token{kind: otherToken, start: i, end: i + 1, word: noWord}
	switch {
	case c == ' ' || c >= '\t' && c <= '\r':
		t.kind = endToken
	case c >= '0' && c <= '9':
		return number(value, i)
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		return wordAt(value, i)
	case c == '"':
		return quoted(value, i, 1, `"`)
	case c == '|':
		if t.bar = true; strings.HasPrefix(value[i:], "||") {
			t.kind, t.end = orToken, i+2
		}
	case c == '&':
		t.kind, t.word = wordToken, vocabulary["and"]
	case c == '\'':
		if j := strings.IndexByte(value[i+1:], '\''); j >= 0 && !letterBefore(value, i) {
			return quoted(value, i, 1, "'")
		}
		t.kind = dotToken // an apostrophe: "jusqu'à"
		t.odd = true
	case c < utf8.RuneSelf:
		if k := ascii[c]; k != endToken {
			t.kind = k
		}
	default:
		return nextRune(value, i)
	}
	return t
}

func letterBefore(value string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(value[:i])
	return unicode.IsLetter(r)
}

func nextRune(value string, i int) token {
	r, size := utf8.DecodeRuneInString(value[i:])
	t := token{kind: otherToken, odd: true, start: i, end: i + size, word: noWord}
	switch {
	case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
		t.kind = endToken
	case r >= '\u2010' && r <= '\u2015' || r == '−' || r == '－':
		t.kind = dashToken
	case r == '：':
		t.kind = colonToken
	case r == '，':
		t.kind = commaToken
	case r == '；':
		t.kind = semicolonToken
	case r == '“' || r == '”' || r == '„':
		for _, closing := range []string{"”", "“"} {
			if strings.Contains(value[t.end:], closing) {
				return quoted(value, i, size, closing)
			}
		}
	case r == '«':
		return quoted(value, i, size, "»")
	case r == '’':
		t.kind = dotToken
	case r != utf8.RuneError && plainLetter(r) != 0:
		return wordAt(value, i)
	}
	return t
}

func number(value string, i int) token {
	t := token{kind: numberToken, start: i, end: i, word: noWord}
	for t.end < len(value) && value[t.end] >= '0' && value[t.end] <= '9' {
		if t.number > 99999 {
			t.number = -1
		}
		if t.number >= 0 {
			t.number = t.number*10 + int(value[t.end]-'0')
		}
		t.end++
	}
	return t
}

// quoted reads a comment; one that never ends is no comment.
func quoted(value string, i, size int, closing string) token {
	t := token{kind: otherToken, odd: closing != `"`, start: i, end: i + size, word: noWord}
	if j := strings.Index(value[i+size:], closing); j >= 0 {
		t.kind = commentToken
		t.text = value[i+size : i+size+j]
		t.end = i + size + j + len(closing)
		if t.odd {
			t.text = strings.ReplaceAll(strings.TrimFunc(t.text, unicode.IsSpace), `"`, "")
		}
	}
	return t
}

// appointment is how opening_hours.js, too, rewrites these words.
const appointment = "Sur rendez-vous"

var appointmentForms = []string{"sur rendez-vous", "sur rendez vous", "sur rdv"}

func wordAt(value string, i int) token {
	if value[i]|0x20 == 's' {
		for _, form := range appointmentForms {
			if end := i + len(form); end <= len(value) && strings.EqualFold(value[i:end], form) {
				return token{kind: commentToken, odd: true, start: i, end: end, word: noWord, text: appointment}
			}
		}
	}
	w, size := lookup(value[i:])
	return token{kind: wordToken, start: i, end: i + max(size, 1), word: w}
}
