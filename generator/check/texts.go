package check

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"balise/generator/diag"
	"balise/generator/model"
)

// said is a text of a record: the value of a key, or an item of its list.
type said struct {
	key  string
	list []string // nil when the key holds one text
	item int      // -1 when the key holds one text
	text string
}

// line is the record's line with another text.
func (v said) line(text string) string {
	if v.list == nil {
		return line(v.key, text)
	}
	return listLine(v.key, v.list, v.item, text)
}

// saids is the texts that people wrote in a record; the values of enumerations
// are the standard's.
func saids(s *model.Structure) []said {
	var all []said
	for _, t := range []struct{ key, text string }{
		{"nom", s.Nom}, {"commune", s.Commune}, {"adresse", s.Adresse}, {"complement_adresse", s.ComplementAdresse},
		{"presentation_resume", s.PresentationResume}, {"presentation_detail", s.PresentationDetail}, {"source", s.SourceNom},
		{"structure_parente", s.StructureParente}, {"horaires", s.Horaires}, {"horaires_texte", s.HorairesTexte},
	} {
		if t.text != "" {
			all = append(all, said{t.key, nil, -1, t.text})
		}
	}
	for _, l := range []struct {
		key  string
		list []string
	}{{"courriels", s.Courriels}, {"site_web", s.SiteWeb}, {"autres_formations_labels", s.AutresLabels}} {
		for i, text := range l.list {
			all = append(all, said{l.key, l.list, i, text})
		}
	}
	return all
}

func texts(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		for _, v := range saids(s) {
			at := s.AtItem(v.key, v.item)
			switch plain, mended := withoutHTML(v.text), Mended(v.text); {
			case strings.ContainsRune(v.text, '\uFFFD'):
				// Courriels and site_web are refused for it, and say so.
				if v.key != "courriels" && v.key != "site_web" {
					report(diag.New("caractere-perdu", at, v.key, strings.ReplaceAll(v.text, "\uFFFD", "…")))
				}
			case mended != "":
				report(diag.New("accents-abimes", at, v.key, v.line(mended)))
			case plain != v.text && v.key != "horaires":
				report(diag.New("champ-html", at, v.key, v.line(plain)))
			}
		}
	}
}

var (
	tag     = regexp.MustCompile(`</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|<!--[^>]*-->`)
	entity  = regexp.MustCompile(`&(?:[a-zA-Z]{2,8}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});`)
	newline = regexp.MustCompile(`(?i)<br\s*/?>|</p>`)
	spaces  = regexp.MustCompile(`[\s\x{00A0}]+`)
)

// entities are those that texts copied from pages hold (HTML, 13.5). The others
// are left for the author to see.
var entities = strings.NewReplacer(
	"&nbsp;", " ", "&#160;", " ", "&#xA0;", " ", "&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&apos;", "'", "&#39;", "'", "&#039;", "'",
	"&rsquo;", "’", "&#8217;", "’", "&lsquo;", "‘", "&laquo;", "«", "&raquo;", "»", "&ndash;", "–", "&#8211;", "–", "&mdash;", "—", "&hellip;", "…", "&#8230;", "…",
	"&euro;", "€", "&deg;", "°", "&middot;", "·", "&agrave;", "à", "&acirc;", "â", "&ccedil;", "ç", "&eacute;", "é", "&egrave;", "è", "&ecirc;", "ê",
	"&euml;", "ë", "&icirc;", "î", "&iuml;", "ï", "&ocirc;", "ô", "&ugrave;", "ù", "&ucirc;", "û", "&oelig;", "œ",
	"&Agrave;", "À", "&Ccedil;", "Ç", "&Eacute;", "É", "&Egrave;", "È", "&Ecirc;", "Ê", "&OElig;", "Œ",
)

// withoutHTML is a text as a page would have shown it; the text itself when it
// holds no HTML.
func withoutHTML(text string) string {
	if !strings.Contains(text, "<") && !strings.Contains(text, "&") || !tag.MatchString(text) && !entity.MatchString(text) {
		return text
	}
	plain := tag.ReplaceAllString(newline.ReplaceAllString(text, " "), "")
	return strings.TrimSpace(spaces.ReplaceAllString(entities.Replace(plain), " "))
}

// Mended is a text that was read once in the wrong encoding, put right:
// « mÃ©diathÃ¨que » is « médiathèque » in UTF-8, read as Windows-1252. It is empty
// when the text is none.
func Mended(text string) string {
	if !misread(text) {
		return ""
	}
	bytes, err := charmap.Windows1252.NewEncoder().String(text)
	if err != nil || !utf8.ValidString(bytes) || bytes == text {
		return ""
	}
	return bytes
}

// misread tells whether a text holds Ã, Â, â or Å before another letter that is
// not ASCII: each character read in the wrong encoding gave such a couple.
func misread(text string) bool {
	for i := 0; i+2 < len(text); i++ {
		if text[i] == 0xC3 && text[i+2] >= utf8.RuneSelf && strings.IndexByte("\x82\x83\x85\xA2", text[i+1]) >= 0 {
			return true
		}
	}
	return false
}

// shorteners are the services that hide an address behind theirs.
var shorteners = []string{
	"bit.do", "bit.ly", "bitly.com", "buff.ly", "cutt.ly", "frama.link", "fcld.ly", "goo.gl", "is.gd", "j.mp", "l.ead.me", "lc.cx", "linktr.ee",
	"lnkd.in", "ow.ly", "qrco.de", "rb.gy", "rebrand.ly", "s.42l.fr", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "tr.ee", "url.fr",
	"urlr.me", "urlz.fr", "v.gd", "vu.fr", "xurl.fr",
}

// Shortened tells whether an address is that of a shortener.
func Shortened(address string) bool {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	return slices.Contains(shorteners, strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."))
}

// shortened looks at records and at texts. Those that many territories share
// are read once.
func shortened(p *model.Portal, report func(diag.Diag)) {
	for _, s := range p.Structures {
		for i, u := range s.SiteWeb {
			if Shortened(u) {
				report(diag.New("lien-raccourci", s.AtItem("site_web", i), u))
			}
		}
		for _, f := range []struct{ key, address string }{{"prise_rdv", s.PriseRdv}, {"fiche_acces_libre", s.FicheAccesLibre}} {
			if f.address != "" && Shortened(f.address) {
				report(diag.New("lien-raccourci", s.At(f.key), f.address))
			}
		}
	}
	read := map[string]bool{}
	for _, t := range p.Territories {
		for _, g := range t.Texts() {
			if read[g.File] {
				continue
			}
			read[g.File] = true
			for _, link := range g.Doc.Links {
				if strings.HasPrefix(link.Dest, "http") && Shortened(link.Dest) {
					report(diag.New("lien-raccourci", link.At, link.Dest))
				}
			}
		}
	}
}
