package write

import (
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"
)

// manifestName is the file that lists what Balise made. No page may take it.
const manifestName = ".balise"

// reserved are the names that Windows gives to devices, in any folder and
// with any extension (learn.microsoft.com, "Naming Files, Paths, and
// Namespaces"). The superscript digits count there as digits.
var reserved = func() map[string]bool {
	m := map[string]bool{"con": true, "prn": true, "aux": true, "nul": true, "conin$": true, "conout$": true}
	for _, digit := range "0123456789¹²³" {
		m["com"+string(digit)] = true
		m["lpt"+string(digit)] = true
	}
	return m
}()

// checkPath tells whether name can be a file of the output on any system: a
// site is built on one machine, zipped, and unzipped on another.
func checkPath(name string) error {
	if !fs.ValidPath(name) || name == "." {
		return badPath(name, "not a clean relative path")
	}
	for _, r := range name {
		if unicode.IsControl(r) || strings.ContainsRune(`\<>:"|?*`, r) {
			return badPath(name, "character %q", r)
		}
	}
	for i, rest := 0, name; rest != ""; i++ {
		var segment string
		segment, rest, _ = strings.Cut(rest, "/")
		if err := checkSegment(name, segment, i == 0); err != nil {
			return err
		}
	}
	return nil
}

func checkSegment(name, segment string, first bool) error {
	if len(segment) > 255 {
		return badPath(name, "a part longer than 255 bytes")
	}
	if last := segment[len(segment)-1]; last == '.' || last == ' ' {
		return badPath(name, "a part that ends in a dot or a space")
	}
	folded := fold(segment)
	stem, _, _ := strings.Cut(folded, ".")
	if reserved[strings.TrimRight(stem, " ")] {
		return badPath(name, "%q is the name of a device", segment)
	}
	// A theme must not be able to configure somebody's repository.
	if folded == ".git" || folded == "git~1" {
		return badPath(name, "inside a repository")
	}
	if first && folded == manifestName {
		return badPath(name, "the name of the manifest")
	}
	return nil
}

// fold maps paths that differ only by case to one key, as the disks of
// Windows and macOS do.
func fold(name string) string {
	for i := range len(name) {
		if name[i] >= utf8.RuneSelf {
			return strings.ToLower(strings.ToUpper(name))
		}
	}
	return strings.ToLower(name)
}
