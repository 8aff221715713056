package main_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// floors is the house. Values flow forward, load → check → plan → render →
// write: a package imports only floors below its own, and its tests too. A new
// package takes its place here first.
var floors = [][]string{
	0: {"french", "sheet", "tomlpos", "tmpl", "trace"},
	1: {"hours", "geo", "markdown", "picture", "decode", "tomledit", "search"},
	2: {"model", "carto"},
	3: {"same"},
	4: {"load", "check", "plan", "theme", "write"},
	5: {"render", "exchange", "scaffold"},
	6: {"build"},
	7: {"serve"},
	8: {"generator", "browser"},
}

// ground is what the house stands on: these packages import nothing of ours,
// and every floor may import them.
var ground = []string{"diag", "themes"}

// besides lists the programs that serve the house without being part of it:
// they may import any floor, and nothing may import them.
var besides = []string{"geo/pack"}

// refused says what a package must do without, because another one does it.
var refused = map[string][]string{
	"model":  {"os", "io/fs", "net/http", "html/template", "html"},
	"check":  {"os", "io/fs", "net/http", "html/template", "html"},
	"plan":   {"os", "io/fs", "net/http", "html/template", "html"},
	"render": {"os", "net/http"},
	"tmpl":   {"os", "net/http"},
	"hours":  {"os", "net/http"},
}

// drawers are names that say nothing: whatever they hold belongs elsewhere.
var drawers = []string{"util", "utils", "common", "helper", "helpers", "misc", "shared", "base", "lib"}

// maxLines is where a file holds more than one noun. Four hundred is the aim.
const maxLines = 600

// goPackage is a folder of Go files.
type goPackage struct {
	name  string // its place in the table: "hours", "geo/pack", "themes"
	files []goFile
}

type goFile struct {
	name string // from the module's root
	test bool
	ast  *ast.File
}

// shortName is how the table writes an import path, empty when the package is
// not of this module.
func shortName(importPath string) string {
	name, ours := strings.CutPrefix(importPath, "balise/")
	if !ours {
		return ""
	}
	return cmp.Or(strings.TrimPrefix(name, "generator/"), name)
}

// TestArchitecture keeps the house as it is drawn.
func TestArchitecture(t *testing.T) {
	fset := token.NewFileSet()
	house := readHouse(t, fset)
	if len(house) < 10 {
		t.Fatalf("found %d packages only: the walk is wrong", len(house))
	}
	rules := []struct {
		name string
		rule func(*token.FileSet, goPackage) []string
	}{
		{"floors", breaksFloors},
		{"refused imports", importsRefused},
		{"names", isDrawer},
		{"package comments", lacksPackageComment},
		{"doc comments", lacksDoc},
		{"length", isTooLong},
	}
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			for _, p := range house {
				for _, complaint := range r.rule(fset, p) {
					t.Error(complaint)
				}
			}
		})
	}
}

// TestArchitectureRules makes sure that the rules can fail.
func TestArchitectureRules(t *testing.T) {
	const documented = "// Package x is here for the test.\npackage x\n"
	tests := []struct {
		name, pkg, file, source string
		rule                    func(*token.FileSet, goPackage) []string
		want                    int
	}{
		{"a lower floor", "model", "a.go", documented + `import _ "balise/generator/hours"`, breaksFloors, 0},
		{"the same floor", "plan", "a.go", documented + `import _ "balise/generator/check"`, breaksFloors, 1},
		{"a higher floor", "hours", "a.go", documented + `import _ "balise/generator/build"`, breaksFloors, 1},
		{"the floor of a test", "hours", "a_test.go", documented + `import _ "balise/generator/build"`, breaksFloors, 1},
		{"a package's own tests", "hours", "a_test.go", "package x_test\n" + `import _ "balise/generator/hours"`, breaksFloors, 0},
		{"the ground", "french", "a.go", documented + `import _ "balise/generator/diag"`, breaksFloors, 0},
		{"the ground on itself", "diag", "a.go", documented + `import _ "balise/themes"`, breaksFloors, 1},
		{"missing from the table", "attic", "a.go", documented, breaksFloors, 1},
		{"importing a missing package", "build", "a.go", documented + `import _ "balise/generator/attic"`, breaksFloors, 1},
		{"a program", "geo/pack", "a.go", documented + `import _ "balise/generator/build"`, breaksFloors, 0},
		{"importing a program", "build", "a.go", documented + `import _ "balise/generator/geo/pack"`, breaksFloors, 1},
		{"files in the model", "model", "a.go", documented + `import _ "os"`, importsRefused, 1},
		{"a drawer", "hours/helpers", "a.go", documented, isDrawer, 1},
		{"no package comment", "model", "a.go", "package x\n", lacksPackageComment, 1},
		{"a package comment in a test", "model", "a_test.go", documented, lacksPackageComment, 1},
		{"no doc", "model", "a.go", documented + "func F() {}\ntype T int\nfunc (T) M() {}\nvar V int\nconst C = 1\n", lacksDoc, 5},
		{"no doc needed", "model", "a.go", documented + "type t int\nfunc (t) M() {}\n// The numbers.\nconst (\nA = 1\nB = 2)\n// T is a type.\ntype T int\nconst (\nC T = iota\nD)\n", lacksDoc, 0},
		{"too long", "model", "a.go", documented + strings.Repeat("\n", maxLines), isTooLong, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, tt.file, tt.source, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			test := strings.HasSuffix(tt.file, "_test.go")
			got := tt.rule(fset, goPackage{tt.pkg, []goFile{{tt.file, test, file}}})
			if len(got) != tt.want {
				t.Errorf("%d complaints, want %d: %q", len(got), tt.want, got)
			}
		})
	}
}

// readHouse parses every package of the module.
func readHouse(t *testing.T, fset *token.FileSet) []goPackage {
	t.Helper()
	byDir := map[string][]goFile{}
	for _, root := range []string{"../generator", "../themes"} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			name = filepath.ToSlash(name)
			if base := d.Name(); d.IsDir() && (base == "testdata" || base == "node_modules" || strings.HasPrefix(base, "_")) {
				return fs.SkipDir
			}
			if d.IsDir() || path.Ext(name) != ".go" {
				return nil
			}
			file, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			dir := path.Dir(name)
			byDir[dir] = append(byDir[dir], goFile{strings.TrimPrefix(name, "../"), strings.HasSuffix(name, "_test.go"), file})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	var house []goPackage
	for dir, files := range byDir {
		house = append(house, goPackage{shortName("balise/" + strings.TrimPrefix(dir, "../")), files})
	}
	slices.SortFunc(house, func(a, b goPackage) int { return cmp.Compare(a.name, b.name) })
	return house
}

// floor is where the table puts a package; the ground is at -1.
func floor(name string) (int, bool) {
	if slices.Contains(ground, name) {
		return -1, true
	}
	for i, names := range floors {
		if slices.Contains(names, name) {
			return i, true
		}
	}
	return 0, false
}

func breaksFloors(fset *token.FileSet, p goPackage) (complaints []string) {
	if slices.Contains(besides, p.name) {
		return nil
	}
	own, ok := floor(p.name)
	if !ok {
		return []string{fmt.Sprintf("package %s has no floor: give it one in the table of this test", p.name)}
	}
	for _, file := range p.files {
		for _, spec := range file.ast.Imports {
			name := shortName(importPath(spec))
			if name == "" || file.test && name == p.name {
				continue
			}
			where := fset.Position(spec.Pos())
			switch f, ok := floor(name); {
			case slices.Contains(besides, name):
				complaints = append(complaints, fmt.Sprintf("%s: %s is a program, not a package to import", where, name))
			case !ok:
				complaints = append(complaints, fmt.Sprintf("%s: imports %s, which has no floor", where, name))
			case f >= own:
				complaints = append(complaints, fmt.Sprintf("%s: %s (floor %d) imports %s (floor %d): only lower floors", where, p.name, own, name, f))
			}
		}
	}
	return complaints
}

func importsRefused(fset *token.FileSet, p goPackage) (complaints []string) {
	for _, file := range p.files {
		for _, spec := range file.ast.Imports {
			if !file.test && slices.Contains(refused[p.name], importPath(spec)) {
				complaints = append(complaints, fmt.Sprintf("%s: %s does without %s", fset.Position(spec.Pos()), p.name, importPath(spec)))
			}
		}
	}
	return complaints
}

func importPath(spec *ast.ImportSpec) string {
	name, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		panic(err) // the parser accepted it
	}
	return name
}

func isDrawer(_ *token.FileSet, p goPackage) []string {
	if slices.Contains(drawers, path.Base(p.name)) {
		return []string{fmt.Sprintf("package %s: a name that says nothing", p.name)}
	}
	return nil
}

// lacksPackageComment wants one comment, of a sentence at least, that begins as
// Go's own do.
func lacksPackageComment(_ *token.FileSet, p goPackage) []string {
	for _, file := range p.files {
		if file.test || file.ast.Doc == nil {
			continue
		}
		var parser comment.Parser
		if len(parser.Parse(file.ast.Doc.Text()).Content) > 0 {
			return nil
		}
	}
	return []string{fmt.Sprintf("package %s has no package comment: say what it is for and what it refuses to do", p.name)}
}

// lacksDoc wants a comment on what other packages can name. A comment on a
// group is enough for what is in it.
func lacksDoc(fset *token.FileSet, p goPackage) (complaints []string) {
	complain := func(name *ast.Ident) {
		if name.IsExported() {
			complaints = append(complaints, fmt.Sprintf("%s: %s.%s has no doc comment", fset.Position(name.Pos()), p.name, name.Name))
		}
	}
	for _, file := range p.files {
		if file.test {
			continue
		}
		for _, decl := range file.ast.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Doc == nil && exportedReceiver(d) {
					complain(d.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					for _, name := range undocumented(d, spec) {
						complain(name)
					}
				}
			}
		}
	}
	return complaints
}

// exportedReceiver tells a method that other packages can see; a function is one.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	receiver := d.Recv.List[0].Type
	if star, ok := receiver.(*ast.StarExpr); ok {
		receiver = star.X
	}
	if generic, ok := receiver.(*ast.IndexExpr); ok {
		receiver = generic.X
	}
	name, ok := receiver.(*ast.Ident)
	return ok && name.IsExported()
}

func undocumented(d *ast.GenDecl, spec ast.Spec) []*ast.Ident {
	if d.Doc != nil || enumerates(d) {
		return nil
	}
	switch s := spec.(type) {
	case *ast.TypeSpec:
		if s.Doc == nil && s.Comment == nil {
			return []*ast.Ident{s.Name}
		}
	case *ast.ValueSpec:
		if s.Doc == nil && s.Comment == nil {
			return s.Names
		}
	}
	return nil
}

// enumerates tells the constants of a named type: its comment is theirs.
func enumerates(d *ast.GenDecl) bool {
	if d.Tok != token.CONST || !d.Lparen.IsValid() || len(d.Specs) == 0 {
		return false
	}
	name, ok := d.Specs[0].(*ast.ValueSpec).Type.(*ast.Ident)
	return ok && name.IsExported()
}

func isTooLong(fset *token.FileSet, p goPackage) (complaints []string) {
	for _, file := range p.files {
		if n := fset.File(file.ast.FileStart).LineCount(); n > maxLines {
			complaints = append(complaints, fmt.Sprintf("%s has %d lines, more than %d: a noun is missing", file.name, n, maxLines))
		}
	}
	return complaints
}
