package same

import (
	"hash/maphash"
	"math"
	"slices"
	"strings"
)

const (
	// wholeBlock is how many records of one block are all compared with each
	// other; in a larger one each meets the window next by name, so that work
	// stays in proportion (Paris has hundreds of places).
	wholeBlock = 40
	window     = 8
)

// entry puts a record in a block.
type entry struct {
	block  uint64
	record int32
}

var seed = maphash.MakeSeed()

// candidates lists the pairs worth comparing, each once, as i<<32|j with
// i < j. Records meet in blocks: what they share of the things that two records
// of one place may share.
func (c *corpus) candidates() []uint64 {
	var entries []entry
	for i := range c.records {
		for key := range c.blocks(&c.records[i]) {
			entries = append(entries, entry{maphash.String(seed, key), int32(i)})
		}
	}
	rank := c.byName()
	slices.SortFunc(entries, func(a, b entry) int {
		if a.block != b.block {
			if a.block < b.block {
				return -1
			}
			return 1
		}
		return int(rank[a.record]) - int(rank[b.record])
	})
	var pairs []uint64
	for start := 0; start < len(entries); {
		end := start + 1
		for end < len(entries) && entries[end].block == entries[start].block {
			end++
		}
		pairs = meet(pairs, entries[start:end])
		start = end
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

func meet(pairs []uint64, block []entry) []uint64 {
	reach := len(block)
	if reach > wholeBlock {
		reach = window
	}
	for x := range block {
		for y := x + 1; y < len(block) && y <= x+reach; y++ {
			i, j := block[x].record, block[y].record
			if i == j {
				continue
			}
			pairs = append(pairs, uint64(min(i, j))<<32|uint64(max(i, j)))
		}
	}
	return pairs
}

// byName ranks the records by their names' words, so that in a large block
// those alike are close. Ties follow the records' own order, not the input's.
func (c *corpus) byName() []int32 {
	keys := make([]string, len(c.records))
	order := make([]int32, len(c.records))
	for i := range c.records {
		n := &c.records[i].name
		keys[i] = strings.Join(n.own, " ") + " " + strings.Join(n.numerals, " ")
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		if d := strings.Compare(keys[i], keys[j]); d != 0 {
			return d
		}
		return c.records[i].before(&c.records[j])
	})
	rank := make([]int32, len(order))
	for r, i := range order {
		rank[i] = int32(r)
	}
	return rank
}

// cell is the side of a square of the grid, in degrees of latitude: some 300 m.
const cell = 0.003

// blocks yields the keys of the blocks that a record belongs to.
func (c *corpus) blocks(r *record) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for key := range r.contacts {
			if !yield(key) {
				return
			}
		}
		for _, k := range r.keys {
			if !yield("k" + k.Source + "\x00" + k.ID) {
				return
			}
		}
		if r.siret != "" && !yield("o"+r.siret) {
			return
		}
		var list []string
		for _, town := range r.communes.keys() {
			list = append(list, town)
			for _, w := range r.name.own {
				list = append(list, town+" n"+w)
				if len(w) > 4 {
					list = append(list, town+" p"+w[:4])
				}
			}
			for _, w := range r.address.street {
				list = append(list, town+" a"+w[:min(len(w), 5)])
			}
			for k := kind(1); k != 0 && k <= r.name.kinds; k <<= 1 {
				if r.name.kinds&k != 0 {
					list = append(list, town+" k"+string(rune('0'+k.place())))
				}
			}
		}
		list = append(list, r.squares()...)
		for _, key := range list {
			if !yield(key) {
				return
			}
		}
	}
}

// place is the number of the one bit of k.
func (k kind) place() int { return int(math.Log2(float64(k))) }

// keys are the names under which records of one commune meet.
func (c *commune) keys() []string {
	var list []string
	if c.code != "" {
		list = append(list, "c"+c.code)
	} else {
		if c.postcode != "" {
			list = append(list, "z"+c.postcode)
		}
	}
	if c.name != "" {
		list = append(list, "v"+c.name)
	}
	return list
}

// squares are the four grids' squares that hold the record: any two points
// within a square's side of each other share one, or nearly.
func (r *record) squares() []string {
	if !r.located {
		return nil
	}
	wide := cell / max(0.2, math.Cos(r.lat*math.Pi/180))
	list := make([]string, 0, 4)
	for g := range 4 {
		y := int(math.Floor(r.lat/cell/2 + float64(g&1)/2))
		x := int(math.Floor(r.lon/wide/2 + float64(g>>1)/2))
		list = append(list, "g"+string([]rune{rune(g + 1), rune(y + 40000), rune(x + 200000)}))
	}
	return list
}
