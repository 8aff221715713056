package exchange

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestManualOfMappings checks that what the manual shows reads as a mapping,
// and that it names every key.
func TestManualOfMappings(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "correspondances.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := string(b)
	shown := regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(page, -1)
	if len(shown) < 6 {
		t.Errorf("only %d examples", len(shown))
	}
	for _, m := range shown {
		if _, ds := ReadMapping("correspondances.md", []byte(m[1])); len(ds) > 0 {
			t.Errorf("%s%s", described(nil, ds), m[1])
		}
	}
	for _, key := range mappingSchema.Keys() {
		if !strings.Contains(page, "`"+key+"`") && !strings.Contains(page, "["+key+"]") {
			t.Errorf("the manual says nothing of « %s »", key)
		}
	}
	for _, key := range []string{"partie", "extraire", "avant", "apres", "reunir", "valeur", "semaines", "precisions", "texte", "lundi_matin"} {
		if !strings.Contains(page, "`"+key+"`") {
			t.Errorf("the manual says nothing of « %s »", key)
		}
	}
}
