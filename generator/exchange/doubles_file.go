package exchange

import (
	"bytes"
	"os"
	"slices"
	"strings"

	"balise/generator/decode"
	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/same"
	"balise/generator/tomlpos"
)

// doublesFile holds, in the portal, the questions that imports ask of people,
// with their answers, and the merges that were done.
const doublesFile = "data/doublons.toml"

// doubles is doublesFile, read. An import only adds to its end: what people
// wrote in it stays as it is.
type doubles struct {
	src     []byte
	entries []doubt
	pairs   map[[2]string]int // which entry is about a pair of members
	added   []doubt
}

// doubt is a pair of places: a question, or a merge that was done.
type doubt struct {
	decode.Source
	Reponse string   `toml:"reponse"`
	Raison  string   `toml:"raison"`
	Lieu1   string   `toml:"lieu_1"`
	Fiches1 []string `toml:"fiches_1,requis"`
	Lieu2   string   `toml:"lieu_2"`
	Fiches2 []string `toml:"fiches_2,requis"`

	merge    bool // a merge that was done, not a question
	answered bool
	same     bool
}

var doublesSchema = decode.NewSchema[struct {
	Questions []doubt `toml:"question"`
	Fusions   []doubt `toml:"fusion"`
}](nil)

// answers are what people may write under « reponse ».
var answers = decode.NewEnum("meme", "differents").
	Alias("meme", "mêmes", "identique", "identiques", "oui").
	Alias("differents", "différent", "differente", "différentes", "non")

// readDoubles reads doublesFile; it may not exist. A file at fault gives nil.
func readDoubles(root *os.Root) (*doubles, []diag.Diag) {
	d := &doubles{pairs: map[[2]string]int{}}
	if _, err := root.Stat(doublesFile); os.IsNotExist(err) {
		return d, nil
	}
	src, ds := readBounded(root.FS(), doublesFile)
	if ds != nil {
		return nil, ds
	}
	doc, ds := tomlpos.Parse(doublesFile, src, 1)
	if doc == nil {
		return nil, ds
	}
	file, faults := doublesSchema.Decode(doc, doublesFile, 1)
	ds = append(ds, faults...)
	for i := range file.Fusions {
		file.Fusions[i].merge = true
	}
	d.src, d.entries = src, slices.Concat(file.Questions, file.Fusions)
	for i := range d.entries {
		e := &d.entries[i]
		if french.Fold(e.Reponse) != "" {
			answer, known := answers.Canonical(e.Reponse)
			if !known {
				near, _ := answers.Nearest(e.Reponse)
				ds = append(ds, diag.New("import-reponse", e.At("reponse"), e.Reponse, near))
			}
			e.answered, e.same = known, answer == "meme"
		}
		for _, a := range e.Fiches1 {
			for _, b := range e.Fiches2 {
				if before, twice := d.pairs[pairName(a, b)]; !twice || !d.entries[before].answered || e.answered { // the last word wins
					d.pairs[pairName(a, b)] = i
				}
			}
		}
	}
	if errs, _ := diag.Count(ds); errs > 0 {
		return nil, ds
	}
	return d, ds
}

// waiting counts the questions that nobody has answered.
func (d *doubles) waiting() int {
	n := 0
	for _, e := range slices.Concat(d.entries, d.added) {
		if !e.merge && !e.answered {
			n++
		}
	}
	return n
}

func pairName(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// find gives what the file holds of a pair of groups; nil for nothing. An
// answer goes before a question.
func (d *doubles) find(left, right []string) *doubt {
	var found *doubt
	for _, a := range left {
		for _, b := range right {
			if i, ok := d.pairs[pairName(a, b)]; ok {
				if e := &d.entries[i]; e.answered {
					return e
				} else if found == nil {
					found = e
				}
			}
		}
	}
	return found
}

// asked tells whether a pair was asked, merged or answered already, in the file
// or in this import.
func (d *doubles) asked(left, right []string) bool {
	return d.find(left, right) != nil
}

// add asks a question, or tells of a merge, at the end of the file.
func (d *doubles) add(e doubt) {
	d.added = append(d.added, e)
}

// bytes is the file with what was added; nil when nothing was.
func (d *doubles) bytes() []byte {
	if len(d.added) == 0 {
		return nil
	}
	var b []byte
	if len(bytes.TrimSpace(d.src)) == 0 {
		b = append(b, doublesIntroduction...)
	} else {
		b = append(bytes.TrimRight(d.src, "\r\n"), '\n')
	}
	from := len(b)
	slices.SortStableFunc(d.added, func(x, y doubt) int {
		switch {
		case x.merge == y.merge:
			return 0
		case x.merge:
			return 1
		}
		return -1
	})
	for i := range d.added {
		b = d.added[i].append(b)
	}
	if bytes.Contains(d.src, []byte("\r\n")) {
		tail := bytes.ReplaceAll(b[from-1:], []byte("\n"), []byte("\r\n"))
		b = append(b[:from-1:from-1], tail...)
	}
	return b
}

func (e *doubt) append(b []byte) []byte {
	header := "\n[[question]]\n"
	if e.merge {
		header = "\n[[fusion]]\n"
	}
	b = append(b, header...)
	b = append(b, "reponse = \"\"\n"...)
	b = appendText(b, "raison", e.Raison)
	b = appendText(b, "lieu_1", e.Lieu1)
	b = appendText(b, "lieu_2", e.Lieu2)
	b = appendList(b, "fiches_1", e.Fiches1)
	return appendList(b, "fiches_2", e.Fiches2)
}

const doublesIntroduction = `# Lieux qui se ressemblent. « balise import » écrit ce fichier, vous y répondez.
#
# [[question]] : deux fiches sont peut-être un seul lieu. Entre les guillemets de
# reponse, écrivez
#   meme        c’est un seul lieu : le prochain import réunira les deux fiches ;
#   differents  ce sont deux lieux : la question ne sera plus posée.
# Si vous ne savez pas, laissez vide.
#
# [[fusion]] : deux fiches ont été réunies. Si c’est une erreur, écrivez
# differents : le prochain import de leurs sources les séparera.
#
# Vos réponses et vos commentaires restent. N’effacez pas une réponse : la
# question reviendrait.
`

// portalSource stands for the source of a structure that people wrote.
const portalSource = "portail"

// unnamed begins the id of an origin whose row has none: its name and its
// commune follow.
const unnamed = "~"

// memberOf names a record in a report: a row without an id has none there.
func memberOf(k same.Key) Member {
	if k = twinOf(k); strings.HasPrefix(k.ID, unnamed) {
		k.ID = ""
	}
	return Member{k.Source, k.ID}
}

// nameOf names a record in doublesFile.
func nameOf(k same.Key) string { return k.ID + " · " + k.Source }

func namesOf(keys []same.Key) []string {
	list := make([]string, len(keys))
	for i, k := range keys {
		list[i] = nameOf(k)
	}
	return list
}

// describe says a place to a person, in one line.
func describe(s *model.Structure) string {
	parts := []string{s.Nom}
	if s.Adresse != "" {
		parts = append(parts, s.Adresse)
	}
	if town := strings.TrimSpace(s.CodePostal + " " + s.Commune); town != "" {
		parts = append(parts, town)
	}
	if s.Telephone != "" {
		parts = append(parts, french.Phone(s.Telephone))
	}
	return strings.Join(strings.Fields(strings.Join(parts, ", ")), " ")
}
