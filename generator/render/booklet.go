package render

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/theme"
)

// A booklet's pages have one shape at every size: the style sheet counts in
// parts of the paper's width, so that what fits on A5 fits on A4, larger, and
// the numbers of pages are the same. No browser can tell the number of another
// page, so pages are cut here, from what texts measure at worst.
const (
	pageHalves  = 83   // half lines that a page holds under its running title
	wholeColumn = 3850 // hundredths of an em
	halfColumn  = 1700 // its lines after the first stand 1 em further
	numberRoom  = 450  // what the numbers of pages take in a column
	foldedIn    = 4    // a folded sheet makes four pages
)

// binder puts a booklet's pages together.
type binder struct {
	*context
	of     *model.Booklet
	sheets []theme.BookletSheet
	pages  map[string]int // where what a line leads to is
	next   int            // the next page's number
}

// booklet fills livret.html.
func (c *context) booklet(b *model.Booklet) *theme.Booklet {
	l := c.lang
	title, kicker := l.T("titre.livret", c.Territory.Name), ""
	var crumbs []theme.Link
	switch {
	case b.Service != "":
		title, kicker = l.T("titre.livret_besoin", l.needs[b.Service].text), c.Territory.Name
	case b.Slug != "":
		title = l.T("titre.livret", c.partName(b))
	}
	if b.Slug != "" {
		crumbs = []theme.Link{{Label: l.T("pied.livret"), Href: c.href("livret.html")}}
	}
	v := &theme.Booklet{
		Page: c.frame(title, "", l.T("description.livret", c.Territory.Name), crumbs...),
		Lang: l.record, Kicker: kicker, Total: len(b.Structures), QR: qrCode(c.absolute(c.page.Path)),
	}
	v.Page.Title = c.title(title, c.portal.Site.Titre)
	if kicker != "" {
		v.Page.Title = c.title(title, kicker)
	}
	v.Whole, v.Parts, v.Needs = c.bookletLinks(b)
	if b.Slug == "" && len(v.Parts) > 0 {
		v.Total = len(c.Structures)
	} else {
		v.Parts = nil
	}
	newest := slices.MaxFunc(append([]*model.Structure{{}}, b.Structures...), func(x, y *model.Structure) int { return x.DateMaj.Compare(y.DateMaj) })
	if !newest.DateMaj.IsZero() {
		v.Updated = french.Date(newest.DateMaj, l.tag)
	}
	if len(b.Structures) > 0 {
		w := &binder{context: c, of: b, pages: map[string]int{}, next: 2}
		w.bind()
		v.Sheets, v.Last = w.sheets, w.next-1
	}
	return v
}

// bind lays out the chapters in their order. What a chapter says of the pages
// of later ones is filled in at the end.
func (w *binder) bind() {
	l, places := w.lang, w.lang.paper()
	groups := w.groups(places)
	sections := []string{"communes", "lieux", "index-noms"}
	if w.of.Service == "" {
		sections = []string{"besoins", "communes", "lieux", "index-besoins", "index-noms"}
	}
	var contents []theme.BookletLine
	for _, s := range sections {
		contents = append(contents, theme.BookletLine{Label: w.chapterTitle(s), Href: template.URL("#" + s)})
	}
	w.chapter("sommaire", l.T("livret.lire"), wholeColumn, 1, contents)
	if w.of.Service == "" {
		w.chapter("besoins", "", wholeColumn, 1, w.needLines())
	}
	w.chapter("communes", "", halfColumn, 2, w.communeLines(groups))
	w.places(groups)
	if w.of.Service == "" {
		w.chapter("index-besoins", l.T("livret.index_aide"), halfColumn, 2, w.needIndex(groups))
	}
	w.chapter("index-noms", "", halfColumn, 2, w.nameIndex(groups))
	for w.next%foldedIn != 0 { // the back is the last page of the last folded sheet
		w.sheet(theme.BookletSheet{Kind: "notes", Running: l.T("livret.notes")})
	}
	w.sheet(theme.BookletSheet{Kind: "dos", ID: "dos", Title: l.T("livret.dos")})
	for i := range w.sheets {
		for _, column := range w.sheets[i].Columns {
			for j := range column {
				if line := &column[j]; line.Pages == "" && line.Href != "" {
					line.Pages = strconv.Itoa(w.pages[string(line.Href)])
				}
			}
		}
	}
}

func (w *binder) chapterTitle(kind string) string {
	switch kind {
	case "sommaire":
		return w.lang.T("livret.sommaire")
	case "besoins":
		return w.lang.T("livret.besoins")
	case "communes":
		return w.lang.T("livret.communes")
	case "lieux":
		return w.lang.T("livret.lieux")
	case "index-besoins":
		return w.lang.T("livret.index_besoins")
	}
	return w.lang.T("livret.index_noms")
}

func (w *binder) sheet(s theme.BookletSheet) {
	s.Number = w.next
	if s.ID != "" {
		w.pages["#"+s.ID] = s.Number
	}
	w.sheets = append(w.sheets, s)
	w.next++
}

// open begins a page of a chapter and tells how many half lines are left on it.
func (w *binder) open(kind, intro string, first bool) (theme.BookletSheet, int) {
	title := w.chapterTitle(kind)
	if !first {
		return theme.BookletSheet{Kind: kind, Running: title}, pageHalves
	}
	taken := 2 + 4*boldFace.lines(title, wholeColumn*10/17)
	if intro != "" {
		taken += 1 + 2*plainFace.lines(intro, wholeColumn)
	}
	return theme.BookletSheet{Kind: kind, ID: kind, Title: title, Intro: intro}, pageHalves - taken
}

// chapter lays lines out in columns, as many pages as they take.
func (w *binder) chapter(kind, intro string, width, columns int, lines []theme.BookletLine) {
	for first := true; first || len(lines) > 0; first = false {
		page, room := w.open(kind, intro, first)
		for range columns {
			n := fill(lines, width, room)
			if n == 0 {
				break
			}
			column := slices.Clone(lines[:n])
			page.Columns = append(page.Columns, column)
			lines = lines[n:]
			for _, line := range column {
				if line.ID != "" {
					w.pages["#"+line.ID] = w.next
				}
			}
		}
		w.sheet(page)
	}
}

// fill counts the lines that fit in a column; a title does not end one.
func fill(lines []theme.BookletLine, width, room int) int {
	n := 0
	for ; n < len(lines) && room >= 0; n++ {
		line := &lines[n]
		text := line.Label
		if line.Hint != "" {
			text += " " + line.Hint
		}
		var taken int
		switch {
		case line.ID != "":
			taken = 1 + 3*boldFace.lines(text, width*10/12)
		case width == wholeColumn: // set wider apart, the number in its own column
			taken = 1 + 2*boldFace.lines(text, width-numberRoom)
		default:
			taken = 2 * plainFace.lines(text+" "+cmp.Or(line.Pages, "0000"), width)
		}
		if room -= taken; room < 0 {
			break
		}
	}
	if n < len(lines) {
		for n > 1 && lines[n-1].ID != "" {
			n--
		}
	}
	return max(n, min(1, len(lines)))
}

// bookletGroup is the places of a commune in a booklet, by name.
type bookletGroup struct {
	id, name, lang string
	places         []*paperPlace
	of             []*model.Structure
}

// groups are the places by commune, communes by name; those whose commune is
// unknown come last.
func (w *binder) groups(places map[string]*paperPlace) []*bookletGroup {
	byCode := map[string]*bookletGroup{}
	for _, s := range w.of.Structures {
		code := w.Locality(s)
		g := byCode[code]
		if g == nil {
			g = &bookletGroup{}
			byCode[code] = g
		}
		g.of = append(g.of, s)
	}
	var groups []*bookletGroup
	for _, list := range w.Lists {
		if list.By != plan.ByCommune {
			continue
		}
		if g := byCode[list.Value]; g != nil {
			g.id, g.name, g.lang = "c-"+list.Slug, list.Name, w.lang.record
			groups = append(groups, g)
			delete(byCode, list.Value)
		}
	}
	rest := &bookletGroup{id: "c-", name: w.lang.T("livret.sans_commune")}
	for _, s := range w.of.Structures {
		if byCode[w.Locality(s)] != nil {
			rest.of = append(rest.of, s)
		}
	}
	if len(rest.of) > 0 {
		groups = append(groups, rest)
	}
	for _, g := range groups {
		slices.SortFunc(g.of, func(a, b *model.Structure) int { return cmp.Compare(places[a.ID].rank, places[b.ID].rank) })
		for _, s := range g.of {
			g.places = append(g.places, places[s.ID])
		}
	}
	return groups
}

// places lays out the places. A place is never cut, and a commune's name stays
// with its first place.
func (w *binder) places(groups []*bookletGroup) {
	page, room := w.open("lieux", "", true)
	turn := func() {
		w.sheet(page)
		page, room = w.open("lieux", "", false)
	}
	for _, g := range groups {
		title := 2 + 3*boldFace.lines(g.name, wholeColumn*10/12)
		if room < title+g.places[0].half && len(page.Groups) > 0 {
			turn()
		}
		for i, p := range g.places {
			if i > 0 && room < p.half {
				turn()
			}
			if n := len(page.Groups); i == 0 || n == 0 {
				group := theme.BookletGroup{Title: g.name, Lang: g.lang, Continued: i > 0}
				if i == 0 {
					group.ID = g.id
					w.pages["#"+g.id] = w.next
				}
				page.Groups = append(page.Groups, group)
				room -= title
			}
			entry := p.BookletPlace
			entry.Href = w.href("annuaire/" + g.of[i].ID + ".html")
			last := &page.Groups[len(page.Groups)-1]
			last.Places = append(last.Places, entry)
			w.pages["#"+p.ID] = w.next
			room -= p.half
		}
	}
	w.sheet(page)
}

// needLines are the needs in plain words.
func (w *binder) needLines() []theme.BookletLine {
	var lines []theme.BookletLine
	for _, service := range model.Services.Values {
		if !slices.ContainsFunc(w.of.Structures, func(s *model.Structure) bool { return slices.Contains(s.Services, service) }) {
			continue
		}
		need := w.lang.needs[service]
		lines = append(lines, theme.BookletLine{Label: need.text, Lang: need.lang, Hint: w.lang.help[service], Href: template.URL("#b-" + french.Slug(service))})
	}
	return lines
}

func (w *binder) communeLines(groups []*bookletGroup) []theme.BookletLine {
	lines := make([]theme.BookletLine, len(groups))
	for i, g := range groups {
		lines[i] = theme.BookletLine{Label: g.name, Lang: g.lang, Href: template.URL("#" + g.id)}
	}
	return lines
}

// needIndex tells for each need the communes where a place helps with it, and
// the pages of those places.
func (w *binder) needIndex(groups []*bookletGroup) []theme.BookletLine {
	var lines []theme.BookletLine
	for _, service := range model.Services.Values {
		title := len(lines)
		for _, g := range groups {
			var numbers []int
			for i, s := range g.of {
				if slices.Contains(s.Services, service) {
					numbers = append(numbers, w.pages["#"+g.places[i].ID])
				}
			}
			if len(numbers) == 0 {
				continue
			}
			if title == len(lines) {
				need := w.lang.needs[service]
				lines = append(lines, theme.BookletLine{Label: need.text, Lang: need.lang, ID: "b-" + french.Slug(service)})
			}
			lines = append(lines, theme.BookletLine{
				Label: g.name, Lang: g.lang, Href: template.URL("#" + g.id), Pages: spans(numbers),
			})
		}
	}
	return lines
}

// nameIndex lists the places by name.
func (w *binder) nameIndex(groups []*bookletGroup) []theme.BookletLine {
	type named struct {
		rank int
		line theme.BookletLine
	}
	var all []named
	for _, g := range groups {
		for _, p := range g.places {
			line := theme.BookletLine{Label: p.Name, Lang: p.Lang, Href: template.URL("#" + p.ID)}
			if g.lang == p.Lang && !strings.Contains(p.Name, g.name) {
				line.Hint = g.name
			}
			all = append(all, named{p.rank, line})
		}
	}
	slices.SortFunc(all, func(a, b named) int { return cmp.Compare(a.rank, b.rank) })
	lines := make([]theme.BookletLine, len(all))
	for i := range all {
		lines[i] = all[i].line
	}
	return lines
}

// spans writes numbers of pages, in order, as an index has them: « 4, 7–9 ».
func spans(numbers []int) string {
	var b []byte
	for i := 0; i < len(numbers); {
		from, to := numbers[i], numbers[i]
		for ; i < len(numbers) && numbers[i] <= to+1; i++ {
			to = numbers[i]
		}
		if b != nil {
			b = append(b, ", "...)
		}
		b = strconv.AppendInt(b, int64(from), 10)
		if to > from {
			b = append(b, "–"...)
			b = strconv.AppendInt(b, int64(to), 10)
		}
	}
	return string(b)
}
