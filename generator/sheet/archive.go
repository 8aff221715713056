package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"
)

// Limits on a workbook, which is a compressed archive: a few kilobytes can hold
// gigabytes.
const (
	maxUnpacked = 256 << 20 // bytes, of all that is read
	maxRatio    = 200       // how many times larger than the file, past freeRatio
	freeRatio   = 32 << 20  // bytes that may be unpacked whatever the ratio
	maxEntries  = 10_000
)

var (
	errBomb    = errors.New("sheet: an archive that unpacks to too much")
	errArchive = errors.New("sheet: an archive that lacks a part")
)

// archive is a workbook's files. What is read of them counts.
type archive struct {
	files map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

func openArchive(data []byte) (*archive, error) {
	if bytes.Count(data, []byte("PK\x01\x02")) > maxEntries {
		return nil, errBomb
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	a := &archive{map[string]*zip.File{}, min(maxUnpacked, max(freeRatio, int64(len(data))*maxRatio))}
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		if a.files[name] == nil {
			a.files[name] = f
		}
	}
	return a, nil
}

func (a *archive) has(name string) bool { return a.files[strings.ToLower(name)] != nil }

// tokens hands the tokens of a file of XML to each, until it gives an error;
// io.EOF stops without one. Character data is only good for the call.
func (a *archive) tokens(name string, each func(xml.Token) error) error {
	f := a.files[strings.ToLower(name)]
	if f == nil {
		return errArchive
	}
	if f.UncompressedSize64 > uint64(a.left) {
		return errBomb
	}
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	d := xml.NewDecoder(&meter{in, a})
	d.Strict = true
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return nil
		}
		if err == nil {
			err = each(token)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// meter counts what is unpacked: the size that an archive states may be a lie.
type meter struct {
	in io.Reader
	a  *archive
}

func (m *meter) Read(p []byte) (int, error) {
	n, err := m.in.Read(p)
	if m.a.left -= int64(n); m.a.left < 0 {
		return n, errBomb
	}
	return n, err
}

// attr gives an attribute by its local name, empty when it has none.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// relations reads a part's relations: the name of a file by id, and by the last
// word of its kind, "worksheet", "styles", "sharedStrings".
func (a *archive) relations(part string) (byID, byKind map[string]string) {
	byID, byKind = map[string]string{}, map[string]string{}
	dir, file := path.Split(part)
	_ = a.tokens(dir+"_rels/"+file+".rels", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok || e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		target := strings.ReplaceAll(attr(e, "Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		target = strings.TrimPrefix(path.Clean(target), "/")
		byID[attr(e, "Id")] = target
		if kind := path.Base(attr(e, "Type")); byKind[kind] == "" {
			byKind[kind] = target
		}
		return nil
	})
	return byID, byKind
}
