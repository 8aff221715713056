package render

import (
	"strings"

	"balise/generator/decode"
	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/theme"
)

// words are the values of the standard's enumerations as a language says them,
// looked up once for a portal: every structure page says a dozen of them.
type words struct {
	services, types, publics     map[string]label
	fees, access, support, cares map[string]label
	needs                        map[string]label  // services, said as needs
	help                         map[string]string // services, explained; only those that the theme explains
}

type label struct{ text, lang string }

func newWords(t *theme.Texts) *words {
	w := &words{
		services: labels(t, "service", model.Services, french.Slug),
		types:    labels(t, "typologie", model.Typologies, strings.ToLower),
		publics:  labels(t, "public", model.Publics, french.Slug),
		fees:     labels(t, "frais", model.Frais, french.Slug),
		access:   labels(t, "modalite_acces", model.ModalitesAcces, french.Slug),
		support:  labels(t, "modalite_accompagnement", model.ModalitesAccompagnement, french.Slug),
		cares:    labels(t, "prise_en_charge", model.PrisesEnCharge, french.Slug),
		needs:    map[string]label{},
		help:     map[string]string{},
	}
	for _, v := range model.Services.Values {
		slug := french.Slug(v)
		w.needs[v] = w.services[v]
		if t.Has("besoin." + slug) {
			text, lang := t.Label("besoin", slug, v)
			w.needs[v] = label{text, lang}
		}
		if key := "service_aide." + slug; t.Has(key) {
			w.help[v] = t.T(key)
		}
	}
	return w
}

func labels(t *theme.Texts, table string, values *decode.Enum, slug func(string) string) map[string]label {
	m := make(map[string]label, len(values.Values))
	for _, v := range values.Values {
		text, lang := t.Label(table, slug(v), v)
		m[v] = label{text, lang}
	}
	return m
}

// say gives the texts of values.
func say(table map[string]label, values []string) []string {
	if len(values) == 0 {
		return nil
	}
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = table[v].text
	}
	return out
}
