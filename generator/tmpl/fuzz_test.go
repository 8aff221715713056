package tmpl

import (
	"errors"
	"html/template"
	"strings"
	"testing"
)

// FuzzSame puts any two strings in pages made of any of the snippets, and holds
// us to html/template. Snippets are balanced, so that they can follow each other.
func FuzzSame(f *testing.F) {
	snippets := append(append([]string{}, contexts...), structures...)
	type pair struct {
		ours   *Program[page]
		theirs *template.Template
	}
	pairs := make([]pair, len(snippets))
	for i, text := range snippets {
		set, err := Parse([]Source{{Name: "page", Text: text}}, testFuncs)
		if err != nil {
			f.Fatal(err)
		}
		if pairs[i].ours, err = Compile[page](set, "page"); err != nil {
			f.Fatal(err)
		}
		pairs[i].theirs = template.Must(template.New("page").Funcs(HTMLFuncs(testFuncs)).Parse(text))
	}
	for i, s := range nasty {
		f.Add(uint(i), s, nasty[len(nasty)-1-i])
	}
	f.Fuzz(func(t *testing.T, which uint, s, s2 string) {
		v := sample(s)
		v.S2 = s2
		for i := range 8 {
			n := (which*7 + uint(i)*31) % uint(len(pairs))
			var b strings.Builder
			if err := pairs[n].theirs.Execute(&b, v); err != nil {
				t.Skip(err)
			}
			if got := string(pairs[n].ours.Append(nil, v)); got != b.String() {
				t.Errorf("%q:\n ours %q\nhtml/ %q", snippets[n], got, b.String())
			}
		}
	})
}

// FuzzTemplate gives us any template. It must be refused, or print what
// html/template prints; where that one stops with an error, only not to panic.
func FuzzTemplate(f *testing.F) {
	for _, text := range contexts {
		f.Add(text)
	}
	for _, text := range structures {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			t.Skip()
		}
		set, err := Parse([]Source{{Name: "page", Text: text}}, testFuncs)
		if err != nil {
			return
		}
		prog, err := Compile[page](set, "page")
		if err != nil {
			if errs, ok := errors.AsType[Errors](err); !ok || len(errs) == 0 {
				t.Fatalf("%T: %v", err, err)
			}
			return
		}
		prog.Append(nil, nil)
		v := sample("a<b>&\"'+ =é")
		got := string(prog.Append(nil, v))
		h, err := template.New("page").Funcs(HTMLFuncs(testFuncs)).Parse(text)
		if err != nil {
			t.Fatalf("html/template refuses %q: %v", text, err)
		}
		var b strings.Builder
		if err := h.ExecuteTemplate(&b, "page", v); err == nil && got != b.String() {
			t.Errorf("%q:\n ours %q\nhtml/ %q", text, got, b.String())
		}
	})
}
