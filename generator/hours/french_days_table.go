package hours

import (
	"slices"
	"strings"
	"unicode"
)

// longestNote is how many bytes of a cell that cannot be read are worth keeping
// in the value; longer ones are only Left.
const longestNote = 200

// FromDays reads a table with one column a day, Monday first, each cell holding
// French hours: "8h30 à 12h - 13h30 à 17h", "Fermé", "9h-12h sur rdv", "Fermé le
// 1er lundi du mois". An empty cell is a closed day when others have hours. A
// day whose cell cannot be read for certain is neither open nor closed: Value
// gives it as unknown, with the author's words, which are Left too.
func FromDays(days [7]string) Reading {
	return fromCells(days, func(d int) ([]*saying, []string, bool) { return readCell(days[d], d) })
}

// FromHalves reads a table with two columns a day, Monday first: the mornings
// and the afternoons. It reads cells as FromDays does; the two of a day must
// not cross.
func FromHalves(mornings, afternoons [7]string) Reading {
	var days [7]string
	for d := range days {
		days[d] = strings.TrimSpace(mornings[d] + "\n" + afternoons[d])
	}
	return fromCells(days, func(d int) ([]*saying, []string, bool) {
		return readHalves(mornings[d], afternoons[d], d)
	})
}

// fromCells makes one value of the clauses of seven cells.
func fromCells(days [7]string, read func(d int) ([]*saying, []string, bool)) Reading {
	var all []*saying
	var left []string
	for d := range days {
		list, words, ok := read(d)
		if !ok {
			note := note(days[d])
			if note == "" {
				return Reading{Left: wholeCells(days)}
			}
			words = []string{strings.TrimSpace(days[d])}
			list = []*saying{{said: true, mask: 1 << d, scope: 1 << d, comment: note}}
		}
		all = append(all, list...)
		left = append(left, words...)
	}
	if len(all) == 0 {
		return Reading{Lossless: len(left) == 0, Left: left}
	}
	var a assembler
	value, ok := a.value(all, 0)
	if !ok || len(a.redundant) > 0 || onlyNotes(all) {
		return Reading{Left: wholeCells(days)}
	}
	return Reading{Value: value, Lossless: len(left) == 0, Left: left}
}

// onlyNotes reports whether no cell at all gives hours, nor "fermé".
func onlyNotes(all []*saying) bool {
	return !slices.ContainsFunc(all, func(s *saying) bool {
		return s.kind != opens || len(s.times) > 0 || strings.HasPrefix(s.comment, "sur rendez-vous")
	})
}

func wholeCells(days [7]string) []string {
	var out []string
	for _, c := range days {
		if c = strings.TrimSpace(c); says(c) != "" && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// note gives the words of a cell as a comment; "" when they cannot be one.
func note(cell string) string {
	s := strings.Join(strings.FieldsFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	s = strings.ReplaceAll(s, `"`, "")
	if s == "" || len(s) > longestNote || !strings.ContainsFunc(s, unicode.IsPrint) {
		return ""
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// readCell reads the cell of a weekday. It gives no clause for an empty one.
func readCell(cell string, d int) ([]*saying, []string, bool) {
	text := strings.TrimFunc(cell, unicode.IsSpace)
	switch strings.ToLower(says(text)) {
	case "", "néant", "neant", "x", "nc", "aucun", "nan", "null", "none":
		return nil, nil, true
	}
	if len(text) > maxLength {
		return nil, nil, false
	}
	f, ok := readSayings(text, true)
	if !ok {
		return nil, nil, false
	}
	var single assembler
	mine := make([]*saying, len(f.sayings))
	for i, s := range f.sayings {
		for _, n := range s.nth {
			if n.from != d {
				return nil, nil, false
			}
		}
		if s.said && s.mask&^(1<<d) != 0 {
			return nil, nil, false
		}
		if !s.said && (s.kind == opens || s.season.zero()) {
			s.said, s.mask = true, 1<<d
		}
		s.scope = 1 << d
		again := *s
		mine[i] = &again
	}
	if _, ok := single.value(mine, 0); !ok || len(single.redundant) > 0 {
		return nil, nil, false
	}
	return f.sayings, f.leftWords(), true
}

// readHalves reads the two cells of a weekday.
func readHalves(morning, afternoon string, d int) ([]*saying, []string, bool) {
	a, words, ok := readCell(morning, d)
	b, more, okToo := readCell(afternoon, d)
	if !ok || !okToo {
		return nil, nil, false
	}
	closed := func(list []*saying) bool {
		return len(list) == 1 && list[0].kind == closes && list[0].season.zero() && len(list[0].nth) == 0 && !list[0].feast
	}
	switch {
	case len(a) > 0 && closed(a) && len(b) > 0 && !closed(b):
		return b, append(words, more...), true
	case len(b) > 0 && closed(b) && len(a) > 0 && !closed(a):
		return a, append(words, more...), true
	case len(a) == 0 || len(b) == 0 || closed(a):
		return append(a, b...), append(words, more...), true
	}
	x, y := a[len(a)-1], b[0]
	if x.kind != opens || y.kind != opens || len(x.times) == 0 || len(y.times) == 0 ||
		x.times[len(x.times)-1].to > y.times[0].from {
		return nil, nil, false
	}
	y.joined = true
	return append(a, b...), append(words, more...), true
}
