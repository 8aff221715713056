package same

import (
	"unicode"
	"unicode/utf8"

	"balise/generator/diag"
	"balise/generator/french"
)

// What two records can agree or disagree on.
const (
	SameRecord     Evidence = "meme-fiche"
	SameName       Evidence = "meme-nom"
	CloseName      Evidence = "nom-proche"
	SameKind       Evidence = "meme-sorte-de-lieu"
	SameAddress    Evidence = "meme-adresse"
	SameStreet     Evidence = "meme-rue"
	NearBy         Evidence = "meme-endroit"
	SamePhone      Evidence = "meme-telephone"
	SameMail       Evidence = "meme-courriel"
	SameWeb        Evidence = "meme-site"
	SameSIRET      Evidence = "meme-siret"
	OtherName      Evidence = "noms-differents"
	OtherKind      Evidence = "sortes-de-lieu-differentes"
	HostAndDesk    Evidence = "hote-et-guichet"
	OtherNumeral   Evidence = "numeros-differents-dans-le-nom"
	OtherNumber    Evidence = "numeros-differents-dans-la-rue"
	OtherStreet    Evidence = "adresses-differentes"
	FarApart       Evidence = "eloignes"
	OtherCommune   Evidence = "communes-differentes"
	OtherPivot     Evidence = "siret-differents"
	Itinerant      Evidence = "itinerants"
	SameSource     Evidence = "meme-source"
	LittleKnown    Evidence = "peu-d-elements"
	ChainBroken    Evidence = "groupe-en-desaccord"
	SeveralMatches Evidence = "plusieurs-possibles"
)

// saying is how a piece of evidence is said, and on which side it counts.
type saying struct {
	against bool
	fr, en  string
}

var sayings = map[Evidence]saying{
	SameRecord:     {false, "même fiche dans la même source", "same record of the same source"},
	SameName:       {false, "même nom", "same name"},
	CloseName:      {false, "noms proches", "similar names"},
	SameKind:       {false, "même sorte de lieu", "same kind of place"},
	SameAddress:    {false, "même adresse", "same address"},
	SameStreet:     {false, "même rue", "same street"},
	NearBy:         {false, "même endroit sur la carte", "same spot on the map"},
	SamePhone:      {false, "même téléphone", "same phone number"},
	SameMail:       {false, "même courriel", "same e-mail"},
	SameWeb:        {false, "même page web", "same web page"},
	SameSIRET:      {false, "même SIRET", "same SIRET"},
	OtherName:      {true, "noms différents", "different names"},
	OtherKind:      {true, "deux sortes de lieu", "two kinds of place"},
	HostAndDesk:    {true, "peut-être un guichet et le lieu qui l’accueille", "maybe a desk and its host"},
	OtherNumeral:   {true, "numéros différents dans les noms", "different numbers in the names"},
	OtherNumber:    {true, "numéros différents dans la même rue", "different numbers in the same street"},
	OtherStreet:    {true, "adresses différentes", "different addresses"},
	FarApart:       {true, "points éloignés sur la carte", "far apart on the map"},
	OtherCommune:   {true, "communes différentes", "different communes"},
	OtherPivot:     {true, "SIRET ou RNA différents", "different SIRET or RNA"},
	Itinerant:      {true, "lieux itinérants", "both travel from place to place"},
	SameSource:     {true, "deux fiches d’une même source", "two records of one source"},
	LittleKnown:    {true, "peu d’éléments à comparer", "little to compare"},
	ChainBroken:    {true, "désaccord avec une autre fiche du groupe", "another record of the group disagrees"},
	SeveralMatches: {true, "une autre fiche correspond autant", "another record fits as well"},
}

// sentence says what agrees, then what does not.
func sentence(evidence []Evidence, lang diag.Lang) string {
	var sides [2][]string
	for _, e := range evidence {
		s := sayings[e]
		text, side := s.fr, 0
		if lang == diag.English {
			text = s.en
		}
		if s.against {
			side = 1
		}
		sides[side] = append(sides[side], text)
	}
	but := ", mais "
	if lang == diag.English {
		but = ", but "
	}
	whole := french.Join(sides[0], string(lang))
	switch against := french.Join(sides[1], string(lang)); {
	case whole == "":
		whole = against
	case against != "":
		whole += but + against
	}
	if whole == "" {
		return ""
	}
	first, n := utf8.DecodeRuneInString(whole)
	return string(unicode.ToUpper(first)) + whole[n:] + "."
}
