package diag_test

import (
	"strings"
	"testing"

	"balise/generator/diag"
)

// TestHints: a hint gives the value to copy whole, and says something else when
// there is none.
func TestHints(t *testing.T) {
	value := "Mo-Fr 09:00-12:00,14:00-17:00" + strings.Repeat("; Sa 09:00-12:00,14:00-17:00", 8)
	d := diag.New("horaires-illisibles", diag.Pos{}, "x"+value, value)
	if got := d.Hint(diag.English); got != "write “"+value+"”" {
		t.Errorf("%d characters of the value: %s", len(value), got)
	}
	if got := d.Message(diag.English); strings.Contains(got, value) {
		t.Errorf("the message is endless: %s", got)
	}
	d.Args[1] = ""
	if fr, en := d.Hint(diag.French), d.Hint(diag.English); !strings.Contains(fr, "horaires_texte") || !strings.Contains(en, "horaires_texte") {
		t.Errorf("nobody can say what to write, and nothing is said: %q, %q", fr, en)
	}
}
