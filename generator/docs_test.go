package main

import (
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"balise/generator/check"
	"balise/generator/decode"
	"balise/generator/diag"
	"balise/generator/exchange"
	"balise/generator/hours"
	"balise/generator/markdown"
	"balise/generator/model"
	"balise/generator/theme"
	"balise/generator/tomlpos"
)

// readDoc reads a page of the manual, by its path from the project's root.
func readDoc(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n")
}

// manualPages lists the Markdown files that people read, from the project's
// root.
func manualPages(t *testing.T) []string {
	t.Helper()
	pages := []string{"README.md", "CHANGELOG.md"}
	for _, pattern := range []string{"../docs/*.md", "../docs/*/*.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no page for %s: %v", pattern, err)
		}
		for _, name := range found {
			pages = append(pages, strings.TrimPrefix(filepath.ToSlash(name), "../"))
		}
	}
	return pages
}

// fences matches a block of code: its language, its text.
var fences = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")

// TestReadmeBeginsWithTheCommands: what a newcomer tries first stands first.
func TestReadmeBeginsWithTheCommands(t *testing.T) {
	block := fences.FindStringSubmatch(readDoc(t, "README.md"))
	if want := "go run ./generator build\ngo test ./...\n"; block == nil || block[2] != want {
		t.Errorf("the first block of code is %q, not %q", block, want)
	}
}

// TestManualCommands: docs/commandes.md names every command, each under its
// own heading with its options.
func TestManualCommands(t *testing.T) {
	sections := strings.Split(readDoc(t, "docs/commandes.md"), "\n## ")
	section := func(title string) string {
		for _, s := range sections {
			if head, _, _ := strings.Cut(s, "\n"); head == title {
				return s
			}
		}
		return ""
	}
	everywhere := section("Partout")
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		words := strings.Fields(cmd.CommandPath())
		own := section(strings.Join(words[:min(2, len(words))], " "))
		if len(words) == 1 {
			own = everywhere
		}
		if !strings.Contains(own, cmd.CommandPath()) && len(words) > 1 {
			t.Errorf("docs/commandes.md does not tell of %q", cmd.CommandPath())
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(own, "--"+f.Name) && !strings.Contains(everywhere, "--"+f.Name) {
				t.Errorf("docs/commandes.md does not tell of the option --%s of %q", f.Name, cmd.CommandPath())
			}
		})
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	a := &app{getenv: func(string) string { return "" }}
	walk(a.root())
}

// TestManualReports: docs/commandes.md gives every key of the JSON that
// commands write.
func TestManualReports(t *testing.T) {
	text := readDoc(t, "docs/commandes.md")
	for _, report := range []reflect.Type{
		reflect.TypeFor[diag.Report](), reflect.TypeFor[diag.JSONDiag](), reflect.TypeFor[check.Quality](), reflect.TypeFor[check.StructureQuality](), reflect.TypeFor[portalReport](), reflect.TypeFor[hoursReport](),
		reflect.TypeFor[exchange.Report](), reflect.TypeFor[exchange.Group](), reflect.TypeFor[exchange.Member](), reflect.TypeFor[exchange.Review](),
	} {
		for _, key := range tags(report, "json") {
			if key != "-" && !strings.Contains(text, `"`+key+`"`) {
				t.Errorf("docs/commandes.md does not show the key %q of %s", key, report)
			}
		}
	}
}

// tags lists the names that a struct's fields have under a tag.
func tags(t reflect.Type, tag string) []string {
	var names []string
	for i := range t.NumField() {
		if v, ok := t.Field(i).Tag.Lookup(tag); ok {
			name, _, _ := strings.Cut(v, ",")
			names = append(names, name)
		}
	}
	return names
}

// TestManualKeys: each key that people type stands in the first cell of a row
// of the page about it, and each section in a heading or an example.
func TestManualKeys(t *testing.T) {
	for _, c := range []struct {
		page   string
		schema []string
		typ    reflect.Type
	}{
		{"docs/territoires.md", model.SiteSchema.Keys(), reflect.TypeFor[model.Site]()},
		{"docs/guides.md", model.GuideSchema.Keys(), reflect.TypeFor[model.Guide]()},
		{"docs/structures.md", model.ListingSchema.Keys(), reflect.TypeFor[model.Listing]()},
	} {
		if !slices.Equal(c.schema, tags(c.typ, "toml")) {
			t.Errorf("%s: the schema's keys are %q", c.typ, c.schema)
		}
		text := readDoc(t, c.page)
		keysOf(c.typ, func(key string, section bool) {
			switch {
			case section && strings.Contains(text, "["+key+"]"), section && strings.Contains(text, "."+key+"]]"):
			case !section && strings.Contains(text, "`"+key+"`"):
			default:
				t.Errorf("%s does not tell of the key %q", c.page, key)
			}
		})
	}
}

// keysOf visits the keys of a struct and of the sections in it.
func keysOf(t reflect.Type, visit func(key string, section bool)) {
	for i := range t.NumField() {
		f := t.Field(i)
		tag, ok := f.Tag.Lookup("toml")
		if !ok {
			continue
		}
		key, _, _ := strings.Cut(tag, ",")
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		section := inner.Kind() == reflect.Struct && inner.String() != "time.Time"
		visit(key, section)
		if section {
			keysOf(inner, visit)
		}
	}
}

// TestManualValues: docs/structures.md gives every value of every enumeration.
func TestManualValues(t *testing.T) {
	text := readDoc(t, "docs/structures.md")
	for _, e := range []*decode.Enum{
		model.Itinerances, model.Services, model.Publics, model.PrisesEnCharge, model.Frais, model.Dispositifs, model.Labels,
		model.ModalitesAcces, model.ModalitesAccompagnement, model.Typologies,
	} {
		for _, v := range e.Values {
			if !strings.Contains(text, "\n- `"+v+"`\n") && !strings.Contains(text, "\n| `"+v+"` |") {
				t.Errorf("docs/structures.md does not give the value %q", v)
			}
		}
	}
	text = readDoc(t, "docs/guides.md")
	for _, v := range model.Segments.Values {
		if !strings.Contains(text, "`"+v+"`") {
			t.Errorf("docs/guides.md does not give the value %q", v)
		}
	}
}

// TestManualViews: docs/themes.md names every view and every field that a
// template can ask for, and every template's file.
func TestManualViews(t *testing.T) {
	text := readDoc(t, "docs/themes.md")
	seen := map[reflect.Type]bool{}
	var walk func(v reflect.Type)
	walk = func(v reflect.Type) {
		for v.Kind() == reflect.Slice || v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if v.Kind() != reflect.Struct || seen[v] {
			return
		}
		seen[v] = true
		for i := range v.NumField() {
			f := v.Field(i)
			if !strings.Contains(text, "`"+f.Name+"`") {
				t.Errorf("docs/themes.md does not tell of the field %s of %s", f.Name, v)
			}
			walk(f.Type)
		}
	}
	programs := reflect.TypeFor[theme.Programs]()
	for i := range programs.NumField() {
		method, _ := programs.Field(i).Type.MethodByName("Append")
		view := method.Type.In(2).Elem()
		if !strings.Contains(text, "\n### "+view.Name()+"\n") {
			t.Errorf("docs/themes.md has no section for %s", view)
		}
		walk(view)
	}
	files, _ := filepath.Glob("../themes/clair/templates/*.html")
	if len(files) < programs.NumField() {
		t.Fatalf("%d templates found", len(files))
	}
	for _, name := range files {
		if !strings.Contains(text, "`"+filepath.Base(name)+"`") {
			t.Errorf("docs/themes.md does not tell of the template %s", filepath.Base(name))
		}
	}
}

// TestManualHours: the tables of docs/horaires.md say what the program says.
func TestManualHours(t *testing.T) {
	rows := regexp.MustCompile("(?m)^\\| `(.+?)` \\| (.+) \\|$")
	parts := strings.Split(readDoc(t, "docs/horaires.md"), "\n## ")
	said, fixed := 0, 0
	for _, part := range parts {
		for _, m := range rows.FindAllStringSubmatch(part, -1) {
			value, other := strings.ReplaceAll(m[1], `\|`, "|"), strings.ReplaceAll(m[2], `\|`, "|")
			schedule, faults := hours.Parse(value)
			switch {
			case strings.Contains(part, "| Les lecteurs lisent |"):
				said++
				if len(faults) > 0 || schedule.Text(diag.French) != other {
					t.Errorf("docs/horaires.md: %q reads %q, with faults %v", value, schedule.Text(diag.French), faults)
				}
			case strings.Contains(part, "| Balise propose |"):
				fixed++
				if len(faults) == 0 || "`"+faults[0].Fix+"`" != other {
					t.Errorf("docs/horaires.md: for %q the program suggests %v", value, faults)
				}
			}
		}
	}
	if said < 15 || fixed < 8 {
		t.Errorf("%d values said, %d corrected: the tables are not where they were", said, fixed)
	}
}

// TestManualExamples: the TOML and the front matters that the manual shows can
// be pasted in a portal.
func TestManualExamples(t *testing.T) {
	tried := 0
	for _, page := range []string{"docs/territoires.md", "docs/structures.md", "docs/corriger-une-fiche.md", "docs/publier.md", "docs/guides.md"} {
		for _, m := range fences.FindAllStringSubmatch(readDoc(t, page), -1) {
			var ds []diag.Diag
			switch source := m[2]; {
			case m[1] == "toml" && strings.HasPrefix(source, "[[structure."):
				ds = decoded(model.ListingSchema, page, "[[structure]]\n"+source)
			case m[1] == "toml" && strings.HasPrefix(source, "[[structure"):
				ds = decoded(model.ListingSchema, page, source)
			case m[1] == "toml" && page == "docs/guides.md":
				_, ds = tomlpos.Parse(page, []byte(source), 1)
			case m[1] == "toml":
				ds = decoded(model.SiteSchema, page, source)
			case m[1] == "markdown":
				front, line, body, bodyLine, found := markdown.Split([]byte(source))
				if found {
					ds = decoded(model.GuideSchema, page, strings.Repeat("\n", line-1)+string(front))
				}
				_, more := markdown.Parse(page, body, max(bodyLine, 1))
				ds = append(ds, more...)
			default:
				continue
			}
			tried++
			for _, d := range ds {
				if d.Code != "cle-manquante" { // examples are parts
					t.Errorf("%s: %s\n%s", page, d.Message(diag.English), m[2])
				}
			}
		}
	}
	if tried < 15 {
		t.Errorf("%d examples found: they are not where they were", tried)
	}
}

func decoded[T any](s decode.Schema[T], page, source string) []diag.Diag {
	table, ds := tomlpos.Parse(page, []byte(source), 1)
	if ds != nil {
		return ds
	}
	_, ds = s.Decode(table, page, 1)
	return ds
}

// TestManualLinks: a link of the manual leads to a file of the project, and to
// a heading of it.
func TestManualLinks(t *testing.T) {
	links := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, page := range manualPages(t) {
		prose := code.ReplaceAllString(fences.ReplaceAllString(readDoc(t, page), ""), "")
		for _, m := range links.FindAllStringSubmatch(prose, -1) {
			dest, fragment, _ := strings.Cut(m[1], "#")
			if strings.Contains(dest, "://") || strings.HasPrefix(dest, "mailto:") {
				continue
			}
			target := path.Join(path.Dir(page), dest)
			if dest == "" {
				target = page
			}
			if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(target))); err != nil {
				t.Errorf("%s: the link %s leads nowhere", page, m[1])
			} else if fragment != "" && !slices.Contains(anchors(readDoc(t, target)), fragment) {
				t.Errorf("%s: %s has no heading #%s", page, target, fragment)
			}
		}
	}
}

var code = regexp.MustCompile("`[^`\n]+`")

// anchors are the names that forges give to the headings of a page: lower case,
// hyphens for spaces, nothing but letters, digits, hyphens and underscores.
func anchors(text string) []string {
	var all []string
	for line := range strings.Lines(fences.ReplaceAllString(text, "")) {
		title, found := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		if !found || !strings.HasPrefix(line, "#") {
			continue
		}
		all = append(all, regexp.MustCompile(`[^\pL\pN_-]`).ReplaceAllString(strings.ReplaceAll(strings.ToLower(strings.TrimSpace(title)), " ", "-"), ""))
	}
	return all
}

// TestManualTypography: the French of the manual is set as French is, outside
// of code.
func TestManualTypography(t *testing.T) {
	plain := regexp.MustCompile(`« | »| [:;!?](?:\s|$)|\pL'\pL`)
	for _, page := range manualPages(t) {
		if page == "docs/architecture.md" || path.Dir(page) == "docs/developpement" || page == "docs/diagnostics.md" {
			continue
		}
		text, _, _ := strings.Cut(readDoc(t, page), "\n## In English\n")
		text, _, _ = strings.Cut(text, "\n## For developers\n")
		for line := range strings.Lines(code.ReplaceAllString(fences.ReplaceAllString(text, ""), "`")) {
			if m := plain.FindString(line); m != "" {
				t.Errorf("%s: %q in %q", page, m, line)
			}
		}
	}
}
