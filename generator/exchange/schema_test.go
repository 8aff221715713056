package exchange_test

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// A schema is the constraints of a standard, by table and key, as the files of
// testdata/schema restate them. A line is a table, a key, the type of its value,
// then any of
//
//	required    the key is always there
//	once        no other row of the table has the value
//	unique      no value of the list comes twice
//	3..150      characters of a text, or values of a list; either end may be missing
//	>=1         the least number
//	~^\d{5}$    a pattern, to the end of the word
//	@Frais      one of the values listed below "@Frais"
type schema map[string]map[string][]string

// readSchema gives a schema, lists of values turned into patterns.
func readSchema(t *testing.T, name string) schema {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "schema", name))
	if err != nil {
		t.Fatal(err)
	}
	list := ""
	lists := map[string][]string{}
	s := schema{}
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#":
		case strings.HasPrefix(line, "\t"):
			lists[list] = append(lists[list], words...)
		case words[0][0] == '@':
			list = words[0]
		default:
			if s[words[0]] == nil {
				s[words[0]] = map[string][]string{}
			}
			s[words[0]][words[1]] = words[2:]
		}
	}
	for _, keys := range s {
		for _, constraints := range keys {
			for i, c := range constraints {
				if c[0] == '@' {
					constraints[i] = "~^(" + strings.Join(lists[c], "|") + ")$"
				}
			}
		}
	}
	return s
}

// faults tells where rows do not keep a table of the schema.
func (s schema) faults(table string, rows []map[string]any) []string {
	var out []string
	say := func(row map[string]any, format string, args ...any) {
		out = append(out, fmt.Sprintf("%s %v: ", table, row["id"])+fmt.Sprintf(format, args...))
	}
	if s[table] == nil {
		return []string{table + ": no table of the schema"}
	}
	taken := map[string]map[any]bool{}
	for _, row := range rows {
		for key, constraints := range s[table] {
			if row[key] == nil && slices.Contains(constraints, "required") {
				say(row, "%s is missing", key)
			}
		}
		for key, value := range row {
			constraints, known := s[table][key]
			if !known {
				say(row, "%s is no key of the schema", key)
				continue
			}
			for _, c := range constraints {
				if c == "once" {
					if taken[key] == nil {
						taken[key] = map[any]bool{}
					}
					if taken[key][value] {
						say(row, "%s = %v is taken", key, value)
					}
					taken[key][value] = true
				} else if !keeps(value, c) {
					say(row, "%s = %v is not %s", key, value, c)
				}
			}
		}
	}
	return out
}

var patterns = map[string]*regexp.Regexp{
	"date": regexp.MustCompile(`^\d{4}-\d\d-\d\d$`), "time": regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?$`),
	"uuid": regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`), "uri": regexp.MustCompile(`^[a-z]+:[!-~]+$`),
}

// keeps tells whether a value keeps a constraint.
func keeps(value any, constraint string) bool {
	text, isText := value.(string)
	list, isList := value.([]any)
	number, isNumber := value.(float64)
	switch constraint {
	case "string":
		return isText && utf8.ValidString(text)
	case "number":
		return isNumber
	case "integer":
		return isNumber && number == float64(int64(number))
	case "list":
		return isList
	case "unique":
		return len(slices.Compact(slices.Sorted(slices.Values(values(value))))) == len(list)
	case "date":
		_, err := time.Parse(time.DateOnly, text)
		return err == nil && patterns["date"].MatchString(text)
	case "date-time":
		_, err := time.Parse(time.RFC3339, text)
		return err == nil
	case "email":
		a, err := mail.ParseAddress(text)
		return err == nil && a.Address == text
	case "uri":
		u, err := url.Parse(text)
		return err == nil && u.Host != "" && patterns["uri"].MatchString(text)
	case "uuid", "time":
		return isText && patterns[constraint].MatchString(text)
	case "required":
		return true
	}
	switch first, last, bounds := strings.Cut(constraint, ".."); {
	case constraint[0] == '~':
		pattern := regexp.MustCompile(constraint[1:])
		return !slices.ContainsFunc(values(value), func(v string) bool { return !pattern.MatchString(v) })
	case strings.HasPrefix(constraint, ">="):
		least, err := strconv.ParseFloat(constraint[2:], 64)
		return err == nil && isNumber && number >= least
	case bounds:
		n := utf8.RuneCountInString(text)
		if isList {
			n = len(list)
		}
		least, _ := strconv.Atoi(first)
		most, err := strconv.Atoi(last)
		return n >= least && (err != nil || n <= most)
	}
	return false // a word that the files may not hold
}

// values are the texts of a JSON value.
func values(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []any:
		var list []string
		for _, item := range v {
			list = append(list, values(item)...)
		}
		return list
	}
	return nil
}

// TestExportsKeepTheirSchemas holds every field of the exports to the schemas,
// with every value of every list and two hundred structures made at random.
func TestExportsKeepTheirSchemas(t *testing.T) {
	list := everyValue()
	for i := range 200 {
		list = append(list, random(seeded(1, uint64(i)), i))
	}
	for target, file := range map[string]string{"data-inclusion": "data-inclusion-1.0.8.txt", "hsds": "hsds-3.0.txt"} {
		s := readSchema(t, file)
		var doc map[string][]map[string]any
		if err := json.Unmarshal(sent(t, target, list), &doc); err != nil {
			t.Fatal(err)
		}
		for table := range s {
			if len(doc[table]) == 0 {
				t.Errorf("%s: no row of %s", target, table)
			}
		}
		for table, rows := range doc {
			for _, fault := range s.faults(table, rows) {
				t.Errorf("%s: %s", target, fault)
			}
		}
	}
}

func TestSchemaFindsFaults(t *testing.T) {
	s := readSchema(t, "data-inclusion-1.0.8.txt")
	good := func() map[string]any {
		return map[string]any{
			"source": "a", "structure_id": "a--1", "id": "a--1", "nom": "abc", "description": "abcde", "date_maj": "2026-01-02", "courriel": "a@b.example",
			"frais": "gratuit", "publics": []any{"jeunes"}, "zone_eligibilite": []any{"971", "2A004"}, "latitude": 1.5, "nombre_semaines": 1.0, "lien_source": "https://a.example/%C3%A9",
		}
	}
	if faults := s.faults("services", []map[string]any{good()}); faults != nil {
		t.Fatal(faults)
	}
	for key, wrong := range map[string][]any{
		"nom": {"ab", strings.Repeat("a", 151), 3.0}, "description": {nil, "abcd"}, "date_maj": {"2026-02-30", "02/03/2026", ""}, "courriel": {"a", "A <a@b.example>"},
		"frais": {"gratuits", "Gratuit"}, "publics": {"jeunes", []any{}, []any{"jeunes", "jeunes"}, []any{"enfants"}}, "zone_eligibilite": {[]any{"1"}, []any{"200093201x"}},
		"latitude": {"1.5"}, "nombre_semaines": {0.0, 1.5}, "lien_source": {"a.example", "https://a.example/é", "https://a.example/ b"}, "horaires": {"Mo"}, "code_insee": {"2a0044"},
	} {
		for _, v := range wrong {
			row := good()
			row[key] = v
			if v == nil {
				delete(row, key)
			}
			if s.faults("services", []map[string]any{row}) == nil {
				t.Errorf("%s = %v passes", key, v)
			}
		}
	}
	if s := readSchema(t, "hsds-3.0.txt"); s.faults("taxonomy", []map[string]any{{"id": "x"}}) == nil || s.faults("visit", nil) == nil {
		t.Error("a row without a name, a table that does not exist pass")
	}
}
