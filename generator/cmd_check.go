package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/check"
	"balise/generator/diag"
	"balise/generator/model"
)

// checkCmd is `balise check`.
func (a *app) checkCmd() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use: "check", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.check(format) },
	}
	cmd.Flags().StringVar(&format, "format", "text", "")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json", "github"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// portalReport is the stable shape of `check --format json`.
type portalReport struct {
	diag.Report
	Quality *check.Quality `json:"quality"`
}

func (a *app) check(format string) error {
	today, err := a.today()
	if err != nil {
		return err
	}
	if format != "text" && format != "json" && format != "github" {
		return &build.UsageError{FR: "--format : text, json ou github", EN: "--format: text, json or github"}
	}
	portal, ds, err := build.Check(a.dir, today)
	if err != nil {
		return err
	}
	quality := check.Measure(portal)
	errs, warnings := diag.Count(ds)
	switch format {
	case "json":
		err = writeReport(a.stdout, portalReport{diag.NewReport(ds, a.lang()), quality})
	case "github":
		err = diag.GitHub(a.stdout, ds, a.lang())
	default:
		if err = diag.Text(a.stderr, ds, a.lang()); err == nil && portal.Site != nil {
			_, err = fmt.Fprintln(a.stdout, a.summary(portal, errs, warnings)+a.qualitySaid(quality))
		}
	}
	if err != nil {
		return err
	}
	if errs > 0 {
		return errFailed
	}
	return nil
}

func writeReport(w io.Writer, report portalReport) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(report)
}

func (a *app) summary(portal *model.Portal, errs, warnings int) string {
	return a.quantity(len(portal.Territories), "territoire", "territoires", "territory", "territories") + ", " +
		a.quantity(len(portal.Structures), "structure", "structures", "structure", "structures") + a.say(" : ", ": ") + a.counts(errs, warnings)
}

// qualitySaid is the line about the records: their mark, and the three keys
// that most of them lack.
func (a *app) qualitySaid(q *check.Quality) string {
	if len(q.Structures) == 0 {
		return ""
	}
	lacks := map[string]int{}
	for _, s := range q.Structures {
		for _, key := range s.Missing {
			if key != "publics_specifiquement_adresses" { // rightly empty where everybody is welcome
				lacks[key]++
			}
		}
	}
	keys := make([]string, 0, len(lacks))
	for key := range lacks {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(x, y string) int { return cmp.Or(cmp.Compare(lacks[y], lacks[x]), cmp.Compare(x, y)) })
	said := fmt.Sprintf(a.say("\nQualité des fiches : %d sur 100", "\nQuality of the records: %d out of 100"), int(math.Round(q.Score*100)))
	for i, key := range keys[:min(3, len(keys))] {
		keys[i] = fmt.Sprintf("%s (%d)", key, lacks[key])
	}
	if len(keys) > 0 {
		said += a.say(". Manquent le plus souvent : ", ". Most often missing: ") + strings.Join(keys[:min(3, len(keys))], ", ")
	}
	return said
}
