package render

import (
	"cmp"
	"slices"
	"sync"

	"balise/generator/geo"
	"balise/generator/model"
	"balise/generator/plan"
)

// How much is said of what is near a commune.
const (
	nearestNeeds  = 3 // places for a need
	nearestPlaces = 3 // whatever they offer, in a commune that has fewer
	nearestTowns  = 8 // communes
	lostPlaces    = 6 // from a commune that nobody can place
)

// nearness answers what is near a commune. What it answers is kept: every
// language says the same.
type nearness struct {
	needs []*near // one a need that the site's places serve, in the standard's order
	all   *near   // whatever they offer

	seats *geo.Index // of towns
	towns []*plan.CommunePage

	// The communes with places, for those whose centre is unknown.
	byPostcode, byEPCI map[string][]*plan.CommunePage
	largest            []*plan.CommunePage

	known map[*plan.CommunePage]*surroundings
}

// near is the places that people can go to for something, by where they are.
type near struct {
	list   *plan.List // nil for all
	index  *geo.Index
	places []*model.Structure
}

// surroundings is what is near a commune.
type surroundings struct {
	once    sync.Once
	needs   []needAround
	nearest []hit
	towns   []townHit
	lost    bool // nobody knows where the commune is
}

type needAround struct {
	list *plan.List
	here []*model.Structure
	page *plan.List // the page of all of them; nil: here holds them all
	near []hit
}

// hit is a place and how far it is. A distance that is not known is negative.
type hit struct {
	place  *model.Structure
	metres float64
}

type townHit struct {
	page   *plan.CommunePage
	metres float64
}

func newNearness(s *plan.Site) *nearness {
	n := &nearness{
		all: newNear(nil, s.Structures), known: make(map[*plan.CommunePage]*surroundings, len(s.Communes)),
		byPostcode: map[string][]*plan.CommunePage{}, byEPCI: map[string][]*plan.CommunePage{},
	}
	for _, l := range s.Lists {
		if l.By == plan.ByService {
			n.needs = append(n.needs, newNear(l, l.Structures))
		}
	}
	kept := make([]surroundings, len(s.Communes))
	var seats []geo.Point
	for i, c := range s.Communes {
		n.known[c] = &kept[i]
		if len(c.List.Structures) == 0 {
			continue
		}
		if c.Located {
			n.towns, seats = append(n.towns, c), append(seats, c.Centre)
		}
		if c.Of != "" {
			continue
		}
		n.largest = append(n.largest, c)
		for _, code := range c.Postcodes {
			n.byPostcode[code] = append(n.byPostcode[code], c)
		}
		n.byEPCI[c.EPCI] = append(n.byEPCI[c.EPCI], c)
	}
	n.seats = geo.NewIndex(seats)
	slices.SortStableFunc(n.largest, func(a, b *plan.CommunePage) int {
		return cmp.Compare(len(b.List.Structures), len(a.List.Structures))
	})
	return n
}

func newNear(l *plan.List, places []*model.Structure) *near {
	n := &near{list: l}
	var points []geo.Point
	for _, st := range places {
		if st.OnMap() && st.ReceivesPublic() {
			n.places, points = append(n.places, st), append(points, geo.Point{Lat: st.Latitude, Lon: st.Longitude})
		}
	}
	n.index = geo.NewIndex(points)
	return n
}

// from is the k places nearest to a point, but for those that skip tells: fresh
// records first, then by distance. When the k nearest are all stale the nearest
// fresh one takes the place of the last: a reader is always given a record that
// somebody checked, if there is one.
func (n *near) from(p geo.Point, k int, skip func(*model.Structure) bool) []hit {
	found := n.index.Nearest(p.Lat, p.Lon, k, func(i int) bool { return skip(n.places[i]) })
	hits := make([]hit, len(found))
	stale := 0
	for i, f := range found {
		hits[i] = hit{n.places[f.I], f.Metres}
		if hits[i].place.Stale {
			stale++
		}
	}
	if stale == k {
		fresh := n.index.Nearest(p.Lat, p.Lon, 1, func(i int) bool { return n.places[i].Stale || skip(n.places[i]) })
		for _, f := range fresh {
			hits[k-1] = hit{n.places[f.I], f.Metres}
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(rank(a.place), rank(b.place)) })
	return hits
}

func rank(s *model.Structure) int {
	if s.Stale {
		return 1
	}
	return 0
}

// surroundings is what is near a commune, in any language.
func (r *Site) surroundings(c *plan.CommunePage) *surroundings {
	a := r.nearness.known[c]
	a.once.Do(func() {
		a.lost = !c.Located
		places := map[string][]*model.Structure{} // here, by service
		for _, st := range c.List.Structures {
			for _, service := range st.Services {
				places[service] = append(places[service], st)
			}
		}
		few := len(c.List.Structures) < nearestPlaces
		var beside []*model.Structure
		if a.lost {
			a.towns, beside = r.nearness.beside(c)
			for _, st := range beside[:min(lostPlaces, len(beside))] {
				if few {
					a.nearest = append(a.nearest, hit{st, -1})
				}
			}
		} else {
			a.towns = r.nearness.nearestTowns(c)
			if few {
				a.nearest = r.nearness.all.from(c.Centre, nearestPlaces, r.within(c))
			}
		}
		a.needs = make([]needAround, len(r.nearness.needs))
		for i, n := range r.nearness.needs {
			a.needs[i] = r.needAround(c, n, places[n.list.Value], beside)
		}
	})
	return a
}

// within tells the places of a commune, or of an arrondissement.
func (r *Site) within(c *plan.CommunePage) func(*model.Structure) bool {
	return func(st *model.Structure) bool { return st.Current == c.Code || r.Locality(st) == c.Code }
}

func (r *Site) needAround(c *plan.CommunePage, n *near, here, beside []*model.Structure) needAround {
	need := needAround{list: n.list, here: here}
	if i := slices.IndexFunc(c.Needs, func(l *plan.List) bool { return l.Value == n.list.Value }); i >= 0 {
		need.page = c.Needs[i]
		need.here = here[:min(nearestNeeds, len(here))]
	}
	switch k := nearestNeeds - len(need.here); {
	case k <= 0:
	case c.Located:
		need.near = n.from(c.Centre, k, r.within(c))
	default:
		for _, st := range beside {
			if len(need.near) < k && slices.Contains(st.Services, n.list.Value) {
				need.near = append(need.near, hit{st, -1})
			}
		}
	}
	return need
}

// nearestTowns is the communes with places that are nearest to another.
func (n *nearness) nearestTowns(c *plan.CommunePage) []townHit {
	towns := make([]townHit, 0, nearestTowns)
	for _, f := range n.seats.Nearest(c.Centre.Lat, c.Centre.Lon, nearestTowns, func(i int) bool {
		t := n.towns[i]
		return t == c || t.Of == c.Code || t.Code == c.Of
	}) {
		towns = append(towns, townHit{n.towns[f.I], f.Metres})
	}
	return towns
}

// beside is the communes that share a postcode with one that nobody can place,
// then those of its intercommunalité, else the largest; and the places there
// that receive people, in the same order.
func (n *nearness) beside(c *plan.CommunePage) ([]townHit, []*model.Structure) {
	var towns []townHit
	add := func(list []*plan.CommunePage) {
		for _, t := range list {
			if t != c && len(towns) < nearestTowns && !slices.ContainsFunc(towns, func(h townHit) bool { return h.page == t }) {
				towns = append(towns, townHit{t, -1})
			}
		}
	}
	for _, code := range c.Postcodes {
		add(n.byPostcode[code])
	}
	if c.EPCI != "" {
		add(n.byEPCI[c.EPCI])
	}
	if len(towns) == 0 {
		add(n.largest)
	}
	var places []*model.Structure
	for _, t := range towns {
		for _, st := range t.page.List.Structures {
			if st.ReceivesPublic() {
				places = append(places, st)
			}
		}
	}
	return towns, places
}
