package diag

// catalogueSheet is what the reading of a table says of the file. An error
// means that the file, or the end of it, is not read; a warning, that something
// was changed on the way, or that somebody should look at some rows. In those
// about rows, {0} is the first lines, {1} how many rows, {2} the columns, {3}
// how many times, {4} the first value.
var catalogueSheet = map[Code]Entry{
	"import-barre": {
		Level: Warning,
		FR:    "des valeurs d’une liste contiennent une barre « | », remplacée par « ¦ » : {2}. Lignes : {0} ({1} en tout)", EN: "values of a list hold a bar “|”, replaced by “¦”: {2}. Lines: {0} ({1} in all)",
		HintFR: "dans le fichier, séparez ces valeurs en plusieurs", HintEN: "in the file, make several values of them",
	},
	"import-caracteres-perdus": {
		Level: Warning,
		FR:    "caractères déjà détruits dans ce fichier : {3}. Colonnes : {2}. Lignes : {0} ({1} en tout)", EN: "characters already destroyed in this file: {3}. Columns: {2}. Lines: {0} ({1} in all)",
		HintFR: "demandez à la source un fichier enregistré en UTF-8", HintEN: "ask the source for a file saved as UTF-8",
	},
	"import-case-en-erreur": {
		Level: Warning,
		FR:    "des cases affichent une erreur du tableur, comme « {4} ». Colonnes : {2}. Lignes : {0} ({1} en tout)", EN: "some cells show an error of the spreadsheet, such as “{4}”. Columns: {2}. Lines: {0} ({1} in all)",
		HintFR: "corrigez les formules, ou écrivez les valeurs à leur place", HintEN: "correct the formulas, or write the values in their place",
	},
	"import-classeur": {
		FR: "ce classeur ne peut pas être lu : il est abîmé, ou protégé par un mot de passe", EN: "this workbook cannot be read: it is damaged, or protected by a password",
		HintFR: "ouvrez-le dans un tableur, puis enregistrez-le de nouveau, sans mot de passe", HintEN: "open it in a spreadsheet program, then save it again, without a password",
	},
	"import-classeur-ancien": {
		FR: "ce classeur est au format .xls, ou protégé par un mot de passe : il n’est pas lu", EN: "this workbook is in the .xls format, or protected by a password: it is not read",
		HintFR: "dans un tableur, enregistrez-le au format .xlsx, .ods ou .csv, sans mot de passe", HintEN: "in a spreadsheet program, save it as .xlsx, .ods or .csv, without a password",
	},
	"import-classeur-trop-gros": {
		FR: "une fois décompressé, ce classeur est beaucoup trop gros : il n’est pas lu", EN: "once unpacked, this workbook is far too large: it is not read",
		HintFR: "enregistrez la feuille utile au format CSV", HintEN: "save the sheet that matters as CSV",
	},
	"import-crs": {
		Level: Warning,
		FR:    "ce fichier n’est pas en longitude et latitude, mais dans le système « {0} »", EN: "this file is not in longitude and latitude, but in the system “{0}”",
		HintFR: "demandez à la source un fichier en WGS 84 (EPSG:4326)", HintEN: "ask the source for a file in WGS 84 (EPSG:4326)",
	},
	"import-decalage": {
		Level: Warning,
		FR:    "des lignes ont plus de cases que de colonnes : leurs valeurs sont sans doute décalées. Lignes : {0} ({1} en tout)", EN: "some rows have more cells than there are columns: their values have probably shifted. Lines: {0} ({1} in all)",
		HintFR: "mettez entre guillemets les valeurs qui contiennent le séparateur", HintEN: "put quotes around the values that hold the separator",
	},
	"import-decalage-probable": {
		Level: Warning,
		FR:    "des valeurs semblent être dans la colonne d’à côté. Lignes : {0} ({1} en tout)", EN: "some values seem to be in the next column. Lines: {0} ({1} in all)",
		HintFR: "comparez ces lignes avec les autres, et remettez les valeurs à leur place", HintEN: "compare these rows with the others, and put the values back in their place",
	},
	"import-double-encodage": {
		Level: Warning,
		FR:    "des accents ont été encodés deux fois, comme dans « {4} » : ils sont rétablis. Colonnes : {2}. Lignes : {0} ({1} en tout)", EN: "some accents were encoded twice, as in “{4}”: they are restored. Columns: {2}. Lines: {0} ({1} in all)",
		HintFR: "vérifiez quelques-unes de ces lignes", HintEN: "check some of these rows",
	},
	"import-encodage": {
		Level: Warning,
		FR:    "ce fichier n’est pas en UTF-8 : il est lu en {0}", EN: "this file is not UTF-8: it is read as {0}",
		HintFR: "vérifiez les accents, ou enregistrez le fichier en UTF-8", HintEN: "check the accents, or save the file as UTF-8",
	},
	"import-encodage-mele": {
		Level: Warning,
		FR:    "ce fichier est en UTF-8, sauf quelques lettres, lues en {4}. Lignes : {0} ({1} en tout)", EN: "this file is UTF-8, but for some letters, read as {4}. Lines: {0} ({1} in all)",
		HintFR: "vérifiez les accents de ces lignes", HintEN: "check the accents of these rows",
	},
	"import-feuilles": {
		Level: Warning,
		FR:    "une seule feuille de ce classeur est lue. Les autres ne le sont pas : {0}", EN: "one sheet of this workbook is read. The others are not: {0}",
		HintFR: "pour les importer aussi, enregistrez chacune dans son fichier", HintEN: "to bring them in too, save each of them in a file of its own",
	},
	"import-feuilles-masquees": {
		Level: Warning,
		FR:    "les feuilles masquées ne sont pas lues : {0}", EN: "hidden sheets are not read: {0}",
		HintFR: "affichez-les dans le tableur si elles comptent", HintEN: "show them in the spreadsheet program if they matter",
	},
	"import-format-inconnu": {
		FR: "ce fichier n’est pas un tableau que Balise sait lire", EN: "this file is not a table that Balise can read",
		HintFR: "enregistrez-le au format .csv, .xlsx, .ods, .json ou .geojson", HintEN: "save it as .csv, .xlsx, .ods, .json or .geojson",
	},
	"import-formule": {
		Level: Warning,
		FR:    "des cases calculées n’ont pas de résultat dans le fichier : elles sont lues comme vides. Colonnes : {2}. Lignes : {0} ({1} en tout)", EN: "some computed cells have no result in the file: they are read as empty. Columns: {2}. Lines: {0} ({1} in all)",
		HintFR: "ouvrez le classeur dans un tableur, puis enregistrez-le", HintEN: "open the workbook in a spreadsheet program, then save it",
	},
	"import-geometrie": {
		Level: Warning,
		FR:    "des objets n’ont pas de point : ils sont lus sans coordonnées. Formes : {2}. Lignes : {0} ({1} en tout)", EN: "some features have no point: they are read without coordinates. Shapes: {2}. Lines: {0} ({1} in all)",
		HintFR: "donnez à chacun une géométrie « Point »", HintEN: "give each of them a “Point” geometry",
	},
	"import-guillemet": {
		Level: Warning,
		FR:    "des guillemets ouverts ne sont jamais refermés : ils sont pris comme des caractères ordinaires. Lignes : {0} ({1} en tout)", EN: "some quotes are opened and never closed: they are taken as plain characters. Lines: {0} ({1} in all)",
		HintFR: "vérifiez ces lignes et les suivantes ; un guillemet dans un texte s’écrit deux fois", HintEN: "check these lines and the next ones; a quote inside a text is written twice",
	},
	"import-html": {
		Level: Warning,
		FR:    "des valeurs contiennent du HTML, comme « {4} » : seul leur texte est gardé. Colonnes : {2}. Lignes : {0} ({1} en tout)", EN: "some values hold HTML, such as “{4}”: only their text is kept. Columns: {2}. Lines: {0} ({1} in all)",
		HintFR: "vérifiez ces textes", HintEN: "check these texts",
	},
	"import-json": {
		FR: "ce fichier JSON contient une faute à cette ligne, ou finit trop tôt : il n’est pas lu", EN: "this JSON file has a fault at this line, or ends too early: it is not read",
		HintFR: "téléchargez-le de nouveau, ou demandez-le à la source", HintEN: "download it again, or ask the source for it",
	},
	"import-json-complexe": {
		FR: "ce fichier JSON est trop compliqué pour être une liste de lieux : il n’est pas lu", EN: "this JSON file is too complex to be a list of places: it is not read",
		HintFR: "demandez à la source une liste simple d’objets", HintEN: "ask the source for a plain list of objects",
	},
	"import-json-element": {
		Level: Warning,
		FR:    "des éléments de la liste ne sont pas des objets : ils ne sont pas lus. Lignes : {0} ({1} en tout)", EN: "some items of the list are not objects: they are not read. Lines: {0} ({1} in all)",
	},
	"import-json-listes": {
		Level: Warning,
		FR:    "ce fichier contient plusieurs listes. Celles-ci ne sont pas lues : {0}", EN: "this file holds several lists. These are not read: {0}",
		HintFR: "pour les importer aussi, mettez chacune dans son fichier", HintEN: "to bring them in too, put each of them in a file of its own",
	},
	"import-json-sans-liste": {
		FR: "ce fichier JSON ne contient aucune liste d’objets", EN: "this JSON file holds no list of objects",
		HintFR: "il faut une liste comme [{\"nom\": \"…\"}, {\"nom\": \"…\"}]", HintEN: "a list is needed, such as [{\"nom\": \"…\"}, {\"nom\": \"…\"}]",
	},
	"import-ligne-courte": {
		Level: Warning,
		FR:    "des lignes ont moins de cases que de colonnes : leurs valeurs sont peut-être décalées. Lignes : {0} ({1} en tout)", EN: "some rows have fewer cells than there are columns: their values may have shifted. Lines: {0} ({1} in all)",
		HintFR: "vérifiez que ces lignes ne sont pas coupées", HintEN: "check that these rows are not cut short",
	},
	"import-script": {
		Level: Warning,
		FR:    "des valeurs contiennent un script ou un style, comme « {4} » : il est retiré. Colonnes : {2}. Lignes : {0} ({1} en tout)", EN: "some values hold a script or a style, such as “{4}”: it is taken out. Columns: {2}. Lines: {0} ({1} in all)",
		HintFR: "prévenez la source : son site a peut-être été attaqué", HintEN: "tell the source: its site may have been attacked",
	},
	"import-titre": {
		Level: Warning,
		FR:    "un titre au-dessus des noms de colonnes n’est pas repris : « {4} ». Lignes : {0} ({1} en tout)", EN: "a title above the names of the columns is left out: “{4}”. Lines: {0} ({1} in all)",
	},
	"import-trop-de-cases": {
		FR: "ce fichier a plus de {0} cases : la suite n’est pas lue", EN: "this file has more than {0} cells: the rest is not read",
		HintFR: "coupez-le en plusieurs fichiers", HintEN: "cut it into several files",
	},
	"import-trop-de-colonnes": {
		FR: "ce fichier a plus de {0} colonnes : les suivantes ne sont pas lues", EN: "this file has more than {0} columns: the next ones are not read",
		HintFR: "gardez seulement les colonnes utiles", HintEN: "keep only the columns that matter",
	},
	"import-trop-de-lignes": {
		FR: "ce fichier a plus de {0} lignes : la suite n’est pas lue", EN: "this file has more than {0} rows: the rest is not read",
		HintFR: "coupez-le en plusieurs fichiers", HintEN: "cut it into several files",
	},
	"import-vide": {
		FR: "ce fichier est vide", EN: "this file is empty",
	},
}
