package write

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The manifest is a text file: a first line with the version of its format,
// then the paths of the files that Balise made, sorted, one a line.
const (
	manifestHead = "balise "
	manifestV1   = manifestHead + "1"
)

// formatManifest writes the manifest of files, which it sorts.
func formatManifest(files []string) []byte {
	slices.Sort(files)
	var b bytes.Buffer
	b.WriteString(manifestV1 + "\n")
	for _, name := range files {
		b.WriteString(name + "\n")
	}
	return b.Bytes()
}

// parseManifest reads the paths of a manifest, sorted, each once. The file is
// in a folder that anybody may have touched: each path is checked as if it
// came from a stranger. Line ends that Git turned into CRLF are accepted.
func parseManifest(src []byte) ([]string, error) {
	text, ended := strings.CutSuffix(strings.ReplaceAll(string(src), "\r\n", "\n"), "\n")
	lines := strings.Split(text, "\n")
	switch {
	case !strings.HasPrefix(lines[0], manifestHead):
		return nil, errors.New("no version on the first line")
	case lines[0] != manifestV1:
		return nil, fmt.Errorf("version %q", lines[0][len(manifestHead):])
	case !ended:
		return nil, errors.New("cut short")
	}
	files := lines[1:]
	for _, name := range files {
		if err := checkPath(name); err != nil {
			return nil, err
		}
	}
	slices.Sort(files)
	return slices.Compact(files), nil
}
