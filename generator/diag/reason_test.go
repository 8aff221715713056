package diag_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"testing"

	"balise/generator/diag"
)

// What the system says reached French sentences in English.
func TestSaid(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	_, escape := root.Open("../x")
	for _, c := range []struct {
		err    error
		fr, en string
	}{
		{&fs.PathError{Op: "open", Path: "/secret/x", Err: syscall.EACCES}, "pas le droit", "permission denied"},
		{&fs.PathError{Op: "read", Path: "x", Err: syscall.EISDIR}, "un dossier", "a folder"},
		{&fs.PathError{Op: "read", Path: "x", Err: syscall.EIO}, "le disque", "input/output"},
		{fmt.Errorf("stat: %w", fs.ErrNotExist), "n’existe pas", "no such file"},
		{escape, "sort du portail", "out of the portal"},
		{fmt.Errorf("x: %w", &diag.Reason{FR: "trop grand", EN: "too large"}), "trop grand", "too large"},
		{&fs.PathError{Op: "open", Path: "/secret/x", Err: errors.New("odd")}, "message du système : « odd »", "odd"},
	} {
		said := diag.Said(c.err)
		if len(said) != 2 || !strings.Contains(said[0], c.fr) || !strings.Contains(said[1], c.en) || strings.Contains(said[0]+said[1], "secret") {
			t.Errorf("%v: %q", c.err, said)
		}
	}
}
