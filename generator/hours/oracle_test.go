package hours

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// oracleCase is what opening_hours.js makes of a value.
type oracleCase struct {
	Value     string       `json:"valeur"`
	Place     string       `json:"departement"` // Paris when there is none
	From      string       `json:"debut"`
	To        string       `json:"fin"`
	Valid     bool         `json:"valide"`
	Intervals [][4]*string `json:"intervalles"` // from, to, state, comment
}

const minute = "2006-01-02T15:04"

func (c oracleCase) place() Place {
	if c.Place == "" {
		return Place{Departement: "75"}
	}
	return Place{Departement: c.Place}
}

func (c oracleCase) check(t *testing.T) {
	t.Helper()
	s, _ := Parse(c.Value)
	if (s != nil) != c.Valid {
		t.Errorf("Parse(%q) readable = %v, want %v", c.Value, s != nil, c.Valid)
		return
	}
	if s == nil {
		return
	}
	loc := c.place().Location()
	from, err := time.ParseInLocation(minute, c.From, loc)
	if err != nil {
		t.Fatal(err)
	}
	to, err := time.ParseInLocation(minute, c.To, loc)
	if err != nil {
		t.Fatal(err)
	}
	want := make([]string, len(c.Intervals))
	for i, v := range c.Intervals {
		want[i] = *v[0] + " " + *v[1] + " " + *v[2]
		if v[3] != nil {
			want[i] += " " + *v[3]
		}
	}
	got := written(s.Intervals(from, to, c.place()))
	for i := range max(len(got), len(want)) {
		g, w := "nothing", "nothing"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("%q: interval %d is %s, want %s", c.Value, i, g, w)
			return
		}
	}
}

func written(list []Interval) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = v.From.Format(minute) + " " + v.To.Format(minute) + " " + map[State]string{Open: "ouvert", Unknown: "inconnu"}[v.State]
		if v.Comment != "" {
			out[i] += " " + v.Comment
		}
	}
	return out
}

func readOracle(t testing.TB, path string) []oracleCase {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var cases []oracleCase
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var c oracleCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		cases = append(cases, c)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return cases
}

// shared finds a file of the reference data that may stand beside the repository.
func shared(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if path := filepath.Join(dir, "shared", name); exists(path) {
			return path
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Skipf("the reference data is not here: no shared/%s beside the repository", name)
		}
		dir = parent
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// TestOracle holds this package to opening_hours.js 3.15.0, on the values of
// the reference data.
func TestOracle(t *testing.T) {
	for _, c := range readOracle(t, shared(t, "data/oracle-horaires-dev.jsonl")) {
		c.check(t)
	}
}

// TestOracleTraps does the same on values made to be difficult, computed with
// the library for this test.
func TestOracleTraps(t *testing.T) {
	for _, c := range readOracle(t, "testdata/oracle.jsonl") {
		c.check(t)
	}
}

// TestCanonicalForm checks that writing a schedule and reading it again changes
// neither its hours nor how it is written.
func TestCanonicalForm(t *testing.T) {
	from := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range readOracle(t, "testdata/oracle.jsonl") {
		s, _ := Parse(c.Value)
		if s == nil {
			continue
		}
		again, _ := Parse(s.String())
		if again == nil {
			t.Errorf("%q: canonical form %q cannot be read", c.Value, s)
			continue
		}
		if again.String() != s.String() {
			t.Errorf("%q: canonical form %q becomes %q", c.Value, s, again)
		}
		a, b := s.Intervals(from, from.AddDate(0, 2, 0), c.place()), again.Intervals(from, from.AddDate(0, 2, 0), c.place())
		if !slices.Equal(written(a), written(b)) {
			t.Errorf("%q: canonical form %q has other hours", c.Value, s)
		}
	}
}
