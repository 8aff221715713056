package picture

import (
	"bytes"
	"errors"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"strconv"
	"sync"

	"golang.org/x/image/webp"
)

const (
	maxPixels = 40_000_000
	maxSide   = 12_000 // bounds what resizing takes: 32 bytes × 1,440 × the height
	// alone is the size, in pixels, past which an image is read while no other
	// one of that size is: reading one may take half a gigabyte.
	alone = 16_000_000
)

var large sync.Mutex

// format is a kind of bitmap.
type format struct {
	magic  string // "?" stands for any byte
	config func(io.Reader) (image.Config, error)
	decode func([]byte, image.Config) (*raster, error)
}

// The package image's own registry is left alone: which formats it knows depends
// on what the rest of the program imports.
var formats = []format{
	{"\x89PNG\r\n\x1a\n", png.DecodeConfig, decodePNG},
	{"\xff\xd8", jpeg.DecodeConfig, decodeJPEG},
	{"GIF8?a", gif.DecodeConfig, decodeGIF},
	{"RIFF????WEBP", webp.DecodeConfig, decodeWebP},
}

func formatOf(data []byte) *format {
	for i := range formats {
		if begins(data, formats[i].magic) {
			return &formats[i]
		}
	}
	return nil
}

func begins(data []byte, magic string) bool {
	if len(data) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != '?' && data[i] != magic[i] {
			return false
		}
	}
	return true
}

// raster is a decoded image and how it is to be published.
type raster struct {
	// pixels is an *image.NRGBA when it is published as PNG; an *image.YCbCr,
	// *image.RGBA or *image.Gray when as JPEG. Its bounds begin at 0, 0.
	pixels      image.Image
	photo       bool // as JPEG; else as PNG
	orientation int  // as in EXIF: 1 upright … 8; see upright
}

func readBitmap(stem string, data []byte) (pic *Picture, fault *Fault) {
	unreadable := &Fault{Code: "image-illisible"}
	f := formatOf(data)
	if f == nil {
		if len(data) == 0 {
			return nil, unreadable
		}
		return nil, &Fault{Code: "image-format"}
	}
	// The decoders belong to others and the bytes may be hostile: a panic in
	// there is one more way for an image to be unreadable.
	defer func() {
		if recover() != nil {
			pic, fault = nil, unreadable
		}
	}()
	c, err := f.config(bytes.NewReader(data))
	if err != nil || c.Width < 1 || c.Height < 1 {
		return nil, unreadable
	}
	if c.Width > maxSide || c.Height > maxSide || c.Width*c.Height > maxPixels {
		return nil, &Fault{Code: "image-trop-grande", Args: []string{strconv.Itoa(c.Width), strconv.Itoa(c.Height)}}
	}
	if c.Width*c.Height > alone {
		large.Lock()
		defer large.Unlock()
	}
	r, err := f.decode(data, c)
	if err != nil {
		return nil, unreadable
	}
	versions, err := r.versions(stem)
	if err != nil {
		return nil, unreadable
	}
	widest := versions[len(versions)-1]
	return &Picture{Width: widest.Width, Height: widest.Height, Versions: versions}, nil
}

func decodePNG(data []byte, c image.Config) (*raster, error) {
	m, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return &raster{pixels: straight(m, c)}, nil
}

// decodeGIF keeps the first frame, in its place on the GIF's screen.
func decodeGIF(data []byte, c image.Config) (*raster, error) {
	m, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	return &raster{pixels: straight(m, c)}, nil
}

func decodeWebP(data []byte, c image.Config) (*raster, error) {
	m, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	if m, ok := m.(*image.YCbCr); ok {
		return &raster{pixels: m, photo: true}, nil
	}
	n := straight(m, c)
	if n.Opaque() {
		return &raster{pixels: asRGBA(n), photo: true}, nil
	}
	return &raster{pixels: n}, nil
}

var errScans = errors.New("picture: a JPEG of too many scans")

func decodeJPEG(data []byte, c image.Config) (*raster, error) {
	// A progressive JPEG is read once over for each of its scans; cameras and
	// encoders make about ten, an attacker can make thousands in a few bytes each.
	const maxScans = 64
	scans, orientation := 0, 1
	for marker, payload := range jpegSegments(data) {
		switch {
		case marker == markerSOS:
			scans++
		case marker == markerAPP1 && scans == 0 && orientation == 1:
			orientation = exifOrientation(payload)
		}
	}
	if scans > maxScans {
		return nil, errScans
	}
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	switch m.(type) {
	case *image.YCbCr, *image.Gray, *image.RGBA:
	default: // CMYK
		m = toRGBA(m)
	}
	return &raster{pixels: m, photo: true, orientation: orientation}, nil
}
