// Package hours reads opening hours written in OpenStreetMap's opening_hours
// syntax (specification 0.6, the part of it that the field uses), answers "when
// is it open?", and says the answer in plain French or English.
//
// The meaning of a value is that of opening_hours.js, the library every other
// reader of this syntax is measured against, down to its surprises:
//
//   - a rule after ";" replaces the whole day: in "Aug off; Mo-Fr 09:00-17:00"
//     nothing is closed in August;
//   - a comment without a state means "unknown", not "open";
//   - "13:00-12:30" runs until half past twelve the next day.
//
// Parse says so when a value falls in one of these traps. We part from the
// library where it is plainly wrong: a range that ends at Easter includes that
// day, 29 February exists in leap years, and a night ends when it is said to on
// the day the clocks change.
//
// The package refuses to guess. What it cannot compute (sunrise, points in
// time, steps) is kept as text and marked Opaque; school holidays that no
// published calendar gives are Unknown, never "open". It knows no clock: the
// caller brings the time, the same value always reads the same.
package hours

// State tells what is known of a moment.
type State uint8

const (
	// Closed is the state of every moment that no rule opens.
	Closed State = iota
	// Open is said by a rule.
	Open
	// Unknown is said by a rule ("unknown", a comment alone, an open end), or
	// follows from a school calendar that is not published.
	Unknown
)

// String gives the state's name in JSON output: "closed", "open" or "unknown".
func (s State) String() string {
	switch s {
	case Open:
		return "open"
	case Unknown:
		return "unknown"
	}
	return "closed"
}

// Comments that intervals carry when no author wrote them.
const (
	// OpenEndComment is the comment of an open end ("09:00+") after its last
	// certain minute, word for word as opening_hours.js gives it.
	OpenEndComment = "Specified as open end. Closing time was guessed."
	// SchoolComment is the comment of a moment that depends on a school
	// calendar which this package does not hold.
	SchoolComment = "calendrier des vacances scolaires inconnu"
)

// Schedule is a value that could be read. It never changes, so it may be
// shared between goroutines.
type Schedule struct {
	raw    string
	rules  []rule
	opaque bool // kept as text: see Opaque
	usesSH bool // some rule names school holidays
	usesPH bool // some rule names public holidays
}

// Opaque reports whether the value uses what this package leaves out (sunrise,
// points in time, steps): it is then shown as it is written and has no intervals.
func (s *Schedule) Opaque() bool { return s.opaque }

// Raw is the value as it was given to Parse.
func (s *Schedule) Raw() string { return s.raw }

// separator is what stands before a rule.
type separator uint8

const (
	replaces  separator = iota // ";": the rule replaces the days it matches
	adds                       // ",": the rule adds to them
	fallsBack                  // "||": the rule fills what is left closed
)

// rule is one rule: the days it matches (every kind of selector that is present
// must match, any of its items will do), the hours, and what they mean.
type rule struct {
	sep      separator
	years    []yearRange
	dates    []dateRange
	weeks    []weekRange
	holidays []daySelector // "SH Mo-Fr": must match as well as days
	days     []daySelector // "Mo-Fr,PH": any of them
	times    []timeRange   // none: the whole day
	pieces   []piece       // times, as painted; see expand
	always   bool          // 24/7
	colon    bool          // a ":" stood after the dates
	stated   bool          // the state is written, not implied
	noted    bool          // a comment is written, be it ""
	state    State
	comment  string

	mask       uint8 // weekdays (bit 0 is Monday) matched by plain day selectors; all when there are none
	start, end int   // place in the value
}

// hasDate reports whether the rule says which days it is about.
func (r *rule) hasDate() bool {
	return len(r.years)+len(r.dates)+len(r.weeks)+len(r.holidays)+len(r.days) > 0
}

// blank reports whether nothing was read of the rule.
func (r *rule) blank() bool {
	return !r.hasDate() && len(r.times) == 0 && !r.always && !r.stated && !r.noted
}

// plain reports whether the rule is about days of the week and nothing else.
func (r *rule) plain() bool {
	if len(r.years)+len(r.dates)+len(r.weeks)+len(r.holidays) > 0 {
		return false
	}
	for _, d := range r.days {
		if !d.plain() {
			return false
		}
	}
	return true
}

// wraps reports whether the rule reaches into the next day.
func (r *rule) wraps() bool {
	for _, p := range r.pieces {
		if p.to > dayMinutes {
			return true
		}
	}
	return false
}

// replacesDay reports whether rule i, on a day it matches, makes every earlier
// rule forgotten. A rule that names no day does so only after another one that
// names none: so opening_hours.js behaves, and "Mo 08:00-09:00; 14:00-16:00"
// opens twice on Mondays.
func replacesDay(rules []rule, i int) bool {
	r := &rules[i]
	if i == 0 || r.sep != replaces || r.state == Closed {
		return false
	}
	return r.hasDate() || !rules[i-1].hasDate()
}

// yearRange is "2026", "2026-2028", "2026+" or "2026-2030/2".
type yearRange struct{ from, to, step int }

const noEnd = 9999 // yearRange.to of "2026+"

// weekRange is "12", "2-10" or "2-52/2", in ISO 8601 weeks.
type weekRange struct{ from, to, step int }

// anchor is what an end of a date range hangs on.
type anchor uint8

const (
	onMonth   anchor = iota // a whole month
	onDay                   // a day of a month
	onEaster                // Easter Sunday
	onWeekday               // the nth weekday of a month
)

// dateEnd is one end of a date range.
type dateEnd struct {
	anchor   anchor
	year     int // 0 means every year
	month    int // 1 to 12
	day      int // 1 to 31, for onDay
	weekday  int // 0 is Monday, for onWeekday
	nth      int // 1 to 5 or -1 to -5, for onWeekday
	addition int // days to add
}

// dateRange is "Jul", "Jul-Aug", "Dec 25", "Dec 24-Jan 02" or "easter +1 day".
// For a single date, to is from.
type dateRange struct {
	from, to dateEnd
	isRange  bool
}

// dayKind tells the kinds of day selectors apart.
type dayKind uint8

const (
	weekday dayKind = iota
	publicHoliday
	schoolHoliday
)

// daySelector is "Mo", "Mo-Fr", "Tu[1,-1]", "PH", "SH" or "PH -1 day".
type daySelector struct {
	kind     dayKind
	from, to int    // weekdays, 0 is Monday; may go round: "Fr-Mo"
	nth      uint16 // bits 1 to 5: from the month's start; 9 to 13: from its end
	addition int    // days to add
}

func (d daySelector) plain() bool { return d.kind == weekday && d.nth == 0 && d.addition == 0 }

// mask is the set of weekdays between from and to, bit 0 being Monday.
func (d daySelector) mask() uint8 {
	var m uint8
	for w := d.from; ; w = (w + 1) % 7 {
		m |= 1 << w
		if w == d.to {
			return m
		}
	}
}

const everyDay uint8 = 1<<7 - 1

const dayMinutes = 24 * 60

// timeRange is "09:00-12:00", "22:00-02:00" (to is then past midnight: 1560),
// "09:00+" (from and to are equal) or "09:00-12:00+"; in minutes.
type timeRange struct {
	from, to int
	late     bool // the end is written past midnight: "22:00-26:00"
	openEnd  bool
	empty    bool // the end is written equal to the start: "14:00-14:00"
}

// piece is a part of a rule's hours, as painted on a day and the next one.
type piece struct {
	from, to int
	guessed  bool // after an open end
}

// expand turns hours into pieces. How far an open end goes is the guess of
// opening_hours.js: until midnight; for ten hours from 17:00; for eight from
// 22:00. On its own day it stops where the rule's next range starts.
func expand(times []timeRange) []piece {
	pieces := make([]piece, 0, len(times))
	for i, t := range times {
		if !t.openEnd {
			pieces = append(pieces, piece{t.from, t.to, false})
			continue
		}
		if t.to > t.from {
			pieces = append(pieces, piece{t.from, t.to, false})
		}
		end := dayMinutes
		switch {
		case t.to >= 22*60:
			end = t.to + 8*60
		case t.to >= 17*60:
			end = t.to + 10*60
		}
		end = min(end, 2*dayMinutes)
		guessed := t.to > 0 // "00:00+" is a whole day
		if i+1 < len(times) && times[i+1].from > t.from {
			if cut := times[i+1].from; cut > t.to {
				pieces = append(pieces, piece{t.to, min(cut, end), guessed})
			}
			if end > dayMinutes {
				pieces = append(pieces, piece{max(t.to, dayMinutes), end, guessed})
			}
			continue
		}
		pieces = append(pieces, piece{t.to, end, guessed})
	}
	return pieces
}
