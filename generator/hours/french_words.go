package hours

import "strings"

// words passes words that are not known, and keeps them for the reader. Whether
// the hours hold without them is judged by complete.
func (f *reader) words() {
	start := f.at(f.i).start
	end := start
	for f.i < len(f.items) {
		it := f.at(f.i)
		switch it.kind {
		case unknownItem, phoneItem, yearItem, silentItem, toItem, colonItem, dashItem:
		case andItem:
		case numberItem:
			if f.isHours() {
				f.unknown(start, end)
				return
			}
		default:
			f.unknown(start, end)
			return
		}
		if it.kind == unknownItem && it.word == "" { // a sign
			it.kind = silentItem
		}
		end = it.end
		f.i++
	}
	f.unknown(start, end)
}

func (f *reader) unknown(start, end int) {
	if strings.TrimFunc(f.text[start:end], isNoLetter) == "" {
		return // signs only
	}
	if n := len(f.left); f.unread && n > 0 {
		f.left[n-1][1] = end
	} else {
		f.leave(start, end)
	}
	f.unread = true
}

func isNoLetter(r rune) bool {
	return r < 0x80 && !(r|0x20 >= 'a' && r|0x20 <= 'z') && !(r >= '0' && r <= '9')
}

func folded(s string) string {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if plainLetter(r) == 0 && (r|0x20 < 'a' || r|0x20 > 'z') && !(r >= '0' && r <= '9') {
			b = append(b, ' ')
			continue
		}
		b = plainWord(b, r)
	}
	return string(b)
}

// harmlessPrefix reports whether the words before hours that name no day only
// say that these are hours. A day that is misspelt must not pass.
func (f *reader) harmlessPrefix() bool {
	if len(f.left) == 0 {
		return false
	}
	last := f.left[len(f.left)-1]
	for word := range strings.FieldsSeq(folded(f.text[last[0]:last[1]])) {
		switch word {
		case "permanence", "permanences", "accueil", "physique", "public", "du", "de", "au", "le", "la", "presence", "bureau", "espace":
		default:
			return false
		}
	}
	return true
}

// restrictive are words, by their beginnings, that change what hours mean: when
// one of them is not understood, no hours can be published. "=" stands before
// whole words.
var restrictive = strings.Fields(`
	=sauf =hors except exclu uniquement seulement selon suivant fonction =ou =si variab =varie environ =vers approx
	parfois certain quelques plusieurs alternan quinzaine semaine =mois =moi =an =annee =annuel trimestr semestr =fois
	=deux =trois =quatre =tous =toutes =chaque =ete =hiver printemps automne saison estiva vacance scolaire conge noel
	paques toussaint fevrier ferm fermeture reouvert rouvr exception jusqu partir depuis compter avant apres =pendant
	=durant =lors =debut =fin date calendrier planning programm evenement =demande confirm verif defini precis principe
	theori normalement habituel general priorit provisoire tempora travaux covid sanitaire crise suspen annul =pas =non
	=ni aucun jamais =plus autonomie distance visio domicile adherent abonn membre resident inscri interdit sinon autre
	=meme =memes =aussi egalement matin midi soir nuit journee demi =jour =jours week =heure =heures lendemain veille
	ferie =pont itineran tournant antenne =site =sites =rue =avenue =boulevard =bis impasse telephonique =etc libre-service
	prochain dernier premier second =1x =2x =un =une pair impair rotation reserv obligatoire limite
`)

// aboutContact are words that make "par téléphone" or "réservation" a way to
// reach the place, not what is open.
var aboutContact = []string{"rendez", "rdv", "contact", "renseignement", "tel ", "information"}

// restricts reports whether words that were not understood may change what the
// hours mean.
func restricts(text string, afterwards bool) bool {
	plain := folded(text)
	if strings.Contains(strings.ToLower(text), "dès") || strings.Contains(text, lostSign) || strings.Contains(text, "\uFFFD") {
		return true
	}
	contact := false
	for _, w := range aboutContact {
		contact = contact || afterwards && strings.Contains(" "+plain+" ", " "+w)
	}
	for word := range strings.FieldsSeq(plain) {
		if nearDay(word) {
			return true
		}
		if word[0] >= '0' && word[0] <= '9' && !contact {
			return true
		}
		for _, r := range restrictive {
			if whole, ok := strings.CutPrefix(r, "="); ok && word == whole || !ok && strings.HasPrefix(word, r) {
				if contact && (r == "telephonique" || r == "reserv" || r == "=un") && !strings.Contains(plain, "obligat") {
					continue
				}
				return true
			}
		}
		if strings.HasPrefix(word, "telephon") && !contact {
			return true
		}
	}
	return false
}

// nearDay reports whether a word may be a day or a month, misspelt: one letter
// wrong, missing, too many, or two exchanged.
func nearDay(word string) bool {
	if len(word) < 4 || len(word) > 11 {
		return false
	}
	for _, name := range frenchDayNames {
		if near(word, name) || near(word, name+"s") {
			return true
		}
	}
	for _, name := range frenchMonths[1:] {
		if name = folded(name); len(name) > 4 && near(word, name) {
			return true
		}
	}
	return false
}

func near(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || a == b {
		return a == b
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}

// complete judges the whole text, once it is read.
func (f *reader) complete() bool {
	open, dated := 0, false
	for _, s := range f.sayings {
		switch {
		case s.half != 0 && s.kind == opens:
			half := [3]string{1: "matin", 2: "après-midi"}[s.half]
			if s.comment != "" {
				half += ", " + s.comment
			}
			s.comment = half
			if !s.said || len(s.times) > 0 {
				return false
			}
		case s.kind == exempt && !s.said && s.season.zero() && !s.feast:
			return false
		case s.kind == closes && !s.said && s.season.zero() && s.half == 0 && len(f.sayings) > 1:
			return false
		case s.kind == opens && (!s.body() || s.once()):
			return false
		}
		if s.kind == opens {
			open++
		}
		dated = dated || s.said || !s.season.zero()
	}
	for _, s := range f.sayings {
		if s.kind == opens && !s.said && !f.cell && open > 1 && dated && !s.header {
			return false // hours of which days?
		}
	}
	if f.only && (open != 1 || !dated) || f.foreign && dated && !f.cell {
		return false
	}
	if !f.season.zero() && !f.used() {
		return false // a title over nothing
	}
	for _, l := range f.left {
		text := f.text[l[0]:l[1]]
		if f.isLabel(text) {
			continue
		}
		if restricts(text, len(f.sayings) > 0 && l[0] >= f.sayings[len(f.sayings)-1].end) {
			return false
		}
	}
	return len(f.sayings) > 0
}

// isLabel reports whether what is left is known, though it cannot be said.
func (f *reader) isLabel(text string) bool {
	_, items := scanFrench(text)
	for i, it := range items {
		switch it.kind {
		case freeItem, appointmentItem, silentItem, andItem, colonItem, commaItem, dashItem, slashItem, openItem, halfItem, phoneItem, toItem:
		case clockItem, numberItem:
			if i == 0 {
				continue
			}
		default:
			return false
		}
	}
	return true
}

// used reports whether some clause has the season that goes on.
func (f *reader) used() bool {
	for _, s := range f.sayings {
		if s.header {
			return true
		}
	}
	return false
}

// once reports whether the clause is about one day of a year that is not said.
func (s *saying) once() bool {
	for _, d := range s.season.dates {
		if !d.isRange && d.from.anchor == onDay && d.from.year == 0 {
			return true
		}
	}
	return false
}
