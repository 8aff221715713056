package hours

import "strings"

// suggest gives the value as it should be written, or "" when only its author
// can tell. s is what could be read of it (it may be nil), and faults what is
// wrong with how it is written.
func suggest(value string, s *Schedule, faults []Fault) string {
	if s != nil && s.opaque {
		return ""
	}
	if s != nil && !hasError(faults) {
		return s.String()
	}
	if fix := respell(value); fix != "" && readsWell(fix) {
		return fix
	}
	fix, _ := FromFrench(value)
	return fix
}

// readsWell reports whether a value is in the syntax, and no rule of it forgot
// its days.
func readsWell(value string) bool {
	s, faults := read(value)
	return s != nil && len(faults) == 0 && s.dayless() < 0
}

// dayless is the first rule that gives hours without days after one that names
// some, or -1: in "Mo 14:00-17:00; 09:00-12:00", the second holds every day.
func (s *Schedule) dayless() int {
	for i := range s.rules {
		r := &s.rules[i]
		if i > 0 && r.sep == replaces && r.state == Open && !r.hasDate() && len(r.times) > 0 && s.rules[i-1].hasDate() {
			return i
		}
	}
	return -1
}

// respell writes every token of a value as the syntax wants it, and moves none:
// "10h-12h" becomes "10:00-12:00", "Lu-Ve" becomes "Mo-Fr".
func respell(value string) string {
	tokens := scan(value, nil)
	if frenchTuesday(value, tokens) {
		return ""
	}
	b := make([]byte, 0, len(value)+16)
	for i := 0; tokens[i].kind != endToken; i++ {
		t := &tokens[i]
		if i > 0 && t.start > tokens[i-1].end && len(b) > 0 && b[len(b)-1] != ' ' {
			b = append(b, ' ')
		}
		switch t.kind {
		case numberToken:
			minutes, used := frenchClock(tokens[i:])
			if used == 0 {
				b = append(b, t.written(value)...)
				continue
			}
			b = appendClock(b, minutes)
			i += used - 1
		case wordToken:
			if t.word.class == notAWord || t.word.text == "" {
				return ""
			}
			b = append(b, t.word.text...)
		case commentToken:
			b = append(b, '"')
			b = append(b, t.text...)
			b = append(b, '"')
		case otherToken, dotToken:
			return ""
		default:
			b = append(b, spelling[t.kind]...)
		}
	}
	return string(b)
}

// frenchTuesday reports whether a "Mar" may be mardi, not March: no day has its
// English name.
func frenchTuesday(value string, tokens []token) bool {
	mar := false
	for i := range tokens {
		t := &tokens[i]
		if t.word.class == dayWord && !t.word.strange && t.word.n != 5 {
			return false
		}
		mar = mar || t.word.class == monthWord && strings.EqualFold(t.written(value), "mar")
	}
	return mar
}

var spelling = map[kind]string{
	dashToken: "-", colonToken: ":", commaToken: ",", semicolonToken: ";", orToken: "||",
	slashToken: "/", plusToken: "+", openToken: "[", closeToken: "]",
}

// frenchClock reads a time of day with its minutes or its "h": "9h", "9h30",
// "9 h 30", "09:00", "9.30"; it tells how many tokens it took, 0 when it is
// something else.
func frenchClock(tokens []token) (minutes, used int) {
	hour, sep := &tokens[0], &tokens[min(1, len(tokens)-1)]
	if hour.kind != numberToken || hour.number < 0 || hour.number > 24 || hour.end-hour.start > 2 {
		return 0, 0
	}
	minute := &tokens[min(2, len(tokens)-1)]
	hasMinute := minute.kind == numberToken && minute.number >= 0 && minute.number < 60 && minute.end-minute.start == 2
	switch {
	case sep.kind == colonToken, sep.kind == dotToken:
		if !hasMinute || minute.start > sep.end {
			return 0, 0
		}
		used = 3
		if tokens[3].word.class == hourWord {
			used = 4
		}
	case sep.word.class == hourWord:
		if hasMinute && minute.start-sep.end <= 3 && tokens[min(3, len(tokens)-1)].word.class != hourWord {
			used = 3
			break
		}
		return hour.number * 60, 2
	default:
		return 0, 0
	}
	if minutes = hour.number*60 + minute.number; minutes > dayMinutes {
		return 0, 0
	}
	return minutes, used
}
