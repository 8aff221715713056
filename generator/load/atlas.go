package load

import (
	"bytes"

	"balise/generator/diag"
	"balise/generator/geo"
	"balise/generator/model"
)

// atlases reads data/geo/<code>.json for the départements that territories lie
// in. A portal may have none: its maps then show points, and its communes are
// where their structures are.
func (l *loader) atlases(p *model.Portal) {
	p.Atlases = map[string]*geo.Atlas{}
	for _, t := range p.Territories {
		for _, c := range t.Communes {
			if _, asked := p.Atlases[c.Departement]; asked {
				continue
			}
			p.Atlases[c.Departement] = nil
			name := "data/geo/" + c.Departement + ".json"
			text := l.read(name)
			if text == nil {
				continue
			}
			a, ds := remembered(l.cache, name, text, c.Departement, func(string, []byte) (*geo.Atlas, []diag.Diag) {
				a, err := geo.ReadAtlas(bytes.NewReader(text))
				if err != nil {
					return nil, []diag.Diag{diag.New("geographie-illisible", diag.Pos{File: name}, c.Departement)}
				}
				return a, nil
			})
			l.report(ds...)
			if a != nil {
				p.Atlases[c.Departement] = a
			}
		}
	}
}
