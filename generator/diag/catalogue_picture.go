package diag

// cataloguePicture holds what is wrong with an image (package picture). Of an SVG,
// the last argument is the line.
var cataloguePicture = map[Code]Entry{
	"image-format": {
		FR:     "ce fichier n’est pas une image qui peut être publiée",
		EN:     "this file is not an image that can be published",
		HintFR: "enregistrez l’image en PNG, JPEG, GIF, WebP ou SVG : les logiciels d’images le proposent dans « Enregistrer sous » ou « Exporter »",
		HintEN: "save the image as PNG, JPEG, GIF, WebP or SVG: image programs offer it under “Save as” or “Export”",
	},
	"image-illisible": {
		FR:     "cette image est abîmée ou incomplète : elle ne se lit pas",
		EN:     "this image is damaged or incomplete: it cannot be read",
		HintFR: "ouvrez-la dans un logiciel d’images et enregistrez-la de nouveau, ou demandez le fichier d’origine",
		HintEN: "open it in an image program and save it again, or ask for the original file",
	},
	"image-trop-grande": {
		FR:     "cette image fait {0} pixels sur {1} : 40 millions de pixels au plus, et 12 000 pixels par côté",
		EN:     "this image is {0} by {1} pixels: 40 million pixels at most, and 12,000 pixels a side",
		HintFR: "réduisez-la dans un logiciel d’images : 1 440 pixels de large suffisent",
		HintEN: "make it smaller in an image program: 1,440 pixels wide is enough",
	},
	"image-trop-lourde": {
		FR:     "cette image dépasse 10 Mo",
		EN:     "this image is larger than 10 MB",
		HintFR: "réduisez-la dans un logiciel d’images : 1 440 pixels de large suffisent",
		HintEN: "make it smaller in an image program: 1,440 pixels wide is enough",
	},
	"svg-dangereux": {
		FR:     "« {0} », à la ligne {1} de ce dessin SVG, n’est pas accepté dans une image",
		EN:     "“{0}”, on line {1} of this SVG drawing, is not accepted in an image",
		HintFR: "retirez-le, ou enregistrez le dessin de nouveau : Inkscape propose « SVG optimisé » dans « Enregistrer sous »",
		HintEN: "remove it, or save the drawing again: Inkscape offers “Optimized SVG” under “Save as”",
	},
	"svg-illisible": {
		FR:     "ce dessin SVG ne se lit pas : il est mal écrit à la ligne {0}",
		EN:     "this SVG drawing cannot be read: line {0} is badly written",
		HintFR: "ouvrez-le dans un logiciel de dessin et enregistrez-le de nouveau, en UTF-8",
		HintEN: "open it in a drawing program and save it again, as UTF-8",
	},
	"svg-sans-espace-de-noms": {
		FR:     "ce dessin SVG ne dit pas qu’il est un dessin : les navigateurs ne l’afficheront pas",
		EN:     "this SVG drawing does not say that it is one: browsers will not show it",
		HintFR: "commencez-le par <svg xmlns=\"http://www.w3.org/2000/svg\">",
		HintEN: "begin it with <svg xmlns=\"http://www.w3.org/2000/svg\">",
	},
	"svg-trop-complexe": {
		FR:     "ce dessin SVG est trop compliqué à afficher : ses éléments se répètent trop, ou plus de 64 sont placés l’un dans l’autre",
		EN:     "this SVG drawing is too complex to show: its elements are repeated too much, or more than 64 stand inside one another",
		HintFR: "simplifiez-le dans un logiciel de dessin, ou exportez-le en PNG",
		HintEN: "simplify it in a drawing program, or export it as PNG",
	},
	"svg-trop-lourd": {
		FR:     "ce dessin SVG dépasse 512 Ko",
		EN:     "this SVG drawing is larger than 512 KB",
		HintFR: "simplifiez-le dans un logiciel de dessin, ou exportez-le en PNG",
		HintEN: "simplify it in a drawing program, or export it as PNG",
	},
}
