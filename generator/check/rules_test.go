package check_test

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"balise/generator/check"
	"balise/generator/diag"
)

var update = flag.Bool("update", false, "rewrite the table of rules in docs/controle.md")

const (
	manual = "../../docs/controle.md"
	begin  = "<!-- Ce tableau est écrit par un programme (go test ./generator/check -update) -->\n"
	end    = "\n<!-- fin du tableau -->"
)

// TestRulesAreDocumented keeps the table of rules, and the list of the errors
// that can be softened, in the manual.
func TestRulesAreDocumented(t *testing.T) {
	data, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	page := strings.ReplaceAll(string(data), "\r\n", "\n")
	before, rest, ok := strings.Cut(page, begin)
	_, after, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has lost the marks of its table", manual)
	}
	want := before + begin + table() + end + after
	if *update {
		if err := os.WriteFile(manual, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if page != want {
		t.Error("docs/controle.md is stale: go test ./generator/check -update")
	}
	for _, code := range diag.Codes() {
		e, _ := diag.Lookup(code)
		if e.Level == diag.Error && !check.Firm(code) && !strings.Contains(after, "`"+string(code)+"`") {
			t.Errorf("docs/controle.md does not say that %s can be softened", code)
		}
	}
}

func table() string {
	var b strings.Builder
	b.WriteString("\n| Règle | Ce qu’elle demande | Messages |\n| --- | --- | --- |\n")
	for _, r := range check.Rules {
		links := make([]string, len(r.Codes))
		for i, code := range r.Codes {
			links[i] = fmt.Sprintf("[`%s`](diagnostics.md#%s)", code, code)
		}
		about := strings.NewReplacer(" :", "\u00a0:", " ;", "\u202f;").Replace(r.FR)
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.Name, about, strings.Join(links, ", "))
	}
	return b.String()
}

// TestRulesOwnTheirCodes: each code that the package reports is in the table,
// and each code of the table is reported.
func TestRulesOwnTheirCodes(t *testing.T) {
	reported := map[diag.Code]bool{}
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "New" {
				if lit, ok := call.Args[0].(*ast.BasicLit); ok {
					code, _ := strconv.Unquote(lit.Value)
					reported[diag.Code(code)] = true
				}
			}
			return true
		})
	}
	owned := map[diag.Code]bool{}
	names := map[string]bool{}
	for _, r := range check.Rules {
		if names[r.Name] || r.FR == "" || r.EN == "" {
			t.Errorf("the rule %q has no words, or shares its name", r.Name)
		}
		names[r.Name] = true
		for _, code := range r.Codes {
			owned[code] = true
		}
	}
	if a, b := slices.Sorted(maps.Keys(reported)), slices.Sorted(maps.Keys(owned)); !slices.Equal(a, b) {
		t.Errorf("reported: %q\nin the table: %q", a, b)
	}
}
