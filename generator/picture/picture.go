// Package picture reads the images of a portal: their size, smaller versions
// for small screens, and, for SVG, the proof that nothing in them can run.
//
// An image may come from a stranger's merge request. Its header is read before
// its pixels, so that a decompression bomb costs nothing; bitmaps are always
// re-encoded, which drops their metadata (the place where a photograph was
// taken); an SVG that holds a script, a foreign object or an outside address is
// refused rather than cleaned.
//
// It does not keep movement: of an animated GIF, the first frame is published,
// as a PNG, since a page must offer to stop what moves (RGAA 13.8). It does not
// keep colour profiles. It never makes an image larger.
package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"balise/generator/diag"
	"balise/generator/french"
)

// Picture is an image ready to be published.
type Picture struct {
	SVG           bool
	Width, Height int // of the widest version, in CSS pixels; 0 when an SVG does not tell
	// Versions are the files to publish, narrowest first; the last one is the
	// image itself. An SVG has one.
	Versions []Version
}

// Version is one file of a picture.
type Version struct {
	Name          string // "carte-3fa9c1.png", "carte-3fa9c1-480.png"
	Width, Height int
	Bytes         []byte
}

// Fault is why an image is refused. Code is in the catalogue, Args fill it.
type Fault struct {
	Code diag.Code
	Args []string
}

const (
	maxBytes    = 10 << 20
	maxSVGBytes = 512 << 10
)

// Read makes the publishable versions of an image. Name is the file's own name
// ("Carte du port.png"); what the image is, its bytes alone tell. The result
// depends on nothing else: same name and bytes, same versions.
//
// Published names hold the first six hexadecimal digits of data's SHA-256, so
// that the images of two folders never meet, and that a changed image is never
// mistaken for the one in a browser's cache.
func Read(name string, data []byte) (*Picture, *Fault) {
	if len(data) > maxBytes {
		return nil, &Fault{Code: "image-trop-lourde"}
	}
	stem := stemOf(name, data)
	if isMarkup(data) {
		return readSVG(stem, data)
	}
	return readBitmap(stem, data)
}

// stemOf is what the published names of an image begin with: "carte-du-port-3fa9c1".
func stemOf(name string, data []byte) string {
	const longest = 64
	slug := french.Slug(strings.TrimSuffix(name, path.Ext(name)))
	if len(slug) > longest {
		slug = strings.TrimRight(slug[:longest], "-")
	}
	if slug == "" {
		slug = "image"
	}
	sum := sha256.Sum256(data)
	return slug + "-" + hex.EncodeToString(sum[:3])
}

var utf8Mark = []byte("\xef\xbb\xbf")

// isMarkup tells that data can only be an SVG: no bitmap begins with "<".
func isMarkup(data []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(data, utf8Mark), " \t\r\n"), []byte("<"))
}
