package carto

import "strconv"

// pen writes the data of a path (SVG 2, section 9.3) in whole units, each step
// from the one before: it is the shortest there is, and what compresses best.
// "m" and the pairs that follow it are relative; the first counts from 0 0.
type pen struct {
	text     []byte
	x, y     int // where it is
	ox, oy   int // where the line began
	lines    int // steps since then
	before   int // what to take back when nothing was drawn
	bx, by   int
	starting bool
}

// String is the path data.
func (p *pen) String() string { return string(p.text) }

// move lifts the pen.
func (p *pen) move(x, y int) {
	p.drop()
	p.before, p.bx, p.by = len(p.text), p.x, p.y
	p.text = append(p.text, 'm')
	p.starting = true
	p.step(x, y)
	p.ox, p.oy, p.lines = x, y, 0
}

// reach lifts the pen unless it is there: lines that meet are drawn as one.
func (p *pen) reach(x, y int) {
	if p.lines == 0 || p.x != x || p.y != y {
		p.move(x, y)
	}
}

// line draws to a point; nowhere when it is there already.
func (p *pen) line(x, y int) {
	if x == p.x && y == p.y {
		return
	}
	p.step(x, y)
	p.lines++
}

// close ends a ring; one that encloses nothing is taken back.
func (p *pen) close() {
	if p.lines < 2 {
		p.lines = 0
		p.drop()
		return
	}
	p.text = append(p.text, 'z')
	p.x, p.y = p.ox, p.oy
}

// end ends a line; one without length is taken back.
func (p *pen) end() { p.drop() }

func (p *pen) drop() {
	if p.lines == 0 && len(p.text) > p.before {
		p.text, p.x, p.y = p.text[:p.before], p.bx, p.by
	}
}

func (p *pen) step(x, y int) {
	dx, dy := x-p.x, y-p.y
	if !p.starting && dx >= 0 {
		p.text = append(p.text, ' ')
	}
	p.starting = false
	p.text = strconv.AppendInt(p.text, int64(dx), 10)
	if dy >= 0 {
		p.text = append(p.text, ' ')
	}
	p.text = strconv.AppendInt(p.text, int64(dy), 10)
	p.x, p.y = x, y
}

// clipped draws the part of an arc that lies in a rectangle, simplified.
func (a *arc) clipped(p *pen, r rect, tolerance float64, to func(vec) vec) {
	drawing := false
	last := a.points[0]
	for i := 1; i < len(a.points); i++ {
		if a.stray[i] <= tolerance*tolerance {
			continue
		}
		from, until, ok := clip(last, a.points[i], r)
		if ok {
			v, w := to(from), to(until)
			if !drawing || from != last {
				p.reach(round(v.x), round(v.y))
			}
			p.line(round(w.x), round(w.y))
		}
		drawing = ok && until == a.points[i]
		last = a.points[i]
	}
	p.end()
}

// clip cuts a segment to a rectangle (Liang and Barsky, 1984).
func clip(a, b vec, r rect) (vec, vec, bool) {
	from, to := 0.0, 1.0
	dx, dy := b.x-a.x, b.y-a.y
	for _, side := range [4][2]float64{{-dx, a.x - r.left}, {dx, r.right - a.x}, {-dy, a.y - r.top}, {dy, r.bottom - a.y}} {
		switch p, q := side[0], side[1]; {
		case p == 0 && q < 0:
			return a, b, false
		case p < 0:
			from = max(from, q/p)
		case p > 0:
			to = min(to, q/p)
		}
	}
	if from > to {
		return a, b, false
	}
	start, end := a, b
	if from > 0 {
		start = vec{a.x + float64(from*dx), a.y + float64(from*dy)}
	}
	if to < 1 {
		end = vec{a.x + float64(to*dx), a.y + float64(to*dy)}
	}
	return start, end, true
}
