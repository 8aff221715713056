package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/plan"
	"balise/generator/render"
	"balise/generator/theme"
)

// bookletWish is what `balise booklet` is asked for.
type bookletWish struct {
	territory, need, lang, format, pdf string
}

// paperSizes are what a booklet is printed on. Its pages are the same on both,
// larger on A4: see render/booklet.go.
var paperSizes = []string{"a5", "a4"}

// bookletCmd is `balise booklet`.
func (a *app) bookletCmd() *cobra.Command {
	var w bookletWish
	cmd := &cobra.Command{
		Use: "booklet", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.booklet(w) },
	}
	f := cmd.Flags()
	f.StringVar(&w.territory, "territoire", "", "")
	f.StringVar(&w.need, "besoin", "", "")
	f.StringVar(&w.lang, "langue", "", "")
	f.StringVar(&w.format, "format", "a5", "")
	f.StringVar(&w.pdf, "pdf", "", "")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(paperSizes, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("besoin", cobra.FixedCompletions(model.Services.Values, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) booklet(w bookletWish) error {
	if w.pdf == "" {
		return &build.UsageError{FR: "--pdf : dites dans quel fichier écrire le livret", EN: "--pdf: say which file to write the booklet into"}
	}
	if !slices.Contains(paperSizes, w.format) {
		return &build.UsageError{FR: "--format : a4 ou a5", EN: "--format: a4 or a5"}
	}
	browser, err := a.findBrowser()
	if err != nil {
		return err
	}
	portal, t, err := a.sound()
	if err != nil {
		return err
	}
	site, page, err := w.choose(portal)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "balise-livret-*")
	if err != nil {
		return a.fileFault(err)
	}
	defer os.RemoveAll(dir)
	if err := w.write(dir, portal, t, site, page); err != nil {
		return a.fileFault(err)
	}
	return a.printBooklet(browser, dir, page.Path, a.path(w.pdf))
}

// choose finds the territory's site and the page of the booklet.
func (w *bookletWish) choose(portal *model.Portal) (*plan.Site, *plan.Page, error) {
	if w.territory == "" && len(portal.Territories) != 1 {
		var chemins []string
		for _, t := range portal.Territories {
			chemins = append(chemins, t.Chemin)
		}
		list := strings.Join(chemins, ", ")
		return nil, nil, &build.UsageError{FR: "--territoire : dites lequel (" + list + ")", EN: "--territoire: say which (" + list + ")"}
	}
	territory := w.territory
	if territory == "" {
		territory = portal.Territories[0].Chemin
	}
	t, err := build.Find(portal, territory)
	if err != nil {
		return nil, nil, err
	}
	if w.lang == "" {
		w.lang = portal.Site.Langues[0]
	}
	if !slices.Contains(portal.Site.Langues, w.lang) {
		list := strings.Join(portal.Site.Langues, ", ")
		return nil, nil, &build.UsageError{FR: "--langue : " + list, EN: "--langue: " + list}
	}
	service, err := w.service()
	if err != nil {
		return nil, nil, err
	}
	site := plan.OfTerritory(portal, t)
	for i := range site.Pages {
		p := &site.Pages[i]
		if p.Kind != plan.Booklet || p.Lang != w.lang || p.Booklet.Service != service || p.Booklet.EPCI != "" {
			continue
		}
		if len(p.Booklet.Structures) > 0 {
			return site, p, nil
		}
	}
	return nil, nil, &build.UsageError{
		FR: fmt.Sprintf("aucun livret : ce territoire n’a pas de lieu pour ce besoin, ou en a plus de %d", model.BookletMax),
		EN: fmt.Sprintf("no booklet: this territory has no place for this need, or more than %d", model.BookletMax),
	}
}

// service is the need's name in the standard, from its name or its address.
func (w *bookletWish) service() (string, error) {
	if w.need == "" {
		return "", nil
	}
	for _, v := range model.Services.Values {
		if french.Slug(v) == french.Slug(w.need) {
			return v, nil
		}
	}
	near, _ := french.Nearest(w.need, model.Services.Values)
	if near == "" {
		near = model.Services.Values[0]
	}
	return "", &build.UsageError{
		FR: fmt.Sprintf("--besoin %s : écrivez un service du standard, par exemple « %s »", w.need, near),
		EN: fmt.Sprintf("--besoin %s: write a service of the standard, for instance %q", w.need, near),
	}
}

// write puts the page and what it loads in a folder. The paper's size is added
// to the style sheet: the page itself leaves it to whoever prints.
func (w *bookletWish) write(dir string, portal *model.Portal, t *theme.Theme, site *plan.Site, page *plan.Page) error {
	r := render.NewSite(render.New(portal, t), site)
	put := func(name string, data []byte) error {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
		return os.WriteFile(name, data, 0o600)
	}
	for _, f := range r.Assets() {
		switch {
		case f.Path == "assets/livret.css":
			f.Data = append(bytes.Clone(f.Data), "\n@page{size:"+strings.ToUpper(w.format)+"}\n"...)
		case !strings.HasPrefix(f.Path, "assets/") || strings.HasPrefix(f.Path, "assets/lieux/"):
			continue
		}
		if err := put(f.Path, f.Data); err != nil {
			return err
		}
	}
	return put(page.Path, r.Page(nil, page))
}

// findBrowser is where Chromium is: the one that CHROME_PATH names, or the
// first that is installed.
func (a *app) findBrowser() (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge"}
	if name := a.getenv("CHROME_PATH"); name != "" {
		names = []string{name}
	}
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			return filepath.Abs(found)
		}
	}
	a.complain(
		a.say("aucun navigateur Chromium n’a été trouvé pour fabriquer le PDF", "no Chromium was found to make the PDF"),
		a.say("installez Chromium ou Chrome, ou dites où il est dans la variable CHROME_PATH ; sans lui, ouvrez livret.html dans un navigateur et imprimez-le",
			"install Chromium or Chrome, or say where it is in the variable CHROME_PATH; without it, open livret.html in a browser and print it"))
	return "", errFailed
}

// browserTime is the longest that a browser may take: a booklet of six hundred
// places takes a few seconds.
const browserTime = 3 * time.Minute

// printBooklet has the browser print a page of dir, and puts the result in
// place, whole or not at all. Nothing is fetched: the page is on the disk and
// every name is unknown to the browser.
func (a *app) printBooklet(browser, dir, page, pdf string) error {
	made := filepath.Join(dir, "livret.pdf")
	args := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update",
		"--host-resolver-rules=MAP * ~NOTFOUND", "--user-data-dir=" + filepath.Join(dir, "profil"),
		"--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline", "--print-to-pdf=" + made,
	}
	if os.Geteuid() == 0 { // Chromium refuses its sandbox to root, as in a container; the page is ours
		args = append(args, "--no-sandbox")
	}
	address := "file://" + filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(page)))
	if !strings.HasPrefix(address, "file:///") { // C:/…
		address = strings.Replace(address, "file://", "file:///", 1)
	}
	ctx, cancel := context.WithTimeout(context.Background(), browserTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, browser, append(args, address)...)
	cmd.WaitDelay = 5 * time.Second
	said, err := cmd.CombinedOutput()
	data, readErr := os.ReadFile(made)
	if readErr != nil || !bytes.HasPrefix(data, []byte("%PDF-")) {
		a.complain(a.say("le navigateur n’a pas fait le PDF", "the browser did not make the PDF"), lastLine(said))
		return errors.Join(errFailed, err)
	}
	err = replaceFile(pdf, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err != nil {
		return a.fileFault(err)
	}
	fmt.Fprintln(a.stdout, pdf)
	return nil
}

// lastLine is the last thing that a program said.
func lastLine(said []byte) string {
	lines := strings.Split(strings.TrimSpace(string(said)), "\n")
	return lines[len(lines)-1]
}
