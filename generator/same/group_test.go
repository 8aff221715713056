package same

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"balise/generator/diag"
	"balise/generator/model"
)

// place makes a record from a line of the labelled pairs' form.
func place(t testing.TB, source, id, line string) Record {
	return Record{parseLine(t, line), source, id}
}

// all gives the records of every labelled pair, as one import of two sources.
func all(t testing.TB) []Record {
	var records []Record
	for i, p := range readPairs(t) {
		records = append(records, Record{p.a, "a", fmt.Sprint(i)}, Record{p.b, "b", fmt.Sprint(i)})
	}
	return records
}

// keysOf names the groups and the questions by their records, whatever the
// input's order.
func keysOf(records []Record, r Result) (groups, questions []string) {
	name := func(list []int) string {
		var keys []Key
		for _, i := range list {
			keys = append(keys, records[i].Key())
		}
		slices.SortFunc(keys, Key.compare)
		return fmt.Sprint(keys)
	}
	for _, g := range r.Groups {
		groups = append(groups, name(g))
	}
	for _, q := range r.Reviews {
		sides := []string{name(q.Left), name(q.Right)}
		slices.Sort(sides)
		questions = append(questions, fmt.Sprint(sides, q.Reason))
	}
	slices.Sort(groups)
	slices.Sort(questions)
	return groups, questions
}

func TestOrderOfInput(t *testing.T) {
	records := all(t)
	groups, questions := keysOf(records, Find(records, Answers{}))
	if len(groups) == 0 || len(questions) == 0 {
		t.Fatal("nothing to compare")
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		shuffled := slices.Clone(records)
		random.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		g, q := keysOf(shuffled, Find(shuffled, Answers{}))
		if !slices.Equal(g, groups) {
			t.Fatalf("groups differ:\n%v\n%v", g, groups)
		}
		if !slices.Equal(q, questions) {
			t.Fatalf("questions differ:\n%v\n%v", q, questions)
		}
	}
}

// TestNoChain checks that each pair of each group agrees by itself.
func TestNoChain(t *testing.T) {
	records := all(t)
	r := Find(records, Answers{})
	merged := make(map[[2]int]bool)
	for _, p := range r.Merged {
		if p.Outcome != Merge {
			t.Errorf("%v inside a group", p)
		}
		merged[[2]int{p.I, p.J}] = true
	}
	seen := make(map[int]bool)
	for _, g := range r.Groups {
		if !slices.IsSorted(g) || len(g) < 2 {
			t.Errorf("group %v", g)
		}
		for x, i := range g {
			if seen[i] {
				t.Errorf("record %d in two groups", i)
			}
			seen[i] = true
			for _, j := range g[x+1:] {
				if !merged[[2]int{i, j}] {
					t.Errorf("%s and %s are in one group and do not agree", records[i].Structure.Nom, records[j].Structure.Nom)
				}
			}
		}
	}
	for _, q := range r.Reviews {
		if !slices.Contains(q.Left, q.I) || !slices.Contains(q.Right, q.J) || q.Reason.Sentence(diag.French) == "" || q.Reason.Sentence(diag.English) == "" {
			t.Errorf("question %+v", q)
		}
	}
}

// A record in the middle that agrees with two that are not one.
func TestBetweenTwo(t *testing.T) {
	records := []Record{
		place(t, "a", "1", "Emmaüs Connect Archereau | 71 rue Archereau | 75019 Paris | 0199002401"),
		place(t, "a", "2", "Emmaüs Connect Crimée | 140 rue de Crimée | 75019 Paris | 0199002401"),
		place(t, "b", "1", "Emmaüs Connect | | 75019 Paris | 0199002401"),
	}
	r := Find(records, Answers{})
	if len(r.Groups) != 0 || len(r.Reviews) != 2 {
		t.Fatalf("%+v", r)
	}

	var answers Answers
	answers.Answer([]Key{{"b", "1"}}, []Key{{"a", "2"}}, true)
	answers.Answer([]Key{{"b", "1"}}, []Key{{"a", "1"}}, false)
	r = Find(records, answers)
	if len(r.Reviews) != 0 || len(r.Groups) != 1 || !slices.Equal(r.Groups[0], []int{1, 2}) {
		t.Fatalf("answered: %+v", r)
	}
}

func TestAnswersWin(t *testing.T) {
	a := place(t, "a", "1", "Médiathèque du Palais | 2 place de la République | 56000 Vannes | 0261910001")
	b := place(t, "b", "1", "Médiathèque du Palais | 2 place de la République | 56000 Vannes | 0261910001")
	far := place(t, "c", "1", "Le Comptoir | 9 rue Kléber | 67000 Strasbourg")
	records := []Record{a, b, far}
	if r := Find(records, Answers{}); len(r.Groups) != 1 {
		t.Fatalf("%+v", r)
	}
	var answers Answers
	answers.Set(b.Key(), a.Key(), false)
	answers.Set(far.Key(), a.Key(), true)
	r := Find(records, answers)
	if len(r.Groups) != 1 || !slices.Equal(r.Groups[0], []int{0, 2}) || len(r.Reviews) != 0 {
		t.Fatalf("%+v", r)
	}
	answers.Set(a.Key(), b.Key(), true) // a change of mind
	if same, answered := answers.Get(b.Key(), a.Key()); !same || !answered {
		t.Fatal("the last word is lost")
	}
	if r := Find(records, answers); len(r.Groups) != 1 || len(r.Groups[0]) != 3 {
		t.Fatalf("%+v", r)
	}
	answers.Set(b.Key(), far.Key(), false) // contradicts the two others
	for _, g := range Find(records, answers).Groups {
		if slices.Contains(g, 1) && slices.Contains(g, 2) {
			t.Fatalf("parted, and in one group: %v", g)
		}
	}
}

// A structure of the portal is known by the sources it was made of.
func TestOrigins(t *testing.T) {
	portal := place(t, "", "espace-du-bourg", "Espace du Bourg | 1 rue Haute | 56000 Vannes")
	portal.Structure.Origines = []model.Origin{{Nom: "France Services", ID: "1819"}}
	renamed := place(t, "France Services", "1819", "France services Vannes centre | 4 rue du Port | 56000 Vannes")
	other := place(t, "France Services", "1820", "France services Ménimur | 12 rue du Stade | 56000 Vannes")
	r := Find([]Record{other, portal, renamed}, Answers{})
	if len(r.Groups) != 1 || !slices.Equal(r.Groups[0], []int{1, 2}) {
		t.Fatalf("%+v", r)
	}
}

func TestOneSourceNeedsMore(t *testing.T) {
	line := "Mission locale du Pays de Redon | | 35600 Redon | 0261913001"
	if o, _ := Judge(place(t, "a", "1", line), place(t, "b", "1", line)); o != Merge {
		t.Errorf("two sources: %v", o)
	}
	if o, _ := Judge(place(t, "a", "1", line), place(t, "a", "2", line)); o != Review {
		t.Errorf("one source: %v", o)
	}
	line = "Mission locale du Pays de Redon | 3 rue Charles Sillard | 35600 Redon | 0261913001"
	if o, _ := Judge(place(t, "a", "1", line), place(t, "a", "2", line)); o != Merge {
		t.Errorf("listed twice: %v", o)
	}
}

func TestSentence(t *testing.T) {
	r := Reason{Evidence: []Evidence{SameAddress, SamePhone, OtherName}}
	if got, want := r.Sentence(diag.French), "Même adresse et même téléphone, mais noms différents."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := r.Sentence(diag.English), "Same address and same phone number, but different names."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPrefer(t *testing.T) {
	day := func(y int, m time.Month) time.Time { return time.Date(y, m, 1, 0, 0, 0, 0, time.UTC) }
	records := []Record{
		{&model.Structure{DateMaj: day(2026, 3)}, "b", "1"},
		{&model.Structure{DateMaj: day(2022, 1), Telephone: "+33261910001"}, "b", "2"},
		{&model.Structure{DateMaj: day(2022, 1)}, "a", "9"},
		{&model.Structure{DateMaj: day(2020, 1), VerifieLe: day(2026, 9)}, "portail", "x"},
		{&model.Structure{DateMaj: day(2022, 1)}, "c", "1"},
	}
	if got, want := Prefer(records, []int{0, 1, 2, 3, 4}, nil), []int{3, 0, 1, 2, 4}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if got := Prefer(records, []int{2, 1, 4}, func(i int) int { return -i }); !slices.Equal(got, []int{1, 4, 2}) {
		t.Errorf("%v", got)
	}
}

// town makes n records of two sources, half of them in one large city.
func town(n int) []Record {
	random := rand.New(rand.NewPCG(3, 4))
	places := []string{"75011 Paris", "56000 Vannes", "56400 Auray", "35600 Redon", "29200 Brest", "33270 Floirac", "51100 Reims", "52000 Chaumont", "84390 Sault", "02120 Guise"}
	kinds := []string{"Médiathèque", "France services", "Centre social", "Association", "Mairie de quartier", "Mission locale"}
	first := []string{"Jean", "Louise", "Marie", "Paul", "Simone", "Victor", "Jules", "Rosa", "Albert", "Lucie", "Anne", "Pierre"}
	last := []string{"Moulin", "Michel", "Curie", "Éluard", "Veil", "Hugo", "Ferry", "Parks", "Camus", "Aubrac", "Frank", "Brossolette", "Jaurès", "Aragon", "Zola"}
	records := make([]Record, n)
	for i := range records {
		where := places[0]
		if i%2 == 0 {
			where = places[random.IntN(len(places))]
		}
		who := first[random.IntN(len(first))] + " " + last[random.IntN(len(last))]
		s := &model.Structure{
			Nom:       kinds[random.IntN(len(kinds))] + " " + who + fmt.Sprintf(" %c%c", 'a'+random.IntN(26), 'a'+random.IntN(26)),
			Adresse:   fmt.Sprintf("%d rue %s", 1+random.IntN(200), last[random.IntN(len(last))]),
			Latitude:  48 + random.Float64()/10,
			Longitude: 2 + random.Float64()/10,
		}
		s.CodePostal, s.Commune = where[:5], where[6:]
		if random.IntN(3) > 0 {
			s.Telephone = fmt.Sprintf("+3326191%04d", random.IntN(10000))
		}
		records[i] = Record{s, string(rune('a' + i%3)), fmt.Sprint(i)}
	}
	return records
}

func BenchmarkFind(b *testing.B) {
	records := town(20_000)
	b.ReportAllocs()
	for b.Loop() {
		Find(records, Answers{})
	}
}

// TestLinear keeps the number of pairs in proportion, even when all records are
// in one commune, have one name and one telephone.
func TestLinear(t *testing.T) {
	var records []Record
	for i := range 4000 {
		records = append(records, place(t, "a", fmt.Sprint(i), "France services | 1 rue Haute | 75011 Paris | 0199001000 | a@b.example | 53120000100014 | 48.86,2.38"))
	}
	c := newCorpus(records)
	if n := len(c.candidates()); n > 100*len(records) {
		t.Errorf("%d pairs for %d records", n, len(records))
	}
}

// TestTheOnlyDeskOfItsTown: a list that gives the middle of the commune for want
// of an address does not make another place of its only desk.
func TestTheOnlyDeskOfItsTown(t *testing.T) {
	full := &model.Structure{Nom: "France services Rians", Adresse: "15 rue de la Rade", CodePostal: "83560", Commune: "Rians", CodeINSEE: "83104", Latitude: 43.6070, Longitude: 5.7560}
	bare := &model.Structure{Nom: "Maison France Services de Rians", CodePostal: "83560", Commune: "Rians", CodeINSEE: "83104", Latitude: 43.6150, Longitude: 5.7620}
	if got, why := Judge(Record{full, "a", "1"}, Record{bare, "b", "1"}); got != Merge {
		t.Errorf("%v: %s", got, why.Sentence(diag.French))
	}
	bare.Longitude += 0.1
	if got, _ := Judge(Record{full, "a", "1"}, Record{bare, "b", "1"}); got == Merge {
		t.Error("merged at eight kilometres")
	}
}
