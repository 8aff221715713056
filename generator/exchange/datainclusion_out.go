package exchange

import (
	"bufio"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"balise/generator/model"
)

// inclusionSource is who data·inclusion knows as the producer of places of
// digital help: identifiers begin with it.
const inclusionSource = "mediation-numerique"

// DataInclusion writes structures as a document of data·inclusion v1
// (gip-inclusion/data-inclusion-schema 1.0.8): {"structures": […],
// "services": […]}, one record a line. A place is a structure and the one
// service that it gives. Values follow the correspondence of the national
// pipeline, but for its defects: publics arrive, an overseas département is
// three characters, « Gratuit sous condition » keeps its condition.
//
// A key without a value is left out. An error is the writer's.
func (o Options) DataInclusion(w io.Writer, structures []*model.Structure) error {
	out := bufio.NewWriterSize(w, 64<<10)
	out.WriteString(`{"structures":[`)
	if err := appendEach(out, structures, o.appendInclusionStructure); err != nil {
		return err
	}
	out.WriteString(`],"services":[`)
	var values []string // reused from one list to the next
	if err := appendEach(out, structures, func(b []byte, s *model.Structure) []byte {
		return o.appendInclusionService(b, s, &values)
	}); err != nil {
		return err
	}
	out.WriteString("]}\n")
	return out.Flush()
}

func (o Options) appendInclusionStructure(b []byte, s *model.Structure) []byte {
	b = append(b, `{"source":"`+inclusionSource+`"`...)
	b = appendPair(b, "id", inclusionSource+"--"+s.ID)
	b = appendPair(b, "nom", inclusionName(s))
	b = o.appendInclusionCommon(b, s)
	b = appendPair(b, "description", inclusionText(s.PresentationDetail, s.PresentationResume))
	if digits(s.Pivot, 14) && s.Pivot != unknownPivot {
		b = appendPair(b, "siret", s.Pivot)
	}
	b = appendPair(b, "site_web", firstAddress(s.SiteWeb))
	b = appendPair(b, "accessibilite_lieu", webAddress(s.FicheAccesLibre))
	var buf [8]string
	return append(appendPairs(b, "reseaux_porteurs", networks(buf[:0], s)), '}')
}

// appendInclusionCommon writes what a structure and its service share.
func (o Options) appendInclusionCommon(b []byte, s *model.Structure) []byte {
	if !s.DateMaj.IsZero() {
		b = appendDay(append(appendName(b, "date_maj"), '"'), s.DateMaj)
		b = append(b, '"')
	}
	b = appendPair(b, "lien_source", o.page(s))
	b = appendPair(b, "commune", s.Commune)
	b = appendPair(b, "code_postal", postcodeOut(s))
	b = appendPair(b, "code_insee", codeOut(s))
	b = appendPair(b, "adresse", s.Adresse)
	b = appendPair(b, "complement_adresse", s.ComplementAdresse)
	if known(s) {
		b = appendDegrees(b, "longitude", s.Longitude)
		b = appendDegrees(b, "latitude", s.Latitude)
	}
	b = appendPair(b, "telephone", firstPhone(s))
	if len(s.Courriels) > 0 {
		b = appendPair(b, "courriel", s.Courriels[0])
	}
	if s.Horaires == "" && s.HorairesTexte != "" {
		return appendPair(b, "horaires_accueil", inclusionHours(s.HorairesTexte))
	}
	return appendPair(b, "horaires_accueil", s.Horaires)
}

// inclusionHours is a text as the syntax of hours, which the schema asks for,
// holds one: a comment.
func inclusionHours(text string) string {
	return `"` + strings.NewReplacer(`"`, "’", "\r\n", " ", "\n", " ").Replace(text) + `"`
}

func (o Options) appendInclusionService(b []byte, s *model.Structure, values *[]string) []byte {
	all := func(m map[string][]string, keys ...[]string) []string {
		*values = (*values)[:0]
		for _, list := range keys {
			*values = mapped(*values, m, list)
		}
		return *values
	}
	b = append(b, `{"source":"`+inclusionSource+`"`...)
	b = appendPair(b, "structure_id", inclusionSource+"--"+s.ID)
	b = appendPair(b, "id", inclusionSource+"--"+s.ID)
	b = append(b, `,"nom":"Médiation numérique"`...)
	b = appendPair(b, "description", inclusionText(s.PresentationDetail, s.PresentationResume, strings.Join(s.Services, ", "), "Lieu de médiation numérique."))
	b = o.appendInclusionCommon(b, s)
	b = appendPair(b, "type", inclusionType(s.ModalitesAccompagnement))
	b = appendPairs(b, "thematiques", all(inclusionThemes, s.Services))
	fees, more := inclusionFees(s.Frais)
	b = appendPair(b, "frais", fees)
	b = appendPair(b, "frais_precisions", more)
	publics := all(inclusionPublics, s.Publics, s.PriseEnCharge)
	if len(publics) == 0 {
		publics = append(publics, "tous-publics") // the schema wants it of a service for nobody in particular
	}
	b = appendPairs(b, "publics", publics)
	if len(s.PriseEnCharge) > 0 {
		b = appendPair(b, "publics_precisions", "Prise en charge spécifique : "+strings.Join(s.PriseEnCharge, ", "))
	}
	b = appendPairs(b, "modes_accueil", inclusionModes(s))
	b = appendPairs(b, "modes_mobilisation", all(inclusionAccess, s.ModalitesAcces))
	b = appendPair(b, "lien_mobilisation", webAddress(s.PriseRdv))
	b = append(b, `,"mobilisable_par":["usagers","professionnels"]`...)
	if slices.Contains(s.ModalitesAcces, byPrescription) {
		b = appendPair(b, "mobilisation_precisions", byPrescription)
	}
	if code, ok := departementOf(s); ok {
		b = append(appendString(append(appendName(b, "zone_eligibilite"), '['), code), ']')
	}
	return append(b, '}')
}

const byPrescription = "Envoyer un mail avec une fiche de prescription"

// inclusionName keeps to 3–150 characters and to a last one that is no period.
func inclusionName(s *model.Structure) string {
	name := s.Nom
	if utf8.RuneCountInString(name) < 3 {
		name += ", " + s.Commune
	}
	if name = cutAfterWord(name, 150); !strings.HasSuffix(name, "etc.") {
		name = strings.TrimRight(name, ". ")
	}
	return name
}

// inclusionText is the first text that is long enough, kept to 5–10,000
// characters; empty when there is none.
func inclusionText(texts ...string) string {
	for _, t := range texts {
		if utf8.RuneCountInString(t) >= 5 {
			return cutAfterWord(t, 10_000)
		}
	}
	return ""
}

// inclusionType is the one type of the service, by the pipeline's order.
func inclusionType(support []string) string {
	for _, t := range []struct{ support, kind string }{
		{"En autonomie", "aide-materielle"}, {"Dans un atelier collectif", "atelier"}, {"Accompagnement individuel", "accompagnement"},
	} {
		if slices.Contains(support, t.support) {
			return t.kind
		}
	}
	return ""
}

// inclusionFees is frais, a single value, and in words what it leaves out. What
// is free for some and not for others is neither: the words alone are true.
func inclusionFees(fees []string) (value, words string) {
	free, paid := false, false
	for _, f := range fees {
		if f == "Payant" {
			paid = true
		} else {
			free = true
		}
	}
	switch {
	case free && paid:
		return "", strings.Join(fees, ", ")
	case paid:
		return "payant", ""
	case slices.Contains(fees, "Gratuit sous condition"):
		return "gratuit", strings.Join(fees, ", ")
	case free:
		return "gratuit", ""
	}
	return "", ""
}

func inclusionModes(s *model.Structure) []string {
	remote := slices.Contains(s.ModalitesAccompagnement, "À distance")
	switch {
	case remote && s.ReceivesPublic():
		return []string{"a-distance", "en-presentiel"}
	case remote:
		return []string{"a-distance"}
	case s.ReceivesPublic():
		return []string{"en-presentiel"}
	}
	return nil
}

// networks are the networks that carry the place: its programmes, its labels,
// and what its types say of it.
func networks(list []string, s *model.Structure) []string {
	for _, keys := range [][]string{s.Dispositifs, s.Labels, s.Typologie} {
		list = mapped(list, inclusionNetworks, keys)
	}
	return list
}

// mapped adds to list what m has for each key, once.
func mapped(list []string, m map[string][]string, keys []string) []string {
	for _, k := range keys {
		for _, v := range m[k] {
			if !slices.Contains(list, v) {
				list = append(list, v)
			}
		}
	}
	return list
}

func firstPhone(s *model.Structure) string {
	if s.Telephone == "" && len(s.Telephones) > 0 {
		return s.Telephones[0]
	}
	return s.Telephone
}

func firstAddress(list []string) string {
	for _, u := range list {
		if u = webAddress(u); u != "" {
			return u
		}
	}
	return ""
}

// webAddress is u as the schemas take it: a whole address of the web in ASCII
// (RFC 3986; host names by IDNA), at most 2,083 characters. It is empty when u is
// no such address.
func webAddress(u string) string {
	p, err := url.Parse(u)
	if err != nil || p.Host == "" || p.Scheme != "https" && p.Scheme != "http" {
		return ""
	}
	if strings.ContainsFunc(u, func(r rune) bool { return r >= utf8.RuneSelf }) {
		host, err := idna.Lookup.ToASCII(p.Hostname())
		if err != nil {
			return ""
		}
		p.Host = strings.Replace(p.Host, p.Hostname(), host, 1)
		u = percented(p.String())
	}
	if len(u) > 2083 {
		return ""
	}
	return u
}

// percented writes the bytes of what is not ASCII as %C3%A9: package url leaves
// those of a query.
func percented(u string) string {
	b := make([]byte, 0, 2*len(u))
	for i := range len(u) {
		if u[i] < utf8.RuneSelf {
			b = append(b, u[i])
		} else {
			b = fmt.Appendf(b, "%%%02X", u[i])
		}
	}
	return string(b)
}
