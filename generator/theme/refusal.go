package theme

import (
	"regexp"
	"strings"

	"balise/generator/diag"
	"balise/generator/tmpl"
)

// refusals are what package tmpl says of a template that it refuses, in French.
// {0}, {1}… are the error's arguments.
var refusals = map[tmpl.ErrorKind]string{
	tmpl.ErrTooLarge:    "il est trop grand : {0}",
	tmpl.ErrDuplicate:   "le gabarit « {0} » est déjà défini dans {1}",
	tmpl.ErrForbidden:   "{0} : les gabarits n’ont pas cela",
	tmpl.ErrMethod:      "{0} est une méthode de {1} : un gabarit ne lit que des champs",
	tmpl.ErrNoData:      "{0} n’a pas de valeur ici",
	tmpl.ErrType:        "{0} est de type {1}, {2}",
	tmpl.ErrMismatch:    "{0} : {1} et {2} ne vont pas ensemble",
	tmpl.ErrArguments:   "{0} demande {1}",
	tmpl.ErrCall:        "{0} : {1}",
	tmpl.ErrContext:     "{0}, de type {1}, ne peut pas être écrit {2}",
	tmpl.ErrScript:      "mettez ce script dans un fichier et nommez-le par src",
	tmpl.ErrStyle:       "mettez ce style dans une feuille de style",
	tmpl.ErrStyleAttr:   "remplacez l’attribut style par une classe",
	tmpl.ErrHandler:     "l’attribut {0} : écoutez l’événement dans un fichier de script",
	tmpl.ErrScriptValue: "{0} : aucune valeur dans un script, sauf en JSON-LD",
}

// phrases are the words that stand among the arguments of errors.
var phrases = map[string]string{
	"256 KiB at most":                        "256 Kio au plus",
	"20000 calls at most":                    "20 000 appels de gabarits par page au plus",
	"64 calls within each other at most":     "64 appels l’un dans l’autre au plus",
	"the key must be written between quotes": "la clé s’écrit entre guillemets",
	"a loop within 8 others":                 "une boucle dans huit autres",
	"a variable declared in a call":          "une variable déclarée dans un appel",
	"a variable declared within parentheses": "une variable déclarée entre parenthèses",
	"a range that assigns":                   "une boucle qui change une variable",
	"an assignment to $":                     "un changement de $",
	"an empty pipeline":                      "une expression vide",
	"cannot be printed":                      "qui ne s’écrit pas",
	"cannot be repeated":                     "qui ne se répète pas",
	"dot cannot be":                          "qui ne peut pas être passé à un gabarit",
	"functions do not take":                  "que les fonctions ne prennent pas",
	"has no fields":                          "qui n’a pas de champs",
	"has no length":                          "qui n’a pas de longueur",
	"is not a struct":                        "qui n’est pas une vue",
	"templates cannot use":                   "qu’un gabarit ne sait pas lire",
	"variables cannot keep":                  "qu’une variable ne peut pas garder",
	"has a method that makes its text: put the text in the view": "dont le texte doit être préparé dans la vue",
	"one argument":                       "un argument",
	"two arguments":                      "deux arguments",
	"one argument or more":               "un argument ou plus",
	"two arguments or more":              "deux arguments ou plus",
	"no arguments: it is not a function": "zéro argument : ce n’est pas une fonction",
	"here: in a style, in a script's text, or in the name of a tag or an attribute": "ici : dans un style, dans le texte d’un script, ou dans le nom d’une balise ou d’un attribut",
	"no text has this key": "aucun texte de l’interface n’a cette clé",
	"the argument of len":  "ce que len mesure",
}

// parser are the usual complaints of the parser of templates.
var parser = []struct {
	pattern *regexp.Regexp
	fr      string
}{
	{regexp.MustCompile(`^unclosed action|^bad character`), "une accolade n’est pas refermée : il manque « }} »"},
	{regexp.MustCompile(`^unclosed comment|^comment ends`), "un commentaire n’est pas refermé : il finit par « */}} »"},
	{regexp.MustCompile(`^unterminated`), "un guillemet n’est pas refermé"},
	{regexp.MustCompile(`^unclosed left paren`), "une parenthèse n’est pas refermée"},
	{regexp.MustCompile(`^unexpected right paren`), "une parenthèse est fermée de trop"},
	{regexp.MustCompile(`^unexpected EOF`), "il manque un {{end}} avant la fin du fichier"},
	{regexp.MustCompile(`^unexpected \{\{end\}\}|^unexpected "?end`), "un {{end}} est de trop"},
	{regexp.MustCompile(`^unexpected \{\{else\}\}|^expected end; found \{\{else\}\}`), "un {{else}} est de trop"},
	{regexp.MustCompile(`^undefined variable "([^"]*)"`), "la variable $1 n’est pas déclarée"},
	{regexp.MustCompile(`^missing value for (\S+)`), "il manque une valeur après $1"},
	{regexp.MustCompile(`^empty command`), "une expression est vide"},
	{regexp.MustCompile(`^unexpected (.+) in `), "$1 n’a pas sa place ici"},
}

// refusal is what an error says, in French.
func refusal(e *tmpl.Error) string {
	form, known := refusals[e.Kind]
	if !known {
		if e.Kind == tmpl.ErrSyntax {
			for _, p := range parser {
				if m := p.pattern.FindStringSubmatchIndex(e.Msg); m != nil {
					return string(p.pattern.ExpandString(nil, p.fr, e.Msg, m))
				}
			}
		}
		return diag.Quoted(e.Msg)[0]
	}
	for i, arg := range e.Args {
		if fr, ok := phrases[arg]; ok {
			arg = fr
		} else if name, ok := strings.CutPrefix(arg, "the function "); ok {
			arg = "la fonction " + name
		}
		form = strings.ReplaceAll(form, "{"+itoa(i)+"}", arg)
	}
	return form
}
