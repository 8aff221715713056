package same

import (
	"slices"

	"balise/generator/geo"
)

// What a score must reach. One source seldom lists a place twice: its records
// need sourceMargin more.
const (
	mergeAt      = 5.0
	reviewAt     = 3.5
	sourceMargin = 1.0
)

// oneSpot is how far apart, in metres, the coordinates that two sources give of
// one place may be: the middle of the commune next to it is further.
const oneSpot = 500

// otherNames is the most that two names weigh when they are not one name.
const otherNames = 0.5

// judgement gathers what speaks for and against a pair.
type judgement struct {
	a, b     *record
	where    where
	name     nameMatch
	address  addressMatch
	contact  contactMatch
	metres   float64 // -1: unknown
	place    float64 // what address and distance weigh together
	pivot    float64
	siret    bool // the same, and of few names
	alone    bool // the only ones of their kind there, and nothing against
	twoSites bool // two establishments, or two organisations
}

// judge decides of a pair of the corpus.
func (c *corpus) judge(i, j int) Pair {
	if i > j {
		i, j = j, i
	}
	p := Pair{I: i, J: j}
	d := judgement{a: &c.records[i], b: &c.records[j], metres: -1}
	if d.b.rank < d.a.rank {
		d.a, d.b = d.b, d.a // the same words in the same order, whatever the input's
	}
	if d.sameRecord() {
		p.Outcome, p.Reason = Merge, Reason{Score: 100, Evidence: []Evidence{SameRecord}}
		return p
	}
	d.where = d.a.communes.compare(&d.b.communes)
	d.name = compareNames(&d.a.name, &d.b.name, d.where == oneCommune)
	d.contact = c.compareContacts(d.a, d.b)
	if d.name.score <= otherNames && d.contact.score <= 0 && (d.a.siret == "" || d.a.siret != d.b.siret) {
		return p // most pairs: see doubtful
	}
	d.address = compareAddresses(&d.a.address, &d.b.address)
	d.measure(c)
	d.comparePivots(c)
	d.alone = d.name.bare && d.name.same && d.placed() && d.contact.score >= 0 && d.pivot >= 0 && !d.moving() && c.onlyOnes(d.a, d.b)
	if d.alone {
		d.place = max(d.place, 0)
	}
	p.Reason.Score = d.score()
	p.Outcome = d.outcome(p.Reason.Score)
	if p.Outcome != Separate {
		p.Reason.Evidence = d.listEvidence(p.Outcome)
	}
	return p
}

// inTown is how far apart, in metres, two points of one commune may be when one
// of them is only its middle: many lists have no other.
const inTown = 2000

// placed tells that nothing parts the two on the map, or only by as much as the
// middle of a commune is from a place in it.
func (d *judgement) placed() bool {
	return d.place >= 0 || d.address.score == 0 && d.metres >= 0 && d.metres <= inTown
}

// sameRecord tells that both are, or were made of, one record of one source.
func (d *judgement) sameRecord() bool {
	return slices.ContainsFunc(d.a.keys, func(k Key) bool { return k.ID != "" && slices.Contains(d.b.keys, k) })
}

// oneSource tells that a source lists both.
func (d *judgement) oneSource() bool {
	return slices.ContainsFunc(d.a.keys, func(k Key) bool {
		return slices.ContainsFunc(d.b.keys, func(l Key) bool { return k.Source == l.Source })
	})
}

// measure weighs where the two stand: the address and the distance say the same
// thing twice, so they do not add up when they agree.
func (d *judgement) measure(c *corpus) {
	far := 0.0
	if d.a.located && d.b.located {
		d.metres = geo.Distance(d.a.lat, d.a.lon, d.b.lat, d.b.lon)
		switch m := d.metres; {
		case m <= 60 && min(c.spots[spot(d.a.lat, d.a.lon)], c.spots[spot(d.b.lat, d.b.lon)]) > 8:
			far = 0.5 // the middle of a commune, most likely
		case m <= 60:
			far = 2
		case m <= 200:
			far = 1.5
		case m <= 600:
			far = 0.5
		case m <= 2000:
			far = -0.5
		case m <= 5000:
			far = -1.5
		case m <= 20000:
			far = -3
		default:
			far = -4
		}
	}
	at := d.address.score
	switch {
	case at > 0 && far > 0:
		d.place = max(at, far) + 0.5
	case at >= 2 && far < 0:
		d.place = max(1, at+far/2) // coordinates are often at fault
	default:
		d.place = at + far
	}
}

func (d *judgement) comparePivots(c *corpus) {
	a, b := d.a.siret, d.b.siret
	if a == "" || b == "" {
		return
	}
	switch {
	case a == b:
		d.pivot, d.siret = 2.5, true
		if c.names["s"+a] > 3 {
			d.pivot, d.siret = 1, false
		}
	case len(a) == 14 && len(b) == 14 && a[:9] == b[:9]:
		d.twoSites = d.address.score <= 0 || d.address.numbers
		if !d.twoSites {
			d.pivot = 0.3
		}
	case len(a) == len(b):
		d.pivot = -1
	}
}

// score adds everything up.
func (d *judgement) score() float64 {
	s := d.name.score + d.place + d.contact.score + d.pivot
	switch d.where {
	case oneCommune:
		s++
	case twoCommunes:
		s -= 2
	}
	if len(d.a.typologies) > 0 && len(d.b.typologies) > 0 && apart(d.a.typologies, d.b.typologies) {
		s -= 0.5
	}
	if d.oneSource() {
		s -= sourceMargin
	}
	if d.alone {
		s++
	}
	return s
}

// outcome turns a score into a decision, by the rules of the package comment.
func (d *judgement) outcome(score float64) Outcome {
	switch {
	case d.address.numbers && d.name.score < 3, d.name.numerals, d.elsewhere(), d.anotherStop():
		return Separate
	case d.ownedBy():
		return Merge
	case d.name.score <= otherNames:
		return d.doubtful()
	case score < reviewAt:
		return Separate
	case score < mergeAt, d.address.numbers, d.twoSites, !d.backed():
		return Review
	case d.name.bus && !(d.a.travels && d.b.travels), d.moving() && d.place < 1:
		return Review
	case d.name.desk && !(d.name.own && d.place >= 2.5) && d.contact.score+d.pivot < 3.5:
		return Review
	case d.oneSource() && !d.listedTwice(score):
		return Review
	}
	return Merge
}

// listedTwice tells that one source lists a place twice: the same name at the
// same place, or all but everything.
func (d *judgement) listedTwice(score float64) bool {
	if d.place < 2 || d.pivot < 0 || d.a.siret != d.b.siret && d.a.siret != "" && d.b.siret != "" {
		return false
	}
	return d.name.same || score >= 7 && d.name.score >= 2.5
}

// moving tells that one of the two goes from place to place.
func (d *judgement) moving() bool { return d.a.travels || d.b.travels }

// elsewhere tells that a pair stands in two communes, and not at one spot. An
// address says nothing of it: « place de la Mairie » is in every commune.
func (d *judgement) elsewhere() bool {
	return d.where == twoCommunes && (d.place < 1.5 || d.metres < 0 || d.metres > oneSpot) && !d.siret
}

// anotherStop tells two halts of something that travels.
func (d *judgement) anotherStop() bool {
	return d.moving() && (d.where != oneCommune || d.place < 0)
}

// ownedBy is the one case where names may differ: one establishment (its legal
// name, and the one on the door) at one address. Public bodies use one SIRET for
// places of every kind, so they are left out.
func (d *judgement) ownedBy() bool {
	return d.siret && d.address.exact && d.a.siret[0] != '1' && d.a.siret[0] != '2' &&
		d.name.evidence != OtherKind && !d.name.desk && !d.oneSource()
}

// doubtful is for names that differ: never merged. When the rest agrees in
// full, a person looks, unless the names tell two kinds of place.
func (d *judgement) doubtful() Outcome {
	rest := d.place + d.contact.score + d.pivot
	switch {
	case d.oneSource():
		return Separate
	case d.siret && d.place >= 2.5 && d.name.evidence != OtherKind:
		return Review
	case d.name.score > -2 && rest >= 5:
		return Review
	case d.name.evidence == OtherName && rest >= 6:
		return Review
	}
	return Separate
}

// backed tells that something agrees beside the name, or that the name says
// enough by itself and nothing speaks against.
func (d *judgement) backed() bool {
	if d.alone || d.place >= 1.5 || d.contact.score >= 1.5 || d.pivot >= 2 {
		return true
	}
	return d.name.same && d.name.own && d.where == oneCommune && d.place >= 0 && d.contact.score >= -0.4 && d.pivot >= 0
}

// listEvidence says what was found, for a person.
func (d *judgement) listEvidence(outcome Outcome) []Evidence {
	var list []Evidence
	add := func(when bool, e Evidence) {
		if when && e != "" {
			list = append(list, e)
		}
	}
	name := d.name.evidence
	add(!sayings[name].against, name)
	add(d.address.score > 0, d.address.evidence)
	add(d.address.score <= 0 && d.metres >= 0 && d.metres <= 200, NearBy)
	list = append(list, d.contact.evidence...)
	add(d.a.siret != "" && d.a.siret == d.b.siret, SameSIRET)
	add(sayings[name].against, name)
	add(d.name.desk && outcome == Review, HostAndDesk)
	add(d.address.score < 0, d.address.evidence)
	add(d.metres > 2000, FarApart)
	add(d.where == twoCommunes, OtherCommune)
	add(d.a.siret != "" && d.b.siret != "" && d.a.siret != d.b.siret, OtherPivot)
	add(d.moving(), Itinerant)
	add(outcome == Review && d.oneSource(), SameSource)
	if outcome == Review && !slices.ContainsFunc(list, func(e Evidence) bool { return sayings[e].against }) {
		list = append(list, LittleKnown)
	}
	return list
}
