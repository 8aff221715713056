package render

import (
	"strings"
	"testing"
)

func TestLines(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  int
	}{
		{"", 1000, 0},
		{"a", 1000, 1},
		{"un deux", 1000, 1},
		{"un deux", 300, 2},
		{"Saint-Avé", 400, 2},                 // breaks after a hyphen
		{"Saint\u00a0Avé", 400, 2},            // one word, too wide: breaks anywhere
		{strings.Repeat("w", 40), 1000, 4},    // about 0.82 em each
		{strings.Repeat("un ", 20), 1000, 4},  // 35 em and spaces
		{strings.Repeat("م", 30), 1000, 3},    // Arabic
		{strings.Repeat("il ", 100), 3850, 3}, // narrow letters
	} {
		if got := plainFace.lines(c.text, c.width); got != c.want {
			t.Errorf("%.20q in %d: %d lines, want %d", c.text, c.width, got, c.want)
		}
	}
	if plain, bold := plainFace.lines(strings.Repeat("m", 38), 3850), boldFace.lines(strings.Repeat("m", 38), 3850); plain != 1 || bold != 2 {
		t.Errorf("%d plain, %d bold", plain, bold)
	}
}

func TestShort(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
		want string
	}{{"", 3, ""}, {"abc", 3, "abc"}, {"éàü", 3, "éàü"}, {"abcd", 3, "abc…"}, {"ab, cd", 4, "ab…"}} {
		if got := short(c.text, c.n); got != c.want {
			t.Errorf("short(%q, %d) = %q, want %q", c.text, c.n, got, c.want)
		}
	}
}

// Whatever a record says, a text takes a bounded number of lines, and no fewer
// when it goes on.
func FuzzLines(f *testing.F) {
	f.Add("Médiathèque du Palais", 3850)
	f.Add("a-b c\u00a0d", 300)
	f.Add("\x00\xff", 100)
	f.Fuzz(func(t *testing.T, text string, width int) {
		if width < 200 || width > 10_000 {
			t.Skip()
		}
		n := plainFace.lines(text, width)
		if n < 0 || n > 2*len(text)+1 {
			t.Errorf("%d lines for %d bytes", n, len(text))
		}
		if more := plainFace.lines(text+" fin", width); more < n {
			t.Errorf("%d lines, and %d with a word more", n, more)
		}
	})
}

func TestSpans(t *testing.T) {
	for _, c := range []struct {
		pages []int
		want  string
	}{{nil, ""}, {[]int{4}, "4"}, {[]int{4, 4}, "4"}, {[]int{4, 5}, "4–5"}, {[]int{4, 7, 8, 8, 9, 12}, "4, 7–9, 12"}} {
		if got := spans(c.pages); got != c.want {
			t.Errorf("spans(%v) = %q, want %q", c.pages, got, c.want)
		}
	}
}
