package picture

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"strconv"
)

const (
	maxWidth = 1440
	quality  = 80 // of JPEG
)

// narrower are the widths made besides the widest, where they save bytes.
var narrower = []int{960, 480}

// versions encodes r at its own width, 1,440 pixels at most, then at each
// narrower width that the widest exceeds by a quarter and that weighs less than
// the version before. They come narrowest first.
func (r *raster) versions(stem string) ([]Version, error) {
	size := r.pixels.Bounds().Size()
	if sideways(r.orientation) {
		size.X, size.Y = size.Y, size.X
	}
	if size.X > maxWidth {
		size = image.Pt(maxWidth, scaled(size.Y, maxWidth, size.X))
	}
	stored := size
	if sideways(r.orientation) {
		stored.X, stored.Y = stored.Y, stored.X
	}
	m := upright(resize(r.pixels, stored.X, stored.Y), r.orientation)
	r.pixels = nil // the largest thing in memory, not needed any more

	encode, ext := encodePNG, ".png"
	if r.photo {
		encode, ext = encodeJPEG, ".jpg"
	}
	b, err := encode(m)
	if err != nil {
		return nil, err
	}
	versions := []Version{{stem + ext, size.X, size.Y, b}}
	for _, w := range narrower {
		if 4*size.X < 5*w {
			continue
		}
		h := scaled(size.Y, w, size.X)
		m = resize(m, w, h) // of the version before: a quarter of the work
		b, err := encode(m)
		if err != nil {
			return nil, err
		}
		if len(b) < len(versions[len(versions)-1].Bytes) {
			versions = append(versions, Version{stem + "-" + strconv.Itoa(w) + ext, w, h, b})
		}
	}
	slices.Reverse(versions)
	return versions, nil
}

// scaled is n × num / den, to the nearest pixel, one at least.
func scaled(n, num, den int) int { return max((n*num+den/2)/den, 1) }

func encodeJPEG(m image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality})
	return b.Bytes(), err
}

// encodePNG writes an *image.NRGBA in the smallest form that loses nothing one
// can see: a palette where 256 colours do.
func encodePNG(m image.Image) ([]byte, error) {
	if n, ok := m.(*image.NRGBA); ok {
		dropHidden(n)
		if p := palette(n); p != nil {
			m = reduce(n, p)
		}
	}
	var b bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestCompression}
	err := enc.Encode(&b, m)
	return b.Bytes(), err
}

// dropHidden blanks the pixels that are wholly transparent: what lies there is
// not seen, weighs, and may be what somebody meant to erase.
func dropHidden(m *image.NRGBA) {
	for p := m.Pix; len(p) >= 4; p = p[4:] {
		if p[3] == 0 {
			clear(p[:4])
		}
	}
}

// palette lists the colours of m, the transparent ones first (PNG keeps the
// opacity of the first ones only), or nothing when there are more than 256.
func palette(m *image.NRGBA) color.Palette {
	seen := map[color.NRGBA]bool{}
	var last color.NRGBA
	for p := m.Pix; len(p) >= 4; p = p[4:] {
		c := color.NRGBA{p[0], p[1], p[2], p[3]}
		if c == last && len(seen) > 0 {
			continue
		}
		last = c
		if seen[c] = true; len(seen) > 256 {
			return nil
		}
	}
	all := make(color.Palette, 0, len(seen))
	for c := range seen {
		all = append(all, c)
	}
	slices.SortFunc(all, func(a, b color.Color) int {
		p, q := a.(color.NRGBA), b.(color.NRGBA)
		return cmp.Or(cmp.Compare(p.A, q.A), cmp.Compare(p.R, q.R), cmp.Compare(p.G, q.G), cmp.Compare(p.B, q.B))
	})
	return all
}

// reduce draws m with the colours of p, which has all of m's. An opaque grey
// image of more than 16 shades needs no palette: its shades are its numbers.
func reduce(m *image.NRGBA, p color.Palette) image.Image {
	grey := len(p) > 16
	index := make(map[color.NRGBA]uint8, len(p))
	for i, c := range p {
		c := c.(color.NRGBA)
		index[c] = uint8(i)
		grey = grey && c.R == c.G && c.G == c.B && c.A == 0xff
	}
	if grey {
		return redChannel(asRGBA(m))
	}
	dst := image.NewPaletted(m.Rect, p)
	for i := range dst.Pix {
		q := m.Pix[4*i:]
		dst.Pix[i] = index[color.NRGBA{q[0], q[1], q[2], q[3]}]
	}
	return dst
}
