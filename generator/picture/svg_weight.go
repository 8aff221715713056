package picture

// node is an element of a drawing, for counting what drawing it takes.
type node struct {
	end  int      // the index of the first node after it and its content
	refs []string // the ids it refers to, by href="#id" or url(#id)
}

// maxDrawn is how many elements a drawing may come to once its references are
// followed: ten <use> of ten <use> of ten… are a billion in a few lines.
const maxDrawn = 200_000

// tooHeavy tells that drawing nodes takes too long, or never ends because an
// element refers to what holds it.
func tooHeavy(nodes []node, ids map[string]int) bool {
	const running = -1
	drawn := make([]int, len(nodes)) // 0: not counted yet
	// count returns how many elements node i comes to, or more than maxDrawn.
	var count func(i int) int
	count = func(i int) int {
		if drawn[i] == running {
			return maxDrawn + 1
		}
		if drawn[i] > 0 {
			return drawn[i]
		}
		drawn[i] = running
		total := 1
		for _, id := range nodes[i].refs {
			if target, ok := ids[id]; ok && total <= maxDrawn {
				total += count(target)
			}
		}
		for child := i + 1; child < nodes[i].end && total <= maxDrawn; child = nodes[child].end {
			total += count(child)
		}
		drawn[i] = total
		return total
	}
	return count(0) > maxDrawn
}
