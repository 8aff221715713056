package carto

import (
	"slices"
	"unicode/utf8"
)

// TextWidth is how wide a text is set in a common sans serif, at most, in the
// unit of the size: the browser chooses the font.
func TextWidth(text string, size float64) float64 {
	return .64 * size * float64(utf8.RuneCountInString(text))
}

// Room is the room of a drawing, and what is taken of it.
type Room struct {
	Width, Height float64
	boxes         []rect // names, and what else is taken
	marks         []rect
}

func (r *Room) take(left, top, right, bottom float64) {
	r.boxes = append(r.boxes, rect{left, top, right, bottom})
}

// fits takes a rectangle, unless part of it is taken or outside.
func (r *Room) fits(left, top, right, bottom float64) bool {
	return r.place(rect{left, top, right, bottom}, 0)
}

// place is fits, for a name that may cover the rim of marks.
func (r *Room) place(b rect, rim float64) bool {
	meets := func(m rect) bool { return b.meets(rect{m.left + rim, m.top + rim, m.right - rim, m.bottom - rim}) }
	if b.left < 0 || b.top < 0 || b.right > r.Width || b.bottom > r.Height || slices.ContainsFunc(r.boxes, b.meets) || slices.ContainsFunc(r.marks, meets) {
		return false
	}
	r.boxes = append(r.boxes, b)
	return true
}

// Mark is a dot to be named: its middle, its radius and its name.
type Mark struct {
	X, Y, R float64
	Name    string
}

// Anchor tells which end of a text stands at its point, as text-anchor does.
type Anchor string

// The three anchors.
const (
	Start  Anchor = "start"
	Middle Anchor = "middle"
	End    Anchor = "end"
)

// Label is where the name of a mark stands, from its middle. No Anchor: there
// is no room for it.
type Label struct {
	DX, DY int
	Anchor Anchor
	Over   bool // it covers the rim of other marks: draw it above them
}

// The first marks are named even where it is crowded: their names may cover the
// rim of others.
const (
	Crowded = 8
	rim     = 9
)

// Labels finds room for names beside their marks, the first marks first: right,
// left, below, above, then at the corners. Names hide neither marks nor names,
// see [Crowded]. earlier, which may be
// nil, are names that have their place already.
func (r *Room) Labels(marks []Mark, earlier []Label, size float64) []Label {
	for _, m := range marks {
		r.marks = append(r.marks, rect{m.X - m.R, m.Y - m.R, m.X + m.R, m.Y + m.R})
	}
	labels := make([]Label, len(marks))
	for i := range earlier {
		if labels[i] = earlier[i]; labels[i].Anchor != "" {
			r.boxes = append(r.boxes, labels[i].box(marks[i], size))
		}
	}
	for i, m := range marks {
		if labels[i].Anchor != "" || m.Name == "" {
			continue
		}
		beside, base, far := round(m.R)+3, round(size*.35), round(m.R)
		around := []Label{
			{DX: beside, DY: base, Anchor: Start}, {DX: -beside, DY: base, Anchor: End},
			{DY: round(m.R + size), Anchor: Middle}, {DY: -far - 4, Anchor: Middle},
			{DX: far, DY: far + 6, Anchor: Start}, {DX: far, DY: 2 - far, Anchor: Start},
			{DX: -far, DY: far + 6, Anchor: End}, {DX: -far, DY: 2 - far, Anchor: End},
		}
		at := slices.IndexFunc(around, func(l Label) bool { return r.place(l.box(m, size), 0) })
		over := at < 0 && i < Crowded
		if over {
			at = slices.IndexFunc(around, func(l Label) bool { return r.place(l.box(m, size), rim) })
		}
		if at >= 0 {
			labels[i] = around[at]
			labels[i].Over = over
		}
	}
	return labels
}

// box is the room that a name takes.
func (l Label) box(m Mark, size float64) rect {
	wide := TextWidth(m.Name, size)
	left := m.X + float64(l.DX)
	switch l.Anchor {
	case Middle:
		left -= wide / 2
	case End:
		left -= wide
	}
	base := m.Y + float64(l.DY)
	return rect{left, base - float64(size*.85), left + wide, base + float64(size*.25)} // the same on every processor
}
