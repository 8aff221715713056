package main

import (
	"maps"
	"path/filepath"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// TestSixEncodings: the same table in every encoding that spreadsheets write
// gives the same records, byte for byte.
func TestSixEncodings(t *testing.T) {
	const table = "id,nom,commune,code_postal,date_maj,adresse,presentation_resume\n" +
		"a,Médiathèque de la Forêt,Sarzeau,56370,02/03/2021,3 allée des Chênes,« Cœur » d’île : où l’on apprend, et même le dimanche\n" +
		"b,Café numérique,Locminé,56500,01/12/2025,1 place de l’Église,À côté de la mairie : ça s’apprend — très bien\n" +
		"c,Épicerie connectée,Le Palais,56360,01/12/2025,Façade sur le port,Prêt de matériel ; réparation gênée par l’été\n"
	bom := encoding.Encoding(unicode.UTF8BOM)
	var first map[string]string
	for name, enc := range map[string]encoding.Encoding{
		"UTF-8": encoding.Nop, "UTF-8 with a mark": bom, "UTF-16LE": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "UTF-16BE": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
		"Windows-1252": charmap.Windows1252, "MacRoman": charmap.Macintosh, "doubly encoded": nil,
	} {
		var data []byte
		var err error
		if enc != nil {
			data, err = enc.NewEncoder().Bytes([]byte(table))
		} else { // UTF-8 that a program took for Windows-1252 and encoded again
			data, err = charmap.Windows1252.NewDecoder().Bytes([]byte(table))
		}
		if err != nil {
			t.Fatal(err)
		}
		root, file := t.TempDir(), filepath.Join(t.TempDir(), "lieux.csv")
		if err := writeMinimal(root); err != nil {
			t.Fatal(err)
		}
		if err := put(file, data); err != nil {
			t.Fatal(err)
		}
		if _, stderr, status := balise(t, "import", "-C", root, "--source", "S", file); status != 0 {
			t.Errorf("%s: status %d\n%s", name, status, stderr)
		}
		got := treeHashes(filepath.Join(root, "data"))
		if first == nil {
			first = got
		}
		if !maps.Equal(first, got) || len(got) < 7 {
			t.Errorf("%s: %s", name, difference(first, got))
		}
	}
}
