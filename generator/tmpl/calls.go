package tmpl

import (
	"strconv"
	"text/template/parse"
)

const (
	// maxDepth bounds calls within calls: a template within itself prints nothing
	// deeper.
	maxDepth = 64
	// maxAgain bounds how many times the templates of a page call themselves:
	// depth alone does not bound one that does so twice.
	maxAgain = 100_000
	// maxCalls bounds the calls that a page makes, those of a loop counted once.
	// Forty templates that each call the next one twice would never end.
	maxCalls = 20_000
)

// bounded refuses a page that makes too many calls, such as calls that double
// at each level. A template within itself is left to the machine, which counts
// (see maxAgain): over a tree, as that of the headings of a page, it ends.
func (s *Set) bounded(page string) Errors {
	b := bounds{set: s, calls: map[string]int{}, depth: map[string]int{}}
	b.visit(page)
	return b.errs
}

type bounds struct {
	set   *Set
	calls map[string]int // under a template, itself included; 0 while it is open
	depth map[string]int
	errs  Errors
}

func (b *bounds) visit(name string) {
	tree := b.set.trees[name]
	b.calls[name] = 0
	total, deepest := 1, 1
	if tree != nil {
		eachCall(tree.Root, func(n *parse.TemplateNode) {
			if len(b.errs) > 0 || b.set.trees[n.Name] == nil {
				return
			}
			if _, seen := b.calls[n.Name]; !seen {
				b.visit(n.Name)
			}
			total += b.calls[n.Name]
			deepest = max(deepest, 1+b.depth[n.Name])
			switch {
			case len(b.errs) > 0:
			case total > maxCalls:
				b.errs = append(b.errs, b.set.errorAt(tree, n.Position(), ErrTooLarge, strconv.Itoa(maxCalls)+" calls at most"))
			case deepest > maxDepth:
				b.errs = append(b.errs, b.set.errorAt(tree, n.Position(), ErrTooLarge, strconv.Itoa(maxDepth)+" calls within each other at most"))
			}
		})
	}
	b.calls[name], b.depth[name] = total, deepest
}
