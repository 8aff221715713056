package exchange

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/hours"
	"balise/generator/sheet"
	"balise/generator/tomlpos"
)

// halves are the parts of a day that columns may be about: all of it, the
// morning, the afternoon.
var halves = [3]string{"", "_matin", "_apres_midi"}

// dayColumns are columns of a week; -1 stands for none.
type dayColumns [7]int

// boundHours are the columns of opening hours; -1 stands for none. columns hold
// the hours, or when a half of a day opens; closings when it closes, where that
// is another column.
type boundHours struct {
	text, weeks       int
	columns, closings [3]dayColumns // by halves
	details           []int
}

// named tells whether any column of a half is named.
func (c *dayColumns) named() bool {
	return slices.ContainsFunc(c[:], func(i int) bool { return i >= 0 })
}

// bindHours finds the columns of opening hours.
func bindHours(h *mappingHours, places map[string]diag.Pos, column func(string, diag.Pos) int) boundHours {
	at := func(name string, pos diag.Pos) int {
		if name == "" {
			return -1
		}
		return column(name, pos)
	}
	b := boundHours{text: at(h.Texte, h.At("texte")), weeks: at(h.Semaines, h.At("semaines"))}
	for i, name := range h.Precisions {
		if j := column(name, h.AtItem("precisions", i)); j >= 0 {
			b.details = append(b.details, j)
		}
	}
	for half, names := range [3][7]string{h.days(), h.mornings(), h.afternoons()} {
		for d, name := range names {
			key := dayNames[d] + halves[half]
			b.columns[half][d], b.closings[half][d] = at(name, h.At(key)), -1
			if name == "" {
				b.columns[half][d] = at(h.Ouvertures[key], places["ouvertures."+key])
				b.closings[half][d] = at(h.Fermetures[key], places["fermetures."+key])
			}
		}
	}
	return b
}

// ends checks [horaires.ouvertures] and [horaires.fermetures]: the keys of one
// are those of the other.
func (c *mappingCheck) ends() {
	h := &c.m.Horaires
	var keys []string
	for _, day := range dayNames {
		for _, half := range halves {
			keys = append(keys, day+half)
		}
	}
	e, _ := c.doc.Get("horaires")
	hours, ok := e.Value.V.(*tomlpos.Table)
	if !ok {
		return
	}
	for _, pair := range []struct {
		name  string
		other map[string]string
	}{{"ouvertures", h.Fermetures}, {"fermetures", h.Ouvertures}} {
		e, _ := hours.Get(pair.name)
		t, ok := e.Value.V.(*tomlpos.Table)
		if !ok {
			continue
		}
		for _, e := range t.Entries {
			c.m.places[pair.name+"."+e.Key] = c.pos(e.Value.Place)
			if !slices.Contains(keys, e.Key) {
				near, _ := french.Nearest(e.Key, keys)
				c.fault("cle-inconnue", c.pos(e.Place), e.Key, near)
			} else if pair.other[e.Key] == "" {
				c.fault("correspondance-bout", c.pos(e.Place), e.Key)
			}
		}
	}
}

// openingHours reads the columns of opening hours: by day and by half-day
// first, then the text.
func (b *mappedTable) openingHours(row *sheet.Row, r *raw, states []cellState) {
	h := &b.hours
	var value string
	if h.columns[0].named() {
		if days, text := b.week(row, 0, states); text != "" {
			var prose string
			value, prose = said(hours.FromDays(days), text)
			r.tell(prose)
		}
	}
	if (h.columns[1].named() || h.columns[2].named()) && value == "" {
		mornings, before := b.week(row, 1, states)
		afternoons, after := b.week(row, 2, states)
		if before+after != "" {
			var prose string
			value, prose = said(hours.FromHalves(mornings, afternoons), bothHalves(mornings, afternoons))
			r.tell(prose)
		}
	}
	if text := b.use(row, h.text, states); value == "" {
		value = text
	} else if text != value {
		r.tell(text)
	}
	r.place(fieldIndex["horaires"], "horaires", b.weeks(row, r, value, states))
	for _, i := range h.details {
		if text := b.use(row, i, states); h.text < 0 || text != cellAt(row, h.text) {
			r.tell(text)
		}
	}
}

// use gives a cell and marks it as placed.
func (b *mappedTable) use(row *sheet.Row, i int, states []cellState) string {
	if i < 0 {
		return ""
	}
	states[i].used = true
	return cellAt(row, i)
}

// week gives what the columns of a half say of each day, and the same as a text.
func (b *mappedTable) week(row *sheet.Row, half int, states []cellState) (cells [7]string, text string) {
	var lines []string
	for d := range dayNames {
		opening, closing := b.hours.columns[half][d], b.hours.closings[half][d]
		cell := b.use(row, opening, states)
		if closing >= 0 {
			cell = fromTo(cell, b.use(row, closing, states))
		}
		if key := french.Fold(cell); key == "" || key == "neant" {
			continue // « - »: nothing is said of that day
		}
		cells[d] = cell
		lines = append(lines, dayNames[d]+" : "+cell)
	}
	return cells, strings.Join(lines, "\n")
}

// fromTo is what an hour of opening and one of closing say together. One without
// the other is no hours: the text says so, and is not read.
func fromTo(opening, closing string) string {
	opening, closing = clockText(opening), clockText(closing)
	silent := func(s string) bool { key := french.Fold(s); return key == "" || key == "neant" }
	switch {
	case silent(opening) && silent(closing):
		return ""
	case french.Fold(opening) == french.Fold(closing) && !strings.ContainsAny(opening, "0123456789"): // « fermé », twice
		return opening
	case silent(opening) && strings.ContainsAny(closing, "0123456789"):
		return "? - " + closing
	case silent(opening):
		return closing
	case silent(closing) && strings.ContainsAny(opening, "0123456789"):
		return opening + " - ?"
	case silent(closing):
		return opening
	}
	return opening + " - " + closing
}

// clockText writes an hour that a spreadsheet gave as a part of a day: 0.375 is
// nine o’clock.
func clockText(s string) string {
	day, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
	if err != nil || day <= 0 || day >= 1 {
		return s
	}
	minutes := math.Round(day * 24 * 60)
	if math.Abs(day*24*60-minutes) > 0.02 {
		return s
	}
	return fmt.Sprintf("%02d:%02d", int(minutes)/60, int(minutes)%60)
}

// bothHalves is a week of mornings and afternoons as a text.
func bothHalves(mornings, afternoons [7]string) string {
	var lines []string
	for d, day := range dayNames {
		switch am, pm := mornings[d], afternoons[d]; {
		case am != "" && pm != "":
			lines = append(lines, day+" : "+am+" / "+pm)
		case am+pm != "":
			lines = append(lines, day+" : "+am+pm)
		}
	}
	return strings.Join(lines, "\n")
}

// weeks restricts hours to odd or even weeks, when a column says so.
func (b *mappedTable) weeks(row *sheet.Row, r *raw, value string, states []cellState) string {
	said := b.use(row, b.hours.weeks, states)
	key := french.Fold(said)
	restriction := ""
	switch {
	case strings.Contains(key, "impair"):
		restriction = "week 01-53/2 "
	case strings.Contains(key, "pair"):
		restriction = "week 02-52/2 "
	}
	inSyntax, lossless := "", false
	if value != "" {
		inSyntax, lossless = readHours(value)
	}
	if restriction == "" || inSyntax == "" || !lossless {
		r.tell(said)
		return value
	}
	rules := strings.Split(inSyntax, ";")
	for i, rule := range rules {
		rule = strings.TrimSpace(rule)
		if !strings.HasPrefix(rule, "PH") && !strings.HasPrefix(rule, "SH") && !strings.HasPrefix(rule, "week") {
			rule = restriction + rule
		}
		rules[i] = rule
	}
	return strings.Join(rules, "; ")
}
