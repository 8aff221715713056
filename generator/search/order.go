package search

import (
	"cmp"
	"slices"
	"strings"
)

// communeOrder puts communes along a Hilbert curve: near ones mostly stand near
// each other, so that the places around a commune are in few files. Those that
// nobody can locate come last.
func communeOrder(list []Commune) []int {
	if len(list) == 0 {
		return nil
	}
	south, west, north, east := 90., 180., -90., -180.
	for _, c := range list {
		if c.located() {
			south, north = min(south, c.Lat), max(north, c.Lat)
			west, east = min(west, c.Lon), max(east, c.Lon)
		}
	}
	side := max(north-south, east-west, 1e-9)
	rank := make([]uint32, len(list))
	order := make([]int, len(list))
	for i, c := range list {
		order[i] = i
		rank[i] = 1 << 31
		if c.located() {
			rank[i] = hilbert(uint32((c.Lon-west)/side*1023), uint32((c.Lat-south)/side*1023))
		}
	}
	slices.SortFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(rank[i], rank[j]), strings.Compare(list[i].Name, list[j].Name),
			slices.Compare(list[i].Postcodes, list[j].Postcodes), strings.Compare(list[i].Href, list[j].Href))
	})
	return order
}

// hilbert is how far along the curve a cell of a grid of 1,024 is (Wikipedia,
// « Hilbert curve »).
func hilbert(x, y uint32) (d uint32) {
	for s := uint32(512); s > 0; s /= 2 {
		var rx, ry uint32
		if x&s > 0 {
			rx = 1
		}
		if y&s > 0 {
			ry = 1
		}
		d += s * s * (3*rx ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = s-1-x&(s-1), s-1-y&(s-1)
			}
			x, y = y, x
		}
		x, y = x&(s-1), y&(s-1)
	}
	return d
}

// placeOrder numbers places: commune by commune, as communeOrder has them, in
// each as they were given. Those without a commune come last.
func placeOrder(site Site) []int32 {
	at := make([]int, len(site.Communes))
	for i, c := range communeOrder(site.Communes) {
		at[c] = i
	}
	of := func(i int32) int {
		if c := site.Places[i].Commune; c >= 0 {
			return at[c]
		}
		return len(at)
	}
	order := make([]int32, len(site.Places))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(of(a), of(b)) })
	return order
}
