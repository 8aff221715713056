package load

import (
	"balise/generator/diag"
	"balise/generator/model"
	"balise/generator/search"
)

// synonyms reads the words that mean the same for the search of this portal.
func (l *loader) synonyms(p *model.Portal) {
	src := l.read(search.SynonymsFile)
	if src == nil {
		return
	}
	var ds []diag.Diag
	p.Synonyms, ds = search.ReadSynonyms(src)
	l.report(ds...)
}
