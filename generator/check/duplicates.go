package check

import (
	"fmt"

	"balise/generator/diag"
	"balise/generator/model"
	"balise/generator/same"
)

// duplicates asks package same whether two records are one place. Both what it
// would merge and what it would ask about is said, at the second record: only
// a person decides here. Two that a person said are two places are not spoken of
// again; two that they said are one are, until one of the two is gone.
func duplicates(p *model.Portal, report func(diag.Diag)) {
	records := make([]same.Record, 0, len(p.Structures))
	for _, s := range p.Structures {
		// Each record is a source of its own: that two stand in one portal says
		// nothing of whether they are one place.
		records = append(records, same.Record{Structure: s, Source: "portail " + s.ID, ID: s.ID})
	}
	found := same.Find(records, answered(p, records))
	say := func(i, j int, fr, en string) {
		first, second := p.Structures[i], p.Structures[j]
		if first.ID == second.ID { // said already: see ids
			return
		}
		at := first.At("id")
		report(diag.New("doublon-possible", second.At("nom"), second.Nom, first.Nom, fmt.Sprintf("%s:%d", at.File, at.Line), fr, en, second.ID, first.ID))
	}
	reasons := map[[2]int]same.Reason{}
	for _, m := range found.Merged {
		reasons[[2]int{m.I, m.J}] = m.Reason
	}
	for _, group := range found.Groups {
		for _, j := range group[1:] {
			r := reasons[[2]int{group[0], j}]
			fr, en := r.Sentence(diag.French), r.Sentence(diag.English)
			if fr == "" { // on no evidence but their word
				fr, en = "Vous l’avez répondu dans "+model.DoublesFile+".", "You answered so in "+model.DoublesFile+"."
			}
			say(group[0], j, fr, en)
		}
	}
	for _, q := range found.Reviews {
		say(q.I, q.J, q.Reason.Sentence(diag.French), q.Reason.Sentence(diag.English))
	}
}

// answered gives to package same what people answered in model.DoublesFile, on
// the structures that stand for the records it names.
func answered(p *model.Portal, records []same.Record) same.Answers {
	var answers same.Answers
	if len(p.Doubts) == 0 {
		return answers
	}
	holders := map[string][]same.Key{}
	for i, s := range p.Structures {
		for _, name := range s.RecordNames() {
			holders[name] = append(holders[name], records[i].Key())
		}
	}
	for _, d := range p.Doubts {
		if !d.Answered {
			continue
		}
		for _, a := range d.Fiches1 {
			for _, b := range d.Fiches2 {
				for _, x := range holders[a] {
					for _, y := range holders[b] {
						if x != y {
							answers.Set(x, y, d.Same)
						}
					}
				}
			}
		}
	}
	return answers
}
