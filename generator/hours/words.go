package hours

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what a word is for in a value.
type class uint8

const (
	notAWord    class = iota
	dayWord           // n is a weekday, 0 is Monday
	holidayWord       // n is a dayKind
	monthWord         // n is 1 to 12
	easterWord
	weekWord
	stateWord // n is a State
	unitWord  // day, days
	sunWord   // sunrise…: out of scope
	hourWord  // h
	andWord
	toWord
	articleWord // le, les: says nothing
	fillerWord  // du, de, au: French prose, not read but rewritten
	allWord     // tous, toutes
	daysWord    // jours: with allWord, every day; with feastWord, public holidays
	feastWord   // fériés
	noonWord
	openWord // ouvert: says nothing beside hours
)

// word is an entry of the vocabulary. Strange words are not in the syntax, but
// their meaning is beyond doubt: they are read, and the right one is suggested.
type word struct {
	class   class
	n       int8
	strange bool
	text    string // as the syntax writes it
}

var dayNames = [7]string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}

var monthNames = [13]string{"", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"}

// vocabulary is keyed by words in lower case and without accents.
var vocabulary = func() map[string]*word {
	v := map[string]*word{}
	add := func(w word, forms string) {
		for form := range strings.FieldsSeq(forms) {
			v[form] = &w
		}
	}
	for i, forms := range [7]string{
		"lu lun lundi lundis monday mondays mon",
		"ma mardi mardis tuesday tuesdays tue tues",
		"me mer mercredi mercredis wednesday wednesdays wed",
		"je jeu jeudi jeudis thursday thursdays thu thur thurs",
		"ve ven vendredi vendredis friday fridays fri",
		"sam samedi samedis saturday saturdays sat",
		"di dim dimanche dimanches sunday sundays sun",
	} {
		add(word{dayWord, int8(i), true, dayNames[i]}, forms)
		add(word{dayWord, int8(i), false, dayNames[i]}, strings.ToLower(dayNames[i]))
	}
	for i, forms := range [13]string{
		"", "january janvier janv", "february fevrier fevr fev", "march mars", "april avril avr",
		"mai", "june juin", "july juillet juil", "august aout", "september sept septembre",
		"october octobre", "november novembre", "december decembre",
	} {
		add(word{monthWord, int8(i), true, monthNames[i]}, forms)
		add(word{monthWord, int8(i), false, monthNames[i]}, strings.ToLower(monthNames[i]))
	}
	add(word{holidayWord, int8(publicHoliday), false, "PH"}, "ph")
	add(word{holidayWord, int8(schoolHoliday), false, "SH"}, "sh")
	add(word{easterWord, 0, false, "easter"}, "easter")
	add(word{easterWord, 0, true, "easter"}, "paques")
	add(word{weekWord, 0, false, "week"}, "week")
	add(word{weekWord, 0, true, "week"}, "semaine semaines")
	add(word{stateWord, int8(Open), false, "open"}, "open")
	add(word{stateWord, int8(Closed), false, "off"}, "off closed")
	add(word{stateWord, int8(Closed), true, "off"}, "ferme fermee fermes fermees")
	add(word{stateWord, int8(Unknown), false, "unknown"}, "unknown")
	add(word{unitWord, 0, false, "days"}, "day days")
	add(word{sunWord, 0, false, ""}, "sunrise sunset dawn dusk")
	add(word{hourWord, 0, true, ""}, "h")
	add(word{andWord, 0, true, ","}, "et and")
	add(word{toWord, 0, true, "-"}, "a to")
	add(word{articleWord, 0, true, ""}, "le les")
	add(word{fillerWord, 0, true, ""}, "du de des aux l d")
	add(word{fillerWord, 1, true, ""}, "au jusqu") // n is 1: between the ends of a range
	add(word{allWord, 0, true, ""}, "tous toutes")
	add(word{daysWord, 0, true, ""}, "jour jours")
	add(word{feastWord, 0, true, ""}, "feries ferie")
	add(word{noonWord, 0, true, "12:00"}, "midi")
	add(word{openWord, 0, true, ""}, "ouvert ouverte ouverts ouvertes ouverture")
	return v
}()

// noWord is the word of tokens that are none, or are not in the vocabulary.
var noWord = &word{}

// longestWord is the length of the longest word of the vocabulary, and some.
const longestWord = 16

// lookup finds the word that starts s, whatever its case and accents, and tells
// how many bytes it takes.
func lookup(s string) (*word, int) {
	var buf [longestWord]byte
	n, i := 0, 0
	for i < len(s) {
		c := s[i]
		size := 1
		if c >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRuneInString(s[i:])
			if c = plainLetter(r); c == 0 {
				break
			}
		} else if c |= 0x20; c < 'a' || c > 'z' {
			break
		}
		if n < longestWord {
			buf[n] = c
		}
		n++
		i += size
	}
	if n > longestWord {
		return noWord, i
	}
	if w := vocabulary[string(buf[:n])]; w != nil {
		return w, i
	}
	return noWord, i
}

// plainLetter is a letter of French without its accent, '?' for a letter of
// elsewhere, 0 for anything else.
func plainLetter(r rune) byte {
	switch r {
	case 'é', 'è', 'ê', 'ë', 'É', 'È', 'Ê', 'Ë':
		return 'e'
	case 'à', 'â', 'ä', 'À', 'Â', 'Ä':
		return 'a'
	case 'û', 'ù', 'ü', 'Û', 'Ù', 'Ü':
		return 'u'
	case 'î', 'ï', 'Î', 'Ï':
		return 'i'
	case 'ô', 'ö', 'Ô', 'Ö':
		return 'o'
	case 'ç', 'Ç':
		return 'c'
	}
	if unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) {
		return '?'
	}
	return 0
}
