package check

import (
	"slices"
	"strings"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/model"
)

// The values of [controle].
const (
	asError   = "erreur"
	asWarning = "avertissement"
	silent    = "silence"
)

// yielding are the errors that a portal may soften: the site stays whole, safe
// and true without what they ask. The others are firm, because past them
//
//   - a file was not read, or a value was left out: the page would lack it
//     without a word (toml-…, type-…, cle-…, valeur-…, fichier-…, import of nothing);
//   - two pages would take one address, or none (id-…, chemin-…, adresse-…);
//   - a page would hold what a stranger wrote: a script, a style, an address
//     that is no address (gabarit-…, svg-…, lien-dangereux, courriel-illisible,
//     telephone-illisible, adresse-web-illisible, couleur-illisible);
//   - a reader would be kept out (image-sans-alternative, contraste), or sent
//     to a closed door (horaires-…).
var yielding = []diag.Code{
	"code-insee-inconnu", "code-postal-illisible", "commune-differe", "commune-inconnue", "commune-sans-code",
	"coordonnees-hors-france", "coordonnees-incompletes", "coordonnees-inversees", "coordonnees-metres",
	"duree-illisible", "fermeture-inversee", "lien-mort", "pivot-illisible", "pivot-mal-ecrit", "theme-inconnu",
}

// raised tells whether a portal makes an error of one of codes.
func raised(site *model.Site, codes []diag.Code) bool {
	return site != nil && slices.ContainsFunc(site.Reglages, func(s model.Setting) bool {
		return s.Niveau == asError && slices.Contains(codes, diag.Code(s.Code))
	})
}

// Firm tells whether a code is always an error.
func Firm(code diag.Code) bool {
	e, ok := diag.Lookup(code)
	return ok && e.Level == diag.Error && !slices.Contains(yielding, code)
}

// settings checks [controle] itself.
func settings(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Site.Reglages {
		_, known := diag.Lookup(diag.Code(s.Code))
		switch {
		case !known || elsewhere(s.Code):
			var codes []string
			for _, c := range diag.Codes() {
				if !elsewhere(string(c)) {
					codes = append(codes, string(c))
				}
			}
			near, _ := french.Nearest(s.Code, codes)
			report(diag.New("controle-inconnu", s.At, s.Code, near))
		case s.Niveau != asError && s.Niveau != asWarning && s.Niveau != silent:
			near, ok := french.Nearest(s.Niveau, []string{asError, asWarning, silent})
			if !ok {
				near = asWarning
			}
			report(diag.New("controle-niveau", s.ValueAt, s.Niveau, s.Code+` = "`+near+`"`))
		case s.Niveau != asError && Firm(diag.Code(s.Code)):
			report(diag.New("controle-protege", s.ValueAt, s.Code))
		}
	}
}

// elsewhere tells the codes that no portal can have: imports, with their
// mappings, and exports have reports of their own.
func elsewhere(code string) bool {
	return strings.HasPrefix(code, "import-") || strings.HasPrefix(code, "export-") || strings.HasPrefix(code, "correspondance-")
}

// Adjust gives diagnostics the levels that the portal asks for, and drops those
// that it silences. A setting that cannot be followed changes nothing.
func Adjust(site *model.Site, ds []diag.Diag) []diag.Diag {
	if site == nil || len(site.Reglages) == 0 {
		return ds
	}
	asked := map[diag.Code]string{}
	for _, s := range site.Reglages {
		if s.Niveau == asError || !Firm(diag.Code(s.Code)) {
			asked[diag.Code(s.Code)] = s.Niveau
		}
	}
	out := make([]diag.Diag, 0, len(ds))
	for _, d := range ds {
		switch asked[d.Code] {
		case silent:
			continue
		case asError:
			d.Level = diag.Error
		case asWarning:
			d.Level = diag.Warning
		}
		out = append(out, d)
	}
	return out
}
