package exchange

// teachTypologies teaches the words that people write for the codes of
// typologie: the names that the reference library gives them
// (@gouvfr-anct/lieux-de-mediation-numerique 2.3.0), and the usual ones.
func teachTypologies(v *vocabulary) {
	for code, names := range typologyNames {
		v.say("typologie", code, names...)
	}
	v.say("typologie", "FT", "PE", "Pôle emploi")
	v.say("typologie", "MUNI", "COMMUNE")
}

var typologyNames = map[string][]string{
	"ACI":            {"Chantier d'insertion", "Atelier et chantier d'insertion"},
	"ASSO":           {"Association", "Associations"},
	"BIB":            {"Bibliothèque", "Médiathèque", "Bibliothèque / Médiathèque", "Médiathèque / Bibliothèque", "Bibliothèque municipale", "Bibliothèque universitaire"},
	"CADA":           {"Centre d'accueil de demandeurs d'asile"},
	"CAF":            {"Caisse d'allocations familiales", "CAF"},
	"CAP_EMPLOI":     {"Cap emploi"},
	"CC":             {"Communauté de communes", "Communautés de communes"},
	"CCAS":           {"Centre communal d'action sociale"},
	"CCONS":          {"Chambre consulaire", "Chambre de commerce et d'industrie", "Chambre d'agriculture", "Chambre de métiers"},
	"CD":             {"Conseil départemental", "Département"},
	"CDAS":           {"Centre départemental d'action sociale"},
	"CFP":            {"Centre des finances publiques", "Trésorerie"},
	"CHRS":           {"Centre d'hébergement et de réinsertion sociale"},
	"CIAS":           {"Centre intercommunal d'action sociale"},
	"CIDFF":          {"Centre d'information sur les droits des femmes et des familles"},
	"CMS":            {"Centre médico-social"},
	"CPAM":           {"Caisse primaire d'assurance maladie", "Assurance maladie"},
	"CS":             {"Centre social", "Centre social (associatif)"},
	"CSC":            {"Centre socioculturel", "Centre socio-culturel"},
	"DEPT":           {"Service social du département"},
	"E2C":            {"École de la deuxième chance"},
	"EPCI":           {"Intercommunalité", "Intercommunalité (EPCI)", "Communauté d'agglomération", "Communauté urbaine", "Métropole"},
	"EPN":            {"Espace public numérique", "Espace public numérique (EPN)", "Espace publique numérique", "Cyberbase"},
	"ESS":            {"Entreprise de l'économie sociale et solidaire"},
	"EVS":            {"Espace de vie sociale"},
	"FABLAB":         {"Fab lab", "Fab-lab", "Hackerspace"},
	"FABRIQUE":       {"Fabrique"},
	"FT":             {"France Travail"},
	"LA_POSTE":       {"La Poste", "Bureau de poste", "Agence postale"},
	"MDE":            {"Maison de l'emploi"},
	"MDH":            {"Maison des habitants"},
	"MDPH":           {"Maison départementale des personnes handicapées"},
	"MDS":            {"Maison départementale des solidarités", "Maison de la Métropole pour les solidarités"},
	"MJC":            {"Maison des jeunes et de la culture"},
	"ML":             {"Mission locale"},
	"MQ":             {"Maison de quartier"},
	"MSA":            {"Mutualité sociale agricole"},
	"MSAP":           {"Maison de services au public", "Maison de service au public", "Maison de service au public (MSAP)"},
	"MUNI":           {"Mairie", "Commune", "Municipalité", "Mairie annexe", "Hôtel de ville"},
	"OF":             {"Organisme de formation", "Organisme de formations", "Centre de formation"},
	"PAD":            {"Point d'accès au droit", "Maison de justice et du droit", "Point justice"},
	"PIJ_BIJ":        {"Point information jeunesse", "Bureau information jeunesse", "PIJ", "BIJ", "Information jeunesse"},
	"PIMMS":          {"Point information médiation multi services", "Point information médiation multi services (PIMMS)"},
	"PREF":           {"Préfecture", "Sous-préfecture", "Préfecture et sous-préfecture", "Préfecture, sous-préfecture"},
	"REG":            {"Région", "Conseil régional"},
	"RELAIS_LECTURE": {"Relais lecture"},
	"RESSOURCERIE":   {"Ressourcerie", "Recyclerie"},
	"RFS":            {"France Services", "Espace France Services", "Maison France Services", "Réseau France Services"},
	"RS_FJT":         {"Foyer de jeunes travailleurs", "Résidence sociale"},
	"TIERS_LIEUX":    {"Tiers lieu", "Tiers-lieu", "Coworking", "Espace de coworking", "Tiers lieu & coworking"},
	"UDAF":           {"Union départementale des associations familiales"},
	"Autre":          {"Autre", "Autres", "Autre / Inconnu"},
}
