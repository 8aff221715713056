package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/french"
)

// buildCmd is `balise build`.
func (a *app) buildCmd() *cobra.Command {
	var out string
	var territories []string
	cmd := &cobra.Command{
		Use: "build", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.build(out, territories) },
	}
	cmd.Flags().StringVar(&out, "out", "public", "")
	cmd.Flags().StringArrayVar(&territories, "territoire", nil, "")
	return cmd
}

func (a *app) build(out string, territories []string) error {
	today, err := a.today()
	if err != nil {
		return err
	}
	start := time.Now()
	res, ds, err := build.Run(build.Options{Dir: a.dir, Out: a.path(out), Territories: territories, Today: today, Cache: a.cache()})
	if perr := diag.Text(a.stderr, ds, a.lang()); perr != nil {
		return perr
	}
	if err != nil {
		return err
	}
	if res == nil {
		errs, warnings := diag.Count(ds)
		fmt.Fprintln(a.stderr, a.counts(errs, warnings)+a.say(" : rien n’a été écrit", ": nothing was written"))
		return errFailed
	}
	seconds := fmt.Sprintf("%.1f", time.Since(start).Seconds())
	w := res.Written
	fmt.Fprintln(a.stdout, a.say(out+" : ", out+": ")+
		a.quantity(res.Sites, "site", "sites", "site", "sites")+", "+
		a.quantity(res.Pages, "page", "pages", "page", "pages")+
		a.say(", en "+commas(seconds)+" s (", ", in "+seconds+" s (")+
		a.quantity(w.Written, "fichier écrit", "fichiers écrits", "file written", "files written")+", "+
		a.quantity(w.Unchanged+w.Kept, "inchangé", "inchangés", "unchanged", "unchanged")+", "+
		a.quantity(w.Removed, "retiré", "retirés", "removed", "removed")+")")
	return nil
}

// counts says how many errors and warnings there are.
func (a *app) counts(errs, warnings int) string {
	return a.quantity(errs, "erreur", "erreurs", "error", "errors") + ", " +
		a.quantity(warnings, "avertissement", "avertissements", "warning", "warnings")
}

// quantity says a number and what it counts: its noun for one, and for many, in
// French and in English.
func (a *app) quantity(n int, fr, frMany, en, enMany string) string {
	lang := string(a.lang())
	return french.Number(n, lang) + " " + a.say(french.Plural(n, lang, fr, frMany), french.Plural(n, lang, en, enMany))
}

func commas(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] == '.' {
			b[i] = ','
		}
	}
	return string(b)
}
