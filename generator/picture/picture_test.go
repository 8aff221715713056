package picture_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"balise/generator/diag"
	"balise/generator/picture"
)

// photo makes an image with smooth parts and grain, as a camera does.
func photo(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	rng := rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			n := rng.IntN(16)
			m.SetRGBA(x, y, color.RGBA{uint8(x*200/w + n), uint8(y*200/h + n), uint8((x+y)*100/(w+h) + n), 0xff})
		}
	}
	return m
}

// checkers makes an image of n colours in squares of 8 pixels.
func checkers(w, h, n int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			k := (x/8 + y/8*7) % n
			m.SetNRGBA(x, y, color.NRGBA{uint8(k), uint8(k * 7), uint8(k >> 2), 0xff})
		}
	}
	return m
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A two-frame GIF of a 40 × 30 screen; the first frame is a 10 × 10 blue square
// at 20, 5.
func gifOf(t testing.TB) []byte {
	t.Helper()
	p := color.Palette{color.RGBA{0, 0, 0xff, 0xff}, color.RGBA{0xff, 0, 0, 0xff}}
	first, second := image.NewPaletted(image.Rect(20, 5, 30, 15), p), image.NewPaletted(image.Rect(0, 0, 40, 30), p)
	for i := range second.Pix {
		second.Pix[i] = 1
	}
	var b bytes.Buffer
	err := gif.EncodeAll(&b, &gif.GIF{
		Image: []*image.Paletted{first, second}, Delay: []int{5, 5},
		Config: image.Config{ColorModel: p, Width: 40, Height: 30},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// One pixel each: lossless and transparent; lossy and opaque.
var (
	webpClear = unbase64("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
	webpPhoto = unbase64("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
)

func unbase64(s string) []byte {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return b
}

// pngHeader is a well-formed PNG that announces a size and holds no pixel.
func pngHeader(w, h uint32) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	ihdr := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	return pngChunk(pngChunk(b, append(ihdr, 8, 2, 0, 0, 0)), []byte("IDAT"))
}

func pngChunk(b, typed []byte) []byte {
	b = binary.BigEndian.AppendUint32(b, uint32(len(typed)-4))
	b = append(b, typed...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(typed))
}

// withSegment puts a segment right after a JPEG's first marker.
func withSegment(src []byte, marker byte, payload string) []byte {
	b := append([]byte{}, src[:2]...)
	b = append(b, 0xff, marker)
	b = binary.BigEndian.AppendUint16(b, uint16(len(payload)+2))
	return append(append(b, payload...), src[2:]...)
}

func exif(order binary.AppendByteOrder, orientation uint16) string {
	mark := "II"
	if order.String() == "BigEndian" {
		mark = "MM"
	}
	b := append([]byte("Exif\x00\x00"), mark...)
	b = order.AppendUint32(order.AppendUint16(b, 42), 8)
	b = order.AppendUint16(b, 1)                                  // one entry
	b = order.AppendUint16(order.AppendUint16(b, 0x0112), 3)      // Orientation, SHORT
	b = order.AppendUint16(order.AppendUint32(b, 1), orientation) // one value
	return string(append(b, "\x00\x00\x00\x00\x00\x00 Lat 47.6582, Lon -2.7608"...))
}

func read(t *testing.T, name string, data []byte) *picture.Picture {
	t.Helper()
	p, fault := picture.Read(name, data)
	if fault != nil {
		t.Fatalf("%s: %s %q", name, fault.Code, fault.Args)
	}
	return p
}

// decode reads a published bitmap, and checks that it is what it says.
func decode(t *testing.T, v picture.Version) image.Image {
	t.Helper()
	m, kind, err := image.Decode(bytes.NewReader(v.Bytes))
	if err != nil {
		t.Fatalf("%s: %v", v.Name, err)
	}
	if want := map[string]string{"png": ".png", "jpeg": ".jpg"}[kind]; !strings.HasSuffix(v.Name, want) {
		t.Errorf("%s holds %s", v.Name, kind)
	}
	if s := m.Bounds().Size(); s != image.Pt(v.Width, v.Height) {
		t.Errorf("%s is %v, said to be %d×%d", v.Name, s, v.Width, v.Height)
	}
	return m
}

func sizes(p *picture.Picture) string {
	var b strings.Builder
	for _, v := range p.Versions {
		fmt.Fprintf(&b, "%dx%d ", v.Width, v.Height)
	}
	return strings.TrimSpace(b.String())
}

func TestVersions(t *testing.T) {
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"phone.jpg", "480x320 960x640 1440x960", jpegOf(t, photo(3000, 2000))},
		{"exact.jpg", "480x320 960x640 1440x960", jpegOf(t, photo(1440, 960))},
		{"quarter.jpg", "480x100 960x200 1200x250", jpegOf(t, photo(1200, 250))},
		{"less.jpg", "480x100 1199x250", jpegOf(t, photo(1199, 250))},
		{"small.jpg", "599x100", jpegOf(t, photo(599, 100))},
		{"line.png", "480x1 960x1 1440x1", pngOf(t, photo(5000, 1))},
		{"photo.png", "480x200 700x292", pngOf(t, photo(700, 292))},
		// Once resized, sharp squares of few colours weigh more than they did.
		{"diagram.png", "1400x700", pngOf(t, checkers(1400, 700, 2))},
	} {
		p := read(t, c.name, c.data)
		if got := sizes(p); got != c.want {
			t.Errorf("%s: versions %s, want %s", c.name, got, c.want)
		}
		last := p.Versions[len(p.Versions)-1]
		if p.SVG || p.Width != last.Width || p.Height != last.Height {
			t.Errorf("%s: picture is %d×%d, svg %v", c.name, p.Width, p.Height, p.SVG)
		}
		for i, v := range p.Versions {
			decode(t, v)
			if i > 0 && len(v.Bytes) <= len(p.Versions[i-1].Bytes) {
				t.Errorf("%s: %s is no heavier than the narrower version", c.name, v.Name)
			}
		}
	}
}

func TestNames(t *testing.T) {
	small, large := pngOf(t, checkers(4, 4, 3)), jpegOf(t, photo(700, 20))
	for _, c := range []struct {
		name string
		data []byte
		want string // # stands for the hash
	}{
		{"Carte du port.png", small, "carte-du-port-#.png"},
		{"Été à l’Île-d’Arz.PNG", small, "ete-a-l-ile-d-arz-#.png"},
		{"photo.png", large, "photo-#-480.jpg photo-#.jpg"}, // the content wins
		{"sans-extension", small, "sans-extension-#.png"},
		{".png", small, "image-#.png"},
		{"日本.png", small, "image-#.png"},
		{"../../etc/passwd.png", small, "etc-passwd-#.png"},
		{strings.Repeat("long ", 60) + ".png", small, strings.Repeat("long-", 12) + "long-#.png"},
		{"dessin.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), "dessin-#.svg"},
	} {
		var names []string
		for _, v := range read(t, c.name, c.data).Versions {
			names = append(names, v.Name)
		}
		got := regexp.MustCompile(`-[0-9a-f]{6}([-.])`).ReplaceAllString(strings.Join(names, " "), "-#$1")
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.name, got, c.want)
		}
	}
	a, b := read(t, "a.png", small), read(t, "a.png", pngOf(t, checkers(5, 4, 2)))
	if a.Versions[0].Name == b.Versions[0].Name {
		t.Error("two different files have one name")
	}
}

func TestSameBytes(t *testing.T) {
	for name, data := range map[string][]byte{
		"a.jpg": jpegOf(t, photo(1500, 400)), "b.png": pngOf(t, checkers(600, 50, 200)), "c.png": pngOf(t, photo(600, 60)),
	} {
		first, second := read(t, name, data), read(t, name, bytes.Clone(data))
		for i, v := range first.Versions {
			if !bytes.Equal(v.Bytes, second.Versions[i].Bytes) {
				t.Errorf("%s: not the same bytes twice", v.Name)
			}
		}
	}
}

// A PNG keeps every pixel that can be seen, in a small form.
func TestLossless(t *testing.T) {
	grey, deep := image.NewGray(image.Rect(0, 0, 256, 4)), image.NewNRGBA64(image.Rect(0, 0, 30, 30))
	for i := range grey.Pix {
		grey.Pix[i] = uint8(i)
	}
	for y := range 30 {
		for x := range 30 {
			deep.SetNRGBA64(x, y, color.NRGBA64{uint16(x * 0x0808), uint16(y * 0x0808), 0x1111, uint16(x*0x0404 + 0x8080)})
		}
	}
	glass := checkers(256, 256, 250)
	for i := 3; i < len(glass.Pix); i += 16 {
		glass.Pix[i] = uint8(i>>8) | 1
	}
	for _, c := range []struct {
		name string
		m    image.Image
		kind image.Image // the type that image/png reads back
	}{
		{"two colours", checkers(64, 64, 2), &image.Paletted{}},
		{"256 colours", checkers(256, 256, 256), &image.Paletted{}},
		{"many colours", photo(64, 64), &image.RGBA{}},
		{"translucent", glass, &image.NRGBA{}},
		{"grey", grey, &image.Gray{}},
		{"16 bits", deep, &image.NRGBA{}},
	} {
		got := decode(t, read(t, "a.png", pngOf(t, c.m)).Versions[0])
		if fmt.Sprintf("%T", got) != fmt.Sprintf("%T", c.kind) {
			t.Errorf("%s: published as %T, want %T", c.name, got, c.kind)
		}
		for y := range c.m.Bounds().Dy() {
			for x := range c.m.Bounds().Dx() {
				want, have := color.NRGBA64Model.Convert(c.m.At(x, y)).(color.NRGBA64), color.NRGBA64Model.Convert(got.At(x, y)).(color.NRGBA64)
				if want.R>>8 != have.R>>8 || want.G>>8 != have.G>>8 || want.B>>8 != have.B>>8 || want.A>>8 != have.A>>8 {
					t.Fatalf("%s: pixel %d, %d is %v, want %v", c.name, x, y, have, want)
				}
			}
		}
	}
}

func TestTransparentResize(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 2000, 40))
	for i := 0; i < len(m.Pix); i += 4 {
		copy(m.Pix[i:], []byte{200, 100, 50, 128})
	}
	got := decode(t, read(t, "a.png", pngOf(t, m)).Versions[0])
	c := color.NRGBAModel.Convert(got.At(100, 10)).(color.NRGBA)
	for _, d := range []int{int(c.R) - 200, int(c.G) - 100, int(c.B) - 50, int(c.A) - 128} {
		if d < -2 || d > 2 {
			t.Fatalf("a translucent colour became %v", c)
		}
	}
}

// What is erased by transparency alone must not leave with the file.
func TestHiddenPixels(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := 0; i < len(m.Pix); i += 4 {
		m.Pix[i] = byte(i)
	}
	got := decode(t, read(t, "a.png", pngOf(t, m)).Versions[0])
	if c := color.NRGBAModel.Convert(got.At(5, 5)); c != (color.NRGBA{}) {
		t.Errorf("a transparent pixel still holds %v", c)
	}
}

func TestGIF(t *testing.T) {
	p := read(t, "danse.gif", gifOf(t))
	if !strings.HasSuffix(p.Versions[0].Name, ".png") || len(p.Versions) != 1 {
		t.Fatalf("published as %s", p.Versions[0].Name)
	}
	m := decode(t, p.Versions[0])
	if m.Bounds().Size() != image.Pt(40, 30) {
		t.Fatalf("size %v, want the screen's", m.Bounds())
	}
	if c := color.NRGBAModel.Convert(m.At(25, 10)); c != (color.NRGBA{0, 0, 0xff, 0xff}) {
		t.Errorf("the first frame is %v, want blue", c)
	}
	if _, _, _, a := m.At(0, 0).RGBA(); a != 0 {
		t.Error("what the first frame does not cover should be transparent")
	}
}

func TestWebP(t *testing.T) {
	for ext, data := range map[string][]byte{".png": webpClear, ".jpg": webpPhoto} {
		p := read(t, "a.webp", data)
		if !strings.HasSuffix(p.Versions[0].Name, ext) {
			t.Errorf("published as %s, want %s", p.Versions[0].Name, ext)
		}
		decode(t, p.Versions[0])
	}
}

// Each orientation of EXIF puts the red corner of the stored pixels somewhere.
func TestOrientation(t *testing.T) {
	const w, h = 48, 32
	corners := map[uint16]image.Point{ // of the upright image
		1: {0, 0}, 2: {w, 0}, 3: {w, h}, 4: {0, h}, 5: {0, 0}, 6: {h, 0}, 7: {h, w}, 8: {0, w},
		0: {0, 0}, 9: {0, 0},
	}
	for _, grey := range []bool{false, true} {
		for o, corner := range corners {
			for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
				var m interface {
					image.Image
					Set(x, y int, c color.Color)
				} = image.NewRGBA(image.Rect(0, 0, w, h))
				mark := color.Color(color.RGBA{0xff, 0, 0, 0xff})
				if grey {
					m, mark = image.NewGray(m.Bounds()), color.White
				}
				for y := range 16 {
					for x := range 16 {
						m.Set(x, y, mark)
					}
				}
				p := read(t, "a.jpg", withSegment(jpegOf(t, m), 0xe1, exif(order, o)))
				want := image.Pt(w, h)
				if o >= 5 && o <= 8 {
					want = image.Pt(h, w)
				}
				if got := image.Pt(p.Width, p.Height); got != want {
					t.Fatalf("orientation %d: %v, want %v", o, got, want)
				}
				got := decode(t, p.Versions[0])
				for _, at := range []image.Point{{0, 0}, {want.X, 0}, {0, want.Y}, want} {
					r, _, _, _ := got.At(min(max(at.X-1, 4), want.X-4), min(max(at.Y-1, 4), want.Y-4)).RGBA()
					if red := r > 0x8000; red != (at == corner) {
						t.Errorf("orientation %d (grey %v): corner %v marked: %v", o, grey, at, red)
					}
				}
			}
		}
	}
	// Turned, then resized: the cap is on the width that is seen.
	p := read(t, "a.jpg", withSegment(jpegOf(t, photo(1800, 2000)), 0xe1, exif(binary.BigEndian, 6)))
	if got := sizes(p); got != "480x432 960x864 1440x1296" {
		t.Errorf("turned photograph: %s", got)
	}
}

func TestMetadataDropped(t *testing.T) {
	src := pngOf(t, checkers(8, 8, 3))
	ihdr := len(src) - len(src[8+25:])
	text := pngChunk(bytes.Clone(src[:ihdr]), []byte("tEXtComment\x00Lat 47.6582"))
	for name, data := range map[string][]byte{
		"a.jpg": withSegment(withSegment(jpegOf(t, photo(40, 40)), 0xfe, "Lat comment"), 0xe1, exif(binary.LittleEndian, 1)),
		"a.png": append(text, src[ihdr:]...),
	} {
		if !bytes.Contains(data, []byte("Lat ")) {
			t.Fatal("the test's image holds no metadata")
		}
		for _, v := range read(t, name, data).Versions {
			if bytes.Contains(v.Bytes, []byte("Lat ")) || bytes.Contains(v.Bytes, []byte("Exif")) {
				t.Errorf("%s still holds metadata", v.Name)
			}
		}
	}
}

func TestRefused(t *testing.T) {
	good, shot := pngOf(t, checkers(64, 64, 9)), jpegOf(t, photo(64, 64))
	scans := bytes.Clone(shot[:len(shot)-2])
	for range 100 {
		scans = append(scans, 0xff, 0xda, 0, 2)
	}
	gifBomb := append([]byte("GIF89a\xff\xff\xff\xff\x00\x00\x00"), ';')
	webpBomb := append([]byte("RIFF\x16\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x10\x00\x00\x00"), 0xff, 0x3f, 0, 0xff, 0x3f, 0)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "image-illisible"},
		{"bomb", pngHeader(100_000, 100_000), "image-trop-grande 100000 100000"},
		{"past int32", pngHeader(0x7fffffff, 0x7fffffff), "image-illisible"},
		{"41 megapixels", pngHeader(10_000, 4_100), "image-trop-grande 10000 4100"},
		{"ribbon", pngHeader(1, 12_001), "image-trop-grande 1 12001"},
		{"allowed, but empty", pngHeader(6_000, 6_000), "image-illisible"},
		{"no width", pngHeader(0, 10), "image-illisible"},
		{"GIF bomb", gifBomb, "image-trop-grande 65535 65535"},
		{"WebP bomb", webpBomb, "image-trop-grande 16384 16384"},
		{"cut PNG", good[:len(good)/2], "image-illisible"},
		{"cut JPEG", shot[:len(shot)/2], "image-illisible"},
		{"cut GIF", gifOf(t)[:30], "image-illisible"},
		{"only a signature", []byte("\xff\xd8"), "image-illisible"},
		{"a scan a hundred times", scans, "image-illisible"},
		{"garbage", []byte("\x00\x01\x02garbage"), "image-format"},
		{"text", []byte("bonjour"), "image-format"},
		{"HEIC", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "image-format"},
		{"a page", []byte("<html><body>404</body></html>"), "image-format"},
		{"a whole page", []byte("\n<!doctype HTML>\n<title>404</title>"), "image-format"},
		{"heavy", append([]byte("\xff\xd8"), make([]byte, 10<<20)...), "image-trop-lourde"},
	} {
		start := time.Now()
		p, fault := picture.Read("a.png", c.data)
		if p != nil || fault == nil {
			t.Errorf("%s: read as %d×%d", c.name, p.Width, p.Height)
			continue
		}
		if got := said(t, fault); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%s: refused after %v", c.name, d)
		}
	}
}

// said gives a fault's code and arguments, after checking that the catalogue
// knows how to say them.
func said(t testing.TB, f *picture.Fault) string {
	t.Helper()
	args := slices.Repeat([]string{"x"}, len(f.Args))
	d := diag.New(f.Code, diag.Pos{File: "a"}, args...)
	for _, lang := range []diag.Lang{diag.French, diag.English} {
		for _, text := range []string{d.Message(lang), d.Hint(lang)} {
			if text == "" || strings.Contains(text, "{") {
				t.Errorf("%s %q is said %q", f.Code, f.Args, text)
			}
		}
	}
	return strings.Join(append([]string{string(f.Code)}, f.Args...), " ")
}

func BenchmarkReadJPEG(b *testing.B) {
	data := jpegOf(b, photo(3000, 2000))
	for b.Loop() {
		if _, fault := picture.Read("photo.jpg", data); fault != nil {
			b.Fatal(fault)
		}
	}
}

func BenchmarkReadPNG(b *testing.B) {
	data := pngOf(b, photo(1440, 900))
	for b.Loop() {
		if _, fault := picture.Read("photo.png", data); fault != nil {
			b.Fatal(fault)
		}
	}
}
