package tmpl

import (
	"reflect"
	"text/template/parse"
)

// loop compiles {{range}} over a slice, an array, or a pointer to one.
func (sc *scope) loop(n *parse.RangeNode) {
	outer := sc.dot
	defer sc.restore(len(sc.vars), outer)
	e, ok := sc.pipe(n.Pipe, n.Pipe.Cmds)
	if n.Pipe.IsAssign {
		sc.fault(n.Pipe, ErrForbidden, "a range that assigns")
		ok = false
	}
	if ok {
		e = e.pointee()
		if !e.sequence() || e.place == nil {
			sc.fault(n.Pipe, ErrType, authored(n.Pipe.Cmds), e.String(), "cannot be repeated")
			ok = false
		}
	}
	if !ok {
		sc.faulty(n.Pipe.Decl, n.List, n.ElseList)
		return
	}
	dot := sc.newSlot()
	sc.dot = placeAt(e.elem(), dot, nil)
	first := len(sc.vars)
	vars := sc.loopVars(n.Pipe)
	body := sc.within(n.List)
	// In the else, text/template gives the variables the empty sequence.
	for i := range sc.vars[first:] {
		sc.vars[first+i].expr = expr{}
	}
	sc.dot = outer
	otherwise := sc.within(n.ElseList)
	place := e.place
	sc.block.add(func(m *machine) flow {
		v := place(m)
		if !v.IsValid() || v.Len() == 0 {
			return runAll(m, otherwise)
		}
		return repeat(m, v, dot, vars, body)
	})
}

// repeat runs the body for each element. Nothing leaves a loop but its end and
// its own break, so it always goes on with what follows.
func repeat(m *machine, v reflect.Value, dot int, vars loopVars, body []op) flow {
	for i, n := 0, v.Len(); i < n; i++ {
		elem := v.Index(i)
		m.frame[dot].place = elem
		if vars.index > 0 {
			m.frame[vars.index].value = Num(int64(i))
		}
		if vars.elem != nil {
			vars.elem(m)
		}
		if runAll(m, body) == leave {
			break
		}
	}
	return next
}

// loopVars tells where a loop keeps its variables; slot 0 is never one.
type loopVars struct {
	index int
	elem  func(m *machine) flow
}

// loopVars declares the variables of a loop: an element, or an index and an
// element.
func (sc *scope) loopVars(p *parse.PipeNode) (vars loopVars) {
	elem := sc.dot
	for i, v := range p.Decl {
		if i < len(p.Decl)-1 {
			_, vars.index = sc.declare(v.Ident[0], expr{typ: typ{kind: Int}})
			continue
		}
		_, slot := sc.declare(v.Ident[0], elem)
		vars.elem = store(slot, elem)
	}
	return vars
}
