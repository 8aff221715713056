package exchange

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"balise/generator/tomledit"
)

// write prints the mapping.
func (p *proposal) write() []byte {
	var w mappingWriter
	w.comment("Correspondance proposée par Balise pour " + filepath.Base(p.t.File) + ".")
	w.comment("Relisez chaque ligne : ce qui est marqué « à vérifier » a été deviné.")
	w.comment("Puis essayez : balise import --mapping CE_FICHIER.toml --dry-run " + filepath.Base(p.t.File))
	w.line("")
	w.pair("source", sourceName(p.t.File), "à vérifier ; le nom de qui donne ces données : il figurera dans les fiches")
	w.comment(`licence = "Licence Ouverte 2.0"   # la licence des données, si vous la connaissez`)
	if len(p.standard) > 0 {
		w.line("standard = true  # ces colonnes portent déjà le nom d’un champ et sont lues sans réglage :")
		w.comment("  " + strings.Join(p.standard, ", "))
	}
	if p.swapped {
		w.line("coordonnees_inversees = true  # la latitude et la longitude sont échangées dans ce fichier : à vérifier")
	}
	if len(p.ignored) > 0 {
		w.comment("Colonnes qui ne sont pas reprises du tout :")
		w.list("ignorer", p.ignored)
	}
	p.writeColumns(&w)
	p.writeFields(&w)
	p.writeHours(&w)
	p.writeAdditions(&w)
	p.writeRest(&w)
	return w.b
}

func (p *proposal) writeColumns(w *mappingWriter) {
	simple := slices.Clone(p.simple)
	if p.number != nil {
		simple = slices.DeleteFunc(simple, func(c choice) bool { return c.key == "adresse" })
	}
	if len(simple) == 0 {
		return
	}
	slices.SortStableFunc(simple, func(a, b choice) int { return a.index - b.index })
	w.line("")
	w.comment("À gauche, la colonne du fichier ; à droite, le champ de la fiche.")
	w.line("[colonnes]")
	seen := map[string]bool{}
	for _, c := range simple {
		if seen[c.name] {
			continue
		}
		seen[c.name] = true
		about := "par exemple : " + excerpt(c.distinct)
		if !c.sure {
			about = "à vérifier ; " + about
		}
		w.pair(c.name, c.key, about)
	}
}

func (p *proposal) writeFields(w *mappingWriter) {
	if p.address != nil {
		w.line("")
		w.comment("L’adresse, le code postal et la commune sont dans la même case.")
		for _, key := range []string{"adresse", "code_postal", "commune"} {
			if p.taken[key] == nil || key == "adresse" {
				w.champ(key, p.address.name)
				w.pair("extraire", key, "")
			}
		}
	}
	if p.number != nil {
		if i := slices.IndexFunc(p.simple, func(c choice) bool { return c.key == "adresse" }); i >= 0 {
			w.champ("adresse", "")
			w.list("colonnes", []string{p.number.name, p.simple[i].name})
			w.pair("reunir", " ", "ce qui sépare les deux dans l’adresse")
		}
	}
	if p.pair != nil {
		w.line("")
		w.comment("La latitude et la longitude sont dans la même case, par exemple : " + excerpt(p.pair.distinct))
		for i, key := range []string{"latitude", "longitude"} {
			w.champ(key, p.pair.name)
			w.line(fmt.Sprintf("partie = %d", i+1))
		}
	}
	for _, c := range p.lists {
		p.writeList(w, c)
	}
}

// writeList prints a column of labels with its table of values.
func (p *proposal) writeList(w *mappingWriter, c choice) {
	w.champ(c.key, c.name)
	if sep := strings.TrimSpace(c.separator()); sep != "" && !strings.Contains(strongSeparators, sep) {
		w.pair("separateur", sep, "entre deux valeurs d’une même case")
	}
	w.comment("À gauche, ce que dit le fichier ; à droite, la valeur du standard (plusieurs : « A | B »).")
	w.comment("\"\" : ne veut rien dire pour ce champ. \"?\" : pas encore décidé, gardé en commentaire dans la fiche.")
	w.line("[champ.valeurs]")
	for _, label := range c.labels() {
		value, sure := translate(c.key, label)
		switch {
		case value == "":
			w.pair(label, undecided, "")
		case sure:
			w.pair(label, value, "")
		default:
			w.pair(label, value, "à vérifier")
		}
	}
}

func (p *proposal) writeHours(w *mappingWriter) {
	begun := false
	begin := func() {
		if !begun {
			w.line("")
			w.comment("Les colonnes des horaires d’ouverture.")
			w.line("[horaires]")
			begun = true
		}
	}
	if len(p.texts) > 0 {
		begin()
		w.pair("texte", p.texts[0], "")
		p.details = append(p.details, p.texts[1:]...)
	}
	if len(p.details) > 0 {
		begin()
		w.comment("precisions : ces textes vont tels quels avec les horaires. À vérifier : sinon, donnez-leur un champ.")
		w.list("precisions", p.details)
	}
	for d, day := range dayNames {
		for h, suffix := range halves {
			if p.days[h][d] != "" {
				begin()
				w.pair(day+suffix, p.days[h][d], "")
			}
		}
	}
	for end, table := range [2]string{"ouvertures", "fermetures"} {
		if p.ends[end] == [3][7]string{} {
			continue
		}
		begin()
		w.line("")
		w.line("[horaires." + table + "]")
		for d, day := range dayNames {
			for h, suffix := range halves {
				if p.ends[end][h][d] != "" {
					w.pair(day+suffix, p.ends[end][h][d], "")
				}
			}
		}
	}
}

func (p *proposal) writeAdditions(w *mappingWriter) {
	if len(p.adds) == 0 {
		return
	}
	w.line("")
	w.comment("Des colonnes qui disent seulement si un service est rendu. À vérifier une à une.")
	for _, a := range p.adds {
		w.line("")
		w.line("[[ajouter]]")
		w.pair("colonne", a.name, "")
		w.pair("si", a.si, "ou : non, remplie, égale, contient")
		if a.texte != "" {
			w.pair("texte", a.texte, "")
		}
		w.pair("champ", "services", "")
		w.pair("valeur", a.value, "à vérifier")
	}
}

// writeRest names the columns that the mapping says nothing of.
func (p *proposal) writeRest(w *mappingWriter) {
	rest := p.free()
	if len(rest) == 0 {
		return
	}
	w.line("")
	w.comment("Les colonnes suivantes ne sont pas reconnues : leurs valeurs restent en commentaire dans les fiches.")
	w.comment("Donnez-leur un champ dans [colonnes], ou mettez leur nom dans « ignorer ».")
	for _, s := range rest {
		if s.filled == 0 {
			w.comment("  " + s.name + " (toujours vide)")
			continue
		}
		w.comment("  " + s.name + ", par exemple : " + excerpt(s.distinct))
	}
}

// excerpt is the most frequent value of a column, short enough for a line.
func excerpt(values []string) string {
	if len(values) == 0 {
		return "(vide)"
	}
	return "« " + shorten(strings.Join(strings.Fields(values[0]), " "), 60) + " »"
}

// mappingWriter prints TOML with comments.
type mappingWriter struct{ b []byte }

func (w *mappingWriter) line(text string) { w.b = append(append(w.b, text...), '\n') }

func (w *mappingWriter) comment(text string) {
	w.b = append(w.b, "# "...)
	w.b = append(append(w.b, plainComment(text)...), '\n')
}

// plainComment is a text that a comment of TOML can hold: one line, nothing that
// a terminal would obey.
func plainComment(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' {
			return ' '
		}
		return r
	}, text)
}

// pair prints a key with a text, and what to know of it.
func (w *mappingWriter) pair(key, value, about string) {
	if bareKey(key) {
		w.b = append(w.b, key...)
	} else {
		w.b = tomledit.AppendOneLine(w.b, key)
	}
	w.b = tomledit.AppendOneLine(append(w.b, " = "...), value)
	if about != "" {
		w.b = append(append(w.b, "  # "...), plainComment(about)...)
	}
	w.b = append(w.b, '\n')
}

func (w *mappingWriter) list(key string, items []string) {
	w.b = append(append(w.b, key...), " = ["...)
	for i, item := range items {
		if i > 0 {
			w.b = append(w.b, ", "...)
		}
		w.b = tomledit.AppendOneLine(w.b, item)
	}
	w.b = append(w.b, "]\n"...)
}

// champ begins a section for a key.
func (w *mappingWriter) champ(key, column string) {
	w.line("")
	w.line("[[champ]]")
	w.pair("nom", key, "")
	if column != "" {
		w.pair("colonne", column, "")
	}
}

// bareKey tells a key that TOML takes without quotes.
func bareKey(key string) bool {
	for i := range len(key) {
		if c := key[i]; c != '_' && (c < 'a' || c > 'z') {
			return false
		}
	}
	return key != ""
}

// shorten cuts a text after so many characters.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}
