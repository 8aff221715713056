package same

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"balise/generator/french"
	"balise/generator/geo"
	"balise/generator/model"
)

// corpus is an import, read once: what is common in it says little.
type corpus struct {
	records []record
	counts  map[string]int // how many records hold a word in their name
	// names are how many different names share a contact or a SIRET, by the
	// value and what it is ("t+33…", "m…", "s…", "w…").
	names map[string]int
	spots map[[2]int32]int // records at one point, to the metre
	kinds map[kindThere]int
}

// kindThere counts the places of a kind that a source lists in a commune.
type kindThere struct {
	source, commune string
	kinds           kind
}

// there is what a record counts under; false when its commune is unknown.
func (r *record) there() (kindThere, bool) {
	commune := r.communes.code
	return kindThere{r.Source, commune, r.name.kinds}, commune != "" && r.name.kinds != 0
}

// onlyOnes tells that each of two records is the only one of its kind that its
// source lists in its commune: then a bare name says which.
func (c *corpus) onlyOnes(a, b *record) bool {
	x, known := a.there()
	y, also := b.there()
	return known && also && x.source != y.source && c.kinds[x] == 1 && c.kinds[y] == 1
}

// record is a Record, read.
type record struct {
	Record
	keys       []Key // its own, then those of the records it was made of
	name       name
	address    address
	communes   commune
	phones     []string
	mails      []string
	webs       []string
	siret      string
	lat, lon   float64
	located    bool
	travels    bool
	typologies []string
	rank       int // among the records, by key, then by what they say
}

// commune is where a record says it is.
type commune struct {
	code     string // today's; empty when unknown
	postcode string
	name     string // folded
	words    []string
}

func newCorpus(records []Record) *corpus {
	c := &corpus{
		records: make([]record, len(records)),
		counts:  make(map[string]int),
		names:   make(map[string]int),
		spots:   make(map[[2]int32]int),
		kinds:   make(map[kindThere]int),
	}
	spellings := make(map[string]string)
	spell := func(w string) string {
		s, ok := spellings[w]
		if !ok {
			s = spelled(w)
			spellings[w] = s
		}
		return s
	}
	shared := make(map[string]map[string]bool)
	for i := range records {
		r := readRecord(records[i], spell)
		c.records[i] = r
		for _, w := range r.name.own {
			c.counts[w]++
		}
		if there, ok := r.there(); ok {
			c.kinds[there]++
		}
		if r.located {
			c.spots[spot(r.lat, r.lon)]++
		}
		for key := range r.contacts {
			if shared[key] == nil {
				shared[key] = make(map[string]bool)
			}
			shared[key][strconv.FormatUint(uint64(r.name.kinds), 16)+" "+strings.Join(r.name.own, " ")] = true
		}
	}
	for key, names := range shared {
		c.names[key] = len(names)
	}
	for i := range c.records {
		n := &c.records[i].name
		for _, w := range n.full {
			n.weights = append(n.weights, c.weight(w))
		}
	}
	c.rankAll()
	return c
}

// spot is a point to the metre or so.
func spot(lat, lon float64) [2]int32 {
	return [2]int32{int32(math.Round(lat * 1e5)), int32(math.Round(lon * 1e5))}
}

// weight is how much a word of a name tells: from 1 for a rare one to 0.25.
func (c *corpus) weight(w string) float64 {
	if vague[w] || len(w) == 1 {
		return 0.25
	}
	n := float64(len(c.records) + 20)
	return max(0.3, min(1, math.Log(n/float64(c.counts[w]+1))/math.Log(n/6)))
}

func readRecord(in Record, spell func(string) string) record {
	s := in.Structure
	r := record{Record: in, keys: []Key{in.Key()}, communes: readCommune(s)}
	for _, o := range s.Origines {
		if o.ID != "" {
			r.keys = append(r.keys, Key{o.Nom, o.ID})
		}
	}
	r.name = readName(s.Nom, r.communes.words, spell)
	r.address = readAddress(s.Adresse, r.communes.words)
	if len(r.address.street) == 0 {
		r.address = readAddress(s.ComplementAdresse, r.communes.words)
	}
	r.phones = phonesOf(s)
	r.mails = mailsOf(s)
	r.webs = websOf(s)
	r.siret = pivotOf(s.Pivot)
	r.lat, r.lon = s.Latitude, s.Longitude
	r.located = s.Located() && math.Abs(r.lat) <= 90 && math.Abs(r.lon) <= 180
	r.travels = r.name.kinds&kindBus != 0 || len(s.Itinerance) == 1 && french.Fold(s.Itinerance[0]) == "itinerant"
	r.typologies = s.Typologie
	return r
}

// rankAll orders the records by what they are, whatever the input's order: it
// breaks every tie.
func (c *corpus) rankAll() {
	order := make([]int, len(c.records))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &c.records[i], &c.records[j]
		s, t := a.Structure, b.Structure
		return cmp.Or(a.Key().compare(b.Key()), cmp.Compare(s.Nom, t.Nom), cmp.Compare(s.Adresse, t.Adresse),
			cmp.Compare(s.Commune, t.Commune), cmp.Compare(s.CodePostal, t.CodePostal), cmp.Compare(s.Telephone, t.Telephone))
	})
	for rank, i := range order {
		c.records[i].rank = rank
	}
}

func (a *record) before(b *record) int { return a.rank - b.rank }

func readCommune(s *model.Structure) commune {
	var c commune
	if current, ok := geo.Current(strings.ToUpper(s.CodeINSEE)); ok {
		c.code = current
	}
	c.postcode = s.CodePostal
	var kept []string
	for _, w := range expand(words(s.Commune)) {
		if isNumber(w) || boxes[w] || w == "arrondissement" {
			continue
		}
		kept = append(kept, w)
	}
	c.words = trim(kept)
	c.name = strings.Join(c.words, " ")
	if c.code == "" {
		c.code = c.byPostcode()
	}
	return c
}

// byPostcode settles the code of a commune by its postcode and its name.
func (c commune) byPostcode() string {
	for _, one := range geo.ByPostcode(c.postcode) {
		if c.name == strings.Join(trim(expand(words(one.Name))), " ") {
			return one.Code
		}
	}
	return ""
}

// where is whether two records are in one commune.
type where int

const (
	whereUnknown where = iota
	oneCommune
	twoCommunes
)

func (c *commune) compare(d *commune) where {
	if arrondissement(c.postcode) && arrondissement(d.postcode) && c.postcode != d.postcode {
		return twoCommunes
	}
	named := c.name != "" && d.name != ""
	sameName := named && (c.name == d.name || near(c.name, d.name))
	sameDepartment := len(c.postcode) < 2 || len(d.postcode) < 2 || c.postcode[:2] == d.postcode[:2]
	switch {
	case c.code != "" && d.code != "":
		if c.code == d.code {
			return oneCommune
		}
		if sameName && sameDepartment {
			return whereUnknown
		}
		return twoCommunes
	case sameName && sameDepartment:
		return oneCommune
	case c.postcode != "" && c.postcode == d.postcode:
		if shared, least, _ := streetOverlap(c.words, d.words); least > 0 && shared >= least {
			return oneCommune
		}
		return whereUnknown
	case named && c.postcode != "" && d.postcode != "":
		return twoCommunes
	}
	return whereUnknown
}

// arrondissement tells the postcodes of Paris, Lyon and Marseille, which name
// a part of the commune.
func arrondissement(cp string) bool {
	if len(cp) != 5 || cp[2] != '0' {
		return false
	}
	switch cp[:2] {
	case "75":
		return cp > "75000" && cp <= "75020"
	case "69":
		return cp > "69000" && cp <= "69009"
	case "13":
		return cp > "13000" && cp <= "13016"
	}
	return false
}
