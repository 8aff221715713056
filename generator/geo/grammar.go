package geo

import "strings"

// locative is where one is when one is in a département. Usage, not a rule: "en"
// before most feminine names and before names in "et", "dans le", "dans la",
// "dans l’", "dans les" before the others, "à" before cities and before islands
// that take no article; where two are heard, the one the département itself
// writes. The apostrophe is the typographic one.
var locative = map[string]string{
	"01":  "dans l’Ain",
	"02":  "dans l’Aisne",
	"03":  "dans l’Allier",
	"04":  "dans les Alpes-de-Haute-Provence",
	"05":  "dans les Hautes-Alpes",
	"06":  "dans les Alpes-Maritimes",
	"07":  "en Ardèche",
	"08":  "dans les Ardennes",
	"09":  "en Ariège",
	"10":  "dans l’Aube",
	"11":  "dans l’Aude",
	"12":  "en Aveyron",
	"13":  "dans les Bouches-du-Rhône",
	"14":  "dans le Calvados",
	"15":  "dans le Cantal",
	"16":  "en Charente",
	"17":  "en Charente-Maritime",
	"18":  "dans le Cher",
	"19":  "en Corrèze",
	"21":  "en Côte-d’Or",
	"22":  "dans les Côtes-d’Armor",
	"23":  "en Creuse",
	"24":  "en Dordogne",
	"25":  "dans le Doubs",
	"26":  "dans la Drôme",
	"27":  "dans l’Eure",
	"28":  "en Eure-et-Loir",
	"29":  "dans le Finistère",
	"2A":  "en Corse-du-Sud",
	"2B":  "en Haute-Corse",
	"30":  "dans le Gard",
	"31":  "en Haute-Garonne",
	"32":  "dans le Gers",
	"33":  "en Gironde",
	"34":  "dans l’Hérault",
	"35":  "en Ille-et-Vilaine",
	"36":  "dans l’Indre",
	"37":  "en Indre-et-Loire",
	"38":  "en Isère",
	"39":  "dans le Jura",
	"40":  "dans les Landes",
	"41":  "en Loir-et-Cher",
	"42":  "dans la Loire",
	"43":  "en Haute-Loire",
	"44":  "en Loire-Atlantique",
	"45":  "dans le Loiret",
	"46":  "dans le Lot",
	"47":  "en Lot-et-Garonne",
	"48":  "en Lozère",
	"49":  "en Maine-et-Loire",
	"50":  "dans la Manche",
	"51":  "dans la Marne",
	"52":  "en Haute-Marne",
	"53":  "en Mayenne",
	"54":  "en Meurthe-et-Moselle",
	"55":  "dans la Meuse",
	"56":  "dans le Morbihan",
	"57":  "en Moselle",
	"58":  "dans la Nièvre",
	"59":  "dans le Nord",
	"60":  "dans l’Oise",
	"61":  "dans l’Orne",
	"62":  "dans le Pas-de-Calais",
	"63":  "dans le Puy-de-Dôme",
	"64":  "dans les Pyrénées-Atlantiques",
	"65":  "dans les Hautes-Pyrénées",
	"66":  "dans les Pyrénées-Orientales",
	"67":  "dans le Bas-Rhin",
	"68":  "dans le Haut-Rhin",
	"69":  "dans le Rhône",
	"70":  "en Haute-Saône",
	"71":  "en Saône-et-Loire",
	"72":  "dans la Sarthe",
	"73":  "en Savoie",
	"74":  "en Haute-Savoie",
	"75":  "à Paris",
	"76":  "en Seine-Maritime",
	"77":  "en Seine-et-Marne",
	"78":  "dans les Yvelines",
	"79":  "dans les Deux-Sèvres",
	"80":  "dans la Somme",
	"81":  "dans le Tarn",
	"82":  "en Tarn-et-Garonne",
	"83":  "dans le Var",
	"84":  "dans le Vaucluse",
	"85":  "en Vendée",
	"86":  "dans la Vienne",
	"87":  "en Haute-Vienne",
	"88":  "dans les Vosges",
	"89":  "dans l’Yonne",
	"90":  "dans le Territoire de Belfort",
	"91":  "en Essonne",
	"92":  "dans les Hauts-de-Seine",
	"93":  "en Seine-Saint-Denis",
	"94":  "dans le Val-de-Marne",
	"95":  "dans le Val-d’Oise",
	"971": "en Guadeloupe",
	"972": "en Martinique",
	"973": "en Guyane",
	"974": "à La Réunion",
	"975": "à Saint-Pierre-et-Miquelon",
	"976": "à Mayotte",
	"977": "à Saint-Barthélemy",
	"978": "à Saint-Martin",
	"984": "dans les Terres australes et antarctiques françaises",
	"986": "à Wallis et Futuna",
	"987": "en Polynésie française",
	"988": "en Nouvelle-Calédonie",
	"989": "sur l’Île de Clipperton",
}

// In says where one is, to follow "les lieux d’aide": "dans le Morbihan", "en
// Ille-et-Vilaine", "à La Réunion".
func (d Departement) In() string {
	if in, ok := locative[d.Code]; ok {
		return in
	}
	return "dans le département " + d.Of()
}

// Of makes the complement of a noun: "du Morbihan", "d’Ille-et-Vilaine", "de
// La Réunion".
func (d Departement) Of() string {
	liaison := d.Liaison
	switch d.Code { // the COG gives none to these four
	case "984":
		liaison = '4'
	case "987", "988":
		liaison = '3'
	case "989":
		liaison = '5'
	}
	name := curly(d.Name)
	switch liaison { // TNCC
	case '1':
		return "d’" + name
	case '2':
		return "du " + name
	case '3':
		return "de la " + name
	case '4':
		return "des " + name
	case '5':
		return "de l’" + name
	}
	return "de " + name
}

// In says where one is: "à Vannes", "au Mans", "aux Sables-d’Olonne", "à La
// Rochelle".
func (c Commune) In() string {
	name := curly(c.Name)
	if rest, ok := strings.CutPrefix(name, "Le "); ok {
		return "au " + rest
	}
	if rest, ok := strings.CutPrefix(name, "Les "); ok {
		return "aux " + rest
	}
	return "à " + name
}

// Of makes the complement of a noun: "de Vannes", "d’Auray", "du Mans", "des
// Sables-d’Olonne".
func (c Commune) Of() string {
	name := curly(c.Name)
	if rest, ok := strings.CutPrefix(name, "Le "); ok {
		return "du " + rest
	}
	if rest, ok := strings.CutPrefix(name, "Les "); ok {
		return "des " + rest
	}
	if c.Elides {
		return "d’" + name
	}
	return "de " + name
}

func curly(name string) string { return strings.ReplaceAll(name, "'", "’") }
