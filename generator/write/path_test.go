package write_test

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"balise/generator/diag"
	"balise/generator/write"
)

func TestNames(t *testing.T) {
	good := []string{
		"index.html", "a/b/c.html", ".nojekyll", ".well-known/security.txt", "été/ça.html", "a b.html", "a'b", "a..b",
		"...a", "console.html", "communes/auxerre.html", "com.html/x", "com10", "lpt", "nulle.html", ".gitignore", "d/.balise",
		"a&b=c.css", "%2e%2e/x", "日本.html", strings.Repeat("a", 255),
	}
	bad := []string{
		"", ".", "..", "/", "/etc/passwd", "../x", "a/../b", "a/..", "a/./b", "./a", "a//b", "a/", "//a", `a\b`, `..\x`, `C:\x`, "C:x",
		"a\x00b", "a\nb", "a\rb", "a\tb", "a\x7fb", "a\u0085b", "a\xffb", "a:b", "a?b", "a*b", `a"b`, "a<b", "a>b", "a|b",
		"CON", "con.html", "d/NUL", "d/nul.txt/x", "Aux", "prn.a.b", "COM1", "com9.html", "lpt1", "COM¹.txt", "CONIN$", "con .txt",
		"a.", "a./b", "a ", "d /x", "...", ".balise", ".Balise", ".balise/x", ".git", ".git/config", "d/.GIT/hooks/x", "GIT~1/config",
		strings.Repeat("a", 256), "d/" + strings.Repeat("é", 128),
	}
	for _, name := range good {
		if err := write.CheckPath(name); err != nil {
			t.Errorf("%q refused: %v", name, err)
		}
	}
	for _, name := range bad {
		if err := write.CheckPath(name); !errors.Is(err, write.ErrPath) {
			t.Errorf("%q: %v, want ErrPath", name, err)
		}
	}
	// From the outside: nothing appears anywhere.
	for _, name := range bad {
		dir := t.TempDir()
		_, err := build(t, filepath.Join(dir, "in", "public"), write.Options{}, files{name: "x"})
		if !errors.Is(err, write.ErrPath) {
			t.Errorf("Write(%q): %v", name, err)
		}
		wantTree(t, dir, files{"in": "/"})
	}
}

// What the manifest lists can always be written, and reads back the same.
func FuzzManifest(f *testing.F) {
	for _, seed := range []string{"", "balise 1\n", "balise 1\na\nb/c\n", "balise 1\r\na\r\n", "balise 1\n../x\n", "balise 2\n", "balise 1\nb\na\na\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		names, err := write.ParseManifest(src)
		if err != nil {
			return
		}
		for _, name := range names {
			if !utf8.ValidString(name) || !filepath.IsLocal(name) || strings.ContainsAny(name, "\\\n\r\x00") {
				t.Fatalf("listed %q", name)
			}
		}
		again, err := write.ParseManifest(write.FormatManifest(slices.Clone(names)))
		if err != nil || !slices.Equal(names, again) {
			t.Fatalf("%q read back as %q, %v", names, again, err)
		}
	})
}

func TestSentences(t *testing.T) {
	all := []write.Reason{
		write.ErrBusy, write.ErrForeign, write.ErrPath, write.ErrTwice, write.ErrClash, write.ErrUnsafe, write.ErrNotFolder,
		write.ErrDenied, write.ErrReadOnly, write.ErrFull, write.ErrMount, write.ErrManifest, write.ErrAside, write.ErrMoved,
		write.ErrClosed, write.ErrMachine,
	}
	if got := write.Reasons(); len(got) != len(all) {
		t.Errorf("%d reasons have sentences, want %d", len(got), len(all))
	}
	for _, r := range all {
		e := &write.Error{Reason: r, Path: "PATH", Other: "OTHER", Err: errors.New("WHY")}
		for _, lang := range []diag.Lang{diag.French, diag.English} {
			m := e.Message(lang)
			if !strings.Contains(m, "PATH") || strings.Contains(m+e.Hint(lang), "{") {
				t.Errorf("%s in %s: %q", r, lang, m)
			}
		}
		if fr := e.Message(diag.French) + e.Hint(diag.French); strings.ContainsAny(fr, "'") ||
			strings.Contains(fr, " ;") || strings.Contains(fr, " :") || strings.Contains(fr, "« ") || strings.Contains(fr, " »") {
			t.Errorf("%s: typography of %q", r, fr)
		}
		if !errors.Is(e, r) {
			t.Errorf("errors.Is does not find %s", r)
		}
	}
}
