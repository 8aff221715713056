package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
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

func (a *app) check(format string) error {
	today, err := a.today()
	if err != nil {
		return err
	}
	if format != "text" && format != "json" && format != "github" {
		return &build.UsageError{FR: "--format : text, json ou github", EN: "--format: text, json or github"}
	}
	portal, _, ds, err := build.Read(a.dir, today)
	if err != nil {
		return err
	}
	errs, warnings := diag.Count(ds)
	switch format {
	case "json":
		err = diag.JSON(a.stdout, ds, a.lang())
	case "github":
		err = diag.GitHub(a.stdout, ds, a.lang())
	default:
		if err = diag.Text(a.stderr, ds, a.lang()); err == nil && portal.Site != nil {
			_, err = fmt.Fprintln(a.stdout, a.quantity(len(portal.Territories), "territoire", "territoires", "territory", "territories")+", "+
				a.quantity(len(portal.Structures), "structure", "structures", "structure", "structures")+a.say(" : ", ": ")+a.counts(errs, warnings))
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
