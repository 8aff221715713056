package search

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestKeys(t *testing.T) {
	tests := []struct{ lang, text, want string }{
		{"fr", "L’ordinateur, l'imprimante", "ordinateur imprimant"},
		{"fr", "Qu’est-ce qu’il faut jusqu’à aujourd’hui ?", ""},
		{"fr", "IMPÔTS Médiathèques œuvre", "impot mediathequ oeuvr"},
		{"fr", "R.S.A. C.A.F, la M.S.A", "rsa caf msa"},
		{"fr", "imprimer imprimée imprimés imprimez", "imprim imprim imprim imprim"},
		{"fr", "ordi\u00adnateur\u202f! 56100", "ordinateur 56100"},
		{"fr", "été ne pas", "pas"},
		{"fr", "", ""},
		{"en", "The passwords, a printer", "passwords printer"},
		{"ar", "كَلِمَة المُرور إلى أرى", "كلمه المرور اري"},
	}
	for _, tt := range tests {
		if got := strings.Join(NewAnalyser(tt.lang, nil).Keys(tt.text), " "); got != tt.want {
			t.Errorf("%s %q: %q, want %q", tt.lang, tt.text, got, tt.want)
		}
	}
}

// FuzzKeys: a key is its own key, so that the index and a question agree; and a
// text cut at its spaces has the same words as the whole.
func FuzzKeys(f *testing.F) {
	for _, seed := range []string{"L’ordinateur", "R.S.A.", "œuvre ÉTÉ", "كَلِمَة", "a.b.c ab.c", "e\u0301té", "\xff", "ﬁ ǆ ß"} {
		f.Add(seed)
	}
	a := NewAnalyser("fr", nil)
	f.Fuzz(func(t *testing.T, text string) {
		var shown []string
		a.mu.Lock()
		for _, id := range a.cut(text) {
			s := a.surfaces[id]
			shown = append(shown, a.keyText[s.key])
			if again := a.Keys(s.word); len(again) != 1 || again[0] != a.keyText[s.key] {
				t.Errorf("%q is shown for %q and has the keys %q", s.word, a.keyText[s.key], again)
			}
		}
		a.mu.Unlock()
		if got := a.Keys(text); !strings.Contains(text, "_") && !cmp.Equal(got, shown) {
			t.Errorf("%q: whole %q, cut %q", text, got, shown)
		}
	})
}
