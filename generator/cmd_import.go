package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"balise/generator/diag"
	"balise/generator/exchange"
)

// importCmd is `balise import`.
func (a *app) importCmd() *cobra.Command {
	var o exchange.ImportOptions
	var report string
	cmd := &cobra.Command{
		Use: "import FILE…", Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, files []string) error { return a.importFiles(files, o, report) },
	}
	f := cmd.Flags()
	f.StringVar(&o.Into, "into", "data/structures", "")
	f.StringVar(&o.Source, "source", "", "")
	f.BoolVar(&o.DryRun, "dry-run", false, "")
	f.StringVar(&report, "report", "", "")
	return cmd
}

// importFiles runs an import. Files of the command line are the person's own:
// they are read from where the command runs, not from -C.
func (a *app) importFiles(files []string, o exchange.ImportOptions, reportFile string) error {
	today, err := a.today()
	if err != nil {
		return err
	}
	o.Today = today
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	report, ds, err := exchange.ImportFiles(ctx, a.dir, files, o)
	if err != nil {
		return err
	}
	if err := diag.Text(a.stderr, ds, a.lang()); err != nil {
		return err
	}
	for _, c := range report.Changes {
		sign := "~"
		if c.Created {
			sign = "+"
		}
		if o.DryRun {
			fmt.Fprintf(a.stdout, "%s %s\n", sign, c.Path)
		}
	}
	fmt.Fprintln(a.stdout, a.say(
		fmt.Sprintf("%d lignes lues = %d gardées + %d réunies + %d refusées ; %d fichiers", report.Read, report.Kept, report.Merged, report.Rejected, len(report.Changes)),
		fmt.Sprintf("%d rows read = %d kept + %d merged + %d rejected; %d files", report.Read, report.Kept, report.Merged, report.Rejected, len(report.Changes)))+
		a.written(o.DryRun))
	if reportFile != "" {
		if err := a.saveReport(reportFile, report, ds); err != nil {
			return err
		}
	}
	if errs, _ := diag.Count(ds); errs > 0 {
		return errFailed
	}
	return nil
}

func (a *app) written(dryRun bool) string {
	if dryRun {
		return a.say(" à écrire (rien n’a été écrit)", " to write (nothing was written)")
	}
	return a.say(" écrits", " written")
}

func (a *app) saveReport(name string, report exchange.Report, ds []diag.Diag) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := report.WriteJSON(f, ds, a.lang()); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
