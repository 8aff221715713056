package render

import (
	"bytes"
	"encoding/xml"
	"strings"

	"balise/generator/model"
	"balise/generator/picture"
	"balise/generator/plan"
)

// File is a file of a site that is no page.
type File struct {
	Path string
	Data []byte
}

// Assets lists the files that a site needs besides its pages and its data: the
// theme's assets with the territory's colours, the images that its texts show,
// robots.txt and sitemap.xml. A site can be moved and hosted alone, so each has
// its own.
func (r *Site) Assets() []File {
	var files []File
	t := r.portal.Theme
	for _, name := range t.Assets() {
		files = append(files, File{"assets/" + name, t.Asset(name, r.Territory.Couleur, r.Territory.CouleurSombre)})
	}
	seen := map[string]bool{}
	add := func(pic *picture.Picture) {
		if pic == nil {
			return
		}
		for _, v := range pic.Versions {
			if !seen[v.Name] {
				seen[v.Name] = true
				files = append(files, File{"assets/images/" + v.Name, v.Bytes})
			}
		}
	}
	add(r.Territory.LogoImage)
	for _, g := range r.Territory.Texts() {
		for _, link := range g.Doc.Links {
			if target, relative := model.Target(g.Path, link.Dest); relative && link.Image {
				add(r.portal.Images[r.Territory.Overlay[target]])
			}
		}
	}
	files = append(files, r.selectionShards()...)
	files = append(files, r.searchFiles()...)
	files = append(files, File{"robots.txt", r.portal.Robots(r.Territory.Chemin + "/")})
	if r.portal.Site.Adresse != "" {
		files = append(files, File{"sitemap.xml", r.sitemap()})
	}
	return files
}

// Robots is robots.txt (RFC 9309): everything may be read. folder is the
// site's, "" for the hub.
func (p *Portal) Robots(folder string) []byte {
	text := "User-agent: *\nAllow: /\n"
	if p.Site.Adresse != "" {
		text += "\nSitemap: " + p.Site.Adresse + folder + "sitemap.xml\n"
	}
	return []byte(text)
}

// sitemap lists the site's pages (sitemaps.org, protocol 0.9). Addresses must be
// absolute there, so a portal without `adresse` has none.
func (r *Site) sitemap() []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	base := r.portal.Site.Adresse + r.Territory.Chemin + "/"
	for i := range r.Pages {
		p := &r.Pages[i]
		if p.Kind == plan.NotFound || p.Kind == plan.Moved {
			continue
		}
		b.WriteString("<url><loc>")
		_ = xml.EscapeText(&b, []byte(base+strings.TrimSuffix(p.Path, "index.html")))
		b.WriteString("</loc>")
		if day := changed(p); day != "" {
			b.WriteString("<lastmod>" + day + "</lastmod>")
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

// changed is the day that a page's content last changed, when the record tells.
func changed(p *plan.Page) string {
	switch {
	case p.Structure != nil:
		return p.Structure.DateMaj.Format("2006-01-02")
	case p.Guide != nil:
		if g, _ := p.Guide.In(p.Lang); !g.Maj.IsZero() {
			return g.Maj.Format("2006-01-02")
		}
	}
	return ""
}

// SitemapIndex lists the sitemaps of the sites; nil without `adresse`.
func (p *Portal) SitemapIndex() []byte {
	if p.Site.Adresse == "" {
		return nil
	}
	var b bytes.Buffer
	b.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, t := range p.Territories {
		b.WriteString("<sitemap><loc>")
		_ = xml.EscapeText(&b, []byte(p.Site.Adresse+t.Chemin+"/sitemap.xml"))
		b.WriteString("</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return b.Bytes()
}
