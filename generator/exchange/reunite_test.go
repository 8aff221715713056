package exchange_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"balise/generator/exchange"
)

const (
	patio   = "data/structures/56/patio.toml"
	desk    = "data/structures/56/b8.toml"
	byHandP = `# Tenue par Jeanne.
[[structure]]
id = "patio"
nom = "Le Patio"
adresse = "12 rue du Port"
code_postal = "56000"
commune = "Vannes"
date_maj = 2026-05-01
`
)

// answered is a portal with a record of a person and one of the list B, of which
// a person said that they are one place.
func answered(t *testing.T) (p portal, before map[string]string) {
	p = newPortal(t)
	p.bring(exchange.ImportOptions{}, table(askB))
	p.write(patio, byHandP)
	p.write(desk, strings.Replace(p.read(desk), "[[structure]]\n", "[[structure]]\n# vu en mars\n", 1))
	before = map[string]string{patio: p.read(patio), desk: p.read(desk)}
	p.write("data/doublons.toml", "[[question]]\nreponse = \"meme\"\nfiches_1 = [\"patio · portail\"]\nfiches_2 = [\"b8 · B\"]\n")
	return p, before
}

// Two structures of the portal become one: the first stays, with its id, its file
// and what a person wrote; the other id stays known.
func TestTwoStructuresBecomeOne(t *testing.T) {
	p, _ := answered(t)
	tree := p.files()
	dry, ds := p.bring(exchange.ImportOptions{DryRun: true}, table(farB))
	var paths []string
	for _, c := range dry.Changes {
		paths = append(paths, c.Path)
		if c.Removed != (c.Path == desk) || c.Removed && (len(c.Before) == 0 || c.After != nil) {
			t.Errorf("%+v", c)
		}
	}
	if !cmp.Equal(tree, p.files()) || !slices.Contains(paths, desk) || !slices.Contains(paths, patio) || !strings.Contains(only(ds), "reunies") {
		t.Errorf("a dry run: %v; %s", paths, only(ds))
	}

	p.bring(exchange.ImportOptions{}, table(farB, askB))
	if got := p.names(); !slices.Equal(got, []string{"56/b9.toml", "56/patio.toml"}) {
		t.Fatalf("%v", got)
	}
	s := find(t, p.builds(), "patio")
	if s.Nom != "Le Patio" || s.Telephone != "+33261910010" || !slices.Equal(s.Anciens, []string{"b8"}) || len(s.Origines) != 1 || s.Origines[0].ID != "b8" || !s.DateMaj.Equal(day(2026, 6, 1)) {
		t.Errorf("%+v", s)
	}
	if text := p.read(patio); !strings.HasPrefix(text, "# Tenue par Jeanne.\n") || !strings.Contains(text, "# import : nom « France services Vannes » selon B\nnom = \"Le Patio\"") {
		t.Errorf("\n%s", text)
	}
	// Its source goes to the structure that stays.
	newer := askB
	newer.phone, newer.date = "02 61 91 00 77", "2026-09-01"
	p.bring(exchange.ImportOptions{}, table(farB, newer))
	if s := find(t, p.builds(), "patio"); s.Telephone != "+33261910077" || len(p.names()) != 2 {
		t.Errorf("%+v %v", s, p.names())
	}
	p.unchangedBy(table(farB, newer))
}

// Two that became one are two again, as they were, when the answer changes;
// then one again.
func TestOneStructureBecomesTwoAgain(t *testing.T) {
	p, before := answered(t)
	p.bring(exchange.ImportOptions{}, table(farB))
	for range 2 {
		p.write("data/doublons.toml", strings.Replace(p.read("data/doublons.toml"), `"meme"`, `"differents"`, 1))
		_, ds := p.bring(exchange.ImportOptions{}, table(farB))
		got := map[string]string{patio: p.read(patio), desk: p.read(desk)}
		if !maps.Equal(got, before) {
			t.Errorf("%s\n%s", only(ds), cmp.Diff(before, got))
		}
		p.unchangedBy(table(farB, askB))
		p.write("data/doublons.toml", strings.Replace(p.read("data/doublons.toml"), `"differents"`, `"meme"`, 1))
		p.bring(exchange.ImportOptions{}, table(farB, askB))
		if len(p.names()) != 2 {
			t.Errorf("%v", p.names())
		}
		p.unchangedBy(table(farB, askB))
	}
}

// In a listing only the table goes; an answer that says the contrary stops all.
func TestStructuresOfAListingBecomeOne(t *testing.T) {
	p := newPortal(t)
	p.bring(exchange.ImportOptions{Listing: true}, table(askA, askB, farB))
	name := "data/structures/" + p.names()[1]
	text := p.read("data/doublons.toml")
	p.write("data/doublons.toml", strings.Replace(text, `reponse = ""`, `reponse = "meme"`, 1))
	p.bring(exchange.ImportOptions{}, table(askA))
	if s := p.builds().Structures; len(s) != 2 || strings.Contains(p.read(name), "id = \"b8\"\nnom") {
		t.Errorf("%d structures\n%s", len(s), p.read(name))
	}
	p.unchangedBy(table(askA, askB, farB))

	q := newPortal(t)
	q.bring(exchange.ImportOptions{}, table(askA, askB))
	q.write("data/doublons.toml", "[[question]]\nreponse = \"differents\"\nfiches_1 = [\"a2 · A\"]\nfiches_2 = [\"b8 · B\"]\n"+
		"[[question]]\nreponse = \"meme\"\nfiches_1 = [\"a2 · portail\"]\nfiches_2 = [\"b8 · portail\"]\n")
	if _, ds := q.bring(exchange.ImportOptions{}, table(askA, askB)); len(q.names()) != 2 || !strings.Contains(only(ds), "a-reunir") {
		t.Errorf("%v; %s", q.names(), only(ds))
	}
}
