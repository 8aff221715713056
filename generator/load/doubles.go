package load

import (
	"balise/generator/diag"
	"balise/generator/model"
)

// doubts reads what people answered of records that look alike. No page depends
// on it, so that a fault in it keeps nobody from building: only an import, which
// would ask again, refuses it.
func (l *loader) doubts(p *model.Portal) {
	src := l.read(model.DoublesFile)
	if src == nil {
		return
	}
	var ds []diag.Diag
	p.Doubts, ds = model.ReadDoubles(src)
	for i := range ds {
		ds[i].Level = diag.Warning
	}
	l.report(ds...)
}
