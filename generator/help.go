package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manual is what help says of commands and options, in French and in English.
// A command's key is its path without "balise"; an option's begins with "--",
// behind the command's where it means something else there.
var manual = map[string][2]string{
	"":                      {"Balise fabrique les sites d’un portail territorial.", "Balise makes the sites of a territorial portal."},
	"build":                 {"Fabrique les sites dans un dossier (public/ par défaut)", "Makes the sites in a folder (public/ by default)"},
	"serve":                 {"Montre le portail pendant que vous l’écrivez, et la page à jour dès que vous enregistrez", "Shows the portal while you write it, and the page brought up to date as soon as you save"},
	"check":                 {"Lit tout, n’écrit rien, dit ce qui ne va pas", "Reads everything, writes nothing, says what is wrong"},
	"new":                   {"Commence un portail, un guide ou une structure", "Begins a portal, a guide or a structure"},
	"new portail":           {"Commence un portail dans un nouveau dossier", "Begins a portal in a new folder"},
	"new guide":             {"Commence un guide", "Begins a guide"},
	"new structure":         {"Commence la fiche d’une structure", "Begins the record of a structure"},
	"fmt":                   {"Met les fichiers TOML du portail en forme, toujours la même", "Puts the portal’s TOML files in one form, always the same"},
	"import":                {"Apporte des listes de structures : CSV, JSON, GeoJSON, XLSX, ODS", "Brings listings of structures in: CSV, JSON, GeoJSON, XLSX, ODS"},
	"export":                {"Donne la liste des structures", "Gives the listing of structures"},
	"geo":                   {"Apporte le contour des communes d’un département", "Brings the outlines of a département’s communes in"},
	"hours":                 {"Dit des horaires en toutes lettres", "Says opening hours in words"},
	"booklet":               {"Fabrique en PDF le livret d’un territoire", "Makes a territory’s booklet as a PDF"},
	"completion":            {"Écrit le script de complétion d’un interpréteur de commandes", "Writes the completion script of a shell"},
	"completion bash":       {"Écrit le script de complétion de bash", "Writes the completion script of bash"},
	"completion zsh":        {"Écrit le script de complétion de zsh", "Writes the completion script of zsh"},
	"completion fish":       {"Écrit le script de complétion de fish", "Writes the completion script of fish"},
	"completion powershell": {"Écrit le script de complétion de PowerShell", "Writes the completion script of PowerShell"},
	"--no-descriptions":     {"sans les explications à côté des propositions", "without the explanations beside the proposals"},
	"help":                  {"Dit comment se sert une commande", "Tells how a command is used"},

	"--chdir":         {"dossier du portail", "the portal’s folder"},
	"--lang":          {"langue des messages : fr ou en", "language of messages: fr or en"},
	"--out":           {"dossier où écrire les sites", "folder to write the sites into"},
	"--port":          {"port de l’adresse locale ; 0 pour un port libre", "port of the local address; 0 for one that is free"},
	"--territoire":    {"un seul territoire, par son chemin (peut se répéter)", "one territory only, by its chemin (can be repeated)"},
	"--format":        {"forme de la sortie", "form of the output"},
	"--repair":        {"fautes à corriger d’office : coordonnees", "faults to correct without asking: coordonnees"},
	"--listing":       {"range les nouvelles fiches d’une source dans un seul fichier", "puts the new records of a source in one file"},
	"--into":          {"dossier où écrire les fiches", "folder to write the records into"},
	"--source":        {"nom de la source des données", "name of the data’s source"},
	"--mapping":       {"fichier de correspondance, pour un tableau qui n’est pas au standard", "mapping file, for a table that is not in the standard"},
	"--suggest":       {"propose une correspondance pour le fichier, n’importe rien", "suggests a mapping for the file, imports nothing"},
	"--dry-run":       {"montre ce qui changerait, sans rien écrire", "shows what would change, writes nothing"},
	"--check":         {"n’écrit rien, nomme les fichiers à mettre en forme", "writes nothing, names the files to format"},
	"--report":        {"fichier où écrire le compte rendu en JSON", "file to write the JSON report into"},
	"--titre":         {"titre", "title"},
	"--resume":        {"résumé en une phrase", "summary in one sentence"},
	"--theme":         {"thème du guide", "the guide’s theme"},
	"--nom":           {"nom de la structure", "the structure’s name"},
	"--commune":       {"commune, par son nom", "commune, by its name"},
	"--code-postal":   {"code postal", "postcode"},
	"--editeur":       {"nom de qui publie le portail", "name of who publishes the portal"},
	"--courriel":      {"adresse mail", "mail address"},
	"--from":          {"premier jour, par exemple 2026-02-01", "first day, for instance 2026-02-01"},
	"--to":            {"jour d’après le dernier", "the day after the last"},
	"--departement":   {"département : jours fériés, vacances, fuseau horaire", "département: holidays, school holidays, time zone"},
	"--strict-schema": {"écrit les libellés comme le schéma officiel les exige, là où il se trompe", "writes labels as the official schema has them, where it is wrong"},
	"--help":          {"cette aide", "this help"},

	"--pdf":                {"fichier PDF à écrire", "PDF file to write"},
	"--besoin":             {"seulement les lieux pour ce besoin : un service du standard", "only the places for this need: a service of the standard"},
	"--langue":             {"langue du livret, une de celles du portail", "language of the booklet, one of the portal’s"},
	"booklet --territoire": {"territoire dont faire le livret, par son chemin", "territory to make the booklet of, by its chemin"},
	"booklet --format":     {"papier : a5 ou a4", "paper: a5 or a4"},

	"export --out":        {"fichier où écrire ; - pour la sortie standard", "file to write; - for the standard output"},
	"export --territoire": {"les lieux d’un seul territoire, par son chemin", "the places of one territory only, by its chemin"},
	"geo --from":          {"fichier GeoJSON de contours, au lieu de geo.api.gouv.fr", "GeoJSON file of outlines, instead of geo.api.gouv.fr"},

	"new portail --territoire": {"territoire, par son nom ou son code : Morbihan, 56, Vannes (peut se répéter)", "territory, by its name or code: Morbihan, 56, Vannes (can be repeated)"},
	"new portail --titre":      {"titre du portail", "the portal’s title"},
	"new guide --territoire":   {"territoire dont ce sera le guide, par son chemin", "territory whose own guide this is, by its chemin"},
	"new guide --titre":        {"titre du guide", "the guide’s title"},
}

func (a *app) about(key string) string {
	m := manual[key]
	return a.say(m[0], m[1])
}

// arguments are the words for what a command takes, in French and in English.
var arguments = strings.NewReplacer("FILE", "FICHIER", "DIR", "DOSSIER", "VALUE", "VALEUR", "COMMAND", "COMMANDE", "command", "COMMANDE")

// usage is how a command is written: « balise import FICHIER… [options] ».
func (a *app) usage(cmd *cobra.Command) string {
	_, takes, _ := strings.Cut(cmd.Use, " ")
	if cmd.HasAvailableSubCommands() {
		takes = "COMMAND"
	}
	if takes != "" {
		takes = " " + a.say(arguments.Replace(takes), takes)
	}
	return cmd.CommandPath() + takes + " [options]"
}

// help prints the manual of a command.
func (a *app) help(cmd *cobra.Command) {
	key := strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), "balise"), " ")
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n  %s\n", a.about(key), a.say("Utilisation :", "Usage:"), a.usage(cmd))
	var subs []*cobra.Command
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			subs = append(subs, c)
		}
	}
	if len(subs) > 0 {
		fmt.Fprintf(&b, "\n%s\n", a.say("Commandes :", "Commands:"))
		for _, c := range subs {
			fmt.Fprintf(&b, "  %-12s %s\n", c.Name(), a.about(strings.TrimSpace(key+" "+c.Name())))
		}
	}
	fmt.Fprintf(&b, "\n%s\n", a.say("Options :", "Options:"))
	seen := map[string]bool{}
	var lines []string
	add := func(f *pflag.Flag) {
		if seen[f.Name] || f.Hidden {
			return
		}
		seen[f.Name] = true
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			name += " …"
		}
		text := a.about("--" + f.Name)
		if own := key + " --" + f.Name; manual[own][0] != "" {
			text = a.about(own)
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" {
			text += " (" + f.DefValue + ")"
		}
		lines = append(lines, fmt.Sprintf("  %-22s %s", name, text))
	}
	cmd.LocalFlags().VisitAll(add)
	cmd.InheritedFlags().VisitAll(add)
	slices.Sort(lines)
	b.WriteString(strings.Join(lines, "\n") + "\n")
	fmt.Fprint(a.stdout, b.String())
}
