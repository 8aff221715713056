package hours

import "strings"

// sayingKind is what a clause does.
type sayingKind uint8

const (
	opens  sayingKind = iota
	closes            // "fermé le lundi"
	exempt            // "sauf le lundi"
)

// season is what days of the year a clause is about; zero: all of them.
type season struct {
	dates  []dateRange
	parity int // 1 for odd weeks, 2 for even ones
	school int // 1 during school holidays, -1 outside of them
}

func (s season) zero() bool { return len(s.dates) == 0 && s.parity == 0 && s.school == 0 }

// saying is a clause of a text: some days, their hours.
type saying struct {
	kind     sayingKind
	mask     uint8 // plain weekdays
	nth      []daySelector
	feast    bool  // public holidays
	scope    uint8 // the day of the table's column that it stands in; 0: none
	said     bool  // days are said
	plural   bool  // "les mardi et jeudi"
	many     bool  // more than one day was named
	season   season
	header   bool // the season was said before, as a title
	instead  bool // these hours replace those of the same days, and only those
	times    []timeRange
	half     int // "matin", "après-midi", still without hours
	comment  string
	split    bool // a comment came after the hours: more hours are another clause
	loose    bool // the clause may still take days: "fermé" was just read
	joined   bool // by "et" to what stands before
	labelled bool // its comment, or its being free, came before it
	start    int
	end      int
}

func (s *saying) body() bool { return len(s.times) > 0 || s.comment != "" || s.kind == closes }

// label is what was said before the clauses that it is about: "Sur rendez-vous : …".
type label struct {
	on      bool
	comment string
	title   bool // a ":" or a "," followed
}

// reader reads the items of a text, one after another. Its methods answer false
// when they are not certain of what is meant: nothing is then said.
type reader struct {
	text    string
	items   []item
	i       int
	cell    bool // the text is about one day of a table
	sayings []*saying
	left    [][2]int // places of the text that are not said

	season season // the title that goes on
	titled bool   // the season had a ":"
	label  label
	gap    int // separator since the last thing read: 0 none, 1 weak, 2 strong
	and    bool
	paren  bool
	only   bool
	foreign,
	unread bool // words not known: between hours; just before here
}

func (f *reader) at(i int) *item {
	if i >= 0 && i < len(f.items) {
		return &f.items[i]
	}
	return &item{kind: closeItem, start: len(f.text), end: len(f.text), spaced: true}
}

func (f *reader) leave(start, end int) { f.left = append(f.left, [2]int{start, end}) }

func (f *reader) last() *saying {
	if n := len(f.sayings); n > 0 {
		return f.sayings[n-1]
	}
	return nil
}

// begin starts a clause, under the titles that go on.
func (f *reader) begin(kind sayingKind) (*saying, bool) {
	s := &saying{kind: kind, joined: f.and, start: f.at(f.i).start}
	if kind == opens {
		if !f.season.zero() {
			if !f.titled && f.gap == 2 && len(f.sayings) > 0 && f.last().header {
				return nil, false // does the title go on after a full stop?
			}
			s.season, s.header = f.season, true
		}
		if f.label.on {
			if !f.label.title && f.gap == 2 && len(f.sayings) > 0 && f.last().labelled {
				return nil, false
			}
			s.comment, s.labelled = f.label.comment, true
		}
	}
	f.sayings = append(f.sayings, s)
	return s, true
}

// read reads the whole text.
func (f *reader) read() bool {
	for f.i < len(f.items) {
		start := f.i
		it := f.at(f.i)
		if f.shorter() {
			f.taken()
			continue
		}
		var ok bool
		switch it.kind {
		case silentItem, toItem, andItem, dashItem, slashItem, commaItem, colonItem, breakItem, openItem, closeItem, garbledItem:
			ok = f.sign(it)
			f.i++
			if !ok {
				return false
			}
			continue
		case unknownItem, phoneItem, numberItem, yearItem:
			if d, n := f.date(); n > 0 {
				ok = f.seasonItem(season{dates: d}, n)
			} else if it.kind == numberItem && f.isHours() {
				ok = f.hours()
			} else {
				f.words()
				continue
			}
		case dayItem, daysItem, ordinalItem, feastItem, monthItem:
			if d, n := f.date(); n > 0 {
				ok = f.seasonItem(season{dates: d}, n)
			} else {
				ok = it.kind != monthItem && f.days()
			}
		case clockItem, betweenItem, wholeDayItem:
			ok = f.hours()
		case schoolItem:
			ok = f.seasonItem(season{school: it.n}, 1)
		case parityItem:
			ok = f.seasonItem(season{parity: it.n}, 1)
		case closedItem:
			ok = f.closed()
		case exceptItem:
			ok = f.except()
		case appointmentItem, freeItem:
			ok = f.appointment()
		case halfItem:
			ok = f.half()
		case fromItem:
			ok = f.openEnd()
		case summerItem:
			ok = f.named()
		case onlyItem:
			f.onlyWord()
			continue
		}
		if !ok || f.i <= start {
			return false
		}
		f.taken()
	}
	return f.complete()
}

// taken notes that what stands before was read into the last clause.
func (f *reader) taken() {
	if s := f.last(); s != nil {
		s.end = f.at(f.i - 1).end
	}
	f.gap, f.and, f.unread = 0, false, false
}

// sign passes what stands between words, and notes how much it separates.
func (f *reader) sign(it *item) bool {
	switch it.kind {
	case andItem:
		f.and = true
		f.gap = max(f.gap, 1)
	case dashItem:
		f.gap = max(f.gap, 1)
		if it.spaced && f.at(f.i-1).kind == dashItem && f.at(f.i-1).end == it.start {
			f.gap = 2
		}
	case slashItem, commaItem:
		f.gap = max(f.gap, 1)
	case breakItem:
		if f.text[it.start] == '.' && f.at(f.i-1).kind == dayItem && !it.spaced {
			return true // "lun."
		}
		f.gap = 2
	case openItem:
		f.paren = true
	case closeItem:
		f.paren = false
	case colonItem, silentItem:
	case toItem:
		// "au" beside a phone or a place; elsewhere it joins what is not there.
		return f.unread || f.at(f.i+1).kind != closeItem && f.at(f.i+1).kind != breakItem
	case garbledItem:
		return f.unread
	}
	return true
}

// next is the next item that says something, and whether a ":" stands before it.
func (f *reader) next(i int) (it *item, colon, comma bool) {
	for ; ; i++ {
		it = f.at(i)
		switch it.kind {
		case colonItem:
			colon = true
		case commaItem:
			comma = true
		case silentItem, openItem, dashItem:
		case closeItem:
			if i >= len(f.items) {
				return it, colon, comma
			}
		case breakItem:
			if f.ends(i) {
				return f.at(len(f.items)), colon, comma
			}
			return it, colon, comma
		default:
			return it, colon, comma
		}
	}
}

// ends reports whether only signs are left from i on.
func (f *reader) ends(i int) bool {
	for ; i < len(f.items); i++ {
		switch f.items[i].kind {
		case breakItem, commaItem, dashItem, slashItem, closeItem, silentItem, colonItem:
		default:
			return false
		}
	}
	return true
}

func (it *item) isDay() bool {
	return it.kind == dayItem || it.kind == daysItem || it.kind == ordinalItem || it.kind == feastItem
}

func (it *item) isHour() bool {
	return it.kind == clockItem || it.kind == numberItem || it.kind == betweenItem
}

// isHours reports whether hours start here.
func (f *reader) isHours() bool {
	left := len(f.left)
	_, n := f.ranges()
	f.left = f.left[:left]
	return n > 0
}

// closed reads "fermé".
func (f *reader) closed() bool {
	if f.unread && !f.subject() {
		return false
	}
	f.i++
	if s := f.last(); s != nil && s.kind == opens && s.said && !s.body() && f.gap < 2 {
		if s.half != 0 && s.many && !s.plural {
			return false
		}
		s.kind = closes
		return s.season.zero() || !s.header
	}
	s, ok := f.begin(closes)
	if ok {
		s.loose = true
	}
	return ok
}

// subject reports whether the unread words before "fermé" name the place.
func (f *reader) subject() bool {
	n := len(f.left)
	if n == 0 {
		return false
	}
	for word := range strings.FieldsSeq(folded(f.text[f.left[n-1][0]:f.left[n-1][1]])) {
		switch word {
		case "la", "le", "l", "est", "sont", "nous", "sommes", "mediatheque", "bibliotheque", "mairie", "structure",
			"espace", "centre", "lieu", "etablissement", "bureau", "accueil":
		default:
			return false
		}
	}
	return true
}

// except reads "sauf": what follows is taken from the clause before it.
func (f *reader) except() bool {
	s := f.last()
	if s == nil || s.kind != opens || f.unread {
		return false
	}
	f.i++
	e, ok := f.begin(exempt)
	if ok {
		e.loose = true
	}
	return ok
}

// onlyWord reads "uniquement".
func (f *reader) onlyWord() {
	f.i++
	next, _, _ := f.next(f.i)
	before := f.i - 2
	for f.at(before).kind == silentItem {
		before--
	}
	if next.kind != appointmentItem && (before < 0 || f.at(before).kind != appointmentItem) {
		f.only = true
	}
}
