package exchange_test

import (
	"strings"
	"testing"

	"balise/generator/exchange"
)

// A volunteer corrects a value and thinks of nothing else. The list, which has
// no dates, still says the old one, then a third one.
func TestACorrectionWithoutADate(t *testing.T) {
	const name = "data/structures/56/a1.toml"
	old := place{source: "A", id: "a1", nom: "Médiathèque des Marges", adresse: "3 rue des Marges", phone: "02 61 91 00 01", services: "Aide aux démarches administratives"}
	p := newPortal(t)
	p.bring(exchange.ImportOptions{}, table(old))
	p.write(name, strings.Replace(p.read(name), "+33261910001", "+33261910099", 1))

	_, ds := p.bring(exchange.ImportOptions{}, table(old))
	told := ""
	for _, d := range ds {
		if d.Code == "import-correction" {
			told = d.At.File + " " + strings.Join(d.Args, ", ")
			if d.At.Line != 7 {
				t.Errorf("at line %d", d.At.Line)
			}
		}
	}
	if want := name + " telephone, +33261910099, +33261910001, A, a1"; told != want {
		t.Errorf("told %q, want %q; %s", told, want, only(ds))
	}
	if text := p.read(name); !strings.Contains(text, "# import : telephone « +33261910001 »\ntelephone = \"+33261910099\"") {
		t.Errorf("the correction, or what the list says, is lost:\n%s", text)
	}
	p.unchangedBy(table(old))

	changed := old
	changed.phone, changed.mail = "02 61 91 00 55", "marges@vannes.example"
	p.bring(exchange.ImportOptions{}, table(changed))
	if text := p.read(name); !strings.Contains(text, "« +33261910055 »\ntelephone = \"+33261910099\"") || !strings.Contains(text, "marges@vannes.example") {
		t.Errorf("\n%s", text)
	}

	// The hint: without the line, the list's value comes.
	p.write(name, strings.Replace(p.read(name), "telephone = \"+33261910099\"\n", "", 1))
	p.bring(exchange.ImportOptions{}, table(changed))
	if s := find(t, p.builds(), "a1"); s.Telephone != "+33261910055" {
		t.Errorf("%+v", s)
	}
	p.unchangedBy(table(changed))
}

// What goes together stays together; a list that sources share is a person's too
// once they changed it.
func TestCorrectionsOfAnAddressAndAList(t *testing.T) {
	p := newPortal(t)
	p.bring(exchange.ImportOptions{}, table(spaceA))
	const name = "data/structures/56/a1.toml"
	p.write(name, strings.NewReplacer("3 rue des Marges", "5 rue des Marges", "Aide aux démarches administratives", "Loisirs et créations numériques").Replace(p.read(name)))
	moved := spaceA
	moved.adresse, moved.commune, moved.cp = "1 quai des Indes", "Lorient", "56100"
	_, ds := p.bring(exchange.ImportOptions{}, table(moved))
	s := find(t, p.builds(), "a1")
	if s.Adresse != "5 rue des Marges" || s.Commune != "Vannes" || s.CodePostal != "56000" || len(s.Services) != 1 || s.Services[0] != "Loisirs et créations numériques" {
		t.Errorf("%+v; %s", s, only(ds))
	}
	p.unchangedBy(table(moved))
}

// What is replaced all the same is said: a newer source, after a correction
// without a date.
func TestWhatComesBackIsSaid(t *testing.T) {
	const name = "data/structures/56/a1.toml"
	p := newPortal(t)
	p.bring(exchange.ImportOptions{}, table(spaceA))
	p.write(name, strings.Replace(p.read(name), "telephone = \"+33261910001\"\n", "", 1))
	if _, ds := p.bring(exchange.ImportOptions{}, table(spaceA)); !strings.Contains(only(ds), "revient") {
		t.Errorf("a number that somebody removed comes back, and nobody says so: %s", only(ds))
	}
	// A file of which nothing is remembered.
	p.write(name, strings.Replace(withoutMarks(p.read(name)), "+33261910001", "+33261910099", 1))
	undated := spaceA
	undated.date = ""
	if _, ds := p.bring(exchange.ImportOptions{}, table(undated)); !strings.Contains(only(ds), "remplace") {
		t.Errorf("a value is replaced, and nobody says so: %s", only(ds))
	}
}

// When the dates of two sources say nothing, the one that says more is heard,
// then the one whose file comes first; never the first by its letters. It stays
// so.
func TestTies(t *testing.T) {
	short := place{source: "A", id: "1", nom: "Médiathèque des Marges", adresse: "3 rue des Marges", phone: "02 61 91 00 01", date: "2026-03-01"}
	full := short
	full.source, full.id, full.nom, full.mail = "B", "2", "MÉDIATHÈQUE des Marges", "marges@vannes.example"
	first := short
	first.source, first.id, first.nom = "B", "2", full.nom
	for name, files := range map[string][]string{"the fuller": {table(short), table(full)}, "the first": {table(first), table(short)}} {
		p := newPortal(t)
		p.bring(exchange.ImportOptions{}, files...)
		if s := p.builds().Structures; len(s) != 1 || s[0].Nom != full.nom || s[0].ID != "2" {
			t.Errorf("%s: %+v", name, s)
		}
		p.unchangedBy(files...)
		for _, f := range files {
			p.unchangedBy(f)
		}
	}
}

// A row without an id is told by its line.
func TestRowsWithoutAnIDHaveANameInTheReport(t *testing.T) {
	a, b := spaceA, spaceB
	a.id, b.id = "", ""
	p := newPortal(t)
	report, _ := p.bring(exchange.ImportOptions{}, table(a), table(farB, b))
	if len(report.Groups) != 1 || report.Groups[0].Members[0].ID != "ligne 2" || report.Groups[0].Members[1].ID != "ligne 3" {
		t.Errorf("%+v", report.Groups)
	}
}
