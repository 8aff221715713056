package exchange

import (
	"io"

	"balise/generator/model"
)

// Target is a format that structures can be sent out in.
type Target struct {
	Name  string // as the command line has it: "data-inclusion"
	Title string // as people say it: "data·inclusion v1"
	File  string // the file's name among the open data; empty when there is none
	Media string // media type
	write func(Options, io.Writer, []*model.Structure) error
	lacks []lack
}

// Write writes structures, in the order given. An error is the writer's.
func (t *Target) Write(w io.Writer, o Options, structures []*model.Structure) error {
	return t.write(o, w, structures)
}

// Targets lists the formats, the national standard first.
func Targets() []*Target { return targets }

// TargetNamed is the format of that name; nil when there is none.
func TargetNamed(name string) *Target {
	for _, t := range targets {
		if t.Name == name {
			return t
		}
	}
	return nil
}

var targets = []*Target{
	{Name: "csv", Title: "CSV", File: "structures.csv", Media: "text/csv", write: Options.CSV, lacks: standardLacks},
	{Name: "json", Title: "JSON", File: "structures.json", Media: "application/json", write: Options.JSON, lacks: standardLacks},
	{Name: "geojson", Title: "GeoJSON", File: "structures.geojson", Media: "application/geo+json", write: Options.GeoJSON, lacks: standardLacks},
	{Name: "data-inclusion", Title: "data·inclusion v1", File: "data-inclusion.json", Media: "application/json", write: Options.DataInclusion, lacks: inclusionLacks},
	{Name: "hsds", Title: "HSDS 3.0", File: "hsds.json", Media: "application/json", write: Options.HSDS, lacks: hsdsLacks},
	{Name: "vcard", Title: "vCard 4.0", Media: "text/vcard", write: Options.VCards, lacks: vcardLacks},
}
