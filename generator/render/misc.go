package render

import (
	"html/template"
	"strconv"
	"strings"

	"balise/generator/french"
	"balise/generator/hours"
	"balise/generator/model"
	"balise/generator/theme"
)

// openData fills donnees.html.
func (c *context) openData() *theme.OpenData {
	l := c.lang
	v := &theme.OpenData{
		Page:  c.frame(l.T("titre.donnees"), "", l.T("description.donnees", c.Territory.Name)),
		Total: len(c.Structures), Licence: c.portal.Site.Licence,
	}
	for _, s := range c.Structures {
		if s.DateMaj.Format("2006-01-02") == c.newest {
			v.Updated = french.Date(s.DateMaj, l.tag)
		}
	}
	for _, f := range c.Data {
		v.Files = append(v.Files, theme.DataFile{
			Name: f.Name, Format: f.Format, Size: french.Bytes(f.Size, l.tag), Href: c.file("donnees/" + f.Name),
			About: l.T("donnees." + f.Key), Lacks: l.T("donnees.manque-" + f.Key),
		})
	}
	v.Catalogue = &theme.Link{Label: l.T("donnees.catalogue"), Href: c.file("donnees/dcat.jsonld")}
	v.LicenceURL = template.URL(licenceURL(v.Licence))
	for _, col := range model.Columns() {
		about := ""
		if key := "colonne." + col.Name; l.Has(key) {
			about = l.T(key)
		}
		v.Columns = append(v.Columns, theme.DataColumn{Name: col.Name, About: about, Required: col.Required, Many: col.Many})
	}
	v.Page.JSONLD = c.dataJSONLD()
	return v
}

// legal fills mentions.html (law n° 2004-575 of 21 June 2004, article 1-1).
func (c *context) legal() *theme.Legal {
	site := c.portal.Site
	return &theme.Legal{
		Page:      c.frame(c.lang.T("titre.mentions"), "", c.lang.T("description.mentions", c.Territory.Name)),
		Publisher: party(&site.Editeur), Host: party(&site.Hebergeur), Director: site.Editeur.Directeur,
		Status: site.Editeur.Statut, DataLicence: site.Licence,
	}
}

func party(p *model.Party) theme.Party {
	v := theme.Party{Name: p.Nom, Address: p.Adresse, Identifier: p.Identifiant}
	if p.Telephone != "" {
		v.Phone = phoneLink(p.Telephone)
	}
	if p.Courriel != "" {
		v.Mail = mailLink(p.Courriel)
	}
	return v
}

func mailLink(address string) *theme.Link {
	return &theme.Link{Label: address, Href: template.URL(mailto(address, "", ""))}
}

// accessibility fills accessibilite.html. What it says of conformity is what
// [accessibilite] declares, and nothing when nothing is declared.
func (c *context) accessibility() *theme.Accessibility {
	a, e := &c.portal.Site.Accessibilite, &c.portal.Site.Editeur
	v := &theme.Accessibility{
		Page:  c.frame(c.lang.T("titre.accessibilite"), "", c.lang.T("description.accessibilite", c.Territory.Name)),
		State: a.Etat, Standard: a.Referentiel, AuditedBy: a.Auditeur, Failings: a.Derogations, Publisher: e.Nom,
	}
	if v.Standard == "" {
		v.Standard = "RGAA 4.1"
	}
	if !a.Date.IsZero() {
		v.AuditedOn = french.Date(a.Date, c.lang.tag)
	}
	if a.Taux > 0 {
		v.Rate = french.Typography(strings.ReplaceAll(strconv.FormatFloat(a.Taux, 'f', -1, 64), ".", ",") + " %")
	}
	if a.Rapport != "" {
		v.Report = &theme.Link{Label: c.lang.T("accessibilite.rapport"), Href: template.URL(a.Rapport)}
	}
	if e.Courriel != "" {
		v.Mail = mailLink(e.Courriel)
	}
	if e.Telephone != "" {
		v.Phone = phoneLink(e.Telephone)
	}
	return v
}

// moved fills deplacee.html.
func (c *context) moved(s *model.Structure) *theme.Moved {
	l := c.lang
	name := french.Typography(s.Nom)
	return &theme.Moved{
		Page: c.frame(l.T("titre.deplacee", name), "", l.T("description.deplacee", name),
			theme.Link{Label: l.T("titre.annuaire"), Href: c.href("annuaire/index.html")}),
		To: theme.Link{Label: name, Lang: l.record, Href: c.href("annuaire/" + s.ID + ".html")},
	}
}

// notFound fills 404.html.
func (c *context) notFound() *theme.NotFound {
	l := c.lang
	v := &theme.NotFound{Page: c.frame(l.T("titre.404"), "", l.T("description.404", c.Territory.Name))}
	v.Page.Breadcrumb, v.Page.Report = nil, nil
	v.Ways = []theme.Link{
		{Label: l.T("titre.annuaire"), Href: c.href("annuaire/index.html")},
		{Label: l.T("titre.guides"), Href: c.href("guides/index.html")},
		{Label: l.T("titre.recherche"), Href: c.href("recherche.html")},
		{Label: l.T("titre.plan"), Href: c.href("plan-du-site.html")},
	}
	return v
}

// Say gives hours in French words, said once with those of the pages.
func (r *Site) Say(s *hours.Schedule) []hours.Line { return r.portal.say(s, "fr") }
