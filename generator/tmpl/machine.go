package tmpl

import (
	"reflect"
	"sync"
)

// machine is the state of one Append. Frames are windows of one stack; each
// template call has its own, with a slot for dot and one for each variable.
type machine struct {
	out     []byte
	frame   []slot
	stack   []slot
	top     int // slots of stack in use
	high    int // most slots ever in use since the machine was taken
	depth   int
	again   int     // how many more times templates may call themselves
	args    []Value // a stack of arguments of the calls under way
	scratch []byte  // a stack of texts of the calls under way
}

// slot holds a place of the view, or a computed scalar, as the compiler decided.
type slot struct {
	place reflect.Value // invalid behind a nil pointer
	value Value
}

// flow tells how a list of operations ended.
type flow uint8

const (
	next flow = iota
	leave
	again
)

// op appends its text, then runs; run may be nil.
type op struct {
	text string
	run  func(m *machine) flow
}

// body is a template compiled for one type of dot.
type body struct {
	ops   []op
	slots int
	done  bool // ops is complete: false for a template within itself
}

// constant gives the text of a body that prints nothing else.
func (b *body) constant() (string, bool) {
	switch {
	case !b.done || len(b.ops) > 1:
		return "", false
	case len(b.ops) == 0:
		return "", true
	}
	return b.ops[0].text, b.ops[0].run == nil
}

func runAll(m *machine, ops []op) flow {
	for i := range ops {
		o := &ops[i]
		m.out = append(m.out, o.text...)
		if o.run != nil {
			if f := o.run(m); f != next {
				return f
			}
		}
	}
	return next
}

var machines = sync.Pool{New: func() any { return &machine{stack: make([]slot, 256)} }}

// start runs the body for a page.
func (b *body) start(dst []byte, view reflect.Value) []byte {
	m := machines.Get().(*machine)
	m.out, m.again = dst, maxAgain
	m.call(b, slot{place: view})
	out := m.out
	m.release()
	return out
}

// callAgain runs a body that is within itself.
func (m *machine) callAgain(b *body, dot slot) {
	if m.again > 0 {
		m.again--
		m.call(b, dot)
	}
}

// call runs the body in a frame of its own.
func (m *machine) call(b *body, dot slot) {
	if m.depth == maxDepth {
		return
	}
	m.depth++
	saved, top := m.frame, m.top
	m.top += b.slots
	if m.top > len(m.stack) {
		// Frames in use keep the old stack; nothing needs copying.
		m.stack = make([]slot, 2*m.top)
	}
	m.high = max(m.high, m.top)
	m.frame = m.stack[top:m.top]
	m.frame[0] = dot
	runAll(m, b.ops)
	m.frame, m.top = saved, top
	m.depth--
}

// release forgets the page, so that the pool does not keep it alive.
func (m *machine) release() {
	clear(m.stack[:m.high])
	clear(m.args[:cap(m.args)])
	m.out, m.frame, m.args, m.scratch = nil, nil, m.args[:0], m.scratch[:0]
	m.high = 0
	machines.Put(m)
}
