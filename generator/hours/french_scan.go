package hours

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordKind is what a word, a phrase or a sign of a French text is for.
type wordKind uint8

const (
	unknownItem     wordKind = iota // nothing that we know
	silentItem                      // "ouvert", "de", "le": says nothing by itself
	dayItem                         // n: 0 is Monday
	daysItem                        // n: a set of weekdays ("tous les jours", "le week-end")
	letterItem                      // "M": mardi, or mercredi?
	monthItem                       // n: 1 to 12
	ordinalItem                     // n: 1 to 5, -1 ("dernier"), -2
	ofMonthItem                     // "du mois"
	clockItem                       // n: minutes
	numberItem                      // n: a number alone, maybe an hour
	yearItem                        // n
	phoneItem                       //
	toItem                          // "à", "au"
	andItem                         // "et"
	betweenItem                     // "entre"
	dashItem                        // "-"
	garbledItem                     // U+FFFD: a sign that was lost
	slashItem                       //
	commaItem                       //
	colonItem                       //
	breakItem                       // ".", ";", "|", an end of line, a bullet
	openItem                        // "("
	closeItem                       // ")"
	closedItem                      // "fermé"
	exceptItem                      // "sauf"
	schoolItem                      // "vacances scolaires"; n is -1 after "hors"
	feastItem                       // "jours fériés"
	parityItem                      // n: 1 for odd weeks, 2 for even ones
	appointmentItem                 // "sur rendez-vous"
	freeItem                        // "sans rendez-vous"
	onlyItem                        // "uniquement"
	halfItem                        // n: 1 for the morning, 2 for the afternoon
	wholeDayItem                    // "24h/24"
	fromItem                        // "à partir de"
	summerItem                      // "été", "hiver": says nothing without dates
)

// item is a word, a phrase or a sign of a French text.
type item struct {
	kind       wordKind
	n          int
	start, end int
	word       string // without case nor accents
	plural     bool   // "les mardis"
	spaced     bool   // a space stands before it
	guessed    bool   // it was mended: "16h3"
}

// phrases are what is understood, without case nor accents, hyphens and
// apostrophes being spaces. The longest one that fits is taken.
var phrases = func() map[string]item {
	m := map[string]item{}
	add := func(it item, list string) {
		for p := range strings.SplitSeq(list, ",") {
			it.word = p
			m[p] = it
		}
	}
	for i, forms := range [7]string{
		"lundi,lun,lu", "mardi,mar,ma", "mercredi,mer,merc,me", "jeudi,jeu,je", "vendredi,ven,vend,ve", "samedi,sam,sa", "dimanche,dim,di",
	} {
		add(item{kind: dayItem, n: i}, forms)
		name, _, _ := strings.Cut(forms, ",")
		add(item{kind: dayItem, n: i, plural: true}, name+"s")
	}
	for i, forms := range [13]string{
		"", "janvier,janv", "fevrier,fevr", "mars", "avril", "mai", "juin", "juillet,juil", "aout", "septembre,sept", "octobre", "novembre", "decembre",
	} {
		add(item{kind: monthItem, n: i}, forms)
	}
	delete(m, "")
	const workdays = 1<<5 - 1
	add(item{kind: daysItem, n: int(everyDay)}, "tous les jours,tous les jours de la semaine,chaque jour,toute la semaine,7 jours sur 7")
	add(item{kind: daysItem, n: 1<<5 | 1<<6}, "week end,week ends,weekend,weekends,les week ends")
	add(item{kind: daysItem, n: workdays}, "en semaine,la semaine,jours ouvres")
	for i, forms := range [6]string{"dernier,derniers", "premier,premiers,1er,1ers", "deuxieme,deuxiemes,second,2eme,2e,2nd,2ieme", "troisieme,troisiemes,3eme,3e,3ieme", "quatrieme,quatriemes,4eme,4e,4ieme", "cinquieme,5eme,5e"} {
		n := i
		if i == 0 {
			n = -1
		}
		add(item{kind: ordinalItem, n: n}, forms)
	}
	add(item{kind: ordinalItem, n: -2}, "avant dernier")
	add(item{kind: ofMonthItem}, "du mois,de chaque mois,de tous les mois,par mois,du moi,chaque mois")
	add(item{kind: toItem}, "a,au,jusqu a,jusqu au")
	add(item{kind: andItem}, "et,et de,et du,et le,et les,ainsi que")
	add(item{kind: betweenItem}, "entre")
	add(item{kind: closedItem}, "ferme,off,closed,fermee,fermes,fermees,fermeture,est ferme,est fermee,ferme au public")
	add(item{kind: exceptItem}, "sauf,excepte,hormis,hors,a l exception,a l exception de,a l exception du,sauf le,sauf les")
	add(item{kind: schoolItem, n: 1}, "vacances scolaires,sh,les vacances scolaires,pendant les vacances scolaires,pendant vacances scolaires,durant les vacances scolaires,en vacances scolaires,en periode de vacances scolaires,pendant les periodes de vacances scolaires,horaires pendant les vacances scolaires")
	add(item{kind: schoolItem, n: -1}, "hors vacances scolaires,hors des vacances scolaires,en dehors des vacances scolaires,hors periode de vacances scolaires,hors periodes de vacances scolaires,en periode scolaire,pendant la periode scolaire,periode scolaire,pendant les periodes scolaires")
	add(item{kind: silentItem}, "hors et en vacances scolaires,hors et pendant les vacances scolaires,pendant et hors vacances scolaires")
	add(item{kind: feastItem}, "jours feries,jour ferie,feries,ferie,ph")
	add(item{kind: parityItem, n: 1}, "semaines impaires,semaine impaire,les semaines impaires,en semaine impaire,en semaines impaires")
	add(item{kind: parityItem, n: 2}, "semaines paires,semaine paire,les semaines paires,en semaine paire,en semaines paires")
	add(item{kind: appointmentItem}, "sur rendez vous,sur rdv,avec rendez vous,avec rdv,sur rendezvous,sur prise de rendez vous")
	add(item{kind: freeItem}, "sans rendez vous,sans rdv")
	add(item{kind: onlyItem}, "uniquement,seulement,exclusivement")
	add(item{kind: halfItem, n: 1}, "matin,matins,matinee,le matin,tous les matins")
	add(item{kind: halfItem, n: 2}, "apres midi,apres midis,l apres midi,apresmidi")
	add(item{kind: clockItem, n: 12 * 60}, "midi")
	add(item{kind: clockItem, n: dayMinutes}, "minuit")
	add(item{kind: fromItem}, "a partir de") // and "dès": see nextItem
	add(item{kind: summerItem}, "ete,hiver,en ete,en hiver,l ete,l hiver,horaires d ete,horaires d hiver,horaire d ete,horaire d hiver,"+
		"horaires ete,horaires hiver,periode estivale,periode hivernale,en periode estivale,en periode hivernale,saison estivale,saison hivernale")
	add(item{kind: silentItem}, "le,la,l,de,du,des,d,en,pendant,durant,chaque,ouvert,ouverte,ouverts,ouvertes,ouverture,"+
		"horaires,horaire,heures d ouverture,est ouvert,est ouverte,horaires d ouverture,non stop,sans interruption,en continu,journee continue,au mois de,au mois d,mois de,mois d,tous")
	for _, p := range []string{"les", "tous les"} {
		m[p] = item{kind: silentItem, word: p, plural: true}
	}
	return m
}()

const longestPhrase = 6 // in words

// plainWord gives a letter in lower case, without its accent.
func plainWord(b []byte, r rune) []byte {
	r = unicode.ToLower(r)
	if r < utf8.RuneSelf {
		return append(b, byte(r))
	}
	switch c := plainLetter(r); {
	case r == 'œ':
		return append(b, "oe"...)
	case c != 0 && c != '?':
		return append(b, c)
	}
	return utf8.AppendRune(b, r)
}

// lostSign is U+FFFD after one more wrong decoding.
const lostSign = "ï¿½"

// rawItems cuts a text into words, numbers and signs.
func rawItems(text string) []item {
	var items []item
	spaced := false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		it := item{start: i, end: i + size, spaced: spaced}
		spaced = false
		switch {
		case r >= '0' && r <= '9':
			for it.end < len(text) && text[it.end] >= '0' && text[it.end] <= '9' {
				it.end++
			}
			it.kind = numberItem
			for _, d := range text[it.start:it.end] {
				it.n = min(it.n*10+int(d-'0'), 1<<40)
			}
		case strings.HasPrefix(text[i:], lostSign):
			it.kind, it.end = garbledItem, i+len(lostSign)
		case unicode.IsLetter(r):
			b := make([]byte, 0, 16)
			for it.end = i; it.end < len(text); it.end += size {
				if r, size = utf8.DecodeRuneInString(text[it.end:]); !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
					break
				}
				if unicode.IsLetter(r) {
					b = plainWord(b, r)
				}
			}
			it.word = string(b)
		case r == '\n' || r == '\r' || r == '\u2028':
			it.kind = breakItem
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u00ad':
			spaced = true
			i += size
			continue
		case r == '<':
			if tag := strings.IndexByte(text[i:], '>'); tag > 0 && tag < 200 {
				it.end = i + tag + 1
				it.kind = silentItem
				if t := strings.ToLower(strings.Trim(text[i:it.end], "</> ")); t == "br" || t == "p" || t == "li" || t == "div" || t == "tr" {
					it.kind = breakItem
				}
			}
		default:
			it.kind = signs(r)
		}
		items = append(items, it)
		i = it.end
	}
	return items
}

func signs(r rune) wordKind {
	switch r {
	case '-', '‐', '‑', '‒', '–', '—', '―', '−', '_', '~', '→':
		return dashItem
	case '/', '\\':
		return slashItem
	case ',', '，', '+', '＋':
		return commaItem
	case ':', '：':
		return colonItem
	case '.', ';', '|', '>', '•', '·', '*', '●', '▪', '‣', '…', '!':
		return breakItem
	case '(', '[':
		return openItem
	case ')', ']':
		return closeItem
	case '&':
		return andItem
	case '\'', '’', '"', '«', '»', '“', '”', '`', '´':
		return silentItem
	case utf8.RuneError:
		return garbledItem
	}
	return unknownItem
}

// scanFrench reads the words of a text: what they are, alone or together.
func scanFrench(text string) (string, []item) {
	if strings.ContainsRune(text, '&') {
		text = html.UnescapeString(text)
	}
	raw := splitClocks(rawItems(text))
	english := namesDays(text, raw)
	items := make([]item, 0, len(raw)+1)
	for i := 0; i < len(raw); {
		it, used := nextItem(text, raw, i)
		if d := slices.Index(dayNames[:], text[it.start:it.end]); english && d >= 0 {
			it.kind, it.n = dayItem, d
		}
		items = append(items, it)
		i += used
	}
	return text, letters(text, items)
}

// namesDays reports whether a text names days as the syntax does. "We" alone
// does not count: in French it is the week-end.
func namesDays(text string, raw []item) bool {
	for i := range raw {
		switch text[raw[i].start:raw[i].end] {
		case "Mo", "Tu", "Th", "Fr", "Su":
			return true
		}
	}
	return false
}

// nextItem reads one item at i, and how much it took.
func nextItem(text string, raw []item, i int) (item, int) {
	it := raw[i]
	if n, ok := phone(raw[i:]); ok {
		it.kind, it.end = phoneItem, raw[i+n-1].end
		return it, n
	}
	if n, whole := always(raw[i:]); n > 0 {
		it.kind, it.n, it.end = daysItem, int(everyDay), raw[i+n-1].end
		if whole {
			it.kind = wholeDayItem
		}
		return it, n
	}
	if it.kind == numberItem {
		if n, m, guessed := readClock(text, raw[i:]); n > 0 {
			it.kind, it.n, it.end, it.guessed = clockItem, m, raw[i+n-1].end, guessed
			return it, n
		}
		if it.end-it.start == 4 && it.n >= 1990 && it.n < 2100 {
			it.kind = yearItem
			return it, 1
		}
	}
	if found, n := phrase(text, raw, i); n > 0 {
		found.start, found.end, found.spaced = it.start, raw[i+n-1].end, it.spaced
		if found.word == "des" && strings.EqualFold(text[found.start:found.end], "dès") {
			found.kind = fromItem
		}
		return found, n
	}
	if it.word != "" && i > 0 && !it.spaced && it.word[0] == 'h' && raw[i-1].kind == numberItem {
		if found, ok := phrases[it.word[1:]]; ok { // "19hMer"
			found.start, found.end = it.start, it.end
			return found, 1
		}
	}
	return it, 1
}

// phrase finds the longest phrase that starts at i.
func phrase(text string, raw []item, i int) (item, int) {
	var found item
	used := 0
	key := ""
	for n, words := i, 0; n < len(raw) && words < longestPhrase; n++ {
		it := &raw[n]
		joint := it.kind == dashItem && !it.spaced && n+1 < len(raw) && !raw[n+1].spaced || it.kind == silentItem && it.end-it.start <= 3
		if n > i && joint {
			continue
		}
		switch {
		case it.word != "":
		case it.kind == numberItem && it.n < 100:
		default:
			return found, used
		}
		if n > i && (it.spaced || !glued(raw, n)) {
			key += " "
		}
		key += wordOrNumber(text, it)
		words++
		if p, ok := phrases[key]; ok {
			found, used = p, n-i+1
		}
	}
	return found, used
}

// glued reports whether item n touches the one before: "1er".
func glued(raw []item, n int) bool {
	return !raw[n].spaced && raw[n-1].end == raw[n].start && raw[n-1].kind == numberItem
}

func wordOrNumber(text string, it *item) string {
	if it.word != "" {
		return it.word
	}
	return text[it.start:it.end]
}
