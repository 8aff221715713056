package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// bookletRun runs `balise booklet` on the example.
func bookletRun(t *testing.T, env map[string]string, args ...string) (status int, said string) {
	t.Helper()
	var out bytes.Buffer
	a := &app{stdin: strings.NewReader(""), stdout: &out, stderr: &out, getenv: func(name string) string {
		if v, ok := env[name]; ok {
			return v
		}
		return os.Getenv(name)
	}}
	return a.run(append([]string{"-C", "..", "--lang", "fr", "booklet"}, args...)), out.String()
}

// What is wrong is said before anything is done.
func TestBookletUsage(t *testing.T) {
	nobody := map[string]string{"CHROME_PATH": filepath.Join(t.TempDir(), "rien")}
	here, err := os.Executable() // any program: it is not run
	if err != nil {
		t.Fatal(err)
	}
	somebody := map[string]string{"CHROME_PATH": here}
	pdf := filepath.Join(t.TempDir(), "livret.pdf")
	for _, c := range []struct {
		env    map[string]string
		args   []string
		status int
		want   string
	}{
		{nobody, nil, 2, "--pdf"},
		{nobody, []string{"--pdf", pdf, "--format", "a3"}, 2, "a4 ou a5"},
		{nobody, []string{"--pdf", pdf}, 1, "CHROME_PATH"},
		{somebody, []string{"--pdf", pdf}, 2, "morbihan, la-reunion"},
		{somebody, []string{"--pdf", pdf, "--territoire", "corse"}, 2, "« corse »"},
		{somebody, []string{"--pdf", pdf, "--territoire", "morbihan", "--langue", "br"}, 2, "fr, en, ar"},
		{somebody, []string{"--pdf", pdf, "--territoire", "morbihan", "--besoin", "aide aux démarche administrative"}, 2, "« Aide aux démarches administratives »"},
	} {
		status, said := bookletRun(t, c.env, c.args...)
		if status != c.status || !strings.Contains(said, c.want) {
			t.Errorf("%q: status %d, %s", c.args, status, said)
		}
	}
	if _, err := os.Stat(pdf); err == nil {
		t.Error("something was written")
	}
}

// The PDF is tagged, has its language and its outline, is of the paper that was
// asked for, and has as many pages on A4 as on A5.
func TestBookletPDF(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: -short")
	}
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}
	if os.Getenv("CHROME_PATH") == "" && !slices.ContainsFunc(names, func(name string) bool { _, err := exec.LookPath(name); return err == nil }) {
		if os.Getenv("BALISE_FULL") == "1" {
			t.Fatal("no Chromium")
		}
		t.Skip("skipped: no Chromium")
	}
	pages := map[string]int{}
	for format, box := range map[string]string{"a5": "[0 0 420 ", "a4": "[0 0 594."} {
		pdf := filepath.Join(t.TempDir(), "livret.pdf")
		status, said := bookletRun(t, nil, "--territoire", "la-reunion", "--langue", "ar", "--besoin", "utilisation-securisee-du-numerique", "--format", format, "--pdf", pdf)
		if status != 0 {
			t.Fatalf("status %d: %s", status, said)
		}
		data, err := os.ReadFile(pdf)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"/StructTreeRoot", "/Lang (ar)", "/Type /Outlines", "/MediaBox " + box} {
			if !bytes.Contains(data, []byte(want)) {
				t.Errorf("%s: no %s", format, want)
			}
		}
		pages[format] = len(regexp.MustCompile(`/Type /Page\b`).FindAll(data, -1))
	}
	if pages["a4"] != pages["a5"] || pages["a5"] == 0 || pages["a5"]%4 != 0 {
		t.Errorf("pages: %v", pages)
	}
}
