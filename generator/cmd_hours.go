package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/geo"
	"balise/generator/hours"
)

type hoursOptions struct{ from, to, departement, format string }

// hoursCmd is `balise hours`.
func (a *app) hoursCmd() *cobra.Command {
	var o hoursOptions
	cmd := &cobra.Command{
		Use: "hours VALUE", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.hours(args[0], o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.from, "from", "", "")
	f.StringVar(&o.to, "to", "", "")
	f.StringVar(&o.departement, "departement", "", "")
	f.StringVar(&o.format, "format", "text", "")
	return cmd
}

// hoursReport is the stable shape of `hours --format json`.
type hoursReport struct {
	Value       string          `json:"value"`
	Valid       bool            `json:"valid"`
	Text        string          `json:"text"`
	Diagnostics []diag.JSONDiag `json:"diagnostics"`
	Intervals   [][4]any        `json:"intervals"`
}

func (a *app) hours(value string, o hoursOptions) error {
	if o.format != "text" && o.format != "json" {
		return &build.UsageError{FR: "--format : text ou json", EN: "--format: text or json"}
	}
	place, err := placeOf(o.departement)
	if err != nil {
		return err
	}
	from, to, err := a.period(o, place.Location())
	if err != nil {
		return err
	}
	schedule, faults := hours.Parse(value)
	var ds []diag.Diag
	for _, f := range faults {
		at := diag.Pos{File: "horaires", Line: 1, Col: utf8.RuneCountInString(value[:f.Start]) + 1}
		ds = append(ds, diag.New(f.Code, at, f.Args...))
	}
	// A value may have a usual reading, that of the library which the national
	// tools use, and still not be in the syntax: it is then valid there, and an
	// error to correct here.
	report := hoursReport{Value: value, Valid: schedule != nil, Intervals: [][4]any{}}
	report.Diagnostics = diag.NewReport(ds, a.lang()).Diagnostics
	if schedule != nil {
		report.Text = schedule.Text(a.lang())
		if o.from != "" || o.to != "" || o.format == "json" {
			report.add(schedule.Intervals(from, to, place))
		}
	}
	if o.format == "json" {
		enc := json.NewEncoder(a.stdout)
		enc.SetEscapeHTML(false)
		err = enc.Encode(report)
	} else if err = diag.Text(a.stderr, ds, a.lang()); err == nil {
		report.print(a.stdout)
	}
	if errs, _ := diag.Count(ds); err == nil && errs > 0 {
		return errFailed
	}
	return err
}

// placeOf is a place of a département, as people write its code.
func placeOf(departement string) (hours.Place, error) {
	code := strings.ToUpper(departement)
	if len(code) == 1 {
		code = "0" + code
	}
	if _, known := geo.DepartementByCode(code); departement != "" && !known {
		return hours.Place{}, &build.UsageError{
			FR: "--departement : « " + departement + " » n’est pas un code : écrivez par exemple 56, 2A ou 974",
			EN: "--departement: “" + departement + "” is not a code: write for instance 56, 2A or 974",
		}
	}
	return hours.Place{Departement: code}, nil
}

// add lists intervals: from, to, state, and the comment or null.
func (r *hoursReport) add(intervals []hours.Interval) {
	const layout = "2006-01-02T15:04"
	for _, i := range intervals {
		var comment any
		if i.Comment != "" {
			comment = i.Comment
		}
		r.Intervals = append(r.Intervals, [4]any{i.From.Format(layout), i.To.Format(layout), i.State.String(), comment})
	}
}

func (r *hoursReport) print(w io.Writer) {
	if r.Text != "" {
		fmt.Fprintln(w, r.Text)
	}
	for _, i := range r.Intervals {
		fmt.Fprintf(w, "%v  %v  %v", i[0], i[1], i[2])
		if i[3] != nil {
			fmt.Fprintf(w, "  %v", i[3])
		}
		fmt.Fprintln(w)
	}
}

// period reads --from and --to; the default is the week to come.
func (a *app) period(o hoursOptions, zone *time.Location) (from, to time.Time, err error) {
	today, err := a.today()
	if err != nil {
		return from, to, err
	}
	y, m, d := today.Date()
	from = time.Date(y, m, d, 0, 0, 0, 0, zone)
	read := func(name, value string, into *time.Time) {
		t, perr := time.ParseInLocation("2006-01-02", value, zone)
		if perr != nil {
			err = &build.UsageError{FR: "--" + name + " : écrivez une date comme 2026-02-01", EN: "--" + name + ": write a date such as 2026-02-01"}
		}
		*into = t
	}
	if o.from != "" {
		read("from", o.from, &from)
	}
	to = from.AddDate(0, 0, 7)
	if o.to != "" {
		read("to", o.to, &to)
	}
	switch {
	case err != nil:
	case !from.Before(to):
		err = &build.UsageError{FR: "--to : écrivez un jour d’après --from", EN: "--to: write a day after --from"}
	case to.Sub(from) > hours.Longest:
		err = &build.UsageError{FR: "--to : dix ans au plus après --from", EN: "--to: at most ten years after --from"}
	}
	return from, to, err
}
