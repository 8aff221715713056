package diag

// catalogueRecords is what can be wrong with the keys of a record: a structure,
// a front matter, a section of site.toml.
var catalogueRecords = map[Code]Entry{
	"accents-abimes": {
		Level: Warning,
		FR:    "« {0} » a perdu ses accents : le texte a été lu dans un autre encodage", EN: "“{0}” has lost its accents: the text was read in another encoding",
		HintFR: "écrivez : {1}", HintEN: "write: {1}",
	},
	"adresse-web-illisible": {
		FR: "adresse web « {0} » illisible", EN: "web address “{0}” cannot be used",
		HintFR: "écrivez : {1}", HintEN: "write: {1}",
		ElseFR: "écrivez une adresse entière, comme https://www.exemple.fr ; effacez-la si vous ne savez pas", ElseEN: "write a whole address, such as https://www.example.org; remove it if you do not know",
	},
	"caractere-perdu": {
		Level: Warning,
		FR:    "« {0} » contient le signe � : une lettre y est perdue", EN: "“{0}” holds the sign �: a letter is lost there",
		HintFR: "retrouvez les lettres qui manquent : {1}", HintEN: "find the missing letters: {1}",
	},
	"champ-html": {
		Level: Warning,
		FR:    "« {0} » contient du HTML, que la page montrera tel quel", EN: "“{0}” holds HTML, which the page will show as it is",
		HintFR: "écrivez : {1}", HintEN: "write: {1}",
	},
	"cle-inconnue": {
		FR: "clé « {0} » inconnue", EN: "unknown key “{0}”",
		HintFR: "écrivez « {1} »", HintEN: "write “{1}”",
	},
	"cle-manquante": {
		FR: "la clé « {0} » manque", EN: "the key “{0}” is missing",
		HintFR: "ajoutez une ligne : {1}", HintEN: "add a line: {1}",
	},
	"code-insee-inconnu": {
		FR: "code INSEE « {0} » inconnu", EN: "unknown INSEE code “{0}”",
		HintFR: "écrivez : {1}", HintEN: "write: {1}",
	},
	"code-postal-differe": {
		Level: Warning,
		FR:    "le code postal {0} n’est pas celui {1}", EN: "the postcode {0} is not that of {3}",
		HintFR: "écrivez : {2}, ou corrigez la commune", HintEN: "write: {2}, or correct the commune",
	},
	"code-postal-illisible": {
		FR: "code postal « {0} » illisible", EN: "unreadable postcode “{0}”",
		HintFR: "écrivez cinq chiffres entre guillemets, par exemple \"56000\"", HintEN: "write five digits between quotes, for instance \"56000\"",
	},
	"commune-differe": {
		FR: "la commune « {0} » n’a pas le code INSEE {1}", EN: "the commune “{0}” does not have the INSEE code {1}",
		HintFR: "ce code est celui de « {2} » : corrigez le nom ou le code", HintEN: "that code is that of “{2}”: correct the name or the code",
	},
	"commune-inconnue": {
		FR: "aucune commune « {0} » au code postal {1}", EN: "no commune “{0}” at the postcode {1}",
		HintFR: "écrivez : {2}, ou ajoutez code_insee", HintEN: "write: {2}, or add code_insee",
	},
	"commune-sans-code": {
		FR: "la commune « {0} » n’a ni code postal ni code INSEE", EN: "the commune “{0}” has neither a postcode nor an INSEE code",
		HintFR: "ajoutez code_postal ou code_insee", HintEN: "add code_postal or code_insee",
	},
	"coordonnees-ailleurs": {
		Level: Warning,
		FR:    "les coordonnées {0}, {1} ne sont pas près de {2}", EN: "the coordinates {0}, {1} are not near {2}",
		HintFR: "corrigez la commune, ou cherchez le lieu sur une carte et recopiez sa latitude et sa longitude", HintEN: "correct the commune, or look the place up on a map and copy its latitude and longitude",
	},
	"coordonnees-hors-france": {
		FR: "les coordonnées {0}, {1} ne sont pas en France", EN: "the coordinates {0}, {1} are not in France",
		HintFR: "cherchez le lieu sur une carte et recopiez sa latitude et sa longitude, ou effacez les deux lignes", HintEN: "look the place up on a map and copy its latitude and longitude, or remove both lines",
	},
	"coordonnees-incompletes": {
		FR: "latitude et longitude vont ensemble : l’une des deux manque", EN: "latitude and longitude go together: one is missing",
		HintFR: "ajoutez celle qui manque, ou effacez l’autre", HintEN: "add the missing one, or remove the other",
	},
	"coordonnees-inversees": {
		FR: "latitude et longitude sont inversées", EN: "latitude and longitude are swapped",
		HintFR: "écrivez latitude = {0} et longitude = {1}", HintEN: "write latitude = {0} and longitude = {1}",
	},
	"coordonnees-metres": {
		FR: "les coordonnées {0}, {1} ne sont pas des degrés", EN: "the coordinates {0}, {1} are not degrees",
		HintFR: "ce sont des mètres, ou la virgule est perdue : écrivez par exemple latitude = 47.6582 et longitude = -2.7608", HintEN: "these are metres, or the decimal point is lost: write for instance latitude = 47.6582 and longitude = -2.7608",
	},
	"coordonnees-nulles": {
		Level: Warning,
		FR:    "coordonnées 0, 0 : au large de l’Afrique", EN: "coordinates 0, 0: in the sea off Africa",
		HintFR: "effacez latitude et longitude si elles sont inconnues", HintEN: "remove latitude and longitude when they are unknown",
	},
	"courriel-illisible": {
		FR: "adresse mail « {0} » illisible", EN: "mail address “{0}” cannot be used",
		HintFR: "une seule adresse, de la forme accueil@exemple.fr", HintEN: "one address only, such as accueil@exemple.fr",
	},
	"courriel-nominatif": {
		Level: Warning,
		FR:    "« {0} » est l’adresse d’une personne", EN: "“{0}” is the address of a person",
		HintFR: "demandez une adresse du lieu, de la forme « {1} » : la sienne cessera quand elle partira", HintEN: "ask for an address of the place, such as “{1}”: a person’s stops when they leave",
	},
	"courriel-personnel": {
		Level: Warning,
		FR:    "« {0} » semble être l’adresse privée d’une personne", EN: "“{0}” seems to be somebody’s private address",
		HintFR: "ne la publiez pas sans son accord ; demandez une adresse du lieu", HintEN: "do not publish it without their consent; ask for an address of the place",
	},
	"date-future": {
		Level: Warning,
		FR:    "{0} est dans le futur ({1})", EN: "{0} is in the future ({1})",
		HintFR: "écrivez le jour où la fiche a été vérifiée", HintEN: "write the day when the record was checked",
	},
	"doublon-possible": {
		Level: Warning,
		FR:    "« {0} » est peut-être déjà dans le portail : « {1} » ({2}). {3}", EN: "“{0}” may be in the portal already: “{1}” ({2}). {4}",
		HintFR: "répondez dans data/doublons.toml par [[question]], reponse = \"meme\" ou \"differents\", fiches_1 = [\"{6} · portail\"], fiches_2 = [\"{5} · portail\"], une ligne pour chacun ; le prochain import réunira les deux fiches, ou personne n’en parlera plus",
		HintEN: "answer in data/doublons.toml by [[question]], reponse = \"meme\" (the same) or \"differents\" (two places), fiches_1 = [\"{6} · portail\"], fiches_2 = [\"{5} · portail\"], one line each; the next import will make one record of the two, or nobody will speak of it again",
	},
	"duree-illisible": {
		FR: "durée « {0} » illisible", EN: "unreadable duration “{0}”",
		HintFR: "écrivez par exemple « 6 mois », « 1 an » ou « 90 jours »", HintEN: "write for instance “6 mois”, “1 an” or “90 jours”",
	},
	"fermeture-inversee": {
		FR: "cette fermeture finit ({0}) avant de commencer ({1})", EN: "this closure ends ({0}) before it begins ({1})",
		HintFR: "corrigez « du » ou « au »", HintEN: "correct “du” or “au”",
	},
	"fiche-ancienne": {
		Level: Warning,
		FR:    "la fiche « {0} » n’a pas été vérifiée depuis le {1}", EN: "nobody has checked the record “{0}” since {1}",
		HintFR: "appelez le lieu, corrigez la fiche, puis notez le jour dans verifie_le", HintEN: "call the place, correct the record, then write the day in verifie_le",
	},
	"id-double": {
		FR: "l’identifiant « {0} » est déjà pris ({1})", EN: "the id “{0}” is already taken ({1})",
		HintFR: "écrivez par exemple : {2}", HintEN: "write for instance: {2}",
	},
	"id-impossible": {
		FR: "l’identifiant « {0} » ne peut pas être une adresse", EN: "the id “{0}” cannot be an address",
		HintFR: "écrivez : {1}", HintEN: "write: {1}",
	},
	"lien-raccourci": {
		Level: Warning,
		FR:    "l’adresse raccourcie « {0} » ne dit pas où elle mène", EN: "the shortened address “{0}” does not say where it leads",
		HintFR: "ouvrez-la, puis copiez ici l’adresse complète de la page", HintEN: "open it, then copy here the whole address of the page",
	},
	"pivot-illisible": {
		FR: "« {0} » n’est ni un SIRET ni un numéro RNA", EN: "“{0}” is neither a SIRET nor an RNA number",
		HintFR: "un SIRET a 14 chiffres ; un RNA commence par W ; effacez la ligne si vous ne savez pas", HintEN: "a SIRET has 14 digits; an RNA begins with W; remove the line when you do not know",
	},
	"pivot-mal-ecrit": {
		FR: "« {0} » n’est pas écrit comme un SIRET ou un numéro RNA", EN: "“{0}” is not written as a SIRET or an RNA number",
		HintFR: "écrivez : {1}", HintEN: "write: {1}",
	},
	"qpv-ailleurs": {
		Level: Warning,
		FR:    "le quartier {0} est dans le département {1}, pas à {2}", EN: "the neighbourhood {0} is in the département {1}, not in {2}",
		HintFR: "corrigez qpv ou la commune", HintEN: "correct qpv or the commune",
	},
	"resume-long": {
		Level: Warning,
		FR:    "le résumé fait {0} caractères ; le standard en admet 280", EN: "the summary has {0} characters; the standard allows 280",
		HintFR: "raccourcissez-le et mettez la suite dans presentation_detail", HintEN: "shorten it and put the rest in presentation_detail",
	},
	"services-absents": {
		Level: Warning,
		FR:    "« {0} » reçoit du public, et rien ne dit ce qu’on y fait", EN: "“{0}” receives the public, and nothing says what is done there",
		HintFR: "ajoutez une ligne services = [\"…\"], ou dites dans modalites_acces que le lieu n’accueille pas de public", HintEN: "add a line services = [\"…\"], or say in modalites_acces that the place receives nobody",
	},
	"siret-arrondi": {
		Level: Warning,
		FR:    "le SIRET {0} a été arrondi par un tableur : ses derniers chiffres sont perdus", EN: "the SIRET {0} was rounded by a spreadsheet: its last digits are lost",
		HintFR: "retrouvez les 14 chiffres dans l’annuaire des entreprises, ou effacez la ligne", HintEN: "find the 14 digits in the register of companies, or remove the line",
	},
	"siret-faux": {
		Level: Warning,
		FR:    "le SIRET {0} est faux : sa clé ne correspond pas", EN: "the SIRET {0} is wrong: its key does not match",
		HintFR: "vérifiez les 14 chiffres, ou effacez la ligne", HintEN: "check the 14 digits, or remove the line",
	},
	"telephone-illisible": {
		FR: "téléphone « {0} » illisible", EN: "unreadable telephone “{0}”",
		HintFR: "écrivez : {1}", HintEN: "write: {1}",
		ElseFR: "écrivez par exemple +33261910001, ou 3939 pour un numéro court ; effacez la ligne si vous ne savez pas", ElseEN: "write for instance +33261910001, or 3939 for a short number; remove the line if you do not know",
	},
	"type-date": {
		FR: "« {0} » doit être une date", EN: "“{0}” must be a date",
		HintFR: "écrivez-la sans guillemets : {0} = {1}", HintEN: "write it without quotes: {0} = {1}",
	},
	"type-entier": {
		FR: "« {0} » doit être un nombre entier", EN: "“{0}” must be a whole number",
		HintFR: "écrivez : {0} = {1}", HintEN: "write: {0} = {1}",
	},
	"type-liste": {
		FR: "« {0} » doit être une liste", EN: "“{0}” must be a list",
		HintFR: "écrivez : {0} = {1}", HintEN: "write: {0} = {1}",
	},
	"type-nombre": {
		FR: "« {0} » doit être un nombre", EN: "“{0}” must be a number",
		HintFR: "écrivez sans guillemets, avec un point : {0} = {1}", HintEN: "write without quotes, with a point: {0} = {1}",
	},
	"type-oui-non": {
		FR: "« {0} » doit être true (oui) ou false (non)", EN: "“{0}” must be true or false",
		HintFR: "écrivez : {0} = {1}", HintEN: "write: {0} = {1}",
	},
	"type-section": {
		FR: "« {0} » doit être une section", EN: "“{0}” must be a section",
		HintFR: "écrivez [{0}] seul sur sa ligne, et ses clés en dessous", HintEN: "write [{0}] alone on its line, and its keys below",
	},
	"type-sections": {
		FR: "« {0} » doit être une suite de fiches", EN: "“{0}” must be a series of records",
		HintFR: "commencez chaque fiche par une ligne [[{0}]]", HintEN: "begin each record with a line [[{0}]]",
	},
	"type-texte": {
		FR: "« {0} » doit être un texte", EN: "“{0}” must be a text",
		HintFR: "écrivez entre guillemets : {0} = {1}", HintEN: "write between quotes: {0} = {1}",
	},
	"valeur-double": {
		Level: Warning,
		FR:    "« {0} » est écrit deux fois dans la liste", EN: "“{0}” stands twice in the list",
		HintFR: "effacez l’un des deux", HintEN: "remove one of them",
	},
	"valeur-hors-liste": {
		FR: "« {0} » n’est pas une valeur de {1}", EN: "“{0}” is not a value of {1}",
		HintFR: "valeurs possibles : {2}", HintEN: "possible values: {2}",
	},
	"valeur-inconnue": {
		FR: "« {0} » n’est pas une valeur de {1}", EN: "“{0}” is not a value of {1}",
		HintFR: "écrivez « {2} »", HintEN: "write “{2}”",
	},
	"valeur-vide": {
		FR: "« {0} » est vide", EN: "“{0}” is empty",
		HintFR: "écrivez une valeur", HintEN: "write a value",
	},
}
