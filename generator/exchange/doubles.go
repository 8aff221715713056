package exchange

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"balise/generator/diag"
	"balise/generator/french"
	"balise/generator/model"
	"balise/generator/same"
)

// node is a place among those that an import compares: a structure of the portal
// with the rows that are its own, or a row that is nobody's yet.
type node struct {
	entry *entry // nil for a row
	row   *row   // nil for a structure
	s     *model.Structure
	keys  []same.Key
	fresh bool // it is new here, or changes
}

// meet decides which rows are one place, and one with a structure of the portal.
// Structures that the portal has are never made one: people are asked.
func (im *importer) meet() {
	nodes := im.nodes()
	records, answers := im.compared(nodes)
	found := same.Find(records, answers)
	reasons := map[[2]int]same.Reason{}
	for _, p := range found.Merged {
		reasons[[2]int{p.I, p.J}] = p.Reason
	}
	why := func(i, j int) same.Reason { return reasons[[2]int{min(i, j), max(i, j)}] }
	grouped := make([]bool, len(nodes))
	for _, g := range found.Groups {
		for _, i := range g {
			grouped[i] = true
		}
		im.unite(nodes, records, g, why)
	}
	for i := range nodes {
		if nodes[i].row != nil && !grouped[i] {
			im.create(nodes[i].row)
		}
	}
	im.sameID()
	for _, q := range found.Reviews {
		im.ask(nodes, q.Left, q.Right, q.I, q.J, q.Reason)
	}
	im.standing()
}

// nodes lists the rows that no structure claims, and the structures that are
// near them or change, those first.
func (im *importer) nodes() []node {
	var rows []node
	near := map[string]bool{}
	for _, k := range im.rows {
		if k.entry != nil {
			continue
		}
		rows = append(rows, node{row: k, s: k.s, keys: []same.Key{k.key}, fresh: true})
		for place := range around(k.s) {
			near[place] = true
		}
	}
	var nodes []node
	for _, e := range im.shelf.entries() {
		if e.s.Nom == "" {
			continue
		}
		n := node{entry: e, s: im.baseOf(e)}
		if own := im.of[e]; len(own) > 0 {
			if next, _ := merged(n.s, own, nil, im.opts.Today); next != nil {
				n.s, n.fresh = next, true
			}
		}
		if n.fresh || im.split[e] != nil || slices.ContainsFunc(slices.Collect(around(n.s)), func(p string) bool { return near[p] }) {
			n.keys = im.keysOf(e)
			nodes = append(nodes, n)
		}
	}
	return append(nodes, rows...)
}

// around yields where a structure is, in words that two that may be one have in
// common: its commune, its postcode, its square on the map and those around.
func around(s *model.Structure) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, p := range []string{s.CodeINSEE, s.CodePostal, french.Fold(s.Commune)} {
			if p != "" && !yield(p) {
				return
			}
		}
		if !s.Located() {
			return
		}
		const side = 0.02 // degrees: some two kilometres
		x, y := math.Floor(s.Longitude/side), math.Floor(s.Latitude/side)
		for _, d := range [][2]float64{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {-1, 0}, {0, -1}, {-1, -1}, {1, -1}, {-1, 1}} {
			if !yield(strconv.Itoa(int(x+d[0])) + "," + strconv.Itoa(int(y+d[1]))) {
				return
			}
		}
	}
}

// compared gives the nodes to package same, with what people answered.
func (im *importer) compared(nodes []node) ([]same.Record, same.Answers) {
	records := make([]same.Record, len(nodes))
	byName := map[string]same.Key{}
	var answers same.Answers
	for i := range nodes {
		n := &nodes[i]
		r := same.Record{Structure: n.s}
		if n.row != nil {
			r.Source, r.ID = n.row.key.Source, n.row.key.ID
			if im.opts.Source != "" { // one name for files that are several listings
				r.Source += "\x00" + n.row.file
			}
		} else {
			r.Source, r.ID = "\x00"+n.entry.s.ID, n.entry.s.ID
			for _, id := range append([]string{n.entry.s.ID}, n.entry.s.Anciens...) {
				byName[model.RecordName(model.PortalSource, id)] = r.Key()
			}
		}
		for _, k := range n.keys {
			byName[nameOf(k)] = k
			if n.row != nil || k.Source == model.PortalSource {
				byName[nameOf(k)] = r.Key()
			}
		}
		records[i] = r
	}
	im.alike(nodes, records, &answers)
	for _, e := range im.doubles.entries {
		if !e.Answered {
			continue
		}
		for _, a := range e.Fiches1 {
			for _, b := range e.Fiches2 {
				if left, ok := byName[a]; ok {
					if right, ok := byName[b]; ok {
						answers.Set(left, right, e.Same)
					}
				}
			}
		}
	}
	return records, answers
}

// alike makes one of rows that say exactly the same under one id, whatever their
// sources are called.
func (im *importer) alike(nodes []node, records []same.Record, answers *same.Answers) {
	byID := map[string][]int{}
	for i := range nodes {
		k := nodes[i].row
		if k == nil {
			continue
		}
		for _, j := range byID[twinOf(k.key).ID] {
			if sameRecord(nodes[j].row.record, k.record) {
				answers.Set(records[j].Key(), records[i].Key(), true)
				break
			}
		}
		id := twinOf(k.key).ID
		byID[id] = append(byID[id], i)
	}
}

// unite makes one structure of a group: of its rows, or of each row and the
// structure of the portal that it agrees with most.
func (im *importer) unite(nodes []node, records []same.Record, group []int, why func(i, j int) same.Reason) {
	var homes, rows []int
	for _, i := range group {
		if nodes[i].entry != nil {
			homes = append(homes, i)
		} else {
			rows = append(rows, i)
		}
	}
	for _, j := range homes[min(1, len(homes)):] {
		im.ask(nodes, []int{homes[0]}, []int{j}, homes[0], j, why(homes[0], j))
	}
	if len(homes) == 0 {
		rows = same.Prefer(records, rows, func(i int) int { return nodes[i].row.rank })
		first := nodes[rows[0]].row
		e := im.create(first)
		for n, i := range rows[1:] {
			im.give(e, nodes[i].row)
			im.tell(nodes, rows[:n+1], i, why)
		}
		return
	}
	with := map[int][]int{}
	for _, i := range rows {
		home := homes[0]
		for _, j := range homes[1:] {
			if why(i, j).Score > why(i, home).Score {
				home = j
			}
		}
		im.give(nodes[home].entry, nodes[i].row)
		im.joined[nodes[i].row] = true
		im.tell(nodes, append([]int{home}, with[home]...), i, why)
		with[home] = append(with[home], i)
	}
}

// create makes a structure of a row.
func (im *importer) create(k *row) *entry {
	e := im.shelf.create(k.record, im.into)
	e.taken = false
	im.give(e, k)
	return e
}

// tell writes down a merge that was done, so that a person can undo it.
func (im *importer) tell(nodes []node, group []int, i int, why func(i, j int) same.Reason) {
	best := group[0]
	for _, j := range group {
		if why(i, j).Score > why(i, best).Score {
			best = j
		}
	}
	left, right := im.names(nodes, group), namesOf(nodes[i].keys)
	if left == nil || slices.Equal(left, right) || im.doubles.asked(left, right) {
		return
	}
	im.doubles.add(model.Doubt{
		Merge: true, Raison: why(i, best).Sentence(diag.French),
		Lieu1: describe(nodes[group[0]].s), Fiches1: left, Lieu2: describe(nodes[i].s), Fiches2: right,
	})
}

func (im *importer) names(nodes []node, group []int) []string {
	var list []string
	for _, i := range group {
		for _, name := range namesOf(nodes[i].keys) {
			list = add(list, name)
		}
	}
	return list
}

// ask asks a person whether two groups are one place, once. Of structures that
// this import does not change, nothing is asked.
func (im *importer) ask(nodes []node, left, right []int, i, j int, why same.Reason) {
	fresh := slices.ContainsFunc(slices.Concat(left, right), func(n int) bool { return nodes[n].fresh })
	a, b := im.names(nodes, left), im.names(nodes, right)
	if !fresh || len(a) == 0 || len(b) == 0 {
		return
	}
	if d := im.doubles.find(a, b); d != nil { // see standing
		return
	}
	im.reviewPlaces(nodes, slices.Concat(left, right))
	im.doubles.add(model.Doubt{
		Raison: why.Sentence(diag.French), Lieu1: describe(nodes[i].s), Fiches1: a, Lieu2: describe(nodes[j].s), Fiches2: b,
	})
	k, other := nodes[j], nodes[i]
	if k.row == nil {
		k, other = other, k
	}
	if k.row != nil {
		im.placer.report(k.row.record, "import-ressemble", k.s.Nom, describe(other.s), why.Sentence(diag.French), why.Sentence(diag.English))
	}
}

func (im *importer) reviewPlaces(nodes []node, group []int) {
	var keys []same.Key
	for _, i := range group {
		keys = append(keys, nodes[i].keys...)
	}
	im.review("same-place", keys...)
}

// standing goes through the pairs that people were asked about before: those
// without an answer are still to review when this import is about them; those
// that are one place, and two structures of the portal, are for people to settle.
func (im *importer) standing() {
	holders := map[string]*entry{}
	keys := map[string]same.Key{}
	for _, e := range im.shelf.entries() {
		for _, k := range slices.Concat(im.keysOf(e), rowKeys(im.of[e])) {
			if name := nameOf(k); holders[name] == nil {
				holders[name], keys[name] = e, k
			}
		}
	}
	warned := map[[2]*entry]bool{}
	for i := range im.doubles.entries {
		d := &im.doubles.entries[i]
		if d.Merge && !d.Answered || d.Answered && !d.Same {
			continue
		}
		var members []same.Key
		var sides [2]*entry
		brought := false
		for side, list := range [][]string{d.Fiches1, d.Fiches2} {
			for _, name := range list {
				e := holders[name]
				if e == nil {
					continue
				}
				sides[side] = cmp.Or(sides[side], e)
				brought = brought || len(im.of[e]) > 0
				members = append(members, keys[name])
			}
		}
		switch first, second := sides[0], sides[1]; {
		case first == nil || second == nil || first == second || !brought:
		case !d.Answered:
			im.review("same-place", members...)
		case !warned[sides]:
			warned[sides] = true
			im.placer.ds = append(im.placer.ds, diag.New("import-a-reunir", d.At("reponse"), first.s.ID, second.s.ID, first.file.path, second.file.path))
		}
	}
}

func rowKeys(rows []*row) []same.Key {
	var keys []same.Key
	for _, k := range rows {
		keys = append(keys, k.key)
	}
	return keys
}
