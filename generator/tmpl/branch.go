package tmpl

import "text/template/parse"

// condition compiles the pipeline of an if or a with, and its variable.
func (sc *scope) condition(p *parse.PipeNode) (expr, bool) {
	e, ok := sc.pipe(p, p.Cmds)
	if len(p.Decl) > 0 {
		return sc.keep(p, e, ok)
	}
	return e, ok
}

func (sc *scope) branchIf(n *parse.IfNode) {
	defer sc.restore(len(sc.vars), sc.dot)
	e, ok := sc.condition(n.Pipe)
	if ok && e.known != nil {
		sc.folded(truthOf(*e.known), n.List, n.ElseList)
		return
	}
	then, otherwise := sc.within(n.List), sc.within(n.ElseList)
	if !ok {
		return
	}
	truth := e.truthFunc()
	sc.block.add(func(m *machine) flow {
		if truth(m) {
			return runAll(m, then)
		}
		return runAll(m, otherwise)
	})
}

// folded compiles both branches, to find their faults, and keeps one.
func (sc *scope) folded(truth bool, then, otherwise *parse.ListNode) {
	if truth {
		vars := len(sc.vars)
		sc.list(then)
		sc.vars = sc.vars[:vars]
		sc.within(otherwise)
	} else {
		sc.within(then)
		sc.list(otherwise)
	}
}

// faulty looks for faults in the branches of a block whose pipeline is at fault:
// what depends on its value is left alone.
func (sc *scope) faulty(decl []*parse.VariableNode, list, otherwise *parse.ListNode) {
	outer := sc.dot
	for _, v := range decl {
		sc.vars = append(sc.vars, variable{v.Ident[0], expr{faulty: true}})
	}
	sc.dot = expr{faulty: true}
	sc.within(list)
	sc.dot = outer
	sc.within(otherwise)
}

// restore ends the life of variables, and gives dot back its meaning.
func (sc *scope) restore(vars int, dot expr) {
	sc.vars, sc.dot = sc.vars[:vars], dot
}

func (sc *scope) branchWith(n *parse.WithNode) {
	outer := sc.dot
	defer sc.restore(len(sc.vars), outer)
	e, ok := sc.condition(n.Pipe)
	switch {
	case !ok:
		sc.faulty(nil, n.List, n.ElseList)
		return
	case e.known != nil:
		then := n.List
		sc.dot = e
		if truthOf(*e.known) {
			sc.list(then)
			return
		}
		sc.within(then)
		sc.dot = outer
		sc.list(n.ElseList)
		return
	case !e.scalar() && e.place == nil:
		sc.fault(n.Pipe, ErrType, authored(n.Pipe.Cmds), e.String(), "dot cannot be")
		return
	}
	inner := e.pointee()
	slot := sc.newSlot()
	set := sc.enter(inner, slot)
	then := sc.within(n.List)
	sc.dot = outer
	otherwise := sc.within(n.ElseList)
	truth := e.truthFunc()
	sc.block.add(func(m *machine) flow {
		if !truth(m) {
			return runAll(m, otherwise)
		}
		set(m)
		return runAll(m, then)
	})
}

// enter makes e the dot, in a slot, and gives what computes it.
func (sc *scope) enter(e expr, slot int) func(m *machine) {
	if e.place != nil {
		place := e.place
		sc.dot = placeAt(e.typ, slot, nil)
		return func(m *machine) { m.frame[slot].place = place(m) }
	}
	value := e.scalarFunc()
	sc.dot = valueAt(e.typ, slot)
	return func(m *machine) { m.frame[slot].value = value(m) }
}

// call compiles {{template}}.
func (sc *scope) call(n *parse.TemplateNode) {
	arg := expr{}
	if n.Pipe != nil {
		if len(n.Pipe.Decl) > 0 {
			sc.fault(n, ErrForbidden, "a variable declared in a call")
			return
		}
		e, ok := sc.pipe(n.Pipe, n.Pipe.Cmds)
		if !ok {
			return
		}
		if !e.scalar() && e.place == nil {
			sc.fault(n.Pipe, ErrType, authored(n.Pipe.Cmds), e.String(), "dot cannot be")
			return
		}
		arg = e
	}
	b := sc.compiler.body(n.Name, arg)
	if text, ok := b.constant(); ok {
		sc.block.text.WriteString(text)
		return
	}
	call := (*machine).call
	if !b.done {
		call = (*machine).callAgain
	}
	switch {
	case arg.literal, arg.absent():
		sc.block.add(func(m *machine) flow {
			call(m, b, slot{})
			return next
		})
	case arg.place != nil:
		place := arg.place
		sc.block.add(func(m *machine) flow {
			call(m, b, slot{place: place(m)})
			return next
		})
	default:
		value := arg.scalarFunc()
		sc.block.add(func(m *machine) flow {
			call(m, b, slot{value: value(m)})
			return next
		})
	}
}
