package tomledit_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"balise/generator/tomledit"
	"balise/generator/tomlpos"
)

func parse(t *testing.T, src string) *tomledit.Document {
	t.Helper()
	doc, ds := tomledit.Parse("f.toml", []byte(src), 1)
	if ds != nil {
		t.Fatalf("%q: %v", src, ds)
	}
	doc.Layout = layout
	return doc
}

var day = time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)

// TestEdits makes one edit of the first structure, or of the root when there is
// none.
func TestEdits(t *testing.T) {
	set := func(key string, v any) func(*tomledit.Table) error {
		return func(t *tomledit.Table) error { return t.Set(key, v) }
	}
	del := func(key string) func(*tomledit.Table) error {
		return func(t *tomledit.Table) error { t.Delete(key); return nil }
	}
	note := func(key, text string) func(*tomledit.Table) error {
		return func(t *tomledit.Table) error { return t.Comment(key, text) }
	}
	const s = "[[structure]]\n"
	for _, c := range []struct {
		name, src string
		edit      func(*tomledit.Table) error
		want      string
	}{
		{"a value", "a  =  'x'  # c\nb = 1", set("a", "y"), "a  =  \"y\"  # c\nb = 1"},
		{"the same value, otherwise written", "a = 'x'\n", set("a", "x"), "a = 'x'\n"},
		{"the same list", "a = [ 'x',\n'y' ]\n", set("a", []string{"x", "y"}), "a = [ 'x',\n'y' ]\n"},
		{"the same number", "a = 48\n", set("a", 48.0), "a = 48\n"},
		{"the same day", "a = 2026-09-01 # c\n", set("a", day), "a = 2026-09-01 # c\n"},
		{"a moment becomes a day", "a = 2026-09-01T10:00:00Z\n", set("a", day), "a = 2026-09-01\n"},
		{"types", "a = 1\n", set("a", 47.5), "a = 47.5\n"},
		{"a whole float", "a = 1\n", set("a", -3.0), "a = -3.0\n"},
		{"an integer", "a = 1.5\n", set("a", 2), "a = 2\n"},
		{"a boolean", "a = true\n", set("a", false), "a = false\n"},
		{"several lines", "a = 'x' # c\n", set("a", "y\nz"), "a = \"\"\"\ny\nz\"\"\" # c\n"},
		{"several lines become one", "a = \"\"\"\ny # z\nz\"\"\" # c\n", set("a", "x"), "a = \"x\" # c\n"},
		{"Windows", "a = 1\r\nb = 2\r\n", set("a", "x\ny"), "a = \"\"\"\r\nx\r\ny\"\"\"\r\nb = 2\r\n"},
		{"the same, on Windows", "a = '''x\r\ny'''\r\n", set("a", "x\ny"), "a = '''x\r\ny'''\r\n"},
		{"a byte order mark", "\ufeffa = 1\n", set("a", 2), "\ufeffa = 2\n"},
		{"a quoted key", "\"a\" = 1\n'é' = 2\n", set("é", 3), "\"a\" = 1\n'é' = 3\n"},
		{"a list with comments", "a = [\n  # one\n  'x', # 1\n  'y', # 2\n  # end\n] # c\n", set("a", []string{"y", "z"}), "a = [\n  # one\n  # 1\n  \"y\", # 2\n  \"z\",\n  # end\n] # c\n"},
		{"a list with comments, emptied", "a = [ 'x' # 1\n]\n", set("a", []string{}), "a = [\n  # 1\n]\n"},

		{"new, in order", s + "id = 'a'\ndate_maj = 2026-09-01\n", set("telephone", "+33"), s + "id = 'a'\ntelephone = \"+33\"\ndate_maj = 2026-09-01\n"},
		{"new, first", s + "# about nom\nnom = 'a' # n\n", set("id", "x"), s + "id = \"x\"\n# about nom\nnom = 'a' # n\n"},
		{"new, last", s + "nom = 'a' # n\n# end\n\n[x]\n", set("date_maj", day), s + "nom = 'a' # n\ndate_maj = 2026-09-01\n# end\n\n[x]\n"},
		{"new, among paragraphs", s + "id = 1\n\nlatitude = 1\n\ntelephone = 1\n", set("services", []string{"x"}), s + "id = 1\n\nlatitude = 1\n\ntelephone = 1\nservices = [\"x\"]\n"},
		{"new, of no order", s + "id = 1\nzzz = 1\n# end\n\n", set("autre", true), s + "id = 1\nzzz = 1\nautre = true\n# end\n\n"},
		{"new, before the unknown", s + "zzz = 1\n", set("id", "x"), s + "id = \"x\"\nzzz = 1\n"},
		{"new, no end of line", s + "id = 1", set("nom", "x"), s + "id = 1\nnom = \"x\""},
		{"new, in an empty table", s + "\n[x]\n", set("id", "x"), s + "id = \"x\"\n\n[x]\n"},
		{"new, in an empty table without end", "[[structure]]", set("id", "x"), s + "id = \"x\""},
		{"new, aligned", s + "id        = 1\ntelephone = 2\n", set("nom", "x"), s + "id        = 1\nnom       = \"x\"\ntelephone = 2\n"},
		{"new, indented", s + "  id = 1\r\n", set("nom", "x"), s + "  id = 1\r\n  nom = \"x\"\n"},
		{"new, on Windows", "[[structure]]\r\nid = 1\r\n", set("nom", "x"), "[[structure]]\r\nid = 1\r\nnom = \"x\"\r\n"},
		{"new, after a long value", s + "nom = '''\nx\n''' # c\n", set("telephone", "x"), s + "nom = '''\nx\n''' # c\ntelephone = \"x\"\n"},
		{"new, in nothing", "", set("titre", "x"), "titre = \"x\"\n"},
		{"new, below comments", "# file\n\n", set("titre", "x"), "# file\n\ntitre = \"x\"\n\n"},

		{"delete", s + "# a\nid = 1\nnom = 2\n", del("id"), s + "# a\nnom = 2\n"},
		{"delete a commented line", s + "id = [\n1 ]\t# c\nnom = 2\n", del("id"), s + "# c\nnom = 2\n"},
		{"delete a paragraph", s + "id = 1\n\nnom = 2\n\ntelephone = 3\n", del("nom"), s + "id = 1\n\ntelephone = 3\n"},
		{"delete nothing", s + "id.x = 1\n", del("id"), s + "id.x = 1\n"},

		{"comment", s + "id = 1\n# b\nnom = 2\n", note("nom", "un\ndeux\a"), s + "id = 1\n# b\n# un\n# deux\nnom = 2\n"},
		{"comment again", s + "# b\nid = 2\n", note("id", "b"), s + "# b\nid = 2\n"},
		{"comment at the end", s + "id = 1\n# b\n\n[x]", note("", "c"), s + "id = 1\n# b\n# c\n\n[x]"},
		{"comment at the end, no end of line", s + "id = 1", note("", "c"), s + "id = 1\n# c"},
	} {
		doc := parse(t, c.src)
		table := doc.Structure(0)
		if table == nil {
			table = doc.Root()
		}
		if err := c.edit(table); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if diff := cmp.Diff(c.want, string(doc.Bytes())); diff != "" {
			t.Errorf("%s: -want +got\n%s", c.name, diff)
		}
		parse(t, string(doc.Bytes()))
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		src, key string
		v        any
	}{
		{"a.b = 1\n", "a", 1},
		{"[a]\n", "a", 1},
		{"[[a]]\n", "a", 1},
		{"[a.b]\n", "a", 1},
		{"a = [ # x\n]\n", "a", "the comment would be lost"},
		{"a = [[ # x\n1]]\n", "a", []string{"x"}},
		{"a = { b = 1 # x\n}\n", "a", 1},
		{"a = 1\n", "a", "\xff"},
		{"a = 1\n", "a", []string{"\xff"}},
		{"a = 1\n", "a", nil},
		{"a = 1\n", "a", map[string]string{}},
		{"a = 1\n", "a", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
	} {
		doc := parse(t, c.src)
		if err := doc.Root().Set(c.key, c.v); err == nil || string(doc.Bytes()) != c.src {
			t.Errorf("%q: got %v, %q", c.src, err, doc.Bytes())
		}
	}
	doc := parse(t, "a = [{}]\n[b]\n[structure]\nd.e = 1\n")
	for _, name := range []string{"a", "b"} {
		if _, err := doc.Root().Append(name); err == nil {
			t.Errorf("appending to %s is not refused", name)
		}
	}
	if _, err := doc.Root().Table("structure").Append("d"); err == nil {
		t.Error("appending to dotted keys is not refused")
	}
	if err := doc.Root().Comment("zzz", "x"); err == nil {
		t.Error("a comment on no key is not refused")
	}
}

const listing = `# The file.

# The first.
[[structure]]
id = "a" # its name
# the closures
[[structure.fermeture]]
du = 2026-12-24
[[structure.origine]]
source = "s"

# apart

# The second.
[[structure]]
id = "b"
[structure.adresse]
rue = "x"
`

func TestTables(t *testing.T) {
	doc := parse(t, listing)
	all := doc.Tables("structure")
	if len(all) != 2 || all[1].Text("id") != "b" || all[1].Path() != "structure" {
		t.Fatalf("got %v", all)
	}
	a, b := all[0], all[1]
	if n, m := len(a.Tables("fermeture")), len(b.Tables("fermeture")); n != 1 || m != 0 {
		t.Errorf("%d and %d closures", n, m)
	}
	if x := b.Table("adresse"); x == nil || x.Text("rue") != "x" || a.Table("adresse") != nil {
		t.Error("the address is not that of the second")
	}
	for _, v := range []struct{ got, want any }{
		{a.Get("id"), "a"}, {a.Get("zzz"), nil}, {a.Tables("fermeture")[0].Get("du").(time.Time).Format(time.DateOnly), "2026-12-24"},
		{a.Keys(), []string{"id"}}, {a.Has("id"), true}, {doc.HasComments(), true}, {doc.Structure(2) == nil, true},
		{parse(t, "a = '#'\nb = [{c = '#'}]\n").HasComments(), false}, {parse(t, "a = [{c = '#' # x\n}]").HasComments(), true},
		{parse(t, "a = ['x', 'y']").Root().Get("a"), []string{"x", "y"}}, {parse(t, "a = [1, 2]").Root().Get("a"), tomledit.Raw("[1, 2]")},
		{a.Comments("id"), []string{"its name"}},
	} {
		if !cmp.Equal(v.got, v.want) {
			t.Errorf("got %v, want %v", v.got, v.want)
		}
	}
	// The table may be completed before its header.
	doc = parse(t, "[a.b]\n[a]\nx = 1\n")
	if doc.Root().Table("a").Table("b") == nil || doc.Root().Table("a").Set("b", 1) == nil {
		t.Error("[a.b] above [a] is not found")
	}
}

func TestAppend(t *testing.T) {
	doc := parse(t, listing)
	closure, err := doc.Structure(0).Append("fermeture")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"au", "du"} {
		if err := closure.Set(key, day); err != nil {
			t.Fatal(err)
		}
	}
	last, err := doc.Root().Append("structure")
	if err == nil {
		err = last.Set("id", "c")
	}
	if err == nil {
		closure, err = doc.Structure(1).Append("fermeture")
	}
	if err == nil {
		err = closure.Set("du", day)
	}
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(listing, "du = 2026-12-24\n", "du = 2026-12-24\n\n[[structure.fermeture]]\ndu = 2026-09-01\nau = 2026-09-01\n\n", 1)
	want = strings.Replace(want, "[structure.adresse]", "\n[[structure.fermeture]]\ndu = 2026-09-01\n\n[structure.adresse]", 1)
	want += "\n[[structure]]\nid = \"c\"\n"
	if diff := cmp.Diff(want, string(doc.Bytes())); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	parse(t, want)

	// What a value said in comments stays when the value goes.
	doc = parse(t, "x = [ # one\n  1, # two\n] # three\ny = 1\n")
	if doc.Root().Delete("x"); string(doc.Bytes()) != "# one\n# two\n# three\ny = 1\n" {
		t.Errorf("%q", doc.Bytes())
	}

	for _, src := range []string{"[a]", "[a.b]", "[[a.b]]", "a.b = 1", "a = []"} {
		if _, err := parse(t, src).Root().Append("a"); err == nil {
			t.Errorf("[[a]] went into %q", src)
		}
	}

	doc = parse(t, "")
	first, err := doc.Root().Append("structure")
	if err == nil {
		err = first.Set("id", "x")
	}
	if want := "[[structure]]\nid = \"x\"\n"; err != nil || string(doc.Bytes()) != want {
		t.Errorf("%v: %q", err, doc.Bytes())
	}
}

func TestRemove(t *testing.T) {
	for _, c := range []struct {
		i    int
		want string
	}{
		{0, "# The file.\n\n# apart\n\n# The second.\n[[structure]]\nid = \"b\"\n[structure.adresse]\nrue = \"x\"\n"},
		{1, listing[:strings.Index(listing, "\n# The second.")]},
	} {
		doc := parse(t, listing)
		doc.Structure(c.i).Remove()
		if diff := cmp.Diff(c.want, string(doc.Bytes())); diff != "" {
			t.Errorf("%d: -want +got\n%s", c.i, diff)
		}
		parse(t, string(doc.Bytes()))
	}
	doc := parse(t, "# top\n[[structure]]\nid = 1\n\n[[structure]]\nid = 2\n")
	doc.Structure(0).Remove()
	if want := "# top\n\n[[structure]]\nid = 2\n"; string(doc.Bytes()) != want {
		t.Errorf("got %q", doc.Bytes())
	}
	doc.Structure(0).Remove()
	if want := "# top\n"; string(doc.Bytes()) != want {
		t.Errorf("got %q", doc.Bytes())
	}
}

func TestDropComment(t *testing.T) {
	doc := parse(t, "# a\n# import: x\n# b\nid = 1\n# import: y\n# c\n\n# import: z\n")
	gone := func(text string) bool { return strings.HasPrefix(text, "import: ") }
	if n, m := doc.Root().DropComment("id", gone), doc.Root().DropComment("", gone); n != 1 || m != 1 {
		t.Errorf("%d and %d", n, m)
	}
	if want := "# a\n# b\nid = 1\n# c\n\n# import: z\n"; string(doc.Bytes()) != want {
		t.Errorf("got %q", doc.Bytes())
	}
}

// TestThousandFiles edits one field of each of a thousand files that people
// wrote in every way: not one byte changes outside of its value.
func TestThousandFiles(t *testing.T) {
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 1))
		src, spots := anyListing(r)
		spot := spots[r.IntN(len(spots))]
		v := []any{"neuf", "deux\nlignes", []string{"a", "b"}, 12, 48.5, true, day, strings.Repeat("é", 120), `"'\`}[r.IntN(9)]
		doc := parse(t, src)
		table := doc.Structure(spot.structure)
		if err := table.Set(spot.key, v); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		got := string(doc.Bytes())
		before, after := src[:spot.from], src[spot.to:]
		if !strings.HasPrefix(got, before) || !strings.HasSuffix(got, after) || len(got) < len(before)+len(after) {
			t.Fatalf("seed %d: setting %s to %v changed more than its value\n%s", seed, spot.key, v, cmp.Diff(src, got))
		}
		if _, ds := tomlpos.Parse("f.toml", []byte(got), 1); ds != nil {
			t.Fatalf("seed %d: no longer valid: %v\n%s", seed, ds, got)
		}
		said := parse(t, got).Structure(spot.structure).Get(spot.key)
		if text, ok := said.(string); ok {
			said = strings.ReplaceAll(text, "\r\n", "\n")
		}
		if d, ok := said.(time.Time); ok {
			said = d.Format(time.DateOnly)
		}
		if want := map[bool]any{true: day.Format(time.DateOnly), false: v}[v == any(day)]; fmt.Sprint(said) != fmt.Sprint(want) {
			t.Fatalf("seed %d: %s says %v, not %v", seed, spot.key, said, v)
		}
		if err := table.Set(spot.key, v); err != nil || !bytes.Equal(doc.Bytes(), []byte(got)) {
			t.Fatalf("seed %d: setting twice: %v", seed, err)
		}
	}
}

// spot is a value of a file, and where it stands.
type spot struct {
	structure int
	key       string
	from, to  int
}

// anyListing writes structures as people might, and says where each value is.
func anyListing(r *rand.Rand) (string, []spot) {
	eol := []string{"\n", "\r\n"}[r.IntN(2)]
	some := func(forms ...string) string { return strings.ReplaceAll(forms[r.IntN(len(forms))], "\n", eol) }
	var b strings.Builder
	var spots []spot
	b.WriteString(some("", "\ufeff", "# top # of\n\n", "\n\n", "titre = 'a'\n"))
	for i := range 1 + r.IntN(3) {
		b.WriteString(some("", "# about\n", "\n") + some("[[structure]]", " [[ structure ]] ", "[[\"structure\"]]# x") + eol)
		keys := []string{"id", "nom", "telephone", "services", "zzz", "clé à part"}
		r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		for _, key := range keys[:1+r.IntN(len(keys))] {
			name := key
			if strings.Contains(key, " ") {
				name = some(`"clé à part"`, `'clé à part'`, `"cl\u00e9 à part"`)
			}
			b.WriteString(some("", "", "# about it\n", "\n", "\n# alone\n\n", "  ") + name + some(" = ", "=", "\t  =  "))
			from := b.Len()
			b.WriteString(some(`"x"`, `'"'`, "'#'", `"\"#"`, "\"\"\"\n# x\n\"\"\"", "'''y'''", "1", "-2.5", "true", "2026-01-01", "2026-01-01 10:00:00",
				"[]", "['a',\n 'b' ]", "[ 1, [2, '#]'] ]", "{ a = 1, b.c = \"}\" }", "{}"))
			spots = append(spots, spot{i, key, from, b.Len()})
			b.WriteString(some("", "# end", " # end \"", "\t") + eol)
		}
		b.WriteString(some("", "[structure.x]\nid = 1\n", "\n# f\n[[structure.fermeture]]\ndu = 2026-01-01 # g\n"))
	}
	return b.String(), spots
}

// FuzzEdit edits any document: what was valid stays valid, the value is read
// back, and the comments are there.
func FuzzEdit(f *testing.F) {
	for i, s := range append(seeds, listing) {
		f.Add(s, "id", "a\n\"b\"", uint8(i))
	}
	f.Fuzz(func(t *testing.T, src, key, v string, what uint8) {
		doc, ds := tomledit.Parse("f.toml", []byte(src), 1)
		if ds != nil || len(v) > 1000 {
			return
		}
		doc.Layout = layout
		table := doc.Structure(int(what) >> 6)
		if table == nil {
			table = doc.Root()
		}
		was, err, removed := comments(t, src), error(nil), false
		switch what & 7 {
		case 0:
			if err = table.Set(key, v); err == nil && table.Text(key) != v && !strings.Contains(src, "\r\n") {
				t.Fatalf("%q: set to %q, says %q", src, v, table.Get(key))
			}
		case 1:
			err = table.Set(key, strings.Split(v, ","))
		case 2:
			table.Delete(key)
		case 3:
			err = table.Comment(key, v)
		case 4:
			if table, err = table.Append(key); err == nil {
				err = table.Set("id", v)
			}
		case 5:
			table.Remove()
			removed = true
		case 6:
			if keys := table.Keys(); len(keys) > 0 {
				err = table.Set(keys[len(v)%len(keys)], strings.Fields(v))
			}
		case 7:
			err = table.Set(key, len(v))
		}
		got := string(doc.Bytes())
		if err != nil && what&7 != 4 && got != src {
			t.Fatalf("%q: %v, yet changed: %q", src, err, got)
		}
		if _, ds := tomledit.Parse("f.toml", []byte(got), 1); ds != nil {
			t.Fatalf("%q became invalid: %q: %v", src, got, ds)
		}
		if now := comments(t, got); now < was && !removed {
			t.Fatalf("%q lost comments: %q", src, got)
		}
	})
}

func TestLossless(t *testing.T) {
	for seed := range uint64(300) {
		src, _ := anyListing(rand.New(rand.NewPCG(seed, 2)))
		if got := parse(t, src).Bytes(); string(got) != src {
			t.Fatalf("%q became %q", src, got)
		}
		canonical(t, src, layout)
	}
	if !slices.ContainsFunc(seeds, func(s string) bool { return strings.Contains(s, "\r\n") }) {
		t.Error("no seed has Windows ends of lines")
	}
}
