package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/model"
	"balise/generator/theme"
	"balise/generator/write"
)

// app is one run of the command.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	dir            string // -C
	langFlag       string // --lang
}

// errFailed ends a run with status 1 when all has been said already.
var errFailed = errors.New("failed")

func (a *app) run(args []string) int {
	root := a.root()
	root.SetArgs(args)
	cmd, err := root.ExecuteC()
	if err == nil {
		return 0
	}
	var usage *build.UsageError
	var machine *write.Error
	switch {
	case errors.Is(err, errFailed):
		return 1
	case errors.As(err, &usage):
		a.complain(a.say(usage.FR, usage.EN), "")
		return 2
	case errors.As(err, &machine):
		a.complain(machine.Message(a.lang()), machine.Hint(a.lang()))
		return 1
	case isUsage(err):
		a.complain(a.translate(cmd, err), a.say(
			fmt.Sprintf("« %s --help » dit comment l’écrire", cmd.CommandPath()), fmt.Sprintf("“%s --help” tells how to write it", cmd.CommandPath())))
		return 2
	}
	a.complain(err.Error(), "")
	return 1
}

// complain prints an error of the machine or of the command line.
func (a *app) complain(message, hint string) {
	fmt.Fprintf(a.stderr, "balise: %s: %s\n", a.say("erreur", "error"), message)
	if hint != "" {
		fmt.Fprintf(a.stderr, "  %s%s\n", a.say("aide : ", "help: "), hint)
	}
}

// root makes the command line. Help is in the language of the run.
func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "balise",
		SilenceErrors: true, SilenceUsage: true,
		SuggestionsMinimumDistance: 2,
		Args:                       cobra.NoArgs,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	flags := root.PersistentFlags()
	flags.StringVarP(&a.dir, "chdir", "C", ".", "")
	flags.StringVar(&a.langFlag, "lang", "", "")
	root.AddCommand(a.buildCmd(), a.serveCmd(), a.checkCmd(), a.newCmd(), a.fmtCmd(), a.importCmd(), a.exportCmd(), a.hoursCmd(), a.geoCmd(), a.bookletCmd())
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if a.langFlag != "" && a.langFlag != "fr" && a.langFlag != "en" {
			return &build.UsageError{FR: "--lang : fr ou en", EN: "--lang: fr or en"}
		}
		return nil
	}
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.help(cmd) })
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	return root
}

// lang is the language of messages: the one asked for, else French for a
// French portal, else that of the environment.
func (a *app) lang() diag.Lang {
	if a.langFlag == "fr" || a.langFlag == "en" {
		return diag.Lang(a.langFlag)
	}
	var site struct{ Langues []string }
	if data, err := readSmall(filepath.Join(a.dir, "site.toml")); err == nil {
		if _, err := toml.Decode(string(data), &site); err == nil || len(site.Langues) == 0 {
			if len(site.Langues) == 0 || strings.HasPrefix(site.Langues[0], "fr") {
				return diag.French
			}
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := a.getenv(name); strings.HasPrefix(v, "en") {
			return diag.English
		} else if v != "" && v != "C" && v != "POSIX" && !strings.HasPrefix(v, "C.") {
			return diag.French
		}
	}
	return diag.French
}

// readSmall reads a file that should be short; a bomb is left alone.
func readSmall(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > 64<<10 {
		return nil, errors.New("not a short file")
	}
	data, err := os.ReadFile(name)
	// A deep document hangs the decoder; only the top of the file is of use.
	top, _, _ := strings.Cut(string(data), "\n[")
	if strings.Count(top, "[") > 20 || strings.Count(top, "{") > 20 || strings.Count(top, ".") > 200 {
		return nil, errors.New("not a plain file")
	}
	return []byte(top), err
}

// say picks the sentence in the language of the run.
func (a *app) say(fr, en string) string {
	if a.lang() == diag.English {
		return en
	}
	return fr
}

// today is the day of the run: SOURCE_DATE_EPOCH (reproducible-builds.org) or
// the clock, in French time.
func (a *app) today() (time.Time, error) {
	now := time.Now()
	if v := a.getenv("SOURCE_DATE_EPOCH"); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return now, &build.UsageError{FR: "SOURCE_DATE_EPOCH doit être un nombre de secondes", EN: "SOURCE_DATE_EPOCH must be a number of seconds"}
		}
		now = time.Unix(n, 0)
	}
	if paris, err := time.LoadLocation("Europe/Paris"); err == nil {
		now = now.In(paris)
	}
	y, m, d := now.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC), nil
}

// cache is the folder where this user's programs keep what they can make again
// (XDG Base Directory; Apple's and Microsoft's own), empty when there is none.
func (a *app) cache() string {
	base := a.getenv("XDG_CACHE_HOME")
	switch home := a.getenv("HOME"); {
	case filepath.IsAbs(base):
	case runtime.GOOS == "windows":
		base = a.getenv("LocalAppData")
	case runtime.GOOS == "darwin" && home != "":
		base = filepath.Join(home, "Library", "Caches")
	case home != "":
		base = filepath.Join(home, ".cache")
	}
	if !filepath.IsAbs(base) {
		return ""
	}
	return filepath.Join(base, "balise")
}

// path is a path of the command line: relative to -C.
func (a *app) path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(a.dir, p)
}

// usagePatterns recognise cobra's and pflag's complaints, which are English and
// of no type.
var usagePatterns = []struct {
	pattern *regexp.Regexp
	fr      string
}{
	{regexp.MustCompile(`^unknown command "([^"]*)"`), "commande « %s » inconnue"},
	{regexp.MustCompile(`^unknown flag: (\S+)`), "option %s inconnue"},
	{regexp.MustCompile(`^unknown shorthand flag: \S+ in (\S+)`), "option %s inconnue"},
	{regexp.MustCompile(`^flag needs an argument: (.+)`), "il manque une valeur à l’option %s"},
	{regexp.MustCompile(`^invalid argument (.+?) for `), "valeur %s impossible"},
	{regexp.MustCompile(`^accepts (\d+) arg\(s\), received (\d+)`), "nombre d’arguments attendus : %s ; reçus : %s"},
	{regexp.MustCompile(`^accepts at most (\d+) arg\(s\), received (\d+)`), "nombre d’arguments attendus : %s au plus ; reçus : %s"},
	{regexp.MustCompile(`^requires at least (\d+) arg\(s\), only received (\d+)`), "nombre d’arguments attendus : %s au moins ; reçus : %s"},
	{regexp.MustCompile(`^accepts between (\d+) and (\d+) arg\(s\), received (\d+)`), "nombre d’arguments attendus : de %s à %s ; reçus : %s"},
	{regexp.MustCompile(`^bad flag syntax: (.+)`), "option mal écrite : %s"},
}

func isUsage(err error) bool {
	for _, p := range usagePatterns {
		if p.pattern.MatchString(err.Error()) {
			return true
		}
	}
	return false
}

func (a *app) translate(cmd *cobra.Command, err error) string {
	text, _, _ := strings.Cut(err.Error(), "\n")
	for _, p := range usagePatterns {
		if m := p.pattern.FindStringSubmatch(text); m != nil {
			near := ""
			if s := cmd.SuggestionsFor(m[1]); len(s) > 0 {
				near = a.say(" ; vouliez-vous dire « "+s[0]+" » ?", "; did you mean “"+s[0]+"”?")
			}
			if a.lang() == diag.English {
				return text + near
			}
			args := make([]any, len(m)-1)
			for i, arg := range m[1:] {
				args[i] = arg
			}
			return fmt.Sprintf(p.fr, args...) + near
		}
	}
	return text
}

// sound reads a portal that must be without errors to be of use: they are said,
// and it is errFailed.
func (a *app) sound() (*model.Portal, *theme.Theme, error) {
	today, err := a.today()
	if err != nil {
		return nil, nil, err
	}
	portal, t, ds, err := build.Read(a.dir, today)
	if err != nil {
		return nil, nil, err
	}
	if errs, _ := diag.Count(ds); errs > 0 {
		if err := diag.Text(a.stderr, ds, a.lang()); err != nil {
			return nil, nil, err
		}
		return nil, nil, errFailed
	}
	return portal, t, nil
}
