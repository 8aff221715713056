package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"balise/generator/build"
	"balise/generator/diag"
	"balise/generator/load"
	"balise/generator/model"
	"balise/generator/scaffold"
)

// newCmd is `balise new`.
func (a *app) newCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use: "new", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.newPortailCmd(), a.newGuideCmd(), a.newStructureCmd())
	return cmd
}

func (a *app) newPortailCmd() *cobra.Command {
	var o scaffold.PortalOptions
	var territories []string
	cmd := &cobra.Command{
		Use: "portail DIR", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.newPortail(args[0], territories, o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.Title, "titre", "", "")
	f.StringArrayVar(&territories, "territoire", nil, "")
	f.StringVar(&o.Publisher, "editeur", "", "")
	f.StringVar(&o.Mail, "courriel", "", "")
	return cmd
}

func (a *app) newGuideCmd() *cobra.Command {
	var o scaffold.GuideOptions
	cmd := &cobra.Command{
		Use: "guide", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.newGuide(o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.Title, "titre", "", "")
	f.StringVar(&o.Summary, "resume", "", "")
	f.StringVar(&o.Theme, "theme", "", "")
	f.StringVar(&o.Territory, "territoire", "", "")
	return cmd
}

func (a *app) newStructureCmd() *cobra.Command {
	var o scaffold.StructureOptions
	cmd := &cobra.Command{
		Use: "structure", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.newStructure(o) },
	}
	f := cmd.Flags()
	f.StringVar(&o.Name, "nom", "", "")
	f.StringVar(&o.Commune, "commune", "", "")
	f.StringVar(&o.Postcode, "code-postal", "", "")
	return cmd
}

func (a *app) newPortail(dir string, queries []string, o scaffold.PortalOptions) error {
	today, err := a.today()
	if err != nil {
		return err
	}
	if dir == "" {
		return &build.UsageError{FR: "il manque le nom du dossier à créer", EN: "the name of the folder to make is missing"}
	}
	o.Today = today
	if err := scaffold.Vacant(a.path(dir)); err != nil {
		return asUsage(err) // before any question
	}
	for _, q := range queries {
		t, err := scaffold.FindTerritory(q)
		if err != nil {
			return asUsage(err)
		}
		o.Territories = append(o.Territories, t)
	}
	if ask := a.asker(); ask != nil {
		if err := ask.portal(&o); err != nil {
			return asUsage(err)
		}
	}
	made, err := scaffold.Portal(a.path(dir), o)
	if err != nil {
		return asUsage(err)
	}
	fmt.Fprintln(a.stdout, a.path(dir))
	a.tell(made.Notes)
	word := a.path(dir)
	if strings.Contains(word, " ") {
		word = `"` + word + `"`
	}
	readme := filepath.Join(a.path(dir), "README.md")
	fmt.Fprint(a.stderr, a.say(
		fmt.Sprintf(`Le portail est prêt (%d fichiers). Ensuite :
  balise -C %[2]s check   dit ce qui reste à compléter
  balise -C %[2]s build   fabrique les sites
Lisez %[3]s : il explique le reste.
`, len(made.Files), word, readme),
		fmt.Sprintf(`The portal is ready (%d files). Next:
  balise -C %[2]s check   tells what is left to complete
  balise -C %[2]s build   makes the sites
Read %[3]s: it explains the rest.
`, len(made.Files), word, readme)))
	return nil
}

func (a *app) newGuide(o scaffold.GuideOptions) error {
	p, err := a.begun()
	if err != nil {
		return err
	}
	o.Today = p.Today
	if ask := a.asker(); ask != nil {
		ask.missing(&o.Title, "Titre du guide", "Title of the guide")
		ask.missing(&o.Summary, "Résumé, en une phrase (Entrée : plus tard)", "Summary, in one sentence (Enter: later)")
	}
	made, err := scaffold.Guide(a.dir, p, o)
	if err != nil {
		return asUsage(err)
	}
	a.announce(made)
	fmt.Fprintln(a.stderr, a.say("Ouvrez ce fichier et écrivez le guide ; « balise check » vérifie ensuite.", "Open this file and write the guide; “balise check” checks it afterwards."))
	return nil
}

func (a *app) newStructure(o scaffold.StructureOptions) error {
	p, err := a.begun()
	if err != nil {
		return err
	}
	o.Today = p.Today
	if ask := a.asker(); ask != nil {
		ask.missing(&o.Name, "Nom de la structure", "Name of the structure")
		ask.missing(&o.Commune, "Commune", "Commune")
	}
	made, err := scaffold.Structure(a.dir, p, o)
	if err != nil {
		return asUsage(err)
	}
	a.announce(made)
	fmt.Fprintln(a.stderr, a.say(
		"Ouvrez ce fichier, complétez les lignes utiles et retirez leur # ; « balise check » vérifie ensuite.",
		"Open this file, complete the lines that are of use and remove their #; “balise check” checks it afterwards."))
	return nil
}

// begun reads the portal that gets a new file. Its faults do not matter here,
// as long as it is one.
func (a *app) begun() (*model.Portal, error) {
	today, err := a.today()
	if err != nil {
		return nil, err
	}
	p, ds, err := load.Portal(a.dir, today)
	if err != nil {
		return nil, err
	}
	if p.Site == nil {
		root, err := os.OpenRoot(a.dir)
		if err != nil {
			return nil, err
		}
		defer root.Close()
		if err := diag.Text(a.stderr, load.Excerpts(root.FS(), ds), a.lang()); err != nil {
			return nil, err
		}
		return nil, errFailed
	}
	return p, nil
}

// announce prints what was written, as the person can open it from where she
// is, and what she should know of it.
func (a *app) announce(made scaffold.Made) {
	for _, name := range made.Files {
		fmt.Fprintln(a.stdout, a.path(filepath.FromSlash(name)))
	}
	a.tell(made.Notes)
}

func (a *app) tell(notes []scaffold.Sentence) {
	for _, n := range notes {
		fmt.Fprintf(a.stderr, "balise: %s: %s\n", a.say("remarque", "note"), a.say(n.FR, n.EN))
	}
}

// asUsage makes of a request that cannot be met a fault of the command line.
func asUsage(err error) error {
	var fault *scaffold.Fault
	if errors.As(err, &fault) {
		return &build.UsageError{FR: fault.FR, EN: fault.EN}
	}
	return err
}

// asker asks a person what the command line does not say. It waits for a
// terminal only, and an end of input is an empty answer to every question left.
type asker struct {
	in  *bufio.Reader
	out io.Writer
	say func(fr, en string) string
}

// asker is nil when nobody is there to answer.
func (a *app) asker() *asker {
	f, ok := a.stdin.(*os.File)
	if !ok || !isTerminal(f) {
		return nil
	}
	return &asker{bufio.NewReader(f), a.stderr, a.say}
}

// isTerminal takes a character device for a terminal, but for the null device:
// it answers nothing.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// longestAnswer bounds what is read of a line.
const longestAnswer = 1000

func (q *asker) ask(fr, en string) (answer string, ok bool) {
	fmt.Fprint(q.out, q.say(fr+" : ", en+": "))
	var b strings.Builder
	for b.Len() < longestAnswer {
		r, _, err := q.in.ReadRune()
		if err != nil {
			fmt.Fprintln(q.out)
			return "", false
		}
		if r == '\n' {
			break
		}
		b.WriteRune(r)
	}
	return strings.TrimSpace(b.String()), true
}

// missing asks for a text that was not given.
func (q *asker) missing(text *string, fr, en string) {
	if *text == "" {
		*text, _ = q.ask(fr, en)
	}
}

// portal asks what is missing of a portal: its territory (three times at most),
// its title, its publisher.
func (q *asker) portal(o *scaffold.PortalOptions) error {
	for tries := 0; len(o.Territories) == 0; {
		answer, ok := q.ask("Territoire, par son nom ou son code (Morbihan, 56, Vannes…)", "Territory, by its name or code (Morbihan, 56, Vannes…)")
		if !ok {
			return scaffold.ErrNoTerritory
		}
		t, err := scaffold.FindTerritory(answer)
		if err == nil {
			o.Territories = append(o.Territories, t)
			break
		}
		var fault *scaffold.Fault
		if tries++; tries == 3 || !errors.As(err, &fault) {
			return err
		}
		fmt.Fprintln(q.out, "  "+q.say(fault.FR, fault.EN))
	}
	title := scaffold.DefaultTitle(o.Territories)
	q.missing(&o.Title, "Titre du portail (Entrée : « "+title+" »)", "Title of the portal (Enter: “"+title+"”)")
	q.missing(&o.Publisher, "Qui publie le portail (Entrée : plus tard)", "Who publishes the portal (Enter: later)")
	return nil
}
