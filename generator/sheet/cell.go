package sheet

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// cell makes a value of the file a cell, and notes what it changes.
func (r *reader) cell(s string, line int, column string) string {
	s = restore(s)
	if failed(s) {
		r.find("import-case-en-erreur", line, column, 1, s)
		return ""
	}
	if plainASCII(s) {
		s = strings.TrimSpace(s)
		if !strings.ContainsAny(s, "<&") {
			return s
		}
	} else {
		if t, ok := unscramble(s); ok {
			r.find("import-double-encodage", line, column, 1, sample(s))
			s = t
		}
		if n := strings.Count(s, "\uFFFD"); n > 0 {
			r.find("import-caracteres-perdus", line, column, n, "")
		}
	}
	text := r.unmarked(s, line, column)
	return clean(text)
}

// failures are what spreadsheets show, in English or in French, where a formula
// has no value: they say nothing of the place, and must not be published.
var failures = []string{"#REF!", "#N/A", "#NAME?", "#NOM?", "#VALUE!", "#VALEUR!", "#DIV/0!", "#NULL!", "#NUL!", "#NUM!", "#NOMBRE!", "#SPILL!", "#GETTING_DATA"}

func failed(s string) bool {
	return strings.HasPrefix(s, "#") && slices.Contains(failures, strings.TrimSpace(s))
}

// sample is the beginning of a value, for a diagnostic: a value can be as long
// as the file.
func sample(s string) string {
	const most = 120
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// restore takes away the apostrophe that an export put in front of what a
// spreadsheet would run, or that somebody typed to have it keep « +33… » as a
// text.
func restore(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && Formula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// Formula tells whether a spreadsheet might run s (OWASP, « CSV Injection »);
// the wide forms are those of East Asian keyboards.
func Formula(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	switch c {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return true
	}
	return false
}

// clean gives a text in NFC, with LF ends of line, no other control character,
// nothing blank at the ends.
func clean(s string) string {
	if plainASCII(s) {
		return strings.TrimSpace(s)
	}
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	s = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' || c == '\ufeff' {
			return -1
		}
		return c
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}
