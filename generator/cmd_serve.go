package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/serve"
)

// servePort is where the portal is shown unless --port says otherwise.
const servePort = 4000

// A command that stays is no build: under a build's limit the collector would
// work all the time for a portal of the whole country, which is held twice while
// it is read again; and between two saves memory is better given back than used.
const (
	serveMemory = 1 << 30 // bytes
	serveGC     = 100     // percent
)

// serveCmd is `balise serve`.
func (a *app) serveCmd() *cobra.Command {
	var port int
	cmd := &cobra.Command{
		Use: "serve", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(port, !cmd.Flags().Changed("port")) },
	}
	cmd.Flags().IntVar(&port, "port", servePort, "")
	return cmd
}

// serve shows the portal until it is interrupted, which is how it ends well.
func (a *app) serve(port int, next bool) error {
	if port < 0 || port > 65535 {
		return &build.UsageError{FR: "--port : un nombre de 0 à 65535", EN: "--port: a number from 0 to 65535"}
	}
	if _, err := a.today(); err != nil {
		return err
	}
	if a.getenv("GOGC") == "" && a.getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(serveGC)
		debug.SetMemoryLimit(serveMemory)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	said := ""
	return serve.Run(ctx, serve.Options{
		Dir: a.dir, Port: port, Next: next, Lang: a.lang(), Today: a.today,
		Ready: func(address string) {
			fmt.Fprintln(a.stdout, address)
			fmt.Fprintln(a.stderr, a.say("Ouvrez cette adresse. Ctrl-C pour arrêter.", "Open this address. Ctrl-C to stop."))
		},
		Tell: func(u serve.Update) { said = a.tellServe(u, said) },
	})
}

// tellServe prints what a reading gave. What was said already, and is still
// true, is not said again: said is the last text of faults.
func (a *app) tellServe(u serve.Update, said string) string {
	if u.Problem != nil {
		message := u.Problem.Error()
		var usage *build.UsageError
		if errors.As(u.Problem, &usage) {
			message = a.say(usage.FR, usage.EN)
		}
		a.complain(message, a.say("les dernières pages restent ; elles seront mises à jour quand il reviendra", "the last pages stay; they will be brought up to date when it is back"))
		return ""
	}
	var b strings.Builder
	_ = diag.Text(&b, u.Faults, a.lang())
	if b.String() != said {
		fmt.Fprint(a.stderr, b.String())
	}
	errs, warnings := diag.Count(u.Faults)
	ms := fmt.Sprintf("%.0f", float64(u.Took.Microseconds())/1000)
	fmt.Fprintln(a.stderr, a.say("lu en "+ms+" ms : ", "read in "+ms+" ms: ")+a.counts(errs, warnings))
	if u.First && u.Blind {
		fmt.Fprintln(a.stderr, a.say("Certains dossiers ne peuvent pas être surveillés : ils sont relus de temps en temps.", "Some folders cannot be watched: they are looked at every now and then."))
	}
	return b.String()
}
