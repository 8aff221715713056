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

// rarities are the decoder's other messages, in French.
var rarities = []struct {
	pattern *regexp.Regexp
	fr      string
}{
	{regexp.MustCompile(`control characters: '(0x[0-9a-fA-F]+)'`), "il contient un caractère de contrôle, $1"},
	{regexp.MustCompile(`^"?([^"]*)"? is not a table`), "« $1 » a déjà une valeur et ne peut pas être aussi une section"},
	{regexp.MustCompile(`(\S+) is out of range`), "le nombre $1 est trop grand"},
	{regexp.MustCompile(`NULL|NUL byte|NULL bytes`), "il contient un octet nul : ce n’est pas un fichier de texte"},
	{regexp.MustCompile(`(?i)invalid UTF-8`), "un caractère n’est pas de l’UTF-8"},
	{regexp.MustCompile(`^unexpected EOF`), "il s’arrête au milieu d’une valeur"},
	{regexp.MustCompile(`^unexpected (?:character|')`), "un caractère inattendu"},
	{regexp.MustCompile(`bare key|keys cannot|^invalid key|expected .*key`), "une clé mal écrite : une clé sans guillemets n’a ni espace ni accent"},
}

// said is a message in French and in English.
func said(msg string) []string {
	for _, r := range rarities {
		if m := r.pattern.FindStringSubmatchIndex(msg); m != nil {
			return []string{string(r.pattern.ExpandString(nil, r.fr, msg, m)), msg}
		}
	}
	return diag.Quoted(msg)
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
	return "toml-syntaxe", at, said(msg)
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
