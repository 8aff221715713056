package diag

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite docs/diagnostics.md")

const manual = "../../docs/diagnostics.md"

// areas are the sections of the manual. Each catalogue has one.
var areas = []struct {
	title string
	table map[Code]Entry
}{
	{"L’écriture des fichiers", catalogueTOML},
	{"Le portail, ses fichiers, ses liens", catalogueSite},
	{"Les fiches et les en-têtes", catalogueRecords},
	{"Les textes", catalogueContent},
	{"Les horaires", catalogueHours},
	{"Les images", cataloguePicture},
	{"Les thèmes graphiques", catalogueTheme},
	{"La recherche", catalogueSearch},
	{"La lecture des tableaux", catalogueSheet},
	{"Les correspondances", catalogueMapping},
	{"L’import", catalogueExchange},
	{"Les doublons et les mises à jour", catalogueLedger},
	{"L’export", catalogueExport},
	{"Les valeurs d’une ligne importée", cataloguePlace},
}

const preface = `# Les messages de Balise

<!-- Cette page est écrite par un programme : go test ./generator/diag -update -->

Chaque message dit le fichier, la ligne, la colonne, puis ce qui ne va pas. La ligne « aide » dit quoi écrire.
Une **erreur** empêche de fabriquer les sites : rien n’est écrit, les anciens restent.
Un **avertissement** ne bloque rien.

Ci-dessous, « … » tient la place de ce qui est dans votre fichier.
Le nom de chaque message est celui que donne ` + "`balise check --format json`" + `.

This page lists every message. The English sentence stands under each one.
`

// TestManual keeps docs/diagnostics.md in step with the catalogue.
func TestManual(t *testing.T) {
	want := page(t)
	if *update {
		if err := os.WriteFile(manual, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	if strings.ReplaceAll(string(got), "\r\n", "\n") != want {
		t.Error("docs/diagnostics.md is stale: go test ./generator/diag -update")
	}
}

// page is the whole manual.
func page(t *testing.T) string {
	var b strings.Builder
	b.WriteString(typeset(preface))
	said := map[Code]bool{}
	for _, a := range areas {
		fmt.Fprintf(&b, "\n## %s\n", a.title)
		for _, code := range slices.Sorted(maps.Keys(a.table)) {
			if causes[code] == "" {
				t.Errorf("%s: say in causes_test.go how this fault comes about", code)
			}
			said[code] = true
			section(&b, code)
		}
	}
	for _, code := range Codes() {
		if !said[code] {
			t.Errorf("%s: its catalogue has no area in docs_test.go", code)
		}
	}
	for code := range causes {
		if !said[code] {
			t.Errorf("%s: causes_test.go explains a code that does not exist", code)
		}
	}
	return b.String()
}

// section shows a message as the terminal does, then its cause.
func section(b *strings.Builder, code Code) {
	e, _ := Lookup(code)
	d := Diag{Code: code, Level: e.Level, Args: slices.Repeat([]string{"…"}, 10)}
	fmt.Fprintf(b, "\n### %s\n\n```text\n%s: %s\n", code, levelWords[French][e.Level], d.Message(French))
	if hint := d.Hint(French); hint != "" {
		fmt.Fprintf(b, "  aide : %s\n", hint)
	}
	fmt.Fprintf(b, "\n%s: %s\n", levelWords[English][e.Level], d.Message(English))
	if hint := d.Hint(English); hint != "" {
		fmt.Fprintf(b, "  help: %s\n", hint)
	}
	fmt.Fprintf(b, "```\n\n%s\n", typeset(causes[code]))
}

// typeset puts the no-break spaces that French wants before : ; ? ! and inside
// « ».
func typeset(s string) string {
	return strings.NewReplacer(" :", "\u00a0:", " ;", "\u202f;", " ?", "\u202f?", " !", "\u202f!", "« ", "«\u202f", " »", "\u202f»").Replace(s)
}
