package search

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/tomlpos"
)

// SynonymsFile holds, in a portal, the words that mean the same there.
const SynonymsFile = "content/synonymes.toml"

// Bounds of a portal's own synonyms: each word of a group borrows from the
// others, in every site.
const (
	maxGroups  = 500
	maxMembers = 40
	maxMember  = 80 // bytes
)

//go:embed synonymes.toml
var embedded []byte

// shipped is synonymes.toml, read once.
var shipped = sync.OnceValue(func() (s struct {
	groups [][]string
	leads  [][]string          // the first is what the others lead to
	needs  map[string][]string // by service
}) {
	doc, _ := tomlpos.Parse("synonymes.toml", embedded, 1)
	s.groups, _ = groups(doc)
	s.needs = map[string][]string{}
	for _, e := range table(doc, "services") {
		s.needs[e.Key] = members(e.Value.V.(string))
	}
	for _, e := range table(doc, "vers") {
		s.leads = append(s.leads, append([]string{e.Key}, members(e.Value.V.(string))...))
	}
	return s
})

func table(doc *tomlpos.Table, key string) []tomlpos.Entry {
	e, _ := doc.Get(key)
	t, _ := e.Value.V.(*tomlpos.Table)
	if t == nil {
		return nil
	}
	return t.Entries
}

// Needs are the words that lead to a service of the national standard without
// being in its name, in the language of the analyser; joined, to be indexed.
func (a *Analyser) Needs(service string) string {
	if !a.french {
		return ""
	}
	return strings.Join(shipped().needs[service], ", ")
}

// ReadSynonyms reads the text of SynonymsFile: groups of words, or of phrases,
// that mean the same. What is at fault is left out, and said at its place.
func ReadSynonyms(src []byte) ([][]string, []diag.Diag) {
	doc, ds := tomlpos.Parse(SynonymsFile, src, 1)
	if doc == nil {
		return nil, ds
	}
	for _, e := range doc.Entries {
		if e.Key != "synonymes" {
			ds = append(ds, diag.New("cle-inconnue", at(e.Place), e.Key, "synonymes"))
		}
	}
	list, more := groups(doc)
	return list, append(ds, more...)
}

func at(p tomlpos.Place) diag.Pos {
	return diag.Pos{File: SynonymsFile, Line: int(p.Line), Col: int(p.Col)}
}

// groups reads the key synonymes: an array of lines like « impôts ~ fisc ».
func groups(doc *tomlpos.Table) (list [][]string, ds []diag.Diag) {
	e, ok := doc.Get("synonymes")
	if !ok {
		return nil, nil
	}
	lines, ok := e.Value.V.([]tomlpos.Value)
	if !ok {
		return nil, []diag.Diag{diag.New("synonymes-liste", at(e.Value.Place))}
	}
	for i, line := range lines {
		text, ok := line.V.(string)
		switch {
		case !ok:
			ds = append(ds, diag.New("synonymes-liste", at(line.Place)))
			continue
		case i == maxGroups:
			return list, append(ds, diag.New("synonymes-trop", at(line.Place), strconv.Itoa(maxGroups)))
		}
		group := members(text)
		if len(group) < 2 {
			ds = append(ds, diag.New("synonymes-seul", at(line.Place), text))
			continue
		}
		list = append(list, group)
	}
	return list, ds
}

// members cuts a line at its tildes. Nothing, and what is said twice, is left
// out.
func members(line string) (list []string) {
	for text := range strings.SplitSeq(line, "~") {
		text = french.Normalise(text)
		if text == "" || len(text) > maxMember || len(list) == maxMembers || len(words(text)) == 0 || slices.Contains(list, text) {
			continue
		}
		list = append(list, text)
	}
	return list
}

// stopWords are the folded words of a language that say nothing of what is
// sought.
func stopWords(lang string) map[string]bool {
	stop := map[string]bool{}
	for _, word := range listed(little, lang) {
		stop[word] = true
	}
	return stop
}

// listed is a language's words of a table, folded and sorted.
func listed(table map[string]string, lang string) []string {
	base, _, _ := strings.Cut(lang, "-")
	list := words(table[base])
	slices.Sort(list)
	return slices.Compact(list)
}

// weak are the words that say little of what is sought, but are better than
// nothing: they count for less than the others of a question.
var weak = map[string]string{
	"fr": `aide aider aides aidez aidant gratuit gratuite gratuitement gratos pas sans petit petite petits petites servir utiliser utilise savoir sais sait
		personne personnes nouveau nouvelle premier premiere refaire demande demander endroit lieu lieux inscription inscrire inscrit ouvrir recu recevoir donne donner pres proche aller marche fonctionne quelqu quelque
		acceder passer passe met mets venir vient arrive arriver permanence numero adresse horaire horaires renseignement information informations infos
		question probleme souci problemes perdu perdue perdre demain maintenant vite mois jour jours fois vie envie site page chez-moi explique expliquer montrer montre
		comprendre comprends comprend regarder voir connaitre connais service services borne`,
	"en": `help free use using place places near new`,
}

var little = map[string]string{
	"fr": `le la les un une des de du au aux et ou en dans par pour sur sous avec chez vers entre que qui quoi dont
		ce cet cette ces ca cela se sa son ses mon ma mes ton ta tes notre nos votre vos leur leurs je tu il elle on nous vous ils elles
		me te lui moi toi eux soi est suis es sommes etes sont etait etre ete ai as avons avez ont avoir eu ne ni plus moins tres trop
		si oui non mais donc car puis alors aussi comme quand quel quelle quels quelles comment pourquoi combien
		qu jusqu lorsqu puisqu quelqu aujourd hui faire fait fais peux peut pouvoir puis veux veut voudrais voudrait vouloir dois doit
		cherche chercher trouver trouve obtenir besoin bonjour svp merci plait sil tout tous toute toutes
		aller va vais etc via ici rien trop longtemps ans faut chose choses mis mettre`,
	"en": `the an of to in on at for from with by and or is are am be was were do does did how what where when who why which
		my me your you we us our it its this that these those can could need want find get some any please hello not no so`,
	"ar": `في من على الى عن هو هي ما هل كيف اين لي انا او مع هذا هذه التي الذي`,
}
