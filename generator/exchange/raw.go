package exchange

// raw is a row of a source in the portal's keys, before any of its values is
// read: what a shape makes of a row of a sheet, and what the placer makes a
// structure of.
type raw struct {
	line   int
	values [64]string // by index in fields; several values are separated by « | »
	notes  []note     // values that the shape has no key for
	// prose are hours as the source writes them, which values[horaires] could not
	// say in full; they are kept in horaires_texte.
	prose string
}
