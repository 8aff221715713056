package exchange

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/same"
)

// doubles is model.DoublesFile, read. An import only adds to its end: what people
// wrote in it stays as it is.
type doubles struct {
	src     []byte
	entries []model.Doubt
	pairs   map[[2]string]int // which entry is about a pair of members
	added   []model.Doubt
}

// readDoubles reads model.DoublesFile; it may not exist. A file at fault gives nil.
func readDoubles(root *os.Root) (*doubles, []diag.Diag) {
	d := &doubles{pairs: map[[2]string]int{}}
	if _, err := root.Stat(model.DoublesFile); os.IsNotExist(err) {
		return d, nil
	}
	src, ds := readBounded(root.FS(), model.DoublesFile)
	if ds != nil {
		return nil, ds
	}
	d.src = src
	d.entries, ds = model.ReadDoubles(src)
	for i := range d.entries {
		e := &d.entries[i]
		for _, a := range e.Fiches1 {
			for _, b := range e.Fiches2 {
				if before, twice := d.pairs[pairName(a, b)]; !twice || !d.entries[before].Answered || e.Answered { // the last word wins
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
		if !e.Merge && !e.Answered {
			n++
		}
	}
	return n
}

func pairName(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// find gives what the file holds of a pair of groups; nil for nothing. An
// answer goes before a question.
func (d *doubles) find(left, right []string) *model.Doubt {
	var found *model.Doubt
	for _, a := range left {
		for _, b := range right {
			if i, ok := d.pairs[pairName(a, b)]; ok {
				if e := &d.entries[i]; e.Answered {
					return e
				} else if found == nil {
					found = e
				}
			}
		}
	}
	return found
}

// parted tells whether people said that a record of the one is not one of the
// other's place.
func (d *doubles) parted(left, right []string) bool {
	for _, a := range left {
		for _, b := range right {
			if i, ok := d.pairs[pairName(a, b)]; ok && d.entries[i].Answered && !d.entries[i].Same {
				return true
			}
		}
	}
	return false
}

// asked tells whether a pair was asked, merged or answered already, in the file
// or in this import.
func (d *doubles) asked(left, right []string) bool {
	return d.find(left, right) != nil
}

// add asks a question, or tells of a merge, at the end of the file.
func (d *doubles) add(e model.Doubt) {
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
	slices.SortStableFunc(d.added, func(x, y model.Doubt) int {
		switch {
		case x.Merge == y.Merge:
			return 0
		case x.Merge:
			return 1
		}
		return -1
	})
	for i := range d.added {
		b = appendDoubt(b, &d.added[i])
	}
	if bytes.Contains(d.src, []byte("\r\n")) {
		tail := bytes.ReplaceAll(b[from-1:], []byte("\n"), []byte("\r\n"))
		b = append(b[:from-1:from-1], tail...)
	}
	return b
}

func appendDoubt(b []byte, e *model.Doubt) []byte {
	header := "\n[[question]]\n"
	if e.Merge {
		header = "\n[[fusion]]\n"
	}
	b = append(b, header...)
	b = append(b, "reponse = \"\"\n"...)
	b = appendText(b, "raison", e.Raison)
	b = appendText(b, "lieu_1", e.Lieu1)
	b = appendText(b, "lieu_2", e.Lieu2)
	b = appendList(b, "fiches_1", e.Fiches1)
	b = appendList(b, "fiches_2", e.Fiches2)
	b = appendText(b, "texte_1", e.Texte1)
	b = appendText(b, "texte_2", e.Texte2)
	return appendText(b, "fichier_2", e.Fichier2)
}

const doublesIntroduction = `# Lieux qui se ressemblent. « balise import » écrit ce fichier, vous y répondez.
#
# [[question]] : deux fiches sont peut-être un seul lieu. Entre les guillemets de
# reponse, écrivez
#   meme        c’est un seul lieu. Relancez l’import : les deux n’en font plus qu’un.
#               Si le portail a déjà les deux fiches, celle de lieu_1 reste ;
#   differents  ce sont deux lieux : la question ne sera plus posée.
# Si vous ne savez pas, laissez vide.
#
# [[fusion]] : deux fiches ont été réunies. Si c’est une erreur, écrivez
# differents : le prochain import les séparera.
#
# Vos réponses et vos commentaires restent. N’effacez pas une réponse : la
# question reviendrait.
`

// memberOf names in a report a record that this import does not bring.
func memberOf(k same.Key) Member {
	k = twinOf(k)
	return Member{k.Source, k.ID}
}

// member names a row in a report: by its line when it has no id.
func (r *record) member() Member {
	return Member{r.source, cmp.Or(r.id, fmt.Sprintf("ligne %d", r.line))}
}

// nameOf names a record in model.DoublesFile.
func nameOf(k same.Key) string { return model.RecordName(k.Source, k.ID) }

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
