package sheet

// Limits on a file, all far above what a listing needs. A stranger may have
// made it: what is read must not take more memory, or time, than it has bytes.
const (
	maxTable   = 64 << 20   // bytes
	maxRows    = 500_000    // of a table
	maxColumns = 1000       // of a table
	maxCells   = 10_000_000 // of a file; 20,000 rows of 32 columns are 640,000
)

// room tells whether a row of n cells may be added to rows; it says so once
// when it may not.
func (r *reader) room(rows []Row, line, n int) bool {
	switch {
	case len(rows) >= maxRows:
		r.report("import-trop-de-lignes", line, grouped(maxRows))
		return false
	case r.cells+n > maxCells:
		r.report("import-trop-de-cases", line, grouped(maxCells))
		return false
	}
	r.cells += n
	return true
}
