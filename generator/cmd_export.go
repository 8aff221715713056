package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/exchange"
	"balise/generator/model"
)

// exportCmd is `balise export`.
func (a *app) exportCmd() *cobra.Command {
	var format, territory, out string
	var o exchange.Options
	cmd := &cobra.Command{
		Use: "export", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.export(format, territory, out, o) },
	}
	f := cmd.Flags()
	f.StringVar(&format, "format", "csv", "")
	f.StringVar(&territory, "territoire", "", "")
	f.StringVar(&out, "out", "-", "")
	f.BoolVar(&o.StrictSchema, "strict-schema", false, "")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func formats() []string {
	var names []string
	for _, t := range exchange.Targets() {
		names = append(names, t.Name)
	}
	return names
}

func (a *app) export(format, territory, out string, o exchange.Options) error {
	target := exchange.TargetNamed(format)
	if target == nil {
		names := strings.Join(formats(), ", ")
		return &build.UsageError{FR: "--format : " + names, EN: "--format: " + names}
	}
	portal, _, err := a.sound()
	if err != nil {
		return err
	}
	list, t := portal.Structures, (*model.Territory)(nil)
	if territory != "" {
		if t, err = build.Find(portal, territory); err != nil {
			return err
		}
		list = t.Structures
	}
	strict := o.StrictSchema
	o = build.ExportOptions(portal, t)
	o.StrictSchema = strict
	if out == "-" {
		w := bufio.NewWriter(a.stdout)
		if err := target.Write(w, o, list); err != nil {
			return err
		}
		err = w.Flush()
	} else {
		err = replaceFile(a.path(out), func(w io.Writer) error { return target.Write(w, o, list) })
	}
	if err != nil {
		return a.fileFault(err)
	}
	return diag.Text(a.stderr, target.Lacks(list), a.lang())
}

// replaceFile writes a file whole or not at all: beside it first, then in its
// place.
func replaceFile(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".balise-export-*")
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 64<<10)
	err = errors.Join(write(w), w.Flush(), f.Chmod(0o644), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}
