package check

import (
	"slices"
	"strings"

	"balise/generator/tomledit"
)

// line is a line of TOML as it should be written: what hints show. It is empty
// when there is no value to show.
func line(key, value string) string {
	if value == "" {
		return ""
	}
	return key + " = " + quoted(value)
}

// listLine is the line of a list whose item i is replaced. A long list is too
// much for a hint: the item alone is shown.
func listLine(key string, list []string, i int, value string) string {
	if value == "" {
		return ""
	}
	list = slices.Clone(list)
	list[i] = value
	for j := range list {
		list[j] = quoted(list[j])
	}
	if s := key + " = [" + strings.Join(list, ", ") + "]"; len(s) <= 100 {
		return s
	}
	return quoted(value)
}

func quoted(s string) string { return string(tomledit.AppendOneLine(nil, s)) }
