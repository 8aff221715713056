package diag

// catalogueContent is what can be wrong in a text written in Markdown.
var catalogueContent = map[Code]Entry{
	"alerte-inconnue": {
		Level: Warning,
		FR:    "l’alerte « {0} » n’existe pas : le texte reste une citation", EN: "there is no alert “{0}”: the text stays a quotation",
		HintFR: "écrivez [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] ou [!CAUTION]", HintEN: "write [!NOTE], [!TIP], [!IMPORTANT], [!WARNING] or [!CAUTION]",
	},
	"image-sans-alternative": {
		FR: "l’image « {0} » n’a pas de texte de remplacement", EN: "the image “{0}” has no text alternative",
		HintFR: "entre les crochets, dites ce que l’image montre : ![Un formulaire à remplir](image.png)", HintEN: "say between the brackets what the image shows: ![A form to fill in](image.png)",
	},
	"lien-dangereux": {
		FR: "l’adresse « {0} » ne peut pas être suivie depuis une page", EN: "the address “{0}” cannot be followed from a page",
		HintFR: "écrivez une adresse qui commence par https://, http://, mailto: ou tel:, ou le chemin d’une page du site", HintEN: "write an address that begins with https://, http://, mailto: or tel:, or the path of a page of the site",
	},
	"lien-sans-texte": {
		Level: Warning,
		FR:    "le lien vers « {0} » n’a pas de texte", EN: "the link to “{0}” has no text",
		HintFR: "entre les crochets, dites où mène le lien", HintEN: "say between the brackets where the link leads",
	},
	"lien-vague": {
		Level: Warning,
		FR:    "le texte du lien, « {0} », ne dit pas où il mène", EN: "the link’s text, “{0}”, does not say where it leads",
		HintFR: "nommez la page dans le lien : [le site de la mairie](https://…)", HintEN: "name the page in the link: [the town hall’s website](https://…)",
	},
	"lien-vide": {
		FR: "ce lien n’a pas d’adresse", EN: "this link has no address",
		HintFR: "écrivez l’adresse entre les parenthèses, ou retirez le lien", HintEN: "write the address between the parentheses, or remove the link",
	},
	"markdown-bloc-trop-long": {
		FR: "ce paragraphe dépasse 16 Ko : il n’a pas été lu", EN: "this paragraph is longer than 16 KB: it was not read",
		HintFR: "coupez-le en plusieurs paragraphes, séparés par une ligne vide", HintEN: "split it into several paragraphs, with an empty line between them",
	},
	"markdown-html": {
		Level: Warning,
		FR:    "le HTML n’est pas accepté dans un texte : il a été laissé de côté", EN: "HTML is not accepted in a text: it was left out",
		HintFR: "écrivez en Markdown ; pour montrer du code, mettez-le entre accents graves : `<b>`", HintEN: "write Markdown; to show code, put it between backticks: `<b>`",
	},
	"markdown-tableau-trop-grand": {
		FR: "ce tableau est trop grand : 20 colonnes et 500 lignes au plus", EN: "this table is too large: 20 columns and 500 rows at most",
		HintFR: "partagez-le en plusieurs tableaux", HintEN: "split it into several tables",
	},
	"markdown-titre-1": {
		Level: Warning,
		FR:    "« {0} » est un titre de niveau 1, réservé au titre de la page : il passe au niveau 2", EN: "“{0}” is a level 1 heading, kept for the page’s title: it becomes level 2",
		HintFR: "écrivez « ## » au lieu de « # »", HintEN: "write “##” instead of “#”",
	},
	"markdown-trop-complexe": {
		FR: "ce texte contient trop de crochets, d’astérisques ou de tirets bas : il n’a pas été lu", EN: "this text holds too many brackets, asterisks or underscores: it was not read",
		HintFR: "coupez-le en paragraphes plus courts, ou mettez le code entre accents graves triples", HintEN: "split it into shorter paragraphs, or put code between triple backticks",
	},
	"markdown-trop-de-references": {
		FR: "ce texte définit plus de 500 notes ou adresses de liens", EN: "this text defines more than 500 notes or link addresses",
		HintFR: "partagez-le en plusieurs fichiers", HintEN: "split it into several files",
	},
	"markdown-trop-gros": {
		FR: "ce texte dépasse 1 Mo ou 20 000 lignes : il n’a pas été lu", EN: "this text is longer than 1 MB or 20,000 lines: it was not read",
		HintFR: "partagez-le en plusieurs fichiers", HintEN: "split it into several files",
	},
	"markdown-trop-imbrique": {
		FR: "plus de 16 listes ou citations sont placées l’une dans l’autre", EN: "more than 16 lists or quotations stand inside one another",
		HintFR: "gardez deux ou trois niveaux", HintEN: "keep to two or three levels",
	},
	"markdown-utf8": {
		FR: "ce fichier n’est pas enregistré en UTF-8", EN: "this file is not saved as UTF-8",
		HintFR: "dans votre éditeur, choisissez « Enregistrer sous », puis l’encodage UTF-8", HintEN: "in your editor, choose “Save as”, then the UTF-8 encoding",
	},
	"note-inconnue": {
		Level: Warning,
		FR:    "la note « {0} » n’est pas écrite", EN: "note “{0}” is not written",
		HintFR: "ajoutez au bas du texte une ligne : [^{0}]: votre note", HintEN: "add a line at the end of the text: [^{0}]: your note",
	},
	"titre-saute": {
		Level: Warning,
		FR:    "le titre « {0} » saute un niveau", EN: "the heading “{0}” skips a level",
		HintFR: "écrivez « {1} » au lieu de « {2} »", HintEN: "write “{1}” instead of “{2}”",
	},
	"titre-vide": {
		Level: Warning,
		FR:    "ce titre n’a pas de texte : il a été laissé de côté", EN: "this heading has no text: it was left out",
		HintFR: "écrivez le titre après les dièses, ou retirez la ligne", HintEN: "write the heading after the number signs, or remove the line",
	},
}
