package same

import (
	"slices"
	"strings"
)

// kind is what a place is, as its name tells: one bit each, so that a name can
// tell several (« Médiathèque – France Services »).
type kind uint64

const (
	kindDesk kind = 1 << iota // France Services, and what it was before
	kindTownHall
	kindLibrary
	kindCCAS
	kindSocialCentre
	kindPost
	kindLocalMission
	kindEmployment
	kindPublicSpace // espace public numérique
	kindYouth
	kindIntercommunal
	kindDepartment
	kindPIMMS
	kindRedCross
	kindMJC
	kindThirdPlace
	kindSolidarity
	kindStay // permanence: someone who comes on some days
	kindBus
	kindCAF
	kindPrefecture
	kindSchool
	kindTourism
	kindFamily
	kindQuarter
	kindWomen
	kindTax
	kindCPAM
	kindMSA
	kindShelter
	kindCounter // a desk in another's house, other than France Services
)

// lexicon gives the kind that words of a name tell, small words left out.
var lexicon = []struct {
	kind    kind
	phrases string // separated by commas
}{
	{kindDesk, "maison france services, maison france service, espace france services, espace france service, france services, france service, franceservices, franceservice, msap, mfs, efs, rsp, maison services public, maison service public, maison services publics, maison services au public, relais services publics, relais service public"},
	{kindTownHall, "mairie, hotel ville, municipalite, mairie annexe"},
	{kindLibrary, "mediatheque, bibliotheque, bibliotheque municipale, mediatheque municipale, ludotheque, ludomediatheque, point lecture, biblio, bm"},
	{kindCCAS, "ccas, centre communal action sociale, cias, centre intercommunal action sociale, centre action sociale"},
	{kindSocialCentre, "centre social, centre socio culturel, centre socioculturel, centre social culturel, csc, centre social socioculturel, centre sociaux, espace vie sociale, evs, maison pour tous"},
	{kindPost, "poste, bureau poste, agence postale, agence postale communale"},
	{kindLocalMission, "mission locale, mission local"},
	{kindEmployment, "pole emploi, france travail, maison emploi, cap emploi, anpe"},
	{kindPublicSpace, "epn, espace public numerique, cyber base, cyberbase, cybercentre, cyber centre, cyber espace, cyberespace, espace multimedia, espace numerique, espace culture multimedia, ecm"},
	{kindYouth, "bij, pij, crij, point information jeunesse, bureau information jeunesse, information jeunesse, espace jeunes, espace jeunesse, point information jeunes, point infos jeunes, info jeunes, maison jeunes, point jeunes"},
	{kindIntercommunal, "communaute communes, communaute agglomeration, communaute urbaine, com com, metropole, communaute commune"},
	{kindDepartment, "conseil departemental, departement, conseil general"},
	{kindPIMMS, "pimms, pimms mediation, point information mediation multi services, point information mediation multiservices"},
	{kindRedCross, "croix rouge, croix rouge francaise"},
	{kindMJC, "mjc, maison jeunes culture"},
	{kindThirdPlace, "tiers lieu, fablab, fab lab, coworking, espace coworking"},
	{kindSolidarity, "mds, maison departementale solidarites, maison departementale solidarite, maison solidarites, maison solidarite, maison metropole, utas, cms, centre medico social, maison departement, service social, mdm, maison departementale, centre departemental action sociale"},
	{kindStay, "permanence"},
	{kindBus, "bus, camion, itinerance, itinerant, itinerante, van, minibus, camping car"},
	{kindCAF, "caf, caisse allocations familiales"},
	{kindPrefecture, "prefecture, sous prefecture, point numerique prefecture, points numeriques arrondissement, point numerique"},
	{kindSchool, "ecole, college, lycee, universite, greta"},
	{kindTourism, "office tourisme, syndicat initiative"},
	{kindFamily, "udaf, union departementale associations familiales, union depart ass famil"},
	{kindQuarter, "maison quartier, mairie quartier"},
	{kindWomen, "cidff, centre information droits femmes familles, centre information droits femmes"},
	{kindTax, "centre finances publiques, tresorerie, finances publiques"},
	{kindCPAM, "cpam, caisse primaire assurance maladie, assurance maladie"},
	{kindMSA, "msa, mutualite sociale agricole"},
	{kindCounter, "point conseil numerique, point conseil budget, point conseil, point relais caf, point numerique caf, point accueil caf, relais caf, point acces droit, point justice, maison justice droit, guichet numerique"},
	{kindShelter, "chrs, huda, cada, residence autonomie, foyer jeunes travailleurs, fjt"},
}

// phrase is an entry of the lexicon, cut.
type phrase struct {
	words []string
	kind  kind
}

// phrases by first word, the longest first; vocabulary is every long word.
var phrases, vocabulary = func() (map[string][]phrase, []string) {
	m := make(map[string][]phrase)
	seen := make(map[string]bool)
	var long []string
	for _, entry := range lexicon {
		for text := range strings.SplitSeq(entry.phrases, ",") {
			w := trim(strings.Fields(text))
			m[w[0]] = append(m[w[0]], phrase{w, entry.kind})
			for _, one := range w {
				if len(one) >= 6 && !seen[one] {
					seen[one] = true
					long = append(long, one)
				}
			}
		}
	}
	for _, list := range m {
		slices.SortStableFunc(list, func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	return m, long
}()

// spelled gives the word of the lexicon that w misspells, or w.
func spelled(w string) string {
	if len(w) < 6 {
		if len(w) == 5 && near(w, "france") {
			return "france" // never mairie for Marie
		}
		return w
	}
	for _, v := range vocabulary {
		if v == w {
			return w
		}
	}
	for _, v := range vocabulary {
		if d := len(v) - len(w); d >= -2 && d <= 2 && near(w, v) {
			return v
		}
	}
	return w
}

// hosts are the kinds of place that a France Services desk stands in, and is not.
const hosts = kindTownHall | kindCCAS | kindLibrary | kindPost | kindIntercommunal | kindDepartment | kindPrefecture | kindSchool

// vague words are in many names without telling one place from another.
var vague = set("maison espace centre point structure relais antenne pole service services site principal accueil association asso ass " +
	"municipal municipale municipaux communal communale intercommunal intercommunale public publique publics numerique numeriques " +
	"social sociale local locale ville commune communaute communes agglomeration agglo pays territoire canton bureau annexe " +
	"lieu saint sainte france francaise union comite siege groupe labellise labellisee mediation gestion")

// sides of a town: two names that tell two of them are two places.
var sides = set("nord sud est ouest haut bas")
