package scaffold

import (
	"fmt"
	"slices"
	"strings"

	"balise/generator/french"
	"balise/generator/geo"
)

// findCommune finds the commune that a person names, by its name or its code,
// with its postcode when she gives one. Among homonyms it takes the only one of
// near, the communes of the portal; it does not guess further.
func findCommune(name, postcode string, near []geo.Commune) (geo.Commune, error) {
	list := geo.ByName(name)
	if code, ok := geo.Current(strings.ToUpper(name)); ok {
		c, _ := geo.CommuneByCode(code)
		list = []geo.Commune{c}
	}
	if len(list) == 0 {
		return geo.Commune{}, unknownCommune(name, postcode)
	}
	if postcode != "" {
		served := filter(list, func(c geo.Commune) bool {
			return slices.Contains(c.Postcodes, postcode) || geo.MaybeCEDEX(postcode, c.Departement)
		})
		if len(served) == 0 {
			return geo.Commune{}, wrongPostcode(list, postcode)
		}
		list = served
	}
	if len(list) > 1 {
		codes := map[string]bool{}
		for _, c := range near {
			codes[c.Code] = true
		}
		if inside := filter(list, func(c geo.Commune) bool { return codes[c.Code] }); len(inside) == 1 {
			list = inside
		}
	}
	if len(list) > 1 {
		return geo.Commune{}, homonyms(name, list)
	}
	return list[0], nil
}

func filter(list []geo.Commune, keep func(geo.Commune) bool) []geo.Commune {
	return slices.DeleteFunc(slices.Clone(list), func(c geo.Commune) bool { return !keep(c) })
}

func unknownCommune(name, postcode string) error {
	departement, _ := geo.DepartementOfPostcode(postcode)
	fr, en := fmt.Sprintf("aucune commune ne s’appelle « %s »", name), fmt.Sprintf("no commune is called “%s”", name)
	if served := geo.ByPostcode(name); len(served) > 0 {
		fr, en = fmt.Sprintf("%s est un code postal", name), fmt.Sprintf("%s is a postcode", name)
		names := communeNames(served)
		return fault(fr+" : écrivez le nom de la commune, "+french.Join(names, "fr"), en+": write the commune’s name, "+french.Join(names, "en"))
	}
	if c, ok := geo.Suggest(name, departement); ok {
		return fault(fr+" ; vouliez-vous dire « "+c.Name+" » ?", en+"; did you mean “"+c.Name+"”?")
	}
	if served := geo.ByPostcode(postcode); len(served) > 0 {
		names := communeNames(served)
		return fault(fr+" ; le code postal "+postcode+" dessert "+french.Join(names, "fr"), en+"; the postcode "+postcode+" serves "+french.Join(names, "en"))
	}
	return fault(fr, en)
}

func communeNames(list []geo.Commune) []string {
	names := make([]string, 0, len(list))
	for _, c := range list {
		names = append(names, c.Name)
	}
	return names
}

func wrongPostcode(list []geo.Commune, postcode string) error {
	var right []string
	for _, c := range list {
		right = append(right, c.Postcodes...)
	}
	name := list[0].Name
	if len(right) == 0 {
		return fault(fmt.Sprintf("%s n’est pas un code postal de %s", postcode, name), fmt.Sprintf("%s is not a postcode of %s", postcode, name))
	}
	return fault(
		fmt.Sprintf("%s n’est pas un code postal de %s : écrivez %s", postcode, name, strings.Join(right, ", ")),
		fmt.Sprintf("%s is not a postcode of %s: write %s", postcode, name, strings.Join(right, ", ")))
}

func homonyms(name string, list []geo.Commune) error {
	var fr, en []string
	for _, c := range list {
		d, _ := geo.DepartementByCode(c.Departement)
		fr = append(fr, fmt.Sprintf("%s %s, %s", c.Name, d.In(), strings.Join(c.Postcodes, " ")))
		en = append(en, fmt.Sprintf("%s (%s), %s", c.Name, d.Name, strings.Join(c.Postcodes, " ")))
	}
	return fault(
		fmt.Sprintf("plusieurs communes s’appellent « %s » : ajoutez le code postal (%s)", name, strings.Join(fr, " ; ")),
		fmt.Sprintf("several communes are called “%s”: add the postcode (%s)", name, strings.Join(en, "; ")))
}

// postcodeOf is the postcode that a record of the commune takes: the one given,
// else the commune's only one. A commune that has several leaves them as
// choices, but for a municipal arrondissement that the name tells.
func postcodeOf(c geo.Commune, name, given string) (postcode string, choices []string) {
	if given != "" {
		return given, nil
	}
	if len(c.Postcodes) == 1 {
		return c.Postcodes[0], nil
	}
	if number := digitsOf(name); number != "" {
		for _, p := range geo.PartsOf(c.Code) {
			if p.Kind == geo.Arrondissement && digitsOf(p.Name) == number && len(p.Postcodes) == 1 {
				return p.Postcodes[0], nil
			}
		}
	}
	return "", c.Postcodes
}

// digitsOf keeps the digits of a name: "Paris 5e" gives "5".
func digitsOf(name string) string {
	return strings.TrimLeft(strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, name), "0")
}
