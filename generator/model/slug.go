package model

import (
	"slices"
	"strings"

	"balise/generator/french"
)

// longestSlug leaves room for a number within what ValidSlug takes.
const longestSlug = 90

// Slug makes an id of a structure's name and its commune, which is not said
// twice.
func (s *Structure) Slug() string {
	slug, commune := french.Slug(s.Nom), french.Slug(s.Commune)
	if slug == "" {
		slug = "lieu"
	}
	if commune != "" && slug != commune && !strings.HasSuffix(slug, "-"+commune) {
		slug += "-" + commune
	}
	if len(slug) > longestSlug {
		slug = slug[:longestSlug]
		if i := strings.LastIndexByte(slug, '-'); i > longestSlug/2 {
			slug = slug[:i]
		}
		slug = strings.TrimRight(slug, "-")
	}
	if !FileSlug(slug) {
		return "lieu-" + slug
	}
	return slug
}

// FileSlug tells whether an id can be the page of a structure: ValidSlug, and
// not that of a page which stands beside those of structures.
func FileSlug(id string) bool {
	return ValidSlug(id) && !slices.Contains(fixedPages, "annuaire/"+id+".html")
}
