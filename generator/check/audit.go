package check

import (
	"strconv"
	"strings"
	"time"

	"balise/generator/diag"
	"balise/generator/model"
)

// audit keeps the accessibility statement from claiming what no audit has
// established. A site is « totalement conforme » when it meets every criterion
// that applies, « partiellement » when it meets half of them at least, and both
// are said by someone, one day (RGAA 4.1, obligations, « déclaration
// d’accessibilité »). « non » needs no audit.
func audit(p *model.Portal, report func(diag.Diag)) {
	a := &p.Site.Accessibilite
	if !a.Date.IsZero() && a.Date.After(p.Today.AddDate(0, 0, 1)) {
		report(diag.New("date-future", a.At("date"), "date", a.Date.Format(time.DateOnly)))
	}
	rate := "taux = " + strconv.FormatFloat(a.Taux, 'f', -1, 64)
	contradiction := func(key, what string) { report(diag.New("audit-contradictoire", a.At(key), what, a.Etat)) }
	switch {
	case a.Taux < 0 || a.Taux > 100:
		contradiction("taux", rate)
	case a.Etat == "totalement" && a.Has("taux") && a.Taux < 100,
		a.Etat == "partiellement" && a.Has("taux") && a.Taux < 50:
		contradiction("taux", rate)
	}
	if a.Etat == "totalement" && len(a.Derogations) > 0 {
		contradiction("non_conformites", "non_conformites")
	}
	if a.Etat != "totalement" && a.Etat != "partiellement" {
		return
	}
	var missing []string
	if a.Auditeur == "" && !a.Misread("auditeur") {
		missing = append(missing, "auditeur")
	}
	if a.Date.IsZero() && !a.Misread("date") {
		missing = append(missing, "date")
	}
	if len(missing) > 0 {
		report(diag.New("audit-incomplet", a.At("etat"), a.Etat, strings.Join(missing, ", ")))
	}
}
