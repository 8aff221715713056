package model

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"balise/generator/french"
)

// slugShaped tells what a chemin, an id or a guide's file name looks like: small
// letters and digits, in words that one hyphen parts. A portal asks it of all
// its records each time that it is read.
func slugShaped(s string) bool {
	parted := true // nothing yet, or a hyphen
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			parted = false
		case c == '-' && !parted:
			parted = true
		default:
			return false
		}
	}
	return !parted
}

// device is a name that Windows keeps for itself: no file can have it there.
var device = regexp.MustCompile(`^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

const maxSlug = 100

// ValidSlug tells whether s can be the address of a page, and the name of its
// file on any system.
func ValidSlug(s string) bool {
	return len(s) <= maxSlug && slugShaped(s) && (len(s) > 4 || !device.MatchString(s))
}

// Slug is the address that a text could have had; empty when it has no letter
// that an address can hold.
func Slug(text string) string {
	s := french.Slug(text)
	if len(s) > maxSlug {
		s = strings.TrimRight(s[:maxSlug], "-")
	}
	if device.MatchString(s) {
		s += "-1"
	}
	return s
}

// Target turns the destination of a link, written in the file from (a path in
// its layer), into a path in the layer. It is false for a whole address (https:,
// mailto:, tel:) and for a link within the page.
func Target(from, dest string) (string, bool) {
	if dest == "" || dest[0] == '#' || strings.HasPrefix(dest, "//") || strings.Contains(dest, ":") && schemePattern.MatchString(dest) {
		return "", false
	}
	dest, _, _ = strings.Cut(dest, "#")
	dest, _, _ = strings.Cut(dest, "?")
	return path.Join(path.Dir(from), dest), true
}

var schemePattern = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// Pages that every site has, and that a text may link to by address.
var fixedPages = []string{
	"index.html", "annuaire/index.html", "annuaire/communes.html", "annuaire/codes-postaux.html", "guides/index.html", "donnees/index.html", "carte.html", "recherche.html", "selection.html",
	"plan-du-site.html", "mentions-legales.html", "accessibilite.html",
}

// DataFiles are the listings that every site publishes: files, not pages, and
// the same in every language.
var DataFiles = []string{"donnees/structures.csv", "donnees/structures.json", "donnees/structures.geojson"}

// Sees tells whether a link to target (see Target) leads somewhere in the
// territory: a Markdown file or an image of its layers, a page that every site
// has, a list of places or of guides, a file of data, or a structure
// ("annuaire/<id>.html"), by the id of one that joined it too.
func (t *Territory) Sees(target string) bool {
	if _, ok := t.Overlay[target]; ok || slices.Contains(fixedPages, target) || slices.Contains(DataFiles, target) || t.made()[target] {
		return true
	}
	name, inside := strings.CutPrefix(target, "annuaire/")
	id, page := strings.CutSuffix(name, ".html")
	if !inside || !page {
		return false
	}
	_, found := slices.BinarySearchFunc(t.Structures, id, func(s *Structure, id string) int { return strings.Compare(s.ID, id) })
	return found || ValidSlug(id) && slices.ContainsFunc(t.Structures, func(s *Structure) bool { return slices.Contains(s.Anciens, id) })
}

// Addresses lists the pages and files of data that a text may link to by
// address, structures left out; sorted.
func (t *Territory) Addresses() []string {
	all := slices.Concat(fixedPages, DataFiles)
	for address := range t.made() {
		all = append(all, address)
	}
	slices.Sort(all)
	return all
}

// Texts lists every text of a territory that is shown: guides, pages, home,
// with their translations.
func (t *Territory) Texts() []*Guide {
	var all []*Guide
	add := func(g *Guide) {
		for _, v := range append([]*Guide{g}, g.Translations...) {
			if v.Doc != nil {
				all = append(all, v)
			}
		}
	}
	for _, g := range t.Guides {
		add(g)
	}
	for _, g := range t.Pages {
		add(g)
	}
	if t.Home != nil {
		add(t.Home)
	}
	return all
}
