package carto

import "math"

// Scale is a round distance, and how long it is on a map.
type Scale struct {
	Metres float64 // 1, 2 or 5 times a power of ten
	Units  int
}

// roundScale finds the longest round distance that takes at most room units.
func roundScale(unit, room float64) Scale {
	most := room / unit
	metres := math.Pow(10, math.Floor(math.Log10(most)))
	for _, k := range []float64{5, 2} {
		if metres*k <= most {
			metres *= k
			break
		}
	}
	return Scale{metres, round(metres * unit)}
}

func round(x float64) int { return int(math.Round(x)) }
