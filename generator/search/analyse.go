package search

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	stemmer "github.com/kljensen/snowball/french"

	"balise/generator/french"
)

// Field is a part of what is indexed; it says how much a word there counts.
type Field uint8

// The fields, the heaviest first.
const (
	Title   Field = iota // a title, a name
	Summary              // a summary, headings
	Words                // words that stand for it without being shown
	Body                 // all the rest
	fields
)

// Part is a text in a field.
type Part struct {
	Field Field
	Text  string
}

// Text is a text as the index needs it: how often each word stands in each
// field. It does not change once made, and any site may use it.
type Text struct {
	words  []count
	length [fields]int32
}

type count struct {
	surface int32
	n       [fields]uint8
}

// surface is a word as it is written, in lower case, or a phrase that people
// say as one word.
type surface struct {
	word string
	key  int32 // see Keys
	stem int32 // -1: none
}

// Analyser cuts texts of a language into words. It remembers each word it met,
// so that the sites of a portal share the work. It may be used from several
// goroutines.
type Analyser struct {
	lang   string
	french bool
	stop   map[string]bool

	mu       sync.Mutex
	runs     map[string][]int32 // of characters, as written, to surfaces
	byWord   map[string]int32
	surfaces []surface
	keys     map[string]int32
	keyText  []string
	stems    map[string]int32
	phrases  map[int32][]phrase // by their first key
	groups   [][]int32          // surfaces that mean the same
	leads    [][]int32          // surfaces: the first is what the others lead to
	scratch  scratch
}

// phrase is several keys in a row that count as one.
type phrase struct {
	rest    []int32
	surface int32
}

// NewAnalyser makes the analyser of a language (BCP 47). Words that mean the same
// are those of the language, and more, which may be empty.
func NewAnalyser(lang string, more [][]string) *Analyser {
	a := &Analyser{
		lang: lang, french: isFrench(lang), stop: stopWords(lang),
		runs: map[string][]int32{}, byWord: map[string]int32{}, keys: map[string]int32{}, stems: map[string]int32{},
		phrases: map[int32][]phrase{},
	}
	if a.french { // as every portal is
		a.groups, a.leads = a.members(shipped().groups), a.members(shipped().leads)
	}
	a.groups = append(a.groups, a.members(more)...)
	return a
}

// members are the surfaces of groups.
func (a *Analyser) members(groups [][]string) (list [][]int32) {
	for _, group := range groups {
		var ids []int32
		for _, text := range group {
			if id, ok := a.member(text); ok && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
		list = append(list, ids)
	}
	return list
}

func isFrench(lang string) bool {
	base, _, _ := strings.Cut(lang, "-")
	return base == "fr"
}

// member is the surface of a word or a phrase of a group.
func (a *Analyser) member(text string) (int32, bool) {
	list := a.plain(text)
	if len(list) < 2 {
		if len(list) == 0 {
			return 0, false
		}
		return list[0], true
	}
	var keys []string
	var rest []int32
	for _, id := range list {
		key := a.surfaces[id].key
		keys, rest = append(keys, a.keyText[key]), append(rest, key)
	}
	whole := a.key(strings.Join(keys, " "))
	for _, known := range a.phrases[rest[0]] {
		if a.surfaces[known.surface].key == whole {
			return known.surface, true
		}
	}
	id := int32(len(a.surfaces))
	a.surfaces = append(a.surfaces, surface{strings.ToLower(french.Normalise(text)), whole, -1})
	a.phrases[rest[0]] = append(a.phrases[rest[0]], phrase{rest[1:], id})
	return id, true
}

// Keys are the words of a text as they are compared: folded, cut at whatever is
// neither a letter nor a digit, without the little words of the language nor
// letters alone, and in French without the endings that are not heard.
func (a *Analyser) Keys(text string) []string {
	var keys []string
	for _, word := range words(text) {
		if !a.stopped(word) {
			keys = append(keys, a.light(word))
		}
	}
	return keys
}

// words cuts a text into folded words.
func words(text string) []string {
	folded := fold(text)
	var list []string
	start := -1
	for i, r := range folded {
		switch inWord := isWord(r); {
		case inWord && start < 0:
			start = i
		case !inWord && start >= 0:
			list = append(list, folded[start:i])
			start = -1
		}
	}
	if start >= 0 {
		list = append(list, folded[start:])
	}
	return list
}

func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
}

// fold is french.Fold, with acronyms closed up (« R.S.A. ») and Arabic without
// its short vowels and with one letter where people write several.
func fold(text string) string {
	s := french.Fold(text)
	if strings.IndexByte(s, '.') >= 0 {
		s = closeAcronyms(s)
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xd8 && s[i] <= 0xdb { // the first bytes of the Arabic block
			return strings.Map(arabic, s)
		}
	}
	return s
}

func arabic(r rune) rune {
	switch {
	case r >= 0x064b && r <= 0x065f, r == 0x0670, r == 0x0640:
		return -1
	case r == 'ى':
		return 'ي'
	case r == 'ة':
		return 'ه'
	}
	return r
}

// closeAcronyms drops the full stops between letters that stand alone.
func closeAcronyms(s string) string {
	alone := func(i int) bool {
		return i >= 0 && i < len(s) && s[i] >= 'a' && s[i] <= 'z' &&
			(i == 0 || !asciiWord(s[i-1])) && (i+1 == len(s) || !asciiWord(s[i+1]))
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '.' && alone(i-1) && alone(i+1) {
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func asciiWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c == '_'
}

// stopped tells the words that say nothing.
func (a *Analyser) stopped(word string) bool {
	return len(word) == 1 && (word[0] < '0' || word[0] > '9') || a.stop[word]
}

// light drops from a folded French word the endings that are not heard or that
// change with number, gender and person. Three letters stay at least.
func (a *Analyser) light(word string) string {
	if !a.french {
		return word
	}
	for _, ending := range endings {
		if rest, ok := strings.CutSuffix(word, ending); ok && utf8.RuneCountInString(rest) >= 3 {
			return rest
		}
	}
	return word
}

// endings are tried in this order: the longest first.
var endings = []string{"ees", "eex", "ers", "erx", "ezs", "ezx", "ee", "er", "ez", "es", "ex", "e", "s", "x"}

// Text analyses a text.
func (a *Analyser) Text(parts ...Part) *Text {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := &Text{}
	s := &a.scratch
	for _, p := range parts {
		list := a.cut(p.Text)
		t.length[p.Field] += int32(len(list))
		for i, id := range list {
			a.count(t, id, p.Field)
			for _, ph := range a.phrases[a.surfaces[id].key] {
				if a.follows(list[i+1:], ph.rest) {
					a.count(t, ph.surface, p.Field)
				}
			}
		}
	}
	for i := range t.words {
		s.at[t.words[i].surface] = 0
	}
	return t
}

func (a *Analyser) follows(list, keys []int32) bool {
	if len(list) < len(keys) {
		return false
	}
	for i, key := range keys {
		if a.surfaces[list[i]].key != key {
			return false
		}
	}
	return true
}

func (a *Analyser) count(t *Text, id int32, f Field) {
	s := &a.scratch
	for len(s.at) <= int(id) {
		s.at = append(s.at, make([]int32, len(a.surfaces)-len(s.at))...)
	}
	if s.at[id] == 0 {
		t.words = append(t.words, count{surface: id})
		s.at[id] = int32(len(t.words))
	}
	if n := &t.words[s.at[id]-1].n[f]; *n < 255 {
		*n++
	}
}

// cut gives the surfaces of a text. The slice is used again by the next call.
func (a *Analyser) cut(text string) []int32 {
	list := a.scratch.cut[:0]
	start := -1
	for i := 0; i <= len(text); i++ {
		inRun := i < len(text) && inRun(text[i])
		switch {
		case inRun && start < 0:
			start = i
		case !inRun && start >= 0:
			list = append(list, a.run(text[start:i])...)
			start = -1
		}
	}
	a.scratch.cut = list
	return list
}

// inRun tells the bytes that words and acronyms are made of, with those that
// folding drops.
func inRun(c byte) bool {
	return c >= utf8.RuneSelf || c == '.' || c == '\'' || asciiWord(c) && c != '_' || c < ' ' && (c < '\t' || c > '\r') || c == 0x7f
}

// run gives the surfaces of a run of characters without spaces.
func (a *Analyser) run(text string) []int32 {
	if list, ok := a.runs[text]; ok {
		return list
	}
	list := a.plain(text)
	if len(text) < 64 {
		a.runs[strings.Clone(text)] = list
	}
	return list
}

// plain gives the surfaces of a text, phrases left aside.
func (a *Analyser) plain(text string) []int32 {
	folded := words(text)
	written := strings.FieldsFunc(strings.ToLower(french.Normalise(text)), func(r rune) bool { return !isWord(r) })
	var list []int32
	for i, word := range folded {
		if a.stopped(word) {
			continue
		}
		shown := word
		if len(written) == len(folded) && single(written[i], word) {
			shown = written[i]
		}
		list = append(list, a.surface(shown, word))
	}
	return list
}

// single tells that a word as written is one word when folded: that one.
func single(written, folded string) bool { return fold(written) == folded }

func (a *Analyser) surface(shown, folded string) int32 {
	if id, ok := a.byWord[shown]; ok {
		return id
	}
	shown = strings.Clone(shown)
	s := surface{shown, a.key(a.light(folded)), -1}
	if a.french && len(shown) > 3 && !whole[folded] {
		stem := strings.Clone(french.Fold(stemmer.Stem(shown, true)))
		id, ok := a.stems[stem]
		if !ok {
			id = int32(len(a.stems))
			a.stems[stem] = id
		}
		s.stem = id
	}
	id := int32(len(a.surfaces))
	a.surfaces = append(a.surfaces, s)
	a.byWord[shown] = id
	return id
}

// whole are words that the stemmer takes for forms of quite another one: France
// is not français.
var whole = map[string]bool{"france": true, "poste": true, "portable": true, "cours": true, "course": true, "courses": true, "logiciel": true, "mission": true,
	"format": true, "formats": true, "signe": true, "signes": true, "retrait": true, "retraits": true, "envoi": true}

func (a *Analyser) key(text string) int32 {
	id, ok := a.keys[text]
	if !ok {
		id = int32(len(a.keyText))
		text = strings.Clone(text)
		a.keys[text] = id
		a.keyText = append(a.keyText, text)
	}
	return id
}
