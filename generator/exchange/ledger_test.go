package exchange_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/diag"
	"balise/generator/exchange"
	"balise/generator/model"
)

const columns = "source,id,nom,adresse,commune,code_postal,telephone,courriels,horaires,services,date_maj\n"

// place is a row of the tests' table.
type place struct {
	source, id, nom, adresse, commune, cp, phone, mail, hours, services, date string
}

func table(rows ...place) string {
	var b strings.Builder
	b.WriteString(columns)
	for _, r := range rows {
		if r.commune == "" {
			r.commune, r.cp = "Vannes", "56000"
		}
		fmt.Fprintf(&b, "%s,%s,\"%s\",%s,%s,%s,%s,%s,%s,%s,%s\n", r.source, r.id, r.nom, r.adresse, r.commune, r.cp, r.phone, r.mail, r.hours, r.services, r.date)
	}
	return b.String()
}

var (
	// One place as two sources say it.
	spaceA = place{source: "A", id: "a1", nom: "Médiathèque des Marges", adresse: "3 rue des Marges", phone: "02 61 91 00 01", services: "Aide aux démarches administratives", date: "2026-03-01"}
	spaceB = place{source: "B", id: "b7", nom: "MEDIATHEQUE DES MARGES", adresse: "3 Rue des Marges", phone: "02 61 91 00 02", mail: "marges@vannes.example", services: "Loisirs et créations numériques", date: "2026-06-01"}
	// Two places that only a person can tell apart.
	askA = place{source: "A", id: "a2", nom: "Le Patio", adresse: "12 rue du Port", phone: "02 61 91 00 10", mail: "port@vannes.example", date: "2026-03-01"}
	askB = place{source: "B", id: "b8", nom: "France services Vannes", adresse: "12 rue du Port", phone: "02 61 91 00 10", mail: "port@vannes.example", date: "2026-06-01"}
	// A third one, of its own.
	farB = place{source: "B", id: "b9", nom: "Maison des Marées", adresse: "1 quai des Indes", commune: "Lorient", cp: "56100", phone: "02 61 91 00 20", date: "2026-06-01"}
)

func TestTwoSourcesOfOnePlace(t *testing.T) {
	p := newPortal(t)
	report, ds := p.bring(exchange.ImportOptions{}, table(spaceA, farB), table(spaceB))
	if report.Read != 3 || report.Kept != 2 || report.Merged != 1 {
		t.Errorf("%+v; %s", report, only(ds))
	}
	want := []exchange.Group{{ID: "b7", Members: []exchange.Member{{Source: "A", ID: "a1"}, {Source: "B", ID: "b7"}}}}
	if d := cmp.Diff(want, report.Groups); d != "" {
		t.Error(d)
	}
	s := find(t, p.builds(), "b7")
	if s.Telephone != "+33261910002" || len(s.Services) != 2 || len(s.Courriels) != 1 || !s.DateMaj.Equal(day(2026, 6, 1)) {
		t.Errorf("%+v", s)
	}
	if len(s.Origines) != 2 || !slices.Contains(s.Origines[0].Champs, "telephone") || slices.Contains(s.Origines[1].Champs, "telephone") || !slices.Contains(s.Origines[1].Champs, "services") {
		t.Errorf("origins: %+v", s.Origines)
	}
	if text := p.read("data/structures/56/b7.toml"); !strings.Contains(text, "# import : telephone « +33261910001 » selon A\n") {
		t.Errorf("the number that was not taken is lost:\n%s", text)
	}
	if text := p.read("data/doublons.toml"); !strings.Contains(text, "[[fusion]]\nreponse = \"\"\nraison = \"") || !strings.Contains(text, `"a1 · A"`) {
		t.Errorf("the merge is not told:\n%s", text)
	}
	p.unchangedBy(table(spaceA, farB), table(spaceB))
}

// unchangedBy imports files again and checks that nothing changes.
func (p portal) unchangedBy(texts ...string) exchange.Report {
	p.t.Helper()
	before := p.files()
	report, _ := p.bring(exchange.ImportOptions{}, texts...)
	if d := cmp.Diff(before, p.files()); d != "" || len(report.Changes) > 0 {
		p.t.Errorf("the same import changes files:\n%s", d)
	}
	return report
}

func find(t *testing.T, m *model.Portal, id string) *model.Structure {
	t.Helper()
	for _, s := range m.Structures {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("no structure %s", id)
	return nil
}

func TestOneSourceAfterTheOther(t *testing.T) {
	for _, order := range [][]place{{spaceA, spaceB}, {spaceB, spaceA}} {
		p := newPortal(t)
		p.bring(exchange.ImportOptions{}, table(order[0]))
		report, ds := p.bring(exchange.ImportOptions{}, table(order[1]))
		if report.Kept != 0 || report.Merged != 1 || len(report.Groups) != 1 || len(report.Groups[0].Members) != 2 {
			t.Errorf("%+v; %s", report, only(ds))
		}
		s := find(t, p.builds(), order[0].id) // the id that was there stays
		if s.Telephone != "+33261910002" || len(s.Services) != 2 || len(s.Courriels) != 1 || !s.DateMaj.Equal(day(2026, 6, 1)) {
			t.Errorf("%+v", s)
		}
		if text := p.read("data/structures/56/" + order[0].id + ".toml"); !strings.Contains(text, "# import : telephone « +33261910001 » selon A\n") {
			t.Errorf("the number that was not taken is lost:\n%s", text)
		}
		for range 2 {
			if report := p.unchangedBy(table(spaceA)); report.Kept != 1 {
				t.Errorf("a row that updates its own structure: %+v", report)
			}
			p.unchangedBy(table(spaceB))
		}
	}
}

// TestASourceThatIsAway checks that an import of one source leaves alone what
// another gave, its notes too, and takes what is newer.
func TestASourceThatIsAway(t *testing.T) {
	p := newPortal(t)
	p.bring(exchange.ImportOptions{}, table(spaceA, spaceB))
	newer := spaceA
	newer.phone, newer.mail, newer.date = "02 61 91 00 03", "", "2026-09-01"
	report, _ := p.bring(exchange.ImportOptions{}, table(newer))
	s := find(t, p.builds(), "b7")
	if s.Telephone != "+33261910003" || len(s.Courriels) != 1 || len(s.Services) != 2 || report.Kept != 1 {
		t.Errorf("%+v; %+v", report, s)
	}
	text := p.read("data/structures/56/b7.toml")
	if !strings.Contains(text, "« +33261910002 » selon B") || strings.Contains(text, "+33261910001") {
		t.Errorf("\n%s", text)
	}
	newer.phone = ""
	p.bring(exchange.ImportOptions{}, table(newer))
	if text := p.read("data/structures/56/b7.toml"); !strings.Contains(text, "« +33261910002 » selon B") {
		t.Errorf("the other source's value is lost:\n%s", text)
	}
	p.bring(exchange.ImportOptions{}, table(spaceB))
	if s := find(t, p.builds(), "b7"); s.Telephone != "+33261910002" {
		t.Errorf("a value of the only source that gives one is not taken: %+v", s)
	}
}

func TestThreeOrders(t *testing.T) {
	texts := []string{table(spaceA, askA), table(spaceB), table(farB, askB)}
	var first map[string]string
	for _, order := range [][]int{{0, 1, 2}, {2, 1, 0}, {1, 0, 2}} {
		p := newPortal(t)
		var files []string
		for _, i := range order {
			files = append(files, texts[i])
		}
		p.bring(exchange.ImportOptions{}, files...)
		got := map[string]string{"data/doublons.toml": p.read("data/doublons.toml")}
		for _, name := range p.names() {
			got[name] = p.read("data/structures/" + name)
		}
		if first == nil {
			first = got
		}
		if d := cmp.Diff(first, got); d != "" {
			t.Errorf("order %v:\n%s", order, d)
		}
	}
}

func TestQuestions(t *testing.T) {
	ask := func(t *testing.T) portal {
		p := newPortal(t)
		report, ds := p.bring(exchange.ImportOptions{}, table(askA, askB))
		want := []exchange.Review{{Members: []exchange.Member{{Source: "A", ID: "a2"}, {Source: "B", ID: "b8"}}, Reason: "same-place"}}
		if d := cmp.Diff(want, report.ToReview); d != "" || report.Kept != 2 || only(ds) != "3:ressemble" {
			t.Errorf("%s; %s", only(ds), d)
		}
		if again := p.unchangedBy(table(askA, askB)); !cmp.Equal(again.ToReview, want) {
			t.Errorf("a question without an answer is forgotten: %+v", again)
		}
		return p
	}
	answer := func(p portal, text string) {
		p.write("data/doublons.toml", strings.Replace(p.read("data/doublons.toml"), `reponse = ""`, "# vu avec Jeanne\nreponse = "+text, 1))
	}
	t.Run("differents", func(t *testing.T) {
		p := ask(t)
		answer(p, `"différents" # appelé`)
		report := p.unchangedBy(table(askA, askB))
		if len(report.ToReview) > 0 {
			t.Errorf("asked again: %+v", report)
		}
		askA := askA
		askA.phone = "02 61 91 00 11"
		if report, _ := p.bring(exchange.ImportOptions{}, table(askA, askB)); len(report.ToReview) > 0 || len(report.Changes) != 1 {
			t.Errorf("asked again: %+v", report)
		}
	})
	t.Run("meme", func(t *testing.T) {
		p := ask(t)
		answer(p, `"meme"`)
		report, ds := p.bring(exchange.ImportOptions{}, table(askA, askB))
		if !strings.HasSuffix(only(ds), ":reunies") || report.Kept != 1 || report.Merged != 1 || len(report.ToReview) > 0 || !slices.Equal(p.names(), []string{"56/a2.toml"}) {
			t.Errorf("%s; %+v; %v", only(ds), report, p.names())
		}
		p.unchangedBy(table(askA, askB))
		if text := p.read("data/doublons.toml"); !strings.Contains(text, "# vu avec Jeanne") {
			t.Errorf("the comment is lost:\n%s", text)
		}
	})
	t.Run("before the first import", func(t *testing.T) {
		p := newPortal(t)
		p.write("data/doublons.toml", "[[question]]\nreponse = \"meme\"\nfiches_1 = [\"b8 · B\"]\nfiches_2 = [\"a2 · A\"]\n\n"+
			"[[question]]\nreponse = \"differents\"\nfiches_1 = [\"a1 · A\"]\nfiches_2 = [\"b7 · B\"]\n")
		report, _ := p.bring(exchange.ImportOptions{}, table(askA, askB, spaceA, spaceB))
		if report.Kept != 3 || report.Merged != 1 || len(report.ToReview) > 0 {
			t.Errorf("%+v", report)
		}
	})
	t.Run("not understood", func(t *testing.T) {
		p := ask(t)
		answer(p, `"bof"`)
		before := p.files()
		report, ds := p.bring(exchange.ImportOptions{}, table(spaceA))
		if len(ds) != 1 || ds[0].Code != "import-reponse" || ds[0].At.File != "data/doublons.toml" || ds[0].At.Line < 5 || report.Read != 0 || !cmp.Equal(before, p.files()) {
			t.Errorf("%+v %+v", ds, report)
		}
	})
	t.Run("at fault", func(t *testing.T) {
		p := newPortal(t)
		p.write("data/doublons.toml", "[[question]]\nreponse = \n")
		if report, ds := p.bring(exchange.ImportOptions{}, table(spaceA)); len(ds) == 0 || ds[0].Level != diag.Error || len(p.names()) > 0 || report.Kept > 0 {
			t.Errorf("%+v %+v", ds, report)
		}
	})
}

func TestAMergeIsUndone(t *testing.T) {
	for name, again := range map[string][]place{"both sources": {spaceA, spaceB}, "the one that leaves": {spaceA}} {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t)
			p.bring(exchange.ImportOptions{}, table(spaceA, spaceB))
			p.write("data/doublons.toml", strings.Replace(p.read("data/doublons.toml"), `reponse = ""`, `reponse = "differents"`, 1))
			report, ds := p.bring(exchange.ImportOptions{}, table(again...))
			if report.Kept != len(again) || report.Merged != 0 || len(report.Groups) > 0 || len(ds) > 0 {
				t.Errorf("%+v; %s", report, only(ds))
			}
			m := p.builds()
			first, other := find(t, m, "b7"), find(t, m, "a1")
			if len(first.Origines) != 1 || len(first.Services) != 1 && len(again) == 2 || first.Telephone != "+33261910002" {
				t.Errorf("%+v", first)
			}
			if other.Telephone != "+33261910001" || len(other.Origines) != 1 {
				t.Errorf("%+v", other)
			}
			if text := p.read("data/structures/56/b7.toml"); strings.Contains(text, "selon A") {
				t.Errorf("\n%s", text)
			}
			p.unchangedBy(table(again...))
		})
	}
}

func TestWhatPeopleWroteStays(t *testing.T) {
	p := newPortal(t)
	const name = "data/structures/56/marges.toml"
	p.write(name, `# Tenue par Jeanne.
[[structure]]
id = "marges"
nom = "La médiathèque des Marges" # le vrai nom
adresse = "3 rue des Marges"
code_postal = "56000"
commune = "Vannes"
telephone = "+33261910009"
date_maj = 2020-01-01
verrou = ["horaires"]
`)
	withHours := spaceB
	withHours.hours = "Mo-Fr 09:00-12:00"
	report, ds := p.bring(exchange.ImportOptions{}, table(withHours))
	if report.Kept != 0 || report.Merged != 1 {
		t.Errorf("%+v; %s", report, only(ds))
	}
	want := []exchange.Group{{ID: "marges", Members: []exchange.Member{{Source: "B", ID: "b7"}, {Source: "portail", ID: "marges"}}}}
	if d := cmp.Diff(want, report.Groups); d != "" {
		t.Error(d)
	}
	s := p.builds().Structures[0]
	if s.Nom != "La médiathèque des Marges" || s.Telephone != "+33261910009" || s.Horaires != "" || len(s.Courriels) != 1 {
		t.Errorf("%+v", s)
	}
	text := p.read(name)
	for _, line := range []string{"# Tenue par Jeanne.", "# le vrai nom", "# import : telephone « +33261910002 »"} {
		if !strings.Contains(text, line) {
			t.Errorf("no %s in\n%s", line, text)
		}
	}
	p.unchangedBy(table(withHours))
}

func TestDisappeared(t *testing.T) {
	var rows []place
	for i := range 5 {
		rows = append(rows, place{source: "A", id: fmt.Sprint("a", i), nom: fmt.Sprint([]string{"Sellerie", "Rade", "Veilleurs", "Coquelicot", "Tisserands"}[i]), adresse: fmt.Sprint(i+1, " rue du Port"), date: "2026-03-01"})
	}
	p := newPortal(t)
	p.bring(exchange.ImportOptions{}, table(append(rows, spaceB)...))
	before := p.files()
	report, ds := p.bring(exchange.ImportOptions{}, table(rows[1:]...))
	if len(ds) != 1 || ds[0].Code != "import-disparu" || ds[0].At.File != "data/structures/56/a0.toml" || ds[0].Args[0] != "a0" || report.Kept != 4 {
		t.Errorf("%+v", ds)
	}
	if _, ds = p.bring(exchange.ImportOptions{}, table(rows[4:]...)); len(ds) != 1 || ds[0].Code != "import-partiel" {
		t.Errorf("%+v", ds)
	}
	bad := place{source: "A", id: "x", nom: "", date: "2026-03-01"}
	if _, ds = p.bring(exchange.ImportOptions{}, table(append(rows[1:], bad)...)); !strings.Contains(only(ds), "disparu-peut-etre") {
		t.Errorf("%s", only(ds))
	}
	if !cmp.Equal(before, p.files()) {
		t.Error("something was written")
	}
}

// TestASourceUnderAnotherName takes the next delivery of a file that is its
// source's name.
func TestASourceUnderAnotherName(t *testing.T) {
	p := newPortal(t)
	text := head + line("1", "Sellerie", "02 61 91 00 01") + line("2", "Rade", "")
	p.bring(exchange.ImportOptions{}, text) // f1.csv
	text = strings.Replace(text, "00 01", "00 05", 1)
	report, _ := p.bring(exchange.ImportOptions{}, head, text) // f2.csv
	if report.Kept != 2 || report.Merged != 0 || len(report.Groups) > 0 || len(report.Changes) != 1 {
		t.Errorf("%+v", report)
	}
	if s := find(t, p.builds(), "1"); len(s.Origines) != 1 || s.Origines[0].Nom != "f2" || s.Telephone != "+33261910005" {
		t.Errorf("%+v", s)
	}
	// A source that says its name is another source, whatever its ids.
	report, _ = p.bring(exchange.ImportOptions{Source: "B"}, head+line("1", "Sellerie", "02 61 91 00 05")+line("2", "Tisserands", ""))
	if report.Kept != 1 || report.Merged != 1 || len(report.Groups) != 1 || len(p.names()) != 3 {
		t.Errorf("%+v %v", report, p.names())
	}
}

// TestOneNameForSeveralFiles checks that --source does not make of two listings
// one that lists nothing twice.
func TestOneNameForSeveralFiles(t *testing.T) {
	a := place{id: "1", nom: "Médiathèque des Marges", adresse: "3 rue des Marges", date: "2026-03-01"}
	b := place{id: "2", nom: "Bibliothèque des Marges", date: "2026-06-01"}
	p := newPortal(t)
	report, _ := p.bring(exchange.ImportOptions{Source: "S"}, table(a), table(b))
	want := []exchange.Group{{ID: "2", Members: []exchange.Member{{Source: "S", ID: "1"}, {Source: "S", ID: "2"}}}}
	if d := cmp.Diff(want, report.Groups); d != "" {
		t.Errorf("%s%+v", d, report)
	}
	if again, _ := p.bring(exchange.ImportOptions{Source: "S"}, table(a), table(b)); len(again.Changes) > 0 {
		t.Errorf("%+v", again)
	}
}

// TestAnyInput checks what holds of every import: the account adds up, each row
// is in one structure, the order of the rows does not show, twice changes
// nothing.
func TestAnyInput(t *testing.T) {
	names := []string{"Médiathèque des Marges", "mediatheque des marges", "Bibliothèque des Marges", "Mairie", "Mairie de Vannes", "France Services", "MSAP Vannes", "La Rade", "La Rade 2", ""}
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 7))
		pick := func(list ...string) string { return list[r.IntN(len(list))] }
		var rows []place
		for range 2 + r.IntN(25) {
			rows = append(rows, place{
				source: pick("A", "B", "C"), id: pick("", "", "1", "2", "3", "4", "5", "6", "7"), nom: names[r.IntN(len(names))],
				adresse: pick("", "3 rue des Marges", "12 rue du Port"), phone: pick("", "02 61 91 00 01", "02 61 91 00 02"),
				services: pick("", "Loisirs et créations numériques", "Aide aux démarches administratives"), date: pick("2026-03-01", "2026-06-01", ""),
			})
		}
		p := newPortal(t)
		half := r.IntN(len(rows))
		report, _ := p.bring(exchange.ImportOptions{}, table(rows[:half]...), table(rows[half:]...))
		if report.Read != len(rows) || report.Kept != len(p.names()) {
			t.Errorf("seed %d: %d rows, %d files; %+v", seed, len(rows), len(p.names()), report)
		}
		p.builds()
		again := p.unchangedBy(table(rows[:half]...), table(rows[half:]...))
		if again.Kept != report.Kept || again.Merged != report.Merged {
			t.Errorf("seed %d: %d + %d, then %d + %d", seed, report.Kept, report.Merged, again.Kept, again.Merged)
		}
		q := newPortal(t)
		for _, part := range [][]place{rows[:half], rows[half:]} {
			r.Shuffle(len(part), func(i, j int) { part[i], part[j] = part[j], part[i] })
		}
		shuffled, _ := q.bring(exchange.ImportOptions{}, table(rows[:half]...), table(rows[half:]...))
		if shuffled.Kept != report.Kept || !slices.Equal(p.names(), q.names()) {
			t.Errorf("seed %d: another order gives other structures:\n%s", seed, cmp.Diff(p.names(), q.names()))
			continue
		}
		for _, name := range p.names() {
			if d := cmp.Diff(p.read("data/structures/"+name), q.read("data/structures/"+name)); d != "" {
				t.Errorf("seed %d: %s:\n%s", seed, name, d)
			}
		}
	}
}

// TestAnyAnswers checks that whatever people answer, an import in parts counts
// each row once, loses no structure, and done again changes nothing.
func TestAnyAnswers(t *testing.T) {
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 11))
		pick := func(list ...string) string { return list[r.IntN(len(list))] }
		parts := make([]string, 3)
		for i := range parts {
			var rows []place
			for n := range 1 + r.IntN(6) {
				rows = append(rows, place{
					source: pick("A", "B", "C"), id: fmt.Sprint(i, "-", n), nom: pick("Médiathèque des Marges", "Bibliothèque des Marges", "Le Patio", "France services Vannes", "Mairie"),
					adresse: pick("", "3 rue des Marges", "12 rue du Port"), phone: pick("", "02 61 91 00 01"), mail: pick("", "port@vannes.example"),
					services: pick("", "Loisirs et créations numériques", "Aide aux démarches administratives"), date: pick("2026-03-01", "2026-06-01", "2026-09-01"),
				})
			}
			parts[i] = table(rows...)
		}
		p := newPortal(t)
		for _, part := range parts {
			p.bring(exchange.ImportOptions{}, part)
			p.unchangedBy(part)
		}
		if slices.Contains(p.all(), "data/doublons.toml") {
			text := p.read("data/doublons.toml")
			for strings.Contains(text, `reponse = ""`) {
				text = strings.Replace(text, `reponse = ""`, `reponse = "`+pick("meme", "differents", " ")+`"`, 1)
			}
			p.write("data/doublons.toml", text)
		}
		before := p.names()
		p.bring(exchange.ImportOptions{}, parts...)
		p.unchangedBy(parts...)
		for _, part := range parts {
			p.unchangedBy(part)
		}
		for _, name := range before {
			id := strings.TrimSuffix(path.Base(name), ".toml")
			if !slices.Contains(p.names(), name) && !slices.ContainsFunc(p.builds().Structures, func(s *model.Structure) bool { return slices.Contains(s.Anciens, id) }) {
				t.Errorf("seed %d: %s is gone", seed, name)
			}
		}
		p.builds()
	}
}

func (p portal) all() []string { return slices.Collect(maps.Keys(p.files())) }

// A volunteer corrects a record on the forge, as the manual says: the value and
// date_maj. The list still says the old value.
func TestAPersonsCorrectionStays(t *testing.T) {
	const name = "data/structures/56/a1.toml"
	old := spaceA
	p := newPortal(t)
	p.bring(exchange.ImportOptions{}, table(old))
	text := strings.Replace(p.read(name), "+33261910001", "+33261910099", 1)
	p.write(name, strings.Replace(text, "2026-03-01", "2026-05-01", 1))

	if _, ds := p.bring(exchange.ImportOptions{}, table(old)); len(ds) != 1 || ds[0].Code != "import-fiche-plus-recente" {
		t.Errorf("the row is not heard, and nobody says so: %s", only(ds))
	}
	if s := find(t, p.builds(), "a1"); s.Telephone != "+33261910099" || s.DateMaj.Format("2006-01-02") != "2026-05-01" {
		t.Errorf("the correction is gone: %s, %s", s.Telephone, s.DateMaj)
	}
	p.unchangedBy(table(old))

	fuller := old
	fuller.mail = "marges@vannes.example"
	p.bring(exchange.ImportOptions{}, table(fuller))
	s := find(t, p.builds(), "a1")
	if s.Telephone != "+33261910099" || len(s.Courriels) != 1 {
		t.Errorf("%+v", s)
	}
	if text := p.read(name); !strings.Contains(text, "# import : telephone « +33261910001 »\ntelephone") {
		t.Errorf("the value of the list is lost:\n%s", text)
	}
	p.unchangedBy(table(fuller))

	newer := fuller
	newer.phone, newer.date = "02 61 91 00 55", "2026-06-01"
	p.bring(exchange.ImportOptions{}, table(newer))
	if s := find(t, p.builds(), "a1"); s.Telephone != "+33261910055" || s.DateMaj.Format("2006-01-02") != "2026-06-01" {
		t.Errorf("a newer list is not heard: %s, %s", s.Telephone, s.DateMaj)
	}
}

// What stands beside a record for want of a key is still beside it when another
// record is parted from it.
func TestAMergeIsUndoneWithItsNotes(t *testing.T) {
	const list = "source,nom,adresse,commune,code_postal,telephone,date_maj,etage\n" +
		"R,Médiathèque du Palais,2 place de la République,Vannes,56000,02 61 91 00 01,2026-03-01,premier\n" +
		"R,Bibliothèque du Palais,2 place de la République,Vannes,56000,02 61 91 00 01,2026-03-01,second\n"
	p := newPortal(t)
	p.bring(exchange.ImportOptions{}, list)
	p.write("data/doublons.toml", strings.Replace(p.read("data/doublons.toml"), `reponse = ""`, `reponse = "differents"`, 1))
	p.bring(exchange.ImportOptions{}, list)
	all := ""
	for name, text := range p.files() {
		if strings.HasPrefix(name, "data/structures/") {
			all += text
		}
	}
	for _, floor := range []string{"premier", "second"} {
		if n := strings.Count(all, "etage « "+floor+" »"); n != 1 {
			t.Errorf("the note « %s » stands %d times", floor, n)
		}
	}
	p.unchangedBy(list)
}
