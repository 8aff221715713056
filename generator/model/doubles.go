package model

import (
	"slices"

	"balise/generator/decode"
	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/tomlpos"
)

// DoublesFile holds, in the portal, the questions that imports ask of people
// about records that look alike, with their answers, and the merges that were
// done.
const DoublesFile = "data/doublons.toml"

// Doubt is a pair of places of DoublesFile: a question, or a merge that was
// done. Fiches1 and Fiches2 name the records of each (see RecordName); an answer
// holds for each of the one with each of the other.
type Doubt struct {
	decode.Source
	Reponse string   `toml:"reponse"`
	Raison  string   `toml:"raison"`
	Lieu1   string   `toml:"lieu_1"`
	Fiches1 []string `toml:"fiches_1,requis"`
	Lieu2   string   `toml:"lieu_2"`
	Fiches2 []string `toml:"fiches_2,requis"`
	// Of two structures that were made one: what the files held of them, and the
	// file of the second, which is gone.
	Texte1   string `toml:"texte_1"`
	Texte2   string `toml:"texte_2"`
	Fichier2 string `toml:"fichier_2"`

	Merge    bool // a merge that was done, not a question
	Answered bool // by « meme » or « differents »
	Same     bool // by « meme »
}

var doublesSchema = decode.NewSchema[struct {
	Questions []Doubt `toml:"question"`
	Fusions   []Doubt `toml:"fusion"`
}](nil)

// answers are what people may write under « reponse ».
var answers = decode.NewEnum("meme", "differents").
	Alias("meme", "mêmes", "identique", "identiques", "oui").
	Alias("differents", "différent", "differente", "différentes", "non")

// ReadDoubles reads the text of DoublesFile: its questions, then its merges. An
// answer that is not understood is an error, and no answer.
func ReadDoubles(src []byte) ([]Doubt, []diag.Diag) {
	doc, ds := tomlpos.Parse(DoublesFile, src, 1)
	if doc == nil {
		return nil, ds
	}
	file, faults := doublesSchema.Decode(doc, DoublesFile, 1)
	ds = append(ds, faults...)
	for i := range file.Fusions {
		file.Fusions[i].Merge = true
	}
	list := slices.Concat(file.Questions, file.Fusions)
	for i := range list {
		d := &list[i]
		if french.Fold(d.Reponse) == "" {
			continue
		}
		answer, known := answers.Canonical(d.Reponse)
		if !known {
			near, _ := answers.Nearest(d.Reponse)
			ds = append(ds, diag.New("import-reponse", d.At("reponse"), d.Reponse, near))
		}
		d.Answered, d.Same = known, answer == "meme"
	}
	return list, ds
}

// PortalSource stands for the source of a structure that people wrote.
const PortalSource = "portail"

// Unnamed begins the id of a record whose source gives none: what follows is
// its Slug.
const Unnamed = "~"

// RecordName names a record in DoublesFile: its id, and its source.
func RecordName(source, id string) string { return id + " · " + source }

// RecordNames are the names of the records that a structure stands for: itself,
// the structures that joined it, then those of the sources that it was made of.
func (s *Structure) RecordNames() []string {
	names := []string{RecordName(PortalSource, s.ID)}
	for _, id := range s.Anciens {
		names = append(names, RecordName(PortalSource, id))
	}
	for _, o := range s.Origines {
		names = append(names, RecordName(o.Nom, o.RecordID(s)))
	}
	return names
}

// RecordID is the id, in its source, of a record that s was made of.
func (o *Origin) RecordID(s *Structure) string {
	if o.ID == "" {
		return Unnamed + s.Slug()
	}
	return o.ID
}
