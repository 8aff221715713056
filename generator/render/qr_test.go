package render

import (
	"strconv"
	"strings"
	"testing"

	"rsc.io/qr"
)

// black draws a path as qr.html does, and tells the modules that are black.
func black(t *testing.T, path string) map[[2]int]bool {
	t.Helper()
	drawn := map[[2]int]bool{}
	x, y := 0, 0
	for rest := path; rest != ""; {
		end := strings.IndexAny(rest[1:], "Mmh") + 1
		if end == 0 {
			end = len(rest)
		}
		var n []int
		for _, f := range strings.Fields(rest[1:end]) {
			v, err := strconv.Atoi(f)
			if err != nil {
				t.Fatalf("%q: %v", rest[:end], err)
			}
			n = append(n, v)
		}
		switch rest[0] {
		case 'M':
			x, y = n[0], n[1]
		case 'm':
			x, y = x+n[0], y+n[1]
		case 'h':
			for range n[0] {
				drawn[[2]int{x, y}] = true
				x++
			}
		}
		rest = rest[end:]
	}
	return drawn
}

// The drawing is the library's own code, module for module, inside four modules
// of white. That phones read it was tried with another program on every page of
// the example.
func TestQRCode(t *testing.T) {
	for _, address := range []string{
		"https://a.example/",
		"https://portail.example/morbihan/annuaire/mediatheque-des-embruns-lorient.html",
		"https://portail.example/ar/" + strings.Repeat("un-chemin-plus-long/", 12),
		"https://portail.example/éè?q=œ",
	} {
		got := qrCode(address)
		want, err := qr.Encode(address, qr.M)
		if got == nil || err != nil {
			t.Errorf("%s: no code (%v)", address, err)
			continue
		}
		if got.Address != address || got.Side != want.Size+8 {
			t.Errorf("%s: side %d, want %d", address, got.Side, want.Size+8)
		}
		drawn := black(t, got.Path)
		for y := range got.Side {
			for x := range got.Side {
				if drawn[[2]int{x, y}] != want.Black(x-4, y-4) {
					t.Fatalf("%s: the module %d, %d is wrong", address, x, y)
				}
			}
		}
	}
}

func TestNoQRCode(t *testing.T) {
	for _, address := range []string{"", "https://portail.example/" + strings.Repeat("x", 1000)} {
		if qrCode(address) != nil {
			t.Errorf("a code for %d characters", len(address))
		}
	}
}

func BenchmarkQRCode(b *testing.B) {
	for b.Loop() {
		qrCode("https://portail.example/morbihan/annuaire/mediatheque-des-embruns-lorient.html")
	}
}
