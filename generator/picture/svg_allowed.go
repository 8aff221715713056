package picture

import (
	"encoding/xml"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// What a drawing may be made of. Whatever is not listed is refused: scripts and
// on… attributes, foreignObject, image, a, animations, filters, metadata, and
// whatever a later version of SVG brings.
var (
	svgElements = set(`svg g defs symbol use title desc style
		path rect circle ellipse line polyline polygon text tspan textPath
		linearGradient radialGradient stop pattern clipPath mask marker`)

	// svgReferring are the elements that may have a href, to an element of the
	// same drawing.
	svgReferring = set(`use textPath linearGradient radialGradient pattern`)

	svgAttributes = set(`x y width height viewBox preserveAspectRatio enable-background
		cx cy r rx ry x1 y1 x2 y2 fx fy fr d points pathLength transform transform-origin
		dx dy rotate textLength lengthAdjust startOffset method spacing side
		offset gradientUnits gradientTransform spreadMethod
		patternUnits patternContentUnits patternTransform
		clipPathUnits maskUnits maskContentUnits mask-type
		markerUnits markerWidth markerHeight refX refY orient style
		alignment-baseline baseline-shift clip-path clip-rule color color-interpolation
		color-rendering direction display dominant-baseline fill fill-opacity fill-rule
		font-family font-size font-size-adjust font-stretch font-style font-variant
		font-weight image-rendering isolation letter-spacing marker marker-end marker-mid
		marker-start mask mix-blend-mode opacity overflow paint-order shape-rendering
		stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
		stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor
		text-decoration text-rendering unicode-bidi vector-effect visibility
		word-spacing writing-mode`)

	// svgText are the attributes whose value nothing obeys; so are aria-… and
	// data-….
	svgText = set(`class lang role version baseProfile focusable type`)

	// cssFunctions are the functions that only count: none of them fetches.
	cssFunctions = set(`rgb rgba hsl hsla calc translate translatex translatey
		scale scalex scaley rotate skewx skewy matrix`)
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func svgFreeText(attr string) bool {
	return svgText[attr] || strings.HasPrefix(attr, "aria-") || strings.HasPrefix(attr, "data-")
}

var (
	localHref = regexp.MustCompile(`^#([\pL\pN_][\pL\pN_.:-]*)$`)
	localURL  = regexp.MustCompile(`(?i:url)\(\s*["']?#([\pL\pN_][\pL\pN_.:-]*)["']?\s*\)`)
)

// badCSS gives the part of a style sheet or of an attribute's value that may
// fetch something or that hides what it says; nothing when it is harmless. With
// local, url(#id) is accepted.
func badCSS(css string, local bool) string {
	if strings.Contains(css, `\`) { // \75rl( is url(
		return `\`
	}
	if i := strings.IndexByte(css, '@'); i >= 0 { // @import
		word, _, _ := strings.Cut(css[i:], " ")
		return clip(word)
	}
	for i := range len(css) {
		if css[i] != '(' {
			continue
		}
		before := strings.TrimRight(css[:i], " \t\r\n\f")
		name := before[1+strings.LastIndexFunc(before, func(r rune) bool {
			return r < 0x80 && r != '-' && r != '_' && (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z')
		}):]
		if cssFunctions[strings.ToLower(name)] {
			continue
		}
		if local && i >= len("url") {
			if at := localURL.FindStringIndex(css[i-len("url"):]); at != nil && at[0] == 0 && strings.EqualFold(name, "url") {
				continue
			}
		}
		return clip(name + css[i:])
	}
	return ""
}

// svgSize reads the size of a drawing from its root's width and height, or, where
// they do not tell, from its viewBox; 0 and 0 when neither does.
func svgSize(attrs []xml.Attr) (width, height int) {
	var w, h, boxW, boxH float64
	for _, a := range attrs {
		switch {
		case a.Name.Space != "":
		case a.Name.Local == "width":
			w = cssPixels(a.Value)
		case a.Name.Local == "height":
			h = cssPixels(a.Value)
		case a.Name.Local == "viewBox":
			box := strings.FieldsFunc(a.Value, func(r rune) bool { return strings.ContainsRune(", \t\r\n", r) })
			if len(box) == 4 {
				boxW, boxH = number(box[2]), number(box[3])
			}
		}
	}
	if boxW > 0 && boxH > 0 {
		switch {
		case w == 0 && h == 0:
			w, h = boxW, boxH
		case w == 0:
			w = h * boxW / boxH
		case h == 0:
			h = w * boxH / boxW
		}
	}
	if w <= 0 || h <= 0 || w > maxSide || h > maxSide {
		return 0, 0
	}
	return max(int(math.Round(w)), 1), max(int(math.Round(h)), 1)
}

// cssUnits gives the lengths of CSS in pixels (CSS Values 4, 6.2).
var cssUnits = map[string]float64{"": 1, "px": 1, "pt": 96.0 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4}

// cssPixels reads a length; 0 for none, a percentage or another relative unit.
func cssPixels(s string) float64 {
	s = strings.ToLower(strings.TrimSpace(s))
	n := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz%")
	return number(n) * cssUnits[s[len(n):]]
}

var decimal = regexp.MustCompile(`^\+?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$`)

// number reads a positive number; 0 for anything else.
func number(s string) float64 {
	if !decimal.MatchString(s) {
		return 0
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return f
}
