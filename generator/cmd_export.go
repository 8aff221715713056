package main

import (
	"bufio"
	"io"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/exchange"
	"balise/generator/model"
)

// exportCmd is `balise export`.
func (a *app) exportCmd() *cobra.Command {
	var format, territory string
	var o exchange.Options
	cmd := &cobra.Command{
		Use: "export", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.export(format, territory, o) },
	}
	f := cmd.Flags()
	f.StringVar(&format, "format", "csv", "")
	f.StringVar(&territory, "territoire", "", "")
	f.BoolVar(&o.StrictSchema, "strict-schema", false, "")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"csv", "json", "geojson"}, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) export(format, territory string, o exchange.Options) error {
	write, ok := map[string]func(io.Writer, []*model.Structure) error{"csv": o.CSV, "json": o.JSON, "geojson": o.GeoJSON}[format]
	if !ok {
		return &build.UsageError{FR: "--format : csv, json ou geojson", EN: "--format: csv, json or geojson"}
	}
	today, err := a.today()
	if err != nil {
		return err
	}
	portal, _, ds, err := build.Read(a.dir, today)
	if err != nil {
		return err
	}
	if errs, _ := diag.Count(ds); errs > 0 {
		if err := diag.Text(a.stderr, ds, a.lang()); err != nil {
			return err
		}
		return errFailed
	}
	list := portal.Structures
	if territory != "" {
		t, err := build.Find(portal, territory)
		if err != nil {
			return err
		}
		list = t.Structures
	}
	out := bufio.NewWriter(a.stdout)
	if err := write(out, list); err != nil {
		return err
	}
	return out.Flush()
}
