package tomlpos

import (
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"

	"balise/generator/diag"
)

// explanations turn the decoder's technical messages, which are English, into
// codes of the catalogue. The first pattern that matches wins; its group, if
// any, becomes the diagnostic's argument. What matches none keeps the
// decoder's words under the code toml-syntaxe.
var explanations = []struct {
	pattern *regexp.Regexp
	code    diag.Code
}{
	{regexp.MustCompile(`strings cannot contain newlines|expected ['"]+$|unexpected EOF; expected`), "toml-guillemet"},
	{regexp.MustCompile(`^expected '\.' or '='|expected key separator`), "toml-egal"},
	{regexp.MustCompile(`^Key '([^']*)' (?:has already been defined|was already created)`), "toml-cle-double"},
	{regexp.MustCompile(`^expected a top-level item to end with a newline`), "toml-fin-de-ligne"},
	{regexp.MustCompile(`^expected a comma|^unexpected comma`), "toml-virgule"},
	{regexp.MustCompile(`(?i)invalid datetime: "?([^"]*)"?`), "toml-date"},
	{regexp.MustCompile(`^Invalid integer "([^"]*)": cannot have leading zeroes`), "toml-zero"},
	{regexp.MustCompile(`(?i)invalid escape|hexadecimal digits after`), "toml-echappement"},
	{regexp.MustCompile(`^expected value|^invalid value|^floats must start|^Invalid (?:integer|float)|^expected a digit`), "toml-valeur"},
	{regexp.MustCompile(`table (?:array )?name`), "toml-crochets"},
}

func explain(text string, pe toml.ParseError) (diag.Code, Place, []string) {
	at := placeOf(text, pe.Position.Start)
	// The message of a wrapped error is in Error(), behind "toml: line …: ".
	msg := pe.Message
	if msg == "" {
		_, msg, _ = strings.Cut(strings.TrimPrefix(pe.Error(), "toml: "), ": ")
	}
	for _, e := range explanations {
		if m := e.pattern.FindStringSubmatch(msg); m != nil {
			if e.code == "toml-date" || e.code == "toml-zero" || e.code == "toml-valeur" {
				return e.code, at, []string{valueAt(text, at)}
			}
			return e.code, at, m[1:]
		}
	}
	return "toml-syntaxe", at, []string{msg}
}

// valueAt is what stands after the equals sign on the line of p, for the hint.
func valueAt(text string, p Place) string {
	lines := strings.SplitN(text, "\n", int(p.Line)+1)
	if len(lines) < int(p.Line) {
		return ""
	}
	_, v, ok := strings.Cut(lines[p.Line-1], "=")
	if !ok {
		v = lines[p.Line-1]
	}
	return strings.TrimSpace(v)
}
