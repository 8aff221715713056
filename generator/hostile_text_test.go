package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// payloads are texts that would do harm where they are not escaped for the place
// they stand in.
var payloads = []string{
	`<script>alert(1)</script>`,
	`</script><script>alert(1)</script>`,
	`</title><script>alert(1)</script>`,
	`</style><img src=x onerror=alert(1)>`,
	`"><svg onload=alert(1)>`,
	`' onmouseover='alert(1)' x='`,
	`" onfocus="alert(1)" autofocus="`,
	"` onclick=alert(1) `",
	`javascript:alert(1)`,
	`<!-- --!> <!--><script>`,
	`]]><![CDATA[`,
	`{{.Page.Root}}{{template "debut"}}{0}{1}`,
	`&lt;script&gt;&#60;script&#62;`,
	`%3Cscript%3E%22%27`,
	`\u003cscript\u003e \"};alert(1)//`,
	"nul \x00, cloche \a, échappe \x1b[2J",
	"droite à gauche \u202egpj.exe\u2066 isolé",
	"fins de ligne \u2028 et \u2029, et \u0085",
	"=HYPERLINK(\"https://mal.example\")",
	strings.Repeat("e\u0301\u0302\u0303", 300),
	strings.Repeat("mot", 2000),
}

// key writes a TOML key with any text as its value.
func key(name, value string) string {
	var b strings.Builder
	for _, r := range value {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return name + ` = "` + b.String() + "\"\n"
}

// hostilePortal writes a portal that can be built, with p in every text that is
// free, and in every other what its rule lets pass.
func hostilePortal(t *testing.T, dir, p string) {
	t.Helper()
	slug := "lieu"
	site := key("titre", "Titre "+p) + key("description", p) + key("avis", p) + key("licence", p) +
		"langues = [\"fr\", \"en\"]\nadresse = \"https://portail.example/sous/\"\n" +
		"[editeur]\n" + key("nom", p) + "courriel = \"o'brien+x@asso.example\"\n" + key("adresse", p) + key("identifiant", p) + key("directeur_publication", p) +
		"[hebergeur]\n" + key("nom", p) + key("adresse", p) +
		"[depot]\nurl = \"https://forge.example/a'b\"\n" + key("branche", p) +
		"[accessibilite]\netat = \"non\"\n" + key("auditeur", p) + key("referentiel", p) + "non_conformites = [" + strings.TrimPrefix(key("", p), " = ") + "]\n" +
		"[[territoire]]\nchemin = \"vannes\"\ntype = \"commune\"\ncode = \"56260\"\n" + key("nom", "Vannes "+p) + key("description", p) +
		"[[territoire]]\nchemin = \"port\"\ntype = \"quartier\"\ndans = \"vannes\"\ncommunes = [\"56260\"]\n" + key("nom", "Port "+p)
	place := "[[structure]]\nid = \"" + slug + "\"\ncode_insee = \"56260\"\ncommune = \"Vannes\"\ndate_maj = 2025-12-01\nlatitude = 47.65\nlongitude = -2.76\n" +
		"telephone = \"+33297010101\"\ncourriels = [\"a'onclick=alert@asso.example\"]\nsite_web = [\"https://asso.example/'onclick='alert(1)?a=<\"]\n"
	place = strings.Replace(place, "?a=<", "?a=1&b=%22", 1)
	for _, name := range []string{"nom", "adresse", "complement_adresse", "presentation_resume", "presentation_detail", "source", "structure_parente", "horaires_texte"} {
		place += key(name, p)
	}
	place += "autres_formations_labels = [" + strings.TrimPrefix(key("", p), " = ") + "]\n" +
		"services = [\"Aide aux démarches administratives\"]\ntypologie = [\"BIB\"]\n" +
		"[[structure.fermeture]]\ndu = 2026-08-01\nau = 2026-08-31\n" + key("motif", p) +
		"[[structure.origine]]\n" + key("source", p) + key("id", p)
	guide := "+++\n" + key("titre", "Guide "+p) + key("resume", p) + key("auteur", p) + key("theme", "Thème "+strings.ToValidUTF8(first(p, 60), "")) +
		"services = [\"Aide aux démarches administratives\"]\nmaj = 2025-12-01\n+++\n\n## " + flat(p) + "\n\n" + flat(p) + "\n\n> [!NOTE]\n> " + flat(p) +
		"\n\n| " + strings.ReplaceAll(flat(p), "|", "") + " |\n|---|\n| x |\n\n- " + flat(p) + "[^1]\n\n[^1]: " + flat(p) + "\n\n## Deux\n\n## Trois\n\n[" + strings.NewReplacer("[", "", "]", "").Replace(flat(p)) + " le lien](https://asso.example/a'b)\n\n`" + strings.ReplaceAll(flat(p), "`", "") + "`\n"
	page := "+++\n" + key("titre", "Page "+p) + key("resume", p) + "+++\n\n" + flat(p) + "\n"
	for name, text := range map[string]string{
		"site.toml": site, "data/structures/a.toml": place, "content/guides/guide.md": guide, "content/pages/page.md": page, "content/accueil.md": page,
	} {
		if err := put(filepath.Join(dir, name), []byte(text)); err != nil {
			t.Fatal(err)
		}
	}
}

// flat is a text that Markdown takes on one line.
func flat(p string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x85 || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, p)
}

func first(s string, n int) string { return s[:min(n, len(s))] }

// TestHostileTexts builds portals whose every text tries to leave its place. The
// pages must hold the theme's scripts and no other, and all that is published
// must be what its ending says.
func TestHostileTexts(t *testing.T) {
	for i, p := range payloads {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "portail")
			hostilePortal(t, dir, p)
			if _, stderr, status := balise(t, "build", "-C", dir); status != 0 {
				t.Fatalf("status %d\n%s", status, errorsOf(stderr))
			}
			out := filepath.Join(dir, "public")
			if faults := pageFaults(out, "https://portail.example/sous/"); len(faults) > 0 {
				t.Errorf("%.3000s", strings.Join(faults[:min(len(faults), 20)], "\n"))
			}
			for _, fault := range insane(out) {
				t.Error(fault)
			}
		})
	}
}

// insane lists the files under dir that are not what their ending says.
func insane(dir string) []string {
	var faults []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		if err == nil {
			err = sane(name, data)
		}
		if err != nil {
			rel, _ := filepath.Rel(dir, name)
			faults = append(faults, rel+": "+err.Error())
		}
		return nil
	})
	if err != nil {
		faults = append(faults, err.Error())
	}
	return faults
}

// errorsOf leaves out the warnings.
func errorsOf(stderr string) string {
	var b strings.Builder
	for _, line := range strings.Split(stderr, "\n") {
		if strings.Contains(line, "erreur: ") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

// sane tells whether a published file is well formed, and holds nothing that a
// reader of its kind would run.
func sane(name string, data []byte) error {
	switch filepath.Ext(name) {
	case ".html":
		return sanePage(data)
	case ".json", ".geojson":
		if !json.Valid(data) {
			return fmt.Errorf("not JSON")
		}
	case ".csv":
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			return err
		}
		for _, row := range rows[1:] {
			for _, cell := range row {
				if cell != "" && strings.ContainsAny(cell[:1], "=@\t\r") {
					return fmt.Errorf("a formula: %.40q", cell)
				}
			}
		}
	case ".xml", ".svg":
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			if _, err := d.Token(); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
		}
	}
	return nil
}

func sanePage(data []byte) error {
	if !utf8.Valid(data) {
		return fmt.Errorf("not UTF-8")
	}
	if i := bytes.IndexFunc(data, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }); i >= 0 {
		return fmt.Errorf("the control character %q", data[i])
	}
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return err
	}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			return fmt.Errorf("a comment: %.60q", n.Data)
		case n.Type == html.ElementNode && n.Data == "script" && attr(n, "src") != "":
			src := attr(n, "src")
			if strings.Contains(src, ":") || !strings.Contains(src, "assets/") {
				return fmt.Errorf("a script from %q", src)
			}
		case n.Type == html.ElementNode && n.Data == "svg" && attr(n, "aria-hidden") != "true" && !(strings.HasPrefix(attr(n, "class"), "dessin") && attr(n.Parent, "role") == "group"):
			return fmt.Errorf("an svg that is not the theme’s")
		}
	}
	return nil
}
