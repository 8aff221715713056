package tomledit

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"balise/generator/tomlpos"
)

// fmtError is what an edit refuses, with the table and the key.
func fmtError(t *Table, key, reason string) error {
	return fmt.Errorf("tomledit: key %q of [%s]: %s", key, t.Path(), reason)
}

// accept turns a value into the type that reading gives, or refuses it.
func (t *Table) accept(key string, v any) (any, error) {
	switch x := v.(type) {
	case bool, int64:
		return v, nil
	case int:
		return int64(x), nil
	case string:
		if utf8.ValidString(x) {
			return v, nil
		}
		return nil, fmtError(t, key, "not UTF-8")
	case []string:
		if slices.ContainsFunc(x, func(s string) bool { return !utf8.ValidString(s) }) {
			return nil, fmtError(t, key, "not UTF-8")
		}
		return v, nil
	case float64:
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return nil, fmtError(t, key, "not a finite number")
		}
		return v, nil
	case time.Time:
		if y := x.Year(); y < 0 || y > 9999 {
			return nil, fmtError(t, key, "not a year of four digits")
		}
		return v, nil
	}
	return nil, fmtError(t, key, fmt.Sprintf("no TOML form for %T", v))
}

// equal tells whether a file that says old says v. The line ends of a text are
// the file's, not the text's.
func equal(old, v any, eol string) bool {
	switch v := v.(type) {
	case string:
		text, ok := old.(string)
		if eol != "\n" {
			text = strings.ReplaceAll(text, eol, "\n")
			v = strings.ReplaceAll(v, eol, "\n")
		}
		return ok && text == v
	case []string:
		list, ok := old.([]string)
		return ok && slices.Equal(list, v)
	case float64:
		if n, ok := old.(int64); ok {
			return float64(n) == v
		}
		return old == any(v)
	case time.Time:
		day, ok := old.(time.Time)
		return ok && tomlpos.IsDate(day) && day.Format(time.DateOnly) == v.Format(time.DateOnly)
	}
	return old == v
}

// encode writes a value that accept accepted, in the place of old, after as
// many characters of its line. Comments in an old list are kept.
func encode(v any, old value, before int) []byte {
	switch v := v.(type) {
	case string:
		return appendText(nil, v, true)
	case []string:
		return listOf(v, old).appendList(nil, before, "")
	case bool:
		return strconv.AppendBool(nil, v)
	case int64:
		return strconv.AppendInt(nil, v, 10)
	case float64:
		b := strconv.AppendFloat(nil, v, 'f', -1, 64)
		if !slices.Contains(b, '.') {
			b = append(b, ".0"...) // TOML tells 48 from 48.0
		}
		return b
	case time.Time:
		return v.AppendFormat(nil, time.DateOnly)
	}
	panic(fmt.Sprintf("tomledit: encoding %T", v)) // accept would have refused it
}

// listOf makes a list with the comments of another: those of an item that is
// still there go with it; those of an item that is not stay in its place.
func listOf(texts []string, old value) value {
	v := value{list: true}
	used := make([]bool, len(old.items))
	next := 0 // the first old item of which the comments have not been placed
	for _, text := range texts {
		it := item{value: value{raw: string(appendText(nil, text, false))}}
		for i, o := range old.items {
			if !used[i] && !o.value.list && decode(o.value.raw) == text {
				used[i] = true
				it.above = append(orphans(old.items, used, &next, i, texts), o.above...)
				it.value.raw, it.after = o.value.raw, o.after
				break
			}
		}
		v.items = append(v.items, it)
	}
	v.tail = append(orphans(old.items, used, &next, len(old.items), texts), old.tail...)
	return v
}

// orphans gives the comments of the items before end that are gone, once.
func orphans(items []item, used []bool, next *int, end int, texts []string) []string {
	var list []string
	for ; *next < end; *next++ {
		o := items[*next]
		if text, ok := decode(o.value.raw).(string); used[*next] || ok && slices.Contains(texts, text) {
			continue
		}
		list = append(list, o.above...)
		if o.after != "" {
			list = append(list, o.after)
		}
	}
	return list
}

// width is the number of characters of the last line of a text.
func width(text string) int {
	return utf8.RuneCountInString(text[strings.LastIndexByte(text, '\n')+1:])
}
