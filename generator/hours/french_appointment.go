package hours

// appointment reads "sur rendez-vous" or "sans rendez-vous": a label for what
// follows, or a comment on what stands before.
func (f *reader) appointment() bool {
	it := f.at(f.i)
	comment := ""
	if it.kind == appointmentItem {
		comment = "sur rendez-vous"
	} else {
		f.leave(it.start, it.end)
	}
	start := f.i
	f.i++
	comment += f.phoneAfter(comment)
	next, colon, comma := f.next(f.i)
	if next.kind == onlyItem {
		next, colon, comma = f.next(f.i + 1)
	}
	s := f.last()
	switch {
	case s != nil && s.kind == opens && s.said && !s.body() && f.gap < 2 && !f.unread:
		s.comment = comment
		if comment == "" { // "lundi sans rendez-vous de 9h à 12h"
			return next.isHour()
		}
		return true
	case (s == nil || f.gap > 0) && !f.paren && (next.isDay() || next.isHour()):
		f.label = label{true, comment, colon || comma && s == nil}
		return s == nil || s.body()
	case f.unread, s == nil && next.kind != closeItem:
		return false
	case s == nil:
		s, _ = f.begin(opens)
		s.comment = comment
		return comment != ""
	case f.and && comment != "":
		f.leave(it.start, f.at(f.i-1).end) // "9h-12h et sur rendez-vous"
		return true
	case s.endless() && len(s.times) > 1: // of the morning too?
		return false
	case s.kind != opens || len(s.times) == 0 || s.labelled && s.comment != comment:
		return false
	case f.gap == 2 && len(f.sayings) > 1 || f.gap == 1 && len(f.sayings) > 1 && !f.paren && f.others(s):
		if f.gap == 1 || next.kind != closeItem || start == 0 {
			return false
		}
		for _, c := range f.sayings {
			if c.kind == opens && c.comment != "" {
				return false
			}
			if c.kind == opens {
				c.comment = comment
			}
		}
		return true
	}
	s.comment, s.split = comment, true
	return true
}

// others reports whether the text has other open clauses than s.
func (f *reader) others(s *saying) bool {
	for _, c := range f.sayings {
		if c != s && c.kind == opens {
			return true
		}
	}
	return false
}

// phoneAfter reads " au 05 36 49 12 34" after "sur rendez-vous".
func (f *reader) phoneAfter(comment string) string {
	i := f.i
	for k := f.at(i); comment != "" && (k.kind == toItem || k.kind == colonItem || k.kind == openItem || k.word == "tel" || k.word == "par" || k.word == "telephone" || k.kind == breakItem && f.text[k.start] == '.' && f.at(i-1).word == "tel"); k = f.at(i) {
		i++
	}
	if f.at(i).kind != phoneItem || comment == "" {
		return ""
	}
	f.i = i + 1
	var digits []byte
	for _, c := range []byte(f.text[f.at(i).start:f.at(i).end]) {
		if c >= '0' && c <= '9' {
			if len(digits)%3 == 2 && f.text[f.at(i).start] == '0' {
				digits = append(digits, ' ')
			}
			digits = append(digits, c)
		}
	}
	if f.text[f.at(i).start] == '+' || digits[0] != '0' {
		return " au +" + string(digits)
	}
	return " au " + string(digits)
}
