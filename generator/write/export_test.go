package write

import (
	"iter"
	"os"
)

// Plain makes opts behave as on a disk that can neither exchange two folders
// nor link files.
func Plain(opts Options) Options { opts.plain = true; return opts }

// ParseManifest is for the fuzz target.
var ParseManifest = parseManifest

// FormatManifest is for the fuzz target.
var FormatManifest = formatManifest

// CheckPath is for the table of names.
var CheckPath = checkPath

// Reasons lists the reasons that have sentences.
func Reasons() []Reason {
	var all []Reason
	for r := range sentences {
		all = append(all, r)
	}
	return all
}

// UpdatePlain is Update as on a disk that can neither exchange folders nor link
// files.
func UpdatePlain(root *os.Root, folder string, files iter.Seq2[File, error]) error {
	return update(root, folder, files, Options{plain: true})
}

// UpdateBeside is Update while somebody does something.
func UpdateBeside(root *os.Root, folder string, files iter.Seq2[File, error], plain bool, somebody func()) error {
	return update(root, folder, files, Options{plain: plain, pause: somebody})
}
