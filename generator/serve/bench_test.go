package serve_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/serve"
)

// BenchmarkSave measures from the saved file to the last byte of the new page,
// on the example and on the portal that BALISE_BENCH names: what a face waits
// for, the wait for the end of a burst of changes included.
func BenchmarkSave(b *testing.B) {
	portals := map[string]string{"example": "../.."}
	if dir := os.Getenv("BALISE_BENCH"); dir != "" {
		portals["large"] = dir
	}
	for name, dir := range portals {
		b.Run(name, func(b *testing.B) {
			own := b.TempDir()
			for _, part := range []string{"content", "data"} {
				if err := os.CopyFS(filepath.Join(own, part), os.DirFS(filepath.Join(dir, part))); err != nil {
					b.Fatal(err)
				}
			}
			site, err := os.ReadFile(filepath.Join(dir, "site.toml"))
			if err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(own, "site.toml"), site, 0o644); err != nil {
				b.Fatal(err)
			}
			portal, _, _, err := build.Read(own, today)
			if err != nil {
				b.Fatal(err)
			}
			territory := portal.Territories[0]
			guide, structure := territory.Guides[0], territory.Structures[0]
			ctx, cancel := context.WithCancel(b.Context())
			address, read, ended := make(chan string, 1), make(chan serve.Update, 1000), make(chan error, 1)
			go func() {
				ended <- serve.Run(ctx, serve.Options{
					Dir: own, Lang: diag.French, Today: func() (time.Time, error) { return time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), nil },
					Ready: func(a string) { address <- strings.TrimSuffix(a, "/-/voir/") }, Tell: func(u serve.Update) { read <- u },
				})
			}()
			defer func() { cancel(); <-ended }()
			base := <-address + "/" + territory.Chemin + "/"
			<-read
			b.Run("guide", func(b *testing.B) {
				save(b, read, filepath.Join(own, filepath.FromSlash(guide.File)), base+"guides/"+guide.Slug+".html", regexp.MustCompile(`(?m)^titre\s*=\s*"`))
			})
			b.Run("listing", func(b *testing.B) {
				save(b, read, filepath.Join(own, filepath.FromSlash(structure.File)), base+"annuaire/"+structure.ID+".html",
					regexp.MustCompile(`(?s)\bid\s*=\s*"`+regexp.QuoteMeta(structure.ID)+`".*?nom\s*=\s*"`))
			})
		})
	}
}

// save saves a file again and again, with another word after the end of what
// pattern matches, and waits each time until the page has it.
func save(b *testing.B, read <-chan serve.Update, file, address string, pattern *regexp.Regexp) {
	src, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	at := pattern.FindIndex(src)
	if at == nil {
		b.Fatalf("%s has no %s", file, pattern)
	}
	n := 0
	for b.Loop() {
		n++
		word := fmt.Sprintf("Essai%d", n)
		text := append(append(bytes.Clone(src[:at[1]]), word+" "...), src[at[1]:]...)
		if err := os.WriteFile(file, text, 0o644); err != nil {
			b.Fatal(err)
		}
		for u := <-read; !holds(b, address, word); u = <-read {
			if errs, _ := diag.Count(u.Faults); errs > 0 {
				b.Fatal(u.Faults)
			}
		}
	}
}

func holds(b *testing.B, address, word string) bool {
	res, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	return bytes.Contains(page, []byte(word+" "))
}
