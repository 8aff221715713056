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
	res, ds, err := build.Run(build.Options{Dir: a.dir, Out: a.path(out), Territories: territories, Today: today})
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
	lang := string(a.lang())
	number := func(n int) string { return french.Number(n, lang) }
	seconds := fmt.Sprintf("%.1f", time.Since(start).Seconds())
	w := res.Written
	fmt.Fprintln(a.stdout, a.say(
		fmt.Sprintf("%s : %s sites, %s pages, en %s s (%s fichiers écrits, %s inchangés, %s retirés)", out, number(res.Sites), number(res.Pages), commas(seconds), number(w.Written), number(w.Unchanged+w.Kept), number(w.Removed)),
		fmt.Sprintf("%s: %s sites, %s pages, in %s s (%s files written, %s unchanged, %s removed)", out, number(res.Sites), number(res.Pages), seconds, number(w.Written), number(w.Unchanged+w.Kept), number(w.Removed))))
	return nil
}

// counts says how many errors and warnings there are.
func (a *app) counts(errs, warnings int) string {
	lang := string(a.lang())
	return a.say(
		fmt.Sprintf("%d %s, %d %s", errs, french.Plural(errs, lang, "erreur", "erreurs"), warnings, french.Plural(warnings, lang, "avertissement", "avertissements")),
		fmt.Sprintf("%d %s, %d %s", errs, french.Plural(errs, lang, "error", "errors"), warnings, french.Plural(warnings, lang, "warning", "warnings")))
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
