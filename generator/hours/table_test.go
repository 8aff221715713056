package hours

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// table is a table that was read: the reader that scripts are held to.
type table struct {
	first    day
	signs    string
	patterns []string
	comments []string
}

func readTable(text string, first time.Time) table {
	lines := strings.Split(text, "\n")
	words := strings.Split(lines[0], " ")
	return table{civil(first), words[0], words[1:], lines[1:]}
}

// at is the state at a minute of a day; known is false past the table's end.
func (t table) at(d day, minute int) (state State, comment string, known bool) {
	n := int(d - t.first)
	if n < 0 || n >= len(t.signs) {
		return Closed, "", false
	}
	sign := t.signs[n]
	if strings.IndexByte("-*!", sign) >= 0 {
		return Closed, "", true
	}
	for _, hours := range strings.Split(strings.TrimPrefix(t.patterns[sign-'A'], "?"), ",") {
		hours, note, _ := strings.Cut(hours, ":")
		hours, unsure := strings.CutSuffix(hours, "?")
		from, to, _ := strings.Cut(hours, "-")
		if minute < clockMinutes(from) || minute >= clockMinutes(to) {
			continue
		}
		if note != "" {
			i, err := strconv.Atoi(note)
			if err != nil {
				panic(err)
			}
			comment = t.comments[i-1]
		}
		if unsure {
			return Unknown, comment, true
		}
		return Open, comment, true
	}
	return Closed, "", true
}

func clockMinutes(s string) int {
	h, m, _ := strings.Cut(s, ".")
	hours, _ := strconv.Atoi(h)
	minutes, _ := strconv.Atoi(m)
	return hours*60 + minutes
}

// expectSameAsIntervals wants a table to answer as Intervals does, at each
// quarter hour. In the hours around a change of the clock one time of day
// stands for two instants or for none: they are left out.
func expectSameAsIntervals(t *testing.T, value string, first time.Time, p Place) {
	t.Helper()
	s, _ := Parse(value)
	if s == nil || s.Opaque() {
		return
	}
	text := s.Table(first, TableDays, p)
	read := readTable(text, first)
	loc := p.Location()
	start := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, loc)
	list := s.Intervals(start, start.AddDate(0, 0, TableDays), p)
	days := len(read.signs)
	if text == "" {
		days = TableDays
	}
	for at, i := start, 0; at.Before(start.AddDate(0, 0, days)); at = at.Add(15 * time.Minute) {
		if _, before := at.Add(-2 * time.Hour).Zone(); before != zoneOffset(at.Add(2*time.Hour)) {
			continue
		}
		for i < len(list) && !list[i].To.After(at) {
			i++
		}
		want, wantComment := Closed, ""
		if i < len(list) && !list[i].From.After(at) {
			want, wantComment = list[i].State, strings.Join(strings.Fields(list[i].Comment), " ")
		}
		if wantComment == OpenEndComment || wantComment == SchoolComment {
			wantComment = ""
		}
		got, comment, known := Closed, "", true
		if text != "" {
			got, comment, known = read.at(dayOf(at.Year(), int(at.Month()), at.Day()), at.Hour()*60+at.Minute())
		}
		if !known || got != want || comment != wantComment {
			t.Errorf("%q in %q at %s: %v %q (known: %v), want %v %q\n%s", value, p.Departement, at.Format(minute), got, comment, known, want, wantComment, text)
			return
		}
	}
}

func zoneOffset(t time.Time) int {
	_, offset := t.Zone()
	return offset
}

func date0(year int, month time.Month, dom int) time.Time {
	return time.Date(year, month, dom, 0, 0, 0, 0, time.UTC)
}

func TestTableIsIntervals(t *testing.T) {
	values := slices.Clone(benchValues)
	for _, c := range readOracle(t, "testdata/oracle.jsonl") {
		if c.Valid {
			values = append(values, c.Value)
		}
	}
	if testing.Short() {
		values = values[:min(len(values), 60)]
	}
	random := rand.New(rand.NewPCG(7, 11))
	places := []string{"56", "974", "57", "2A", "75", "987"}
	for i, value := range values {
		p := Place{Departement: places[i%len(places)]}
		first := date0(2026, 1, 1).AddDate(0, 0, random.IntN(500))
		if i%3 == 0 {
			from := first.AddDate(0, 0, random.IntN(40))
			p.Closures = []Days{{from, from.AddDate(0, 0, random.IntN(9))}}
		}
		expectSameAsIntervals(t, value, first, p)
	}
}

// TestTableOfTheExample takes the hours of the portal in this repository.
func TestTableOfTheExample(t *testing.T) {
	line := regexp.MustCompile(`(?m)^horaires\s*=\s*(?:"(.*)"|'(.*)')$`)
	n := 0
	err := fs.WalkDir(os.DirFS("../../data/structures"), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile("../../data/structures/" + name)
		for _, m := range line.FindAllStringSubmatch(string(text), -1) {
			departement, _, _ := strings.Cut(name, "/")
			expectSameAsIntervals(t, m[1]+m[2], date0(2026, 11, 16), Place{Departement: departement})
			n++
		}
		return err
	})
	if err != nil || n < 50 {
		t.Errorf("%d schedules (%v)", n, err)
	}
}

// TestTableOfRandomSchedules composes schedules from the words that the field
// uses.
func TestTableOfRandomSchedules(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	for range 150 {
		var rules []string
		for range 1 + random.IntN(4) {
			dates := pick("", "", "", "Nov-Dec ", "Dec 24-Jan 02 ", "week 1-53/2 ", "2026 Nov 30-Dec 12 ", "SH ")
			days := pick("Mo-Fr", "Tu,Th", "Sa", "Mo[1]", "PH", "Mo-Su,PH", "Fr[-1]", "Su-Tu")
			hours := pick(" off", " 09:00-12:00", " 08:45-12:15,13:30-17:00", " 22:00-02:00", " 10:00+", ` 14:00-17:00 open "sur rendez-vous"`, ` unknown "appelez"`, " 00:00-24:00")
			rules = append(rules, dates+days+hours)
		}
		p := Place{Departement: pick("56", "974", "988", "67")}
		if random.IntN(2) == 0 {
			from := date0(2026, 11, 1).AddDate(0, 0, random.IntN(60))
			p.Closures = []Days{{from, from.AddDate(0, 0, random.IntN(20))}}
		}
		first := date0(2026, 9, 20).AddDate(0, 0, random.IntN(220))
		expectSameAsIntervals(t, strings.Join(rules, pick("; ", ", ")), first, p)
	}
}

func TestTable(t *testing.T) {
	monday := date0(2026, 12, 14)
	for _, c := range []struct {
		value, want string
		closures    []Days
	}{
		{value: "Mo-Fr 09:00-12:00,14:00-17:30; PH off", want: "AAAAA--AAAA*-- 9-12,14-17.30"},
		{value: "Mo-Fr 09:00-12:00", want: "AAAAA--AAAAB-- 9-12 ?9-12"},
		{value: "Th 22:00-02:00", want: "---AB-----AC-- 22-24 0-2 ?0-2"},
		{value: "Mo 09:00+; PH off", want: "A------A------ 9-24?"},
		{value: `Mo,Tu 09:00-12:00 open "sur rendez-vous"; We unknown "appelez"; PH off`, want: "AAB----AAB---- 9-12:1 0-24?:2\nsur rendez-vous\nappelez"},
		{value: "Mo-Fr 09:00-12:00; PH off", want: "AA!!A--AAAA*-- 9-12", closures: []Days{{date0(2026, 12, 16), date0(2026, 12, 17)}}},
		{value: "24/7", want: "AAAAAAAAAAAAAA 0-24"},
		{value: "off", want: ""},
		{value: "sunrise-sunset", want: ""},
	} {
		s, _ := Parse(c.value)
		if got := s.Table(monday, 14, Place{Departement: "56", Closures: c.closures}); got != c.want {
			t.Errorf("%q: %q, want %q", c.value, got, c.want)
		}
	}
}

// TestTableOfManyDays checks that a schedule with more sorts of days than
// letters is cut, never wrong.
func TestTableOfManyDays(t *testing.T) {
	var rules []string
	first := date0(2026, 11, 1)
	for i := range 40 {
		rules = append(rules, first.AddDate(0, 0, i).Format("2006 Jan 02")+fmt.Sprintf(" 08:%02d-12:00", i))
	}
	s, _ := Parse(strings.Join(rules, "; "))
	text := s.Table(first, TableDays, Place{Departement: "974"})
	if signs, _, _ := strings.Cut(text, " "); signs != "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		t.Errorf("got %q", text)
	}
	expectSameAsIntervals(t, s.Raw(), first, Place{Departement: "974"})
}

// FuzzTable compares any schedule's table with its intervals, where they begin
// and where they end.
func FuzzTable(f *testing.F) {
	for _, c := range readOracle(f, "testdata/oracle.jsonl") {
		f.Add(c.Value, uint16(300))
	}
	f.Fuzz(func(t *testing.T, value string, days uint16) {
		s, _ := Parse(value)
		if s == nil || s.Opaque() {
			return
		}
		p := Place{Departement: "974"} // its clocks never change
		first := date0(2026, 1, 1).AddDate(0, 0, int(days%1000))
		p.Closures = []Days{{first.AddDate(0, 0, 9), first.AddDate(0, 0, 12)}}
		start := time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, p.Location())
		text := s.Table(first, TableDays, p)
		read := readTable(text, first)
		same := func(at time.Time) {
			got, comment, known := read.at(dayOf(at.Year(), int(at.Month()), at.Day()), at.Hour()*60+at.Minute())
			if !known && (text != "" || at.Before(start)) {
				return // past the table, or before it
			}
			want, wantComment := s.At(at, p)
			if wantComment == OpenEndComment || wantComment == SchoolComment {
				wantComment = ""
			}
			if got != want || comment != strings.Join(strings.Fields(wantComment), " ") {
				t.Fatalf("%q at %s: %v %q, want %v %q\n%s", value, at.Format(minute), got, comment, want, wantComment, text)
			}
		}
		for i, v := range s.Intervals(start, start.AddDate(0, 0, TableDays), p) {
			if i == 40 {
				break
			}
			for _, at := range []time.Time{v.From, v.From.Add(-time.Minute), v.To, v.To.Add(-time.Minute)} {
				same(at)
			}
		}
	})
}

func BenchmarkTable(b *testing.B) {
	b.ReportAllocs()
	s, _ := Parse(benchValues[2])
	first := date0(2026, 3, 2)
	for b.Loop() {
		s.Table(first, TableDays, Place{Departement: "56"})
	}
}
