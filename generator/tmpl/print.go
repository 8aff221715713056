package tmpl

import (
	"strconv"
	"text/template/parse"
)

// print compiles the printing of e in a context; written is how the author
// wrote it, for errors.
func (sc *scope) print(n parse.Node, written string, e expr, s sink) {
	e = e.pointee()
	switch {
	case !e.scalar():
		sc.fault(n, ErrType, written, e.String(), "cannot be printed")
		return
	case e.speaks():
		sc.fault(n, ErrType, written, e.String(), "has a method that makes its text: put the text in the view")
		return
	case sc.checkOnly:
		return
	}
	m, ok := s.modeFor(e.kind)
	switch {
	case !ok:
		sc.fault(n, ErrContext, written, e.String(), s.where)
	case m.markup == silent:
	case e.known != nil:
		sc.block.text.Write(appendValue(nil, *e.known, m))
	default:
		sc.block.add(printer(e, m))
	}
}

// printer appends the text of a value. Behind a nil pointer, it is empty.
func printer(e expr, how mode) func(m *machine) flow {
	switch {
	case e.place == nil && e.text == nil:
		value := e.value
		return func(m *machine) flow {
			m.out = appendValue(m.out, value(m), how)
			return next
		}
	case e.text != nil && how == verbatim:
		text := e.text
		return func(m *machine) flow {
			m.out = text(m, m.out)
			return next
		}
	case e.text != nil:
		text := e.text
		return func(m *machine) flow {
			start := len(m.scratch)
			b := text(m, m.scratch)
			m.out = appendEscaped(m.out, b[start:], how)
			m.scratch = b[:start]
			return next
		}
	case e.typ.isText():
		return textPrinter(e, how)
	}
	kind, place := e.kind, e.place
	return func(m *machine) flow {
		v := Value{}
		if p := place(m); p.IsValid() {
			v = scalarOf(kind, p)
		}
		m.out = appendValue(m.out, v, how)
		return next
	}
}

// verbatim changes nothing.
var verbatim = mode{}

// textPrinter prints a string of the view: what pages do most.
func textPrinter(e expr, how mode) func(m *machine) flow {
	plain := how == mode{markup: quoted}
	if plain && e.rooted && len(e.steps) == 1 && !e.steps[0].pointer {
		slot, field := e.slot, e.steps[0].field
		return func(m *machine) flow {
			if v := m.frame[slot].place; v.IsValid() {
				m.out = appendQuoted(m.out, v.Field(field).String())
			}
			return next
		}
	}
	place := e.place
	if plain {
		return func(m *machine) flow {
			if v := place(m); v.IsValid() {
				m.out = appendQuoted(m.out, v.String())
			}
			return next
		}
	}
	return func(m *machine) flow {
		text := ""
		if v := place(m); v.IsValid() {
			text = v.String()
		}
		m.out = appendEscaped(m.out, text, how)
		return next
	}
}

// appendValue appends a scalar as html/template would. The digits of integers
// and the letters of booleans need no escaping in any context that we accept.
func appendValue(dst []byte, v Value, m mode) []byte {
	switch v.Kind {
	case Int:
		return strconv.AppendInt(dst, v.Int, 10)
	case kindUint:
		return strconv.AppendUint(dst, uint64(v.Int), 10)
	case Bool:
		return strconv.AppendBool(dst, v.Int != 0)
	case kindFloat:
		var digits [32]byte
		return appendEscaped(dst, strconv.AppendFloat(digits[:0], float(v), 'g', -1, 64), m)
	}
	return appendEscaped(dst, v.Str, m)
}
