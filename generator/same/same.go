package same

import (
	"cmp"

	"balise/generator/diag"
	"balise/generator/model"
)

// Record is what one source says of a place. A structure that is already in
// the portal is a record too: its Source is whatever the caller names the
// portal, its ID is the structure's. The sources that it was made of
// (model.Structure.Origines) count as its own keys.
type Record struct {
	Structure *model.Structure // never nil, never changed
	Source    string
	ID        string // in the source
}

// Key names a record for ever: which source, and which id there.
type Key struct{ Source, ID string }

// Key is the record's own key.
func (r Record) Key() Key { return Key{r.Source, r.ID} }

func (k Key) compare(l Key) int {
	return cmp.Or(cmp.Compare(k.Source, l.Source), cmp.Compare(k.ID, l.ID))
}

// Outcome is what is decided of a pair.
type Outcome uint8

const (
	// Separate records are two places.
	Separate Outcome = iota
	// Review leaves the decision to a person.
	Review
	// Merge is one place.
	Merge
)

// String gives the outcome's name in reports: "separate", "review" or "merge".
func (o Outcome) String() string {
	return [...]string{"separate", "review", "merge"}[o]
}

// Pair is a decision on two records, I < J in the caller's slice.
type Pair struct {
	I, J    int
	Outcome Outcome
	Reason  Reason
}

// Question is a pair that a person should decide. Left and Right are the groups
// of I and J (both sorted; a record alone is a group of one): the answer holds
// for each of the one with each of the other, and [Answers.Answer] takes both.
type Question struct {
	Pair
	Left, Right []int
}

// Result is what Find decides of an import.
type Result struct {
	// Groups are the places made of several records: each sorted, sorted by
	// their first. A record in none of them stands alone.
	Groups [][]int
	// Reviews are the pairs for a person, by I then J: one for each two groups.
	Reviews []Question
	// Merged holds, for each pair inside a group that was compared, why.
	Merged []Pair
}

// Answers are decisions of people, by pair of keys. The zero value is empty
// and ready for use.
type Answers struct{ same map[[2]Key]bool }

func pairOf(a, b Key) [2]Key {
	if b.compare(a) < 0 {
		a, b = b, a
	}
	return [2]Key{a, b}
}

// Set remembers that a and b are one place, or two. The last word wins.
func (s *Answers) Set(a, b Key, same bool) {
	if s.same == nil {
		s.same = make(map[[2]Key]bool)
	}
	s.same[pairOf(a, b)] = same
}

// Answer remembers an answer for each of left with each of right.
func (s *Answers) Answer(left, right []Key, same bool) {
	for _, a := range left {
		for _, b := range right {
			s.Set(a, b, same)
		}
	}
}

// Get gives the answer on a and b, if there is one.
func (s *Answers) Get(a, b Key) (same, answered bool) {
	same, answered = s.same[pairOf(a, b)]
	return same, answered
}

// Find groups the records that are one place. Its work grows with the number
// of records, not with its square; see candidates.
func Find(records []Record, answers Answers) Result {
	c := newCorpus(records)
	var decided []Pair
	for _, ij := range c.candidates() {
		p := c.judge(int(ij>>32), int(ij&0xffffffff))
		if p.Outcome != Separate {
			decided = append(decided, p)
		}
	}
	return c.group(decided, answers)
}

// Judge decides of two records by themselves, without the rest of an import to
// tell which words and numbers are common.
func Judge(a, b Record) (Outcome, Reason) {
	p := newCorpus([]Record{a, b}).judge(0, 1)
	return p.Outcome, p.Reason
}

// Evidence is one thing that two records agree or disagree on.
type Evidence string

// Reason is why a pair was decided so.
type Reason struct {
	// Score adds up what speaks for (above zero) and against.
	Score float64
	// Evidence is in the order of Sentence: what agrees, then what does not.
	Evidence []Evidence
}

// Sentence says the reason to a person: « Même adresse et même téléphone, mais
// noms différents. »
func (r Reason) Sentence(lang diag.Lang) string { return sentence(r.Evidence, lang) }
