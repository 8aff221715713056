package model

import (
	"cmp"
	"slices"

	"balise/generator/french"
	"balise/generator/geo"
)

// BookletMax is how many places a booklet may hold: some ninety pages, the most
// that a stapler and a reader's patience can take.
const BookletMax = 600

// Booklet is a document to print about some of a territory's places: all of
// them, those that answer a need, or those of an intercommunalité when all of
// them are too many. Package plan makes the pages; a text may link to them, so
// what they hold and what they are called is settled here, for both.
type Booklet struct {
	Slug    string // empty for the territory's own
	Service string // of the standard; empty when the booklet is not about one
	EPCI    string // SIREN; empty when the booklet is not about one
	Name    string // the EPCI's; empty for the places that lie in none
	// Structures are its places; none in the territory's own when it is cut
	// into parts.
	Structures []*Structure
}

// Path is its address, without the language folder.
func (b *Booklet) Path() string {
	if b.Slug == "" {
		return "livret.html"
	}
	return "livret/" + b.Slug + ".html"
}

// Booklets lists the booklets made of a territory's places, in the order to
// show: its own, its parts by name, then one a need in the standard's order.
func Booklets(list []*Structure) []*Booklet {
	whole := &Booklet{Structures: list}
	all := []*Booklet{whole}
	if len(list) > BookletMax {
		whole.Structures = nil
		all = append(all, byEPCI(list)...)
	}
	for _, service := range Services.Values {
		b := &Booklet{Slug: french.Slug(service), Service: service}
		for _, s := range list {
			if slices.Contains(s.Services, service) {
				b.Structures = append(b.Structures, s)
			}
		}
		if n := len(b.Structures); n > 0 && n <= BookletMax {
			all = append(all, b)
		}
	}
	return all
}

// byEPCI cuts a list by intercommunalité. Those whose commune lies in none, or
// is unknown, come last.
func byEPCI(list []*Structure) []*Booklet {
	parts := map[string]*Booklet{}
	var all []*Booklet
	for _, s := range list {
		c, _ := geo.CommuneByCode(s.Current)
		b := parts[c.EPCI]
		if b == nil {
			b = &Booklet{EPCI: c.EPCI, Slug: "autres-communes"}
			if e, ok := geo.EPCIBySIREN(c.EPCI); ok {
				b.Name, b.Slug = e.Name, "epci-"+french.Slug(e.Name)
			}
			parts[c.EPCI] = b
			all = append(all, b)
		}
		b.Structures = append(b.Structures, s)
	}
	slices.SortFunc(all, func(a, b *Booklet) int {
		if (a.Name == "") != (b.Name == "") {
			return cmp.Compare(len(b.Name), len(a.Name))
		}
		return cmp.Or(french.Compare(a.Name, b.Name), cmp.Compare(a.EPCI, b.EPCI))
	})
	for i := 1; i < len(all); i++ { // two names, one address
		if all[i].Slug == all[i-1].Slug {
			all[i].Slug += "-" + all[i].EPCI
		}
	}
	return all
}
