package exchange

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"balise/generator/model"
)

// say writes a value for people.
func (f *field) say(s *model.Structure) string {
	switch {
	case f.text != nil:
		return *f.text(s)
	case f.list != nil:
		return strings.Join(*f.list(s), " | ")
	case f.number != nil:
		return strconv.FormatFloat(*f.number(s), 'f', -1, 64)
	}
	return f.date(s).Format(time.DateOnly)
}

// copy sets a key of dst from src and tells whether that changed it.
func (f *field) copy(dst, src *model.Structure) bool {
	if f.equal(dst, src) {
		return false
	}
	switch {
	case f.text != nil:
		*f.text(dst) = *f.text(src)
	case f.list != nil:
		*f.list(dst) = *f.list(src)
	case f.number != nil:
		*f.number(dst) = *f.number(src)
	default:
		*f.date(dst) = *f.date(src)
	}
	return true
}

func (f *field) equal(a, b *model.Structure) bool {
	switch {
	case f.text != nil:
		return *f.text(a) == *f.text(b)
	case f.list != nil:
		return slices.Equal(*f.list(a), *f.list(b))
	case f.number != nil:
		return *f.number(a) == *f.number(b)
	}
	return f.date(a).Equal(*f.date(b))
}
