package theme

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/tmpl"
	"balise/generator/tomlpos"
)

// Texts is the interface's words in one language, those missing taken from the
// portal's default language, then from French.
type Texts struct {
	Lang string // BCP 47
	Dir  string // ltr or rtl
	tag  language.Tag
	all  map[string]message
}

// message is a text with holes, in one form or in several by number.
type message struct {
	forms map[plural.Form]pieces // plural.Other stands for the only form
	lang  string                 // the file it comes from
}

// pieces is a text cut at its holes: text, hole, text, hole… A hole is the
// number of an argument.
type pieces struct {
	text  []string
	holes []int
}

var forms = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// messages reads i18n/<lang>.toml of each language; French is always read.
func (f *files) messages(languages []string) (map[string]map[string]message, []diag.Diag) {
	out := map[string]map[string]message{}
	var ds []diag.Diag
	wanted := slices.Clone(languages)
	if !slices.Contains(wanted, "fr") {
		wanted = append(wanted, "fr")
	}
	for i, lang := range wanted {
		name := "i18n/" + lang + ".toml"
		src := f.read(name)
		if base, _, regional := strings.Cut(lang, "-"); src == nil && regional {
			name = "i18n/" + base + ".toml"
			src = f.read(name)
		}
		if src == nil {
			if i < len(languages) {
				ds = append(ds, diag.New("i18n-absent", diag.Pos{File: "site.toml"}, lang, f.path(name)))
			}
			continue
		}
		doc, more := tomlpos.Parse(f.path(name), src, 1)
		if more != nil {
			ds = append(ds, more...)
			continue
		}
		out[lang] = map[string]message{}
		ds = append(ds, flatten(out[lang], "", doc, f.path(name), lang)...)
	}
	return out, ds
}

// flatten gathers texts under dotted keys.
func flatten(into map[string]message, prefix string, t *tomlpos.Table, file, lang string) []diag.Diag {
	var ds []diag.Diag
	for _, e := range t.Entries {
		at := diag.Pos{File: file, Line: int(e.Value.Place.Line), Col: int(e.Value.Place.Col)}
		key := prefix + e.Key
		switch v := e.Value.V.(type) {
		case string:
			into[key] = message{map[plural.Form]pieces{plural.Other: cut(v)}, lang}
		case *tomlpos.Table:
			if _, ok := v.Get("other"); !ok {
				ds = append(ds, flatten(into, key+".", v, file, lang)...)
				continue
			}
			m := message{map[plural.Form]pieces{}, lang}
			for _, form := range v.Entries {
				text, isText := form.Value.V.(string)
				kind, known := forms[form.Key]
				if !isText || !known {
					ds = append(ds, diag.New("i18n-forme", at, key, form.Key))
					continue
				}
				m.forms[kind] = cut(text)
			}
			into[key] = m
		default:
			ds = append(ds, diag.New("type-texte", at, key))
		}
	}
	return ds
}

// cut finds the holes {0} to {9} of a text.
func cut(s string) pieces {
	var p pieces
	for {
		i := strings.IndexByte(s, '{')
		for i >= 0 && !(i+2 < len(s) && s[i+1] >= '0' && s[i+1] <= '9' && s[i+2] == '}') {
			next := strings.IndexByte(s[i+1:], '{')
			if next < 0 {
				i = -1
				break
			}
			i += 1 + next
		}
		if i < 0 {
			p.text = append(p.text, s)
			return p
		}
		p.text = append(p.text, s[:i])
		p.holes = append(p.holes, int(s[i+1]-'0'))
		s = s[i+3:]
	}
}

// newTexts gathers the texts of a language. What it lacks is taken from the
// portal's default language, then from French.
func newTexts(lang, first string, messages map[string]map[string]message) *Texts {
	tag, _ := language.Parse(lang)
	t := &Texts{Lang: lang, Dir: "ltr", tag: tag, all: map[string]message{}}
	for _, from := range []string{"fr", first, lang} {
		for k, m := range messages[from] {
			t.all[k] = m
		}
	}
	if t.T("sens") == "rtl" || rightToLeft(tag) && messages[lang]["sens"].forms == nil {
		t.Dir = "rtl"
	}
	return t
}

// rightToLeft tells it from the script of a language (ISO 15924).
func rightToLeft(tag language.Tag) bool {
	script, _ := tag.Script()
	return slices.Contains([]string{"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg"}, script.String())
}

// Has tells whether a key has a text in some language.
func (t *Texts) Has(key string) bool { _, ok := t.all[key]; return ok }

// T says the text of a key. args fill its holes; the first number among them
// chooses the plural form. An unknown key says itself, so that it is seen.
func (t *Texts) T(key string, args ...any) string {
	m, ok := t.all[key]
	if !ok {
		return key
	}
	values := make([]tmpl.Value, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case int:
			values[i] = tmpl.Num(int64(a))
		case string:
			values[i] = tmpl.Str(a)
		default:
			values[i] = tmpl.Str(fmt.Sprint(a))
		}
	}
	return string(t.append(nil, m, values))
}

// Label says the text of a value of an enumeration: the key is table.slug. When
// no language has it, the value itself is said, which is French.
func (t *Texts) Label(table, slug, value string) (label, lang string) {
	m, ok := t.all[table+"."+slug]
	if !ok {
		return value, t.foreign("fr")
	}
	return string(t.append(nil, m, nil)), t.foreign(m.lang)
}

// foreign is lang when it is not the texts' own, for a lang attribute.
func (t *Texts) foreign(lang string) string {
	if lang == t.Lang {
		return ""
	}
	return lang
}

func (t *Texts) append(dst []byte, m message, args []tmpl.Value) []byte {
	p := m.forms[t.form(m, args)]
	for i, text := range p.text {
		dst = append(dst, text...)
		if i >= len(p.holes) || p.holes[i] >= len(args) {
			continue
		}
		switch a := args[p.holes[i]]; a.Kind {
		case tmpl.Int:
			if a.Int > -1000 && a.Int < 1000 {
				dst = strconv.AppendInt(dst, a.Int, 10)
			} else {
				dst = append(dst, french.Number(int(a.Int), t.Lang)...)
			}
		default:
			dst = append(dst, a.Str...)
		}
	}
	return dst
}

func (t *Texts) form(m message, args []tmpl.Value) plural.Form {
	if len(m.forms) == 1 {
		return plural.Other
	}
	for _, a := range args {
		if a.Kind != tmpl.Int {
			continue
		}
		n := int(max(a.Int, -a.Int))
		if _, ok := m.forms[plural.Zero]; ok && n == 0 {
			return plural.Zero // « aucun lieu », even where the grammar has no zero
		}
		form := plural.Cardinal.MatchPlural(t.tag, n, 0, 0, 0, 0)
		if _, ok := m.forms[form]; ok {
			return form
		}
		break
	}
	return plural.Other
}

var errKey = errors.New("no text has this key")

// funcs are the functions that templates may call: t, which says a text.
func (t *Texts) funcs() tmpl.Funcs {
	return tmpl.Funcs{"t": {Result: tmpl.String, Bind: func(args []tmpl.Arg) (tmpl.Bound, error) {
		if len(args) == 0 || !args[0].Const || args[0].Kind != tmpl.String {
			return tmpl.Bound{}, errors.New("the key must be written between quotes")
		}
		m, ok := t.all[args[0].Str]
		if !ok {
			keys := make([]string, 0, len(t.all))
			for k := range t.all {
				keys = append(keys, k)
			}
			slices.Sort(keys)
			near, _ := french.Nearest(args[0].Str, keys)
			return tmpl.Bound{}, fmt.Errorf("%w: %q (nearest: %q)", errKey, args[0].Str, near)
		}
		if len(args) == 1 {
			return tmpl.Bound{Const: tmpl.Str(string(t.append(nil, m, nil)))}, nil
		}
		return tmpl.Bound{Append: func(dst []byte, args []tmpl.Value) []byte { return t.append(dst, m, args[1:]) }}, nil
	}}}
}

func itoa(n int) string { return strconv.Itoa(n) }
