package tomlpos

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
)

// byAuthority reads text as Parse does when it is not plain.
func byAuthority(text string) (*Table, error) {
	root, abuse := scan(text)
	if abuse != nil {
		return nil, fmt.Errorf("%s at %v", abuse.code, abuse.at)
	}
	var doc map[string]any
	if _, err := toml.Decode(text, &doc); err != nil {
		return nil, err
	}
	fillTable(root, doc)
	return root, nil
}

// agree checks that a text taken for plain is read as BurntSushi reads it, and
// tells whether it was.
func agree(t *testing.T, text string) bool {
	t.Helper()
	got, ok := readPlain(text)
	if !ok {
		return false
	}
	want, err := byAuthority(text)
	if err != nil {
		t.Fatalf("taken for plain, but %v\n%.1000q", err, text)
	} else if diff := differ("", got, want); diff != "" {
		t.Fatalf("%s\n%.1000q", diff, text)
	}
	return true
}

// differ says where two values differ, in value, type, order or place.
func differ(path string, a, b any) string {
	switch a := a.(type) {
	case *Table:
		b, ok := b.(*Table)
		if !ok || a.Place != b.Place || len(a.Entries) != len(b.Entries) {
			return fmt.Sprintf("%s: got %v, want %v", path, a, b)
		}
		for i, e := range a.Entries {
			f := b.Entries[i]
			if e.Key != f.Key || e.Place != f.Place || e.Value.Place != f.Value.Place {
				return fmt.Sprintf("%s: got %v, want %v", path, e, f)
			}
			if d := differ(path+"."+e.Key, e.Value.V, f.Value.V); d != "" {
				return d
			}
		}
		return ""
	case []Value:
		b, ok := b.([]Value)
		if !ok || len(a) != len(b) {
			return fmt.Sprintf("%s: got %v, want %v", path, a, b)
		}
		for i := range a {
			if a[i].Place != b[i].Place {
				return fmt.Sprintf("%s[%d]: got %v, want %v", path, i, a[i], b[i])
			}
			if d := differ(fmt.Sprintf("%s[%d]", path, i), a[i].V, b[i].V); d != "" {
				return d
			}
		}
		return ""
	case float64:
		if b, ok := b.(float64); ok && math.Float64bits(a) == math.Float64bits(b) {
			return ""
		}
	case string, int64, bool, time.Time:
		if a == b { // of a time, its Location too
			return ""
		}
	}
	return fmt.Sprintf("%s: got %T %v, want %T %v", path, a, a, b, b)
}

func TestPlain(t *testing.T) {
	for _, text := range []string{
		"", "\n", "# note", "\t# é\r\n\r\n", "a = 1", "a=1#n\r\nb = 2 \t# n\n", "0-_Z = 0\n", "d = ['''\né'''] # e",
		`a = ""`, `a = ''`, `a = "d'un \"ton\"\n\t\\é"`, `a = 'c:\"x"'`, "a = \"tab\there\"", `a = ["", '"', "'"]`,
		`a = """"""`, "a = \"\"\"\nun \"deux\" \"\"trois\n  é\"\"\"\nb = 1", "a = '''\r\n\\un\r\n'''", "a = \"\"\"\"x\"\"\"",
		"a = [0, -0, 12, -999999999999999999, 9223372036854775807, -9223372036854775808]", "a = [0.0, -0.0, -0.50, 47.6582, 1.10]",
		"a = [true,false\t, ]", "a = 2024-02-29 # n", "a = [2026-09-01 , 2026-09-01,2026-12-31\t]", "a = 0000-01-01",
		"a = [\n  \"é\", \"x\", # note, ]\n\r\n\t[1, [2.5, []]],\n]\nb = 1", "a = [ # n\n]", "a = [[], [],]",
		"[a]\nx = 1\n[a.b]\nx = 1\n[a.c.d]\n[e.f]", "[[a]]\n[[a]] # n\nx = 1\n[a.b]\nx = 1\n[[a.c]]\n[[a.c]]\nx = 1\n[[a]]\n[a.b]\n[[a.c]]",
		"  [a]\t\n  x = 1", "[[a.b]]\n[a.c]\n[[a.b]]", manyPlain(200), strings.Repeat("[[a]]\nx = 1\ny = ['z']\n[[a.b]]\nz = 1\n", 100),
	} {
		if !agree(t, text) {
			t.Errorf("not taken for plain: %.300q", text)
		}
	}
}

// TestNotPlain: what is wrong, abusive, or right but unusual, is left to others.
func TestNotPlain(t *testing.T) {
	for _, text := range []string{
		"a = 1\na = 1", "a.b = 1", `"a" = 1`, "é = 1", "a = {}", "a = 1 b = 2", "a = 1 2", "a", "a =", "a = \n1", "= 1", "a = 1]", "a = x", "a = \"b\"c",
		"[a]\n[a]", "[a]\n[[a]]", "[[a]]\n[a]", "a = []\n[[a]]", "a = [1]\n[[a]]", "a = 1\n[a]", "a = 1\n[a.b]", "a = []\n[a.b]", "[a.b]\n[a]", "[a]\nb = 1\n[a.b]", "[a.b]\n[[a]]",
		"[a", "[[a]", "[a]]", "[ a ]", "[]", "[a.]", "[.a]", "['a']", "[a] b", "[[a]] x = 1", "[ [a]]",
		`a = "b`, "a = \"b\n\"", `a = "\u00e9"`, `a = "\e"`, `a = "\`, `a = "\"`, "a = \"\x01\"", "a = \"\x7f\"", "a = '\x00'", "a = \"\\n\x01\"", "a = 'b\r\n'",
		`a = """b`, `a = """b""""`, `a = """\n"""`, "a = \"\"\"\r\"\"\"", "a = '''''''", "a = \"\"\"\x01\"\"\"", `a = """"`,
		"a = 01", "a = -01", "a = +1", "a = 1_0", "a = 0x1", "a = 1e3", "a = 1.", "a = .5", "a = 1.5.2", "a = -", "a = 9223372036854775808", "a = inf", "a = -nan", "a = 1.5e3", "a = 00.5",
		"a = 2026-02-29", "a = 2026-13-01", "a = 2026-00-01", "a = 2026-01-00", "a = 2026-01/01", "a = 2026-1-001", "a = 2026-09-01T10:00:00", "a = 2026-09-01 10:00", "a = 10:00", "a = 2026-09-0x", "a = -026-09-01",
		"a = True", "a = truefalse", "a = [1 2]", "a = [,]", "a = [1,,2]", "a = [1", "a = [1,", "a = [{}]", "a = [1 # ]", "a = [\r1]", "# \x01", "# \r", "a = 1\r", "a = 1\rb = 2", "\ufeffa = 1", "\x00",
		"a = " + strings.Repeat("[", 9) + strings.Repeat("]", 9), "[" + strings.Repeat("a.", 8) + "a]", manyPlain(maxKeys + 1),
	} {
		if _, ok := readPlain(text); ok {
			t.Errorf("taken for plain: %.60q", text)
		}
	}
}

// manyPlain is a table of n keys.
func manyPlain(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "k%d = 1\n", i)
	}
	return b.String()
}

// plainParts are put together at random: some documents are plain, some are
// wrong, many are nearly plain.
var plainParts = []string{
	"a", "b", "c", "a", "b", " = ", " = ", " = ", "=", "\n", "\n", "\n", "\r\n", " ", "\t", ",", ", ", "[", "]", "[[", "]]", ".", "#", "# é\n", "\\", "\"", "'", `"""`, "'''", "\r", "{", "}", "+", "\x00", "_",
	"[a]\n", "[b]\n", "[a.b]\n", "[[a]]\n", "[[b]]\n", "[[a.b]]\n", "[[c]]\n[c.a]\n", "\na = ", "\nb = ", "\nc = ", "\nd = ",
	`"texte"`, `"é\n\"è\""`, `'c:\x'`, "\"\"\"\nun\ndeux\"\"\"", "'''x'y'''", "12", "-3", "0", "47.5", "-0.0", "1e3", "true", "false", "2026-09-01", "2026-02-30", "07:30", "T10:00:00Z", "[1, 2]", "[\n\"é\", # n\n'b',\n]", "[]",
}

func TestPlainAtRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	plain := 0
	for range 50_000 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(plainParts[r.IntN(len(plainParts))])
		}
		if agree(t, b.String()) {
			plain++
		}
	}
	if plain < 500 {
		t.Errorf("only %d documents were plain", plain)
	}
	if whole := record(r, 60); !agree(t, whole) {
		t.Errorf("not taken for plain: %.300q", whole)
	}
	for range 3_000 { // one byte of a listing changed
		text := []byte(record(r, 2))
		text[r.IntN(len(text))] = "\"'\\\n\r\t [],.=#-_0e\x00"[r.IntN(18)]
		agree(t, strings.ToValidUTF8(string(text), "?")) // Parse refuses the rest
	}
}

// record is a listing of n structures.
func record(r *rand.Rand, n int) string {
	values := []string{"\"Médiathèque\"", "\"dit \\\"le lieu\\\"\"", "'x'", "47.6582", "-2", "true", "2026-09-01", "[\"a\", 'b']", "[\n  \"é\",\n  [1, 2], # n\n]", "\"\"\"\nun\ndeux \"\"\""}
	var b strings.Builder
	for range n {
		b.WriteString("[[structure]]\n")
		for k := range r.IntN(90) {
			fmt.Fprintf(&b, "k%d = %s\n", k, values[r.IntN(len(values))])
		}
		for range r.IntN(3) {
			b.WriteString("[[structure.fermeture]] # congés\r\ndu = 2026-12-24\n")
		}
	}
	return b.String()
}

func FuzzPlain(f *testing.F) {
	f.Add(listing)
	f.Add(record(rand.New(rand.NewPCG(1, 2)), 2))
	f.Add("[a.b]\nx = [1, -0.5, 2026-09-01 , '''\ny''']\n[[a.c]]\n[[a.c]]\nz = \"\\n\"\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 10_000 {
			agree(t, strings.ToValidUTF8(text, "?"))
		}
	})
}

// BenchmarkNotPlain is BenchmarkParse with one key that is not plain, the last:
// the price of reading twice.
func BenchmarkNotPlain(b *testing.B) {
	src := []byte(benchmark + "\"clé\" = 1\n")
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		if _, ds := Parse("f.toml", src, 1); ds != nil {
			b.Fatal(ds)
		}
	}
}
